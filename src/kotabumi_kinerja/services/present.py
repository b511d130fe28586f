"""Who still works here: a person whose leaving has begun is out of the lists of today.

One condition for every list, count and proposal of today; the history of who left stays.
"""

from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_

from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now

LEFT_CHIP: Final = "left"
"""Key of the chip 'Sudah keluar'."""


def present(work: Workspace) -> ColumnElement[bool]:
    """SQL on `person_now`: has not left, or leaves on a day that is still ahead."""
    p = person_now.c
    return or_(func.coalesce(p.leaving, "") == "", p.since > work.today())


def without_rater(work: Workspace) -> ColumnElement[bool]:
    """SQL on `person_now`: nobody rates from today on; the last rater's time is over."""
    p = person_now.c
    return or_(p.rater_id.is_(None), p.rater_until < work.today())


def left(work: Workspace) -> ColumnElement[bool]:
    """SQL on `person_now`: has left (pindah, pensiun, berhenti, meninggal) by today."""
    p = person_now.c
    return and_(func.coalesce(p.leaving, "") != "", p.since <= work.today())
