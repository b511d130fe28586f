"""The headings of the matrix: results across, names down; and texts broken into lines once."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.matrix_model import MatrixModel

NAMES: Final = 236
BAND: Final = 26
HEADING: Final = 82
PAD: Final = 8
TOP_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_KEPT: Final = 20_000


class Folded(NamedTuple):
    """A text broken for a width: the lines as one text, and whether something was left out."""

    text: str
    cut: bool


class Folder:
    """Breaks texts into lines for a width, once each."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._known: dict[tuple[str, int, int, bool], Folded] = {}

    def fold(self, text: str, width: int, most: int, *, bold: bool = False) -> Folded:
        """At most `most` lines of `width` pixels; each line of `text` gets at least one of them."""
        key = (text, width, most, bold)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._known[key] = self._make(text, width, most, bold=bold)
        return found

    def _make(self, text: str, width: int, most: int, *, bold: bool) -> Folded:
        paras = text.split("\n")
        rest = len(paras)
        lines: list[str] = []
        cut = False
        for para in paras:
            rest -= 1
            room = max(1, most - len(lines) - rest)
            if len(lines) >= most:
                cut = True
                break
            broken = self._break(para, width, bold=bold)
            if len(broken) > room:
                tail = " ".join(broken[room - 1 :])
                broken = [*broken[: room - 1], self._fit(f"{tail}…", width, bold=bold)]
                cut = True
            lines += [self._fit(line, width, bold=bold) for line in broken]
        return Folded("\n".join(lines), cut)

    def _break(self, para: str, width: int, *, bold: bool) -> list[str]:
        metrics = self._kit.metrics("font_body", bold=bold)
        lines: list[str] = []
        line = ""
        for word in para.split():
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line]

    def _fit(self, line: str, width: int, *, bold: bool) -> str:
        return self._kit.fitted(line, width, "font_body", bold=bold)[0]


class _Heads(QHeaderView):
    """What both headings share: nothing is sorted or moved, words are broken before painting."""

    def __init__(self, way: Qt.Orientation, kit: Kit, folder: Folder, model: MatrixModel) -> None:
        super().__init__(way)
        self._kit, self._folder, self._shown = kit, folder, model
        self._ready: dict[int, str] = {}
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def _seen(self) -> range:
        room = self.viewport()
        end = room.width() if self.orientation() == Qt.Orientation.Horizontal else room.height()
        first, last = self.logicalIndexAt(0), self.logicalIndexAt(end - 1)
        return range(max(0, first), (last if last >= 0 else self.count() - 1) + 1)

    def _write(self, painter: QPainter, box: QRect, text: str, ink: str, font: QFont) -> None:
        painter.setFont(font)  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        painter.setPen(self._kit.colour(ink))
        painter.drawText(box, TOP_LEFT, text)


class ResultHeads(_Heads):
    """The leader's results: three lines of words, and how many people carry each."""

    def __init__(self, kit: Kit, folder: Folder, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, kit, folder, model)
        self.setFixedHeight(HEADING)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Breaks the words first."""
        self._ready = {}
        for at in self._seen():
            words = str(self._shown.headerData(at, Qt.Orientation.Horizontal))
            title = words.rpartition("\n")[0]
            room = self.sectionSize(at) - 2 * PAD
            self._ready[at] = self._folder.fold(title, room, 3, bold=True).text
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """One result; a gap and a temporary one say so in words."""
        kit = self._kit
        gap = 0 <= at < self._shown.columnCount() and self._shown.is_gap(at)
        painter.fillRect(rect, kit.colour("bad_soft" if gap else "sunken"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, kit.colour("line_strong"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), kit.colour("line"))
        if at not in self._ready:
            return
        box = rect.adjusted(PAD, 5, -PAD, 0)
        self._write(painter, box, self._ready[at], "text", kit.font(bold=True))
        foot = QRect(box.left(), rect.bottom() - 20, box.width(), 16)
        words = str(self._shown.headerData(at, Qt.Orientation.Horizontal)).rpartition("\n")[2]
        ink = "bad" if gap else "warn" if self._shown.is_temporary(at) else "text_soft"
        if ink != "text_soft":
            mark = "error_circle" if gap else "warning"
            kit.icons(mark, ink, 12).paint(painter, QRect(foot.left(), foot.top() + 2, 12, 12))
            foot = foot.adjusted(17, 0, 0, 0)
        self._write(painter, foot, words, ink, kit.font("font_caption"))


class PersonHeads(_Heads):
    """Names with posts; who contributes nothing says so before the post."""

    def __init__(self, kit: Kit, folder: Folder, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Vertical, kit, folder, model)
        self.setFixedWidth(NAMES)
        self.setMinimumSectionSize(BAND)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as names and posts need; Qt's own would measure every row."""
        return QSize(NAMES, 0)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """One person, or a band over the width of the names."""
        kit, head = self._kit, self._shown.head(at)
        band = not 0 <= at < len(self._shown.spots) or self._shown.is_band(at)
        painter.fillRect(rect, kit.colour("sunken" if band else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, kit.colour("line"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), kit.colour("line_strong"))
        box = rect.adjusted(PAD, 0, -PAD, 0)
        if band:
            painter.setFont(kit.font("font_caption", bold=True))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
            painter.setPen(kit.colour("text_soft"))
            painter.drawText(box, _LEFT, head.name)
            return
        name, _ = kit.fitted(head.name, box.width(), "font_body", bold=True)
        first = QRect(box.left(), box.top() + 4, box.width(), 18)
        self._write(painter, first, name, "text", kit.font(bold=True))
        second = QRect(box.left(), box.top() + 22, box.width(), 16)
        ink = "text_soft"
        if head.warned:
            ink = "bad"
            mark = QRect(second.left(), second.top() + 2, 12, 12)
            kit.icons("error_circle", "bad", 12).paint(painter, mark)
            second = second.adjusted(17, 0, 0, 0)
        more, _ = kit.fitted(head.more, second.width(), "font_caption", bold=False)
        self._write(painter, second, more, ink, kit.font("font_caption"))
