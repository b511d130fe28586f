"""Schema 3: which plan follows which, rencana aksi, what was re-keyed, the library of results."""

from typing import Any

from alembic import op
from sqlalchemy import Column, Date, ForeignKeyConstraint, Integer, LargeBinary, Text

revision = "0003"
down_revision = "0002"

_WORDS: dict[str, Any] = {"nullable": False, "server_default": ""}


def upgrade() -> None:
    """New columns and tables only; nobody's data change."""
    op.add_column("plan", Column("follows_id", LargeBinary(16)))
    op.add_column("plan", Column("cause", Text))
    _table(
        "action",
        "result",
        _text("period"),
        Column("place", Integer),
        _text("text"),
        _text("target_text"),
        _text("done"),
        _text("evidence"),
        Column("done_on", Date),
    )
    _table("rekeyed", "plan", _link("about_id"), _text("field"), Column("rekeyed_on", Date))
    _table(
        "library_result",
        None,
        _text("post"),
        Column("form", Text),
        Column("section", Text),
        Column("place", Integer),
        _text("text"),
    )
    op.create_index("library_result_post", "library_result", ["office", "post"])
    _table(
        "library_indicator",
        "library_result",
        Column("place", Integer),
        Column("aspect", Text),
        Column("perspective", Text),
        _text("text"),
        _text("target_text"),
    )


def _text(name: str) -> Column[Any]:
    return Column(name, Text, **_WORDS)


def _link(name: str) -> Column[Any]:
    return Column(name, LargeBinary(16))


def _table(name: str, parent: str | None, *columns: Column[Any]) -> None:
    key = [
        Column("office", LargeBinary(16), primary_key=True, nullable=False),
        Column("id", LargeBinary(16), primary_key=True, nullable=False),
        Column("gone", Text, **_WORDS),
    ]
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
        ]
    op.create_table(name, *key, *extra, *columns)
    if parent:
        op.create_index(f"{name}_{parent}", name, ["office", f"{parent}_id"])
