"""Carrying a correction through later snapshots; steps of salary and rank; checks of numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.career import carried
from kotabumi_kinerja.domain.dates import add_months
from kotabumi_kinerja.domain.discipline import DisciplineLevel, months_of, refuse_unknown
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import check_start, parse_nip
from kotabumi_kinerja.domain.positions import (
    PositionKind,
    parse_eselon,
    parse_kind,
    read_position,
)
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.staff import Status, parse_status
from kotabumi_kinerja.domain.steps import (
    Ranked,
    ceiling,
    horizons,
    next_rank,
    next_salary,
    rank_rule,
    salary_rule,
)

ON = date(2026, 11, 24)


def test_a_repeated_fact_is_carried_until_a_line_says_something_else() -> None:
    old = {"golongan": "III/a", "golongan_since": date(2014, 4, 1), "post": "Arsiparis"}
    new = old | {"golongan": "III/b", "golongan_since": date(2018, 4, 1)}
    repeats = old | {"post": "Analis"}
    other = old | {"golongan": "III/c", "golongan_since": date(2022, 4, 1)}
    assert carried(old, new, [repeats, other, repeats]) == [
        {"golongan": "III/b", "golongan_since": date(2018, 4, 1)},
        {},
        {},
    ]


def test_what_was_empty_is_filled_and_what_stands_is_kept() -> None:
    new = {"eselon": "III.a", "post": "Camat"}
    assert carried({}, new, [{"post": "Lurah"}, {"post": ""}]) == [
        {"eselon": "III.a"},
        {"eselon": "III.a"},
    ]


@given(st.lists(st.sampled_from(["III/a", "III/b", "III/c"]), max_size=6))
@settings(max_examples=60)
def test_carrying_changes_only_the_first_run_of_the_old_value(later: list[str]) -> None:
    writes = carried({"golongan": "III/a"}, {"golongan": "IV/a"}, [{"golongan": g} for g in later])
    run = next((at for at, g in enumerate(later) if g != "III/a"), len(later))
    assert [bool(w) for w in writes] == [at < run for at in range(len(later))]


def test_salary_steps(rules: RuleBook) -> None:
    plain = salary_rule(Status.PNS, "III/a", "", rules, ON)
    assert plain is not None
    assert (plain.first, plain.every) == (24, 24)
    assert "menunggu konfirmasi BKPSDM" in plain.note
    assert next_salary(date(2010, 1, 1), plain, ON) == date(2028, 1, 1)
    assert next_salary(date(2012, 11, 24), plain, ON) == ON
    assert next_salary(date(2026, 12, 1), plain, ON) == date(2028, 12, 1)
    early = salary_rule(Status.CPNS, "II/b", "II/a", rules, ON)
    assert early is not None
    assert next_salary(date(2010, 1, 1), early, ON) == date(2027, 1, 1)
    fifth = salary_rule(Status.PPPK, "V", "", rules, ON)
    assert fifth is not None
    assert next_salary(date(2026, 3, 1), fifth, ON) == date(2027, 3, 1)
    assert "Baik 2 tahun terakhir" in fifth.why
    assert salary_rule(Status.PPPK_PW, "V", "", rules, ON) is None


@pytest.mark.parametrize(
    ("post", "kind", "golongan", "education", "following"),
    [
        ("Pengelola Data", "Fungsional Umum", "III/a", "S1", "III/b"),
        ("Pengelola Data", "Fungsional Umum", "III/b", "SLTA/Sederajat", None),
        ("Pengelola Data", "Fungsional Umum", "III/c", "Diploma III/Sarjana Muda", None),
        ("Pengelola Data", "Fungsional Umum", "III/c", "", "III/d"),
        ("Kepala Bidang Data", "Struktural", "III/d", "S1", "IV/a"),
        ("Arsiparis Ahli Muda", "Fungsional", "III/d", "SMA", "IV/a"),
        ("Kepala Dinas", "Struktural", "IV/e", "S3", None),
    ],
)
def test_next_rank(  # noqa: PLR0913, PLR0917  # the columns of the table
    rules: RuleBook, post: str, kind: str, golongan: str, education: str, following: str | None
) -> None:
    position = read_position(post, kind, rules, ON)
    rule = rank_rule(Ranked(Status.PNS, golongan, position, education), rules, ON)
    assert (rule.golongan if rule else None) == following
    assert rank_rule(Ranked(Status.PPPK, "IX", position, education), rules, ON) is None


def test_rank_day_is_the_first_of_a_month(rules: RuleBook) -> None:
    position = read_position("Pengelola Data", "Fungsional Umum", rules, ON)
    rule = rank_rule(Ranked(Status.PNS, "III/a", position, "S1"), rules, ON)
    assert rule is not None
    assert next_rank(date(2023, 4, 1), rule) == date(2027, 4, 1)
    assert next_rank(date(2023, 12, 2), rule) == date(2028, 1, 1)


def test_ceilings_and_horizons(rules: RuleBook) -> None:
    assert ceiling("S-1/Sarjana", rules, ON) == "III/d"
    assert ceiling("Diploma IV", rules, ON) == "III/d"
    assert ceiling("Diploma III/Sarjana Muda", rules, ON) == "III/c"
    assert ceiling("Diploma II", rules, ON) == "III/b"
    assert ceiling("SLTP/Sederajat", rules, ON) == "II/c"
    assert ceiling("Pesantren", rules, ON) == ""
    assert horizons(rules, ON) == (6, 12, 24)


def test_nip_against_the_appointment() -> None:
    pns, pppk = parse_nip("198501042007021005"), parse_nip("199110152024212007")
    assert check_start(pns, date(2007, 2, 28)) == []
    assert [f.code for f in check_start(pns, date(2007, 3, 1), "Irwan")] == ["KK-136"]
    assert check_start(pppk, date(2024, 12, 1)) == []
    assert [f.code for f in check_start(pppk, date(2025, 1, 1))] == ["KK-137"]
    assert check_start(parse_nip("199110152024992007"), date(2001, 1, 1)) == []
    assert check_start(pns, None) == []


def test_words_are_read() -> None:
    assert [parse_eselon(t) for t in ("IIIa", "3/b", "ii", "IV.A")] == [
        "III.a", "III.b", "II", "IV.a",
    ]  # fmt: skip
    assert parse_kind("jabatan fungsional") is PositionKind.JF
    assert parse_status("pppk paruh waktu") is Status.PPPK_PW
    for read, code in ((parse_eselon, "KK-118"), (parse_kind, "KK-139"), (parse_status, "KK-114")):
        with pytest.raises(Refused) as caught:
            read("tidak ada")
        assert caught.value.code == code


def test_punishments(rules: RuleBook) -> None:
    refuse_unknown(DisciplineLevel.LIGHT, "Teguran lisan", rules, ON)
    with pytest.raises(Refused, match="KK-135"):
        refuse_unknown(DisciplineLevel.GRAVE, "Teguran lisan", rules, ON)
    assert months_of("Potong tukin 25% 6 bulan") == 6
    assert months_of("Teguran lisan") is None


def test_months_end_with_the_month() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 11, 30), 14) == date(2026, 1, 30)
