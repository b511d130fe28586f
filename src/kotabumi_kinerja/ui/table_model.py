"""One table model for every list: rows in pages by key, texts cached, sorted by the source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Query, Row, Source
from kotabumi_kinerja.ui.columns import NOT_RATED, Column
from kotabumi_kinerja.ui.pages import PAGE, Pages
from kotabumi_kinerja.ui.shapes import PREDIKAT, RATING

R = TypeVar("R", bound=Row)
Index = QModelIndex | QPersistentModelIndex

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_READ_OUT: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TEXTS_KEPT: Final = 40 * PAGE
_PLAIN: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE: Final = _PLAIN | Qt.ItemFlag.ItemIsEditable
_NOWHERE: Final = QModelIndex()


class Shown(NamedTuple):
    """One row as it is painted: its texts, and what the painters need beside them."""

    texts: tuple[str, ...]
    marks: tuple[object, ...]


class TableModel(QAbstractTableModel, Generic[R]):
    """Shows what `source` finds for `query`. Holds no truth: `refresh` reads again.

    `edited` is sent after a cell's `edit` went through. A `Refused` out of `edit` is left to rise.
    """

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        source: Source[R],
        query: Query,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source = source
        self._pages = Pages(source, query)
        self._count = self._pages.count
        self._width = len(self.columns)
        self._flags = [_EDITABLE if column.edit else _PLAIN for column in self.columns]
        self._shown: dict[int, Shown] = {}
        self._hidden: frozenset[int] = frozenset()

    @property
    def query(self) -> Query:
        """What is shown now."""
        return self._pages.query

    def ask(self, query: Query) -> None:
        """Shows what `query` finds."""
        self.beginResetModel()
        self._pages = Pages(self._source, query)
        self._count = self._pages.count
        self._shown.clear()
        self.endResetModel()

    def leave_out(self, hidden: frozenset[int]) -> None:
        """Makes no texts for these columns while nobody sees them."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._shown.clear()

    def refresh(self) -> None:
        """Reads the same again."""
        self.ask(self.query)

    def row(self, at: int) -> R | None:
        """The row itself; None past the end."""
        return self._pages.row(at) if 0 <= at < self._count else None

    def texts(self, at: int) -> tuple[str, ...]:
        """The shown texts of one row; empty past the end."""
        found = self._shown.get(at) or self._show(at)
        return found.texts if found is not None else ("",) * self._width

    def prepare(self, first: int, last: int) -> None:
        """Reads rows `first` to `last` and makes all that `ready` gives; errors rise here."""
        for at in range(max(0, first), min(last, self._count - 1) + 1):
            if at not in self._shown:
                self._show(at)

    def ready(self, at: int) -> Shown | None:
        """A prepared row. Never reads: an error inside a delegate would freeze Qt for Python."""
        return self._shown.get(at)

    def place(self, row_id: Id, near: int = 0) -> int | None:
        """The number of the row with this id."""
        at = self._pages.place(row_id, near)
        return at if at is not None and at < self._count else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All rows, read or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as there are columns."""
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text of a cell, from memory."""
        if role == _DISPLAY:
            return self.texts(index.row())[index.column()]
        if role == _EDIT:
            row = self.row(index.row())
            return self.columns[index.column()].begin(row) if row is not None else ""
        if role == _READ_OUT:
            return self._read_out(index.row(), index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Editable where the column has an edit."""
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Hands typed text to the column; an unchanged text is no edit."""
        edit, row = self.columns[index.column()].edit, self.row(index.row())
        if role != _EDIT or edit is None or row is None:
            return False
        text = str(value).strip()
        if text == self.columns[index.column()].begin(row).strip():
            return False
        edit(row, text)
        self.edited.emit()
        return True

    def headerData(self, section: int, way: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Titles and their alignment."""
        if way != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.title
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _ALIGN[column.align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts in the source; a column without a key changes nothing."""
        if not 0 <= column < self._width or not self.columns[column].key:
            return
        down = order == Qt.SortOrder.DescendingOrder
        self.ask(replace(self.query, sort=self.columns[column].key, descending=down))

    def _show(self, at: int) -> Shown | None:
        row = self._pages.row(at)
        if row is None:
            return None
        if len(self._shown) > _TEXTS_KEPT:
            self._shown.clear()
        seen = [None if at in self._hidden else c for at, c in enumerate(self.columns)]
        texts = tuple(column.shown(row) if column else "" for column in seen)
        marks = tuple(column.mark(row) if column else None for column in seen)
        found = self._shown[at] = Shown(texts, marks)
        return found

    def _read_out(self, at: int, column: int) -> str:
        """'Predikat: Baik', for a screen reader."""
        what, row = self.columns[column], self.row(at)
        text = self.texts(at)[column]
        if row is not None and what.kind == "rating":
            text = RATING.get(str(what.value(row)), NOT_RATED)
        elif row is not None and what.kind == "mini" and text in PREDIKAT:
            text = PREDIKAT[text].word
        return f"{what.title}: {text or 'kosong'}"


_ALIGN: Final = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}
