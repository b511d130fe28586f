"""The Kartu Nilai from the database: it says what is known, and what is not."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from card_steps import people, printed, scanned, words
from rated_people import rate
from sqlalchemy import update

from kotabumi_kinerja.printing import verification as codes
from kotabumi_kinerja.services import cards, staff, training
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts
from kotabumi_kinerja.services.training import Event, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    facts = OfficeFacts("X", "Dinas Contoh", "Jalan Contoh No. 1", "Kotabumi")
    change_facts(office, facts)


def test_card_says_what_the_database_says(office: Workspace, tmp_path: Path) -> None:
    who = people(office, "PNS", "Ahli Pertama")[0]
    rate(office, [who], 2025, results=0)
    rate(office, [who], results=3)
    event = Event("Bimtek OSS", "B10", date(2026, 3, 2), date(2026, 3, 4), 3, Decimal(24))
    training.add(office, event, [Participant(who)])
    printed(office, [who], tmp_path / "k.pdf")
    said = words(tmp_path / "k.pdf")
    record = staff.record(office, who)
    for text in (
        "DINAS CONTOH",
        "Jalan Contoh No. 1",
        record.full_name,
        record.post,
        record.rank,
        record.rater,
        "BAIK",
        "Sesuai ekspektasi",
        "Di atas ekspektasi",
        "Terselesaikannya permohonan izin bagian 3",
        "300 berkas",
        "30 Des 2026",
        "1 dari 3 indikator mencapai target.",
        "Kuadran kinerja: Baik.",
        "PermenPANRB 6/2022",
        "24 JP dari paling sedikit 20 JP.",
        "24 JP Bimtek OSS.",
        "12/12 x 100 % (Baik) x 12,5 (Ahli Pertama) = 12,500.",
        "Kualifikasi 15 + kompetensi",
        "menunggu konfirmasi BKPSDM",
        "Kotabumi, 31 Desember 2026",
        "versi 1",
    ):
        assert text in said, text
    assert "DRAF" not in said
    assert "2025" in said


def test_unrated_card_says_so_and_is_watermarked(office: Workspace, tmp_path: Path) -> None:
    who = people(office, "PPPK")[0]
    run = printed(office, [who], tmp_path / "k.pdf", dated=None)
    said = words(tmp_path / "k.pdf")
    assert run.drafts == 1
    assert "BELUM DINILAI" in said
    assert said.count("belum dinilai") >= 6
    assert "DRAF" in said
    assert "SKP belum disusun." in said
    assert "PPPK tidak mempunyai konversi" in said or "hanya untuk PNS" in said
    assert "Belum ada pelatihan tercatat" in said
    assert re.search(r"Kotabumi, \.{10,}", said)
    facts, _, _ = codes.read_code(scanned(tmp_path / "k.pdf"))
    assert (facts.predikat, facts.hours, facts.credit, facts.professionalism) == (
        0,
        None,
        None,
        None,
    )


def test_plan_that_is_not_agreed_makes_a_draft(office: Workspace) -> None:
    one, two, *_ = people(office)
    rate(office, [one], state="submitted")
    rate(office, [two], annual=False)
    assert cards.card(office, one, 2026).draft
    card = cards.card(office, two, 2026)
    assert card.draft
    assert card.verdict.predikat is None
    assert card.periods[0].predikat == "Baik"


def test_ratings_of_a_superseded_plan_still_count(office: Workspace) -> None:
    who = people(office)[0]
    rate(office, [who], state="superseded")
    card = cards.card(office, who, 2026)
    assert (card.plan, card.verdict.predikat) == ((), "Baik")
    assert card.draft


def test_draft_evaluation_is_not_rated(office: Workspace) -> None:
    who = people(office)[0]
    rate(office, [who])
    e = schema.evaluation
    with office.database.change("uji") as connection:
        connection.execute(update(e).where(e.c.period == "2026").values(state="draft"))
    assert cards.card(office, who, 2026).verdict.predikat is None


def test_credit_is_for_civil_servants_in_functional_posts(office: Workspace) -> None:
    rate(office, people(office))
    values = {
        status: {cards.card(office, key, 2026).measures[1].value for key in people(office, status)}
        for status in ("PNS", "PPPK")
    }
    assert values["PPPK"] == {"tidak berlaku"}
    assert "12,500" in values["PNS"]


def test_two_plans_of_a_year_are_one_card(office: Workspace) -> None:
    who = people(office, "PNS", "Ahli Pertama")[0]
    p = schema.plan
    halves = ((date(2026, 1, 1), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 12, 31)))
    for number, (since, until) in enumerate(halves):
        rate(office, [who], results=1, annual=bool(number))
        with office.database.change("uji") as connection:
            connection.execute(
                update(p).where(p.c.until == date(2026, 12, 31)).values(since=since, until=until)
            )
    card = cards.card(office, who, 2026)
    assert len(card.plan) == 2
    assert card.measures[1].value == "12,500"
    assert [line[:4] for line in card.measures[1].lines] == ["5/12", "7/12"]
    assert not card.draft
