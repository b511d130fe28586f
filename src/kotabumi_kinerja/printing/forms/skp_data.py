"""What the printed SKP, its Lampiran and the Rencana Aksi show: words ready to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kotabumi_kinerja.printing.page import (
    A4_TALL,
    A4_WIDE,
    F4_TALL,
    F4_WIDE,
    LEGAL_TALL,
    LEGAL_WIDE,
    Page,
)


class Sheets(NamedTuple):
    """One size of paper, upright and on its side."""

    tall: Page
    wide: Page


F4: Final = Sheets(F4_TALL, F4_WIDE)
SIZES: Final[Mapping[str, Sheets]] = {
    "F4": F4,
    "A4": Sheets(A4_TALL, A4_WIDE),
    "Legal": Sheets(LEGAL_TALL, LEGAL_WIDE),
}
"""The sizes of paper an office can choose from, the habit first."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two who sign; '' is not set. `nip` grouped, '' for a rater who is no ASN."""

    name: str = ""
    nip: str = ""
    rank: str = ""
    post: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One IKI; `kind` is its aspect (JA, JF) or its perspective (pimpinan)."""

    kind: str = ""
    text: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One RHK; `leader` is the result of the leader that it supports."""

    text: str = ""
    leader: str = ""
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the results ('UTAMA'); its letter comes with printing."""

    title: str
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One BerAKHLAK value with its guide words and what the leader expects, '' for nothing."""

    name: str
    guides: tuple[str, ...]
    expectation: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """One block of the Lampiran SKP."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What all papers of one plan share.

    `owner`: 'PEMERINTAH KABUPATEN ...'; `period`: '1 JANUARI SD 31 DESEMBER TAHUN 2026';
    `placed`: place and date over the rater's signature, never filled in by itself;
    `foot`: NIP, year, version, name; `draft`: not agreed yet.
    """

    owner: str
    period: str
    staff: Side
    rater: Side
    placed: str
    foot: str
    draft: bool


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One SKP. `leader`: the form of JPT and pimpinan unit kerja mandiri."""

    head: Head
    leader: bool
    qualitative: bool
    parts: tuple[Part, ...]
    behaviours: tuple[Behaviour, ...]
    annex: tuple[Annex, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a Rencana Aksi; `ticks` are the columns of the schedule it lies in, from 0."""

    text: str = ""
    target: str = ""
    ticks: tuple[int, ...] = ()
    done: str = ""
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionPaper:
    """The Rencana Aksi of one period: 'TRIWULAN I TAHUN 2026', the schedule's columns, the steps.

    `results`: each RHK with its steps, also those without one.
    """

    head: Head
    period: str
    columns: tuple[str, ...]
    results: tuple[tuple[str, tuple[Step, ...]], ...]
