"""A career in words: what each line changed against the one before it, newest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.services.career import CareerLine


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened on a day; `line` is the career line that says so."""

    line: CareerLine
    day: date
    what: str
    more: str


def story(lines: Sequence[CareerLine]) -> list[Moment]:
    """A moment for each line, `lines` newest first as `career.lines` gives them."""
    older: list[CareerLine | None] = [*lines[1:], None]
    return [_moment(line, before) for line, before in zip(lines, older, strict=True)]


def dated(lines: Sequence[CareerLine]) -> list[Moment]:
    """The same, and what the oldest line dates before itself: rank, post, appointment."""
    if not lines:
        return []
    first = lines[-1]
    known = (
        (first.post_since, f"Jabatan: {first.post}", first.unit),
        (first.golongan_since, f"Golongan {first.golongan}", ""),
        (first.service_since, "Mulai bekerja sebagai ASN", ""),
    )
    earlier = [Moment(first, day, what, more) for day, what, more in known if day]
    told = story(lines)
    if any(m.day == first.since for m in earlier):
        told = told[:-1]
    return sorted((*told, *earlier), key=lambda m: m.day, reverse=True)


def _moment(line: CareerLine, before: CareerLine | None) -> Moment:
    said = list(_changes(line, before))
    what = said[0] if said else "Tidak ada yang berubah"
    more = [*said[1:], f"SK {line.decree}" if line.decree else ""]
    return Moment(line, line.since, what, ", ".join(part for part in more if part))


def _changes(line: CareerLine, before: CareerLine | None) -> Iterator[str]:
    """What is said now and was not before, the weightiest first."""
    for fact, words in _FACTS:
        now, old = fact(line), fact(before) if before else None
        if now and now != old:
            yield words(line, before)
    if before and before.leaving and not line.leaving:
        yield "Bekerja lagi di sini"


def _rank(line: CareerLine, before: CareerLine | None) -> str:
    old = f"{before.golongan} ke " if before and before.golongan else ""
    return f"Golongan: {old}{line.golongan}"


def _contract(line: CareerLine, _: CareerLine | None) -> str:
    number = f" nomor {line.contract_number}" if line.contract_number else ""
    return f"Kontrak sampai {show_date(line.contract_until)}{number}" if line.contract_until else ""


_FACTS: Final[
    tuple[
        tuple[Callable[[CareerLine], object], Callable[[CareerLine, CareerLine | None], str]],
        ...,
    ]
] = (
    (lambda x: x.leaving, lambda x, _: f"Keluar: {x.leaving.label if x.leaving else ''}"),
    (lambda x: x.status, lambda x, _: f"Status: {x.status.label if x.status else ''}"),
    (lambda x: x.golongan, _rank),
    (lambda x: x.post, lambda x, _: f"Jabatan: {x.post}"),
    (lambda x: x.unit, lambda x, _: x.unit),
    (lambda x: x.eselon, lambda x, _: f"Eselon {x.eselon}"),
    (lambda x: x.contract_until, _contract),
    (lambda x: x.standing, lambda x, _: f"Kedudukan: {x.standing}"),
)
