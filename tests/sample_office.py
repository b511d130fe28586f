"""Offices for tests: an empty one with a known key, filled with the sample staff."""

from datetime import UTC, datetime
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.services import raters, sample
from kotabumi_kinerja.services.offices import add_operator, change_facts, write_device
from kotabumi_kinerja.services.raters import Outsider
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import opening

KEY = bytes(range(32))
OFFICE = bytes.fromhex("0190a0000000700080000000000000aa")
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
BUPATI = Outsider("H. Rahmat Contoh", "Bupati Lampung Utara")


def make_office(folder: Path, *, centre: bool = False) -> Workspace:
    """An empty office with a known key; no slow key wraps."""
    device = DeviceKey.new()
    database = opening.create(
        folder / settings.DATABASE, KEY, office=OFFICE, centre=centre, device=device.public.sign
    )
    work = workspace(folder, database)
    write_device(work, device)
    add_operator(work, "Kartika Hidayat")
    if not centre:
        change_facts(work, sample.FACTS)
    return work


def open_office(folder: Path) -> Workspace:
    """The office in `folder`, opened with the known key."""
    return workspace(folder, opening.open_database(folder / settings.DATABASE, KEY))


def workspace(folder: Path, database: opening.Database) -> Workspace:
    """A Workspace whose clock stands still."""
    database.clock = lambda: NOW
    database.operator = "Kartika Hidayat"
    resources = settings.resources()
    return Workspace(database, load_rules(resources / "rules"), folder, resources, KEY)


def fill(work: Workspace) -> None:
    """The sample staff and their raters."""
    workbook = work.resources / "sample" / sample.STAFF
    staff_import.apply(work, staff_import.dry_run(work, workbook))
    raters.assign_all(work, BUPATI, work.today().replace(month=1, day=1))
