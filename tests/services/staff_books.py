"""Staff workbooks for tests: rows of the sample, damaged on purpose, written and read back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from kotabumi_kinerja.spreadsheets.cells import text_of
from kotabumi_kinerja.spreadsheets.siasn import HEADINGS

DATA = Path(__file__).parents[1] / "data"
RESOURCES = Path(__file__).parents[2] / "resources"
DPMPTSP = RESOURCES / "sample" / "siasn-dpmptsp.xlsx"
EDUCATION = DATA / "siasn-dinas-pendidikan.xlsx"

Cells = dict[str, object]


def normal_heading(text: object) -> str:
    """'Pns  Id' as 'PNS ID'."""
    return " ".join(str(text).split()).upper()


def rows_of(path: Path) -> list[Cells]:
    """The data rows of a SIASN workbook by heading, as a reader sees them."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    start = next(n for n, row in enumerate(rows) if "NIP BARU" in map(normal_heading, row))
    headings = [normal_heading(cell) for cell in rows[start]]
    found: list[Cells] = [dict(zip(headings, row, strict=True)) for row in rows[start + 1 :]]
    return [row for row in found if row.get("NIP BARU") not in ("", None)]


def texts_of(path: Path) -> dict[str, dict[str, str]]:
    """All cells as clean text, by NIP and heading; the first row of a NIP counts."""
    found: dict[str, dict[str, str]] = {}
    for row in rows_of(path):
        texts = {h: text_of(c) for h, c in row.items() if text_of(c)}  # type: ignore[arg-type]
        digits = texts["NIP BARU"].replace(" ", "").strip("'")
        found.setdefault(digits, texts)
    return found


def write_book(
    path: Path, rows: Sequence[Mapping[str, object]], headings: Sequence[str] = HEADINGS
) -> Path:
    """A workbook with these rows under the headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for row in rows:
        sheet.append([row.get(h) for h in headings])
    book.save(path)
    return path


def mend(path: Path, change: Callable[[str, object], object]) -> None:
    """Rewrite each cell of a workbook: `change` gets its heading and value."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    headings = [normal_heading(cell.value) for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for heading, cell in zip(headings, row, strict=True):
            cell.value = change(heading, cell.value)  # type: ignore[union-attr]
    book.save(path)
