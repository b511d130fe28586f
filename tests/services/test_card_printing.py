"""Cards onto paper: files whole or not at all, recorded once, reprinted equal."""

import errno
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from card_steps import DAY, people, printed, records, scanned, words
from pypdf import PdfReader
from rated_people import rate

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import card_printing, staff, verification
from kotabumi_kinerja.services.card_printing import print_run
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    facts = OfficeFacts("X", "Dinas Contoh", "Jalan Contoh No. 1", "Kotabumi")
    change_facts(office, facts)


def test_whole_office_is_one_file_of_f4_sheets(office: Workspace, tmp_path: Path) -> None:
    rate(office, people(office))
    run = printed(office, people(office), tmp_path / "k.pdf")
    reader = PdfReader(BytesIO((tmp_path / "k.pdf").read_bytes()))
    assert (run.cards, run.pages, run.fresh, len(reader.pages)) == (33, 33, 33, 33)
    box = reader.pages[32].mediabox
    assert float(box.width) == pytest.approx(609.449, abs=0.001)
    assert float(box.height) == pytest.approx(935.433, abs=0.001)
    assert history.steps(office.database, 1)[0].label == "cetak kartu 33 pegawai"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == ["k.pdf"]


def test_one_by_one_gives_a_file_each(office: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "kartu"
    run = print_run(
        office, people(office), 2026, target, single=True, dated=None, progress=Silent()
    )
    record = staff.record(office, people(office)[0])
    assert len(run.files) == len({f.name.casefold() for f in run.files}) == 33
    assert sorted(target.iterdir()) == sorted(run.files)
    assert run.files[0].name == f"{record.nip}-{record.full_name.rstrip('.')}.pdf"
    assert record.full_name in words(run.files[0])


def test_volumes_of_many_cards_are_numbered(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_printing, "VOLUME", 15)
    run = printed(office, people(office), tmp_path / "k.pdf")
    assert [f.name for f in run.files] == ["k-01.pdf", "k-02.pdf", "k-03.pdf"]
    assert [len(PdfReader(BytesIO(f.read_bytes())).pages) for f in run.files] == [15, 15, 3]


def test_reprint_keeps_code_and_bytes_and_a_change_counts_up(
    office: Workspace, tmp_path: Path
) -> None:
    who = people(office)[:2]
    rate(office, who)
    printed(office, who, tmp_path / "a.pdf")
    steps = len(history.steps(office.database))
    again = printed(office, who, tmp_path / "b.pdf")
    assert again.fresh == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert len(history.steps(office.database)) == steps
    staff.edit(office, who[0], "post", "Arsiparis Terampil")
    third = printed(office, who, tmp_path / "c.pdf")
    assert third.fresh == 1
    assert "versi 2" in words(tmp_path / "c.pdf")
    assert sorted(version for version, _ in records(office)) == [1, 1, 2]
    old = verification.verify(office, scanned(tmp_path / "a.pdf"))
    assert old.genuine
    assert old.superseded


def test_preview_is_what_is_printed_and_leaves_no_record(office: Workspace, tmp_path: Path) -> None:
    who = people(office)[0]
    seen = card_printing.preview(office, who, 2026, DAY)
    assert records(office) == []
    printed(office, [who], tmp_path / "k.pdf")
    assert seen == (tmp_path / "k.pdf").read_bytes()


class Impatient(Silent):
    """Stops at the fifth card."""

    def __init__(self) -> None:
        self.done = 0

    def step(self, done: int = 1) -> None:
        self.done += done
        if self.done == 5:
            raise Cancelled


def test_stopped_run_leaves_neither_file_nor_record(office: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "k.pdf"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        print_run(
            office, people(office), 2026, target, single=False, dated=None, progress=Impatient()
        )
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["k.pdf"]
    assert target.read_bytes() == b"older"
    assert not list(tmp_path.glob(".cetak-*"))
    assert records(office) == []


def test_letter_that_cannot_be_printed_is_refused_before_anything(
    office: Workspace, tmp_path: Path
) -> None:
    who = people(office)[:3]
    staff.edit(office, who[1], "name", "Siti \u5c71\u7530")
    with pytest.raises(Refused) as refused:
        printed(office, who, tmp_path / "k.pdf")
    assert refused.value.code == "KK-601"
    assert not (tmp_path / "k.pdf").exists()
    assert records(office) == []


def test_hostile_names_stay_inside_their_folder(office: Workspace, tmp_path: Path) -> None:
    who = people(office)[:4]
    names = ("../../etc/passwd", 'CON: "a|b?*<c>"', "A" * 300, "O'Neil \u00c9mile (Alm.) ...")
    for key, name in zip(who, names, strict=True):
        staff.edit(office, key, "name", name)
    run = print_run(
        office, who, 2026, tmp_path / "kartu", single=True, dated=None, progress=Silent()
    )
    assert {f.parent for f in run.files} == {tmp_path / "kartu"}
    assert sorted((tmp_path / "kartu").iterdir()) == sorted(run.files)
    for file in run.files:
        assert not set(file.name) & set('<>:"/\\|?*')
        assert len(file.name) <= 110
        assert not file.stem.endswith((".", " "))
        assert len(PdfReader(BytesIO(file.read_bytes())).pages) == 1


@pytest.mark.parametrize("dated", [date(2019, 1, 1), date(2020, 1, 1), date(2200, 1, 1)])
def test_day_that_no_code_can_hold_is_refused(
    office: Workspace, tmp_path: Path, dated: date
) -> None:
    with pytest.raises(Refused) as refused:
        printed(office, people(office)[:1], tmp_path / "k.pdf", dated)
    assert refused.value.code == "KK-609"


def test_nobody_and_strangers_are_refused(office: Workspace, tmp_path: Path) -> None:
    for who, code in (([], "KK-610"), ([bytes(16)], "KK-146")):
        with pytest.raises(Refused) as refused:
            printed(office, who, tmp_path / "k.pdf")
        assert refused.value.code == code
    assert list(tmp_path.glob("*.pdf")) == []


def test_place_that_cannot_be_written_is_refused(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "kartu").write_text("a file, no folder")
    (tmp_path / "map.pdf").mkdir()
    for target, single in ((tmp_path / "kartu", True), (tmp_path / "map.pdf", False)):
        with pytest.raises(Refused) as refused:
            print_run(
                office,
                people(office)[:1],
                2026,
                target,
                single=single,
                dated=None,
                progress=Silent(),
            )
        assert refused.value.code == "KK-611"


def test_full_disk_is_told_and_leaves_nothing(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused) as refused:
        printed(office, people(office)[:1], tmp_path / "k.pdf")
    assert refused.value.code == "KK-612"
    assert not (tmp_path / "k.pdf").exists()
    assert records(office) == []
