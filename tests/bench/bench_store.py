"""The store against its floors: finding, first rows, bulk insert, encryption; by CPU time."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from kotabumi_kinerja.domain.ids import Id, new_id, person_id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.driver import connect, prepare
from kotabumi_kinerja.store.opening import create, new_key
from kotabumi_kinerja.store.paging import page
from kotabumi_kinerja.store.quick import first_rows
from kotabumi_kinerja.store.search import by_name, first, long_query, short_query, words_of

Rows = list[dict[str, Any]]

_FIRST = (
    *("Budi", "Siti", "Agus", "Dewi", "Sri", "Eko", "Nina", "Irwan"),
    *("Wulan", "Putri", "Ahmad", "Muhammad", "Made", "Al", "Ketut", "Joko"),
)
_LAST = (
    *("Rahayu", "Saputra", "Wibowo", "Rahman", "Maulana", "Lestari"),
    *("Hidayat", "Santoso", "Pratama", "Utami", "Amin"),
)
_TYPED = (
    "rah",
    "rahm",
    "rahma",
    "budi",
    "budi ra",
    "al",
    "al am",
    "ketut le",
    "199",
    "19850",
    "guru",
    "guru ahl",
    "siti wib",
    "sri",
    "muhammad hid",
    "xyzzy",
    "negeri 1",
    "w",
    "dewi sap",
)


def people(count: int, office: Id) -> tuple[Rows, Rows]:
    """Made-up persons and their employments."""
    chance = random.Random(1)  # noqa: S311  # made-up people
    persons: Rows = []
    jobs: Rows = []
    for i in range(count):
        nip = f"{chance.randrange(1960, 2000)}0101{chance.randrange(1980, 2025)}011{i % 1000:03}"
        name = f"{chance.choice(_FIRST)} {chance.choice(_FIRST)} {chance.choice(_LAST)}"
        key = person_id(f"{nip}{i}")
        persons.append({"office": office, "id": key, "nip": nip, "nip_kind": "nip", "name": name})
        jobs.append(
            {
                "office": office,
                "id": new_id(),
                "person_id": key,
                "status": "pns",
                "golongan": "III/a",
                "post": "Guru Ahli Pertama",
                "post_kind": "jf",
                "unit_name": f"SD Negeri {i % 50} Kotabumi",
            }
        )
    return persons, jobs


def plain_insert(file: Path, key: bytes | None, parts: list[tuple[Table, Rows]]) -> float:
    """Seconds of the bare driver for the same rows, keys and indices, without any trigger."""
    raw = connect(file, key) if key else dbapi2.connect(str(file), isolation_level=None)
    prepare(raw)
    for table, _ in parts:
        raw.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            raw.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    start = time.process_time()
    raw.execute("BEGIN")
    for table, rows in parts:
        names = list(rows[0])
        raw.executemany(
            f"INSERT INTO {table.name} ({', '.join(names)}) "  # noqa: S608  # our own names
            f"VALUES ({', '.join('?' * len(names))})",
            [tuple(row.values()) for row in rows],
        )
    raw.execute("COMMIT")
    raw.close()
    return time.process_time() - start


def filled(folder: Path, count: int) -> tuple[Database, bytes, float]:
    """An office with `count` persons, its key, and the seconds that their entry took."""
    key, office = new_key(), new_id()
    folder.mkdir()
    database = create(folder / "a.kinerja", key, office=office, centre=False, device=b"d" * 32)
    persons, jobs = people(count, office)
    start = time.process_time()
    with database.change("impor", kind="import") as connection:
        bulk_insert(connection, s.person, persons)
        bulk_insert(connection, s.employment, jobs)
    return database, key, time.process_time() - start


def finding(database: Database) -> tuple[float, float]:
    """p95 of 50 rows found over raw FTS5 for the same words: by `first`, and as a list's page."""
    box: list[float] = []
    listed: list[float] = []
    raw: list[float] = []
    c = s.person_now.c
    with database.read() as connection:
        for text in _TYPED * 6:

            def asked(text: str = text) -> object:
                query, order = by_name(text, c.id, c.name, c.nip, c.post, c.unit_name)
                return connection.execute(page(query, [order], None, 0, 50)).all()

            def bare(text: str = text) -> object:
                sql, values = _raw_query(text)
                return connection.exec_driver_sql(sql, values).all()

            raw.append(_seconds(bare))
            box.append(_seconds(lambda text=text: first(connection, text, 50)))
            listed.append(_seconds(asked))
    cold = len(_TYPED)
    floor = _p95(raw[cold:])
    print(f"p95 ms: {floor * 1e3:.2f} {_p95(box[cold:]) * 1e3:.2f} {_p95(listed[cold:]) * 1e3:.2f}")
    return _p95(box[cold:]) / floor, _p95(listed[cold:]) / floor


def run() -> list[tuple[str, float, float]]:
    """Name, ratio measured, budget."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        large, large_key, _ = filled(folder / "large", 100_000)
        small, small_key, _ = filled(folder / "small", 1_000)
        box, listed = finding(large)
        opened_first = [
            statistics.median(
                _seconds(lambda d=d, k=k: first_rows(d.path, k, 50)) for _ in range(9)
            )
            for d, k in ((large, large_key), (small, small_key))
        ]
        database, _, bulk = filled(folder / "bulk", 20_000)
        persons, jobs = people(20_000, database.office)
        parts = [(s.person, persons), (s.employment, jobs)]
        floors = [plain_insert(folder / f"plain{i}", None, parts) for i in range(3)]
        keyed = [plain_insert(folder / f"keyed{i}", new_key(), parts) for i in range(3)]
        for opened in (large, small, database):
            opened.close()
    floor = statistics.median(floors)
    return [
        ("find as you type, 100,000 persons: p95 over raw FTS5", box, 2.0),
        ("the same as a list's page through SQLAlchemy", listed, 2.0),
        ("first rows: 100,000 persons over 1,000", opened_first[0] / opened_first[1], 1.5),
        ("bulk insert with journal and search over raw insert", bulk / floor, 6.0),
        ("encrypted over plain writes", statistics.median(keyed) / floor, 1.25),
    ]


def _raw_query(text: str) -> tuple[str, tuple[str, ...]]:
    """FTS5 alone, both indices when there are words for both."""
    long, short = words_of(text)
    index = "person_long" if long else "person_short"
    sql = f"SELECT rowid, words FROM {index} WHERE {index} MATCH ? "  # noqa: S608  # our own names
    values = (long_query(long) if long else short_query(short),)
    if long and short:
        sql += "AND +rowid IN (SELECT rowid FROM person_short WHERE person_short MATCH ?) "
        values = (*values, short_query(short))
    return f"{sql} ORDER BY rowid LIMIT 50", values


def _seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    for line in run():
        print(*line)
