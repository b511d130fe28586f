"""NIPs that Excel has ruined: what is left of one, and which known person it can only be."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services.staff.storing import Known

EXACT_DIGITS: Final = 15
"""Excel keeps this many; what stands behind them in a longer number is gone."""

_UNKNOWN: Final = (
    "Tidak ada pegawai terdaftar dengan tanggal lahir dan nama itu. "
    "Isi lagi NIP sebagai teks dari sumbernya."
)
_TITLE: Final = re.compile(
    r"\b(?:(?:prof|dr|drs|dra|ir|h|hj|drg|apt|ns|kh|tb|ust)\.|(?:drs|dra|prof|drg|hj)\b)",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def plain_name(name: str) -> str:
    """A name for comparing: without degrees, dots, doubled blanks and capitals."""
    bare = _TITLE.sub(" ", name.partition(",")[0])
    return " ".join(_LETTERS.findall(bare.casefold()))


class Matcher:
    """Finds the one known person whom a ruined NIP can belong to."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_name: dict[tuple[date, str], list[Known]] = defaultdict(list)
        for person in known:
            born = _born(person.nip)
            if born is not None:
                self._by_name[born, plain_name(person.name)].append(person)

    def find(self, digits: str, name: str, born: date | None) -> Known:
        """The person of this birth date and name whose NIP begins with what is left.

        Without a birth date in the row, the one in the digits counts. Refused: KK-122 nobody
        fits, KK-172 several do.
        """
        day = born or _born(digits)
        whom = self._by_name.get((day, plain_name(name)), []) if day else []
        # Excel rounds the last digit that it keeps; the digits before it are sure.
        sure = digits[: EXACT_DIGITS - 1] if len(digits) >= EXACT_DIGITS else digits
        fitting = [person for person in whom if person.nip.startswith(sure)]
        if not fitting:
            raise Refused("KK-122", where=f"{name or '–'} ({digits}…)", advice=_UNKNOWN)
        if len(fitting) > 1:
            exact = [person for person in fitting if person.nip.startswith(digits)]
            if len(exact) != 1:
                raise Refused("KK-172", name=name, digits=digits, count=len(fitting))
            fitting = exact
        return fitting[0]


def _born(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
