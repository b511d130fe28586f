"""The start of the window on 10,000 staff against an empty widget: CPU time till the first paint,
till the first rows, and the memory there. Each start is a process of its own, interleaved.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from kotabumi_kinerja.services import offices, sample
from kotabumi_kinerja.store import schema
from kotabumi_kinerja.store.bulk import bulk_insert

STEPS = Path(__file__).with_name("start_steps.py")
ROUNDS = 7
STAFF = 10_000
MEMORY_MB = 100


def office(folder: Path) -> None:
    """An office of made-up staff; the window was last left at Pegawai."""
    made = offices.create(folder, sample.FACTS, vault=None, operator="Kartika Hidayat")
    database = made.workspace.database
    persons = [
        {
            "office": database.office,
            "id": at.to_bytes(16, "big"),
            "nip": f"19850101201012{at:04}",
            "nip_kind": "nip",
            "name": f"Pegawai Contoh {at:05}",
        }
        for at in range(STAFF)
    ]
    posts = [
        {
            "office": database.office,
            "id": (at + STAFF).to_bytes(16, "big"),
            "person_id": at.to_bytes(16, "big"),
            "status": "PNS",
            "golongan": "III/a",
            "post": "Guru Ahli Pertama",
            "post_kind": "jf",
            "unit_name": f"SD Negeri {at % 50} Kotabumi",
        }
        for at in range(STAFF)
    ]
    with database.change("impor", kind="import") as connection:
        bulk_insert(connection, schema.person, persons)
        bulk_insert(connection, schema.employment, posts)
    database.close()
    (folder / "jendela.json").write_text(json.dumps({"tab": "pegawai"}), "utf-8")


def start(last: str, folder: Path, *arguments: str) -> dict[str, tuple[float, int]]:
    """CPU seconds and kB of memory at each step of one start."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
    done = subprocess.run(
        [sys.executable, STEPS, last, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (seconds, memory) for name, seconds, memory, _ in steps}


def run() -> list[tuple[str, float, float]]:
    """Name, ratio measured, budget."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        office(folder / "kantor")
        call = ("--data", str(folder / "kantor"), "--no-key-store")
        start("empty", folder)
        start("rows", folder, *call)
        floors: list[float] = []
        ours: list[dict[str, tuple[float, int]]] = []
        for _ in range(ROUNDS):
            floors.append(start("empty", folder)["empty"][0])
            ours.append(start("rows", folder, *call))
    floor = statistics.median(floors)
    frame, rows = (statistics.median(one[step][0] for one in ours) for step in ("frame", "rows"))
    memory = max(one["rows"][1] for one in ours) / 1024
    print(
        f"CPU ms: empty {floor * 1e3:.0f}, frame {frame * 1e3:.0f}, rows {rows * 1e3:.0f}; "
        f"{memory:.0f} MB"
    )
    return [
        ("start: first paint over an empty widget", frame / floor, 1.6),
        ("start: first 50 of 10,000 staff over an empty widget", rows / floor, 2.5),
        ("start: memory at the first rows over 100 MB", memory / MEMORY_MB, 1.0),
    ]


if __name__ == "__main__":
    for line in run():
        print(*line)
