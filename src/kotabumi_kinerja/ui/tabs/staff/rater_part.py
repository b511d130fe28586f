"""The raters of one person: who rates today, the register's lines, what is wrong, what to do."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from kotabumi_kinerja.domain.dates import MONTHS
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.domain.rater_checks import Trouble
from kotabumi_kinerja.domain.raters import DEFINITIVE
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.raters import KINDS, RaterLine
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.choose_rater import change_line, choose_rater, end_line
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.jobs import Job
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.widgets import (
    IconLabel,
    button,
    col,
    heading,
    hold,
    label,
    row,
    without_arguments,
)

_NO_MARGIN: Final = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line as two rows of text."""

    id: Id
    line: RaterLine
    who: str
    span: str

    @property
    def anchor(self) -> tuple[Id]:
        """For the table."""
        return (self.id,)


class RaterPart(QWidget):
    """A section of the record's Ringkasan; as high as its content, no scroll bar of its own."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._person: Id | None = None
        self._lines: list[RaterLine] = []
        self.setAccessibleName("Penilai")
        self._job: Job | None = None
        self._troubles = QWidget()
        self._box = QVBoxLayout()
        self._box.setContentsMargins(*_NO_MARGIN)
        self.setLayout(self._box)
        self._body: QWidget | None = None
        self.table: ShortTable[_Shown] | None = None

    def show_person(self, person: Id | None) -> None:
        """Show somebody's raters; None empties it."""
        self._person = person
        if self._body is not None:
            self._box.removeWidget(self._body)
            self._body.setParent(None)
            self._body.deleteLater()
            self._body = self.table = None
        if person is not None:
            self._body = self._build(person)
            self._box.addWidget(self._body)
        self._judge()

    def _judge(self) -> None:
        """The checks look at the whole register, so they come after, from a thread."""
        person = self._person
        if self._job is not None:
            self._job.cancel()
        if person is None:
            return
        year = self._work.today().year
        self._job = self._face.jobs.run(
            "Memeriksa penilai",
            lambda progress: _troubles_of(self._work, person, year, progress),
            lambda found: self._say(person, found),
        )
        self.destroyed.connect(without_arguments(self._job.cancel))

    def _say(self, person: Id, found: list[Trouble]) -> None:
        if isValid(self) and person == self._person and self._body is not None:
            if self._troubles.layout() is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when there is none
                self._troubles.setLayout(col(*(self._trouble(t) for t in found), gap=4))
            self._troubles.setVisible(bool(found))

    def change(self) -> None:
        """The link: another rater."""
        if self._person is not None:
            choose_rater(self._face, self._work, self._person, self)

    def edit(self) -> None:
        """Change the current line."""
        line = self._current()
        if line is not None:
            change_line(self._face, self._work, line, self)

    def end(self) -> None:
        """End the current line."""
        line = self._current()
        if line is not None:
            end_line(self._face, self._work, line, self)

    def remove(self) -> None:
        """Delete the current line."""
        line = self._current()
        if line is not None:
            raters.remove(self._work, line.id)
            self._face.done(f"Penilai {line.person_name} dihapus: {line.name}")

    def mend(self, trouble: Trouble) -> None:
        """One click 'Sesuaikan'."""
        self._face.done(raters.mend(self._work, trouble))

    def _build(self, person: Id) -> QWidget:
        kit, today = self._face.kit, self._work.today()
        self._lines = raters.lines(self._work, person)
        now = raters.rater_on(self._work, person, today)
        above = raters.rater_of_rater(self._work, person, today)
        change = button(kit, "Ganti penilai…", "link", "arrow_sync", run=self.change)
        self._troubles = QWidget()
        self._troubles.hide()
        parts: list[QWidget] = [self._troubles]
        if self._lines:
            self.table = self._table(now)
            parts += [self.table, self._tools()]
        else:
            parts.append(label("Belum ada penilai.", "caption"))
        superior = f"{above.name}, {above.post}" if above else _no_superior(now)
        name = label("Atasan penilai", "label")
        name.setFixedWidth(92)
        parts.append(hold(row(name, (label(superior, wrap=True), 1), gap=8)))
        return hold(col(heading("Penilai", change), *parts, gap=6))

    def _trouble(self, trouble: Trouble) -> QWidget:
        kit = self._face.kit
        words = label(sentence(trouble.code, trouble.fields), "caption", "warn", wrap=True)
        mark = IconLabel(kit, "warning", "warn")
        if not raters.can_mend(trouble):
            return hold(row(mark, (words, 1), gap=6))
        fix = button(kit, "Sesuaikan", "link", run=partial(self.mend, trouble))
        return hold(row(mark, (words, 1), fix, gap=6))

    def _table(self, now: RaterLine | None) -> ShortTable[_Shown]:
        columns: list[Column[_Shown]] = [
            Column("Penilai", lambda r: r.who, kind="two", width=230, stretch=True),
            Column("Berlaku", lambda r: r.span, kind="two", width=142),
        ]
        table = ShortTable(self._face.kit, "Penilai dari waktu ke waktu", columns, two_lines=True)
        table.show_rows([_shown(x, now, self._work.today()) for x in self._lines])
        table.selectRow(0)
        table.opened.connect(without_arguments(self.edit))
        return table

    def _tools(self) -> QWidget:
        kit = self._face.kit
        return hold(
            row(
                button(kit, "Ubah…", "link", "edit", run=self.edit),
                button(kit, "Akhiri…", "link", "calendar_clock", run=self.end),
                button(kit, "Hapus", "link", "delete", run=self.remove),
                None,
                gap=12,
            )
        )

    def _current(self) -> RaterLine | None:
        if self.table is None:
            return None
        at = self.table.currentIndex().row()
        return self._lines[max(at, 0)] if self._lines else None


def _troubles_of(work: Workspace, person: Id, year: int, progress: Progress) -> list[Trouble]:
    """Whoever was passed by meanwhile is not looked at."""
    progress.start("Memeriksa penilai", 1)
    return raters.troubles_of_person(work, person, year)


def _no_superior(now: RaterLine | None) -> str:
    if now is None:
        return "–"
    return "di luar kantor" if now.rater is None else "belum ditetapkan"


def _shown(line: RaterLine, now: RaterLine | None, today: date) -> _Shown:
    kind = KINDS.get(line.kind, line.kind)
    more = f"{kind}, {line.post}" if line.post else kind
    if now is not None and line.id == now.id and line.kind != DEFINITIVE:
        more = f"Berlaku sekarang. {more}"
    last = "sampai sekarang" if line.since <= today else "belum mulai"
    until = f"sampai {_day(line.until)}" if line.until else last
    return _Shown(line.id, line, f"{line.name}\n{more}", f"{_day(line.since)}\n{until}")


def _day(day: date) -> str:
    if day == date.min:
        return "tanpa tanggal"
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
