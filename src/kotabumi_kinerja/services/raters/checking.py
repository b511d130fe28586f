"""What is wrong today, over a year and after moves; and mending it by one click."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.rater_checks import GAP, NONE, Trouble, over_period, troubles
from kotabumi_kinerja.domain.raters import DEFINITIVE
from kotabumi_kinerja.services.raters import editing
from kotabumi_kinerja.services.raters.officials import resolve
from kotabumi_kinerja.services.raters.register import Held, RaterLine, Register, read
from kotabumi_kinerja.services.workspace import Workspace

MOVED = "KK-182"
RATER_MOVED = "KK-183"
_DAY = timedelta(days=1)


def check(work: Workspace) -> list[Trouble]:
    """What would block or void a rating today."""
    register = read(work)
    return list(troubles(register.case(work.today()), work.today()))


def check_year(work: Workspace, year: int) -> list[Trouble]:
    """Today's troubles and those of the year: gaps, days out of service, moves not followed."""
    return troubles_of(read(work), year)


def troubles_of(register: Register, year: int) -> list[Trouble]:
    """As `check_year`, from a register read already; by name, the present ones first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    case = register.case(register.today)
    found = list(troubles(case, register.today)) if first <= register.today <= last else []
    told = {(t.person, t.code) for t in found}
    for trouble in over_period(case, first, last):
        today_too = (trouble.person, trouble.code) in told
        only_gap = trouble.code == GAP and ", " not in trouble.fields["spans"]
        without = only_gap and (trouble.person, NONE) in told
        found += [] if today_too or without else [trouble]
    found += moves(register, first, last)
    order = {key: at for at, key in enumerate(register.people)}
    return sorted(found, key=lambda t: (order.get(t.person, -1), t.code))


def moves(register: Register, first: date, last: date) -> Iterator[Trouble]:
    """Lines that run on over a day on which the person or the rater took another post.

    Only where the proposal for that day names somebody else; whoever should stay gets a line that
    begins on the day of the move.
    """
    days = {key: list(move_days(career, first, last)) for key, career in register.careers.items()}
    days = {key: found for key, found in days.items() if found}
    if not days:
        return
    for person, rows in register.lines.items():
        for line in rows:
            if line.kind != DEFINITIVE:
                continue
            for day in days.get(person, ()):
                yield from _move(register, line, day, MOVED)
            for day in days.get(line.rater, ()) if line.rater else ():
                yield from _move(register, line, day, RATER_MOVED)


def _move(register: Register, line: RaterLine, day: date, code: str) -> Iterator[Trouble]:
    if not line.since < day or (line.until is not None and line.until < day):
        return
    wish = register.proposer(day).of(line.person)
    if wish is None or wish.rater in {line.rater, line.person}:
        return
    new = register.people[wish.rater].name if wish.rater else "pejabat di luar kantor"
    fields = {"name": line.person_name, "day": show_date(day), "rater": line.name, "new": new}
    yield Trouble(code, line.person, fields, line.id, day, wish.rater)


def move_days(career: Sequence[Held], first: date, last: date) -> Iterator[date]:
    """Days within the span on which another post or unit began."""
    for before, after in pairwise(career):
        if after.leaving or (before.post, before.unit) == (after.post, after.unit):
            continue
        day = after.since
        if after.post_since and before.since < after.post_since < after.since:
            day = after.post_since
        if first <= day <= last:
            yield day


def mend(work: Workspace, trouble: Trouble) -> str:
    """Do what the trouble asks for, as one step; says what was done.

    A move: the old line ends the day before and the proposed rater begins. A rater who left: the
    line ends with his last day. A line outside the service is cut to it. A gap, or nobody set: the
    proposal for its first day. Refused KK-188 when only a person can decide.
    """
    register = read(work)
    line = register.by_line.get(trouble.line)
    if trouble.code in {MOVED, RATER_MOVED, "KK-143"} and line is not None:
        return _follow(work, register, trouble, line)
    if trouble.code == "KK-180" and line is not None:
        return _cut(work, register, line)
    if trouble.code == "KK-142" and trouble.line:
        return _end_elder(work, register, trouble)
    if trouble.code in {NONE, GAP}:
        return _fill(work, register, trouble)
    raise Refused("KK-188", name=trouble.fields.get("name", trouble.fields.get("names", "")))


def can_mend(trouble: Trouble) -> bool:
    """Whether `mend` knows what to do."""
    if trouble.code in {MOVED, RATER_MOVED}:
        return trouble.rater is not None
    return trouble.code in {"KK-180", "KK-142", NONE, GAP, "KK-143"}


def _proposed(register: Register, person: Id, day: date) -> Id:
    wish = register.proposer(day).of(person)
    if wish is None or wish.rater is None:
        name = register.people[person].name if person in register.people else ""
        raise Refused("KK-188", name=name)
    return wish.rater


def _follow(work: Workspace, register: Register, trouble: Trouble, line: RaterLine) -> str:
    day = trouble.on or work.today()
    new = trouble.rater or _proposed(register, line.person, day)
    with work.database.change(f"sesuaikan penilai {line.person_name}") as connection:
        chosen = resolve(connection, work, new)
        if line.since >= day:
            editing.drop(connection, work, line.id)
        else:
            editing.close(connection, work, line.id, day - _DAY)
        entry = editing.Entry(max(day, line.since), DEFINITIVE, line.until)
        editing.put(connection, work, line.person, chosen, entry)
    return f"{line.person_name} dinilai {register.people[new].name} sejak {show_date(day)}"


def _cut(work: Workspace, register: Register, line: RaterLine) -> str:
    served = register.service[line.person]
    since = max(line.since, served.since) if served.sure else line.since
    until = line.until if line.until and line.until <= served.until else served.until
    if until == date.max:
        until = None
    with work.database.change(f"sesuaikan penilai {line.person_name}") as connection:
        if until is not None and since > until:
            editing.drop(connection, work, line.id)
        else:
            editing.respan(connection, work, line.id, since, until)
    return f"Penilai {line.person_name} disesuaikan dengan masa kerjanya"


def _end_elder(work: Workspace, register: Register, trouble: Trouble) -> str:
    """Of two lines of one kind the later one stays; the earlier ends the day before."""
    last = register.by_line.get(trouble.line)
    if last is None:
        raise Refused("KK-186")
    elder = [
        x
        for x in register.lines[trouble.person]
        if x.kind == last.kind
        and x.id != last.id
        and (x.until is None or x.until >= last.since)
        and (last.until is None or x.since <= last.until)
    ]
    with work.database.change(f"sesuaikan penilai {last.person_name}") as connection:
        for line in elder:
            if line.since < last.since:
                editing.close(connection, work, line.id, last.since - _DAY)
            else:
                editing.drop(connection, work, line.id)
    return f"{last.person_name} dinilai {last.name} sejak {show_date(last.since)}"


def _fill(work: Workspace, register: Register, trouble: Trouble) -> str:
    """The proposal from the first day without a rater until the next line begins."""
    person = trouble.person
    day = trouble.on or work.today()
    new = _proposed(register, person, day)
    after = [x.since for x in register.lines.get(person, ()) if x.since > day]
    until = min(after) - _DAY if after else None
    name = register.people[person].name
    with work.database.change(f"tetapkan penilai {name}") as connection:
        chosen = resolve(connection, work, new)
        editing.put(connection, work, person, chosen, editing.Entry(day, DEFINITIVE, until))
    return f"{name} dinilai {register.people[new].name} sejak {show_date(day)}"


def troubles_of_person(work: Workspace, person: Id, year: int) -> list[Trouble]:
    """What is wrong with one person's raters today and in a year."""
    return [t for t in troubles_of(read(work), year) if t.person == person]
