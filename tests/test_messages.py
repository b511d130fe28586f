"""The sentences users read: every code used has one, every one is used, all are in one form."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kotabumi_kinerja import messages
from kotabumi_kinerja.messages import (
    CATALOGUE,
    exchange,
    files,
    history,
    lists,
    paper,
    plans,
    raters,
    staff,
    updates,
    workbooks,
)

SOURCE = Path(messages.__file__).parents[1]
CODE = re.compile(r"KK-\d{3}")
RANGES = (
    (staff, "1"),
    (raters, "1"),
    (lists, "1"),
    (workbooks, "1"),
    (plans, "2"),
    (exchange, "3"),
    (files, "4"),
    (updates, "4"),
    (history, "5"),
    (paper, "6"),
)
ENGLISH = re.compile(
    r"\b(the|is|are|was|not|please|error|file|files|folder path|failed|invalid|cannot|unknown|"
    r"password|database|backup|save|open|close|click|ok|cancel|warning|retry|user)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"!|\b(silakan|silahkan|mohon|maaf|gagal|ya/tidak|anda)\b", re.IGNORECASE)
INTERNAL = {"KK-999"}
"""Shown by the window for a fault of the program itself; its sentence is `UNKNOWN`."""


def strings() -> Iterator[tuple[Path, str]]:
    """Every string of the program that is no docstring."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in docs:
                yield path, str(node.value)


def used() -> set[str]:
    return {
        code
        for path, text in strings()
        if path.parent.name != "messages"
        for code in CODE.findall(text)
    }


def fields_of(code: str) -> set[str]:
    return {part[1] for part in Formatter().parse(CATALOGUE[code]) if part[1] is not None}


def test_every_code_has_a_sentence_and_every_sentence_is_used() -> None:
    codes = used()
    assert len(codes) > 150
    assert codes - CATALOGUE.keys() == INTERNAL
    assert CATALOGUE.keys() - codes == set()


def test_no_code_stands_twice_and_each_in_its_file() -> None:
    seen = Counter[str]()
    for module, digit in RANGES:
        text = Path(str(module.__file__)).read_text("utf-8")
        keys = re.findall(r'^    "(KK-\d{3})":', text, re.MULTILINE)
        seen.update(keys)
        assert all(key[3] == digit for key in keys)
        assert set(keys) == module.SENTENCES.keys()
    assert [code for code, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_form(code: str) -> None:
    sentence = CATALOGUE[code]
    plain = re.sub(r"\{\w+\}", "", sentence)
    assert not ENGLISH.search(plain)
    assert not FORBIDDEN.search(plain)
    assert sentence.endswith((".", "{advice}"))
    assert "  " not in sentence
    assert sentence[0].isupper() or sentence[0] == "{"
    assert not re.search(r"\.\w", re.sub(r"\.(xlsx|kkx|kkd|\d{3})", "", plain))
    fields = fields_of(code)
    assert all(name.isidentifier() for name in fields)
    filled = messages.sentence(code, dict.fromkeys(fields, "isi"))
    assert filled.endswith((f". {code}", f"isi {code}"))
    assert "{" not in filled
    assert "–" not in filled


def test_fields_given_are_fields_of_the_sentence() -> None:
    """A `Refused` written with its fields in place fills every brace of its sentence."""
    wrong: list[str] = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused"):
                continue
            first = node.args[0] if node.args else None
            if not isinstance(first, ast.Constant) or any(k.arg is None for k in node.keywords):
                continue
            code = str(first.value)
            missing = fields_of(code) - {k.arg for k in node.keywords}
            if missing:
                wrong.append(f"{path.name}:{node.lineno} {code} {sorted(missing)}")
    assert wrong == []


def test_a_gap_is_a_dash_and_an_unknown_code_still_speaks() -> None:
    assert messages.sentence("KK-131", {}).startswith("– tidak ada.")
    assert messages.sentence("KK-000", {}) == f"{messages.UNKNOWN} KK-000"
    assert not FORBIDDEN.search(messages.UNKNOWN)
