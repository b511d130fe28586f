"""What the parts of a record share: one fact in words, short dates, a list with its actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kotabumi_kinerja.domain.dates import MONTHS
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.widgets import col, label, row

PAD: Final = (14, 10, 14, 12)
_NAME: Final = 92


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A row of a short list: a day, what it says, a remark below."""

    id: Id
    anchor: tuple[object, ...]
    when: str
    what: str


class ShortList(ShortTable[TwoLines]):
    """A short list of the record with one column for the day and one for the words."""

    def __init__(self, kit: Kit, name: str, titles: tuple[str, str], width: int = 104) -> None:
        columns: list[Column[TwoLines]] = [
            Column(titles[0], lambda r: r.when, kind="two", width=width),
            Column(titles[1], lambda r: r.what, kind="two", width=260, stretch=True),
        ]
        super().__init__(kit, name, columns, two_lines=True)
        self.rows: Sequence[TwoLines] = ()

    def show_lines(self, rows: Sequence[TwoLines]) -> None:
        """Shows these rows; the first is chosen, so that the actions below have a meaning."""
        self.rows = rows
        self.show_rows(rows)
        if rows:
            self.selectRow(0)

    def chosen(self) -> Id | None:
        """The row that the actions are about."""
        at = self.currentIndex().row()
        return self.rows[at].id if 0 <= at < len(self.rows) else None


def fact(name: str, value: str, more: str = "", tip: str = "") -> QHBoxLayout:
    """One fact whose words may take several lines."""
    head = label(name, "label")
    head.setFixedWidth(_NAME)
    said: QVBoxLayout = col(
        label(value, wrap=True), *([label(more, "caption", wrap=True)] if more else []), gap=0
    )
    if tip:
        last = said.itemAt(said.count() - 1).widget()
        last.setToolTip(tip)
        last.setAccessibleDescription(tip)
    line = row(head, (said, 1), gap=8)
    line.setAlignment(head, Qt.AlignmentFlag.AlignTop)
    return line


def short(day: date | None) -> str:
    """'1 Apr 2026'; a dash for no day."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else "–"


def typed(day: date | None) -> str:
    """'01-04-2026', as a field takes it; empty for no day."""
    return f"{day:%d-%m-%Y}" if day else ""


def emptied(box: QVBoxLayout) -> None:
    """Takes everything out of a box."""
    while (item := box.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the end
        part = item.widget()
        part.hide()
        part.deleteLater()
