"""People, each with a value and what it would do: typed in the cell or pasted as a column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.listing import Anchor, Query, Row
from kotabumi_kinerja.services.plans import spreading
from kotabumi_kinerja.services.plans.filling import FillLine, Holder
from kotabumi_kinerja.services.staff.listing import StaffList, StaffRow
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.clipboard import from_tsv
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    button,
    col,
    heading,
    hold,
    label,
    row,
    without_arguments,
)

WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.NEW: "Baru",
    Outcome.CHANGED: "Berubah",
    Outcome.SAME: "Tetap",
    Outcome.REFUSED: "Tidak dapat",
}
TONES: Final[Mapping[Outcome, str]] = {
    Outcome.NEW: "good",
    Outcome.CHANGED: "note",
    Outcome.SAME: "",
    Outcome.REFUSED: "bad",
}

R = TypeVar("R", bound=Row)

Preview = Callable[[Mapping[Id, str]], Sequence[FillLine]]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a filling dialog; `line` None: no value yet."""

    id: Id
    anchor: Anchor
    holder: Holder
    value: str
    line: FillLine | None

    @property
    def why(self) -> str:
        """Why this person is left out, '' otherwise."""
        code = self.line.code if self.line is not None else ""
        return sentence(code, self.line.fields) if self.line is not None and code else ""


