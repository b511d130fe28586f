"""One swap at a stick: what lies there is taken in, then our own packages are written."""

from dataclasses import dataclass
from pathlib import Path

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services import arrivals, exchange
from kotabumi_kinerja.services.arrivals import Looked, Taken
from kotabumi_kinerja.services.exchange import Sent
from kotabumi_kinerja.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person added to the dry run; see `arrivals.take`."""

    passphrase: str | None = None
    take_back: bool = False


@dataclass(frozen=True, slots=True)
class Swapped:
    """What was taken in and what lies on the stick now."""

    taken: tuple[Taken, ...]
    sent: tuple[Sent, ...]


def swap(
    work: Workspace,
    place: Path,
    looked: Looked,
    consent: Consent,
    progress: Progress | None = None,
) -> Swapped:
    """Take in what `look` found at `place`, then write there.

    An office writes for the centre, the centre for every office whose package it took; a single
    file is only taken in.
    Refused like `arrivals.take` and `exchange.export`; what was taken before stays taken.
    """
    taken = arrivals.take(
        work, looked, consent.passphrase, take_back=consent.take_back, progress=progress
    )
    if place.is_file():
        return Swapped(taken, ())
    codes = [""]
    if work.database.centre:
        codes = list(dict.fromkeys(t.arrival.office.code for t in taken))
    return Swapped(taken, tuple(exchange.export(work, place, code) for code in codes))
