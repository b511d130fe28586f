"""An update from the stick: what it brings and who signed it, then verify, back up, install."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.exchange import drive
from kotabumi_kinerja.exchange.updates import SUFFIX, Update
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import updates
from kotabumi_kinerja.services.updates import (
    Installed,
    Looked,
    Prepared,
    Starter,
    WindowsStarter,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.jobs import TICK_MS, Job
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    IconLabel,
    Notice,
    Step,
    button,
    col,
    fact,
    hold,
    label,
    notice_of,
    row,
    rule,
    scroll,
)

NOTICE: Final = "update"
"""Key of the one notice about updates: a later look replaces what an earlier one said."""
_TOP: Final = Qt.AlignmentFlag.AlignTop
_FEW: Final = 6
_NAME: Final = 116
_BEFORE: Final = (
    "Berkas disalin ke komputer ini dan salinannya diperiksa; data kantor dicadangkan. Baru "
    "sesudah itu program bertanya sekali lagi."
)
_READY: Final = "Salinan di komputer ini utuh dan sama dengan yang ditandatangani."
_CLOSING: Final = "Program ditutup, lalu pemasang terbuka. Data kantor tidak disentuh."


class UpdateDialog(Dialog):
    """Now and then, what is new, who signed; accepted when the installer runs.

    Two steps, one filled button each: verify the copy and back up, then close and install.
    """

    def __init__(  # noqa: PLR0913  # what it works with
        self,
        face: Face,
        work: Workspace,
        update: Update,
        parent: QWidget | None = None,
        *,
        own: Installed | None = None,
        starter: Starter | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._work, self._update = face, work, update
        self._own, self._starter = own or Installed(), starter or WindowsStarter()
        self._job: Job | None = None
        self.prepared: Prepared | None = None
        self.setWindowTitle("Pembaruan program")
        self.setAccessibleName("Pembaruan program")
        self.setMinimumWidth(600)
        kit = face.kit
        self.said = label(_BEFORE, wrap=True)
        self.said.setAlignment(_TOP)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._mark = IconLabel(kit, "checkmark_circle", "good")
        self._warn = IconLabel(kit, "error_circle", "bad")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Kemajuan pemeriksaan")
        for part in (self._mark, self._warn, self.bar):
            part.hide()
        self.later = button(kit, "Nanti", run=self.reject)
        self.take = button(kit, "Pasang versi ini", "primary", run=self.go_on)
        self.take.setDefault(True)
        marks = col(self._mark, self._warn, None, gap=0)
        self.setLayout(
            col(
                label("Pembaruan program", "title"),
                *_facts(update, self._own),
                label("Yang baru", "section"),
                _news(update),
                rule(),
                row(marks, (self.said, 1), gap=8),
                self.bar,
                row(None, self.later, self.take, gap=8),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        self.take.setFocus()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def go_on(self) -> None:
        """The filled button."""
        self._warn.hide()
        self.take.setEnabled(False)
        if self.prepared is None:
            self._prepare()
        else:
            self._install(self.prepared)

    def reject(self) -> None:
        """'Nanti', Esc: a running job is stopped first; a copy that waits is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self.later.setEnabled(False)
            return
        if self.prepared is not None:
            updates.drop(self.prepared)
            self.prepared = None
        super().reject()

    def _prepare(self) -> None:
        work, update, own, starter = self._work, self._update, self._own, self._starter
        self.later.setText("Batalkan")
        self.later.setAccessibleName("Batalkan")
        self.bar.setRange(0, 0)
        self.bar.show()
        self._clock.start()
        self._job = self._face.jobs.run(
            "Memeriksa pembaruan",
            lambda progress: updates.prepare(
                update, work.folder, starter, own, work=work, progress=progress
            ),
            self._ready,
            self._failed,
        )

    def _install(self, prepared: Prepared) -> None:
        starter = self._starter
        self._job = self._face.jobs.run(
            "Memulai pemasang",
            lambda _progress: updates.install(prepared, starter),
            lambda _none: self.accept(),
            self._failed,
        )

    def _ready(self, prepared: Prepared) -> None:
        self._settled()
        self.prepared = prepared
        self._mark.show()
        self.said.setText(f"{_READY}\nCadangan: {prepared.backup}\n{_CLOSING}")
        self.take.setText("Tutup program dan pasang")
        self.take.setAccessibleName(self.take.text())
        self.take.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._settled()
        if isinstance(error, (Cancelled, CancelledError)):
            super().reject()
            return
        if not isinstance(error, Refused):
            super().reject()
            raise error
        self._mark.hide()
        self._warn.show()
        self.said.setText(sentence(error.code, error.fields))

    def _settled(self) -> None:
        self._job = None
        self._clock.stop()
        self.bar.hide()
        self.later.setText("Nanti")
        self.later.setAccessibleName("Nanti")
        self.later.setEnabled(True)
        self.take.setEnabled(True)

    def _tick(self) -> None:
        if self._job is not None:
            self.bar.setRange(0, self._job.total)
            self.bar.setValue(self._job.done)
            self.said.setText(f"{self._job.title}…")


