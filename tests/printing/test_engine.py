"""The page engine: breaking of lines, tables over pages, signature blocks, files and preview."""

import random
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.printing import volumes
from kotabumi_kinerja.printing.cells import Para, cell, choices, cut
from kotabumi_kinerja.printing.letterhead import ends, note
from kotabumi_kinerja.printing.page import A4_WIDE, F4_TALL, F4_WIDE, MM, Page
from kotabumi_kinerja.printing.preview import page_count, render
from kotabumi_kinerja.printing.sheet import Flow, Paper
from kotabumi_kinerja.printing.signature import Signer, block_of, signature_height, signatures
from kotabumi_kinerja.printing.tables import Group, Head, Row, Table, band
from kotabumi_kinerja.printing.text import (
    BODY,
    BOLD,
    TITLE,
    balanced,
    clean,
    clip,
    glue,
    grouped_nip,
    width_of,
    wrap,
)

WORDS = ["Terselenggaranya", "pelayanan", "perizinan", "usaha", "di", "Kotabumi", "Selatan"]


def flow_on(page: Page = F4_TALL) -> Flow:
    return Flow(Paper(BytesIO(), ""), page)


def written(flow: Flow) -> list[str]:
    return ["\n".join(sheet.text) for sheet in flow.sheets]


@pytest.mark.parametrize("width", [20, 57.5, 130, 400])
def test_wrapped_lines_fit_and_lose_nothing(width: float) -> None:
    text = "Rp 12.000 dan https://oss.go.id/panduan/2026/pedoman_teknis.pdf Penyelenggaraan\n\nDua"
    lines = wrap(text, BODY, width)
    assert all(width_of(line, BODY) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    "text", ["Rp 12.000", "98 %", "20 JP", "31 Desember", "Tk. I", "PP 11/2017", "5 (lima)"]
)
def test_what_belongs_together_is_tied(text: str) -> None:
    assert glue(f"a {text} b") == f"a {text.replace(' ', chr(0xA0))} b"


def test_nip_stands_in_four_groups_on_one_line() -> None:
    assert grouped_nip("198402012006111001") == "19840201\u00a0200611\u00a01\u00a0001"
    assert grouped_nip("tanpa NIP") == "tanpa NIP"


def test_balanced_title_takes_no_more_lines() -> None:
    text = "PENDEKATAN HASIL KERJA KUANTITATIF BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
    greedy, even = wrap(text, TITLE, 400), balanced(text, TITLE, 400)
    assert len(even) == len(greedy) == 2
    assert abs(len(even[0]) - len(even[1])) < abs(len(greedy[0]) - len(greedy[1]))


def test_clip_shows_that_something_is_left_out() -> None:
    text = " ".join(WORDS)
    assert clip(text, BODY, 1000, 1) == (text,)
    short = clip(text, BODY, 120, 2)
    assert len(short) == 2
    assert short[1].endswith("\u2026")
    assert all(width_of(line, BODY) <= 120 for line in clip("Pertanggungjawaban" * 3, BODY, 60, 2))


def test_invisible_signs_are_dropped_and_letters_composed() -> None:
    assert clean("Le\u0301vi\u200b\tStrau\u00adss\r\n") == "L\u00e9vi Strauss\n"


def test_cut_cell_keeps_every_line() -> None:
    whole = cell(" ".join(WORDS * 5), 40)
    first, rest = cut(whole, 20)
    assert rest is not None
    assert first.lines + rest.lines == whole.lines
    assert cut(whole, whole.height)[1] is None


def test_choices_strike_all_but_the_chosen() -> None:
    runs = [r for n in choices(("BAIK", "KURANG"), "BAIK", 80).lines for r in n.runs]
    assert [(r.text, r.deco, r.style) for r in runs if r.text in ("BAIK", "KURANG")] == [
        ("BAIK", "", BOLD),
        ("KURANG", "strike", BODY),
    ]
    assert not any(r.deco for n in choices(("A", "B"), None, 80).lines for r in n.runs)
    alone = choices(("A", "B"), "B", 80, all_struck=False)
    assert [r.text for n in alone.lines for r in n.runs] == ["B"]


def test_headings_and_numbers_come_again_on_each_page() -> None:
    flow = flow_on(F4_WIDE)
    widths = flow.page.scaled(1, 4)
    rows = [Row({0: cell(str(i), widths[0]), 1: cell("isi", widths[1])}) for i in range(80)]
    Table(flow, widths, [[Head("NO", 0), Head("HASIL", 1)]], numbered=True).draw(rows)
    pages = written(flow)
    assert len(pages) == 3
    for text in pages:
        assert "(HASIL) Tj" in text
        assert "(\\(2\\)) Tj" in text


def test_a_split_group_says_lanjutan_and_repeats_its_number() -> None:
    flow = flow_on(F4_WIDE)
    widths = flow.page.scaled(1, 5, 5)
    rows = tuple(Row({2: cell(f"baris {i}", widths[2])}) for i in range(60))
    merged = {0: cell("nomor7", widths[0]), 1: cell("hasil pimpinan", widths[1])}
    Table(flow, widths, [[Head("NO", 0), Head("A", 1), Head("B", 2)]]).draw([Group(merged, rows)])
    first, *later = written(flow)
    assert "lanjutan" not in first
    assert len(later) >= 1
    assert all("(nomor7) Tj" in t for t in later)
    assert all("lanjutan" in t for t in later)


