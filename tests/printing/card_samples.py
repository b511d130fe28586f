"""Cards of made-up people: an ordinary one, one that nobody has rated, and the worst by chance."""

import random
from dataclasses import replace
from typing import Final

from kotabumi_kinerja.printing.forms.card_data import (
    Card,
    Measure,
    Period,
    PlanRow,
    Point,
    Scale,
    Verdict,
)
from kotabumi_kinerja.printing.signature import Signer
from kotabumi_kinerja.printing.text import grouped_nip

SCALE: Final = Scale(
    levels=("Di atas", "Sesuai", "Di bawah"),
    matrix=(
        ("Kurang", "Baik", "Sangat Baik"),
        ("Kurang", "Baik", "Baik"),
        ("Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"),
    ),
    classes=("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik"),
)

_QUARTERS: Final = ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")

ORDINARY: Final = Card(
    office=(
        "PEMERINTAH KABUPATEN LAMPUNG UTARA",
        "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
    ),
    address="Jalan Jenderal Sudirman No. 1, Kotabumi 34511 \u00b7 Telepon (0724) 21000",
    period="Periode penilaian 1 Januari s.d. 31 Desember 2026",
    name="Irwan Susanto, S.E.",
    nip=grouped_nip("198402012006111001"),
    rank="Penata Muda Tingkat I (III/b) \u00b7 PNS",
    post="Penata Perizinan Ahli Pertama",
    unit="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    rater=(
        "Zainal Hidayat Nugroho, S.E.",
        f"NIP {grouped_nip('199604202018011060')}",
        "Kepala Bidang Pelayanan Perizinan",
    ),
    verdict=Verdict("Baik", "Sesuai ekspektasi", "Di atas ekspektasi", "Baik", (1, 2)),
    scale=SCALE,
    plan=(
        PlanRow(
            "Terkelolanya surat dan arsip unit kerja",
            "Jumlah surat yang diagendakan",
            3,
            "1.200 surat",
            "1.200 surat",
        ),
        PlanRow(
            "Terselesaikannya permohonan izin tepat waktu",
            "Jumlah permohonan izin yang diproses",
            3,
            "480 berkas",
            "480 berkas",
        ),
        PlanRow(
            "Tertanganinya pengaduan layanan perizinan",
            "Persentase pengaduan yang selesai",
            3,
            "100 %",
            "100 %",
        ),
    ),
    plan_source="SKP 2026",
    periods=(
        Period(_QUARTERS[0], "Baik", "Sesuai", "Sesuai", "Baik", "6 Apr 2026"),
        Period(_QUARTERS[1], "Baik", "Sesuai", "Di atas", "Baik", "7 Jul 2026"),
        Period(_QUARTERS[2], "Baik", "Di atas", "Sesuai", "Butuh Perbaikan", "6 Okt 2026"),
        Period(_QUARTERS[3], "Baik", "Sesuai", "Di atas", "Baik", "28 Des 2026"),
        Period("TAHUNAN", "Baik", "Sesuai", "Di atas", "Baik", "30 Des 2026"),
    ),
    why=(
        "Rating hasil kerja: sesuai ekspektasi. 7 dari 8 indikator mencapai target.",
        "Rating perilaku kerja: di atas ekspektasi, satu penilaian untuk tujuh nilai BerAKHLAK.",
        "Kuadran, baris sesuai, kolom di atas: Baik.",
        "Dasar: PermenPANRB 6/2022; tabel kuadran versi 1, sejak 3 Februari 2022.",
    ),
    trend=(
        Point("2023", 3, yearly=True),
        Point("2024", 2, yearly=True),
        Point("2025", 3, yearly=True),
        *(Point(q, 3, yearly=False) for q in ("I", "II", "III", "IV")),
        Point("2026", 3, yearly=True),
    ),
    trend_note="triwulan 2026",
    measures=(
        Measure(
            "Pengembangan kompetensi",
            "24 JP",
            ("20 JP bimtek OSS-RBA + 4 JP sosialisasi; kewajiban 20 JP (PP 11/2017), lebih 4 JP.",),
        ),
        Measure(
            "Angka kredit",
            "12,500",
            (
                "12/12 bulan \u00d7 100% (Baik) \u00d7 12,5 (Ahli Pertama) = 12,500.",
                "Kumulatif 62,500; kurang 37,500 ke Ahli Muda.",
            ),
        ),
        Measure(
            "IP ASN",
            "85,0 Tinggi",
            ("Kualifikasi 15 + kompetensi 40 + kinerja 25 + disiplin 5 = 85,0 (PerBKN 8/2019).",),
        ),
    ),
    signer=Signer(
        offices=(("", "Pejabat Penilai Kinerja,"),),
        name="Zainal Hidayat Nugroho, S.E.",
        nip=grouped_nip("199604202018011060"),
        placed="Kotabumi, 31 Desember 2026",
    ),
    foot="Kartu Nilai \u00b7 19840201\u00a0200611\u00a01\u00a0001 \u00b7 2026 \u00b7 "
    "versi 1 \u00b7 Irwan Susanto, S.E.",
)

