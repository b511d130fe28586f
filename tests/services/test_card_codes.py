"""The code on a card: verified offline, by certificate, by the letters below it."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from card_steps import DAY, people, printed, scanned, words
from rated_people import rate

from kotabumi_kinerja import messages
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, new_id
from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.printing import verification as codes
from kotabumi_kinerja.services import staff, verification
from kotabumi_kinerja.services.card_printing import CONTEXT
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts, write_device
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    facts = OfficeFacts("X", "Dinas Contoh", "Jalan Contoh No. 1", "Kotabumi")
    change_facts(office, facts)


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


def test_centre_verifies_by_the_certificate_of_the_office(
    office: Workspace, tmp_path: Path
) -> None:
    printed(office, people(office)[:1], tmp_path / "k.pdf")
    code = scanned(tmp_path / "k.pdf")
    signed_by = office.database.device
    office.database.device = DeviceKey.new().public.sign
    assert "tidak dikenal" in dict(verification.verify(office, code).lines())["Kode"]
    office.database.centre = True
    with office.database.change("sertifikat") as connection:
        connection.execute(
            schema.certificate.insert().values(
                office=REF, id=new_id(), device=signed_by, label="PC Dinas Contoh", revoked=""
            )
        )
    found = verification.verify(office, code)
    assert (found.genuine, found.signer, found.revoked) == (True, "PC Dinas Contoh", False)
    with office.database.change("cabut") as connection:
        connection.execute(schema.certificate.update().values(revoked="hilang"))
    assert "sudah dicabut" in dict(verification.verify(office, code).lines())["Kode"]


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
