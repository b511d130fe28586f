"""An office that already has data gets the centre's office id in all its keys."""

import getpass

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.store import journal, vectors
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.registry import SYNCED


def rekey(database: Database, office: Id) -> None:
    """Make `office` the partition of everything that lies in this office's own one.

    Rows, versions, journal, vectors and receipts, in one transaction; values and versions stay.
    Refused KK-364 at the centre, for the reference partition, and when `office` has rows here.
    """
    old = database.office
    if old == office:
        return
    if database.centre or office == REF:
        raise Refused("KK-364")
    with database.local() as connection:
        raw = vectors.raw_of(connection)
        if raw.execute("SELECT 1 FROM version WHERE office = ? LIMIT 1", (office,)).fetchone():
            raise Refused("KK-364")
        replica = database.replica(connection)
        counter = vectors.number(raw, "counter")
        step = raw.execute(
            "INSERT INTO change_set(counter, replica, at, operator, system_user, label, reason, "
            "kind) VALUES (?, ?, ?, ?, ?, 'Daftarkan kantor pada BKPSDM', '', 'rekey')",
            (
                counter,
                replica,
                database.clock().isoformat(timespec="seconds"),
                database.operator,
                getpass.getuser(),
            ),
        ).lastrowid
        raw.execute("UPDATE now SET change_set = ?, mode = ?", (step, journal.REKEYING))
        for table in (*SYNCED, "version", "journal"):
            raw.execute(f"UPDATE {table} SET office = ? WHERE office = ?", (office, old))  # noqa: S608  # registry names
        raw.execute("UPDATE conflict SET left_office = ? WHERE left_office = ?", (office, old))
        for column in ("before", "after"):
            raw.execute(
                f"UPDATE journal SET {column} = replace({column}, ?, ?) WHERE tbl = 'conflict'",  # noqa: S608  # two names
                (old.hex(), office.hex()),
            )
        for table in ("vector", "peer"):
            raw.execute(
                f"UPDATE {table} SET stream = ? || substr(stream, 33) "  # noqa: S608  # two names
                "WHERE substr(stream, 1, 32) = ?",
                (office.hex(), old.hex()),
            )
        raw.execute("UPDATE now SET change_set = NULL, mode = ?", (journal.ORDINARY,))
        raw.execute("UPDATE meta SET value = ? WHERE key = 'office'", (office.hex(),))
    database.office = office
    database.announce(frozenset(SYNCED))
