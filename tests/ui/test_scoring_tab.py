"""Penilaian as its user meets it: fill in, rate, see the matrix, hand over, undo, fold."""

from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import evaluations, plans, progress, scoring, staff
from kotabumi_kinerja.services.distribution import distribution
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.style import Scheme
from kotabumi_kinerja.ui.tabs.scoring.tab import ScoringTab, make
from kotabumi_kinerja.ui.tabs.targets import tab as targets

MEGA = "199510072017032066"
TW3, TW4 = parse_period("2026-TW3"), parse_period("2026-TW4")


@pytest.fixture
def drafted(office: Workspace) -> Workspace:
    """The sample office with its SKP as drafts."""
    sample = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, sample, 2026))
    return office


@pytest.fixture
def agreed(drafted: Workspace) -> Workspace:
    """The sample office with its SKP agreed."""
    keys = [row.plan for row in plans.find(drafted, 2026) if row.plan]
    plans.agree_ready(drafted, 2026, drafted.today(), keys)
    return drafted


def opened(
    qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace, **more: Any
) -> tuple[MainWindow, ScoringTab]:
    window = window_on(qtbot, kit, jobs, work, SCORING=make, **more)
    return window, cast("ScoringTab", window.tab(Place.SCORING))


def at_mega(
    qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace
) -> tuple[MainWindow, ScoringTab, bytes]:
    window, tab = opened(qtbot, kit, jobs, work)
    person = staff.id_of(work, MEGA)
    tab.open(Target(Place.SCORING, person, field="2026-TW3"))
    assert tab.list.current() == person
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, tab, person


def test_rating_by_keyboard_gives_the_predikat(
    qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace
) -> None:
    window, tab, person = at_mega(qtbot, kit, jobs, agreed)
    assert tab.record.matrix is not None
    assert "predikat belum dinilai" in tab.record.matrix.accessibleName()
    tab.list.table.setFocus()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    middle = tab.record.results.buttons[Rating.AS_EXPECTED]
    assert middle.hasFocus()
    QTest.keyClick(middle, Qt.Key.Key_Space)
    half = evaluations.one(agreed, person, TW3)
    assert half is not None
    assert (half.results, half.predikat) == (Rating.AS_EXPECTED, None)
    QTest.mouseClick(tab.record.behaviour.buttons[Rating.ABOVE], Qt.MouseButton.LeftButton)
    found = evaluations.one(agreed, person, TW3)
    assert found is not None
    assert (found.predikat, found.state) == (Predikat.BAIK, EvaluationState.RATED)
    qtbot.waitUntil(lambda: "predikat Baik" in cast("QWidget", tab.record.matrix).accessibleName())
    row = tab.list.current_row()
    assert row is not None
    assert (row.id, row.predikat) == (person, Predikat.BAIK)
    assert tab.record.why.text().startswith("Mengapa predikatnya Baik?")
    assert found.rule in tab.record.why.text()
    assert middle.hasFocus() is False or middle.isChecked()
    history.undo(agreed.database)
    qtbot.waitUntil(
        lambda: "predikat belum dinilai" in cast("QWidget", tab.record.matrix).accessibleName()
    )
    assert tab.record.results.buttons[Rating.AS_EXPECTED].isChecked()
    assert not any(b.isChecked() for b in tab.record.behaviour.buttons.values())
    assert window.banners.notices == ()


def test_realisation_is_typed_into_the_table(
    qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace
) -> None:
    _, tab, person = at_mega(qtbot, kit, jobs, agreed)
    tab.record.tabs.setCurrentIndex(1)
    table = tab.record.realisation.table
    table.setFocus()
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = cast("QLineEdit", QApplication.focusWidget())
    assert isinstance(editor, QLineEdit)
    editor.setText("1.180 surat")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.record.tabs.tabText(1).startswith("Realisasi (1 dari"))
    plan = progress.agreed_plan(agreed, person, TW3)
    assert plan is not None
    line = progress.of_plan(agreed, plan, TW3)[0]
    assert (line.text, line.shown) == ("1.180 surat", "98,3 %")
    texts = cast("Any", table.model()).texts(0)
    assert texts[1:] == ("1.180 surat", "98,3 %")
    assert table.currentIndex().row() == 1
    table.setCurrentIndex(table.model().index(0, 1))
    evidence = tab.record.realisation.evidence
    evidence.setFocus()
    QTest.keyClicks(evidence, "BA 7/2026")
    QTest.keyClick(evidence, Qt.Key.Key_Return)
    assert progress.of_plan(agreed, plan, TW3)[0].evidence == "BA 7/2026"
    assert progress.of_plan(agreed, plan, TW3)[0].text == "1.180 surat"


