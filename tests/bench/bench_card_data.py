"""500 Kartu Nilai from the database to paper, against drawing equal cards by Platypus alone."""

import runpy
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from kotabumi_kinerja.domain.ids import Id, new_id, person_id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.card_printing import print_run
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts
from kotabumi_kinerja.services.training import Event, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema
from kotabumi_kinerja.store.bulk import bulk_insert

_HERE: Final = Path(__file__).parent
_TESTS: Final = _HERE.parent
_PEOPLE, _THEIRS, _ROUNDS, _YEAR = 500, 60, 3, 2026
_BUDGET: Final = 0.25
_DAY: Final = date(_YEAR, 12, 1)
_FIRST: Final = 19900101201501000


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time of one card of a whole run divided by a Platypus card's."""
    make = cast(
        "Callable[[Path], Workspace]",
        runpy.run_path(str(_TESTS / "sample_office.py"))["make_office"],
    )
    theirs = runpy.run_path(str(_HERE / "bench_cards.py"))
    with TemporaryDirectory() as place:
        work = make(Path(place) / "office")
        people = _fill(work)
        rounds = [
            _ours(work, people, Path(place), n) / _platypus(theirs) for n in range(_ROUNDS + 1)
        ][1:]
        work.database.close()
    return [("score card from the database, merged", median(rounds), _BUDGET)]


def _ours(work: Workspace, people: list[Id], place: Path, number: int) -> float:
    """A new day each time, so that nothing is a reprint: all is signed and recorded."""
    start = time.process_time()
    done = print_run(
        work,
        people,
        _YEAR,
        place / "cards.pdf",
        single=False,
        dated=_DAY + timedelta(days=number),
        progress=Silent(),
    )
    if done.fresh != len(people):
        raise AssertionError(done)
    return (time.process_time() - start) / len(people)


def _platypus(theirs: dict[str, Any]) -> float:
    return theirs["_cost"](theirs["_theirs"], theirs["_cards"](_THEIRS)) / _THEIRS


def _fill(work: Workspace) -> list[Id]:
    """Made-up civil servants with three years behind them, a plan, ratings and a training."""
    office = work.database.office
    change_facts(work, OfficeFacts("X", "Dinas Contoh", "Jalan Contoh No. 1"))
    people: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for n in range(_PEOPLE):
        nip = f"{_FIRST + n}"
        key = person_id(nip)
        people.append(
            {"office": office, "id": key, "nip": nip, "name": f"Pegawai Nomor {n}",
             "back": "S.E.", "education_level": "S1"}
        )  # fmt: skip
        held.append(
            {"office": office, "id": new_id(), "person_id": key, "since": date(2020, 1, 1),
             "status": "PNS", "golongan": "III/b", "post": "Penata Perizinan Ahli Pertama",
             "post_kind": "JF", "jenjang": "AHLI_PERTAMA", "unit_name": "Dinas Contoh"}
        )  # fmt: skip
    with work.database.change("bench") as connection:
        bulk_insert(connection, schema.person, people)
        bulk_insert(connection, schema.employment, held)
    keys = [p["id"] for p in people]
    rate = runpy.run_path(str(_TESTS / "services" / "rated_people.py"))["rate"]
    for year in range(_YEAR - 3, _YEAR):
        rate(work, keys, year, results=0)
    rate(work, keys, _YEAR, results=3)
    event = Event("Bimtek", "B10", date(_YEAR, 3, 2), date(_YEAR, 3, 4), 3, Decimal(24))
    training.add(work, event, [Participant(key) for key in keys])
    return keys


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.3f} of {budget}")
