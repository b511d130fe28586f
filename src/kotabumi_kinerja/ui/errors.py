"""The face of errors: a refusal becomes a banner, an unknown error a code and a log entry."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from kotabumi_kinerja.domain.errors import Cancelled, Refused

if TYPE_CHECKING:
    import logging

    from kotabumi_kinerja.ui.widgets import Notice

UNKNOWN_CODE: Final = "KK-999"
LOG_BYTES: Final = 1_000_000


class Errors:
    """Shows errors through `show` and writes the unknown ones into the file `log`.

    This is the one place at the face where unknown errors end: `install` puts it behind every
    slot, since Qt hands what a slot raises to the interpreter's hook.
    """

    def __init__(self, show: "Callable[[Notice], object]", log: Path) -> None:
        self._show = show
        self._log = log
        self._writer: logging.Handler | None = None

    def install(self) -> None:
        """From now on errors out of slots come here."""
        sys.excepthook = self.handle

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """What `sys.excepthook` calls."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.show(error.with_traceback(trace))

    def show(self, error: BaseException, to_field: Callable[[], object] | None = None) -> None:
        """Shows `error`; `to_field` puts a button 'Ke isian' on the banner."""
        if isinstance(error, Cancelled):
            return
        from kotabumi_kinerja.messages import sentence  # noqa: PLC0415  after the first paint
        from kotabumi_kinerja.ui.widgets import Notice, Step, notice_of  # noqa: PLC0415  the same

        if isinstance(error, Refused):
            step = Step("Ke isian", to_field, "edit") if to_field is not None else None
            self._show(notice_of(sentence(error.code, error.fields), error.code, step))
            return
        why = "Data yang sudah tersimpan aman. Foto layar ini dan kirim kepada BKPSDM."
        if self._write(error):
            why += f" Catatan: {self._log}"
        what = "Terjadi kesalahan yang belum dikenal program."
        self._show(Notice("bad", what, why, UNKNOWN_CODE))

    def close(self) -> None:
        """Closes the log file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _write(self, error: BaseException) -> bool:
        """Whether it could be written down; the message must come even when it could not."""
        import logging.handlers  # noqa: PLC0415  costs 10 ms at the start

        if self._writer is None:
            try:
                self._log.parent.mkdir(parents=True, exist_ok=True)
                writer = logging.handlers.RotatingFileHandler(
                    self._log, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"
                )
            except OSError:
                return False
            writer.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            self._writer = writer
        where = (type(error), error, error.__traceback__)
        entry = logging.LogRecord("kinerja", logging.ERROR, "", 0, UNKNOWN_CODE, (), where)
        self._writer.handle(entry)
        return True
