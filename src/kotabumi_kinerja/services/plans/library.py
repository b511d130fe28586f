"""The library: the office's own entries, the centre's, the starter set; plans made from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id, new_id
from kotabumi_kinerja.domain.library import (
    LibraryIndicator,
    LibraryResult,
    Origin,
    bare_post,
    closest,
    fit,
    load_library,
)
from kotabumi_kinerja.domain.plans import Aspect, FormKind, Perspective, Section
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services.plans.filling import (
    Filler,
    Holder,
    NewIndicator,
    NewResult,
    holders,
    next_place,
    whose,
)
from kotabumi_kinerja.services.plans.reading import plan
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

FOLDER: Final = "library"


@dataclass(frozen=True, slots=True)
class Preset:
    """People of one post without a plan, and what the library offers them.

    `chosen`: keys of the entries that fit best, the office's first.
    """

    post: str
    people: tuple[Holder, ...]
    offered: tuple[LibraryResult, ...]
    chosen: frozenset[str]

    @property
    def entries(self) -> tuple[LibraryResult, ...]:
        """The chosen ones."""
        return tuple(entry for entry in self.offered if entry.key in self.chosen)


@dataclass(frozen=True, slots=True)
class Made:
    """How many plans were made, and for whom the library had nothing."""

    count: int
    left: tuple[Holder, ...]


def read(work: Workspace) -> list[LibraryResult]:
    """Every entry: the office's, then the centre's, then the starter set.

    At the centre the entries of other offices stand among the office's, with their `owner`.
    """
    own = _own(work)
    starter = load_library(work.resources / FOLDER)
    return [*own, *(result for family in starter for result in family.results)]


def jenjang_words(work: Workspace) -> tuple[str, ...]:
    """The words that make a jenjang and say nothing about the work."""
    table = work.rules.table("jenjang", work.today())
    return tuple(table.text("words", code) for code in table.names("words"))


def fitting(work: Workspace, post: str, entries: Sequence[LibraryResult]) -> list[LibraryResult]:
    """Those of `entries` that are meant for a post, the closest first, else in reading order."""
    words = jenjang_words(work)
    scored = [(fit(post, entry.posts, words), entry) for entry in entries]
    scored = [(score, entry) for score, entry in scored if score]
    return [entry for _, entry in sorted(scored, key=lambda one: -one[0])]


def find(work: Workspace, key: str) -> LibraryResult:
    """One entry by its key. Refused KK-239 when there is none."""
    entry = next((e for e in read(work) if e.key == key), None)
    if entry is None:
        raise Refused("KK-239", entry=key)
    return entry


def take(work: Workspace, plan_key: Id, entries: Sequence[LibraryResult]) -> int:
    """Append entries, as they are handed in, to a draft: one step. Returns how many results.

    Refused KK-218 when the plan is no draft.
    """
    view = plan(work, plan_key)
    if not view.editable:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    if not entries:
        return 0
    filler = Filler(work, view.year)
    with work.database.change(f"ambil {len(entries)} hasil dari pustaka {view.name}") as connection:
        present = holders(connection, work, [view.person], view.year)[view.person]
        place = next_place(connection, work, view.id)
        holder = replace(present, plan=view.id, state=view.state, form=view.form, next_place=place)
        for entry in entries:
            filler.add(holder, new_result(entry, view.year))
        filler.write(connection)
    return len(entries)


def presets(work: Workspace, people: Sequence[Id], year: int) -> list[Preset]:
    """The people among `people` who have no plan of the year, by post, with what fits them."""
    entries, words = read(work), jenjang_words(work)
    with work.database.read() as connection:
        every = holders(connection, work, people, year)
    groups: dict[str, list[Holder]] = defaultdict(list)
    names: dict[str, str] = {}
    for holder in every.values():
        if holder.plan is None:
            post = bare_post(holder.post, words)
            names.setdefault(post.casefold(), post)
            groups[post.casefold()].append(holder)
    made = [
        Preset(
            names[key],
            tuple(group),
            tuple(fitting(work, names[key], [e for e in entries if not e.owner])),
            frozenset(e.key for e in closest(names[key], entries, words)),
        )
        for key, group in groups.items()
    ]
    return sorted(made, key=lambda one: (-len(one.people), one.post))


def make_plans(
    work: Workspace, year: int, wanted: Sequence[Preset], progress: Progress | None = None
) -> Made:
    """A draft for everybody in `wanted`, filled with the chosen entries: one step.

    Who got a plan in the meantime is passed over; who has no chosen entry is named.
    """
    left = tuple(holder for one in wanted if not one.entries for holder in one.people)
    filled = [one for one in wanted if one.entries]
    people = [holder for one in filled for holder in one.people]
    if not people:
        return Made(0, left)
    watcher = progress or Silent()
    watcher.start("Membuat SKP", len(people))
    filler = Filler(work, year)
    with work.database.change(f"buat SKP {year} {whose(people)} dari pustaka") as connection:
        now = holders(connection, work, [h.id for h in people], year)
        for one in filled:
            results = [new_result(entry, year) for entry in one.entries]
            for holder in one.people:
                watcher.step()
                if holder.id in now and now[holder.id].plan is None:
                    for result in results:
                        filler.add(now[holder.id], result)
        count = filler.write(connection)
    return Made(count, left)


def new_result(entry: LibraryResult, year: int) -> NewResult:
    """An entry as an RHK of a plan; its targets are read for the year."""
    return NewResult(
        entry.section,
        entry.text.strip(),
        tuple(
            NewIndicator(
                one.text.strip(), read_target(one.target.strip(), year), one.aspect, one.perspective
            )
            for one in entry.indicators
        ),
    )


# ---- the office's own entries, at the centre those of all offices --------------


def keep(work: Workspace, plan_key: Id, result: Id, post: str = "") -> Id:
    """'Simpan ke pustaka': an RHK of a plan as an own entry, for the plan's post unless named.

    The same words for the same post are written anew instead of twice. Refused KK-217 when the
    RHK is not there, KK-244 when it has no words.
    """
    view = plan(work, plan_key)
    kept = next((r for r in view.results if r.id == result), None)
    if kept is None:
        raise Refused("KK-217")
    entry = LibraryResult(
        key="",
        origin=Origin.OFFICE,
        posts=(post.strip() or bare_post(view.post, jenjang_words(work)),),
        section=kept.section,
        text=kept.text,
        indicators=tuple(
            LibraryIndicator(i.text, i.target.text, i.aspect, i.perspective)
            for i in kept.indicators
        ),
        form=view.form,
    )
    same = next((e for e in _own(work) if _alike(e, entry) and _mine(work, e)), None)
    if same is None or same.id is None:
        return add(work, entry)
    edit(work, same.key, entry)
    return same.id


def add(work: Workspace, entry: LibraryResult) -> Id:
    """An own entry; at the centre it reaches every office. Refused KK-244 without words or post."""
    _refuse_empty(entry)
    key, office = new_id(), _home(work)
    with work.database.change(f"simpan ke pustaka {entry.post}") as connection:
        connection.execute(
            insert(s.library_result).values(office=office, id=key, **_columns(entry))
        )
        _write_indicators(connection, office, key, entry.indicators)
    return key


def edit(work: Workspace, key: str, entry: LibraryResult) -> None:
    """Other words on an own entry. Refused KK-239 gone, KK-290 another's, KK-244 without words."""
    _refuse_empty(entry)
    old = _refuse_foreign(work, find(work, key))
    office = _home(work)
    with work.database.change(f"ubah pustaka {entry.post}") as connection:
        r = s.library_result.c
        connection.execute(
            update(s.library_result).where(r.office == office, r.id == old).values(_columns(entry))
        )
        _hide_indicators(connection, office, old)
        _write_indicators(connection, office, old, entry.indicators)


