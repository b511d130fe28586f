"""The register of raters: who rates whom on a day, proposals, single lines, checks, officials."""

from kotabumi_kinerja.domain.raters import KINDS
from kotabumi_kinerja.services.raters.asking import (
    RaterSpan,
    official_on,
    rater_of_rater,
    rater_on,
    segments,
)
from kotabumi_kinerja.services.raters.checking import (
    can_mend,
    check,
    check_year,
    mend,
    troubles_of,
    troubles_of_person,
)
from kotabumi_kinerja.services.raters.editing import Entry, assign, change, end, remove
from kotabumi_kinerja.services.raters.officials import (
    OutsideLine,
    Outsider,
    add_outsider,
    delete_outsider,
    edit_outsider,
    join_outsiders,
    outsiders,
)
from kotabumi_kinerja.services.raters.proposing import (
    Choice,
    Wish,
    assign_all,
    holders,
    proposals,
    take,
    wishes,
    wishes_of,
)
from kotabumi_kinerja.services.raters.register import Official, RaterLine, Register, lines, read
from kotabumi_kinerja.services.raters.tree import Branch, RaterTree
from kotabumi_kinerja.services.raters.viewing import (
    RegisterRow,
    RegisterView,
    TroubleRow,
    view,
)

__all__ = [
    "KINDS",
    "Branch",
    "Choice",
    "Entry",
    "Official",
    "OutsideLine",
    "Outsider",
    "RaterLine",
    "RaterSpan",
    "RaterTree",
    "Register",
    "RegisterRow",
    "RegisterView",
    "TroubleRow",
    "Wish",
    "add_outsider",
    "assign",
    "assign_all",
    "can_mend",
    "change",
    "check",
    "check_year",
    "delete_outsider",
    "edit_outsider",
    "end",
    "holders",
    "join_outsiders",
    "lines",
    "mend",
    "official_on",
    "outsiders",
    "proposals",
    "rater_of_rater",
    "rater_on",
    "read",
    "remove",
    "segments",
    "take",
    "troubles_of",
    "troubles_of_person",
    "view",
    "wishes",
    "wishes_of",
]
