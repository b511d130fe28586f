"""Odd workbooks as people send them, each made by code, with what must come of it.

What must come is a number of records, or the codes one of which the refusal must carry.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

from .odd_parts import DATA_ROW, HEAD_ROW, NIP, ODS_ROWS, ROWS, ods, ods_row, sheet, xlsx
from .old_xls import old_xls

Row = Sequence[object]
HEAD: Row = ("NIP BARU", "NAMA", "TANGGAL LAHIR", "GOL AKHIR NAMA", "UNOR NAMA")
BUDI: Row = (NIP, "BUDI CONTOH", "04-01-1985", "III/b", "SEKRETARIAT")
SITI: Row = ("199001012015032001", "SITI CONTOH", "01-01-1990", "III/a", "SEKRETARIAT")


_NOON = datetime(1985, 1, 4, 12, 30)  # noqa: DTZ001  # a cell has no zone


@dataclass(frozen=True, slots=True)
class Odd:
    """One workbook: the end of its name, its bytes, and records or codes that must come."""

    make: Callable[[], bytes]
    comes: int | tuple[int | str, ...]
    end: str = ".xlsx"


def written(*rows: Row, fill: Callable[[Any, Any], None] | None = None, **options: Any) -> bytes:
    """With xlsxwriter; `fill` gets the book and its sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, **options}) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime | date | time):
                    day = book.add_format({"num_format": "dd-mm-yyyy"})
                    page.write_datetime(number, column, value, day)
                else:
                    page.write(number, column, value)
        if fill:
            fill(book, page)
    return out.getvalue()


