"""A centre and an office with the sample staff, enrolled or already exchanging, made once a run."""

import hashlib
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import insert

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.exchange import recovery
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey
from kotabumi_kinerja.services import arrivals, enrolment, exchange
from kotabumi_kinerja.services.offices import OfficeFacts, add_operator, change_facts, write_device
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import opening, schema
from kotabumi_kinerja.store.registry import SYNCED

KEY = bytes(range(32))
CENTRE = bytes.fromhex("0190a0000000700080000000000000cc")
PASSPHRASE = "kunci akar kabupaten contoh"  # noqa: S105  # of the tests
FACTS = OfficeFacts("DPMPTSP", "Dinas Penanaman Modal dan PTSP", "Jalan Contoh 1")
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both ends and the stick between them; `file` and `code` are of the enrolment."""

    centre: Workspace
    office: Workspace
    stick: Path
    file: Path
    code: str

    def close(self) -> None:
        """Give both files back."""
        self.centre.database.close()
        self.office.database.close()

    def trip(self) -> arrivals.Taken:
        """The office's next package, taken in at the centre."""
        sent = exchange.export(self.office, self.stick)
        return arrivals.take(self.centre, arrivals.look(self.centre, sent.path), PASSPHRASE)[0]

    def back(self) -> arrivals.Taken:
        """The centre's next package, taken in at the office."""
        sent = exchange.export(self.centre, self.stick, FACTS.code)
        return arrivals.take(self.office, arrivals.look(self.office, sent.path))[0]


def opened(folder: Path, operator: str) -> Workspace:
    """The file in `folder`, with a clock that stands still."""
    database = opening.open_database(folder / settings.DATABASE, KEY, operator=operator)
    database.clock = lambda: NOW
    resources = settings.resources()
    return Workspace(database, load_rules(resources / "rules"), folder, resources, KEY)


def enrolled(base: Path, sample: Path, to: Path) -> Sides:
    """A fresh copy: the centre has enrolled the office, which has staff but has not joined."""
    folder, code = _enrolled(base, sample)
    return _copied(folder, to, code)


def linked(base: Path, sample: Path, to: Path) -> Sides:
    """A fresh copy: joined, certified, everything confirmed on both sides."""
    folder, code = _linked(base, sample)
    return _copied(folder, to, code)


def content(work: Workspace) -> str:
    """A hash of every synchronised row, version, vector and certificate."""
    digest = hashlib.sha256()
    with work.database.read() as connection:
        for name in (*SYNCED, "version", "vector", "journal", "seen", "peer", "enrolment"):
            for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2, 3"):  # noqa: S608  # our own names
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def rename(work: Workspace, nip: str, phone: str) -> None:
    """Another telephone for the person with this NIP, in whatever office."""
    with work.database.change("ubah telepon") as connection:
        connection.exec_driver_sql("UPDATE person SET phone = ? WHERE nip = ?", (phone, nip))


def phone(work: Workspace, nip: str) -> str:
    """The telephone of the person with this NIP."""
    with work.database.read() as connection:
        return str(
            connection.exec_driver_sql("SELECT phone FROM person WHERE nip = ?", (nip,)).scalar()
        )


def nips(work: Workspace) -> list[str]:
    """Of everybody that lists show."""
    with work.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT nip FROM person_now ORDER BY 1").scalars())


def refused(code: str) -> AbstractContextManager[object]:
    """That the refusal with this code is raised inside."""
    return pytest.raises(Refused, match=code)


def first_nip(work: Workspace) -> str:
    """Of somebody in the office."""
    with work.database.read() as connection:
        return str(connection.exec_driver_sql("SELECT min(nip) FROM person").scalar())


def found_centre(folder: Path) -> Workspace:
    """A centre with a known database key."""
    device, keys = DeviceKey.new(), CentreKeys.new()
    database = opening.create(
        folder / settings.DATABASE, KEY, office=CENTRE, centre=True, device=device.public.sign
    )
    database.close()
    work = opened(folder, "Admin BKPSDM")
    write_device(work, device)
    add_operator(work, "Admin BKPSDM")
    secrets = {
        "centre_passphrase": recovery.wrap_passphrase(keys.to_bytes(), PASSPHRASE),
        "root_public": keys.root_public,
        "recovery_recipient": keys.recovery_recipient.encode(),
    }
    with work.database.local() as connection:
        for name, value in secrets.items():
            connection.execute(insert(schema.secret).values(key=name, value=value))
    with work.database.change("Dirikan pusat") as connection:
        connection.execute(
            insert(schema.office).values(
                office=bytes(16), id=CENTRE, code="BKPSDM", name="BKPSDM Kabupaten Contoh"
            )
        )
    return work


def empty(folder: Path) -> Workspace:
    """An office without anybody, not joined."""
    device = DeviceKey.new()
    opening.create(
        folder / settings.DATABASE, KEY, office=new_id(), centre=False, device=device.public.sign
    ).close()
    work = opened(folder, "Budi Rahayu")
    write_device(work, device)
    change_facts(work, FACTS)
    return work


@cache
def _enrolled(base: Path, sample: Path) -> tuple[Path, str]:
    folder = base / "enrolled"
    shutil.copytree(sample, folder / "kantor")
    (folder / "stick").mkdir()
    office = opened(folder / "kantor", "Kartika Hidayat")
    change_facts(office, FACTS)
    office.database.close()
    centre = found_centre(folder / "pusat")
    made = enrolment.enrol(centre, FACTS, PASSPHRASE, folder)
    centre.database.close()
    return folder, made.code


@cache
def _linked(base: Path, sample: Path) -> tuple[Path, str]:
    folder = base / "linked"
    sides = enrolled(base, sample, folder)
    enrolment.join(sides.office, sides.file, sides.code)
    sides.trip()
    sides.back()
    sides.trip()
    sides.close()
    shutil.rmtree(sides.stick / "KotabumiKinerja")
    return folder, sides.code


def _copied(folder: Path, to: Path, code: str) -> Sides:
    shutil.copytree(folder, to)
    return Sides(
        opened(to / "pusat", "Admin BKPSDM"),
        opened(to / "kantor", "Kartika Hidayat"),
        to / "stick",
        to / "pendaftaran-DPMPTSP.kkd",
        code,
    )
