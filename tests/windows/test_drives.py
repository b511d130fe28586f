"""Sticks as Windows shows them: letters that come, go and change; write protection."""

import errno
from pathlib import Path

import pytest
from two_sides import KEY, PASSPHRASE, Sides, enrolled, nips

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange.drive import Drive, candidates
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import arrivals, enrolment, exchange
from kotabumi_kinerja.store import backup

NO_ROOT, REMOVABLE, FIXED, NETWORK, CD, RAM = 1, 2, 3, 4, 5, 6
"""Answers of GetDriveTypeW."""
READ_ONLY = Path("/sys/kernel")
"""Where the system lets nobody write, not even its administrator."""


class Letters:
    """Windows' kernel with these letters in use."""

    def __init__(self, **kinds: int) -> None:
        self.kinds = kinds

    def GetLogicalDrives(self) -> int:  # noqa: N802  # Windows' name
        return sum(1 << ord(letter) - 65 for letter in self.kinds)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802  # Windows' name
        assert root[1:] == ":\\"
        return self.kinds.get(root[0], NO_ROOT)


def shown(letters: Letters, *, empty: str = "") -> list[str]:
    found = candidates(kernel=letters, ready=lambda path: str(path)[0] not in empty)
    return [str(path) for path in found]


def test_only_removable_disks_are_shown() -> None:
    pc = Letters(A=REMOVABLE, C=FIXED, D=CD, E=REMOVABLE, F=FIXED, Z=NETWORK, R=RAM)
    assert shown(pc, empty="A") == ["E:\\"]
    assert shown(Letters(C=FIXED)) == []
    assert shown(Letters(E=REMOVABLE, H=REMOVABLE, Z=REMOVABLE)) == ["E:\\", "H:\\", "Z:\\"]


def test_letters_are_read_anew_each_time() -> None:
    pc = Letters(C=FIXED, E=REMOVABLE)
    assert shown(pc) == ["E:\\"]
    pc.kinds = {"C": FIXED, "E": CD, "F": REMOVABLE}
    assert shown(pc) == ["F:\\"]


class Vanishing(Letters):
    """A stick that is pulled between the two questions."""

    def GetLogicalDrives(self) -> int:  # noqa: N802  # Windows' name
        found = super().GetLogicalDrives()
        self.kinds.pop("E", None)
        return found


def test_a_stick_pulled_meanwhile_is_not_shown() -> None:
    assert shown(Vanishing(C=FIXED, E=REMOVABLE, F=REMOVABLE)) == ["F:\\"]


@pytest.fixture
def sides(tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path) -> Sides:
    made = enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    enrolment.join(made.office, made.file, made.code)
    return made


def test_a_letter_that_changes_between_look_and_take(sides: Sides) -> None:
    """What was looked at lies in the inbox on this PC: the stick may be anywhere by then."""
    exchange.export(sides.office, sides.stick)
    looked = arrivals.look(sides.centre, sides.stick)
    other = sides.stick.rename(sides.stick.with_name("F"))
    taken = arrivals.take(sides.centre, looked, PASSPHRASE)
    assert taken[0].outcome.new > 0
    assert nips(sides.centre) == nips(sides.office)

    with pytest.raises(Refused) as gone:
        arrivals.look(sides.centre, sides.stick)
    assert gone.value.code == "KK-304"
    assert arrivals.look(sides.centre, other).arrivals == (), "all of it is known"
    sides.close()


def test_a_letter_that_changes_before_writing(sides: Sides) -> None:
    other = sides.stick.rename(sides.stick.with_name("F"))
    with pytest.raises(Refused) as gone:
        exchange.export(sides.office, sides.stick)
    assert gone.value.code == "KK-305"
    assert not sides.stick.exists(), "a stick that is gone must not become a local folder"
    sent = exchange.export(sides.office, other)
    assert arrivals.look(sides.centre, sent.path).arrivals[0].outcome.new > 0
    sides.close()


class Protected(Drive):
    """A stick whose little switch is on: Windows' ERROR_WRITE_PROTECT at the first write."""

    def __init__(self, stick: Path) -> None:
        self.stick = stick

    def _refuse(self, path: Path) -> None:
        if path.is_relative_to(self.stick):
            error = PermissionError(errno.EACCES, "The media is write protected", str(path))
            error.winerror = 19  # pyright: ignore[reportAttributeAccessIssue]  # as Windows sets it
            raise error

    def make(self, folder: Path) -> None:
        self._refuse(folder)
        super().make(folder)

    def write(self, path: Path, data: bytes) -> None:
        self._refuse(path)
        super().write(path, data)


def test_a_write_protected_stick_takes_no_package(sides: Sides) -> None:
    for drive, stick in ((Protected(sides.stick), sides.stick), (Drive(), READ_ONLY)):
        with pytest.raises(Refused) as locked:
            exchange.export(sides.office, stick, drive=drive)
        assert locked.value.code == "KK-307"
        assert "tidak boleh ditulisi" in sentence("KK-307", locked.value.fields)
    assert list(sides.stick.iterdir()) == []
    assert exchange.export(sides.office, sides.stick).path.is_file()
    sides.close()


def test_a_write_protected_stick_takes_no_backup(sides: Sides) -> None:
    with pytest.raises(Refused) as locked:
        backup.write(sides.office.database.path, KEY, b"wrapped", READ_ONLY / "cadangan")
    assert locked.value.code == "KK-403"
    assert "tidak dapat ditulisi" in sentence("KK-403", locked.value.fields)
    sides.close()
