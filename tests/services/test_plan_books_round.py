"""Workbooks of plans out and in again: nothing changes, refused rows come back mended."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from plan_books import LESTARI, MEGA, YEAR, code_of, imported, line, of, write_book

from kotabumi_kinerja import messages
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plans import Aspect, FormKind, Perspective, Section
from kotabumi_kinerja.domain.targets import Direction, say_target
from kotabumi_kinerja.services import plans, progress, staff
from kotabumi_kinerja.services.plans import Outcome, exporting, importing, leading
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.skp import HEADINGS
from kotabumi_kinerja.store import history

DATA = Path(__file__).resolve().parents[1] / "data"


def all_plans(work: Workspace) -> dict[str, plans.PlanView]:
    keys = exporting.keys_in_force(work, YEAR)
    return {view.nip: view for view in plans.many(work, keys)}


def out_and_in(work: Workspace, path: Path) -> plans.PlanRun:
    exporting.write_plans(work, path, exporting.keys_in_force(work, YEAR))
    return plans.dry_run(work, path, YEAR)


def test_the_second_sample_becomes_the_expected_plans(empty_office: Workspace) -> None:
    work = empty_office
    staff_import.apply(work, staff_import.dry_run(work, DATA / "siasn-dinas-pendidikan.xlsx"))
    run = plans.dry_run(work, DATA / "skp-dinas-pendidikan.xlsx", YEAR)
    plans.apply(work, run)
    expected = json.loads((DATA / "expected-skp-dinas-pendidikan.json").read_text("utf-8"))
    found = {
        nip: [
            {
                "leader": r.leader_text,
                "result": r.text,
                "indicators": [
                    {"aspect": i.aspect, "indicator": i.text, "target": i.target.text}
                    for i in r.indicators
                ],
            }
            for r in view.results
        ]
        for nip, view in all_plans(work).items()
    }
    assert run.counts() == {"new": 240, "changed": 0, "same": 0, "refused": 0}
    assert found == expected


def test_export_and_import_change_nothing(office: Workspace, tmp_path: Path) -> None:
    imported(office)
    before = all_plans(office)
    run = out_and_in(office, tmp_path / "semua.xlsx")
    assert run.counts() == {"new": 0, "changed": 0, "same": 33, "refused": 0}
    plans.apply(office, run)
    assert all_plans(office) == before


def test_the_eleven_columns_are_the_first_row(office: Workspace, tmp_path: Path) -> None:
    view = of(imported(office), MEGA)
    done = exporting.write_plans(office, tmp_path / "satu.xlsx", [view.id])
    assert (done.plans, done.rows, done.empty) == (1, 2, 0)
    rows = list(load_workbook(tmp_path / "satu.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == HEADINGS
    assert [tuple(cell or "" for cell in row) for row in rows[1:]] == [
        (
            MEGA, "1", "Utama", "Meningkatnya tata kelola administrasi perangkat daerah",
            "Terkelolanya surat dan arsip unit kerja", "Kuantitas", "Jumlah surat yang diagendakan",
            "1.200 surat", "", "", "",
        ),
        (
            MEGA, "1", "Utama", "Meningkatnya tata kelola administrasi perangkat daerah",
            "Terkelolanya surat dan arsip unit kerja", "Waktu", "Lama disposisi surat",
            "maksimal 1 hari", "", "", "",
        ),
    ]  # fmt: skip


def test_odd_plans_come_back_as_they_were(office: Workspace, tmp_path: Path) -> None:
    """Empty cells, two results alike, a section of its own, =text, a leader's form."""
    key = plans.create(office, staff.id_of(office, MEGA), YEAR, FormKind.STAFF)
    first = plans.add_result(office, key, "Tersusunnya laporan", leader="Hasil atasan")
    plans.add_indicator(office, first, "=1+1", "98 %", Aspect.QUALITY)
    plans.add_result(office, key, "Tersusunnya laporan", Section.ADDITIONAL)
    blank = plans.add_result(office, key, "", leader="")
    plans.add_indicator(office, blank, "", "")
    plans.add_indicator(office, blank, "Jumlah  berkas", "", Aspect.TIME)
    other = plans.create(office, staff.id_of(office, LESTARI), YEAR, FormKind.LEADER)
    result = plans.add_result(office, other, "Meningkatnya layanan")
    one = plans.add_indicator(office, result, "Indeks", "3,5")
    plans.edit_indicator(office, one, "perspective", Perspective.RECIPIENTS)
    book = tmp_path / "aneh.xlsx"
    run = out_and_in(office, book)
    assert {v.nip: v.outcome for v in run.verdicts} == dict.fromkeys((MEGA, LESTARI), Outcome.SAME)
    before = [
        (v.form, [(r.section, r.leader_text, r.text, len(r.indicators)) for r in v.results])
        for v in all_plans(office).values()
    ]
    for view in all_plans(office).values():
        plans.delete_draft(office, view.id)
    again = plans.dry_run(office, book, YEAR)
    assert again.counts()[Outcome.NEW] == 2
    plans.apply(office, again)
    after = [
        (v.form, [(r.section, r.leader_text, r.text, len(r.indicators)) for r in v.results])
        for v in all_plans(office).values()
    ]
    assert after == before


