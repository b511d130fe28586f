"""Out and in again: nothing of a source is lost, nothing changes on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from staff_books import DATA, DPMPTSP, EDUCATION, mend, rows_of, texts_of, write_book

from kotabumi_kinerja import messages
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import exporting as staff_export
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.staff.importing import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.siasn import HEADINGS

IRWAN = "198501042007021005"
PPPK = "199101012024211001"


def taken(work: Workspace, path: Path) -> int:
    """Import the file; how many are new."""
    return staff_import.apply(work, staff_import.dry_run(work, path)).new


def test_education_workbook_imports_to_exactly_what_is_expected(empty_office: Workspace) -> None:
    expected: dict[str, Any] = json.loads(
        (DATA / "expected-dinas-pendidikan.json").read_text("utf-8")
    )
    run = staff_import.dry_run(empty_office, EDUCATION)
    assert run.counts()[Outcome.NEW] == expected["taken"] == 240
    assert run.counts()[Outcome.REFUSED] == expected["refused_rows"] == 0
    staff_import.apply(empty_office, run)
    rows = {r.nip: r for r in staff_list.find(empty_office)}
    assert rows.keys() == {p["nip"] for p in expected["people"]}
    for person in expected["people"]:
        record, row = staff.by_nip(empty_office, person["nip"]), rows[person["nip"]]
        assert {
            "nip": record.nip,
            "name": record.name,
            "front": record.front,
            "back": record.back,
            "born": record.born.isoformat() if record.born else "",
            "sex": record.sex,
            "status": row.status,
            "gol": record.golongan,
            "post": record.post,
            "verdict": "new",
        } == person


@pytest.mark.parametrize("source", [DPMPTSP, EDUCATION])
def test_export_gives_every_cell_back_and_imports_as_the_same(
    empty_office: Workspace, tmp_path: Path, source: Path
) -> None:
    count = taken(empty_office, source)
    path = tmp_path / "ekspor.xlsx"
    assert staff_export.export(empty_office, path) == count
    again = staff_import.dry_run(empty_office, path)
    assert again.counts()[Outcome.SAME] == count == len(again.verdicts)
    came, went = texts_of(source), texts_of(path)
    assert went == {nip: came[nip] for nip in went}


def test_export_is_renewed_by_the_register(office: Workspace, tmp_path: Path) -> None:
    key = staff.id_of(office, IRWAN)
    for field, value in (
        ("name", "Irwan Rahayu McDonald"), ("golongan", "III/c"), ("post", "Arsiparis Mahir"),
        ("born", "04-01-1985"), ("phone", "0812"), ("sex", "L"),
    ):  # fmt: skip
        staff.edit(office, key, field, value)
    path = tmp_path / "ekspor.xlsx"
    staff_export.export(office, path)
    came, went = texts_of(DPMPTSP)[IRWAN], texts_of(path)[IRWAN]
    differs = {h: went.get(h) for h in went.keys() | came.keys() if went.get(h) != came.get(h)}
    assert differs == {
        "NAMA": "Irwan Rahayu McDonald",
        "GOL AKHIR ID": "33",
        "GOL AKHIR NAMA": "III/c",
        "JABATAN NAMA": "Arsiparis Mahir",
        "NOMOR HP": "0812",
    }
    assert staff_import.dry_run(office, path).counts()[Outcome.SAME] == 33


def test_person_added_by_hand_is_exported_and_comes_back(
    empty_office: Workspace, tmp_path: Path
) -> None:
    for nip, name in (("199001012015012001", "Ayu Contoh"), (PPPK, "Beni Contoh")):
        staff.add(empty_office, nip, name, "Arsiparis Terampil")
    path = tmp_path / "ekspor.xlsx"
    staff_export.export(empty_office, path)
    assert texts_of(path)[PPPK]["NAMA"] == "BENI CONTOH"
    assert staff_import.dry_run(empty_office, path).counts()[Outcome.SAME] == 2


def test_columns_that_nobody_knows_stay_in_their_place(
    empty_office: Workspace, tmp_path: Path
) -> None:
    at = HEADINGS.index("GOL AKHIR ID")
    headings = (*HEADINGS[:at], "Catatan Kantor", *HEADINGS[at:], "ESELON ID", "ESELON NAMA")
    row = next(r for r in rows_of(DPMPTSP) if r["NIP BARU"] == IRWAN)
    more = {"Catatan Kantor": "map biru", "ESELON ID": "32", "ESELON NAMA": "IV.a", "BPJS": "77"}
    source = write_book(tmp_path / "lebih.xlsx", [{**row, **more}], headings)
    taken(empty_office, source)
    path = tmp_path / "ekspor.xlsx"
    staff_export.export(empty_office, path)
    assert [h for h in rows_of(path)[0] if h] == [h.upper() for h in headings]
    assert texts_of(path) == texts_of(source)
    with empty_office.database.read() as connection:
        held = connection.exec_driver_sql("SELECT eselon FROM employment").scalar_one()
    assert held == "IV.a"


def test_refused_rows_come_in_when_mended(empty_office: Workspace, tmp_path: Path) -> None:
    run = staff_import.dry_run(empty_office, DPMPTSP)
    staff_import.apply(empty_office, run)
    path = tmp_path / "ditolak.xlsx"
    assert staff_import.write_refused(run, path, messages.sentence) == 4
    headings = [cell for cell in rows_of(path)[0] if cell]
    assert headings[0] == "ALASAN"
    assert [h for h in headings[1:] if h in HEADINGS] == list(HEADINGS)
    right = {
        "1.98704112021232E+17": "198704112021232033",
        "19770409199906107": "197704091999061071",
    }

    def fixed(heading: str, value: object) -> object:
        if heading == "NIP BARU" and isinstance(value, float):
            return "198704112021232033"
        if heading == "TANGGAL LAHIR" and value == "1990-02-31":
            return "1990-03-03"
        return right.get(str(value), value)

    mend(path, fixed)
    again = staff_import.dry_run(empty_office, path)
    # The fourth is the row that stood twice: it is the same person now.
    assert again.counts()[Outcome.NEW] == 3
    assert again.counts()[Outcome.REFUSED] == 0
    assert staff_import.apply(empty_office, again).new == 3
    assert len(staff_list.find(empty_office)) == 36


def own_list(folder: Path, *rows: tuple[object, ...]) -> Path:
    """The office's own list: its headings, a title above, a signature below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    lines: list[tuple[object, ...]] = [
        ("DAFTAR PEGAWAI",),
        (),
        ("No", "NIP", "Nama Lengkap", "No HP", "Alamat Rumah", "Akhir Kontrak", "Ukuran Baju"),
        *rows,
        (),
        (None, None, None, None, None, "Kotabumi, 1 November 2026"),
    ]
    for line in lines:
        sheet.append(list(line))
    path = folder / "daftar kantor.xlsx"
    book.save(path)
    return path


