"""Tables that only this file knows: journal, versions, exchange, search; they never leave it."""

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

from kotabumi_kinerja.store.columns import code, day, link, metadata, text

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
    code("eselon"),
    link("unit_id"),
    text("unit_name"),
    day("contract_until"),
    code("leaving"),
    link("rater_id"),
    code("rater_kind"),
    day("rater_until"),
    text("rater_name"),
    text("words"),
    Index("person_now_person", "id", "office", unique=True),
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
