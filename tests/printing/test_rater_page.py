"""The list of raters on paper: F4, every name, repeated headings, signed block, pages counted."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.forms.raters import RaterEntry, RaterList, print_rater_list
from kotabumi_kinerja.printing.signature import Signer


def entry(number: int, rater: str = "Zainal Hidayat Nugroho, S.E.") -> RaterEntry:
    return RaterEntry(
        f"Pegawai Nomor{number:04d} dengan Nama Panjang, S.E., M.M.",
        "19910810 201309 1 023",
        "Penata Perizinan Ahli Muda pada Bidang Pelayanan Perizinan Terpadu",
        rater,
        "19960420 201801 1 060" if rater else "",
        "Kepala Bidang Pelayanan Perizinan" if rater else "",
        "Definitif" if rater else "",
        "01-01-2026 s.d. sekarang" if rater else "",
    )


def paper(count: int) -> RaterList:
    return RaterList(
        ("PEMERINTAH KABUPATEN LAMPUNG UTARA", "DINAS CONTOH"),
        "Jalan Contoh 1",
        "Keadaan per 2 Januari 2026",
        tuple(entry(n, "" if n == 3 else "Zainal Hidayat Nugroho, S.E.") for n in range(count)),
        Signer((("", "KEPALA DINAS CONTOH,"),), "Mega Utami, M.M.", "19951007 201703 2 066",
               "Pembina Utama Muda (IV/c)", "Kotabumi, 2 Januari 2026"),
        "Daftar pejabat penilai kinerja",
    )  # fmt: skip


def pages_of(data: RaterList) -> tuple[int, PdfReader]:
    out = BytesIO()
    pages = print_rater_list(data, out, Silent())
    return pages, PdfReader(BytesIO(out.getvalue()))


@pytest.mark.parametrize(("count", "most"), [(0, 1), (1, 1), (36, 4), (300, 26)])
def test_every_line_once_headings_on_each_page_signature_on_the_last(count: int, most: int) -> None:
    pages, reader = pages_of(paper(count))
    assert pages == len(reader.pages) <= most
    texts = [p.extract_text().replace("\u00a0", " ") for p in reader.pages]
    whole = "\n".join(texts)
    assert len(re.findall(r"Nomor\d{4}", whole)) == count
    assert whole.count("belum ditetapkan") == int(count > 3)
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {pages}" in text
        assert "Pejabat penilai kinerja" in text
    assert "Kotabumi, 2 Januari 2026" in texts[-1]
    assert whole.count("Kotabumi, 2 Januari 2026") == 1
    assert whole.count("DAFTAR PEJABAT PENILAI KINERJA") == 1
    assert count == 0 or re.search(r"Nomor\d{4}", texts[-1])


def test_sheet_is_f4() -> None:
    box = pages_of(paper(2))[1].pages[0].mediabox
    assert float(box.width) == pytest.approx(609.449, abs=0.001)
    assert float(box.height) == pytest.approx(935.433, abs=0.001)


def test_non_asn_has_no_nip_line() -> None:
    data = paper(1)
    bupati = replace(data.entries[0], rater="H. Rahmat Contoh", rater_nip="", rater_post="Bupati")
    text = pages_of(replace(data, entries=(bupati,)))[1].pages[0].extract_text()
    assert "H. Rahmat Contoh" in text
    assert "19960420" not in text


def test_letter_that_cannot_be_set_is_refused() -> None:
    data = replace(paper(1), entries=(replace(entry(1), name="\u05d0"),))
    with pytest.raises(Refused) as refused:
        pages_of(data)
    assert refused.value.code == "KK-601"
