"""The matrix of the sample office and of a school: who stands in it, gaps, writing in a cell."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from matrix_office import make_school
from sqlalchemy import update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.matrix import Band
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import matrix_page, plans, raters, staff
from kotabumi_kinerja.services.plans import PlanView, matrix, matrix_out
from kotabumi_kinerja.services.plans.matrix import Circles, MatrixView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store import schema as s

YEAR = 2026
DATED = date(2026, 1, 5)
OWN = "Terkelolanya surat dan arsip unit kerja"
NAMED = {
    "Meningkatnya tata kelola administrasi perangkat daerah": 17,
    "Meningkatnya kecepatan dan ketepatan pelayanan perizinan": 15,
    "Meningkatnya kepuasan masyarakat": 15,
}


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    return office


def head(work: Workspace) -> Id:
    return Circles(work, YEAR).leaders[0].person


def view_of(work: Workspace) -> MatrixView:
    return matrix.read_for(work, head(work), YEAR)


def row_of(view: MatrixView, name: str) -> int:
    return next(at for at, line in enumerate(view.matrix.lines) if line.name.startswith(name))


def plan_of(work: Workspace, person: Id) -> PlanView:
    return plans.plans_of(work, person, YEAR)[-1]


def set_state(work: Workspace, state: PlanState, *people: Id) -> None:
    with work.database.change("keadaan uji") as connection:
        done = update(s.plan).values(state=state.value)
        connection.execute(done.where(s.plan.c.person_id.in_(people)) if people else done)


def test_the_sample_office_shows_its_gaps(planned: Workspace) -> None:
    """The head's one result is carried by nobody; three that people name are not in his SKP."""
    found = view_of(planned).matrix
    counts = {
        column.text: (column.temporary, n)
        for column, n in zip(found.columns, found.owners, strict=True)
    }
    assert counts == {OWN: (False, 0), **{text: (True, n) for text, n in NAMED.items()}}
    assert [found.columns[at].text for at in found.gaps] == [OWN]
    assert found.orphans == ()


def test_a_person_without_a_plan_is_without_a_part(planned: Workspace) -> None:
    view = view_of(planned)
    row = row_of(view, "Irwan Rahayu")
    plan = view.matrix.lines[row].plan
    with planned.database.change("hapus SKP uji") as connection:
        connection.execute(update(s.plan).where(s.plan.c.id == plan).values(gone="deleted"))
    after = view_of(planned)
    assert after.matrix.orphans == (row,)
    assert matrix_out.remark(after.matrix.lines[row], orphan=True) == "belum ada SKP"
    assert "1 orang tanpa peran" in matrix_out.summary(after)


def test_rows_stand_by_level_and_rater(planned: Workspace) -> None:
    lines = view_of(planned).matrix.lines
    heads = [line.name for line in lines if line.band is Band.HEADS]
    assert [name.split()[0] for name in heads] == ["Lestari", "Zainal", "Slamet"]
    assert [line.band for line in lines[:3]] == [Band.HEADS] * 3
    raters_in_order = [line.rater for line in lines[3:]]
    assert raters_in_order == sorted(raters_in_order, key=raters_in_order.index)
    assert len(lines) == 32


def test_each_who_rates_has_a_matrix_and_may_show_only_those_he_rates(planned: Workspace) -> None:
    circles = Circles(planned, YEAR)
    sizes = [(x.direct, x.every) for x in circles.leaders]
    assert sizes == [(2, 32), (1, 16), (14, 14), (15, 15)]
    direct = circles.circle(circles.leaders[0].person, direct=True)
    assert len(direct.seats) == 2
    with pytest.raises(Refused, match="KK-247"):
        circles.circle(direct.seats[0].person[:-1] + b"?")


def test_a_school_of_twelve(empty_office: Workspace) -> None:
    principal = make_school(empty_office, teachers=11)
    view = matrix.read_for(empty_office, principal, YEAR)
    assert len(view.matrix.lines) == 11
    assert {line.band for line in view.matrix.lines} == {Band.MEMBERS}
    assert view.state is None
    assert view.matrix.columns == ()
    plans.add_result(empty_office, plans.create(empty_office, principal, YEAR), "Meningkatnya mutu")
    view = matrix.read_for(empty_office, principal, YEAR)
    assert (view.matrix.owners, len(view.matrix.orphans)) == ((0,), 11)
    person = view.matrix.lines[4].person
    view = matrix.write(empty_office, view, person, 0, "Modul ajar diterima tanpa perbaikan")
    assert (view.matrix.owners, len(view.matrix.orphans)) == ((1,), 10)
    assert plan_of(empty_office, person).results[0].leader_text == "Meningkatnya mutu"


def test_typing_makes_changes_and_loosens_in_one_step_each(planned: Workspace) -> None:
    view = view_of(planned)
    row = row_of(view, "Zainal")
    person = view.matrix.lines[row].person
    before = [r.text for r in plan_of(planned, person).results]
    view = matrix.write(planned, view, person, 0, "Arsip bidang tertata\nSurat bidang terkendali")
    assert (
        matrix_out.said(view.matrix.at(row, 0)) == "Arsip bidang tertata\nSurat bidang terkendali"
    )
    view = matrix.write(planned, view, person, 0, "Surat bidang terkendali\nArsip bidang lengkap")
    texts = [r.text for r in plan_of(planned, person).results]
    assert texts == [*before, "Arsip bidang lengkap", "Surat bidang terkendali"]
    view = matrix.write(planned, view, person, 0, "")
    assert view.matrix.at(row, 0) == ()
    assert [r.text for r in plan_of(planned, person).results] == texts
    for shown in ("Arsip bidang lengkap", "Arsip bidang tertata"):
        history.undo(planned.database)
        assert shown in matrix_out.said(view_of(planned).matrix.at(row, 0))
    history.undo(planned.database)
    assert [r.text for r in plan_of(planned, person).results] == before


