"""Printing plans: see them first, choose whose, what and how, then the PDF is written."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, cast

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import PeriodKind, periods_of
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.printing.forms.skp_data import SIZES
from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.services import plan_pages
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.plan_pages import Order, PlanForm, PlanRef, PlanRun
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.print_plans_whose import Whose
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
    scroll,
)

_SHOWN: Final = 780
"""Width of a wide sheet in the preview, pixels at 100 %."""
_SIDE: Final = 400
_FILLED: Final = "Semua periode yang terisi"
_KINDS: Final = (PeriodKind.QUARTER, PeriodKind.SEMESTER, PeriodKind.MONTH, PeriodKind.YEAR)


class PrintPlansDialog(Dialog):
    """Whose plans, of which year, which papers, with which place and date, in one file or many."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        people: Sequence[Id],
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._work, self._begun = face, work, False
        self.setWindowTitle("Cetak SKP")
        self.setAccessibleName(self.windowTitle())
        self.resize(1270, 650)
        self.size_box = combo(list(SIZES), "Kertas")
        self.whose = Whose(face, work, people, year, self.size_box)
        self._make_fields()
        self.preview = Preview(face, "SKP", SIZES["F4"].wide.width * MM, _SHOWN)
        self.take = button(face.kit, "", "primary", "print", run=self.accept_now)
        self.take.setDefault(True)
        self.setLayout(row((self.preview, 1), self._side(), gap=16, pad=(16, 14, 16, 14)))
        self._connect()
        self.whose.look()

    # ---- what was chosen ---------------------------------------------------------

    def order(self) -> Order:
        """What is printed. Refused as `parse_date`, told at the field."""
        forms = tuple(form for form, tick in self.forms.items() if tick.isChecked())
        return Order(
            forms,
            self.place.text(),
            self._day(),
            by_agreement=self.by_agreement.isChecked(),
            period=self._periods[self.period.currentIndex()],
            size=self.size_box.currentText(),
        )

    def single(self) -> bool:
        """Whether every plan gets a file of its own."""
        return self.many_files.isChecked()

    def accept_now(self) -> None:
        """The filled button."""
        if self._ready() is not None:
            self.accept()

    # ---- inside --------------------------------------------------------------------

    def _make_fields(self) -> None:
        kit = self._face.kit
        self.forms = {form: QCheckBox(form.label) for form in PlanForm}
        self.forms[PlanForm.PLAN].setChecked(True)
        self.period = combo([], "Periode rencana aksi")
        self._fill_periods()
        self.period.setEnabled(False)
        self.place = FormRow(kit, "Tempat", QLineEdit(facts_of(self._work.database).city))
        hint = "Kosong: titik-titik, diisi dengan tangan"
        self.dated = FormRow(kit, "Tanggal", QLineEdit(), hint)
        self.by_agreement = QCheckBox("Tanggal kesepakatan tiap SKP")
        self.one_file = QRadioButton("Satu PDF")
        self.many_files = QRadioButton("Satu PDF tiap SKP")
        self._files = exclusive(self.one_file, self.many_files)
        self.one_file.setChecked(True)

    def _side(self) -> QWidget:
        kit = self._face.kit
        fields = col(
            label("SKP siapa", "section"),
            self.whose,
            label("Yang dicetak", "section"),
            row(*self.forms.values(), None, gap=14),
            FormRow(kit, "Periode aksi", self.period),
            label("Di atas tanda tangan penilai", "section"),
            self.place,
            self.dated,
            row(120, self.by_agreement, None),
            label("Berkas", "section"),
            row(self.one_file, self.many_files, None, gap=14),
            label(
                "Cetak tanpa pengecilan skala (100 %). SKP yang belum disepakati bertanda DRAF.",
                "caption",
                wrap=True,
            ),
            None,
            gap=7,
        )
        area = scroll(hold(fields))
        area.setAccessibleName("Gulir pilihan cetak")
        side = hold(
            col(
                label("Cetak SKP", "title"),
                (area, 1),
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=8,
            )
        )
        side.setFixedWidth(_SIDE)
        return side

    def _connect(self) -> None:
        self.whose.asked.connect(self._name_button)
        self.whose.found.connect(self._found)
        self.whose.year_changed.connect(self._fill_periods)
        for tick in (*self.forms.values(), self.by_agreement):
            tick.toggled.connect(lambda _on=False: self._changed())
        for box in (self.period, self.size_box):
            box.currentIndexChanged.connect(lambda _at=0: self._changed())
        for field in (self.place, self.dated):
            cast("QLineEdit", field.field).editingFinished.connect(self._changed)
        self.finished.connect(lambda _code=0: self._close())

    def _close(self) -> None:
        self.whose.closed = True
        self.preview.close_now()

    def _found(self) -> None:
        self._changed()
        if not self._begun:
            self._begun = True
            self.take.setFocus()

    def _fill_periods(self) -> None:
        year = self.whose.year
        every = [period for kind in _KINDS for period in periods_of(year, kind)]
        self._periods = ["", *(period.code for period in every)]
        self.period.blockSignals(True)  # noqa: FBT003  # Qt's own
        self.period.clear()
        for text in (_FILLED, *(period.label for period in every)):
            self.period.addItem(text)
        self.period.blockSignals(False)  # noqa: FBT003  # Qt's own

    def _name_button(self) -> None:
        text = f"Simpan {len(self.whose.refs)} SKP…"
        self.take.setText(f" {text}")
        self.take.setAccessibleName(text)
        self.take.setEnabled(bool(self.whose.refs))

    def _changed(self) -> None:
        self.period.setEnabled(self.forms[PlanForm.ACTIONS].isChecked())
        self.dated.field.setEnabled(not self.by_agreement.isChecked())
        self._name_button()
        order = self._ready()
        if order is None:
            return
        if not self.whose.refs:
            self.preview.say_nothing(f"Belum ada SKP {self.whose.year}.")
            return
        work, names = self._work, {ref.id: ref.name for ref in self.whose.refs}
        self.preview.show_keys(
            [ref.id for ref in self.whose.refs],
            lambda key: names[key],
            lambda key: plan_pages.preview(work, key, order),
        )

    def _ready(self) -> Order | None:
        """The order when it can be printed; what is wrong is said where it is."""
        self.place.right()
        try:
            order = self.order()
        except Refused:
            return None
        if not order.place.strip():
            self.place.wrong("Isi tempat yang tercetak di atas tanda tangan.")
            return None
        if not order.forms:
            self.take.setEnabled(False)
            self.preview.say_nothing("Pilih apa yang dicetak.")
            return None
        return order

    def _day(self) -> date | None:
        self.dated.right()
        if self.by_agreement.isChecked() or not self.dated.text().strip():
            return None
        try:
            return parse_date(self.dated.text())
        except Refused as refusal:
            self.dated.wrong(sentence(refusal.code, refusal.fields))
            raise


