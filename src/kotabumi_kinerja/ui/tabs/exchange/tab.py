"""Tukar Data: plug in, press one button, see what goes and comes, remove the stick safely."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import drive
from kotabumi_kinerja.messages.exchange import SAFE_TO_REMOVE
from kotabumi_kinerja.services import arrivals, conflicts, exchange, receipts
from kotabumi_kinerja.services.arrivals import Looked
from kotabumi_kinerja.services.conflicts import Dispute
from kotabumi_kinerja.services.swap import Consent, Swapped, swap
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.exchange_confirm import SwapDialog
from kotabumi_kinerja.ui.dialogs.exchange_enrol import CodeDialog, EnrolDialog
from kotabumi_kinerja.ui.dialogs.join_office import JoinDialog
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.dialogs.update import tell_update
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.exchange import words
from kotabumi_kinerja.ui.tabs.exchange.view import CHECKED, DONE, FOUND, SWAPPING, Runs, State, View
from kotabumi_kinerja.ui.widgets import Empty, EmptyText, button, col, scroll

LOOK_MS: Final = 2000
_NOTHING: Final = Looked((), (), 0)

Drives = Callable[[], Sequence[Path]]


class ExchangeTab(Tab):
    """An office's or the centre's side of the exchange; `drives` names the removable disks."""

    def __init__(self, face: Face, work: Workspace, drives: Drives = drive.candidates) -> None:
        super().__init__()
        self._face, self._work, self._drives = face, work, drives
        self._known: tuple[Path, ...] = ()
        self._waiting: Path | None = None
        self.place: Path | None = None
        self.looked: Looked | None = None
        self.state: State | None = None
        runs = Runs(self.choose_folder, self.primary, self.write_for_chosen, self.enrol)
        self.view = View(face.kit, face.memory, runs, centre=work.database.centre)
        equip(face, work, self.view.list, "Daftar Kantor")
        self.view.conflict.chosen.connect(self._close)
        self.view.conflict.typed.connect(self._write)
        self.view.conflict.person_wanted.connect(self._open_person)
        self.pages = QStackedWidget()
        self.pages.addWidget(_not_joined(face.kit, self.join))
        self.pages.addWidget(scroll(self.view))
        self.setLayout(col(self.pages))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look_for_sticks)
        self._say_stick(FOUND)
        self.refresh(frozenset())

    def refresh(self, tables: frozenset[str]) -> None:
        """Everything is read anew, behind the window."""
        del tables
        work = self._work

        def read(_progress: object) -> State:
            status = receipts.status(work)
            if not status.joined:
                return State(status, [], [])
            return State(status, conflicts.listed(work), receipts.log(work, 200))

        self._face.jobs.run("Membaca keadaan pertukaran", read, self._show)

    def open(self, target: Target) -> None:
        """`target.field`: a package or an enrolment file that came from elsewhere."""
        if target.field.lower().endswith(".kkd"):
            self.join(target.field)
        elif target.field and self.state is None:
            self._waiting = Path(target.field)
        elif target.field:
            self.check(Path(target.field))

    def primary(self) -> None:
        """The filled button: swap at the stick, or choose where when there is none."""
        if self.state is None:
            return
        if not self.state.status.joined:
            self.join()
        elif self.place is None:
            self.choose_folder()
        elif self.looked is None:
            self.check(self.place)
        else:
            self._ask(self.state, self.place, self.looked)

    def step(self, by: int) -> None:
        """The next conflict."""
        self.view.conflict.step(by)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Less room."""
        del low
        self.view.fold(narrow=narrow)

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.view.stick.swap, self.view.log]

    def find_field(self) -> QWidget | None:
        """The centre's search among its offices."""
        return self.view.list.search if self._work.database.centre else None

    def export_shown(self) -> None:
        """The centre's offices as a file."""
        if self._work.database.centre:
            self.view.list.export()

    def print_shown(self) -> None:
        """The centre's offices on paper."""
        if self._work.database.centre:
            self.view.list.print()

    def help_page(self) -> str:
        """The chapter of the guide."""
        return "tukar-data"

    def choose_folder(self) -> None:
        """Any folder does where no stick is found."""
        name = QFileDialog.getExistingDirectory(self, "Pilih flashdisk atau folder")
        if name:
            self.check(Path(name))

    def join(self, file: str = "") -> None:
        """The dialog with file and code."""
        dialog = JoinDialog(self._face, self._work, file, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.joined is not None:
            name = dialog.joined.centre.name
            self._face.done(f"Kantor ini bergabung dengan {name}", undoable=False)
            self.refresh(frozenset())

    def enrol(self) -> None:
        """The centre takes an office in and shows the code, once."""
        folder = str(self.place) if self.place and self.place.is_dir() else ""
        dialog = EnrolDialog(self._face, self._work, folder, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.enrolled is not None:
            CodeDialog(self._face.kit, dialog.enrolled, self).exec()
            self.refresh(frozenset())

    def look_for_sticks(self) -> None:
        """Takes notice of a stick that was plugged in or pulled out."""
        if self.state is None or not self.state.status.joined:
            return
        now = tuple(self._drives())
        fresh = [path for path in now if path not in self._known]
        gone = self.place in self._known and self.place not in now
        self._known = now
        if gone:
            self.place = self.looked = None
            self._say_stick(FOUND)
        if fresh and self.place is None:
            self.check(fresh[0])
        if fresh:
            tell_update(self._face, self._work, self, fresh)

    def check(self, place: Path) -> None:
        """The dry run of what lies at `place`."""
        self.place, self.looked = place, None
        self._say_stick(FOUND)
        work = self._work

        def look(_progress: object) -> Looked:
            try:
                return arrivals.look(work, place)
            except Refused as refusal:
                if refusal.code == "KK-301":
                    return _NOTHING
                raise

        self._face.jobs.run("Memeriksa paket", look, self._checked, self._failed)

    def swap(self, place: Path, looked: Looked, consent: Consent) -> None:
        """Takes in, then writes; behind the window."""
        work = self._work
        self._busy(SWAPPING)
        self._face.jobs.run(
            "Menukar data",
            lambda progress: swap(work, place, looked, consent, progress),
            self._swapped,
            self._failed,
        )

    def write_for_chosen(self) -> None:
        """The centre writes a package for every chosen office."""
        chosen = set(self.view.list.selected())
        codes = [p.office.code for p in self.view.source.rows if p.id in chosen]
        if not codes:
            raise Refused("KK-355")
        if self.place is None or not self.place.is_dir():
            self.choose_folder()
        place, work = self.place, self._work
        if place is None or not place.is_dir():
            return
        self._busy(SWAPPING)
        self._face.jobs.run(
            "Menulis paket",
            lambda _progress: Swapped((), tuple(exchange.export(work, place, c) for c in codes)),
            self._swapped,
            self._failed,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for sticks while in sight."""
        self._timer.start()
        self.look_for_sticks()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No longer."""
        self._timer.stop()
        super().hideEvent(event)

    def _show(self, state: State) -> None:
        self.state = state
        self.pages.setCurrentIndex(int(state.status.joined))
        if not state.status.joined:
            return
        self.view.show_state(state)
        self.view.show_flows(state, self.looked, self._work.database.device)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.check(waiting)
        elif self.isVisible():
            self.look_for_sticks()

    def _say_stick(self, step: int) -> None:
        kind = "Flashdisk" if self.place in self._known else "Folder"
        self.view.say_stick(self.place, self.looked, step, kind)

    def _busy(self, step: int) -> None:
        self.view.stick.swap.setEnabled(step != SWAPPING)
        self.view.stick.steps.set_now(step)

    def _ask(self, state: State, place: Path, looked: Looked) -> None:
        partner = "kantor" if self._work.database.centre else state.partner
        sending = self._sending(state, place, looked)
        if not sending and not looked.arrivals and not looked.refused:
            raise Refused("KK-301", place=place.name or place)
        dialog = SwapDialog(self._face.kit, partner, looked, sending, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.swap(place, looked, dialog.consent())

    def _sending(self, state: State, place: Path, looked: Looked) -> str:
        if place.is_file():
            return ""
        if self._work.database.centre:
            codes = dict.fromkeys(a.office.code for a in looked.arrivals)
            return f"Tanda terima dan yang belum diakui, untuk {', '.join(codes)}." if codes else ""
        waiting = words.going(state.status.partners[0].waiting)
        lines = [f"{n} {word.lower()}" for n, word, _ in waiting if n]
        return ", ".join(lines) or "Tanda terima saja; semua data sudah diakui."

    def _checked(self, looked: Looked) -> None:
        self.looked = looked
        self._say_stick(CHECKED)
        if self.state is not None:
            self.view.show_flows(self.state, looked, self._work.database.device)

    def _swapped(self, done: Swapped) -> None:
        self.looked = _NOTHING
        self._say_stick(DONE)
        self._busy(DONE)
        if done.sent:
            last = done.sent[-1]
            name = last.path.parent.parent.name
            told = SAFE_TO_REMOVE.format(number=last.number, place=name)
            self._face.done(told, undoable=False)
        elif done.taken:
            self._face.done(f"{len(done.taken)} paket disimpan", undoable=False)
        self.refresh(frozenset())

    def _failed(self, error: BaseException) -> None:
        self._busy(FOUND)
        if not isinstance(error, Refused):
            raise error
        if error.code in {"KK-304", "KK-305"}:
            self.place, self.looked, self._known = None, None, ()
            self._say_stick(FOUND)
        self._face.refused(error)
        self.refresh(frozenset())

    def _close(self, dispute: Dispute, side: str) -> None:
        conflicts.choose(self._work, dispute, "left" if side == "left" else "right")
        self._closed(dispute)

    def _write(self, dispute: Dispute, text: str) -> None:
        conflicts.write(self._work, dispute, text)
        self._closed(dispute)

    def _closed(self, dispute: Dispute) -> None:
        self._face.done(f"Konflik {dispute.about} selesai", undoable=False)
        self.refresh(frozenset())

    def _open_person(self, person: bytes) -> None:
        self._face.go(Target(Place.STAFF, id=person))


def _not_joined(kit: Kit, join: Callable[[], object]) -> QWidget:
    says = EmptyText(
        "usb_stick",
        "Kantor ini belum bergabung dengan BKPSDM",
        "Minta berkas dan kertas kode pendaftaran dari BKPSDM. Data yang sudah ada di sini tetap "
        "utuh.",
        "Ctrl+Enter menggabungkan, F1 menjelaskan layar ini",
    )
    word = "Gabung dengan kode registrasi…"
    return Empty(kit, says, button(kit, word, "primary", "usb_stick", run=join))


def make(face: Face, work: Workspace) -> Tab:
    """The tab, for whoever wires the window."""
    return ExchangeTab(face, work)