class Lines(Generic[R]):
    """Rows in memory, in the order they came; `said` is what typing finds. A `Source` of lists."""

    def __init__(self, said: Callable[[R], str]) -> None:
        self._said = said
        self.rows: list[R] = []

    def count(self, query: Query) -> int:
        """How many pass."""
        return len(self._found(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[R]:
        """A stretch of them."""
        rows = self._found(query)
        start = skip
        if after is not None:
            start += 1 + next((n for n, r in enumerate(rows) if r.anchor == after), -1)
        return rows[start : start + size]

    def _found(self, query: Query) -> list[R]:
        words = query.text.casefold().split()
        return [r for r in self.rows if all(w in self._said(r).casefold() for w in words)]


class PeopleValues(QWidget):
    """The people with their values. `changed` after a value, a person or the preview changed."""

    changed = Signal()

    def __init__(
        self, face: Face, work: Workspace, year: int, title: str, preview: Preview
    ) -> None:
        super().__init__()
        self._work, self._year, self._preview = work, year, preview
        self._people: list[Holder] = []
        self._values: dict[Id, str] = {}
        self._source: Lines[PersonLine] = Lines(
            lambda r: f"{r.holder.name} {r.holder.nip} {r.holder.post}"
        )
        self.refusal = ""
        kit = face.kit
        self.list: ListView[PersonLine] = ListView(
            kit, self._spec(title), self._source, face.memory
        )
        self.finder: ListView[StaffRow] = ListView(
            kit, _finder_spec(), StaffList(work), face.memory
        )
        self.finder.opened.connect(without_arguments(self.take))
        self.say = label("", "caption", "warn", wrap=True)
        self.say.hide()
        take = button(kit, "Tambahkan", "", "chevron_right", run=self.take)
        self._left = hold(col(heading("Pegawai", take), (self.finder, 1), gap=6))
        self._left.setFixedWidth(300)
        self._left.hide()
        self.more = button(kit, "Tambah orang…", "", "add", run=self.show_finder)
        drop = button(kit, "Keluarkan", "", "dismiss", run=self.drop)
        hint = label("Ctrl+V menempel satu kolom, atau NIP dan nilai, dari Excel", "caption")
        right = col((self.list, 1), row(self.more, drop, None, hint, gap=8), self.say, gap=6)
        self.setLayout(row(self._left, (right, 1), gap=12))
        self.list.table.pasted.connect(self.paste)
        self.list.edited.connect(self.read)

    @property
    def values(self) -> Mapping[Id, str]:
        """What each person gets; who has none is left out."""
        return {p.id: self._values[p.id] for p in self._people if self._values.get(p.id)}

    @property
    def lines(self) -> list[FillLine]:
        """What it would do."""
        return [r.line for r in self._source.rows if r.line is not None]

    def show_people(self, people: Sequence[Id], values: Mapping[Id, str] | None = None) -> None:
        """These people from here on."""
        self._people = spreading.who(self._work, people, self._year)
        self._values = dict(values or {})
        self.read()

    def put(self, person: Id, value: str) -> None:
        """One person's value; `read` shows what follows."""
        self._values[person] = value.strip()

    def paste(self, text: str) -> None:
        """A column out of Excel beside the people, from the top or by NIP."""
        block = from_tsv(text)
        if not block:
            return
        found = spreading.match(self._people, block)
        self._values.update(found.values)
        some = "; ".join(found.left[:3])
        self.say.setText(f"{len(found.left)} baris tidak cocok dengan siapa pun: {some}")
        self.say.setVisible(bool(found.left))
        self.read()

    def show_finder(self) -> None:
        """The register at the left, to take people from."""
        self._left.show()
        self.more.hide()
        self.finder.search.setFocus()

    def take(self) -> None:
        """Adds the people that are chosen in the register."""
        known = {p.id for p in self._people}
        fresh = [key for key in self.finder.selected() if key not in known]
        self._people += spreading.who(self._work, fresh, self._year)
        self.read()

    def drop(self) -> None:
        """Takes the chosen people out."""
        out = set(self.list.selected())
        self._people = [p for p in self._people if p.id not in out]
        self.read()

    def read(self) -> None:
        """Makes the preview anew."""
        try:
            lines = {line.holder.id: line for line in self._preview(self.values)}
            self.refusal = ""
        except Refused as refused:
            lines = {}
            self.refusal = sentence(refused.code, refused.fields)
        self._source.rows = [
            PersonLine(p.id, (at, p.id), p, self._values.get(p.id, ""), lines.get(p.id))
            for at, p in enumerate(self._people)
        ]
        self.list.refresh()
        self.changed.emit()

    def _spec(self, title: str) -> ListSpec[PersonLine]:
        columns: tuple[Column[PersonLine], ...] = (
            Column(
                "Pegawai",
                lambda r: r.holder.name,
                text=lambda r: f"{r.holder.name}\n{r.holder.post or '–'}",
                kind="two",
                width=220,
            ),
            Column("Sekarang", lambda r: r.line.old if r.line else "", kind="soft", width=150),
            Column(
                title,
                lambda r: r.value,
                edit=lambda r, text: self.put(r.id, text),
                width=200,
                stretch=True,
            ),
            Column("Akibat", _outcome, kind="state", tone=_tone, width=150),
        )
        empty = EmptyText("people", "Belum ada orang", "Tambah orang yang menerimanya.")
        return ListSpec(
            "plans-people", "orang", "Nama, NIP, atau jabatan", columns, empty, two_lines=True
        )


def counts(lines: Sequence[FillLine]) -> tuple[int, int]:
    """How many lines would be written, and how many cannot."""
    return (
        sum(line.writes for line in lines),
        sum(line.outcome is Outcome.REFUSED for line in lines),
    )


def _outcome(row_: PersonLine) -> str:
    if row_.line is None:
        return "–"
    if row_.line.outcome is Outcome.NEW and row_.holder.plan is None:
        return "SKP baru"
    return WORDS[row_.line.outcome]


def _tone(row_: PersonLine) -> str:
    return TONES[row_.line.outcome] if row_.line is not None else ""


def _finder_spec() -> ListSpec[StaffRow]:
    columns: tuple[Column[StaffRow], ...] = (
        Column(
            "Nama dan jabatan",
            lambda r: r.full_name,
            text=lambda r: f"{r.full_name}\n{r.post or '–'}",
            kind="two",
            stretch=True,
        ),
    )
    empty = EmptyText("people", "Belum ada pegawai", "Impor pegawai dahulu pada tab Pegawai.")
    return ListSpec(
        "plans-finder",
        "pegawai",
        "Nama, NIP, atau jabatan",
        columns,
        empty,
        two_lines=True,
        query=Query(sort="name"),
    )
