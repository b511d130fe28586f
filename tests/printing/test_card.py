"""The Kartu Nilai as a file: size, fonts, words, one page, nothing over anything, its code."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from card_samples import ORDINARY, UNRATED, worst
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing import verification
from kotabumi_kinerja.printing.forms.card import Card, draw_card, print_cards
from kotabumi_kinerja.printing.page import A4_TALL, F4_TALL, LEGAL_TALL, MM, Page
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.printing.sheet import Paper, Sheet
from kotabumi_kinerja.printing.text import Style, width_of


def pdf_of(*cards: Card) -> bytes:
    out = BytesIO()
    print_cards(cards, out, "Kartu Nilai", Silent())
    return out.getvalue()


def words_of(pdf: bytes, folder: Path) -> list[str]:
    if program := shutil.which("pdftotext"):
        (folder / "a.pdf").write_bytes(pdf)
        run = subprocess.run(
            [program, "-raw", folder / "a.pdf", "-"], capture_output=True, check=True
        )
        return run.stdout.decode().replace("\u00a0", " ").split()
    return [w for page in PdfReader(BytesIO(pdf)).pages for w in page.extract_text().split()]


def inside(entry: PdfObject) -> DictionaryObject:
    found = entry.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def texts_of(card: Card) -> list[str]:
    rows = [t for r in card.plan for t in (r.result, r.indicator, r.target, r.done)]
    periods = [t for p in card.periods for t in (p.title, p.predikat or "", p.day)]
    measures = [t for m in card.measures for t in (m.title, m.value, *m.lines)]
    signer = [card.signer.name, card.signer.nip, card.signer.placed]
    own = [card.period, card.name, card.nip, card.rank, card.post, card.unit, card.short, card.foot]
    return [
        *card.office,
        card.address,
        *own,
        *card.rater,
        *card.why,
        *rows,
        *periods,
        *measures,
        *signer,
    ]


def test_sheet_is_f4_to_a_thousandth_of_a_point() -> None:
    box = PdfReader(BytesIO(pdf_of(ORDINARY))).pages[0].mediabox
    assert float(box.width) == pytest.approx(609.449, abs=0.001)
    assert float(box.height) == pytest.approx(935.433, abs=0.001)


def test_every_font_is_embedded() -> None:
    page = PdfReader(BytesIO(pdf_of(UNRATED))).pages[0]
    fonts = inside(inside(page["/Resources"])["/Font"])
    assert len(fonts) == 3
    for name in fonts:
        font = inside(fonts[name])
        assert "LiberationSans" in str(font["/BaseFont"])
        assert "/FontFile2" in inside(font["/FontDescriptor"])


def test_printer_is_told_not_to_scale() -> None:
    root = PdfReader(BytesIO(pdf_of(ORDINARY))).trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert inside(root["/ViewerPreferences"])["/PrintScaling"] == "/None"
    assert root["/Lang"] == "id-ID"


def test_every_word_is_in_the_file(tmp_path: Path) -> None:
    card = replace(ORDINARY, short="PSMD 6WKQ G709 RK9X", code=worst(1).code)
    shown = words_of(pdf_of(card), tmp_path)
    wanted = [w for t in texts_of(card) for w in t.replace("\u00a0", " ").split()]
    assert len(wanted) > 150
    assert [w for w in wanted if w not in shown] == []


def test_not_rated_is_said_and_never_zero(tmp_path: Path) -> None:
    shown = " ".join(words_of(pdf_of(UNRATED), tmp_path))
    assert "BELUM DINILAI" in shown
    assert shown.count("belum dinilai") == 5
    assert "belum ditetapkan" in shown
    assert "SKP belum disusun." in shown


def test_draft_says_so_large_and_in_the_foot(tmp_path: Path) -> None:
    shown = words_of(pdf_of(replace(ORDINARY, draft=True)), tmp_path)
    assert "".join(shown).count("DRAF") == 2  # the watermark's letters come one by one
    assert "DRAF \u2013 belum disepakati" in " ".join(shown)
    assert "DRAF" not in words_of(pdf_of(ORDINARY), tmp_path)


def test_equal_data_give_equal_bytes() -> None:
    assert pdf_of(worst(5), ORDINARY) == pdf_of(worst(5), ORDINARY)
    assert pdf_of(ORDINARY) != pdf_of(replace(ORDINARY, name="Irwan Susanta, S.E."))


Drawn = list[tuple[float, float, float, float, float, str]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Records left, bottom, right, top, size and text of all that is written."""
    boxes: Drawn = []
    write = Sheet.put_points

    def record(  # noqa: PLR0913  # as put_points
        self: Sheet,
        x: float,
        y: float,
        text: str,
        style: Style,
        *,
        align: str = "L",
        deco: str = "",
    ) -> None:
        w = width_of(text, style)
        left = x - {"L": 0.0, "C": w / 2, "R": w}[align]
        top = y + style.size * 0.70
        boxes.append((left, y - style.size * 0.14, left + w, top, style.size, text))
        write(self, x, y, text, style, align=align, deco=deco)

    monkeypatch.setattr(Sheet, "put_points", record)
    return boxes


