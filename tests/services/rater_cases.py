"""People of the sample office by their NIP, for tests of the rater register."""

from datetime import date

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.workspace import Workspace

HEAD = "199510072017032066"
SECRETARY = "196910131992082084"
LICENSING = "199604202018011060"
GENERAL = "198701222009021059"
MEGA = "198204172004052004"
BUDI = "199407142016021073"
IRWAN = "198501042007021005"


def key(work: Workspace, nip: str) -> Id:
    return staff.id_of(work, nip)


def rater_name(work: Workspace, nip: str, on: date) -> str:
    line = raters.rater_on(work, key(work, nip), on)
    return line.name if line else ""
