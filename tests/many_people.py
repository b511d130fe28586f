"""An office of any size, made up: people with posts, units and raters, written in one go."""

from datetime import date, timedelta
from random import Random

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.schema import employment, official, person, rater, unit

FIRST = ("Budi", "Siti", "Agus", "Dewi", "Eko", "Putri", "Ahmad", "Made", "Al", "Rahmat", "Nur")
SECOND = ("Wartini", "Sumyono", "Harwati", "Mulyadi", "Kuslina", "Sukmanto", "Rosnaldi", "Zulhadi")
LAST = ("Rahayu", "Saputra", "Wibowo", "Lestari", "Hidayat", "Utami", "Amin", "Siregar")
POSTS = (
    ("Guru Ahli Pertama", "JF", "AHLI_PERTAMA"),
    ("Guru Ahli Muda", "JF", "AHLI_MUDA"),
    ("Penata Layanan Operasional", "PELAKSANA", None),
    ("Pengelola Layanan Operasional", "PELAKSANA", None),
    ("Analis Kebijakan Ahli Muda", "JF", "AHLI_MUDA"),
)


def people(work: Workspace, count: int, seed: int = 1) -> list[Id]:
    """Write `count` people: one in seven PPPK with a contract, one in nine without a rater."""
    chance, office = Random(seed), work.database.office  # noqa: S311  # made-up people
    schools = [(new_id(), f"SD Negeri {n} Kotabumi") for n in range(1, max(2, count // 40))]
    heads = [new_id() for _ in range(max(1, count // 60))]
    keys = [new_id() for _ in range(count)]
    rows = [_person(chance, office, key, at) for at, key in enumerate(keys)]
    with work.database.change("isi", kind="import") as connection:
        bulk_insert(
            connection,
            unit,
            [
                {"office": office, "id": key, "name": name, "place": at}
                for at, (key, name) in enumerate(schools)
            ],
        )
        bulk_insert(
            connection,
            official,
            [
                {"office": office, "id": key, "name": f"Kepala {at}", "post": "Kepala Sekolah"}
                for at, key in enumerate(heads)
            ],
        )
        bulk_insert(connection, person, rows)
        bulk_insert(
            connection,
            employment,
            [_employment(chance, office, key, at, schools) for at, key in enumerate(keys)],
        )
        bulk_insert(
            connection,
            rater,
            [
                {
                    "office": office,
                    "id": new_id(),
                    "person_id": key,
                    "official_id": heads[at % len(heads)],
                    "kind": "DEFINITIF",
                    "since": date(2026, 1, 1),
                }
                for at, key in enumerate(keys)
                if at % 9
            ],
        )
    return keys


def _person(chance: Random, office: Id, key: Id, at: int) -> dict[str, object]:
    born = date(1966, 1, 1) + timedelta(days=chance.randrange(13_000))
    name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.choice(LAST)}"
    sex = at % 2 + 1
    return {
        "office": office,
        "id": key,
        "nip": f"{born:%Y%m%d}{born.year + 24}{at // 900 % 12 + 1:02}{sex}{at % 900 + 100}",
        "nip_kind": "nip",
        "name": name,
        "back": "S.Pd." if at % 3 == 0 else "",
        "born": born,
        "sex": "L" if sex == 1 else "P",
        "phone": f"0812{at:08}",
        "education_level": "S-1/Sarjana",
    }


def _employment(
    chance: Random, office: Id, key: Id, at: int, schools: list[tuple[Id, str]]
) -> dict[str, object]:
    post, kind, jenjang = chance.choice(POSTS)
    school, name = schools[at % len(schools)]
    hired = at % 7 == 0
    return {
        "office": office,
        "id": new_id(),
        "person_id": key,
        "since": date(2024, 1, 1),
        "status": "PPPK" if hired else "PNS",
        "standing": "Aktif",
        "golongan": "IX" if hired else chance.choice(("III/a", "III/b", "III/c", "III/d")),
        "golongan_since": date(2023, 4, 1),
        "service_since": date(2015, 3, 1),
        "post": post,
        "post_kind": kind,
        "jenjang": jenjang,
        "unit_id": school,
        "unit_name": name,
        "contract_until": date(2027, 2, 1) if hired else None,
    }
