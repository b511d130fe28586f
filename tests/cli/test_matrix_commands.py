"""The commands `plans matrix|contribute` on the sample office."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja.cli import plans as commands
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.printing.preview import page_count
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans.matrix import Circles
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

YEAR = ("--year", "2026")
ZAINAL = 2
Call = Callable[..., Reply]


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, 2026))
    return office


@pytest.fixture
def call(planned: Workspace) -> Call:
    """Runs a call as typed and gives its reply."""
    return lambda *words: on_office(commands, planned, "plans", *words)


def nip(work: Workspace, at: int = 0) -> str:
    return Circles(work, 2026).leaders[at].nip


def data(reply: Reply) -> Any:
    """The reply as a program reads it."""
    return json.loads(as_json(reply.data))


def test_without_a_leader_those_who_have_one_are_named(call: Call) -> None:
    lines = call("matrix", *YEAR).lines
    assert len(lines) == 4
    assert lines[0].endswith("Mega Utami, M.M., Kepala Dinas (2 langsung, 32 semua)")


def test_the_gaps_are_told(call: Call, planned: Workspace) -> None:
    reply = call("matrix", "--leader", nip(planned), *YEAR)
    assert "1. Terkelolanya surat dan arsip unit kerja: belum ada pemilik" in reply.lines
    assert reply.lines[-1] == "1 hasil belum ada pemilik, 3 hasil belum ada di SKP pimpinan."
    found = data(reply)
    assert found["gaps"] == ["Terkelolanya surat dan arsip unit kerja"]
    assert [r["owners"] for r in found["results"]] == [0, 17, 15, 15]
    assert len(found["rows"]) == 32


def test_a_cell_is_filled_as_in_the_window(call: Call, planned: Workspace) -> None:
    words = ("--leader", nip(planned), "--result", "1", "--text", "Arsip bidang tertata", *YEAR)
    reply = call("contribute", nip(planned, ZAINAL), *words)
    assert "  1: Arsip bidang tertata" in reply.lines
    assert data(reply)["gaps"] == []
    history.undo(planned.database)
    assert data(call("matrix", "--leader", nip(planned), *YEAR))["results"][0]["owners"] == 0


def test_a_number_that_is_not_there_is_refused(call: Call, planned: Workspace) -> None:
    with pytest.raises(Refused) as refusal:
        call("contribute", nip(planned, 2), "--leader", nip(planned), "--result", "7", *YEAR)
    assert (refusal.value.code, refusal.value.fields["count"]) == ("KK-245", 4)


def test_paper_and_workbook(call: Call, planned: Workspace, tmp_path: Path) -> None:
    pdf, book = tmp_path / "m.pdf", tmp_path / "m.csv"
    files = ("--pdf", str(pdf), "--date", "5-1-2026", "--place", "Kotabumi", "--file", str(book))
    lines = call("matrix", "--leader", nip(planned), *files, *YEAR).lines
    assert lines[-2] == f"{page_count(pdf.read_bytes())} halaman di {pdf}"
    assert lines[-1] == f"34 baris di {book}"
    assert book.read_text("utf-8-sig").startswith("No;Nama;Jabatan;Tingkat;Catatan;")


def test_paper_without_a_date_is_refused(call: Call, planned: Workspace, tmp_path: Path) -> None:
    pdf = tmp_path / "m.pdf"
    with pytest.raises(Refused) as refusal:
        call("matrix", "--leader", nip(planned), "--pdf", str(pdf), "--place", "Kotabumi", *YEAR)
    assert refusal.value.code == "KK-189"
    assert not pdf.exists()
