"""Tukar Data: plug in, press one button, see what goes and comes, remove the stick safely."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import drive
from kotabumi_kinerja.messages.exchange import CONFIRMED, SAFE_TO_REMOVE
from kotabumi_kinerja.services import arrivals, conflicts, exchange, receipts
from kotabumi_kinerja.services.arrivals import Looked
from kotabumi_kinerja.services.conflicts import Dispute
from kotabumi_kinerja.services.receipts import LogLine, Status
from kotabumi_kinerja.services.swap import Consent, Swapped, swap
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.exchange_confirm import SwapDialog
from kotabumi_kinerja.ui.dialogs.exchange_enrol import CodeDialog, EnrolDialog
from kotabumi_kinerja.ui.dialogs.join_office import JoinDialog
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.tabs.exchange import words
from kotabumi_kinerja.ui.tabs.exchange.panes import ConflictPane, FlowPane, StickPane
from kotabumi_kinerja.ui.tabs.exchange.tables import Partners, centre_list, log_table, office_table
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    IconLabel,
    button,
    col,
    hold,
    label,
    page,
    pane,
    row,
    rule,
    scroll,
)

LOOK_MS: Final = 2000
_SHORT: Final = 5
_NOTHING: Final = Looked((), (), 0)
_FOUND, _CHECKED, _SWAPPED, _SAFE = range(4)
_DONE: Final = 4

Drives = Callable[[], Sequence[Path]]


@dataclass(frozen=True, slots=True)
class _State:
    status: Status
    disputes: list[Dispute]
    log: list[LogLine]


class ExchangeTab(Tab):
    """An office's or the centre's side of the exchange; `drives` names the removable disks."""

    def __init__(self, face: Face, work: Workspace, drives: Drives = drive.candidates) -> None:
        super().__init__()
        self._face, self._work, self._drives = face, work, drives
        self._known: tuple[Path, ...] = ()
        self.place: Path | None = None
        self.looked: Looked | None = None
        self.state: _State | None = None
        self._all = False
        kit = face.kit
        self.stick = StickPane(kit, self.choose_folder, self.primary)
        self.out = FlowPane(kit, "arrow_upload", "Akan dikirim")
        self.come = FlowPane(kit, "arrow_download", "Akan diterima")
        self.conflict = ConflictPane(kit)
        self.conflict.chosen.connect(self._close)
        self.conflict.typed.connect(self._write)
        self.conflict.person_wanted.connect(self._open_person)
        self.log = log_table(kit)
        self._more = button(kit, "Lihat semua", "link", run=self._toggle_log)
        self._source = Partners()
        self._centre = work.database.centre
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty())
        self.pages.addWidget(scroll(self._body()))
        self.setLayout(col(self.pages))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look_for_sticks)
        self._say_stick()
        self.refresh(frozenset())

    def refresh(self, tables: frozenset[str]) -> None:
        """Everything is read anew, behind the window."""
        del tables
        work = self._work

        def read(_progress: object) -> _State:
            status = receipts.status(work)
            if not status.joined:
                return _State(status, [], [])
            return _State(status, conflicts.listed(work), receipts.log(work, 200))

        self._face.jobs.run("Membaca keadaan pertukaran", read, self._show)

    def open(self, target: Target) -> None:
        """`target.field`: a package or an enrolment file that came from elsewhere."""
        if target.field.lower().endswith(".kkd"):
            self.join(target.field)
        elif target.field:
            self.check(Path(target.field))

    def primary(self) -> None:
        """The filled button: swap at the stick, or choose where when there is none."""
        if self._not_joined():
            self.join()
        elif self.place is None:
            self.choose_folder()
        elif self.looked is None:
            self.check(self.place)
        else:
            self._ask(self.place, self.looked)

    def step(self, by: int) -> None:
        """The next conflict."""
        self.conflict.step(by)

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.stick.swap, self.log]

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
        now = tuple(self._drives())
        fresh = [path for path in now if path not in self._known]
        gone = self.place in self._known and self.place not in now
        self._known = now
        if gone:
            self.place = self.looked = None
            self._say_stick()
        if fresh and self.place is None:
            self.check(fresh[0])

    def check(self, place: Path) -> None:
        """The dry run of what lies at `place`."""
        self.place, self.looked = place, None
        self._say_stick()
        work = self._work

        def look(progress: object) -> Looked:
            del progress
            try:
                return arrivals.look(work, place)
            except Refused as refusal:
                if refusal.code == "KK-301":
                    return _NOTHING
                raise

        if not self._not_joined():
            self._face.jobs.run("Memeriksa paket", look, self._checked, self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for sticks while in sight."""
        self._timer.start()
        QTimer.singleShot(0, self, self.look_for_sticks)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No longer."""
        self._timer.stop()
        super().hideEvent(event)

    # ---- building ----------------------------------------------------------------

    def _empty(self) -> QWidget:
        kit = self._face.kit
        join = button(kit, "Gabung dengan kode registrasi…", "primary", "usb_stick", run=self.join)
        return Empty(
            kit,
            EmptyText(
                "usb_stick",
                "Kantor ini belum bergabung dengan BKPSDM",
                "Minta berkas dan kertas kode pendaftaran dari BKPSDM. Data yang sudah ada di sini "
                "tetap utuh.",
                "Ctrl+Enter menggabungkan, F1 menjelaskan layar ini",
            ),
            join,
        )

    def _body(self) -> QWidget:
        kit = self._face.kit
        history = pane(
            col(
                hold(
                    row(
                        label("Pertukaran sebelumnya", "section"),
                        None,
                        self._more,
                        pad=(14, 4, 14, 4),
                    )
                ),
                rule(),
                self.log,
                gap=0,
                pad=(1, 1, 1, 1),
            )
        )
        self._troubles = QVBoxLayout()
        self._trouble_box = hold(self._troubles)
        self._told = label("", "caption")
        whole = QWidget()
        flows = row((self.out, 1), (self.come, 1), gap=8)
        if self._centre:
            enrol = button(kit, "Daftarkan kantor…", "", "add", run=self.enrol)
            self._write_to = button(
                kit, "Tulis paket…", "", "arrow_export", run=self.write_for_chosen
            )
            buttons = (self._write_to, enrol)
            self.list = centre_list(kit, self._face.memory, self._source, buttons)
            self.list.setMinimumHeight(280)
            offices = pane(col(self.list, pad=(8, 6, 8, 4)))
            parts = (self.stick, flows, self._trouble_box, self.conflict, (offices, 1), history)
            whole.setLayout(page(*parts))
            return whole
        self.table = office_table(kit)
        state = pane(
            col(
                hold(
                    col(row(label("Tanda terima", "section"), None, self._told), pad=(14, 8, 14, 8))
                ),
                rule(),
                self.table,
                self._trouble_box,
                None,
                gap=0,
                pad=(1, 1, 1, 1),
            )
        )
        whole.setLayout(
            page(self.stick, flows, row((state, 5), (self.conflict, 6), gap=8), history, None)
        )
        return whole

    # ---- showing -----------------------------------------------------------------

    def _show(self, state: _State) -> None:
        self.state = state
        status = state.status
        self.pages.setCurrentIndex(int(status.joined))
        if not status.joined:
            return
        if self._centre:
            self._source.rows = status.partners
            self.list.refresh()
        else:
            self.table.show_rows(status.partners)
            number = status.partners[0].confirmed
            self._told.setText(CONFIRMED.format(number=number) if number else "")
        self.conflict.setVisible(bool(state.disputes))
        self.conflict.show_disputes(state.disputes)
        self._show_log()
        self._show_troubles(status)
        self._show_flows()
        self._say_stick()
        if self.place is not None and self.looked is None:
            self.check(self.place)

    def _show_log(self) -> None:
        lines = self.state.log if self.state else []
        self.log.show_rows(lines if self._all else lines[:_SHORT])
        self._more.setVisible(len(lines) > _SHORT)
        text = "Lihat yang terakhir saja" if self._all else f"Lihat semua {len(lines)}"
        self._more.setText(text)
        self._more.setAccessibleName(text)

    def _toggle_log(self) -> None:
        self._all = not self._all
        self._show_log()

    def _show_troubles(self, status: Status) -> None:
        while (item := self._troubles.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        lines = [
            (f"{words.result(t)}: {t.name}", words.result_tone(t)) for t in status.troubles[:3]
        ]
        if not status.certified and not self._centre:
            told = f"Menunggu sertifikat dari BKPSDM. Huruf kunci komputer ini {status.letters}."
            lines.insert(0, (told, "note"))
        if self.state and not self.state.disputes and not lines and not self._centre:
            lines.append((words.calm(self.state.log), "good"))
        self._trouble_box.setVisible(bool(lines))
        icons = {"note": "hourglass", "warn": "warning", "good": "checkmark_circle"}
        for text, tone in lines:
            icon = icons.get(tone, "prohibited")
            mark = IconLabel(self._face.kit, icon, tone or "text_soft")
            self._troubles.addWidget(
                hold(row(mark, (label(text, wrap=True), 1), gap=8, pad=(14, 6, 14, 6)))
            )

    def _show_flows(self) -> None:
        if self.state is None:
            return
        status = self.state.status
        partner = "kantor" if self._centre else _first_name(status)
        if self._centre:
            waiting = [p for p in status.partners if p.values and p.devices]
            named = [(str(p.values), p.office.code, "nilai menunggu") for p in waiting[:4]]
            calm = [("", "Tidak ada nilai yang menunggu dikirim.", "")]
            self.out.show_lines("Menunggu dikirim ke kantor", "", named or calm)
        else:
            rows = status.partners[0].waiting if status.partners else {}
            count = status.partners[0].values if status.partners else 0
            sub = f"{count} nilai belum diakui" if count else ""
            self.out.show_lines(f"Akan dikirim ke {partner}", sub, words.going(rows))
        if self.looked is None:
            lines = [("", "Diketahui setelah flashdisk atau folder diperiksa.", "")]
            self.come.show_lines(f"Akan diterima dari {partner}", "", lines)
            return
        newest = self.looked.arrivals[-1] if self.looked.arrivals else None
        sub = f"paket {newest.number}, dibuat {words.short(newest.written)}" if newest else ""
        lines = words.coming(self.looked, self._work.database.device)
        self.come.show_lines(f"Akan diterima dari {partner}", sub, lines)

    def _say_stick(self, step: int | None = None) -> None:
        if self.place is None:
            self.stick.say(
                "Pasang flashdisk",
                "Atau pilih folder lain. Isinya diperiksa sebelum ditukar.",
                _FOUND,
            )
            return
        kind = "Flashdisk" if self.place in self._known else "Folder"
        name = f"{'Berkas' if self.place.is_file() else kind} {self.place.name or self.place}"
        if self.looked is None:
            self.stick.say(name, "Sedang diperiksa", _FOUND)
            return
        count = len(self.looked.arrivals)
        some = f"{count} paket untuk kantor ini, tanda tangannya sah"
        parts = [some if count else "Belum ada paket baru"]
        if self.place.is_dir():
            parts.insert(0, f"Kosong {words.size(shutil.disk_usage(self.place).free)}")
        self.stick.say(name, ". ".join(parts), step or _CHECKED)

    # ---- doing -------------------------------------------------------------------

    def write_for_chosen(self) -> None:
        """The centre writes a package for every chosen office."""
        chosen = set(self.list.selected())
        codes = [p.office.code for p in self._source.rows if p.id in chosen]
        if not codes:
            raise Refused("KK-355")
        if self.place is None or not self.place.is_dir():
            self.choose_folder()
        place, work = self.place, self._work
        if place is None:
            return
        self._face.jobs.run(
            "Menulis paket",
            lambda _progress: Swapped((), tuple(exchange.export(work, place, c) for c in codes)),
            self._swapped,
            self._failed,
        )

    def _ask(self, place: Path, looked: Looked) -> None:
        status = self.state.status if self.state else None
        partner = "kantor" if self._centre or status is None else _first_name(status)
        dialog = SwapDialog(self._face.kit, partner, looked, self._sending(place, looked), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.swap(place, looked, dialog.consent())

    def swap(self, place: Path, looked: Looked, consent: Consent) -> None:
        """Takes in, then writes; behind the window."""
        work = self._work
        self.stick.swap.setEnabled(False)
        self.stick.steps.set_now(_SWAPPED)
        self._face.jobs.run(
            "Menukar data",
            lambda progress: swap(work, place, looked, consent, progress),
            self._swapped,
            self._failed,
        )

    def _sending(self, place: Path, looked: Looked) -> str:
        if place.is_file() or self.state is None:
            return ""
        if self._centre:
            codes = dict.fromkeys(a.office.code for a in looked.arrivals)
            return f"Tanda terima dan yang belum diakui, untuk {', '.join(codes)}." if codes else ""
        partner = self.state.status.partners[0]
        lines = [f"{n} {word.lower()}" for n, word, _ in words.going(partner.waiting) if n]
        return ", ".join(lines) or "Tanda terima saja; semua data sudah diakui."

    def _checked(self, looked: Looked) -> None:
        self.looked = looked
        self._say_stick()
        self._show_flows()

    def _swapped(self, done: Swapped) -> None:
        self.stick.swap.setEnabled(True)
        self.looked = _NOTHING
        self._say_stick(_DONE)
        if done.sent:
            last = done.sent[-1]
            place = last.path.parent.parent.name
            self._face.done(SAFE_TO_REMOVE.format(number=last.number, place=place), undoable=False)
        elif done.taken:
            self._face.done(f"{len(done.taken)} paket disimpan", undoable=False)
        self.refresh(frozenset())

    def _failed(self, error: BaseException) -> None:
        self.stick.swap.setEnabled(True)
        self.stick.steps.set_now(_FOUND)
        if not isinstance(error, Refused):
            raise error
        if error.code in {"KK-304", "KK-305"}:
            self.place, self.looked, self._known = None, None, ()
            self._say_stick()
        self._face.refused(error)
        self.refresh(frozenset())

    def _close(self, dispute: Dispute, side: str) -> None:
        conflicts.choose(self._work, dispute, "left" if side == "left" else "right")
        self._face.done(f"Konflik {dispute.about} selesai", undoable=False)
        self.refresh(frozenset())

    def _write(self, dispute: Dispute, text: str) -> None:
        conflicts.write(self._work, dispute, text)
        self._face.done(f"Konflik {dispute.about} selesai", undoable=False)
        self.refresh(frozenset())

    def _open_person(self, person: bytes) -> None:
        self._face.go(Target(Place.STAFF, id=person))

    def _not_joined(self) -> bool:
        return self.state is not None and not self.state.status.joined


def _first_name(status: Status) -> str:
    return status.partners[0].office.code or status.partners[0].office.name


def make(face: Face, work: Workspace) -> Tab:
    """The tab, for whoever wires the window."""
    return ExchangeTab(face, work)
