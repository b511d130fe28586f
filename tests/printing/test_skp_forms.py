"""Printed SKP, Lampiran and Rencana Aksi: exact words, sizes, nothing small, cut or left alone."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

import pypdfium2
import pytest
from skp_samples import BUPATI, EMPTY, HEAD, LONG_NAME, VALUES, actions, plan, worst

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.forms.skp import PlanPapers, print_plans
from kotabumi_kinerja.printing.forms.skp_data import (
    F4,
    SIZES,
    ActionPaper,
    Indicator,
    Part,
    PlanPaper,
    Result,
    Sheets,
)
from kotabumi_kinerja.printing.page import MM

pdfium: Final[Any] = importlib.import_module("pypdfium2.raw")  # the library has no types for it

FLOOR = 9.0
SIGNED = "Pegawai yang Dinilai,"
ALL = [
    plan(12),
    plan(40),
    plan(12, qualitative=True),
    plan(12, leader=True),
    plan(12, leader=True, qualitative=True, draft=True),
    EMPTY,
    *(worst(seed) for seed in range(3)),
]


def pdf_of(*papers: PlanPaper, sheets: Sheets = F4, **parts: bool) -> bytes:
    out = BytesIO()
    wanted = {"form": True, "annex": False, **parts}
    some = [PlanPapers(p, wanted["form"], wanted["annex"], ()) for p in papers]
    print_plans(some, out, sheets, "SKP", Silent())
    return out.getvalue()


def steps_of(paper: ActionPaper) -> bytes:
    out = BytesIO()
    some = [PlanPapers(plan(3), form=False, annex=False, actions=(paper,))]
    print_plans(some, out, F4, "Rencana Aksi", Silent())
    return out.getvalue()


def pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces evened out."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage().get_text_range()
        found.append(" ".join(text.replace("\u00a0", " ").replace("\ufffe", "").split()))
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def letters(pdf: bytes) -> Iterator[tuple[int, float, tuple[float, float, float, float]]]:
    """Page, size on paper and box of every letter that can be seen."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text: Any = page.get_textpage()
        for i in range(text.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text, i))
            if pdfium.FPDFText_IsGenerated(text, i) or not letter.strip():
                continue
            yield number, pdfium.FPDFText_GetFontSize(text, i), text.get_charbox(i)


def one(pages_: list[str]) -> str:
    return " ".join(pages_)


@pytest.mark.parametrize(
    ("leader", "approach", "whose"),
    [
        (False, "KUANTITATIF", "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"),
        (False, "KUALITATIF", "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"),
        (True, "KUANTITATIF", "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"),
        (True, "KUALITATIF", "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"),
    ],
)
def test_titles_of_the_four_forms(leader: bool, approach: str, whose: str) -> None:  # noqa: FBT001  # a form has two sides
    said = f"PENDEKATAN HASIL KERJA {approach} BAGI {whose}"
    qualitative = approach == "KUALITATIF"
    first = pages(pdf_of(plan(12, leader=leader, qualitative=qualitative)))[0]
    assert first.startswith(f"SASARAN KINERJA PEGAWAI {said}")
    assert "PEMERINTAH KABUPATEN LAMPUNG UTARA" in first
    assert "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026" in first
    assert "PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA" in first
    assert ("5 INSTANSI" in first) == leader


def test_columns_of_staff_and_leader() -> None:
    staff, leader = pages(pdf_of(plan(12)))[0], pages(pdf_of(plan(12, leader=True)))[0]
    assert (
        "HASIL KERJA NO RENCANA HASIL KERJA ATASAN (PIMPINAN) YANG DIINTERVENSI RENCANA HASIL "
        "KERJA ASPEK INDIKATOR KINERJA INDIVIDU TARGET (1) (2) (3) (4) (5) (6) A. UTAMA"
    ) in staff
    assert (
        "HASIL KERJA NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF "
        "(1) (2) (3) (4) (5) A. UTAMA"
    ) in leader
    assert "Penerima Layanan" in leader


def test_qualitative_bullets_stand_under_the_words_of_the_form() -> None:
    staff = one(pages(pdf_of(plan(12, qualitative=True))))
    assert "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target: • Indikator" in staff
    assert "nomor 1 permohonan yang diproses: 480 berkas" in staff
    assert "yang diintervensi: Meningkatnya kecepatan" in staff
    leader = one(pages(pdf_of(plan(12, leader=True, qualitative=True))))
    assert "Ukuran keberhasilan/Indikator Kinerja Individu, Target, dan Perspektif: •" in leader
    assert "480 berkas (Penerima Layanan)" in leader


