"""The fields that an import compares: their word, their columns here, their headings there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.spreadsheets.headings import normal

TableName = Literal["person", "employment"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field as users know it. The first of `columns` is compared, all are written.

    A file says something of it when one of `headings` is filled. `firm`: no import empties it.
    """

    label: str
    table: TableName
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    firm: bool = False


FIELDS: Final = (
    Field("Nama", "person", ("name",), ("NAMA",), firm=True),
    Field("Gelar depan", "person", ("front",), ("GELAR DEPAN",)),
    Field("Gelar belakang", "person", ("back",), ("GELAR BELAKANG",)),
    Field("Tanggal lahir", "person", ("born",), ("TANGGAL LAHIR",), firm=True),
    Field("Tempat lahir", "person", ("birthplace",), ("TEMPAT LAHIR NAMA",)),
    Field("Jenis kelamin", "person", ("sex",), ("JENIS KELAMIN",), firm=True),
    Field("NIK", "person", ("nik",), ("NIK",)),
    Field("Nomor HP", "person", ("phone",), ("NOMOR HP",)),
    Field("Email", "person", ("email",), ("EMAIL", "EMAIL GOV")),
    Field("Alamat", "person", ("address",), ("ALAMAT",)),
    Field("Pendidikan", "person", ("education_level",), ("TINGKAT PENDIDIKAN NAMA",)),
    Field("Jurusan", "person", ("education",), ("PENDIDIKAN NAMA",)),
    Field("Tahun lulus", "person", ("graduated",), ("TAHUN LULUS",)),
    Field(
        "Status",
        "employment",
        ("status",),
        ("JENIS PEGAWAI NAMA", "STATUS CPNS PNS"),
        firm=True,
    ),
    Field("Kedudukan hukum", "employment", ("standing",), ("KEDUDUKAN HUKUM NAMA",)),
    Field("Golongan", "employment", ("golongan",), ("GOL AKHIR ID", "GOL AKHIR NAMA")),
    Field("TMT golongan", "employment", ("golongan_since",), ("TMT GOLONGAN",)),
    Field("TMT CPNS", "employment", ("service_since",), ("TMT CPNS",)),
    Field("Jabatan", "employment", ("post", "post_kind", "jenjang"), ("JABATAN NAMA",)),
    Field(
        "Jenis jabatan",
        "employment",
        ("post_kind", "jenjang"),
        ("JENIS JABATAN NAMA", "JENIS JABATAN ID"),
        firm=True,
    ),
    Field("TMT jabatan", "employment", ("post_since",), ("TMT JABATAN",)),
    Field("Eselon", "employment", ("eselon",), ("ESELON NAMA",)),
    Field("Unit", "employment", ("unit_name",), ("UNOR NAMA",)),
    Field("Awal kontrak", "employment", ("contract_since",), ("TMT KONTRAK",)),
    Field("Akhir kontrak", "employment", ("contract_until",), ("AKHIR KONTRAK",)),
    Field("Nomor kontrak", "employment", ("contract_number",), ("NOMOR KONTRAK",)),
)
"""In the order in which the dialog lists them."""

BY_LABEL: Final[Mapping[str, Field]] = {f.label: f for f in FIELDS}
MODELLED: Final = frozenset(h for f in FIELDS for h in f.headings) | {"NIP BARU"}
"""Headings whose text has a place in the register; the rest is kept as it came."""

OTHER_COLUMNS: Final = "Kolom lain"
"""The field under which columns come that we keep but have no place for."""

PERSON: Final = (
    "nip", "nip_kind", "nik", "name", "front", "back", "born", "birthplace", "sex", "phone",
    "email", "address", "education_level", "education", "graduated",
)  # fmt: skip
EMPLOYMENT: Final = (
    "status", "standing", "golongan", "golongan_since", "service_since", "post", "post_kind",
    "jenjang", "post_since", "unit_name", "contract_until", "contract_since", "contract_number",
    "eselon",
)  # fmt: skip
COLUMNS: Final = (*PERSON, *EMPLOYMENT)
"""The order of the values of a judged row and of a known person."""
AT: Final[Mapping[str, int]] = {name: place for place, name in enumerate(COLUMNS)}


_CONTRACT: Final = {
    "TMTKONTRAK": "TMT KONTRAK", "AWALKONTRAK": "TMT KONTRAK", "MULAIKONTRAK": "TMT KONTRAK",
    "TANGGALMULAIKONTRAK": "TMT KONTRAK", "TGLMULAIKONTRAK": "TMT KONTRAK",
    "AKHIRKONTRAK": "AKHIR KONTRAK", "KONTRAKSAMPAI": "AKHIR KONTRAK",
    "TMTAKHIRKONTRAK": "AKHIR KONTRAK", "TANGGALAKHIRKONTRAK": "AKHIR KONTRAK",
    "TGLAKHIRKONTRAK": "AKHIR KONTRAK", "NOMORKONTRAK": "NOMOR KONTRAK",
    "NOKONTRAK": "NOMOR KONTRAK", "NOMORPERJANJIANKERJA": "NOMOR KONTRAK",
    "NOPERJANJIANKERJA": "NOMOR KONTRAK",
}  # fmt: skip
"""What offices call the three facts of a contract, which no SIASN export has."""

_NUMBERING: Final = frozenset({"NO", "NOURUT", "NOMOR", "NOMORURUT"})


@cache
def contract_heading(heading: str) -> str:
    """Which fact of the contract a column holds; '' for any other column."""
    return _CONTRACT.get(normal(heading), "")


@cache
def counts_rows(heading: str) -> bool:
    """Whether a column only numbers the rows of a list: it says nothing of a person."""
    return normal(heading) in _NUMBERING


def readable(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The texts of a row with those of its contract under the headings of `FIELDS` too."""
    more = {name: text for h, text in texts.items() if (name := contract_heading(h))}
    return {**more, **texts} if more else texts


def show(column: str, value: object) -> str:
    """A value as users read it."""
    if isinstance(value, date):
        return show_date(value)
    if column == "post_kind" and value:
        return PositionKind(str(value)).label
    return "" if value is None else str(value)


def unit_key(name: str) -> str:
    """What makes two spellings of a unit the same unit."""
    return clean_name(name).casefold()
