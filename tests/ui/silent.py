"""Finds controls that a screen reader could say nothing about."""

from typing import cast

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QTabBar,
    QWidget,
)


def speaks(widget: QWidget) -> bool:
    """Whether a screen reader would say something for this control."""
    if widget.accessibleName():
        return True
    return isinstance(widget, QAbstractButton) and bool(widget.text())


def silent_controls(top: QWidget) -> list[str]:
    """Controls without a name, Qt's own inner parts left out."""
    wanted = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar, QProgressBar)
    every = cast("list[QWidget]", top.findChildren(QWidget))
    parts = (part for part in every if isinstance(part, wanted))
    inner = ("qt_", "Scroll", "ScrollLeft")
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in parts
        if not speaks(part) and not part.objectName().startswith(inner) and not _inside_field(part)
    ]


def _inside_field(part: QWidget) -> bool:
    parent = part.parentWidget()
    kinds = (QLineEdit, QAbstractItemView, QTabBar)
    if isinstance(parent, kinds):  # the clear button, the corner of a table, scroll arrows
        return True
    return parent is not None and isinstance(parent.parentWidget(), QComboBox)  # its open list
