"""IP ASN part by part, and discipline."""

from datetime import date
from decimal import Decimal

import pytest

from kotabumi_kinerja.domain.discipline import DisciplineLevel, measure_for_absence, measures
from kotabumi_kinerja.domain.professionalism import (
    Attended,
    CompetenceGroup,
    CompetenceRecord,
    Component,
    competence,
    discipline,
    index,
    old_performance,
    performance,
    qualification,
)
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import Predikat

NOW = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("level", "score"),
    [
        ("S3", 25),
        ("S2", 20),
        ("S1", 15),
        ("S-1", 15),
        ("D4", 15),
        ("D-IV", 15),
        ("D3", 10),
        ("D2", 5),
        ("SMA", 5),
        ("SLTA", 5),
        ("SMK", 5),
        ("SMP", 1),
        ("SD", 1),
    ],
)
def test_qualification(rules: RuleBook, level: str, score: int) -> None:
    assert qualification(level, rules, NOW).score == score


@pytest.mark.parametrize("level", [None, "", "tidak tahu"])
def test_unknown_education_stays_open(rules: RuleBook, level: str | None) -> None:
    found = qualification(level, rules, NOW)
    assert (found.score, found.most, found.explanation) == (None, 25, ("belum dinilai",))


def record(group: str, post: str, *attended: tuple[str, date, int]) -> CompetenceRecord:
    items = tuple(Attended(Component(c), ended, Decimal(h)) for c, ended, h in attended)
    return CompetenceRecord(CompetenceGroup(group), post, items)


@pytest.mark.parametrize(
    ("who", "score"),
    [
        (record("STRUKTURAL", "Kepala Dinas"), "0"),
        (record("STRUKTURAL", "Kepala Dinas", ("diklat_pim", date(2010, 1, 1), 0)), "15"),
        (record("JF", "Arsiparis Terampil", ("teknis", date(2026, 1, 1), 20)), "15"),
        (record("JF", "Arsiparis Terampil", ("teknis", date(2026, 1, 1), 19)), "0"),
        (
            record(
                "JF",
                "Arsiparis Terampil",
                ("teknis", date(2026, 1, 1), 12),
                ("teknis", date(2026, 2, 1), 8),
            ),
            "15",
        ),
        (record("JF", "Arsiparis Terampil", ("teknis", date(2025, 11, 24), 40)), "0"),
        (record("JF", "Arsiparis Terampil", ("seminar", date(2024, 11, 25), 4)), "10"),
        (record("JF", "Arsiparis Terampil", ("seminar", date(2024, 11, 24), 4)), "0"),
        (record("JF", "Guru Ahli Muda"), "15"),
        (
            record(
                "PELAKSANA",
                "Operator",
                ("teknis", date(2026, 1, 1), 20),
                ("seminar", date(2026, 1, 1), 4),
            ),
            "40",
        ),
        (record("PELAKSANA", "Operator", ("teknis", date(2026, 12, 1), 20)), "0"),
    ],
)
def test_competence(rules: RuleBook, who: CompetenceRecord, score: str) -> None:
    found = competence(who, rules, NOW)
    assert found.score == Decimal(score)
    assert len(found.explanation) == (2 if who.group is CompetenceGroup.EXECUTIVE else 3)


@pytest.mark.parametrize(
    ("records", "score"),
    [
        ([], 5),
        ([(date(2025, 1, 1), DisciplineLevel.LIGHT)], 3),
        ([(date(2021, 11, 24), DisciplineLevel.GRAVE)], 5),
        ([(date(2025, 1, 1), DisciplineLevel.LIGHT), (date(2024, 1, 1), DisciplineLevel.GRAVE)], 1),
        ([(date(2023, 1, 1), DisciplineLevel.MEDIUM)], 2),
    ],
)
def test_discipline_part(
    rules: RuleBook, records: list[tuple[date, DisciplineLevel]], score: int
) -> None:
    assert discipline(records, rules, NOW).score == score


