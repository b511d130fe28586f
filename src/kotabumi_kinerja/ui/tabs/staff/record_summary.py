"""Ringkasan: who somebody is today, what comes up with its rule, who rates, what was."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.services import career, career_story, due
from kotabumi_kinerja.services.due import DueKind
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.staff_due import show_due
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.staff.rater_part import RaterPart
from kotabumi_kinerja.ui.tabs.staff.record_parts import PAD, fact, short
from kotabumi_kinerja.ui.widgets import (
    Moment,
    Timeline,
    button,
    col,
    heading,
    hold,
    label,
    without_arguments,
)

_MOST: Final = 8
_NAMES: Final = {
    DueKind.RETIREMENT: "Pensiun",
    DueKind.CONTRACT: "Kontrak",
    DueKind.RANK: "Naik pangkat",
    DueKind.SALARY: "KGB",
}


def summary(
    face: Face, work: Workspace, record: StaffRecord, all_history: Callable[[], object]
) -> QWidget:
    """The part as it stands now."""
    raters = RaterPart(face, work)
    raters.show_person(record.id)
    return hold(
        col(
            col(*_facts(record), gap=4),
            _coming(face, work, record),
            raters,
            _history(face, work, record, all_history),
            None,
            gap=14,
            pad=PAD,
        )
    )


def _facts(record: StaffRecord) -> Sequence[QLayout]:
    since = f"sejak {show_date(record.post_since)}" if record.post_since else ""
    post = ", ".join(x for x in (f"eselon {record.eselon}" if record.eselon else "", since) if x)
    born = show_date(record.born) if record.born else "–"
    age = f"{record.age} tahun" if record.age is not None else ""
    begun = f"sejak {show_date(record.service_since)}" if record.service_since else ""
    level, taught = record.education_level, record.education
    taught = taught if taught.startswith(level) else f"{level} {taught}"
    lines = [
        fact("Jabatan", record.post or "–", post),
        fact("Unit", record.unit or "–"),
        fact("Lahir", f"{record.birthplace or '–'}, {born}", age),
        fact("Masa kerja", record.service_words or "belum tercatat", begun),
        fact("Pendidikan", taught.strip() or "–"),
    ]
    if record.leaving and record.since:
        words = f"{record.leaving.label} sejak {show_date(record.since)}"
        lines.insert(0, fact("Keluar", words, f"SK {record.decree}" if record.decree else ""))
    return lines


def _coming(face: Face, work: Workspace, record: StaffRecord) -> QVBoxLayout:
    """What comes up; each with its rule, the regulation in the tooltip."""
    if record.left:
        return col()
    found = due.hints(work, record.id)
    everybody = button(face.kit, "Semua pegawai…", "link", "calendar_clock")
    everybody.clicked.connect(without_arguments(partial(show_due, face, work, everybody)))
    lines: list[QLayout | QWidget] = [heading("Yang akan datang", everybody)]
    for hint in found:
        note = f"{hint.why}, {hint.note}" if hint.note else hint.why
        what = f"{short(hint.day)}: {hint.what}" if hint.kind is DueKind.RANK else short(hint.day)
        lines.append(fact(_NAMES[hint.kind], what, note, hint.source))
    if not any(hint.kind is DueKind.RETIREMENT for hint in found):
        why = "jabatan belum dikenal" if record.born else "tanggal lahir belum tercatat"
        lines.append(fact("Pensiun", "–", why))
    return col(*lines, gap=4)


def _history(
    face: Face, work: Workspace, record: StaffRecord, all_history: Callable[[], object]
) -> QVBoxLayout:
    found = career_story.dated(career.lines(work, record.id))
    moments = [Moment(short(m.day), m.what, m.more) for m in found[:_MOST]]
    more = button(face.kit, "Semua riwayat", "link", "history", run=all_history)
    parts: list[QWidget] = [Timeline(face.kit, moments)] if moments else [label("–", "caption")]
    return col(heading("Riwayat", more), *parts, gap=6)
