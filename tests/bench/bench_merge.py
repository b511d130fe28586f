"""Merging a package against a bare insert of the same rows, and a whole office package."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.domain.streams import Addressee, Parts, Sender
from kotabumi_kinerja.store import merging, opening, sending, vectors
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.registry import SYNCED

KEY: Final = bytes(range(32))
OFFICE: Final = bytes([0x0A]) * 16
CENTRE: Final = bytes([0x0C]) * 16
SENDER: Final = Sender(b"a" * 32, "Kantor", "office", OFFICE)
CPU: Final = time.process_time
SHAPE: Final = (
    ("person", None, 1),
    ("employment", "person", 1),
    ("plan", "person", 1),
    ("result", "plan", 3),
    ("indicator", "result", 2),
    ("progress", "indicator", 1),
)
"""Table, its parent, rows a parent: 18 rows a person."""
EXCHANGE: Final = 8.0
"""Export, dry run and import together, against one bare insert of the same rows."""


def rows_for(people: int) -> dict[str, list[dict[str, Any]]]:
    """Made-up rows, parents before children."""
    out: dict[str, list[dict[str, Any]]] = {}
    for table, parent, each in SHAPE:
        above = [row["id"] for row in out[parent]] if parent else [None] * people
        rows: list[dict[str, Any]] = []
        for owner in above:
            for place in range(each):
                row: dict[str, Any] = {"office": OFFICE, "id": new_id()}
                if parent:
                    row[f"{parent}_id"] = owner
                rows.append(row | _words(table, place))
        out[table] = rows
    return out


def _words(table: str, place: int) -> dict[str, Any]:
    number = f"{place} {new_id().hex()[-6:]}"
    return {
        "person": {"name": f"Orang {number}", "nip": "199001012020011001", "phone": "0811"},
        "employment": {"post": f"Analis {number}", "golongan": "III/a", "status": "pns"},
        "plan": {"year": 2026, "post": f"Analis {number}", "state": "agreed"},
        "result": {"text": f"Terlaksananya pelayanan {number}", "place": place},
        "indicator": {"text": f"Jumlah dokumen {number}", "target_text": "12 dokumen"},
        "progress": {"period": "2026-01", "text": f"Selesai {number}", "note": "sesuai"},
    }[table]


def office_with(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Database:
    """An office's database that holds `rows`."""
    office = opening.create(
        folder / "office.db", KEY, office=OFFICE, centre=False, device=SENDER.device
    )
    with office.change("isi") as connection:
        for table, lines in rows.items():
            bulk_insert(connection, SYNCED[table].table, lines)
    return office


def bare(folder: Path, parts: Parts) -> float:
    """CPU seconds to insert the same rows into the same tables without any trigger."""
    database = opening.create(
        folder / f"{new_id().hex()}.db", KEY, office=CENTRE, centre=True, device=b"c" * 32
    )
    with database.read() as connection:
        raw = vectors.raw_of(connection)
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
    statements = _inserts(parts)
    with database.engine.connect() as connection:
        raw = vectors.raw_of(connection)
        start = CPU()
        raw.execute("BEGIN IMMEDIATE")
        for sql, lines in statements:
            raw.executemany(sql, lines)
        raw.execute("COMMIT")
        spent = CPU() - start
    database.close()
    return spent


def _inserts(parts: Parts) -> list[tuple[str, list[tuple[Any, ...]]]]:
    out: list[tuple[str, list[tuple[Any, ...]]]] = []
    for table in SYNCED:
        groups = [t for p in parts.streams for t in p.tables if t.table == table]
        if groups:
            columns = {"id": groups[0].ids} | {k: v for g in groups for k, v in g.columns.items()}
            names = ", ".join(("office", *columns))
            marks = ", ".join("?" * (len(columns) + 1))
            lines = [(OFFICE, *line) for line in zip(*columns.values(), strict=True)]
            out.append((f"INSERT INTO {table}({names}) VALUES ({marks})", lines))  # noqa: S608
    return out


def centre_in(folder: Path) -> Database:
    """A centre that knows nothing yet."""
    return opening.create(
        folder / f"{new_id().hex()}.db", KEY, office=CENTRE, centre=True, device=b"c" * 32
    )


def spent(work: Callable[[], Any]) -> float:
    """CPU seconds of `work`."""
    start = CPU()
    work()
    return CPU() - start


def run(people: int = 540, office_people: int = 178) -> list[tuple[str, float, float]]:
    """(name, ratio, budget) for a package of `people` x 18 rows, and for one of 3,200 rows."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:  # noqa: S108  # no disk in the measure
        folder = Path(name)
        office = office_with(folder, rows_for(people))
        parts = sending.compose(office, OFFICE, [])
        floors: list[float] = []
        merges: list[float] = []
        again: list[float] = []
        for _ in range(3):
            floors.append(bare(folder, parts))
            centre = centre_in(folder)
            merges.append(spent(lambda: merging.take(centre, parts, SENDER, "p")))  # noqa: B023
            again.append(spent(lambda: merging.take(centre, parts, SENDER, "p")))  # noqa: B023
            centre.close()
        office.close()
        floor = statistics.median(floors)
        small = _whole_exchange(folder / "small", office_people)
    return [
        ("merge against bare insert", statistics.median(merges) / floor, 3.0),
        ("re-import against bare insert", statistics.median(again) / floor, 0.3),
        ("export, dry run and import of 3,200 rows", small, EXCHANGE),
    ]


def _whole_exchange(folder: Path, people: int) -> float:
    folder.mkdir()
    office = office_with(folder, rows_for(people))
    times: list[float] = []
    floors: list[float] = []
    for _ in range(3):
        centre = centre_in(folder)
        to = [Addressee(centre.device, centre=True)]

        def exchange() -> None:
            parts = sending.compose(office, OFFICE, to)  # noqa: B023
            merging.preview(centre, parts, SENDER)  # noqa: B023
            merging.take(centre, parts, SENDER, "p")  # noqa: B023

        times.append(spent(exchange))
        floors.append(bare(folder, sending.compose(office, OFFICE, [])))
        centre.close()
    office.close()
    print(f"3,200 rows: {statistics.median(times):.3f} s, bare {statistics.median(floors):.3f} s")
    return statistics.median(times) / statistics.median(floors)


if __name__ == "__main__":
    for line in run():
        print("{}: {:.2f} (budget {})".format(*line))
