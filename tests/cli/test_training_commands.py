"""`training add|list|hours|kinds`: the same services as the window, answered in words."""

from decimal import Decimal

import pytest
from office_at_hand import call as on_office

from kotabumi_kinerja.cli import training as command
from kotabumi_kinerja.cli.frame import Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.training import EventList
from kotabumi_kinerja.services.workspace import Workspace


def call(work: Workspace, *arguments: str) -> Reply:
    return on_office(command, work, *arguments)


def test_add_tells_what_was_recognised(office: Workspace) -> None:
    one, two = (r.nip for r in find(office)[:2])
    reply = call(
        office, "training", "add", "Bimtek OSS", "--kind", "B10", "--since", "02-03-2026",
        "--until", "04-03-2026", "--hours", "7,5", "--participants", one, two,
    )  # fmt: skip
    assert reply.lines[0] == "Bimtek OSS: 2 peserta"
    assert "7,5 JP  JP sebenarnya" in reply.lines[1]
    row = EventList(office).page(Query(scope=2026), None, 0, 9)[0]
    view = training.one(office, row.id)
    assert reply.data == view
    assert view.event.days == 3
    assert view.event.hours == Decimal("7.5")


def test_list_and_hours(office: Workspace) -> None:
    nip = find(office)[0].nip
    call(
        office, "training", "add", "Seminar", "--kind", "B6", "--since", "02-03-2026",
        "--participants", nip,
    )  # fmt: skip
    assert "Seminar" in call(office, "training", "list", "--year", "2026").lines[0]
    assert call(office, "training", "list", "--year", "2025").lines == ()
    reply = call(office, "training", "hours", nip, "--year", "2026")
    assert reply.lines[0].startswith("4 JP dari")


def test_kinds_are_those_of_the_tables(office: Workspace) -> None:
    lines = call(office, "training", "kinds").lines
    assert len(lines) == len(training.kinds(office))
    assert any(line.startswith("C1 ") and "Coaching" in line for line in lines)


@pytest.mark.parametrize(
    ("hours", "since", "code"), [("banyak", "02-03-2026", "KK-254"), ("5", "31-02-2026", "KK-131")]
)
def test_what_cannot_be_read_is_refused(
    office: Workspace, hours: str, since: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        call(office, "training", "add", "X", "--kind", "B3", "--since", since, "--hours", hours)
    assert refused.value.code == code
    assert EventList(office).count(Query()) == 0
