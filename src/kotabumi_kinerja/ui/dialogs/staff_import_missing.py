"""Those whom an imported file does not name: a list to look at and to save, nothing more."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.listing import Anchor
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff.verdicts import DryRun, Missing
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, label, row
from kotabumi_kinerja.ui.widgets.chips import figures


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One of them as a row of a list."""

    id: Id
    who: Missing

    @property
    def anchor(self) -> Anchor:
        """For lists."""
        return (self.id,)

    @property
    def words(self) -> str:
        """What is searched."""
        return f"{self.who.name} {self.who.nip} {self.who.post} {self.who.unit}".casefold()

    def in_chip(self, chip: str) -> bool:
        """There are no chips."""
        return not chip

    def sort_value(self, key: str) -> str:
        """What a sorted column compares."""
        by = {"nip": self.who.nip, "post": self.who.post, "unit": self.who.unit}
        return by.get(key, self.who.name)


class MissingDialog(Dialog):
    """They stay in the register as they are."""

    def __init__(self, kit: Kit, run: DryRun, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self._run = run
        self.setWindowTitle("Tidak ada dalam berkas")
        self.setAccessibleName("Tidak ada dalam berkas")
        self.resize(860, 480)
        self.list: ListView[MissingRow] = ListView(
            kit, _spec(), Found([MissingRow(m.id, m) for m in run.missing]), memory
        )
        self.told = label("", "caption")
        self.keep = button(kit, "Simpan ke Excel…", "", "document_table", run=self._save)
        close = button(kit, "Tutup", "primary", run=self.accept)
        close.setDefault(True)
        self.setLayout(
            col(
                label(f"{figures(len(run.missing))} pegawai tidak ada dalam berkas", "title"),
                label(
                    f"Terdaftar di sini, tetapi tidak ada dalam {run.file}. "
                    "Tidak ada yang dihapus atau diubah.",
                    "caption",
                    wrap=True,
                ),
                self.list.toolbar,
                (self.list, 1),
                row(self.keep, self.told, None, close, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Simpan daftar",
            f"tidak-ada-dalam-{Path(self._run.file).stem}.xlsx",
            "Excel (*.xlsx)",
        )
        if name:
            count = staff_import.write_missing(self._run, Path(name))
            self.told.setText(f"{count} pegawai disimpan ke {Path(name).name}.")


def _spec() -> ListSpec[MissingRow]:
    columns: tuple[Column[MissingRow], ...] = (
        Column("NIP", lambda r: r.who.nip, kind="nip", width=172, key="nip"),
        Column("Nama", lambda r: r.who.name, width=220, key="name"),
        Column("Jabatan", lambda r: r.who.post, width=220, stretch=True, key="post"),
        Column("Unit", lambda r: r.who.unit, kind="soft", width=180, key="unit"),
    )
    nothing = EmptyText("checkmark_circle", "Semua ada dalam berkas", "Tidak ada yang luput.")
    return ListSpec("missing", "pegawai", "Nama, NIP, jabatan", columns, nothing)
