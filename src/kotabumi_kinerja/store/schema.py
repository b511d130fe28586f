"""All tables: what an office knows (synchronised, by stream) and what only this file knows."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from kotabumi_kinerja.store.columns import code, day, exact, link, metadata, synced, text

# ---------------------------------------------------------------- reference data (stream ref)
office = synced("office", text("code"), text("name"), text("owner"), text("address"), text("city"))
certificate = synced(
    "certificate",
    link("office_id"),
    text("role"),
    text("label"),
    Column("device", LargeBinary),
    Column("body", LargeBinary),
    text("revoked"),
)

# ---------------------------------------------------------------- staff and who rates whom
unit = synced("unit", text("name"), link("above_id"), Column("place", Integer))
official = synced(
    "official",
    text("name"),
    text("nip"),
    text("rank"),
    text("post"),
    text("unit_name"),
    link("person_id"),
    Column("civil_servant", Integer, nullable=False, server_default="1"),
    index=("person_id",),
)
person = synced(
    "person",
    text("nip"),
    text("nip_kind"),
    text("nik"),
    text("name"),
    text("front"),
    text("back"),
    day("born"),
    text("birthplace"),
    code("sex"),
    text("phone"),
    text("email"),
    text("address"),
    text("education_level"),
    text("education"),
    Column("graduated", Integer),
    text("source"),
    text("centre_note"),
    index=("name", "nip"),
)
employment = synced(
    "employment",
    day("since"),
    code("status"),
    text("standing"),
    text("golongan"),
    day("golongan_since"),
    day("service_since"),
    text("post"),
    code("post_kind"),
    code("jenjang"),
    day("post_since"),
    link("unit_id"),
    text("unit_name"),
    day("contract_until"),
    parent="person",
)
rater = synced(
    "rater",
    link("official_id"),
    code("kind"),
    day("since"),
    day("until"),
    text("basis"),
    parent="person",
    index=("official_id",),
)
discipline = synced(
    "discipline",
    code("level"),
    text("kind"),
    day("since"),
    day("until"),
    text("decree"),
    parent="person",
)

# ---------------------------------------------------------------- plans (SKP) and what came of them
plan = synced(
    "plan",
    Column("year", Integer, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    day("since"),
    day("until"),
    code("approach"),
    code("form"),
    text("post"),
    text("unit_name"),
    code("state"),
    day("agreed_on"),
    text("reason"),
    text("snapshot"),
    parent="person",
    index=("year",),
)
result = synced(
    "result",
    code("section"),
    Column("place", Integer),
    text("text"),
    link("leader_result_id"),
    text("leader_text"),
    parent="plan",
)
indicator = synced(
    "indicator",
    Column("place", Integer),
    code("aspect"),
    code("perspective"),
    text("text"),
    text("target_text"),
    code("direction"),
    exact("minimum"),
    exact("maximum"),
    text("unit"),
    day("due"),
    parent="result",
)
behaviour = synced("behaviour", Column("value", Integer), text("expectation"), parent="plan")
annex = synced("annex", code("block"), Column("place", Integer), text("text"), parent="plan")
progress = synced(
    "progress",
    text("period"),
    exact("value"),
    text("text"),
    text("evidence"),
    text("note"),
    parent="indicator",
)
feedback = synced(
    "feedback",
    code("about"),
    link("about_id"),
    Column("value", Integer),
    day("given_on"),
    text("giver"),
    code("tone"),
    text("text"),
    parent="plan",
)
evaluation = synced(
    "evaluation",
    text("period"),
    code("organisation"),
    text("basis"),
    code("results"),
    code("behaviour"),
    code("predikat"),
    text("rule"),
    day("rated_on"),
    text("recommendation"),
    code("state"),
    day("delivered_on"),
    text("snapshot"),
    parent="plan",
)
objection = synced(
    "objection",
    day("filed_on"),
    text("statement"),
    text("explanation"),
    text("decision"),
    day("decided_on"),
    code("state"),
    parent="evaluation",
)

# ---------------------------------------------------------------- training
training = synced(
    "training",
    text("name"),
    code("kind"),
    text("organiser"),
    text("place"),
    Column("abroad", Integer, nullable=False, server_default="0"),
    day("since"),
    day("until"),
    Column("days", Integer),
    exact("hours"),
    exact("cost"),
    text("funds"),
    index=("since",),
)
participation = synced(
    "participation",
    link("person_id"),
    Column("attended", Integer, nullable=False, server_default="1"),
    exact("certificate_hours"),
    text("certificate"),
    day("certificate_on"),
    exact("recognised"),
    text("reason"),
    parent="training",
    index=("person_id",),
)
need = synced("need", text("topic"), text("reason"), code("state"), parent="person")

# ---------------------------------------------------------------- paper, attachments, disputes
signer = synced(
    "signer",
    link("official_id"),
    text("offices"),
    day("since"),
    day("until"),
)
printed = synced(
    "printed",
    code("form"),
    link("about_id"),
    Column("year", Integer),
    Column("version", Integer),
    text("code"),
    text("short_code"),
    text("hash"),
    day("dated"),
    text("state"),
    index=("about_id",),
)
attachment = synced(
    "attachment",
    link("about_id"),
    text("kind"),
    text("name"),
    text("hash"),
    Column("size", Integer),
)
conflict = synced(
    "conflict",
    text("about_table"),
    link("about_id"),
    text("about_group"),
    Column("left_office", LargeBinary),
    text("left_version"),
    text("left_value"),
    text("left_author"),
    text("right_table"),
    link("right_id"),
    text("right_group"),
    text("right_version"),
    text("right_value"),
    text("right_author"),
    Column("closed", Integer, nullable=False, server_default="0"),
)
proposal = synced(
    "proposal", text("about_table"), link("about_id"), text("field"), text("value"), code("state")
)

# ---------------------------------------------------------------- local: this file only
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text))
secret = Table(
    "secret", metadata, Column("key", Text, primary_key=True), Column("value", LargeBinary)
)
operator = Table("operator", metadata, Column("name", Text, primary_key=True), Column("used", Text))
content = Table(
    "content", metadata, Column("hash", Text, primary_key=True), Column("body", LargeBinary)
)
now = Table(
    "now",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("change_set", Integer),
    Column("counter", Integer),
    Column("replica", LargeBinary),
    Column("mode", Integer, nullable=False, server_default="0"),
    Column("centre", Integer, nullable=False, server_default="0"),
)
change_set = Table(
    "change_set",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("counter", Integer, nullable=False),
    Column("replica", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("operator", Text, nullable=False),
    Column("system_user", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("change_set.id")),
    Column("undone", Integer, nullable=False, server_default="0"),
)
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("change_set", Integer, ForeignKey("change_set.id"), nullable=False),
    Column("tbl", Text, nullable=False),
    Column("office", LargeBinary, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("grp", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("counter", Integer, nullable=False),
    Column("replica", LargeBinary, nullable=False),
    Index("journal_change_set", "change_set"),
    Index("journal_row", "id", "tbl"),
)
version = Table(
    "version",
    metadata,
    Column("tbl", Text, nullable=False),
    Column("office", LargeBinary, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("grp", Text, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("replica", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tbl", "office", "id", "grp"),
    sqlite_with_rowid=False,
)
replica = Table(
    "replica",
    metadata,
    Column("replica", LargeBinary, primary_key=True),
    Column("device", LargeBinary),
    Column("label", Text),
    Column("started", Text),
)
vector = Table(
    "vector",
    metadata,
    Column("stream", Text, nullable=False),
    Column("replica", LargeBinary, nullable=False),
    Column("counter", Integer, nullable=False),
    PrimaryKeyConstraint("stream", "replica"),
    sqlite_with_rowid=False,
)
peer = Table(
    "peer",
    metadata,
    Column("device", LargeBinary, nullable=False),
    Column("stream", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("device", "stream"),
)
seen = Table(
    "seen",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("label", Text),
)
package_log = Table(
    "package_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("device", LargeBinary),
    Column("number", Integer),
    Column("name", Text),
    Column("outcome", Text, nullable=False),
    Column("counts", Text),
)
enrolment = Table(
    "enrolment",
    metadata,
    Column("office_id", LargeBinary, primary_key=True),
    Column("code_key", LargeBinary, nullable=False),
    Column("issued", Text, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
)

person_now = Table(
    "person_now",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("office", LargeBinary(16), nullable=False),
    Column("id", LargeBinary(16), nullable=False),
    Column("name", Text(collation="NOCASE"), nullable=False),
    text("front"),
    text("back"),
    text("nip"),
    link("employment_id"),
    day("since"),
    code("status"),
    text("standing"),
    text("golongan"),
    text("post"),
    code("post_kind"),
    code("jenjang"),
    link("unit_id"),
    text("unit_name"),
    link("rater_id"),
    code("rater_kind"),
    text("rater_name"),
    text("words"),
    Index("person_now_person", "office", "id", unique=True),
    Index("person_now_name", "name", "id", "office"),
)
person_stale = Table(
    "person_stale",
    metadata,
    Column("office", LargeBinary(16), nullable=False),
    Column("id", LargeBinary(16), nullable=False),
    PrimaryKeyConstraint("office", "id"),
    sqlite_with_rowid=False,
)
