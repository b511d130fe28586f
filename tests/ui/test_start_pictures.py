"""The pictures of the documentation: all tabs or a fault that is told and an exit status of 1."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kotabumi_kinerja import settings
from kotabumi_kinerja.cli import demo
from kotabumi_kinerja.services import sample
from kotabumi_kinerja.ui import screenshots, session
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.main import TITLES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = sample.make(tmp_path_factory.mktemp("gambar") / "kantor", None, settings.resources())
    made.workspace.database.close()
    return made.workspace.folder


class Blank(Tab):
    """A tab without anything on it."""


class Working(Tab):
    """A tab whose work in a thread breaks."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        face.jobs.run("Membaca", lambda _progress: {}["rusak di utas"])


def broken(_face: Face) -> Tab:
    raise LookupError("rusak saat dibuat")


def breaks(monkeypatch: pytest.MonkeyPatch, place: Place, instead: Callable[[Face], Tab]) -> None:
    real = session.make_tab

    def make(wanted: Place, face: Face, *rest: object) -> Tab:
        return instead(face) if wanted is place else real(wanted, face, *rest)  # pyright: ignore[reportArgumentType]  # handed on

    monkeypatch.setattr(session, "make_tab", make)


@pytest.mark.usefixtures("kit")
def test_every_tab_is_drawn_light_and_dark(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screenshots.main([str(folder), str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
    assert len(list(tmp_path.glob("*.png"))) == 2 * (len(TITLES) + 2)


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize(
    ("place", "instead", "words"),
    [
        (Place.HOME, broken, "rusak saat dibuat"),
        (Place.TRAINING, broken, "rusak saat dibuat"),
        (Place.PLANS, lambda _face: Blank(), "drawn nothing"),
        (Place.TRAINING, Working, "rusak di utas"),
    ],
)
def test_a_broken_tab_is_told(  # noqa: PLR0913, PLR0917  # fixtures, and what breaks
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    instead: Callable[[Face], Tab],
    words: str,
    place: Place,
) -> None:
    """It raises when it is made, draws nothing, or its work in a thread raises."""
    monkeypatch.setattr(screenshots, "_SCHEMES", screenshots._SCHEMES[:1])
    monkeypatch.setattr(screenshots, "TITLES", [one for one in TITLES if one[0] is place])
    breaks(monkeypatch, place, instead)
    assert screenshots.main([str(folder), str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert f"{place.value}: " in told


def test_memory_is_drawn_into_but_on_windows() -> None:
    linux: dict[str, str] = {}
    windows: dict[str, str] = {}
    screenshots.without_screen("linux", linux)
    screenshots.without_screen("win32", windows)
    assert (linux, windows) == ({"QT_QPA_PLATFORM": "offscreen"}, {})
    assert demo._drawing("linux")["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in demo._drawing("win32")
    chosen = {"QT_QPA_PLATFORM": "xcb"}
    screenshots.without_screen("linux", chosen)
    assert chosen == {"QT_QPA_PLATFORM": "xcb"}
