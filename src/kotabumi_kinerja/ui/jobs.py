"""Long work behind the window: the only place with threads."""

from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal

from kotabumi_kinerja.domain.errors import Cancelled
from kotabumi_kinerja.domain.progress import Progress

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")

PATIENCE_S: Final = 2.0
"""Work shorter than this shows no progress."""
TICK_MS: Final = 100


class Job:
    """One piece of work; is the `Progress` that the work is given. Read by the window's clock."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.done = 0
        self.total = 0
        self.started = monotonic()
        self._stop = Event()

    def start(self, what: str, total: int) -> None:
        """A new stretch of `total` steps begins. Raises `Cancelled`."""
        self.title, self.done, self.total = what or self.title, 0, total
        self.step(0)

    def step(self, done: int = 1) -> None:
        """`done` more steps are finished. Raises `Cancelled` when the user has asked to stop."""
        self.done += done
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class Jobs(QObject):
    """Runs work in threads and gives its result back on the main thread.

    `watched` carries the job that has run longer than two seconds, about ten times a second, and
    None when there is no longer one. `failed` carries an error that the caller did not take.
    """

    watched = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._running: list[Job] = []
        self._shown = False
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        """Runs `work` in a thread; it touches no widget.

        Then `done` gets its result or `failed` its error, on the main thread; a job the user has
        stopped calls `failed` with `Cancelled`, or nothing when no `failed` was given.
        """
        job = Job(title)
        self._running.append(job)
        self._clock.start()
        future = self._workers().submit(work, job)
        then = partial(self._deliver, done, failed)
        future.add_done_callback(lambda ended: self._ended.emit((job, ended, then)))
        return job

    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def titles(self) -> tuple[str, ...]:
        """What runs, oldest first."""
        return tuple(job.title for job in self._running)

    def cancel_all(self) -> None:
        """Asks everything to stop."""
        for job in self._running:
            job.cancel()

    def close(self) -> None:
        """Stops everything and waits for it, before the database is closed."""
        self.cancel_all()
        self._clock.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _workers(self) -> "ThreadPoolExecutor":
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  costs 6 ms

            self._ended.connect(self._finish, QtCore.Qt.ConnectionType.QueuedConnection)
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="kinerja")
        return self._pool

    def _finish(self, parcel: object) -> None:
        job, ended, then = cast("tuple[Job, Future[Any], Callable[[Future[Any]], None]]", parcel)
        self._running.remove(job)
        self._tick()
        then(ended)

    def _deliver(
        self,
        done: Callable[[T], object] | None,
        failed: Callable[[BaseException], object] | None,
        ended: "Future[T]",
    ) -> None:
        from concurrent.futures import CancelledError  # noqa: PLC0415  loaded with the pool

        error = CancelledError() if ended.cancelled() else ended.exception()
        if error is None:
            if done is not None:
                done(ended.result())
        elif failed is not None:
            failed(error)
        elif not isinstance(error, (Cancelled, CancelledError)):
            self.failed.emit(error)

    def _tick(self) -> None:
        slow = [job for job in self._running if monotonic() - job.started >= PATIENCE_S]
        if slow:
            self._shown = True
            self.watched.emit(slow[-1])
        elif self._shown:
            self._shown = False
            self.watched.emit(None)
        if not self._running:
            self._clock.stop()
