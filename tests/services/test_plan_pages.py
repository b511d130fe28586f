"""Plans from the database to paper: whose, both sides, dates as asked, one file or many."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from plan_books import LESTARI, MEGA, code_of, imported, of
from pypdf import PdfReader
from sqlalchemy import insert, update

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.errors import Cancelled
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import career, plan_pages, plans, raters, staff, units
from kotabumi_kinerja.services.plan_pages import Order, PlanForm, PlanRun
from kotabumi_kinerja.services.plans.sections import use_special_section
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store import schema as s

YEAR = 2026
ALL = tuple(PlanForm)
ORDER = Order((PlanForm.PLAN,), "Kotabumi", date(2026, 1, 5))


def words(pdf: bytes) -> list[str]:
    """The text of each page, spaces evened out."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [" ".join(p.extract_text().replace("\u00a0", " ").split()) for p in pages]


def printed(
    work: Workspace, target: Path, order: Order = ORDER, *, single: bool = False
) -> PlanRun:
    refs = plan_pages.chosen(work, plan_pages.everybody(work), YEAR)
    return plan_pages.print_run(work, refs, target, order, single=single, progress=Silent())


def add_step(work: Workspace, result: Id, period: str, text: str) -> None:
    row = {"office": work.database.office, "id": new_id(), "result_id": result, "place": 1}
    with work.database.change("isi rencana aksi") as connection:
        connection.execute(insert(s.action).values(**row, period=period, text=text))


def set_plan(work: Workspace, key: Id, **values: object) -> None:
    with work.database.change("ubah SKP") as connection:
        connection.execute(update(s.plan).where(s.plan.c.id == key).values(**values))


