"""What Windows does to programs, put into the real code as faults: busy files, paths, clocks."""

import errno
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pytest
from sample_office import fill
from two_sides import PASSPHRASE, Sides, enrolled, first_nip, nips, phone, rename

from kotabumi_kinerja import replacing
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import read_number, show_number
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.exchange import stick
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.printing.volumes import write_whole
from kotabumi_kinerja.services import arrivals, card_printing, enrolment, exchange, offices, upkeep
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.spreadsheets.writing import write_table
from kotabumi_kinerja.store import lock
from kotabumi_kinerja.store.lock import Held, Holder

IN_USE = 32
"""Windows' ERROR_SHARING_VIOLATION: a scanner or Excel has the file open."""
USER = "Nurul Aïni Жук"
SOURCE = Path(replacing.__file__).parent
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
    folder = tmp_path / USER / LONG / f"{LONG} 2026" / "Contoh é"
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


def test_a_user_with_a_space_and_other_letters_is_named_as_he_is(tmp_path: Path) -> None:
    path = tmp_path / USER / "kantor.kinerja"
    path.parent.mkdir()
    me = Holder(USER, "DINAS-É1", "24-11-2026 10.20")
    taken = lock.take(path, me)
    assert isinstance(taken, Held)
    assert lock.held(path) == me
    assert lock.take(path, me) == me, "his own second start"
    with pytest.raises(Refused) as caught:
        lock.take(path, Holder("Nurul", "DINAS-É1", "24-11-2026 10.25"))
    said = sentence(caught.value.code, caught.value.fields)
    assert caught.value.code == "KK-430"
    assert f"dibuka oleh {USER} di komputer DINAS-É1" in said
    taken.release()


def test_no_number_and_no_date_follows_the_region() -> None:
    """A comma for decimals is ours in every region; what asks the region would differ by PC.

    The whole program is tried with Windows' own comma at every build (docs/windows.md).
    """
    asks = re.compile(r"import locale|QLocale|toLocaleString|use_locale|:n}|%[aAbBcpxX]\b")
    files = sorted(SOURCE.rglob("*.py"))
    assert len(files) > 100
    found = [
        f"{file.name}: {hit}" for file in files for hit in asks.findall(file.read_text("utf-8"))
    ]
    assert found == []


def test_numbers_with_a_comma_are_read_and_shown_with_one() -> None:
    for text, value in (("98,5", "98.5"), ("1.250,75", "1250.75"), ("7.5", "7.5")):
        assert read_number(text) == Decimal(value)
    assert show_number(Decimal("98.5")) == "98,5"


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
