"""Photos and papers of a person inside the encrypted file."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import attachments, staff
from kotabumi_kinerja.services.attachments import PaperKind
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

IRWAN = "198501042007021005"


def picture(path: Path, size: tuple[int, int], mode: str = "RGB") -> Path:
    Image.new(mode, size, "red").save(path)
    return path


@pytest.mark.parametrize("name", ["foto.jpg", "foto.PNG"])
def test_a_photo_is_made_small_and_replaces_the_former(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    key = staff.id_of(office, IRWAN)
    mode = "RGBA" if name.endswith("PNG") else "RGB"
    attachments.add(office, key, picture(tmp_path / name, (3000, 4000), mode), PaperKind.PHOTO)
    first = attachments.photo(office, key)
    assert first is not None
    assert len(first) < 40_000
    assert Image.open(BytesIO(first)).size == (480, 640)
    attachments.add(office, key, picture(tmp_path / "b.jpg", (300, 200)), PaperKind.PHOTO)
    second = attachments.photo(office, key)
    assert second is not None
    assert Image.open(BytesIO(second)).size == (300, 200)
    assert attachments.papers(office, key) == []
    history.undo(office.database)
    assert attachments.photo(office, key) == first
    attachments.remove_photo(office, key)
    assert attachments.photo(office, key) is None


def test_a_paper_is_kept_described_opened_and_removed(office: Workspace, tmp_path: Path) -> None:
    key = staff.id_of(office, IRWAN)
    file = tmp_path / "SK pangkat: III-b.pdf"
    file.write_bytes(b"%PDF-1.7 isi")
    line = attachments.add(office, key, file, PaperKind.SK_RANK, ("823/1", date(2023, 4, 1)))
    found = attachments.papers(office, key)
    assert [(p.kind, p.number, p.dated, p.size, p.here) for p in found] == [
        (PaperKind.SK_RANK, "823/1", date(2023, 4, 1), 12, True)
    ]
    (tmp_path / "keluar").mkdir()
    out = attachments.write_out(office, line, tmp_path / "keluar")
    assert out.name == "SK pangkat_ III-b.pdf"
    assert out.read_bytes() == b"%PDF-1.7 isi"
    attachments.describe(office, line, PaperKind.OTHER, "9", None)
    assert attachments.papers(office, key)[0].kind is PaperKind.OTHER
    attachments.remove(office, line)
    assert attachments.papers(office, key) == []
    with pytest.raises(Refused, match="KK-134"):
        attachments.write_out(office, line, tmp_path)
    history.undo(office.database)
    assert len(attachments.papers(office, key)) == 1


@pytest.mark.parametrize(
    ("name", "body", "kind", "code"),
    [
        ("a.exe", b"MZ", PaperKind.OTHER, "KK-132"),
        ("a.pdf", b"MZ", PaperKind.OTHER, "KK-132"),
        ("a.pdf", b"%PDF-1", PaperKind.PHOTO, "KK-132"),
        ("a.jpg", b"\xff\xd8 torn", PaperKind.PHOTO, "KK-133"),
        ("a.pdf", b"%PDF-" + bytes(5 * 1024 * 1024), PaperKind.DIPLOMA, "KK-129"),
        ("none.pdf", None, PaperKind.DIPLOMA, "KK-416"),
    ],
)
def test_what_cannot_be_taken_in_changes_nothing(  # noqa: PLR0913, PLR0917  # the table
    office: Workspace,
    tmp_path: Path,
    name: str,
    body: bytes | None,
    kind: PaperKind,
    code: str,
) -> None:
    key = staff.id_of(office, IRWAN)
    if body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(Refused) as caught:
        attachments.add(office, key, tmp_path / name, kind)
    assert caught.value.code == code
    assert attachments.papers(office, key) == []
    assert attachments.photo(office, key) is None
