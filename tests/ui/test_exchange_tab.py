"""Tukar Data as its user meets it: join, see what goes and comes, swap, decide a conflict."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from two_sides import PASSPHRASE, Sides, enrolled, first_nip, linked, phone, rename
from window import window_on

from kotabumi_kinerja.services import arrivals, conflicts, enrolment, exchange, receipts
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.swap import Consent
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.exchange_confirm import SwapDialog
from kotabumi_kinerja.ui.dialogs.exchange_enrol import CodeDialog, EnrolDialog
from kotabumi_kinerja.ui.dialogs.join_office import JoinDialog
from kotabumi_kinerja.ui.face import Face, Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.exchange.tab import ExchangeTab

Opener = Callable[[Workspace, list[Path]], tuple[MainWindow, ExchangeTab]]


@pytest.fixture
def pair(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


@pytest.fixture
def fresh(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


@pytest.fixture
def opener(qtbot: QtBot, kit: Kit, jobs: Jobs) -> Opener:
    def opened(work: Workspace, drives: list[Path]) -> tuple[MainWindow, ExchangeTab]:
        def make(face: Face, work: Workspace) -> ExchangeTab:
            return ExchangeTab(face, work, lambda: drives)

        window = window_on(qtbot, kit, jobs, work, EXCHANGE=make)
        tab = cast("ExchangeTab", window.tab(Place.EXCHANGE))
        qtbot.waitUntil(lambda: tab.state is not None)
        return window, tab

    return opened


def said(widget: QWidget) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel))


def test_an_office_that_has_not_joined_is_told_how(fresh: Sides, opener: Opener) -> None:
    _, tab = opener(fresh.office, [fresh.stick])
    assert tab.pages.currentIndex() == 0
    assert "belum bergabung" in said(tab.pages.currentWidget())
    assert tab.looked is None


def test_joining_by_file_and_code(fresh: Sides, opener: Opener, qtbot: QtBot) -> None:
    window, tab = opener(fresh.office, [])
    dialog = JoinDialog(window, fresh.office, str(fresh.file), tab)
    cast("QLineEdit", dialog.code.field).setText("ABCD")
    dialog.join()
    qtbot.waitUntil(dialog.code.is_wrong)
    assert "KK-331" in said(dialog.code)
    cast("QLineEdit", dialog.code.field).setText(fresh.code)
    dialog.join()
    qtbot.waitUntil(lambda: dialog.joined is not None, timeout=20_000)
    tab.refresh(frozenset())
    qtbot.waitUntil(lambda: tab.pages.currentIndex() == 1)
    assert "Menunggu sertifikat" in said(tab.view)
    dialog.deleteLater()


def test_a_stick_is_found_looked_at_and_swapped(pair: Sides, opener: Opener, qtbot: QtBot) -> None:
    nip = first_nip(pair.office)
    rename(pair.office, nip, "0811")
    exchange.export(pair.centre, pair.stick, "DPMPTSP")
    drives: list[Path] = []
    _, tab = opener(pair.office, drives)
    assert "Pasang flashdisk" in tab.view.stick.text()
    assert "1 Pegawai" in tab.view.out.text()
    drives.append(pair.stick)
    tab.look_for_sticks()
    qtbot.waitUntil(lambda: tab.looked is not None)
    assert "1 paket untuk kantor ini" in tab.view.stick.text()
    assert "sampai paket 2" in tab.view.come.text()
    assert tab.looked is not None
    tab.swap(pair.stick, tab.looked, Consent())
    qtbot.waitUntil(lambda: len(list(pair.stick.rglob("DPMPTSP-*.kkx"))) == 1)
    qtbot.waitUntil(tab.view.stick.swap.isEnabled)
    assert tab.view.stick.steps.accessibleName() == "Tahap: selesai"
    assert len(arrivals.look(pair.centre, pair.stick).arrivals) == 1
    drives.clear()
    tab.look_for_sticks()
    assert "Pasang flashdisk" in tab.view.stick.text()


def test_a_pulled_stick_is_told_and_nothing_is_lost(
    pair: Sides, opener: Opener, qtbot: QtBot
) -> None:
    rename(pair.office, first_nip(pair.office), "0811")
    window, tab = opener(pair.office, [])
    tab.check(pair.stick)
    qtbot.waitUntil(lambda: tab.looked is not None)
    assert tab.looked is not None
    pair.stick.rmdir()
    tab.swap(pair.stick, tab.looked, Consent())
    qtbot.waitUntil(lambda: "Flashdisk dicabut" in said(window))
    qtbot.waitUntil(lambda: "Gagal ditulis" in said(tab.view))
    assert receipts.waiting(pair.office, pair.office.database.office)[1] == 1


def test_a_conflict_is_decided_by_choosing(pair: Sides, opener: Opener, qtbot: QtBot) -> None:
    nip = first_nip(pair.office)
    rename(pair.office, nip, "0811")
    rename(pair.centre, nip, "0822")
    pair.trip()
    pair.back()
    _, tab = opener(pair.office, [])
    pane = tab.view.conflict
    qtbot.waitUntil(lambda: pane.current() is not None)
    assert pane.isVisible()
    assert "1 konflik" in said(tab.view) or receipts.status(pair.office).partners[0].conflicts == 1
    wanted = next(b for b in pane.findChildren(QRadioButton) if "0822" in b.accessibleName())
    assert wanted.text() == "Nilai BKPSDM"
    wanted.setChecked(True)
    assert pane.take.text().strip() == "Pakai nilai BKPSDM"
    pane.take.click()
    assert phone(pair.office, nip) == "0822"
    qtbot.waitUntil(lambda: not pane.isVisible())
    assert conflicts.listed(pair.office) == []


def test_the_centre_sees_its_offices_and_takes_a_newcomer_in(
    fresh: Sides, opener: Opener, qtbot: QtBot, kit: Kit
) -> None:
    enrolment.join(fresh.office, fresh.file, fresh.code)
    exchange.export(fresh.office, fresh.stick)
    _, tab = opener(fresh.centre, [fresh.stick])
    qtbot.waitUntil(lambda: tab.looked is not None)
    assert tab.view.list.model.rowCount() == 1
    assert "Komputer baru" in tab.view.come.text()
    assert tab.looked is not None
    dialog = SwapDialog(kit, "kantor", tab.looked, "Tanda terima", tab)
    assert dialog.passphrase is not None
    dialog.take.click()
    assert dialog.passphrase.is_wrong()
    cast("QLineEdit", dialog.passphrase.field).setText(PASSPHRASE)
    assert dialog.consent() == Consent(PASSPHRASE)
    tab.swap(fresh.stick, tab.looked, dialog.consent())
    qtbot.waitUntil(lambda: len(list(fresh.stick.rglob("BKPSDM-*.kkx"))) == 1, timeout=20_000)
    qtbot.waitUntil(tab.view.stick.swap.isEnabled)
    qtbot.waitUntil(lambda: tab.view.source.rows[0].sent > 0)
    assert tab.view.source.rows[0].taken == 1


def test_the_centre_enrols_and_shows_the_code(
    fresh: Sides, opener: Opener, qtbot: QtBot, kit: Kit
) -> None:
    window, tab = opener(fresh.centre, [])
    dialog = EnrolDialog(window, fresh.centre, str(fresh.stick), tab)
    dialog.enrol()
    assert dialog.rows["code"].is_wrong()
    for name, text in (("code", "DINKES"), ("name", "Dinas Kesehatan"), ("passphrase", "salah")):
        cast("QLineEdit", dialog.rows[name].field).setText(text)
    dialog.enrol()
    qtbot.waitUntil(dialog.rows["passphrase"].is_wrong, timeout=20_000)
    cast("QLineEdit", dialog.rows["passphrase"].field).setText(PASSPHRASE)
    dialog.enrol()
    qtbot.waitUntil(lambda: dialog.enrolled is not None, timeout=20_000)
    assert dialog.enrolled is not None
    shown = CodeDialog(kit, dialog.enrolled, tab)
    assert dialog.enrolled.code in said(shown)
    assert dialog.enrolled.code in shown.sheet()
    assert (fresh.stick / "pendaftaran-DINKES.kkd").is_file()


def test_the_centre_writes_for_a_chosen_office(
    pair: Sides, opener: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    enrolment.enrol(pair.centre, OfficeFacts("DINKES", "Dinas Kesehatan"), PASSPHRASE, tmp_path)
    _, tab = opener(pair.centre, [pair.stick])
    qtbot.waitUntil(lambda: tab.looked is not None)
    qtbot.waitUntil(lambda: tab.view.list.model.rowCount() == 2)
    chosen = next(p for p in tab.view.source.rows if p.office.code == "DPMPTSP")
    assert tab.view.list.select(chosen.id)
    tab.write_for_chosen()
    qtbot.waitUntil(lambda: len(list(pair.stick.rglob("BKPSDM-DPMPTSP-*.kkx"))) == 1)
    qtbot.waitUntil(tab.view.stick.swap.isEnabled)


def test_a_package_that_is_opened_from_the_desktop(
    pair: Sides, opener: Opener, qtbot: QtBot
) -> None:
    sent = exchange.export(pair.centre, pair.stick, "DPMPTSP")
    window, tab = opener(pair.office, [])
    window.go(Target(Place.EXCHANGE, field=str(sent.path)))
    qtbot.waitUntil(lambda: tab.looked is not None)
    assert tab.view.stick.text().startswith("Berkas BKPSDM-DPMPTSP")


def test_every_control_has_a_name(pair: Sides, opener: Opener) -> None:
    _, tab = opener(pair.office, [])
    for control in tab.findChildren(QPushButton):
        assert control.accessibleName() or control.text()
