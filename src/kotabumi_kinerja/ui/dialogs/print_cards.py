"""Printing Kartu Nilai: see the card first, choose whose and how, then the PDF is written."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.services import card_printing, staff
from kotabumi_kinerja.services.card_printing import PrintRun
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    Notice,
    Step,
    button,
    col,
    combo,
    frame,
    hold,
    label,
    row,
    scroll,
    tool,
)

_PAPER: Final = 609.45
"""Width of the sheet in points."""
_SHOWN: Final = 620
"""Width of the preview in pixels at 100 %."""
_YEARS_BACK: Final = 5
_SIDE: Final = 400

Picture = tuple[int, int, bytes]


class Preview(QWidget):
    """One card as it will be printed, with arrows to the next; asks for one picture at a time."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._people: Sequence[Id] = ()
        self._at = 0
        self._year, self._dated = 0, date.min
        self._busy = self._again = self.closed = False
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setAccessibleName("Pratinjau kartu nilai")
        self._who = label("", "strong", wrap=True)
        self._say = label("", "caption", wrap=True)
        kit = face.kit
        self.back = tool(kit, "chevron_left", "Kartu sebelumnya", lambda: self.step(-1))
        self.on = tool(kit, "chevron_right", "Kartu berikutnya", lambda: self.step(1))
        area = scroll(hold(col(self._sheet, pad=(8, 8, 8, 8))))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Gulir pratinjau")
        box = frame("pane")
        box.setLayout(col((area, 1), pad=(1, 1, 1, 1)))
        self.setLayout(
            col(row(self.back, self.on, (self._who, 1), self._say, gap=6), (box, 1), gap=6)
        )

    def show_people(self, people: Sequence[Id], year: int, dated: date | None) -> None:
        """Shows the first of these people, or stays at the one in sight."""
        present = self._people[self._at] if self._at < len(self._people) else None
        self._people = people
        self._at = people.index(present) if present in people else 0
        self._year, self._dated = year, dated or date.min
        self._ask()

    def step(self, by: int) -> None:
        """The next card."""
        if self._people:
            self._at = (self._at + by) % len(self._people)
            self._ask()

    def picture(self) -> QPixmap:
        """What is shown."""
        return self._sheet.pixmap()

    def close_now(self) -> None:
        """No more pictures are wanted."""
        self.closed = True
        self._sheet.clear()

    def _ask(self) -> None:
        many = len(self._people) > 1
        self.back.setVisible(many)
        self.on.setVisible(many)
        if not self._people:
            self._who.setText("Belum ada pegawai yang dipilih.")
            self._sheet.clear()
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        person, year = self._people[self._at], self._year
        dated = None if self._dated == date.min else self._dated
        scale = _SHOWN * self.devicePixelRatioF() / _PAPER
        self._who.setText(staff.record(self._work, person).full_name)
        self._say.setText(f"{self._at + 1} dari {len(self._people)}" if many else "")
        self._face.jobs.run(
            "Menyiapkan pratinjau",
            lambda _progress: render(
                card_printing.preview(self._work, person, year, dated), 0, scale
            ),
            self._show,
            self._failed,
        )

    def _show(self, picture: Picture) -> None:
        self._busy = False
        if self.closed:
            return
        if self._again:
            self._again = False
            self._ask()
            return
        width, height, pixels = picture
        image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.setPixmap(QPixmap.fromImage(image))

    def _failed(self, error: BaseException) -> None:
        self._busy = self._again = False
        if self.closed:
            return
        if not isinstance(error, Refused):
            raise error
        self._sheet.setText(sentence(error.code, error.fields))