def open_plan_printing(
    face: Face, work: Workspace, people: Sequence[Id], year: int, parent: QWidget | None = None
) -> None:
    """Shows the dialog for `people` (may be empty: then the whole office), asks where, prints."""
    dialog = PrintPlansDialog(face, work, people, year, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    target = ask_target("SKP", f"skp-{dialog.whose.year}", parent, single=dialog.single())
    if target is not None:
        print_plans_to(
            face, work, dialog.whose.refs, target, dialog.order(), single=dialog.single()
        )


def print_plans_to(  # noqa: PLR0913  # what a run is
    face: Face,
    work: Workspace,
    refs: Sequence[PlanRef],
    target: Path,
    order: Order,
    *,
    single: bool,
    opened: Callable[[Path], object] = open_path,
) -> None:
    """Prints as a job and says where the files are; `opened` shows a path to the user."""

    def done(run: PlanRun) -> None:
        place = target if single or target in run.files else target.parent
        where = f"Ada di {place}."
        if run.drafts:
            where = f"{run.drafts} di antaranya bertanda DRAF. {where}"
        step = Step("Buka map" if place.is_dir() else "Buka PDF", lambda: opened(place), "open")
        said = f"{run.plans} SKP, {run.pages} halaman, siap dicetak."
        face.done(f"{run.plans} SKP disimpan sebagai PDF", undoable=False)
        face.notice(Notice("good", said, where, step=step, key="plans"))

    face.jobs.run(
        "Menulis SKP",
        lambda progress: plan_pages.print_run(
            work, refs, target, order, single=single, progress=progress
        ),
        done,
    )
