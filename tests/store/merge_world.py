"""Real databases with their twins in the model, and the random things that happen to them."""

import random
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from merge_model import Twin, World

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, new_id
from kotabumi_kinerja.domain.streams import Addressee, Parts, Sender
from kotabumi_kinerja.store import conflicts, history, merging, sending, vectors
from kotabumi_kinerja.store.database import Database, engine_for
from kotabumi_kinerja.store.gone import DELETED, is_shown, joined_with
from kotabumi_kinerja.store.journal import as_json
from kotabumi_kinerja.store.registry import SYNCED

KEY: Final = bytes(range(32))
OFFICE: Final = bytes.fromhex("0a" * 16)
CENTRE: Final = bytes.fromhex("0c" * 16)
CENTRE_DEVICE: Final = b"C1".ljust(32, b".")
PEOPLE: Final = tuple(bytes([n]) * 16 for n in (0x31, 0x32, 0x33))
WRITTEN: Final = ("person", "employment", "plan", "result", "office")
GROUPS: Final = {
    "person": ("name", "phone"),
    "employment": ("post", "golongan"),
    "plan": ("post", "reason"),
    "result": ("text", "leader_text"),
    "office": ("name",),
}
CHILD: Final = {"person": ("employment", "plan"), "plan": ("result",)}