def ask_update(
    face: Face, work: Workspace, parent: QWidget, places: Sequence[Path] | None = None
) -> None:
    """Bantuan, Pembaruan program: looks at the sticks (or `places`) and offers the newest found."""

    def told(found: Looked) -> None:
        if found.updates:
            offer(face, work, parent, found.updates[0])
            return
        choose = Step("Pilih berkas…", lambda: _choose(face, work, parent), "open")
        own = Installed().version
        none = Refused("KK-460", place="flashdisk mana pun", own=own)
        _, refusal = found.refused[0] if found.refused else (None, none)
        words = sentence(refusal.code, refusal.fields)
        tone = "note" if refusal.code in {"KK-460", "KK-471"} else "bad"
        told = notice_of(words, refusal.code, choose, tone)
        face.notice(Notice(told.tone, told.what, told.why, told.code, told.step, NOTICE))

    _look(face, work, drive.candidates() if places is None else places, told)


def tell_update(face: Face, work: Workspace, parent: QWidget, places: Sequence[Path]) -> None:
    """A stick was plugged in: one notice when it carries a newer version; silent otherwise."""

    def told(found: Looked) -> None:
        if not found.updates:
            return
        update = found.updates[0]
        step = Step("Lihat…", lambda: offer(face, work, parent, update), "arrow_download")
        what = f"Flashdisk ini membawa versi {update.manifest.version} program ini."
        why = f"Ditandatangani {update.signer}. Data tidak disentuh."
        face.notice(Notice("note", what, why, step=step, key=NOTICE))

    _look(face, work, places, told)


def offer(
    face: Face, work: Workspace, parent: QWidget, update: Update, starter: Starter | None = None
) -> None:
    """The dialog; closes the window when the installer runs, so that it can replace the files."""
    dialog = UpdateDialog(face, work, update, parent, starter=starter)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        parent.window().close()


def _look(
    face: Face, work: Workspace, places: Sequence[Path], told: Callable[[Looked], object]
) -> None:
    face.jobs.run(
        "Mencari pembaruan",
        lambda _progress: updates.look(places, updates.release_keys(work.resources), Installed()),
        told,
    )


def _choose(face: Face, work: Workspace, parent: QWidget) -> None:
    name, _ = QFileDialog.getOpenFileName(
        parent, "Pilih berkas pembaruan", "", f"Pembaruan (*{SUFFIX})"
    )
    if name:
        ask_update(face, work, parent, (Path(name),))


def _facts(update: Update, own: Installed) -> list[QWidget]:
    said = update.manifest
    size = f"{said.size / 1_000_000:.1f} MB".replace(".", ",")
    lines = (
        ("Versi", f"{own.version} menjadi {said.version}", ""),
        ("Diterbitkan", show_date(said.published), ""),
        ("Ditandatangani", update.signer, "tanda tangan sah"),
        ("Berkas", update.path.name, size),
    )
    return [hold(col(*(fact(*line, width=_NAME) for line in lines), gap=4))]


def _news(update: Update) -> QWidget:
    lines = [_line(text) for text in update.manifest.news]
    body = hold(col(*(lines or [label("Tidak ada catatan.")]), gap=4))
    if len(lines) <= _FEW:
        return body
    made = scroll(body)
    made.setMinimumHeight(160)
    return made


def _line(text: str) -> QHBoxLayout:
    mark = label("•")
    mark.setAlignment(_TOP)
    return row(mark, (label(text, wrap=True), 1), gap=6)
