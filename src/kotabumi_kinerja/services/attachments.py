"""The photo and the papers of a person: kept inside the encrypted file by their SHA-256."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import attachment, content, person

LIMIT_MB: Final = 5
"""A paper may have so many megabytes; a photo is made small, so it may be larger."""
PHOTO_LIMIT_MB: Final = 30
_MB: Final = 1024 * 1024
_STARTS: Final = {".pdf": b"%PDF-", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".png": b"\x89PNG"}
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class PaperKind(StrEnum):
    """What an attachment is."""

    PHOTO = "FOTO"
    SK_CPNS = "SK_CPNS"
    SK_PNS = "SK_PNS"
    SK_RANK = "SK_PANGKAT"
    SK_POST = "SK_JABATAN"
    CONTRACT = "KONTRAK"
    DIPLOMA = "IJAZAH"
    CERTIFICATE = "SERTIFIKAT"
    OTHER = "LAIN"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "FOTO": "Foto",
            "SK_CPNS": "SK CPNS",
            "SK_PNS": "SK PNS",
            "SK_PANGKAT": "SK pangkat",
            "SK_JABATAN": "SK jabatan",
            "KONTRAK": "Kontrak",
            "IJAZAH": "Ijazah",
            "SERTIFIKAT": "Sertifikat",
            "LAIN": "Lain",
        }[self.value]

    @property
    def endings(self) -> tuple[str, ...]:
        """The kinds of file that it may be."""
        return (".jpg", ".jpeg", ".png") if self is PaperKind.PHOTO else tuple(_STARTS)


@dataclass(frozen=True, slots=True)
class Paper:
    """One attachment. `here`: its content lies in this file (it may be at another PC)."""

    id: Id
    kind: PaperKind
    name: str
    size: int
    number: str
    dated: date | None
    here: bool


def papers(work: Workspace, about: Id) -> list[Paper]:
    """The attachments of one person, photo apart: by kind, the newest day first."""
    a = attachment.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(attachment, content.c.hash.is_not(None).label("here"))
            .outerjoin(content, content.c.hash == a.hash)
            .where(a.office == work.database.office, a.about_id == about, a.gone == "")
        ).all()
    order = list(PaperKind)
    found = [
        Paper(r.id, _kind(r.kind), r.name, r.size or 0, r.number, r.dated, bool(r.here))
        for r in rows
        if _kind(r.kind) is not PaperKind.PHOTO
    ]
    found.sort(key=lambda p: (p.dated or date.min, p.name), reverse=True)
    return sorted(found, key=lambda p: order.index(p.kind))


def photo(work: Workspace, about: Id) -> bytes | None:
    """The photo as JPEG; None when there is none, or it lies at another PC."""
    a = attachment.c
    with work.database.read() as connection:
        return connection.scalar(
            select(content.c.body)
            .join(attachment, content.c.hash == a.hash)
            .where(
                a.office == work.database.office,
                a.about_id == about,
                a.kind == PaperKind.PHOTO.value,
                a.gone == "",
            )
            .order_by(a.id.desc())
            .limit(1)
        )


def add(
    work: Workspace,
    about: Id,
    file: Path,
    kind: PaperKind,
    paper: tuple[str, date | None] = ("", None),
) -> Id:
    """Take a file in; `paper`: its number and day. A photo takes the place of the former one.

    Refused KK-129 too large, KK-132 no such kind of file, KK-133 a picture that cannot be read,
    KK-416 a file that cannot be opened.
    """
    body = _body(file, kind)
    number, dated = paper
    digest, key = hashlib.sha256(body).hexdigest(), new_id()
    name = _person_name(work, about)
    with work.database.change(f"tambah {kind.label} {name}") as connection:
        if kind is PaperKind.PHOTO:
            _drop_photos(connection, work, about)
        connection.execute(
            insert_or(content).values(hash=digest, body=body).on_conflict_do_nothing()
        )
        connection.execute(
            insert(attachment).values(
                office=work.database.office,
                id=key,
                about_id=about,
                kind=kind.value,
                name=file.name,
                hash=digest,
                size=len(body),
                number=clean_name(number),
                dated=dated,
            )
        )
    return key


def describe(work: Workspace, key: Id, kind: PaperKind, number: str, dated: date | None) -> None:
    """Put kind, number and day of a paper right."""
    row = _one(work, key)
    with work.database.change(f"ubah dokumen {row.name}") as connection:
        _set(connection, work, key, kind=kind.value, number=clean_name(number), dated=dated)


def remove(work: Workspace, key: Id) -> None:
    """Take a paper out; it can be undone."""
    row = _one(work, key)
    with work.database.change(f"hapus dokumen {row.name}") as connection:
        _set(connection, work, key, gone=DELETED)


def remove_photo(work: Workspace, about: Id) -> None:
    """Take the photo out; it can be undone."""
    with work.database.change(f"hapus foto {_person_name(work, about)}") as connection:
        _drop_photos(connection, work, about)


def write_out(work: Workspace, key: Id, folder: Path) -> Path:
    """Write the paper into `folder` under its own name. Refused KK-134 when it is not here."""
    row = _one(work, key)
    with work.database.read() as connection:
        body = connection.scalar(
            select(content.c.body)
            .join(attachment, content.c.hash == attachment.c.hash)
            .where(attachment.c.office == work.database.office, attachment.c.id == key)
        )
    if body is None:
        raise Refused("KK-134", name=row.name)
    target = folder / (_UNSAFE.sub("_", row.name).strip(". ") or "dokumen")
    try:
        target.write_bytes(body)
    except OSError:
        raise Refused("KK-416", file=target.name) from None
    return target


def _body(file: Path, kind: PaperKind) -> bytes:
    ending, most = file.suffix.lower(), PHOTO_LIMIT_MB if kind is PaperKind.PHOTO else LIMIT_MB
    kinds = ", ".join(e[1:].upper() for e in kind.endings)
    if ending not in kind.endings:
        raise Refused("KK-132", file=file.name, kinds=kinds)
    try:
        size = file.stat().st_size
        if size > most * _MB:
            raise Refused("KK-129", file=file.name, size=-(-size // _MB), most=most)
        body = file.read_bytes()
    except OSError:
        raise Refused("KK-416", file=file.name) from None
    if not body.startswith(_STARTS[ending]):
        raise Refused("KK-132", file=file.name, kinds=kinds)
    if kind is not PaperKind.PHOTO:
        return body
    from kotabumi_kinerja.services.pictures import photo_of  # noqa: PLC0415  # slow

    return photo_of(body, file.name)


def _kind(text: str) -> PaperKind:
    return PaperKind(text) if text in set(PaperKind) else PaperKind.OTHER


def _drop_photos(connection: Connection, work: Workspace, about: Id) -> None:
    a = attachment.c
    connection.execute(
        update(attachment)
        .where(
            a.office == work.database.office,
            a.about_id == about,
            a.kind == PaperKind.PHOTO.value,
            a.gone == "",
        )
        .values(gone=DELETED)
    )


def _set(connection: Connection, work: Workspace, key: Id, **values: object) -> None:
    a = attachment.c
    connection.execute(
        update(attachment).where(a.office == work.database.office, a.id == key).values(values)
    )


def _one(work: Workspace, key: Id) -> Paper:
    a = attachment.c
    with work.database.read() as connection:
        row = connection.execute(
            select(attachment).where(a.office == work.database.office, a.id == key, a.gone == "")
        ).first()
    if row is None:
        raise Refused("KK-134", name="ini")
    return Paper(
        row.id, _kind(row.kind), row.name, row.size or 0, row.number, row.dated, here=False
    )


def _person_name(work: Workspace, about: Id) -> str:
    p = person.c
    with work.database.read() as connection:
        name = connection.scalar(
            select(p.name).where(p.office == work.database.office, p.id == about)
        )
    if name is None:
        raise Refused("KK-146", nip=about.hex())
    return name
