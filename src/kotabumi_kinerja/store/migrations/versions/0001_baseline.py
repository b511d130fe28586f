"""Schema 1: the first that offices had. Nothing comes before it."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Laid out by `opening.lay_out`; later revisions start from here."""