def remove(work: Workspace, key: str) -> None:
    """Take an own entry out; it can be undone. Refused KK-239 gone, KK-290 another's."""
    entry = find(work, key)
    old, office = _refuse_foreign(work, entry), _home(work)
    with work.database.change(f"hapus dari pustaka {entry.post}") as connection:
        r = s.library_result.c
        _hide_indicators(connection, office, old)
        connection.execute(
            update(s.library_result).where(r.office == office, r.id == old).values(gone="deleted")
        )


def adopt(work: Workspace, key: str) -> Id:
    """At the centre: an office's entry as its own, for all offices. Refused KK-290 otherwise."""
    entry = find(work, key)
    if not may_adopt(work, entry):
        raise Refused("KK-290", text=entry.text, origin=entry.origin.label)
    return add(work, entry)


def may_edit(work: Workspace, entry: LibraryResult) -> bool:
    """Whether an entry is this installation's own."""
    return _mine(work, entry)


def may_adopt(work: Workspace, entry: LibraryResult) -> bool:
    """Whether the centre can take this entry over."""
    return work.database.centre and bool(entry.owner)


def _home(work: Workspace) -> Id:
    return REF if work.database.centre else work.database.office


def _mine(work: Workspace, entry: LibraryResult) -> bool:
    wanted = Origin.CENTRE if work.database.centre else Origin.OFFICE
    return entry.id is not None and entry.origin is wanted and not entry.owner


