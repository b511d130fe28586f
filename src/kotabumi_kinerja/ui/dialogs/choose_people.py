"""Choosing many people: found in the register at the left, taken over to the right."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.staff.listing import StaffList, StaffRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, heading, label, row

_LIST_WIDTH: Final = 300


class Chosen:
    """The rows taken so far, in the order of their names; found by what is typed."""

    def __init__(self) -> None:
        self.rows: dict[Id, StaffRow] = {}

    def count(self, query: Query) -> int:
        """How many of them `query` finds."""
        return len(self._found(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[StaffRow]:
        """A stretch of them."""
        rows = self._found(query)
        start = 0
        if after is not None:
            start = next((at for at, r in enumerate(rows) if r.anchor == after), -1) + 1
        return rows[start + skip : start + skip + size]

    def _found(self, query: Query) -> list[StaffRow]:
        words = query.text.casefold().split()
        rows = sorted(self.rows.values(), key=lambda r: (r.name.casefold(), r.id))
        return [r for r in rows if all(w in f"{r.full_name} {r.nip}".casefold() for w in words)]


class PeoplePicker(QWidget):
    """Two lists; Enter or double click moves a person over, the button all that are marked.

    `left_out` are people who cannot be taken again.
    """

    def __init__(self, face: Face, work: Workspace, left_out: frozenset[Id] = frozenset()) -> None:
        super().__init__()
        kit = face.kit
        self._left_out = left_out
        self._chosen = Chosen()
        self.on_change: Callable[[], object] = lambda: None
        self.found: ListView[StaffRow] = ListView(
            kit,
            _spec("training-people", "pegawai", "Nama, NIP, atau jabatan", _no_staff()),
            StaffList(work),
            face.memory,
        )
        self.taken: ListView[StaffRow] = ListView(
            kit,
            _spec("training-chosen", "peserta", "Cari peserta", _nobody()),
            self._chosen,
            face.memory,
        )
        take = button(kit, "Tambahkan", "", "chevron_right", run=self.take)
        drop = button(kit, "Keluarkan", "", "dismiss", run=self.drop)
        self.found.opened.connect(lambda _id=b"": self.take())
        self.taken.opened.connect(lambda _id=b"": self.drop())
        for people in (self.found, self.taken):
            people.setMinimumWidth(_LIST_WIDTH)
        self._say = label("", "caption", wrap=True)
        self._say.hide()
        self.setLayout(
            row(
                (col(heading("Pegawai", take), (self.found, 1), self._say, gap=6), 1),
                (col(heading("Peserta", drop), (self.taken, 1), gap=6), 1),
                gap=12,
            )
        )

    def people(self) -> list[Id]:
        """Who was chosen, by name."""
        return [r.id for r in self._chosen.page(Query(), None, 0, len(self._chosen.rows))]

    def take(self) -> None:
        """Moves the marked people over; who cannot be taken is named."""
        rows = [self.found.model.row(at) for at in self.found.table.chosen_rows()]
        again = [r.name for r in rows if r is not None and r.id in self._left_out]
        for one in rows:
            if one is not None and one.id not in self._left_out:
                self._chosen.rows[one.id] = one
        self._say.setText(f"Sudah menjadi peserta: {', '.join(again[:3])}." if again else "")
        self._say.setVisible(bool(again))
        self._changed()

    def drop(self) -> None:
        """Takes the marked ones out again."""
        for key in self.taken.selected():
            self._chosen.rows.pop(key, None)
        self._changed()

    def _changed(self) -> None:
        self.taken.refresh()
        self.on_change()


def _spec(name: str, noun: str, hint: str, empty: EmptyText) -> ListSpec[StaffRow]:
    return ListSpec(
        name=name,
        noun=noun,
        hint=hint,
        columns=(
            Column(
                "Nama dan jabatan",
                lambda r: r.full_name,
                text=lambda r: f"{r.full_name}\n{r.post or '–'}",
                kind="two",
                width=200,
                stretch=True,
            ),
        ),
        empty=empty,
        two_lines=True,
        search_width=200,
        query=Query(sort="name"),
    )


def _no_staff() -> EmptyText:
    return EmptyText("people", "Belum ada pegawai", "Impor pegawai dahulu pada tab Pegawai.")


def _nobody() -> EmptyText:
    return EmptyText(
        "people",
        "Belum ada peserta",
        "Tandai pegawai di kiri, lalu tambahkan.",
        "Enter menambahkan",
    )
