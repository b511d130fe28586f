"""'Buat SKP dari pustaka': the chosen people without a plan, by post, and what each post gets."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import library
from kotabumi_kinerja.services.plans.library import Preset
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_dialog import FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import Tree, button, col, label, row, without_arguments
from kotabumi_kinerja.ui.widgets.tree import KEY_ROLE

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MakeDialog(FillDialog):
    """Each post with the entries that are ticked for it; `take` gets what is to be made."""

    def __init__(  # noqa: PLR0913, PLR0917  # for whom
        self,
        face: Face,
        work: Workspace,
        year: int,
        people: Sequence[Id],
        take: Callable[[Sequence[Preset]], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Buat SKP {year} dari pustaka"
        super().__init__(title, 980, 620, parent)
        self._take = take
        self._presets = library.presets(work, people, year)
        kit = face.kit
        titles = ("Jabatan dan hasil kerja", "Indikator", "Asal")
        self.tree = Tree(kit, "Hasil kerja menurut jabatan", titles, (0, 90, 170))
        self._tops = [self._add(one) for one in self._presets]
        self.told = label("", "label", wrap=True)
        self.make = button(kit, "Buat", "primary", run=self.make_them)
        on_ctrl_enter(self.make)
        have = len(people) - sum(len(one.people) for one in self._presets)
        about = "Setiap orang mendapat hasil kerja yang dicentang pada jabatannya, sebagai draf."
        if have:
            about += f" {have} orang sudah mempunyai SKP {year} dan dilewati."
        self.setLayout(
            col(
                label(title, "title"),
                label(about, "caption", wrap=True),
                (self.tree, 1),
                row((self.told, 1), button(kit, "Batal", run=self.reject), self.make, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.tree.itemChanged.connect(without_arguments(self._tell))
        if self._tops:
            self.tree.setCurrentItem(self._tops[0])
        self._tell()
        self.tree.setFocus()

    def wanted(self) -> list[Preset]:
        """The posts with what is ticked now."""
        return [
            replace(one, chosen=frozenset(_ticked(top)))
            for one, top in zip(self._presets, self._tops, strict=True)
        ]

    def make_them(self) -> None:
        """Hands over what is to be made."""
        self._take(self.wanted())
        self.accept()

    def _add(self, one: Preset) -> QTreeWidgetItem:
        words = f"{one.post or 'Tanpa jabatan'}: {len(one.people)} orang"
        top = self.tree.add(None, (words, "", "" if one.offered else "tidak ada di pustaka"))
        for entry in one.offered:
            cells = (entry.text, str(len(entry.indicators)), entry.origin.label)
            line = self.tree.add(top, cells, entry.key)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(0, _ON if entry.key in one.chosen else _OFF)
        if one.offered:
            auto = Qt.ItemFlag.ItemIsAutoTristate
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | auto)
        top.setExpanded(len(self._presets) < 4)  # noqa: PLR2004  # more of them are read folded
        return top

    def _tell(self) -> None:
        wanted = self.wanted()
        count = sum(len(one.people) for one in wanted if one.chosen)
        left = [h.name for one in wanted if not one.chosen for h in one.people]
        some = f"{', '.join(left[:3])}{'…' if len(left) > 3 else ''}"  # noqa: PLR2004  # enough to know
        words = f"{len(left)} orang tanpa isian: {some}. " if left else ""
        self.told.setText(f"{words}Dapat diurungkan sekaligus.")
        self.make.setText(f"Buat {count} SKP")
        self.make.setEnabled(count > 0)


def _ticked(top: QTreeWidgetItem) -> list[str]:
    lines = (top.child(at) for at in range(top.childCount()))
    return [str(line.data(0, KEY_ROLE)) for line in lines if line.checkState(0) == _ON]
