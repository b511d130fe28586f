"""Every file that is put in the place of another waits for a scanner, and gives up whole."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from kotabumi_kinerja import replacing
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.printing.volumes import write_whole
from kotabumi_kinerja.replacing import PAUSES, put_in_place
from kotabumi_kinerja.services import paper_files
from kotabumi_kinerja.spreadsheets.writing import write_table
from kotabumi_kinerja.store import backup
from kotabumi_kinerja.store.driver import connect
from kotabumi_kinerja.store.vault import FileVault
from kotabumi_kinerja.ui.remembered import Remembered

KEY = bytes(range(32))
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ALWAYS = 1000


@dataclass
class Scanner:
    """Holds files whose name ends with `suffix`: the next `times` replacements are refused."""

    suffix: str = ""
    times: int = 0
    asked: list[str] = field(default_factory=list[str])

    def holds(self, suffix: str, times: int) -> None:
        self.suffix, self.times = suffix, times
        self.asked.clear()

    def refuse(self, old: str, new: str) -> None:
        if not new.endswith(self.suffix):
            return
        self.asked.append(Path(new).name)
        if self.times:
            self.times -= 1
            error = PermissionError(errno.EACCES, "Access is denied", old, None, new)
            error.winerror = 5  # pyright: ignore[reportAttributeAccessIssue]  # as Windows sets it
            raise error


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made; nobody waits."""
    made: list[float] = []
    defaults = replacing.put_in_place.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "sleep", made.append)
    return made


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Scanner:
    """A scanner in the way of `os.replace`, which `Path.replace` calls too."""
    made, real = Scanner(), os.replace
    assert waits == []

    def replace(old: str | Path, new: str | Path) -> None:
        made.refuse(str(old), str(new))
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    return made


def fill_in(file: BinaryIO) -> None:
    file.write(b"new")


def pdf(folder: Path) -> None:
    write_whole(folder / "kartu.pdf", fill_in)


def table(folder: Path) -> None:
    write_table(folder / "pegawai.xlsx", "Pegawai", ["Nama"], [["Siti Contoh"]])


def card(folder: Path) -> None:
    made = folder / "sisi"
    made.mkdir()
    (made / "a.pdf").write_bytes(b"new")
    try:
        paper_files.put(made / "a.pdf", folder / "a.pdf")
    finally:
        for rest in made.iterdir():
            rest.unlink()
        made.rmdir()


def vault(folder: Path) -> None:
    FileVault(folder / "kunci.json").put("kantor", b"secret")


def copied(folder: Path) -> None:
    source = folder.parent / "asal.kinerja"
    make_database(source)
    raw = connect(source, KEY)
    try:
        backup.copy(raw, folder / "salinan.kinerja", KEY)
    finally:
        raw.close()


def backed_up(folder: Path) -> None:
    source = folder.parent / "kantor.kinerja"
    make_database(source)
    backup.write(source, KEY, b"wrapped", folder, now=NOW)


def make_database(path: Path, words: str = "baru") -> None:
    if path.exists():
        return
    raw = connect(path, KEY)
    raw.execute("CREATE TABLE t (a TEXT)")
    raw.execute("INSERT INTO t VALUES (?)", (words,))
    raw.commit()
    raw.close()


CALLERS: list[tuple[str, Callable[[Path], None], str]] = [
    ("kartu.pdf", pdf, "KK-611"),
    ("pegawai.xlsx", table, "KK-402"),
    ("a.pdf", card, "KK-611"),
    ("kunci.json", vault, "KK-457"),
    ("kantor 2026-03-02 08.00.00.kinerja", backed_up, "KK-403"),
    ("kantor 2026-03-02 08.00.00.kunci", backed_up, "KK-403"),
]


@pytest.mark.parametrize(("name", "write", "code"), CALLERS)
def test_busy_twice_then_free(  # noqa: PLR0913, PLR0917  # what is written, and who stands in the way
    scanner: Scanner,
    waits: list[float],
    tmp_path: Path,
    name: str,
    write: Callable[[Path], None],
    code: str,
) -> None:
    assert code
    folder = tmp_path / "map"
    folder.mkdir()
    scanner.holds(name, 2)
    write(folder)
    assert scanner.asked.count(name) == 3
    assert waits == list(PAUSES[:2])
    assert (folder / name).stat().st_size > 0
    assert not list(folder.glob("*.baru"))


