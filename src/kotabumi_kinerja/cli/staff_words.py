"""How a person's numbers that need a look are said on the command line."""

from kotabumi_kinerja import messages
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.staff.findings import warnings


def doubts(record: StaffRecord) -> tuple[str, ...]:
    """One line each, as the head of the record shows them."""
    return tuple(
        f"{'Perlu diperiksa':<20} {messages.sentence(f.code, f.fields)}"
        for f in warnings(record.findings)
    )
