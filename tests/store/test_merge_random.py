"""Random offices and centres over the real database, beside the model of the rules."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from merge_model import World
from merge_world import KEY, OFFICE, Node, edit

from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.store import opening, summary

RUNS = 14
MEMORY = Path("/dev/shm")  # noqa: S108  # a disk's fsync is not what is tested


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def blank(folder: Path) -> Path:
    path = folder / "blank.db"
    opening.create(path, KEY, office=OFFICE, centre=False, device=b"x" * 32).close()
    return path


def start(world: World, folder: Path, blank: Path, names: list[str]) -> list[Node]:
    nodes: list[Node] = []
    for name in names:
        path = folder / f"{new_id().hex()}.db"
        shutil.copy(blank, path)
        nodes.append(Node(world, path, name))
    return nodes


class Run:
    """One schedule."""

    def __init__(self, seed: int, folder: Path, blank: Path) -> None:
        self.r, self.folder = random.Random(seed), folder  # noqa: S311  # a schedule, no secret
        self.nodes = start(World(), folder, blank, ["A1", "A2", "C1"][: 3 if seed % 3 else 2])
        if len(self.nodes) == 2:
            self.nodes += start(self.nodes[0].world, folder, blank, ["C1"])
            self.nodes.pop(1)
        self.packs: list[Any] = []
        self.saved: list[tuple[str, Any]] = []

    def step(self) -> None:
        r, node, x = self.r, self.r.choice(self.nodes), self.r.random()
        if x < 0.45:
            edit(node, r)
        elif x < 0.50:
            node.undo()
        elif x < 0.66:
            self.packs.append(node.export(self.nodes))
        elif x < 0.90 and self.packs:
            self.deliver(node)
        elif x < 0.93:
            self.saved.append((node.name, node.backup(self.folder)))
        elif x < 0.96 and self.saved:
            name, saved = r.choice(self.saved)
            next(n for n in self.nodes if n.name == name).restore(saved)
        elif x < 0.965 and len(self.nodes) < 4:
            copy, twin = node.backup(self.folder)
            other = Node(node.world, copy, node.name)
            other.twin.copy_from(twin)
            self.nodes.append(other)
        else:
            node.resolve(r)

    def deliver(self, node: Node) -> None:
        recent = self.packs[-6:] if self.r.random() < 0.7 else self.packs
        package = self.r.choice(recent)
        outcome = node.take(package)
        if self.r.random() < 0.2 and not outcome.held:
            again = node.take(package)
            assert (again.new, again.changed, again.conflicts) == (0, 0, 0)

    def everybody_exchanges(self) -> None:
        for turn in range(14):
            for node in self.r.sample(self.nodes, len(self.nodes)):
                package = node.export(self.nodes)
                for other in self.nodes:
                    if other is not node:
                        other.take(package, back=turn > 1)
            vectors = [n.vec() for n in self.nodes]
            if all(v == vectors[0] for v in vectors):
                break
        first = self.nodes[0].twin
        for node in self.nodes:
            assert node.twin.state() == first.state()
            node.twin.check_kept()


@pytest.mark.parametrize("seed", range(RUNS))
def test_schedule(seed: int, folder: Path, blank: Path) -> None:
    run = Run(seed, folder, blank)
    for _ in range(run.r.randint(20, 70)):
        run.step()
    run.everybody_exchanges()
    for package in run.r.sample(run.packs, len(run.packs)):
        run.nodes[0].take(package)
    run.everybody_exchanges()
    centre = next(n for n in run.nodes if n.centre)
    for _ in range(60):
        if not any(not closed for closed, _ in centre.conflicts().values()):
            break
        centre.resolve(run.r)
    run.everybody_exchanges()
    assert not any(not closed for n in run.nodes for closed, _ in n.conflicts().values())
    run.everybody_exchanges()
    before = [(n.rows(), n.conflicts(), n.vec()) for n in run.nodes]
    for node in run.nodes:
        package = node.export(run.nodes)
        assert not any(s.tables for s in package[0].streams), "confirmed and sent again"
        for other in run.nodes:
            other.take(package)
    assert before == [(n.rows(), n.conflicts(), n.vec()) for n in run.nodes]
    for node in run.nodes:
        with node.db.read() as connection:
            assert summary.wrong(connection) == 0
        node.db.close()
