"""Who rates whom: the proposal follows the posts, the register says what is wrong with it."""

from datetime import date

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.raters import Outsider
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

HEAD = "199510072017032066"
SECRETARY = "196910131992082084"
LICENSING = "199604202018011060"
GENERAL = "198701222009021059"


def rater_of(work: Workspace, nip: str) -> str:
    return raters.lines(work, staff.id_of(work, nip))[0].name


def test_proposal_follows_the_order_of_posts(office: Workspace) -> None:
    assert rater_of(office, HEAD) == "H. Rahmat Contoh"
    assert rater_of(office, SECRETARY) == "Mega Utami, M.M."
    assert rater_of(office, LICENSING) == "Mega Utami, M.M."
    assert rater_of(office, GENERAL) == "Lestari Setiawan Lestari, M.M."
    assert rater_of(office, "198204172004052004") == "Zainal Hidayat Nugroho, S.E."
    assert rater_of(office, "199407142016021073") == "Slamet Handayani Siregar, S.E."
    assert not raters.check(office)


def test_nobody_is_assigned_twice(office: Workspace) -> None:
    assert raters.assign_all(office, Outsider("X", "Y"), date(2026, 1, 1)) == 0


def test_new_rater_ends_the_former_one_the_day_before(office: Workspace) -> None:
    person, head = staff.id_of(office, GENERAL), staff.id_of(office, HEAD)
    raters.assign(office, person, head, date(2026, 10, 1))
    now, before = raters.lines(office, person)
    assert (now.name, now.kind, now.until) == ("Mega Utami, M.M.", "DEFINITIF", None)
    assert before.until == date(2026, 9, 30)
    history.undo(office.database)
    assert [x.until for x in raters.lines(office, person)] == [None]


def test_self_is_refused(office: Workspace) -> None:
    person = staff.id_of(office, GENERAL)
    with pytest.raises(Refused) as refused:
        raters.assign(office, person, person, date(2026, 1, 1))
    assert refused.value.code == "KK-141"


def test_circle_and_lower_post_are_found(office: Workspace) -> None:
    head, secretary = staff.id_of(office, HEAD), staff.id_of(office, SECRETARY)
    raters.assign(office, head, secretary, date(2026, 2, 1))
    codes = {t.code for t in raters.check(office)}
    assert codes == {"KK-144", "KK-145"}


def test_person_without_rater_is_found(office: Workspace) -> None:
    staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    assert [t.code for t in raters.check(office)] == ["KK-140"]
