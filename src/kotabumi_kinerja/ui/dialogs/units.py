"""The tree of units: rename, move under another, set the leader, make two of one name one."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QInputDialog, QTreeWidgetItem, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import units
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.units import UnitRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import Tree, button, col, label, row

_TOP: Final = "(paling atas)"
_NOBODY: Final = "(tanpa pimpinan)"


class UnitsDialog(Dialog):
    """All units as they lie under each other. Every action is one undo step."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self._rows: dict[Id, UnitRow] = {}
        kit = face.kit
        self.setWindowTitle("Unit kerja")
        self.setAccessibleName("Unit kerja")
        self.resize(860, 560)
        self.tree = Tree(kit, "Unit kerja", ("Unit", "Pimpinan", "Pegawai"), (0, 260, 76))
        self.say = label("", "caption", "bad", wrap=True)
        self.alike = label("", "caption", "warn", wrap=True)
        self.setLayout(
            col(
                label("Unit kerja", "title"),
                label("Usulan penilai memakai pohon dan pimpinan ini.", "caption"),
                (self.tree, 1),
                self.alike,
                self.say,
                row(
                    button(kit, "Ganti nama…", "", "edit", run=self.rename),
                    button(kit, "Pindahkan…", "", "branch_fork", run=self.move_under),
                    button(kit, "Pimpinan…", "", "person", run=self.set_leader),
                    button(kit, "Gabungkan…", "", "link", run=self.join),
                    None,
                    button(kit, "Tutup", "primary", run=self.accept),
                    gap=8,
                ),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.show_units()

    def show_units(self, current: Id | None = None) -> None:
        """Reads the tree again; `current` stays chosen."""
        rows = units.tree(self._work)
        self._rows = {r.id: r for r in rows}
        self.tree.clear()
        items: dict[Id, QTreeWidgetItem] = {}
        for r in rows:
            above = items.get(r.above) if r.above else None
            cells = (r.name, r.leader_name or "–", str(r.people))
            items[r.id] = self.tree.add(above, cells, r.id)
        self.tree.expandAll()
        if current in items:
            self.tree.setCurrentItem(items[current])
        elif rows:
            self.tree.setCurrentItem(items[rows[0].id])
        pairs = units.alike(self._work)
        words = "; ".join(f"'{b.name}' dan '{a.name}'" for a, b in pairs[:3])
        self.alike.setText(f"Tampaknya unit yang sama: {words}. Pilih lalu gabungkan.")
        self.alike.setVisible(bool(pairs))
        self.say.setVisible(False)

    def rename(self) -> None:
        """Another name for the chosen unit."""
        one = self._chosen()
        if one is not None:
            name, said = QInputDialog.getText(self, "Ganti nama unit", "Nama unit", text=one.name)
            if said:
                self._do(one.id, lambda: units.rename(self._work, one.id, name))

    def move_under(self) -> None:
        """Another place for the chosen unit."""
        one = self._chosen()
        if one is not None:
            above = self._ask("Pindahkan unit", f"Taruh {one.name} di bawah", _TOP, one)
            if above is not None:
                self._do(one.id, lambda: units.move(self._work, one.id, above or None))

    def set_leader(self) -> None:
        """Who leads the chosen unit."""
        one = self._chosen()
        if one is None:
            return
        people = staff_list.find(self._work)
        names = [_NOBODY, *(f"{p.full_name}, {p.post or '–'} ({p.nip})" for p in people)]
        now = next((at for at, p in enumerate(people, 1) if p.id == one.leader), 0)
        name = _item(self, ("Tetapkan pimpinan", f"Pimpinan {one.name}"), names, now)
        if name is not None:
            at = names.index(name)
            leader = people[at - 1].id if at else None
            self._do(one.id, lambda: units.set_leader(self._work, one.id, leader))

    def join(self) -> None:
        """The chosen unit goes into another."""
        one = self._chosen()
        if one is not None:
            keep = self._ask("Gabungkan unit", f"{one.name} menjadi bagian dari nama", "", one)
            if keep:
                self._do(keep, lambda: units.join(self._work, keep, one.id))

    def _ask(self, title: str, words: str, first: str, but: UnitRow) -> Id | None:
        """The unit that was chosen, b'' for `first`, None when nothing was."""
        others = [r for r in self._rows.values() if r.id != but.id]
        shown = {f"{'    ' * r.depth}{r.name}": r.id for r in others}
        names = ([first] if first else []) + list(shown)
        if not names:
            return None
        name = _item(self, (title, words), names)
        return None if name is None else shown.get(name, b"")

    def _chosen(self) -> UnitRow | None:
        key = self.tree.current_key()
        return self._rows.get(key) if isinstance(key, bytes) else None

    def _do(self, current: Id, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refusal:
            self.say.setText(sentence(refusal.code, refusal.fields))
            self.say.setVisible(True)
            return
        self.show_units(current)
        self._face.done("Unit diubah")


def _item(parent: QWidget, words: tuple[str, str], names: list[str], at: int = 0) -> str | None:
    """One of `names`; None when the question was closed."""
    ask = QInputDialog(parent)
    ask.setWindowTitle(words[0])
    ask.setLabelText(words[1])
    ask.setComboBoxItems(names)  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
    ask.setTextValue(names[at])
    return ask.textValue() if ask.exec() == QDialog.DialogCode.Accepted else None


def show_units(face: Face, work: Workspace, parent: QWidget) -> None:
    """Opens the tree."""
    UnitsDialog(face, work, parent).exec()
