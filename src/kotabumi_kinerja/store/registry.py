"""Which columns travel together as one value, who may write them, and in which stream they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Table

from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.columns import metadata

Owner = Literal["centre", "office"]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that make sense only together; one version, one author, one conflict.

    `sparse`: a new row writes it only where it says something. A column that comes with a later
    schema lies in a sparse group of its own: packages, rows and undo steps of the older schema
    then lack nothing.
    """

    name: str
    columns: tuple[str, ...]
    owner: Owner
    sparse: bool = False

    def said(self, alias: str) -> str:
        """SQL: the row `alias` holds something here."""
        parts = [f"{alias}.{column} <> ''" for column in self.columns]
        return f"({' OR '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Synced:
    """A synchronised table. `parent`: the table whose row owns ours, by `<parent>_id`."""

    table: Table
    groups: tuple[Group, ...]
    parent: str | None = None
    reference: bool = False

    @property
    def name(self) -> str:
        """The table's name in SQL."""
        return self.table.name

    @property
    def fixed(self) -> tuple[str, ...]:
        """Columns written once: the key and the parent."""
        return ("office", "id", *((f"{self.parent}_id",) if self.parent else ()))

    def group(self, name: str) -> Group:
        """The group of that name; KeyError when there is none."""
        return next(g for g in self.groups if g.name == name)


GONE: Final = "gone"
"""The group of every row that says: deleted, moved to, joined with."""


def _table(  # noqa: PLR0913  # one line of the registry
    table: Table,
    groups: dict[str, str],
    *,
    parent: str | None = None,
    reference: bool = False,
    centre: tuple[str, ...] = (),
    sparse: tuple[str, ...] = (),
) -> Synced:
    owner: Owner = "centre" if reference else "office"
    made = [Group(GONE, (GONE,), owner, sparse=True)]
    for name, columns in groups.items():
        whose = "centre" if name in centre else owner
        made.append(Group(name, tuple(columns.split()), whose, name in sparse))
    known = Synced(table, tuple(made), parent, reference)
    spread = [*known.fixed, *(c for g in known.groups for c in g.columns)]
    if sorted(spread) != sorted(c.name for c in table.columns):
        message = f"groups of {table.name} do not cover its columns exactly"
        raise AssertionError(message)
    return known


SYNCED: Final[dict[str, Synced]] = {
    t.name: t
    for t in (
        _table(s.office, {"main": "code name owner address city"}, reference=True),
        _table(
            s.certificate,
            {"main": "office_id role label device body", "revoked": "revoked"},
            reference=True,
        ),
        _table(s.unit, {"main": "name above_id place", "leader": "leader_id"}, sparse=("leader",)),
        _table(
            s.official,
            {"main": "name nip rank post unit_name person_id civil_servant"},
        ),
        _table(
            s.person,
            {
                "identity": "nip nip_kind nik name front back born birthplace sex",
                "contact": "phone email address",
                "education": "education_level education graduated",
                "source": "source",
                "centre": "centre_note",
            },
            centre=("centre",),
        ),
        _table(
            s.employment,
            {
                "status": "since status standing contract_until service_since",
                "rank": "golongan golongan_since",
                "post": "post post_kind jenjang post_since unit_id unit_name",
                "contract": "contract_since contract_number",
                "eselon": "eselon",
                "leaving": "leaving decree",
            },
            parent="person",
            sparse=("contract", "eselon", "leaving"),
        ),
        _table(s.rater, {"main": "official_id kind since until basis"}, parent="person"),
        _table(s.discipline, {"main": "level kind since until decree"}, parent="person"),
        _table(
            s.plan,
            {
                "head": "year version since until approach form post unit_name",
                "state": "state agreed_on reason snapshot",
                "follows": "follows_id cause",
            },
            parent="person",
            sparse=("follows",),
        ),
        _table(
            s.result,
            {"main": "section place text", "leader": "leader_result_id leader_text"},
            parent="plan",
        ),
        _table(
            s.indicator,
            {
                "main": "place aspect perspective text",
                "target": "target_text direction minimum maximum unit due",
            },
            parent="result",
        ),
        _table(s.behaviour, {"main": "value expectation"}, parent="plan"),
        _table(s.annex, {"main": "block place text"}, parent="plan"),
        _table(
            s.action,
            {"main": "period place text target_text", "done": "done evidence done_on"},
            parent="result",
            sparse=("done",),
        ),
        _table(s.rekeyed, {"main": "about_id field rekeyed_on"}, parent="plan"),
        _table(s.library_result, {"main": "post form section place text"}),
        _table(
            s.library_indicator,
            {"main": "place aspect perspective text target_text"},
            parent="library_result",
        ),
        _table(s.progress, {"main": "period value text evidence note"}, parent="indicator"),
        _table(
            s.feedback, {"main": "about about_id value given_on giver tone text"}, parent="plan"
        ),
        _table(
            s.evaluation,
            {
                "rating": "period organisation basis results behaviour predikat rule rated_on "
                "recommendation",
                "state": "state delivered_on snapshot",
            },
            parent="plan",
        ),
        _table(
            s.objection,
            {"main": "filed_on statement explanation decision decided_on state"},
            parent="evaluation",
        ),
        _table(
            s.training,
            {"main": "name kind organiser place abroad since until days hours cost funds"},
        ),
        _table(
            s.participation,
            {
                "main": "person_id attended certificate_hours certificate certificate_on",
                "recognised": "recognised reason",
            },
            parent="training",
        ),
        _table(s.need, {"main": "topic reason state"}, parent="person"),
        _table(s.signer, {"main": "official_id offices since until"}),
        _table(
            s.printed,
            {"main": "form about_id year version code short_code hash dated state"},
        ),
        _table(
            s.attachment,
            {"main": "about_id kind name hash size", "paper": "number dated"},
            sparse=("paper",),
        ),
        _table(
            s.conflict,
            {
                "main": "about_table about_id about_group left_office left_version left_value "
                "left_author right_table right_id right_group right_version right_value "
                "right_author closed",
            },
        ),
        _table(s.proposal, {"main": "about_table about_id field value state"}),
    )
}

LOCAL: Final = frozenset(
    {
        "meta",
        "secret",
        "operator",
        "content",
        "now",
        "change_set",
        "journal",
        "version",
        "replica",
        "vector",
        "peer",
        "seen",
        "package_log",
        "enrolment",
        "person_now",
        "person_stale",
    }
)
"""Tables that never leave this file; every mapped table is here or in SYNCED (a test says so)."""


def stream_of(office: Id, owner: Owner) -> str:
    """The stream of a group: 'ref', or '<office hex>/c' and '<office hex>/o'."""
    return "ref" if office == REF else f"{office.hex()}/{owner[0]}"


def unlisted() -> Iterator[str]:
    """Names of tables that are neither synchronised nor local: there must be none."""
    for name in metadata.tables:
        if (name in SYNCED) == (name in LOCAL):
            yield name