def test_last_rows_go_with_the_signatures() -> None:
    signer = Signer((("", "Pejabat Penilai Kinerja,"),), "Zainal", placed="Kotabumi, 1 Mei 2026")
    for count in range(20, 34):
        flow = flow_on(F4_WIDE)
        widths = flow.page.scaled(1, 4)
        rows = [Row({0: cell("", widths[0]), 1: cell("isi", widths[1])}) for _ in range(count)]
        Table(flow, widths).draw(rows, tail=signature_height(None, signer))
        signatures(flow, None, signer)
        assert written(flow)[-1].count("(isi) Tj") >= 2, count
        assert "(Zainal) Tj" in written(flow)[-1]


def test_a_section_row_is_never_the_last_on_a_page() -> None:
    for count in range(20, 34):
        flow = flow_on(F4_WIDE)
        rows = [Row({0: cell("isi", 306)}) for _ in range(count)]
        Table(flow, [306]).draw([*rows, band("B. TAMBAHAN", 1, 306), Row({0: cell("akhir", 306)})])
        page = next(t for t in written(flow) if "TAMBAHAN" in t)
        assert "(akhir) Tj" in page


@pytest.mark.parametrize("seed", range(30))
def test_random_tables_lose_no_word_and_stay_on_the_page(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311  # test data, no secret
    flow = flow_on(r.choice((F4_WIDE, F4_TALL, A4_WIDE)))
    widths = flow.page.scaled(1, 5, 5, 5)
    wanted: list[str] = []

    def text(most: int) -> str:
        words = [f"k{len(wanted) + i}x" for i in range(r.randint(1, most))]
        wanted.extend(words)
        return " ".join(words)

    items: list[Row | Group] = []
    for _ in range(r.randint(1, 12)):
        items.append(band(text(3), 4, sum(widths)))
        rows = tuple(
            Row({2: cell(text(r.choice((5, 40, 1200))), widths[2]), 3: cell(text(5), widths[3])})
            for _ in range(r.randint(1, 6))
        )
        merged = {0: cell("n", widths[0]), 1: cell(text(r.choice((5, 60, 900))), widths[1])}
        items.append(Group(merged, rows))
    Table(flow, widths, [[Head("KEPALA", i) for i in range(4)]]).draw(items, tail=50)
    pages = written(flow)
    shown = set(" ".join(pages).replace("(", " ").replace(")", " ").split())
    assert [w for w in wanted if w not in shown] == []
    lowest = (flow.page.height - flow.page.bottom) * MM
    for sheet in flow.sheets:
        heights = [sheet.height - float(t.split()[5]) for t in sheet.text if " Tm " in t]
        assert max(heights) <= lowest + 0.1


def test_office_lines_name_and_number_stand_on_one_edge() -> None:
    offices = (("a.n.", "KEPALA DINAS"), ("", "u.b."), ("Plt.", "KEPALA SUBBAGIAN,"))
    block = block_of(Signer(offices, "Nama Panjang " * 6, "1", "Pembina", "Kotabumi, 1 Mei 2026"))
    assert block.above[0] == ("", "Kotabumi, 1 Mei 2026", False)
    assert [p for p, _, _ in block.above[1:]] == ["a.n.", "", "Plt."]
    assert " ".join(block.name).split() == ["Nama", "Panjang"] * 6
    assert block.below == ("Pembina", "NIP 1")
    assert block.hang > 5


def test_nobody_named_leaves_dots_to_write_on() -> None:
    block = block_of(Signer((("", "Pegawai yang Dinilai,"),)))
    assert set(block.name[0]) == {"."}
    assert block.below == ("NIP",)
    assert block_of(Signer((), "Tuan NON ASN")).below == ()


def test_small_things_move_the_flow_down() -> None:
    flow = flow_on()
    ends(flow, "PEMERINTAH KABUPATEN", "PERIODE 2026")
    one_line = flow.y
    ends(flow, "PEMERINTAH KABUPATEN " * 3, "PERIODE 2026 " * 3)
    assert flow.y - one_line > one_line - flow.page.top
    note(flow, "isi " * 4000)
    assert len(flow.sheets) > 1


def test_bullets_hang() -> None:
    lines = cell([Para("satu dua tiga " * 8, bullet="\u2022")], 40).lines
    assert lines[0].runs[0].text == "\u2022"
    assert {line.runs[-1].x for line in lines} == {9.0}


def failing(error: OSError) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "code"), [(OSError(28, "penuh"), "KK-612"), (PermissionError(13, "x"), "KK-611")]
)
def test_a_failed_write_keeps_the_old_file(tmp_path: Path, error: OSError, code: str) -> None:
    target = tmp_path / "kartu.pdf"
    target.write_bytes(b"lama")

    def write(file: BinaryIO) -> None:
        file.write(b"separuh")
        failing(error)

    with pytest.raises(Refused, match=code):
        volumes.write_whole(target, write)
    assert target.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [target]


def test_preview_gives_rgb_of_the_asked_size() -> None:
    out = BytesIO()
    paper = Paper(out, "")
    flow = Flow(paper, F4_WIDE)
    flow.sheet.tint(0, 0, 330, 215, 0.0)
    assert paper.add(flow) == 1
    paper.save()
    assert page_count(out.getvalue()) == 1
    width, height, rgb = render(out.getvalue(), 0, 0.5)
    assert (width, height) == (468, 305)
    assert rgb == bytes(width * height * 3) or set(rgb[: width * 3]) == {0}
    with pytest.raises(Refused, match="KK-607"):
        render(b"bukan PDF", 0)
