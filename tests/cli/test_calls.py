"""The command line as a whole: every promised command, wrong calls in Indonesian, no Qt."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from kotabumi_kinerja.cli import main, words

PROMISED = """
demo
office init --code X --name Y
centre init --code X --name Y --passphrase Z
staff import FILE
staff import FILE --dry-run
staff list
staff list --find TEXT
staff show NIP
staff export FILE
raters set NIP
raters list
raters check
plans import FILE
plans show NIP --year 2026
plans agree
progress set NIP --period P --indicator 1 --value V
scoring rate NIP --period P --results R --behaviour B
scoring show NIP --year 2026
scoring distribution --year 2026
training add NAME --kind K --since D
training list
print cards --year 2026 --out FILE
print cards NIP NIP --year 2026 --out FILE
exchange export --to DIR
exchange import PATH
exchange import PATH --dry-run
exchange status
centre enrol --office CODE --passphrase P --out FILE
office join FILE --code CODE
history list
history undo
history redo
check
"""
ENGLISH = re.compile(
    r"\b(usage|error|options|positional|show this|exit|required|invalid|choose from|expected|"
    r"unrecognized|argument|arguments|the following|ambiguous|ignored)\b"
)


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in dict[str, argparse.ArgumentParser](action.choices).values():
                yield from parsers(below)


@pytest.mark.parametrize("call", PROMISED.strip().splitlines())
def test_every_promised_command_is_there(call: str) -> None:
    assert callable(main.parser().parse_args(["--json", *call.split()]).run)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("", "Belum ditulis: PERINTAH."),
        ("staff", "Belum ditulis: PERINTAH."),
        ("staff show", "Belum ditulis: nip."),
        ("dance", "'dance' tidak dikenal. Pilih salah satu: 'office', "),
        ("staff show 1 2", "Tidak dikenal: 2."),
        ("history list --limit banyak", "--limit: 'banyak' bukan bilangan bulat."),
        ("staff list --find", "--find memerlukan satu isian."),
        ("verify", "Belum ditulis: code."),
        ("staff import --dry-run=ya x", "--dry-run ditulis tanpa isian."),
        ("staff list --fin x", "Tidak dikenal: --fin x."),
        ("raters set 1 --kind TETAP", "'TETAP' tidak dikenal. Pilih salah satu: 'DEFINITIF', "),
    ],
)
def test_wrong_calls_are_told_in_indonesian(
    call: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main.run(call.split())
    shown = capsys.readouterr()
    assert (ended.value.code, shown.out) == (2, "")
    usage, last = shown.err.split("Pemakaian: ")[1], shown.err.splitlines()[-1]
    assert usage.startswith("kotabumi-kinerja")
    assert last.startswith(said)
    assert not ENGLISH.search(shown.err)


def test_words_that_argparse_might_say_one_day_stay_indonesian() -> None:
    assert not ENGLISH.search(words.said("argument --x: not allowed with argument --y"))
    assert words.said("some new sentence") == words.said("another")


def test_help_is_indonesian_and_says_what_every_command_does() -> None:
    every = list(parsers(main.parser()))
    assert len(every) > 40
    for parser in every:
        assert parser.description, parser.prog
        text = parser.format_help()
        assert text.count("Pemakaian: ") == 1
        assert not ENGLISH.search(text), text


def test_the_command_line_never_imports_qt() -> None:
    """Not for the grammar, nor for anything that a command runs in its own process."""
    script = (
        "import importlib, sys\n"
        "from pathlib import Path\n"
        "import kotabumi_kinerja\n"
        "root = Path(kotabumi_kinerja.__file__).parent\n"
        "for file in root.rglob('*.py'):\n"
        "    parts = file.relative_to(root.parent).with_suffix('').parts\n"
        "    if parts[1] not in ('ui', '__main__') and 'migrations' not in parts:\n"
        "        importlib.import_module('.'.join(parts))\n"
        "print(len([m for m in sys.modules if m.startswith('kotabumi_kinerja.')]))\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    count, loaded = done.stdout.splitlines()
    assert int(count) > 100
    assert loaded == "[]"


def test_a_call_of_the_program_does_not_load_qt(tmp_path: object) -> None:
    script = (
        "import sys\n"
        "from kotabumi_kinerja.__main__ import main\n"
        f"sys.argv = ['k', '--no-key-store', '--data', {str(tmp_path)!r}, 'staff', 'list']\n"
        "status = main()\n"
        "print(status, any(m.startswith('PySide6') for m in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "1 False"
    assert done.stderr.strip().endswith("KK-448")
