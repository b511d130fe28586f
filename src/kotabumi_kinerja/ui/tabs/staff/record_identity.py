"""Identitas: the fields of the person, education, and what else SIASN says."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.staff import editing as staff_editing
from kotabumi_kinerja.services.staff.editing import SourceFact
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.staff.record_fields import Field, FieldForm
from kotabumi_kinerja.ui.tabs.staff.record_parts import PAD, typed
from kotabumi_kinerja.ui.widgets import FormRow, button, col, heading, label

_DAY: Final = "Seperti 28-02-1990"
SOURCE: Final = "siasn:"
"""Before the name of a field that is kept under a heading of SIASN."""


class IdentityPart(QWidget):
    """Everything that is the person's, whatever the post."""

    def __init__(self, face: Face, work: Workspace, record: StaffRecord) -> None:
        super().__init__()
        self._face, self._work, self._record = face, work, record
        self._own = FieldForm(
            face, _fields(record), record.name, partial(staff.edit, work, record.id)
        )
        facts = staff_editing.source_facts(work, record.id)
        self._more = [f for f in facts if not f.value]
        self._kept = self._source_form([f for f in facts if f.value])
        parts: list[QWidget] = [self._own]
        if record.centre_note:
            note = f"Catatan BKPSDM: {record.centre_note}"
            parts.append(label(note, "caption", "note", wrap=True))
        self._all = button(face.kit, "Tampilkan yang kosong", "link", run=self.show_empty)
        self._box = col(
            *parts, heading("Keterangan lain dari SIASN", self._all), self._kept, gap=12, pad=PAD
        )
        if not any(f.value for f in facts):
            self._box.addWidget(label("Belum ada. Terisi saat impor ekspor SIASN.", "caption"))
        self._box.addStretch(1)
        self.setLayout(self._box)

    @property
    def rows(self) -> Mapping[str, FormRow]:
        """The fields by name; those of SIASN as 'siasn:HEADING'."""
        return {**self._own.rows, **self._kept.rows}

    def show_empty(self) -> None:
        """Also the headings under which nothing stands yet."""
        self._all.hide()
        form = self._source_form(self._more)
        self._kept.rows.update(form.rows)
        self._box.insertWidget(self._box.count() - 1, form)
        first = next(iter(form.rows.values()), None)
        if first is not None and isinstance(first.field, QLineEdit):
            first.field.setFocus()

    def _source_form(self, facts: list[SourceFact]) -> FieldForm:
        fields = [Field(f.title, SOURCE + f.heading, f.value) for f in facts]
        return FieldForm(self._face, fields, self._record.name, self._save_source)

    def _save_source(self, name: str, text: str) -> None:
        staff_editing.edit_source(self._work, self._record.id, name.removeprefix(SOURCE), text)


def _fields(r: StaffRecord) -> list[Field]:
    return [
        Field("NIP", "nip", r.nip, "18 angka, spasi boleh"),
        Field("Nama", "name", r.name),
        Field("Gelar depan", "front", r.front),
        Field("Gelar belakang", "back", r.back),
        Field("NIK", "nik", r.nik),
        Field("Tempat lahir", "birthplace", r.birthplace),
        Field("Tanggal lahir", "born", typed(r.born), _DAY),
        Field("Jenis kelamin", "sex", r.sex or "", "L atau P"),
        Field("Nomor HP", "phone", r.phone),
        Field("Email", "email", r.email),
        Field("Alamat", "address", r.address),
        Field("Pendidikan", "education_level", r.education_level, "Tingkat terakhir, seperti S1"),
        Field("Jurusan", "education", r.education),
        Field("Tahun lulus", "graduated", str(r.graduated or "")),
    ]
