"""Schema 2: leaving, contract, eselon; leaders of units; number and day of a paper."""

from typing import Any

from alembic import op
from sqlalchemy import Column, Date, LargeBinary, Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """New columns only; nobody's data change."""
    words: dict[str, Any] = {"nullable": False, "server_default": ""}
    op.add_column("unit", Column("leader_id", LargeBinary(16)))
    op.add_column("employment", Column("contract_since", Date))
    op.add_column("employment", Column("contract_number", Text, **words))
    op.add_column("employment", Column("eselon", Text))
    op.add_column("employment", Column("leaving", Text))
    op.add_column("employment", Column("decree", Text, **words))
    op.add_column("attachment", Column("number", Text, **words))
    op.add_column("attachment", Column("dated", Date))
    op.create_index("attachment_about_id", "attachment", ["office", "about_id"])
