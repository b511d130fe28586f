"""The example office: made from the sample workbooks, with invented people, to try without risk."""

from pathlib import Path
from typing import Final

from kotabumi_kinerja.services import offices, raters
from kotabumi_kinerja.services.offices import Created, OfficeFacts
from kotabumi_kinerja.services.raters import Outsider
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.store.vault import Vault

FACTS: Final = OfficeFacts(
    "DPMPTSP",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Jalan Jenderal Sudirman No. 1, Kotabumi, Lampung Utara 34511",
)
STAFF: Final = "siasn-dpmptsp.xlsx"
PLANS: Final = "skp-dpmptsp.xlsx"
OPERATOR: Final = "Kartika Hidayat"
HEAD_RATER: Final = Outsider("H. Rahmat Contoh", "Bupati Lampung Utara")


def make(folder: Path, vault: Vault | None, resources: Path) -> Created:
    """An office with the sample staff and their raters."""
    made = offices.create(folder, FACTS, vault=vault, operator=OPERATOR, resources=resources)
    work = made.workspace
    staff_import.apply(work, staff_import.dry_run(work, resources / "sample" / STAFF))
    raters.assign_all(work, HEAD_RATER, work.today().replace(month=1, day=1))
    return made
