"""The dry run of a staff import as its user meets it: ticks, fields, repairs, columns, keys."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import mappings as staff_mappings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.staff_import import StaffImportDialog, import_staff
from kotabumi_kinerja.ui.dialogs.staff_import_columns import ColumnsDialog
from kotabumi_kinerja.ui.dialogs.staff_import_missing import MissingDialog
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow

IRWAN, BUDI, MEGA = "198501042007021005", "199407142016021073", "199510072017032066"
HEADINGS = ("NIP", "Nama Lengkap", "Tgl Lahir", "No HP", "Alamat")
ROWS = (
    (IRWAN, "IRWAN RAHAYU", "04-01-1985", "0812 1", "Jalan Satu"),
    (BUDI, "BUDI RAHAYU", "14-07-1994", "0812 2", None),
    (float(MEGA), "MEGA UTAMI", "07-10-1995", "0812 3", None),
    ("199001012015012001", "AYU CONTOH", "01-01-1990", None, None),
    ("199001012015012", "SIAPA INI", "01-01-1990", None, None),
)


def book(folder: Path, headings: tuple[str, ...] = HEADINGS) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (headings, *ROWS):
        sheet.append(line)
    path = folder / "daftar.xlsx"
    made.save(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> MainWindow:
    from kotabumi_kinerja.ui.tabs.staff.tab import make  # noqa: PLC0415  # only the window needs it

    return window_on(qtbot, kit, jobs, office, STAFF=make)


@pytest.fixture
def dialog(
    qtbot: QtBot, window: MainWindow, office: Workspace, tmp_path: Path
) -> StaffImportDialog:
    made = StaffImportDialog(window, staff_import.dry_run(office, book(tmp_path)), window)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: StaffImportDialog, name: str) -> None:
    """Make the row of this person current."""
    dialog.list.set_text(name)
    assert dialog.list.model.rowCount() == 1
    dialog.list.table.selectRow(0)


def test_counts_chips_and_what_is_missing(dialog: StaffImportDialog) -> None:
    assert dialog.take.text() == "Impor 3 baris"
    assert dialog.told.text().startswith("3 baris akan disimpan, 1 menunggu persetujuan, 1 ditolak")
    assert dialog.missing.text() == "30 tidak ada dalam berkas…"
    for chip, count in (("refused", 1), ("repaired", 1), ("changed", 2), ("new", 1), ("same", 0)):
        dialog.list.set_chip(chip)
        assert dialog.list.model.rowCount() == count


def test_space_ticks_and_enter_saves(qtbot: QtBot, dialog: StaffImportDialog) -> None:
    choose(dialog, "irwan")
    qtbot.keyClick(dialog.list.table, Qt.Key.Key_Space)
    assert dialog.take.text() == "Impor 2 baris"
    qtbot.keyClick(dialog.list.table, Qt.Key.Key_Space)
    assert dialog.take.text() == "Impor 3 baris"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.list.table, Qt.Key.Key_Return)


def test_repair_is_taken_only_when_agreed(dialog: StaffImportDialog) -> None:
    choose(dialog, "mega")
    (notice,) = dialog.banners.notices
    assert notice.code == "KK-170"
    assert notice.step is not None
    assert notice.step.text == "Setujui perbaikan"
    notice.step.run()
    assert dialog.take.text() == "Impor 4 baris"
    assert dialog.banners.notices[0].tone == "good"


def test_field_keeps_its_old_value(dialog: StaffImportDialog, office: Workspace) -> None:
    choose(dialog, "irwan")
    assert set(dialog.detail.ticks) == {"Nomor HP", "Alamat"}
    dialog.detail.ticks["Alamat"].click()
    staff_import.apply(office, dialog._run, choices=dialog.choosing.choices)  # as accepted
    assert (staff.by_nip(office, IRWAN).phone, staff.by_nip(office, IRWAN).address) == (
        "0812 1",
        "",
    )


def test_row_whose_fields_are_all_kept_is_not_counted(dialog: StaffImportDialog) -> None:
    choose(dialog, "budi")
    dialog.detail.ticks["Nomor HP"].click()
    assert dialog.take.text() == "Impor 2 baris"


def test_all_rows_are_unticked_at_once(dialog: StaffImportDialog) -> None:
    dialog.list.table.selectAll()
    dialog.toggle()
    assert dialog.take.text() == "Impor 4 baris"
    dialog.toggle()
    assert not dialog.take.isEnabled()


def test_refused_and_missing_are_saved(
    qtbot: QtBot, dialog: StaffImportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = MissingDialog(dialog._face.kit, dialog._run, dialog._face.memory, dialog)
    qtbot.addWidget(missing)
    assert missing.list.model.rowCount() == 30
    missing.list.set_text("mega lestari")
    assert missing.list.model.rowCount() == 1
    for name, press in (("ditolak.xlsx", dialog.keep), ("tidak-ada.xlsx", missing.keep)):
        path = tmp_path / name
        monkeypatch.setattr(
            "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_args, p=path: (str(p), "")
        )
        press.click()
        assert path.is_file()


def test_import_through_the_window_is_one_step(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(StaffImportDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    path = book(tmp_path)
    import_staff(window, office, window, path)
    with pytest.raises(Refused) as refused:
        import_staff(window, office, window, path)
    assert refused.value.code == "KK-178"
    qtbot.waitUntil(lambda: staff.by_nip(office, IRWAN).phone == "0812 1", timeout=20_000)
    qtbot.waitUntil(lambda: not window.property("mengimpor"), timeout=5_000)
    assert history.undo(office.database).label == "impor 3 pegawai dari daftar.xlsx"
    assert staff.by_nip(office, IRWAN).phone == ""


def test_unknown_columns_are_asked_for_and_remembered(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = book(tmp_path, ("Angka Pegawai", *HEADINGS[1:]))
    seen: list[str] = []

    def choose_nip(dialog: ColumnsDialog) -> QDialog.DialogCode:
        seen.append(dialog.told.text())
        (key,) = [k for k in dialog.boxes if "ANGKA" in k[1]]
        box = dialog.boxes[key]
        box.setCurrentIndex(box.findData("NIP BARU"))
        assert dialog.ok.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ColumnsDialog, "exec", choose_nip)
    monkeypatch.setattr(StaffImportDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    import_staff(window, office, window, path)
    qtbot.waitUntil(lambda: staff.by_nip(office, IRWAN).phone == "0812 1", timeout=20_000)
    assert seen == ["Belum ada kolom untuk NIP."]
    # The next list with these headings is read without asking.
    (proposal,) = staff_mappings.proposals(office, path)
    assert proposal.columns[0].known == "NIP BARU"
    assert staff_import.dry_run(office, path).tables[0].columns[0].known == "NIP BARU"


def test_everything_refused_leaves_only_the_way_out(
    qtbot: QtBot, window: MainWindow, office: Workspace, tmp_path: Path
) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (HEADINGS, (IRWAN, "IRWAN RAHAYU", "31-02-1985", "0812 1", "Jalan Satu")):
        sheet.append(line)
    made.save(tmp_path / "semua.xlsx")
    dialog = StaffImportDialog(
        window, staff_import.dry_run(office, tmp_path / "semua.xlsx"), window
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.take.isVisible()
    assert dialog.keep.isVisible()
    assert dialog.cancel.isDefault()


def test_every_button_has_words(dialog: StaffImportDialog) -> None:
    assert all(b.text() or b.accessibleName() for b in dialog.findChildren(QPushButton))
