"""Two starts: the second one of the same user hands its files to the open window and ends."""

import getpass
import hashlib
import json
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from kotabumi_kinerja import settings
from kotabumi_kinerja.store import lock

WAIT_MS: Final = 1500
TRIES: Final = 20
PAUSE_S: Final = 0.1
"""The window that has the lock may itself be starting: it listens within two seconds."""


def taken_by_open_window(folder: Path, files: Sequence[str]) -> bool:
    """Whether this user's own window has the office open and took the files."""
    who = lock.held(folder / settings.DATABASE)
    if who is None or (who.user, who.computer) != (getpass.getuser(), socket.gethostname()):
        return False
    for _ in range(TRIES):
        if hand_over(folder, [str(Path(file).resolve()) for file in files]):
            return True
        time.sleep(PAUSE_S)
    return False


def hand_over(folder: Path, files: list[str]) -> bool:
    """Give `files` to the window that is open on `folder`; False when there is none."""
    line = QLocalSocket()
    line.connectToServer(_name(folder))
    if not line.waitForConnected(WAIT_MS):
        return False
    line.write(json.dumps(files).encode() + b"\n")
    line.flush()
    taken = line.waitForReadyRead(WAIT_MS)
    line.disconnectFromServer()
    return taken


class OneWindow(QObject):
    """Listens for later starts; `arrived` is called with the files they bring (maybe none)."""

    def __init__(
        self, folder: Path, arrived: Callable[[list[str]], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._arrived = arrived
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))
        self._server.newConnection.connect(self._take)

    def _take(self) -> None:
        line = self._server.nextPendingConnection()
        line.readyRead.connect(lambda: self._read(line))
        if line.bytesAvailable():
            self._read(line)

    def _read(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            return
        try:
            files: object = json.loads(bytes(line.readLine().data()))
        except ValueError:
            files = []
        line.write(b"ok\n")
        line.flush()
        line.disconnected.connect(line.deleteLater)
        self._arrived([str(f) for f in files] if isinstance(files, list) else [])  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON from a socket


def _name(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return f"kotabumi-kinerja-{digest}"