class Node:
    """A PC: its database, the same in the model, and who it is."""

    def __init__(self, world: World, path: Path, name: str) -> None:
        self.world, self.path, self.name = world, path, name
        self.centre = name.startswith("C")
        self.device = name.encode().ljust(32, b".")
        self.twin = Twin(world, self.device, OFFICE, centre=self.centre)
        self.open()

    def open(self) -> None:
        office = CENTRE if self.centre else OFFICE
        self.db = Database(
            self.path,
            engine_for(self.path, KEY),
            office=office,
            centre=self.centre,
            device=self.device,
            operator=self.name,
        )
        years = 1990 + new_id()[15] % 70
        self.db.clock = lambda: datetime(years, 1, 1, tzinfo=UTC)

    def sender(self) -> Sender:
        if self.centre:
            return Sender(self.device, self.name, "centre", CENTRE)
        return Sender(self.device, self.name, "office", OFFICE)

    # ------------------------------------------------------------ writing
    def change(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with self.db.change("ubah") as connection:
            for sql, values in statements:
                connection.exec_driver_sql(sql, values)
        self.follow()

    def follow(self, closing: Any = None) -> None:
        """Tell the model what the database's journal says of its latest change set."""
        with self.db.read() as connection:
            raw = vectors.raw_of(connection)
            step, counter, replica, kind = raw.execute(
                "SELECT id, counter, replica, kind FROM change_set ORDER BY id DESC LIMIT 1"
            ).fetchone()
            lines = raw.execute(
                "SELECT office, tbl, id, grp, after FROM journal WHERE change_set = ? "
                "AND tbl <> 'conflict' ORDER BY seq",
                (step,),
            ).fetchall()
        if kind != "package" and (counter, replica) not in self.world.past:
            last = {(o, (t, i), g): after for o, t, i, g, after in lines}
            self.twin.edit(list(last.items()), (counter, replica), closing)

    def undo(self) -> None:
        with suppress(Refused):
            history.undo(self.db)
            self.follow()

    def resolve(self, r: random.Random) -> None:
        mine = [c for c in conflicts.list_open(self.db) if c.mine]
        if mine:
            chosen = r.choice(mine)
            conflicts.close(self.db, chosen, r.choice(("left", "right")))
            named = (chosen.office, chosen.id)
            self.follow(next(k for k, i in self.conflict_ids().items() if (k[0], i) == named))

    # ------------------------------------------------------------ packages
    def export(self, nodes: list["Node"]) -> tuple[Parts, dict[str, Any], Sender]:
        names = {n.name: n for n in nodes if n.device != self.device}
        to = [Addressee(n.device, n.centre) for n in names.values()]
        parts = sending.compose(self.db, OFFICE, to)
        model = self.twin.export(OFFICE, [(a.device, a.centre) for a in to])
        sent = sum(len(t.ids) for s in parts.streams for t in s.tables)
        assert sent == len(model["rows"]) + len(model["conflicts"])
        assert parts.number == model["number"]
        return parts, model, self.sender()

    def take(
        self, package: tuple[Parts, dict[str, Any], Sender], *, back: bool = False
    ) -> merging.Outcome:
        parts, model, sender = package
        if back:
            sender = replace(sender, take_back=True, centre_devices=frozenset({CENTRE_DEVICE}))
        outcome = merging.take(self.db, parts, sender, f"{sender.name}-{parts.number}")
        with self.db.local() as connection:
            me = self.db.replica(connection)
        held = self.twin.take(model, me, {vectors.prefix(CENTRE_DEVICE)} if back else None)
        assert (outcome.held, outcome.findings) == (held, ())
        self.compare()
        return outcome

    # ------------------------------------------------------------ accidents
    def backup(self, folder: Path) -> tuple[Path, Twin]:
        self.db.close()
        copy = folder / f"{new_id().hex()}.db"
        shutil.copy(self.path, copy)
        twin = Twin(self.world, self.device, OFFICE, centre=self.centre)
        twin.copy_from(self.twin)
        self.open()
        return copy, twin

    def restore(self, saved: tuple[Path, Twin]) -> None:
        self.db.close()
        shutil.copy(saved[0], self.path)
        self.twin.copy_from(saved[1])
        self.open()

    # ------------------------------------------------------------ looking
    def rows(self) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        with self.db.read() as connection:
            raw = vectors.raw_of(connection)
            for name in WRITTEN:
                known = SYNCED[name]
                for group in known.groups:
                    for office, i, c, replica, value in raw.execute(
                        f"SELECT v.office, v.id, v.counter, v.replica, "  # noqa: S608
                        f"{as_json(known, group, 't')} FROM version v JOIN {name} t "
                        f"ON t.office = v.office AND t.id = v.id WHERE v.tbl = ? AND v.grp = ?",
                        (name, group.name),
                    ):
                        out[office, (name, i), group.name] = (value, (c, replica))
        return out

    def conflicts(self) -> dict[Any, tuple[bool, tuple[int, bytes]]]:
        return {k: (closed, version) for k, (closed, version, _) in self._conflict_rows().items()}

    def conflict_ids(self) -> dict[Any, bytes]:
        return {k: i for k, (_, _, i) in self._conflict_rows().items()}

    def _conflict_rows(self) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        with self.db.read() as connection:
            for q in connection.exec_driver_sql(
                "SELECT q.*, v.counter, v.replica FROM conflict q JOIN version v "
                "ON v.office = q.office AND v.id = q.id AND v.tbl = 'conflict' AND v.grp = 'main'"
            ):
                left, right = (
                    (int(x.split(":")[0]), bytes.fromhex(x.split(":")[1]))
                    for x in (q.left_version, q.right_version)
                )
                one = (q.left_office, (q.about_table, q.about_id), q.about_group)
                two = (q.left_office, (q.right_table, q.right_id), q.right_group)
                key = (q.office, (left, one), (right, two))
                out[key] = (bool(q.closed), (q.counter, q.replica), q.id)
        return out

    def vec(self) -> dict[Any, int]:
        with self.db.read() as connection:
            rows = connection.exec_driver_sql("SELECT stream, replica, counter FROM vector")
            return {(s, replica): n for s, replica, n in rows}

    def compare(self) -> None:
        assert self.rows() == self.twin.rows
        assert self.conflicts() == self.twin.conflicts
        assert self.vec() == self.twin.vec

    def shown(self, table: str) -> list[bytes]:
        with self.db.read() as connection:
            raw = vectors.raw_of(connection)
            office = REF if table == "office" else OFFICE
            ids = [i for (i,) in raw.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
            return [i for i in ids if is_shown(raw, table, office, i)]


def edit(node: Node, r: random.Random) -> None:
    """Something a person does at this PC."""
    word = r.choice(("sama", str(r.random()), str(r.random()), str(r.random())))
    table = r.choice(("person", "person", "employment", "plan", "result", "result"))
    if node.centre and r.random() < 0.2:
        table = "office"
    office = REF if table == "office" else OFFICE
    there = node.shown(table)
    act = r.random()
    if table == "office" and len(there) < 2:
        act = 1.0
    if act < 0.4 and there:
        column = r.choice(GROUPS[table])
        if table == "person" and node.centre and r.random() < 0.4:
            column = "centre_note"
        node.change(_update(table, column, word, office, r.choice(there)))
    elif act < 0.6 and there and table != "office":
        row = r.choice(there)
        gone = joined_with(r.choice(PEOPLE)) if table == "person" else DELETED
        if table != "person" or bytes.fromhex(gone[-32:]) < row:
            node.change(_update(table, "gone", gone, office, row))
    else:
        _insert(node, r, table, word)


def _update(table: str, column: str, value: str, office: bytes, row: bytes) -> Any:
    sql = f"UPDATE {table} SET {column} = ? WHERE office = ? AND id = ?"  # noqa: S608
    return sql, (value, office, row)


def _insert(node: Node, r: random.Random, table: str, word: str) -> None:
    office, row, parent = OFFICE, new_id(), None
    if table == "person":
        row = r.choice(PEOPLE)
    if table == "office":
        office, row = REF, r.choice(PEOPLE)
    above = SYNCED[table].parent
    if above:
        there = node.shown(above)
        if not there:
            return
        parent = r.choice(there)
        node.world.parent[table, row] = (above, parent)
    if (office, (table, row), SYNCED[table].groups[1].name) in node.twin.rows:
        return
    names = ["office", "id", GROUPS[table][0]]
    values: list[Any] = [office, row, word]
    if parent:
        names.append(f"{above}_id")
        values.append(parent)
    if table == "plan":
        names.append("year")
        values.append(2026)
    sql = f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
    node.change((sql, tuple(values)))