@pytest.mark.parametrize(
    ("value", "score"),
    [
        (Predikat.SANGAT_BAIK, 30),
        (Predikat.BAIK, 25),
        (Predikat.BUTUH_PERBAIKAN, 15),
        (Predikat.KURANG, 5),
        (Predikat.SANGAT_KURANG, 1),
    ],
)
def test_performance_waits_for_confirmation(rules: RuleBook, value: Predikat, score: int) -> None:
    found = performance(value, rules, NOW)
    assert (found.score, found.note) == (score, "menunggu konfirmasi BKPSDM")


def test_index_and_category(rules: RuleBook) -> None:
    full = record(
        "PELAKSANA", "Operator", ("teknis", date(2026, 1, 1), 20), ("seminar", date(2026, 1, 1), 4)
    )
    parts = (
        qualification("S3", rules, NOW),
        competence(full, rules, NOW),
        performance(Predikat.SANGAT_BAIK, rules, NOW),
        discipline([], rules, NOW),
    )
    best = index(parts, rules, NOW)
    assert (best.total, best.category) == (100, "Sangat Tinggi")
    lower = index((qualification("SMA", rules, NOW), *parts[1:]), rules, NOW)
    assert (lower.total, lower.category) == (80, "Sedang")
    open_ = index((*parts[:2], performance(None, rules, NOW), parts[3]), rules, NOW)
    assert (open_.scored, open_.total, open_.category) == (70, None, None)


@pytest.mark.parametrize(
    ("total", "category"),
    [
        ("91", "Sangat Tinggi"),
        ("90.9", "Tinggi"),
        ("81", "Tinggi"),
        ("80.5", "Sedang"),
        ("71", "Sedang"),
        ("70.9", "Rendah"),
        ("61", "Rendah"),
        ("60.9", "Sangat Rendah"),
        ("8", "Sangat Rendah"),
    ],
)
def test_category_bounds(rules: RuleBook, total: str, category: str) -> None:
    bands = rules.table("ip_kategori", NOW).rows("bands")
    assert next(b.text("name") for b in bands if Decimal(total) >= b.number("minimum")) == category


@pytest.mark.parametrize(
    ("days", "run", "name"),
    [
        (2, 2, None),
        (3, 3, "Teguran lisan"),
        (4, 1, "Teguran tertulis"),
        (6, 1, "Teguran tertulis"),
        (7, 1, "Pernyataan tidak puas secara tertulis"),
        (10, 1, "Pernyataan tidak puas secara tertulis"),
        (11, 1, "Potong tukin 25% 6 bulan"),
        (13, 1, "Potong tukin 25% 6 bulan"),
        (16, 1, "Potong tukin 25% 9 bulan"),
        (20, 1, "Potong tukin 25% 12 bulan"),
        (24, 1, "Penurunan jabatan setingkat lebih rendah 12 bulan"),
        (27, 1, "Pembebasan jabatan menjadi pelaksana 12 bulan"),
        (28, 1, "PDH tidak atas permintaan sendiri"),
        (99, 1, "PDH tidak atas permintaan sendiri"),
        (10, 10, "PDH tidak atas permintaan sendiri; gaji dihentikan bulan berikutnya"),
    ],
)
def test_absence(rules: RuleBook, days: int, run: int, name: str | None) -> None:
    found = measure_for_absence(days, run, rules, NOW)
    assert (found.name if found else None) == name


def test_measures(rules: RuleBook) -> None:
    assert [len(measures(level, rules, NOW)) for level in DisciplineLevel] == [3, 3, 3]


@pytest.mark.parametrize(
    ("value", "score"),
    [("91", 30), ("90.5", 30), ("90", 25), ("76", 25), ("75", 15), ("60", 5), ("50", 1), ("0", 1)],
)
def test_old_performance(rules: RuleBook, value: str, score: int) -> None:
    assert old_performance(Decimal(value), rules, 2020).score == score
