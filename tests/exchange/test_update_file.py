"""Update files: only a whole file, signed by a known key, becomes a local copy that may be run."""

import errno
import io
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from release_bench import NEWS, SETUP, SIGNER, Bench

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.exchange import keys, updates
from kotabumi_kinerja.exchange.naming import FOLDER
from kotabumi_kinerja.exchange.updates import Update
from kotabumi_kinerja.settings import resources

SMALL = b"MZ small"


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def file(bench: Bench, tmp_path: Path) -> Path:
    return bench.write(tmp_path / "stick" / "Kotabumi-Kinerja-9.0.0.kkupdate")


@pytest.fixture
def local(tmp_path: Path) -> Path:
    return tmp_path / "lokal" / "pembaruan"


def refusal(run: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        run()
    return caught.value


def code(run: Callable[[], object]) -> str:
    return refusal(run).code


class Pulled(io.BytesIO):
    """A stick that is gone after the first `left` bytes."""

    def __init__(self, data: bytes, left: int) -> None:
        super().__init__(data)
        self.left = left

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() + (size or 0) > self.left:
            raise OSError(errno.ENODEV, "No such device")
        return super().read(size)


class Watch:
    """Counts steps; stops, or acts, at one of them."""

    def __init__(self, act: Callable[[], object] | None = None, at: int = 1) -> None:
        self.total, self.done, self.act, self.at = 0, 0, act, at

    def start(self, what: str, total: int) -> None:
        assert what == "Menyalin pembaruan"
        self.total = total

    def step(self, done: int = 1) -> None:
        self.done += done
        if self.done == self.at and self.act:
            self.act()


def test_a_sound_file_is_read_and_its_copy_is_what_was_signed(
    bench: Bench, file: Path, local: Path
) -> None:
    update = updates.inspect(file, bench.known())
    assert (update.manifest.version, update.manifest.news) == ("9.0.0", NEWS)
    assert (update.signer, update.manifest.published) == (SIGNER, date(2027, 2, 1))
    watch = Watch()
    setup = updates.stage(update, local, watch)
    assert setup.read_bytes() == SETUP
    assert setup.name == "Kotabumi-Kinerja-9.0.0-Setup.exe"
    assert setup.parent.parent == local
    assert watch.done == watch.total == 6, "three blocks copied, three verified"
    if os.name == "posix":
        assert stat.S_IMODE(setup.parent.stat().st_mode) == 0o700
    updates.discard(setup)
    assert list(local.iterdir()) == []


def test_a_cut_at_every_byte_of_the_front_and_of_a_small_file_is_refused(
    bench: Bench, tmp_path: Path
) -> None:
    whole = bench.signed(bench.manifest(SMALL), SMALL)
    file = tmp_path / "x.kkupdate"
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert code(lambda: updates.inspect(file, bench.known())) in {"KK-462", "KK-475"}
    file.write_bytes(whole + b"\0")
    assert code(lambda: updates.inspect(file, bench.known())) == "KK-475"


def test_every_flipped_bit_is_refused_before_anything_could_run(
    bench: Bench, tmp_path: Path
) -> None:
    whole = bench.signed(bench.manifest(SMALL), SMALL)
    file = tmp_path / "x.kkupdate"
    seen: set[str] = set()
    for at in range(len(whole) * 8):
        spoiled = bytearray(whole)
        spoiled[at // 8] ^= 1 << at % 8
        file.write_bytes(spoiled)
        seen.add(
            code(lambda: updates.stage(updates.inspect(file, bench.known()), tmp_path / "lokal"))
        )
    assert seen == {"KK-462", "KK-464", "KK-466", "KK-468", "KK-475"}
    assert list((tmp_path / "lokal").iterdir()) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), front=st.booleans())
def test_any_bytes_are_refused(tmp_path: Path, data: bytes, *, front: bool) -> None:
    file = tmp_path / "x.kkupdate"
    file.write_bytes(b"KKUPD1\n" + data if front else data)
    assert code(lambda: updates.inspect(file, Bench().known())).startswith("KK-46")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.sampled_from([b"[" * 9000, b'{"a":' * 5000, b"{}"]))
def test_a_signed_manifest_of_nonsense_is_refused(tmp_path: Path, data: bytes) -> None:
    bench, file = Bench(), tmp_path / "x.kkupdate"
    file.write_bytes(bench.signed(data))
    assert code(lambda: updates.inspect(file, bench.known())) == "KK-462"


