"""Bytes of workbooks put together by hand: parts of an xlsx or ods, zips that lie, old xls."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

NIP = "198501042007021005"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD_ROW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>NIP BARU</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>NAMA</t></is></c></row>'
)
DATA_ROW = (
    f'<row r="2"><c r="A2" t="inlineStr"><is><t>{NIP}</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>BUDI CONTOH</t></is></c></row>'
)
ROWS = HEAD_ROW + DATA_ROW


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def xlsx_parts(
    content: str | bytes = "", book: str = "", more: Mapping[str, str | bytes] | None = None
) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}<sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": content or sheet(),
        **(more or {}),
    }


def xlsx(
    content: str | bytes = "", book: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    return packed(xlsx_parts(content, book, more))


def without(name: str) -> bytes:
    parts = xlsx_parts()
    del parts[name]
    return packed(parts)


def lying(name: str, claimed: bytes, real: bytes) -> bytes:
    """An xlsx whose part `name` says it is `claimed` (size and sum) but unpacks to `real`."""
    data = bytearray(packed({**xlsx_parts(), name: real}))
    truth = struct.pack("<I", zlib.crc32(real)), struct.pack("<I", len(real))
    lie = struct.pack("<I", zlib.crc32(claimed)), struct.pack("<I", len(claimed))
    return bytes(data).replace(truth[0], lie[0]).replace(truth[1], lie[1])


def bomb(name: str, unit: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """An xlsx whose part `name` is `unit` a great many times, packed without making it whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    step = max(1, (1 << 20) // len(unit))
    once = unit * step
    block = packer.compress(once) + packer.flush(zlib.Z_FULL_FLUSH)
    rounds = times // step
    end = packer.compress(after) + packer.flush()
    stream = start + block * rounds + end
    check = zlib.crc32(before)
    if len(once) * rounds < 400_000_000:
        for _ in range(rounds):
            check = zlib.crc32(once, check)
    check = zlib.crc32(after, check)
    size = len(before) + len(once) * rounds + len(after)
    parts = xlsx_parts()
    parts.pop(name, None)
    whole = packed(parts)
    at, count = struct.unpack_from("<I", whole, len(whole) - 6)[0], len(parts)
    directory_size = struct.unpack_from("<I", whole, len(whole) - 10)[0]
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, check, len(stream), size, len(name), 0)
    local = b"PK\3\4" + fields + name.encode() + stream
    central = b"PK\1\2" + struct.pack("<H", 20) + fields
    central += struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode()
    table = whole[at : at + directory_size] + central
    end_record = b"PK\5\6" + struct.pack(
        "<HHHHIIH", 0, 0, count + 1, count + 1, len(table), at + len(local), 0
    )
    return whole[:at] + local + table + end_record


def ods(rows: str, table: str = "") -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f'<?xml version="1.0"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Data"{table}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def ods_row(*texts: str, more: str = "", cell: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"{cell}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row{more}>{cells}</table:table-row>"


ODS_ROWS = ods_row("NIP BARU", "NAMA") + ods_row(NIP, "BUDI CONTOH")
