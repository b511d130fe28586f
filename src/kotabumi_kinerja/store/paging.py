"""Pages of a list by key: the rows after an anchor, at the same cost at any depth."""

from collections.abc import Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

Ts = TypeVarTuple("Ts")

Anchor = tuple[object, ...]
"""The sort values of one row, the unique key last."""

Sort = Sequence[ColumnElement[Any]]
"""The sorted columns with the unique key last; the columns' own collation orders and compares."""


def page(  # noqa: PLR0913  # the six things that a page is
    query: Select[*Ts],
    columns: Sort,
    after: Anchor | None,
    skip: int,
    size: int,
    *,
    descending: bool = False,
) -> Select[*Ts]:
    """At most `size` rows of `query` behind the row with anchor `after` and `skip` more.

    `after` None is the beginning. No value counts as the smallest. All columns go one way.
    """
    if after is not None:
        query = query.where(beyond(columns, after, descending=descending))
    order = [c.desc() if descending else c.asc() for c in columns]
    query = query.order_by(None).order_by(*order).limit(size)
    return query.offset(skip) if skip else query


def beyond(columns: Sort, anchor: Anchor, *, descending: bool = False) -> ColumnElement[bool]:
    """The condition: this row comes behind the anchor. ValueError when the lengths differ."""
    condition: ColumnElement[bool] = false()
    for column, value in zip(reversed(columns), reversed(anchor), strict=True):
        condition = or_(_past(column, value, descending), and_(_same(column, value), condition))
    return and_(_bound(columns[0], anchor[0], descending), condition)


def place(
    query: Select[*Ts], columns: Sort, anchor: Anchor, *, descending: bool = False
) -> Select[int]:
    """Counts the rows of `query` that stand before the row with this anchor."""
    before = query.where(beyond(columns, anchor, descending=not descending)).order_by(None)
    return select(func.count()).select_from(before.subquery())


def _same(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def _nullable(column: ColumnElement[Any]) -> bool:
    return bool(getattr(column, "nullable", True))


def _past(column: ColumnElement[Any], value: object, descending: bool) -> ColumnElement[bool]:  # noqa: FBT001  # a direction
    if value is None:
        return false() if descending else column.is_not(None)
    if not descending:
        return column > value
    return or_(column < value, column.is_(None)) if _nullable(column) else column < value


def _bound(column: ColumnElement[Any], value: object, descending: bool) -> ColumnElement[bool]:  # noqa: FBT001  # a direction
    """Says of the first column alone what the index can use."""
    if value is None:
        return column.is_(None) if descending else true()
    if not descending:
        return column >= value
    return or_(column <= value, column.is_(None)) if _nullable(column) else column <= value
