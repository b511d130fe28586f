"""The matrix of 200 people and 40 results against Qt's own table of the same texts, in one run.

Scrolling and keys against a `QTableView` on a `QStandardItemModel`; a typed cell against a bare
change of the database and one paint of Qt's; reading against the plain views of the same plans.
"""

import os
import runpy
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import update

from kotabumi_kinerja import settings
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import matrix
from kotabumi_kinerja.services.plans.matrix import Circle, Circles
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.tabs.targets.matrix_grid import MatrixTable
from kotabumi_kinerja.ui.tabs.targets.matrix_model import MatrixModel

_TESTS: Final = Path(__file__).parents[1]
_PEOPLE, _COLUMNS, _STEPS, _ROUNDS = 200, 40, 30, 3
_YEAR: Final = 2026
_SCROLL, _KEY, _CELL, _READ = 2.0, 2.5, 5.0, 0.6
Steps = Sequence[Callable[[], object]]


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget), the middle one of some rounds."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    style = Style(app, settings.resources())
    style.choose(Scheme.LIGHT)
    sys.path.insert(0, str(_TESTS))
    with tempfile.TemporaryDirectory() as folder:
        work: Workspace = runpy.run_path(str(_TESTS / "sample_office.py"))["make_office"](
            Path(folder)
        )
        make = runpy.run_path(str(_TESTS / "matrix_office.py"))["make_wide"]
        top: bytes = make(work, people=_PEOPLE, columns=_COLUMNS)
        circle = Circles(work, _YEAR).circle(top)
        found = _measure(app, Kit(style), work, circle)
        work.database.close()
    return found


def _measure(
    app: QApplication, kit: Kit, work: Workspace, circle: Circle
) -> list[tuple[str, float, float]]:
    view = matrix.read(work, circle)

    def write(person: bytes, column: int, text: str) -> None:
        model.show(matrix.write(work, model.view or view, person, column, text))

    model = MatrixModel(write)
    ours, theirs = MatrixTable(kit, model), QTableView()
    model.show(view)
    theirs.setModel(_plain(model))
    for table in (ours, theirs):
        table.resize(1346, 560)
        table.show()
    for column in range(_COLUMNS):
        theirs.setColumnWidth(column, ours.columnWidth(column))
    for row in range(model.rowCount()):
        theirs.setRowHeight(row, ours.rowHeight(row))
    keys = [part.id for line in view.matrix.lines if line.plan for part in line.roles]
    every = [line.plan for line in view.matrix.lines if line.plan]
    return [
        (
            "matrix: a step of scrolling",
            _ratio(app, lambda: _scroll(ours), lambda: _scroll(theirs)),
            _SCROLL,
        ),
        ("matrix: a key to paint", _ratio(app, lambda: _keys(ours), lambda: _keys(theirs)), _KEY),
        (
            "matrix: a typed cell",
            _ratio(app, lambda: _cells(model), lambda: _bare(work, keys, theirs)),
            _CELL,
        ),
        (
            "matrix: read",
            _ratio(
                app,
                lambda: [lambda: matrix.read(work, circle)],
                lambda: [lambda: plans.many(work, every)],
            ),
            _READ,
        ),
    ]


def _plain(model: MatrixModel) -> QStandardItemModel:
    made = QStandardItemModel(model.rowCount(), model.columnCount())
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            made.setItem(row, column, QStandardItem(model.text(row, column)))
    return made


def _scroll(table: QTableView) -> Steps:
    bar = table.verticalScrollBar()
    return [lambda at=at: bar.setValue(at * bar.maximum() // _STEPS) for at in range(_STEPS)]


def _keys(table: QTableView) -> Steps:
    table.setCurrentIndex(table.model().index(3, 0))
    wanted = [Qt.Key.Key_Down, Qt.Key.Key_Right] * (_STEPS // 2)
    return [lambda key=key: QTest.keyClick(table, key) for key in wanted]


def _cells(model: MatrixModel) -> Steps:
    words = f"Peran {time.perf_counter_ns()}"
    return [lambda n=n: model.setData(model.index(5 + n, n), words) for n in range(12)]


def _bare(work: Workspace, keys: Sequence[bytes], table: QTableView) -> Steps:
    def change(key: bytes) -> None:
        with work.database.change("uji") as connection:
            values = {"text": f"Peran {time.perf_counter_ns()}"}
            connection.execute(update(s.result).where(s.result.c.id == key).values(values))
        table.viewport().update()

    return [lambda key=key: change(key) for key in keys[:12]]


def _ratio(app: QApplication, ours: Callable[[], Steps], theirs: Callable[[], Steps]) -> float:
    return median(_cost(app, ours()) / _cost(app, theirs()) for _ in range(_ROUNDS))


def _cost(app: QCoreApplication, steps: Steps) -> float:
    taken: list[float] = []
    for step in steps:
        start = time.perf_counter()
        step()
        app.processEvents()
        taken.append(time.perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what:<30} {ratio:6.2f} of {budget:.2f}")
