"""The key numbers of the law, copied a second time by hand, against the shipped tables."""

from datetime import date
from decimal import Decimal

import pytest

from kotabumi_kinerja.domain.rules import RuleBook

NOW = date(2026, 11, 24)
NUMBERS = {
    "ak_persen": {
        "SANGAT_BAIK": "150",
        "BAIK": "100",
        "BUTUH_PERBAIKAN": "75",
        "KURANG": "50",
        "SANGAT_KURANG": "25",
    },
    "ak_koefisien": {
        "PEMULA": "3.75",
        "TERAMPIL": "5",
        "MAHIR": "12.5",
        "PENYELIA": "25",
        "AHLI_PERTAMA": "12.5",
        "AHLI_MUDA": "25",
        "AHLI_MADYA": "37.5",
        "AHLI_UTAMA": "50",
    },
    "ak_kebutuhan": {
        "PEMULA.pangkat": "15",
        "PEMULA.jenjang": "15",
        "TERAMPIL.pangkat": "20",
        "TERAMPIL.jenjang": "60",
        "MAHIR.pangkat": "50",
        "MAHIR.jenjang": "100",
        "PENYELIA.pangkat": "100",
        "AHLI_PERTAMA.pangkat": "50",
        "AHLI_PERTAMA.jenjang": "100",
        "AHLI_MUDA.pangkat": "100",
        "AHLI_MUDA.jenjang": "200",
        "AHLI_MADYA.pangkat": "150",
        "AHLI_MADYA.jenjang": "450",
        "AHLI_UTAMA.pangkat": "200",
    },
    "ak_kebutuhan_pengecualian": {"TERAMPIL.II/c": "40", "AHLI_PERTAMA.III/b": "50"},
    "ak_dasar_pasti": {"AHLI_MUDA.III/c": "0", "AHLI_MUDA.III/d": "100"},
    "ak_dasar": {
        "PEMULA.II/a": "0",
        "TERAMPIL.II/b": "0",
        "TERAMPIL.II/c": "20",
        "TERAMPIL.II/d": "40",
        "MAHIR.III/a": "0",
        "MAHIR.III/b": "50",
        "PENYELIA.III/c": "0",
        "PENYELIA.III/d": "100",
        "AHLI_PERTAMA.III/a": "0",
        "AHLI_PERTAMA.III/b": "50",
        "AHLI_MADYA.IV/a": "0",
        "AHLI_MADYA.IV/b": "150",
        "AHLI_MADYA.IV/c": "300",
        "AHLI_UTAMA.IV/d": "0",
        "AHLI_UTAMA.IV/e": "200",
    },
    "ak_pendidikan": {"percent": "25"},
    "ak_perpindahan": {"top_rank_years": "3", "AHLI_PERTAMA.IV/a": "100"},
    "ak_bulan": {"months": "12", "days_count": "15"},
    "ak_pembulatan": {"print": "3", "siasn": "2"},
    "kenaikan_pangkat_jf": {"years": "2", "predikat_years": "2"},
    "bup": {
        "JPT": "60",
        "ADMINISTRATOR": "58",
        "PENGAWAS": "58",
        "PELAKSANA": "58",
        "JF_AHLI_UTAMA": "65",
        "JF_AHLI_MADYA": "60",
        "JF_AHLI_MUDA": "58",
        "JF_AHLI_PERTAMA": "58",
        "JF_KETERAMPILAN": "58",
        "GURU": "60",
        "KEPALA_SEKOLAH": "60",
    },
    "bup_dokter": {"age": "60"},
    "ip_bobot": {"kualifikasi": "25", "kompetensi": "40", "kinerja": "30", "disiplin": "5"},
    "ip_kualifikasi": {
        "S3": "25",
        "S2": "20",
        "S1": "15",
        "D4": "15",
        "D3": "10",
        "D2": "5",
        "D1": "5",
        "SMA": "5",
        "SMP": "1",
        "SD": "1",
    },
    "ip_kompetensi": {
        "technical_hours": "20",
        "technical_years": "1",
        "seminar_years": "2",
        "STRUKTURAL.diklat_pim": "15",
        "STRUKTURAL.teknis": "15",
        "STRUKTURAL.seminar": "10",
        "JF.diklat_fungsional": "15",
        "JF.teknis": "15",
        "JF.seminar": "10",
        "PELAKSANA.teknis": "22.5",
        "PELAKSANA.seminar": "17.5",
    },
    "ip_kinerja": {
        "SANGAT_BAIK": "30",
        "BAIK": "25",
        "BUTUH_PERBAIKAN": "15",
        "KURANG": "5",
        "SANGAT_KURANG": "1",
    },
    "ip_disiplin": {"years": "5", "TIDAK_ADA": "5", "RINGAN": "3", "SEDANG": "2", "BERAT": "1"},
    "jp_tahunan": {
        "minutes": "45",
        "PNS.minimum": "20",
        "CPNS.minimum": "20",
        "PPPK.maximum": "24",
    },
    "jp_batas": {"events_a_month": "2"},
    "tenggat_skp": {"month": "1", "day": "31"},
    "tenggat_periodik": {"day": "7"},
    "tenggat_tahunan": {"month": "1", "day": "31"},
    "tenggat_keberatan": {"days": "14"},
    "tenggat_dokumen": {"handover_working_days": "14", "return_working_days": "14"},
    "tenggat_putusan": {"days": "7"},
    "kelompok_kecil": {"people": "5"},
    "kgb_pns": {"years": "2", "first_II_a_years": "1"},
    "kgb_pppk": {"predikat_years": "2", "golongan_V_first_years": "1"},
    "kenaikan_reguler": {"years": "4", "predikat_years": "2"},
    "siasn_predikat": {
        "SANGAT_BAIK": "1",
        "BAIK": "2",
        "BUTUH_PERBAIKAN": "3",
        "KURANG": "4",
        "SANGAT_KURANG": "5",
    },
    "siasn_koefisien": {
        "AHLI_PERTAMA": "12",
        "AHLI_MUDA": "22",
        "AHLI_MADYA": "32",
        "AHLI_UTAMA": "42",
        "PEMULA": "52",
        "TERAMPIL": "62",
        "MAHIR": "72",
        "PENYELIA": "82",
    },
    "siasn_kode": {
        "rating.DI_ATAS": "1",
        "rating.SESUAI": "2",
        "rating.DI_BAWAH": "3",
        "period.BULANAN": "1",
        "period.TRIWULANAN": "2",
    },
    "skp_isi": {"behaviours": "7"},
}
CERTAINTY = {
    "kuadran_kinerja": "C2",
    "pola_distribusi": "C1",
    "rating_kriteria": "C1",
    "rating_saran": "INF",
    "ak_dasar_pasti": "C2",
    "ak_dasar": "INF",
    "ak_bulan": "U",
    "ip_kinerja": "INF",
    "ip_disiplin": "C1",
    "ip_kompetensi_proporsional": "U",
    "bup": "C2",
    "bup_dokter": "C1",
    "jp_klasikal": "C1",
    "jp_lain": "C2",
    "tenggat_skp": "C1",
    "tenggat_periodik": "U",
    "tenggat_keberatan": "C2",
    "tenggat_dokumen": "C1",
    "tenggat_putusan": "C1",
    "hari_libur": "C2",
    "hari_kerja": "U",
    "jabatan_kebiasaan": "U",
    "siasn_predikat": "INF",
    "alpa": "C2",
    "kenaikan_reguler": "U",
    "skp_khusus": "C2",
}
HOLIDAYS_2026 = [
    (1, 1),
    (1, 16),
    (2, 17),
    (3, 19),
    (3, 21),
    (3, 22),
    (4, 3),
    (4, 5),
    (5, 1),
    (5, 14),
    (5, 27),
    (5, 31),
    (6, 1),
    (6, 16),
    (8, 17),
    (8, 25),
    (12, 25),
]


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(rules: RuleBook, name: str) -> None:
    table = rules.table(name, NOW)
    for path, value in NUMBERS[name].items():
        assert table.number(*path.split(".")) == Decimal(value), f"{name}.{path}"


def test_certainty(rules: RuleBook) -> None:
    assert {name: rules.table(name, NOW).certainty.value for name in CERTAINTY} == CERTAINTY


def test_holidays(rules: RuleBook) -> None:
    days = rules.table("hari_libur", NOW).dates("days")
    assert days == {date(2026, month, day) for month, day in HOLIDAYS_2026}


def test_tops_have_no_next_jenjang(rules: RuleBook) -> None:
    table = rules.table("ak_kebutuhan", NOW)
    assert not table.has("PENYELIA", "jenjang")
    assert not table.has("AHLI_UTAMA", "jenjang")


def test_headings(rules: RuleBook) -> None:
    table = rules.table("siasn_kolom", NOW)
    assert len(table.texts("headings")) == 67
    assert table.texts("headings")[:4] == ("PNS ID", "NIP BARU", "NIP LAMA", "NAMA")
    assert table.texts("optional") == ("ESELON ID", "ESELON NAMA")
    assert len(table.texts("performance")) == 15
    assert len(table.texts("course")) == 12
