"""Open conflicts in words: both values, whose, when; closed by choosing or typing a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import exchange as words
from kotabumi_kinerja.services import devices
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import conflicts, gone, vectors
from kotabumi_kinerja.store.conflicts import Choice, OpenConflict, Version

_ISO_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values: whose, what, who wrote it when."""

    title: str
    value: str
    who: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict for people. `field`: what it is about. `person`, `nip`: of whom, if of anybody.

    `column`: the one column in which both differ, when a value of one's own can be typed for it.
    """

    conflict: OpenConflict
    about: str
    person: Id | None
    nip: str
    field: str
    left: Side
    right: Side
    column: str

    @property
    def mine(self) -> bool:
        """Whether it may be closed here."""
        return self.conflict.mine


def listed(work: Workspace) -> list[Dispute]:
    """All open conflicts, oldest first."""
    return [_dispute(work, one) for one in conflicts.list_open(work.database)]


def choose(work: Workspace, dispute: Dispute, side: Choice, reason: str = "") -> None:
    """Close it with the left or the right value. Refused: KK-362, KK-363."""
    conflicts.close(work.database, dispute.conflict, side, reason)


def write(work: Workspace, dispute: Dispute, text: str, reason: str = "") -> None:
    """Close it with another text in the one column that differs; ValueError when there is none."""
    if not dispute.column:
        raise ValueError("more than one column differs")
    values = {**dispute.conflict.left.values, dispute.column: text.strip()}
    conflicts.close(work.database, dispute.conflict, values, reason)


def _dispute(work: Workspace, one: OpenConflict) -> Dispute:
    left, right = one.left, one.right
    same = (left.table, left.row, left.group) == (right.table, right.row, right.group)
    differ = [c for c in left.values if left.values[c] != right.values.get(c)] if same else []
    person, nip = _person(work, one)
    marks = _marks(work, one)
    hides = not same
    return Dispute(
        conflict=one,
        about=one.label,
        person=person,
        nip=nip,
        field=words.GONE if hides else _group(left),
        left=_side(left, differ, marks[0], hides=hides),
        right=_side(right, differ, marks[1], hides=hides),
        column=differ[0] if len(differ) == 1 and _is_text(left, right, differ[0]) else "",
    )


def _is_text(left: Version, right: Version, column: str) -> bool:
    free = column in {"name", "post", "text", "target_text", "address", "phone", "email", "reason"}
    return free and all(isinstance(v.values[column], str) for v in (left, right))


def _group(version: Version) -> str:
    if version.group == "gone":
        return words.GONE
    key = (version.table, version.group)
    return words.GROUPS.get(key, words.CONTENT.get(version.table, version.table))


def _side(version: Version, differ: list[str], mark: "_Mark", *, hides: bool) -> Side:
    if version.group == "gone":
        value = _gone(str(version.values["gone"]))
    else:
        shown = differ or [c for c, v in version.values.items() if v not in ("", None)]
        value = _values(version.values, shown)
        if hides:
            value = f"{words.KEPT}: {value}" if value else words.KEPT
    when = f", {_moment(mark.at)}" if mark.at else ""
    return Side(mark.title, value, f"{version.author}{when}")


def _gone(word: str) -> str:
    if gone.is_moved(word):
        return words.MOVED
    if gone.joined_id(word):
        return words.JOINED
    return words.DELETED if word else words.KEPT


def _values(values: Mapping[str, Any], shown: list[str]) -> str:
    visible = [c for c in shown if not isinstance(values.get(c), bytes)]
    named = len(visible) > 1
    parts = [
        f"{words.COLUMNS.get(c, c)} {_text(values.get(c))}" if named else _text(values.get(c))
        for c in visible
    ]
    return ", ".join(parts)


def _text(value: object) -> str:
    if value is None or value == "":
        return words.EMPTY
    text = str(value)
    try:
        return show_date(date.fromisoformat(text)) if len(text) == _ISO_DAY else text
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class _Mark:
    title: str
    at: datetime | None


def _marks(work: Workspace, one: OpenConflict) -> tuple[_Mark, _Mark]:
    """Whose each value is, and when it was written or came in here."""
    with work.database.read() as connection:
        raw = vectors.raw_of(connection)
        left, right = raw.execute(
            "SELECT left_version, right_version FROM conflict WHERE office = ? AND id = ?",
            (one.office, one.id),
        ).fetchone()
        found = [(left, _at(raw, left, one.left.row)), (right, _at(raw, right, one.right.row))]
    owners = _owners(work)
    marks = [
        _Mark(owners.get(bytes.fromhex(v.partition(":")[2])[:8], words.UNKNOWN_SIDE), at)
        for v, at in found
    ]
    return marks[0], marks[1]


def _at(raw: Any, version: str, about: Id) -> datetime | None:
    counter, _, replica = version.partition(":")
    row = raw.execute(
        "SELECT at FROM change_set WHERE counter = ?1 AND replica = ?2 AND kind <> 'package' "
        "UNION ALL SELECT c.at FROM journal j JOIN change_set c ON c.id = j.change_set "
        "WHERE j.id = ?3 AND j.counter = ?1 AND j.replica = ?2 LIMIT 1",
        (int(counter), bytes.fromhex(replica), about),
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _owners(work: Workspace) -> dict[bytes, str]:
    """By the first 8 bytes of a replica: 'Nilai BKPSDM'."""
    named = {
        vectors.prefix(d.device): words.HERE.format(name=devices.party(work, d.office).code)
        for d in devices.listed(work)
    }
    mine = words.HERE.format(name=devices.own(work).code)
    return {**named, vectors.prefix(work.database.device): mine}


def _person(work: Workspace, one: OpenConflict) -> tuple[Id | None, str]:
    with work.database.read() as connection:
        raw = vectors.raw_of(connection)
        line = gone.above(raw, one.right.table, one.partition, one.right.row)
        key = next((row for table, row, _ in line if table == "person"), None)
        if key is None:
            return None, ""
        found = raw.execute(
            "SELECT nip FROM person WHERE office = ? AND id = ?", (one.partition, key)
        ).fetchone()
    return key, str(found[0])


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{show_date(local.date())} {local:%H.%M}"
