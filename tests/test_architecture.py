"""The rules of the house: arrows, sizes, first sentences, named places."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "src" / "kotabumi_kinerja"
HARD_LIMIT = 400
GENERATED = PACKAGE / "ui" / "forms"

# Where a fault of any kind is turned into a sentence, and nowhere else.
CATCH_ALL = {"ui/jobs.py", "ui/errors.py", "cli/main.py"}


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != GENERATED)


def ours() -> list[Path]:
    return (
        sources() + sorted((REPO / "build").glob("*.py")) + sorted((REPO / "tests").rglob("*.py"))
    )


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def public_classes(path: Path) -> list[str]:
    nodes = parsed(path).body
    return [n.name for n in nodes if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]


def catches_all(path: Path) -> bool:
    handlers = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.ExceptHandler)]
    return any(
        handler.type is None
        or {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
        & {"Exception", "BaseException"}
        for handler in handlers
    )


def prints(path: Path) -> bool:
    calls = [node.func for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    return any(isinstance(func, ast.Name) and func.id == "print" for func in calls)


def test_contracts_of_imports_hold() -> None:
    code = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_outgrows_the_hard_limit() -> None:
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ours()}
    assert {file: lines for file, lines in sizes.items() if lines > HARD_LIMIT} == {}


def test_every_file_opens_with_a_sentence() -> None:
    openings = {
        name(path): ast.get_docstring(parsed(path)) for path in ours() if path.stat().st_size
    }
    assert [file for file, words in openings.items() if not words] == []


def test_public_classes_of_the_domain_are_in_the_glossary() -> None:
    glossary = (REPO / "docs" / "glossary.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(\w+)`", glossary))
    classes = {cls for path in (PACKAGE / "domain").rglob("*.py") for cls in public_classes(path)}
    assert classes
    assert sorted(classes - known) == []


def test_faults_are_caught_only_in_three_named_places() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in sources() if catches_all(p)}
    assert found <= CATCH_ALL


def test_only_the_command_line_prints() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in sources() if prints(p)}
    assert {file for file in found if not file.startswith("cli/")} == set()


def test_forms_are_fresh() -> None:
    script = REPO / "build" / "forms.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("try:\n    pass\nexcept Exception:\n    pass\n", True),
        ("try:\n    pass\nexcept (ValueError, Exception):\n    pass\n", True),
        ("try:\n    pass\nexcept:\n    pass\n", True),
        ("try:\n    pass\nexcept ValueError:\n    pass\n", False),
    ],
)
def test_the_search_for_catch_alls_sees_them(tmp_path: Path, text: str, *, seen: bool) -> None:
    file = tmp_path / "sample.py"
    file.write_text(text, encoding="utf-8")
    assert catches_all(file) is seen
