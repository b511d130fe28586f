"""Names of the files on a stick, and the text beside a package that people can read."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from kotabumi_kinerja.exchange.package import Header

FOLDER: Final = "KotabumiKinerja"
"""The folder on a stick that holds everything of ours."""

_MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def package_name(sender: str, recipient: str, replica: bytes, number: int) -> str:
    """'DINKES-BKPSDM-3f09ac-0017.kkx' from office codes; the replica tells restored PCs apart."""
    return f"{_plain(sender)}-{_plain(recipient)}-{replica[-3:].hex()}-{number:04d}.kkx"


def enrolment_name(office: str) -> str:
    """'pendaftaran-DINKES.kkd' from the office's code."""
    return f"pendaftaran-{_plain(office)}.kkd"


def cover_text(header: Header, counts: Mapping[str, int]) -> str:
    """Who, to whom and how much, in Indonesian; `counts` by word ('pegawai'). No names of staff."""
    content = ", ".join(f"{_figures(count)} {word}" for word, count in counts.items() if count)
    lines = (
        f"Paket Kotabumi Kinerja nomor {header.number}",
        "",
        f"Dari    : {header.sender_name}",
        f"Untuk   : {header.recipient_name}",
        f"Ditulis : {_moment(header.created_at)}",
        f"Isi     : {content or 'tanda terima saja'}",
        f"Program : {header.program}",
        "",
        "Isi paket terkunci; hanya komputer penerima yang dapat membukanya.",
        "Jangan mengubah nama atau isi berkas .kkx di sebelah berkas ini.",
        "",
    )
    return "\r\n".join(lines)


def _plain(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", code)[:24] or "kantor"


def _figures(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _moment(when: datetime) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H.%M}"
