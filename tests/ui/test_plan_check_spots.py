"""Every line of 'Kelengkapan' has its own words and leads to its field; F8 goes through them."""

import ast
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain import completeness
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_head import HeadDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets import TargetsTab, make
from kotabumi_kinerja.ui.tabs.targets.checks import Spot, gaps_of

YEAR = 2026
MEGA = "199510072017032066"
FIELDS = {
    "number": 1, "place": 1, "missing": "Anggaran", "word": "Menyusun", "target": "baik",
    "block": AnnexBlock.RESOURCES.value.capitalize(), "have": 6, "wanted": 7,
    "start": "1 Januari 2026", "end": "31 Desember 2026", "served": "mulai 1 Maret 2026",
}  # fmt: skip


@pytest.fixture
def view(office: Workspace) -> plans.PlanView:
    """One plan of the sample office."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    return plans.plans_of(office, staff.id_of(office, MEGA), YEAR)[0]


def codes() -> list[str]:
    """Every code that the check can give."""
    tree = ast.parse(Path(completeness.__file__).read_text("utf-8"))
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    return sorted(t for t in texts if isinstance(t, str) and t.startswith("KK-"))


def test_every_finding_has_a_field_and_its_own_words(view: plans.PlanView) -> None:
    pages: dict[str, str] = {}
    words: dict[str, str] = {}
    for code in codes():
        fields = FIELDS if code != "KK-260" else {}
        (gap,) = gaps_of(view, [Finding(Severity.MUST, code, fields)])
        assert gap.jump
        assert "KK-" not in gap.text
        assert "{" not in gap.text
        pages[code], words[code] = gap.spot.page, gap.text
    assert len(pages) == 19
    assert len(set(words.values())) == len(words)
    assert {c for c, page in pages.items() if page == "head"} == {"KK-271", "KK-272", "KK-273"}
    assert {c for c, page in pages.items() if page == "rater"} == {"KK-140", "KK-141", "KK-145"}
    assert {c for c, page in pages.items() if page == "annex"} == {"KK-268"}
    assert {c for c, page in pages.items() if page == "values"} == {"KK-267"}


def test_the_row_of_an_indicator_is_named(view: plans.PlanView) -> None:
    fields = {"number": 1, "place": 2}
    (gap,) = gaps_of(view, [Finding(Severity.MUST, "KK-262", fields)])
    assert gap.spot == Spot("results", view.results[0].indicators[1].id, "target")


def test_wrong_days_lead_to_the_head(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, view: plans.PlanView
) -> None:
    window = window_on(qtbot, kit, jobs, office, PLANS=make)
    window.go(Target(Place.PLANS, id=view.person))
    tab = window.tab(Place.PLANS)
    assert isinstance(tab, TargetsTab)
    tab.record.go(Spot("head"))
    assert isinstance(tab.dialog, HeadDialog)


def test_f8_goes_through_what_is_missing(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, view: plans.PlanView
) -> None:
    one = view.results[0].indicators[1].id
    plans.edit_indicator(office, one, "target", "")
    window = window_on(qtbot, kit, jobs, office, PLANS=make)
    window.go(Target(Place.PLANS, id=view.person))
    tab = window.tab(Place.PLANS)
    assert isinstance(tab, TargetsTab)
    assert [gap.must for gap in tab.record.gaps] == [True, False, False, False]
    tab.next_missing()
    assert tab.record.names.currentIndex() == 0
    tab.next_missing()
    assert tab.record.names.currentIndex() == 2


def test_home_leads_to_who_is_late(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, view: plans.PlanView
) -> None:
    window = window_on(qtbot, kit, jobs, office, PLANS=make)
    tab = window.tab(Place.PLANS)
    assert isinstance(tab, TargetsTab)
    assert tab.views.tabText(2) == "Siapa belum  lewat 297 hari"
    window.go(Target(Place.PLANS, field="late"))
    assert tab.views.currentIndex() == 2
    window.go(Target(Place.PLANS, id=view.person))
    assert tab.views.currentIndex() == 0
