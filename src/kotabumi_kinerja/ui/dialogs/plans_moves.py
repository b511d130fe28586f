"""Moves within the year: what the career proposes, a move by hand, an extra assignment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.moves import Assignment, Cause, Move, months_of
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.plans import Extra, PlanView
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    IconLabel,
    button,
    col,
    combo,
    hold,
    label,
    row,
    rule,
    subtabs,
)

_CAUSES: Final = tuple(Cause)
_KINDS: Final = tuple(Assignment)


@dataclass(frozen=True, slots=True)
class MovesPlan:
    """What the dialog does: `take` a proposal, `cut` on a day, `add` an assignment."""

    take: Callable[[Move], object]
    cut: Callable[[date, Cause], object]
    add: Callable[[Extra], object]


class MovesDialog(Dialog):
    """Of one SKP; every refusal stands under the field that it is about."""

    def __init__(  # noqa: PLR0913, PLR0917  # what it shows and what it does
        self,
        kit: Kit,
        view: PlanView,
        beside: Sequence[PlanView],
        proposals: Sequence[Move],
        does: MovesPlan,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._view, self._does = kit, view, does
        self.setWindowTitle("Pindah, cuti, dan penugasan")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(600)
        self.proposed = [
            button(kit, "Lakukan", run=lambda move=move: self._take(move)) for move in proposals
        ]
        self.names = subtabs(("Masa SKP", "Penugasan tambahan"))
        self.pages = QStackedLayout()
        self.pages.addWidget(self._cutting(view))
        self.pages.addWidget(self._assigning())
        self.names.currentChanged.connect(self.pages.setCurrentIndex)
        close = button(kit, "Tutup", run=self.reject)
        lines = [label(_stretch(one), "caption", wrap=True) for one in beside]
        self.setLayout(
            col(
                label(f"SKP {view.year}: {view.full_name}", "title", wrap=True),
                *lines,
                *self._offers(proposals),
                self.names,
                rule(),
                hold(self.pages),
                6,
                row(None, close),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )

    def _offers(self, proposals: Sequence[Move]) -> list[QWidget]:
        if not proposals:
            return [label("Menurut riwayat jabatan tidak ada yang perlu diubah.", wrap=True)]
        made: list[QWidget] = []
        for move, go in zip(proposals, self.proposed, strict=True):
            go.setAccessibleName(f"Lakukan: {move.text}")
            mark = IconLabel(self._kit, "lightbulb", "note", name="usul")
            made.append(hold(row(mark, (label(move.text, wrap=True), 1), go, gap=8)))
        return made

    def _cutting(self, view: PlanView) -> QWidget:
        self.cause = combo([c.label[0].upper() + c.label[1:] for c in _CAUSES], "Sebab")
        hint = f"Hari pertama keadaan baru; SKP ini {_stretch(view)}"
        self.day = FormRow(self._kit, "Terhitung mulai", QLineEdit(), hint)
        self.cut_says = label("", "caption", wrap=True)
        self.cut_button = button(self._kit, "Tutup SKP lama", "primary", run=self._cut)
        self.cause.currentIndexChanged.connect(self._say)
        field = self.day.field
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._say)
            field.returnPressed.connect(self._cut)
        self._say()
        cause = FormRow(self._kit, "Sebab", self.cause)
        feet = row((self.cut_says, 1), self.cut_button, gap=8)
        return hold(col(cause, self.day, feet, None, gap=8, pad=(0, 8, 0, 0)))

    def _assigning(self) -> QWidget:
        self.kind = combo([k.label for k in _KINDS], "Penugasan")
        self.expected = FormRow(
            self._kit, "Ekspektasi", QLineEdit(), "Hasil yang diharapkan dari penugasan itu"
        )
        self.since = FormRow(self._kit, "Sejak", QLineEdit())
        self.giver = FormRow(self._kit, "Pemberi tugas", QLineEdit(), "Boleh kosong")
        self.add_button = button(self._kit, "Tambah ke SKP", "primary", run=self._add)
        kind = FormRow(self._kit, "Penugasan", self.kind)
        say = (
            "Tidak ada SKP baru: ekspektasinya ditambahkan pada SKP yang ada. "
            "SKP yang sudah disepakati mendapat versi baru dengan alasan ini."
        )
        feet = row((label(say, "caption", wrap=True), 1), self.add_button, gap=8)
        parts = (kind, self.expected, self.since, self.giver, feet)
        return hold(col(*parts, None, gap=8, pad=(0, 8, 0, 0)))

    def chosen(self) -> Cause:
        """The cause at hand."""
        return _CAUSES[self.cause.currentIndex()]

    def _say(self) -> None:
        cause = self.chosen()
        self.cut_button.setText(
            "Mulai SKP pada tanggal itu"
            if cause is Cause.JOINED
            else "Tutup dan buat SKP baru"
            if cause.begins
            else "Tutup SKP lama"
        )
        self.cut_says.setText("")
        try:
            day = parse_date(self.day.text())
        except Refused:
            return
        if cause is Cause.JOINED:
            self.cut_says.setText(f"SKP dimulai {show_date(day)}.")
        else:
            self.cut_says.setText(Move(b"", day, cause, None).text + ".")

    def _take(self, move: Move) -> None:
        self._does.take(move)
        self.accept()

    def _cut(self) -> None:
        self._try(self.day, lambda: self._does.cut(parse_date(self.day.text()), self.chosen()))

    def _add(self) -> None:
        expected = self.expected.text().strip()
        wrong = self.since if expected else self.expected
        self._try(wrong, lambda: self._does.add(self._extra(expected)))

    def _extra(self, expected: str) -> Extra:
        since = parse_date(self.since.text()) if expected else self._view.since
        kind = _KINDS[self.kind.currentIndex()]
        return Extra(kind, expected, since, self.giver.text().strip())

    def _try(self, field: FormRow, run: Callable[[], object]) -> None:
        for line in (self.day, self.since, self.expected):
            line.right()
        try:
            run()
        except Refused as refusal:
            field.wrong(sentence(refusal.code, refusal.fields))
            field.field.setFocus()
            return
        self.accept()


def _stretch(view: PlanView) -> str:
    months = months_of(view.since, view.until)
    return (
        f"{show_date(view.since)} sampai {show_date(view.until)}, dihitung {months} bulan, "
        f"{view.state.label}: {view.post or 'jabatan belum diisi'}"
    )
