"""Words to remind those whose SKP is not agreed yet, to one person or to a group."""

from collections.abc import Iterable
from typing import Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services.plans.lateness import Countdown
from kotabumi_kinerja.services.plans.listing import NONE, PlanRow


def reminder(row: PlanRow, year: int, until: Countdown) -> str:
    """Words to one person, for a message: 'Yth. Bapak/Ibu ..., SKP 2027 belum ...'."""
    return f"Yth. Bapak/Ibu {row.full_name}, SKP {year} {_what(row)}. {until.whole}. {_do(row)}"


def reminders(rows: Iterable[PlanRow], year: int, until: Countdown) -> str:
    """One message for a group: who has what still to do, the furthest behind first."""
    groups: dict[str, list[str]] = {key: [] for key in _GROUPS}
    for row in rows:
        state = row.state.value if row.state is not None else NONE
        if state in groups:
            groups[state].append(row.full_name)
    said = [f"Yth. Bapak/Ibu, batas penetapan SKP {year}: {show_date(until.day)} ({until.label})."]
    for key, names in groups.items():
        if names:
            said.append(f"{_GROUPS[key]} ({len(names)}):")
            said += [f"{number}. {name}" for number, name in enumerate(names, 1)]
    return "\n".join(said)


_GROUPS: Final = {
    NONE: "Belum membuat SKP",
    "draft": "SKP masih draf, belum diajukan",
    "submitted": "SKP menunggu kesepakatan penilai",
}


def _what(row: PlanRow) -> str:
    if row.state is None:
        return "belum dibuat"
    if row.state is PlanState.DRAFT:
        lack = f", {row.missing} hal belum lengkap" if row.missing else ""
        return f"belum diajukan (masih draf{lack})"
    if row.state is PlanState.SUBMITTED:
        return "belum disepakati penilai"
    return "sudah disepakati"


def _do(row: PlanRow) -> str:
    if row.state is None:
        return "Segera susun, lalu ajukan. Terima kasih."
    if row.state is PlanState.DRAFT:
        return "Segera lengkapi, lalu ajukan. Terima kasih."
    if row.state is PlanState.SUBMITTED:
        return "Segera dialogkan dengan pejabat penilai. Terima kasih."
    return "Terima kasih."
