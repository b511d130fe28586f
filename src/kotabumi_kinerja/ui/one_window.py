"""Two starts: the second one of the same user hands its files to the open window and ends."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS: Final = 1500


def hand_over(folder: Path, files: list[str]) -> bool:
    """Give `files` to the window that is open on `folder`; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(json.dumps(files).encode() + b"\n")
    done = socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return done


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
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            files: object = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            files = []
        socket.deleteLater()
        self._arrived([str(f) for f in files] if isinstance(files, list) else [])  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON from a socket


def _name(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return f"kotabumi-kinerja-{digest}"
