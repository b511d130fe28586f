"""All tables: what an office knows (synchronised, by stream); `local` holds what stays here."""
# ruff: noqa: PLC0414  re-exported: whoever needs a table finds it here

from sqlalchemy import Column, Integer, LargeBinary

from kotabumi_kinerja.store.columns import code, day, exact, link, synced, text
from kotabumi_kinerja.store.local import change_set as change_set
from kotabumi_kinerja.store.local import content as content
from kotabumi_kinerja.store.local import enrolment as enrolment
from kotabumi_kinerja.store.local import journal as journal
from kotabumi_kinerja.store.local import meta as meta
from kotabumi_kinerja.store.local import now as now
from kotabumi_kinerja.store.local import operator as operator
from kotabumi_kinerja.store.local import package_log as package_log
from kotabumi_kinerja.store.local import peer as peer
from kotabumi_kinerja.store.local import person_now as person_now
from kotabumi_kinerja.store.local import person_stale as person_stale
from kotabumi_kinerja.store.local import replica as replica
from kotabumi_kinerja.store.local import secret as secret
from kotabumi_kinerja.store.local import seen as seen
from kotabumi_kinerja.store.local import vector as vector
from kotabumi_kinerja.store.local import version as version

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
unit = synced("unit", text("name"), link("above_id"), Column("place", Integer), link("leader_id"))
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
    day("contract_since"),
    text("contract_number"),
    code("eselon"),
    code("leaving"),
    text("decree"),
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
    link("follows_id"),
    code("cause"),
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
action = synced(
    "action",
    text("period"),
    Column("place", Integer),
    text("text"),
    text("target_text"),
    text("done"),
    text("evidence"),
    day("done_on"),
    parent="result",
)
rekeyed = synced("rekeyed", link("about_id"), text("field"), day("rekeyed_on"), parent="plan")
library_result = synced(
    "library_result",
    text("post"),
    code("form"),
    code("section"),
    Column("place", Integer),
    text("text"),
    index=("post",),
)
library_indicator = synced(
    "library_indicator",
    Column("place", Integer),
    code("aspect"),
    code("perspective"),
    text("text"),
    text("target_text"),
    parent="library_result",
)
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
    index=("period",),
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
    text("number"),
    day("dated"),
    index=("about_id",),
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
