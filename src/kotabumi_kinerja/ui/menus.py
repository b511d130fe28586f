"""Commands: the entries of the menus, and what Ctrl+K knows of them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kotabumi_kinerja.ui.face import Command, Menu
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import Found, without_arguments


class Menus:
    """Puts commands into menus; answers Ctrl+K for them."""

    def __init__(self, kit: Kit, owner: QWidget, menus: Mapping[Menu, QMenu]) -> None:
        self._kit = kit
        self._owner = owner
        self._menus = menus
        self._commands: list[Command] = []

    def add(self, *commands: Command) -> list[QAction]:
        """Appends to the menus that the commands name."""
        made: list[QAction] = []
        for command in commands:
            menu = self._menus[command.menu]
            if command.apart and not menu.isEmpty():
                menu.addSeparator()
            action = QAction(command.text, self._owner)
            if command.icon:
                action.setIcon(self._kit.icons(command.icon))
            if command.key:
                action.setShortcut(QKeySequence(command.key))
            action.triggered.connect(without_arguments(command.run))
            menu.addAction(action)
            made.append(action)
            self._commands.append(command)
        return made

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """Commands whose words all begin, somewhere, with what was typed."""
        wanted = text.casefold().split()
        hits = [command for command in self._commands if _hit(command, wanted)]
        return [_found(command) for command in hits[:limit]]


def _hit(command: Command, wanted: Sequence[str]) -> bool:
    plain = command.text.replace("&", "").casefold()
    words = f"{plain} {command.words.casefold()}".split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _found(command: Command) -> Found:
    title = command.text.replace("&", "")
    where = f"{command.menu.value}  {command.key}".rstrip()
    run: Callable[[], object] = command.run
    return Found(title, where, command.icon or "chevron_right", run)
