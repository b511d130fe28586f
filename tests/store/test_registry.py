"""Every table is listed, and every group says who may write it."""

from kotabumi_kinerja.domain.ids import REF
from kotabumi_kinerja.store.journal import statements
from kotabumi_kinerja.store.registry import LOCAL, SYNCED, stream_of, unlisted


def test_every_mapped_table_is_in_one_list() -> None:
    assert list(unlisted()) == []
    assert not LOCAL & SYNCED.keys()


def test_every_group_has_its_trigger() -> None:
    made = {s.split()[2] for s in statements()}
    for table in SYNCED.values():
        assert {f"{table.name}_{g.name}_update" for g in table.groups} <= made
        assert {f"{table.name}_no_delete", f"{table.name}_insert"} <= made


def test_streams_are_named_by_owner() -> None:
    assert stream_of(REF, "centre") == "ref"
    assert stream_of(b"\1" * 16, "office") == f"{'01' * 16}/o"