def test_seven_values_with_guides_and_expectation() -> None:
    whole = one(pages(pdf_of(plan(12))))
    assert whole.count("Ekspektasi Khusus Pimpinan:") == 7
    for value in VALUES:
        assert value.name in whole
        assert f"Menjadi teladan {value.name.lower()}" in whole
        assert all(guide in whole for guide in value.guides)


@pytest.mark.parametrize(("count", "most"), [(12, 2), (40, 3)])
def test_many_indicators_headings_again_and_pages_counted(count: int, most: int) -> None:
    found = pages(pdf_of(plan(count)))
    assert len(found) == most
    for n in range(1, count + 1):
        assert len(re.findall(rf"nomor {n} permohonan", one(found))) == 1
    for number, text in enumerate(found, 1):
        assert f"Halaman {number} dari {most}" in text
        assert ("(1) (2) (3) (4) (5) (6)" in text) == ("INDIKATOR KINERJA INDIVIDU" in text)
        assert ("Indikator nomor" in text) <= ("(1) (2) (3) (4) (5) (6)" in text)


def test_empty_draft_has_blank_rows_and_dots() -> None:
    found = pages(pdf_of(EMPTY, annex=True))
    assert "A. UTAMA B. TAMBAHAN" in found[0]
    assert all(text.count("DRAF") >= 2 for text in found)  # the watermark, and the foot in black
    assert all("DRAF – belum disepakati" in text for text in found)
    assert "DUKUNGAN SUMBER DAYA SKEMA PERTANGGUNGJAWABAN KONSEKUENSI" in found[-1]
    assert "....." in found[-1]


def test_agreed_plan_has_no_watermark() -> None:
    assert "DRAF" not in one(pages(pdf_of(plan(12), annex=True)))


def test_annex_has_three_blocks_and_two_signatures() -> None:
    (page,) = pages(pdf_of(plan(12), form=False, annex=True))
    assert page.startswith("LAMPIRAN SASARAN KINERJA PEGAWAI")
    assert (
        "DUKUNGAN SUMBER DAYA 1 Anggaran kegiatan 2 Laptop dan jaringan SKEMA PERTANGGUNGJAWABAN "
        "1 Laporan tertulis bulanan KONSEKUENSI 1 Prioritas pelatihan 2 Pembinaan"
    ) in page
    assert "Kotabumi, 2 Januari 2026" in page
    assert page.count("Irwan Susanto, S.E.") == 3
    assert page.count("Zainal Hidayat Nugroho, S.E.") == 2


def test_rater_who_is_no_asn_signs_without_nip() -> None:
    last = pages(pdf_of(plan(12, leader=True)))[-1]
    assert last.count(f"{BUPATI.name}") == 1
    assert last.count("NIP") == 1


def test_action_plan_columns_steps_and_ticks() -> None:
    found = pages(steps_of(actions(3)))
    assert found[0].startswith("RENCANA AKSI KINERJA PEGAWAI PERIODE: TRIWULAN I TAHUN 2026")
    for text in found:
        assert "NO RENCANA HASIL KERJA RENCANA AKSI/TAHAPAN" in text
        assert "JADWAL" in text
        assert "Jan Feb Mar" in text
    whole = one(found)
    assert all(f"Tahap {r}.{n} memeriksa" in whole for r in range(1, 5) for n in range(1, 4))
    assert squeezed("https://contoh.go.id/bukti/2026/berkas_permohonan.pdf") in squeezed(whole)
    assert len(steps_of(actions(3))) != len(steps_of(replace(actions(3), columns=("1", "2", "3"))))


def test_empty_action_plan_leaves_room_to_write() -> None:
    (page,) = pages(steps_of(actions(0)))
    assert "permohonan izin tepat waktu bagian 4" in page.replace("  ", " ")


@pytest.mark.parametrize("name", list(SIZES))
def test_sizes_of_paper(name: str) -> None:
    sheets = SIZES[name]
    wanted = [sheets.wide, sheets.wide, sheets.tall]
    document = pypdfium2.PdfDocument(pdf_of(plan(9), annex=True, sheets=sheets))
    assert len(document) == len(wanted)
    for page, sheet in zip(document, wanted, strict=True):
        assert page.get_size() == pytest.approx((sheet.width * MM, sheet.height * MM), abs=0.01)


