"""Kartu Nilai onto paper: signed codes, PDF files, and the record of what was printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.printing import verification
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.card import print_cards
from kotabumi_kinerja.printing.forms.card_data import Card
from kotabumi_kinerja.printing.verification import Facts, short_code, signed_code
from kotabumi_kinerja.printing.volumes import VOLUME
from kotabumi_kinerja.services.cards import Made, made, number_of
from kotabumi_kinerja.services.offices import device_key
from kotabumi_kinerja.services.paper_files import in_volumes, one_each, write_together
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.schema import person_now, printed

FORM: Final = "kartu_nilai"
CONTEXT: Final = b"KK kode verifikasi 1"
"""What the office's signature on a verification code is good for."""
UNDATED: Final = date(2020, 1, 1)
"""The day that stands in a code when no date was printed: the code's first day."""
_LAST_DAY: Final = date(2199, 1, 1)
_YEARS: Final = range(2000, 2199)
_LAST_VERSION: Final = 255
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What a run has made: how many cards, pages, and which files in their order.

    `drafts`: how many are watermarked, without annual predikat or agreed SKP. `fresh`: how many
    were not printed before with this content.
    """

    cards: int
    pages: int
    drafts: int
    fresh: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A card with its code; `row` is None when exactly this was printed before."""

    nip: str
    card: Card
    row: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What was printed of one person and year."""

    version: int
    code: str
    short: str
    hash: str


Sign = Callable[[bytes], bytes]


def everybody(work: Workspace) -> list[Id]:
    """All who work here in the order of their names, as a whole office is printed."""
    n = person_now.c
    with work.database.read() as connection:
        return list(
            connection.scalars(
                select(n.id)
                .where(n.office == work.database.office, present(work))
                .order_by(n.name, n.id)
            )
        )


def preview(work: Workspace, person: Id, year: int, dated: date | None = None) -> bytes:
    """One card as PDF, exactly as it would be printed; nothing is recorded."""
    load_fonts(work.resources / "fonts")
    out = BytesIO()
    print_cards((c.card for c in _coded(work, [person], year, dated)), out, _title(year), Silent())
    return out.getvalue()


def print_run(  # noqa: PLR0913  # what a run is
    work: Workspace,
    people: Sequence[Id],
    year: int,
    target: Path,
    *,
    single: bool,
    dated: date | None,
    progress: Progress,
) -> PrintRun:
    """Print the cards into one PDF `target` (volumes of 500), or one by one into a folder.

    `single`: `target` is a folder, each file is named NIP and name. Files appear whole and all
    together, after the run is recorded as one step; a refusal or `Cancelled` leaves none.
    Refused: KK-609 a date or year that no code can hold, KK-610 nobody chosen, KK-601 a letter
    that cannot be printed, KK-611 file open or folder not writable, KK-612 disk full.
    """
    if not people:
        raise Refused("KK-610")
    load_fonts(work.resources / "fonts")
    progress.start("Menulis kartu nilai", len(people))
    coded = list(_coded(work, people, year, dated))
    folder = target if single else target.parent
    files = _files(coded, target, single=single)
    pages, fresh = write_together(
        folder,
        files,
        lambda some, path: print_cards((c.card for c in some), path, _title(year), progress),
        lambda: _record(work, coded, len(people)),
    )
    return PrintRun(
        len(coded),
        pages,
        sum(c.card.draft for c in coded),
        fresh,
        tuple(folder / name for name, _ in files),
    )


def _title(year: int) -> str:
    return f"Kartu Nilai {year}"


def _files(
    coded: Sequence[_Coded], target: Path, *, single: bool
) -> list[tuple[str, Sequence[_Coded]]]:
    if single:
        return one_each(coded, lambda one: (one.nip, one.card.name))
    return in_volumes(target, coded, VOLUME)


def _coded(
    work: Workspace, people: Sequence[Id], year: int, dated: date | None
) -> Iterator[_Coded]:
    if year not in _YEARS or (dated is not None and not UNDATED < dated < _LAST_DAY):
        raise Refused("KK-609", year=year, date=show_date(dated) if dated else "–")
    device = device_key(work.database)
    key = verification.key_id(device.public.sign)
    sign = partial(_sign, device.sign)
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        earlier = _printed(work.database, some, year)
        for one in made(work, some, year, dated):
            yield _code(work.database, one, earlier.get(one.person, []), year, dated, key, sign)


def _sign(sign: Callable[[bytes, bytes], bytes], message: bytes) -> bytes:
    """The code's message begins with its context; the device key writes that itself."""
    return sign(CONTEXT, message.removeprefix(CONTEXT + b"\0"))


def _code(  # noqa: PLR0913, PLR0917  # what a code depends on
    database: Database,
    one: Made,
    earlier: Sequence[_Earlier],
    year: int,
    dated: date | None,
    key: bytes,
    sign: Sign,
) -> _Coded:
    content = verification.content_hash(msgspec.json.encode(one.card))
    same = next((e for e in earlier if e.hash == content.hex()), None)
    if same:
        return _Coded(one.nip, _finished(one, year, same.version, same.code, same.short), None)
    version = max((e.version for e in earlier), default=0) + 1
    rated = one.annual
    quarters = [number_of(q.predikat if q else None) for q in one.quarters]
    facts = Facts(
        form=verification.SCORE_CARD,
        key_id=key,
        nip=one.nip if one.nip.isdecimal() else "",
        year=year,
        period=0,
        result=number_of(rated.results if rated else None),
        behaviour=number_of(rated.behaviour if rated else None),
        predikat=number_of(rated.predikat if rated else None),
        organisation=number_of(rated.organisation if rated else None),
        quarters=(quarters[0], quarters[1], quarters[2], quarters[3]),
        credit=one.credit,
        hours=one.hours,
        professionalism=one.professionalism,
        day=dated or UNDATED,
        version=min(version, _LAST_VERSION),
        name_hash=verification.name_hash(one.card.name),
        content_hash=content,
    )
    code, short = signed_code(facts, sign), short_code(bytes(facts))
    row: dict[str, object] = {
        "office": database.office,
        "id": new_id(),
        "form": FORM,
        "about_id": one.person,
        "year": year,
        "version": version,
        "code": code,
        "short_code": short,
        "hash": content.hex(),
        "dated": dated,
        "state": "printed",
    }
    return _Coded(one.nip, _finished(one, year, version, code, short), row)


def _finished(one: Made, year: int, version: int, code: str, short: str) -> Card:
    parts = ("Kartu Nilai", one.card.nip, str(year), f"versi {version}", one.card.name)
    return replace(one.card, code=code, short=short, foot=" \u00b7 ".join(p for p in parts if p))


def _printed(database: Database, people: Sequence[Id], year: int) -> dict[Id, list[_Earlier]]:
    p = printed.c
    with database.read() as connection:
        rows = connection.execute(
            select(p.about_id, p.version, p.code, p.short_code, p.hash)
            .where(
                p.office == database.office,
                p.about_id.in_(people),
                p.form == FORM,
                p.year == year,
                p.gone == "",
            )
            .order_by(p.version.desc(), p.id.desc())
        ).all()
    found: dict[Id, list[_Earlier]] = {}
    for row in rows:
        one = _Earlier(row.version, row.code, row.short_code, row.hash)
        found.setdefault(row.about_id, []).append(one)
    return found


def _record(work: Workspace, coded: Sequence[_Coded], count: int) -> int:
    rows = [c.row for c in coded if c.row is not None]
    if rows:
        with work.database.change(f"cetak kartu {count} pegawai") as connection:
            bulk_insert(connection, printed, rows)
    return len(rows)
