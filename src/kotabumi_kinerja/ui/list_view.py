"""A whole list: search, filter chips, buttons, table, footer with tools, empty states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Query, Row, Source
from kotabumi_kinerja.ui.clipboard import from_tsv
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_memory import ListMemory
from kotabumi_kinerja.ui.list_tools import (
    Block,
    Foot,
    Tools,
    column_menu,
    counted,
    landing,
    nothing_found,
    once,
    row_menu,
    sort_by,
)
from kotabumi_kinerja.ui.list_tools import ListSpec as ListSpec  # noqa: PLC0414  # found here
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.table_view import TableView
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    button,
    col,
    hold,
    pane,
    row,
    rule,
    search_field,
)
from kotabumi_kinerja.ui.widgets.chips import ChipBar
from kotabumi_kinerja.ui.widgets.chips import FilterChip as FilterChip  # noqa: PLC0414  # found here

R = TypeVar("R", bound=Row)

TYPING_MS: Final = 40
COUNTED_LATER: Final = 2000
"""From so many rows on the chips are counted after the first rows are painted."""
KEPT_CHOSEN: Final = 2000
"""More chosen rows than this are not sought again after a refresh, unless all are chosen."""


class ListView(QWidget, Generic[R]):
    """A list with everything around it. The view asks the source; it holds no truth.

    A tab may lay `toolbar` over more than the list: put it into another layout.

    `opened` carries the id on Enter or double click; `current_changed` the id of the current row
    or None; `selection_changed` and `edited` carry nothing.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    edited = Signal()

    def __init__(  # noqa: PLR0913  what a list needs is handed in, most of it optional
        self,
        kit: Kit,
        spec: ListSpec[R],
        source: Source[R],
        memory: Memory,
        *,
        tools: Tools | None = None,
        left: Sequence[QWidget] = (),
        buttons: Sequence[QWidget] = (),
        empty_buttons: Sequence[QPushButton] = (),
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__()
        self._kit, self._spec, self._source = kit, spec, source
        self._tools = tools or Tools()
        self._jobs = jobs
        self._counting = 0
        self._later = once(self, 0, self._count_behind)
        self._current: Id | None = None
        self._quiet = False
        self._actions: list[tuple[str, Callable[[], object]]] = []
        self.model: TableModel[R] = TableModel(spec.columns, source, spec.query, self)
        self.table = TableView(kit, f"Daftar {spec.noun}", two_lines=spec.two_lines)
        self.table.setup(self.model)
        self.search = search_field(kit, spec.hint, spec.search_width)
        self.chips = ChipBar(kit, spec.chips, spec.query.chip, self.set_chip)
        self._foot = Foot(
            kit, self._tools, self.copy, self._choose_columns, self.export, self.print
        )
        self._memory = ListMemory(memory, spec.name, self.table, self.model)
        self._empty = Empty(kit, spec.empty, *empty_buttons)
        self._nothing = Empty(
            kit,
            EmptyText("search", "", ""),
            button(kit, "Hapus saringan", "", "dismiss", run=self.clear_filters),
        )
        self._stack = QStackedLayout()
        for part in (self.table, self._empty, self._nothing):
            self._stack.addWidget(part)
        chips = [(self.chips, 1)] if spec.chips else [None]
        self.toolbar = hold(row(*left, self.search, *chips, *buttons, gap=6))
        body = pane(col((self._stack, 1), rule(), self._foot, gap=0, pad=(1, 1, 1, 1)))
        self.setLayout(col(self.toolbar, (body, 1), gap=8))
        self._connect()
        sort = self._memory.load()
        if sort:
            self._ask(replace(self.query, sort=sort[0], descending=sort[1]), keep=False)
        else:
            self._after_reading()
        self._count_chips()

    # ---- what is shown ------------------------------------------------------

    @property
    def query(self) -> Query:
        """What is shown now."""
        return self.model.query

    def set_scope(self, scope: object) -> None:
        """Shows another year, period or unit."""
        self._ask(replace(self.query, scope=scope), keep=True)
        self._count_chips()

    def set_chip(self, key: str) -> None:
        """Presses the filter chip `key`."""
        self.chips.choose(key)
        self._ask(replace(self.query, chip=key), keep=True)

    def set_text(self, text: str) -> None:
        """Searches for `text` at once."""
        self.search.setText(text)
        self._wait.stop()
        self._ask(replace(self.query, text=text.strip()), keep=True)

    def clear_filters(self) -> None:
        """Shows all again."""
        self.search.clear()
        self._wait.stop()
        self.chips.choose("")
        self._ask(replace(self.query, text="", chip=""), keep=True)
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads again after a change; selection, current row and scroll stay."""
        place = self.table.verticalScrollBar().value()
        self._ask(self.query, keep=True)
        self.table.verticalScrollBar().setValue(place)
        self._count_chips()

    def fold(self, titles: Sequence[str] = ()) -> None:
        """Hides these columns for want of room."""
        self._memory.fold(frozenset(titles))

    # ---- what is chosen -----------------------------------------------------

    def current(self) -> Id | None:
        """The id of the current row."""
        found = self.current_row()
        return found.id if found is not None else None

    def current_row(self) -> R | None:
        """The current row itself."""
        return self.model.row(self.table.currentIndex().row())

    def selected(self) -> list[Id]:
        """The ids of all chosen rows, from the top; reads those not yet shown."""
        rows = (self.model.row(at) for at in self.table.chosen_rows())
        return [found.id for found in rows if found is not None]

    def select(self, row_id: Id) -> bool:
        """Makes the record current and shows it; False when the list does not hold it."""
        at = self.model.place(row_id, self.table.currentIndex().row())
        if at is None:
            return False
        self._go(at)
        return True

    def step(self, by: int) -> bool:
        """Goes `by` rows down (or up when negative); False at the end."""
        at = self.table.currentIndex().row() + by
        if not 0 <= at < self.model.rowCount():
            return False
        self._go(at)
        return True

    def add_row_action(self, text: str, run: Callable[[], object]) -> None:
        """One more entry in the menu of the row (right click, Shift+F10)."""
        self._actions.append((text, run))

    # ---- tools --------------------------------------------------------------

    @property
    def spec(self) -> ListSpec[R]:
        """What the list is."""
        return self._spec

    @property
    def source(self) -> Source[R]:
        """Whom it asks."""
        return self._source

    def equip(self, tools: Tools) -> None:
        """Gives it these tools."""
        self._tools = tools
        self._foot.equip(tools)

    def visible_columns(self) -> list[Column[R]]:
        """The columns as they stand now, hidden ones left out."""
        return [self.model.columns[at] for at in self.table.shown_columns()]

    def copy(self) -> None:
        """Copies the chosen rows, with headings, for Excel."""
        self.table.copy(heading=True)

    def export(self) -> None:
        """Saves what is shown as a workbook, through the tool handed in."""
        if self._tools.excel is not None:
            self._tools.excel(self.query, self.visible_columns())

    def print(self) -> None:
        """Prints what is shown, through the tool handed in."""
        if self._tools.print is not None:
            self._tools.print(self.query, self.visible_columns())

    # ---- inside -------------------------------------------------------------

    def _connect(self) -> None:
        self._wait = once(self, TYPING_MS, lambda: self.set_text(self.search.text()))
        self.search.textChanged.connect(lambda: self._wait.start())  # noqa: PLW0108  what Qt sends must not go on
        self.search.returnPressed.connect(self.table.setFocus)
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)
        head = self.table.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        for moved in (head.sectionMoved, head.sectionResized):
            moved.connect(lambda: self._save.start())  # noqa: PLW0108  what Qt sends must not go on
        self._save = once(self, 400, lambda: self._memory.save(self.query))
        self.table.opened.connect(self._open)
        self.table.pasted.connect(self._paste)
        self.table.fill_wanted.connect(self.fill)
        self.model.edited.connect(self.edited)
        chosen = self.table.selectionModel()
        chosen.currentRowChanged.connect(lambda: self._tell_current())  # noqa: PLW0108  what Qt sends must not go on
        chosen.selectionChanged.connect(lambda: self._tell_chosen())  # noqa: PLW0108  what Qt sends must not go on

    def _ask(self, query: Query, *, keep: bool) -> None:
        """Reads for `query`; keeps what was chosen, by id."""
        current, near, across = self._current, self.table.currentIndex().row(), self._across()
        rows = self.table.chosen_rows() if keep else []
        everything = len(rows) > 1 and len(rows) == self.model.rowCount()
        ids = [] if everything or len(rows) > KEPT_CHOSEN else self.selected()
        self._quiet = True
        self.model.ask(query)
        if everything:
            self.table.selectAll()
        else:
            self.table.choose_rows(self._places(ids, near))
        for at in self._places([current] if current is not None else [], near):
            self.table.put_current(at, across)
        self._quiet = False
        self._after_reading()

    def _go(self, at: int) -> None:
        """Chooses this row alone, also while Ctrl is held; the column stays."""
        self.table.put_current(at, self._across())
        self.table.choose_rows([at])

    def _places(self, ids: Sequence[Id], near: int) -> list[int]:
        found = (self.model.place(row_id, near) for row_id in ids)
        return [at for at in found if at is not None]

    def _across(self) -> int:
        """The current column, else the first shown one."""
        shown, at = self.table.shown_columns(), self.table.currentIndex().column()
        return at if at >= 0 or not shown else shown[0]

    def _after_reading(self) -> None:
        query, count = self.query, self.model.rowCount()
        filtered = bool(query.text or query.chip)
        self._nothing.say(*nothing_found(query.text))
        empty = self._nothing if filtered else self._empty
        self._stack.setCurrentWidget(self.table if count else empty)
        sort_by(self.table.horizontalHeader(), self.model.columns, query)
        self._tell_current()
        self._tell_chosen()

    def _count_chips(self) -> None:
        """At once for a short list; for a long one behind the window, once it is painted."""
        self._counting += 1
        if self._jobs is not None and self.model.rowCount() >= COUNTED_LATER:
            self._later.start()
        else:
            self.chips.count(counted(self._source, replace(self.query, text=""), self._spec.chips))

    def _count_behind(self) -> None:
        work = partial(counted, self._source, replace(self.query, text=""), self._spec.chips)
        if self._jobs is not None:
            self._jobs.run("Menghitung", lambda _p: work(), partial(self._show, self._counting))

    def _show(self, turn: int, counts: Mapping[str, int]) -> None:
        if turn == self._counting:
            self.chips.count(counts)

    def _tell_current(self) -> None:
        current = self.current()
        if not self._quiet and current != self._current:
            self._current = current
            self.current_changed.emit(current)

    def _tell_chosen(self) -> None:
        if not self._quiet:
            ranges = self.table.selectionModel().selection().toList()
            chosen = sum(part.height() for part in ranges)
            self._foot.count(self.model.rowCount(), self._spec.noun, chosen)
            self.selection_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        if (found := self.model.row(index.row())) is not None:
            self.opened.emit(found.id)

    def fill(self) -> None:
        """Ctrl+D: the chosen rows get what stands in the topmost, in the current column."""
        rows = self.table.chosen_rows()
        column = self.model.columns[max(0, self.table.currentIndex().column())]
        if len(rows) == 1 and rows[0] > 0:  # as Excel: from the row above
            rows = [rows[0] - 1, rows[0]]
        top = self.model.row(rows[0]) if rows else None
        if self._tools.fill is None or not column.field or top is None or len(rows) < 2:  # noqa: PLR2004  # nothing to fill
            return
        found = (self.model.row(at) for at in rows[1:])
        ids = [one.id for one in found if one is not None]
        self._tools.fill(column, ids, column.begin(top))

    def block(self, cells: Sequence[Sequence[str]]) -> Block:
        """Where these cells would fall if they were pasted now."""
        chosen = self.table.chosen_rows()
        start = chosen[0] if chosen else max(0, self.table.currentIndex().row())
        if len(cells) == 1 and len(cells[0]) == 1 and len(chosen) > 1:
            wanted = chosen
        else:
            wanted = list(range(start, min(start + len(cells), self.model.rowCount())))
        rows = [one for at in wanted if (one := self.model.row(at)) is not None]
        shown, across = self.table.shown_columns(), self._across()
        columns = shown[shown.index(across) if across in shown else 0 :]
        return landing(cells, [self.model.columns[at] for at in columns], self.model.columns, rows)

    def _paste(self, text: str) -> None:
        if self._tools.paste is not None and (cells := from_tsv(text)):
            self._tools.paste(self.block(cells))

    def _sort(self, at: int) -> None:
        key = self.model.columns[at].key
        if key:
            down = self.query.sort == key and not self.query.descending
            self._ask(replace(self.query, sort=key, descending=down), keep=True)
            self._memory.save(self.query)
        else:
            sort_by(self.table.horizontalHeader(), self.model.columns, self.query)

    def _choose_columns(self) -> None:
        menu = column_menu(self, self.model, self._memory, lambda: self._memory.save(self.query))
        corner = self._foot.columns.mapToGlobal(QPoint(0, 0))
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def menu(self) -> QMenu:
        """The menu of the row as it would open now."""
        return row_menu(self, self.model.columns, self._actions, self.table.copy, self._sort)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu of the row."""
        self.menu().popup(event.globalPos())
