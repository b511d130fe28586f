"""What the frame gets after its first paint: messages, undo, menus, search, status bar."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QToolButton

from kotabumi_kinerja.ui.face import Command, Face, Menu
from kotabumi_kinerja.ui.forms.ui_main_window import Ui_MainWindow
from kotabumi_kinerja.ui.menus import Menus
from kotabumi_kinerja.ui.tab_pages import TabPages
from kotabumi_kinerja.ui.undo import UndoActions
from kotabumi_kinerja.ui.widgets import Banners, Finder, StatusParts, Toast
from kotabumi_kinerja.ui.window_commands import (
    bare_keys,
    look_commands,
    view_commands,
    work_commands,
)


class Asks(NamedTuple):
    """What the window asks of the program: who works, which period, the guide's page."""

    operator: Callable[[], object]
    period: Callable[[], object]
    guide: Callable[[], object]


class Furniture:
    """Puts the parts into the frame `ui` of `window`, once; `face` is the same window."""

    def __init__(
        self, window: QMainWindow, face: Face, ui: Ui_MainWindow, tabs: TabPages, asks: Asks
    ) -> None:
        self._window, self._face, self._ui, self._tabs = window, face, ui, tabs
        self._asks = asks
        kit = face.kit
        self.banners = Banners(kit, pad=(12, 10, 12, 0))
        ui.centreLayout.insertWidget(1, self.banners)
        self.undo = UndoActions(window)
        self.toast = Toast(kit, ui.centre, self.undo.undo_now)
        self.status = StatusParts(kit, ui.statusBar, asks.operator, asks.period)
        self.menus = Menus(kit, window, dict(zip(Menu, _menus(ui), strict=True)))
        self._dress_strip()
        self._fill_menus()
        self.finder = Finder(kit, ui.findField, window, [self.menus])

    def _dress_strip(self) -> None:
        ui, icons = self._ui, self._face.kit.icons
        for button, action, icon in (
            (ui.undoButton, self.undo.undo, "arrow_undo"),
            (ui.redoButton, self.undo.redo, "arrow_redo"),
        ):
            action.setIcon(icons(icon))
            _wear(button, action)
        field = ui.findField
        field.addAction(icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        field.update()  # its words have moved to the right of the sign
        QShortcut(QKeySequence("Ctrl+K"), self._window).activated.connect(self._to_find)

    def _fill_menus(self) -> None:
        menus, tabs, window, asks = self.menus, self._tabs, self._window, self._asks
        self._ui.menuEdit.addAction(self.undo.undo)
        self._ui.menuEdit.addAction(self.undo.redo)
        menus.add(*work_commands(tabs, self._face), *view_commands(tabs))
        look_commands(menus, window, self._face.kit.style, self._face)
        menus.add(
            Command(Menu.TOOLS, "&Ganti operator…", asks.operator, icon="person"),
            Command(Menu.TOOLS, "Ganti &periode…", asks.period, icon="calendar"),
            Command(Menu.HELP, "&Jelaskan layar ini", asks.guide, "F1", "question_circle"),
            Command(Menu.FILE, "&Keluar", window.close, "Alt+F4", apart=True),
        )
        bare_keys(window, tabs)

    def _to_find(self) -> None:
        self._ui.findField.setFocus()
        self._ui.findField.selectAll()


def _menus(ui: Ui_MainWindow) -> tuple[QMenu, ...]:
    return (
        ui.menuFile,
        ui.menuEdit,
        ui.menuView,
        ui.menuData,
        ui.menuReports,
        ui.menuTools,
        ui.menuHelp,
    )


def _wear(button: QToolButton, action: QAction) -> None:
    button.setDefaultAction(action)
    button.setIconSize(QSize(16, 16))
