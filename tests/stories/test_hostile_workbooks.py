"""Workbooks that must not come in, whole or by rows, through the real command."""

from pathlib import Path

import pytest
from books import OLE, book, person
from office_shell import Shell

from kotabumi_kinerja import settings

SAMPLE = settings.resources() / "sample" / "siasn-dpmptsp.xlsx"
PLANS = settings.resources() / "sample" / "skp-dpmptsp.xlsx"
BUDI = "199407142016021073"


def cut(part: float) -> bytes:
    whole = SAMPLE.read_bytes()
    return whole[: int(len(whole) * part)]


FILES = {
    "one line of text": (b"Daftar pegawai\n", "KK-157"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(5000), "KK-151"),
    "zeros": (bytes(70_000), "KK-151"),
    "web page": (b"<html><table><tr><td>NIP</td></tr></table></html>", "KK-152"),
    "encrypted": (OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le"), "KK-153"),
    "torn": (cut(0.5), "KK-154"),
    "torn at the end": (cut(0.995), "KK-154"),
    "nothing": (b"", "KK-156"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("matter", ["staff", "plans"])
def test_no_workbook(bare: Shell, tmp_path: Path, kind: str, matter: str) -> None:
    data, code = FILES[kind]
    path = tmp_path / "kiriman.xlsx"
    path.write_bytes(data)
    said = bare.refused(code, matter, "import", path).err
    assert "kiriman.xlsx" in said
    assert "Tidak ada yang diimpor." in said


def test_no_file_and_a_folder(bare: Shell, tmp_path: Path) -> None:
    bare.refused("KK-150", "staff", "import", tmp_path / "tidak-ada.xlsx")
    bare.refused("KK-151", "staff", "import", tmp_path)


def test_no_heading_row(bare: Shell, tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", person(BUDI), headings=("SATU", "DUA", "TIGA"))
    bare.refused("KK-157", "staff", "import", path)
    bare.refused("KK-157", "plans", "import", path)


def test_plans_are_no_staff_and_staff_no_plans(bare: Shell) -> None:
    bare.refused("KK-157", "staff", "import", PLANS)
    bare.refused("KK-157", "plans", "import", SAMPLE)


def test_no_row(bare: Shell, tmp_path: Path) -> None:
    bare.refused("KK-162", "staff", "import", book(tmp_path / "x.xlsx"))


ROWS = {
    "float": (1.98501042007021e17, "KK-122"),
    "17 digits": ("19850104200702100", "KK-120"),
    "a day that is not": ("198502302007021005", "KK-121"),
    "letters": ("NIP LAMA 460012345", "KK-120"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_bad_nip_alone_is_refused_with_its_reason(bare: Shell, tmp_path: Path, kind: str) -> None:
    nip, code = ROWS[kind]
    path = book(tmp_path / "x.xlsx", person(nip))
    answer = bare.refused("KK-163", "staff", "import", path)
    assert answer.out.splitlines()[0].startswith("baris 2  ditolak")
    assert answer.out.rstrip().endswith(code)
    assert bare.json("staff", "import", path, "--dry-run")["verdicts"][0]["outcome"] == "REFUSED"


@pytest.mark.parametrize("kind", ROWS)
def test_bad_nip_among_good_rows_stays_out_alone(bare: Shell, tmp_path: Path, kind: str) -> None:
    nip, code = ROWS[kind]
    good = person("198501042007021005")
    path = book(tmp_path / "x.xlsx", person(nip, "SALAH"), good)
    said = bare.done("staff", "import", path, "--refused", tmp_path / "ditolak.xlsx").out
    assert code in said
    assert "Diimpor: baru 1, berubah 0, sama 0, diperbaiki 0, ditolak 1" in said
    assert [r["nip"] for r in bare.json("staff", "list")] == ["198501042007021005"]
    again = bare.json("staff", "import", tmp_path / "ditolak.xlsx", "--dry-run")
    assert [v["outcome"] for v in again["verdicts"]] == ["REFUSED"]


def test_impossible_date_of_birth(bare: Shell, tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", person("198501042007021005", born="1990-02-31"))
    assert "KK-131" in bare.refused("KK-163", "staff", "import", path).out


def test_twice_in_the_file(bare: Shell, tmp_path: Path) -> None:
    nip = "198501042007021005"
    path = book(tmp_path / "x.xlsx", person(nip), person(nip, "LAIN"))
    said = bare.done("staff", "import", path).out
    assert "sudah ada pada baris 2" in said
    assert "KK-123" in said
    assert [r["name"] for r in bare.json("staff", "list")] == ["Budi Contoh"]


def test_known_with_other_data_is_shown_old_and_new_first(shell: Shell, tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", person(BUDI, "BUDI RAHAYUDIN", "1994-07-14"))
    said = shell.done("staff", "import", path, "--dry-run").out
    assert "Nama: Budi Rahayu → Budi Rahayudin" in said
    assert "Uji coba, belum disimpan: baru 0, berubah 1" in said
    assert shell.json("staff", "show", BUDI)["name"] == "Budi Rahayu"
    shell.done("staff", "import", path)
    assert shell.json("staff", "show", BUDI)["name"] == "Budi Rahayudin"
    shell.done("history", "undo")
    assert shell.json("staff", "show", BUDI)["name"] == "Budi Rahayu"


def test_plans_of_unknown_people_are_all_refused(bare: Shell) -> None:
    answer = bare.refused("KK-234", "plans", "import", PLANS, "--year", "2026")
    assert answer.out.count("KK-146") == 36
