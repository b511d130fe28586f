"""Judges one row of a staff workbook by the rules of identity, rank and post."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from typing import Final, NamedTuple

import msgspec

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import Nip, NipKind, check_nip, parse_nip, parse_sex
from kotabumi_kinerja.domain.names import clean_name, title_name
from kotabumi_kinerja.domain.positions import read_position
from kotabumi_kinerja.domain.ranks import Golongan, parse_golongan
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.staff import Status, read_status
from kotabumi_kinerja.services.staff.fields import AT, unit_key

_ESELON: Final = re.compile(r"(IV|V|III|II|I)\s*[./ -]?\s*([A-E])", re.IGNORECASE)
_STATUS_OF: Final = {NipKind.PNS: Status.PNS, NipKind.PPPK: Status.PPPK}
_BORN = AT["born"]
_ENCODE: Final = msgspec.json.Encoder().encode


class Judged(NamedTuple):
    """A row that may be taken in: values in the order of `fields.COLUMNS`, and notes.

    `since` is the day of the latest fact, None when the row has no day. `source` is the row as
    JSON by original heading.
    """

    nip: str
    values: tuple[object, ...]
    since: date | None
    source: str
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name in readable case; '' when the row has none."""
        return str(self.values[AT["name"]])

    @property
    def summary(self) -> tuple[str, str, str]:
        """Post, golongan and status: who comes in."""
        post, rank, status = (self.values[AT[n]] for n in ("post", "golongan", "status"))
        return str(post), str(rank), str(status)

    @property
    def born(self) -> date | None:
        """The birth date by the row, else by the NIP."""
        found = self.values[_BORN]
        return found if isinstance(found, date) else None


class _Own(NamedTuple):
    """What the digits 13 to 15 of a number say, as it is kept."""

    kind: str
    sex: str | None
    status: Status | None


class Judge:
    """Judges the rows of one import. What many rows share (posts, units, ranks) is read once.

    `units`: names of the register's units; another spelling of one of them becomes that one.
    """

    def __init__(self, rules: RuleBook, today: date, units: Mapping[str, str]) -> None:
        self._post = cache(partial(_post, rules=rules, on=today))
        self._units = dict(units)
        self._unit = cache(self._one_unit)
        self._own = cache(_own)
        self._rank = cache(_rank)
        self._status = cache(_status)
        self._eselon = cache(_eselon)
        self.day = cache(_day)
        self._sex = cache(parse_sex)

    def judge(
        self,
        texts: Mapping[str, str],
        nip: Nip,
        source: Mapping[str, str],
        *,
        nik_ruined: bool,
        known: bool,
    ) -> Judged:
        """The row as values, with warnings; Refused with the reason when it cannot be taken in.

        `texts` by heading, only filled ones; `source` as it is to be kept. A `known` person may
        lack name and status here.
        """
        get = texts.get
        name = title_name(get("NAMA", ""))
        if not name and not known:
            raise Refused("KK-115", nip=str(nip))
        day = self.day
        born = day(get("TANGGAL LAHIR", "")) or nip.born
        said = self._sex(texts["JENIS KELAMIN"]) if "JENIS KELAMIN" in texts else None
        standing = get("KEDUDUKAN HUKUM NAMA", "")
        kind, mark = get("JENIS PEGAWAI NAMA", ""), get("STATUS CPNS PNS", "")
        own = self._own(nip.digits[12:15])
        notes: tuple[Finding, ...] = ()
        if kind or mark or not own.status:
            status = self._status(kind, mark, standing)
        else:
            status = own.status.value
            if not known:
                fields = {"name": name, "status": own.status.label}
                notes = (Finding(Severity.WARNING, "KK-174", fields),)
        golongan, typed = self._rank(get("GOL AKHIR ID", ""), get("GOL AKHIR NAMA", ""))
        if typed:
            fields = {"name": name, "typed": typed, "used": golongan}
            notes = (*notes, Finding(Severity.NOTE, "KK-116", fields))
        post, post_kind, jenjang = self._post(
            get("JABATAN NAMA", ""), get("JENIS JABATAN NAMA", "")
        )
        post_since, golongan_since = day(get("TMT JABATAN", "")), day(get("TMT GOLONGAN", ""))
        service_since = day(get("TMT CPNS", ""))
        contract_since = day(get("TMT KONTRAK", ""))
        year = get("TAHUN LULUS", "")
        values = (
            nip.digits,
            own.kind,
            "" if nik_ruined else get("NIK", ""),
            name,
            get("GELAR DEPAN", ""),
            get("GELAR BELAKANG", ""),
            born,
            get("TEMPAT LAHIR NAMA", ""),
            own.sex or (said.value if said else None),
            get("NOMOR HP", ""),
            get("EMAIL") or get("EMAIL GOV", ""),
            get("ALAMAT", ""),
            get("TINGKAT PENDIDIKAN NAMA", ""),
            get("PENDIDIKAN NAMA", ""),
            int(year) if year.isdecimal() else None,
            status,
            standing,
            golongan,
            golongan_since,
            service_since,
            post,
            post_kind,
            jenjang,
            post_since,
            self._unit(get("UNOR NAMA", "")),
            day(get("AKHIR KONTRAK", "")),
            contract_since,
            get("NOMOR KONTRAK", ""),
            self._eselon(get("ESELON NAMA", "")),
        )
        days = [d for d in (post_since, golongan_since, service_since, contract_since) if d]
        return Judged(
            nip.digits,
            values,
            max(days) if days else None,
            _ENCODE(source).decode(),
            (*check_nip(nip, born, said, name), *notes),
        )

    def _one_unit(self, text: str) -> str:
        name = unit_name(text)
        return self._units.setdefault(unit_key(name), name)