def opened(change: Callable[[Any, Any], None]) -> bytes:
    """With openpyxl; `change` gets the book and its sheet with heading and one row."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(list(HEAD))
    page.append(list(BUDI))
    change(book, page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def plain(*rows: Row) -> Callable[[], bytes]:
    return lambda: written(*rows)


def filled(fill: Callable[[Any, Any], None]) -> Callable[[], bytes]:
    return lambda: written(HEAD, BUDI, fill=fill)


def bytes_of(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def csv(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


def _charts(book: Any) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Data!$A$1:$A$2"})
    return chart


def _chart(book: Any, page: Any) -> None:
    book.add_chartsheet("Grafik").set_chart(_charts(book))
    page.insert_chart("H2", _charts(book))


def _only_chart() -> bytes:
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    with book:
        book.add_chartsheet("Grafik").set_chart(_charts(book))
    return out.getvalue()


def _hide(_: Any, page: Any) -> None:
    page.set_column(2, 3, None, None, {"hidden": True})
    page.set_row(1, None, None, {"hidden": True})


def _sheets(book: Any, page: Any) -> None:
    for name in ("PPPK", "PPPK_Paruh_Waktu", "Petunjuk"):
        other = book.add_worksheet(name)
        if name != "Petunjuk":
            other.write_row(0, 0, HEAD)
            other.write_row(1, 0, ["'" + str(SITI[0]), *SITI[1:]])
        else:
            other.write(0, 0, "Isi menurut contoh")
    page.write(0, 7, "Hobi")


def _late(_: Any, page: Any) -> None:
    page.write(1_048_575, 0, "x")


def _painted(book: Any, page: Any) -> None:
    yellow = book.add_format({"bg_color": "#FFFF00"})
    page.set_row(1_048_575, 20, yellow)
    page.write_blank(1_048_575, 16_383, None, yellow)


def _wide(_: Any, page: Any) -> None:
    page.write_row(0, len(HEAD), [f"Kolom {n}" for n in range(len(HEAD), 16_384)])


def _extras(book: Any, page: Any) -> None:
    page.insert_textbox("J1", "catatan")
    page.write_comment("B2", "komentar")
    page.data_validation("E2:E99", {"validate": "list", "source": ["a", "b"]})
    page.conditional_format("A1:E9", {"type": "duplicate", "format": book.add_format()})
    page.add_table("A1:E2", {"columns": [{"header": h} for h in HEAD]})
    page.protect("rahasia")


def _protected(book: Any, _: Any) -> None:
    book.security = WorkbookProtection(workbookPassword="x", lockStructure=True)


TITLES: Sequence[Row] = (("DAFTAR PEGAWAI",), ("Keadaan 1 Juli 2026",), ())
SIGNED: Sequence[Row] = (
    (),
    ("", "", "", "Kotabumi, 1 Juli 2026"),
    ("", "", "", "Kepala Dinas"),
    (),
    ("", "", "", "ANDI CONTOH"),
    ("197001011995031001",),
)
ERRORS = f"{HEAD_ROW}<row r='2'><c r='A2' t='inlineStr'><is><t>{NIP}</t></is></c>"

BOOKS: dict[str, Odd] = {
    "plain": Odd(plain(HEAD, BUDI, SITI), 2),
    "titles above": Odd(plain(*TITLES, HEAD, BUDI), 1),
    "heading in row 15": Odd(plain(*[("x",)] * 14, HEAD, BUDI), 1),
    "heading in row 16": Odd(plain(*[("x",)] * 15, HEAD, BUDI), ("KK-157",)),
    "signed": Odd(plain(HEAD, BUDI, *SIGNED), 1),
    "total line": Odd(plain(HEAD, BUDI, ("Jumlah", 1, 2, 3, 4)), 1),
    "numbers under headings": Odd(plain(HEAD, (1, 2, 3, 4, 5), BUDI), 1),
    "numbers in brackets": Odd(plain(HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), BUDI), 1),
    "heading again on each page": Odd(plain(HEAD, BUDI, HEAD, SITI), 2),
    "blank rows between": Odd(plain(HEAD, (), BUDI, (), (), SITI), 2),
    "groups between": Odd(plain(HEAD, ("A. SEKRETARIAT",), BUDI, ("B. BIDANG",), SITI), 2),
    "spelling of headings": Odd(plain(("n.i.p_baru", "Nama ", "TGL. LAHIR"), BUDI[:3]), 1),
    "headings twice": Odd(plain(("NIP BARU", "NIP BARU", "NAMA"), (NIP, NIP, "x")), ("KK-158",)),
    "other headings twice": Odd(plain((*HEAD, "NAMA", "Hobi", "Hobi"), (*BUDI, "a", "b", "c")), 1),
    "no headings": Odd(plain(BUDI, SITI), ("KK-157",)),
    "headings only": Odd(plain(HEAD), 0),
    "empty sheet": Odd(plain(), ("KK-156",)),
    "blanks only": Odd(plain((" ", "\u00a0")), ("KK-157",)),
    "wrong types": Odd(
        plain(HEAD, (True, 5.5, time(1), "x", -1), (date(1985, 1, 4), 1, 2, 3, 4)), 2
    ),
    "NIP as number": Odd(plain(HEAD, (1.98501042007021e17, *BUDI[1:])), 1),
    "NIP as shown": Odd(plain(HEAD, ("1,98501E+17", *BUDI[1:])), 1),
    "NIP of 15 digits": Odd(plain(HEAD, (NIP[:15], *BUDI[1:])), 1),
    "NIP ending in zeros": Odd(plain(HEAD, (NIP[:15] + "000", *BUDI[1:])), 1),
    "NIP negative": Odd(plain(HEAD, (-1.98501042007021e17, *BUDI[1:])), 1),
    "huge numbers": Odd(plain(HEAD, (1e308, 1e-308, 1e99, -1e300, 1e15)), 1),
    "days of all kinds": Odd(
        plain(
            HEAD,
            *[
                (*BUDI[:2], day, *BUDI[3:])
                for day in (
                    date(1985, 1, 4),
                    31051,
                    "31-02-1990",
                    "4 Januari 1985",
                    "04/01/85",
                    "31051",
                    60,
                    -5,
                    1e9,
                    "29-02-1900",
                    _NOON,
                    time(7, 30),
                    "0000-00-00",
                    "kemarin",
                )
            ],
        ),
        14,
    ),
    "counted from 1904": Odd(lambda: written(HEAD, BUDI, date_1904=True), 1),
    "hidden column and row": Odd(filled(_hide), 1),
    "chart sheet beside": Odd(filled(_chart), 1),
    "chart sheet only": Odd(_only_chart, ("KK-156",)),
    "sheets by status": Odd(filled(_sheets), 3),
    "a cell in the last row": Odd(filled(_late), ("KK-155",)),
    "a million painted rows": Odd(filled(_painted), 1),
    "16,384 columns": Odd(filled(_wide), ("KK-155",)),
    "table, comment, lock": Odd(filled(_extras), 1),
    "locked structure": Odd(lambda: opened(_protected), 1),
    "formula without result": Odd(lambda: opened(lambda _, s: s.append(["=A2", "=B2"])), 1),
    "merged units": Odd(
        lambda: written(
            HEAD, BUDI[:4], SITI[:4], fill=lambda _, s: s.merge_range("E2:E3", "SEKRETARIAT")
        ),
        2,
    ),
    "all merged": Odd(
        lambda: written(HEAD, BUDI, fill=lambda _, s: s.merge_range("A5:XFD9", "catatan")),
        1,
    ),
    "sheet name of 31 letters": Odd(
        lambda: opened(lambda _, s: setattr(s, "title", "Daftar pegawai & <unit> 'a' 2026")), 1
    ),
    "zero width and right to left": Odd(
        plain(HEAD, ("\u200b" + NIP + "\u202c", "\u202eBUDI\u200f", *BUDI[2:])), 1
    ),
    "letters outside the plane": Odd(plain(HEAD, (NIP, "BUDI \U0001f600 \u0d9a", *BUDI[2:])), 1),
    "control letters": Odd(lambda: xlsx(sheet(ROWS.replace("BUDI", "BU_x0007_DI&#9;"))), 1),
    "a cell of 32,767 letters": Odd(plain(HEAD, (NIP, "x" * 32_767)), 1),
    "breaks in a cell": Odd(plain(("Nama\nNIP", "Gol"), (f"Budi\nNIP. {NIP}", "Gol. III/b")), 1),
    "apostrophes": Odd(plain(HEAD, ("'" + NIP, *BUDI[1:]), ("`" + NIP, *BUDI[1:])), 2),
    "NIP in groups": Odd(plain(HEAD, ("19850104 200702 1 005", *BUDI[1:])), 1),
    "refused rows come back": Odd(plain(("ALASAN", *HEAD), ("NIP salah", *BUDI)), 1),
    "dangerous texts": Odd(plain(HEAD, (NIP, "=cmd|'/C calc'!A0", "@SUM(1)", "+1", "-1")), 1),
    "error cells": Odd(
        lambda: xlsx(
            sheet(
                ERRORS + "<c r='B2' t='e'><v>#N/A</v></c><c r=\"C2\" t=\"e\"><v>#REF!</v></c></row>"
            )
        ),
        1,
    ),
    "wrong end xls": Odd(plain(HEAD, BUDI), 1, ".xls"),
    "wrong end csv": Odd(plain(HEAD, BUDI), 1, ".csv"),
    "no end": Odd(plain(HEAD, BUDI), 1, ""),
    "csv comma": Odd(csv(f"NIP BARU,NAMA\n{NIP},Budi\n"), 1, ".csv"),
    "csv semicolon": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n"), 1, ".csv"),
    "csv tab": Odd(csv(f"NIP BARU\tNAMA\n{NIP}\tBudi\n"), 1, ".txt"),
    "csv with mark": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "utf-8-sig"), 1, ".csv"),
    "csv 1252": Odd(csv(f"NIP BARU;NAMA\n{NIP};Andr\u00e9\n", "cp1252"), 1, ".csv"),
    "csv utf-16": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "utf-16"), 1, ".csv"),
    "csv utf-16 big": Odd(csv(f"\ufeffNIP BARU;NAMA\n{NIP};Budi\n", "utf-16-be"), 1, ".csv"),
    "csv utf-16 no mark": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "utf-16-le"), 1, ".csv"),
    "csv utf-7": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "utf-7"), 1, ".csv"),
    "csv utf-32": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "utf-32"), ("KK-151",), ".csv"),
    "csv ebcdic": Odd(csv(f"NIP BARU;NAMA\n{NIP};Budi\n", "cp500"), ("KK-151", "KK-157"), ".csv"),
    "csv sep line": Odd(csv(f"sep=|\nNIP BARU|NAMA\n{NIP}|Budi\n"), 1, ".csv"),
    "csv formula text": Odd(csv(f'NIP BARU;NAMA\n="{NIP}";Budi\n'), 1, ".csv"),
    "csv open quote": Odd(csv(f'NIP BARU;NAMA\n{NIP};"Budi\n'), 1, ".csv"),
    "csv ragged": Odd(csv(f"x\nNIP BARU;NAMA;a\n{NIP}\n{NIP};Budi;b;c;d\n"), 2, ".csv"),
    "csv cr only": Odd(csv(f"NIP BARU;NAMA\r{NIP};Budi\r"), 1, ".csv"),
    "csv zero bytes": Odd(bytes_of(b"NIP BARU;NAMA\n1985\0;Budi\n"), ("KK-151",), ".csv"),
    "csv one long line": Odd(csv("NIP BARU;NAMA;" + "x" * 20_000_000), ("KK-151",), ".csv"),
    "csv only separators": Odd(csv(";" * 30_000_000), ("KK-155",), ".csv"),
    "csv too many rows": Odd(csv("a;b\n" * 250_000), ("KK-155",), ".csv"),
    "csv wide then long": Odd(csv(";" * 1_900 + "\n" + "a\n" * 100_000), ("KK-155",), ".csv"),
    "ods": Odd(lambda: ods(ODS_ROWS), 1, ".ods"),
    "ods blank million": Odd(
        lambda: ods(
            ODS_ROWS + '<table:table-row table:number-rows-repeated="1048574">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        1,
        ".ods",
    ),
    "ods hidden table": Odd(lambda: ods(ODS_ROWS, ' table:display="false"'), 1, ".ods"),
    "ods repeated rows": Odd(
        lambda: ods(
            ods_row("NIP BARU", "NAMA")
            + ods_row(NIP, "BUDI", more=' table:number-rows-repeated="3"')
        ),
        3,
        ".ods",
    ),
    "old xls of numbers": Odd(lambda: old_xls([(0, 0, 1.0), (1, 1, 2.0)]), ("KK-157",), ".xls"),
    "data row only": Odd(lambda: xlsx(sheet(DATA_ROW)), ("KK-157",)),
}
