"""What Tukar Data shows: stick, flows, receipts, conflicts and the log, laid out for its side."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from kotabumi_kinerja.messages.exchange import CONFIRMED
from kotabumi_kinerja.services.arrivals import Looked
from kotabumi_kinerja.services.conflicts import Dispute
from kotabumi_kinerja.services.receipts import LogLine, Status
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.tabs.exchange import words
from kotabumi_kinerja.ui.tabs.exchange.panes import ConflictPane, FlowPane, StickPane
from kotabumi_kinerja.ui.tabs.exchange.tables import Partners, centre_list, log_table, office_table
from kotabumi_kinerja.ui.widgets import IconLabel, button, col, hold, label, page, pane, row, rule

FOUND, CHECKED, SWAPPING = range(3)
DONE: Final = 4
_SHORT: Final = 5
_TROUBLES: Final = 3
_ICONS: Final = {"note": "hourglass", "warn": "warning", "good": "checkmark_circle"}


@dataclass(frozen=True, slots=True)
class State:
    """All that is read from the database."""

    status: Status
    disputes: list[Dispute]
    log: list[LogLine]

    @property
    def partner(self) -> str:
        """Whom an office exchanges with."""
        first = self.status.partners[0].office
        return first.code or first.name


@dataclass(frozen=True, slots=True)
class Runs:
    """What the buttons do."""

    choose: Callable[[], object]
    swap: Callable[[], object]
    write: Callable[[], object]
    enrol: Callable[[], object]


class View(QWidget):
    """The page of a file that knows a centre; `centre`: it is the centre's own."""

    def __init__(self, kit: Kit, memory: Memory, runs: Runs, *, centre: bool) -> None:
        super().__init__()
        self._kit, self._centre = kit, centre
        self._all = False
        self._lines: list[LogLine] = []
        self.stick = StickPane(kit, runs.choose, runs.swap)
        self.out = FlowPane(kit, "arrow_upload", "Akan dikirim")
        self.come = FlowPane(kit, "arrow_download", "Akan diterima")
        self.conflict = ConflictPane(kit)
        self.log = log_table(kit)
        self._more = button(kit, "Lihat semua", "link", run=self._toggle_log)
        self._troubles = QVBoxLayout()
        self._trouble_box = hold(self._troubles)
        self._told = label("", "caption")
        self._inside: QWidget | None = None
        self._middle = row()
        self.source = Partners()
        self.table = office_table(kit)
        write = button(kit, "Tulis paket…", "", "arrow_export", run=runs.write)
        enrol = button(kit, "Daftarkan kantor…", "", "add", run=runs.enrol)
        self.list = centre_list(kit, memory, self.source, (write, enrol))
        self.setLayout(self._for_centre() if centre else self._for_office())

    def show_state(self, state: State) -> None:
        """What was read."""
        if self._centre:
            self.source.rows = state.status.partners
            self.list.refresh()
        else:
            self.table.show_rows(state.status.partners)
            number = state.status.partners[0].confirmed
            self._told.setText(CONFIRMED.format(number=number) if number else "")
        self.conflict.setVisible(bool(state.disputes))
        self.conflict.show_disputes(state.disputes)
        self._lines = state.log
        self._show_log()
        self._show_troubles(state)

    def fold(self, *, narrow: bool) -> None:
        """Less room: no steps, and the conflict moves below the receipts."""
        ways = QBoxLayout.Direction
        self.stick.steps.setVisible(not narrow)
        self._middle.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def show_flows(self, state: State, looked: Looked | None, mine: bytes) -> None:
        """What would go, and what would come once `looked` is known."""
        partner = "kantor" if self._centre else state.partner
        if self._centre:
            waiting = [p for p in state.status.partners if p.values and p.devices]
            named = [(str(p.values), p.office.code, "nilai menunggu") for p in waiting[:4]]
            calm = [("", "Tidak ada nilai yang menunggu dikirim.", "")]
            self.out.show_lines("Menunggu dikirim ke kantor", "", named or calm)
        else:
            one = state.status.partners[0]
            sub = f"{one.values} nilai belum diakui" if one.values else ""
            self.out.show_lines(f"Akan dikirim ke {partner}", sub, words.going(one.waiting))
        title = f"Akan diterima dari {partner}"
        if looked is None:
            lines = [("", "Diketahui setelah flashdisk atau folder diperiksa.", "")]
            self.come.show_lines(title, "", lines)
            return
        newest = looked.arrivals[-1] if looked.arrivals else None
        sub = f"paket {newest.number}, dibuat {words.short(newest.written)}" if newest else ""
        self.come.show_lines(title, sub, words.coming(looked, mine))

    def say_stick(self, place: Path | None, looked: Looked | None, step: int, kind: str) -> None:
        """Where it is, how much room, what was found; `kind`: 'Flashdisk' or 'Folder'."""
        if place is None:
            more = "Atau pilih folder lain. Isinya diperiksa sebelum ditukar."
            self.stick.say("Pasang flashdisk", more, FOUND)
            return
        name = f"{'Berkas' if place.is_file() else kind} {place.name or place}"
        if looked is None:
            self.stick.say(name, "Sedang diperiksa", FOUND)
            return
        count = len(looked.arrivals)
        some = f"{count} paket untuk kantor ini, tanda tangannya sah"
        parts = [some if count else "Belum ada paket baru"]
        if place.is_dir():
            parts.insert(0, f"Kosong {words.size(shutil.disk_usage(place).free)}")
        self.stick.say(name, ". ".join(parts), step)

    def _for_centre(self) -> QVBoxLayout:
        self.table.hide()
        self.list.setMinimumHeight(260)
        offices = pane(col(self.list, pad=(8, 6, 8, 4)))
        flows = row((self.out, 1), (self.come, 1), gap=8)
        parts = (self.stick, flows, self._trouble_box, self.conflict, (offices, 1))
        return page(*parts, self._history())

    def _for_office(self) -> QVBoxLayout:
        self.list.hide()
        head = hold(
            col(row(label("Tanda terima", "section"), None, self._told), pad=(14, 8, 14, 8))
        )
        inside = col(head, rule(), self.table, self._trouble_box, None, gap=0, pad=(1, 1, 1, 1))
        self._middle = row((pane(inside), 5), (self.conflict, 6), gap=8)
        flows = row((self.out, 1), (self.come, 1), gap=8)
        return page(self.stick, flows, self._middle, self._history(), None)

    def _history(self) -> QFrame:
        title = label("Pertukaran sebelumnya", "section")
        head = hold(row(title, None, self._more, pad=(14, 4, 14, 4)))
        return pane(col(head, rule(), self.log, gap=0, pad=(1, 1, 1, 1)))

    def _show_log(self) -> None:
        self.log.show_rows(self._lines if self._all else self._lines[:_SHORT])
        self._more.setVisible(len(self._lines) > _SHORT)
        text = "Lihat yang terakhir saja" if self._all else f"Lihat semua {len(self._lines)}"
        self._more.setText(text)
        self._more.setAccessibleName(text)

    def _toggle_log(self) -> None:
        self._all = not self._all
        self._show_log()

    def _show_troubles(self, state: State) -> None:
        status = state.status
        lines = [
            (f"{words.result(line)}: {line.name}", words.result_tone(line))
            for line in status.troubles[:_TROUBLES]
        ]
        if not status.certified and not self._centre:
            told = f"Menunggu sertifikat dari BKPSDM. Huruf kunci komputer ini {status.letters}."
            lines.insert(0, (told, "note"))
        if not lines and not state.disputes and not self._centre:
            lines.append((words.calm(state.log), "good"))
        if self._inside is not None:
            self._troubles.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = hold(col(*[self._trouble(*line) for line in lines], gap=0))
        self._troubles.addWidget(self._inside)
        self._trouble_box.setVisible(bool(lines))

    def _trouble(self, text: str, tone: str) -> QFrame:
        mark = IconLabel(self._kit, _ICONS.get(tone, "prohibited"), tone)
        return hold(row(mark, (label(text, wrap=True), 1), gap=8, pad=(14, 6, 14, 6)))
