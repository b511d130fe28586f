"""Workbooks that are torn, that lie, or that would eat all memory and time."""

import struct
from itertools import product
from typing import Final

from .odd_books import BUDI, HEAD, Odd, bytes_of, opened, written
from .odd_parts import (
    DATA_ROW,
    HEAD_ROW,
    NIP,
    ODS_ROWS,
    ROWS,
    bomb,
    lying,
    ods,
    ods_row,
    packed,
    sheet,
    without,
    xlsx,
    xlsx_parts,
)
from .old_xls import old_xls

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET1: Final = "xl/worksheets/sheet1.xml"
_START: Final = sheet("").encode().split(b"</sheetData>")[0]
_END: Final = b"</sheetData></worksheet>"
_TORN: Final = ("KK-154",)
_LARGE: Final = ("KK-155",)
_HTML: Final = "<html><table><tr><td>NIP BARU</td><td>NAMA</td></tr></table></html>"
_XML_2003: Final = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Worksheet/></Workbook>'
)
_LAUGHS: Final = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12)
)


def _cell(reference: str, before: str = "", quote: str = '"') -> Odd:
    cell = f"<c {before}r={quote}{reference}{quote}><v>1</v></c>"
    return Odd(lambda: xlsx(sheet(f"{ROWS}<row r='3'>{cell}</row>")), (*_LARGE, *_TORN))


def _cut(part: float) -> Odd:
    def make() -> bytes:
        whole = written(HEAD, *[BUDI] * 50)
        return whole[: int(len(whole) * part)]

    return Odd(make, ("KK-154", "KK-156"))


def _flipped(at: float) -> Odd:
    def make() -> bytes:
        whole = bytearray(written(HEAD, *[BUDI] * 50))
        whole[int(len(whole) * at)] ^= 0xFF
        return bytes(whole)

    return Odd(make, ("KK-151", "KK-154", "KK-156", "KK-157", "KK-165", "any"))


def _nested() -> bytes:
    inner = bomb(_SHEET1, b"0", 200_000_000)
    for _ in range(5):
        inner = packed({"xl/workbook.xml": "", "isi.xlsx": inner})
    return inner


def _biff5() -> bytes:
    """The bare record stream of Excel 5, without its container."""
    start = struct.pack("<HHHHHH", 0x0809, 8, 0x0500, 0x0005, 0x096C, 0x07C9)
    return start + struct.pack("<HH", 0x000A, 0)


def _macros() -> bytes:
    return packed({**xlsx_parts(), "xl/vbaProject.bin": _OLE + bytes(5_000)})


def _links() -> bytes:
    more = {
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd' "
        "ddeTopic='/c calc'/></externalLink>",
        "xl/connections.xml": "<connections/>",
    }
    return packed({**xlsx_parts(), **more})


def _formula(text: str) -> Odd:
    row = (
        f'<row r="3"><c r="A3" t="str"><f>{text}</f><v>{NIP}</v></c>'
        '<c r="B3" t="str"><f>A3</f><v>ANI</v></c></row>'
    )
    return Odd(lambda: xlsx(sheet(ROWS + row)), 2)


def _doubled_part() -> bytes:
    first, second = xlsx(), xlsx(sheet(HEAD_ROW))
    return first + second


def _prefixed(text: str) -> str:
    for tag, close in product(("worksheet", "sheetData", "row", "c", "v", "is", "t"), ("<", "</")):
        for end in (" ", ">"):
            text = text.replace(f"{close}{tag}{end}", f"{close}x:{tag}{end}")
    return text.replace("xmlns=", "xmlns:x=")


def _renamed() -> bytes:
    """A sheet far off in a part whose name does not say that it is one."""
    parts = xlsx_parts(sheet(f'{ROWS}<row r="3"><c r="XFD1048576"><v>1</v></c></row>'))
    parts["xl/media/foto.png"] = parts.pop(_SHEET1)
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        "worksheets/sheet1.xml", "media/foto.png"
    )
    return packed(parts)


