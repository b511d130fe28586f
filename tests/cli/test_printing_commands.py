"""`print cards` and `verify`: files on the disk, and what a code says."""

from pathlib import Path

import pytest
from office_at_hand import call as on_office
from sqlalchemy import select

from kotabumi_kinerja.cli import printing as command
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import card_printing
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import printed


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    change_facts(office, OfficeFacts("X", "Dinas Contoh"))


def call(work: Workspace, *arguments: str) -> Reply:
    return on_office(command, work, *arguments)


def codes(work: Workspace) -> list[tuple[str, str]]:
    p = printed.c
    with work.database.read() as connection:
        return [(r.code, r.short_code) for r in connection.execute(select(p.code, p.short_code))]


def test_whole_office_without_names(office: Workspace, tmp_path: Path) -> None:
    reply = call(office, "print", "cards", "--year", "2026", "--out", str(tmp_path / "k.pdf"))
    assert reply.lines[0] == "33 kartu, 33 halaman, 1 berkas, 33 bertanda DRAF"
    assert (tmp_path / "k.pdf").is_file()
    assert len(codes(office)) == 33


def test_named_people_one_by_one(office: Workspace, tmp_path: Path) -> None:
    nips = [r.nip for r in find(office)[:2]]
    out = tmp_path / "kartu"
    reply = call(office, "print", "cards", *nips, "--out", str(out), "--single")
    assert sorted(f.name[:18] for f in out.iterdir()) == sorted(nips)
    assert len(reply.lines) == 3


def test_same_file_as_through_the_service(office: Workspace, tmp_path: Path) -> None:
    who = find(office)[0]
    out = tmp_path / "a.pdf"
    call(office, "print", "cards", who.nip, "--out", str(out), "--dated", "31-12-2026")
    day = command.parse_date("31-12-2026")
    card_printing.print_run(
        office, [who.id], 2026, tmp_path / "b.pdf", single=False, dated=day, progress=Silent()
    )
    assert out.read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_verify_reads_the_code_and_the_letters(office: Workspace, tmp_path: Path) -> None:
    nip = find(office)[0].nip
    call(office, "print", "cards", nip, "--out", str(tmp_path / "k.pdf"))
    ((code, short),) = codes(office)
    lines = call(office, "verify", code).lines
    assert "sah, ditandatangani kunci kantor ini" in lines[0]
    assert call(office, "verify", *short.split()).lines == lines
    assert '"genuine": true' in as_json(call(office, "verify", code.lower()).data)


def test_mistyped_code_is_refused(office: Workspace) -> None:
    for code, refusal in (("KK123", "KK-603"), ("PSMD 6WKQ G709 RK9Z", "KK-605")):
        with pytest.raises(Refused) as refused:
            call(office, "verify", code)
        assert refused.value.code == refusal
