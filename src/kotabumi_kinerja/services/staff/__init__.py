"""The staff register: records and edits; beside them lists, imports and exports of many."""

from kotabumi_kinerja.services.staff.editing import add, edit
from kotabumi_kinerja.services.staff.register import (
    StaffRecord,
    by_nip,
    id_of,
    record,
    typed,
)

__all__ = ["StaffRecord", "add", "by_nip", "edit", "id_of", "record", "typed"]
