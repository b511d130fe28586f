"""The verdicts of a staff import as rows of a list, with what the user has chosen of each."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.staff.verdicts import Choices, DryRun, Outcome, Place, Verdict
from kotabumi_kinerja.ui.columns import Change, Column
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec
from kotabumi_kinerja.ui.widgets import EmptyText

WORD: Final = {
    Outcome.NEW: "Baru",
    Outcome.CHANGED: "Berubah",
    Outcome.REPAIRED: "Diperbaiki",
    Outcome.REFUSED: "Ditolak",
    Outcome.SAME: "Sama",
}
_ORDER: Final = (
    Outcome.REFUSED,
    Outcome.REPAIRED,
    Outcome.CHANGED,
    Outcome.NEW,
    Outcome.SAME,
)
_OPEN: Final = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.REPAIRED})


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One line of the dry run; `what` is the change, the reason, or who comes in."""

    id: Id
    anchor: Anchor
    verdict: Verdict
    what: Change
    code: str


class Choosing:
    """What the user has ticked: everything but repairs, until it is changed."""

    def __init__(self) -> None:
        self._left: set[Place] = set()
        self._repaired: set[Place] = set()
        self._kept: dict[Place, set[str]] = {}
        self.choices: Final = Choices(self._left, self._repaired, self._kept)
        """The same for the service; it follows what is ticked."""

    def takes(self, verdict: Verdict) -> bool:
        """Whether the row is to be saved."""
        return self.choices.takes(verdict)

    def take(self, verdict: Verdict, *, on: bool) -> None:
        """Tick or untick a row; a row whose fields were all held back gets them again."""
        if verdict.outcome not in _OPEN:
            return
        (self._left.discard if on else self._left.add)(verdict.place)
        if verdict.outcome is Outcome.REPAIRED:
            (self._repaired.add if on else self._repaired.discard)(verdict.place)
        if on and not self.takes(verdict):
            self._kept.pop(verdict.place, None)

    def keeps(self, verdict: Verdict, field: str) -> bool:
        """Whether the old value of this field stays."""
        return field in self._kept.get(verdict.place, ())

    def keep(self, verdict: Verdict, field: str, *, on: bool) -> None:
        """Hold one field back, or not."""
        fields = self._kept.setdefault(verdict.place, set())
        (fields.add if on else fields.discard)(field)


class VerdictList:
    """The verdicts by page, refused first; filtered by outcome and by what is typed."""

    def __init__(self, run: DryRun) -> None:
        ordered = sorted(run.verdicts, key=lambda v: _ORDER.index(v.outcome))
        self._rows = [_row(run, n, v) for n, v in enumerate(ordered)]
        self._cached: dict[tuple[str, str], list[VerdictRow]] = {}

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        return len(self._found(query))

    def page(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[VerdictRow]:
        """A stretch of them."""
        rows = self._found(query)
        start = 0
        if after is not None:
            start = bisect_right(rows, cast("int", after[0]), key=_number)
        return rows[start + skip : start + skip + size]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this one."""
        rows, number = self._found(query), int.from_bytes(id, "big")
        at = bisect_left(rows, number, key=_number)
        return at if at < len(rows) and rows[at].id == id else None

    def _found(self, query: Query) -> list[VerdictRow]:
        asked = (query.text, query.chip)
        if asked not in self._cached:
            if query.text:
                self._cached.clear()
            words = query.text.casefold().split()
            self._cached[asked] = [
                r
                for r in self._rows
                if (not query.chip or r.verdict.outcome.value == query.chip)
                and all(w in f"{r.verdict.name} {r.verdict.nip}".casefold() for w in words)
            ]
        return self._cached[asked]


def spec(takes: Callable[[Verdict], bool]) -> ListSpec[VerdictRow]:
    """The list; `takes` says what is ticked now."""

    def ticked(row: VerdictRow) -> str:
        if row.verdict.outcome not in _OPEN:
            return ""
        return "Ya" if takes(row.verdict) else "Tidak"

    return ListSpec(
        name="staff-import",
        noun="baris",
        hint="Cari di berkas ini",
        columns=(
            Column(
                "Simpan",
                ticked,
                kind="state",
                tone=lambda r: "good" if ticked(r) == "Ya" else "",
                width=64,
            ),
            Column(
                "Keputusan",
                lambda r: r.verdict.outcome.value,
                text=lambda r: WORD[r.verdict.outcome],
                kind="verdict",
                width=106,
            ),
            Column("Baris", lambda r: r.verdict.row, kind="number", align="right", width=52),
            Column("NIP", lambda r: r.verdict.nip, kind="nip", width=166),
            Column("Nama", lambda r: r.verdict.name, width=160),
            Column("Lama dan baru", lambda r: r.what, kind="change", width=220, stretch=True),
            Column("Catatan", lambda r: r.code, kind="soft", width=76),
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip("new", "Baru", "add_circle", "good"),
            FilterChip("changed", "Berubah", "edit", "note"),
            FilterChip("repaired", "Diperbaiki", "wrench", "warn"),
            FilterChip("refused", "Ditolak", "prohibited", "bad"),
            FilterChip("same", "Sama", "equal_circle"),
        ),
        empty=EmptyText("document_table", "Tidak ada baris", "Berkas ini tidak berisi pegawai."),
        search_width=180,
    )


def _number(row: VerdictRow) -> int:
    return int.from_bytes(row.id, "big")


def _row(run: DryRun, number: int, verdict: Verdict) -> VerdictRow:
    what, code = _what(run, verdict)
    key = number.to_bytes(16, "big")
    return VerdictRow(key, (number, key), verdict, what, code)


def _what(run: DryRun, verdict: Verdict) -> tuple[Change, str]:
    more = len(verdict.changes) - 1
    if verdict.outcome is Outcome.REPAIRED:
        return Change("NIP", verdict.ruined, verdict.nip), "KK-170"
    if verdict.changes:
        first = verdict.changes[0]
        return Change(first.field, first.old, first.new), f"+ {more} kolom" if more else ""
    if verdict.findings:
        finding = verdict.findings[0]
        said = sentence(finding.code, finding.fields).removesuffix(f" {finding.code}")
        return Change("", "", said), finding.code
    if verdict.outcome is Outcome.NEW:
        words = run.judged[verdict.place].summary
        return Change("", "", ", ".join(w for w in words if w)), ""
    return Change("Tidak ada perubahan", "", ""), ""
