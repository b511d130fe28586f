"""Tokens, contrast, the style sheet, light and dark."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.style import Scheme, load_tokens, style_sheet

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TOKENS = RESOURCES / "style" / "tokens.toml"
KINDS = ("sb", "b", "bp", "k", "sk")

TEXT = 4.5
LINE = 3.0
PAIRS = [
    *[("text", ground, TEXT) for ground in ("window", "surface", "sunken", "hover")],
    *[("text", f"{tone}_soft", TEXT) for tone in ("good", "warn", "bad", "note")],
    *[
        ("text_soft", ground, TEXT)
        for ground in ("window", "surface", "sunken", "hover", "select", "accent_soft")
    ],
    ("text_soft", "warn_soft", TEXT),
    ("on_select", "select", TEXT),
    ("on_select", "select_idle", TEXT),
    *[("accent", ground, TEXT) for ground in ("surface", "window", "accent_soft")],
    ("accent", "select", LINE),
    ("accent", "sunken", LINE),
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_hover", TEXT),
    ("line_strong", "surface", LINE),
    ("line_strong", "window", LINE),
    *[(tone, f"{tone}_soft", TEXT) for tone in ("good", "warn", "bad", "note")],
    *[(tone, "surface", TEXT) for tone in ("good", "warn", "bad")],
    *[(tone, "select", TEXT) for tone in ("good", "warn", "bad", "note")],
    *[(f"{kind}_text", f"{kind}_soft", TEXT) for kind in KINDS],
    *[(f"{kind}_solid", "surface", LINE) for kind in KINDS],
    *[("bp_on" if kind == "bp" else "on_solid", f"{kind}_solid", TEXT) for kind in KINDS],
]


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_is_readable(scheme: str) -> None:
    tokens = load_tokens(TOKENS, scheme)
    poor = [
        (ink, ground, round(contrast(tokens[ink], tokens[ground]), 2))
        for ink, ground, least in PAIRS
        if contrast(tokens[ink], tokens[ground]) < least
    ]
    assert poor == []


def test_contrast_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") < TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_predikat_colours_differ(scheme: str) -> None:
    tokens = load_tokens(TOKENS, scheme)
    solids = [tokens[f"{kind}_solid"] for kind in KINDS]
    assert all(one != two for one, two in combinations(solids, 2))


def test_schemes_name_the_same_tokens() -> None:
    raw = tomllib.loads(TOKENS.read_text("utf-8"))
    assert set(raw["light"]) == set(raw["dark"])


def test_the_sheet_knows_every_name_it_uses() -> None:
    tokens = load_tokens(TOKENS, "light")
    sheet = style_sheet(RESOURCES / "style" / "app.qss", tokens, RESOURCES / "icons")
    assert "${" not in sheet
    del tokens["accent"]
    with pytest.raises(KeyError):
        style_sheet(RESOURCES / "style" / "app.qss", tokens, RESOURCES / "icons")


def test_live_switch_recolours_icons_and_sheet(kit: Kit, qapp: QApplication) -> None:
    icon = kit.icons("add", "text")
    light = icon.pixmap(16, 16).toImage()
    before = qapp.styleSheet()
    seen: list[str] = []
    kit.changed.connect(lambda: seen.append(kit.style.tokens["scheme"]))
    kit.style.choose(Scheme.DARK)
    assert icon.pixmap(16, 16).toImage() != light
    assert qapp.styleSheet() != before
    assert seen == ["dark"]
    kit.style.choose(Scheme.LIGHT)
    assert icon.pixmap(16, 16).toImage() == light
    assert qapp.styleSheet() == before


def test_a_missing_icon_or_role_fails_when_asked_not_when_painted(kit: Kit) -> None:
    with pytest.raises(FileNotFoundError):
        kit.icons("no_such_icon")
    with pytest.raises(KeyError):
        kit.icons("add", "no_such_role")


def test_disabled_icon_is_pale(kit: Kit) -> None:
    icon = kit.icons("add", "text")
    live = icon.pixmap(16, 16).toImage()
    dead = icon.pixmap(16, 16, mode=icon.Mode.Disabled).toImage()
    assert live != dead


def test_no_widget_dresses_itself() -> None:
    source = RESOURCES.parent / "src" / "kotabumi_kinerja" / "ui"
    found = [
        file.name
        for file in source.rglob("*.py")
        if "setStyleSheet(" in file.read_text("utf-8") and file.name != "style.py"
    ]
    assert found == []
    assert QPushButton().styleSheet() == ""
