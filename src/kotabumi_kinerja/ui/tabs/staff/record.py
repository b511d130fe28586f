"""One person's record: who, what post, who rates, what was; fields that save as they are left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.raters import KINDS, RaterLine
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column, spaced_nip
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.widgets import (
    Chip,
    Empty,
    EmptyText,
    FormRow,
    IconLabel,
    Moment,
    Timeline,
    button,
    col,
    heading,
    hold,
    label,
    row,
    rule,
    scroll,
    subtabs,
)

_ROW_TWO: Final = 44
_HEAD: Final = 29


@dataclass(frozen=True, slots=True)
class _Field:
    """One editable field: its label, its name in the service, how the record holds it."""

    title: str
    name: str
    value: Callable[[StaffRecord], str]
    hint: str = ""


def _day(value: date | None) -> str:
    return f"{value:%d-%m-%Y}" if value else ""


_IDENTITY: Final = (
    _Field("Nama", "name", lambda r: r.name),
    _Field("Gelar depan", "front", lambda r: r.front),
    _Field("Gelar belakang", "back", lambda r: r.back),
    _Field("NIK", "nik", lambda r: r.nik),
    _Field("Tempat lahir", "birthplace", lambda r: r.birthplace),
    _Field("Tanggal lahir", "born", lambda r: _day(r.born), "Seperti 28-02-1990"),
    _Field("Jenis kelamin", "sex", lambda r: r.sex or "", "L atau P"),
    _Field("Nomor HP", "phone", lambda r: r.phone),
    _Field("Email", "email", lambda r: r.email),
    _Field("Alamat", "address", lambda r: r.address),
)
_POST: Final = (
    _Field("Jabatan", "post", lambda r: r.post),
    _Field("Golongan", "golongan", lambda r: r.golongan, "III/b untuk PNS, IX untuk PPPK"),
    _Field("Unit", "unit_name", lambda r: r.unit),
    _Field("Kedudukan", "standing", lambda r: r.standing, "Kedudukan hukum, mis. Aktif"),
    _Field("Akhir kontrak", "contract_until", lambda r: _day(r.contract_until), "Hanya PPPK"),
)


class RecordPane(QStackedWidget):
    """The right side of Pegawai. Fields save when they are left; each save is one undo step."""

    def __init__(self, face: Face, work: Workspace, change_rater: Callable[[], object]) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._change_rater = change_rater
        self._person: Id | None = None
        self._rows: dict[str, FormRow] = {}
        self._page = 0
        empty = Empty(
            face.kit,
            EmptyText("people", "Pilih seorang pegawai", "Datanya tampil di sini."),
        )
        self.addWidget(hold(col(empty), "pane"))
        self._full: QWidget | None = None
        self.setAccessibleName("Data pegawai")

    def show_person(self, record: StaffRecord | None) -> None:
        """Show somebody, or that nobody is chosen; keeps the part and the field in sight."""
        focused = self._focused_field()
        self._person = record.id if record else None
        if self._full is not None:
            self.removeWidget(self._full)
            self._full.deleteLater()
            self._full = None
            self._rows = {}
        if record is None:
            self.setCurrentIndex(0)
            return
        self._full = self._build(record)
        self.addWidget(self._full)
        self.setCurrentWidget(self._full)
        if focused in self._rows:
            self._rows[focused].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_field(self, name: str) -> None:
        """Show the part with this field and put the cursor into it."""
        if name in self._rows:
            self._tabs.setCurrentIndex(1 if name in {f.name for f in _IDENTITY} else 2)
            self._rows[name].field.setFocus()

    def field(self, name: str) -> QWidget:
        """The editable field of that name; KeyError when nobody is shown."""
        return self._rows[name].field

    def _focused_field(self) -> str:
        for name, line in self._rows.items():
            if line.field.hasFocus():
                return name
        return ""

    def _build(self, record: StaffRecord) -> QWidget:
        self._tabs = subtabs(["Ringkasan", "Identitas", "Kepegawaian"])
        parts = QStackedWidget()
        for part in (
            self._summary(record),
            self._form(record, _IDENTITY),
            self._form(record, _POST),
        ):
            parts.addWidget(scroll(part))
        self._tabs.currentChanged.connect(parts.setCurrentIndex)
        self._tabs.currentChanged.connect(self._remember)
        self._tabs.setCurrentIndex(self._page)
        return hold(
            col(
                self._head(record),
                rule(),
                hold(row(self._tabs, None, pad=(8, 0, 8, 0))),
                rule(),
                (parts, 1),
                gap=0,
            ),
            "pane",
        )

    def _remember(self, at: int) -> None:
        self._page = at

    def _head(self, record: StaffRecord) -> QVBoxLayout:
        kit = self._face.kit
        doubts = [f for f in record.findings if f.severity.name == "WARNING"]
        mark = IconLabel(
            kit, "warning" if doubts else "checkmark_circle", "warn" if doubts else "good"
        )
        said = "periksa NIP" if doubts else "cocok dengan identitas"
        chips = [Chip(kit, record.status.label, "tag")] if record.status else []
        if record.rank != "-":
            chips.append(Chip(kit, record.rank, "plain"))
        name = label(record.full_name, "title", wrap=True)
        parts: list[QWidget | QLayout] = [
            row(name, gap=4),
            row(label(spaced_nip(record.nip)), mark, label(said, "caption"), None, gap=6),
            row(*chips, None, gap=6),
        ]
        parts += [label(sentence(f.code, f.fields), "caption", "warn", wrap=True) for f in doubts]
        return col(*parts, gap=4, pad=(14, 10, 8, 8))

    def _summary(self, record: StaffRecord) -> QWidget:
        leaves = record.retirement
        age = f"{record.age} tahun" if record.age is not None else ""
        born = show_date(record.born) if record.born else "–"
        since = f"sejak {show_date(record.post_since)}" if record.post_since else ""
        facts = col(
            _fact("Jabatan", record.post or "–", since),
            _fact("Unit", record.unit or "–"),
            _fact("Lahir", f"{record.birthplace or '–'}, {born}", age),
            _fact(
                "Pensiun",
                show_date(leaves.day) if leaves else "–",
                f"BUP {leaves.age} tahun" if leaves else "jabatan belum dikenal",
            ),
            gap=4,
        )
        return hold(
            col(
                facts,
                self._raters(record),
                self._history(record),
                None,
                gap=12,
                pad=(14, 10, 14, 10),
            )
        )

    def _raters(self, record: StaffRecord) -> QVBoxLayout:
        kit = self._face.kit
        lines = raters.lines(self._work, record.id)
        change = button(kit, "Ganti penilai…", "link", "arrow_sync", run=self._change_rater)
        title = heading(f"Siapa menilai {record.name}", change)
        if not lines:
            none = label(
                "Belum ada penilai. Tanpa penilai ia belum dapat dinilai.", "", "bad", wrap=True
            )
            return col(title, none, gap=6)
        table: ShortTable[_RaterRow] = ShortTable(
            kit,
            "Penilai dan masa berlakunya",
            (
                Column("Penilai", lambda r: r.who, kind="two", width=230, stretch=True),
                Column("Berlaku", lambda r: r.span, kind="two", width=150),
            ),
            two_lines=True,
        )
        table.show_rows([_rater_row(x) for x in lines])
        table.setFixedHeight(_HEAD + _ROW_TWO * min(len(lines), 3))
        return col(title, hold(col(table, pad=(1, 1, 1, 1)), "pane"), gap=6)

    def _history(self, record: StaffRecord) -> QVBoxLayout:
        found = staff.milestones(self._work, record.id)
        moments = [Moment(_short(m.day), m.what, m.more) for m in found]
        return col(heading("Riwayat"), Timeline(self._face.kit, moments), gap=6)

    def _form(self, record: StaffRecord, fields: tuple[_Field, ...]) -> QWidget:
        lines: list[FormRow] = []
        for field in fields:
            box = QLineEdit(field.value(record))
            line = FormRow(self._face.kit, field.title, box, field.hint)
            box.editingFinished.connect(partial(self._save, field, line, record))
            self._rows[field.name] = line
            lines.append(line)
        note = QLabel()
        if record.centre_note:
            note = label(f"Catatan BKPSDM: {record.centre_note}", "caption", "note", wrap=True)
        return hold(col(*lines, note, None, gap=8, pad=(14, 12, 14, 12)))

    def _save(self, field: _Field, line: FormRow, record: StaffRecord) -> None:
        typed = line.text().strip()
        if typed == field.value(record) or self._person != record.id:
            line.right()
            return
        try:
            staff.edit(self._work, record.id, field.name, typed)
        except Refused as refusal:
            line.wrong(sentence(refusal.code, refusal.fields))
            return
        line.right()
        self._face.done(f"{field.title} {record.name} diubah")


def _fact(name: str, value: str, more: str = "") -> QHBoxLayout:
    """One fact whose words may take several lines."""
    head = label(name, "label")
    head.setFixedWidth(92)
    said = col(label(value, wrap=True), *([label(more, "caption")] if more else []), gap=0)
    line = row(head, (said, 1), gap=8)
    line.setAlignment(head, Qt.AlignmentFlag.AlignTop)
    return line


@dataclass(frozen=True, slots=True)
class _RaterRow:
    id: Id
    anchor: tuple[object, ...]
    who: str
    span: str


def _rater_row(line: RaterLine) -> _RaterRow:
    until = f"sampai {_short(line.until)}" if line.until else "sampai sekarang"
    who = f"{line.name}\n{KINDS.get(line.kind, line.kind)}, {line.post}"
    return _RaterRow(line.id, (line.id,), who, f"{_short(line.since)}\n{until}")


def _short(day: date) -> str:
    words = show_date(day).split()
    return f"{words[0]} {words[1][:3]} {words[2]}"
