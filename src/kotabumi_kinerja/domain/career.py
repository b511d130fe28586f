"""A career as dated snapshots: what can change, what later lines merely repeat, how one leaves."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final


class Leaving(StrEnum):
    """How somebody leaves the office."""

    MOVED = "PINDAH"
    RETIRED = "PENSIUN"
    STOPPED = "BERHENTI"
    DIED = "MENINGGAL"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "PINDAH": "Pindah",
            "PENSIUN": "Pensiun",
            "BERHENTI": "Berhenti",
            "MENINGGAL": "Meninggal dunia",
        }[self.value]


class CareerStep(StrEnum):
    """What is recorded on a day."""

    RANK = "pangkat"
    POST = "jabatan"
    STATUS = "status"
    CONTRACT = "kontrak"
    LEAVING = "keluar"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "pangkat": "Naik pangkat",
            "jabatan": "Pindah jabatan",
            "status": "Ganti status",
            "kontrak": "Kontrak baru",
            "keluar": "Keluar",
        }[self.value]


FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("status",),
    "standing": ("standing",),
    "service": ("service_since",),
    "rank": ("golongan", "golongan_since"),
    "post": ("post", "post_kind", "jenjang", "post_since"),
    "unit": ("unit_id", "unit_name"),
    "eselon": ("eselon",),
    "contract": ("contract_since", "contract_until", "contract_number"),
}
"""Columns of a snapshot that make one fact together. Leaving and its decree are of their line."""

COPIED: Final = tuple(column for columns in FACTS.values() for column in columns)
"""What a new snapshot takes over from the one before it."""


def carried(
    old: Mapping[str, object], new: Mapping[str, object], later: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """What has to be written on the lines after a changed one, in their order.

    A later line that merely repeats the old fact takes the new one; the first that says
    something else ends it, for that fact.
    """
    writes: list[dict[str, object]] = [{} for _ in later]
    for columns in FACTS.values():
        before = [old.get(c) or None for c in columns]
        after = [new.get(c) or None for c in columns]
        if before == after:
            continue
        for line, write in zip(later, writes, strict=True):
            if [line.get(c) or None for c in columns] != before:
                break
            write.update({c: new.get(c) for c in columns})
    return writes
