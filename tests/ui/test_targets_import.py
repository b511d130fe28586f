"""What the trial of an import of plans shows, and how a target is put into words."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanRun
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Forgetful

YEAR = 2026


def test_import_shows_a_verdict_for_each_person_before_it_saves(
    qtbot: QtBot, kit: Kit, office: Workspace, tmp_path: Path
) -> None:
    run = plans.dry_run(office, office.resources / "sample" / "skp-dpmptsp.xlsx", YEAR)
    taken: list[PlanRun] = []
    dialog = PlansImportDialog(kit, Forgetful(), run, taken.append)
    qtbot.addWidget(dialog)
    assert dialog.list.model.rowCount() == 36
    assert [dialog.list.model.texts(at)[0] for at in (0, 3)] == ["Ditolak", "Baru"]
    assert "33 SKP akan disimpan sebagai draf, 3 ditolak" in dialog.summary()
    assert "KK-146" in dialog.why.text()
    dialog.list.set_chip("refused")
    assert dialog.list.model.rowCount() == 3
    dialog.list.set_text("tidak ada orang begini")
    assert dialog.list.model.rowCount() == 0
    dialog.write_refused(tmp_path / "ditolak.xlsx")
    assert "12 baris ditolak disimpan" in dialog.why.text()
    assert (plans.years(office), taken) == ([], [])
    dialog.save.click()
    assert taken == [run]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("maksimal 5 hari", "paling banyak 5 hari"),
        ("98 %", "paling sedikit 98 %"),
        ("maksimal Rp 12.000.000", "paling banyak Rp 12.000.000"),
        ("90-100 %", "90 sampai 100 %"),
        ("paling lambat 31 Juli", "paling lambat 31 Juli 2026"),
        ("baik", "tidak terukur"),
        ("", ""),
    ],
)
def test_a_target_says_what_it_means(text: str, words: str) -> None:
    assert read_target(text, YEAR).short_meaning == words