def _own(digits: str) -> _Own:
    nip = Nip(f"{'0' * 12}{digits}")
    sex = nip.sex
    return _Own(nip.kind.value, sex.value if sex else None, _STATUS_OF.get(nip.kind))


def clean_nip(text: str) -> Nip:
    """The NIP in a cell; Refused as by `parse_nip`, which it spares most of the time."""
    if len(text) == 18 and text.isascii() and text.isdecimal() and not text.endswith("000"):  # noqa: PLR2004  # the form of the number
        nip = Nip(text)
        try:
            _ = nip.born
        except ValueError:
            return parse_nip(text)
        return nip
    return parse_nip(text)


def unit_name(text: str) -> str:
    """A unit in capitals in readable case: 'Dinas Penanaman Modal dan Pelayanan Terpadu'."""
    words = title_name(text).split(" ")
    return " ".join(w.lower() if w in {"Dan", "Atau", "Serta"} else w for w in words)


def _rank(by_id: str, by_name: str) -> tuple[str, str]:
    """The golongan, and what was typed when that differs: a machine wrote the SIASN id."""
    one: Golongan | None = parse_golongan(by_id) if by_id else None
    other = parse_golongan(by_name) if by_name else None
    if one is None or other is None or one == other:
        found = one or other
        return found.code if found else "", ""
    return one.code, by_name


def _eselon(text: str) -> str | None:
    """'II.b' from 'II/b', 'Eselon II.B' or 'iib'; what is no eselon ('-', 'Non Eselon') is None."""
    found = _ESELON.fullmatch(re.sub(r"(?i)eselon", "", text).strip())
    return f"{found[1].upper()}.{found[2].lower()}" if found else None


def _post(text: str, kind: str, *, rules: RuleBook, on: date) -> tuple[str, str | None, str | None]:
    """The post with its kind and jenjang, as they are kept."""
    post = read_position(clean_name(text), kind, rules=rules, on=on)
    return (
        post.post,
        post.kind.value if post.kind else None,
        post.jenjang.value if post.jenjang else None,
    )


def _status(kind: str, mark: str, standing: str) -> str:
    return read_status(kind, mark, standing).value


def _day(text: str) -> date | None:
    return parse_date(text) if text else None
