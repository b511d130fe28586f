"""Every list of the program goes out as it is shown: file dialog, pages to look at, clipboard."""

# pyright: reportUnknownMemberType=false
# pytest-qt leaves holes in its types.

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, cast

import openpyxl
import pypdfium2
import pytest
from many_people import people
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sample_office import make_office
from window import window_on

from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.clipboard import as_html, as_tsv, from_tsv
from kotabumi_kinerja.ui.dialogs.list_out import KINDS, ListOut
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.exchange.tab import make as exchange
from kotabumi_kinerja.ui.tabs.scoring.tab import make as scoring
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab
from kotabumi_kinerja.ui.tabs.staff.tab import make as staff_tab
from kotabumi_kinerja.ui.tabs.targets.tab import make as targets
from kotabumi_kinerja.ui.tabs.training.tab import make as training

Making = Callable[[Face, Workspace], Tab]


def choose(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str) -> list[str]:
    """Answers the file dialog; what it offered."""
    offered: list[str] = []

    def asked(_parent: object, _title: str, _start: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(path), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    return offered


def view_of(tab: Any) -> ListView[Any]:
    """The list of a tab."""
    for owner in (tab, getattr(tab, "people", None), getattr(tab, "view", None)):
        found = getattr(owner, "list", None)
        if isinstance(found, ListView):
            return cast("ListView[Any]", found)
    raise AssertionError(tab)


@pytest.fixture
def tab(qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace) -> StaffTab:
    people(empty_office, 40)
    window = window_on(qtbot, kit, jobs, empty_office, STAFF=staff_tab)
    return cast("StaffTab", window.tab(Place.STAFF))


@pytest.mark.parametrize(("kind", "ending"), list(KINDS.items()))
def test_one_dialog_saves_what_is_shown_as_all_kinds(  # noqa: PLR0913, PLR0917  # fixtures
    tab: StaffTab,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
    ending: str,
) -> None:
    offered = choose(monkeypatch, tmp_path / "daftar", kind)
    tab.list.fold(["Penilai"])
    tab.list.set_chip("PNS")
    tab.list.set_text("guru")
    tab.list.table.horizontalHeader().moveSection(1, 0)
    tab.list.table.horizontalHeader().sectionClicked.emit(1)
    tab.export_shown()
    path = tmp_path / f"daftar{ending}"
    qtbot.waitUntil(path.is_file, timeout=10_000)
    assert {"Buku kerja Excel (*.xlsx)", "Bentuk ekspor SIASN (*.xlsx)"} <= set(offered)
    titles = ["NIP", "Nama", "Status", "Gol.", "Jabatan"]
    shown = [tab.list.model.row(n) for n in range(tab.list.model.rowCount())]
    nips = [r.nip for r in shown if r]
    assert nips == sorted(nips)
    assert len(nips) > 3
    if ending == ".csv":
        lines = list(csv.reader(StringIO(path.read_text("utf-8-sig")), delimiter=";"))
        assert lines[0] == titles
        assert [from_tsv(line[0])[0][0] for line in lines[1:]] == nips
    elif ending == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        rows = [[cast("object", c.value) for c in line] for line in sheet.iter_rows()]
        head = next(n for n, line in enumerate(rows) if line == titles)
        assert [line[0] for line in rows[head + 1 :]] == nips
        assert rows[1][0] == "Saringan: PNS. Dicari: \u201cguru\u201d"
        assert rows[2][0] == f"{len(nips)} pegawai, urut menurut NIP"
    else:
        text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
        assert "Saringan: PNS. Dicari: \u201cguru\u201d" in text
        assert "Penilai" not in text


def test_siasn_shape_is_one_more_kind(
    tab: StaffTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "siasn.xlsx"
    choose(monkeypatch, path, "Bentuk ekspor SIASN (*.xlsx)")
    tab.list.set_chip("PPPK")
    tab.export_shown()
    qtbot.waitUntil(path.is_file, timeout=10_000)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == 1 + tab.list.model.rowCount()
    assert sheet.max_column >= 67


def test_pages_are_looked_at_before_they_are_printed(
    tab: StaffTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tab.print_shown()
    qtbot.waitUntil(lambda: tab.out.dialog is not None, timeout=10_000)
    dialog = tab.out.dialog
    assert dialog is not None
    assert dialog.text() == "Halaman 1 dari 2"
    first = dialog.sheet.pixmap().toImage()
    dialog.step(1)
    assert dialog.text() == "Halaman 2 dari 2"
    assert dialog.sheet.pixmap().toImage() != first
    path = tmp_path / "pegawai.pdf"
    choose(monkeypatch, path, "PDF (*.pdf)")
    dialog.take.click()
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 2
    assert document[0].get_size() == pytest.approx((935.43, 609.45), abs=0.1)


@pytest.mark.parametrize(
    ("place", "make", "title"),
    [
        ("PLANS", targets, "Daftar SKP"),
        ("SCORING", scoring, "Daftar Penilaian"),
        ("TRAINING", training, "Daftar Pelatihan"),
        ("EXCHANGE", exchange, "Daftar Kantor"),
    ],
)
def test_every_tab_saves_and_prints_its_list(  # noqa: PLR0913, PLR0917  # fixtures
    qtbot: QtBot,
    kit: Kit,
    jobs: Jobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    make: Making,
    title: str,
) -> None:
    work = make_office(tmp_path / "kantor", centre=place == "EXCHANGE")
    people(work, 12)
    made: list[ListOut] = []
    keep = ListOut.__init__

    def noted(self: ListOut, *args: Any, **more: Any) -> None:
        keep(self, *args, **more)
        made.append(self)

    monkeypatch.setattr(ListOut, "__init__", noted)
    window: MainWindow = window_on(qtbot, kit, jobs, work, **{place: make})
    tab = window.tab(Place[place])
    assert tab is not None
    view = view_of(tab)
    path = tmp_path / "daftar.xlsx"
    choose(monkeypatch, path, "Buku kerja Excel (*.xlsx)")
    tab.export_shown()
    qtbot.waitUntil(path.is_file, timeout=10_000)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [[cast("object", c.value) for c in line] for line in sheet.iter_rows()]
    assert rows[0][0] == title
    titles = [column.title for column in view.visible_columns()]
    head = next(n for n, line in enumerate(rows) if line[: len(titles)] == titles)
    assert len(rows) - head - 1 == view.model.rowCount()
    tab.print_shown()
    qtbot.waitUntil(lambda: any(out.dialog is not None for out in made), timeout=10_000)
    for out in made:
        if out.dialog is not None:
            out.dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=5000)
    work.database.close()


def test_clipboard_keeps_a_nip_whole_in_excel(tab: StaffTab) -> None:
    tab.list.step(1)
    row = tab.list.current_row()
    assert row is not None
    tab.list.copy()
    data = QGuiApplication.clipboard().mimeData()
    cells = data.text().splitlines()[1].split("\t")
    assert cells[1] == f'"=""{row.nip}"""'
    assert "mso-number-format:'\\@'" in data.html()
    assert f">{row.nip}<" in data.html()
    head, line = from_tsv(data.text())
    assert head[:2] == ["Nama", "NIP"]
    assert line[:2] == [row.full_name, row.nip]


def test_no_cell_becomes_a_formula_on_its_way_to_excel() -> None:
    cells = [["=HYPERLINK(1)", "+1", "3/4", 'a"b', "<b>"]]
    assert from_tsv(as_tsv(cells)) == cells
    assert as_tsv([["=1"]]) == '"=""=1"""\r\n'
    assert "&lt;b&gt;" in as_html(cells)


def test_a_list_that_changed_is_written_as_it_is_shown_now(
    tab: StaffTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    work = tab.out._work  # pyright: ignore[reportPrivateUsage]
    staff.add(work, "19900101 201501 2 001", "Aa Paling Depan")
    path = tmp_path / "daftar.csv"
    choose(monkeypatch, path, "CSV, titik koma (*.csv)")
    tab.export_shown()
    qtbot.waitUntil(path.is_file, timeout=10_000)
    assert path.read_text("utf-8-sig").splitlines()[1].startswith("Aa Paling Depan;")