def test_hand_over_the_chosen(qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace) -> None:
    window, tab, person = at_mega(qtbot, kit, jobs, agreed)
    assert not tab.record.hand_over.isVisible()
    ready = [row.id for row in plans.find(agreed, 2026) if row.plan]
    for one in ready[:4]:
        scoring.rate(agreed, one, TW3, Rating.AS_EXPECTED, Rating.AS_EXPECTED)
    scoring.rate(agreed, person, TW3, Rating.AS_EXPECTED, Rating.AS_EXPECTED)
    qtbot.waitUntil(tab.record.hand_over.isVisible)
    tab.list.table.selectAll()
    assert tab.record.hand_over.text() == "Serahkan 33 hasil"
    rated = {
        key
        for key, e in evaluations.in_period(agreed, TW3).items()
        if e.state is EvaluationState.RATED
    }
    tab.primary()
    qtbot.waitUntil(lambda: not jobs.busy())
    found = evaluations.in_period(agreed, TW3)
    assert {k for k, e in found.items() if e.state is EvaluationState.DELIVERED} == rated
    tab.list.table.clearSelection()
    tab.list.select(person)
    qtbot.waitUntil(lambda: not tab.record.results.buttons[Rating.ABOVE].isVisible())
    assert not tab.record.hand_over.isVisible()
    assert history.undo(agreed.database).label.startswith("serahkan hasil Triwulan III 2026")
    qtbot.waitUntil(tab.record.hand_over.isVisible)
    assert window.banners.notices == ()


def test_organisation_and_distribution(
    qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace
) -> None:
    _, tab, _ = at_mega(qtbot, kit, jobs, agreed)
    for row in [row for row in plans.find(agreed, 2026) if row.plan][:10]:
        scoring.rate(agreed, row.id, TW3, Rating.AS_EXPECTED, Rating.AS_EXPECTED)
    qtbot.waitUntil(lambda: "Baik 10" in tab.spread.bars.accessibleName())
    assert tab.spread.words() == []
    choice = tab.spread.organisation
    assert choice.currentIndex() == -1
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: tab.spread.words() != [])
    qtbot.waitUntil(lambda: not jobs.busy())
    now = distribution(agreed, TW3)
    assert now.organisation is OrganisationResult.ISTIMEWA
    assert tab.spread.words() == [line.text for line in now.lines]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: "Baik: lebih 3 orang dari batas 7" in tab.spread.words())


def test_the_wheel_changes_nothing(qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace) -> None:
    _, tab, _ = at_mega(qtbot, kit, jobs, agreed)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  # Qt's own order of arguments
    )
    QApplication.sendEvent(tab.spread.organisation, turn)
    assert evaluations.in_period(agreed, TW3) == {}


def test_periods_chips_and_next_missing(
    qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace
) -> None:
    _, tab = opened(qtbot, kit, jobs, agreed)
    assert tab.period_choice.currentText() == "TW IV 2026"
    assert tab.list.query.scope == TW4
    tab.show_period(TW3)
    ready = [row.id for row in plans.find(agreed, 2026) if row.plan]
    scoring.rate(agreed, ready[0], TW3, Rating.ABOVE, Rating.ABOVE)
    tab.open(Target(Place.SCORING, chip="rated", field="2026-TW3"))
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    tab.open(Target(Place.SCORING, ready[0], chip=""))
    tab.next_missing()
    row = tab.list.current_row()
    assert row is not None
    assert row.predikat is None
    first = row.id
    tab.next_missing()
    assert tab.list.current() != first
    tab.list.set_chip("unrated")
    assert tab.list.model.rowCount() == 32
    before = tab.list.current()
    tab.step(1)
    assert tab.list.current() != before


