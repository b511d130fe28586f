"""Reads a verification code from paper: what it says, whether an office known here signed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.scoring import NOT_SCORED, OrganisationResult, Predikat, Rating
from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.printing import verification
from kotabumi_kinerja.printing.verification import Facts, check_short, key_id, read_code
from kotabumi_kinerja.services.card_printing import CONTEXT, FORM, UNDATED
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import certificate, office, person_now, printed

OWN: Final = "kantor ini"
_SHORT: Final = 16
_FORMS: Final = {
    verification.SCORE_CARD: "Kartu Nilai",
    verification.CREDIT_CONVERSION: "Konversi Angka Kredit",
}
_PERIODS: Final = ("Tahunan", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a code says.

    `genuine`: a key known here signed exactly these facts; `signer` names whose key, '' unknown.
    `name`: the person with this NIP here, '' when there is none; `same_name`: whether the name on
    paper was that one (None: nobody to compare). `superseded`: a newer version was printed.
    `revoked`: the key was withdrawn.
    """

    facts: Facts
    genuine: bool
    signer: str
    revoked: bool
    name: str
    same_name: bool | None
    superseded: bool

    def lines(self) -> Iterator[tuple[str, str]]:
        """Label and words, the judgement first."""
        f = self.facts
        yield "Kode", self._judgement()
        yield "Dokumen", f"{_FORMS.get(f.form, 'tidak dikenal')} {f.year}, versi {f.version}"
        yield "Periode", _PERIODS[f.period] if f.period < len(_PERIODS) else str(f.period)
        yield "NIP", show_nip(f.nip) if f.nip else "–"
        yield "Nama", self._name()
        yield "Predikat", _word(Predikat, f.predikat)
        yield "Hasil kerja", _word(Rating, f.result)
        yield "Perilaku kerja", _word(Rating, f.behaviour)
        yield "Capaian organisasi", _word(OrganisationResult, f.organisation)
        for title, value in zip(_PERIODS[1:], f.quarters, strict=True):
            yield title, _word(Predikat, value)
        yield "Angka kredit", _number(f.credit, 3)
        yield "JP", _number(f.hours)
        yield "IP ASN", _number(f.professionalism)
        yield "Tanggal", "tidak dicetak" if f.day == UNDATED else show_date(f.day)

    def _judgement(self) -> str:
        if not self.signer:
            return "tidak dapat diperiksa: kunci penanda tangan tidak dikenal di sini"
        if not self.genuine:
            return "TIDAK SAH: isi kode tidak cocok dengan tanda tangannya"
        words = f"sah, ditandatangani kunci {self.signer}"
        words += ", kunci itu sudah dicabut" if self.revoked else ""
        return words + (", sudah ada versi yang lebih baru" if self.superseded else "")

    def _name(self) -> str:
        if self.same_name is None:
            return "tidak ada pegawai dengan NIP ini di sini"
        return self.name if self.same_name else f"nama di kertas bukan {self.name}"


def verify(work: Workspace, code: str) -> Verified:
    """Reads a scanned code of 172 letters, or the 16 letters typed below it.

    Refused: KK-603 not a whole code, KK-604 of a newer program, KK-605 mistyped, KK-608 no
    printed document here has these 16 letters.
    """
    if sum(c.isalnum() for c in code) == _SHORT:
        code = _by_short(work, check_short(code))
    facts, signature, message = read_code(code)
    signer, public, revoked = _key(work, facts.key_id)
    payload = message.removeprefix(CONTEXT + b"\0")
    genuine = bool(public) and keys.verify(public, CONTEXT, payload, signature)
    person = _person(work, facts.nip) if facts.nip else None
    name = person.name if person else ""
    return Verified(
        facts,
        genuine,
        signer,
        revoked,
        name,
        verification.name_hash(name) == facts.name_hash if person else None,
        _superseded(work, person, facts),
    )


def _by_short(work: Workspace, short: str) -> str:
    p = printed.c
    with work.database.read() as connection:
        code = connection.scalar(select(p.code).where(p.short_code == short, p.gone == ""))
    if code is None:
        raise Refused("KK-608", typed=short)
    return code


def _key(work: Workspace, wanted: bytes) -> tuple[str, bytes, bool]:
    """Whose key it is, the key, whether it was revoked; ('', b'', False) when unknown."""
    own = work.database.device
    if key_id(own) == wanted:
        return OWN, own, False
    c, o = certificate.c, office.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(c.device, c.label, c.revoked, o.name)
            .outerjoin(office, (o.office == c.office) & (o.id == c.office_id))
            .where(c.gone == "", c.device.is_not(None))
        ).all()
    for row in rows:
        if key_id(row.device) == wanted:
            return row.name or row.label or "tercatat", row.device, bool(row.revoked)
    return "", b"", False


@dataclass(frozen=True, slots=True)
class _Person:
    """Whom a NIP belongs to here."""

    id: Id
    office: Id
    name: str


def _person(work: Workspace, nip: str) -> _Person | None:
    n = person_now.c
    with work.database.read() as connection:
        row = connection.execute(
            select(n.id, n.office, n.front, n.name, n.back).where(n.nip == nip)
        ).first()
    return _Person(row.id, row.office, full_name(row.front, row.name, row.back)) if row else None


def _superseded(work: Workspace, person: _Person | None, facts: Facts) -> bool:
    if person is None or facts.form != verification.SCORE_CARD:
        return False
    p = printed.c
    with work.database.read() as connection:
        newer = connection.scalar(
            select(p.id)
            .where(
                p.office == person.office,
                p.about_id == person.id,
                p.form == FORM,
                p.year == facts.year,
                p.version > facts.version,
                p.gone == "",
            )
            .limit(1)
        )
    return newer is not None


def _word(kind: type[Predikat] | type[Rating] | type[OrganisationResult], number: int) -> str:
    words = [value.label for value in kind]
    return words[number - 1] if 1 <= number <= len(words) else NOT_SCORED


def _number(value: Decimal | None, places: int | None = None) -> str:
    return NOT_SCORED if value is None else show_number(value, places)