def test_draft_of_one_person_with_the_rater_of_its_first_day(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    pages = words(plan_pages.preview(office, view.id, ORDER))
    whole = " ".join(pages)
    for part in (
        "SASARAN KINERJA PEGAWAI PENDEKATAN HASIL KERJA KUANTITATIF",
        "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "Kotabumi, 5 Januari 2026",
        "A. UTAMA",
        "B. TAMBAHAN",
        "Berorientasi Pelayanan",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
        view.full_name,
        view.rater,
    ):
        assert part in whole
    for result in view.results:
        assert all(i.text in whole and i.target.text in whole for i in result.indicators)
    assert all("DRAF – belum disepakati" in page for page in pages)
    assert [re.search(r"Halaman (\d) dari (\d)", page)[0] for page in pages] == [  # type: ignore[index]  # found
        f"Halaman {n} dari {len(pages)}" for n in range(1, len(pages) + 1)
    ]


def test_leaders_form_has_perspectives_and_the_instansi(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    set_plan(office, view.id, form="JPT", approach="KUALITATIF")
    whole = " ".join(words(plan_pages.preview(office, view.id, ORDER)))
    assert "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI" in whole
    assert "KUALITATIF" in whole
    assert "Indikator Kinerja Individu, Target, dan Perspektif:" in whole
    assert "INSTANSI PEMERINTAH KABUPATEN LAMPUNG UTARA" in whole


def test_agreed_plan_keeps_both_sides_and_its_own_date(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    before = words(plan_pages.preview(office, view.id, ORDER))
    staff.edit(office, view.person, "name", "Nama Baru Sekali")
    order = replace(ORDER, day=None, by_agreement=True)
    whole = " ".join(words(plan_pages.preview(office, view.id, order)))
    assert "Kotabumi, 20 Januari 2026" in whole
    assert "Nama Baru Sekali" not in whole
    assert "DRAF" not in whole
    assert words(plan_pages.preview(office, view.id, ORDER)) == before


def test_date_is_never_filled_in_by_itself(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    for order in (replace(ORDER, day=None), replace(ORDER, day=None, by_agreement=True)):
        whole = " ".join(words(plan_pages.preview(office, view.id, order)))
        assert re.search(r"Kotabumi, \.{20}", whole)
    assert code_of(lambda: plan_pages.preview(office, view.id, replace(ORDER, place=" "))) == (
        "KK-631"
    )
    assert code_of(lambda: plan_pages.preview(office, view.id, replace(ORDER, forms=()))) == (
        "KK-633"
    )


def test_rater_is_that_of_the_day_over_the_signature(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    other = next(r for r in find(office) if r.full_name not in {view.full_name, view.rater})
    raters.assign(office, view.person, other.id, date(2026, 6, 1), "PLT")
    before = words(plan_pages.preview(office, view.id, ORDER))
    order = replace(ORDER, day=date(2026, 6, 15))
    after = words(plan_pages.preview(office, view.id, order))
    assert view.rater in before[-1]
    assert other.full_name in after[-1]
    assert other.full_name not in before[-1]


def test_rater_without_anybody_leaves_dots(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    for line in raters.lines(office, view.person):
        raters.remove(office, line.id)
    pages = words(plan_pages.preview(office, view.id, ORDER))
    assert "Pejabat Penilai Kinerja, ....." in pages[-1]


def test_special_section_is_printed_only_where_it_is_used(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    assert "INSTRUKSI" not in " ".join(words(plan_pages.preview(office, view.id, ORDER)))
    use_special_section(office, used=True)
    empty = " ".join(words(plan_pages.preview(office, view.id, ORDER)))
    assert "B. INSTRUKSI KHUSUS PIMPINAN C. TAMBAHAN" in empty
    use_special_section(office, used=False)
    with office.database.change("pindah") as connection:
        first = s.result.c.id == view.results[0].id
        connection.execute(update(s.result).where(first).values(section="INSTRUKSI_KHUSUS"))
    whole = " ".join(words(plan_pages.preview(office, view.id, ORDER)))
    assert "B. INSTRUKSI KHUSUS PIMPINAN" in whole
    assert "C. TAMBAHAN" in whole


def test_part_of_a_year_and_an_older_version_say_so(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    set_plan(office, view.id, since=date(2026, 7, 1), state="superseded", version=2)
    pages = words(plan_pages.preview(office, view.id, ORDER))
    assert "PERIODE PENILAIAN: 1 JULI SD 31 DESEMBER TAHUN 2026" in pages[0]
    assert "versi 2 · diganti versi baru" in pages[0]
    assert "DRAF" not in pages[0]


def test_action_plan_by_period_with_the_months_of_its_steps(office: Workspace) -> None:
    view = of(imported(office), LESTARI)
    add_step(office, view.results[0].id, "2026-TW1", "Menyusun jadwal")
    add_step(office, view.results[0].id, "2026-B05", "Memeriksa arsip Mei")
    add_step(office, view.results[0].id, "2026-S2", "Menutup semester")
    order = replace(ORDER, forms=(PlanForm.ACTIONS,))
    pages = words(plan_pages.preview(office, view.id, order))
    assert [p for p in pages if "PERIODE: TRIWULAN I TAHUN 2026" in p]
    assert [p for p in pages if "PERIODE: BULAN MEI TAHUN 2026" in p and "Memeriksa arsip Mei" in p]
    assert [p for p in pages if "PERIODE: SEMESTER II TAHUN 2026" in p]
    second = " ".join(words(plan_pages.preview(office, view.id, replace(order, period="2026-TW2"))))
    assert "Memeriksa arsip Mei" in second
    assert "Menyusun jadwal" not in second
    assert "Apr Mei Jun" in second
    year = " ".join(words(plan_pages.preview(office, view.id, replace(order, period="2026"))))
    assert all(t in year for t in ("Menyusun jadwal", "Memeriksa arsip Mei", "Menutup semester"))


def test_only_plans_with_steps_are_printed_when_steps_are_asked(
    office: Workspace, tmp_path: Path
) -> None:
    imported(office)
    order = replace(ORDER, forms=(PlanForm.ACTIONS,))
    assert code_of(lambda: printed(office, tmp_path / "a.pdf", order)) == "KK-632"
    view = of(office, LESTARI)
    add_step(office, view.results[0].id, "2026-TW2", "")
    assert code_of(lambda: printed(office, tmp_path / "a.pdf", order)) == "KK-632"
    add_step(office, view.results[0].id, "2026-TW1", "Menyusun jadwal")
    assert printed(office, tmp_path / "a.pdf", order).plans == 1
    empty = replace(order, period="2026-TW4")
    assert printed(office, tmp_path / "b.pdf", empty).plans > 20
    assert code_of(lambda: printed(office, tmp_path / "c.pdf", replace(order, period="TW9"))) == (
        "KK-216"
    )


def test_whole_office_in_one_file_and_one_by_one(office: Workspace, tmp_path: Path) -> None:
    imported(office)
    refs = plan_pages.chosen(office, plan_pages.everybody(office), YEAR)
    order = replace(ORDER, forms=(PlanForm.PLAN, PlanForm.ANNEX))
    run = printed(office, tmp_path / "skp.pdf", order)
    assert run.plans == run.drafts == len(refs)
    pages = words((tmp_path / "skp.pdf").read_bytes())
    assert run.pages == len(pages)
    assert sum("Halaman 1 dari" in page for page in pages) == 2 * len(refs)
    assert sum("LAMPIRAN SASARAN KINERJA PEGAWAI" in page for page in pages) == len(refs)
    each = printed(office, tmp_path / "map", order, single=True)
    assert len(each.files) == len(refs)
    assert each.pages == run.pages
    assert sorted(f.name for f in each.files) == sorted(
        p.name for p in (tmp_path / "map").iterdir()
    )
    assert f"{refs[0].nip}-{refs[0].name}-SKP 2026.pdf" in {f.name for f in each.files}
    labels = [step.label for step in history.steps(office.database, 3)]
    assert not any("cetak" in label for label in labels)


def test_a_unit_takes_in_what_lies_below(office: Workspace) -> None:
    everybody = plan_pages.everybody(office)
    for person, unit in zip(everybody, ("Bidang Arsip", "Seksi Arsip", "Seksi Lain"), strict=False):
        said = {"post": "Arsiparis Ahli Muda", "unit": unit}
        career.record(office, person, CareerStep.POST, date(2026, 2, 1), said)
    field = units.find(office, "Bidang Arsip").id
    assert plan_pages.people_of_unit(office, field) == everybody[:1]
    units.move(office, units.find(office, "Seksi Arsip").id, field)
    assert plan_pages.people_of_unit(office, field) == everybody[:2]


def test_nobody_has_a_plan(office: Workspace, tmp_path: Path) -> None:
    assert code_of(lambda: printed(office, tmp_path / "a.pdf")) == "KK-630"
    assert list(tmp_path.glob("*.pdf")) == []


class Impatient(Silent):
    """Cancels at the third plan."""

    def __init__(self) -> None:
        self.done = 0

    def step(self, done: int = 1) -> None:
        self.done += done
        if self.done == 3:
            raise Cancelled


def test_cancelling_leaves_no_file(office: Workspace, tmp_path: Path) -> None:
    imported(office)
    refs = plan_pages.chosen(office, plan_pages.everybody(office), YEAR)
    with pytest.raises(Cancelled):
        plan_pages.print_run(
            office, refs, tmp_path / "k" / "a.pdf", ORDER, single=False, progress=Impatient()
        )
    assert list((tmp_path / "k").iterdir()) == []


def test_a_run_of_many_leaves_out_the_draft_of_a_next_version(office: Workspace) -> None:
    imported(office)
    people = [row.id for row in find(office)]
    (view,) = plans.plans_of(office, staff.id_of(office, MEGA), 2026)
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    plans.new_version(office, view.id, "target berubah")
    mine = [ref for ref in plan_pages.chosen(office, people, 2026) if ref.person == view.person]
    assert [ref.draft for ref in mine] == [False]
    assert len(plan_pages.chosen(office, [view.person], 2026)) == 2
