"""'Siapa belum'. Placed by the tab: LatePane(face, work); set_year(year); refresh(tables)."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans import lateness, reminding
from kotabumi_kinerja.services.plans.lateness import (
    ALL,
    Countdown,
    LateList,
    LateRow,
    LateScope,
    UnitLine,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.face import Face, Place, Target
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    button,
    col,
    hold,
    label,
    pane,
    row,
    without_arguments,
)
from kotabumi_kinerja.ui.widgets.tree import Tree

TABLES: Final = frozenset(
    (
        "plan",
        "result",
        "indicator",
        "behaviour",
        "person",
        "employment",
        "rater",
        "official",
        "unit",
        "rekeyed",
    )
)
_CHIPS: Final = (
    FilterChip("", "Belum"),
    FilterChip("none", "Belum ada"),
    FilterChip("draft", "Draf"),
    FilterChip("submitted", "Diajukan"),
    FilterChip(ALL, "Dengan yang sudah"),
)
_TITLES: Final = ("Unit", "Belum", "Belum ada", "Draf", "Diajukan", "Disepakati")
_WIDTHS: Final = (0, 62, 86, 54, 78, 92)


class LatePane(QWidget):
    """Units with their counts at the left, who is late at the right.

    A line of the tree narrows the list; Enter or a double click in the list opens the person's
    SKP with `face.go(Target(Place.PLANS, person))`.
    """

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self.year = work.today().year
        self._lines: list[UnitLine] = []
        self._stale = True
        self._turn = 0
        kit = face.kit
        self.when = label("", "section")
        self.source = label("", "caption", wrap=True)
        self.tree = Tree(kit, "SKP menurut unit", _TITLES, _WIDTHS)
        self.tree.currentItemChanged.connect(without_arguments(self._narrow))
        copy = QShortcut(QKeySequence("Ctrl+C"), self.tree)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_units)
        self.list: ListView[LateRow] = ListView(
            kit, _spec(self.year), LateList(work), face.memory, jobs=face.jobs
        )
        equip(face, work, self.list, "Siapa belum", self._about)
        self.list.opened.connect(self._open)
        self.list.selection_changed.connect(self._name_button)
        self.remind = button(
            kit,
            "Salin pengingat",
            "",
            "copy",
            "Teks untuk WhatsApp: satu orang dipilih, atau semua yang tampil",
            self.copy_reminder,
        )
        head = row(col(self.when, self.source, gap=0), None, self.remind, gap=8)
        box = pane(col((self.tree, 1), pad=(1, 1, 1, 1)))
        self.setLayout(col(hold(head), (hold(row((box, 5), (self.list, 6), gap=10)), 1), gap=8))

    def set_year(self, year: int) -> None:
        """Another year."""
        if year != self.year:
            self.year = year
            self._stale = True
            self._read_when_seen()

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again, once it is seen, when plans, units or people were touched."""
        if tables & TABLES:
            self._stale = True
            self._read_when_seen()

    def export_shown(self) -> None:
        """The list as a file."""
        self.list.export()

    def print_shown(self) -> None:
        """The list on paper."""
        self.list.print()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what was changed meanwhile."""
        super().showEvent(event)
        self._read_when_seen()

    def copy_units(self) -> None:
        """The counts by unit into the clipboard, for Excel."""
        whole = lateness.total(self._lines)
        rows = [_TITLES, *(_cells(line) for line in (whole, *self._lines))]
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows))
        self._face.done("Jumlah menurut unit disalin", undoable=False)

    def copy_reminder(self) -> None:
        """The words for one chosen person, or for all chosen or shown, into the clipboard."""
        text = self.reminder()
        if text:
            QGuiApplication.clipboard().setText(text)
            self._face.done("Teks pengingat disalin", undoable=False)

    def reminder(self) -> str:
        """What `copy_reminder` copies; '' when nobody is late."""
        until = lateness.countdown(self._work, self.year)
        rows = [line.plan for line in self._wanted() if line.plan.state is not PlanState.AGREED]
        if len(rows) == 1:
            return reminding.reminder(rows[0], self.year, until)
        return reminding.reminders(rows, self.year, until) if rows else ""

    # ---- inside ----------------------------------------------------------------

    def _open(self, key: Id) -> None:
        self._face.go(Target(Place.PLANS, key))

    def _wanted(self) -> list[LateRow]:
        """The chosen rows when there are several or one was picked, else all that are shown."""
        rows = (self.list.model.row(at) for at in self.list.table.chosen_rows())
        chosen = [line for line in rows if line is not None]
        if chosen:
            return chosen
        return list(self.list.source.page(self.list.query, None, 0, 1_000_000))

    def _read_when_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self._read()

    def _read(self) -> None:
        """The list at once; the units are counted beside the window, which takes longer."""
        until = lateness.countdown(self._work, self.year)
        self.source.setText(". ".join(filter(None, (until.source, until.note))))
        self._narrow()
        self.list.refresh()
        self._turn += 1
        year, turn = self.year, self._turn
        self._face.jobs.run(
            "Menghitung SKP menurut unit",
            lambda _progress: lateness.by_unit(self._work, year),
            lambda lines: self._show(turn, lines, until),
        )

    def _show(self, turn: int, lines: list[UnitLine], until: Countdown) -> None:
        if turn != self._turn:
            return
        self._lines = lines
        whole = lateness.total(lines)
        self.when.setText(
            f"{until.whole}. {whole.late} dari {whole.people} pegawai belum sepakat SKP {self.year}"
        )
        self._fill(whole)
        self._narrow()

    def _fill(self, whole: UnitLine) -> None:
        kept = self.tree.current_key()
        self.tree.blockSignals(True)  # noqa: FBT003  # Qt
        self.tree.clear()
        top = self.tree.add(None, _cells(whole), None)
        chosen = top
        items: dict[Id | None, QTreeWidgetItem] = {}
        for line in self._lines:
            over = items.get(line.above, top)
            items[line.id] = self.tree.add(over, _cells(line), line.id)
            if line.id == kept and kept is not None:
                chosen = items[line.id]
        self.tree.expandAll()
        self.tree.setCurrentItem(chosen)
        self.tree.blockSignals(False)  # noqa: FBT003  # Qt

    def _narrow(self) -> None:
        key = self.tree.current_key()
        line = (
            next((one for one in self._lines if one.id == key), None) if key is not None else None
        )
        scope = LateScope(self.year, line.inside if line is not None else None)
        if self.list.query.scope != scope:
            self.list.set_scope(scope)

    def _name_button(self) -> None:
        count = len(self.list.table.chosen_rows())
        words = f"Salin pengingat {count} orang" if count > 1 else "Salin pengingat"
        self.remind.setText(f" {words}")
        self.remind.setAccessibleName(words)

    def _about(self, _scope: object) -> str:
        key = self.tree.current_key()
        line = next((one for one in self._lines if one.id == key), None)
        until = lateness.countdown(self._work, self.year)
        return f"SKP {self.year}, {line.name if line else 'seluruh kantor'}. {until.whole}"


def _cells(line: UnitLine) -> list[str]:
    counts = (line.late, line.none, line.draft, line.submitted, line.agreed)
    return [line.name, *(str(count) if count else "–" for count in counts)]


def _state(line: LateRow) -> str:
    return line.plan.label


def _tone(line: LateRow) -> str:
    state = line.plan.state
    if state is None:
        return "bad"
    return {"draft": "warn", "submitted": "note"}.get(state.value, "")


def _spec(year: int) -> ListSpec[LateRow]:
    columns: tuple[Column[LateRow], ...] = (
        Column("Nama", lambda x: x.plan.full_name, width=190, kind="strong", stretch=True),
        Column("NIP", lambda x: x.plan.nip, width=172, kind="nip", hidden=True),
        Column("Jabatan", lambda x: x.plan.post, width=180, kind="soft", key="post", hidden=True),
        Column("Unit", lambda x: x.plan.unit, width=150, kind="soft", hidden=True),
        Column("SKP", _state, width=126, kind="state", tone=_tone, key="state"),
        Column("Penilai", lambda x: x.rater or "–", width=130, kind="soft"),
        Column(
            "Diinput di e-Kinerja",
            lambda x: x.rekeyed.label if x.rekeyed else "",
            width=152,
            kind="soft",
        ),
    )
    empty = EmptyText("checkmark", "Semua sudah sepakat", "Tidak ada yang terlambat di sini.")
    return ListSpec(
        "plans_late", "pegawai", "Nama atau NIP", columns, empty, _CHIPS,
        query=Query(scope=LateScope(year)), search_width=150,
    )  # fmt: skip
