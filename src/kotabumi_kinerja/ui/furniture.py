"""What the frame gets after its first paint: messages, undo, menus, search, status bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from kotabumi_kinerja.ui.face import Command, Menu
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

if TYPE_CHECKING:
    from kotabumi_kinerja.ui.main_window import MainWindow


class Furniture:
    """Puts the parts into the frame `ui` of `window`, once."""

    def __init__(self, window: "MainWindow", ui: Ui_MainWindow, tabs: TabPages) -> None:
        self._window, self._ui, self._tabs = window, ui, tabs
        kit = window.kit
        self.banners = Banners(kit, pad=(12, 10, 12, 0))
        ui.centreLayout.insertWidget(1, self.banners)
        self.undo = UndoActions(window)
        self.toast = Toast(kit, ui.centre, self.undo.undo_now)
        self.status = StatusParts(
            kit, ui.statusBar, window.operator_wanted.emit, window.period_wanted.emit
        )
        self.menus = Menus(kit, window, dict(zip(Menu, _menus(ui), strict=True)))
        self._dress_strip()
        self._fill_menus()
        self.finder = Finder(kit, ui.findField, window, [self.menus])

    def _dress_strip(self) -> None:
        ui, icons = self._ui, self._window.kit.icons
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
        menus, tabs, window = self.menus, self._tabs, self._window
        self._ui.menuEdit.addAction(self.undo.undo)
        self._ui.menuEdit.addAction(self.undo.redo)
        menus.add(*work_commands(tabs, window), *view_commands(tabs))
        look_commands(menus, window, window.kit.style, window)
        menus.add(
            Command(Menu.TOOLS, "&Ganti operator…", window.operator_wanted.emit, icon="person"),
            Command(Menu.TOOLS, "Ganti &periode…", window.period_wanted.emit, icon="calendar"),
            Command(Menu.HELP, "&Jelaskan layar ini", window.explain, "F1", "question_circle"),
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
