"""Turns tokens.toml into a palette and a style sheet, and dresses the application in them."""

import os
import sys
import tomllib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from string import Template
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "surface_raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text_soft",
    QPalette.ColorRole.Highlight: "select",
    QPalette.ColorRole.HighlightedText: "on_select",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface_raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
    QPalette.ColorRole.Accent: "accent",
}


_MIDDLE = 128
FUSION = "Fusion"
"""The style under ours. `ui.main` asks for it in QT_STYLE_OVERRIDE before the application is made:
the first use of QStyle from Python costs 13 ms."""


class Scheme(Enum):
    """What the user wants under Tampilan; the value is what is remembered."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def _wished(scheme: Scheme) -> "QtCore.Qt.ColorScheme":
    known = QtCore.Qt.ColorScheme  # the first look at Qt costs 36 ms: not before it is needed
    return {Scheme.LIGHT: known.Light, Scheme.DARK: known.Dark}.get(scheme, known.Unknown)


def load_tokens(file: Path, scheme: str) -> dict[str, str]:
    """Colours of `scheme` ('light' or 'dark') and all measures, as strings."""
    raw: dict[str, dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))
    tokens = {name: str(value) for name, value in raw[scheme].items()}
    for group in ("size", "space"):
        tokens |= {name: str(value) for name, value in raw[group].items()}
    tokens["scheme"] = scheme
    tokens["fonts"] = "|".join(raw["font"]["screen"])
    return tokens


def palette(tokens: Mapping[str, str]) -> QPalette:
    """Every role is set, so that no colour of the system's theme shines through."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(tokens[name]))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        made.setColor(off, role, QColor(tokens["text_off"]))
    made.setColor(off, QPalette.ColorRole.Base, QColor(tokens["sunken"]))
    made.setColor(
        QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, QColor(tokens["select_idle"])
    )
    return made


def style_sheet(template: Path, tokens: Mapping[str, str], icons: Path) -> str:
    """Fills ${name} in app.qss; an unknown name raises KeyError, so a typing error cannot pass."""
    return Template(template.read_text("utf-8")).substitute(tokens, icons=icons.as_posix())


def high_contrast() -> bool:
    """Whether Windows shows its high contrast theme; then nothing of ours is put over it."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415  this module exists on Windows only

    where = r"Control Panel\Accessibility\HighContrast"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, where) as key:
            flags = str(winreg.QueryValueEx(key, "Flags")[0])
    except OSError:
        return False
    return flags.isdigit() and bool(int(flags) & 1)


def load_fonts(folder: Path) -> None:
    """Noto Sans from `folder`, where the system has no Segoe UI."""
    if "Segoe UI" not in QFontDatabase.families():
        for file in sorted(folder.glob("NotoSans*.ttf")):
            QFontDatabase.addApplicationFont(str(file))


class Style(QObject):
    """The live tokens and the one place that dresses the application.

    `tokens` is refilled in place, so that icons and delegates follow a switch; `changed` is sent
    after each switch. Reads `style`, `icons` and `fonts` under the folder `resources`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._wish = Scheme.SYSTEM
        self.tokens: dict[str, str] = {}
        load_fonts(resources / "fonts")
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def icons(self) -> Path:
        """The folder of the icons."""
        return self._resources / "icons"

    @property
    def wish(self) -> Scheme:
        """What the user wants, as last chosen."""
        return self._wish

    def choose(self, wish: Scheme) -> None:
        """Tampilan > Terang, Gelap, Ikut Windows; Qt turns the title bar too where it can."""
        if wish is not self._wish:
            self._wish = wish
            self._app.styleHints().setColorScheme(_wished(wish))
        self._apply(self._system() if wish is Scheme.SYSTEM else wish.value)

    def look_again(self) -> None:
        """After the first paint: asks Qt itself what the system wants."""
        self._follow()

    def _system(self) -> str:
        if not self.tokens:  # before the first paint the system's own palette tells it cheaper
            ground = self._app.palette().color(QPalette.ColorRole.Window)
            return "dark" if ground.lightness() < _MIDDLE else "light"
        dark = self._app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow(self) -> None:
        if self._wish is Scheme.SYSTEM and self.tokens.get("scheme") != self._system():
            self._apply(self._system())

    def _apply(self, scheme: str) -> None:
        if self.tokens.get("scheme") == scheme:
            return
        style = self._resources / "style"
        self.tokens.clear()
        self.tokens.update(load_tokens(style / "tokens.toml", scheme))
        self._app.setFont(screen_font(self.tokens))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        if not high_contrast():
            if os.environ.get("QT_STYLE_OVERRIDE", "") != FUSION:
                self._app.setStyle(QStyleFactory.create(FUSION))
            self._app.setPalette(palette(self.tokens))
            self._app.setStyleSheet(style_sheet(style / "app.qss", self.tokens, self.icons))
        self.changed.emit()


def screen_font(tokens: Mapping[str, str], size: str = "font_body") -> QFont:
    """The font of the screen in the size of token `size`, in pixels."""
    font = QFont()
    font.setFamilies(tokens["fonts"].split("|"))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
    font.setPixelSize(int(tokens[size]))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