BOMBS: dict[str, Odd] = {
    "0 bytes": Odd(bytes_of(b""), ("KK-156",)),
    "blanks": Odd(bytes_of(b" \r\n" * 99), ("KK-156",)),
    "zeros": Odd(bytes_of(bytes(70_000)), ("KK-151",)),
    "picture": Odd(bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(500)), ("KK-151",)),
    "pdf": Odd(bytes_of(b"%PDF-1.7\n\0\x10"), ("KK-151",)),
    "html as xls": Odd(bytes_of(_HTML.encode()), ("KK-152",), ".xls"),
    "html with mark": Odd(bytes_of(b"\xef\xbb\xbf  " + _HTML.encode()), ("KK-152",), ".xls"),
    "xml of 2003": Odd(bytes_of(_XML_2003.encode()), ("KK-152",), ".xls"),
    "letter": Odd(lambda: packed({"word/document.xml": "<w/>"}), ("KK-151",), ".docx"),
    "zip of csv": Odd(lambda: packed({"a.csv": "NIP BARU;NAMA"}), ("KK-151",)),
    "empty zip": Odd(lambda: packed({}), ("KK-151", "KK-154")),
    "xlsb": Odd(lambda: packed({"xl/workbook.bin": b"\x83\x01\0"}), ("KK-165",), ".xlsb"),
    "macros": Odd(_macros, 1, ".xlsm"),
    "links and dde": Odd(_links, 1),
    "formulas": _formula("VLOOKUP(A2,[1]Sheet1!$A:$B,2,0)"),
    "cyclic formula": _formula("A3+A3"),
    "dde formula": _formula("cmd|'/c calc'!A0"),
    "encrypted": Odd(
        bytes_of(_OLE + bytes(1_000) + "EncryptedPackage".encode("utf-16-le")), ("KK-153",)
    ),
    "ole of zeros": Odd(bytes_of(_OLE + bytes(2_000)), _TORN, ".xls"),
    "ole of ones": Odd(bytes_of(_OLE + b"\xff" * 2_000), _TORN, ".xls"),
    "biff5 bare": Odd(_biff5, ("KK-151", "KK-154", "KK-157"), ".xls"),
    "biff5 in container": Odd(
        lambda: old_xls([(0, 0, 1.0)]).replace(b"\x09\x08\x10\0\0\x06", b"\x09\x08\x10\0\0\x05"),
        ("KK-154", "KK-156", "KK-157"),
        ".xls",
    ),
    "xls with a password": Odd(
        lambda: old_xls([(0, 0, 1.0)]).replace(b"\x85\0", b"\x2f\0", 1),
        ("KK-153", "KK-154", "KK-156"),
        ".xls",
    ),
    "xls far column": Odd(lambda: old_xls([(0, 0, 1.0), (60_000, 60_000, 1.0)]), _TORN, ".xls"),
    "xls far corner": Odd(lambda: old_xls([(0, 0, 1.0), (65_535, 255, 1.0)]), _LARGE, ".xls"),
    **{
        f"cut at {part:.3f}": _cut(part)
        for part in (0.001, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)
    },
    **{f"flipped at {at:.2f}": _flipped(at) for at in (0.05, 0.25, 0.45, 0.65, 0.85)},
    **{
        f"without {name}": Odd(lambda name=name: without(name), codes)
        for name, codes in {
            "xl/workbook.xml": ("KK-151",),
            "xl/_rels/workbook.xml.rels": _TORN,
            _SHEET1: (*_TORN, "KK-156"),
        }.items()
    },
    "no shared texts": Odd(
        lambda: xlsx(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')),
        (*_TORN, "KK-156", "KK-157"),
    ),
    "no content types": Odd(lambda: without("[Content_Types].xml"), 1),
    "no relations": Odd(lambda: without("_rels/.rels"), _TORN),
    **{
        f"cell {reference}": _cell(reference)
        for reference in (
            "XFD1048576",
            "ZZZZZZZZ1",
            "B99999999999",
            "ZZ99999",
            "A1048576",
            "DA199999",
        )
    },
    "cell in single quotes": _cell("XFD1048576", quote="'"),
    "cell behind a style": _cell("XFD1048576", before='s="0" '),
    "cell behind a bracket": _cell("XFD1048576", before='x="&gt;>" '),
    **{
        f"cell {reference!r}": Odd(
            lambda reference=reference: xlsx(
                sheet(f'{ROWS}<row r="3"><c r="{reference}"><v>1</v></c></row>')
            ),
            (*_TORN, *_LARGE, "any"),
        )
        for reference in ("", "1", "A", "A0", "A-5", "-A1", "$A$1", "R1C1")
    },
    "row minus five": Odd(
        lambda: xlsx(sheet(f'{ROWS}<row r="-5"><c><v>1</v></c></row>')), (*_TORN, "any")
    ),
    "row far, cell without address": Odd(
        lambda: xlsx(sheet(f'{ROWS}<row r="1048576"><c><v>1</v></c></row>')), _LARGE
    ),
    "cells without address": Odd(
        lambda: xlsx(sheet(ROWS + "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>")), _LARGE
    ),
    "dimension that lies": Odd(lambda: xlsx(sheet(before='<dimension ref="A1:XFD1048576"/>')), 1),
    "sheet in utf-16": Odd(lambda: xlsx(sheet().encode("utf-16")), (*_TORN, "KK-156")),
    "sheet not closed": Odd(lambda: xlsx(sheet()[:-40]), (*_TORN, "any")),
    "sheet of zeros": Odd(lambda: xlsx(bytes(1_000)), _TORN),
    "names twice": Odd(_doubled_part, (*_TORN, "any")),
    "billion laughs": Odd(
        lambda: xlsx(f"<!DOCTYPE w [{_LAUGHS}]>" + sheet(ROWS.replace("BUDI", "&l11;"))),
        (*_TORN, "any"),
    ),
    "entity of a file": Odd(
        lambda: xlsx(
            '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + sheet(ROWS.replace("BUDI", "&x;"))
        ),
        (*_TORN, "any"),
    ),
    "deep tags": Odd(lambda: xlsx(sheet(ROWS + "<a>" * 200_000)), (*_TORN, "any")),
    "5,001 parts": Odd(
        lambda: packed({**xlsx_parts(), **{f"x{n}": "" for n in range(5_001)}}), _LARGE
    ),
    "two gigabytes of zeros": Odd(lambda: bomb(_SHEET1, b"0", 2 << 30, _START, _END), _LARGE),
    "150 MB of zeros": Odd(
        lambda: bomb(_SHEET1, b"0" * 1024, 150_000, _START, _END), (*_TORN, "KK-156")
    ),
    "nested zip": Odd(_nested, (*_TORN, "KK-156")),
    "many cells at one place": Odd(
        lambda: bomb(
            _SHEET1,
            b'<c r="A1"><v>1</v></c>',
            10_000_000,
            _START + b'<row r="1">',
            b"</row>" + _END,
        ),
        _LARGE,
    ),
    "many short shared texts": Odd(
        lambda: bomb("xl/sharedStrings.xml", b"<si/>", 30_000_000, b"<sst>", b"</sst>"), _LARGE
    ),
    "one huge shared text": Odd(
        lambda: bomb(
            "xl/sharedStrings.xml", b"x", 300_000_000, b"<sst><si><t>", b"</t></si></sst>"
        ),
        _LARGE,
    ),
    "quoted shared text": Odd(
        lambda: bomb(
            "xl/sharedStrings.xml", b"&quot;", 30_000_000, b"<sst><si><t>", b"</t></si></sst>"
        ),
        (1, *_LARGE),
    ),
    "empty rows without end": Odd(
        lambda: bomb(_SHEET1, b"<row/>", 12_000_000, _START + ROWS.encode(), _END), _LARGE
    ),
    "size that lies": Odd(lambda: lying(_SHEET1, b"", (sheet() + " " * 5_000_000).encode()), _TORN),
    "size that lies with a right sum": Odd(
        lambda: lying(_SHEET1, sheet().encode(), (sheet() + "<!---->" * 500_000).encode()), _TORN
    ),
    "styles without end": Odd(
        lambda: bomb(
            "xl/styles.xml",
            b"<xf/>",
            10_000_000,
            b"<styleSheet><cellXfs>",
            b"</cellXfs></styleSheet>",
        ),
        (1, *_LARGE, *_TORN),
    ),
    "ods far": Odd(
        lambda: ods(
            ODS_ROWS + '<table:table-row table:number-rows-repeated="1048570">'
            "<table:table-cell/></table:table-row>" + ods_row("x")
        ),
        _LARGE,
        ".ods",
    ),
    "ods a million times sixteen thousand": Odd(
        lambda: ods(
            ods_row(
                "x",
                more=' table:number-rows-repeated="1048576"',
                cell=' table:number-columns-repeated="16384"',
            )
        ),
        _LARGE,
        ".ods",
    ),
    "ods of 4 billion columns": Odd(
        lambda: ods(ods_row("x", cell=' table:number-columns-repeated="4294967295"')),
        _LARGE,
        ".ods",
    ),
    "ods quoted otherwise": Odd(
        lambda: ods(ods_row("x", cell=" table:number-columns-repeated = '99999999'")),
        _LARGE,
        ".ods",
    ),
    "ods of blanks": Odd(lambda: ods(ods_row('<text:s text:c="2000000000"/>x')), _LARGE, ".ods"),
    "ods without content": Odd(lambda: packed({"mimetype": "application/x"}), ("KK-151",), ".ods"),
    "ods not closed": Odd(
        lambda: packed({"content.xml": "<a><b>", "mimetype": "x"}), (*_TORN, "KK-156"), ".ods"
    ),
    "prefix on all": Odd(
        lambda: xlsx(_prefixed(sheet(f'{ROWS}<row r="3"><c r="XFD1048576"><v>1</v></c></row>'))),
        (*_LARGE, *_TORN, "KK-156"),
    ),
    "heading without table": Odd(lambda: xlsx(sheet(HEAD_ROW)), 0),
    "row numbers twice": Odd(lambda: xlsx(sheet(ROWS + DATA_ROW)), (1, 2, *_TORN)),
    "sheet in a part of any name": Odd(_renamed, _LARGE),
    "locked by openpyxl": Odd(lambda: opened(lambda _, s: s.protection.enable()), 1),
}