def overlaps(boxes: Drawn) -> list[tuple[str, str]]:
    kept = [b for b in boxes if b[5].strip()]
    return [
        (a[5], b[5])
        for i, a in enumerate(kept)
        for b in kept[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.2 and min(a[3], b[3]) - max(a[1], b[1]) > 0.2
    ]


@pytest.mark.parametrize("seed", range(60))
def test_worst_card_keeps_one_sheet_without_overlap(seed: int, drawn: Drawn) -> None:
    card = worst(seed)
    assert draw_card(Paper(BytesIO(), ""), card) == 1
    assert overlaps(drawn) == []
    assert min(size for *_, size, _ in drawn) >= 9
    left, right = F4_TALL.left * MM, (F4_TALL.width - F4_TALL.right) * MM
    assert [b[5] for b in drawn if b[0] < left - 0.1 or b[2] > right + 0.1] == []
    assert any(t == "1" for *_, t in drawn)  # at least one result is shown
    shown = "".join(t for *_, t in drawn).replace(" ", "").replace("\u00a0", "")
    assert card.name.replace(" ", "") in shown


def test_overlap_check_sees_an_overlap(drawn: Drawn) -> None:
    sheet = Sheet(F4_TALL, Paper(BytesIO(), "").encode)
    sheet.put(20, 20, "satu", Style("R", 9, 11))
    sheet.put(22, 21, "dua", Style("R", 9, 11))
    assert overlaps(drawn) == [("dua", "satu")]


@pytest.mark.parametrize("page", [A4_TALL, LEGAL_TALL])
def test_other_papers_hold_the_card_too(page: Page, drawn: Drawn) -> None:
    card = replace(ORDINARY, code=worst(1).code, short="PSMD 6WKQ G709 RK9X")
    assert draw_card(Paper(BytesIO(), ""), card, page) == 1
    assert overlaps(drawn) == []


def test_unusual_words_push_nothing_over_anything(drawn: Drawn) -> None:
    wide = replace(ORDINARY.measures[1], value="menunggu konfirmasi BKPSDM Kabupaten Lampung Utara")
    late = replace(ORDINARY.periods[3], day="28 September 2026 (perbaikan)")
    card = replace(
        worst(2),
        measures=(ORDINARY.measures[0], wide, ORDINARY.measures[2]),
        periods=(*ORDINARY.periods[:3], late, ORDINARY.periods[4]),
        office=("PEMERINTAH KABUPATEN LAMPUNG UTARA", *["DINAS PEMBERDAYAAN MASYARAKAT"] * 3),
    )
    assert draw_card(Paper(BytesIO(), ""), card) == 1
    assert overlaps(drawn) == []


def test_no_line_is_too_thin_for_a_copier(monkeypatch: pytest.MonkeyPatch) -> None:
    inks: list[str] = []
    ink = Sheet.ink

    def record(self: Sheet) -> str:
        inks.append(ink(self))
        return inks[-1]

    monkeypatch.setattr(Sheet, "ink", record)
    draw_card(Paper(BytesIO(), ""), worst(4))
    weights = [float(m) for m in re.findall(r"([\d.]+) w\b", inks[0])]
    assert len(weights) > 4
    assert min(weights) >= 0.5


def test_code_reads_from_the_printed_sheet_and_its_signature_holds() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    facts = verification.Facts(
        form=verification.SCORE_CARD,
        key_id=verification.key_id(key.public_key().public_bytes_raw()),
        nip="198402012006111001",
        year=2026,
        period=0,
        result=2,
        behaviour=1,
        predikat=2,
        organisation=2,
        quarters=(2, 2, 2, 0),
        credit=Decimal("12.5"),
        hours=Decimal(24),
        professionalism=None,
        day=date(2026, 12, 31),
        version=1,
        name_hash=verification.name_hash(ORDINARY.name),
        content_hash=verification.content_hash(b"isi"),
    )
    code = verification.signed_code(facts, key.sign)
    short = verification.short_code(bytes(facts))
    width, height, rgb = render(pdf_of(replace(ORDINARY, code=code, short=short)), 0, 200 / 72)
    assert len(rgb) == width * height * 3
    found = zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), rgb))
    assert [b.text for b in found] == [code]
    read, signature, signed = verification.read_code(found[0].text)
    assert read == facts
    key.public_key().verify(signature, signed)
    with pytest.raises(InvalidSignature):
        key.public_key().verify(signature, signed[:-1] + bytes([signed[-1] ^ 1]))


