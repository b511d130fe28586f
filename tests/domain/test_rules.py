"""Rule tables: loading, choosing by date, refusing torn files."""

from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import Certainty, RuleBook, load_rules

HEAD = 'title = "T"\nregulation = "R"\narticle = "A"\ncertainty = "C2"\n'
OLD = (
    f"[[t]]\n{HEAD}version = 1\nfrom = 2022-01-01\nuntil = 2023-12-31\n"
    '[t.values]\nx = "1.5"\nl = ["a"]\n'
)
NEW = f'[[t]]\n{HEAD}version = 2\nfrom = 2024-01-01\n[t.values]\nx = "2"\n'


def write(folder: Path, text: str) -> Path:
    (folder / "t.toml").write_text(text, encoding="utf-8")
    return folder


def test_old_years_keep_old_rules(tmp_path: Path) -> None:
    rules = load_rules(write(tmp_path, NEW + OLD))
    assert rules.table("t", date(2023, 12, 31)).text("x") == "1.5"
    assert rules.table("t", date(2024, 1, 1)).whole("x") == 2
    assert [table.version for table in rules.tables()] == [1, 2]
    with pytest.raises(Refused) as caught:
        rules.table("t", date(2021, 12, 31))
    assert (caught.value.code, caught.value.fields["date"]) == ("KK-200", "31 Desember 2021")
    assert rules.find("none", date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    "text",
    [
        "[[t]",
        OLD.replace("from =", "since ="),
        OLD.replace("C2", "C9"),
        NEW + OLD.replace("2023-12-31", "2024-01-01"),
        OLD.replace("2022-01-01", '"2022"'),
        "[t]\nx = 1\n",
        OLD.partition("[t.values]")[0],
        "t = 1\n",
    ],
)
def test_torn_files_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="KK-201"):
        load_rules(write(tmp_path, text))


def test_no_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="KK-203"):
        load_rules(tmp_path)


def test_missing_values_are_refused(tmp_path: Path) -> None:
    table = load_rules(write(tmp_path, OLD)).table("t", date(2022, 5, 5))
    for read in (table.text, table.number, table.whole, table.texts, table.rows, table.names):
        with pytest.raises(Refused, match="KK-202"):
            read("nothing")
    with pytest.raises(Refused, match="KK-202"):
        table.whole("x")
    with pytest.raises(Refused, match="KK-202"):
        table.text("l")


def test_tables_cannot_be_changed(rules: RuleBook) -> None:
    table = rules.table("kuadran_kinerja", date(2026, 1, 1))
    with pytest.raises(FrozenInstanceError):
        table.version = 9  # pyright: ignore[reportAttributeAccessIssue]  # that is the test
    with pytest.raises(TypeError):
        cast("dict[str, object]", table.values)["DI_ATAS"] = "BAIK"


def test_source_and_note(rules: RuleBook) -> None:
    table = rules.table("kuadran_kinerja", date(2026, 1, 1))
    assert table.source == (
        "PermenPANRB 6/2022, kuadran kinerja; Kuadran kinerja (hasil kerja x perilaku kerja), "
        "tabel versi 1, berlaku sejak 3 Februari 2022"
    )
    assert table.note == ""
    assert rules.table("ak_persen", date(2026, 1, 1)).source.endswith("berlaku sejak tahun 2023")


def test_only_the_unsure_wait_for_confirmation(rules: RuleBook) -> None:
    for table in rules.tables():
        waits = table.certainty in {Certainty.INFERRED, Certainty.UNCONFIRMED}
        assert (table.note == "menunggu konfirmasi BKPSDM") == waits
        assert table.title
        assert table.regulation
