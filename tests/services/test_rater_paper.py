"""The rater list from the office's register: everybody of the day, date and place asked for."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from rater_cases import GENERAL, HEAD, IRWAN, key

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import rater_page, raters
from kotabumi_kinerja.services.rater_page import RaterSigner
from kotabumi_kinerja.services.workspace import Workspace

DATED = date(2026, 7, 1)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(p.extract_text() for p in pages).replace("\u00a0", " ")


def test_everybody_with_the_rater_of_that_day(office: Workspace) -> None:
    raters.assign(office, key(office, GENERAL), key(office, HEAD), date(2026, 6, 1), "PLT")
    raters.remove(office, raters.lines(office, key(office, IRWAN))[0].id)
    data = rater_page.rater_list(office, DATED, "Kotabumi", rater_page.head_of(office))
    assert data.asked == "Keadaan per 1 Juli 2026"
    assert data.entries[0].rater == "H. Rahmat Contoh"
    assert data.entries[0].rater_nip == ""
    assert len(data.entries) == 34
    mine = [e for e in data.entries if e.name.startswith("Slamet Handayani")]
    assert [(e.kind, e.rater) for e in mine] == [
        ("Plt.", "Mega Utami, M.M."),
        ("Definitif", "Lestari Setiawan Lestari, M.M."),
    ]
    early = rater_page.rater_list(office, date(2026, 3, 1), "Kotabumi", RaterSigner("Plt. Kepala"))
    assert len(early.entries) == 33
    assert [e.rater for e in data.entries if e.name.startswith("Irwan Rahayu")] == [""]


def test_date_and_place_are_never_filled_in(office: Workspace) -> None:
    for dated, place in ((None, "Kotabumi"), (DATED, " ")):
        with pytest.raises(Refused) as refused:
            rater_page.preview(office, dated, place)
        assert refused.value.code == "KK-189"


def test_file_has_the_heads_block(office: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "daftar.pdf"
    pages = rater_page.print_page(office, target, DATED, "Kotabumi")
    text = text_of(target.read_bytes())
    assert pages == len(PdfReader(target).pages)
    assert "Kotabumi, 1 Juli 2026" in text
    assert "KEPALA DINAS" in text
    assert "NIP 19951007 201703 2 066" in text


def test_an_empty_office_prints_one_page_with_dots(empty_office: Workspace) -> None:
    text = text_of(rater_page.preview(empty_office, DATED, "Kotabumi"))
    assert "Belum ada pegawai." in text
    assert "Halaman 1 dari 1" in text
    assert "....." in text
