"""An office and the centre with real databases, for the tests of the exchange."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.streams import Addressee, Parts, Sender, StreamPart
from kotabumi_kinerja.store import merging, opening, sending
from kotabumi_kinerja.store.database import Database

MEMORY = Path("/dev/shm")  # noqa: S108  # a disk's fsync is not what is tested
KEY = bytes(range(32))
OFFICE, CENTRE, FOREIGN = (bytes([n]) * 16 for n in (0x0A, 0x0C, 0x0F))
ANI = bytes([0x31]) * 16
FROM_OFFICE = Sender(b"a" * 32, "Kelurahan Tanjung", "office", OFFICE)
FROM_CENTRE = Sender(b"c" * 32, "BKPSDM", "centre", CENTRE)


class Pair:
    """An office and the centre, who exchange."""

    def __init__(self, folder: Path) -> None:
        self.office = opening.open_database(folder / "office.db", KEY, operator="Sari")
        self.centre = opening.open_database(folder / "centre.db", KEY, operator="Budi")

    def up(self) -> Parts:
        return sending.compose(self.office, OFFICE, [Addressee(FROM_CENTRE.device, centre=True)])

    def down(self) -> Parts:
        return sending.compose(self.centre, OFFICE, [Addressee(FROM_OFFICE.device, centre=False)])

    def to_centre(self) -> merging.Outcome:
        return merging.take(self.centre, self.up(), FROM_OFFICE, "naik")

    def to_office(self) -> merging.Outcome:
        return merging.take(self.office, self.down(), FROM_CENTRE, "turun")

    def settle(self) -> None:
        for _ in range(2):
            self.to_centre()
            self.to_office()


@pytest.fixture(name="blank", scope="module")
def blank_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty databases, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("blank")
    for name, sender in (("office", FROM_OFFICE), ("centre", FROM_CENTRE)):
        opening.create(
            folder / f"{name}.db",
            KEY,
            office=sender.office,
            centre=sender is FROM_CENTRE,
            device=sender.device,
        ).close()
    return folder


@pytest.fixture(name="pair")
def pair_fixture(blank: Path) -> Iterator[Pair]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        for file in ("office.db", "centre.db"):
            shutil.copy(blank / file, name)
        made = Pair(Path(name))
        yield made
        made.office.close()
        made.centre.close()


def run(database: Database, sql: str, *values: Any) -> None:
    with database.change("ubah") as connection:
        connection.exec_driver_sql(sql, values)


def add(database: Database, name: str = "Ani", row: Id = ANI) -> None:
    run(database, "INSERT INTO person(office, id, name) VALUES (?, ?, ?)", OFFICE, row, name)


def rename(database: Database, name: str) -> None:
    run(database, "UPDATE person SET name = ? WHERE id = ?", name, ANI)


def names(database: Database) -> list[str]:
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM person ORDER BY id")
        return [name for (name,) in rows]


def everything(database: Database) -> list[Any]:
    """All that an import could change."""
    with database.read() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608
            for table in (
                "person",
                "employment",
                "version",
                "vector",
                "conflict",
                "journal",
                "seen",
            )
        ]


def part(parts: Parts, stream: str) -> StreamPart:
    return next(p for p in parts.streams if p.stream == stream)


def swapped(parts: Parts, changed: StreamPart) -> Parts:
    streams = [changed if p.stream == changed.stream else p for p in parts.streams]
    return replace(parts, streams=streams)


MINE = f"{OFFICE.hex()}/o"
