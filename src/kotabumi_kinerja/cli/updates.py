"""Commands `update look` and `update take`: the same update from the stick as in the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.bootstrap import Program
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import drive
from kotabumi_kinerja.exchange.updates import Update
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import updates
from kotabumi_kinerja.services.updates import Installed, Starter, WindowsStarter
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("update", "pembaruan program dari flashdisk")
    seen = below.free("look", "cari pembaruan dan periksa tanda tangannya", look)
    seen.add_argument("--from", dest="place", type=Path, help="flashdisk, folder, atau berkas")
    run = below.free("take", "periksa, cadangkan, lalu jalankan pemasangnya", take)
    run.add_argument("file", type=Path, help="berkas .kkupdate")
    run.add_argument("--yes", action="store_true", help="pasang; tanpa ini hanya diperiksa")


def look(program: Program, options: Options) -> Reply:
    """What sticks, or `--from`, hold; refused when there is nothing at all."""
    own = Installed()
    places: Sequence[Path] = [options.place] if options.place else drive.candidates()
    found = updates.look(places, updates.release_keys(program.resources), own)
    if not found.updates and not found.refused:
        raise Refused("KK-460", place=options.place or "flashdisk", own=own.version)
    lines = [line for update in found.updates for line in _told(update, own)]
    lines += [f"{path.name}: {sentence(r.code, r.fields)}" for path, r in found.refused]
    data = {
        "version": own.version,
        "updates": [_facts(update) for update in found.updates],
        "refused": [{"name": path.name, "code": r.code} for path, r in found.refused],
    }
    return Reply(tuple(lines), data)


def take(program: Program, options: Options, starter: Starter | None = None) -> Reply:
    """Verify FILE; with --yes copy it, back the office up, and start the installer."""
    own = Installed()
    update = updates.look_at(options.file, updates.release_keys(program.resources), own)
    if not options.yes:
        again = "Ulangi dengan --yes untuk memasangnya."
        return Reply((*_told(update, own), again), _facts(update))
    start = starter or WindowsStarter()
    if not settings.offices_in(program.root):
        return _installed(update, program.root, None, start)
    with program.office(writes=True, operator=options.operator or "") as work:
        return _installed(update, work.folder, work, start)


def _installed(update: Update, folder: Path, work: Workspace | None, starter: Starter) -> Reply:
    updates.sweep(folder)
    ready = updates.prepare(update, folder, starter, Installed(), work=work)
    if ready.backup is not None:
        print(f"Cadangan: {ready.backup}", file=sys.stderr)
    updates.install(ready, starter)
    line = f"Pemasang versi {update.manifest.version} berjalan. Ikuti jendelanya."
    return Reply((line,), {**_facts(update), "backup": ready.backup, "setup": ready.setup})


def _told(update: Update, own: Installed) -> list[str]:
    said = update.manifest
    size = f"{said.size / 1_000_000:.1f} MB".replace(".", ",")
    head = f"Versi {own.version} menjadi {said.version}, {show_date(said.published)}, {size}"
    return [
        f"{head}, ditandatangani {update.signer}: {update.path}",
        *(f"  {n}" for n in said.news),
    ]


def _facts(update: Update) -> dict[str, object]:
    said = update.manifest
    return {
        "file": update.path,
        "version": said.version,
        "signer": update.signer,
        "published": said.published,
        "size": said.size,
        "sha256": said.sha256,
        "news": said.news,
    }
