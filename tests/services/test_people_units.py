"""The tree of units: rename, move, lead, join."""

from datetime import date

import pytest

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import career, staff, units
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

IRWAN = "198501042007021005"


def placed(work: Workspace, *names: str) -> list[bytes]:
    """Units made by moving somebody into each in turn."""
    key = staff.id_of(work, IRWAN)
    for month, name in enumerate(names, 1):
        said = {"post": "Arsiparis Ahli Muda", "unit": name}
        career.record(work, key, CareerStep.POST, date(2026, month, 1), said)
    return [units.find(work, name).id for name in names]


def test_the_tree_follows_moves(office: Workspace) -> None:
    field, part, _ = placed(office, "Bidang Arsip", "Seksi Arsip Statis", "Seksi Lain")
    units.move(office, part, field)
    rows = units.tree(office)
    at = next(i for i, r in enumerate(rows) if r.id == field)
    assert (rows[at].depth, rows[at + 1].id, rows[at + 1].depth) == (0, part, 1)
    with pytest.raises(Refused, match="KK-126"):
        units.move(office, field, part)
    with pytest.raises(Refused, match="KK-126"):
        units.move(office, field, field)
    units.move(office, part, None)
    assert all(r.depth == 0 for r in units.tree(office))


def test_a_leader_and_a_name(office: Workspace) -> None:
    field, part = placed(office, "Bidang Arsip", "Seksi Arsip")
    units.set_leader(office, field, staff.id_of(office, IRWAN))
    assert units.find(office, "bidang arsip").leader_name == "Irwan Rahayu, S.E."
    units.rename(office, part, "Seksi Arsip Dinamis")
    assert staff.record(office, staff.id_of(office, IRWAN)).unit == "Seksi Arsip Dinamis"
    with pytest.raises(Refused, match="KK-128"):
        units.rename(office, part, "BIDANG ARSIP")
    with pytest.raises(Refused, match="KK-127"):
        units.find(office, "Tidak ada")


def test_two_spelled_alike_become_one(office: Workspace) -> None:
    keep, drop, under = placed(office, "Bidang Arsip", "Bid. Arsip", "Seksi")
    units.rename(office, drop, "Bidang-Arsip")
    units.move(office, under, drop)
    assert (keep, drop) in {(b.id, a.id) for a, b in units.alike(office)} | {
        (a.id, b.id) for a, b in units.alike(office)
    }
    lines = career.lines(office, staff.id_of(office, IRWAN))
    units.join(office, keep, drop)
    assert [r.name for r in units.tree(office) if "rsip" in r.name] == ["Bidang Arsip"]
    assert next(r for r in units.tree(office) if r.id == under).above == keep
    assert career.lines(office, staff.id_of(office, IRWAN))[1].unit == "Bidang Arsip"
    history.undo(office.database)
    assert career.lines(office, staff.id_of(office, IRWAN)) == lines


def test_joining_with_what_lies_above_makes_no_circle(office: Workspace) -> None:
    top, middle, low = placed(office, "Atas", "Tengah", "Bawah")
    units.move(office, middle, top)
    units.move(office, low, middle)
    units.join(office, low, top)
    rows = {r.id: r for r in units.tree(office)}
    assert rows[low].above is None
    assert rows[middle].above == low
    assert units.alike(office) == []
