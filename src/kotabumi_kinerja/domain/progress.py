"""How a long piece of work tells its watcher where it is, and learns that it shall stop."""

from typing import Protocol


class Progress(Protocol):
    """Watches a long service. `step` raises `Cancelled` when the user has asked to stop."""

    def start(self, what: str, total: int) -> None:
        """A new stretch of `total` steps begins; `what` is shown to the user."""
        ...

    def step(self, done: int = 1) -> None:
        """`done` more steps are finished."""
        ...


class Silent:
    """Nobody watches."""

    def start(self, what: str, total: int) -> None:
        """Say nothing."""

    def step(self, done: int = 1) -> None:
        """Say nothing."""
