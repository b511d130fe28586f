"""A window on an office for tests: the real frame, the real tabs, the real database."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.changes import Changes
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow, TabSpec
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.office_steps import OfficeSteps


def window_on(
    qtbot: QtBot,
    kit: Kit,
    jobs: Jobs,
    work: Workspace,
    **tabs: Callable[[Face, Workspace], Tab],
) -> MainWindow:
    """A shown window; each keyword is a Place's name and how its tab is made."""
    specs = [
        TabSpec(Place[name], name.title(), "home", lambda face, m=make: m(face, work))
        for name, make in tabs.items()
    ]
    window = MainWindow(kit, jobs, Forgetful(), specs)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    window.set_history(OfficeSteps(work.database, lambda text: window.done(text, undoable=False)))
    Changes(work.database, window).told.connect(window.refresh)
    window.begin(specs[0].place)
    return window
