"""The lock names its holder, and a crash gives it back."""

import subprocess
import sys
from pathlib import Path

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.store.lock import Held, Holder, take

SITI = Holder("siti", "PC-1", "24 November 2026 14.05")
ADI = Holder("adi", "PC-1", "24 November 2026 15.00")

HOLD = """
import sys
from pathlib import Path
from kotabumi_kinerja.store.lock import Holder, take
held = take(Path(sys.argv[1]), Holder("siti", "PC-1", "24 November 2026 14.05"))
print("ready", flush=True)
sys.stdin.read()
"""


def test_the_second_start_of_the_same_user_is_told_and_another_refused(tmp_path: Path) -> None:
    path = tmp_path / "dinas.kinerja"
    held = take(path, SITI)
    assert isinstance(held, Held)
    assert take(path, SITI) == SITI
    with pytest.raises(Refused) as refused:
        take(path, ADI)
    assert refused.value.code == "KK-430"
    words = sentence("KK-430", refused.value.fields)
    assert "oleh siti di komputer PC-1 sejak 24 November 2026 14.05" in words
    held.release()
    held.release()
    with pytest.raises(ZeroDivisionError), _held(take(path, ADI)):
        raise ZeroDivisionError
    assert isinstance(take(path, SITI), Held)


def test_a_crash_gives_the_lock_back(tmp_path: Path) -> None:
    path = tmp_path / "dinas.kinerja"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"ready"
        with pytest.raises(Refused, match="KK-430"):
            take(path, ADI)
        other.kill()
        other.wait()
    assert isinstance(take(path, ADI), Held)


def test_an_unreadable_lock_still_refuses(tmp_path: Path) -> None:
    path = tmp_path / "dinas.kinerja"
    held = take(path, SITI)
    (tmp_path / "dinas.kinerja.lock").write_text("{")
    with pytest.raises(Refused, match="KK-431"):
        take(path, SITI)
    assert isinstance(held, Held)


def _held(taken: Held | Holder) -> Held:
    assert isinstance(taken, Held)
    return taken
