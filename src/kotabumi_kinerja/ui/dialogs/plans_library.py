"""'Ambil dari pustaka': entries that fit a post, ticked, targets changed, taken in one step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QTreeWidgetItem,
    QWidget,
)

from kotabumi_kinerja.domain.library import LibraryResult, Origin, finds
from kotabumi_kinerja.services.plans import PlanView, library
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_dialog import ENTER, FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.dialogs.plans_entry import EMPTY, EntryDialog
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import (
    Tree,
    button,
    col,
    combo,
    label,
    row,
    search_field,
    without_arguments,
)
from kotabumi_kinerja.ui.widgets.tree import KEY_ROLE

TEXT, ASPECT, TARGET, FROM = range(4)
FITTING, ALL = range(2)
_TICK: Final = Qt.ItemFlag.ItemIsUserCheckable
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class EntryTree(Tree):
    """Results with their indicators, each with a box to tick; F2 changes the target under it.

    Ticking a result ticks its indicators. `ticking` False: only for looking and managing.
    """

    def __init__(self, kit: Kit, *, ticking: bool = True) -> None:
        titles = ("Hasil kerja dan indikator", "Aspek", "Target", "Asal dan jabatan")
        super().__init__(kit, "Isian pustaka", titles, (0, 92, 190, 210))
        self._ticking = ticking
        self._shown: list[QTreeWidgetItem] = []
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._double_clicked)

    def show_entries(self, entries: Sequence[LibraryResult]) -> None:
        """All of them, unticked."""
        self.setUpdatesEnabled(False)
        self.clear()
        self._shown = [self._add(entry) for entry in entries]
        self.setUpdatesEnabled(True)

    def filter(self, keep: Callable[[LibraryResult], bool]) -> int:
        """Shows only these; ticks stay. Returns how many are shown."""
        count = 0
        first: QTreeWidgetItem | None = None
        for item in self._shown:
            wanted = keep(_entry(item))
            item.setHidden(not wanted)
            count += wanted
            first = first or (item if wanted else None)
        now = self.currentItem()
        if first is not None and (now is None or now.isHidden()):  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when empty
            self.setCurrentItem(first)
        return count

    def current_entry(self) -> LibraryResult | None:
        """The entry under the cursor, also from one of its indicators."""
        item = self.currentItem()
        if item is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when empty
            return None
        return _entry(item.parent() or item)

    def ticked(self) -> list[LibraryResult]:
        """What was ticked, with the targets as they stand now, in the order shown."""
        return [entry for item in self._shown if (entry := _ticked(item)) is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Enter edit the target of an indicator."""
        keys = {Qt.Key.Key_F2, *ENTER}
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in keys and (editing or self._edit(self.currentItem())):
            event.accept()
            return
        super().keyPressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        self._edit(self.itemFromIndex(index))

    def _edit(self, item: QTreeWidgetItem | None) -> bool:
        if item is None or item.parent() is None or not self._ticking:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None above the top
            return False
        self.editItem(item, TARGET)
        return True

    def _add(self, entry: LibraryResult) -> QTreeWidgetItem:
        origin = entry.owner or entry.origin.label
        top = self.add(None, (entry.text, "", "", f"{origin}: {entry.post}"), entry)
        for one in entry.indicators:
            kind = one.aspect or one.perspective
            line = self.add(top, (one.text, kind.value if kind else "–", one.target, ""), one)
            if self._ticking:
                line.setFlags(line.flags() | _TICK | Qt.ItemFlag.ItemIsEditable)
                line.setCheckState(TEXT, _OFF)
        if self._ticking:
            auto = Qt.ItemFlag.ItemIsAutoTristate if entry.indicators else _TICK
            top.setFlags(top.flags() | _TICK | auto)
            top.setCheckState(TEXT, _OFF)
        top.setExpanded(True)
        return top


