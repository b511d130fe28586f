"""The page 'Rencana aksi': results down, periods across; below it the step of the current cell."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import ActionPlan, PlanView, Step
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    FormRow,
    col,
    combo,
    hold,
    label,
    row,
    rule,
)

_NAMES = {"text": "Langkah", "target_text": "Target", "done": "Realisasi", "evidence": "Bukti"}


class ActionsPage(QWidget):
    """The Rencana Aksi of one plan. `changed` after each write."""

    changed = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._kit, self._work = kit, work
        self._view: PlanView | None = None
        self._plan: ActionPlan | None = None
        self._filling = False
        self._typed_in: tuple[Id, Period, str] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        self.table = QTableWidget(0, 0)
        self.table.setAccessibleName("Rencana aksi: hasil kerja dan periode")
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(True)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(left)
        self.table.verticalHeader().hide()
        self.table.itemChanged.connect(self._typed)
        self.table.currentCellChanged.connect(self._show_cell)
        self.kind = combo((), "Panjang periode")
        self.kind.activated.connect(self._choose_kind)
        self.said = label("", "caption")
        self.fields = {
            key: FormRow(kit, name, QLineEdit(), width=72) for key, name in _NAMES.items()
        }
        for key, line in self.fields.items():
            field = line.field
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(lambda key=key: self._write_field(key))
        self.where = label("", "strong", wrap=True)
        tools = row(label("Periode", "caption"), self.kind, None, self.said, gap=8)
        first = row((self.fields["text"], 3), (self.fields["target_text"], 2), gap=12)
        second = row((self.fields["done"], 3), (self.fields["evidence"], 2), gap=12)
        below = hold(col(self.where, first, second, gap=4, pad=(12, 6, 12, 8)))
        whole = hold(
            col(hold(col(tools, pad=(8, 6, 8, 6))), rule(), (self.table, 1), rule(), below, gap=0)
        )
        empty = Empty(
            kit,
            EmptyText("clipboard_task", "Belum ada hasil kerja", "Isi hasil kerja dahulu."),
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(whole)
        self._stack.addWidget(empty)
        self.setLayout(self._stack)

    def show_plan(self, view: PlanView) -> None:
        """Shows the Rencana Aksi of `view`; read only when the page is in sight."""
        if self._view is not None and self._view.id != view.id:
            for line in self.fields.values():
                if isinstance(line.field, QLineEdit):
                    line.field.setModified(False)
        self._view = view
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Reads and shows it."""
        if self._view is None:
            return
        self._plan = plans.action_plan(self._work, self._view)
        self._stack.setCurrentIndex(0 if self._plan.rows else 1)
        self._fill(self._plan)

    def settle(self) -> None:
        """Writes what is half typed."""
        self._catch_up()
        for key in self.fields:
            self._write_field(key)

    def current(self) -> tuple[Id, Period, Step] | None:
        """Result, period and step of the current cell."""
        at, column = self.table.currentRow(), self.table.currentColumn() - 1
        if self._plan is None or not 0 <= at < len(self._plan.rows) or column < 0:
            return None
        period = self._plan.periods[column]
        return self._plan.rows[at].result.id, period, self._plan.rows[at].step(period)

    def editable(self) -> bool:
        """Whether steps may be written; they may after agreeing too."""
        return self._view is not None and self._view.state is not PlanState.SUPERSEDED

    def _fill(self, plan: ActionPlan) -> None:
        self._filling = True
        at, column = self.table.currentRow(), self.table.currentColumn()
        titles = ["Hasil kerja", *(p.short_label for p in plan.periods)]
        if self.table.columnCount() != len(titles):
            self.table.setColumnCount(len(titles))
            head = self.table.horizontalHeader()
            head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            wide = 130 if len(titles) > 7 else 170  # noqa: PLR2004  # months stand narrower
            for number in range(1, len(titles)):
                self.table.setColumnWidth(number, wide)
            self.table.setColumnWidth(0, 220)
        self.table.setHorizontalHeaderLabels(titles)  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        self.table.setRowCount(len(plan.rows))
        for number, line in enumerate(plan.rows):
            name = self._item(number, 0)
            name.setText(f"{line.number}  {line.result.text}")
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            name.setToolTip(line.result.text)
            for place, period in enumerate(plan.periods, 1):
                step = line.step(period)
                cell = self._item(number, place)
                cell.setText(step.text)
                cell.setToolTip("\n".join(x for x in (step.text, step.target_text) if x))
                words = f"Hasil {line.number}, {period.label}: {step.text or 'kosong'}"
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.table.resizeRowsToContents()
        if plan.rows:
            self.table.setCurrentCell(max(0, min(at, len(plan.rows) - 1)), max(1, column))
        self.said.setText(f"{plan.filled} dari {len(plan.rows) * len(plan.periods)} terisi")
        self.kind.clear()
        for kind in plan.kinds:
            self.kind.addItem(kind.label, kind.value)
        self.kind.setCurrentIndex(plan.kinds.index(plan.kind))
        self._filling = False
        self._show_cell()

    def _item(self, number: int, column: int) -> QTableWidgetItem:
        """The cell; kept where it is, since an editor may still stand on it."""
        found = self.table.item(number, column)
        if found is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None for an empty cell
            found = QTableWidgetItem()
            self.table.setItem(number, column, found)
        return found

    def _show_cell(self) -> None:
        here = self.current()
        step = here[2] if here else Step()
        for key, line in self.fields.items():
            if isinstance(line.field, QLineEdit) and not line.field.isModified():
                line.field.setText(str(getattr(step, key)))
                line.field.setCursorPosition(0)
                line.field.setReadOnly(here is None or not self.editable())
        number = self.table.currentRow() + 1
        self.where.setText(f"RHK {number}, {here[1].label}" if here else "Pilih satu sel")

    def _typed(self, item: QTableWidgetItem) -> None:
        here = self.current()
        if not self._filling and here is not None and item.column() > 0:
            self._typed_in = (here[0], here[1], item.text())
            self._soon.start(0)  # after Qt has closed the editor

    def _catch_up(self) -> None:
        typed, self._typed_in = self._typed_in, None
        if typed is not None:
            self._write(typed[0], typed[1], "text", typed[2])

    def _write_field(self, key: str) -> None:
        field = self.fields[key].field
        if not isinstance(field, QLineEdit) or not field.isModified():
            return
        text = field.text().strip()
        field.setModified(False)
        self._catch_up()
        here = self.current()
        if here is not None and text != getattr(here[2], key):
            self._write(here[0], here[1], key, text)

    def _write(self, result: Id, period: Period, field: str, text: str) -> None:
        if self.editable():
            plans.write_step(self._work, result, period, field, text)
            self.read()
            self.changed.emit()

    def _choose_kind(self) -> None:
        if self._view is not None:
            group = plans.group_of(self._work, self._view)
            plans.choose_kind(self._work, group, PeriodKind(str(self.kind.currentData())))
            self.read()
