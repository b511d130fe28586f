"""The commands `library …` and `fill …` on the sample office: what they say and what they do."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli import filling
from kotabumi_kinerja.cli import library as commands
from kotabumi_kinerja.cli.frame import Reply, as_json
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import Aspect
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import cascade
from kotabumi_kinerja.services.workspace import Workspace

YEAR = ("--year", "2026")
Call = Callable[..., Reply]


@pytest.fixture
def lib(office: Workspace) -> Call:
    """Runs a call of `library` as typed."""
    return lambda *words: on_office(commands, office, "library", *words)


@pytest.fixture
def fill(office: Workspace) -> Call:
    """Runs a call of `fill` as typed."""
    return lambda *words: on_office(filling, office, "fill", *words)


def imported(work: Workspace) -> None:
    sample = work.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(work, plans.dry_run(work, sample, 2026))


def code_of(run: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        run()
    assert not messages.sentence(caught.value.code, caught.value.fields).startswith(
        messages.UNKNOWN
    )
    return caught.value.code


def data(reply: Reply) -> Any:
    return json.loads(as_json(reply.data))


def nips(work: Workspace, post: str) -> list[str]:
    return [r.nip for r in plans.find(work, 2026) if r.post.startswith(post)]


def plan(work: Workspace, nip: str, year: int = 2026) -> plans.PlanView:
    person = next(r.id for r in plans.find(work, year) if r.nip == nip)
    return plans.plans_of(work, person, year)[-1]


def test_the_library_is_listed_by_post_and_word(lib: Call) -> None:
    every = data(lib("list"))
    assert len(every) > 80
    guru = lib("list", "--post", "Guru Ahli Muda", "--find", "modul")
    assert len(data(guru)) == 1
    assert guru.lines[0].startswith("guru/1  Bawaan, Guru, Utama: Tersedianya perangkat ajar")
    assert any(
        line.endswith("diterima tanpa perbaikan oleh kepala sekolah: paling sedikit 90 %")
        for line in guru.lines
    )
    assert lib("list", "--post", "Penyelam").lines == ()


def test_plans_are_made_taken_saved_and_changed(lib: Call, office: Workspace) -> None:
    nip, *others = nips(office, "Arsiparis")
    assert lib("make", nip, *YEAR).lines == ("1 SKP 2026 dibuat dari pustaka",)
    took = lib("take", nip, "guru/1", "guru/2", "--target", "1:2=min. 75 %", *YEAR)
    assert data(took) == {"taken": 2}
    results = plan(office, nip).results
    assert "min. 75 %" in [i.target.text for r in results for i in r.indicators]
    rest = lib("make", *YEAR)
    assert data(rest) == {"made": 32, "left": []}
    saved = data(lib("save", nip, "1", "--post", "Penjaga Arsip", *YEAR))["key"]
    (entry,) = data(lib("list", "--post", "Penjaga Arsip Mahir"))
    assert (entry["key"], entry["origin"], entry["text"]) == (saved, "OFFICE", results[0].text)
    edited = lib(
        "edit", saved, "--text", "Tertatanya arsip", "--indicator", "waktu|Lama|maks. 2 hari"
    )
    assert edited.lines == (
        f"{saved}  Kantor, Penjaga Arsip, Utama: Tertatanya arsip",
        "   - Waktu: Lama: maks. 2 hari",
    )
    lib("remove", saved)
    assert lib("list", "--post", "Penjaga Arsip").lines == ()
    added = data(lib("add", "--post", "Kurir", "--text", "Tersampaikannya surat",
                     "--indicator", "Penerima Layanan|Keluhan|maks. 1 keluhan",
                     "--section", "tambahan"))["key"]  # fmt: skip
    (courier,) = data(lib("list", "--post", "Kurir"))
    assert (courier["key"], courier["section"]) == (added, "ADDITIONAL")
    assert courier["indicators"][0]["perspective"] == "RECIPIENTS"
    assert others


def test_what_library_commands_refuse(lib: Call, office: Workspace) -> None:
    nip = nips(office, "Arsiparis")[0]
    assert code_of(lambda: lib("take", nip, "guru/1", *YEAR)) == "KK-298"
    lib("make", nip, *YEAR)
    assert code_of(lambda: lib("take", nip, "guru/99", *YEAR)) == "KK-239"
    assert code_of(lambda: lib("take", nip, "guru/1", "--target", "9:1=x", *YEAR)) == "KK-297"
    assert code_of(lambda: lib("take", nip, "guru/1", "--target", "x", *YEAR)) == "KK-297"
    assert code_of(lambda: lib("save", nip, "99", *YEAR)) == "KK-299"
    assert code_of(lambda: lib("add", "--post", "x", "--indicator", "a|b|c")) == "KK-297"
    assert code_of(lambda: lib("add", "--post", "x", "--indicator", "b|c")) == "KK-297"
    assert code_of(lambda: lib("add", "--post", "x")) == "KK-244"
    assert code_of(lambda: lib("adopt", "guru/1")) == "KK-290"


def test_plans_are_copied(fill: Call, office: Workspace) -> None:
    imported(office)
    first, second, *_ = nips(office, "Penata Perizinan")
    trial = fill("copy", first, "--year", "2027", "--dry-run")
    assert trial.lines[-1] == "Uji coba, belum disimpan"
    assert plans.years(office) == [2026]
    done = fill("copy", first, "--year", "2027")
    assert done.lines[-1] == "SKP 2027 disalin ke 1 orang"
    fill("copy", second, "--from", first, "--from-year", "2026", "--year", "2027")
    texts = [[r.text for r in plan(office, nip, 2027).results] for nip in (first, second)]
    assert texts[0] == texts[1] == [r.text for r in plan(office, first).results]
    everybody = fill("copy", "--year", "2028")
    assert everybody.lines[-1] == "SKP 2028 disalin ke 2 orang"
    assert sum("dilewati" in line for line in everybody.lines) == 31


def test_one_target_is_spread(fill: Call, office: Workspace) -> None:
    first, second, *_ = nips(office, "Penata Perizinan")
    words = ("--result", "Terbitnya izin", "--indicator", "Jumlah izin", "--aspect", "Kuantitas")
    values = (f"{first}=400 izin", f"{second}=300 izin")
    assert fill("spread", *values, *words, *YEAR, "--dry-run").lines[-1].startswith("Uji coba")
    assert plans.years(office) == []
    assert data(fill("spread", *values, *words, *YEAR)) == {"spread": 2}
    again = fill("spread", f"{first}=450 izin", *words, *YEAR)
    assert "400 izin menjadi 450 izin" in again.lines[0]
    (indicator,) = plan(office, first).results[0].indicators
    assert (indicator.target.text, indicator.aspect) == ("450 izin", Aspect.QUANTITY)


def test_leaders_results_go_down_and_replace_words(fill: Call, office: Workspace) -> None:
    imported(office)
    leader = nips(office, "Kepala Bidang")[0]
    below = cascade.below(office, plan(office, leader).person)
    which = ("--leader", leader, "--number", "1", *YEAR)
    assert fill("push", *which, "--dry-run").lines[-1] == "Uji coba, belum disimpan"
    who = {r.id: r.nip for r in plans.find(office, 2026)}
    one = fill("push", f"{who[below[0]]}=Terbitnya izin usaha", *which)
    assert data(one) == {"pushed": 1}
    assert data(fill("push", *which)) == {"pushed": len(below)}
    own = plan(office, leader).results[0]
    texts = [r.text for r in plan(office, who[below[0]]).results if r.leader == own.id]
    assert texts == ["Terbitnya izin usaha", own.text]
    loose = data(fill("placeholders", *YEAR))
    words = loose[0]["text"]
    trial = data(fill("replace", words, *which, "--dry-run"))
    own_ones = [r for r in loose[0]["results"] if r["person"] == plan(office, leader).person.hex()]
    assert trial == {"results": len(loose[0]["results"]) - len(own_ones)}
    assert data(fill("replace", words.upper(), *which)) == {"replaced": trial["results"]}
    left = {p["text"]: p["results"] for p in data(fill("placeholders", *YEAR))}
    assert left.get(words, []) == own_ones
    assert code_of(lambda: fill("replace", words, *which)) == "KK-293"
