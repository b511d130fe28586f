"""The record of a person: career, papers, what held on a day, what SIASN says, units."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from window import window_on

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.discipline import DisciplineLevel
from kotabumi_kinerja.services import attachments, career, discipline, staff, units
from kotabumi_kinerja.services.attachments import PaperKind
from kotabumi_kinerja.services.due import DueKind, DueList
from kotabumi_kinerja.services.staff import editing as staff_editing
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store.schema import person
from kotabumi_kinerja.ui.dialogs.staff_change import StaffChangeDialog, record_change
from kotabumi_kinerja.ui.dialogs.staff_discipline import DisciplineDialog
from kotabumi_kinerja.ui.dialogs.staff_due import DueDialog
from kotabumi_kinerja.ui.dialogs.staff_paper import PaperDialog, describe_paper
from kotabumi_kinerja.ui.dialogs.units import UnitsDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.record import (
    CAREER,
    DOCUMENTS,
    IDENTITY,
    SUMMARY,
    RecordPane,
)
from kotabumi_kinerja.ui.tabs.staff.record_career import CareerPart
from kotabumi_kinerja.ui.tabs.staff.record_documents import DocumentsPart
from kotabumi_kinerja.ui.tabs.staff.record_identity import IdentityPart
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab, make

IRWAN = "198501042007021005"


@pytest.fixture
def key(office: Workspace) -> bytes:
    return staff.id_of(office, IRWAN)


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> MainWindow:
    return window_on(qtbot, kit, jobs, office, STAFF=make)


@pytest.fixture
def pane(window: MainWindow, key: bytes) -> RecordPane:
    window.go(Target(Place.STAFF, id=key))
    return cast("StaffTab", window.tab(Place.STAFF)).record


def at(pane: RecordPane, place: int) -> QWidget:
    pane.show_part(place)
    return pane.part(place)


def write(widget: QWidget, text: str) -> None:
    cast("QLineEdit", widget).setText(text)


def texts(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel))


def test_summary_shows_what_comes_up_with_its_rule(pane: RecordPane) -> None:
    said = texts(at(pane, SUMMARY))
    assert "Yang akan datang" in said
    assert "BUP 58 tahun" in said
    assert "menunggu konfirmasi BKPSDM" in said
    assert "Masa kerja" in said


def test_a_change_is_recorded_by_the_dialog(
    qtbot: QtBot, window: MainWindow, office: Workspace, key: bytes, pane: RecordPane
) -> None:
    dialog = StaffChangeDialog(window, office, key, None, window)
    qtbot.addWidget(dialog)
    write(dialog.field("since"), "31-02-2026")
    write(dialog.field("golongan"), "III/c")
    dialog.take.click()
    assert dialog.since.is_wrong()
    write(dialog.field("since"), "01-10-2026")
    write(dialog.field("golongan"), "IX")
    dialog.take.click()
    assert dialog.fields.rows["golongan"].is_wrong()
    write(dialog.field("golongan"), "III/c")
    dialog.take.click()
    assert dialog.result() == 1
    assert career.lines(office, key)[0].golongan == "III/c"
    part = cast("CareerPart", at(pane, CAREER))
    assert part.lines.rows[0].what.startswith("Golongan: III/b ke III/c")


def test_leaving_is_recorded_and_shown_in_the_head(
    qtbot: QtBot, window: MainWindow, office: Workspace, key: bytes, pane: RecordPane
) -> None:
    dialog = StaffChangeDialog(window, office, key, None, window)
    qtbot.addWidget(dialog)
    dialog.choose(CareerStep.LEAVING)
    write(dialog.field("since"), "01-11-2026")
    dialog.take.click()
    assert dialog.fields.rows["leaving"].is_wrong()
    box = cast("QComboBox", dialog.field("leaving"))
    box.setCurrentText("Meninggal dunia")
    write(dialog.field("decree"), "882/7")
    dialog.take.click()
    pane.show_person(staff.record(office, key))
    assert "Meninggal dunia sejak 1 November 2026" in texts(at(pane, SUMMARY))
    step = history.next_undo(office.database)
    assert step is not None
    assert step.label == "catat Irwan Rahayu meninggal dunia"


def test_a_line_is_put_right_and_taken_out(
    window: MainWindow,
    office: Workspace,
    key: bytes,
    pane: RecordPane,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    career.record(office, key, CareerStep.RANK, date(2026, 10, 1), {"golongan": "III/c"})
    part = cast("CareerPart", at(pane, CAREER))

    def accept(dialog: StaffChangeDialog) -> int:
        write(dialog.field("since"), "01-09-2026")
        dialog.accept_now()
        return dialog.result()

    monkeypatch.setattr(StaffChangeDialog, "exec", accept)
    part.correct()
    assert career.lines(office, key)[0].since == date(2026, 9, 1)
    part = cast("CareerPart", at(pane, CAREER))
    part.remove()
    assert career.lines(office, key)[0].golongan == "III/b"
    assert not record_change(window, office, key, window)


def test_what_held_on_a_day(qtbot: QtBot, office: Workspace, key: bytes, pane: RecordPane) -> None:
    career.record(office, key, CareerStep.RANK, date(2026, 10, 1), {"golongan": "III/c"})
    part = cast("CareerPart", at(pane, CAREER))
    write(part.on_day.field, "30-09-2026")
    qtbot.keyClick(part.on_day.field, Qt.Key.Key_Return)
    assert "Penata Muda Tingkat I (III/b)" in texts(part)
    write(part.on_day.field, "kemarin")
    part.show_day()
    assert part.on_day.is_wrong()
    write(part.on_day.field, "01-01-1999")
    part.show_day()
    assert "belum tercatat" in texts(part)


def test_a_punishment_by_the_dialog(
    qtbot: QtBot, window: MainWindow, office: Workspace, key: bytes, pane: RecordPane
) -> None:
    dialog = DisciplineDialog(window, office, key, None, window)
    qtbot.addWidget(dialog)
    dialog.level.setCurrentIndex(list(DisciplineLevel).index(DisciplineLevel.MEDIUM))
    dialog.take.click()
    assert dialog.since.is_wrong()
    write(dialog.since.field, "01-02-2026")
    dialog.take.click()
    found = discipline.lines(office, key)[0].punishment
    assert (found.kind, found.until) == ("Potong tukin 25% 6 bulan", date(2026, 7, 31))
    part = cast("CareerPart", at(pane, CAREER))
    assert "Potong tukin" in part.punishments.rows[0].what
    part.remove_punishment()
    assert discipline.lines(office, key) == []


def test_siasn_facts_are_edited_one_by_one(
    qtbot: QtBot, office: Workspace, key: bytes, pane: RecordPane
) -> None:
    part = cast("IdentityPart", at(pane, IDENTITY))
    box = part.rows["siasn:AGAMA NAMA"].field
    write(box, "Buddha")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    facts = {f.heading: f.value for f in staff_editing.source_facts(office, key)}
    assert facts["AGAMA NAMA"] == "Buddha"
    part = cast("IdentityPart", at(pane, IDENTITY))
    assert "siasn:BPJS" not in part.rows
    part.show_empty()
    assert "siasn:BPJS" in part.rows


def test_papers_photo_and_drop(  # noqa: PLR0913, PLR0917  # fixtures
    window: MainWindow,
    office: Workspace,
    key: bytes,
    pane: RecordPane,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Image.new("RGB", (600, 800), "red").save(tmp_path / "foto.jpg")
    file = tmp_path / "SK PNS Irwan.pdf"
    file.write_bytes(b"%PDF-1.4")
    part = cast("DocumentsPart", at(pane, DOCUMENTS))
    part.take_photo(tmp_path / "foto.jpg")
    assert any(w.accessibleName() == "Foto" for w in pane.findChildren(QLabel))

    def accept(dialog: PaperDialog) -> int:
        write(dialog.number.field, "823/1")
        write(dialog.dated.field, "01-02-2009")
        dialog.accept_now()
        return dialog.result()

    monkeypatch.setattr(PaperDialog, "exec", accept)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier)
    cast("DocumentsPart", at(pane, DOCUMENTS)).dropEvent(drop)
    paper = attachments.papers(office, key)[0]
    assert (paper.kind, paper.number, paper.dated) == (
        PaperKind.SK_PNS,
        "823/1",
        date(2009, 2, 1),
    )
    assert describe_paper(window, office, paper, window)
    part = cast("DocumentsPart", at(pane, DOCUMENTS))
    opened: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    part.open_paper()
    assert Path(opened[0]).read_bytes() == b"%PDF-1.4"
    part.remove()
    assert attachments.papers(office, key) == []


def test_a_file_that_is_no_paper_is_explained_in_the_dialog(
    qtbot: QtBot, window: MainWindow, office: Workspace, key: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "SK.exe"
    file.write_bytes(b"MZ")
    dialog = PaperDialog(window, office, (key, file), window)
    qtbot.addWidget(dialog)
    dialog.take.click()
    assert "KK-132" in dialog.say.text()
    assert attachments.papers(office, key) == []


def test_units_in_their_dialog(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    key: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {"post": "Analis", "unit": "Bidang Arsip"}
    career.record(office, key, CareerStep.POST, date(2026, 10, 1), said)
    dialog = UnitsDialog(window, office, window)
    qtbot.addWidget(dialog)
    dialog.show_units(units.find(office, "Bidang Arsip").id)
    monkeypatch.setattr(
        "PySide6.QtWidgets.QInputDialog.getText", lambda *_a, **_k: ("Bidang Kearsipan", True)
    )
    dialog.rename()
    assert units.find(office, "Bidang Kearsipan").people == 1
    top = next(r for r in units.tree(office) if r.name != "Bidang Kearsipan")
    chosen: list[str] = [top.name]
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.exec", lambda _self: 1)
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.textValue", lambda _self: chosen[0])
    dialog.move_under()
    assert units.find(office, "Bidang Kearsipan").above == top.id
    chosen[0] = f"Irwan Rahayu, S.E., Analis ({IRWAN})"
    dialog.set_leader()
    assert units.find(office, "Bidang Kearsipan").leader == key
    chosen[0] = top.name
    dialog.join()
    assert [r.name for r in units.tree(office) if "Kearsipan" in r.name] == []
    assert units.find(office, top.name).leader == key


@pytest.mark.parametrize("place", [SUMMARY, IDENTITY, CAREER, DOCUMENTS])
def test_every_control_of_every_part_has_a_name(pane: RecordPane, place: int) -> None:
    at(pane, place)
    nameless = [
        w
        for w in pane.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.isVisibleTo(pane)
        and not (w.accessibleName() or w.property("text"))
    ]
    assert not nameless, nameless


def test_what_comes_up_is_a_list_with_a_horizon(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = DueDialog(window, office, window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 1)
    assert "UU 20/2023" in dialog.note.text()
    dialog.months.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 0)
    dialog.kind.setCurrentIndex(list(DueKind).index(DueKind.SALARY))
    dialog.months.setCurrentIndex(2)
    want = DueList(office).counts(24)[DueKind.SALARY]
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == want)
    dialog.list.set_text("irwan rahayu")
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 1)


def test_a_ruined_nip_opens_and_is_said_in_the_head(
    window: MainWindow, office: Workspace, key: bytes
) -> None:
    with office.database.change("rusak") as connection:
        ruined = update(person).where(person.c.id == key).values(nip="198501042007021000")
        connection.execute(ruined)
    window.go(Target(Place.STAFF, chip="doubt"))
    tab = cast("StaffTab", window.tab(Place.STAFF))
    assert tab.list.select(key)
    said = [part.text() for part in tab.record.findChildren(QLabel)]
    assert "periksa identitas" in said
    assert any("rusak oleh Excel" in words for words in said)
