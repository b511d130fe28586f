"""The list at work: a step of scrolling at 1,000,000 rows against Qt's own query model in C++, and
from the key to the paint of find-as-you-type at 100,000 persons.
"""

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QTableView

from kotabumi_kinerja import settings
from kotabumi_kinerja.services import offices, sample
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.staff.listing import StaffList, StaffRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.widgets import EmptyText

ROWS = 1_000_000
STAFF = 100_000
STEPS = 300
FRAME_MS = 16.0
TYPED = (
    ("bud", "budi", "budi r", "siti", "al", "rahma", "1985", "wati", "made u", "putri les"),
    ("aha", "ahmad", "ahmad s", "dewi", "ek", "mulyo", "1990", "tini", "agus h", "siti ami"),
    ("put", "putri", "putri w", "rahm", "de", "utami", "1978", "sono", "dewi l", "made hid"),
    ("ema", "lesta", "sapu r", "wibo", "ma", "hiday", "1999", "diah", "siti k", "agus wib"),
    ("sit", "ahma", "agus m", "made", "su", "rahay", "1967", "hadi", "eko zul", "dewi sap"),
    ("uta", "dewi r", "eko s", "agus", "pu", "lestar", "2001", "lina", "al har", "rahmat u"),
)
"""No text comes twice: a count that is still known would be no find."""
FIRST = ("Budi", "Siti", "Agus", "Dewi", "Eko", "Putri", "Ahmad", "Made", "Al", "Rahmat")
RARER = tuple(
    f"{head}{tail}"
    for head in ("War", "Sum", "Har", "Mul", "Kus", "Suk", "Ros", "Nur", "Zul", "Mar", "Tri", "Dar")
    for tail in ("tini", "yono", "diah", "manto", "wati", "lina", "hadi", "iani", "naldi", "sono")
)
LAST = ("Rahayu", "Saputra", "Wibowo", "Lestari", "Hidayat", "Utami", "Amin")
TITLES = ("Nama", "NIP", "Jabatan", "Unit", "Nilai")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the yardstick's table."""

    number: int
    cells: tuple[str, ...]

    @property
    def id(self) -> bytes:
        """For the selection."""
        return self.number.to_bytes(16, "big")

    @property
    def anchor(self) -> Anchor:
        """The order."""
        return (self.number,)


class Lines:
    """The same SQLite table by key."""

    def __init__(self, file: Path) -> None:
        self._raw = sqlite3.connect(file)

    def count(self, query: Query) -> int:  # noqa: ARG002  # nothing is filtered here
        """All."""
        return ROWS

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[Line]:  # noqa: ARG002  # the same
        """By key."""
        found = self._raw.execute(
            "SELECT n, name, nip, post, unit, mark FROM line WHERE n > ? "
            "ORDER BY n LIMIT ? OFFSET ?",
            (after[0] if after else -1, size, skip),
        )
        return [Line(row[0], tuple(row[1:])) for row in found]


def table(file: Path) -> None:
    """A million made-up rows."""
    chance = random.Random(1)  # noqa: S311  # made-up people
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE line (n INTEGER PRIMARY KEY, name, nip, post, unit, mark)")
    raw.executemany(
        "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                at,
                f"{chance.choice(FIRST)} {chance.choice(LAST)}",
                f"1985{at:014}",
                "Guru",
                "SD",
                "B",
            )
            for at in range(ROWS)
        ),
    )
    raw.commit()
    raw.close()


def scrolled(app: QApplication, view: QTableView) -> float:
    """Median CPU seconds of one step of three rows, painted."""
    bar = view.verticalScrollBar()
    step = 3 * view.rowHeight(0) if bar.maximum() > ROWS else 3
    took: list[float] = []
    for at in range(STEPS):
        began = time.process_time()
        bar.setValue(at * step)
        view.viewport().repaint()
        took.append(time.process_time() - began)
        app.processEvents()
    return statistics.median(took)


