"""An open office behind the window: opening it, making its tabs, refreshing them, closing it."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.bootstrap import Program
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.periods import quarter_of
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import offices, sample, updates, upkeep
from kotabumi_kinerja.services.offices import Created
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.lock import Held, Holder
from kotabumi_kinerja.ui.changes import Changes
from kotabumi_kinerja.ui.face import Command, Face, Menu, Place, Tab, Target
from kotabumi_kinerja.ui.made_tabs import make_tab
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.office_steps import OfficeSteps
from kotabumi_kinerja.ui.one_window import OneWindow, taken_by_open_window
from kotabumi_kinerja.ui.widgets import Found, Step, notice_of

_KEY_LOST: Final = frozenset({"KK-413", "KK-440", "KK-441", "KK-445"})
"""Refusals that the recovery code can answer."""


class Session(QObject):
    """The office in the window, from opening to the daily copy at the end."""

    def __init__(self, window: MainWindow, memory: Memory, *, key_store: bool) -> None:
        super().__init__(window)
        self._window, self._memory, self._key_store = window, memory, key_store
        self._work: Workspace | None = None
        self._held: Held | None = None
        window.operator_wanted.connect(self._ask_operator)

    @property
    def work(self) -> Workspace | None:
        """The open office; None before it is open."""
        return self._work

    def open(self, root: Path | None, files: Sequence[str], first: Place = Place.HOME) -> None:
        """Find or make an office, hold its lock, show it. Leaves when another window has it."""
        program = bootstrap.program(root, key_store=self._key_store)
        try:
            folder = self._folder(program)
            if folder is None:
                QApplication.quit()
            elif self._hold(folder, files):
                self._read(program, folder, first)
                self._arrived(list(files))
        except Refused as refusal:
            self._refused(refusal, None)

    def _read(self, program: Program, folder: Path, first: Place) -> None:
        try:
            work = self._work or offices.open_office(
                folder, vault=program.vault, operator="", resources=program.resources
            )
        except Refused as refusal:
            again = Step(
                "Pakai kode pemulihan…",
                lambda: self._recover(program, folder, first),
                "lock_closed",
            )
            self._refused(refusal, again if refusal.code in _KEY_LOST else None)
            return
        self.show_office(work, first=first)

    def _refused(self, refusal: Refused, step: Step | None) -> None:
        words = sentence(refusal.code, refusal.fields)
        self._window.notice(notice_of(words, refusal.code, step))

    def _recover(self, program: Program, folder: Path, first: Place) -> None:
        from kotabumi_kinerja.ui.dialogs.recover import RecoverDialog  # noqa: PLC0415  # rarely

        dialog = RecoverDialog(
            self._window.kit,
            lambda code: offices.recover(folder, code, vault=program.vault),
            self._window,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._window.banners.clear()
            self._read(program, folder, first)

    def make(self, place: Place, face: Face) -> Tab:
        """The tab at `place` on the open office; an empty one while there is none."""
        return Tab() if self._work is None else make_tab(place, face, self._work, self._back_up)

    def close(self, *, copy: bool = True) -> None:
        """The daily copy, unless Windows is waiting, then give file and lock back."""
        if self._work is not None:
            if copy:
                with contextlib.suppress(Refused):
                    upkeep.daily_copy(self._work)
            self._work.database.close()
            self._work = None
        if self._held is not None:
            self._held.release()
            self._held = None

    def _folder(self, program: Program) -> Path | None:
        from kotabumi_kinerja.ui.dialogs import choose_office, first_start  # noqa: PLC0415  # rarely

        found = settings.offices_in(program.root)
        if len(found) == 1:
            return found[0]
        if found:
            return choose_office.choose_office(self._window.kit, found, self._window)
        choice = first_start.ask_first_start(self._window.kit, self._window)
        if choice is first_start.FirstChoice.SAMPLE:
            made = sample.make(program.root / "contoh", program.vault, program.resources)
            self._work = made.workspace
            return made.workspace.folder
        if choice is None:
            return None
        return self._new(program, joining=choice is first_start.FirstChoice.JOIN)

    def _new(self, program: Program, *, joining: bool) -> Path | None:
        from kotabumi_kinerja.ui.dialogs import join_office, new_office  # noqa: PLC0415  # rarely

        dialog = new_office.NewOfficeDialog(self._window.kit, self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        made: Created = offices.create(
            program.root / dialog.folder_name(),
            dialog.facts(),
            vault=program.vault,
            operator=dialog.operator.text().strip(),
            resources=program.resources,
        )
        new_office.RecoveryCodeDialog(
            self._window.kit, made.recovery_code, made.key_place, self._window
        ).exec()
        self._work = made.workspace
        if joining:
            join_office.JoinDialog(self._window, made.workspace, "", self._window).exec()
        return made.workspace.folder

    def _hold(self, folder: Path, files: Sequence[str]) -> bool:
        held = bootstrap.hold(folder)
        if isinstance(held, Holder):
            if not taken_by_open_window(folder, files):
                raise Refused("KK-432", since=held.since)
            QApplication.quit()
            return False
        self._held = held
        OneWindow(folder, self._arrived, self)
        return True

    def show_office(self, work: Workspace, *, ask: bool = True, first: Place = Place.HOME) -> None:
        """Put an open office into the window; `ask` who works when the short list is no answer."""
        self._work = work
        names = offices.operators(work)
        last = names[0] if names else ""
        chosen = last
        if ask and len(names) != 1:
            chosen = self._who(names, last) or last
        self._settle_operator(chosen)
        Changes(work.database, self).told.connect(self._refresh)
        facts = offices.facts_of(work.database)
        self._window.status.show_office(facts.name)
        period = quarter_of(work.today())
        self._window.status.show_period(f"{period.year} · {period.label.rsplit(' ', 1)[0]}")
        self._window.set_history(OfficeSteps(work.database, self._told))
        self._window.add_commands(*self._commands())
        self._window.add_provider(_People(self._window, work))
        self._window.begin(first)
        updates.sweep(work.folder)

    def _commands(self) -> list[Command]:
        return [
            Command(
                Menu.REPORTS, "&Kartu nilai…", self._print_cards, icon="certificate", words="cetak"
            ),
            Command(Menu.REPORTS, "&SKP…", self._print_plans, icon="target_arrow", words="cetak"),
            Command(Menu.TOOLS, "&Cadangkan…", self._back_up, icon="database_arrow_up", apart=True),
            Command(Menu.TOOLS, "&Periksa data", self._check, icon="shield_checkmark"),
            Command(
                Menu.HELP,
                "Pembaruan &program…",
                self._update,
                icon="arrow_download",
                words="versi baru pasang flashdisk",
                apart=True,
            ),
        ]

    def _refresh(self, tables: frozenset[str]) -> None:
        self._window.refresh(tables)
        self._window.saved()

    def _told(self, text: str) -> None:
        self._window.done(text, undoable=False)

    def _ask_operator(self) -> None:
        if self._work is None:
            return
        names = offices.operators(self._work)
        name = self._who(names, self._work.database.operator)
        if name:
            self._settle_operator(name)

    def _who(self, names: Sequence[str], last: str) -> str | None:
        from kotabumi_kinerja.ui.dialogs.operator import ask_operator  # noqa: PLC0415  # rarely

        return ask_operator(self._window.kit, names, last, self._window)

    def _settle_operator(self, name: str) -> None:
        if self._work is not None and name and name != self._work.database.operator:
            offices.add_operator(self._work, name)
        self._window.status.show_operator(name or "Pilih operator")

    def _print_cards(self) -> None:
        from kotabumi_kinerja.ui.dialogs.print_cards import open_print_dialog  # noqa: PLC0415  # slow

        if self._work is not None:
            people = [r.id for r in staff_list.find(self._work)]
            open_print_dialog(self._window, self._work, people)

    def _print_plans(self) -> None:
        from kotabumi_kinerja.ui.dialogs.print_plans import open_plan_printing  # noqa: PLC0415  # slow

        if self._work is not None:
            open_plan_printing(self._window, self._work, [], self._work.today().year)

    def _back_up(self) -> None:
        work = self._work
        if work is None:
            return
        folder = QFileDialog.getExistingDirectory(self._window, "Cadangkan ke map")
        if folder:
            self._window.jobs.run(
                "Mencadangkan",
                lambda _progress: upkeep.backup(work, Path(folder)),
                lambda made: self._window.done(f"Cadangan {made.name} selesai", undoable=False),
            )

    def _check(self) -> None:
        work = self._work
        if work is None:
            return

        def told(found: list[upkeep.Remark]) -> None:
            if not found:
                self._window.done("Data dan berkas utuh", undoable=False)
            for remark in found:
                self._window.notice(notice_of(f"{remark.subject}: {remark.words}"))

        self._window.jobs.run("Memeriksa data", lambda _progress: upkeep.check(work), told)

    def _update(self) -> None:
        from kotabumi_kinerja.ui.dialogs.update import ask_update  # noqa: PLC0415  # rarely

        if self._work is not None:
            ask_update(self._window, self._work, self._window)

    def _arrived(self, files: list[str]) -> None:
        """A later start, or ours, brought files: packages and registrations go to Tukar Data."""
        self._window.raise_()
        self._window.activateWindow()
        for file in files:
            self._window.go(Target(Place.EXCHANGE, field=file))


class _People:
    """Ctrl+K finds people by name, NIP, post and unit."""

    def __init__(self, window: MainWindow, work: Workspace) -> None:
        self._window, self._work = window, work

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """The first people that match."""
        if not text.strip():
            return []
        return [
            Found(
                person.full_name,
                person.post,
                "person",
                lambda key=person.id: self._window.go(Target(Place.STAFF, id=key)),
            )
            for person in staff_list.first(self._work, text, limit)
        ]
