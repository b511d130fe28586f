"""The commands `plans export|late|rekey|quick` and an import with columns and people left out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office_at_hand import call as on_office
from openpyxl import Workbook

from kotabumi_kinerja.cli import plans as commands
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.workspace import Workspace

MEGA = "199510072017032066"
LESTARI = "196910131992082084"
Call = Callable[..., Reply]


@pytest.fixture
def call(office: Workspace) -> Call:
    """Runs a call as typed on the sample office with its plans and gives the reply."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, 2026))
    return lambda *words: on_office(commands, office, "plans", *words)


def data(reply: Reply) -> Any:
    """The reply as a program reads it."""
    return json.loads(as_json(reply.data))


def test_all_go_out_and_come_in_unchanged(call: Call, tmp_path: Path) -> None:
    book = str(tmp_path / "skp.xlsx")
    assert call("export", book, "--year", "2026").lines[0].startswith("33 SKP, ")
    again = call("import", book, "--year", "2026", "--dry-run")
    assert data(again)["counts"] == {"NEW": 0, "CHANGED": 0, "SAME": 33, "REFUSED": 0}
    assert call("export", book, MEGA, LESTARI, "--year", "2026").lines[0].startswith("2 SKP, ")


def test_changes_are_said_with_old_and_new(call: Call, office: Workspace, tmp_path: Path) -> None:
    book = str(tmp_path / "skp.xlsx")
    call("export", book, MEGA, "--year", "2026")
    view = next(v for v in plans.many(office, keys(office)) if v.nip == MEGA)
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "900 surat")
    reply = call("import", book, "--year", "2026", "--dry-run")
    assert "    RHK 1, indikator 1, Target: 900 surat → 1.200 surat" in reply.lines


def keys(work: Workspace) -> list[bytes]:
    return [row.plan for row in plans.find(work, 2026) if row.plan]


def test_columns_are_named_and_people_left_out(call: Call, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Siapa", "Hasilnya", "Ukurannya", "Berapa"])
    for nip in (MEGA, LESTARI):
        sheet.append([nip, "Tersusunnya arsip", "Jumlah arsip", "10 arsip"])
    path = tmp_path / "sendiri.xlsx"
    book.save(path)
    with pytest.raises(Refused, match="KK-157"):
        call("import", str(path), "--year", "2027", "--dry-run")
    columns = ("Siapa=NIP", "Hasilnya=RHK PEGAWAI", "Ukurannya=IKI", "Berapa=TARGET")
    reply = call("import", str(path), "--year", "2027", "--skip", MEGA, "--column", *columns)
    assert data(reply)["counts"]["NEW"] == 2
    rows = data(call("list", "--year", "2027", "--state", "draft"))
    assert [row["nip"] for row in rows] == [LESTARI]


def test_who_is_late(call: Call) -> None:
    call("agree", MEGA, "--year", "2026")
    reply = call("late", "--year", "2026")
    assert reply.lines[0] == "Batas 31 Januari 2026, lewat 297 hari"
    assert "32 dari 33 belum (belum ada 0, draf 32, diajukan 0)" in reply.lines[1]
    found = data(reply)
    assert (len(found["people"]), found["units"][0]["agreed"]) == (32, 1)
    unit = found["units"][0]["name"]
    assert len(data(call("late", "--year", "2026", "--unit", unit))["people"]) == 32
    said = call("late", "--year", "2026", "--remind").lines
    assert said[0].startswith("Yth. Bapak/Ibu, batas penetapan SKP 2026: 31 Januari 2026")
    assert "SKP masih draf, belum diajukan (32):" in said


def test_fields_are_ticked_by_number(call: Call) -> None:
    head = call("rekey", MEGA, "--year", "2026", "--done", "1,3-4", "--on", "03-02-2026").lines
    assert head[0].endswith("sudah 3 dari 8")
    assert head[1].startswith("  1. RHK 1, RHK pimpinan (sudah diinput 3 Februari 2026): ")
    assert call("rekey", MEGA, "--year", "2026", "--undo", "1").lines[0].endswith("2 dari 8")
    assert call("rekey", MEGA, "--year", "2026", "--done", "semua").lines[0].endswith("8 dari 8")
    for wrong in ("9", "0", "x", "1-9"):
        with pytest.raises(Refused, match="KK-279"):
            call("rekey", MEGA, "--year", "2026", "--done", wrong)
    with pytest.raises(Refused, match="KK-217"):
        call("rekey", MEGA, "--year", "2031")


def test_the_five_quick_checks(call: Call, office: Workspace) -> None:
    reply = call("quick", MEGA, "--year", "2026")
    assert reply.lines[0].endswith("belum: Dukungan sumber daya terisi")
    assert [c["fine"] for c in data(reply)[0]["checks"]] == [True, True, True, True, False]
    assert len(data(call("quick", "--year", "2026"))) == 33
    view = next(v for v in plans.many(office, keys(office)) if v.nip == MEGA)
    plans.add_annex(office, view.id, AnnexBlock.RESOURCES, "Laptop")
    assert call("quick", MEGA, "--year", "2026").lines == ("Kelima pemeriksaan baik",)
