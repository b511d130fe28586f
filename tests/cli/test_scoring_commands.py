"""The commands `progress …` and `scoring …` on the sample office."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja.cli import scoring as commands
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import evaluations, plans, scoring, staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

MEGA = "199510072017032066"
TW3 = parse_period("2026-TW3")
Call = Callable[..., Reply]


@pytest.fixture
def agreed(office: Workspace) -> Workspace:
    """The sample office with its SKP agreed."""
    sample = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, sample, 2026))
    keys = [row.plan for row in plans.find(office, 2026) if row.plan]
    plans.agree_ready(office, 2026, office.today(), keys)
    return office


@pytest.fixture
def call(agreed: Workspace) -> Call:
    """Runs a call as typed and gives its reply."""
    return lambda *words: on_office(commands, agreed, *words)


def data(reply: Reply) -> Any:
    """The reply as a program reads it."""
    return json.loads(as_json(reply.data))


def test_progress_of_one_indicator(call: Call) -> None:
    words = ("--period", "2026-TW3", "--indicator", "1")
    reply = call("progress", "set", MEGA, *words, "--value", "900 surat", "--evidence", "BA 7")
    assert reply.lines[1] == "   target 1.200 surat, realisasi 900 surat"
    assert reply.lines[2] == "   capaian 75 %: 900 / 1.200 x 100 = 75,00 %"
    assert reply.lines[3] == "   bukti dukung: BA 7"
    every = call("progress", "show", MEGA, "--period", "2026-TW3")
    assert data(every)[0] == data(reply)
    assert data(every)[0]["percent"] == "75"
    assert (data(every)[1]["realised"], data(every)[1]["percent"]) == ("", None)
    assert any("belum diisi" in line for line in every.lines)


def test_progress_refused(call: Call) -> None:
    with pytest.raises(Refused, match="KK-229"):
        call("progress", "set", MEGA, "--period", "2026-TW3", "--indicator", "9", "--value", "1")
    with pytest.raises(Refused, match="KK-225"):
        call("progress", "show", MEGA, "--period", "2025-TW3")
    with pytest.raises(Refused, match="KK-216"):
        call("progress", "show", MEGA, "--period", "TW3")


def test_rate_show_deliver(call: Call, agreed: Workspace) -> None:
    ratings = ("--results", "DI_ATAS", "--behaviour", "SESUAI", "--organisation", "BAIK")
    reply = call("scoring", "rate", MEGA, "--period", "2026-TW3", *ratings)
    assert reply.lines[2] == "Kuadran kinerja: Baik"
    assert "PermenPANRB 6/2022" in reply.lines[3]
    person = staff.id_of(agreed, MEGA)
    found = evaluations.one(agreed, person, TW3)
    assert found is not None
    assert (found.predikat, found.organisation) == (Predikat.BAIK, OrganisationResult.BAIK)

    shown = call("scoring", "show", MEGA, "--year", "2026")
    assert shown.lines[1].startswith("Triwulan III 2026    Baik")
    assert shown.lines[2].endswith("belum dinilai")
    assert "Mengapa predikatnya Baik?" in shown.lines
    assert data(shown)["periods"][0]["predikat"] == "BAIK"
    assert data(shown)["annual"] is None

    done = call("scoring", "deliver", MEGA, "--period", "2026-TW3", "--on", "01-12-2026")
    assert done.lines[0].startswith("Hasil Triwulan III 2026 Mega")
    assert data(done)["periods"][0]["delivered_on"] == "2026-12-01"
    with pytest.raises(Refused, match="KK-220"):
        call("scoring", "rate", MEGA, "--period", "2026-TW3", *ratings)


def test_rate_refused_in_words(call: Call) -> None:
    with pytest.raises(Refused, match="KK-223"):
        call(
            "scoring", "rate", MEGA, "--period", "2026", "--results", "BAGUS",
            "--behaviour", "SESUAI",
        )  # fmt: skip
    with pytest.raises(Refused, match="KK-240"):
        call("scoring", "organisation", "LUMAYAN", "--period", "2026")


def test_distribution(call: Call, agreed: Workspace) -> None:
    rows = [row for row in plans.find(agreed, 2026) if row.plan][:10]
    for row in rows:
        scoring.rate(agreed, row.id, TW3, Rating.AS_EXPECTED, Rating.AS_EXPECTED)
    words = ("scoring", "distribution", "--year", "2026", "--period", "2026-TW3")
    open_ = call(*words)
    assert "Capaian organisasi: belum ditetapkan" in open_.lines
    tried = call(*words, "--organisation", "BAIK")
    assert "perhatian  Baik: lebih 3 orang dari batas 7" in tried.lines
    assert data(tried)["counts"]["BAIK"] == 10
    assert data(open_)["lines"] == []
    call("scoring", "organisation", "BAIK", "--period", "2026-TW3", "--basis", "LKjIP")
    assert call(*words).lines == tried.lines
    assert data(call("scoring", "distribution", "--year", "2026"))["rated"] == 0


def test_same_row_as_the_window_writes(call: Call, agreed: Workspace) -> None:
    person = staff.id_of(agreed, MEGA)
    scoring.choose(agreed, person, TW3, results=Rating.BELOW)
    scoring.choose(agreed, person, TW3, behaviour=Rating.ABOVE)
    by_window = evaluations.one(agreed, person, TW3)
    history.undo(agreed.database)
    history.undo(agreed.database)
    call(
        "scoring", "rate", MEGA, "--period", "2026-TW3", "--results", "DI_BAWAH",
        "--behaviour", "DI_ATAS",
    )  # fmt: skip
    by_command = evaluations.one(agreed, person, TW3)
    assert by_window is not None
    assert by_command is not None
    assert {**_plain(by_window), "id": None} == {**_plain(by_command), "id": None}


def _plain(found: evaluations.Evaluation) -> dict[str, Any]:
    return json.loads(as_json(found))
