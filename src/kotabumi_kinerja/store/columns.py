"""The few kinds of column that the schema is made of."""

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Exact(TypeDecorator[Decimal]):
    """A Decimal kept as its text, so that no digit is lost on the way."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """To the database."""
        del dialect
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """From the database."""
        del dialect
        return None if value is None else Decimal(str(value))


def text(name: str) -> Column[str]:
    """Words; empty when nothing was written."""
    return Column(name, Text, nullable=False, server_default="")


def code(name: str) -> Column[str | None]:
    """A code of the law; NULL is 'belum ditetapkan'."""
    return Column(name, Text)


def day(name: str) -> Column[Any]:
    """A calendar day, ISO in the file."""
    return Column(name, Date)


def link(name: str) -> Column[bytes | None]:
    """The id of another row of the same office; no foreign key across streams."""
    return Column(name, LargeBinary(16))


def exact(name: str) -> Column[Any]:
    """A number of law or of measure."""
    return Column(name, Exact)


def synced(
    name: str, *columns: Column[Any], parent: str | None = None, index: tuple[str, ...] = ()
) -> Table:
    """A synchronised table: key (office, id), `gone`, and `parent`_id that is written once."""
    extra: list[Any] = []
    if parent:
        column = f"{parent}_id"
        extra = [
            Column(column, LargeBinary(16), nullable=False),
            ForeignKeyConstraint(
                ["office", column],
                [f"{parent}.office", f"{parent}.id"],
                deferrable=True,
                initially="DEFERRED",
            ),
            Index(f"{name}_{parent}", "office", column),
        ]
    return Table(
        name,
        metadata,
        Column("office", LargeBinary(16), nullable=False),
        Column("id", LargeBinary(16), nullable=False),
        Column("gone", Text, nullable=False, server_default=""),
        *extra,
        *columns,
        PrimaryKeyConstraint("office", "id"),
        *(Index(f"{name}_{c}", "office", c) for c in index),
    )
