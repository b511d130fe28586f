"""Packages on their way: only what is unconfirmed, once, whole, and every fault refused."""

import errno
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from backports import zstd  # pyright: ignore[reportMissingTypeStubs]  # typed, but a namespace
from two_sides import (
    NOW,
    PASSPHRASE,
    Sides,
    content,
    first_nip,
    linked,
    opened,
    phone,
    refused,
    rename,
)

from kotabumi_kinerja.exchange import package, payload
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Payload
from kotabumi_kinerja.services import (
    arrivals,
    conflicts,
    enrolment,
    exchange,
    offices,
    receipts,
)
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.opening import SCHEMA


@pytest.fixture
def pair(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


@pytest.fixture
def nip(pair: Sides) -> str:
    return first_nip(pair.office)


class Faulty(Drive):
    """A stick that fails in one operation."""

    def __init__(self, operation: str, code: int) -> None:
        self.operation, self.code = operation, code

    def _fail(self, operation: str, path: Path) -> None:
        if operation == self.operation and "KotabumiKinerja" in str(path):
            raise OSError(self.code, "rusak")

    def read(self, path: Path, count: int = -1) -> bytes:
        self._fail("read", path)
        return super().read(path, count)

    def write(self, path: Path, data: bytes) -> None:
        self._fail("write", path)
        super().write(path, data)

    def rename(self, old: Path, new: Path) -> None:
        self._fail("rename", new)
        super().rename(old, new)

    def sleep(self, seconds: float) -> None:
        pass


def test_only_what_is_not_confirmed_travels(pair: Sides, nip: str) -> None:
    assert receipts.waiting(pair.office, pair.office.database.office) == ({}, 0)
    rename(pair.office, nip, "0811")
    assert receipts.waiting(pair.office, pair.office.database.office) == ({"person": 1}, 1)
    sent = exchange.export(pair.office, pair.stick)
    assert (sent.counts, sent.letters) == ({"person": 1}, "")
    assert sent.size < 3000
    again = exchange.export(pair.office, pair.stick)
    assert (again.counts, again.number) == (sent.counts, sent.number + 1)
    looked = arrivals.look(pair.centre, pair.stick)
    assert [a.outcome.changed for a in looked.arrivals] == [1, 1]
    assert phone(pair.centre, nip) == ""
    assert [t.outcome.changed for t in arrivals.take(pair.centre, looked)] == [1, 0]
    assert phone(pair.centre, nip) == "0811"
    pair.back()
    assert receipts.waiting(pair.office, pair.office.database.office) == ({}, 0)


def test_the_cover_beside_the_package_names_nobody(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    cover = sent.path.with_suffix(".txt").read_text()
    assert "1 pegawai" in cover
    assert "BKPSDM Kabupaten Contoh" in cover
    assert nip not in cover


def test_importing_again_changes_nothing(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    first = arrivals.look(pair.centre, sent.path)
    arrivals.take(pair.centre, first)
    before = content(pair.centre)
    outcome = arrivals.take(pair.centre, arrivals.look(pair.centre, sent.path))[0].outcome
    assert (outcome.new, outcome.changed, outcome.conflicts) == (0, 0, 0)
    assert content(pair.centre) == before
    assert arrivals.look(pair.centre, pair.stick).arrivals == ()


def test_the_status_of_both_sides(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    office = receipts.status(pair.office)
    assert (office.joined, office.certified, office.troubles) == (True, True, ())
    (centre,) = office.partners
    assert (centre.office.code, centre.confirmed, centre.values) == ("BKPSDM", 1, 1)
    sent = exchange.export(pair.office, pair.stick)
    assert receipts.status(pair.office).partners[0].sent == sent.number
    arrivals.take(pair.centre, arrivals.look(pair.centre, pair.stick))
    (line,) = receipts.status(pair.centre).partners
    assert (line.office.code, line.taken, line.taken_at) == ("DPMPTSP", sent.number, NOW)
    pair.back()
    assert receipts.status(pair.office).partners[0].confirmed == sent.number
    assert receipts.status(pair.office).partners[0].confirmed_at == NOW


def test_a_conflict_is_listed_on_both_sides_and_closed_by_choosing(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    rename(pair.centre, nip, "0822")
    taken = pair.trip()
    assert taken.outcome.conflicts == 1
    (seen,) = conflicts.listed(pair.centre)
    assert (seen.nip, seen.field, seen.column) == (nip, "alamat dan telepon", "phone")
    assert {seen.left.value, seen.right.value} == {"0811", "0822"}
    assert {seen.left.title, seen.right.title} == {"Nilai BKPSDM", "Nilai DPMPTSP"}
    pair.back()
    (here,) = conflicts.listed(pair.office)
    assert here.mine
    assert receipts.status(pair.office).partners[0].conflicts == 1
    side = "left" if here.left.value == "0811" else "right"
    conflicts.choose(pair.office, here, side)
    assert (phone(pair.office, nip), conflicts.listed(pair.office)) == ("0811", [])
    pair.trip()
    assert (phone(pair.centre, nip), conflicts.listed(pair.centre)) == ("0811", [])
    with refused("KK-362"):
        conflicts.choose(pair.office, here, "left")


def test_a_conflict_closed_by_typing(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    rename(pair.centre, nip, "0822")
    pair.trip()
    conflicts.write(pair.centre, conflicts.listed(pair.centre)[0], " 0833 ")
    pair.back()
    assert phone(pair.office, nip) == phone(pair.centre, nip) == "0833"
    assert conflicts.listed(pair.office) == []


@pytest.mark.parametrize(
    ("cut", "code"), [(-1, "KK-312"), (3, "KK-313"), (300, "KK-31[24]"), (40, "KK-314")]
)
def test_a_torn_file(pair: Sides, nip: str, cut: int, code: str) -> None:
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    sent.path.write_bytes(sent.path.read_bytes()[:cut])
    _refused(pair.centre, sent.path, code)


def test_a_flipped_bit(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    data = bytearray(sent.path.read_bytes())
    data[len(data) // 2] ^= 4
    sent.path.write_bytes(data)
    _refused(pair.centre, sent.path, "KK-31[25]")
    assert arrivals.take(pair.centre, arrivals.look(pair.centre, pair.stick)) == ()
    (trouble,) = receipts.status(pair.centre).troubles
    assert trouble.outcome in {"KK-312", "KK-315"}


def test_for_someone_else(pair: Sides, tmp_path: Path) -> None:
    enrolment.enrol(pair.centre, OfficeFacts("DINKES", "Dinas Kesehatan"), PASSPHRASE, tmp_path)
    sent = exchange.export(pair.centre, pair.stick, "DINKES")
    _refused(pair.office, sent.path, "KK-311")
    assert arrivals.look(pair.office, pair.stick).others == 1


def test_an_unknown_device(pair: Sides) -> None:
    thief = DeviceKey.new()
    header = _header(pair, thief)
    reader = offices.device_key(pair.centre.database).public.recipient
    path = pair.stick / "x.kkx"
    path.write_bytes(
        package.write(Payload(counter=0, vectors={}, streams={}), header, [reader], thief)
    )
    _refused(pair.centre, path, "KK-320")


def test_a_newer_schema(pair: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotabumi_kinerja.services.exchange.SCHEMA", SCHEMA + 1)
    sent = exchange.export(pair.office, pair.stick)
    _refused(pair.centre, sent.path, "KK-318")


def test_held_after_a_restore_and_then_healed(pair: Sides, tmp_path: Path) -> None:
    pair.office.database.close()
    shutil.copytree(pair.office.folder, tmp_path / "cadangan")
    office = opened(pair.office.folder, "Kartika Hidayat")
    now = Sides(pair.centre, office, pair.stick, pair.file, pair.code)
    _city(pair.centre, "Kota Satu")
    now.back()
    now.trip()
    office.database.close()
    _city(pair.centre, "Kota Dua")
    old = opened(tmp_path / "cadangan", "Kartika Hidayat")
    then = Sides(pair.centre, old, pair.stick, pair.file, pair.code)
    assert then.back().outcome.held
    assert offices.facts_of(old.database).city == "Kotabumi"
    assert [t.outcome for t in receipts.status(old).troubles] == ["held"]
    then.trip()
    assert not then.back().outcome.held
    assert offices.facts_of(old.database).city == "Kota Dua"
    old.database.close()


def test_the_restored_centre_takes_its_own_back_only_when_told(pair: Sides, tmp_path: Path) -> None:
    pair.centre.database.close()
    shutil.copytree(pair.centre.folder, tmp_path / "cadangan")
    centre = opened(pair.centre.folder, "Admin BKPSDM")
    now = Sides(centre, pair.office, pair.stick, pair.file, pair.code)
    _city(centre, "Kota Satu")
    now.back()
    centre.database.close()
    old = opened(tmp_path / "cadangan", "Admin BKPSDM")
    then = Sides(old, pair.office, pair.stick, pair.file, pair.code)
    sent = exchange.export(pair.office, pair.stick)
    assert arrivals.look(old, sent.path).arrivals[0].behind
    then.trip()
    then.back()
    sent = exchange.export(pair.office, pair.stick)
    arrivals.take(old, arrivals.look(old, sent.path))
    assert _city_at(old) == "Kotabumi"
    arrivals.take(old, arrivals.look(old, sent.path), take_back=True)
    assert _city_at(old) == "Kota Satu"
    assert not arrivals.look(old, sent.path).arrivals[0].behind
    old.database.close()


@pytest.mark.parametrize(
    ("operation", "fault", "code"),
    [
        ("rename", errno.EIO, "KK-305"),
        ("write", errno.EIO, "KK-305"),
        ("write", errno.ENOSPC, "KK-306"),
        ("write", errno.EROFS, "KK-307"),
        ("rename", errno.EBUSY, "KK-309"),
    ],
)
def test_a_stick_that_fails_while_written(
    pair: Sides, nip: str, operation: str, fault: int, code: str
) -> None:
    rename(pair.office, nip, "0811")
    before = content(pair.office)
    with refused(code):
        exchange.export(pair.office, pair.stick, drive=Faulty(operation, fault))
    assert content(pair.office) == before
    assert list((pair.stick / "KotabumiKinerja").glob("*")) == []
    assert [t.outcome for t in receipts.status(pair.office).troubles] == ["failed"]
    assert pair.trip().outcome.changed == 1
    assert receipts.status(pair.office).troubles == ()


def test_a_stick_pulled_while_read(pair: Sides, nip: str) -> None:
    rename(pair.office, nip, "0811")
    exchange.export(pair.office, pair.stick)
    before = content(pair.centre)
    with refused("KK-304"):
        arrivals.look(pair.centre, pair.stick, drive=Faulty("read", errno.EIO))
    with refused("KK-301"):
        arrivals.look(pair.centre, pair.stick.parent / "pusat")
    assert content(pair.centre) == before


def test_whom_the_centre_writes_to(pair: Sides) -> None:
    with refused("KK-355"):
        exchange.export(pair.centre, pair.stick)
    with refused("KK-352"):
        exchange.export(pair.centre, pair.stick, "TIDAKADA")
    assert exchange.export(pair.centre, pair.stick, "dpmptsp").partner.code == "DPMPTSP"


_CHILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from sqlalchemy import event
from kotabumi_kinerja.services import arrivals
from two_sides import opened
work = opened(Path(sys.argv[1]), "Admin BKPSDM")
looked = arrivals.look(work, Path(sys.argv[2]))
work.database.close()
left = int(sys.argv[3])
def count(words):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(work.database.engine, "connect", lambda raw, record: raw.set_trace_callback(count))
arrivals.take(work, looked)
"""


@pytest.mark.parametrize("statement", [3, 20, 45, 70, 100_000])
def test_killed_while_taking_in(pair: Sides, statement: int) -> None:
    with pair.office.database.change("ubah semua") as connection:
        connection.exec_driver_sql("UPDATE person SET phone = '0811' || substr(nip, 1, 4)")
    sent = exchange.export(pair.office, pair.stick)
    before = content(pair.centre)
    pair.centre.database.close()
    command = [
        sys.executable,
        "-c",
        _CHILD,
        str(pair.centre.folder),
        str(sent.path),
        str(statement),
    ]
    here = str(Path(__file__).parents[1])
    done = subprocess.run([*command, here], capture_output=True, text=True, check=False)
    whole = statement == 100_000  # never reached
    assert done.returncode == (0 if whole else -signal.SIGKILL), done.stderr
    centre = opened(pair.centre.folder, "Admin BKPSDM")
    with centre.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert (content(centre) == before) is not whole
    outcome = arrivals.take(centre, arrivals.look(centre, sent.path))[0].outcome
    assert outcome.changed == (0 if whole else 33)
    assert phone(centre, first_nip(centre)).startswith("0811")
    centre.database.close()


def test_age_opens_the_body_with_the_recovery_key(pair: Sides, nip: str, tmp_path: Path) -> None:
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    program = shutil.which("age")
    assert program, "the Debian package 'age' is missing"
    root = offices.centre_keys(pair.centre.database, PASSPHRASE)
    (tmp_path / "key").write_text(root.recovery_identity + "\n")
    (tmp_path / "body.age").write_bytes(package.body_of(sent.path.read_bytes()))
    command = [program, "-d", "-i", str(tmp_path / "key"), str(tmp_path / "body.age")]
    plain = subprocess.run(command, capture_output=True, check=True).stdout
    assert payload.counts(payload.decode(zstd.decompress(plain))) == {"person": 1}


def _refused(work: Workspace, path: Path, code: str) -> None:
    before = content(work)
    with refused(code):
        arrivals.look(work, path)
    assert content(work) == before


def _header(pair: Sides, key: DeviceKey) -> Header:
    office = pair.office.database.office
    return Header(
        device=key.public.sign,
        certificate=None,
        replica=bytes(16),
        number=1,
        sender=office,
        sender_name="DPMPTSP",
        recipient=pair.centre.database.office,
        recipient_name="BKPSDM",
        program="1",
        schema=SCHEMA,
        created_at=NOW,
    )


def _city(centre: Workspace, city: str) -> None:
    with centre.database.change("ubah kota") as connection:
        connection.exec_driver_sql("UPDATE office SET city = ? WHERE code = 'DPMPTSP'", (city,))


def _city_at(centre: Workspace) -> str:
    with centre.database.read() as connection:
        found = connection.exec_driver_sql("SELECT city FROM office WHERE code = 'DPMPTSP'")
        return str(found.scalar())
