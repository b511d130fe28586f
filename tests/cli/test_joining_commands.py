"""`staff doubles` and `staff join` say and do what the window does."""

from office_at_hand import call
from sqlalchemy import update

from kotabumi_kinerja.cli import people
from kotabumi_kinerja.cli import staff as commands
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person


def test_doubles_are_listed_and_joined(empty_office: Workspace) -> None:
    staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    key = staff.add(empty_office, "19900101 201501 2 003", "Ayu Contoh")
    staff.edit(empty_office, key, "phone", "0812")
    listed = call(commands, empty_office, "staff", "doubles")
    assert len(listed.lines) == 1
    assert "Ayu Contoh" in listed.lines[0]
    done = call(
        commands, empty_office, "staff", "join", "19900101 201501 2 001", "199001012015012003"
    )
    assert done.lines == ("Digabung: 19900101 201501 2 001  Ayu Contoh",)
    (left,) = find(empty_office)
    assert (left.nip, left.phone) == ("199001012015012001", "0812")
    assert call(commands, empty_office, "staff", "doubles").lines == ("Tidak ada data ganda.",)


def test_a_ruined_nip_is_shown_and_joined(empty_office: Workspace) -> None:
    staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    other = staff.add(empty_office, "19900101 201501 2 003", "Ayu Contoh")
    ruined = "199001012015012000"
    with empty_office.database.change("rusak") as connection:
        connection.execute(update(person).where(person.c.id == other).values(nip=ruined))
    typed = "19900101 201501 2 000"
    for said in (
        call(commands, empty_office, "staff", "show", typed).lines,
        call(people, empty_office, "people", "show", typed).lines,
    ):
        assert any("Ayu Contoh" in line for line in said)
        assert "rusak oleh Excel" in said[-1]
    done = call(commands, empty_office, "staff", "join", ruined, "199001012015012001")
    assert done.lines == ("Digabung: 19900101 201501 2 001  Ayu Contoh",)
