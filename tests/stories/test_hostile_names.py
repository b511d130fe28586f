"""Names as nobody should have them, from workbook to card and back."""

import zipfile
from pathlib import Path

import pytest
from books import book, person
from office_shell import Shell
from openpyxl import load_workbook
from pypdf import PdfReader

NAMES = {
    "very long": "MUHAMMAD " + "ABDURRAHMAN " * 25 + "HAKIM",
    "one long word": "PANJANGSEKALI" * 25,
    "quotes": "SITI 'NUR' \"AINI\"; DROP TABLE person; --",
    "formula": "=cmd|' /C calc'!A1",
    "plus": "+62 BUDI",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "markup": "<b>BUDI</b> &amp; <script>alert(1)</script>",
    "right to left": "BUDI \u202eGPJ.EXE",
    "joined": "BUDI\u200b\u200d SANTOSO",
    "path": "../../ETC/PASSWD",
    "lines": "BUDI\nSANTOSO\r\nHADI",
    "percent": "BUDI %s %(x)s {nama} {0}",
}
UNPRINTABLE = {"emoji": "BUDI \U0001f600", "arabic": "بودي سانتوسو", "japanese": "山田太郎"}
FIRST = 198501042007021


def nips(count: int) -> list[str]:
    return [f"{FIRST}{n:03d}" for n in range(5, 5 + count)]


def test_from_workbook_to_card_and_back(bare: Shell, tmp_path: Path) -> None:
    rows = [person(n, name) for n, name in zip(nips(len(NAMES)), NAMES.values(), strict=True)]
    bare.done("staff", "import", book(tmp_path / "x.xlsx", *rows))
    kept = {r["nip"]: r["name"] for r in bare.json("staff", "list")}
    assert sorted(kept) == nips(len(NAMES))
    for name in kept.values():
        assert name.isprintable()
        assert not set(name) & set("\u202e\u200b\n\r\0")

    out = tmp_path / "kartu"
    run = bare.json("print", "cards", "--year", "2026", "--out", out, "--single")
    assert (run["cards"], run["pages"]) == (len(NAMES), len(NAMES))
    for file in out.iterdir():
        assert file.parent == out
        assert len(file.name) < 130
        text = " ".join(PdfReader(file).pages[0].extract_text().split())
        words = kept[file.name[:18]].split()
        assert words[0][:10] in text

    back = tmp_path / "ekspor.xlsx"
    bare.done("staff", "export", back)
    with zipfile.ZipFile(back) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    cells = {c.value for row in load_workbook(back).active.iter_rows() for c in row}  # type: ignore[union-attr]
    assert set(kept) <= {str(cell) for cell in cells}
    again = bare.json("staff", "import", back, "--dry-run")["counts"]
    assert again["SAME"] == len(NAMES), again
    assert bare.done("check").out.strip() == "Data dan berkas utuh."


@pytest.mark.parametrize("kind", UNPRINTABLE)
def test_letters_that_no_card_can_hold(bare: Shell, tmp_path: Path, kind: str) -> None:
    """Taken in and shown; the card names the letter and the person, the others can be printed."""
    good, bad = nips(2)
    bare.done(
        "staff", "import", book(tmp_path / "x.xlsx", person(good), person(bad, UNPRINTABLE[kind]))
    )
    out = tmp_path / "k.pdf"
    cards = ("print", "cards", "--year", "2026", "--out", out)
    said = bare.refused("KK-601", *cards).err
    assert bare.json("staff", "show", bad)["name"].split()[0] in said
    assert not out.exists()
    bare.done("print", "cards", good, *cards[2:])
    bare.done("staff", "export", tmp_path / "e.xlsx")
    again = bare.json("staff", "import", tmp_path / "e.xlsx", "--dry-run")
    assert again["counts"]["SAME"] == 2


def test_zero_byte_in_a_name(bare: Shell, tmp_path: Path) -> None:
    """Excel writes it as _x0000_, a CSV as it is."""
    (tmp_path / "x.csv").write_bytes(
        b"NIP BARU;NAMA;JENIS PEGAWAI NAMA;STATUS CPNS PNS\n"
        b"'198501042007021005;BUDI\0 SANTOSO;PNS Daerah;P\n"
    )
    answer = bare("staff", "import", tmp_path / "x.csv")
    assert (answer.status, answer.code) in {(1, "KK-151"), (1, "KK-154")}, answer
    bare.done("staff", "import", book(tmp_path / "x.xlsx", person(nips(1)[0], "BUDI\0 SANTOSO")))
    (found,) = bare.json("staff", "list")
    assert "\0" not in found["name"]
    bare.done("print", "cards", "--year", "2026", "--out", tmp_path / "k.pdf")


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "%", "_", '"', "*", "a" * 5000, "\U0001f600", "()"]
)
def test_hostile_search(shell: Shell, text: str) -> None:
    assert len(shell.json("staff", "list", f"--find={text}")) in {0, 33}


@pytest.mark.parametrize(
    "nip", ["", "' OR 1=1", "1" * 400, "\u0661" * 18, "-1", "198501042007021005x"]
)
def test_hostile_nip(shell: Shell, nip: str) -> None:
    answer = shell("staff", "show", "--", nip)
    assert (answer.status, answer.code[:4]) == (1, "KK-1"), answer
