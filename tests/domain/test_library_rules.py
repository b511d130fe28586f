"""The starter set of the library, entry by entry, and which entries fit which post."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.library import (
    Family,
    Origin,
    bare_post,
    closest,
    finds,
    fit,
    load_library,
)
from kotabumi_kinerja.domain.plans import Section
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.domain.targets import Direction, read_target

RESOURCES = settings.resources()
FAMILIES = load_library(RESOURCES / "library")
RULES = load_rules(RESOURCES / "rules")
ON = date(2027, 1, 1)
JENJANG = ("ahli utama", "ahli madya", "ahli muda", "ahli pertama", "penyelia", "mahir", "terampil")
WANTED = {
    "guru", "kepala-sekolah", "perawat", "bidan", "dokter", "penata-perizinan", "arsiparis",
    "analis-sdm-aparatur", "layanan-operasional", "lurah", "camat", "kasubbag-umum-kepegawaian",
    "sekretaris", "kepala-bidang", "bendahara", "kepala-dinas",
}  # fmt: skip
LEADERS = {"kepala-sekolah", "lurah", "camat", "kepala-dinas"}
"""Families whose holders may use the leaders' form, so that each indicator has a perspective."""


def test_every_common_post_has_a_family() -> None:
    assert {family.name for family in FAMILIES} == WANTED


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_each_family_is_rich_measurable_and_words_results(family: Family) -> None:
    activities = RULES.table("skp_kata_kegiatan", ON).texts("words")
    assert sum(r.section is Section.MAIN for r in family.results) >= 4
    assert any(r.section is Section.ADDITIONAL for r in family.results)
    assert sum(len(r.indicators) for r in family.results) >= 8
    texts = [r.text for r in family.results]
    assert len(set(texts)) == len(texts)
    for result in family.results:
        assert result.source == "rumusan sendiri"
        assert result.text[0].isupper()
        assert not result.text.endswith(".")
        assert not set(activities) & set(result.text.casefold().split())
        assert result.text.split()[0].casefold().endswith("nya")
        assert result.indicators
        for indicator in result.indicators:
            target = read_target(indicator.target, ON.year)
            assert target.measurable, indicator
            assert target.unit or target.direction is Direction.BY_DATE, indicator
            assert indicator.aspect is not None
            assert (indicator.perspective is not None) == (family.name in LEADERS)
            assert indicator.text[0].isupper()


@pytest.mark.parametrize("name", sorted(LEADERS))
def test_leaders_families_cover_all_four_perspectives(name: str) -> None:
    family = next(f for f in FAMILIES if f.name == name)
    assert len({i.perspective for r in family.results for i in r.indicators}) == 4


def test_lesson_plans_and_permits_are_there_as_users_name_them() -> None:
    lines = [
        (i.text, i.target) for family in FAMILIES for r in family.results for i in r.indicators
    ]
    assert any("modul ajar/RPP yang diterima tanpa perbaikan" in text for text, _ in lines)
    assert any("lama penerbitan izin" in text and "5 hari" in target for text, target in lines)
    assert any("izin yang terbit tanpa kesalahan data" in text for text, _ in lines)


@pytest.mark.parametrize(
    ("post", "names", "score"),
    [
        ("Guru Ahli Pertama", ["Guru"], 1),
        ("Guru Kelas Ahli Muda", ["Guru"], 1),
        ("Guru Kelas", ["Guru", "Guru Kelas"], 2),
        ("Penata Perizinan Ahli Muda", ["Penata Perizinan"], 2),
        ("Penata Layanan Operasional", ["Penata Perizinan"], 0),
        ("Sekretaris Lurah", ["Lurah"], 0),
        ("Sekretaris Camat", ["Camat"], 0),
        ("Kasubbag Umum & Kepegawaian", ["Kepala Subbagian Umum dan Kepegawaian"], 4),
        ("Kepala Sub Bagian Umum dan Kepegawaian", ["Kepala Subbagian Umum"], 3),
        ("Analis SDM Aparatur Ahli Muda", ["Analis Sumber Daya Manusia Aparatur"], 5),
        ("Kepala Bidang Pelayanan Perizinan", ["Kepala Bidang"], 2),
        ("Kepala Seksi", ["Kepala Sekolah"], 0),
        ("", ["Guru"], 0),
        ("Guru", [], 0),
    ],
)
def test_posts_are_matched_by_words_without_jenjang(
    post: str, names: list[str], score: int
) -> None:
    assert fit(post, names, JENJANG) == score


def test_the_jenjang_goes_and_the_rest_stays() -> None:
    assert bare_post("Penata Perizinan  Ahli Muda", JENJANG) == "Penata Perizinan"
    assert bare_post("Arsiparis Terampil", JENJANG) == "Arsiparis"
    assert bare_post("Terampil", JENJANG) == "Terampil"


def test_the_closest_are_the_offices_first_and_others_until_there_are_enough() -> None:
    starter = [r for family in FAMILIES for r in family.results]
    guru = closest("Guru Ahli Muda", starter, JENJANG)
    assert {r.key.partition("/")[0] for r in guru} == {"guru"}
    own = type(guru[0])("x", Origin.OFFICE, ("Guru",), Section.MAIN, "Terwujudnya x", ())
    away = type(guru[0])("y", Origin.OFFICE, ("Guru",), Section.MAIN, "Z", (), owner="Kantor lain")
    assert closest("Guru Ahli Muda", [*starter, own, away], JENJANG) == [own, *guru]
    many = [replace(own, key=str(n)) for n in range(3)]
    assert closest("Guru Ahli Muda", [*starter, *many], JENJANG) == many
    assert closest("Penyuluh", starter, JENJANG) == []


def test_an_entry_is_found_by_its_words_its_post_and_its_indicators() -> None:
    first = next(f for f in FAMILIES if f.name == "guru").results[0]
    assert finds(first, "modul tanpa")
    assert finds(first, "guru perangkat")
    assert not finds(first, "modul izin")


def test_a_torn_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "guru.toml").write_text('title = "Guru"\nposts = ["Guru"]\n[[results]]\n', "utf-8")
    with pytest.raises(Refused) as caught:
        load_library(tmp_path)
    assert (caught.value.code, caught.value.fields) == ("KK-291", {"file": "guru.toml"})
    assert load_library(tmp_path / "tidak-ada") == ()
