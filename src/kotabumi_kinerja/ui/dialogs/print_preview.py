"""What printing dialogs share: the papers as they will be printed, choices, opening of files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QRadioButton, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.printing.preview import page_count, render
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import col, frame, hold, label, row, scroll, tool

_GAP: Final = 10
"""White between two pages, pixels at 100 %."""
_MOST: Final = 6
"""So many pages of one document are shown; more are only counted."""

Picture = tuple[int, int, bytes]
_Shown = tuple[int, list[Picture]]


class Preview(QWidget):
    """The pages of one document, with arrows to the next; asks for one document at a time.

    `points` is the width of the widest sheet, which becomes `pixels` wide at 100 %.
    """

    def __init__(self, face: Face, noun: str, points: float, pixels: int) -> None:
        super().__init__()
        self._face, self._points, self._pixels = face, points, pixels
        self._keys: Sequence[Id] = ()
        self._at = 0
        self._name: Callable[[Id], str] = str
        self._make: Callable[[Id], bytes] = bytes
        self._busy = self._again = self.closed = False
        self._noun = noun
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setAccessibleName(f"Pratinjau {noun}")
        self._who = label("", "strong", wrap=True)
        self._say = label("", "caption", wrap=True)
        kit, title = face.kit, noun[:1].upper() + noun[1:]
        self.back = tool(kit, "chevron_left", f"{title} sebelumnya", lambda: self.step(-1))
        self.on = tool(kit, "chevron_right", f"{title} berikutnya", lambda: self.step(1))
        area = scroll(hold(col(self._sheet, pad=(8, 8, 8, 8))))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Gulir pratinjau")
        box = frame("pane")
        box.setLayout(col((area, 1), pad=(1, 1, 1, 1)))
        self.setLayout(
            col(row(self.back, self.on, (self._who, 1), self._say, gap=6), (box, 1), gap=6)
        )

    def show_keys(
        self, keys: Sequence[Id], name: Callable[[Id], str], make: Callable[[Id], bytes]
    ) -> None:
        """Shows the first of these, or stays at the one in sight.

        `name` says whose it is; `make` gives the PDF, in a thread.
        """
        present = self._keys[self._at] if self._at < len(self._keys) else None
        self._keys, self._name, self._make = keys, name, make
        self._at = keys.index(present) if present in keys else 0
        self._ask()

    def step(self, by: int) -> None:
        """The next document."""
        if self._keys:
            self._at = (self._at + by) % len(self._keys)
            self._ask()

    def picture(self) -> QPixmap:
        """What is shown."""
        return self._sheet.pixmap()

    def close_now(self) -> None:
        """No more pictures are wanted."""
        self.closed = True
        self._sheet.clear()

    def say_nothing(self, why: str) -> None:
        """There is nothing to show."""
        self._keys = ()
        self.back.hide()
        self.on.hide()
        self._who.setText(why)
        self._say.setText("")
        self._sheet.clear()

    def _ask(self) -> None:
        if not self._keys:
            self.say_nothing("Belum ada pegawai yang dipilih.")
            return
        many = len(self._keys) > 1
        self.back.setVisible(many)
        self.on.setVisible(many)
        if self._busy:
            self._again = True
            return
        self._busy = True
        key, make = self._keys[self._at], self._make
        scale = self._pixels * self.devicePixelRatioF() / self._points
        self._who.setText(self._name(key))
        self._say.setText(f"{self._at + 1} dari {len(self._keys)}" if many else "")
        self._face.jobs.run(
            "Menyiapkan pratinjau", lambda _progress: _drawn(make(key), scale), self._show,
            self._failed,
        )  # fmt: skip

    def _show(self, shown: _Shown) -> None:
        self._busy = False
        if self.closed:
            return
        if self._again:
            self._again = False
            self._ask()
            return
        pages, pictures = shown
        if pages > 1:
            count = f"{pages} halaman"
            if pages > len(pictures):
                count = f"{len(pictures)} dari {count}"
            where = f"{self._at + 1} dari {len(self._keys)}, " if len(self._keys) > 1 else ""
            self._say.setText(f"{where}{count}")
        self._sheet.setPixmap(_stacked(pictures, self.devicePixelRatioF()))

    def _failed(self, error: BaseException) -> None:
        self._busy = self._again = False
        if self.closed:
            return
        if not isinstance(error, Refused):
            raise error
        self._sheet.setText(sentence(error.code, error.fields))


def _drawn(pdf: bytes, scale: float) -> _Shown:
    pages = page_count(pdf)
    return pages, [render(pdf, n, scale) for n in range(min(pages, _MOST))]


def _stacked(pictures: Sequence[Picture], ratio: float) -> QPixmap:
    """The pages one under the other, at the screen's own resolution."""
    gap = round(_GAP * ratio)
    width = max(w for w, _, _ in pictures)
    sheet = QPixmap(width, sum(h for _, h, _ in pictures) + gap * (len(pictures) - 1))
    sheet.fill(QColor(Qt.GlobalColor.transparent))
    painter, y = QPainter(sheet), 0
    for w, h, pixels in pictures:
        painter.drawImage(
            (width - w) // 2, y, QImage(pixels, w, h, w * 3, QImage.Format.Format_RGB888)
        )
        y += h + gap
    painter.end()
    sheet.setDevicePixelRatio(ratio)
    return sheet


def open_path(path: Path) -> None:
    """Shows a file or folder with the program of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def exclusive(*choices: QRadioButton) -> QButtonGroup:
    """Exclusive among themselves; kept alive by the caller."""
    group = QButtonGroup(choices[0])
    for choice in choices:
        group.addButton(choice)
    return group


def ask_target(what: str, name: str, parent: QWidget | None, *, single: bool) -> Path | None:
    """Where to put `what`: a folder for one file each (`single`), else a PDF called `name`."""
    if single:
        chosen = QFileDialog.getExistingDirectory(parent, f"Map untuk {what}")
    else:
        chosen, _ = QFileDialog.getSaveFileName(
            parent, f"Simpan {what}", f"{name}.pdf", "PDF (*.pdf)"
        )
    return Path(chosen) if chosen else None
