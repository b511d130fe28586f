"""`office`, `staff`, `raters`, `history`, `check`, `backup`, `restore` on the command line."""

import json
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from kotabumi_kinerja import settings
from kotabumi_kinerja.cli.main import run


def call(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    status = run(["--no-key-store", "--data", str(folder), *words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office made by the command, once (its code is stretched on purpose), and its code."""
    place = tmp_path_factory.mktemp("dibuat") / "kantor"
    with redirect_stdout(StringIO()) as out:
        words = ("--json", "--no-key-store", "--data", str(place), "--operator", "Kartika")
        assert run([*words, "office", "init", "--code", "UJI", "--name", "Uji"]) == 0
    return place, json.loads(out.getvalue())["recovery_code"]


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "kantor"))


def sample() -> str:
    return str(settings.resources() / "sample" / "siasn-dpmptsp.xlsx")


def test_import_list_show_export(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    _, out, _ = call(capsys, folder, "--json", "staff", "import", sample(), "--dry-run")
    assert json.loads(out)["counts"] == {
        "NEW": 33, "CHANGED": 0, "SAME": 0, "REPAIRED": 0, "REFUSED": 4,
    }  # fmt: skip
    assert call(capsys, folder, "staff", "list")[1] == ""
    refused = tmp_path / "ditolak.xlsx"
    status, out, _ = call(capsys, folder, "staff", "import", sample(), "--refused", str(refused))
    assert status == 0
    assert "Diimpor: baru 33, berubah 0, sama 0, diperbaiki 0, ditolak 4" in out
    assert refused.is_file()
    _, out, _ = call(capsys, folder, "--json", "staff", "list", "--find", "uta meg")
    assert [p["name"] for p in json.loads(out)] == ["Mega Utami"]
    _, out, _ = call(capsys, folder, "staff", "show", "19951007 201703 2 066")
    assert "Pembina Utama Muda (IV/c)" in out
    path = tmp_path / "ekspor.xlsx"
    assert "33 pegawai" in call(capsys, folder, "staff", "export", str(path))[1]


def own_list(path: Path, *rows: tuple[object, ...]) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("Nomor Pegawai", "Nama Lengkap", "Tgl Lahir", "No HP", "Alamat"), *rows):
        sheet.append(list(line))
    book.save(path)
    return str(path)


def test_import_is_chosen_by_row_field_and_repair(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    call(capsys, folder, "staff", "import", sample())
    path = own_list(
        tmp_path / "daftar.xlsx",
        ("198501042007021005", "IRWAN RAHAYU", "04-01-1985", "0812 1", "Jalan Satu"),
        ("199407142016021073", "BUDI RAHAYU", "14-07-1994", "0812 2", "Jalan Dua"),
        (199510072017032066.0, "MEGA UTAMI", "07-10-1995", "0812 3", "Jalan Tiga"),
    )
    status, _, err = call(capsys, folder, "staff", "import", path)
    assert (status, "KK-157" in err) == (1, True)
    words = ("staff", "import", path, "--column", "Nomor Pegawai=NIP BARU")
    _, out, _ = call(capsys, folder, *words, "--dry-run")
    assert "Nomor HP: – → 0812 1" in out
    assert "diperbaiki 1" in out
    missing = tmp_path / "tidak-ada.xlsx"
    chosen = (
        "--skip", "199407142016021073", "--keep", "alamat", "--repair", "19951007 201703 2 066",
    )  # fmt: skip
    _, out, _ = call(capsys, folder, *words, *chosen, "--missing", str(missing))
    assert "Dilewati: 1 baris" in out
    assert "Tidak ada dalam berkas: 30 pegawai" in out
    assert missing.is_file()
    found: dict[str, tuple[str, str]] = {}
    for nip in ("198501042007021005", "199407142016021073", "199510072017032066"):
        person = json.loads(call(capsys, folder, "--json", "staff", "show", nip)[1])
        found[nip] = (person["phone"], person["address"])
    assert list(found.values()) == [("0812 1", ""), ("", ""), ("0812 3", "")]
    for wrong, code in (
        (("--keep", "Sepatu"), "KK-176"),
        (("--skip", "199001012015012001"), "KK-177"),
        (("--repair", "198501042007021005"), "KK-179"),
    ):
        assert code in call(capsys, folder, *words, *wrong)[2]


def test_raters_history_undo(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    call(capsys, folder, "staff", "import", sample())
    _, out, _ = call(capsys, folder, "raters", "propose", "--outside", "H. Rahmat Contoh")
    assert "33 pegawai" in out
    assert "Daftar penilai lengkap." in call(capsys, folder, "raters", "check")[1]
    assert "tetapkan penilai 33 pegawai" in call(capsys, folder, "history", "undo")[1]
    assert "KK-140" in call(capsys, folder, "raters", "check")[1]
    assert "tetapkan penilai 33 pegawai" in call(capsys, folder, "history", "redo")[1]
    _, out, _ = call(capsys, folder, "--json", "history", "list")
    assert [s["kind"] for s in json.loads(out)] == ["redo", "undo", "edit", "import"]
    assert {s["operator"] for s in json.loads(out)} == {"Kartika"}


def test_refusal_is_one_sentence_with_its_code(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, err = call(capsys, folder, "staff", "show", "123")
    assert (status, out) == (1, "")
    assert err.rstrip().endswith("KK-120")


def test_no_office_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = call(capsys, tmp_path / "kosong", "staff", "list")
    assert status == 1
    assert "KK-448" in err


def test_wrong_call(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        call(capsys, folder, "staff", "fly")
    assert ended.value.code == 2


def test_backup_is_restored_on_another_pc_by_the_recovery_code(
    capsys: pytest.CaptureFixture[str], folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    there, code = tmp_path / "sana", made[1]
    call(capsys, folder, "staff", "import", sample())
    _, out, _ = call(capsys, folder, "--json", "backup", str(tmp_path / "stik"))
    copy = json.loads(out)["file"]
    wrong = f"{'0' if code[0] != '0' else '1'}{code[1:]}"
    status, _, err = call(capsys, there, "restore", copy, wrong)
    assert status == 1
    assert "KK-451" in err
    assert call(capsys, there, "restore", copy, code)[0] == 0
    assert len(call(capsys, there, "staff", "list")[1].splitlines()) == 33
    assert "Data dan berkas utuh." in call(capsys, there, "check")[1]


def test_lost_key_comes_back_by_the_recovery_code(
    capsys: pytest.CaptureFixture[str], folder: Path, made: tuple[Path, str]
) -> None:
    (folder / settings.KEY_FILE).unlink()
    status, _, err = call(capsys, folder, "staff", "list")
    assert status == 1
    assert "KK-445" in err
    assert call(capsys, folder, "recover", made[1])[0] == 0
    assert call(capsys, folder, "staff", "list")[0] == 0


def test_folder_without_its_key_file_is_refused(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / settings.WRAPPED_KEY).unlink()
    status, _, err = call(capsys, folder, "staff", "list")
    assert status == 1
    assert "KK-446" in err
