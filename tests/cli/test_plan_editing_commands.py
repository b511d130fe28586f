"""The commands `plan …`: one SKP from the first line to its second version, and its moves."""

from collections.abc import Callable

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja.cli import plan_editing
from kotabumi_kinerja.cli.frame import Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace

IRWAN = "198501042007021005"
Call = Callable[..., Reply]


@pytest.fixture
def call(office: Workspace) -> Call:
    """Runs a call on Irwan's SKP of 2026."""

    def run(name: str, *words: str) -> Reply:
        whose = () if name == "special" else ("--nip", IRWAN, "--year", "2026")
        return on_office(plan_editing, office, "plan", name, *words, *whose)

    return run


def has(reply: Reply, words: str) -> bool:
    return any(words in line for line in reply.lines)


def view_of(reply: Reply) -> PlanView:
    assert isinstance(reply.data, PlanView)
    return reply.data


def written(call: Call) -> None:
    """A complete draft."""
    call("create")
    call("add-result", "Terselesaikannya izin", "--leader", "Meningkatnya layanan")
    call("add-indicator", "1", "Lama proses", "maks. 5 hari", "--aspect", "Waktu")
    call("add-indicator", "1", "Jumlah izin", "480 berkas", "--aspect", "Kuantitas")


def test_a_plan_is_written_and_arranged(call: Call) -> None:
    written(call)
    reply = call("shift", "1.2", "up")
    assert has(reply, "1.1 Kuantitas: Jumlah izin: 480 berkas (paling sedikit 480 berkas")
    assert has(reply, "1.2 Waktu: Lama proses: maks. 5 hari (paling banyak 5 hari")
    assert has(reply, "mendukung (sementara): Meningkatnya layanan")
    assert has(call("edit", "1.1", "target", "500 berkas"), "500 berkas")
    assert has(call("edit", "1", "text", "Terbitnya izin"), "1. Utama: Terbitnya izin")
    assert has(call("section", "1", "TAMBAHAN"), "1. Tambahan: Terbitnya izin")
    assert has(call("head", "--approach", "KUALITATIF", "--until", "30-11-2026"), "30 November")
    assert view_of(call("expect", "2", "Mencatat hari itu juga")).expectations[1].text
    assert len(view_of(call("annex", "resources", "Laptop", "Jaringan")).annex) == 2
    assert not has(call("remove", "1.1"), "500 berkas")
    assert has(call("delete"), "dihapus")


def test_a_meaning_is_shown_and_said(call: Call) -> None:
    written(call)
    assert call("meaning", "1.2").lines == (
        "480 berkas: paling sedikit 480 berkas, makin banyak makin baik",
    )
    words = ("--direction", "range", "--low", "400", "--high", "480", "--unit", "berkas")
    assert has(call("meaning", "1.2", *words), "400 sampai 480 berkas")
    with pytest.raises(Refused, match="KK-208"):
        call("meaning", "1.2", "--direction", "on_date")


def test_the_leaders_results_are_listed_and_linked(call: Call, office: Workspace) -> None:
    sample = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, sample, 2026))
    listed = call("link", "1").lines
    assert len(listed) > 1
    assert has(call("link", "1", "1"), f"mendukung: {listed[1].partition('. ')[2]}")
    with pytest.raises(Refused, match="KK-209"):
        call("link", "1", "99")


def test_states_versions_and_their_difference(call: Call, office: Workspace) -> None:
    written(call)
    assert has(call("submit"), "diajukan")
    assert has(call("return", "Target rendah"), "draf")
    view = view_of(call("submit"))
    plans.agree(office, [view.id], office.today())
    assert has(call("version", "Target naik"), "versi 2, draf")
    call("edit", "1.2", "target", "600 berkas")
    assert has(call("versions"), "Versi 2, draf: Target naik")
    assert call("compare").lines == (
        "berubah: Kuantitas: Jumlah izin: 480 berkas -> Kuantitas: Jumlah izin: 600 berkas",
    )


def test_moves_assignments_and_steps(call: Call) -> None:
    written(call)
    assert call("take").lines == ("Tidak ada usul",)
    assert has(call("assign", "PLH", "1 Maret 2026", "Terlaksananya tugas Plh."), "Plh.")
    assert has(call("step", "1", "2026-TW1", "text", "Memeriksa berkas"), "Memeriksa berkas")
    assert has(call("steps"), "2026-TW1: Memeriksa berkas")
    assert has(call("cut", "1 Juli 2026", "MUTASI"), "1 Juli 2026 sampai 31 Desember 2026")
    assert has(call("moves"), "1 Januari 2026 sampai 30 Juni 2026, 6 bulan")


def test_the_further_section_and_what_is_not_there(call: Call) -> None:
    written(call)
    assert has(call("special", "on"), "Instruksi khusus pimpinan")
    for where in ("9", "1.9", "x"):
        with pytest.raises(Refused, match="KK-228"):
            call("edit", where, "text", "x")
    with pytest.raises(Refused, match="KK-217"):
        call("edit", "1", "text", "x", "--on", "1 Januari 2020")
