"""Small makers: labels, buttons, fields, boxes, each dressed by a property of app.qss."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kotabumi_kinerja.ui.kit import Kit

Run = Callable[[], object]
Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
Pad = tuple[int, int, int, int]

NO_PAD: Pad = (0, 0, 0, 0)
_FIXED = QSizePolicy.Policy.Fixed


def label(text: str, role: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """Words; role 'title', 'section', 'caption', 'label', 'figure' or 'strong'."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def button(  # noqa: PLR0913, PLR0917  all but two have a quiet default
    kit: Kit, text: str, kind: str = "", icon: str = "", tip: str = "", run: Run | None = None
) -> QPushButton:
    """A button; kind 'primary' (one on a screen), 'quiet', 'link' or '' (plain)."""
    made = QPushButton(f" {text}" if icon else text)
    made.setAccessibleName(text.replace("&", ""))
    if kind:
        made.setProperty("kind", kind)
    if icon:
        role = {"primary": "on_accent", "link": "accent"}.get(kind, "text_soft")
        made.setIcon(kit.icons(icon, role))
        made.setIconSize(QSize(16, 16))
    if tip:
        made.setToolTip(tip)
    if kind != "link":
        made.setFixedHeight(kit.measure("control"))
    made.setSizePolicy(_FIXED, _FIXED)
    _when_clicked(made, run)
    return made


def tool(kit: Kit, icon: str, name: str, run: Run | None = None, key: str = "") -> QToolButton:
    """A tool without words: the name stands in the tooltip and is read out."""
    made = QToolButton()
    made.setIcon(kit.icons(icon))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(f"{name} ({key})" if key else name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setFixedSize(30, 30)
    _when_clicked(made, run)
    return made


def filter_chip(  # noqa: PLR0913  all but two have a quiet default
    kit: Kit,
    text: str,
    count: int | None = None,
    *,
    on: bool = False,
    icon: str = "",
    role: str = "text_soft",
) -> QPushButton:
    """A checkable filter with its count."""
    made = QPushButton()
    made.setProperty("kind", "chip")
    made.setCheckable(True)
    made.setChecked(on)
    made.setFixedHeight(kit.measure("chip"))
    made.setSizePolicy(_FIXED, _FIXED)
    if icon:
        made.setIcon(kit.icons(icon, role))
        made.setIconSize(QSize(16, 16))
    name_chip(made, text, count)
    return made


def name_chip(chip: QPushButton, text: str, count: int | None) -> None:
    """Writes word and count on a filter chip."""
    name = text if count is None else f"{text}  {count}"
    chip.setText(name if chip.icon().isNull() else f" {name}")
    chip.setAccessibleName(text if count is None else f"{text}, {count}")


def search_field(kit: Kit, hint: str, width: int = 240) -> QLineEdit:
    """A one-line search with its sign and a clear button."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(f"Cari: {hint}")
    made.addAction(kit.icons("search"), QLineEdit.ActionPosition.LeadingPosition)
    made.setClearButtonEnabled(True)
    clear = made.findChild(QAction, "_q_qlineeditclearaction")
    if clear is not None:
        clear.setIcon(kit.icons("dismiss"))
    made.setFixedWidth(width)
    return made


def combo(items: Sequence[str], name: str, width: int = 0) -> QComboBox:
    """A choice from a short list; `name` is read out."""
    made = QComboBox()
    for item in items:
        made.addItem(item)
    made.setAccessibleName(name)
    if width:
        made.setFixedWidth(width)
    return made


def subtabs(names: Sequence[str]) -> QTabBar:
    """The second row of tabs inside a record."""
    made = QTabBar()
    made.setObjectName("subTabs")
    made.setAccessibleName("Bagian: " + ", ".join(names))
    made.setExpanding(False)
    for name in names:
        made.addTab(name)
    return made


def frame(role: str) -> QFrame:
    """A box; role 'pane', 'card', 'sheet', 'banner', 'plain', 'rule' or 'vrule'."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def rule() -> QFrame:
    """A hairline across."""
    return frame("rule")


def col(*items: Item, gap: int = 8, pad: Pad = NO_PAD) -> QVBoxLayout:
    """Items under each other; see `row`."""
    box = QVBoxLayout()
    _fill(box, items, gap, pad)
    return box


def row(*items: Item, gap: int = 8, pad: Pad = NO_PAD) -> QHBoxLayout:
    """Items beside each other: widget, layout, None = stretch, int = pixels, (item, stretch)."""
    box = QHBoxLayout()
    _fill(box, items, gap, pad)
    return box


def _fill(box: QBoxLayout, items: Sequence[Item], gap: int, pad: Pad) -> None:
    box.setSpacing(gap)
    box.setContentsMargins(*pad)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        else:
            part, stretch = item if isinstance(item, tuple) else (item, 0)
            if isinstance(part, QWidget):
                box.addWidget(part, stretch)
            else:
                box.addLayout(part, stretch)


def hold(layout: QLayout, role: str = "plain") -> QFrame:
    """A box around `layout`."""
    made = frame(role)
    made.setLayout(layout)
    return made


def pane(layout: QLayout) -> QFrame:
    """A white area with an edge."""
    return hold(layout, "pane")


def page(*items: Item, gap: int = 8) -> QVBoxLayout:
    """The layout of a whole tab with the page's edge."""
    return col(*items, gap=gap, pad=(12, 10, 12, 10))


def scroll(inner: QWidget) -> QScrollArea:
    """Scrolls `inner` up and down, never sideways."""
    made = QScrollArea()
    made.setWidget(inner)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFrameShape(QFrame.Shape.NoFrame)
    return made


def heading(text: str, *right: QWidget) -> QHBoxLayout:
    """The heading of a pane with what stands at its right end."""
    return row(label(text, "section"), None, *right, gap=6)


def fact(name: str, value: str, more: str = "", width: int = 92) -> QHBoxLayout:
    """One line of a record: name, value, remark."""
    left = label(name, "label")
    left.setFixedWidth(width)
    return row(left, label(value), *([label(more, "caption")] if more else []), None, gap=8)


def restyle(widget: QWidget) -> None:
    """Reads the style sheet again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def without_arguments(run: Run) -> Run:
    """`run` as a slot that lets go of what the signal sends."""

    def slot() -> object:
        return run()

    return slot


def _when_clicked(made: QPushButton | QToolButton, run: Run | None) -> None:
    if run is not None:
        made.clicked.connect(without_arguments(run))