@pytest.mark.parametrize(("name", "write", "code"), CALLERS)
def test_busy_for_good(
    scanner: Scanner, tmp_path: Path, name: str, write: Callable[[Path], None], code: str
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    old = b"{}" if name.endswith("json") else b"old"
    (folder / name).write_bytes(old)
    scanner.holds(name, ALWAYS)
    with pytest.raises(Refused) as caught:
        write(folder)
    assert caught.value.code == code
    assert sentence(code, caught.value.fields).endswith(code)
    assert len(scanner.asked) == len(PAUSES) + 1
    assert (folder / name).read_bytes() == old
    assert not list(folder.glob("*.baru"))


def test_the_copy_before_a_migration_waits_too(
    scanner: Scanner, waits: list[float], tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    scanner.holds("salinan.kinerja", 2)
    copied(folder)
    assert waits == list(PAUSES[:2])
    backup.verify(folder / "salinan.kinerja", KEY)


@pytest.mark.parametrize("held", ["kantor.kinerja", "00.kinerja"])
def test_a_database_that_is_held_is_not_restored_and_stays_where_it_was(
    scanner: Scanner, tmp_path: Path, held: str
) -> None:
    """Held when it goes aside, or when the copy takes its place: log and database stay together."""
    path, copy = tmp_path / "kantor.kinerja", tmp_path / "salinan.kinerja"
    make_database(path, "lama")
    make_database(copy)
    log = path.with_name("kantor.kinerja-wal")
    log.write_bytes(b"log")
    before = path.read_bytes()
    scanner.holds(held, len(PAUSES) + 1)
    with pytest.raises(Refused) as caught:
        backup.restore(copy, KEY, path, now=NOW)
    assert caught.value.code == "KK-458"
    assert path.read_bytes() == before
    assert log.read_bytes() == b"log"
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "kantor.kinerja",
        "kantor.kinerja-wal",
        "salinan.kinerja",
    ]


def test_a_database_is_restored_when_the_scanner_has_let_go(
    scanner: Scanner, waits: list[float], tmp_path: Path
) -> None:
    path, copy = tmp_path / "kantor.kinerja", tmp_path / "salinan.kinerja"
    make_database(path, "lama")
    make_database(copy)
    scanner.holds("kantor.kinerja", 2)
    aside = backup.restore(copy, KEY, path, now=NOW)
    assert waits == list(PAUSES[:2])
    assert aside is not None
    raw = connect(path, KEY)
    assert raw.execute("SELECT a FROM t").fetchone() == ("baru",)
    raw.close()


def test_old_automatic_copies_that_are_held_go_another_day(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "kantor.kinerja"
    make_database(path)
    for day in (1, 2):
        backup.automatic(path, KEY, b"w", now=NOW.replace(day=day), keep=2)

    def held(self: Path, *, missing_ok: bool = False) -> None:
        if missing_ok and not self.exists():
            return
        raise PermissionError(errno.EACCES, "in use", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        assert backup.automatic(path, KEY, b"w", now=NOW.replace(day=3), keep=1) is not None
    folder = tmp_path / backup.FOLDER
    assert len(backup.copies(folder, "kantor")) == 3
    backup.automatic(path, KEY, b"w", now=NOW.replace(day=4), keep=1)
    assert len(backup.copies(folder, "kantor")) == 1


def test_what_the_window_remembers_is_not_worth_a_wait(
    scanner: Scanner, waits: list[float], tmp_path: Path
) -> None:
    file = tmp_path / "jendela.json"
    scanner.holds("jendela.json", 2)
    Remembered(file).set("tab", "target")
    assert Remembered(file).get("tab") == "target"
    scanner.holds("jendela.json", ALWAYS)
    memory = Remembered(file)
    memory.set("tab", "pegawai")
    assert sum(waits) < 2 * 0.05, "the main thread may not stand still"
    assert memory.get("tab") == "pegawai"
    assert Remembered(file).get("tab") == "target"
    assert [p.name for p in tmp_path.iterdir()] == ["jendela.json"]


def test_only_in_use_is_waited_for(waits: list[float], tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "tidak-ada", tmp_path / "b")
    assert waits == []
