"""`people` and `units` on the command line."""

from pathlib import Path

import pytest
from office_at_hand import call

from kotabumi_kinerja.cli import people
from kotabumi_kinerja.cli.frame import as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services.workspace import Workspace

IRWAN = "198501042007021005"


def said(work: Workspace, *words: str) -> str:
    return "\n".join(call(people, work, *words).lines)


def test_career_by_command(office: Workspace) -> None:
    assert "III/b" in said(office, "people", "history", IRWAN)
    out = said(
        office, "people", "change", IRWAN, "pangkat", "01-10-2026", "--golongan", "III/c",
        "--decree", "823/5",
    )  # fmt: skip
    assert out.startswith("Dicatat: 1 Oktober 2026")
    assert "III/c" in out
    assert "823/5" in out
    assert "Penata Muda Tingkat I (III/b)" in said(
        office, "people", "show", IRWAN, "--on", "30-09-2026"
    )
    assert "Penata (III/c)" in said(office, "people", "show", IRWAN)
    said(office, "people", "correct", IRWAN, "1", "--golongan", "III/d", "--since", "01-11-2026")
    assert "1  1 November 2026" in said(office, "people", "history", IRWAN)
    said(office, "people", "remove", IRWAN, "1")
    assert "III/b" in said(office, "people", "history", IRWAN).splitlines()[0]
    with pytest.raises(Refused, match="KK-125"):
        said(office, "people", "remove", IRWAN, "9")


def test_who_left_by_command(office: Workspace) -> None:
    said(office, "people", "change", IRWAN, "keluar", "01-06-2026", "--leaving", "Pindah")
    assert "Irwan Rahayu" not in said(office, "people", "list", "--on", "24-11-2026")
    assert "Irwan Rahayu" in said(office, "people", "list", "--on", "31-05-2026")
    assert "Sudah keluar" in said(office, "people", "show", IRWAN)


def test_due_by_command(office: Workspace) -> None:
    out = said(office, "people", "due", "--months", "12", "--kind", "pensiun")
    assert out == "1 November 2027  Lestari Setiawan Lestari, M.M.  Pensiun. BUP 58 tahun"
    assert "menunggu konfirmasi BKPSDM" in said(office, "people", "due", "--months", "24")
    assert said(office, "people", "due", "--months", "1", "--kind", "pensiun") == (
        "Tidak ada yang jatuh tempo."
    )


def test_fields_by_command(office: Workspace) -> None:
    said(office, "people", "edit", IRWAN, "phone", "0812")
    said(office, "people", "edit", IRWAN, "NPWP NOMOR", "12.3", "--siasn")
    with pytest.raises(Refused, match="KK-147"):
        said(office, "people", "edit", IRWAN, "shoe", "43")


def test_papers_by_command(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "sk.pdf"
    file.write_bytes(b"%PDF-1.4")
    assert said(office, "people", "papers", IRWAN) == "Belum ada dokumen."
    said(
        office, "people", "attach", IRWAN, str(file), "--kind", "SK_PNS", "--number", "7",
        "--dated", "01-02-2009",
    )  # fmt: skip
    assert "SK PNS  sk.pdf  7  1 Februari 2009" in said(office, "people", "papers", IRWAN)
    (tmp_path / "map").mkdir()
    reply = call(people, office, "people", "paper", IRWAN, "1", str(tmp_path / "map"))
    assert (tmp_path / "map" / "sk.pdf").read_bytes() == b"%PDF-1.4"
    assert "sk.pdf" in as_json(reply.data)
    with pytest.raises(Refused, match="KK-134"):
        said(office, "people", "paper", IRWAN, "2", str(tmp_path))


def test_units_by_command(office: Workspace) -> None:
    for month, name in enumerate(("Bidang Arsip", "Seksi Arsip"), 1):
        day = f"01-0{month}-2026"
        said(office, "people", "change", IRWAN, "jabatan", day, "--post", "Analis", "--unit", name)
    said(office, "units", "move", "Seksi Arsip", "--under", "Bidang Arsip")
    said(office, "units", "leader", "Seksi Arsip", IRWAN)
    said(office, "units", "rename", "Seksi Arsip", "Seksi Dinamis")
    out = said(office, "units", "list")
    assert "\n  Seksi Dinamis  (" in out
    assert "pimpinan Irwan Rahayu, S.E.)" in out
    said(office, "units", "join", "Bidang Arsip", "Seksi Dinamis")
    assert "Seksi Dinamis" not in said(office, "units", "list")
    assert "pimpinan Irwan" in said(office, "units", "list")
    said(office, "units", "leader", "Bidang Arsip")
    assert "pimpinan Irwan" not in said(office, "units", "list")
