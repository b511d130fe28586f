"""Makes `schema-1.kinerja`; see README.md."""

import datetime as dt
from pathlib import Path

from sqlalchemy import insert

from kotabumi_kinerja.domain.ids import person_id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.backup import copy
from kotabumi_kinerja.store.driver import connect
from kotabumi_kinerja.store.opening import create

KEY = bytes(range(32))
PEOPLE = (
    ("Siti Rahmawati", "198503122009012003", "Guru Ahli Muda"),
    ("Al Amin", "199001012015031001", "Pengadministrasi"),
)


def main() -> None:
    """One office, two persons, one undoable step each."""
    target = Path(__file__).with_name("schema-1.kinerja")
    draft = target.with_suffix(".draf")
    office = bytes([1]) * 16
    database = create(draft, KEY, office=office, centre=False, device=b"d" * 32)
    database.operator = "Siti"
    for number, (name, nip, post) in enumerate(PEOPLE):
        person = person_id(nip)
        with database.change(f"Tambah {name}") as connection:
            connection.execute(
                insert(s.person).values(office=office, id=person, name=name, nip=nip)
            )
            connection.execute(
                insert(s.employment).values(
                    office=office,
                    id=bytes([2 + number]) * 16,
                    person_id=person,
                    since=dt.date(2024, 1, 1),
                    status="pns",
                    post=post,
                )
            )
    database.close()
    raw = connect(draft, KEY)
    copy(raw, target, KEY)
    raw.close()
    draft.unlink()


if __name__ == "__main__":
    main()
