"""A draft survives a program that dies: what was written stays, half a word comes back."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot
from sample_office import open_office
from test_targets_tab import IRWAN, of, open_tab, planned

from kotabumi_kinerja.services.plans import typing
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit

__all__ = ["planned"]

TESTS = Path(__file__).resolve().parents[1]
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sample_office import open_office
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.ui.changes import Changes
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow, TabSpec
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.tabs.targets import make

folder, resources, nip = sys.argv[1:4]
app = QApplication([])
work = open_office(Path(folder))
spec = TabSpec(Place.PLANS, "Target", "home", lambda face: make(face, work))
style = Style(app, Path(resources))
style.choose(Scheme.LIGHT)
window = MainWindow(Kit(style), Jobs(), Forgetful(), [spec])
changes = Changes(work.database, window)
changes.told.connect(window.refresh)
window.show()
window.begin(Place.PLANS)
person = staff.id_of(work, nip)
window.go(Target(Place.PLANS, id=person))
tree = window.tab(Place.PLANS).record.results.tree
one, two = plans.plans_of(work, person, 2026)[0].results[0].indicators[:2]


def type_into(key, column, text):
    tree.go(key, column, edit=True)
    field = next(w for w in tree.viewport().findChildren(QLineEdit) if not w.isHidden())
    QTest.keyClicks(field, text)
    return field


QTest.keyClick(type_into(one.id, 2, "700 berkas"), Qt.Key.Key_Return)
QTest.qWait(50)
type_into(two.id, 2, "maksimal 3 h")
QTest.qWait(600)
print("diketik", flush=True)
QTest.qWait(60000)
"""


def test_it_is_killed_while_typing(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    folder, resources = planned.folder, planned.resources
    planned.database.close()
    paths = os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", "")))
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(resources), IRWAN],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "diketik\n"
        program.send_signal(signal.SIGKILL)
        assert program.wait() == -signal.SIGKILL
    work = open_office(folder)
    targets = [i.target.text for i in of(work, IRWAN).results[0].indicators[:2]]
    assert targets == ["700 berkas", "maksimal 5 hari"]
    _, tab = open_tab(qtbot, kit, jobs, work)
    targets = [i.target.text for i in of(work, IRWAN).results[0].indicators[:2]]
    assert targets == ["700 berkas", "maksimal 3 h"]
    assert typing.restore(work) == ""
    history.undo(work.database)
    assert tab.record.view is not None
    assert tab.record.view.results[0].indicators[1].target.text == "maksimal 5 hari"
    work.database.close()


def test_what_was_written_or_left_is_not_kept(planned: Workspace) -> None:
    row = of(planned, IRWAN).results[0]
    typing.keep(planned, row.id, "text", "Setengah")
    typing.forget(planned)
    assert typing.restore(planned) == ""
    typing.keep(planned, b"0" * 16, "text", "Baris yang sudah hilang")
    assert typing.restore(planned) == ""
    typing.keep(planned, row.id, "text", "Tersusunnya")
    assert typing.restore(planned) == "Tersusunnya"
    assert of(planned, IRWAN).results[0].text == "Tersusunnya"
