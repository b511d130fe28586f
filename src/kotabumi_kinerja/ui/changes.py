"""Changes of the database brought to the main thread, whatever thread made them."""

from PySide6.QtCore import QObject, Qt, Signal

from kotabumi_kinerja.store.database import Database


class Changes(QObject):
    """`told` carries the names of the changed tables, always on the thread of this object."""

    told = Signal(object)
    _heard = Signal(object)

    def __init__(self, database: Database, parent: QObject) -> None:
        super().__init__(parent)
        self._heard.connect(self.told, Qt.ConnectionType.AutoConnection)
        database.watch(self._heard.emit)
