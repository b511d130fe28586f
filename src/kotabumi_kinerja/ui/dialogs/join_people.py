"""Doubles: which pairs may be one person, both side by side, whose value stays, then one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QRadioButton,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import joining
from kotabumi_kinerja.services.joining import Comparison, Double
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    button,
    col,
    hold,
    label,
    row,
    scroll,
    without_arguments,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One pair in the list."""

    id: Id
    anchor: tuple[object, ...]
    double: Double


class _Found:
    """The pairs in memory, as a source of the list."""

    def __init__(self) -> None:
        self.rows: Sequence[_Line] = ()

    def count(self, query: Query) -> int:  # noqa: ARG002  # nothing is filtered here
        return len(self.rows)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[_Line]:  # noqa: ARG002  # the same
        start = skip + (int(str(after[0])) + 1 if after is not None else 0)
        return self.rows[start : start + size]


class JoinPeopleDialog(Dialog):
    """The pairs at the left, the two of one pair at the right. `kept` is the row that stays."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        pair: tuple[Id, Id] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self.kept: Id | None = None
        self._compared: Comparison | None = None
        self.choices: dict[str, QButtonGroup] = {}
        self.setWindowTitle("Gabungkan data ganda")
        self.setAccessibleName(self.windowTitle())
        self.resize(980 if pair is None else 640, 600)
        kit = face.kit
        self._found = _Found()
        self.list: ListView[_Line] = ListView(kit, _spec(), self._found, face.memory)
        self.list.search.hide()
        self.list.setVisible(pair is None)
        self._right = QStackedWidget()
        nothing = EmptyText("people", "Pilih sepasang data", "Keduanya tampil di sini.")
        self._right.addWidget(hold(col(Empty(kit, nothing)), "pane"))
        self.take = button(kit, "Gabungkan 2 data", "primary", run=self.accept_now)
        self.take.setDefault(True)
        self.take.setEnabled(False)
        said = (
            "SKP, penilaian, pelatihan, dan riwayat keduanya tampil pada satu orang. "
            "Dapat diurungkan."
        )
        self.setLayout(
            col(
                label("Gabungkan data ganda", "title"),
                label(said, wrap=True),
                (row((self.list, 2), (self._right, 3), gap=10), 1),
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.list.current_changed.connect(without_arguments(self._show_current))
        if pair is not None:
            self.show_pair(*pair)
            for group in list(self.choices.values())[:1]:
                group.checkedButton().setFocus()
        else:
            face.jobs.run("Mencari data ganda", lambda _p: joining.doubles(work), self._show_found)

    def show_pair(self, one: Id, other: Id) -> None:
        """Shows two people side by side. Refused KK-196, KK-197."""
        self._compared = joining.compare(self._work, one, other)
        made = scroll(self._sides(self._compared))
        old = self._right.widget(1) if self._right.count() > 1 else None
        self._right.addWidget(made)
        self._right.setCurrentWidget(made)
        if old is not None:
            self._right.removeWidget(old)
            old.deleteLater()
        self.take.setEnabled(True)

    def accept_now(self) -> None:
        """The filled button."""
        if self._compared is None:
            return
        take = {name: group.checkedId() for name, group in self.choices.items()}
        self.kept = joining.join(self._work, *self._compared.ids, take)
        self.accept()

    def _show_found(self, doubles: Sequence[Double]) -> None:
        if not isValid(self):
            return
        self._found.rows = [_Line(n.to_bytes(16, "big"), (n,), d) for n, d in enumerate(doubles)]
        self.list.refresh()
        self.list.step(1)

    def _show_current(self) -> None:
        line = self.list.current_row()
        if line is not None:
            self.show_pair(line.double.one, line.double.other)

    def _sides(self, both: Comparison) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for at in (0, 1):
            grid.addWidget(label(both.names[at], "section", wrap=True), 0, at + 1)
            grid.addWidget(label(both.hanging[at], "caption", wrap=True), 1, at + 1)
            grid.setColumnStretch(at + 1, 1)
        self.choices = {}
        for number, field in enumerate(both.fields, 2):
            if not any(field.values):
                continue
            grid.addWidget(label(field.label, "label"), number, 0)
            if field.same:
                grid.addWidget(label(field.values[0], wrap=True), number, 1, 1, 2)
                continue
            group = QButtonGroup(self)
            for at, value in enumerate(field.values):
                choice = QRadioButton(value or "kosong")
                choice.setAccessibleName(f"{field.label}: {value or 'kosong'}")
                choice.setToolTip(value)
                choice.setChecked(at == field.chosen)
                group.addButton(choice, at)
                grid.addWidget(choice, number, at + 1)
            self.choices[field.field] = group
        grid.setRowStretch(len(both.fields) + 2, 1)
        return hold(grid, "pane")


def join_people(
    face: Face, work: Workspace, parent: QWidget, pair: tuple[Id, Id] | None = None
) -> Id | None:
    """Ask which, compare, join; the id of the row that stays, None when nothing was joined."""
    dialog = JoinPeopleDialog(face, work, pair, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted or dialog.kept is None:
        return None
    face.done("2 data digabung menjadi satu")
    return dialog.kept


def _spec() -> ListSpec[_Line]:
    columns: Sequence[Column[_Line]] = (
        Column(
            "Mungkin satu orang",
            lambda x: x.double.names[0],
            text=lambda x: f"{' dan '.join(dict.fromkeys(x.double.names))}\n{x.double.why}",
            kind="two",
            width=300,
            stretch=True,
        ),
    )
    return ListSpec(
        "doubles",
        "pasang",
        "",
        columns,
        EmptyText("checkmark_circle", "Tidak ada data ganda", "Nama, NIK, dan NIP berbeda."),
        two_lines=True,
    )
