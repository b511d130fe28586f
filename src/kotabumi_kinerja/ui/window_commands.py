"""The commands every window has, with their keys; each hands on to the tab in sight."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from kotabumi_kinerja.ui.face import Command, Face, Menu, Place, Tab, Target
from kotabumi_kinerja.ui.looks import (
    SCALE_KEY,
    SCALES,
    SCHEME_KEY,
    remembered_scale,
)
from kotabumi_kinerja.ui.menus import Menus
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.tab_pages import TabPages
from kotabumi_kinerja.ui.widgets import Notice

_SCHEMES: Final = (
    (Scheme.LIGHT, "Terang"),
    (Scheme.DARK, "Gelap"),
    (Scheme.SYSTEM, "Ikut Windows"),
)


def work_commands(tabs: TabPages, face: Face) -> list[Command]:
    """Berkas, Sunting and Data: what is done with the list or record in sight."""
    now = tabs.current

    def find() -> None:
        field = now().find_field()
        if field is not None:
            field.setFocus()

    def exchange() -> None:
        face.go(Target(Place.EXCHANGE))

    return [
        Command(Menu.FILE, "&Impor…", lambda: now().import_file(), "Ctrl+I", "arrow_import"),
        Command(
            Menu.FILE,
            "&Simpan sebagai…",
            lambda: now().export_shown(),
            "Ctrl+E",
            "document_table",
            "ekspor excel xlsx csv pdf",
        ),
        Command(
            Menu.FILE, "&Cetak yang tampak…", lambda: now().print_shown(), "Ctrl+P", "print", "pdf"
        ),
        Command(Menu.EDIT, "&Baru", lambda: now().new(), "Ctrl+N", "add", "tambah", apart=True),
        Command(Menu.EDIT, "&Cari di daftar", find, "Ctrl+F", "search"),
        Command(
            Menu.EDIT, "&Kekurangan berikutnya", lambda: now().next_missing(), "F8", "error_circle"
        ),
        Command(Menu.DATA, "&Tukar Data", exchange, "Ctrl+T", "usb_stick", "flashdisk bkpsdm"),
    ]


def view_commands(tabs: TabPages) -> list[Command]:
    """Tampilan: the tabs, the records, the panes."""
    made = [
        Command(
            Menu.VIEW,
            spec.title,
            lambda at=at: tabs.turn_to(at),
            f"Ctrl+{at + 1}",
            spec.icon,
            "buka tab",
        )
        for at, spec in enumerate(tabs.specs())
    ]
    now = tabs.current
    return [
        *made,
        Command(Menu.VIEW, "Orang &berikutnya", lambda: now().step(1), "Ctrl+PgDown", apart=True),
        Command(Menu.VIEW, "Orang &sebelumnya", lambda: now().step(-1), "Ctrl+PgUp"),
        Command(Menu.VIEW, "&Pindah bagian", lambda: next_pane(now()), "F6", words="daftar panel"),
    ]


def next_pane(tab: Tab) -> None:
    """Gives the focus to the pane after the one that has it."""
    panes = [pane for pane in tab.panes() if pane.isVisibleTo(tab)]
    if not panes:
        return
    focus = QApplication.focusWidget()
    here = [at for at, pane in enumerate(panes) if _within(pane, focus)]
    panes[(here[0] + 1) % len(panes) if here else 0].setFocus()


def bare_keys(owner: QWidget, tabs: TabPages) -> None:
    """Keys that no menu shows: Esc goes back, Ctrl+Enter presses the filled button."""
    pairs: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Esc", lambda: tabs.current().go_back()),
        ("Ctrl+Return", lambda: tabs.current().primary()),
        ("Ctrl+Enter", lambda: tabs.current().primary()),
    )
    for key, run in pairs:
        QShortcut(QKeySequence(key), owner).activated.connect(run)


def look_commands(menus: Menus, owner: QWidget, style: Style, face: Face) -> None:
    """Tampilan: light, dark, after Windows; the size of everything, from the next start on."""
    memory = face.memory

    def choose(scheme: Scheme) -> None:
        style.choose(scheme)
        memory.set(SCHEME_KEY, scheme.value)

    schemes = menus.add(
        *(
            Command(
                Menu.VIEW,
                text,
                lambda scheme=scheme: choose(scheme),
                words="warna tema mode",
                apart=scheme is Scheme.LIGHT,
            )
            for scheme, text in _SCHEMES
        )
    )
    _one_of(owner, schemes, [scheme for scheme, _ in _SCHEMES].index(style.wish))

    def scale(percent: str) -> None:
        memory.set(SCALE_KEY, percent)
        face.notice(
            Notice(
                "note",
                f"Ukuran tampilan {percent} % dipakai mulai pembukaan berikutnya.",
                "Tutup lalu buka lagi program ini.",
                key=SCALE_KEY,
            )
        )

    scales = menus.add(
        *(
            Command(
                Menu.VIEW,
                f"Ukuran tampilan {percent} %",
                lambda percent=percent: scale(percent),
                words="besar kecil huruf zoom",
                apart=percent == SCALES[0],
            )
            for percent in SCALES
        )
    )
    _one_of(owner, scales, SCALES.index(remembered_scale(memory)))


def _one_of(owner: QWidget, actions: list[QAction], at: int) -> None:
    group = QActionGroup(owner)
    for action in actions:
        action.setCheckable(True)
        group.addAction(action)
    actions[at].setChecked(True)


def _within(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))
