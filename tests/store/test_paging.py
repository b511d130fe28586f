"""Pages by key give every row once, in both directions, with gaps and equal values."""

import itertools

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, insert, select

from kotabumi_kinerja.store.paging import page, place

T = Table(
    "t",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("a", Text),
    Column("b", Integer),
)
ROWS = [
    {"id": i, "a": a, "b": b}
    for i, (a, b) in enumerate(itertools.product([None, "x", "Y", "y"], [None, 1, 1, 2]))
]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 3, 50])
def test_every_row_once_and_in_order(size: int, *, descending: bool) -> None:
    engine = create_engine("sqlite://")
    columns = [T.c.a, T.c.b, T.c.id]
    with engine.begin() as connection:
        T.create(connection)
        connection.execute(insert(T), ROWS)
        whole = page(select(*columns), columns, None, 0, 99, descending=descending)
        wanted = [tuple(r) for r in connection.execute(whole)]
        got: list[tuple[object, ...]] = []
        while True:
            after = got[-1] if got else None
            query = page(select(*columns), columns, after, 0, size, descending=descending)
            rows = [tuple(r) for r in connection.execute(query)]
            if not rows:
                break
            got += rows
        assert got == wanted
        for number, row in enumerate(wanted):
            before = place(select(*columns), columns, row, descending=descending)
            assert connection.scalar(before) == number
        skipped = page(select(*columns), columns, wanted[2], 4, 2, descending=descending)
        assert [tuple(r) for r in connection.execute(skipped)] == wanted[7:9]
    engine.dispose()
