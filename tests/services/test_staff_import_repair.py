"""NIPs that Excel has ruined: matched to the one person they fit, repaired only when agreed."""

from pathlib import Path

import pytest
from staff_books import DPMPTSP, rows_of, write_book

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff.importing import Choices, Outcome
from kotabumi_kinerja.services.staff.matching import plain_name
from kotabumi_kinerja.services.workspace import Workspace

IRWAN = "198501042007021005"
RUINS = (
    float(IRWAN),
    "1.98501042007021E+17",
    "1,98501042007021E+17",
    "198501042007021000",
    "198501042007021",
)


def book(folder: Path, nip: object, **cells: object) -> Path:
    """Irwan's row of the sample with this in the place of the NIP."""
    row = next(r for r in rows_of(DPMPTSP) if r["NIP BARU"] == IRWAN)
    more = {name.replace("_", " "): value for name, value in cells.items()}
    return write_book(folder / "rusak.xlsx", [{**row, "NIP BARU": nip, **more}])


@pytest.mark.parametrize("ruin", RUINS)
def test_ruined_nip_of_a_known_person_is_repaired_on_demand(
    office: Workspace, tmp_path: Path, ruin: object
) -> None:
    run = staff_import.dry_run(
        office, book(tmp_path, ruin, NAMA="Drs. IRWAN RAHAYU, S.E.", ALAMAT="Jalan Baru 1")
    )
    (verdict,) = run.verdicts
    assert verdict.outcome is Outcome.REPAIRED
    assert verdict.nip == IRWAN
    assert verdict.ruined
    assert verdict.findings[0].code == "KK-170"
    assert not [m for m in run.missing if m.nip == IRWAN]
    with pytest.raises(Refused) as refused:
        staff_import.apply(office, run)
    assert refused.value.code == "KK-173"
    done = staff_import.apply(office, run, choices=Choices(repaired=frozenset({verdict.place})))
    assert done.repaired == 1
    assert staff.by_nip(office, IRWAN).address == "Jalan Baru 1"


@pytest.mark.parametrize("cells", [{"NAMA": "ORANG LAIN"}, {"TANGGAL_LAHIR": "05-01-1985"}])
def test_ruined_nip_of_a_stranger_is_refused(
    office: Workspace, tmp_path: Path, cells: dict[str, object]
) -> None:
    (verdict,) = staff_import.dry_run(office, book(tmp_path, RUINS[0], **cells)).verdicts
    assert (verdict.outcome, verdict.findings[0].code) == (Outcome.REFUSED, "KK-122")


def test_ruined_nip_that_fits_two_is_refused(office: Workspace, tmp_path: Path) -> None:
    staff.add(office, "198501042007021006", "Irwan Rahayu", "Arsiparis Terampil")
    (verdict,) = staff_import.dry_run(office, book(tmp_path, RUINS[0])).verdicts
    assert (verdict.outcome, verdict.findings[0].code) == (Outcome.REFUSED, "KK-172")
    # The number alone would tell them apart if the first 15 digits did.
    assert len(staff_import.dry_run(office, book(tmp_path, IRWAN)).verdicts) == 1


def test_ruined_nip_of_somebody_who_is_in_the_file_anyway(
    office: Workspace, tmp_path: Path
) -> None:
    row = next(r for r in rows_of(DPMPTSP) if r["NIP BARU"] == IRWAN)
    path = write_book(tmp_path / "dua.xlsx", [{**row, "NIP BARU": RUINS[0]}, row])
    first, second = staff_import.dry_run(office, path).verdicts
    assert first.findings[0].code == "KK-123"
    assert (first.outcome, second.outcome) == (Outcome.REFUSED, Outcome.SAME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drs. H. IRWAN  RAHAYU, M.Si.", "Irwan Rahayu"),
        ("Dr. Siti Nur'aini", "SITI NUR AINI"),
        ("Hj. Dewi", "dewi"),
    ],
)
def test_names_are_compared_without_degrees(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_degrees_do_not_eat_names() -> None:
    assert plain_name("Drajat Hidayat") == "drajat hidayat"
    assert plain_name("Budi") != plain_name("Irwan")
