"""One person's record: the head with the photo, and the parts below it, made as they are seen."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLayout, QStackedWidget, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import attachments
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.staff import record as record_of
from kotabumi_kinerja.services.staff.findings import warnings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.changes import Changes
from kotabumi_kinerja.ui.columns import spaced_nip
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.staff.record_career import CareerPart
from kotabumi_kinerja.ui.tabs.staff.record_documents import DocumentsPart
from kotabumi_kinerja.ui.tabs.staff.record_identity import IdentityPart
from kotabumi_kinerja.ui.tabs.staff.record_summary import summary
from kotabumi_kinerja.ui.widgets import (
    Chip,
    Empty,
    EmptyText,
    FormRow,
    IconLabel,
    col,
    hold,
    label,
    row,
    rule,
    scroll,
    subtabs,
)

PARTS: Final = ("Ringkasan", "Identitas", "Kepegawaian", "Dokumen")
SUMMARY, IDENTITY, CAREER, DOCUMENTS = range(4)
_PHOTO: Final = 72
_OWN: Final = frozenset({"attachment", "discipline"})


class RecordPane(QStackedWidget):
    """The right side of Pegawai. Fields save when they are left; each save is one undo step."""

    def __init__(self, face: Face, work: Workspace, change_rater: Callable[[], object]) -> None:
        super().__init__()
        del change_rater
        self._face, self._work = face, work
        self._record: StaffRecord | None = None
        self._page = SUMMARY
        self._made: dict[int, QWidget] = {}
        self._temporary = QTemporaryDir()
        Changes(work.database, self).told.connect(self._heard)
        empty = Empty(
            face.kit,
            EmptyText("people", "Pilih seorang pegawai", "Datanya tampil di sini."),
        )
        self.addWidget(hold(col(empty), "pane"))
        self._full: QWidget | None = None
        self._places = QStackedWidget()
        self._tabs = subtabs(list(PARTS))
        self.setAccessibleName("Data pegawai")

    def show_person(self, record: StaffRecord | None) -> None:
        """Show somebody, or that nobody is chosen; keeps the part and the field in sight."""
        focused = self._focused_field()
        self._record = record
        if self._full is not None:
            self.removeWidget(self._full)
            self._full.deleteLater()
            self._full = None
            self._made = {}
        if record is None:
            self.setCurrentIndex(0)
            return
        self._full = self._build(record)
        self.addWidget(self._full)
        self.setCurrentWidget(self._full)
        line = self._rows().get(focused)
        if line is not None:
            line.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self, tables: frozenset[str]) -> None:
        """What only the record shows is read again by itself; the rest comes from the tab."""
        if self._record is not None and tables <= _OWN:
            self.show_person(record_of(self._work, self._record.id))

    def show_part(self, at: int) -> None:
        """Ringkasan, Identitas, Kepegawaian or Dokumen."""
        self._tabs.setCurrentIndex(at)

    def part(self, at: int) -> QWidget:
        """The part of whom is shown; KeyError when nobody is, or it was not seen yet."""
        return self._made[at]

    def to_field(self, name: str) -> None:
        """Show the part with this field and put the cursor into it."""
        for at in (IDENTITY, CAREER):
            if self._record is not None and name in self._rows(at):
                self.show_part(at)
                self._rows(at)[name].field.setFocus()
                return

    def field(self, name: str) -> QWidget:
        """The editable field of that name; KeyError when nobody is shown."""
        return {**self._rows(IDENTITY), **self._rows(CAREER)}[name].field

    def _rows(self, at: int | None = None) -> Mapping[str, FormRow]:
        if at is None:
            at = self._page
        part = self._part(at) if self._record is not None else None
        return part.rows if isinstance(part, IdentityPart | CareerPart) else {}

    def _focused_field(self) -> str:
        for name, line in self._rows().items():
            if line.field.hasFocus():
                return name
        return ""

    def _build(self, record: StaffRecord) -> QWidget:
        self._places = QStackedWidget()
        for name in PARTS:
            place = QWidget()
            place.setAccessibleName(name)
            place.setLayout(col())
            self._places.addWidget(place)
        self._tabs = subtabs(list(PARTS))
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setCurrentIndex(self._page)
        self._turn(self._page)
        self._tabs.currentChanged.connect(self._turn)
        return hold(
            col(
                self._head(record),
                rule(),
                hold(row(self._tabs, None, pad=(8, 0, 8, 0))),
                rule(),
                (self._places, 1),
                gap=0,
            ),
            "pane",
        )

    def _turn(self, at: int) -> None:
        self._page = at
        self._tabs.updateGeometry()  # the chosen name is bold, so wider
        self._part(at)
        self._places.setCurrentIndex(at)

    def _part(self, at: int) -> QWidget:
        """The part, made when it is first wanted: who walks through the list sees only one."""
        record = cast("StaffRecord", self._record)
        if at not in self._made:
            self._made[at] = self._make(at, record)
            box = cast("QVBoxLayout", self._places.widget(at).layout())
            box.addWidget(scroll(self._made[at]))
        return self._made[at]

    def _make(self, at: int, record: StaffRecord) -> QWidget:
        face, work = self._face, self._work
        if at == IDENTITY:
            return IdentityPart(face, work, record)
        if at == CAREER:
            return CareerPart(face, work, record)
        if at == DOCUMENTS:
            return DocumentsPart(face, work, record, self._temporary)
        return summary(face, work, record, lambda: self.show_part(CAREER))

    def _head(self, record: StaffRecord) -> QWidget:
        kit = self._face.kit
        doubts = warnings(record.findings)
        mark = IconLabel(
            kit, "warning" if doubts else "checkmark_circle", "warn" if doubts else "good"
        )
        said = "periksa identitas" if doubts else "cocok dengan identitas"
        chips = [Chip(kit, record.status.label, "tag")] if record.status else []
        if record.rank != "-":
            chips.append(Chip(kit, record.rank, "plain"))
        if record.leaving:
            kind = "bad" if record.left else "warn"
            chips.append(Chip(kit, record.leaving.label, kind))
        parts: list[QWidget | QLayout] = [
            label(record.full_name, "title", wrap=True),
            row(label(spaced_nip(record.nip)), mark, label(said, "caption"), None, gap=6),
            row(*chips, None, gap=6),
        ]
        words = col(*parts, gap=4)
        photo = _photo(self._work, record.id)
        top = row(photo, (words, 1), gap=12) if photo else row((words, 1))
        if photo:
            top.setAlignment(photo, Qt.AlignmentFlag.AlignTop)
        notes = [label(sentence(f.code, f.fields), "caption", "warn", wrap=True) for f in doubts]
        return hold(col(top, *notes, gap=4, pad=(14, 10, 8, 8)))


def _photo(work: Workspace, person: Id) -> QLabel | None:
    body = attachments.photo(work, person)
    picture = QPixmap()
    if body is None or not picture.loadFromData(body):
        return None
    shown = QLabel()
    ratio = shown.devicePixelRatioF()
    whole = picture.scaled(
        round(_PHOTO * ratio),
        round(_PHOTO * 4 / 3 * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    whole.setDevicePixelRatio(ratio)
    shown.setPixmap(whole)
    shown.setAccessibleName("Foto")
    return shown
