"""A row beside the known person: what differs, and what is written of what was not held back."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from kotabumi_kinerja.services.staff.fields import (
    AT,
    BY_LABEL,
    FIELDS,
    MODELLED,
    OTHER_COLUMNS,
    Field,
    contract_heading,
    show,
    unit_key,
)
from kotabumi_kinerja.services.staff.judging import Judged
from kotabumi_kinerja.services.staff.storing import Known, Renewal
from kotabumi_kinerja.services.staff.verdicts import Change

_DAYS: Final = ("post_since", "golongan_since", "service_since", "contract_since")
_NAMED: Final = 3


class Comparison:
    """Compares the rows of one table.

    A column that the table does not have is no change. An empty cell is one only with `erase`,
    and never of a field that everybody must have.
    """

    def __init__(self, headings: frozenset[str], *, erase: bool) -> None:
        self._erase = erase
        self._others = frozenset(h for h in headings if is_other(h))
        contract = {contract_heading(h) for h in headings} - {""}
        self.has_contract = bool(contract)
        seen = headings | contract
        self._fields = [(f, AT[f.columns[0]]) for f in FIELDS if not seen.isdisjoint(f.headings)]

    def changes(self, known: Known, judged: Judged, texts: Mapping[str, str]) -> tuple[Change, ...]:
        """What the row says differently, field by field, then columns that are only kept."""
        found: list[Change] = []
        for field, place in self._fields:
            old, new = known.values[place], judged.values[place]
            if old == new or not (old or new):
                continue
            if self._says(field, texts) and not _same(field, old, new):
                column = field.columns[0]
                found.append(Change(field.label, show(column, old), show(column, new)))
        if judged.source != known.source:
            found += self._kept(known.texts(), texts)
        return tuple(found)

    def _says(self, field: Field, texts: Mapping[str, str]) -> bool:
        return any(h in texts for h in field.headings) or (self._erase and not field.firm)

    def _kept(self, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
        fresh: list[str] = []
        for heading in new:
            if not is_other(heading) or old.get(heading) == new[heading]:
                continue
            if heading in old:
                yield Change(heading, old[heading], new[heading])
            else:
                fresh.append(heading)
        if self._erase:
            for heading in old:
                if heading in self._others and heading not in new:
                    yield Change(heading, old[heading], "")
        if fresh:
            more = f", dan {len(fresh) - _NAMED} lain" if len(fresh) > _NAMED else ""
            yield Change(OTHER_COLUMNS, "", ", ".join(fresh[:_NAMED]) + more)


def is_other(heading: str) -> bool:
    """Whether the register has no place for this column: it is kept as it came."""
    return heading not in MODELLED and not contract_heading(heading)


def renewal(
    known: Known, judged: Judged, changes: Sequence[Change], kept: Collection[str]
) -> Renewal:
    """What to write of these changes; `kept` are the labels of those held back."""
    person: dict[str, object] = {}
    employment: dict[str, object] = {}
    for change in changes:
        field = BY_LABEL.get(change.field)
        if field is not None:
            into = person if field.table == "person" else employment
            into.update({column: judged.values[AT[column]] for column in field.columns})
    person["source"] = _source(known, judged, changes, kept)
    unit = str(employment["unit_name"]) if "unit_name" in employment else None
    days = [employment.get(name, known.values[AT[name]]) for name in _DAYS]
    since = max((day for day in days if isinstance(day, date)), default=None)
    return Renewal(known, person, employment, unit, since)


def _source(known: Known, judged: Judged, changes: Sequence[Change], kept: Collection[str]) -> str:
    """What the source says now over what it said before, without what was held back."""
    old = known.texts()
    new: dict[str, str] = json.loads(judged.source)
    held = {h for label in kept if label in BY_LABEL for h in BY_LABEL[label].headings} | set(kept)
    for heading in list(new):
        aside = OTHER_COLUMNS in kept and is_other(heading) and heading not in old
        if heading in held or contract_heading(heading) in held or aside:
            del new[heading]
    gone = [c.field for c in changes if c.field in old and not c.new]
    merged = {**old, **new} if old else new
    for change in changes:
        field = BY_LABEL.get(change.field)
        if field is not None and not change.new:
            gone += [h for h in field.headings if h not in new]
    for heading in gone:
        merged.pop(heading, None)
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def _same(field: Field, old: object, new: object) -> bool:
    return field.label == "Unit" and unit_key(str(old or "")) == unit_key(str(new or ""))
