"""Commands `history list|undo|redo`."""

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("history", "riwayat perubahan, urungkan, ulangi")
    below.reading("list", "daftar perubahan terakhir", show).add_argument(
        "--limit", type=int, default=50
    )
    below.writing("undo", "urungkan perubahan terakhir", undo)
    below.writing("redo", "ulangi yang diurungkan terakhir", redo)


def show(work: Workspace, options: Options) -> Reply:
    """The latest change sets, newest first."""
    steps = history.steps(work.database, options.limit)
    return Reply(
        tuple(
            f"{s.id:>5}  {s.at.astimezone():%d-%m-%Y %H.%M}  {s.operator or '–'}  {s.label}"
            f"{'  (diurungkan)' if s.undone else ''}"
            for s in steps
        ),
        steps,
    )


def undo(work: Workspace, options: Options) -> Reply:
    """Take back the latest step."""
    del options
    step = history.undo(work.database)
    return Reply((f"Diurungkan: {step.label}",), step)


def redo(work: Workspace, options: Options) -> Reply:
    """Do again what was undone last."""
    del options
    step = history.redo(work.database)
    return Reply((f"Diulangi: {step.label}",), step)
