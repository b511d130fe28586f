"""The parts that windows are made of; import them from here.

A part's module is read when its name is first asked for: the first paint needs a third of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kotabumi_kinerja.ui.widgets.cards import BigChoice, Card, CardText
    from kotabumi_kinerja.ui.widgets.comparison import ChangeLine, Side, SideBySide
    from kotabumi_kinerja.ui.widgets.fields import FormRow
    from kotabumi_kinerja.ui.widgets.finder import Finder, Found, Provider
    from kotabumi_kinerja.ui.widgets.makers import (
        button,
        col,
        combo,
        fact,
        filter_chip,
        frame,
        heading,
        hold,
        label,
        name_chip,
        page,
        pane,
        restyle,
        row,
        rule,
        scroll,
        search_field,
        subtabs,
        tool,
        without_arguments,
    )
    from kotabumi_kinerja.ui.widgets.marks import Chip, IconLabel, Meter, Moment, Steps, Timeline
    from kotabumi_kinerja.ui.widgets.matrix import Matrix, MatrixState
    from kotabumi_kinerja.ui.widgets.messages import (
        Banners,
        Empty,
        EmptyText,
        Notice,
        Step,
        Toast,
        notice_of,
    )
    from kotabumi_kinerja.ui.widgets.panels import Check, Checklist, Why, WhyStep
    from kotabumi_kinerja.ui.widgets.status import JobMeter, StatusParts
    from kotabumi_kinerja.ui.widgets.tree import Tree

__all__ = [
    "Banners",
    "BigChoice",
    "Card",
    "CardText",
    "ChangeLine",
    "Check",
    "Checklist",
    "Chip",
    "Empty",
    "EmptyText",
    "Finder",
    "FormRow",
    "Found",
    "IconLabel",
    "JobMeter",
    "Matrix",
    "MatrixState",
    "Meter",
    "Moment",
    "Notice",
    "Provider",
    "Side",
    "SideBySide",
    "StatusParts",
    "Step",
    "Steps",
    "Timeline",
    "Toast",
    "Tree",
    "Why",
    "WhyStep",
    "button",
    "col",
    "combo",
    "fact",
    "filter_chip",
    "frame",
    "heading",
    "hold",
    "label",
    "name_chip",
    "notice_of",
    "page",
    "pane",
    "restyle",
    "row",
    "rule",
    "scroll",
    "search_field",
    "subtabs",
    "tool",
    "without_arguments",
]

_WHERE: Final = {
    name: module
    for module, names in (
        ("cards", "BigChoice Card CardText"),
        ("comparison", "ChangeLine Side SideBySide"),
        ("fields", "FormRow"),
        ("finder", "Finder Found Provider"),
        ("makers", "button col combo fact filter_chip frame heading hold label name_chip page"),
        ("makers", "pane restyle row rule scroll search_field subtabs tool without_arguments"),
        ("marks", "Chip IconLabel Meter Moment Steps Timeline"),
        ("matrix", "Matrix MatrixState"),
        ("messages", "Banners Empty EmptyText Notice Step Toast notice_of"),
        ("panels", "Check Checklist Why WhyStep"),
        ("status", "JobMeter StatusParts"),
        ("tree", "Tree"),
    )
    for name in names.split()
}


def __getattr__(name: str) -> object:
    """The part `name`, remembered for the next time."""
    if name not in _WHERE:
        raise AttributeError(name)
    part: object = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = part
    return part