@pytest.mark.parametrize("name", list(SIZES))
def test_nothing_is_smaller_than_the_floor_or_outside_the_margins(name: str) -> None:
    sheets = SIZES[name]
    pdf = pdf_of(*ALL, annex=True, sheets=sheets)
    document = pypdfium2.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    for number, size, (left, bottom, right, top) in letters(pdf):
        assert size >= FLOOR
        if size > 100:  # the watermark
            continue
        wide = sizes[number][0] > sizes[number][1]
        page = sheets.wide if wide else sheets.tall
        assert left >= page.left * MM - 1
        assert right <= (page.width - page.right) * MM + 1
        assert bottom >= (page.foot - 1.2) * MM
        assert top <= (page.height - page.top) * MM + 1


def test_every_font_is_embedded() -> None:
    raw = pdf_of(plan(12, draft=True), annex=True)
    names = set(re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", raw))
    assert names
    assert all(b"+LiberationSans" in name for name in names)
    assert raw.count(b"/FontFile2") == len(names)


@pytest.mark.parametrize("seed", range(12))
def test_worst_loses_no_word_and_signatures_are_not_alone(seed: int) -> None:
    data = worst(seed)
    for form, annex in ((True, False), (False, True)):
        found = pages(pdf_of(data, form=form, annex=annex))
        whole = squeezed(one(found))
        for text in _texts(data, form=form):
            for word in text.split():
                assert squeezed(word) in whole, word
        signed = [text for text in found if SIGNED in text]
        assert signed == found[-1:]
        assert found[-1].index(SIGNED) > 60
        assert squeezed(LONG_NAME) in squeezed(found[-1])


def _texts(data: PlanPaper, *, form: bool) -> Iterator[str]:
    for side in (data.head.staff, data.head.rater):
        yield from (side.name, side.rank, side.post, side.unit)
    if not form:
        yield from (line for block in data.annex for line in block.lines)
        return
    yield from (value.expectation for value in data.behaviours)
    for result in (r for part in data.parts for r in part.results):
        yield result.text
        yield "" if data.leader else result.leader
        yield from (t for i in result.indicators for t in (i.text, i.target))


def test_sixty_plans_in_one_file_each_counts_its_own_pages() -> None:
    some = [
        replace(plan(12), head=replace(HEAD, foot=f"{n}", staff=replace(HEAD.staff, name=f"P{n}")))
        for n in range(60)
    ]
    found = pages(pdf_of(*some, annex=True))
    assert len(found) == 60 * 3
    assert sum("Halaman 1 dari 2" in text for text in found) == 60
    assert sum("Halaman 1 dari 1" in text for text in found) == 60
    for n in (0, 31, 59):
        assert f"P{n}" in found[n * 3 + 2]


@pytest.mark.parametrize(("words", "count", "most"), [(3, 8, 2), (5, 15, 3), (7, 18, 3)])
def test_columns_give_way_before_a_page_is_begun(words: int, count: int, most: int) -> None:
    """Long indicators, short results: the widths of the form would take one or two pages more."""
    text = "Persentase permohonan " + "yang selesai tanpa perbaikan " * words
    ones = (Indicator("Kuantitas", text, "98 %"),) * count
    parts = (Part("UTAMA", (Result("Izin terbit", "Pelayanan", ones),)), Part("TAMBAHAN"))
    found = pages(pdf_of(replace(plan(3), parts=parts)))
    assert len(found) == most
    assert one(found).count("Persentase permohonan") == count


def test_a_long_word_widens_its_column() -> None:
    word = "Pertanggungjawabankeuangandaerahtahunini"
    parts = (
        Part("UTAMA", (Result("A", "B", (Indicator("Biaya", "C", word),)),)),
        Part("TAMBAHAN"),
    )
    first = pages(pdf_of(replace(plan(3), parts=parts)))[0]
    assert word in first
    assert "INDIKATOR KINERJA INDIVIDU TARGET" in first


def test_letter_that_cannot_be_set_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        pdf_of(replace(plan(3), head=replace(HEAD, staff=replace(HEAD.staff, name="\u5c71"))))
    assert refused.value.code == "KK-601"
