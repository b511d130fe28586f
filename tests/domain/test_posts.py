"""Ranks, positions, status and retirement."""

from datetime import date

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.positions import Jenjang, PositionKind, may_rate, read_position
from kotabumi_kinerja.domain.ranks import RankKind, parse_golongan, show_rank, siasn_golongan
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.staff import Status, age, read_status, retirement, service

NOW = date(2026, 11, 24)
PANGKAT = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}


def test_all_pangkat_in_order(rules: RuleBook) -> None:
    for order, (code, name) in enumerate(PANGKAT.items(), 1):
        golongan = parse_golongan(code)
        assert golongan.order == order
        assert show_rank(golongan, rules, NOW) == f"{name} ({code})"
        ident = siasn_golongan(golongan, rules, NOW)
        assert parse_golongan(ident) == golongan


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("III.b", "III/b"),
        ("III/B", "III/b"),
        ("III b", "III/b"),
        ("iii/b", "III/b"),
        ("IIIb", "III/b"),
        ("32", "III/b"),
        ("45", "IV/e"),
        ("Penata Muda Tk. I / III.b", "III/b"),
        ("Penata Muda Tingkat I (III/b)", "III/b"),
        ("IX", "IX"),
        ("- / IX", "IX"),
        ("xvii", "XVII"),
        ("III", "III"),
    ],
)
def test_golongan_read(text: str, code: str) -> None:
    assert parse_golongan(text).code == code


@pytest.mark.parametrize("text", ["III/e", "V/a", "35", "XVIII", "", "Penata"])
def test_golongan_refused(text: str) -> None:
    with pytest.raises(Refused, match="KK-112"):
        parse_golongan(text)


def test_pppk_has_no_pangkat(rules: RuleBook) -> None:
    nine = parse_golongan("IX")
    assert (nine.kind, nine.order, show_rank(nine, rules, NOW)) == (RankKind.PPPK, 9, "IX")
    assert parse_golongan("XVII").order == 17
    assert show_rank(None, rules, NOW) == "-"


@pytest.mark.parametrize(
    ("post", "siasn", "kind", "jenjang", "level", "leads"),
    [
        ("Kepala Dinas", "Struktural", "JPT", None, 3, True),
        ("Kepala Dinas Pendidikan", "Struktural", "JPT", None, 3, True),
        ("Sekretaris Daerah", "Struktural", "JPT", None, 2, True),
        ("Sekretaris Dinas", "Struktural", "ADMINISTRATOR", None, 4, True),
        ("Camat Abung Barat", "Struktural", "ADMINISTRATOR", None, 4, True),
        ("Kepala Bidang Pelayanan Perizinan", "Struktural", "ADMINISTRATOR", None, 5, True),
        ("Kepala Subbagian Umum dan Kepegawaian", "Struktural", "PENGAWAS", None, 6, True),
        ("Lurah Tanjung Aman", "Struktural", "PENGAWAS", None, 6, True),
        ("Sekretaris Lurah", "Struktural", "PENGAWAS", None, 7, True),
        ("Penata Perizinan Ahli Muda", "Fungsional Tertentu", "JF", "AHLI_MUDA", 8, False),
        ("Arsiparis Terampil", "Fungsional Tertentu", "JF", "TERAMPIL", 8, False),
        ("Guru Ahli Madya", "Fungsional Tertentu", "JF", "AHLI_MADYA", 8, False),
        ("Kepala Puskesmas Kotabumi II", "Fungsional Tertentu", "JF", None, 6, True),
        ("Penata Layanan Operasional", "Fungsional Umum", "PELAKSANA", None, 8, False),
        ("Operator Terampil", "Fungsional Umum", "PELAKSANA", None, 8, False),
        ("Perawat Penyelia", "", "JF", "PENYELIA", 8, False),
        ("Jabatan Lama", "Struktural", None, None, 8, False),
    ],
)
def test_positions(  # noqa: PLR0913, PLR0917  # one row of the table
    rules: RuleBook,
    post: str,
    siasn: str,
    kind: str | None,
    jenjang: str | None,
    level: int,
    leads: bool,  # noqa: FBT001  # one row of the table
) -> None:
    found = read_position(post, siasn, rules, NOW)
    assert (found.kind, found.jenjang, found.level, found.leads) == (kind, jenjang, level, leads)


