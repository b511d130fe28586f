"""Runs under Windows' Python on the made-up PC: reads what a dialog says, presses its buttons.

    inside.py texts             every window that is shown, and the words in it
    inside.py press WORDS       the button of these words, in whatever window it is
    inside.py version FILE      the version resource that 'Properties, Details' shows
    inside.py sticks SOURCES    the removable disks, as the program's own code finds them

Answers are JSON.
"""

import ctypes
import json
import sys
from ctypes import wintypes
from pathlib import Path

WM_GETTEXT, BM_CLICK, ROOM = 0x000D, 0x00F5, 4096
NAMES = ("ProductName", "ProductVersion", "FileDescription", "FileVersion", "CompanyName")
LANGUAGE = "042104B0"
"""Indonesian, Unicode."""


def shown() -> list[tuple[int, str, list[tuple[int, str]]]]:
    """Each window that is shown: handle, title, and its parts with their words."""
    user = ctypes.windll.user32
    hook = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    windows: list[tuple[int, str, list[tuple[int, str]]]] = []

    def part(handle: int, _: int) -> bool:
        windows[-1][2].append((handle, text(handle)))
        return True

    def window(handle: int, _: int) -> bool:
        if user.IsWindowVisible(handle):
            windows.append((handle, text(handle), []))
            user.EnumChildWindows(handle, hook(part), 0)
        return True

    user.EnumWindows(hook(window), 0)
    return windows


def text(handle: int) -> str:
    """The words of a window or of a part; '' when it does not answer."""
    room, count = ctypes.create_unicode_buffer(ROOM), ctypes.c_size_t()
    ask = (handle, WM_GETTEXT, ROOM, room, 2, 2000, ctypes.byref(count))
    return room.value if ctypes.windll.user32.SendMessageTimeoutW(*ask) else ""


def press(words: str) -> bool:
    """Press the button of these words, its underlined letter aside; False when there is none."""
    for _, _, parts in shown():
        for handle, label in parts:
            if label.replace("&", "").strip() == words:
                ctypes.windll.user32.PostMessageW(handle, BM_CLICK, 0, 0)
                return True
    return False


def version(file: str) -> dict[str, str]:
    """What Windows reads out of the file's version resource."""
    reader = ctypes.windll.version
    size = reader.GetFileVersionInfoSizeW(file, None)
    block = ctypes.create_string_buffer(size)
    reader.GetFileVersionInfoW(file, 0, size, block)
    found: dict[str, str] = {}
    for name in NAMES:
        place, length = ctypes.c_wchar_p(), wintypes.UINT()
        key = rf"\StringFileInfo\{LANGUAGE}\{name}"
        if reader.VerQueryValueW(block, key, ctypes.byref(place), ctypes.byref(length)):
            found[name] = place.value or ""
    return found


def sticks(sources: str) -> list[str]:
    """The removable disks that the program offers."""
    sys.path.insert(0, sources)
    from kotabumi_kinerja.exchange.drive import candidates  # noqa: PLC0415  # from where it lies

    return [str(path) for path in candidates()]


def main() -> int:
    """Answer one question as JSON; 1 when there is no such button."""
    kind, *rest = sys.argv[1:]
    if kind == "press":
        return 0 if press(*rest) else 1
    answer: object
    if kind == "texts":
        answer = [{"title": title, "words": [w for _, w in parts]} for _, title, parts in shown()]
    elif kind == "version":
        answer = version(str(Path(rest[0])))
    else:
        answer = sticks(rest[0])
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