def test_own_list_changes_only_what_it_says(office: Workspace, tmp_path: Path) -> None:
    before = staff.by_nip(office, IRWAN)
    row = (1, "19850104 200702 1 005", "IRWAN RAHAYU", "0812 111", None, None, "XL")
    run = staff_import.dry_run(office, own_list(tmp_path, row))
    (verdict,) = run.verdicts
    assert {c.field: c.new for c in verdict.changes} == {
        "Nomor HP": "0812 111",
        "Kolom lain": "Ukuran Baju",
    }
    staff_import.apply(office, run)
    after = staff.by_nip(office, IRWAN)
    assert (after.phone, after.post, after.email) == ("0812 111", before.post, before.email)
    assert after.golongan == before.golongan
    # The number of the row says nothing; the same list again changes nothing.
    moved = own_list(tmp_path, (9, *row[1:]))
    assert staff_import.dry_run(office, moved).counts()[Outcome.SAME] == 1
    path = tmp_path / "ekspor.xlsx"
    staff_export.export(office, path)
    assert texts_of(path)[IRWAN]["UKURAN BAJU"] == "XL"
    assert staff_import.dry_run(office, path).counts()[Outcome.SAME] == 33


def test_empty_cell_empties_only_when_the_user_says_so(office: Workspace, tmp_path: Path) -> None:
    staff.edit(office, staff.id_of(office, IRWAN), "phone", "0812 111")
    path = own_list(tmp_path, (1, IRWAN, "IRWAN RAHAYU", None, "Jalan 1", None, None))
    kept = staff_import.dry_run(office, path).verdicts[0].changes
    assert {c.field for c in kept} == {"Alamat"}
    run = staff_import.dry_run(office, path, erase=True)
    assert {(c.field, c.old, c.new) for c in run.verdicts[0].changes} == {
        ("Alamat", "", "Jalan 1"),
        ("Nomor HP", "0812 111", ""),
    }
    staff_import.apply(office, run)
    assert staff.by_nip(office, IRWAN).phone == ""
    assert staff_import.dry_run(office, path, erase=True).counts()[Outcome.SAME] == 1


def test_own_list_brings_somebody_new_with_the_end_of_the_contract(
    empty_office: Workspace, tmp_path: Path
) -> None:
    path = own_list(tmp_path, (1, PPPK, "BENI CONTOH", None, None, "31-12-2026", None))
    (verdict,) = staff_import.dry_run(empty_office, path).verdicts
    assert [f.code for f in verdict.findings] == ["KK-174"]
    taken(empty_office, path)
    record = staff.by_nip(empty_office, PPPK)
    assert record.contract_until is not None
    assert (record.status, record.contract_until.isoformat()) == ("PPPK", "2026-12-31")
    exported = tmp_path / "ekspor.xlsx"
    staff_export.export(empty_office, exported)
    assert texts_of(exported)[PPPK]["AKHIR KONTRAK"] == "31-12-2026"
    assert staff_import.dry_run(empty_office, exported).counts()[Outcome.SAME] == 1
