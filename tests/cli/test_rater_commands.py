"""`raters …` on the command line: the same services as the window."""

import json
from pathlib import Path

import pytest
from office_at_hand import call

from kotabumi_kinerja import settings
from kotabumi_kinerja.cli import raters as commands
from kotabumi_kinerja.cli.main import run
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.workspace import Workspace

MEGA, HEAD, LICENSING = "198204172004052004", "199510072017032066", "199604202018011060"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "kantor"
    words = ("--no-key-store", "--data", str(place), "--operator", "Kartika")
    assert run([*words, "office", "init", "--code", "UJI", "--name", "Uji"]) == 0
    sample = settings.resources() / "sample" / "siasn-dpmptsp.xlsx"
    assert run(["--no-key-store", "--data", str(place), "staff", "import", str(sample)]) == 0
    return place


def test_whole_register_by_commands(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    def say(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["--no-key-store", "--data", str(folder), *words]) == status
        said = capsys.readouterr()
        return said.out + said.err

    dry = say("raters", "propose", "--dry-run")
    assert dry.count("belum ada >") == 33
    assert "33 pegawai" in say("raters", "propose", "--outside", "H. Contoh")
    assert "Semua sesuai usulan." in say("raters", "propose", "--dry-run")
    since = ("--since", "01-06-2026", "--until", "30-06-2026", "--basis", "SK 1")
    say("raters", "set", MEGA, "--rater", HEAD, "--kind", "PLT", *since)
    assert "1 Jun sampai 30 Jun 2026" in say("raters", "year", MEGA, "--year", "2026")
    listed = say("raters", "list", "--chip", "PLT")
    assert "Plt." in listed
    assert len(listed.splitlines()) == 1
    assert "Mega Utami" in say("raters", "superior", MEGA, "--on", "01-02-2026")
    say("raters", "end", MEGA, "--until", "11-03-2026", "--number", "2")
    assert "12 Mar sampai 31 Mei 2026" in say("raters", "check", "--year", "2026")
    assert "dinilai Zainal" in say("raters", "mend", MEGA, "--year", "2026")
    say("raters", "delete", MEGA, "--number", "1")
    assert "KK-186" in say("raters", "delete", MEGA, "--number", "9", status=1)
    tree = say("raters", "tree").splitlines()
    assert tree[0].startswith("H. Contoh")
    assert tree[1].startswith("  Mega Utami, M.M., Kepala Dinas (")
    assert "menilai 1" in say("raters", "outside")
    assert "1 pejabat digabungkan" in say("raters", "join", "h. contoh")
    target = folder.parent / "daftar.pdf"
    dated = ("--date", "02-01-2026", "--place", "Kotabumi", "--out", str(target))
    assert "halaman" in say("raters", "print", *dated)
    assert target.read_bytes().startswith(b"%PDF")


def test_json_of_the_list(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    words = ["--no-key-store", "--data", str(folder)]
    run([*words, "raters", "propose"])
    capsys.readouterr()
    run([*words, "--json", "raters", "list"])
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 33
    assert {r["kind"] for r in rows} == {"DEFINITIF"}


def test_officials_outside_are_added_and_changed(office: Workspace) -> None:
    known = len(raters.outsiders(office))
    words = ("--post", "Danramil Kotabumi", "--rank", "Kapten Inf", "--unit", "Kodim 0412")
    assert call(commands, office, "raters", "outside", "add", "Sutrisno", *words).lines == (
        "Tercatat: Sutrisno, Danramil Kotabumi.",
    )
    call(commands, office, "raters", "outside", "add", "Sutrisno", *words)
    found = raters.outsiders(office)
    assert len(found) == known + 1, "the same one twice is one"
    listed = call(commands, office, "raters", "outside").lines
    number = next(line.split()[0] for line in listed if "Sutrisno" in line)
    told = call(commands, office, "raters", "outside", "edit", number, "--name", "Sutrisno, S.H.")
    assert told.lines == ("Sutrisno diubah: Sutrisno, S.H., Danramil Kotabumi.",)
    (who,) = [o for o in raters.outsiders(office) if o.name == "Sutrisno, S.H."]
    assert (who.rank, who.unit) == ("Kapten Inf", "Kodim 0412"), "what is not named stays"
    for line in ("0", "99"):
        with pytest.raises(Refused, match="KK-186"):
            call(commands, office, "raters", "outside", "edit", line, "--name", "Siapa")
    with pytest.raises(Refused, match="KK-122"):
        call(commands, office, "raters", "outside", "add", "Budi", "--nip", "198501042007021000")
    assert len(raters.outsiders(office)) == known + 1
