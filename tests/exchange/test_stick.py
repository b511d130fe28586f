"""Nothing that happens to a stick harms anything, and each fault gets its own sentence."""

import errno
from pathlib import Path

import msgspec
import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import drive as drives
from kotabumi_kinerja.exchange import naming, package, stick
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Payload
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.messages.exchange import SAFE_TO_REMOVE

OFFICE = bytes(range(16))
NAME = "DINKES-BKPSDM-0a0b0c-0018.kkx"


class Faulty(Drive):
    """Fails at the `at`-th operation on the stick, `times` times, with `error`."""

    def __init__(self, stick: Path, error: OSError, at: int, times: int = 1000) -> None:
        self.stick, self.error, self.at, self.left = stick, error, at, times
        self.steps: list[str] = []
        self.slept: list[float] = []

    def _step(self, name: str, path: Path) -> None:
        if not path.is_relative_to(self.stick):
            return
        self.steps.append(name)
        if len(self.steps) > self.at and self.left:
            self.left -= 1
            raise self.error

    def free(self, folder: Path) -> int:
        self._step("free", folder)
        return super().free(folder)

    def make(self, folder: Path) -> None:
        self._step("make", folder)
        super().make(folder)

    def exists(self, path: Path) -> bool:
        self._step("exists", path)
        return super().exists(path)

    def names(self, folder: Path) -> list[str]:
        self._step("names", folder)
        return super().names(folder)

    def size(self, path: Path) -> int:
        self._step("size", path)
        return super().size(path)

    def read(self, path: Path, count: int = -1) -> bytes:
        self._step("read", path)
        return super().read(path, count)

    def write(self, path: Path, data: bytes) -> None:
        if path.is_relative_to(self.stick):
            path.write_bytes(data[: len(data) // 2])
        self._step("write", path)
        super().write(path, data)

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename", old)
        super().rename(old, new)

    def settle(self, folder: Path) -> None:
        self._step("settle", folder)
        super().settle(folder)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Forgetful(Drive):
    """A fake stick of a bad market: it gives back zeros."""

    def read(self, path: Path, count: int = -1) -> bytes:
        return bytes(len(super().read(path, count)))


class Full(Drive):
    def free(self, folder: Path) -> int:
        return 4096 if folder.exists() else 0


@pytest.fixture
def plugged(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def local(tmp_path: Path) -> Path:
    folder = tmp_path / "local"
    folder.mkdir()
    return folder


@pytest.fixture
def source(blob: bytes, local: Path) -> Path:
    return stick.build(blob, NAME, local, Drive())


def delivery(source: Path, plugged: Path, drive: Drive) -> str:
    with pytest.raises(Refused) as caught:
        stick.deliver(source, "isi", 18, plugged, drive)
    assert caught.value.fields["number"] == 18
    return caught.value.code


def on_stick(plugged: Path) -> list[str]:
    return sorted(path.name for path in (plugged / naming.FOLDER).glob("*"))


def test_delivered_whole(source: Path, plugged: Path, blob: bytes) -> None:
    done = stick.deliver(source, "isi", 18, plugged, Drive())
    assert done.path.read_bytes() == blob
    assert done.size == len(blob)
    assert on_stick(plugged) == [NAME, NAME.replace(".kkx", ".txt")]
    shown = SAFE_TO_REMOVE.format(number=18, place="E:")
    assert shown == "Paket 18 tersimpan utuh di E:. Flashdisk aman dicabut."


def test_pulled_at_any_step_and_done_again(tmp_path: Path, source: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    quiet = Faulty(whole, OSError(errno.EIO, "gone"), at=1000)
    stick.deliver(source, "isi", 18, whole, quiet)
    assert quiet.steps == "make exists free write read write rename settle".split()  # noqa: SIM905  # reads as a list of steps
    for at in range(len(quiet.steps)):
        plugged = tmp_path / f"stick{at}"
        plugged.mkdir()
        pulled = Faulty(plugged, OSError(errno.EIO, "gone"), at)
        assert delivery(source, plugged, pulled) == "KK-305"
        last = at == len(quiet.steps) - 1
        assert [n for n in on_stick(plugged) if n.endswith(".kkx")] == [NAME] * last
        again = stick.deliver(source, "isi", 18, plugged, Drive())
        assert again.path.read_bytes() == source.read_bytes()
        assert on_stick(plugged) == on_stick(whole)


def test_a_stick_that_is_gone_does_not_become_a_local_folder(source: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert delivery(source, gone, Drive()) == "KK-305"
    assert not gone.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "KK-306"), (errno.EROFS, "KK-307"), (errno.EACCES, "KK-307")],
)
def test_faults_while_writing(source: Path, plugged: Path, number: int, code: str) -> None:
    assert delivery(source, plugged, Faulty(plugged, OSError(number, "no"), at=3)) == code
    assert on_stick(plugged) == []


@pytest.mark.parametrize(
    ("windows", "code"), [(112, "KK-306"), (19, "KK-307"), (32, "KK-309"), (21, "KK-305")]
)
def test_faults_of_windows(source: Path, plugged: Path, windows: int, code: str) -> None:
    error = OSError(errno.EINVAL, "no")
    error.winerror = windows  # pyright: ignore[reportAttributeAccessIssue]  # as Windows sets it
    assert delivery(source, plugged, Faulty(plugged, error, at=3)) == code


def test_no_room(source: Path, plugged: Path) -> None:
    assert delivery(source, plugged, Full()) == "KK-306"
    assert on_stick(plugged) == []


def test_a_real_read_only_folder(source: Path, plugged: Path) -> None:
    (plugged / naming.FOLDER).mkdir()
    (plugged / naming.FOLDER).chmod(0o500)
    try:
        (plugged / naming.FOLDER / "probe").touch()
    except PermissionError:
        assert delivery(source, plugged, Drive()) == "KK-307"
    else:  # the superuser writes everywhere
        locked = Faulty(plugged, OSError(errno.EROFS, "no"), at=3)
        assert delivery(source, plugged, locked) == "KK-307"
    finally:
        (plugged / naming.FOLDER).chmod(0o700)


def test_in_use_is_tried_again(source: Path, plugged: Path) -> None:
    patient = Faulty(plugged, PermissionError(errno.EACCES, "in use"), at=6, times=3)
    stick.deliver(source, "isi", 18, plugged, patient)
    assert patient.slept == list(stick.PAUSES[:3])


def test_in_use_for_ever(source: Path, plugged: Path) -> None:
    stuck = Faulty(plugged, PermissionError(errno.EACCES, "in use"), at=6)
    assert delivery(source, plugged, stuck) == "KK-309"
    assert stuck.slept == list(stick.PAUSES)
    assert on_stick(plugged) == []


def test_a_stick_that_forgets(source: Path, plugged: Path) -> None:
    assert delivery(source, plugged, Forgetful()) == "KK-303"
    assert on_stick(plugged) == []


def test_a_name_is_never_overwritten(source: Path, plugged: Path) -> None:
    (plugged / naming.FOLDER).mkdir()
    taken = plugged / naming.FOLDER / NAME
    taken.write_bytes(b"older")
    assert delivery(source, plugged, Drive()) == "KK-308"
    assert taken.read_bytes() == b"older"


def test_the_local_disk_is_full(blob: bytes, local: Path) -> None:
    with pytest.raises(Refused, match="KK-302"):
        stick.build(blob, NAME, local, Faulty(local, OSError(errno.ENOSPC, "penuh"), at=0))


@pytest.fixture
def two_more(content: Payload, fresh: Header, office_key: DeviceKey) -> tuple[bytes, bytes]:
    reader = [DeviceKey.new().public.recipient]
    other = msgspec.structs.replace(fresh, recipient=b"\xbb" * 16, sender=b"\xbb" * 16)
    ours = package.write(content, fresh, reader, office_key)
    return ours, package.write(content, other, reader, office_key)


def test_collecting(plugged: Path, local: Path, blob: bytes, two_more: tuple[bytes, bytes]) -> None:
    folder = plugged / naming.FOLDER
    folder.mkdir()
    (folder / "b.KKX").write_bytes(blob)
    (folder / "a.kkx").write_bytes(two_more[0])
    (folder / "c.kkx").write_bytes(two_more[1])
    (folder / "torn.kkx").write_bytes(blob[:-20])
    (folder / "virus.kkx").write_bytes(b"MZ")
    (folder / "b.txt").write_text("isi")
    (folder / "link.kkx").symlink_to(folder / "b.KKX")
    seen = stick.collect(plugged, local, lambda one: one.concerns(OFFICE), Drive())
    assert [found.header.number for found in seen.packages] == [9, 10]
    assert seen.packages[0].path.read_bytes() == blob
    assert all(found.path.parent == local for found in seen.packages)
    refused = [(name, refusal.code) for name, refusal in seen.refused]
    assert refused == [("torn.kkx", "KK-312"), ("virus.kkx", "KK-313")]
    assert seen.others == 1
    again = stick.collect(plugged, local, lambda one: one.concerns(OFFICE), Drive())
    assert again.packages == seen.packages


def test_pulled_while_reading(plugged: Path, local: Path, blob: bytes) -> None:
    (plugged / naming.FOLDER).mkdir()
    (plugged / naming.FOLDER / NAME).write_bytes(blob)
    quiet = Faulty(plugged, OSError(errno.EIO, "gone"), at=1000)
    stick.collect(plugged, local, lambda _: True, quiet)
    assert quiet.steps == ["exists", "names", "read", "size", "read"]
    for at in range(len(quiet.steps)):
        pulled = Faulty(plugged, OSError(errno.EIO, "gone"), at)
        with pytest.raises(Refused, match="KK-304"):
            stick.collect(plugged, local, lambda _: True, pulled)


def test_nothing_of_ours(plugged: Path, local: Path) -> None:
    with pytest.raises(Refused, match="KK-301"):
        stick.collect(plugged, local, lambda _: True, Drive())
    (plugged / naming.FOLDER).mkdir()
    with pytest.raises(Refused, match="KK-301"):
        stick.collect(plugged, local, lambda _: True, Drive())
    with pytest.raises(Refused, match="KK-304"):
        stick.collect(plugged / "gone", local, lambda _: True, Drive())


def test_candidates_are_mounted_disks(tmp_path: Path) -> None:
    (tmp_path / "not-mounted" / "deeper").mkdir(parents=True)
    assert drives.candidates([tmp_path, tmp_path / "none"]) == ()
    assert Path("/proc") in drives.candidates([Path("/")])


def test_names_and_cover(header: Header) -> None:
    replica = bytes(13) + b"\x3f\x09\xac"
    name = naming.package_name("DIN KES/1", "BKPSDM", replica, 17)
    assert name == "DINKES1-BKPSDM-3f09ac-0017.kkx"
    assert naming.package_name("../..", "", replica, 12345) == "kantor-kantor-3f09ac-12345.kkx"
    assert naming.enrolment_name("1803.02") == "pendaftaran-180302.kkd"
    text = naming.cover_text(header, {"pegawai": 1200, "SKP": 3, "konflik": 0})
    assert "nomor 9" in text
    assert "Dari    : Dinas Kesehatan\r\n" in text
    assert "Untuk   : BKPSDM\r\n" in text
    assert "24 November 2026, 14.05" in text
    assert "Isi     : 1.200 pegawai, 3 SKP\r\n" in text
    assert "tanda terima saja" in naming.cover_text(header, {})


def test_given_sentences() -> None:
    assert sentence("KK-305", {"number": 18}) == (
        "Flashdisk dicabut sebelum selesai. Tidak ada data yang rusak; paket 18 belum terkirim. "
        "Pasang lagi, lalu ulangi. KK-305"
    )
    assert sentence("KK-311", {"office": "Dinas Kesehatan"}) == (
        "Paket ini untuk Dinas Kesehatan, bukan kantor ini. Tidak ada yang diimpor. KK-311"
    )
    assert sentence("KK-312", {"number": 9, "sender": "BKPSDM"}) == (
        "Paket 9 rusak di tengah jalan. Minta BKPSDM menulisnya lagi; data kantor ini tidak "
        "berubah. KK-312"
    )