@pytest.mark.parametrize(
    "facts",
    [
        {"version": "9.0"},
        {"version": "9.0.0\n"},
        {"version": "../../9.0.0"},
        {"from_version": ""},
        {"sha256": "A" * 64},
        {"size": 0},
        {"size": updates.SETUP + 1},
        {"schema": 0},
        {"news": ["x" * 301]},
        {"news": ["x"] * 21},
        {"published": "kemarin"},
    ],
)
def test_a_signed_manifest_out_of_bounds_is_refused(
    bench: Bench, tmp_path: Path, facts: dict[str, Any]
) -> None:
    file = bench.write(tmp_path / "x.kkupdate", **facts)
    assert code(lambda: updates.inspect(file, bench.known())) == "KK-462"


def test_a_manifest_that_is_too_large_is_not_read(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "x.kkupdate"
    file.write_bytes(bench.signed(b" " * (updates.MANIFEST + 1)))
    found = refusal(lambda: updates.inspect(file, bench.known()))
    assert (found.code, found.fields["megabytes"]) == ("KK-464", 200)


def test_who_signed_is_asked_before_what_is_said(bench: Bench, file: Path) -> None:
    assert code(lambda: updates.inspect(file, ())) == "KK-465"
    stranger = refusal(lambda: updates.inspect(file, Bench().known()))
    assert stranger.code == "KK-466"
    assert stranger.fields["letters"] == keys.fingerprint(bench.public)
    revoked = refusal(lambda: updates.inspect(file, bench.known(date(2027, 3, 1))))
    assert (revoked.code, revoked.fields["since"]) == ("KK-467", "01-03-2027")
    assert revoked.fields["name"] == SIGNER


def test_a_strangers_signature_under_a_known_name_is_refused(bench: Bench, file: Path) -> None:
    other = Bench()
    manifest = other.manifest()
    signature = other.key.sign(updates.CONTEXT + b"\0" + manifest)
    file.write_bytes(updates.head_of(manifest, bench.public, signature) + SETUP)
    assert code(lambda: updates.inspect(file, bench.known())) == "KK-468"


def test_a_signature_for_another_purpose_is_refused(bench: Bench, file: Path) -> None:
    manifest = bench.manifest()
    signature = bench.key.sign(keys.PACKAGE + b"\0" + manifest)
    file.write_bytes(updates.head_of(manifest, bench.public, signature) + SETUP)
    assert code(lambda: updates.inspect(file, bench.known())) == "KK-468"


def test_a_second_key_may_sign_when_the_first_is_replaced(bench: Bench, file: Path) -> None:
    known = (*Bench().known(date(2027, 1, 1)), *bench.known())
    assert updates.inspect(file, known).signer == SIGNER


def test_another_programs_update_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = bench.write(tmp_path / "x.kkupdate", product="penggajian")
    found = refusal(lambda: updates.inspect(file, bench.known()))
    assert (found.code, found.fields["product"]) == ("KK-469", "penggajian")


def test_a_changed_installer_is_found_in_the_local_copy(
    bench: Bench, file: Path, local: Path
) -> None:
    file.write_bytes(bench.signed(bench.manifest(), SETUP[:-1] + b"x"))
    update = updates.inspect(file, bench.known())
    assert code(lambda: updates.stage(update, local)) == "KK-475"
    assert list(local.iterdir()) == []


def test_links_and_folders_are_not_opened(bench: Bench, file: Path, tmp_path: Path) -> None:
    link, folder = tmp_path / "link.kkupdate", tmp_path / "map.kkupdate"
    link.symlink_to(file)
    folder.mkdir()
    for path in (link, folder):
        assert code(lambda p=path: updates.inspect(p, bench.known())) == "KK-463"
    update = updates.inspect(file, bench.known())
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert code(lambda: updates.stage(update, tmp_path / "lokal")) == "KK-463"


def test_another_file_than_was_looked_at_is_refused(bench: Bench, file: Path, local: Path) -> None:
    update = updates.inspect(file, bench.known())
    bench.write(file, version="9.0.1")
    assert code(lambda: updates.stage(update, local)) == "KK-474"
    file.unlink()
    assert code(lambda: updates.stage(update, local)) == "KK-461"
    assert list(local.iterdir()) == []


def test_a_file_that_shrinks_or_grows_while_it_is_copied(
    bench: Bench, file: Path, local: Path
) -> None:
    update = updates.inspect(file, bench.known())
    whole = file.read_bytes()
    watch = Watch(lambda: os.truncate(file, 1_100_000))
    assert code(lambda: updates.stage(update, local, watch)) == "KK-475"
    file.write_bytes(whole)
    watch = Watch(lambda: file.write_bytes(whole + b"more"))
    assert code(lambda: updates.stage(update, local, watch)) == "KK-475"
    assert list(local.iterdir()) == []


def test_a_stick_that_is_pulled_while_copying(bench: Bench, file: Path, local: Path) -> None:
    update = updates.inspect(file, bench.known())
    gone = Pulled(file.read_bytes(), 1_500_000)
    found = refusal(lambda: updates.stage(update, local, None, lambda _: cast("BinaryIO", gone)))
    assert (found.code, found.fields["file"]) == ("KK-461", file.name)
    early = Pulled(file.read_bytes(), 20)
    assert (
        code(lambda: updates.inspect(file, bench.known(), lambda _: cast("BinaryIO", early)))
        == "KK-461"
    )
    assert list(local.iterdir()) == []


def test_a_full_local_disk_is_told_before_and_while_copying(
    bench: Bench, file: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = updates.inspect(file, bench.known())

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert code(lambda: updates.stage(update, local)) == "KK-476"
    usage = shutil.disk_usage(local)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=3_000_000))
    found = refusal(lambda: updates.stage(update, local))
    assert (found.code, found.fields["megabytes"]) == ("KK-476", 4)
    assert list(local.iterdir()) == []


