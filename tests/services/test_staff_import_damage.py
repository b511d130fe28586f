"""One damaged cell changes the verdict of exactly its row, as foretold."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from staff_books import DPMPTSP, EDUCATION, Cells, rows_of, write_book

from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff.importing import Outcome
from kotabumi_kinerja.services.workspace import Workspace


@dataclass(frozen=True)
class Damage:
    """What is done to a cell, and what is said then: '' when the row stays as it was."""

    name: str
    heading: str
    spoil: Callable[[str], object]
    outcome: Outcome
    says: str = ""


def _spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


REFUSED, CHANGED, SAME, REPAIRED = (
    Outcome.REFUSED,
    Outcome.CHANGED,
    Outcome.SAME,
    Outcome.REPAIRED,
)
DAMAGES = (
    Damage("NIP as a number", "NIP BARU", float, REPAIRED, "KK-170"),
    Damage("NIP as Excel shows it", "NIP BARU", lambda t: f"{float(t):.14E}", REPAIRED, "KK-170"),
    Damage("NIP ends in zeros", "NIP BARU", lambda t: f"{t[:15]}000", REPAIRED, "KK-170"),
    Damage("NIP of 15 digits", "NIP BARU", lambda t: t[:15], REPAIRED, "KK-170"),
    Damage("NIP of 17 digits", "NIP BARU", lambda t: t[:17], REFUSED, "KK-120"),
    Damage("NIP with a letter", "NIP BARU", lambda t: f"{t[:8]}O{t[9:]}", REFUSED, "KK-120"),
    Damage("NIP born in month 13", "NIP BARU", lambda t: f"{t[:4]}13{t[6:]}", REFUSED, "KK-121"),
    Damage("NIP with blanks", "NIP BARU", _spaced, SAME),
    Damage("NIP with apostrophe", "NIP BARU", lambda t: f"'{t}", SAME),
    Damage("no such day", "TANGGAL LAHIR", lambda _: "31-02-1990", REFUSED, "KK-131"),
    Damage("no day at all", "TANGGAL LAHIR", lambda _: "kapan-kapan", REFUSED, "KK-130"),
    Damage("birth date empty", "TANGGAL LAHIR", lambda _: None, SAME),
    Damage("rank unknown", "GOL AKHIR NAMA", lambda _: "V/z", REFUSED, "KK-112"),
    Damage("rank in dots", "GOL AKHIR NAMA", lambda t: t.replace("/", "."), SAME),
    Damage("sex unknown", "JENIS KELAMIN", lambda _: "X", REFUSED, "KK-113"),
    Damage("sex in words", "JENIS KELAMIN", lambda t: {"M": "Laki-laki"}.get(t, "Perempuan"), SAME),
    Damage("name in other case", "NAMA", str.lower, SAME),
    Damage("name with two blanks", "NAMA", lambda t: t.replace(" ", "  "), SAME),
    Damage("another name", "NAMA", lambda t: f"{t} BARU", CHANGED, "Nama"),
    Damage("name empty", "NAMA", lambda _: None, SAME),
    Damage("post in another place", "JABATAN NAMA", lambda t: f"{t} Baru", CHANGED, "Jabatan"),
    Damage(
        "column we only keep",
        "AGAMA NAMA",
        lambda t: "Hindu" if t != "Hindu" else "Islam",
        CHANGED,
        "AGAMA NAMA",
    ),
    Damage("unit in capitals with blanks", "UNOR NAMA", lambda t: f" {t.lower()}", SAME),
)


class Rows(list[Cells]):
    """Rows that hypothesis may show without writing a hundred kilobytes."""

    def __repr__(self) -> str:
        return f"{len(self)} rows"


@pytest.fixture(params=[DPMPTSP, EDUCATION], ids=["dpmptsp", "pendidikan"])
def healthy(request: pytest.FixtureRequest, empty_office: Workspace) -> Rows:
    """Rows of one of the workbooks that were taken in without a word."""
    run = staff_import.dry_run(empty_office, request.param)
    staff_import.apply(empty_office, run)
    nips = {v.nip for v in run.verdicts if v.outcome is Outcome.NEW and not v.findings}
    return Rows([r for r in rows_of(request.param) if r["NIP BARU"] in nips][:30])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damage=st.sampled_from(DAMAGES), number=st.integers(0, 29))
def test_damage_of_one_cell_is_judged_as_foretold(
    empty_office: Workspace,
    healthy: Rows,
    tmp_path: Path,
    damage: Damage,
    number: int,
) -> None:
    row = healthy[number % len(healthy)]
    was = str(row.get(damage.heading) or "")
    spoiled = {**row, damage.heading: damage.spoil(was)}
    others = [r for r in healthy if r is not row][:2]
    path = write_book(tmp_path / "rusak.xlsx", [*others, spoiled])
    *rest, verdict = staff_import.dry_run(empty_office, path).verdicts
    assert {v.outcome for v in rest} == {Outcome.SAME}
    assert verdict.outcome is damage.outcome
    told = {f.code for f in verdict.findings} | {c.field for c in verdict.changes}
    assert damage.says in told or not (damage.says or verdict.changes)


def test_every_damage_at_once(empty_office: Workspace, healthy: Rows, tmp_path: Path) -> None:
    spoiled = [
        {**row, d.heading: d.spoil(str(row[d.heading]))}
        for row, d in zip(healthy, DAMAGES, strict=False)
    ]
    run = staff_import.dry_run(empty_office, write_book(tmp_path / "semua.xlsx", spoiled))
    found = {d.name: v.outcome for d, v in zip(DAMAGES, run.verdicts, strict=True)}
    assert found == {d.name: d.outcome for d in DAMAGES}
