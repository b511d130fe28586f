"""The register as a workbook in the shape of the SIASN export, with all that the source said."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import title_name
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.domain.ranks import parse_golongan, siasn_golongan
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.services.staff.fields import (
    AT,
    FIELDS,
    Field,
    contract_heading,
    readable,
    unit_key,
)
from kotabumi_kinerja.services.staff.judging import Judge, clean_nip, unit_name
from kotabumi_kinerja.services.staff.mappings import last_order
from kotabumi_kinerja.services.staff.storing import Known, known_people
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.siasn import HEADINGS
from kotabumi_kinerja.spreadsheets.writing import write_table

_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    Status.PNS: ("PNS Daerah", "P"),
    Status.CPNS: ("PNS Daerah", "C"),
    Status.PPPK: ("PPPK", ""),
    Status.PPPK_PW: ("PPPK Paruh Waktu", ""),
    Status.NON_ASN: ("Non ASN", ""),
}
_KIND: Final[Mapping[str, tuple[str, str]]] = {
    PositionKind.JF: ("2", "Fungsional Tertentu"),
    PositionKind.PELAKSANA: ("4", "Fungsional Umum"),
}
_STRUCTURAL: Final = ("1", "Struktural")


def export(work: Workspace, path: Path, only: frozenset[Id] | None = None) -> int:
    """Write everybody (or `only` these) with what the source said, renewed by the register.

    The 67 columns of the SIASN export, and those that a source had beside them, in its order.
    """
    people = [k for k in known_people(work).values() if only is None or k.person in only]
    people.sort(key=lambda k: (k.name.casefold(), k.person))
    write = _Writer(work)
    rows = [write.texts(known) for known in people]
    columns = _columns(rows, last_order(work))
    write_table(path, "", columns, [[row.get(h, "") for h in columns] for row in rows])
    return len(people)


def _columns(rows: Sequence[Mapping[str, str]], order: Sequence[str]) -> list[str]:
    """All headings: one that is not SIASN's stands behind the one it followed in its source.

    `order` is that of the last source that had such columns; one that nobody fills is left out.
    """
    columns: list[str] = [*HEADINGS]
    placed = set(columns)
    filled = {heading for row in rows for heading in row}
    known = dict.fromkeys(heading for heading in order if heading in filled or heading in placed)
    for row in (known, *rows):
        before = ""
        for heading in row:
            if heading not in placed:
                columns.insert(columns.index(before) + 1 if before else len(columns), heading)
                placed.add(heading)
            before = heading
    return columns


class _Writer:
    """Makes the cells of one person: those of the source while they still say the same."""

    def __init__(self, work: Workspace) -> None:
        self._judge = Judge(work.rules, work.today(), {})
        self._work = work
        self._render: Mapping[str, Callable[[Known], Mapping[str, str]]] = {
            "Nama": lambda k: {"NAMA": _capitals(k.name, title_name)},
            "Jenis kelamin": lambda k: {
                "JENIS KELAMIN": {"L": "M", "P": "F"}.get(str(_value(k, "sex")), "")
            },
            "Email": _email,
            "Status": _status,
            "Golongan": self._golongan,
            "Jenis jabatan": _kind,
            "Unit": lambda k: {
                "UNOR NAMA": _capitals(str(_value(k, "unit_name") or ""), unit_name)
            },
        }

    def texts(self, known: Known) -> dict[str, str]:
        """The person's cells by heading, in the order of the source."""
        texts = known.texts()
        judged = self._judged(texts)
        if judged is None or judged[0] != known.nip:
            texts["NIP BARU"] = known.nip
        for field in FIELDS:
            if judged is None or not _agrees(field, judged, known):
                self._put(texts, known, field)
        return texts

    def _judged(self, texts: Mapping[str, str]) -> tuple[object, ...] | None:
        """What the source says of the person; None when there is none, or none that holds."""
        if not texts:
            return None
        try:
            nip = clean_nip(texts.get("NIP BARU", ""))
            held = self._judge.judge(
                readable(texts), nip, texts, nik_ruined=_is_float(texts), known=True
            )
        except Refused:
            return None
        return held.values

    def _put(self, texts: dict[str, str], known: Known, field: Field) -> None:
        made = self._render.get(field.label)
        values = (
            made(known) if made else {field.headings[0]: _text(_value(known, field.columns[0]))}
        )
        for heading, text in values.items():
            there = next((h for h in texts if contract_heading(h) == heading), heading)
            if text or there in texts:
                texts[there] = text

    def _golongan(self, known: Known) -> Mapping[str, str]:
        code = str(_value(known, "golongan") or "")
        if not code:
            return {"GOL AKHIR ID": "", "GOL AKHIR NAMA": ""}
        number = siasn_golongan(parse_golongan(code), self._work.rules, self._work.today())
        return {"GOL AKHIR ID": number, "GOL AKHIR NAMA": code}


def _agrees(field: Field, judged: tuple[object, ...], known: Known) -> bool:
    place = AT[field.columns[0]]
    said, held = judged[place], known.values[place]
    if field.label == "Unit":
        return unit_key(str(said or "")) == unit_key(str(held or ""))
    return said == held or not (said or held)


def _value(known: Known, column: str) -> object:
    return known.values[AT[column]]


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value)


def _capitals(text: str, back: Callable[[str], str]) -> str:
    """In capitals, as SIASN writes, unless a later import would not read them back the same."""
    return text.upper() if back(text.upper()) == text else text


def _email(known: Known) -> Mapping[str, str]:
    text = str(_value(known, "email") or "")
    return {"EMAIL": text} if text else {"EMAIL": "", "EMAIL GOV": ""}


def _status(known: Known) -> Mapping[str, str]:
    kind, letter = _STATUS.get(str(_value(known, "status")), ("", ""))
    return {"JENIS PEGAWAI NAMA": kind, "STATUS CPNS PNS": letter}


def _kind(known: Known) -> Mapping[str, str]:
    kind = _value(known, "post_kind")
    number, name = _KIND.get(str(kind), _STRUCTURAL) if kind else ("", "")
    return {"JENIS JABATAN ID": number, "JENIS JABATAN NAMA": name}


def _is_float(texts: Mapping[str, str]) -> bool:
    return "E" in texts.get("NIK", "").upper()
