"""The post that somebody holds, as the register keeps it: name, kind and eselon."""

from dataclasses import replace
from datetime import date

from kotabumi_kinerja.domain.positions import Position, PositionKind, read_position
from kotabumi_kinerja.domain.raters import eselon_level
from kotabumi_kinerja.domain.rules import RuleBook

_SIASN = {PositionKind.PELAKSANA.value: "Fungsional Umum", PositionKind.JF.value: "Fungsional"}


def held(
    post: str, kind: str | None, rules: RuleBook, on: date, eselon: str | None = None
) -> Position:
    """The position of a stored post; the stored kind decides where the name alone does not.

    An eselon above that of the staff makes a leader of that level, whatever the post is called.
    """
    position = read_position(post, _SIASN.get(kind or "", ""), rules, on)
    level = eselon_level(eselon or "")
    base = rules.table("jabatan_kebiasaan", on).whole("base_level")
    if level is None or level >= base:
        return position
    return replace(position, level=level, leads=True)