def jpeg(colour: tuple[int, int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", (90, 120), colour).save(out, "JPEG")
    return out.getvalue()


def test_photo_and_arms_are_drawn() -> None:
    card = replace(ORDINARY, photo=jpeg((200, 0, 0)), arms=jpeg((0, 0, 200)), draft=True)
    width, _, rgb = render(pdf_of(card), 0)

    def at(x: float, y: float) -> tuple[int, ...]:
        start = (int(y * MM) * width + int(x * MM)) * 3
        return tuple(rgb[start : start + 3])

    assert at(18 + 11, 63) == pytest.approx((200, 0, 0), abs=4)
    assert at(18 + 9.5, 22) == pytest.approx((0, 0, 200), abs=4)


def test_arms_lie_in_a_run_once_and_print_the_same_again() -> None:
    with_arms = replace(ORDINARY, arms=jpeg((0, 90, 200)))
    first, second = pdf_of(*[with_arms] * 3), pdf_of(*[with_arms] * 3)
    assert first == second
    assert first.count(b"/Subtype /Image") == 1


def test_a_broken_photo_is_refused() -> None:
    with pytest.raises(Refused, match="KK-602"):
        pdf_of(replace(ORDINARY, photo=b"bukan gambar"))


def test_latin_letters_of_other_tongues_print(tmp_path: Path) -> None:
    name = "\u0141ukasz \u0100\u0161 Nguy\u1ec5n V\u0103n \u015eahin \u03a9 \u0416\u0443\u043a"
    shown = " ".join(words_of(pdf_of(replace(ORDINARY, name=name)), tmp_path))
    for word in ("\u0141ukasz", "Nguy\u1ec5n", "V\u0103n", "\u015eahin", "\u0416\u0443\u043a"):
        assert word in shown


def test_hundreds_of_different_letters_stay_right(tmp_path: Path) -> None:
    """More letters than one font subset holds, so the second one must be named."""
    letters = "".join(chr(c) for c in range(0x100, 0x250) if c != 0x149)
    reasons = tuple(letters[i : i + 30] for i in range(0, len(letters), 30))[:4]
    cards = [
        replace(ORDINARY, why=reasons),
        replace(ORDINARY, why=(letters[120:150], letters[-60:-30])),
    ]
    shown = words_of(pdf_of(*cards), tmp_path)
    for text in (*reasons, letters[120:150], letters[-60:-30]):
        assert text in "".join(shown)


@pytest.mark.parametrize(
    "name", ["\ua9a0\ua9a4 Jawa", "\u0645\u062d\u0645\u062f", "\u05d0\u05d1", "\u738b"]
)
def test_letters_that_cannot_be_set_are_refused_not_drawn_wrong(name: str) -> None:
    with pytest.raises(Refused, match="KK-601") as caught:
        pdf_of(replace(ORDINARY, name=name))
    assert str(caught.value.fields["letter"]) in name


def test_a_stopped_run_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "kartu.pdf"
    target.write_bytes(b"lama")

    class Stop(Silent):
        def step(self, done: int = 1) -> None:
            del done
            raise Cancelled

    with pytest.raises(Cancelled):
        print_cards([ORDINARY], target, "Kartu", Stop())
    assert target.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [target]
    assert print_cards([ORDINARY, UNRATED], target, "Kartu", Silent()) == 2
    pages = PdfReader(target).pages
    assert len(pages) == 2
    assert "Halaman 1 dari 1" in pages[1].extract_text()
