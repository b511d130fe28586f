"""Made-up plans, realisations and evaluations for people of an office, written by table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.registry import SYNCED

QUARTERS = ("TW1", "TW2", "TW3", "TW4")


def rate(  # noqa: PLR0913  # what an evaluation may be
    work: Workspace,
    people: Sequence[Id],
    year: int = 2026,
    *,
    results: int = 2,
    annual: bool = True,
    state: str = "agreed",
) -> None:
    """Each of `people` gets an SKP, realisations, four quarters and, if wanted, the year."""
    office = work.database.office
    rows: dict[str, list[dict[str, Any]]] = {
        t: [] for t in ("plan", "result", "indicator", "progress", "evaluation")
    }
    for person in people:
        plan = new_id()
        rows["plan"].append(
            {
                "office": office,
                "id": plan,
                "person_id": person,
                "year": year,
                "since": date(year, 1, 1),
                "until": date(year, 12, 31),
                "approach": "KUANTITATIF",
                "form": "JA_JF",
                "state": state,
                "snapshot": "",
            }
        )
        for number in range(results):
            result, indicator = new_id(), new_id()
            rows["result"].append(
                {
                    "office": office,
                    "id": result,
                    "plan_id": plan,
                    "section": "UTAMA",
                    "place": number,
                    "text": f"Terselesaikannya permohonan izin bagian {number + 1}",
                }
            )
            rows["indicator"].append(
                {
                    "office": office,
                    "id": indicator,
                    "result_id": result,
                    "place": 0,
                    "aspect": "Kuantitas",
                    "text": "Jumlah permohonan yang selesai",
                    "target_text": "480 berkas",
                    "direction": "higher_better",
                    "minimum": 480,
                    "maximum": 480,
                    "unit": "berkas",
                }
            )
            rows["progress"].append(
                {
                    "office": office,
                    "id": new_id(),
                    "indicator_id": indicator,
                    "period": f"{year}-TW3",
                    "text": "480 berkas" if number == 0 else "300 berkas",
                }
            )
        rows["evaluation"] += [
            _evaluation(office, plan, code, year)
            for code in (*(f"{year}-{q}" for q in QUARTERS), *([str(year)] if annual else []))
        ]
    with work.database.change("data uji") as connection:
        for name, found in rows.items():
            bulk_insert(connection, SYNCED[name].table, found)


def _evaluation(office: Id, plan: Id, code: str, year: int) -> dict[str, Any]:
    return {
        "office": office,
        "id": new_id(),
        "plan_id": plan,
        "period": code,
        "organisation": "BAIK",
        "results": "SESUAI",
        "behaviour": "DI_ATAS",
        "predikat": "BAIK",
        "rated_on": date(year, 12, 30),
        "state": "rated",
        "snapshot": "",
    }
