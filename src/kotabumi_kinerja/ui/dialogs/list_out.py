"""A list goes out: where to and as what is asked once, pages are looked at first, jobs write."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.preview import page_count, render
from kotabumi_kinerja.services import listing_out
from kotabumi_kinerja.services.listing import Query, Source
from kotabumi_kinerja.services.listing_out import Listing, OutColumn
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_tools import Tools
from kotabumi_kinerja.ui.list_view import FilterChip, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    Notice,
    Step,
    button,
    col,
    frame,
    label,
    row,
    scroll,
    tool,
)
from kotabumi_kinerja.ui.widgets.chips import figures

KINDS: Final[Mapping[str, str]] = {
    "Buku kerja Excel (*.xlsx)": ".xlsx",
    "CSV, titik koma (*.csv)": ".csv",
    "PDF, F4 mendatar (*.pdf)": ".pdf",
}
_SHOWN: Final = 900
"""Width of a page in pixels at 100 %."""
_PAPER: Final = 935
_WORDS: Final = frozenset({"state", "predikat", "mini", "rating", "verdict", "change", "bar"})

Write = Callable[[Path, Query, Progress], int]


class ListOut:
    """What one list needs for Excel, CSV, PDF and paper; `tools` goes into its `ListView`.

    `about` says in words what `Query.scope` is ('Tahun 2026'). `more` are further file kinds of
    the dialog, each with what writes it: the SIASN shape.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # what a list is, and where it is asked
        self,
        face: Face,
        work: Workspace,
        parent: QWidget,
        source: Source[Any],
        title: str,
        noun: str,
        chips: Sequence[FilterChip] = (),
        about: Callable[[object], str] = lambda _scope: "",
        more: Mapping[str, Write] | None = None,
    ) -> None:
        self._face, self._work, self._parent, self._source = face, work, parent, source
        self._title, self._noun = title, noun
        self._chips = {chip.key: chip.text for chip in chips if chip.key}
        self._about = about
        self._more = dict(more or {})
        self.dialog: PagesDialog | None = None

    def tools(self, **more: Any) -> Tools:
        """For the list view; what else it can do is passed on."""
        return Tools(excel=self.save, print=self.print, **more)

    def listing(self, query: Query, columns: Sequence[Column[Any]]) -> Listing[Any]:
        """What is shown, as the service writes it."""
        return Listing(
            self._title,
            self._noun,
            self.said(query, columns),
            [_out(column) for column in columns],
            self._source,
            query,
        )

    def said(self, query: Query, columns: Sequence[Column[Any]]) -> tuple[str, ...]:
        """Scope, filter and search in words; then how many and in which order."""
        about = self._about(query.scope)
        chip = self._chips.get(query.chip, "")
        text = query.text.strip()
        parts = (
            about,
            f"Saringan: {chip}" if chip else "",
            f"Dicari: \u201c{text}\u201d" if text else "",
        )
        first = ". ".join(part for part in parts if part)
        sort = next((c.title for c in columns if c.key and c.key == query.sort), "")
        way = " dari yang terakhir" if query.descending else ""
        order = f", urut menurut {sort}{way}" if sort else ""
        count = f"{figures(self._source.count(query))} {self._noun}{order}"
        return (first, count) if first else (count,)

    def save(self, query: Query, columns: Sequence[Column[Any]]) -> None:
        """'Simpan sebagai…': one dialog for all kinds of files."""
        kinds = ";;".join((*KINDS, *self._more))
        start = f"{self._title.lower().replace(' ', '-')}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._parent, "Simpan sebagai", start, kinds)
        if not name:
            return
        path = Path(name)
        if kind in self._more:
            path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self.write(path, lambda progress: self._more[kind](path, query, progress))
            return
        ending = KINDS.get(kind, ".xlsx")
        if path.suffix.lower() not in KINDS.values() or (kind and path.suffix.lower() != ending):
            bare = path.stem if path.suffix.lower() in KINDS.values() else path.name
            path = path.with_name(f"{bare}{ending}")
        listing = self.listing(query, columns)
        self.write(path, lambda progress: listing_out.write(self._work, path, listing, progress))

    def write(self, path: Path, work: Callable[[Progress], int]) -> None:
        """Writes as a job that can be stopped, then says where the file is."""

        def done(count: int) -> None:
            words = f"{figures(count)} {self._noun} disimpan ke {path.name}"
            self._face.done(words, undoable=False)
            step = Step("Buka berkas", lambda: _open(path), "open")
            self._face.notice(
                Notice("good", f"{words}.", f"Ada di {path.parent}.", step=step, key="list-out")
            )

        self._face.jobs.run(f"Menyimpan {path.name}", work, done)

    def print(self, query: Query, columns: Sequence[Column[Any]]) -> None:
        """Makes the pages as a job, then shows them; from there they are saved or opened."""
        listing = self.listing(query, columns)
        self._face.jobs.run(
            "Menyiapkan daftar cetak",
            lambda progress: listing_out.pdf(self._work, listing, progress),
            self._show,
        )

    def _show(self, pages: bytes) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = PagesDialog(self._face, self._title, pages, self._keep, self._parent)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _keep(self, pages: bytes) -> None:
        start = f"{self._title.lower().replace(' ', '-')}.pdf"
        name, _ = QFileDialog.getSaveFileName(self._parent, "Simpan PDF", start, "PDF (*.pdf)")
        if name:
            path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
            listing_out.keep(path, pages)
            step = Step("Buka PDF", lambda: _open(path), "open")
            words = f"{path.name} siap dicetak."
            self._face.notice(
                Notice("good", words, f"Ada di {path.parent}.", step=step, key="list-out")
            )