class PrintCardsDialog(QDialog):
    """Whose cards, of which year, with which date, in one file or many."""

    def __init__(
        self, face: Face, work: Workspace, people: Sequence[Id], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._all, self._some = card_printing.everybody(work), list(people)
        kit = face.kit
        self.setWindowTitle("Cetak kartu nilai")
        self.setAccessibleName(self.windowTitle())
        self.resize(1100, 600)
        self.preview = Preview(face, work)
        self.some = QRadioButton(f"{len(self._some)} pegawai yang dipilih")
        self.all = QRadioButton(f"Semua pegawai ({len(self._all)})")
        self.one_file = QRadioButton("Satu PDF, siap dicetak")
        self.many_files = QRadioButton("Satu PDF untuk tiap pegawai")
        self._groups = [_group(self.some, self.all), _group(self.one_file, self.many_files)]
        (self.some if self._some else self.all).setChecked(True)
        self.some.setVisible(bool(self._some))
        self.one_file.setChecked(True)
        year = work.today().year
        self.year = combo([str(year - back) for back in range(_YEARS_BACK)], "Tahun")
        self.dated = FormRow(
            kit,
            "Tanggal kartu",
            QLineEdit(),
            "Kosong: titik-titik, diisi dengan tangan saat ditandatangani",
        )
        self.take = button(kit, "", "primary", "print", run=self.accept_now)
        self.take.setDefault(True)
        side = col(
            label("Cetak kartu nilai", "title"),
            label("Kartu siapa", "section"),
            self.some,
            self.all,
            6,
            FormRow(kit, "Tahun", self.year),
            self.dated,
            6,
            label("Berkas", "section"),
            self.one_file,
            self.many_files,
            label("Lembar F4. Cetak tanpa pengecilan skala (100 %).", "caption", wrap=True),
            label(
                "Tanpa predikat tahunan atau SKP yang disepakati, kartu bertanda DRAF.",
                "caption",
                wrap=True,
            ),
            None,
            row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
            gap=8,
        )
        right = hold(side)
        right.setFixedWidth(_SIDE)
        self.setLayout(row((self.preview, 1), right, gap=16, pad=(16, 14, 16, 14)))
        for choice in (self.some, self.all):
            choice.toggled.connect(lambda on=False: self._changed() if on else None)
        self.year.currentTextChanged.connect(lambda _text="": self._changed())
        field = self.dated.field
        if isinstance(field, QLineEdit):
            field.editingFinished.connect(self._changed)
        self.take.setFocus()
        self.finished.connect(lambda _code=0: self.preview.close_now())
        self._changed()

    def people(self) -> list[Id]:
        """Whose cards."""
        return self._all if self.all.isChecked() else self._some

    def chosen_year(self) -> int:
        """Of which year."""
        return int(self.year.currentText())

    def chosen_date(self) -> date | None:
        """The date on the card, None for dots. Refused as `parse_date`, told at the field."""
        self.dated.right()
        if not self.dated.text().strip():
            return None
        try:
            return parse_date(self.dated.text())
        except Refused as refusal:
            self.dated.wrong(sentence(refusal.code, refusal.fields))
            self.dated.field.setFocus()
            raise

    def accept_now(self) -> None:
        """The filled button."""
        if self._date_is_right():
            self.accept()

    def _date_is_right(self) -> bool:
        try:
            self.chosen_date()
        except Refused:
            return False
        return True

    def _changed(self) -> None:
        text = f"Simpan {len(self.people())} kartu…"
        self.take.setText(f" {text}")
        self.take.setAccessibleName(text)
        self.take.setEnabled(bool(self.people()))
        if self._date_is_right():
            self.preview.show_people(self.people(), self.chosen_year(), self.chosen_date())


def open_print_dialog(
    face: Face, work: Workspace, people: Sequence[Id], parent: QWidget | None = None
) -> None:
    """Shows the dialog for `people` (may be empty: then the whole office), asks where, prints."""
    dialog = PrintCardsDialog(face, work, people, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    single = dialog.many_files.isChecked()
    target = _ask_target(dialog.chosen_year(), parent, single=single)
    if target is not None:
        print_to(
            face,
            work,
            dialog.people(),
            dialog.chosen_year(),
            target,
            single=single,
            dated=dialog.chosen_date(),
        )


def print_to(  # noqa: PLR0913  # what a run is
    face: Face,
    work: Workspace,
    people: Sequence[Id],
    year: int,
    target: Path,
    *,
    single: bool,
    dated: date | None,
    opened: Callable[[Path], object] | None = None,
) -> None:
    """Prints as a job and says where the files are; `opened` shows a path to the user."""
    show = opened or _open

    def done(run: PrintRun) -> None:
        place = target if single or target in run.files else target.parent
        where = f"Ada di {place}."
        if run.drafts:
            where = f"{run.drafts} di antaranya bertanda DRAF. {where}"
        step = Step("Buka map" if place.is_dir() else "Buka PDF", lambda: show(place), "open")
        face.done(f"{run.cards} kartu nilai disimpan", undoable=bool(run.fresh))
        face.notice(
            Notice("good", f"{run.cards} kartu nilai siap dicetak.", where, step=step, key="cards")
        )

    face.jobs.run(
        "Menulis kartu nilai",
        lambda progress: card_printing.print_run(
            work, people, year, target, single=single, dated=dated, progress=progress
        ),
        done,
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _ask_target(year: int, parent: QWidget | None, *, single: bool) -> Path | None:
    if single:
        name = QFileDialog.getExistingDirectory(parent, "Map untuk kartu nilai")
    else:
        name, _ = QFileDialog.getSaveFileName(
            parent, "Simpan kartu nilai", f"kartu-nilai-{year}.pdf", "PDF (*.pdf)"
        )
    return Path(name) if name else None


def _group(*choices: QRadioButton) -> QButtonGroup:
    """Exclusive among themselves; kept alive by the caller."""
    group = QButtonGroup(choices[0])
    for choice in choices:
        group.addButton(choice)
    return group
