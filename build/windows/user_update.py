"""An update over the older version: the office is migrated, all is there, and the way back too."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from . import smoke
from .older import OLDER
from .places import REPO, version
from .running import Failed
from .user_machine import Machine
from .user_setup import install

STAFF: Final = REPO / "resources" / "sample" / "siasn-dpmptsp.xlsx"
PLANS: Final = REPO / "resources" / "sample" / "skp-dpmptsp.xlsx"
KEPT: Final = "kantor skema-*.kinerja"
"""The copy that a migration leaves beside the office."""
_LISTS: Final = ("staff", "raters", "plans", "history")
_NAME: Final = "person_name"
"""Told with the degrees since version 0.1."""
_PLACE: Final = "anchor"
"""Where a line stands in its list; made anew by a migration."""

Everything = dict[str, list[dict[str, Any]]]


def update(machine: Machine, old: Path, new: Path, *, migrated: bool) -> tuple[str, list[str]]:
    """Data by the older program, the new one over it, back, and on again; code and NIPs.

    `migrated`: the older program has an older schema, so a copy has to be kept.
    """
    install(machine, old, OLDER)
    code = smoke.registers(machine, machine.data, STAFF, number=OLDER)
    for words in (("raters", "propose"), ("plans", "import", machine.seen(PLANS))):
        smoke.answer(machine.console("--json", *words), " ".join(words[:2]))
    before = everything(machine)
    install(machine, new, version())
    _sound(machine)
    same(before, everything(machine), "after the update")
    kept = sorted(machine.data.glob(KEPT))
    if bool(kept) != migrated:
        raise Failed(f"copies kept by the migration: {[p.name for p in kept]}")
    if kept:
        print(f"   migrated; kept beside it: {kept[0].name}", flush=True)
        _way_back(machine, old, kept[0], code, before)
        install(machine, new, version())
        _sound(machine)
        same(before, everything(machine), "after the second migration")
    return code, sorted(person["nip"] for person in before["staff"])


def everything(machine: Machine) -> Everything:
    """What the program lists of the user's own office, found without telling it where that is."""
    return {
        name: smoke.answer(machine.console("--json", name, "list"), f"{name} list")
        for name in _LISTS
    }


def same(before: Everything, now: Everything, when: str) -> None:
    """Failed when a line is missing or a field of it has changed; fields may be added."""
    for name, lines in before.items():
        lost = [line for line in lines if not _has(now[name], line)]
        if not lines or lost:
            raise Failed(f"{when}: {len(lost)} of {len(lines)} lost in {name}: {lost[:2]}")
    counts = {name: len(lines) for name, lines in before.items()}
    print(f"   {when}: all there, {counts}", flush=True)


def _has(lines: Sequence[dict[str, Any]], wanted: dict[str, Any]) -> bool:
    fields = {name: value for name, value in wanted.items() if name not in {_PLACE, _NAME}}
    name = str(wanted.get(_NAME, ""))
    return any(fields.items() <= line.items() and name in str(line.get(_NAME)) for line in lines)


def _sound(machine: Machine) -> None:
    remarks = smoke.answer(machine.console("--json", "check"), "check")
    if remarks:
        raise Failed(f"check: {remarks}")


def _way_back(machine: Machine, old: Path, kept: Path, code: str, before: Everything) -> None:
    """The older program refuses the migrated office, and works on the copy that was kept."""
    install(machine, old, OLDER)
    newer = machine.console("staff", "list")
    smoke.expect(newer, 1, "the older program refuses the migrated office")
    if "program yang lebih baru" not in newer.err:
        raise Failed(f"the refusal says: {newer.err}")
    if kept.with_suffix(".kunci").is_file():
        said = machine.console("restore", machine.seen(kept), code)
        smoke.expect(said, 0, "the kept copy restored by the older program")
    else:
        print("   the kept copy has no key file, so it is given the office's name", flush=True)
        present = machine.data / "kantor.kinerja"
        present.rename(machine.data / "kantor versi baru.kinerja")
        shutil.copyfile(kept, present)
    same(before, everything(machine), "after the way back")
