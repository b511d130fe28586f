"""Kepegawaian: the dated lines, what held on a day, punishments, and today's line as fields."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import career, career_story, discipline, staff
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.staff import as_of as staff_asof
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.staff_change import correct_line, record_change
from kotabumi_kinerja.ui.dialogs.staff_discipline import ask_punishment
from kotabumi_kinerja.ui.dialogs.units import show_units
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.staff.record_fields import Field, FieldForm
from kotabumi_kinerja.ui.tabs.staff.record_parts import (
    PAD,
    ShortList,
    TwoLines,
    emptied,
    fact,
    short,
    typed,
)
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    button,
    col,
    heading,
    hold,
    label,
    row,
    without_arguments,
)

_DAY: Final = "Seperti 01-04-2026"

Run = Callable[[], object]


class CareerPart(QWidget):
    """The career of one person."""

    def __init__(self, face: Face, work: Workspace, record: StaffRecord) -> None:
        super().__init__()
        self._face, self._work, self._record = face, work, record
        self._form = FieldForm(
            face, _fields(record), record.name, partial(staff.edit, work, record.id)
        )
        self.lines = ShortList(face.kit, "Riwayat kepegawaian", ("Sejak", "Perubahan"))
        self.lines.opened.connect(without_arguments(self.correct))
        self.punishments = ShortList(face.kit, "Hukuman disiplin", ("Berlaku", "Hukuman"), 128)
        self.punishments.opened.connect(without_arguments(self.correct_punishment))
        self.on_day = FormRow(
            face.kit, "Keadaan per", QLineEdit(typed(work.today())), f"{_DAY}, lalu Enter"
        )
        self._then: QVBoxLayout = col(gap=4)
        if isinstance(self.on_day.field, QLineEdit):
            self.on_day.field.editingFinished.connect(self.show_day)
        self.setLayout(
            col(
                self._career(),
                col(self.on_day, self._then, gap=6),
                self._discipline(),
                self._today(),
                None,
                gap=14,
                pad=PAD,
            )
        )
        self.show_day()

    @property
    def rows(self) -> Mapping[str, FormRow]:
        """The fields of today's line by name."""
        return self._form.rows

    def record(self) -> None:
        """'Catat perubahan…'."""
        record_change(self._face, self._work, self._record.id, self)

    def correct(self) -> None:
        """'Betulkan…' the chosen line."""
        key = self.lines.chosen()
        found = next((x for x in career.lines(self._work, self._record.id) if x.id == key), None)
        if found is not None:
            correct_line(self._face, self._work, self._record.id, found, self)

    def remove(self) -> None:
        """'Hapus' the chosen line; it can be undone."""
        key = self.lines.chosen()
        if key is not None:
            career.remove(self._work, self._record.id, key)
            self._face.done("Baris riwayat dihapus")

    def punish(self) -> None:
        """A new punishment."""
        ask_punishment(self._face, self._work, self._record.id, self)

    def correct_punishment(self) -> None:
        """The chosen punishment put right."""
        key = self.punishments.chosen()
        lines = discipline.lines(self._work, self._record.id)
        found = next((x for x in lines if x.id == key), None)
        if found is not None:
            ask_punishment(self._face, self._work, self._record.id, self, found)

    def remove_punishment(self) -> None:
        """The chosen punishment taken out; it can be undone."""
        key = self.punishments.chosen()
        if key is not None:
            discipline.remove(self._work, self._record.id, key)
            self._face.done("Hukuman disiplin dihapus")

    def show_day(self) -> None:
        """What held on the day that was typed."""
        try:
            day = parse_date(self.on_day.text())
        except Refused as refusal:
            self.on_day.wrong(sentence(refusal.code, refusal.fields))
            return
        self.on_day.right()
        then = staff_asof.as_of(self._work, self._record.id, day)
        emptied(self._then)
        for name, value in list(then.lines())[1:]:
            self._then.addWidget(hold(fact(name, value)))

    def _career(self) -> QVBoxLayout:
        kit = self._face.kit
        told = career_story.story(career.lines(self._work, self._record.id))
        self.lines.show_lines(
            [TwoLines(m.line.id, (m.line.id,), short(m.day), f"{m.what}\n{m.more}") for m in told]
        )
        add = button(kit, "Catat perubahan…", "link", "add", run=self.record)
        if not told:
            return col(heading("Riwayat", add), label("Belum ada riwayat.", "caption"), gap=6)
        return col(
            heading("Riwayat", add), self.lines, self._tools(self.correct, self.remove), gap=6
        )

    def _discipline(self) -> QVBoxLayout:
        kit = self._face.kit
        found = discipline.lines(self._work, self._record.id)
        self.punishments.show_lines([_punished(x) for x in found])
        add = button(kit, "Catat hukuman…", "link", "add", run=self.punish)
        head = heading("Hukuman disiplin", add)
        if not found:
            return col(head, label("Tidak ada.", "caption"), gap=6)
        tools = self._tools(self.correct_punishment, self.remove_punishment)
        return col(head, self.punishments, tools, gap=6)

    def _today(self) -> QVBoxLayout:
        tree = button(self._face.kit, "Atur unit…", "link", "branch_fork", run=self._units)
        why = "Membetulkan baris terbaru. Kejadian baru dicatat dengan 'Catat perubahan…'."
        return col(
            heading("Data terbaru", tree), label(why, "caption", wrap=True), self._form, gap=8
        )

    def _units(self) -> None:
        show_units(self._face, self._work, self)

    def _tools(self, correct: Run, remove: Run) -> QWidget:
        kit = self._face.kit
        return hold(
            row(
                button(kit, "Betulkan…", "link", "edit", run=correct),
                button(kit, "Hapus", "link", "delete", run=remove),
                None,
                gap=12,
            )
        )


def _punished(line: discipline.PunishmentLine) -> TwoLines:
    p = line.punishment
    until = f"sampai {short(p.until)}" if p.until else ""
    more = f"Tingkat {p.level.label}" + (f", SK {p.decree}" if p.decree else "")
    return TwoLines(line.id, (line.id,), f"{short(p.since)}\n{until}", f"{p.kind}\n{more}")


def _fields(r: StaffRecord) -> list[Field]:
    return [
        Field(
            "Status",
            "status",
            r.status.label if r.status else "",
            "CPNS, PNS, PPPK, atau PPPK Paruh Waktu",
        ),
        Field("Kedudukan", "standing", r.standing, "Kedudukan hukum, seperti Aktif"),
        Field(
            "TMT CPNS", "service_since", typed(r.service_since), "Untuk PPPK: awal kontrak pertama"
        ),
        Field("Golongan", "golongan", r.golongan, "III/b untuk PNS, IX untuk PPPK"),
        Field("TMT golongan", "golongan_since", typed(r.golongan_since)),
        Field("Jabatan", "post", r.post),
        Field("TMT jabatan", "post_since", typed(r.post_since)),
        Field("Unit", "unit_name", r.unit),
        Field("Eselon", "eselon", r.eselon, "Seperti III.a, kosong bila tidak ada"),
        Field("Awal kontrak", "contract_since", typed(r.contract_since)),
        Field("Akhir kontrak", "contract_until", typed(r.contract_until), "Hanya PPPK"),
        Field("Nomor kontrak", "contract_number", r.contract_number),
    ]
