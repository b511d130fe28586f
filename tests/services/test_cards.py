"""The Kartu Nilai from the database: what it says, how it is printed, recorded and verified."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from rated_people import rate
from sqlalchemy import select, update

from kotabumi_kinerja import messages
from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.printing import verification as codes
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.services import card_printing, cards, staff, training, verification
from kotabumi_kinerja.services.card_printing import CONTEXT, PrintRun, print_run
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts, write_device
from kotabumi_kinerja.services.staff_list import find
from kotabumi_kinerja.services.training import Event, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history, schema

DAY = date(2026, 12, 31)
SCALE = 200 / 72


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    facts = OfficeFacts("X", "Dinas Contoh", "Jalan Contoh No. 1", "Kotabumi")
    change_facts(office, facts)


def people(work: Workspace, status: str = "", word: str = "") -> list[Id]:
    return [r.id for r in find(work) if (not status or r.status == status) and word in r.post]


def printed(work: Workspace, who: Sequence[Id], target: Path, dated: date | None = DAY) -> PrintRun:
    return print_run(work, who, 2026, target, single=False, dated=dated, progress=Silent())


def words(pdf: Path, page: int = 0) -> str:
    text = PdfReader(BytesIO(pdf.read_bytes())).pages[page].extract_text()
    return " ".join(text.replace("\u00a0", " ").split())


def scanned(pdf: Path, page: int = 0) -> str:
    width, height, pixels = render(pdf, page, SCALE)
    found = zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), pixels))
    assert len(found) == 1
    return found[0].text


def records(work: Workspace) -> list[tuple[int, str]]:
    p = schema.printed.c
    with work.database.read() as connection:
        return [(r.version, r.code) for r in connection.execute(select(p.version, p.code))]


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


def test_code_verifies_offline_with_the_public_key(office: Workspace, tmp_path: Path) -> None:
    who = people(office, "PNS", "Ahli Pertama")[0]
    rate(office, [who])
    printed(office, [who], tmp_path / "k.pdf")
    code = scanned(tmp_path / "k.pdf")
    facts, signature, message = codes.read_code(code)
    payload = message.removeprefix(CONTEXT + b"\0")
    assert keys.verify(office.database.device, CONTEXT, payload, signature)
    assert not keys.verify(DeviceKey.new().public.sign, CONTEXT, payload, signature)
    assert (facts.year, facts.predikat, facts.result, facts.behaviour) == (2026, 2, 2, 1)
    assert (facts.quarters, facts.credit, facts.day) == ((2, 2, 2, 2), Decimal("12.5"), DAY)
    found = verification.verify(office, code)
    assert found.genuine
    assert found.same_name
    assert dict(found.lines())["Kode"] == "sah, ditandatangani kunci kantor ini"
    assert dict(found.lines())["Predikat"] == "Baik"


def test_short_letters_below_lead_to_the_same_code(office: Workspace, tmp_path: Path) -> None:
    who = people(office)[0]
    printed(office, [who], tmp_path / "k.pdf")
    short = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", words(tmp_path / "k.pdf"))
    assert short
    found = verification.verify(office, short[0].lower())
    assert found == verification.verify(office, scanned(tmp_path / "k.pdf"))
    unknown = codes.short_code(b"never printed")
    with pytest.raises(Refused) as refused:
        verification.verify(office, unknown)
    assert refused.value.code == "KK-608"
    assert unknown in messages.sentence("KK-608", refused.value.fields)


def test_code_of_an_unknown_key_or_changed_facts_is_told(office: Workspace) -> None:
    who = people(office)[0]
    facts = codes.Facts(
        form=codes.SCORE_CARD,
        key_id=codes.key_id(office.database.device),
        nip=staff.record(office, who).nip,
        year=2026,
        period=0,
        result=1,
        behaviour=1,
        predikat=1,
        organisation=1,
        quarters=(1, 1, 1, 1),
        credit=None,
        hours=None,
        professionalism=None,
        day=DAY,
        version=1,
        name_hash=codes.name_hash("Orang Lain"),
        content_hash=bytes(8),
    )
    forger = DeviceKey.new()
    forged = codes.signed_code(
        facts, lambda m: forger.sign(CONTEXT, m.removeprefix(CONTEXT + b"\0"))
    )
    found = verification.verify(office, forged)
    assert not found.genuine
    assert "TIDAK SAH" in dict(found.lines())["Kode"]
    assert "bukan" in dict(found.lines())["Nama"]
    strange = replace(facts, key_id=codes.key_id(forger.public.sign))
    code = codes.signed_code(
        strange, lambda m: forger.sign(CONTEXT, m.removeprefix(CONTEXT + b"\0"))
    )
    assert "tidak dikenal" in dict(verification.verify(office, code).lines())["Kode"]


def test_whole_office_is_one_file_of_f4_sheets(office: Workspace, tmp_path: Path) -> None:
    rate(office, people(office))
    run = printed(office, people(office), tmp_path / "k.pdf")
    reader = PdfReader(BytesIO((tmp_path / "k.pdf").read_bytes()))
    assert (run.cards, run.pages, run.fresh, len(reader.pages)) == (33, 33, 33, 33)
    box = reader.pages[32].mediabox
    assert float(box.width) == pytest.approx(609.449, abs=0.001)
    assert float(box.height) == pytest.approx(935.433, abs=0.001)
    assert history.steps(office.database, 1)[0].label == "cetak kartu 33 pegawai"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == ["k.pdf"]


def test_one_by_one_gives_a_file_each(office: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "kartu"
    run = print_run(
        office, people(office), 2026, target, single=True, dated=None, progress=Silent()
    )
    record = staff.record(office, people(office)[0])
    assert len(run.files) == len({f.name.casefold() for f in run.files}) == 33
    assert sorted(target.iterdir()) == sorted(run.files)
    assert run.files[0].name == f"{record.nip}-{record.full_name.rstrip('.')}.pdf"
    assert record.full_name in words(run.files[0])


def test_volumes_of_many_cards_are_numbered(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_printing, "VOLUME", 15)
    run = printed(office, people(office), tmp_path / "k.pdf")
    assert [f.name for f in run.files] == ["k-01.pdf", "k-02.pdf", "k-03.pdf"]
    assert [len(PdfReader(BytesIO(f.read_bytes())).pages) for f in run.files] == [15, 15, 3]


def test_reprint_keeps_code_and_bytes_and_a_change_counts_up(
    office: Workspace, tmp_path: Path
) -> None:
    who = people(office)[:2]
    rate(office, who)
    printed(office, who, tmp_path / "a.pdf")
    steps = len(history.steps(office.database))
    again = printed(office, who, tmp_path / "b.pdf")
    assert again.fresh == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert len(history.steps(office.database)) == steps
    staff.edit(office, who[0], "post", "Arsiparis Terampil")
    third = printed(office, who, tmp_path / "c.pdf")
    assert third.fresh == 1
    assert "versi 2" in words(tmp_path / "c.pdf")
    assert sorted(version for version, _ in records(office)) == [1, 1, 2]
    old = verification.verify(office, scanned(tmp_path / "a.pdf"))
    assert old.genuine
    assert old.superseded


def test_preview_is_what_is_printed_and_leaves_no_record(office: Workspace, tmp_path: Path) -> None:
    who = people(office)[0]
    seen = card_printing.preview(office, who, 2026, DAY)
    assert records(office) == []
    printed(office, [who], tmp_path / "k.pdf")
    assert seen == (tmp_path / "k.pdf").read_bytes()


class Impatient(Silent):
    """Stops at the fifth card."""

    def __init__(self) -> None:
        self.done = 0

    def step(self, done: int = 1) -> None:
        self.done += done
        if self.done == 5:
            raise Cancelled


def test_stopped_run_leaves_neither_file_nor_record(office: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "k.pdf"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        print_run(
            office, people(office), 2026, target, single=False, dated=None, progress=Impatient()
        )
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["k.pdf"]
    assert target.read_bytes() == b"older"
    assert not list(tmp_path.glob(".cetak-*"))
    assert records(office) == []


def test_letter_that_cannot_be_printed_is_refused_before_anything(
    office: Workspace, tmp_path: Path
) -> None:
    who = people(office)[:3]
    staff.edit(office, who[1], "name", "Siti \u5c71\u7530")
    with pytest.raises(Refused) as refused:
        printed(office, who, tmp_path / "k.pdf")
    assert refused.value.code == "KK-601"
    assert not (tmp_path / "k.pdf").exists()
    assert records(office) == []


def test_hostile_names_stay_inside_their_folder(office: Workspace, tmp_path: Path) -> None:
    who = people(office)[:4]
    names = ("../../etc/passwd", 'CON: "a|b?*<c>"', "A" * 300, "O'Neil \u00c9mile (Alm.) ...")
    for key, name in zip(who, names, strict=True):
        staff.edit(office, key, "name", name)
    run = print_run(
        office, who, 2026, tmp_path / "kartu", single=True, dated=None, progress=Silent()
    )
    assert {f.parent for f in run.files} == {tmp_path / "kartu"}
    assert sorted((tmp_path / "kartu").iterdir()) == sorted(run.files)
    for file in run.files:
        assert not set(file.name) & set('<>:"/\\|?*')
        assert len(file.name) <= 110
        assert not file.stem.endswith((".", " "))
        assert len(PdfReader(BytesIO(file.read_bytes())).pages) == 1


@pytest.mark.parametrize("dated", [date(2019, 1, 1), date(2020, 1, 1), date(2200, 1, 1)])
def test_day_that_no_code_can_hold_is_refused(
    office: Workspace, tmp_path: Path, dated: date
) -> None:
    with pytest.raises(Refused) as refused:
        printed(office, people(office)[:1], tmp_path / "k.pdf", dated)
    assert refused.value.code == "KK-609"


def test_nobody_and_strangers_are_refused(office: Workspace, tmp_path: Path) -> None:
    for who, code in (([], "KK-610"), ([bytes(16)], "KK-146")):
        with pytest.raises(Refused) as refused:
            printed(office, who, tmp_path / "k.pdf")
        assert refused.value.code == code
    assert list(tmp_path.glob("*.pdf")) == []


def test_printing_again_with_another_key_keeps_the_old_code(
    office: Workspace, tmp_path: Path
) -> None:
    who = people(office)[:1]
    printed(office, who, tmp_path / "a.pdf")
    with office.database.local() as connection:
        connection.execute(schema.secret.delete().where(schema.secret.c.key == "device"))
    write_device(office, DeviceKey.new())
    assert printed(office, who, tmp_path / "b.pdf").fresh == 0
    assert verification.verify(office, scanned(tmp_path / "b.pdf")).genuine
