"""Pages by key, the model, the list view: searching, sorting, choosing, copying, remembering."""

# pyright: reportUnknownMemberType=false
# pytest-qt leaves holes in its types.

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.ui.clipboard import as_tsv, from_tsv
from kotabumi_kinerja.ui.columns import Change, Column, spaced_nip
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_tools import Tools
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.pages import PAGE, Pages
from kotabumi_kinerja.ui.style import Scheme
from kotabumi_kinerja.ui.table_model import Index, TableModel
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.widgets import EmptyText


@dataclass(frozen=True, slots=True)
class Line:
    id: bytes
    name: str
    kind: str
    predikat: str | None = None

    @property
    def anchor(self) -> Anchor:
        return (self.name, self.id)


class Lines:
    """A source that really pages by key, and counts how often it is asked."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.asked: list[tuple[Anchor | None, int]] = []

    def found(self, query: Query) -> list[Line]:
        hits = [
            line for line in self.lines if query.text in line.name and query.chip in ("", line.kind)
        ]
        return sorted(hits, key=lambda line: line.anchor, reverse=query.descending)  # pyright: ignore[reportArgumentType, reportCallIssue]  # tuples of str and bytes

    def count(self, query: Query) -> int:
        return len(self.found(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[Line]:
        self.asked.append((after, skip))
        rows = self.found(query)
        start = 0
        if after is not None:
            start = 1 + next(at for at, row in enumerate(rows) if row.anchor == after)
        return rows[start + skip : start + skip + size]


class Million:
    """A million rows that no list ever holds."""

    count_of = 1_000_000

    def __init__(self) -> None:
        self.read = 0

    def count(self, query: Query) -> int:  # noqa: ARG002  nothing is filtered
        return self.count_of

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[Line]:  # noqa: ARG002  nothing is filtered
        first = (0 if after is None else int(str(after[0])) + 1) + skip
        last = min(first + size, self.count_of)
        self.read += last - first
        return [Line(at.to_bytes(16, "big"), f"{at:07}", "PNS") for at in range(first, last)]

    def place(self, query: Query, id: bytes) -> int | None:  # noqa: A002, ARG002  the protocol's own name
        return int.from_bytes(id, "big")


def some(count: int) -> list[Line]:
    return [
        Line(bytes([at // 256, at % 256]), f"Orang {at:04}", "PNS" if at % 3 else "PPPK")
        for at in range(count)
    ]


COLUMNS: list[Column[Line]] = [
    Column("Nama", lambda r: r.name, kind="strong", key="name", stretch=True),
    Column(
        "Jenis", lambda r: r.kind, kind="state", tone=lambda r: "tag" if r.kind == "PNS" else ""
    ),
    Column("Predikat", lambda r: r.predikat, kind="predikat"),
]
SPEC = ListSpec(
    "orang",
    "pegawai",
    "Nama",
    COLUMNS,
    EmptyText("people", "Belum ada pegawai", "Tambah satu per satu."),
    chips=(FilterChip("", "Semua"), FilterChip("PPPK", "PPPK")),
    query=Query(sort="name"),
)


@pytest.fixture
def source() -> Lines:
    return Lines(some(250))


@pytest.fixture
def view(kit: Kit, source: Lines, memory: Forgetful, qtbot: QtBot) -> ListView[Line]:
    made = ListView(kit, SPEC, source, memory)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_pages_go_on_by_key(source: Lines) -> None:
    pages = Pages(source, Query())
    names = [row.name for at in range(250) if (row := pages.row(at)) is not None]
    assert names == [f"Orang {at:04}" for at in range(250)]
    assert [after is None for after, _ in source.asked] == [True, False, False]
    assert all(skip == 0 for _, skip in source.asked)


def test_a_jump_skips_once_then_goes_on_by_key() -> None:
    source = Lines(some(2000))
    pages = Pages(source, Query())
    pages.row(1500)
    pages.row(1500 + PAGE)
    assert source.asked[0] == (None, 1500)
    assert source.asked[1][0] is not None
    assert source.asked[1][1] == 0


def test_a_million_rows_read_only_what_is_seen(kit: Kit, memory: Forgetful, qtbot: QtBot) -> None:
    source = Million()
    view = ListView(kit, SPEC, source, memory)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    assert view.select((999_950).to_bytes(16, "big"))
    view.table.grab()
    assert source.read < 2000
    current = view.current_row()
    assert current is not None
    assert current.name == "0999950"


def test_a_page_that_became_shorter_shows_nothing(source: Lines) -> None:
    model = TableModel(COLUMNS, source, Query())
    del source.lines[100:]
    assert model.row(200) is None
    assert model.texts(200) == ("", "", "")


def test_typing_searches_after_a_moment(view: ListView[Line], qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, "0007")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1, timeout=1000)
    assert view.query.text == "0007"


def test_nothing_found_says_so_and_offers_the_way_back(view: ListView[Line]) -> None:
    view.set_text("rahma")
    assert not view.table.isVisible()
    assert view.model.rowCount() == 0
    view.clear_filters()
    assert view.table.isVisible()
    assert view.search.text() == ""


def test_chips_count_and_filter(view: ListView[Line], qtbot: QtBot) -> None:
    chip = view.chips.buttons["PPPK"]
    assert chip.text() == "PPPK  84"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 84
    assert view.query.chip == "PPPK"


def test_refresh_keeps_what_was_chosen_by_id(
    view: ListView[Line], source: Lines, qtbot: QtBot
) -> None:
    chosen = source.lines[120].id
    assert view.select(chosen)
    source.lines.insert(0, Line(b"new", "A pertama", "PNS"))
    with qtbot.assertNotEmitted(view.current_changed):
        view.refresh()
    assert view.current() == chosen
    assert view.selected() == [chosen]
    assert view.table.currentIndex().row() == 121


def test_a_chosen_row_that_is_gone_tells(view: ListView[Line], source: Lines, qtbot: QtBot) -> None:
    view.select(source.lines[3].id)
    del source.lines[3]
    with qtbot.waitSignal(view.current_changed) as told:
        view.refresh()
    assert told.args == [None]


def test_heading_sorts_and_turns(view: ListView[Line]) -> None:
    head = view.table.horizontalHeader()
    head.sectionClicked.emit(0)
    assert view.query.descending
    first = view.model.row(0)
    assert first is not None
    assert first.name == "Orang 0249"
    head.sectionClicked.emit(2)
    assert view.query.sort == "name"


def test_look_is_remembered(
    view: ListView[Line], kit: Kit, source: Lines, memory: Forgetful, qtbot: QtBot
) -> None:
    head = view.table.horizontalHeader()
    head.moveSection(2, 0)
    head.resizeSection(1, 222)
    view.table.horizontalHeader().sectionClicked.emit(0)
    again = ListView(kit, SPEC, source, memory)
    qtbot.addWidget(again)
    assert [c.title for c in again.visible_columns()] == ["Predikat", "Nama", "Jenis"]
    assert again.table.columnWidth(1) == 222
    assert again.query.descending


def test_a_spoilt_memory_is_no_harm(kit: Kit, source: Lines, qtbot: QtBot) -> None:
    memory = Forgetful()
    memory.set("list.orang", "{not json")
    view = ListView(kit, SPEC, source, memory)
    qtbot.addWidget(view)
    assert len(view.visible_columns()) == 3


def test_folding_hides_and_gives_back(view: ListView[Line]) -> None:
    view.fold(["Jenis"])
    assert [c.title for c in view.visible_columns()] == ["Nama", "Predikat"]
    view.fold()
    assert len(view.visible_columns()) == 3


def test_copy_is_what_excel_does(view: ListView[Line], source: Lines) -> None:
    view.select(source.lines[0].id)
    view.table.copy()
    assert QGuiApplication.clipboard().text() == "Orang 0000\tPPPK\tbelum dinilai\r\n"
    view.copy()
    assert QGuiApplication.clipboard().text().startswith("Nama\tJenis\tPredikat\r\n")


def test_tabs_and_breaks_survive_the_clipboard() -> None:
    cells = [["a\tb", 'c"d'], ["e\nf", ""]]
    assert from_tsv(as_tsv(cells)) == cells
    assert from_tsv("x\ty\n\n") == [["x", "y"]]


def test_enter_opens_and_steps_move(view: ListView[Line], source: Lines, qtbot: QtBot) -> None:
    view.select(source.lines[5].id)
    assert view.step(1)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert told.args == [source.lines[6].id]
    view.select(source.lines[0].id)
    assert not view.step(-1)


def test_a_step_chooses_one_row_also_while_ctrl_is_held(
    view: ListView[Line], source: Lines, qtbot: QtBot
) -> None:
    view.select(source.lines[5].id)
    qtbot.keyPress(view.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert view.step(1)
    assert view.selected() == [source.lines[6].id]
    assert view.select(source.lines[9].id)
    qtbot.keyRelease(view.table, Qt.Key.Key_Control)
    assert view.selected() == [source.lines[9].id]


def test_choosing_a_million_rows_asks_for_few_of_them(
    kit: Kit, memory: Forgetful, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    flags = TableModel.flags

    def counted(model: TableModel[Line], index: Index) -> Qt.ItemFlag:
        asked.append(index.row())
        return flags(model, index)

    monkeypatch.setattr(TableModel, "flags", counted)
    view = ListView(kit, SPEC, Million(), memory)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.table.selectAll()
    view.grab()
    assert len(asked) < 2000


def test_everything_chosen_stays_chosen(view: ListView[Line], source: Lines) -> None:
    view.table.selectAll()
    source.lines.append(Line(b"zz", "Z", "PNS"))
    view.refresh()
    assert len(view.table.chosen_rows()) == 251


def test_tools_get_exactly_what_is_shown(kit: Kit, source: Lines, qtbot: QtBot) -> None:
    got: list[tuple[Query, list[str]]] = []
    tools = Tools(excel=lambda query, columns: got.append((query, [c.title for c in columns])))
    view = ListView(kit, SPEC, source, Forgetful(), tools=tools)
    qtbot.addWidget(view)
    view.fold(["Jenis"])
    view.set_text("0007")
    view.export()
    view.print()
    assert got == [(replace(SPEC.query, text="0007"), ["Nama", "Predikat"])]


def test_edit_goes_through_and_refusal_rises(source: Lines) -> None:
    typed: list[str] = []

    def edit(row: Line, text: str) -> None:
        if not text:
            raise Refused("KK-131", name=row.name)
        typed.append(text)

    model = TableModel([replace(COLUMNS[0], edit=edit)], source, Query())
    index = model.index(0, 0)
    assert model.setData(index, " Baru ")
    assert not model.setData(index, "Orang 0000")
    assert typed == ["Baru"]
    with pytest.raises(Refused):
        model.setData(index, "")


def test_cells_are_read_out(source: Lines) -> None:
    rating = Column[Line]("Hasil", lambda _: "+", kind="rating")
    model = TableModel([*COLUMNS, rating], source, Query())
    read = int(Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(0, 2), read) == "Predikat: belum dinilai"
    assert model.data(model.index(0, 3), read) == "Hasil: Di atas ekspektasi"


def test_every_kind_is_painted_in_both_schemes(kit: Kit, qtbot: QtBot) -> None:
    columns: list[Column[Line]] = [
        *COLUMNS,
        Column("Mini", lambda _: "SB", kind="mini"),
        Column("Mini", lambda _: None, kind="mini"),
        Column("Hasil", lambda _: "-", kind="rating"),
        Column("Hasil", lambda _: None, kind="rating"),
        Column("Dua", lambda _: "a\nb", kind="two"),
        Column("NIP", lambda _: "199108102013091023", kind="nip"),
        Column("JP", lambda _: 20, kind="number"),
        Column("Buka", lambda _: "Buka", kind="link"),
        Column("Putusan", lambda _: "repaired", text=lambda _: "Diperbaiki", kind="verdict"),
        Column("Ubah", lambda _: Change("Gol.", "III/a", "III/b"), kind="change"),
        Column("Isi", lambda _: (3, 4), kind="bar"),
    ]
    table = ShortTable(kit, "Semua jenis", columns)
    qtbot.addWidget(table)
    table.show_rows([Line(b"1", "Nama", "PNS", "BP"), Line(b"2", "Nama", "PPPK")])
    table.resize(1900, 100)
    table.show()
    light = table.grab().toImage()
    kit.style.choose(Scheme.DARK)
    assert table.grab().toImage() != light


def test_a_failing_source_fails_once_and_never_inside_a_painter(kit: Kit, qtbot: QtBot) -> None:
    def broken(_: Line) -> str:
        raise ZeroDivisionError

    table = ShortTable(kit, "Rusak", [Column("Nama", broken)])
    qtbot.addWidget(table)
    table.show_rows([Line(b"1", "Nama", "PNS")])
    with qtbot.captureExceptions() as errors:
        table.show()
        qtbot.wait(50)
        table.viewport().update()
        qtbot.wait(50)
    assert [error[0] for error in errors] == [ZeroDivisionError]


def test_an_unknown_mark_is_found_before_painting() -> None:
    column = Column[Line]("Jenis", lambda r: r.kind, kind="state", tone=lambda _: "purple")
    with pytest.raises(ValueError, match="purple"):
        column.mark(Line(b"1", "Nama", "PNS"))


def test_nip_is_spaced_as_printed() -> None:
    assert spaced_nip("199108102013091023") == "19910810 201309 1 023"
    assert spaced_nip("1.98704112021232e+17") == "1.98704112021232e+17"
