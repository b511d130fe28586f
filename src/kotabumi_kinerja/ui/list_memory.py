"""Order, widths, hidden columns and sort of one list, remembered between starts."""

import json
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHeaderView

from kotabumi_kinerja.services.listing import Query, Row
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.table_view import TableView

R = TypeVar("R", bound=Row)


class ListMemory(Generic[R]):
    """Saves and restores the look of a list under `list.<name>`; columns are known by title."""

    def __init__(self, memory: Memory, name: str, table: TableView, model: TableModel[R]) -> None:
        self._memory = memory
        self._key = f"list.{name}"
        self._table, self._model = table, model
        self._titles = [column.title for column in model.columns]
        self._stretched = {at for at, column in enumerate(model.columns) if column.stretch}
        self._folded: frozenset[int] = frozenset()
        self._hidden = {at for at, column in enumerate(model.columns) if column.hidden}

    def load(self) -> tuple[str, bool] | None:
        """Dresses the table as it was; returns sort key and direction, None when not known."""
        try:
            kept: dict[str, Any] = json.loads(self._memory.get(self._key) or "{}")
        except ValueError:
            return None
        head = self._table.horizontalHeader()
        at_title = {title: at for at, title in enumerate(self._titles)}
        order = [at_title[title] for title in kept.get("order", ()) if title in at_title]
        for place, at in enumerate(order):
            head.moveSection(head.visualIndex(at), place)
        for title, width in kept.get("widths", {}).items():
            at = at_title.get(title, -1)
            if at >= 0 and at not in self._stretched:
                head.resizeSection(at, max(30, int(width)))
        if "hidden" in kept:
            self._hidden = {at_title[title] for title in kept["hidden"] if title in at_title}
        self._show_and_hide()
        sort = kept.get("sort")
        return (str(sort[0]), bool(sort[1])) if sort else None

    def save(self, query: Query) -> None:
        """Remembers how the list looks now."""
        head = self._table.horizontalHeader()
        kept = {
            "order": [self._titles[head.logicalIndex(at)] for at in range(head.count())],
            "widths": {
                title: head.sectionSize(at)
                for at, title in enumerate(self._titles)
                if at not in self._stretched and not head.isSectionHidden(at)
            },
            "hidden": [self._titles[at] for at in sorted(self._hidden)],
            "sort": [query.sort, query.descending] if query.sort else None,
        }
        self._memory.set(self._key, json.dumps(kept, ensure_ascii=False))

    def is_hidden(self, at: int) -> bool:
        """Whether the user has put this column away."""
        return at in self._hidden

    def hide(self, at: int, *, hidden: bool) -> None:
        """Puts a column away or brings it back; one always stays."""
        if hidden and len(self._hidden) + 1 < len(self._titles):
            self._hidden.add(at)
        elif not hidden:
            self._hidden.discard(at)
        self._show_and_hide()

    def fold(self, titles: frozenset[str]) -> None:
        """Hides the columns with these titles for want of room; the user's choice stays."""
        self._folded = frozenset(at for at, title in enumerate(self._titles) if title in titles)
        self._show_and_hide()

    def reset(self, model: TableModel[R]) -> None:
        """Back to what the columns ask for."""
        head: QHeaderView = self._table.horizontalHeader()
        self._hidden = {at for at, column in enumerate(model.columns) if column.hidden}
        for at, column in enumerate(model.columns):
            head.moveSection(head.visualIndex(at), at)
            if at not in self._stretched:
                head.resizeSection(at, column.width)
        self._show_and_hide()

    def _show_and_hide(self) -> None:
        hidden = frozenset(self._hidden) | self._folded
        for at in range(len(self._titles)):
            self._table.setColumnHidden(at, at in hidden)
        self._model.leave_out(hidden)
