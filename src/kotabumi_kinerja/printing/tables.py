"""Ruled tables: headings come again on each page, groups break between rows."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kotabumi_kinerja.printing.cells import PAD_Y, Cell, cell, cut, place, tallest
from kotabumi_kinerja.printing.page import Box
from kotabumi_kinerja.printing.sheet import FRAME, Flow
from kotabumi_kinerja.printing.text import BODY, BOLD, SLANT

KEEP: Final = 60.0
"""A row up to this height (mm) is never cut in two."""
_BLANK: Final = Cell((), 4.6)
_LEAST: Final = 25.0
"""A high row is not begun in less room than this (mm)."""
_NO_SPANS: Final[Mapping[int, int]] = {}


class Head(NamedTuple):
    """A heading cell: from column `col` over `cols` columns and `rows` heading rows."""

    text: str
    col: int
    cols: int = 1
    rows: int = 1


class Row(NamedTuple):
    """Cells by first column; `spans` = columns of wide ones; a `band` keeps with the next."""

    cells: Mapping[int, Cell]
    spans: Mapping[int, int] = _NO_SPANS
    band: bool = False


class Group(NamedTuple):
    """Rows that share merged cells (by column); `repeat` columns are shown again after a break."""

    merged: Mapping[int, Cell]
    rows: tuple[Row, ...]
    repeat: tuple[int, ...] = (0,)


def band(text: str, columns: int, width: float, *, centred: bool = False) -> Row:
    """A section row over the whole table ('A. UTAMA', 'HASIL KERJA')."""
    words = cell(text, width, BOLD, "C" if centred else "L", middle=True)
    return Row({0: words}, {0: columns}, band=True)


class Table:
    """A table at the flow's left margin; `widths` in mm, `numbered` adds the row (1) (2) (3)."""

    def __init__(
        self,
        flow: Flow,
        widths: Sequence[float],
        heads: Sequence[Sequence[Head]] = (),
        *,
        numbered: bool = False,
    ) -> None:
        self.flow, self.widths = flow, tuple(widths)
        self.x = [flow.page.left]
        for w in widths:
            self.x.append(self.x[-1] + w)
        rows = [
            *heads,
            *([[Head(f"({i + 1})", i) for i in range(len(widths))]] if numbered else []),
        ]
        self._heads = [[(h, self._head_cell(h)) for h in row] for row in rows]
        self._head_heights = _heights(self._heads)
        self.head_height = sum(self._head_heights)
        self._top: float | None = None

    def _head_cell(self, h: Head) -> Cell:
        style = BODY if h.text.startswith("(") else BOLD
        return cell(h.text, sum(self.widths[h.col : h.col + h.cols]), style, "C", middle=True)

    def draw(self, items: Sequence[Row | Group], tail: float = 0.0) -> None:
        """Lay the items out; the last one stays on one page with `tail` mm (the signatures)."""
        for i, item in enumerate(items):
            keep, left = 0.0, len(items) - 1 - i
            if left and isinstance(item, Row) and item.band:
                keep = _start(items[i + 1])
            if left == 1 and tail and _start(items[-1]) + keep < KEEP:
                keep = _start(items[-1]) + tail  # two rows go along with the signatures
            group = item if isinstance(item, Group) else Group({}, (item,))
            self._group(group, keep + (0.0 if left else tail))
        self._close()

    def _open(self, need: float) -> None:
        if self._top is not None:
            return
        self.flow.need(self.head_height + need)
        self._top = y = self.flow.y
        for i, row in enumerate(self._heads):
            for h, c in row:
                self._box(c, h.col, h.cols, y, sum(self._head_heights[i : i + h.rows]), tinted=True)
            y += self._head_heights[i]
        self.flow.y = y

    def _close(self) -> None:
        if self._top is not None:
            wide, high = self.x[-1] - self.x[0], self.flow.y - self._top
            self.flow.sheet.box(self.x[0], self._top, wide, high, FRAME)
            self._top = None

    def _turn(self) -> None:
        self._close()
        self.flow.new_page()
        self._open(0)

    @property
    def _fresh(self) -> bool:
        return self._top is not None and self.flow.y - self._top <= self.head_height + 0.01

    @property
    def _page_room(self) -> float:
        return self.flow.page.body - self.head_height

    def _box(  # noqa: PLR0913  # a cell and its box
        self, c: Cell, col: int, cols: int, y: float, h: float, *, tinted: bool = False
    ) -> None:
        box = Box(self.x[col], y, self.x[col + cols] - self.x[col], h)
        if tinted:
            self.flow.sheet.tint(*box)
        self.flow.sheet.box(*box)
        place(self.flow.sheet, c, box)

    def _group(self, g: Group, keep: float) -> None:
        """One group; `keep` mm must follow its last row on the same page."""
        rows, merged = list(g.rows), dict(g.merged)
        self._begin(rows, merged, keep)
        while rows:
            heights = [tallest(r.cells) for r in rows]
            whole = max(sum(heights), tallest(merged))
            alone = whole <= self.flow.room and self._fresh and len(rows) == 1
            if whole + keep <= self.flow.room or alone:
                heights[-1] += whole - sum(heights)
                self._fragment(rows, heights, merged)
                return
            count, heights = self._break(rows, heights, merged)
            if not count:
                self._turn()
                continue
            used = sum(heights)
            parts = {k: cut(c, used) for k, c in merged.items()}
            self._fragment(rows[:count], heights, {k: part for k, (part, _) in parts.items()})
            del rows[:count]
            self._turn()
            merged = {k: rest or self._again(g, k, rows) for k, (_, rest) in parts.items()}

    def _begin(self, rows: Sequence[Row], merged: Mapping[int, Cell], keep: float) -> None:
        """Open the table, and turn first when the group would rather be whole on the next page."""
        first = tallest(rows[0].cells)
        whole = max(sum(tallest(r.cells) for r in rows), tallest(merged))
        self._open(min(whole, KEEP) + (keep if whole <= KEEP else 0.0))
        room, page = self.flow.room, self._page_room
        narrow = whole <= KEEP or room < first or room < 0.2 * page
        if room < whole + keep <= page and narrow:
            self._turn()

    def _break(
        self, rows: list[Row], heights: Sequence[float], merged: Mapping[int, Cell]
    ) -> tuple[int, list[float]]:
        """How many rows go on this page, and their heights; 0 to turn first. May split `rows`."""
        room = self.flow.room
        count, used = 0, 0.0
        limit = max(1, len(rows) - 1)  # the last row waits for the signatures
        while count < limit and used + heights[count] <= room:
            used += heights[count]
            count += 1
        unbroken = heights[0] <= min(KEEP, self._page_room) or room < _LEAST
        if not self._fresh and (count == len(rows) or (count == 0 and unbroken)):
            return 0, []
        if count == len(rows):  # merged text alone is taller than the page
            rows.append(Row(dict.fromkeys(rows[-1].cells, _BLANK), rows[-1].spans, rows[-1].band))
        taken = list(heights[:count])
        if not count:
            count, taken = 1, [_split(rows, min(room, heights[0]))]
        spare = min(room, tallest(merged)) - sum(taken)
        taken[-1] += max(0.0, spare)  # merged text may use the white under the last row
        return count, taken

    def _again(self, g: Group, col: int, rows: Sequence[Row]) -> Cell:
        """After a break: '(lanjutan)' and, when the rest is tall enough, the whole text again."""
        c = g.merged[col]
        if col in g.repeat:
            return c
        mark = cell("(lanjutan)", self.widths[col], SLANT)
        joined = Cell(mark.lines + c.lines, mark.height + c.height - 2 * PAD_Y)
        rest = sum(tallest(r.cells) for r in rows)
        return joined if c.lines and joined.height <= rest else mark

    def _fragment(
        self, rows: Sequence[Row], heights: Sequence[float], merged: Mapping[int, Cell]
    ) -> None:
        y = self.flow.y
        for k, c in merged.items():
            self._box(c, k, 1, y, sum(heights))
        for row, h in zip(rows, heights, strict=True):
            for k, c in row.cells.items():
                self._box(c, k, row.spans.get(k, 1), y, h, tinted=row.band)
            y += h
        self.flow.y = y


def _heights(heads: Sequence[Sequence[tuple[Head, Cell]]]) -> list[float]:
    """A tall merged heading stretches the last row it covers."""
    out = [max((c.height for h, c in row if h.rows == 1), default=0.0) for row in heads]
    for i, row in enumerate(heads):
        for h, c in row:
            out[i + h.rows - 1] += max(0.0, c.height - sum(out[i : i + h.rows]))
    return out


def _start(item: Row | Group) -> float:
    """The least height that `item` wants on the page it begins on."""
    rows = item.rows if isinstance(item, Group) else (item,)
    merged = tallest(item.merged) if isinstance(item, Group) else 0.0
    heights = [tallest(r.cells) for r in rows]
    whole = max(sum(heights), merged)
    return whole if whole <= KEEP else min(heights[0], KEEP)


def _split(rows: list[Row], height: float) -> float:
    """Cut the first row, taller than the page, between lines; the rest becomes the second row."""
    row = rows[0]
    parts = {k: cut(c, height) for k, c in row.cells.items()}
    rows[0] = row._replace(cells={k: part for k, (part, _) in parts.items()})
    rows.insert(1, row._replace(cells={k: rest or _BLANK for k, (_, rest) in parts.items()}))
    return height
