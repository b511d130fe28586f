"""What Windows does to programs, put into the real code as faults: busy files, paths, clocks."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from sample_office import fill
from two_sides import PASSPHRASE, Sides, enrolled, first_nip, nips, phone, rename

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.exchange import stick
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.printing.volumes import write_whole
from kotabumi_kinerja.services import (
    arrivals,
    card_printing,
    enrolment,
    exchange,
    offices,
    staff_list,
    upkeep,
)
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.spreadsheets.writing import write_table

IN_USE = 32
"""Windows' ERROR_SHARING_VIOLATION: a scanner or Excel has the file open."""
LONG = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Lampung Utara"


def busy(old: Path, new: Path) -> PermissionError:
    words = "The process cannot access the file because it is being used by another process"
    error = PermissionError(errno.EACCES, words, str(old), None, str(new))
    error.winerror = IN_USE  # pyright: ignore[reportAttributeAccessIssue]  # as Windows sets it
    return error


@pytest.fixture
def replacing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`os.replace` onto a file that is there answers 'in use', as on Windows when it is open."""
    real = Path.replace

    def refuse(self: Path, target: str | os.PathLike[str]) -> Path:
        if Path(target).exists():
            raise busy(self, Path(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.fixture
def long_folder(tmp_path: Path) -> Path:
    """A place whose path has spaces, accents, other letters, and more than 260 characters."""
    folder = tmp_path / "Nurul Aïni Жук" / LONG / f"{LONG} 2026" / "Contoh é"
    folder.mkdir(parents=True)
    assert len(str(folder / "kantor.kinerja")) > 260
    return folder


def fill_in(file: BinaryIO) -> None:
    file.write(b"new")


def left_over(folder: Path, kept: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p != kept]


@pytest.mark.usefixtures("replacing_is_refused")
def test_a_pdf_open_in_a_reader_stays_whole(tmp_path: Path) -> None:
    target = tmp_path / "kartu.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Refused, match="KK-611"):
        write_whole(target, fill_in)
    assert target.read_bytes() == b"old"
    assert left_over(tmp_path, target) == []


@pytest.mark.usefixtures("replacing_is_refused")
def test_a_workbook_open_in_excel_stays_whole(tmp_path: Path) -> None:
    target = tmp_path / "pegawai.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(Refused, match="KK-402"):
        write_table(target, "Pegawai", ["Nama"], [["Siti Contoh"]])
    assert target.read_bytes() == b"old"
    assert left_over(tmp_path, target) == []


def test_a_package_waits_until_the_scanner_has_let_go(tmp_path: Path) -> None:
    waits: list[float] = []

    class Scanned(Drive):
        def rename(self, old: Path, new: Path) -> None:
            if len(waits) < 2:
                raise busy(old, new)
            super().rename(old, new)

        def sleep(self, seconds: float) -> None:
            waits.append(seconds)

    draft, target = tmp_path / "a.kkx.tmp", tmp_path / "a.kkx"
    draft.write_bytes(b"package")
    stick._rename(draft, target, 1, Scanned())
    assert target.read_bytes() == b"package"
    assert waits == list(stick.PAUSES[:2])


def test_the_whole_office_lives_in_a_long_and_accented_path(long_folder: Path) -> None:
    facts = OfficeFacts("DPMPTSP", LONG, "Jalan Contoh 1")
    created = offices.create(long_folder / "kantor", facts, vault=None, operator="Nurul Aïni Жук")
    work = created.workspace
    fill(work)
    people = len(staff_list.find(work))
    key = staff_list.find(work)[0].id
    made = card_printing.print_run(
        work, [key], 2026, long_folder / "kartu é.pdf", single=False, dated=None, progress=Silent()
    )
    assert made.files[0].read_bytes().startswith(b"%PDF")
    kept = upkeep.backup(work, long_folder / "cadangan")
    assert kept.stat().st_size > 0
    work.database.close()
    again = offices.open_office(long_folder / "kantor", vault=None, operator="")
    assert len(staff_list.find(again)) == people > 0
    again.database.close()


@pytest.fixture
def sides(tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path) -> Sides:
    return enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")


def at(year: int) -> Callable[[], datetime]:
    return lambda: datetime(year, 1, 1, tzinfo=UTC)


def test_a_wrong_clock_loses_nothing(sides: Sides) -> None:
    """An empty battery says 2001, a slip of the finger 2099: the order of changes is counted."""
    centre, office = sides.centre, sides.office
    office.database.clock, centre.database.clock = at(2001), at(2099)
    enrolment.join(office, sides.file, sides.code)
    sent = exchange.export(office, sides.stick)
    arrivals.take(centre, arrivals.look(centre, sent.path), PASSPHRASE)
    assert nips(centre) == nips(office)
    sides.back()

    nip = first_nip(office)
    office.database.clock = at(2099)
    rename(office, nip, "0811")
    office.database.clock = at(2001)
    rename(office, nip, "0822")
    sides.trip()
    assert phone(centre, nip) == "0822", "the later change wins, though its clock says earlier"
