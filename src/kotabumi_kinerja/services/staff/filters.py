"""The filter chips of the staff list: each a condition on the ready line of a person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.services.due import DueKind, DueList
from kotabumi_kinerja.services.present import LEFT_CHIP, left, present, without_rater
from kotabumi_kinerja.services.staff import findings as staff_findings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import change_set, person_now, unit
from kotabumi_kinerja.store.search import matching

CONTRACT_WARNING_DAYS: Final = 90
LOOK_AHEAD: Final[Mapping[DueKind, int]] = {
    DueKind.RETIREMENT: 12,
    DueKind.RANK: 6,
    DueKind.SALARY: 6,
}
"""Months that the chips of what comes up look ahead."""
CHIPS: Final = (
    "", "PNS", "PPPK", "no_rater", "contract", *LOOK_AHEAD, "JF", "guru", "leads", "doubt",
    LEFT_CHIP,
)  # fmt: skip
"""Keys of the chips; '' is everybody who works here."""
_LEADERS: Final = (PositionKind.JPT, PositionKind.ADMINISTRATOR, PositionKind.PENGAWAS)

State = tuple[object, ...]


class StaffFilters:
    """The conditions; what Python must work out is kept until the data change."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._due = DueList(work)
        self._doubtful: tuple[State, list[Id]] | None = None
        self._judged: staff_findings.Judged = {}

    def state(self) -> State:
        """Changes with the data and the day, and with nothing else."""
        with self._work.database.read() as connection:
            last = connection.scalar(select(func.max(change_set.c.id)))
        return (last, self._work.today())

    def where(self, chip: str) -> ColumnElement[bool]:
        """SQL on `person_now` of this office; everybody who works here for an unknown key."""
        here = person_now.c.office == self._work.database.office
        if chip == LEFT_CHIP:
            return and_(here, left(self._work))
        return and_(here, present(self._work), self._only(chip))

    def counts(self, text: str = "") -> Mapping[str, int]:
        """How many of each chip, in one reading of the lines."""
        known: dict[str, int] = {}
        if not text.strip():  # what Python has worked out need not be looked for again
            known = {kind: len(self._due.ids(kind, n)) for kind, n in LOOK_AHEAD.items()}
            known["doubt"] = len(self.doubtful())
        asked = [chip for chip in CHIPS if chip not in known and chip != LEFT_CHIP]
        parts = [func.sum(case((self._only(chip), 1), else_=0)) for chip in asked]
        gone = select(func.count()).select_from(person_now).where(self.where(LEFT_CHIP))
        with self._work.database.read() as connection:
            known[LEFT_CHIP] = int(connection.scalar(gone.where(matching(text))) or 0)
            row = connection.execute(select(*parts).where(self.where(""), matching(text))).one()
        known |= {chip: int(count or 0) for chip, count in zip(asked, row, strict=True)}
        return {chip: known[chip] for chip in CHIPS}

    def _only(self, chip: str) -> ColumnElement[bool]:
        p = person_now.c
        for kind, months in LOOK_AHEAD.items():
            if chip == kind:
                return self._due.where(kind, months)
        if chip == "guru":
            return or_(false(), *self._teachers())
        if chip == "doubt":
            return listed(self.doubtful())
        last = self._work.today() + timedelta(days=CONTRACT_WARNING_DAYS)
        leaders = select(unit.c.leader_id).where(
            unit.c.office == self._work.database.office,
            unit.c.gone == "",
            unit.c.leader_id.is_not(None),
        )
        conditions: Mapping[str, ColumnElement[bool]] = {
            "PNS": p.status.in_(("PNS", "CPNS")),
            "PPPK": p.status.in_(("PPPK", "PPPK_PW")),
            "no_rater": without_rater(self._work),
            "contract": p.contract_until <= last,
            "JF": p.post_kind == PositionKind.JF,
            "leads": or_(p.post_kind.in_(_LEADERS), p.id.in_(leaders)),
        }
        return conditions.get(chip, true())

    def _teachers(self) -> list[ColumnElement[bool]]:
        """Posts with a word that the table of retirement ages counts among teachers."""
        groups = self._work.rules.table("bup_kelompok", self._work.today())
        words = [w for group in ("GURU", "KEPALA_SEKOLAH") for w in groups.texts(group)]
        post = " " + func.lower(person_now.c.post)
        return [func.instr(post, f" {word}") > 0 for word in words]

    def doubtful(self) -> list[Id]:
        """Whose record shows a warning about NIP or NIK."""
        state = self.state()
        if self._doubtful is None or self._doubtful[0] != state:
            self._doubtful = (state, staff_findings.doubtful(self._work, self._judged))
        return self._doubtful[1]


def listed(keys: Sequence[Id]) -> ColumnElement[bool]:
    """SQL on `person_now`: one of these, however many they are."""
    if not keys:
        return false()
    words = "[" + ",".join(f'"{key.hex().upper()}"' for key in keys) + "]"
    values = func.json_each(words).table_valued("value")
    return func.hex(person_now.c.id).in_(select(values.c.value))
