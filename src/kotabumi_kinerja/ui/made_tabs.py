"""Makes the tab of a place; its module is read when it is first shown."""

from collections.abc import Callable

from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face, Place, Tab


def make_tab(place: Place, face: Face, work: Workspace, back_up: Callable[[], object]) -> Tab:
    """The tab at `place` on the office `work`; `back_up` is for Beranda's button."""
    match place:
        case Place.HOME:
            from kotabumi_kinerja.ui.tabs.home.tab import HomeTab  # noqa: PLC0415  # when first shown

            return HomeTab(face, work, back_up)
        case Place.STAFF:
            from kotabumi_kinerja.ui.tabs.staff import tab as staff  # noqa: PLC0415  # when first shown

            return staff.make(face, work)
        case Place.PLANS:
            from kotabumi_kinerja.ui.tabs.targets import tab as plans  # noqa: PLC0415  # when first shown

            return plans.make(face, work)
        case Place.SCORING:
            from kotabumi_kinerja.ui.tabs.scoring import tab as scoring  # noqa: PLC0415  # when first shown

            return scoring.make(face, work)
        case Place.TRAINING:
            from kotabumi_kinerja.ui.tabs.training import tab as training  # noqa: PLC0415  # when first shown

            return training.make(face, work)
        case Place.EXCHANGE | Place.OFFICES:
            from kotabumi_kinerja.ui.tabs.exchange import tab as exchange  # noqa: PLC0415  # when first shown

            return exchange.make(face, work)
