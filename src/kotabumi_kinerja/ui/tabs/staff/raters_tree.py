"""Who rates whom as a tree: the top first, counts, and who has no rater; filled as it is opened."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import DEFINITIVE
from kotabumi_kinerja.services.raters import KINDS, Branch, RegisterView
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import Tree

_LOOSE: Final = "loose"
_OPENED: Final = Qt.ItemDataRole.UserRole + 7


class RaterTreeView(Tree):
    """Enter or a double click opens the record; right and left arrow open and close a branch."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__(
            kit,
            "Susunan penilai",
            ("Nama", "Jabatan", "Sifat", "Menilai"),
            (0, 236, 96, 176),
        )
        self._view: RegisterView | None = None
        self.itemExpanded.connect(self._fill)
        self.currentItemChanged.connect(lambda *_args: self._tell())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type
        self.itemActivated.connect(lambda *_args: self._open())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type

    def show_view(self, view: RegisterView) -> None:
        """Shows the tree of another reading; what was open and current stays so."""
        open_keys, current = self._open_keys(), self.current_key()
        first = self._view is None
        self._view = view
        self.blockSignals(True)  # noqa: FBT003  # Qt's own
        self.clear()
        for root in view.tree.roots:
            self._branch(None, root)
        if view.tree.loose:
            words = ("Tanpa penilai", "", "", _counted(len(view.tree.loose)))
            group = self.add(None, words, _LOOSE)
            self._promise(group, bool(view.tree.loose))
        self.blockSignals(False)  # noqa: FBT003  # Qt's own
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if first or (item and item.data(0, Qt.ItemDataRole.UserRole) in open_keys):
                item.setExpanded(True)
        self._reopen(self.invisibleRootItem(), open_keys, first=first)
        if isinstance(current, bytes):
            self.select(current)

    def select(self, person: Id) -> bool:
        """Opens the branches above somebody and makes him current; False when not in the tree."""
        view = self._view
        if view is None:
            return False
        path = _path(view, person)
        item: QTreeWidgetItem | None = self.invisibleRootItem()
        for key in path:
            item = _child(item, key) if item else None
            if not item:
                return False
            if key != person:
                item.setExpanded(True)
        self.setCurrentItem(item)
        return bool(path)

    def person(self) -> Id | None:
        """Who is current; None on an official outside or a group."""
        key = self.current_key()
        known = self._view is not None and isinstance(key, bytes)
        return key if known and self._view and key in self._view.tree.branches else None  # pyright: ignore[reportReturnType]  # bytes as said above

    def _branch(self, parent: QTreeWidgetItem | None, branch: Branch) -> None:
        kind = "" if branch.kind in {"", DEFINITIVE} else KINDS.get(branch.kind, branch.kind)
        every = branch.every
        direct = len(branch.below)
        count = f"{direct} langsung, {every} semua" if every > direct else _counted(direct)
        item = self.add(
            parent, (branch.name, branch.post, kind, count if direct else ""), branch.key
        )
        self._promise(item, direct > 0)

    def _promise(self, item: QTreeWidgetItem, below: bool) -> None:  # noqa: FBT001  # whether there is any
        policy = QTreeWidgetItem.ChildIndicatorPolicy
        item.setChildIndicatorPolicy(
            policy.ShowIndicator if below else policy.DontShowIndicatorWhenChildless
        )

    def _fill(self, item: QTreeWidgetItem) -> None:
        """The people below, when the branch is first opened."""
        if self._view is None or item.data(0, _OPENED):
            return
        item.setData(0, _OPENED, True)  # noqa: FBT003  # Qt's own
        key = item.data(0, Qt.ItemDataRole.UserRole)
        tree = self._view.tree
        if key == _LOOSE:
            below = tree.loose
        else:
            root = next((r for r in tree.roots if r.key == key), None)
            below = (root or tree.branches[key]).below
        for one in below:
            self._branch(item, tree.branches[one])

    def _open_keys(self) -> set[object]:
        found: set[object] = set()
        waiting = [self.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            for at in range(item.childCount()):
                child = item.child(at)
                if child.isExpanded():
                    found.add(child.data(0, Qt.ItemDataRole.UserRole))
                    waiting.append(child)
        return found

    def _reopen(self, parent: QTreeWidgetItem, keys: set[object], *, first: bool) -> None:
        """Opens again what was open; at first the head's own branch."""
        for at in range(parent.childCount()):
            child = parent.child(at)
            key = child.data(0, Qt.ItemDataRole.UserRole)
            head = first and not parent.parent() and parent is not self.invisibleRootItem()
            if key in keys or (head and parent.childCount() == 1):
                child.setExpanded(True)
            if child.isExpanded():
                self._reopen(child, keys, first=first)

    def _tell(self) -> None:
        self.chosen.emit(self.person())

    def _open(self) -> None:
        person = self.person()
        if person is not None:
            self.opened.emit(person)


def _counted(count: int) -> str:
    return f"{count} pegawai"


def _child(item: QTreeWidgetItem, key: object) -> QTreeWidgetItem | None:
    for at in range(item.childCount()):
        child = item.child(at)
        if child.data(0, Qt.ItemDataRole.UserRole) == key:
            return child
    return None


def _path(view: RegisterView, person: Id) -> list[object]:
    """Keys from the top down to somebody; empty when he is not in the tree."""
    above: dict[Id, object] = {}
    for root in view.tree.roots:
        above.update(dict.fromkeys(root.below, root.key))
    above.update(dict.fromkeys(view.tree.loose, _LOOSE))
    for key, branch in view.tree.branches.items():
        above.update(dict.fromkeys(branch.below, key))
    if person not in above:
        return []
    path: list[object] = [person]
    while isinstance(path[0], bytes) and path[0] in above:
        path.insert(0, above[path[0]])
    return path
