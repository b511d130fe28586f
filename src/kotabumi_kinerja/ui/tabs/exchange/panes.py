"""The panes of Tukar Data: the stick, what goes or comes, and a conflict side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QInputDialog, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.conflicts import Dispute
from kotabumi_kinerja.ui.columns import spaced_nip
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.exchange.words import Count
from kotabumi_kinerja.ui.widgets import (
    IconLabel,
    Side,
    SideBySide,
    Steps,
    button,
    col,
    hold,
    label,
    row,
    tool,
)

STEPS = ("Ditemukan", "Diperiksa", "Ditukar", "Aman dicabut")
_NIP = 18


class StickPane(QFrame):
    """Where the packages come from and go to, and the one filled button."""

    def __init__(self, kit: Kit, choose: Callable[[], object], swap: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._title = label("", "title")
        self._more = label("", "caption")
        self.steps = Steps(kit, STEPS, 0)
        self.choose = button(kit, "Pilih folder…", "", "open", run=choose)
        self.swap = button(kit, "Tukar sekarang", "primary", "arrow_sync", run=swap)
        names = col(self._title, self._more, gap=0)
        mark = IconLabel(kit, "usb_stick", "accent", 20)
        parts = row(mark, (names, 1), self.steps, 8, self.choose, self.swap, gap=12)
        parts.setContentsMargins(14, 8, 14, 8)
        self.setLayout(parts)

    def say(self, title: str, more: str, step: int) -> None:
        """Title, one line of reason, and how far the swap is."""
        self._title.setText(title)
        self._more.setText(more)
        self.steps.set_now(step)

    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}. {self._more.text()}"


class FlowPane(QFrame):
    """'Akan dikirim' or 'Akan diterima': counts by kind."""

    def __init__(self, kit: Kit, icon: str, title: str) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.setAccessibleName(title)
        self._title = label(title, "section")
        self._sub = label("", "caption")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._inside: QWidget | None = None
        head = row(IconLabel(kit, icon, "accent", 20), self._title, None, self._sub, gap=8)
        self.setLayout(col(head, self._lines, None, gap=6, pad=(14, 8, 14, 8)))

    def show_lines(self, title: str, sub: str, lines: Sequence[Count]) -> None:
        """Other counts."""
        self._title.setText(title)
        self._sub.setText(sub)
        if self._inside is not None:
            self._lines.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = hold(col(*[_line(*one) for one in lines], gap=4))
        self._lines.addWidget(self._inside)
        words = (" ".join(part for part in one if part) for one in lines)
        self.setAccessibleDescription(". ".join(words))

    def text(self) -> str:
        """What it says, read out."""
        return f"{self._title.text()}. {self.accessibleDescription()}"


class ConflictPane(QFrame):
    """One open conflict: both values with author and time, and the button that closes it."""

    person_wanted = Signal(bytes)
    chosen = Signal(object, str)
    typed = Signal(object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "pane")
        self._disputes: Sequence[Dispute] = ()
        self._at = 0
        self._inside: QWidget | None = None
        self.sides: SideBySide | None = None
        self.take = button(kit, "")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 8, 14, 10)

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """Another list; stays at the same place where it can."""
        self._disputes = disputes
        self._at = min(self._at, max(0, len(disputes) - 1))
        self._draw()

    def step(self, by: int) -> None:
        """The next or the last one."""
        if self._disputes:
            self._at = (self._at + by) % len(self._disputes)
            self._draw()

    def current(self) -> Dispute | None:
        """The one in sight."""
        return self._disputes[self._at] if self._disputes else None

    def _draw(self) -> None:
        if self._inside is not None:
            self._box.removeWidget(self._inside)
            self._inside.deleteLater()
        dispute = self.current()
        self._inside = hold(self._calm() if dispute is None else self._body(dispute))
        self._box.addWidget(self._inside)

    def _calm(self) -> QVBoxLayout:
        mark = IconLabel(self._kit, "checkmark_circle", "good", 20)
        return col(row(mark, label("Tidak ada konflik", "section"), None, gap=8), None)

    def _body(self, dispute: Dispute) -> QVBoxLayout:
        kit, many = self._kit, len(self._disputes)
        arrows = [
            tool(kit, "chevron_left", "Konflik sebelumnya", lambda: self.step(-1)),
            tool(kit, "chevron_right", "Konflik berikutnya", lambda: self.step(1)),
        ]
        head = f"Konflik {self._at + 1} dari {many}: dua orang mengubah isian yang sama"
        top = row(
            IconLabel(kit, "branch_fork", "warn", 20),
            (label(head, "section", wrap=True), 1),
            *(arrows if many > 1 else ()),
            gap=8,
        )
        nip = spaced_nip(dispute.nip) if len(dispute.nip) == _NIP else dispute.nip
        about = [label(dispute.about, "strong"), label(nip, "label")]
        about.append(label(f"isian {dispute.field}"))
        link: list[QWidget] = []
        if dispute.person is not None:
            link.append(button(kit, "Buka pegawai", "link", run=self._open_person))
        who = row(*about, None, *link, gap=12)
        left, right = dispute.left, dispute.right
        self.sides = SideBySide(
            kit,
            Side(left.title, left.value, left.who),
            Side(right.title, right.value, right.who),
        )
        self.sides.changed.connect(self._named)
        return col(top, who, self.sides, self._feet(dispute), None, gap=7)

    def _feet(self, dispute: Dispute) -> QVBoxLayout:
        kit = self._kit
        if not dispute.mine:
            words = (
                "Hanya BKPSDM yang dapat menyelesaikan konflik ini. Kedua nilai tetap tersimpan."
            )
            return col(label(words, "caption", wrap=True))
        self.take = button(kit, "Pilih salah satu nilai", "", "checkmark", run=self._choose)
        left: list[QWidget] = []
        if dispute.column:
            left.append(button(kit, "Ketik nilai lain…", run=self._type))
        kept = label("Nilai yang tidak dipakai tetap tersimpan di riwayat.", "caption", wrap=True)
        kept.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return col(row(*left, (kept, 1), self.take, gap=8))

    def _named(self, at: int) -> None:
        dispute = self.current()
        if dispute is not None:
            side = dispute.left if at == 0 else dispute.right
            words = f"Pakai {side.title[0].lower()}{side.title[1:]}"
            self.take.setText(f" {words}")
            self.take.setAccessibleName(words)

    def _choose(self) -> None:
        dispute, at = self.current(), self.sides.chosen() if self.sides else None
        if dispute is not None and at is not None:
            self.chosen.emit(dispute, "left" if at == 0 else "right")

    def _type(self) -> None:
        dispute = self.current()
        if dispute is None:
            return
        text, ok = QInputDialog.getText(
            self,
            "Ketik nilai lain",
            f"Isian {dispute.field} {dispute.about}",
            text=dispute.left.value,
        )
        if ok:
            self.typed.emit(dispute, text)

    def _open_person(self) -> None:
        dispute = self.current()
        person: Id | None = dispute.person if dispute else None
        if person is not None:
            self.person_wanted.emit(person)


def _line(count: str, name: str, more: str) -> QWidget:
    figure = label(count, "strong")
    figure.setFixedWidth(44)
    figure.setAlignment(Qt.AlignmentFlag.AlignRight)
    what = label(name, wrap=not count)
    if not count:
        return hold(row(4, (what, 1)))
    what.setFixedWidth(170)
    return hold(row(figure, what, label(more, "caption"), None, gap=10))
