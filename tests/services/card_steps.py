"""What tests of cards do again and again: choose people, print, read the paper."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.services.card_printing import PrintRun, print_run
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema

DAY = date(2026, 12, 31)
SCALE = 200 / 72


def people(work: Workspace, status: str = "", word: str = "") -> list[Id]:
    return [r.id for r in find(work) if (not status or r.status == status) and word in r.post]


def printed(work: Workspace, who: Sequence[Id], target: Path, dated: date | None = DAY) -> PrintRun:
    return print_run(work, who, 2026, target, single=False, dated=dated, progress=Silent())


def words(pdf: Path, page: int = 0) -> str:
    text = PdfReader(BytesIO(pdf.read_bytes())).pages[page].extract_text()
    return " ".join(text.replace("\u00a0", " ").split())


def scanned(pdf: Path, page: int = 0) -> str:
    width, height, pixels = render(pdf, page, SCALE)
    found = zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), pixels))
    assert len(found) == 1
    return found[0].text


def records(work: Workspace) -> list[tuple[int, str]]:
    p = schema.printed.c
    with work.database.read() as connection:
        return [(r.version, r.code) for r in connection.execute(select(p.version, p.code))]
