"""Who rates whom: choose a rater for one person, or take the proposal for the whole office."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import Holder, Proposal
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.raters import KINDS, Outsider
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    button,
    col,
    combo,
    label,
    row,
    without_arguments,
)

OUTSIDE: Final = "Pejabat di luar kantor…"
_SHOWN: Final = 8


class ChooseRaterDialog(QDialog):
    """A leader of the office or an official outside, from when, in which kind."""

    def __init__(
        self, face: Face, work: Workspace, person: Id, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._person = work, person
        present = staff.record(work, person)
        self.setWindowTitle(f"Ganti penilai {present.name}")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(560)
        kit = face.kit
        self._leaders = [h for h in raters.holders(work) if h.leads and h.person != person]
        names = [f"{h.name}, {h.post}" for h in self._leaders]
        self.who = combo([*names, OUTSIDE], "Penilai")
        self.kind = combo(list(KINDS.values()), "Jenis")
        self.since = FormRow(kit, "Berlaku sejak", QLineEdit(f"{work.today():%d-%m-%Y}"))
        self.name = FormRow(kit, "Nama pejabat", QLineEdit(), "Pejabat di luar kantor, mis. Bupati")
        self.post = FormRow(kit, "Jabatannya", QLineEdit())
        cancel = button(kit, "Batal", run=self.reject)
        take = button(kit, "Ganti penilai", "primary", run=self.accept_now)
        take.setDefault(True)
        now = f"Sekarang: {present.rater}" if present.rater else "Sekarang belum ada penilai."
        self.setLayout(
            col(
                label(self.windowTitle(), "title", wrap=True),
                label(now, "caption"),
                FormRow(kit, "Penilai", self.who),
                self.name,
                self.post,
                FormRow(kit, "Jenis", self.kind),
                self.since,
                row(None, cancel, take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.who.currentTextChanged.connect(without_arguments(self._show_outside))
        self._show_outside()

    def _show_outside(self) -> None:
        outside = self.who.currentText() == OUTSIDE
        self.name.setVisible(outside)
        self.post.setVisible(outside)

    def accept_now(self) -> None:
        """The filled button."""
        outside = self.who.currentText() == OUTSIDE
        if outside and not self.name.text().strip():
            self.name.wrong("Isi nama pejabat yang menilai.")
            self.name.field.setFocus()
            return
        try:
            since = parse_date(self.since.text())
        except Refused as refusal:
            self.since.wrong(sentence(refusal.code, refusal.fields))
            return
        who: Id | Outsider = (
            Outsider(self.name.text().strip(), self.post.text().strip())
            if outside
            else self._leaders[self.who.currentIndex()].person
        )
        raters.assign(self._work, self._person, who, since, list(KINDS)[self.kind.currentIndex()])
        self.accept()


class ProposeDialog(QDialog):
    """The proposal for everybody without a rater, and who rates the head of the office."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.count = 0
        self.setWindowTitle("Tetapkan penilai menurut jabatan")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(560)
        kit = face.kit
        have = {x.person for x in raters.lines(work)}
        self._open = [p for p in raters.proposals(work) if p.person not in have]
        named = {h.person: h for h in raters.holders(work)}
        shown = [_line(named, p) for p in self._open[:_SHOWN]]
        more = (
            f"dan {len(self._open) - 8} lagi" if len(self._open) > len(shown) else ""
        )  # as many as fit
        self.name = FormRow(kit, "Penilai pimpinan", QLineEdit(), "Yang menilai kepala kantor")
        self.post = FormRow(kit, "Jabatannya", QLineEdit("Bupati Lampung Utara"))
        self.since = FormRow(
            kit, "Berlaku sejak", QLineEdit(f"{work.today().replace(month=1, day=1):%d-%m-%Y}")
        )
        cancel = button(kit, "Batal", run=self.reject)
        self.take = button(
            kit, f"Tetapkan {len(self._open)} penilai", "primary", run=self.accept_now
        )
        self.take.setVisible(bool(self._open))
        self.take.setDefault(True)
        empty = "Semua pegawai sudah mempunyai penilai."
        self.setLayout(
            col(
                label("Usulan penilai menurut susunan jabatan", "title"),
                label("\n".join([*shown, more]).strip() if shown else empty, wrap=True),
                *([self.name, self.post, self.since] if self._open else []),
                row(None, cancel, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        if not self.name.text().strip():
            self.name.wrong("Isi nama pejabat yang menilai pimpinan kantor.")
            self.name.field.setFocus()
            return
        try:
            since = parse_date(self.since.text())
        except Refused as refusal:
            self.since.wrong(sentence(refusal.code, refusal.fields))
            return
        outside = Outsider(self.name.text().strip(), self.post.text().strip())
        self.count = raters.assign_all(self._work, outside, since)
        self.accept()


def _line(named: Mapping[Id, Holder], proposal: Proposal) -> str:
    rater = named[proposal.rater].name if proposal.rater else "pejabat di luar kantor"
    return f"{named[proposal.person].name}: {rater}"


def choose_rater(face: Face, work: Workspace, person: Id, parent: QWidget) -> None:
    """Change one person's rater."""
    if ChooseRaterDialog(face, work, person, parent).exec() == QDialog.DialogCode.Accepted:
        line = raters.lines(work, person)[0]
        face.done(f"{line.person_name} dinilai {line.name} sejak {show_date(line.since)}")


def propose_raters(face: Face, work: Workspace, parent: QWidget) -> None:
    """Take the proposal for everybody without a rater."""
    dialog = ProposeDialog(face, work, parent)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        face.done(f"Penilai ditetapkan untuk {dialog.count} pegawai")