def test_what_was_agreed_and_is_the_same_is_not_refused(office: Workspace, tmp_path: Path) -> None:
    imported(office)
    plans.agree_ready(office, YEAR, date(2026, 1, 20))
    assert out_and_in(office, tmp_path / "x.xlsx").counts()[Outcome.SAME] == 33
    plans.new_version(office, of_agreed(office, MEGA), "Target berubah")
    assert out_and_in(office, tmp_path / "x.xlsx").counts()[Outcome.SAME] == 33


def of_agreed(work: Workspace, nip: str) -> bytes:
    return all_plans(work)[nip].id


def test_a_meaning_said_by_hand_and_a_link_survive(office: Workspace, tmp_path: Path) -> None:
    imported(office)
    view = of(office, LESTARI)
    boss = leading.leader_of(office, view)
    assert boss.plan is not None
    leading.link(office, view.results[0].id, boss.results[0].id)
    one = view.results[0].indicators[0]
    plans.set_target(office, one.id, say_target(one.target.text, Direction.TEXT))
    book = tmp_path / "x.xlsx"
    assert out_and_in(office, book).counts()[Outcome.SAME] == 33
    plans.edit_indicator(office, view.results[0].indicators[1].id, "target", "maksimal 2 hari")
    run = plans.dry_run(office, book, YEAR)
    changed = [v for v in run.verdicts if v.outcome is Outcome.CHANGED]
    assert [(c.where, c.field, c.old, c.new) for v in changed for c in v.changes] == [
        ("RHK 1, indikator 2", "Target", "maksimal 2 hari", "maksimal 1 hari")
    ]
    plans.apply(office, run)
    after = of(office, LESTARI)
    assert after.results[0].leader == boss.results[0].id
    assert after.results[0].id == view.results[0].id
    assert after.results[0].indicators[0].target.direction is Direction.TEXT
    assert after.results[0].indicators[1].target.text == "maksimal 1 hari"