def scrolling(app: QApplication, kit: Kit, file: Path) -> float:
    """Ours over Qt's own, after the same table."""
    columns = tuple(
        Column[Line](title, lambda row, at=at: row.cells[at], width=170)
        for at, title in enumerate(TITLES)
    )
    spec = ListSpec("bench", "baris", "Cari", columns, EmptyText("people", "", ""))
    ours = ListView(kit, spec, Lines(file), Forgetful())
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(file))
    if not database.open():
        raise OSError(database.lastError().text())
    model = QSqlQueryModel()
    model.setQuery("SELECT name, nip, post, unit, mark FROM line ORDER BY n", database)
    while model.canFetchMore() and model.rowCount() < 4 * STEPS:
        model.fetchMore()
    plain = QTableView()
    plain.setModel(model)
    for view in (ours, plain):
        view.resize(920, 600)
        view.show()
    app.processEvents()
    pairs = [(scrolled(app, ours.table), scrolled(app, plain)) for _ in range(3)]
    mine = statistics.median(one for one, _ in pairs)
    floor = statistics.median(two for _, two in pairs)
    print(f"scroll step CPU ms: ours {mine * 1e3:.2f}, QSqlQueryModel {floor * 1e3:.2f}")
    ours.close()
    plain.close()
    return mine / floor


def office(folder: Path) -> Workspace:
    """An office of 100,000 made-up people; a name or a year of birth finds 1 to 3 in 100."""
    chance = random.Random(1)  # noqa: S311  # made-up people
    made = offices.create(folder, sample.FACTS, vault=None, operator="Kartika Hidayat")
    work = made.workspace
    people = [
        {
            "office": work.database.office,
            "id": at.to_bytes(16, "big"),
            "nip": f"{chance.randrange(1966, 2002)}{at:014}",
            "nip_kind": "nip",
            "name": f"{chance.choice(FIRST + RARER)} {chance.choice(RARER)} {chance.choice(LAST)}",
        }
        for at in range(STAFF)
    ]
    with work.database.change("impor", kind="import") as connection:
        bulk_insert(connection, schema.person, people)
    return work


def typing(app: QApplication, kit: Kit, work: Workspace) -> float:
    """p95 of milliseconds from the text to the painted list; the pause for typing left out."""
    columns: tuple[Column[StaffRow], ...] = (
        Column("Nama", lambda r: r.full_name, width=300, key="name"),
        Column("NIP", lambda r: r.nip, kind="nip", width=170, key="nip"),
        Column("Jabatan", lambda r: r.post, width=200, key="post"),
    )
    spec = ListSpec("staff", "pegawai", "Cari", columns, EmptyText("people", "", ""))
    view = ListView(kit, spec, StaffList(work), Forgetful())
    view.resize(920, 600)
    view.show()
    app.processEvents()

    def typed(text: str) -> Callable[[], None]:
        def act() -> None:
            view.set_text(text)
            view.repaint()

        return act

    took = [_milliseconds(typed(text)) for texts in TYPED for text in texts][len(TYPED[0]) :]
    view.close()
    worst = statistics.quantiles(took, n=20)[-1]
    print(f"key to paint ms: p50 {statistics.median(took):.1f}, p95 {worst:.1f}")
    return worst


def counting(work: Workspace) -> float:
    """All chips of the staff list counted again, over as many counts one by one."""
    source = StaffList(work)
    source.chips(Query())
    together = min(_milliseconds(lambda: source.chips(Query())) for _ in range(5))
    alone = min(
        _milliseconds(lambda: [StaffList(work).count(Query(chip=chip)) for chip in ("PNS", "JF")])
        for _ in range(5)
    )
    print(f"chip counts CPU ms: all 13 together {together:.0f}, two of them alone {alone:.0f}")
    return together / (alone / 2 * 13)


def run() -> list[tuple[str, float, float]]:
    """Name, ratio measured, budget."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    style = Style(app, settings.resources())
    style.choose(Scheme.LIGHT)
    kit = Kit(style)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        table(folder / "lines.sqlite")
        step = scrolling(app, kit, folder / "lines.sqlite")
        work = office(folder / "kantor")
        key = typing(app, kit, work)
        chips = counting(work)
        work.database.close()
    return [
        ("scroll step at 1,000,000 rows over QSqlQueryModel", step, 2.0),
        ("key to paint at 100,000 persons, p95 over 16 ms", key / FRAME_MS, 1.0),
        ("13 chips counted in one reading over one by one", chips, 1.0),
    ]


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1e3


if __name__ == "__main__":
    for line in run():
        print(*line)
