"""Printing Kartu Nilai: see the card first, choose whose and how, then the PDF is written."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QRadioButton, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import card_printing, staff
from kotabumi_kinerja.services.card_printing import PrintRun
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.print_preview import Preview, ask_target, exclusive, open_path
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    Notice,
    Step,
    button,
    col,
    combo,
    hold,
    label,
    row,
)

_PAPER: Final = 609.45
"""Width of the sheet in points."""
_SHOWN: Final = 620
"""Width of the preview in pixels at 100 %."""
_YEARS_BACK: Final = 5
_SIDE: Final = 400


class PrintCardsDialog(Dialog):
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
        self.preview = Preview(face, "kartu nilai", _PAPER, _SHOWN)
        self.some = QRadioButton(f"{len(self._some)} pegawai yang dipilih")
        self.all = QRadioButton(f"Semua pegawai ({len(self._all)})")
        self.one_file = QRadioButton("Satu PDF, siap dicetak")
        self.many_files = QRadioButton("Satu PDF untuk tiap pegawai")
        self._groups = [exclusive(self.some, self.all), exclusive(self.one_file, self.many_files)]
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
            work, year, dated = self._work, self.chosen_year(), self.chosen_date()
            self.preview.show_keys(
                self.people(),
                lambda person: staff.record(work, person).full_name,
                lambda person: card_printing.preview(work, person, year, dated),
            )


def open_print_dialog(
    face: Face, work: Workspace, people: Sequence[Id], parent: QWidget | None = None
) -> None:
    """Shows the dialog for `people` (may be empty: then the whole office), asks where, prints."""
    dialog = PrintCardsDialog(face, work, people, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    single = dialog.many_files.isChecked()
    target = ask_target("kartu nilai", f"kartu-nilai-{dialog.chosen_year()}", parent, single=single)
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
    show = opened or open_path

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