def test_a_local_folder_that_cannot_be_made(bench: Bench, file: Path, tmp_path: Path) -> None:
    (tmp_path / "lokal").write_text("in the way", "utf-8")
    update = updates.inspect(file, bench.known())
    assert code(lambda: updates.stage(update, tmp_path / "lokal")) == "KK-477"


def test_the_user_may_stop_and_nothing_stays(bench: Bench, file: Path, local: Path) -> None:
    update = updates.inspect(file, bench.known())

    def stop() -> None:
        raise Cancelled

    for at in (1, 5):
        with pytest.raises(Cancelled):
            updates.stage(update, local, Watch(stop, at))
        assert list(local.iterdir()) == []


def test_the_copy_is_verified_again_and_noticed_when_taken_away(
    bench: Bench, file: Path, local: Path
) -> None:
    update = updates.inspect(file, bench.known())
    setup = updates.stage(update, local)
    updates.verify(update, setup)
    with setup.open("r+b") as copy:
        copy.write(b"ZM")
    assert code(lambda: updates.verify(update, setup)) == "KK-475"
    setup.unlink()
    assert code(lambda: updates.verify(update, setup)) == "KK-479"


def test_files_are_found_in_the_stick_and_in_our_folder(bench: Bench, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    assert updates.find(stick) == []
    first = bench.write(stick / "a.KKUPDATE")
    second = bench.write(stick / FOLDER / "b.kkupdate")
    bench.write(stick / "deep" / "c.kkupdate")
    (stick / "Setup.exe").write_bytes(SETUP)
    assert updates.find(stick) == [first, second]
    for number in range(2 * updates.LISTED):
        (stick / f"z{number}.kkupdate").touch()
    assert len(updates.find(stick)) == updates.LISTED


def test_versions_are_ordered_by_number() -> None:
    assert sorted(["1.10.0", "1.9.9", "0.12.0"], key=updates.order) == ["0.12.0", "1.9.9", "1.10.0"]


def test_the_shipped_keys_can_be_read_and_keys_are_strict(bench: Bench) -> None:
    shipped = updates.read_keys((resources() / "release-keys.toml").read_text("utf-8"))
    assert all(len(bytes.fromhex(key.public)) == 32 for key in shipped)
    assert updates.read_keys(bench.toml()) == bench.known()
    assert updates.read_keys(bench.toml() + "revoked = 2027-03-01\n")[0].revoked == date(2027, 3, 1)
    for wrong in (
        "key = 3",
        bench.toml() + "note = 1\n",
        bench.toml().replace("public", "private"),
    ):
        with pytest.raises(msgspec.MsgspecError):
            updates.read_keys(wrong)


def test_what_is_shown_is_what_is_copied(bench: Bench, file: Path, local: Path) -> None:
    """The update that was looked at decides, not what another file of that name says."""
    update = updates.inspect(file, bench.known())
    other = bench.write(file.with_name("other.kkupdate"), version="9.9.9")
    swapped: Update = replace(update, path=other)
    assert code(lambda: updates.stage(swapped, local)) == "KK-474"
