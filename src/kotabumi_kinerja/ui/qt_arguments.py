"""Which words of a command line are Qt's own, such as `-platform offscreen`; without Qt itself."""

from collections.abc import Sequence
from typing import Final

_WITH_VALUE: Final = frozenset(
    {
        "platform",
        "platformpluginpath",
        "platformtheme",
        "plugin",
        "style",
        "stylesheet",
        "session",
        "display",
        "geometry",
        "qwindowgeometry",
        "qwindowicon",
        "qwindowtitle",
        "qmljsdebugger",
    }
)
_ALONE: Final = frozenset({"reverse", "widgetcount"})


def without_qts(arguments: Sequence[str]) -> list[str]:
    """What is left for the program; Qt takes one dash or two, and `-style=x` as well."""
    left: list[str] = []
    rest = list(arguments)
    while rest:
        head = rest.pop(0)
        name, equals, _ = head.lstrip("-").partition("=")
        if not head.startswith("-") or name not in _WITH_VALUE | _ALONE:
            left.append(head)
        elif name in _WITH_VALUE and not equals and rest:
            rest.pop(0)
    return left


def is_for_the_window(file: str) -> bool:
    """Whether this is a package or registration file, which the window opens."""
    return file.lower().endswith((".kkx", ".kkd"))
