"""The two trips by commands: enrol, join, export, import with dry run, status, revoke."""

import json
from pathlib import Path

import pytest
from two_sides import KEY, PASSPHRASE, Sides, enrolled, first_nip, linked, rename

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.cli import exchange, main
from kotabumi_kinerja.store.vault import FileVault


class Shell:
    """Runs commands on both ends; answers are read as JSON."""

    def __init__(self, sides: Sides, capsys: pytest.CaptureFixture[str]) -> None:
        self.sides, self._capsys = sides, capsys
        for work in (sides.centre, sides.office):
            work.database.close()
            name = work.database.office.hex()
            FileVault(work.folder / settings.KEY_FILE).put(name, KEY)
            (work.folder / settings.WRAPPED_KEY).write_text(
                json.dumps({"office": name, "recovery": ""}), "utf-8"
            )

    def __call__(self, side: str, *words: str) -> tuple[int, str]:
        folder = (self.sides.centre if side == "centre" else self.sides.office).folder
        front = ["--no-key-store", "--data", str(folder), "--json"]
        done = main.run([*front, *words])
        shown = self._capsys.readouterr()
        return done, shown.out or shown.err

    def answer(self, side: str, *words: str) -> dict[str, object]:
        """The data of a call that was done."""
        done, shown = self(side, *words)
        assert done == 0, shown
        return dict(json.loads(shown))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matter, whether `main` lists it yet or not."""
    others = tuple(m for m in main.MATTERS if m is not exchange)
    monkeypatch.setattr(main, "MATTERS", (*others, exchange))
    assert bootstrap.program(None, key_store=False).vault is None


@pytest.fixture
def fresh(
    tmp_path_factory: pytest.TempPathFactory,
    _sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    return Shell(enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua"), capsys)


@pytest.fixture
def shell(
    tmp_path_factory: pytest.TempPathFactory,
    _sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    sides = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    rename(sides.office, first_nip(sides.office), "0811")
    return Shell(sides, capsys)


def test_two_trips(fresh: Shell, tmp_path: Path) -> None:
    stick = str(fresh.sides.stick)
    made = fresh.answer(
        "centre", "centre", "enrol", "--office", "DPMPTSP", "--passphrase", PASSPHRASE,
        "--out", str(tmp_path / "baru.kkd"),
    )  # fmt: skip
    assert fresh("office", "exchange", "export", "--to", stick)[0] == 1
    joined = fresh.answer(
        "office", "office", "join", str(made["path"]), "--code", str(made["code"])
    )
    sent = fresh.answer("office", "exchange", "export", "--to", stick)
    assert sent["letters"] == joined["letters"]
    path = str(sent["path"])
    tried = fresh.answer("centre", "exchange", "import", path, "--dry-run")
    assert tried["packages"][0]["newcomer"] == joined["letters"]  # type: ignore[index]
    assert fresh("centre", "exchange", "import", path)[1].rstrip().endswith("KK-353")
    taken = fresh.answer("centre", "exchange", "import", stick, "--passphrase", PASSPHRASE)
    assert taken["packages"][0]["outcome"]["new"] == 105  # type: ignore[index]
    back = fresh.answer("centre", "exchange", "export", "--to", stick, "--office", "DPMPTSP")
    fresh.answer("office", "exchange", "import", str(back["path"]))
    state = fresh.answer("office", "exchange", "status")
    assert state["certified"] is True
    assert state["partners"][0]["confirmed"] == 1  # type: ignore[index]
    assert fresh.answer("centre", "exchange", "import", stick)["packages"] == []
    fresh.answer("centre", "centre", "revoke", str(joined["letters"]))
    later = fresh.answer("office", "exchange", "export", "--to", stick)
    assert fresh("centre", "exchange", "import", str(later["path"]))[1].rstrip().endswith("KK-322")


def test_words_for_people(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    sides = shell.sides
    front = ["--no-key-store", "--data", str(sides.office.folder)]
    assert main.run([*front, "exchange", "status"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("BKPSDM: dikirim paket 2, diterima sampai paket 1, 1 nilai menunggu")
    assert main.run([*front, "exchange", "export", "--to", str(sides.stick)]) == 0
    assert "aman dicabut" in capsys.readouterr().out
    front[-1] = str(sides.centre.folder)
    assert main.run([*front, "exchange", "import", str(sides.stick)]) == 0
    assert "1 nilai berubah" in capsys.readouterr().out
    torn = sides.stick / "torn.kkx"
    torn.write_bytes(b"KKX1\n")
    assert shell("centre", "exchange", "import", str(torn))[1].rstrip().endswith("KK-314")


def test_one_command_swaps_at_the_stick(shell: Shell) -> None:
    stick = str(shell.sides.stick)
    first = shell.answer("office", "exchange", "swap", stick)
    assert (first["packages"], len(first["sent"])) == ([], 1)  # type: ignore[arg-type]
    there = shell.answer("centre", "exchange", "swap", stick)
    assert there["packages"][0]["outcome"]["changed"] == 1  # type: ignore[index]
    here = shell.answer("office", "exchange", "swap", stick)
    assert len(here["packages"]) == len(here["sent"]) == 1  # type: ignore[arg-type]
    assert shell.answer("office", "exchange", "status")["partners"][0]["values"] == 0  # type: ignore[index]
    done, shown = shell("centre", "centre", "devices")
    assert done == 0
    assert {line["label"].split()[0] for line in json.loads(shown)} == {"BKPSDM", "DPMPTSP"}