def test_who_may_rate(rules: RuleBook) -> None:
    head = read_position("Kepala Dinas", "Struktural", rules, NOW)
    clerk = read_position("Arsiparis Terampil", "Fungsional Tertentu", rules, NOW)
    assert may_rate(head, clerk)
    assert not may_rate(clerk, head)
    assert not may_rate(clerk, clerk)


def test_jenjang_steps() -> None:
    assert Jenjang.AHLI_PERTAMA.next is Jenjang.AHLI_MUDA
    assert Jenjang.PENYELIA.next is None
    assert Jenjang.AHLI_UTAMA.next is None
    assert Jenjang.PEMULA.label == "Pemula"
    assert PositionKind.JPT.label == "Jabatan Pimpinan Tinggi"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("PNS Daerah", "P", "Aktif"), Status.PNS),
        (("PNS Daerah", "C", "Aktif"), Status.CPNS),
        (("PPPK", "", "PPPK Aktif"), Status.PPPK),
        (("PPPK Paruh Waktu", "", ""), Status.PPPK_PW),
        (("PPPK_Paruh_Waktu", "", ""), Status.PPPK_PW),
        (("Non ASN", "", ""), Status.NON_ASN),
    ],
)
def test_status(words: tuple[str, str, str], status: Status) -> None:
    assert read_status(*words) is status


def test_status_refused() -> None:
    with pytest.raises(Refused, match="KK-114"):
        read_status("Honorer")


@pytest.mark.parametrize(
    ("post", "siasn", "years"),
    [
        ("Kepala Dinas", "Struktural", 60),
        ("Sekretaris Dinas", "Struktural", 58),
        ("Lurah X", "Struktural", 58),
        ("Penata Layanan Operasional", "Fungsional Umum", 58),
        ("Auditor Ahli Utama", "Fungsional Tertentu", 65),
        ("Auditor Ahli Madya", "Fungsional Tertentu", 60),
        ("Auditor Ahli Muda", "Fungsional Tertentu", 58),
        ("Auditor Ahli Pertama", "Fungsional Tertentu", 58),
        ("Bidan Penyelia", "Fungsional Tertentu", 58),
        ("Guru Ahli Pertama", "Fungsional Tertentu", 60),
        ("Kepala Sekolah SDN 1", "Fungsional Tertentu", 60),
        ("Dokter Ahli Muda", "Fungsional Tertentu", 60),
        ("Dokter Ahli Utama", "Fungsional Tertentu", 65),
    ],
)
def test_retirement_ages(rules: RuleBook, post: str, siasn: str, years: int) -> None:
    found = retirement(date(1968, 5, 17), read_position(post, siasn, rules, NOW), rules, NOW)
    assert found is not None
    assert (found.age, found.day) == (years, date(1968 + years, 6, 1))


def test_retirement_days(rules: RuleBook) -> None:
    clerk = read_position("Pengelola Umum", "Fungsional Umum", rules, NOW)
    for born, day in (
        (date(1968, 5, 1), date(2026, 6, 1)),
        (date(1968, 12, 31), date(2027, 1, 1)),
        (date(1968, 2, 29), date(2026, 3, 1)),
    ):
        found = retirement(born, clerk, rules, NOW)
        assert found is not None
        assert found.day == day
    unknown = read_position("Jabatan Lama", "Struktural", rules, NOW)
    assert retirement(date(1968, 5, 1), unknown, rules, NOW) is None


def test_age_and_service() -> None:
    assert age(date(1990, 11, 25), NOW) == 35
    assert age(date(1990, 11, 24), NOW) == 36
    assert service(date(2010, 1, 31), NOW) == (16, 9)
    assert service(date(2027, 1, 1), NOW) == (0, 0)


def test_golongan_of_pppk_agree_with_the_table(rules: RuleBook) -> None:
    codes = rules.table("golongan_pppk", NOW).texts("items")
    assert [parse_golongan(code).order for code in codes] == list(range(1, 18))