def test_not_rated_stands_in_words(qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace) -> None:
    _, tab, person = at_mega(qtbot, kit, jobs, agreed)
    at = tab.list.model.place(person)
    assert at is not None
    assert tab.list.model.texts(at)[5:] == (
        "belum dinilai",
        "belum dinilai",
        "belum dinilai",
        "Belum dinilai",
    )
    assert "0" not in "".join(tab.list.model.texts(at)[1:])


def test_nothing_agreed_leads_to_the_plans(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, tab = opened(qtbot, kit, jobs, office, PLANS=targets.make)
    assert tab.nothing.isVisible()
    assert not tab.list.isVisible()
    QTest.mouseClick(tab.to_plans, Qt.MouseButton.LeftButton)
    assert cast("QWidget", window.tab(Place.PLANS)).isVisible()


def test_a_person_without_an_agreed_plan(
    qtbot: QtBot, kit: Kit, jobs: Jobs, drafted: Workspace
) -> None:
    first, *rest = [row for row in plans.find(drafted, 2026) if row.plan]
    keys = [row.plan for row in rest if row.plan]
    plans.agree_ready(drafted, 2026, drafted.today(), keys)
    _, tab = opened(qtbot, kit, jobs, drafted)
    tab.open(Target(Place.SCORING, first.id))
    assert not tab.record.tabs.isVisible()
    shown = tab.list.current_row()
    assert shown is not None
    assert (shown.ready, tab.list.model.texts(0)[-1]) == (False, "Tanpa SKP")
    tab.step(1)
    assert tab.record.tabs.isVisible()


def test_folds_and_stands_alone(qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace) -> None:
    window, tab, _ = at_mega(qtbot, kit, jobs, agreed)
    assert tab.spread.bars.isVisible()
    window.resize(1093, 557)
    assert not tab.spread.bars.isVisible()
    assert tab.list.isVisible()
    assert tab.record.isVisible()
    titles = [column.title for column in tab.list.visible_columns()]
    assert titles == ["Nama", "Hasil kerja", "Perilaku", "Predikat"]
    window.resize(760, 557)
    qtbot.waitUntil(lambda: not tab.record.isVisible())
    tab.list.table.setFocus()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    assert tab.record.isVisible()
    assert not tab.list.isVisible()
    tab.go_back()
    assert tab.list.isVisible()
    assert not tab.record.isVisible()
    window.resize(1366, 697)
    qtbot.waitUntil(lambda: tab.record.isVisible() and tab.spread.bars.isVisible())


def test_every_control_has_a_name(qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace) -> None:
    _, tab, _ = at_mega(qtbot, kit, jobs, agreed)
    controls = [*tab.record.results.buttons.values(), *tab.record.behaviour.buttons.values()]
    controls += [tab.spread.organisation, tab.period_choice, tab.list.search]
    controls += [tab.record.realisation.table, tab.record.realisation.evidence]
    assert all(cast("QWidget", control).accessibleName() for control in controls)
    assert len(tab.panes()) >= 3


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_bars_are_painted_with_their_limit(
    qtbot: QtBot, kit: Kit, jobs: Jobs, agreed: Workspace, scheme: Scheme
) -> None:
    _, tab, _ = at_mega(qtbot, kit, jobs, agreed)
    kit.style.choose(scheme)
    bars = tab.spread.bars
    empty = bars.grab().toImage()
    for row in [row for row in plans.find(agreed, 2026) if row.plan][:10]:
        scoring.rate(agreed, row.id, TW3, Rating.AS_EXPECTED, Rating.AS_EXPECTED)
    bars.show_distribution(distribution(agreed, TW3))
    counted = bars.grab().toImage()
    bars.show_distribution(distribution(agreed, TW3, OrganisationResult.BAIK))
    limited = bars.grab().toImage()
    assert len({bytes(image.constBits()) for image in (empty, counted, limited)}) == 3
    slot = bars.width() // 5
    solid = counted.pixelColor(3 * slot + slot // 2, bars.height() - 50).name()
    assert solid == kit.colour("b_solid").name()
