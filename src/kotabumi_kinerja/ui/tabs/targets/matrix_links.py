"""The menu that lets a result which a person has already support a column of the matrix."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import matrix
from kotabumi_kinerja.services.plans.matrix import MatrixView
from kotabumi_kinerja.ui.widgets import without_arguments

_MOST: Final = 90


def link_menu(
    view: MatrixView, row: int, column: int, take: Callable[[Id], object], parent: QWidget
) -> QMenu:
    """The person's other results, each with the column that it supports now."""
    menu = QMenu("Hubungkan hasil yang sudah ada", parent)
    numbers = {
        part.role.id: at + 1
        for (line, at), parts in view.matrix.parts.items()
        if line == row
        for part in parts
    }
    for role in matrix.others(view, row, column):
        now = numbers.get(role.id)
        text = role.text if len(role.text) <= _MOST else f"{role.text[:_MOST]}…"
        words = f"{text or '(kosong)'}{f'   (sekarang nomor {now})' if now else ''}"
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(without_arguments(lambda key=role.id: take(key)))
    if menu.isEmpty():
        menu.addAction("Tidak ada hasil lain di SKP-nya").setEnabled(False)
    return menu
