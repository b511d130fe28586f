"""The columns and filters of the staff list: what is shown, what is hidden, what may be typed."""

from collections.abc import Callable
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.positions import Jenjang
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.present import LEFT_CHIP
from kotabumi_kinerja.services.staff.listing import RETIREMENT, StaffList, StaffRow
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec
from kotabumi_kinerja.ui.widgets import EmptyText

Edit = Callable[[StaffRow, str, str], None]
"""Row, field of the service, typed text; may raise `Refused`."""

CHIPS: Final = (
    FilterChip("", "Semua"),
    FilterChip("PNS", "PNS"),
    FilterChip("PPPK", "PPPK"),
    FilterChip("no_rater", "Tanpa penilai", "warning", "bad"),
    FilterChip("contract", "PPPK habis kontrak"),
    FilterChip("retiring", "Akan pensiun"),
    FilterChip("rank", "Kenaikan pangkat"),
    FilterChip("salary", "KGB"),
    FilterChip("JF", "JF"),
    FilterChip("guru", "Guru"),
    FilterChip("leads", "Pimpinan"),
    FilterChip("doubt", "Perlu diperiksa", "warning", "warn"),
    FilterChip(LEFT_CHIP, "Sudah keluar"),
)


def staff_spec(edit: Edit, source: StaffList) -> ListSpec[StaffRow]:
    """What the list is; `edit` writes one cell."""
    return ListSpec(
        name="staff",
        noun="pegawai",
        hint="Nama, NIP, jabatan",
        columns=_columns(edit, source),
        chips=CHIPS,
        empty=EmptyText(
            "people",
            "Belum ada pegawai",
            "Impor ekspor SIASN apa adanya, atau tambah satu per satu.",
            "Ctrl+I impor, Ctrl+N tambah",
        ),
        query=Query(sort="name"),
        search_width=216,
    )


def _columns(edit: Edit, source: StaffList) -> tuple[Column[StaffRow], ...]:
    def at(field: str) -> Callable[[StaffRow, str], None]:
        return lambda row, text: edit(row, field, text)

    def words(  # noqa: PLR0913  # one line of the table below
        title: str,
        field: str,
        value: Callable[[StaffRow], str],
        *,
        width: int = 120,
        key: str = "",
        hidden: bool = True,
    ) -> Column[StaffRow]:
        return Column(
            title,
            value,
            edit=at(field),
            field=field,
            width=width,
            key=key or field,
            hidden=hidden,
        )

    def day(
        title: str, key: str, value: Callable[[StaffRow], date | None], *, field: str = ""
    ) -> Column[StaffRow]:
        return Column(
            title,
            value,
            text=lambda row: _day(value(row)),
            edit=at(field) if field else None,
            field=field,
            width=96,
            key=key,
            hidden=True,
        )

    return (
        Column(
            "Nama",
            lambda r: r.full_name,
            edit=at("name"),
            field="name",
            typed=lambda r: r.name,
            kind="strong",
            width=196,
            key="name",
            stretch=True,
        ),
        Column("NIP", lambda r: r.nip, kind="nip", width=164, key="nip"),
        Column(
            "Status",
            lambda r: r.status,
            text=lambda r: r.status.replace("_PW", " PW"),
            kind="state",
            width=78,
            key="status",
            tone=_status_tone,
        ),
        words("Gol.", "golongan", lambda r: r.golongan, width=52, hidden=False),
        words("Jabatan", "post", lambda r: r.post, width=208, hidden=False),
        words("Unit", "unit", lambda r: r.unit, width=200),
        Column(
            "Penilai",
            lambda r: r.rater,
            text=lambda r: r.rater or "Belum ada",
            kind="state",
            width=180,
            key="rater",
            tone=lambda r: "" if r.rater else "bad",
        ),
        words("Gelar depan", "front", lambda r: r.front, width=84),
        words("Gelar belakang", "back", lambda r: r.back, width=100),
        words("Tempat lahir", "birthplace", lambda r: r.birthplace),
        day("Tanggal lahir", "born", lambda r: r.born, field="born"),
        Column("Umur", source.age, kind="number", width=56, key="born", hidden=True),
        words("Jenis kelamin", "sex", lambda r: r.sex, width=92),
        words("Pendidikan", "education_level", lambda r: r.education),
        day("TMT golongan", "golongan_since", lambda r: r.golongan_since, field="golongan_since"),
        day("TMT jabatan", "post_since", lambda r: r.post_since, field="post_since"),
        Column("Jenjang", _jenjang, width=104, key="jenjang", hidden=True),
        words("Eselon", "eselon", lambda r: r.eselon, width=60),
        day("Pensiun", RETIREMENT, source.retires),
        day("Akhir kontrak", "contract_until", lambda r: r.contract_until, field="contract_until"),
        words("Kedudukan", "standing", lambda r: r.standing),
        words("NIK", "nik", lambda r: r.nik, width=132),
        words("HP", "phone", lambda r: r.phone, width=112),
        words("Email", "email", lambda r: r.email, width=180),
        words("Alamat", "address", lambda r: r.address, width=220),
    )


def _day(value: date | None) -> str:
    return f"{value:%d-%m-%Y}" if value else ""


def _jenjang(line: StaffRow) -> str:
    return Jenjang(line.jenjang).label if line.jenjang else ""


def _status_tone(line: StaffRow) -> str:
    return "tag" if line.status in {"PNS", "CPNS"} else "plain"
