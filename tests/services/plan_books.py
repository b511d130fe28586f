"""Plans of the sample office for tests: the sample workbook, small workbooks, refusals by code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from kotabumi_kinerja import messages
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import PlanRun
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.skp import HEADINGS

YEAR = 2026
SAMPLE = "skp-dpmptsp.xlsx"
MEGA = "199510072017032066"
LESTARI = "196910131992082084"

Row = tuple[object, ...]


def sample_run(work: Workspace) -> PlanRun:
    return plans.dry_run(work, work.resources / "sample" / SAMPLE, YEAR)


def imported(work: Workspace) -> Workspace:
    plans.apply(work, sample_run(work))
    return work


def of(work: Workspace, nip: str) -> plans.PlanView:
    (view,) = plans.plans_of(work, staff.id_of(work, nip), YEAR)
    return view


def write_book(path: Path, *rows: Row) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def line(
    nip: str, section: str = "Utama", aspect: str = "Kuantitas", target: object = "10 surat"
) -> Row:
    return (nip, "1", section, "Hasil atasan", "Tersusunnya arsip", aspect, "Jumlah arsip", target)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    refused = caught.value
    assert not messages.sentence(refused.code, refused.fields).startswith(messages.UNKNOWN)
    return refused.code
