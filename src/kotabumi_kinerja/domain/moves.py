"""Moves within a year: when an SKP is closed, when the next begins, how many months each counts."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kotabumi_kinerja.domain.dates import MONTHS


class Cause(StrEnum):
    """Why an SKP begins or ends within the year (SE Kepala BKN 1/2023)."""

    MOVED = "PINDAH_JABATAN"
    MUTATION = "MUTASI"
    PROMOTION = "PROMOSI"
    JOINED = "MULAI_TUGAS"
    RETIRED = "PENSIUN"
    LEFT = "KELUAR"
    LEAVE = "CUTI"
    RETURNED = "KEMBALI"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "PINDAH_JABATAN": "pindah jabatan",
            "MUTASI": "mutasi",
            "PROMOSI": "promosi",
            "MULAI_TUGAS": "mulai tugas (SPMT)",
            "PENSIUN": "pensiun",
            "KELUAR": "keluar dari kantor",
            "CUTI": "cuti di luar tanggungan atau lebih dari satu tahun",
            "KEMBALI": "kembali bekerja",
        }[self.value]

    @property
    def begins(self) -> bool:
        """Whether a new SKP begins on that day (else the old one only ends before it)."""
        return self not in {Cause.RETIRED, Cause.LEFT, Cause.LEAVE}


class Assignment(StrEnum):
    """Extra assignments: expectations come into the SKP that is there, no new SKP."""

    ACTING = "PLT"
    DAILY = "PLH"
    STUDY = "TUGAS_BELAJAR"
    UNIT = "PENUGASAN"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "PLT": "Pelaksana tugas (Plt.)",
            "PLH": "Pelaksana harian (Plh.)",
            "TUGAS_BELAJAR": "Tugas belajar",
            "PENUGASAN": "Penugasan unit lain",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the career in one post; `leads`: it is filled by the leaders' form."""

    since: date
    until: date
    post: str
    unit: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An SKP in force as moves see it."""

    key: bytes
    since: date
    until: date
    post: str


@dataclass(frozen=True, slots=True)
class Move:
    """What the career asks for on `day`; `plan`: the SKP that is cut there.

    `opens` None: nothing begins. For a late start (`cause` JOINED) the SKP only begins later.
    """

    plan: bytes
    day: date
    cause: Cause
    opens: Stretch | None = None

    @property
    def text(self) -> str:
        """'Pindah jabatan 1 Juli: tutup SKP lama 30 Juni, buat SKP baru 1 Juli'."""
        if self.cause is Cause.JOINED:
            return f"Mulai tugas {_day(self.day)}: SKP dimulai {_day(self.day)}"
        before = self.day - timedelta(days=1)
        words = f"{self.cause.label.capitalize()} {_day(self.day)}: tutup SKP lama {_day(before)}"
        return f"{words}, buat SKP baru {_day(self.day)}" if self.opens else words


def moves(
    plans: Sequence[Held], stretches: Sequence[Stretch], leaving: Cause = Cause.LEFT
) -> list[Move]:
    """What the career says that the SKP of the year do not follow yet, the earliest first.

    `stretches`: the part of the career inside the year; the last ends with the service.
    `leaving`: how it ended. For each SKP only the first is named; the next comes after it is done.
    """
    found: list[Move] = []
    for held in plans:
        first = next(_of_plan(held, stretches, leaving), None)
        if first is not None:
            found.append(first)
    return sorted(found, key=lambda move: move.day)


def months_of(since: date, until: date) -> int:
    """How many months of the year an SKP counts: those of which it holds the greater part.

    Half a month counts for the later SKP. No regulation says how; the sum over a year without
    gaps is always twelve.
    """
    return sum(1 for month in range(1, 13) if _holds(since, until, month))


def _holds(since: date, until: date, month: int) -> bool:
    days = monthrange(since.year, month)[1]
    first, last = date(since.year, month, 1), date(since.year, month, days)
    inside = (min(until, last) - max(since, first)).days + 1
    return inside * 2 > days or (inside * 2 == days and until >= last)


def _of_plan(held: Held, stretches: Sequence[Stretch], leaving: Cause) -> Iterator[Move]:
    if not stretches:
        return
    begin, end = stretches[0].since, stretches[-1].until
    if held.since < begin <= held.until:
        yield Move(held.key, begin, Cause.JOINED)
    for stretch in stretches:
        other = stretch.post.casefold() != held.post.casefold()
        if stretch.post and other and held.since < stretch.since <= held.until:
            yield Move(held.key, stretch.since, Cause.MOVED, stretch)
            return
    if held.since <= end < held.until:
        yield Move(held.key, end + timedelta(days=1), leaving)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
