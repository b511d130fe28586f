"""The matrix as rows and columns of a table: bands, the leader, people; texts made when asked."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.matrix import Band, Line
from kotabumi_kinerja.services.plans import matrix_out
from kotabumi_kinerja.services.plans.matrix import MatrixView

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[Id, int, str], object]

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_READ_OUT: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE: Final = QModelIndex()
_LEADER: Final = -1
_BAND: Final = -2


class Spot(NamedTuple):
    """A row of the table: a band (`line` None and no person), the leader, or somebody below."""

    band: Band
    at: int
    line: Line | None


class Head(NamedTuple):
    """What stands at the left of a row: name, second line, and whether it is a warning."""

    name: str
    more: str
    warned: bool


class MatrixModel(QAbstractTableModel):
    """Shows a `MatrixView`; typed text goes to `write(person, column, text)`."""

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self.view: MatrixView | None = None
        self.spots: tuple[Spot, ...] = ()
        self._owners: tuple[int, ...] = ()
        self._orphans: frozenset[int] = frozenset()
        self._texts: dict[tuple[int, int], str] = {}
        self._most: dict[int, int] = {}

    def show(self, view: MatrixView) -> None:
        """Shows another state; the place in the table is kept when its shape is the same."""
        found = view.matrix
        same = self.view is not None and _shape(self.view) == _shape(view)
        if not same:
            self.beginResetModel()
        self.view, self.spots = view, tuple(_spots(found.lines))
        self._owners, self._orphans = found.owners, frozenset(found.orphans)
        self._texts.clear()
        self._most = {_LEADER: max((len(c.measures) for c in found.columns), default=0)}
        for (at, _), parts in found.parts.items():
            self._most[at] = max(self._most.get(at, 0), len(parts))
        if not same:
            self.endResetModel()
        elif self.spots and found.columns:
            last = self.index(len(self.spots) - 1, len(found.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(found.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.spots) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Bands, the leader and everybody below."""
        return 0 if parent.isValid() else len(self.spots)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One for each result of the leader."""
        return 0 if parent.isValid() or self.view is None else len(self.view.matrix.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text of a cell; what may be edited is without what comes through others."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (_DISPLAY, _TIP):
            return self.text(row, column)
        if role == _EDIT:
            return self.own(row, column)
        if role == _READ_OUT:
            name, text = self.head(row).name, self.text(row, column)
            return f"Baris {name}, kolom {column + 1}: {text or 'kosong'}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Bands are passed over; only drafts are editable."""
        if not index.isValid() or self.spots[index.row()].at == _BAND:
            return Qt.ItemFlag.NoItemFlags
        line = self.spots[index.row()].line
        plain = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return plain | Qt.ItemFlag.ItemIsEditable if line and line.editable else plain

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Hands typed text over; an unchanged text is no edit."""
        line = self.spots[index.row()].line
        text = str(value).strip()
        if role != _EDIT or line is None or text == self.own(index.row(), index.column()):
            return False
        self._write(line.person, index.column(), text)
        return True

    def headerData(self, section: int, way: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Number and words of a result with how many carry it; the name of a row."""
        if role not in (_DISPLAY, _TIP, _READ_OUT):
            return None
        if way == Qt.Orientation.Vertical:
            head = self.head(section)
            return f"{head.name}\n{head.more}" if head.more else head.name
        if self.view is None or section >= self.columnCount():
            return None
        column, owned = self.view.matrix.columns[section], matrix_out.owned(self._owners[section])
        more = f" · {matrix_out.TEMPORARY}" if column.temporary else ""
        return f"{section + 1}. {column.text}\n{owned}{more}"

    def text(self, row: int, column: int) -> str:
        """What a cell shows, '' when nothing."""
        found = self._texts.get((row, column))
        if found is None:
            found = self._texts[row, column] = self._make(row, column)
        return found

    def own(self, row: int, column: int) -> str:
        """What is edited in a cell: the person's own results for that column, a line each."""
        at = self.spots[row].at
        if self.view is None or at < 0:
            return ""
        parts = self.view.matrix.at(at, column)
        return "\n".join(part.role.text for part in parts if not part.via)

    def head(self, row: int) -> Head:
        """What stands at the left of a row."""
        if self.view is None or not 0 <= row < len(self.spots):
            return Head("", "", warned=False)
        spot, leader = self.spots[row], self.view.circle.leader
        if spot.at == _BAND:
            return Head(spot.band.value.capitalize(), "", warned=False)
        if spot.line is None:
            state = self.view.state
            more = f"{leader.post} · {state.label if state else matrix_out.WITHOUT_PLAN}"
            return Head(leader.name, more, warned=state is None)
        note = matrix_out.remark(spot.line, orphan=spot.at in self._orphans)
        more = f"{note} · {spot.line.post}" if note else spot.line.post
        warned = spot.line.state is None or spot.at in self._orphans
        return Head(spot.line.name, more, warned)

    def is_band(self, row: int) -> bool:
        """Whether a row only parts the levels."""
        return self.spots[row].at == _BAND

    def is_gap(self, column: int) -> bool:
        """Whether nobody carries a result."""
        return not self._owners[column]

    def is_temporary(self, column: int) -> bool:
        """Whether the leader's SKP does not have this result."""
        return self.view is not None and self.view.matrix.columns[column].temporary

    def count(self, row: int) -> int:
        """The most texts in one cell of a row."""
        return self._most.get(self.spots[row].at, 0)

    def row_of(self, person: Id) -> int | None:
        """The row of a person."""
        every = enumerate(self.spots)
        return next((at for at, x in every if x.line and x.line.person == person), None)

    def troubles(self) -> list[tuple[int, int]]:
        """Where something is missing, as (row, column): gaps first, then people without a part."""
        if self.view is None or not self.view.matrix.lines:
            return []
        first = next(at for at, spot in enumerate(self.spots) if spot.at >= 0)
        gaps = [(first, column) for column in self.view.matrix.gaps]
        rows = (at for at, spot in enumerate(self.spots) if spot.at in self._orphans)
        return [*gaps, *((at, 0) for at in rows)]

    def _make(self, row: int, column: int) -> str:
        spot = self.spots[row]
        if self.view is None or spot.at == _BAND:
            return ""
        if spot.line is None:
            return "\n".join(self.view.matrix.columns[column].measures)
        return matrix_out.said(self.view.matrix.at(spot.at, column))


def _spots(lines: Sequence[Line]) -> list[Spot]:
    made = [Spot(Band.LEADER, _BAND, None), Spot(Band.LEADER, _LEADER, None)]
    before = Band.LEADER
    for at, line in enumerate(lines):
        if line.band is not before:
            before = line.band
            made.append(Spot(line.band, _BAND, None))
        made.append(Spot(line.band, at, line))
    return made


def _shape(view: MatrixView) -> tuple[object, ...]:
    columns = tuple((column.id, column.text) for column in view.matrix.columns)
    return (view.circle.leader.person, view.circle.year, columns, view.circle.seats)
