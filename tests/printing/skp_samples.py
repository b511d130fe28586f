"""SKP of made-up people: an ordinary one, many indicators, nothing filled in, and the worst."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.printing.forms.skp_data import (
    ActionPaper,
    Annex,
    Behaviour,
    Head,
    Indicator,
    Part,
    PlanPaper,
    Result,
    Side,
    Step,
)
from kotabumi_kinerja.printing.text import grouped_nip

_RULES: Final = Path(__file__).parents[2] / "resources" / "rules"
LONG_NAME: Final = (
    "Prof. Dr. Raden Ayu Siti Nurhalimah Kusumawardhani Prawirodirdjo Utamis, S.Ked., M.Kes., Ph.D."
)
_SAID: Final = """Terselenggaranya pelayanan perizinan berusaha terintegrasi secara elektronik bagi
pelaku usaha mikro di Kecamatan Kotabumi Selatan, Tanjung Raja, sesuai NSPK
https://oss.go.id/panduan/perizinan-berusaha/2026/pedoman_teknis.pdf
PertanggungjawabanPenyelenggaraanPemerintahanDaerahTahunAnggaranDuaRibuDuaPuluhEnam
(III/d) L\u00e9vi \u00b1 \u2265"""
_WORDS: Final = (*_SAID.split(), "Rp 12.000.000", "98 %", "31 Desember")
_OFFICE: Final = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"

VALUES: Final = tuple(
    Behaviour(v.name, v.guides) for v in behaviour_values(load_rules(_RULES), date(2026, 1, 1))
)

STAFF: Final = Side(
    "Irwan Susanto, S.E.",
    grouped_nip("198402012006111001"),
    "Penata Muda Tingkat I (III/b)",
    "Penata Perizinan Ahli Pertama",
    _OFFICE,
)
RATER: Final = Side(
    "Zainal Hidayat Nugroho, S.E.",
    grouped_nip("199604202018011060"),
    "Pembina (IV/a)",
    "Kepala Bidang Pelayanan Perizinan",
    _OFFICE,
)
BUPATI: Final = Side("H. Rahmat Contoh", "", "", "Bupati Lampung Utara", "")

HEAD: Final = Head(
    "PEMERINTAH KABUPATEN LAMPUNG UTARA",
    "1 JANUARI SD 31 DESEMBER TAHUN 2026",
    STAFF,
    RATER,
    "Kotabumi, 2 Januari 2026",
    "19840201\u00a0200611\u00a01\u00a0001 \u00b7 2026 \u00b7 versi 1 \u00b7 Irwan Susanto, S.E.",
    draft=False,
)
_KINDS: Final = ("Kuantitas", "Kualitas", "Waktu", "Biaya")
_VIEWS: Final = ("Penerima Layanan", "Proses Bisnis", "Penguatan Internal", "Anggaran")
_TARGETS: Final = ("480 berkas", "98 %", "maksimal 5 hari", "maksimal Rp 12.000.000")


def plan(
    count: int, *, leader: bool = False, qualitative: bool = False, draft: bool = False
) -> PlanPaper:
    """`count` indicators, three or four to a result, the last result an additional one."""
    kinds = _VIEWS if leader else _KINDS
    results: list[Result] = []
    made = 0
    while made < count:
        some = min(3 + len(results) % 2, count - made)
        results.append(
            Result(
                f"Terselesaikannya permohonan izin tepat waktu bagian {len(results) + 1}",
                "" if leader else "Meningkatnya kecepatan dan ketepatan pelayanan perizinan",
                tuple(
                    Indicator(
                        kinds[i % 4],
                        f"Indikator nomor {made + i + 1} permohonan yang diproses",
                        _TARGETS[i % 4],
                    )
                    for i in range(some)
                ),
            )
        )
        made += some
    return PlanPaper(
        replace(HEAD, draft=draft, rater=BUPATI if leader else RATER),
        leader,
        qualitative,
        (Part("UTAMA", tuple(results[:-1])), Part("TAMBAHAN", tuple(results[-1:]))),
        tuple(replace(v, expectation=f"Menjadi teladan {v.name.lower()}") for v in VALUES),
        (
            Annex("DUKUNGAN SUMBER DAYA", ("Anggaran kegiatan", "Laptop dan jaringan")),
            Annex("SKEMA PERTANGGUNGJAWABAN", ("Laporan tertulis bulanan",)),
            Annex("KONSEKUENSI", ("Prioritas pelatihan", "Pembinaan")),
        ),
    )


EMPTY: Final = PlanPaper(
    Head(HEAD.owner, HEAD.period, Side(), Side(), "", "2026 \u00b7 versi 1", draft=True),
    leader=False,
    qualitative=False,
    parts=(Part("UTAMA"), Part("TAMBAHAN")),
    behaviours=VALUES,
    annex=(Annex("DUKUNGAN SUMBER DAYA"), Annex("SKEMA PERTANGGUNGJAWABAN"), Annex("KONSEKUENSI")),
)


def actions(steps: int, results: int = 4) -> ActionPaper:
    """So many steps for each of some results, ticked month by month."""
    return ActionPaper(
        HEAD,
        "TRIWULAN I TAHUN 2026",
        ("Jan", "Feb", "Mar"),
        tuple(
            (
                f"Terselesaikannya permohonan izin tepat waktu bagian {r + 1}",
                tuple(
                    Step(
                        f"Tahap {r + 1}.{n + 1} memeriksa berkas permohonan yang masuk",
                        "120 berkas",
                        (n % 3,),
                        "118 berkas",
                        "https://contoh.go.id/bukti/2026/berkas_permohonan.pdf",
                    )
                    for n in range(steps)
                ),
            )
            for r in range(results)
        ),
    )


def worst(seed: int) -> PlanPaper:
    """Long texts everywhere, by chance but always the same for a seed."""
    r = random.Random(seed)  # noqa: S311  # test data, no secret

    def text(most: int) -> str:
        return " ".join(r.choice(_WORDS) for _ in range(r.randint(1, most)))

    def side() -> Side:
        return Side(LONG_NAME, STAFF.nip, "Pembina Utama Muda (IV/c)", text(25), text(25))

    def result() -> Result:
        ones = tuple(
            Indicator(r.choice(_KINDS), text(40), text(12)) for _ in range(r.randint(0, 7))
        )
        return Result(text(60), text(60), ones)

    base = plan(3, leader=r.random() < 0.5, qualitative=r.random() < 0.5)
    return replace(
        base,
        head=replace(HEAD, staff=side(), rater=side(), draft=r.random() < 0.5),
        parts=(
            Part("UTAMA", tuple(result() for _ in range(r.randint(1, 8)))),
            Part("INSTRUKSI KHUSUS PIMPINAN", tuple(result() for _ in range(r.randint(0, 2)))),
            Part("TAMBAHAN", tuple(result() for _ in range(r.randint(0, 3)))),
        ),
        behaviours=tuple(replace(v, expectation=text(50)) for v in VALUES),
        annex=tuple(
            replace(a, lines=tuple(text(60) for _ in range(r.randint(0, 9)))) for a in base.annex
        ),
    )
