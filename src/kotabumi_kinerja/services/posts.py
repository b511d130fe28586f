"""The post that somebody holds, as the register keeps it: name and kind."""

from datetime import date

from kotabumi_kinerja.domain.positions import Position, PositionKind, read_position
from kotabumi_kinerja.domain.rules import RuleBook

_SIASN = {PositionKind.PELAKSANA.value: "Fungsional Umum", PositionKind.JF.value: "Fungsional"}


def held(post: str, kind: str | None, rules: RuleBook, on: date) -> Position:
    """The position of a stored post; the stored kind decides where the name alone does not."""
    return read_position(post, _SIASN.get(kind or "", ""), rules, on)
