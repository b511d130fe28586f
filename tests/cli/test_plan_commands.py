"""The commands `plans …` on the sample office: what they say, what they give as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja.cli import plans as commands
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.workspace import Workspace

MEGA = "199510072017032066"
Call = Callable[..., Reply]


@pytest.fixture
def call(office: Workspace) -> Call:
    """Runs a call as typed and gives its reply."""
    return lambda *words: on_office(commands, office, "plans", *words)


@pytest.fixture
def sample(office: Workspace) -> str:
    """The sample workbook of plans."""
    return str(office.resources / "sample" / "skp-dpmptsp.xlsx")


def data(reply: Reply) -> Any:
    """The reply as a program reads it."""
    return json.loads(as_json(reply.data))


def test_a_trial_says_everything_and_saves_nothing(
    call: Call, office: Workspace, sample: str
) -> None:
    reply = call("import", sample, "--year", "2026", "--dry-run")
    assert reply.lines[-1] == "Uji coba, belum disimpan: baru 33, berubah 0, sama 0, ditolak 3"
    assert any("tidak ikut diimpor" in line for line in reply.lines)
    assert sum("KK-146" in line for line in reply.lines) == 3
    assert data(reply)["counts"] == {"NEW": 33, "CHANGED": 0, "SAME": 0, "REFUSED": 3}
    assert plans.years(office) == []


def test_import_check_agree_show(call: Call, office: Workspace, sample: str) -> None:
    assert call("import", sample, "--year", "2026").lines[-1].startswith("SKP 2026 diimpor")
    first = plans.find(office, 2026, chip="draft")[0]
    view = plans.plans_of(office, first.id, 2026)[0]
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "")
    checked = call("check", first.nip, "--year", "2026")
    assert checked.lines[0].startswith("harus")
    assert "KK-262" in checked.lines[0]
    assert data(checked)[0]["findings"][0]["code"] == "KK-262"
    agreed = call("agree", "--year", "2026", "--on", "28-01-2026")
    assert agreed.lines == (
        "32 SKP 2026 disepakati, tanggal 28 Januari 2026",
        f"Belum: {first.full_name}, 1 hal belum lengkap",
    )
    assert data(agreed)["agreed"] == 32
    shown = call("show", MEGA, "--year", "2026")
    assert "disepakati" in shown.lines[0]
    assert any("Waktu: Lama disposisi surat: maksimal 1 hari" in line for line in shown.lines)
    assert data(shown)[0]["state"] == "AGREED"


def test_one_person_is_agreed(call: Call, office: Workspace, sample: str) -> None:
    call("import", sample, "--year", "2026")
    assert call("agree", MEGA, "--year", "2026").lines[0].startswith("1 SKP 2026 disepakati")
    assert len(plans.open_keys(office, 2026, PlanState.AGREED)) == 1
    with pytest.raises(Refused, match="KK-146"):
        call("agree", "199510072017032999")


def test_the_list_gives_states(call: Call, sample: str) -> None:
    rows = data(call("list", "--year", "2026", "--state", "none"))
    assert len(rows) == 33
    call("import", sample, "--year", "2026")
    assert call("list", "--year", "2026", "--state", "none").lines == ()
    reply = call("list", "--year", "2026", "--find", "uta meg")
    assert len(reply.lines) == 1
    assert "Mega Utami" in reply.lines[0]
    assert data(reply)[0]["state"] == "DRAFT"
    assert data(reply)[0]["missing"] == 0


def test_refused_rows_are_written_with_their_reasons(
    call: Call, office: Workspace, sample: str, tmp_path: Path
) -> None:
    file = tmp_path / "ditolak.xlsx"
    call("import", sample, "--year", "2026", "--dry-run", "--refused", str(file))
    again = plans.dry_run(office, file, 2026)
    assert {v.outcome for v in again.verdicts} == {plans.Outcome.REFUSED}
    assert len(again.verdicts) == 3