def _alike(one: LibraryResult, other: LibraryResult) -> bool:
    return (one.text.casefold(), one.post.casefold()) == (
        other.text.strip().casefold(),
        other.post.casefold(),
    )


def _refuse_empty(entry: LibraryResult) -> None:
    if not entry.text.strip() or not entry.post.strip():
        raise Refused("KK-244", missing="jabatan" if entry.text.strip() else "hasil kerja")


def _refuse_foreign(work: Workspace, entry: LibraryResult) -> Id:
    if entry.id is None or not _mine(work, entry):
        raise Refused("KK-290", text=entry.text, origin=entry.owner or entry.origin.label)
    return entry.id


def _columns(entry: LibraryResult) -> dict[str, Any]:
    return {
        "post": entry.post.strip(),
        "form": entry.form.value if entry.form else None,
        "section": entry.section.value,
        "place": 0,
        "text": entry.text.strip(),
    }


def _write_indicators(
    connection: Connection, office: Id, result: Id, indicators: Sequence[LibraryIndicator]
) -> None:
    for place, one in enumerate(indicators):
        connection.execute(
            insert(s.library_indicator).values(
                office=office,
                id=new_id(),
                library_result_id=result,
                place=place,
                aspect=one.aspect.value if one.aspect else None,
                perspective=one.perspective.value if one.perspective else None,
                text=one.text.strip(),
                target_text=one.target.strip(),
            )
        )


def _hide_indicators(connection: Connection, office: Id, result: Id) -> None:
    i = s.library_indicator.c
    connection.execute(
        update(s.library_indicator)
        .where(i.office == office, i.library_result_id == result, i.gone == "")
        .values(gone="deleted")
    )


def _own(work: Workspace) -> list[LibraryResult]:
    """Rows of the database; the office's first, then the centre's, by post and text."""
    r, i, office = s.library_result.c, s.library_indicator.c, work.database.office
    where = [r.gone == ""]
    if not work.database.centre:
        where.append(r.office.in_((office, REF)))
    with work.database.read() as connection:
        rows = connection.execute(
            select(s.library_result).where(*where).order_by(r.post, r.place, r.text, r.id)
        ).all()
        below: dict[tuple[Id, Id], list[LibraryIndicator]] = defaultdict(list)
        for line in connection.execute(
            select(s.library_indicator).where(i.gone == "").order_by(i.place, i.id)
        ):
            below[line.office, line.library_result_id].append(_indicator(line))
        names = _office_names(connection) if work.database.centre else {}
    made = [_entry(row, below[row.office, row.id], names, office) for row in rows]
    return sorted(made, key=lambda entry: list(Origin).index(entry.origin))


def _entry(
    row: Row[Any], indicators: Sequence[LibraryIndicator], names: Mapping[Id, str], office: Id
) -> LibraryResult:
    away = row.office not in {REF, office}
    return LibraryResult(
        key=row.id.hex(),
        origin=Origin.CENTRE if row.office == REF else Origin.OFFICE,
        posts=(row.post,),
        section=Section(row.section or Section.MAIN.value),
        text=row.text,
        indicators=tuple(indicators),
        owner=names.get(row.office, "kantor lain") if away else "",
        form=FormKind(row.form) if row.form else None,
        id=row.id,
    )


def _indicator(row: Row[Any]) -> LibraryIndicator:
    return LibraryIndicator(
        row.text,
        row.target_text,
        Aspect(row.aspect) if row.aspect else None,
        Perspective(row.perspective) if row.perspective else None,
    )


def _office_names(connection: Connection) -> dict[Id, str]:
    o = s.office.c
    rows = connection.execute(select(o.id, o.name, o.code).where(o.office == REF, o.gone == ""))
    return {row.id: row.name or row.code for row in rows}
