"""Ratings, the predikat of the quadrant, and a suggestion of a rating from achievements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.achievements import Achievement, Standing
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook


class Rating(StrEnum):
    """Rating of results, and of behaviour."""

    ABOVE = "DI_ATAS"
    AS_EXPECTED = "SESUAI"
    BELOW = "DI_BAWAH"

    @property
    def label(self) -> str:
        """'Di atas ekspektasi'."""
        return f"{self.value.replace('_', ' ').capitalize()} ekspektasi"


class Predikat(StrEnum):
    """Predikat kinerja pegawai, best first."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"

    @property
    def label(self) -> str:
        """'Butuh Perbaikan'."""
        return self.value.replace("_", " ").title()

    def at_least(self, other: "Predikat") -> bool:
        """Whether this is as good as the other, or better."""
        order = list(Predikat)
        return order.index(self) <= order.index(other)


class OrganisationResult(StrEnum):
    """Capaian kinerja organisasi, best first."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"

    @property
    def label(self) -> str:
        """'Istimewa'."""
        return self.value.replace("_", " ").title()


NOT_SCORED: Final = "belum dinilai"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A predikat with its arithmetic and its source; `predikat` None is 'belum dinilai'."""

    predikat: Predikat | None
    steps: tuple[str, ...]
    source: str
    note: str = ""

    @property
    def label(self) -> str:
        """The predikat's label, or 'belum dinilai'."""
        return self.predikat.label if self.predikat else NOT_SCORED


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rating to think about, never a decision; None when the numbers do not suffice."""

    rating: Rating | None
    steps: tuple[str, ...]
    source: str
    note: str


def predikat(
    results: Rating | None, behaviour: Rating | None, rules: RuleBook, on: date
) -> Verdict:
    """The predikat of the quadrant (PermenPANRB 6/2022); None while a rating is missing."""
    table = rules.table("kuadran_kinerja", on)
    shown = tuple(
        f"{what}: {rating.label if rating else NOT_SCORED}"
        for what, rating in (("Rating hasil kerja", results), ("Rating perilaku kerja", behaviour))
    )
    if results is None or behaviour is None:
        return Verdict(None, (*shown, f"Predikat: {NOT_SCORED}"), table.source, table.note)
    value = Predikat(table.text(results.value, behaviour.value))
    steps = (*shown, f"Kuadran kinerja: {value.label}")
    return Verdict(value, steps, table.source, table.note)


def suggest_rating(
    achievements: Sequence[tuple[Achievement, bool]], rules: RuleBook, on: date
) -> Suggestion:
    """A rating of results suggested from (achievement, is a main result) pairs.

    The law says 'sebagian besar' and 'sebagian kecil' without numbers, so the thresholds are
    the program's own (table `rating_saran`) and the rater decides.
    """
    table = rules.table("rating_saran", on)
    standings = [(a.standing, main) for a, main in achievements if a.standing is not None]
    if not standings:
        return Suggestion(None, ("Belum ada capaian yang terukur",), table.source, table.note)
    total = len(standings)
    above = sum(standing is Standing.ABOVE for standing, _ in standings)
    below = sum(standing is Standing.BELOW for standing, _ in standings)
    mains = sum(main for _, main in standings)
    main_below = sum(main and standing is Standing.BELOW for standing, main in standings)
    most, small = table.number("most_above"), table.number("small_part")
    steps = (
        f"{above} dari {total} capaian di atas target, {below} di bawah",
        f"{main_below} dari {mains} hasil kerja utama di bawah target",
    )
    if Decimal(above) > most * total and main_below == 0:
        rating = Rating.ABOVE
    elif Decimal(below) > most * total or Decimal(main_below) > small * mains:
        rating = Rating.BELOW
    else:
        rating = Rating.AS_EXPECTED
    steps = (*steps, f"Saran: {rating.label}. Penilai yang memutuskan")
    return Suggestion(rating, steps, table.source, table.note)


def rating_criteria(rules: RuleBook, on: date) -> tuple[tuple[Rating, str, str], ...]:
    """Help for the rater: each rating with the criterion for results and for behaviour."""
    table = rules.table("rating_kriteria", on)
    return tuple(
        (r, table.text("hasil_kerja", r.value), table.text("perilaku", r.value)) for r in Rating
    )


def parse_rating(text: str) -> Rating:
    """Read 'Di atas ekspektasi', 'DIATAS EKSPEKTASI', 'SESUAI'; refuses KK-223."""
    plain = text.casefold().replace("_", "").replace(" ", "").removesuffix("ekspektasi")
    for rating in Rating:
        if plain == rating.value.casefold().replace("_", ""):
            return rating
    raise Refused("KK-223", text=text.strip())


def parse_predikat(text: str, rules: RuleBook, on: date) -> Predikat:
    """Read a predikat's label, also 'Cukup', 'Kurang/Misconduct' and 'Buruk'; refuses KK-224."""
    plain = " ".join(text.replace("_", " ").split()).casefold()
    for value in Predikat:
        if plain == value.label.casefold():
            return value
    old = rules.table("predikat_lama", on)
    code = old.find(plain.upper())
    if isinstance(code, str):
        return Predikat(code)
    raise Refused("KK-224", text=text.strip())


def siasn_rating(rating: Rating, rules: RuleBook, on: date) -> int:
    """The SIASN code: 1 is the best."""
    return rules.table("siasn_kode", on).whole("rating", rating.value)


def rating_from_siasn(code: str, rules: RuleBook, on: date) -> Rating:
    """The rating of a SIASN code; refuses KK-223."""
    table = rules.table("siasn_kode", on)
    for rating in Rating:
        if table.text("rating", rating.value) == code.strip():
            return rating
    raise Refused("KK-223", text=code.strip())


def siasn_predikat(value: Predikat, rules: RuleBook, on: date) -> int:
    """The SIASN kuadranKinerjaNilai; it can never be turned back into two ratings."""
    return rules.table("siasn_predikat", on).whole(value.value)
