"""How the window looks for this user on this PC: scheme, scale and the tab last in sight."""

from typing import Final

from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.style import Scheme

SCALES: Final = ("100", "125", "150")
SCALE_KEY: Final = "scale"
SCHEME_KEY: Final = "scheme"
TAB_KEY: Final = "tab"


def remembered_scale(memory: Memory) -> str:
    """'100', '125' or '150': what QT_SCALE_FACTOR shall be before the application is made."""
    kept = memory.get(SCALE_KEY) or ""
    return kept if kept in SCALES else SCALES[0]


def remembered_scheme(memory: Memory) -> Scheme:
    """What was last chosen under Tampilan."""
    kept = memory.get(SCHEME_KEY)
    return next((scheme for scheme in Scheme if scheme.value == kept), Scheme.SYSTEM)
