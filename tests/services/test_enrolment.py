"""Enrolment in two trips: code, rekeying, proof, certificate, revocation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from two_sides import (
    FACTS,
    PASSPHRASE,
    Sides,
    content,
    empty,
    enrolled,
    first_nip,
    found_centre,
    linked,
    nips,
    phone,
    refused,
    rename,
)

from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.exchange.keys import CentreKeys
from kotabumi_kinerja.services import arrivals, devices, enrolment, exchange, offices, receipts
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.store import history


@pytest.fixture
def sides(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


@pytest.fixture
def pair(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


def test_joining_keeps_the_office_and_learns_the_centre(sides: Sides) -> None:
    people = nips(sides.office)
    steps = [step.label for step in history.steps(sides.office.database)]
    assert not devices.is_joined(sides.office)
    done = enrolment.join(sides.office, sides.file, sides.code.lower().replace("-", " "))
    assert sides.office.database.office == done.office.id == devices.offices_of(sides.centre)[0].id
    assert nips(sides.office) == people
    assert offices.facts_of(sides.office.database) == FACTS
    assert devices.centre(sides.office).code == "BKPSDM"
    assert set(steps) <= {step.label for step in history.steps(sides.office.database)}
    assert devices.mine(sides.office) is None
    assert receipts.status(sides.office).letters == done.letters


def test_undo_reaches_back_across_the_rekeying(sides: Sides) -> None:
    enrolment.join(sides.office, sides.file, sides.code)
    assert len(nips(sides.office)) == 33
    assert history.undo(sides.office.database).label.startswith("tetapkan penilai")
    history.undo(sides.office.database)
    assert nips(sides.office) == []
    history.redo(sides.office.database)
    assert len(nips(sides.office)) == 33


def test_the_code_is_shown_once_and_spent_once(sides: Sides) -> None:
    enrolment.join(sides.office, sides.file, sides.code)
    assert receipts.status(sides.centre).partners[0].code_open
    sides.trip()
    now = receipts.status(sides.centre).partners[0]
    assert not now.code_open
    assert now.devices == 1
    with sides.centre.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT code_key, used FROM enrolment").one()
    assert tuple(kept) == (b"", 1)


def test_wrong_code_and_wrong_file(sides: Sides, tmp_path: Path) -> None:
    before = content(sides.office)
    other = "2222-2222-2222-2222"
    for code, expected in [
        ("ABC", "KK-331"),
        (sides.code[:-1] + "U", "KK-334"),
        (other, "KK-33[04]"),
    ]:
        with refused(expected):
            enrolment.join(sides.office, sides.file, code)
    torn = tmp_path / "torn.kkd"
    torn.write_bytes(sides.file.read_bytes()[:-1])
    for path in (torn, tmp_path / "missing.kkd"):
        with refused("KK-332"):
            enrolment.join(sides.office, path, sides.code)
    assert content(sides.office) == before
    with refused("KK-351"):
        exchange.export(sides.office, sides.stick)


def test_a_first_package_by_an_old_code_is_refused(sides: Sides, tmp_path: Path) -> None:
    enrolment.join(sides.office, sides.file, sides.code)
    enrolment.enrol(sides.centre, OfficeFacts("dpmptsp", ""), PASSPHRASE, tmp_path)
    sent = exchange.export(sides.office, sides.stick)
    before = content(sides.centre)
    with refused("KK-333"):
        arrivals.look(sides.centre, sent.path)
    looked = arrivals.look(sides.centre, sides.stick)
    assert [refusal.code for _, refusal in looked.refused] == ["KK-333"]
    assert content(sides.centre) == before


def test_no_certificate_without_the_passphrase(sides: Sides) -> None:
    enrolment.join(sides.office, sides.file, sides.code)
    sent = exchange.export(sides.office, sides.stick)
    assert sent.letters == keys.fingerprint(sides.office.database.device)
    looked = arrivals.look(sides.centre, sides.stick)
    assert looked.newcomers[0].letters == sent.letters
    before = content(sides.centre)
    with refused("KK-353"):
        arrivals.take(sides.centre, looked)
    with refused("KK-454"):
        arrivals.take(sides.centre, looked, "another passphrase")
    assert content(sides.centre) == before


def test_a_second_first_package_needs_no_second_certificate(sides: Sides) -> None:
    enrolment.join(sides.office, sides.file, sides.code)
    sides.trip()
    again = exchange.export(sides.office, sides.stick)
    assert again.letters
    looked = arrivals.look(sides.centre, again.path)
    assert looked.newcomers == ()
    assert arrivals.take(sides.centre, looked)[0].outcome.new == 0


def test_only_the_centre_enrols_and_an_existing_file_stays(sides: Sides, tmp_path: Path) -> None:
    with refused("KK-350"):
        enrolment.enrol(sides.office, FACTS, PASSPHRASE, tmp_path)
    with refused("KK-356"):
        enrolment.enrol(sides.centre, FACTS, PASSPHRASE, sides.file)
    with refused("KK-352"):
        enrolment.enrol(sides.centre, OfficeFacts("BARU", ""), PASSPHRASE, tmp_path)
    with refused("KK-454"):
        enrolment.enrol(sides.centre, FACTS, "another passphrase", tmp_path)


def test_an_office_joins_one_centre_only(pair: Sides, tmp_path: Path) -> None:
    other = found_centre(tmp_path / "lain")
    made = enrolment.enrol(other, FACTS, PASSPHRASE, tmp_path)
    before = content(pair.office)
    with refused("KK-354"):
        enrolment.join(pair.office, made.path, made.code)
    with refused("KK-364"):
        enrolment.join(pair.centre, made.path, made.code)
    assert content(pair.office) == before
    other.database.close()


def test_a_revoked_device_is_refused_for_good(pair: Sides) -> None:
    letters = keys.fingerprint(pair.office.database.device)
    with refused("KK-350"):
        enrolment.revoke(pair.office, letters)
    with refused("KK-357"):
        enrolment.revoke(pair.centre, "AAAA-AAAA")
    with refused("KK-357"):
        enrolment.revoke(pair.centre, keys.fingerprint(pair.centre.database.device))
    assert enrolment.revoke(pair.centre, letters.lower()).startswith("DPMPTSP")
    sent = exchange.export(pair.office, pair.stick)
    with refused("KK-322"):
        arrivals.look(pair.centre, sent.path)
    assert devices.concerned(pair.centre, pair.office.database.office) == [
        devices.mine(pair.centre)
    ]


def test_a_restored_centre_takes_a_certificate_it_forgot(pair: Sides) -> None:
    with pair.centre.database.change("kembali ke cadangan") as connection:
        connection.exec_driver_sql("UPDATE certificate SET device = NULL WHERE role = 'office'")
    assert [d.role for d in devices.listed(pair.centre)] == ["centre"]
    sent = exchange.export(pair.office, pair.stick)
    arrivals.take(pair.centre, arrivals.look(pair.centre, sent.path))
    assert {d.role for d in devices.listed(pair.centre)} == {"centre", "office"}


def test_a_certificate_of_another_root_is_refused(pair: Sides) -> None:
    strange = CentreKeys.new().root_public
    with pair.centre.database.local() as connection:
        connection.exec_driver_sql(
            "UPDATE secret SET value = ? WHERE key = 'root_public'", (strange,)
        )
    sent = exchange.export(pair.office, pair.stick)
    with refused("KK-321"):
        arrivals.look(pair.centre, sent.path)


def test_a_second_pc_of_the_office_and_what_both_tell_each_other(
    pair: Sides, tmp_path: Path
) -> None:
    made = enrolment.enrol(pair.centre, OfficeFacts("DPMPTSP", ""), PASSPHRASE, tmp_path)
    fresh = empty(tmp_path / "kedua")
    enrolment.join(fresh, made.path, made.code)
    assert nips(fresh) == nips(pair.office)
    second = Sides(pair.centre, fresh, pair.stick, made.path, made.code)
    second.trip()
    second.back()
    pair.back()
    nip = first_nip(pair.office)
    rename(pair.office, nip, "0811")
    sent = exchange.export(pair.office, pair.stick)
    (taken,) = arrivals.take(fresh, arrivals.look(fresh, sent.path))
    assert taken.outcome.changed == 1
    assert phone(fresh, nip) == "0811"
    assert receipts.status(pair.centre).partners[0].devices == 2
    fresh.database.close()


def test_joining_that_stopped_halfway_is_done_again(
    sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = nips(sides.office)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kotabumi_kinerja.services.enrolment.merging.take", stopped)
        with pytest.raises(KeyboardInterrupt):
            enrolment.join(sides.office, sides.file, sides.code)
    assert not devices.is_joined(sides.office)
    assert nips(sides.office) == people
    enrolment.join(sides.office, sides.file, sides.code)
    assert sides.trip().outcome.new == 105
