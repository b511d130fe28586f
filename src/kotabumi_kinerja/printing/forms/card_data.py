"""What a Kartu Nilai shows: words ready to print, put together by the caller."""

from dataclasses import dataclass

from kotabumi_kinerja.printing.signature import Signer


@dataclass(frozen=True, slots=True)
class Scale:
    """The words of the law's table: `levels` and `matrix` rows from di atas to di bawah ekspektasi.

    `matrix[row][column]` is the predikat; columns are perilaku from di bawah to di atas.
    `classes` are the five predikat from the lowest to the highest.
    """

    levels: tuple[str, str, str]
    matrix: tuple[tuple[str, str, str], tuple[str, str, str], tuple[str, str, str]]
    classes: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The year's outcome; `predikat` None is 'belum dinilai', other empty texts print as '-'.

    `lit` is (row, column) of the matrix cell that holds, None when there is none.
    """

    predikat: str | None = None
    result: str = ""
    behaviour: str = ""
    organisation: str = ""
    lit: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One result of the plan with its first indicator, and how many indicators it has."""

    result: str
    indicator: str
    count: int
    target: str
    done: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """One column of the table of periods; `predikat` None is 'belum dinilai'."""

    title: str
    predikat: str | None = None
    result: str = ""
    behaviour: str = ""
    organisation: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the trend; `level` 0 (lowest) to 4, None when not rated; filled when `yearly`."""

    label: str
    level: int | None
    yearly: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """Another measure of the year: its name, its value, and lines that show the arithmetic."""

    title: str
    value: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One person's card of one year; an empty text prints as '-' or as what is missing."""

    office: tuple[str, ...]
    """Owner line, then office line(s), as the kop has them."""
    address: str
    period: str
    """'Periode penilaian 1 Januari s.d. 31 Desember 2026'."""
    name: str
    nip: str
    rank: str
    post: str
    unit: str
    rater: tuple[str, ...]
    """Name, 'NIP ...', post; empty parts left out by the caller."""
    verdict: Verdict
    scale: Scale
    plan: tuple[PlanRow, ...]
    plan_source: str
    """Where the whole plan stands: 'SKP 2026'."""
    periods: tuple[Period, Period, Period, Period, Period]
    """Four quarters and the year."""
    why: tuple[str, ...]
    trend: tuple[Point, ...]
    trend_note: str
    """Under the quarters: 'triwulan 2026'."""
    measures: tuple[Measure, Measure, Measure]
    """JP, angka kredit, IP ASN."""
    signer: Signer
    foot: str
    """'Kartu Nilai - NIP - year - version - name'; what does not fit is dropped from the end."""
    draft: bool = False
    code: str = ""
    """The QR's text; no code when empty."""
    short: str = ""
    photo: bytes | None = None
    arms: bytes | None = None
