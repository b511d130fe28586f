"""From stick to installer: looked at, weighed against this program, verified, backed up, run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from release_bench import SETUP, Bench, Recorder, resources_with

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.exchange.naming import FOLDER
from kotabumi_kinerja.services import updates, upkeep
from kotabumi_kinerja.services.updates import Installed, WindowsStarter
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import backup

OWN = Installed("1.2.0", 2)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def kept(office: Workspace) -> Workspace:
    """An office with the wrapped key that goes along with each backup."""
    (office.folder / settings.WRAPPED_KEY).write_text("{}", "utf-8")
    return office


def code(run: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        run()
    return caught.value.code


def test_the_newest_that_fits_comes_first_and_the_rest_says_why(bench: Bench, stick: Path) -> None:
    bench.write(stick / "a.kkupdate", version="1.10.0")
    bench.write(stick / FOLDER / "b.kkupdate", version="1.9.0")
    bench.write(stick / "same.kkupdate", version="1.2.0")
    bench.write(stick / "old.kkupdate", version="1.1.9")
    bench.write(stick / "jump.kkupdate", version="2.0.0", from_version="1.3.0")
    bench.write(stick / "schema.kkupdate", version="2.0.0", schema=1)
    Bench().write(stick / "stranger.kkupdate")
    found = updates.look([stick], bench.known(), OWN)
    assert [u.manifest.version for u in found.updates] == ["1.10.0", "1.9.0"]
    assert {path.stem: refusal.code for path, refusal in found.refused} == {
        "same": "KK-471",
        "old": "KK-471",
        "jump": "KK-472",
        "schema": "KK-473",
        "stranger": "KK-466",
    }


def test_a_place_that_is_gone_is_told_and_an_empty_one_is_not(stick: Path) -> None:
    assert updates.look([stick], (), OWN).refused == ()
    found = updates.look([stick / "gone.kkupdate"], (), OWN)
    assert [refusal.code for _, refusal in found.refused] == ["KK-461"]


def test_a_fresh_checkout_knows_no_release_key(
    bench: Bench, stick: Path, office: Workspace
) -> None:
    known = updates.release_keys(office.resources)
    bench.write(stick / "a.kkupdate")
    codes = [r.code for _, r in updates.look([stick], known, OWN).refused]
    assert codes == (["KK-466"] if known else ["KK-465"])


def test_prepared_with_a_backup_that_opens_then_run(
    bench: Bench, stick: Path, kept: Workspace, tmp_path: Path
) -> None:
    work = replace(kept, resources=resources_with(tmp_path / "r", bench.toml()))
    known = updates.release_keys(work.resources)
    update = updates.look_at(bench.write(stick / "a.kkupdate"), known, Installed())
    starter = Recorder()
    ready = updates.prepare(update, work.folder, starter, Installed(), work=work)
    assert starter.started == []
    assert ready.backup is not None
    assert ready.backup.parent == work.folder / "cadangan"
    backup.verify(ready.backup, work.key)
    (stick / "a.kkupdate").unlink()
    updates.install(ready, starter)
    assert (starter.started, starter.bodies) == ([ready.setup], [SETUP])
    updates.sweep(work.folder)
    assert not (work.folder / "pembaruan").exists()
    assert upkeep.daily_copy(work) is None, "the backup counts as today's"


def test_an_older_version_is_not_prepared_either(bench: Bench, stick: Path, tmp_path: Path) -> None:
    update = updates.look_at(bench.write(stick / "a.kkupdate"), bench.known(), OWN)
    later = Installed("9.0.0", 9)
    assert code(lambda: updates.prepare(update, tmp_path, Recorder(), later)) == "KK-471"
    assert not (tmp_path / "pembaruan").exists()


def test_nothing_stays_when_this_computer_cannot_install_or_the_user_stops(
    bench: Bench, stick: Path, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = updates.look_at(bench.write(stick / "a.kkupdate"), bench.known(), OWN)
    linux = WindowsStarter("linux")
    run = lambda: updates.prepare(update, office.folder, linux, OWN, work=office)  # noqa: E731
    assert code(run) == "KK-478"
    assert not (office.folder / "cadangan").exists()

    def stop(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(upkeep, "backup", stop)
    with pytest.raises(Cancelled):
        updates.prepare(update, office.folder, Recorder(), OWN, work=office)
    assert list((office.folder / "pembaruan").iterdir()) == []


def test_a_backup_that_cannot_be_made_stops_the_update(
    bench: Bench, stick: Path, kept: Workspace
) -> None:
    update = updates.look_at(bench.write(stick / "a.kkupdate"), bench.known(), OWN)
    (kept.folder / "cadangan").write_text("in the way", "utf-8")
    starter = Recorder()
    run = lambda: updates.prepare(update, kept.folder, starter, OWN, work=kept)  # noqa: E731
    assert code(run) == "KK-403"
    assert list((kept.folder / "pembaruan").iterdir()) == []


def test_a_copy_that_changed_or_is_blocked_does_not_run(
    bench: Bench, stick: Path, tmp_path: Path
) -> None:
    update = updates.look_at(bench.write(stick / "a.kkupdate"), bench.known(), OWN)
    starter = Recorder()
    ready = updates.prepare(update, tmp_path, starter, OWN)
    assert ready.backup is None
    blocked = Recorder(fault=PermissionError(13, "blocked by policy"))
    assert code(lambda: updates.install(ready, blocked)) == "KK-479"
    ready.setup.write_bytes(SETUP[::-1])
    assert code(lambda: updates.install(ready, starter)) == "KK-475"
    assert starter.started == []
    updates.drop(ready)
    assert not ready.setup.exists()


def test_only_the_users_own_program_on_windows_is_replaced() -> None:
    shared = (r"C:\Program Files", r"C:\Program Files (x86)")
    own = r"D:\Pengguna\Nurul\AppData\Local\Programs\Kotabumi Kinerja\Kotabumi Kinerja.exe"
    WindowsStarter("win32", own, shared).allow("9.0.0")
    theirs = r"c:\program files\Kotabumi Kinerja\Kotabumi Kinerja.exe"
    assert code(lambda: WindowsStarter("win32", theirs, shared).allow("9.0.0")) == "KK-470"
    with pytest.raises(OSError, match=r"Setup\.exe"):
        WindowsStarter().start(Path("Setup.exe"))


def test_the_next_version_inherits_nothing_of_this_run() -> None:
    mine = {"PATH": "x", "QT_SCALE_FACTOR": "2", "_PYI_ARCHIVE_FILE": "y", "_MEIPASS2": "z"}
    assert updates.surroundings(mine) == {"PATH": "x"}
