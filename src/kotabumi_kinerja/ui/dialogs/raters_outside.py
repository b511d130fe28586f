"""Officials outside the office who rate: list, add, edit, join what stands there twice."""

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.raters import OutsideLine, Outsider
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    FormRow,
    button,
    col,
    label,
    row,
    without_arguments,
)

_HELP = (
    "Bupati, pejabat TNI atau Polri, komisioner, dan pejabat instansi lain. Yang bukan ASN dicatat "
    "tanpa NIP. PNS kepala desa dinilai Bupati, dapat dilimpahkan kepada camat."
)


class OutsideForm(Dialog):
    """One official outside."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        line: OutsideLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._line = work, line
        self.setWindowTitle("Ubah pejabat" if line else "Tambah pejabat di luar kantor")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(500)
        kit = face.kit
        held = line or OutsideLine(b"", "", "", "", "", "", 0)
        self.name = FormRow(kit, "Nama", QLineEdit(held.name), "Dengan gelar")
        self.post = FormRow(kit, "Jabatan", QLineEdit(held.post))
        self.nip = FormRow(kit, "NIP", QLineEdit(held.nip), "Kosong bila bukan ASN")
        self.rank = FormRow(kit, "Pangkat", QLineEdit(held.rank), "Seperti tercetak, boleh kosong")
        self.unit = FormRow(kit, "Instansi", QLineEdit(held.unit))
        take = button(kit, "Simpan", "primary", run=self.accept_now)
        take.setDefault(True)
        self.setLayout(
            col(
                label(self.windowTitle(), "title"),
                self.name,
                self.post,
                self.nip,
                self.rank,
                self.unit,
                row(None, button(kit, "Batal", run=self.reject), take, gap=8),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        who = Outsider(
            self.name.text(), self.post.text(), self.nip.text(), self.rank.text(), self.unit.text()
        )
        try:
            if self._line is None:
                raters.add_outsider(self._work, who)
            else:
                raters.edit_outsider(self._work, self._line.id, who)
        except Refused as refusal:
            place = self.name if refusal.code in {"KK-185", "KK-186"} else self.nip
            place.wrong(sentence(refusal.code, refusal.fields))
            return
        self.accept()


class OutsideDialog(Dialog):
    """All officials outside; several chosen ones can be joined into the first."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self.setWindowTitle("Pejabat penilai di luar kantor")
        self.setAccessibleName(self.windowTitle())
        self.resize(900, 480)
        kit = face.kit
        self._rows = Found(raters.outsiders(work))
        self.join = button(kit, "Gabungkan", "", run=self.join_chosen)
        self.edit = button(kit, "Ubah…", "", "edit", run=self.edit_current)
        self.drop = button(kit, "Hapus", "", "delete", run=self.delete_current)
        add = button(kit, "Tambah pejabat…", "primary", "add", run=self.add)
        first = button(kit, "Tambah pejabat…", "primary", "add", run=self.add)
        self.list: ListView[OutsideLine] = ListView(
            kit,
            ListSpec(
                name="rater_outside",
                noun="pejabat",
                hint="Nama atau jabatan",
                columns=(
                    Column("Nama", lambda r: r.name, kind="strong", width=220, stretch=True),
                    Column("Jabatan", lambda r: r.post, width=230),
                    Column("NIP", lambda r: r.nip, kind="nip", width=164),
                    Column("Menilai", lambda r: r.rates, kind="number", align="right", width=80),
                ),
                empty=EmptyText(
                    "people",
                    "Belum ada pejabat di luar kantor",
                    "Catat siapa yang menilai pimpinan kantor, mis. Bupati.",
                ),
            ),
            self._rows,
            face.memory,
            buttons=(self.join, self.drop, self.edit, add),
            empty_buttons=(first,),
        )
        self.list.opened.connect(without_arguments(self.edit_current))
        self.list.selection_changed.connect(self._settle)
        self.setLayout(
            col(
                label(self.windowTitle(), "title"),
                label(_HELP, "caption", wrap=True),
                (self.list, 1),
                row(None, button(kit, "Tutup", run=self.accept)),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        self.list.step(1)
        self._settle()

    def add(self) -> None:
        """A new one."""
        if OutsideForm(self._face, self._work, None, self).exec():
            self._again("Pejabat ditambahkan")

    def edit_current(self) -> None:
        """Change the current one."""
        line = self.list.current_row()
        if line is not None and OutsideForm(self._face, self._work, line, self).exec():
            self._again(f"{line.name} diubah")

    def delete_current(self) -> None:
        """Take the current one off the list."""
        line = self.list.current_row()
        if line is not None:
            raters.delete_outsider(self._work, line.id)
            self._again(f"{line.name} dihapus")

    def join_chosen(self) -> None:
        """The chosen ones become the current one."""
        keep, chosen = self.list.current(), self.list.selected()
        if keep is None:
            return
        moved = raters.join_outsiders(self._work, keep, _without(chosen, keep))
        self._again(f"{len(chosen)} pejabat digabungkan, {moved} baris penilai dipindahkan")

    def _again(self, said: str) -> None:
        self._rows.renew(raters.outsiders(self._work))
        self.list.refresh()
        self._settle()
        self._face.done(said)

    def _settle(self) -> None:
        chosen = len(self.list.selected())
        self.join.setEnabled(chosen > 1)
        self.edit.setEnabled(chosen == 1)
        self.drop.setEnabled(chosen == 1)


def _without(keys: list[Id], one: Id) -> list[Id]:
    return [key for key in keys if key != one]


def show_outsiders(face: Face, work: Workspace, parent: QWidget) -> None:
    """The list of officials outside."""
    OutsideDialog(face, work, parent).exec()
