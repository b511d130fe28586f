"""How far a realisation reaches its target, with the arithmetic in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.targets import Direction, Target, read_target

_HUNDRED = Decimal(100)


class Standing(StrEnum):
    """A realisation against its target."""

    ABOVE = "above"
    MET = "met"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Achievement:
    """Percent of the target (exact; None when it cannot be worked out, then `reason` says why)."""

    percent: Decimal | None
    standing: Standing | None
    steps: tuple[str, ...]
    reason: str = ""


def achievement(target: Target, realised: str, year: int) -> Achievement:
    """Compare a realisation, as people write it, with its target.

    Higher is better: realised / target; lower is better: 2 - realised / target; a range is met
    inside its bounds. These are common practice, not wording of the law [U]. A target of zero
    is never divided by. A late date has no percent, only a standing.
    """
    read = read_target(realised, year)
    if target.due is not None and read.due is not None:
        return _by_date(target.due, read.due)
    done, goal = _bounds(read), _bounds(target)
    if done is None or goal is None:
        return _open("target atau realisasi bukan angka yang dapat dibandingkan")
    if target.unit and read.unit and target.unit.casefold() != read.unit.casefold():
        return _open(f"satuan berbeda: {target.unit} dan {read.unit}")
    if target.direction is Direction.RANGE and goal[0] <= done[0] and done[1] <= goal[1]:
        return Achievement(_HUNDRED, Standing.MET, ("di dalam rentang target = 100 %",))
    bound = goal[0] if done[0] < goal[0] else goal[1]
    if done[0] != done[1] or not bound:
        why = "realisasi berupa rentang" if bound else "target nol, isi capaian sendiri"
        return _open(why)
    how = _lower if target.direction is Direction.LOWER else _higher
    return how(done[0], bound)


def _bounds(target: Target) -> tuple[Decimal, Decimal] | None:
    if target.minimum is None or target.maximum is None:
        return None
    return target.minimum, target.maximum


def _open(why: str) -> Achievement:
    return Achievement(None, None, (), f"belum dapat dihitung: {why}")


def _result(percent: Decimal, formula: str) -> Achievement:
    if percent == _HUNDRED:
        standing = Standing.MET
    else:
        standing = Standing.ABOVE if percent > _HUNDRED else Standing.BELOW
    return Achievement(percent, standing, (f"{formula} = {show_number(percent, 2)} %",))


def _higher(done: Decimal, goal: Decimal) -> Achievement:
    return _result(done * _HUNDRED / goal, f"{show_number(done)} / {show_number(goal)} x 100")


def _lower(done: Decimal, goal: Decimal) -> Achievement:
    formula = f"(2 - {show_number(done)} / {show_number(goal)}) x 100"
    return _result(2 * _HUNDRED - done * _HUNDRED / goal, formula)


def _by_date(due: date, done: date) -> Achievement:
    shown = f"target {show_date(due)}, selesai {show_date(done)}"
    if done > due:
        late = f"{shown}: terlambat {(done - due).days} hari"
        return Achievement(None, Standing.BELOW, (late,), "terlambat, tanpa persen")
    return Achievement(_HUNDRED, Standing.MET, (f"{shown}: tepat waktu = 100 %",))