def test_the_same_text_again_is_no_step(planned: Workspace) -> None:
    view = view_of(planned)
    row = row_of(view, "Zainal")
    text = matrix_out.said(view.matrix.at(row, 2))
    last = history.next_undo(planned.database)
    matrix.write(planned, view, view.matrix.lines[row].person, 2, f" {text} ")
    assert history.next_undo(planned.database) == last


def test_who_has_no_plan_gets_a_draft_by_the_same_step(planned: Workspace) -> None:
    person = view_of(planned).matrix.lines[5].person
    plans.delete_draft(planned, plan_of(planned, person).id)
    view = matrix.write(planned, view_of(planned), person, 0, "Surat masuk tercatat")
    made = plan_of(planned, person)
    assert (made.state, [r.text for r in made.results]) == (
        PlanState.DRAFT,
        ["Surat masuk tercatat"],
    )
    assert len(made.expectations) == 7
    history.undo(planned.database)
    assert plans.plans_of(planned, person, YEAR) == []
    assert view.matrix.owners[0] == 1


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.AGREED])
def test_only_a_draft_is_written(planned: Workspace, state: PlanState) -> None:
    view = view_of(planned)
    line = view.matrix.lines[4]
    set_state(planned, state, line.person)
    for call in (
        lambda: matrix.write(planned, view, line.person, 0, "Apa saja"),
        lambda: matrix.link(planned, view, line.person, 0, line.roles[0].id),
    ):
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.code == "KK-218"
    assert matrix_out.remark(view_of(planned).matrix.lines[4], orphan=False) == state.label


def test_a_result_that_is_there_is_linked(planned: Workspace) -> None:
    view = view_of(planned)
    row = row_of(view, "Zainal")
    line = view.matrix.lines[row]
    assert [r.text for r in matrix.others(view, row, 0)] == [r.text for r in line.roles]
    after = matrix.link(planned, view, line.person, 0, line.roles[0].id)
    assert matrix_out.said(after.matrix.at(row, 0)) == line.roles[0].text
    assert [r.id for r in matrix.others(after, row, 0)] == [line.roles[1].id]
    assert plan_of(planned, line.person).results[0].leader_text == OWN
    history.undo(planned.database)
    assert view_of(planned).matrix.at(row, 0) == ()


def test_places_that_are_not_there_are_refused(planned: Workspace) -> None:
    view = view_of(planned)
    person = view.matrix.lines[0].person
    for code, call in {
        "KK-245": lambda: matrix.write(planned, view, person, 9, "x"),
        "KK-246": lambda: matrix.write(planned, view, head(planned), 0, "x"),
        "KK-217": lambda: matrix.link(planned, view, person, 0, b"?" * 16),
    }.items():
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.code == code


def test_the_workbook_holds_exactly_what_is_shown(planned: Workspace, tmp_path: Path) -> None:
    view, path = view_of(planned), tmp_path / "matriks.xlsx"
    assert matrix_out.write(planned, view, path) == 34
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = [
        ["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)
    ]
    wanted = [list(line) for line in matrix_out.table(view)]
    at = lines.index(wanted[0])
    assert lines[at : at + len(wanted)] == wanted
    assert wanted[-1][-4:] == ["belum ada pemilik", "17 orang", "15 orang", "15 orang"]


def test_the_paper_is_draft_until_all_is_agreed(planned: Workspace) -> None:
    draft = words(matrix_page.preview(planned, view_of(planned), DATED, "Kotabumi"))
    assert "DRAF – belum disepakati" in draft[0]
    set_state(planned, PlanState.AGREED)
    pages = words(matrix_page.preview(planned, view_of(planned), DATED, "Kotabumi"))
    assert not any("DRAF" in page for page in pages)
    assert "MATRIKS PERAN DAN HASIL TAHUN 2026" in pages[0]
    assert "Kotabumi, 5 Januari 2026" in pages[-1]
    assert "Mega Utami" in pages[-1]
    assert "BELUM ADA PEMILIK" in pages[-1]
    assert all("NAMA PEGAWAI / JABATAN" in page for page in pages)


def test_date_and_place_are_never_filled_in(planned: Workspace) -> None:
    view = view_of(planned)
    for dated, place in ((None, "Kotabumi"), (DATED, " ")):
        with pytest.raises(Refused) as refusal:
            matrix_page.preview(planned, view, dated, place)
        assert refusal.value.code == "KK-189"


def test_an_empty_matrix_is_not_printed(office: Workspace) -> None:
    with pytest.raises(Refused) as refusal:
        matrix_page.print_page(office, view_of(office), BytesIO(), DATED, "Kotabumi")
    assert refusal.value.code == "KK-249"


def test_the_day_lies_in_the_year(planned: Workspace) -> None:
    assert Circles(planned, 2025).on == date(2025, 12, 31)
    assert Circles(planned, 2027).on == date(2027, 1, 1)


def test_who_left_stands_in_no_matrix(planned: Workspace) -> None:
    register = raters.read(planned)
    here = set(register.holders(planned.today()))
    seats = {seat.person for seat in Circles(planned, YEAR).circle(head(planned)).seats}
    assert seats == here - {head(planned)}
    assert staff.record(planned, head(planned)).full_name.startswith("Mega Utami")


def words(pdf: bytes) -> list[str]:
    """The text of each page, spaces evened out."""
    found = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return [" ".join(text.replace("\ufffe", "").split()) for text in found]
