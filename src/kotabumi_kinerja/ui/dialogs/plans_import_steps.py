"""An import of plans step by step: columns where they are not known, the trial, saving."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanRun, importing
from kotabumi_kinerja.services.staff import mappings as staff_mappings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Certainty, Proposal
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.dialogs.staff_import_columns import ColumnsDialog
from kotabumi_kinerja.ui.face import Face

_NEEDED: Final = ("NIP", "RHK PEGAWAI")


class PlanColumnsDialog(ColumnsDialog):
    """Which column of a sheet of plans is what; NIP and RHK must be there."""

    def _check(self) -> None:
        told = ""
        for proposal in self._proposals:
            chosen = [self._chosen(proposal, column) for column in proposal.columns]
            lacking = [name for name in _NEEDED if name not in chosen]
            twice = [name for name in chosen if name and chosen.count(name) > 1]
            if lacking:
                told = f"Belum ada kolom untuk {self._names.get(lacking[0], lacking[0])}."
            elif twice:
                told = f"{self._names.get(twice[0], twice[0])} dipilih dua kali."
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.ok.setEnabled(not told)


class PlansImport:
    """One import of plans from file to drafts: columns where they are not known, trial, saving.

    `ask` shows a dialog of the tab, `take` saves what was tried.
    """

    def __init__(
        self,
        face: Face,
        work: Workspace,
        parent: QWidget,
        ask: Callable[[QDialog], object],
        take: Callable[[PlanRun], object],
    ) -> None:
        self._face, self._work, self._parent = face, work, parent
        self._ask, self._take = ask, take

    def start(self, path: Path, year: int) -> None:
        """Reads the headings beside the window, then goes on."""
        self._face.jobs.run(
            "Membaca judul kolom",
            lambda _progress: importing.proposals(self._work, path),
            lambda found: self._headed(path, year, found),
        )

    def choose_columns(self, path: Path, year: int, found: Sequence[Proposal]) -> None:
        """Lets the user say which column is what; it is remembered for these headings."""
        names = importing.column_names(self._work)
        dialog = PlanColumnsDialog(self._face.kit, found, names, self._parent)
        dialog.accepted.connect(lambda: self._remember(path, year, dialog.choices()))
        self._ask(dialog)

    def _headed(self, path: Path, year: int, found: Sequence[Proposal]) -> None:
        known = [p for p in found if not p.missing]
        unsure = [
            p
            for p in (known or found)
            if p.missing or any(_guessed(c.certainty) for c in p.columns)
        ]
        if unsure:
            self.choose_columns(path, year, unsure)
        else:
            self._try(path, year)

    def _remember(self, path: Path, year: int, choices: Mapping[str, Mapping[str, str]]) -> None:
        for mark, chosen in choices.items():
            staff_mappings.remember(self._work, mark, chosen)
        self._try(path, year)

    def _try(self, path: Path, year: int) -> None:
        self._face.jobs.run(
            "Memeriksa SKP",
            lambda progress: plans.dry_run(self._work, path, year, progress),
            lambda run: self._show(path, run),
        )

    def _show(self, path: Path, run: PlanRun) -> None:
        def again() -> None:
            self.choose_columns(path, run.year, importing.proposals(self._work, path))

        face = self._face
        self._ask(
            PlansImportDialog(face.kit, face.memory, run, self._take, self._parent, columns=again)
        )


def _guessed(certainty: Certainty) -> bool:
    return certainty is Certainty.GUESSED