class LibraryDialog(FillDialog):
    """Takes entries into a draft; without a `plan` it manages the library.

    `done(count)` is called after entries were taken.
    """

    def __init__(
        self,
        face: Face,
        work: Workspace,
        plan: PlanView | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        title = "Pustaka hasil kerja" if plan is None else "Ambil dari pustaka"
        super().__init__(title, 1060, 640, parent)
        self._face, self._work, self._plan, self._done = face, work, plan, done
        self._fitting: frozenset[str] = frozenset()
        kit = face.kit
        self.search: QLineEdit = search_field(kit, "Hasil, indikator, atau jabatan", 280)
        self.search.textChanged.connect(without_arguments(self.filter))
        self.scope = combo(("", "Semua jabatan"), "Jabatan", 300)
        self.scope.activated.connect(without_arguments(self.filter))
        self.tree = EntryTree(kit, ticking=plan is not None)
        self.search.returnPressed.connect(self.tree.setFocus)
        self.told = label("", "label", wrap=True)
        self.take = button(kit, "Ambil", "primary", run=self.take_ticked)
        on_ctrl_enter(self.take)
        self.add = button(kit, "Tambah…", "", "add", run=self.add_entry)
        self.edit = button(kit, "Ubah…", "", "edit", run=self.edit_entry)
        self.remove = button(kit, "Hapus", "", "delete", run=self.remove_entry)
        self.adopt = button(
            kit, "Ambil alih untuk semua kantor", "", "building_government", run=self.adopt_entry
        )
        close = button(kit, "Batal" if plan is not None else "Tutup", run=self.reject)
        own = row(self.add, self.edit, self.remove, self.adopt, gap=8)
        self.setLayout(
            col(
                label(title, "title"),
                label(self._about(), "caption", wrap=True),
                row(self.search, self.scope, None, gap=8),
                (self.tree, 1),
                row(own, (self.told, 1), close, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.tree.itemChanged.connect(without_arguments(self._tell))
        self.tree.currentItemChanged.connect(without_arguments(self._offer))
        self.take.setVisible(plan is not None)
        self.add.setVisible(plan is None)
        self.scope.setVisible(plan is not None)
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        """Reads the library again."""
        entries = library.read(self._work)
        post = self._plan.post if self._plan is not None else ""
        fitting = library.fitting(self._work, post, entries) if post else []
        self._fitting = frozenset(e.key for e in fitting)
        self.scope.setItemText(FITTING, f"Sesuai jabatan: {len(fitting)} isian")
        self.scope.setCurrentIndex(FITTING if fitting else ALL)
        rest = [e for e in entries if e.key not in self._fitting]
        ordered = sorted(fitting, key=lambda e: list(Origin).index(e.origin))
        self.tree.show_entries([*ordered, *rest])
        self.filter()

    def filter(self) -> None:
        """Shows what fits the post, or whatever was typed."""
        text, only = self.search.text(), self.scope.currentIndex() == FITTING
        count = self.tree.filter(
            lambda e: finds(e, text) and (not only or bool(text) or e.key in self._fitting)
        )
        self._found = count
        self._tell()
        self._offer()

    def take_ticked(self) -> None:
        """Appends what was ticked to the draft."""
        if self._plan is not None:
            self._done(library.take(self._work, self._plan.id, self.tree.ticked()))
            self.accept()

    def add_entry(self) -> None:
        """A new own entry."""
        self._ask(EntryDialog(self._face.kit, EMPTY, lambda e: library.add(self._work, e), self))

    def edit_entry(self) -> None:
        """Other words on the own entry under the cursor."""
        entry = self.tree.current_entry()
        if entry is not None and library.may_edit(self._work, entry):
            self._ask(
                EntryDialog(
                    self._face.kit, entry, lambda e: library.edit(self._work, entry.key, e), self
                )
            )

    def remove_entry(self) -> None:
        """Takes the own entry under the cursor out."""
        entry = self.tree.current_entry()
        if entry is not None:
            library.remove(self._work, entry.key)
            self._face.done("Isian pustaka dihapus")
            self.read()

    def adopt_entry(self) -> None:
        """At the centre: an office's entry for all offices."""
        entry = self.tree.current_entry()
        if entry is not None:
            library.adopt(self._work, entry.key)
            self._face.done("Isian pustaka berlaku untuk semua kantor")
            self.read()

    def _ask(self, dialog: EntryDialog) -> None:
        dialog.accepted.connect(self.read)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _about(self) -> str:
        if self._plan is None:
            return "Isian kantor dan BKPSDM dapat dipakai di sini; yang bawaan menjadi contoh."
        return (
            f"SKP {self._plan.year} {self._plan.full_name}, {self._plan.post}. Spasi mencentang, "
            "F2 mengubah target. Angka target adalah contoh."
        )

    def _tell(self) -> None:
        chosen = self.tree.ticked()
        lines = sum(len(e.indicators) for e in chosen)
        if self._plan is None:
            self.told.setText(f"{self._found} isian")
        else:
            self.told.setText(f"{len(chosen)} hasil, {lines} indikator dipilih")
        self.take.setText(f"Ambil {len(chosen)} hasil")
        self.take.setEnabled(bool(chosen))

    def _offer(self) -> None:
        entry = self.tree.current_entry()
        own = entry is not None and library.may_edit(self._work, entry)
        self.edit.setVisible(own)
        self.remove.setVisible(own)
        self.adopt.setVisible(entry is not None and library.may_adopt(self._work, entry))


def _entry(item: QTreeWidgetItem) -> LibraryResult:
    entry: LibraryResult = item.data(TEXT, KEY_ROLE)
    return entry


def _ticked(item: QTreeWidgetItem) -> LibraryResult | None:
    entry = _entry(item)
    lines = [
        replace(one, target=item.child(at).text(TARGET).strip())
        for at, one in enumerate(entry.indicators)
        if item.child(at).checkState(TEXT) == _ON
    ]
    if not lines and (entry.indicators or item.checkState(TEXT) != _ON):
        return None
    return replace(entry, indicators=tuple(lines))