def test_realisation_of_the_last_period_goes_out(office: Workspace, tmp_path: Path) -> None:
    view = of(imported(office), MEGA)
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    one = view.results[0].indicators[0].id
    for period, text in (("2026-TW2", "700 surat"), ("2026-TW1", "300 surat")):
        progress.set_progress(office, one, parse_period(period), text, "tautan", "Baik")
    exporting.write_plans(office, tmp_path / "x.xlsx", [view.id])
    rows = list(load_workbook(tmp_path / "x.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][8:] == ("700 surat", "tautan", "Baik")


def test_an_export_of_nothing_is_refused(office: Workspace, tmp_path: Path) -> None:
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    path = tmp_path / "x.xlsx"
    assert code_of(lambda: exporting.write_plans(office, path, [key])) == "KK-278"
    assert not path.exists()


# ---- choosing, mending, other headings --------------------------------------


def test_people_are_held_back(office: Workspace) -> None:
    sample = office.resources / "sample" / "skp-dpmptsp.xlsx"
    run = plans.dry_run(office, sample, YEAR)
    done = plans.apply(office, run.without({MEGA, LESTARI}))
    assert (done.new, done.left) == (31, 2)
    assert plans.plans_of(office, staff.id_of(office, MEGA), YEAR) == []
    everybody = {v.nip for v in run.verdicts}
    assert code_of(lambda: plans.apply(office, run.without(everybody))) == "KK-173"


def test_one_step_brings_new_and_changed_and_is_undone(office: Workspace, tmp_path: Path) -> None:
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    gone = plans.add_result(office, key, "Terselenggaranya rapat koordinasi wilayah")
    plans.add_indicator(office, gone, "Jumlah rapat", "4 rapat", Aspect.QUANTITY)
    before = plans.plan(office, key)
    run = plans.dry_run(office, write_book(tmp_path / "x.xlsx", line(MEGA), line(LESTARI)), YEAR)
    changed = next(v for v in run.verdicts if v.nip == MEGA)
    assert ("RHK lama", "RHK", before.results[0].text, "") in [
        (c.where, c.field, c.old, c.new) for c in changed.changes
    ]
    done = plans.apply(office, run)
    assert (done.new, done.changed) == (1, 1)
    assert [r.text for r in of(office, MEGA).results] == ["Tersusunnya arsip"]
    history.undo(office.database)
    assert plans.plan(office, key) == before
    assert plans.plans_of(office, staff.id_of(office, LESTARI), YEAR) == []


def test_a_draft_that_was_changed_meanwhile_is_not_overwritten(
    office: Workspace, tmp_path: Path
) -> None:
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    run = plans.dry_run(office, write_book(tmp_path / "x.xlsx", line(MEGA)), YEAR)
    plans.add_result(office, key, "Sesudah uji coba")
    assert code_of(lambda: plans.apply(office, run)) == "KK-277"


def test_refused_rows_come_in_when_mended(office: Workspace, tmp_path: Path) -> None:
    bad = line("199510072017032999"), line(LESTARI, section="Penting")
    run = plans.dry_run(office, write_book(tmp_path / "x.xlsx", line(MEGA), *bad), YEAR)
    plans.apply(office, run)
    back = tmp_path / "ditolak.xlsx"
    assert plans.write_refused(run, back, messages.sentence) == 2
    book = load_workbook(back)
    sheet = book.worksheets[0]
    titles = [str(cell.value) for cell in next(sheet.iter_rows())]
    assert titles[0] == "ALASAN"
    nips = [str(row[titles.index("NIP")].value) for row in list(sheet.iter_rows())[1:]]
    assert nips == ["199510072017032999", LESTARI]
    sheet.cell(2, titles.index("NIP") + 1, people(office)[5])
    sheet.cell(3, titles.index("Kategori") + 1, "Utama")
    book.save(back)
    again = plans.dry_run(office, back, YEAR)
    assert again.counts() == {"new": 2, "changed": 0, "same": 0, "refused": 0}
    assert plans.apply(office, again).new == 2


def people(work: Workspace) -> list[str]:
    return [row.nip for row in plans.find(work, YEAR)]


def own_sheet(path: Path, nip: str, *titles: str) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["SASARAN KINERJA PEGAWAI TAHUN 2026"])
    sheet.append([])
    sheet.append(list(titles))
    sheet.append(
        [nip, "Hasil atasan", "Tersusunnya arsip", "Kuantitas", "Jumlah arsip", "10 surat"]
    )
    book.save(path)
    return path


def test_an_offices_own_headings_are_known(office: Workspace, tmp_path: Path) -> None:
    titles = (
        "Nomor Induk Pegawai", "Rencana Hasil Kerja Atasan yang Diintervensi",
        "Rencana Hasil Kerja", "Perspektif", "Indikator Kinerja Individu", "Target Tahunan",
    )  # fmt: skip
    book = own_sheet(tmp_path / "x.xlsx", MEGA, *titles)
    plans.apply(office, plans.dry_run(office, book, YEAR))
    (result,) = of(office, MEGA).results
    assert (result.leader_text, result.text) == ("Hasil atasan", "Tersusunnya arsip")
    assert [(i.text, i.target.text) for i in result.indicators] == [("Jumlah arsip", "10 surat")]


def test_strange_headings_are_said_once(office: Workspace, tmp_path: Path) -> None:
    titles = ("Siapa", "Dari atas", "Apa yang dihasilkan", "Segi", "Ukuran", "Berapa")
    book = own_sheet(tmp_path / "x.xlsx", MEGA, *titles)
    assert code_of(lambda: plans.dry_run(office, book, YEAR)) == "KK-157"
    (proposal,) = importing.proposals(office, book)
    assert set(proposal.missing) == {"NIP", "RHK PEGAWAI"}
    names = ("NIP", "RHK PIMPINAN", "RHK PEGAWAI", "ASPEK", "IKI", "TARGET")
    assert set(names) <= set(importing.column_names(office))
    mapping = {c.key: name for c, name in zip(proposal.columns, names, strict=True)}
    run = plans.dry_run(office, book, YEAR, mapping=mapping)
    assert run.counts()[Outcome.NEW] == 1


@pytest.mark.parametrize("people", [None, 2, 1])
def test_all_some_or_one_go_out(office: Workspace, tmp_path: Path, people: int | None) -> None:
    imported(office)
    rows = [row.id for row in plans.find(office, YEAR)]
    keys = exporting.keys_in_force(office, YEAR, rows[:people] if people else None)
    done = exporting.write_plans(office, tmp_path / "x.xlsx", keys)
    assert done.plans == (people or 33)
