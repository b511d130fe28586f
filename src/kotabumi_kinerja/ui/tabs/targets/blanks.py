"""What stands in the place of a plan: nobody is there, or this person has no plan yet."""

from collections.abc import Callable

from kotabumi_kinerja.ui.face import Face, Place, Target
from kotabumi_kinerja.ui.widgets import Empty, EmptyText, button


class Blanks:
    """Two empty pages with what to do first."""

    def __init__(
        self, face: Face, create: Callable[[], object], bring: Callable[[], object]
    ) -> None:
        kit = face.kit
        self.create = button(kit, "Buat SKP", "primary", "add", run=create)
        taken = button(kit, "Impor SKP…", "", "arrow_import", run=bring)
        hint = "Ctrl+N membuat, Ctrl+I mengimpor"
        text = EmptyText("target_arrow", "Belum ada SKP", "", hint)
        self.none = Empty(kit, text, self.create, taken)
        self.to_staff = button(
            kit, "Buka Pegawai", "primary", "people", run=lambda: face.go(Target(Place.STAFF))
        )
        self.nobody = Empty(kit, EmptyText("people", "Belum ada pegawai", ""), self.to_staff)

    def say_none(self, year: int, name: str) -> None:
        """This person has no plan of the year."""
        self.none.say(
            f"Belum ada SKP {year}",
            f"Buat SKP {name} di sini, atau impor SKP seluruh kantor dari Excel.",
        )

    def say_nobody(self, *, filtered: bool) -> None:
        """Nobody is in the list: for a filter, or at all."""
        self.to_staff.setHidden(filtered)
        if filtered:
            said = ("Tidak ada yang dipilih", "Hapus saringan di kiri untuk melihat semua.")
        else:
            said = ("Belum ada pegawai", "Impor pegawai dahulu, lalu SKP-nya di sini.")
        self.nobody.say(*said)
