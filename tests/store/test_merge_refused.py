"""Packages that lie, or are not for us: refused or skipped, and nothing changes."""

from dataclasses import replace

import pytest
from merge_pair import (
    ANI,
    FOREIGN,
    FROM_CENTRE,
    FROM_OFFICE,
    MINE,
    OFFICE,
    Pair,
    add,
    blank_fixture,
    everything,
    pair_fixture,
    part,
    run,
    swapped,
)

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id, new_id
from kotabumi_kinerja.domain.streams import TablePart
from kotabumi_kinerja.store import merging, opening, sending

__all__ = ["blank_fixture", "pair_fixture"]


def test_an_office_writes_nothing_of_the_centre(pair: Pair) -> None:
    add(pair.centre)
    pair.settle()
    run(pair.centre, "INSERT INTO office(office, id, name) VALUES (?, ?, 'Dinas')", REF, ANI)
    forger = replace(FROM_CENTRE, role="office", office=OFFICE)
    package = sending.compose(pair.centre, OFFICE, [])
    before = everything(pair.office)
    outcome = merging.take(pair.office, package, forger, "palsu")
    assert (outcome.new, outcome.changed) == (0, 0)
    assert everything(pair.office)[:6] == before[:6]


@pytest.mark.parametrize("office", [FOREIGN, REF])
def test_another_offices_partition_is_refused(pair: Pair, office: Id) -> None:
    package = replace(pair.up(), office=office)
    with pytest.raises(Refused, match="KK-360"):
        merging.take(pair.centre, package, FROM_OFFICE, "palsu")


def test_a_stream_of_another_office_is_refused(pair: Pair) -> None:
    add(pair.office)
    package = pair.up()
    streams = [replace(package.streams[-1], stream=f"{FOREIGN.hex()}/o")]
    with pytest.raises(Refused, match="KK-360"):
        merging.take(pair.centre, replace(package, streams=streams), FROM_OFFICE, "palsu")


@pytest.mark.parametrize("count", [9, 1 << 40])
def test_counters_beyond_belief_are_refused(pair: Pair, count: int) -> None:
    add(pair.office)
    package, before = pair.up(), everything(pair.centre)
    own = part(package, MINE)
    false = swapped(package, replace(own, vector=dict.fromkeys(own.vector, count)))
    false = replace(false, counter=1 if count == 9 else count)
    with pytest.raises(Refused, match="KK-341"):
        merging.take(pair.centre, false, FROM_OFFICE, "palsu")
    assert everything(pair.centre) == before


def unsound(table: TablePart) -> list[TablePart]:
    return [
        replace(table, table="journal"),
        replace(table, group="lain"),
        replace(table, group="centre"),
        replace(table, ids=[b"kurang"]),
        replace(table, authors=[7]),
        replace(table, counters=[99]),
        replace(table, counters=[]),
        replace(table, columns={**table.columns, "name": [7]}),
        replace(table, columns={**table.columns, "lain": ["x"]}),
    ]


@pytest.mark.parametrize("which", range(9))
def test_unsound_parts_are_refused(pair: Pair, which: int) -> None:
    add(pair.office)
    package, before = pair.up(), everything(pair.centre)
    own = part(package, MINE)
    table = next(t for t in own.tables if t.group == "identity")
    false = swapped(package, replace(own, tables=[unsound(table)[which]]))
    with pytest.raises(Refused, match="KK-361"):
        merging.take(pair.centre, false, FROM_OFFICE, "palsu")
    assert everything(pair.centre) == before


@pytest.mark.parametrize("missing", ["person", "identity"])
def test_a_row_without_its_parent_or_first_group_is_refused(pair: Pair, missing: str) -> None:
    add(pair.office)
    run(
        pair.office,
        "INSERT INTO employment(office, id, person_id) VALUES (?, ?, ?)",
        OFFICE,
        new_id(),
        ANI,
    )
    package, before = pair.up(), everything(pair.centre)
    own = part(package, MINE)
    left = [t for t in own.tables if missing not in (t.table, t.group)]
    with pytest.raises(Refused, match="KK-343"):
        merging.take(pair.centre, swapped(package, replace(own, tables=left)), FROM_OFFICE, "p")
    assert everything(pair.centre) == before


def test_another_parent_is_refused(pair: Pair) -> None:
    other = bytes([0x32]) * 16
    add(pair.office)
    add(pair.office, "Budi", other)
    run(
        pair.office,
        "INSERT INTO employment(office, id, person_id) VALUES (?, ?, ?)",
        OFFICE,
        ANI,
        ANI,
    )
    pair.settle()
    run(pair.office, "UPDATE employment SET standing = 'aktif'")
    package = pair.up()
    own = part(package, MINE)
    (table,) = own.tables
    false = replace(table, columns={**table.columns, "person_id": [other]})
    with pytest.raises(Refused, match="KK-591"):
        merging.take(pair.centre, swapped(package, replace(own, tables=[false])), FROM_OFFICE, "p")


def test_a_revoked_device_is_refused(pair: Pair) -> None:
    run(
        pair.centre,
        "INSERT INTO certificate(office, id, device, label, revoked) VALUES (?, ?, ?, 'PC 1', 'x')",
        REF,
        new_id(),
        FROM_OFFICE.device,
    )
    with pytest.raises(Refused, match="KK-322"):
        pair.to_centre()


def test_a_newer_program_is_refused(pair: Pair) -> None:
    package = replace(pair.up(), schema=opening.SCHEMA + 1)
    with pytest.raises(Refused, match="KK-318"):
        merging.take(pair.centre, package, FROM_OFFICE, "baru")
