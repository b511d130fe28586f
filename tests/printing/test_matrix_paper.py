"""The matrix on F4 landscape: whole columns, headings again, 9 pt, signatures not alone."""

import importlib
import random
from io import BytesIO
from typing import Any, Final

import pypdfium2
import pytest

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.matrix import MatrixPaper, MatrixRow, parted, print_matrix
from kotabumi_kinerja.printing.signature import Signer

pdfium: Final[Any] = importlib.import_module("pypdfium2.raw")  # the library has no types for it
FLOOR = 9.0
LONG = "Dr. H. Muhammad Abdurrahman Wahid Syahputra Nasution Siregar Panjaitan, S.E., M.M., M.Si."
POST = "Penelaah Teknis Kebijakan Ahli Muda pada Bidang Penyelenggaraan Pelayanan Perizinan"
RESULT = "Meningkatnya tata kelola administrasi yang tertib, transparan, dan akuntabel "
ROLE = "Surat dan arsip dinamis tertata sesuai klasifikasi"


def paper(people: int, columns: int, *, worst: bool = False, draft: str = "DRAF") -> MatrixPaper:
    chance = random.Random(people * columns)  # noqa: S311  # samples
    rows: list[MatrixRow] = []
    for at in range(people):
        band = "PIMPINAN" if not at else "KETUA TIM / KOORDINATOR" if at < 3 else "ANGGOTA"
        cells = tuple(
            tuple(f"{ROLE * (3 if worst else 1)} {at}.{c}" for _ in range(chance.choice((0, 1, 2))))
            for c in range(columns)
        )
        rows.append(MatrixRow(band, LONG if worst else f"Rina {at}", POST, "", cells))
    return MatrixPaper(
        office=("PEMERINTAH KABUPATEN LAMPUNG UTARA", "DINAS CONTOH"),
        address="Jalan Contoh 1 Kotabumi",
        title="MATRIKS PERAN DAN HASIL TAHUN 2026",
        unit="DINAS CONTOH",
        leader=f"Pimpinan: {LONG}",
        columns=tuple(f"{c + 1}. {RESULT * (3 if worst else 1)}" for c in range(columns)),
        rows=tuple(rows),
        owners=tuple("8 orang" if c else "BELUM ADA PEMILIK" for c in range(columns)),
        said="1 hasil belum ada pemilik.",
        signer=Signer(
            (("", "KEPALA DINAS,"),), LONG, "19700101 199503 1 001", "", "Kotabumi, 5 Januari 2026"
        ),
        foot="Matriks Peran dan Hasil 2026",
        draft=draft,
    )


def pdf_of(data: MatrixPaper) -> tuple[int, bytes]:
    load_fonts(settings.resources() / "fonts")
    out = BytesIO()
    return print_matrix(data, out, Silent()), out.getvalue()


def texts(pdf: bytes) -> list[str]:
    found = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return [" ".join(t.replace("\u00a0", " ").replace("\ufffe", "").split()) for t in found]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (5, [5]), (6, [3, 3]), (8, [4, 4]), (12, [4, 4, 4]), (40, [5] * 8)],
)
def test_columns_are_parted_evenly_and_whole(count: int, sizes: list[int]) -> None:
    parts = parted(count)
    assert [len(part) for part in parts] == sizes
    assert [at for part in parts for at in part] == list(range(count))


@pytest.mark.parametrize(
    ("people", "columns", "worst"), [(61, 12, False), (12, 5, False), (20, 7, True)]
)
def test_every_page_has_names_and_headings_and_its_number(
    people: int,
    columns: int,
    worst: bool,  # noqa: FBT001  # given by the table
) -> None:
    count, pdf = pdf_of(paper(people, columns, worst=worst))
    pages = texts(pdf)
    assert len(pages) == count
    for number, text in enumerate(pages, 1):
        assert "NAMA PEGAWAI / JABATAN" in text
        assert "RENCANA HASIL KERJA PIMPINAN" in text
        assert f"Halaman {number} dari {count}" in text
        assert "DRAF – belum disepakati" in text
    numbers = [f"{at + 1}. Meningkatnya" for at in range(columns)]
    first = [next(n for n, text in enumerate(pages) if number in text) for number in numbers]
    assert first == sorted(first)


def test_all_words_come_out() -> None:
    data = paper(20, 7, worst=True)
    _, pdf = pdf_of(data)
    whole = "".join("".join(texts(pdf)).split())
    for row in data.rows:
        for cell in row.cells:
            assert all("".join(text.split()) in whole or _ends_in(text, whole) for text in cell)


def _ends_in(text: str, whole: str) -> bool:
    """A cell that is parted by a page: its own number comes out at least."""
    return text.rpartition(" ")[2] in whole


def test_f4_and_no_letter_under_nine_points() -> None:
    _, pdf = pdf_of(paper(20, 7, worst=True, draft=""))
    for page in pypdfium2.PdfDocument(pdf):
        assert page.get_size() == pytest.approx((935.43, 609.45), abs=0.1)
        text: Any = page.get_textpage()
        sizes = {
            round(pdfium.FPDFText_GetFontSize(text, at), 1) for at in range(text.count_chars())
        }
        assert min(size for size in sizes if size > 1) >= FLOOR


@pytest.mark.parametrize("people", range(8, 26))
def test_the_signature_never_stands_alone(people: int) -> None:
    _, pdf = pdf_of(paper(people, 4, draft=""))
    last = texts(pdf)[-1]
    assert "Kotabumi, 5 Januari 2026" in last
    assert "JUMLAH PEMILIK PERAN" in last
    assert f"Rina {people - 1}" in last
    assert "belum ada pemilik." in last


def test_an_agreed_one_is_no_draft() -> None:
    _, pdf = pdf_of(paper(5, 3, draft=""))
    assert not any("DRAF" in text for text in texts(pdf))
