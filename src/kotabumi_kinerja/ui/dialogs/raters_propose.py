"""The proposal of raters as a list: a tick and a change per row, accepted in one step."""

from datetime import date
from typing import Final, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QInputDialog,
    QLineEdit,
    QTreeWidgetItem,
    QWidget,
)

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import Holder
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.raters import Choice, Outsider, Register, Wish
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    Tree,
    button,
    col,
    filter_chip,
    label,
    name_chip,
    row,
    search_field,
    without_arguments,
)

_TITLES: Final = ("Pegawai", "Jabatan", "Penilai sekarang", "Usulan", "Alasan")
_WIDTHS: Final = (240, 190, 190, 210, 230)
_NEW: Final = 3
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


_AT_ONCE: Final = 200
"""More than this are written by a job after the dialog."""

Made = tuple[Register, list[Wish]]


class ProposeDialog(Dialog):
    """What would be written, beside what is there. New ones are ticked, differing ones are not."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        parent: QWidget | None = None,
        made: Made | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self.count = 0
        self.waiting: tuple[list[Choice], date] | None = None
        self._register, every = made or _made(work)
        self._wishes = {w.person: w for w in every if not w.same}
        self._chosen: dict[Id, Id | None] = {w.person: w.who for w in self._wishes.values()}
        self._ticked = {w.person for w in self._wishes.values() if w.fresh}
        self._items: dict[Id, QTreeWidgetItem] = {}
        self._chip = ""
        self.setWindowTitle("Usulkan penilai")
        self.setAccessibleName(self.windowTitle())
        self.resize(1120, 600)
        self._build(len(every))
        self._fill()

    def _build(self, every: int) -> None:
        kit = self._face.kit
        self.tree = Tree(kit, "Usulan penilai", _TITLES, _WIDTHS)
        self.tree.setRootIsDecorated(False)
        self.tree.itemChanged.connect(self._ticked_by_hand)
        self.tree.itemDoubleClicked.connect(without_arguments(self.change_current))
        self.search = search_field(kit, "Nama atau NIP")
        self.search.textChanged.connect(lambda _text="": self._show_matching())
        self.chips = {
            "": filter_chip(kit, "Semua", on=True),
            "new": filter_chip(kit, "Belum ada penilai"),
            "other": filter_chip(kit, "Berbeda dari sekarang", icon="warning", role="warn"),
        }
        group = QButtonGroup(self)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _on=False, k=key: self._press(k))
        tick_all = button(kit, "Centang semua", "link", run=lambda: self.tick_shown(on=True))
        tick_none = button(kit, "Hapus centang", "link", run=lambda: self.tick_shown(on=False))
        self.other = button(kit, "Ganti usulan…", "", "edit", run=self.change_current)
        self.name = FormRow(kit, "Penilai pimpinan", QLineEdit(), "Nama pejabat di luar kantor")
        self.post = FormRow(kit, "Jabatannya", QLineEdit("Bupati Lampung Utara"))
        needs_head = any(who is None for who in self._chosen.values())
        self.name.setVisible(needs_head)
        self.post.setVisible(needs_head)
        first = self._work.today()
        if not self._register.lines:
            first = first.replace(month=1, day=1)
        self.since = FormRow(kit, "Berlaku sejak", QLineEdit(f"{first:%d-%m-%Y}"))
        self.take = button(kit, "", "primary", run=self.accept_now)
        self.take.setDefault(True)
        same = every - len(self._wishes)
        said = f"{same} pegawai sudah sesuai usulan dan tidak disentuh. "
        said += "Penilai yang berganti berakhir sehari sebelum tanggal berlaku."
        if not every:
            said = "Belum ada pimpinan menurut unit atau jabatan, jadi belum ada usulan."
        elif not self._wishes:
            said = "Semua pegawai sudah mempunyai penilai sesuai usulan."
        filters = row(self.search, *self.chips.values(), None, tick_all, tick_none, gap=6)
        self.setLayout(
            col(
                label("Usulan penilai menurut unit dan jabatan", "title"),
                label(said, "caption", wrap=True),
                filters,
                (self.tree, 1),
                row(self.name, self.post, gap=16),
                row(
                    self.since,
                    None,
                    self.other,
                    button(kit, "Batal", run=self.reject),
                    self.take,
                    gap=8,
                ),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )

    def _fill(self) -> None:
        """All rows in one go: with thousands of them each call into Qt counts."""
        bold = self._face.kit.font(bold=True)
        high = QSize(0, self._face.kit.measure("row") - 1)
        for wish in self._wishes.values():
            new = wish.new_name or "pejabat di luar kantor"
            old = wish.old_name or "belum ada"
            item = QTreeWidgetItem([wish.name, wish.post, old, new, wish.why])
            item.setData(0, Qt.ItemDataRole.UserRole, wish.person)
            item.setFont(0, bold)  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
            item.setSizeHint(0, high)
            item.setToolTip(len(_TITLES) - 1, wish.why)
            item.setCheckState(0, _ON if wish.person in self._ticked else _OFF)
            self._items[wish.person] = item
        self.tree.addTopLevelItems(list(self._items.values()))  # pyright: ignore[reportUnknownMemberType]  # as above
        fresh = sum(w.fresh for w in self._wishes.values())
        name_chip(self.chips[""], "Semua", len(self._wishes))
        name_chip(self.chips["new"], "Belum ada penilai", fresh)
        name_chip(self.chips["other"], "Berbeda dari sekarang", len(self._wishes) - fresh)
        if self._wishes:
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self._count()

    def _press(self, key: str) -> None:
        self._chip = key
        self._show_matching()

    def _show_matching(self) -> None:
        parts = self.search.text().casefold().split()
        for wish in self._wishes.values():
            words = f"{wish.name} {wish.nip} {wish.post} {wish.new_name}".casefold()
            fits = all(part in words for part in parts) and _in_chip(wish, self._chip)
            self._items[wish.person].setHidden(not fits)

    def _ticked_by_hand(self, item: QTreeWidgetItem, _column: int) -> None:
        key = cast("Id", item.data(0, Qt.ItemDataRole.UserRole))
        if item.checkState(0) == _ON:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self._count()

    def tick_shown(self, *, on: bool) -> None:
        """Ticks or unticks every row that the filter shows."""
        self.tree.blockSignals(True)  # noqa: FBT003  # Qt's own
        for key, item in self._items.items():
            if not item.isHidden():
                item.setCheckState(0, _ON if on else _OFF)
                (self._ticked.add if on else self._ticked.discard)(key)
        self.tree.blockSignals(False)  # noqa: FBT003  # Qt's own
        self._count()

    def _count(self) -> None:
        text = f"Tetapkan {len(self._ticked)} penilai"
        self.take.setText(text)
        self.take.setAccessibleName(text)
        self.take.setEnabled(bool(self._ticked))
        self.other.setEnabled(bool(self._wishes))

    def change_current(self) -> None:
        """Another rater for the current row, from a list of leaders."""
        key = self.tree.current_key()
        if not isinstance(key, bytes):
            return
        here = self._register.holders(self._register.today)
        leaders = sorted((h for h in here.values() if h.leads and h.person != key), key=_level)
        names = [f"{h.name}, {h.post}" for h in leaders]
        text, taken = QInputDialog.getItem(  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
            self, "Ganti usulan", f"Penilai {self._wishes[key].name}", names, 0
        )
        if taken and text in names:
            self.choose(key, leaders[names.index(text)].person)

    def choose(self, person: Id, who: Id) -> None:
        """Takes another rater for one row and ticks it."""
        self._chosen[person] = who
        item = self._items[person]
        item.setText(_NEW, self._register.people[who].name)
        item.setText(_NEW + 1, "dipilih sendiri")
        item.setCheckState(0, _ON)

    def accept_now(self) -> None:
        """The filled button: all that is ticked, in one step."""
        head = any(self._chosen[key] is None for key in self._ticked)
        if head and not self.name.text().strip():
            self.name.wrong("Isi nama pejabat yang menilai pimpinan kantor.")
            self.name.field.setFocus()
            return
        try:
            since = parse_date(self.since.text())
        except Refused as refusal:
            self.since.wrong(sentence(refusal.code, refusal.fields))
            return
        outside = Outsider(self.name.text().strip(), self.post.text().strip())
        picked = [
            Choice(key, who or outside, self._reason(key, who))
            for key, who in self._chosen.items()
            if key in self._ticked
        ]
        self.count = len(picked)
        if len(picked) > _AT_ONCE:
            self.waiting = (picked, since)
        else:
            raters.take(self._work, picked, since)
        self.accept()

    def _reason(self, key: Id, who: Id | None) -> str:
        wish = self._wishes[key]
        return wish.why if wish.who == who else ""


def _level(holder: Holder) -> int:
    return holder.level


def _in_chip(wish: Wish, chip: str) -> bool:
    return not chip or wish.fresh == (chip == "new")


def _made(work: Workspace) -> Made:
    register = raters.read(work)
    return register, raters.wishes_of(register, work.today())


def propose_raters(face: Face, work: Workspace, parent: QWidget) -> None:
    """The proposal for the whole office, worked out by a job first."""

    def told(count: int) -> None:
        face.done(f"Penilai ditetapkan untuk {count} pegawai")

    def ask(made: Made) -> None:
        dialog = ProposeDialog(face, work, parent, made)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if dialog.waiting is None:
            told(dialog.count)
            return
        picked, since = dialog.waiting
        face.jobs.run(
            "Menetapkan penilai", lambda _progress: raters.take(work, picked, since), told
        )

    face.jobs.run("Menyusun usulan penilai", lambda _progress: _made(work), ask)
