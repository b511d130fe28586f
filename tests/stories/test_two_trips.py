"""From an office with staff to a certified partner, and a year's small change after it."""

import shutil
from pathlib import Path

import pytest
from two_sides import (
    FACTS,
    PASSPHRASE,
    Sides,
    content,
    enrolled,
    first_nip,
    nips,
    opened,
    phone,
    rename,
)

from kotabumi_kinerja.services import arrivals, conflicts, enrolment, exchange, offices, receipts
from kotabumi_kinerja.store import history


@pytest.fixture
def sides(tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path) -> Sides:
    return enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")


def test_two_trips(sides: Sides, tmp_path: Path) -> None:  # noqa: PLR0915  # one story
    centre, office, stick = sides.centre, sides.office, sides.stick
    people = nips(office)

    # First trip: the file and the code to the office, its first package to the centre.
    joined = enrolment.join(office, sides.file, sides.code)
    assert nips(office) == people
    assert offices.facts_of(office.database) == FACTS
    first = exchange.export(office, stick)
    assert (first.number, first.letters) == (1, joined.letters)
    looked = arrivals.look(centre, stick)
    assert looked.newcomers[0].letters == joined.letters
    assert nips(centre) == []
    (taken,) = arrivals.take(centre, looked, PASSPHRASE)
    assert (taken.outcome.new, taken.outcome.conflicts) == (105, 0)
    assert nips(centre) == people

    # Second trip: receipt and certificate back.
    back = exchange.export(centre, stick, "DPMPTSP")
    assert back.counts == {"certificate": 1}
    arrivals.take(office, arrivals.look(office, stick))
    state = receipts.status(office)
    assert (state.certified, state.partners[0].confirmed) == (True, 1)
    before = content(centre)
    arrivals.take(centre, arrivals.look(centre, first.path))
    assert content(centre) == before

    # Small change, and the same field changed apart.
    nip = first_nip(office)
    rename(office, nip, "0811")
    rename(centre, nip, "0822")
    second = exchange.export(office, stick)
    assert second.size < first.size / 3
    (taken,) = arrivals.take(centre, arrivals.look(centre, stick))
    assert taken.outcome.conflicts == 1
    dispute = conflicts.listed(centre)[0]
    conflicts.choose(centre, dispute, "left" if dispute.left.value == "0822" else "right")
    sides.back()
    assert phone(office, nip) == phone(centre, nip) == "0822"
    assert conflicts.listed(office) == []

    # All confirmed: nothing is sent; the history of both is whole; both survive a restart.
    sides.trip()
    sides.back()
    assert receipts.waiting(office, office.database.office) == ({}, 0)
    assert receipts.waiting(centre, office.database.office) == ({}, 0)
    labels = [step.label for step in history.steps(office.database)]
    assert sum(label.startswith("Terima paket BKPSDM") for label in labels) == 2
    sides.close()
    shutil.copytree(centre.folder, tmp_path / "pindah")
    again = opened(tmp_path / "pindah", "Admin BKPSDM")
    assert nips(again) == people
    again.database.close()
