"""'Salin ke e-Kinerja'. Opened by the tab: RekeyDialog(face, work, plan_id, parent).open()."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.listing import Anchor
from kotabumi_kinerja.services.plans import rekeying
from kotabumi_kinerja.services.plans.rekeying import Keyed, RekeyField
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, label, pane, row, without_arguments


@dataclass(frozen=True, slots=True)
class _Line:
    id: Id
    anchor: Anchor
    field: RekeyField

    @property
    def words(self) -> str:
        """Found by group, name and text."""
        return f"{self.field.group} {self.field.name} {self.field.text}".casefold()

    def in_chip(self, chip: str) -> bool:
        """By its state."""
        return chip in ("", self.field.state.value)

    def sort_value(self, key: str) -> str:
        """The form's own order stays."""
        return key


class RekeyDialog(Dialog):
    """The fields of one plan in the order of the national form.

    Enter copies the current one, ticks it and goes to the next that is open; Space ticks and
    unticks without copying. What was altered after its tick says so and is open again.
    """

    def __init__(
        self, face: Face, work: Workspace, plan: Id, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._work, self._plan = face, work, plan
        self._view = plans.plan(work, plan)
        kit = face.kit
        title = f"Salin ke e-Kinerja: SKP {self._view.year} {self._view.full_name}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(960, 620)
        self.fields: list[RekeyField] = []
        self._lines: list[_Line] = []
        self.told = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Sudah diinput di e-Kinerja")
        self.bar.setFixedWidth(180)
        self._source: Found[_Line] = Found()
        self.list: ListView[_Line] = ListView(kit, _spec(), self._source, face.memory)
        self.list.opened.connect(without_arguments(self.copy_next))
        self.list.current_changed.connect(without_arguments(self._show_text))
        self.text = label("", wrap=True)
        self.text.setAccessibleName("Teks yang disalin")
        self.text.setMinimumHeight(44)
        self.take = button(kit, "Salin dan tandai", "primary", "copy", run=self.copy_next)
        self.take.setDefault(True)
        self.mark = button(kit, "Tandai", "", "checkmark", "Spasi", self.toggle)
        self.space = QShortcut(QKeySequence("Space"), self.list.table)
        self.space.activated.connect(self.toggle)
        close = button(kit, "Tutup", run=self.accept)
        hint = label(
            "Enter menyalin isian ini ke papan klip dan menandainya; tempel di e-Kinerja BKN.",
            "caption",
        )
        self.setLayout(
            col(
                row(label(title, "title"), None, self.told, self.bar, gap=10),
                hint,
                (self.list, 1),
                pane(col(self.text, pad=(12, 8, 12, 8))),
                row(self.mark, None, close, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self._read()
        self._go(self._next(None))
        self.list.table.setFocus()

    def current(self) -> RekeyField | None:
        """The field at hand."""
        line = self.list.current_row()
        return line.field if line is not None else None

    def copy_next(self) -> None:
        """Copies the current field, ticks it, and goes to the next open one."""
        line = self.list.current_row()
        if line is None:
            return
        QGuiApplication.clipboard().setText(line.field.text)
        following = self._next(line.id)
        if line.field.state is not Keyed.DONE:
            rekeying.tick(self._work, self._plan, [line.field.key])
            self._read()
        self._go(following)

    def toggle(self) -> None:
        """Ticks the current field, or takes its tick away."""
        line = self.list.current_row()
        if line is None:
            return
        change = rekeying.untick if line.field.state is Keyed.DONE else rekeying.tick
        change(self._work, self._plan, [line.field.key])
        self._read()
        self._go(line.id)

    def _read(self) -> None:
        self.fields = rekeying.fields(self._work, self._plan)
        self._lines = _lines(self.fields)
        self._source.renew(self._lines)
        done = rekeying.rekeyed(self.fields)
        self.told.setText(done.label)
        self.bar.setRange(0, max(1, done.whole))
        self.bar.setValue(done.done)
        self.list.refresh()
        self._show_text()

    def _next(self, at: Id | None) -> Id | None:
        """The next that is not entered, after `at`, from the start again; else `at` itself."""
        lines = self._lines
        start = next((n + 1 for n, line in enumerate(lines) if line.id == at), 0)
        ordered = [*lines[start:], *lines[:start]]
        open_ = (x.id for x in ordered if x.field.state is not Keyed.DONE and x.id != at)
        return next(open_, at or (lines[0].id if lines else None))

    def _go(self, at: Id | None) -> None:
        if at is not None:
            self.list.select(at)

    def _show_text(self) -> None:
        one = self.current()
        self.text.setText(one.text if one is not None else "Pilih satu isian di atas.")
        self.take.setEnabled(one is not None)
        self.mark.setEnabled(one is not None)
        done = one is not None and one.state is Keyed.DONE
        words = "Hapus tanda" if done else "Tandai"
        self.mark.setText(f" {words}")
        self.mark.setAccessibleName(words)


def _lines(fields: Sequence[RekeyField]) -> list[_Line]:
    return [_Line(at.to_bytes(4), (at.to_bytes(4),), field) for at, field in enumerate(fields)]


def _spec() -> ListSpec[_Line]:
    chips = (
        FilterChip("", "Semua"),
        FilterChip(Keyed.OPEN.value, "Belum"),
        FilterChip(Keyed.CHANGED.value, "Berubah", "warning", "warn"),
        FilterChip(Keyed.DONE.value, "Sudah", "checkmark", "good"),
    )
    empty = EmptyText("target_arrow", "SKP masih kosong", "Isi hasil kerja dan indikator dahulu.")
    return ListSpec("plans_rekey", "isian", "Bagian atau teks", _columns(), empty, chips)


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column("Bagian", lambda x: x.field.group, width=150, kind="soft"),
        Column("Isian", lambda x: x.field.name, width=170, kind="strong"),
        Column("Teks", lambda x: x.field.text, width=300, stretch=True),
        Column(
            "e-Kinerja",
            lambda x: x.field.state.value,
            text=lambda x: x.field.state.label,
            width=196,
            kind="state",
            tone=lambda x: {"done": "good", "changed": "warn"}.get(x.field.state.value, ""),
        ),
        Column(
            "Tanggal",
            lambda x: x.field.on,
            text=lambda x: show_date(x.field.on) if x.field.on else "",
            width=152,
        ),
    )
