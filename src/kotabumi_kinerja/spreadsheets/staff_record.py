"""A row of the SIASN employee export as a record of clean text, judged by nobody yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from kotabumi_kinerja.spreadsheets.headings import JOIN

FIELD_OF: Final[Mapping[str, str]] = {
    "PNS ID": "siasn_id",
    "NIP BARU": "nip",
    "NIP LAMA": "old_nip",
    "NAMA": "name",
    "GELAR DEPAN": "front",
    "GELAR BELAKANG": "back",
    "TEMPAT LAHIR NAMA": "birthplace",
    "TANGGAL LAHIR": "born",
    "JENIS KELAMIN": "sex",
    "AGAMA NAMA": "religion",
    "JENIS KAWIN NAMA": "marriage",
    "NIK": "nik",
    "NOMOR HP": "phone",
    "EMAIL": "email",
    "EMAIL GOV": "email_gov",
    "ALAMAT": "address",
    "NPWP NOMOR": "tax_number",
    "JENIS PEGAWAI NAMA": "employee_kind",
    "KEDUDUKAN HUKUM NAMA": "legal_standing",
    "STATUS CPNS PNS": "status_code",
    "TMT CPNS": "cpns_tmt",
    "TMT PNS": "pns_tmt",
    "GOL AKHIR ID": "golongan_id",
    "GOL AKHIR NAMA": "golongan_name",
    "TMT GOLONGAN": "golongan_tmt",
    "MK TAHUN": "mk_years",
    "MK BULAN": "mk_months",
    "JENIS JABATAN ID": "position_kind_id",
    "JENIS JABATAN NAMA": "position_kind",
    "JABATAN NAMA": "post",
    "TMT JABATAN": "post_tmt",
    "TINGKAT PENDIDIKAN NAMA": "education_level",
    "PENDIDIKAN NAMA": "education",
    "TAHUN LULUS": "graduation_year",
    "LOKASI KERJA NAMA": "work_place",
    "UNOR NAMA": "unit",
    "INSTANSI INDUK NAMA": "home_agency",
    "INSTANSI KERJA NAMA": "work_agency",
    "SATUAN KERJA INDUK NAMA": "home_office",
    "SATUAN KERJA KERJA NAMA": "work_office",
    "NAMA SEKOLAH": "school",
    "ESELON NAMA": "eselon",
}
"""The headings this program works with, and their field in `StaffRecord`."""

HEADINGS: Final = (
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA",
    "JENIS KAWIN ID", "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT",
    "NPWP NOMOR", "BPJS", "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM ID",
    "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "KARTU ASN VIRTUAL", "NOMOR SK CPNS",
    "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL ID",
    "GOL AWAL NAMA", "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN",
    "JENIS JABATAN ID", "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID", "PENDIDIKAN NAMA",
    "TAHUN LULUS", "KPKN ID", "KPKN NAMA", "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID",
    "UNOR NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA", "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA", "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "NAMA SEKOLAH",
    "FLAG IKD",
)  # fmt: skip
"""The 67 headings of the SIASN employee export, in order (domain rules 4.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRecord:
    """One row of the export; every field is clean text, '' when empty or not in the file.

    Dates that Excel held as dates read 'yyyy-mm-dd'; others stand as they were typed (see
    `cells.date_of`). `spoiled` names the fields whose cell was a number although the field is
    a row of digits: leading zeros or the last digits may be gone. `extra` holds what the
    program does not work with, by heading, only where filled. `order`: all headings in the
    order of the file.

    `nip_ruined`: Excel has made a number of the NIP; `nip_digits` are its leading digits that
    survive, to be matched with birth date and name. `status_hint`: PNS, PPPK or PPPK_PW as the
    name of the sheet says, when the row itself does not. `notes`: what was decided while
    reading, in sentences for the user.
    """

    sheet: str
    row: int
    siasn_id: str = ""
    nip: str = ""
    old_nip: str = ""
    name: str = ""
    front: str = ""
    back: str = ""
    birthplace: str = ""
    born: str = ""
    sex: str = ""
    religion: str = ""
    marriage: str = ""
    nik: str = ""
    phone: str = ""
    email: str = ""
    email_gov: str = ""
    address: str = ""
    tax_number: str = ""
    employee_kind: str = ""
    legal_standing: str = ""
    status_code: str = ""
    cpns_tmt: str = ""
    pns_tmt: str = ""
    golongan_id: str = ""
    golongan_name: str = ""
    golongan_tmt: str = ""
    mk_years: str = ""
    mk_months: str = ""
    position_kind_id: str = ""
    position_kind: str = ""
    post: str = ""
    post_tmt: str = ""
    education_level: str = ""
    education: str = ""
    graduation_year: str = ""
    work_place: str = ""
    unit: str = ""
    home_agency: str = ""
    work_agency: str = ""
    home_office: str = ""
    work_office: str = ""
    school: str = ""
    eselon: str = ""
    spoiled: frozenset[str] = frozenset()
    extra: Mapping[str, str]
    order: tuple[str, ...] = ()
    nip_ruined: bool = False
    nip_digits: str = ""
    status_hint: str = ""
    notes: tuple[str, ...] = ()

    @property
    def nip_was_number(self) -> bool:
        """Whether Excel has kept the NIP as a number and so lost its last digits."""
        return "nip" in self.spoiled

    @property
    def nik_was_number(self) -> bool:
        """Whether Excel has kept the NIK as a number; its 16th digit is then not to be trusted."""
        return "nik" in self.spoiled

    def by_heading(self) -> dict[str, str]:
        """The record back as heading to text where filled, in the order of the file."""
        named = zip(FIELD_OF, _named(self), strict=True)
        texts = {**self.extra, **{heading: text for heading, text in named if text}}
        order = (part for heading in self.order for part in heading.split(JOIN))
        return {heading: texts.pop(heading) for heading in order if heading in texts} | texts


_named = attrgetter(*FIELD_OF.values())