UNRATED: Final = replace(
    ORDINARY,
    verdict=Verdict(),
    plan=(),
    periods=(
        Period(_QUARTERS[0]),
        Period(_QUARTERS[1]),
        Period(_QUARTERS[2]),
        Period(_QUARTERS[3]),
        Period("TAHUNAN"),
    ),
    why=(),
    trend=(
        *(Point(q, None, yearly=False) for q in ("I", "II", "III", "IV")),
        Point("2026", None, yearly=True),
    ),
    measures=(Measure("Pengembangan kompetensi"), Measure("Angka kredit"), Measure("IP ASN")),
    signer=Signer((("", "Pejabat Penilai Kinerja,"),)),
    rater=(),
)

_WORDS: Final = (
    "Terselenggaranya",
    "pelayanan",
    "perizinan",
    "berusaha",
    "terintegrasi",
    "secara",
    "elektronik",
    "bagi",
    "pelaku",
    "usaha",
    "mikro",
    "di",
    "Kecamatan",
    "Kotabumi",
    "Selatan,",
    "Tanjung",
    "Raja,",
    "dan",
    "Abung",
    "Barat",
    "sesuai",
    "NSPK",
    "https://oss.go.id/panduan/perizinan-berusaha/2026/pedoman_teknis.pdf",
    "PertanggungjawabanPenyelenggaraanPemerintahanDaerahTahunAnggaranDuaRibuDuaPuluhEnam",
    "Rp",
    "12.000.000",
    "98",
    "%",
    "(III/d)",
    "31",
    "Desember",
    "2026",
    "L\u00e9vi-Stra\u00fc\u00df",
    "\u00b1",
    "\u2265",
    "\u201ckutip\u201d",
)
_RATER_NIP: Final = grouped_nip("197001011995011001")
_LONG_NAME: Final = (
    "Prof. Dr. Raden Ayu Siti Nurhalimah Kusumawardhani Prawirodirdjo Utamis, S.Ked., M.Kes., Ph.D."
)


def _text(r: random.Random, most: int) -> str:
    return " ".join(r.choice(_WORDS) for _ in range(r.randint(1, most)))


def worst(seed: int) -> Card:
    """Long texts everywhere, by chance but always the same for a seed."""
    r = random.Random(seed)  # noqa: S311  # test data, no secret
    levels = [r.randint(0, 4) for _ in range(9)]
    name = _LONG_NAME if r.random() < 0.7 else _text(r, 6)
    offices: tuple[tuple[str, str], ...] = (("", "Pejabat Penilai Kinerja,"),)
    if r.random() < 0.5:
        offices = (
            ("a.n.", "KEPALA DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU"),
            ("", "SEKRETARIS"),
            ("", "u.b."),
            ("Plt.", "KEPALA SUBBAGIAN UMUM DAN KEPEGAWAIAN,"),
        )
    return replace(
        ORDINARY,
        name=name,
        post=_text(r, 30),
        unit=_text(r, 30),
        rater=(_LONG_NAME, ORDINARY.rater[1], _text(r, 25)),
        plan=tuple(
            PlanRow(_text(r, 40), _text(r, 30), r.randint(1, 12), _text(r, 9), _text(r, 9))
            for _ in range(r.randint(1, 14))
        ),
        why=tuple(_text(r, 40) for _ in range(r.randint(1, 4))),
        trend=tuple(
            Point(label, level, yearly=label.isdigit())
            for label, level in zip(
                ("2022", "2023", "2024", "2025", "I", "II", "III", "IV", "2026"),
                levels,
                strict=True,
            )
        ),
        measures=tuple(  # pyright: ignore[reportArgumentType]  # three of them
            replace(m, lines=tuple(_text(r, 20) for _ in range(r.randint(0, 2))))
            for m in ORDINARY.measures
        ),
        signer=Signer(offices, _LONG_NAME, _RATER_NIP, placed="Kotabumi, 3 Mei 2026"),
        code="KK" + "".join(r.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(170)),
        short="PSMD 6WKQ G709 RK9X",
        draft=r.random() < 0.3,
    )
