"""A program that is killed while taking in a package."""

import os
import signal
import subprocess
import sys
import time

import pytest
from merge_pair import KEY, OFFICE, Pair, add, blank_fixture, everything, pair_fixture

from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.store import opening

__all__ = ["blank_fixture", "pair_fixture"]

KILLED = """
import sys, os, signal
from pathlib import Path
from tempfile import TemporaryDirectory
from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.domain.streams import Addressee, Sender
from kotabumi_kinerja.store import incoming, merging, opening, sending
key = bytes(range(32))
folder, where = Path(sys.argv[1]), sys.argv[2]
office = opening.open_database(folder / "office.db", key)
centre = opening.open_database(folder / "centre.db", key)
parts = sending.compose(office, office.office, [])
module = {"write": incoming, "clear": incoming, "_unequal": merging, "_open": merging}[where]
setattr(module, where, lambda *a: os.kill(os.getpid(), signal.SIGKILL))
merging.take(centre, parts, Sender(office.device, "x", "office", office.office), "p")
"""


@pytest.mark.parametrize("where", ["write", "clear", "_unequal", "_open"])
def test_killed_while_taking_in_leaves_everything_as_it_was(pair: Pair, where: str) -> None:
    add(pair.centre, "Lama", bytes([0x33]) * 16)
    for n in range(1, 5):
        add(pair.office, f"Orang {n}", bytes([0x40 + n]) * 16)
    before = everything(pair.centre)
    folder = pair.office.path.parent
    pair.office.close()
    pair.centre.close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), where], check=False)
    assert done.returncode == -signal.SIGKILL
    pair.office = opening.open_database(folder / "office.db", KEY)
    pair.centre = opening.open_database(folder / "centre.db", KEY)
    assert everything(pair.centre) == before
    assert pair.to_centre().new == 4


def test_killed_at_any_moment(pair: Pair) -> None:
    """Either nothing or everything."""
    with pair.office.change("isi") as connection:
        for n in range(300):
            connection.exec_driver_sql(
                "INSERT INTO person(office, id, name) VALUES (?, ?, ?)",
                (OFFICE, new_id(), f"Orang {n}"),
            )
    folder = pair.office.path.parent
    pair.office.close()
    pair.centre.close()
    script = KILLED.replace("setattr(", "print('go', flush=True); (lambda *a: None)(")
    for pause in (0.0, 0.008, 0.02):
        running = subprocess.Popen(
            [sys.executable, "-c", script, str(folder), "write"], stdout=subprocess.PIPE
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(pause)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        centre = opening.open_database(folder / "centre.db", KEY)
        with centre.read() as connection:
            many = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
            told = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        centre.close()
        assert (many, told) in ((0, 0), (300, 300 * 4))
    pair.office = opening.open_database(folder / "office.db", KEY)
    pair.centre = opening.open_database(folder / "centre.db", KEY)
