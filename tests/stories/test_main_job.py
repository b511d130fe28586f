"""The demo as a newcomer runs it, looked at from outside: figures, paper, codes, package."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from office_shell import Demo, Shell
from PIL import Image
from pypdf import PdfReader

from kotabumi_kinerja import settings
from kotabumi_kinerja.cli.demo import PASSPHRASE
from kotabumi_kinerja.exchange import package
from kotabumi_kinerja.printing.verification import read_code
from kotabumi_kinerja.services import offices
from kotabumi_kinerja.services.workspace import Workspace

DATA = Path(__file__).parents[1] / "data"
F4 = (609.449, 935.433)
EXPECTED = {
    "staff": 33,
    "warned": 1,
    "refused": 4,
    "plans": 33,
    "plans_refused": 3,
    "rated": 33,
    "participants": 20,
    "cards": 33,
    "pages": 33,
    "files": 33,
    "confirmed": 1,
    "again": 0,
}


def opened(folder: Path) -> Workspace:
    return offices.open_office(folder, vault=None, operator="")


@pytest.fixture(scope="module")
def book(demo: Demo) -> PdfReader:
    return PdfReader(demo.root / "cetak" / "kartu-nilai-2026.pdf")


@pytest.fixture
def office(demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A copy of the demo's office to work on."""
    shutil.copytree(demo.office, tmp_path / "kantor")
    return Shell(tmp_path / "kantor", capsys)


def test_figures_are_the_expected_ones(demo: Demo) -> None:
    assert {k: v for k, v in demo.figures.items() if k in EXPECTED} == EXPECTED
    assert demo.figures["pictures"] >= 6
    staff = json.loads((DATA / "expected-dpmptsp.json").read_text("utf-8"))
    assert (staff["taken"], staff["refused_rows"]) == (EXPECTED["staff"], EXPECTED["refused"])


def test_people_and_plans_are_the_expected_ones(office: Shell) -> None:
    staff = json.loads((DATA / "expected-dpmptsp.json").read_text("utf-8"))["people"]
    wanted = {p["nip"]: p["name"] for p in staff if p["verdict"] != "refused"}
    assert {r["nip"]: r["name"] for r in office.json("staff", "list")} == wanted
    plans = office.json("plans", "list", "--year", "2026")
    assert {p["state"] for p in plans} == {"AGREED"}
    assert {p["nip"] for p in plans} == set(wanted)


def test_files_that_were_told_are_there(demo: Demo) -> None:
    root = demo.root
    for name in ("baris-ditolak.xlsx", "skp-ditolak.xlsx", "pendaftaran-DPMPTSP.kkd"):
        assert (root / name).stat().st_size > 100
    assert len(list((root / "cetak" / "satu-satu").glob("*.pdf"))) == 33
    assert len(list((root / "gambar").glob("*.png"))) == demo.figures["pictures"]
    for folder in (demo.office, demo.centre):
        assert not (folder / settings.DATABASE).read_bytes().startswith(b"SQLite format 3")
    first, *_ = (root / "flashdisk" / "KotabumiKinerja").glob("DPMPTSP-BKPSDM-*-0001.kkx")
    assert first.stat().st_size == demo.figures["package_bytes"]


