"""Leader's results pushed down to chosen people; words that stand for one, replaced later."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import cascade
from kotabumi_kinerja.services.plans.cascade import LeaderResult, Placeholder
from kotabumi_kinerja.services.plans.filling import FillLine
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Change
from kotabumi_kinerja.ui.dialogs.plans_dialog import FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.dialogs.plans_people import PeopleValues, counts
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import (
    ChangeLine,
    Tree,
    button,
    col,
    combo,
    label,
    row,
    scroll,
    without_arguments,
)


class CascadeDialog(FillDialog):
    """One result of a leader, the people below, and the words for each of them.

    `current`: the result to begin with. `done(count)` is called after the step was written.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # from where and where to
        self,
        face: Face,
        work: Workspace,
        year: int,
        current: Id | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Turunkan hasil kerja pimpinan, SKP {year}"
        super().__init__(title, 1060, 620, parent)
        self._work, self._done = work, done
        self._results = cascade.leaders(work, year)
        kit = face.kit
        self.choice = _leaders_box(self._results, "Hasil kerja pimpinan")
        self.people = PeopleValues(face, work, year, "Hasil kerja pegawai", self._preview)
        self.told = label("", "label", wrap=True)
        self.save = button(kit, "Turunkan", "primary", run=self.push)
        on_ctrl_enter(self.save)
        cancel = button(kit, "Batal", run=self.reject)
        about = (
            "Tiap orang mendapat satu hasil kerja yang tertaut pada hasil pimpinan. Ubah "
            "kalimatnya menurut bagian masing-masing; kosongkan untuk melewati."
        )
        self.setLayout(
            col(
                label(title, "title"),
                label(about, "caption", wrap=True),
                self.choice,
                (self.people, 1),
                row((self.told, 1), cancel, self.save, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.people.changed.connect(self._tell)
        self.choice.activated.connect(without_arguments(self.show_chosen))
        at = next((n for n, r in enumerate(self._results) if r.id == current), 0)
        self.choice.setCurrentIndex(at)
        self.show_chosen()

    def chosen(self) -> LeaderResult | None:
        """The leader's result that goes down."""
        at = self.choice.currentIndex()
        return self._results[at] if 0 <= at < len(self._results) else None

    def show_chosen(self) -> None:
        """The people below this leader, each with the leader's own words to begin with."""
        one = self.chosen()
        below = cascade.below(self._work, one.leader) if one is not None else []
        self.people.show_people(below, dict.fromkeys(below, one.text if one is not None else ""))

    def push(self) -> None:
        """Writes what can be written."""
        one = self.chosen()
        if one is not None:
            wanted = {line.holder.id for line in self.people.lines if line.writes}
            texts = {key: text for key, text in self.people.values.items() if key in wanted}
            self._done(cascade.push(self._work, one.id, texts))
            self.accept()

    def _preview(self, texts: Mapping[Id, str]) -> Sequence[FillLine]:
        one = self.chosen()
        return cascade.preview(self._work, one.id, texts) if one is not None else ()

    def _tell(self) -> None:
        written, refused = counts(self.people.lines)
        self.save.setText(f"Turunkan ke {written} orang")
        self.save.setEnabled(written > 0)
        if self.chosen() is None:
            words = "Belum ada pimpinan yang mempunyai hasil kerja pada SKP tahun ini."
        else:
            words = "Dapat diurungkan sekaligus."
        left = f"{refused} orang tidak dapat: SKP-nya bukan draf. " if refused else ""
        self.told.setText(left + words)


class PlaceholderDialog(FillDialog):
    """Words for a leader's result that is not there yet, replaced in every draft at once."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        year: int,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Hasil pimpinan sementara, SKP {year}"
        super().__init__(title, 900, 560, parent)
        self._kit: Kit = face.kit
        self._work, self._year, self._done = work, year, done
        self._found = cascade.placeholders(work, year)
        self._results = cascade.leaders(work, year)
        kit = face.kit
        self.tree = Tree(
            kit, "Hasil pimpinan sementara", ("Kalimat", "Draf", "Lainnya"), (0, 72, 80)
        )
        self.tree.setRootIsDecorated(False)
        for one in self._found:
            closed = str(one.closed) if one.closed else "–"
            self.tree.add(None, (one.text, str(len(one.results)), closed), one)
        self.choice = _leaders_box(self._results, "Diganti dengan hasil pimpinan")
        self.direct = QCheckBox("Hanya bawahan langsung pimpinan ini")
        self._change = col()
        self.who = label("", "caption", wrap=True)
        self.save = button(kit, "Ganti", "primary", run=self.replace)
        on_ctrl_enter(self.save)
        about = "Kalimat tanpa tautan ke SKP pimpinan. Yang sudah disepakati memerlukan versi baru."
        self.setLayout(
            col(
                label(title, "title"),
                label(about, "caption", wrap=True),
                (self.tree, 1),
                label("Diganti dengan", "caption"),
                self.choice,
                self.direct,
                self._change,
                scroll(self.who),
                row(None, button(kit, "Batal", run=self.reject), self.save, gap=8),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        self.tree.currentItemChanged.connect(without_arguments(self._show))
        self.choice.activated.connect(without_arguments(self._show))
        self.direct.toggled.connect(without_arguments(self._show))
        if self._found:
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self._show()

    def chosen(self) -> Placeholder | None:
        """The words that are replaced."""
        key = self.tree.current_key()
        return key if isinstance(key, Placeholder) else None

    def replace(self) -> None:
        """Writes it."""
        one, at = self.chosen(), self.choice.currentIndex()
        if one is not None and at >= 0:
            result = self._results[at]
            only = self._only(result)
            self._done(cascade.replace(self._work, self._year, one.text, result.id, only))
            self.accept()

    def _show(self) -> None:
        one, at = self.chosen(), self.choice.currentIndex()
        result = self._results[at] if at >= 0 else None
        found = one.results if one is not None else ()
        if one is not None and result is not None:
            found = one.replaced_by(result.leader, self._only(result))
        new = result.text if result is not None else "–"
        old = self._change.takeAt(0)
        if old is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when empty
            old.widget().hide()
            old.widget().deleteLater()
        change = Change("Hasil pimpinan", one.text if one is not None else "–", new)
        self._change.addWidget(ChangeLine(self._kit, change))
        self.who.setText(", ".join(dict.fromkeys(r.name for r in found)))
        self.save.setText(f"Ganti pada {len(found)} hasil")
        self.save.setEnabled(bool(found) and result is not None)

    def _only(self, result: LeaderResult) -> frozenset[Id] | None:
        if not self.direct.isChecked():
            return None
        return frozenset(cascade.below(self._work, result.leader))


def _leaders_box(results: Sequence[LeaderResult], name: str) -> QComboBox:
    box = combo([f"{r.name}: {r.text}" for r in results], name)
    box.setMinimumContentsLength(40)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for at, one in enumerate(results):
        box.setItemData(at, one.text, Qt.ItemDataRole.ToolTipRole)
    return box
