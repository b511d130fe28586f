"""`plans print`: whose plans, which papers, dates as asked, the same file as the service."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from office_at_hand import call as on_office
from pypdf import PdfReader

from kotabumi_kinerja.cli import plans as command
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import plan_pages, plans, staff, units
from kotabumi_kinerja.services.plan_pages import Order, PlanForm
from kotabumi_kinerja.services.workspace import Workspace

YEAR = 2026
LESTARI, MEGA = "196910131992082084", "199510072017032066"


@pytest.fixture(autouse=True)
def planned(office: Workspace) -> None:
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))


def call(work: Workspace, to: Path, *arguments: str) -> Reply:
    words = ("--to", str(to), "--year", str(YEAR), *arguments)
    return on_office(command, work, "plans", "print", *words)


def text_of(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(p.extract_text().replace("\u00a0", " ").split()) for p in pages)


def test_two_people_with_annex_the_same_as_the_service(office: Workspace, tmp_path: Path) -> None:
    words = ("--nip", LESTARI, MEGA, "--forms", "lampiran, SKP", "--date", "5-1-2026")
    reply = call(office, tmp_path, *words, "--place", "Bukit Kemuning")
    assert reply.lines[0].startswith("2 SKP, ")
    assert reply.lines[0].endswith("1 berkas, 2 bertanda DRAF")
    made = tmp_path / f"skp-{YEAR}.pdf"
    assert reply.lines[1] == str(made)
    people = [staff.id_of(office, nip) for nip in (LESTARI, MEGA)]
    order = Order((PlanForm.PLAN, PlanForm.ANNEX), "Bukit Kemuning", date(2026, 1, 5))
    refs, again = plan_pages.chosen(office, people, YEAR), tmp_path / "lagi.pdf"
    plan_pages.print_run(office, refs, again, order, single=False, progress=Silent())
    assert made.read_bytes() == again.read_bytes()
    plan_pages.print_run(
        office, refs, again, replace(order, size="A4"), single=False, progress=Silent()
    )
    assert made.read_bytes() != again.read_bytes()
    assert '"drafts": 2' in as_json(reply.data)


def test_everybody_one_by_one_and_a_unit(office: Workspace, tmp_path: Path) -> None:
    reply = call(office, tmp_path / "semua", "--all", "--single")
    count = len(list((tmp_path / "semua").glob("*-SKP 2026.pdf")))
    assert len(reply.lines) == 1 + count > 20
    unit = next(row for row in units.tree(office) if row.people)
    reply = call(office, tmp_path, "--unit", unit.name.upper())
    assert reply.lines[0].startswith(f"{count} SKP, ")


def test_date_is_dots_unless_it_is_given(office: Workspace, tmp_path: Path) -> None:
    made = tmp_path / f"skp-{YEAR}.pdf"
    call(office, tmp_path, "--nip", LESTARI)
    assert "Kotabumi, ......" in text_of(made)
    view = plans.plans_of(office, staff.id_of(office, LESTARI), YEAR)[0]
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    call(office, tmp_path, "--nip", LESTARI, "--date", "sepakat")
    assert "Kotabumi, 20 Januari 2026" in text_of(made)


def test_empty_action_plan_of_a_quarter_on_legal(office: Workspace, tmp_path: Path) -> None:
    words = ("--nip", LESTARI, "--forms", "aksi", "--period", "2026-TW3", "--paper", "Legal")
    call(office, tmp_path, *words)
    made = tmp_path / f"skp-{YEAR}.pdf"
    assert "PERIODE: TRIWULAN III TAHUN 2026" in text_of(made)
    assert float(PdfReader(made).pages[0].mediabox.width) == pytest.approx(
        355.6 * 72 / 25.4, abs=0.1
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--forms", "skp,kartu"), "KK-634"),
        (("--forms", ","), "KK-633"),
        (("--forms", "aksi"), "KK-632"),
        (("--place", " "), "KK-631"),
        (("--year", "2025"), "KK-630"),
        (("--date", "31-02-2026"), "KK-131"),
    ],
)
def test_refusals(office: Workspace, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        call(office, tmp_path, "--nip", LESTARI, *words)
    assert refused.value.code == code
    assert list(tmp_path.glob("*.pdf")) == []