def equip(
    face: Face,
    work: Workspace,
    view: ListView[Any],
    title: str,
    about: Callable[[object], str] = lambda _scope: "",
) -> ListOut:
    """Gives a list its way to Excel, CSV, PDF and paper."""
    spec = view.spec
    out = ListOut(face, work, view, view.source, title, spec.noun, spec.chips, about)
    view.equip(out.tools())
    return out


class PagesDialog(Dialog):
    """Pages as they would be printed: leaf through, then save the PDF and print it from there."""

    def __init__(
        self,
        face: Face,
        title: str,
        pages: bytes,
        keep: Callable[[bytes], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages, self._keep = pages, keep
        self._at, self.count = 0, page_count(pages)
        kit = face.kit
        self.setWindowTitle(f"Cetak: {title}")
        self.setAccessibleName(self.windowTitle())
        self.resize(1000, 720)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sheet.setAccessibleName("Pratinjau halaman")
        self.back = tool(kit, "chevron_left", "Halaman sebelumnya", lambda: self.step(-1), "PgUp")
        self.on = tool(kit, "chevron_right", "Halaman berikutnya", lambda: self.step(1), "PgDn")
        self.back.setShortcut("PgUp")
        self.on.setShortcut("PgDown")
        self._say = label("", "caption")
        self.take = button(kit, "Simpan PDF…", "primary", "print", run=self.accept_now)
        self.take.setDefault(True)
        area = scroll(self.sheet)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Gulir pratinjau")
        box = frame("pane")
        box.setLayout(col((area, 1), pad=(1, 1, 1, 1)))
        hint = label("Lembar F4 mendatar. Cetak tanpa pengecilan skala (100 %).", "caption")
        head = row(label(title, "title"), None, self.back, self._say, self.on, gap=6)
        foot = row(hint, None, button(kit, "Batal", run=self.reject), self.take, gap=8)
        self.setLayout(col(head, (box, 1), foot, gap=10, pad=(16, 14, 16, 14)))
        self._draw()

    def step(self, by: int) -> None:
        """The next page."""
        self._at = min(max(0, self._at + by), self.count - 1)
        self._draw()

    def accept_now(self) -> None:
        """The filled button."""
        self.accept()
        self._keep(self._pages)

    def text(self) -> str:
        """'Halaman 1 dari 3'."""
        return self._say.text()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        width, height, pixels = render(self._pages, self._at, _SHOWN * ratio / _PAPER)
        image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(QPixmap.fromImage(image))
        self._say.setText(f"Halaman {self._at + 1} dari {self.count}")
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < self.count - 1)


def _out(column: Column[Any]) -> OutColumn[Any]:
    return OutColumn(
        column.title,
        column.value,
        column.shown,
        column.width,
        right=column.kind == "number" or column.align == "right",
        bare=column.kind == "nip",
        words=column.kind in _WORDS,
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