def test_every_page_is_f4_with_its_fonts_inside(demo: Demo, book: PdfReader) -> None:
    assert len(book.pages) == 33
    for page in book.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(F4, abs=0.01)
    fonts = fonts_of(book)
    assert len(fonts) >= 2
    for font in fonts:
        inner = font.get("/DescendantFonts", [font])[0].get_object()
        described = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys(), font["/BaseFont"]
    done = subprocess.run(
        ["pdftotext", "-layout", demo.root / "cetak" / "kartu-nilai-2026.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("\f") == 33


def fonts_of(book: PdfReader) -> list[Any]:
    found: dict[int, Any] = {}
    for page in book.pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found[reference.idnum] = reference.get_object()
    return list(found.values())


def test_every_name_and_nip_stands_on_its_card(office: Shell, book: PdfReader) -> None:
    people = {spaced(row["nip"]): row["full_name"] for row in office.json("staff", "list")}
    seen: set[str] = set()
    for page in book.pages:
        text = " ".join(page.extract_text().split())
        nip = min((n for n in people if n in text), key=text.index)  # the rater's comes later
        seen.add(nip)
        assert people[nip] in text
        assert "KARTU NILAI" in text.upper()
        assert "DINAS PENANAMAN MODAL" in text.upper()
        assert "DRAF" not in text
    assert seen == people.keys()


def spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def test_codes_are_read_from_paper_and_signed_by_the_office(
    demo: Demo, office: Shell, tmp_path: Path
) -> None:
    """Rendered by poppler, read by zxing and zbar, checked by the office's public key alone."""
    whole = demo.root / "cetak" / "kartu-nilai-2026.pdf"
    draw = ["pdftoppm", "-r", "200", "-gray", "-png", "-f", "1", "-l", "2", whole, tmp_path / "p"]
    subprocess.run(draw, check=True)
    work = opened(office.folder)
    public = offices.device_key(work.database).public.sign
    work.database.close()
    nips: set[str] = set()
    for file in sorted(tmp_path.glob("p*.png")):
        (code,) = zxingcpp.read_barcodes(Image.open(file))
        other = subprocess.run(
            ["zbarimg", "--raw", "-q", file], capture_output=True, text=True, check=True
        )
        assert other.stdout.strip() == code.text
        facts, signature, signed = read_code(code.text)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
        nips.add(facts.nip)
        said = dict(office.json("verify", code.text))
        assert said["genuine"] is True
    assert len(nips) == 2


def test_body_of_the_package_opens_with_age_and_the_recovery_key(
    demo: Demo, tmp_path: Path
) -> None:
    """Without this program: the public `age` command and the centre's key are enough."""
    work = opened(demo.centre)
    recovery = offices.centre_keys(work.database, PASSPHRASE).recovery_identity
    work.database.close()
    (sent,) = (demo.root / "flashdisk" / "KotabumiKinerja").glob("DPMPTSP-BKPSDM-*-0001.kkx")
    body, key = tmp_path / "isi.age", tmp_path / "kunci.txt"
    body.write_bytes(package.body_of(sent.read_bytes()))
    key.write_text(recovery)
    done = subprocess.run(["age", "-d", "-i", key, body], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout[:4] == bytes.fromhex("28B52FFD")  # a zstd frame
    key.write_text("AGE-SECRET-KEY-1" + "Q" * 58)
    assert subprocess.run(
        ["age", "-d", "-i", key, body], capture_output=True, check=False
    ).returncode


def test_centre_has_what_the_office_has(demo: Demo, tmp_path: Path) -> None:
    found: list[str] = []
    for folder in (demo.office, demo.centre):
        shutil.copytree(folder, tmp_path / folder.name)
        work = opened(tmp_path / folder.name)
        with work.database.read() as connection:
            digest = hashlib.sha256()
            for table in ("person", "employment", "plan", "indicator", "evaluation", "printed"):
                rows = connection.exec_driver_sql(
                    f"SELECT * FROM {table} WHERE office <> zeroblob(16) ORDER BY id"  # noqa: S608  # our own names
                )
                digest.update(repr([tuple(r) for r in rows]).encode())
            found.append(digest.hexdigest())
        work.database.close()
    assert found[0] == found[1]


def test_json_on_everything_that_lists_or_shows(office: Shell) -> None:
    nip = office.json("staff", "list")[0]["nip"]
    year = ("--year", "2026")
    for words in (
        ("staff", "show", nip), ("raters", "list"), ("raters", "check"), ("plans", "list", *year),
        ("plans", "show", nip, *year), ("plans", "check", nip, *year),
        ("progress", "show", nip, "--period", "2026-TW3"), ("scoring", "show", nip, *year),
        ("scoring", "distribution", *year), ("training", "list"), ("training", "kinds"),
        ("training", "hours", nip), ("exchange", "status"), ("history", "list"), ("check",),
    ):  # fmt: skip
        found = office.json(*words)
        assert found or words in {("raters", "check"), ("check",), ("plans", "check", nip, *year)}


def test_demo_never_empties_a_folder_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    answer = Shell(tmp_path, capsys)("demo", "--no-window")
    assert (answer.status, answer.code) == (1, "KK-420")
    assert (tmp_path / "surat.txt").read_text() == "penting"
