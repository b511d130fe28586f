"""Command `demo`: the whole main job on the sample, told step by step with counts and paths."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from kotabumi_kinerja import messages
from kotabumi_kinerja.bootstrap import Program
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.domain.scoring import OrganisationResult, Rating
from kotabumi_kinerja.printing import preview
from kotabumi_kinerja.services import (
    arrivals,
    card_printing,
    distribution,
    enrolment,
    exchange,
    offices,
    progress,
    raters,
    receipts,
    sample,
    scoring,
    training,
    verification,
)
from kotabumi_kinerja.services.offices import Created, OfficeFacts
from kotabumi_kinerja.services.plans import agreeing, importing
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.workspace import Workspace

MARK: Final = "contoh.txt"
PASSPHRASE: Final = "kalimat sandi contoh kotabumi"  # noqa: S105  # of a made-up centre
CENTRE: Final = OfficeFacts(
    "BKPSDM",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Jalan Jenderal Sudirman No. 2, Kotabumi, Lampung Utara 34511",
)
_QUIET: Final = "default.warning=false"
"""The offscreen platform complains of what it cannot do at every window."""
YEAR: Final = 2026
QUARTERS: Final = tuple(Period(YEAR, PeriodKind.QUARTER, n) for n in (1, 2, 3))
ANNUAL: Final = Period(YEAR, PeriodKind.YEAR)
_RATINGS: Final = (
    (Rating.AS_EXPECTED, Rating.AS_EXPECTED),
    (Rating.AS_EXPECTED, Rating.ABOVE),
    (Rating.ABOVE, Rating.ABOVE),
    (Rating.AS_EXPECTED, Rating.AS_EXPECTED),
    (Rating.ABOVE, Rating.AS_EXPECTED),
    (Rating.BELOW, Rating.AS_EXPECTED),
)
"""Given in turn, so that several cells of the quadrant are seen; the ratings are made up."""


@dataclass(slots=True)
class Story:
    """What the demo has done so far: lines for people, figures for tests."""

    say: Callable[[str], object]
    lines: list[str] = field(default_factory=list[str])
    figures: dict[str, object] = field(default_factory=dict[str, object])

    def tell(self, text: str) -> None:
        """Say a line at once and keep it."""
        self.lines.append(text)
        self.say(text)


def declare(commands: Commands) -> None:
    """Add the command."""
    run = commands.free("demo", "jalankan seluruh alur pada data contoh", demo)
    run.add_argument("--no-window", action="store_true", help="jangan buka jendela di akhir")


def demo(program: Program, options: Options) -> Reply:
    """From the SIASN workbook to cards on paper and a receipt from the centre."""
    root = program.root
    _fresh(root)
    story = Story(_quiet if options.json else _aloud)
    made, centre = _two_offices(program, story)
    work, central = made.workspace, centre.workspace
    try:
        _staff(work, root, story)
        _plans(work, root, story)
        _ratings(work, story)
        _training(work, story)
        _cards(work, root, story)
        _exchange(work, central, root, story)
    finally:
        work.database.close()
        central.database.close()
    _show(work.folder, root, story, wanted=not options.no_window)
    return Reply((), story.figures)


def _quiet(_text: str) -> None:
    """Say nothing: the answer will be JSON."""


def _aloud(text: str) -> None:
    print(text, flush=True)


def _fresh(root: Path) -> None:
    """An empty folder; only one that an earlier demo made is emptied. Refused KK-420."""
    if root.exists() and any(root.iterdir()):
        if not (root / MARK).is_file():
            raise Refused("KK-420", file=str(root))
        shutil.rmtree(root)
    root.mkdir(parents=True, exist_ok=True)
    (root / MARK).write_text("Map contoh Kotabumi Kinerja; boleh dihapus.\n", "utf-8")


def _two_offices(program: Program, story: Story) -> tuple[Created, Created]:
    story.tell("1. Data kantor dan data pusat")
    root, vault, resources = program.root, program.vault, program.resources
    made = offices.create(
        root / "kantor-dpmptsp",
        sample.FACTS,
        vault=vault,
        operator=sample.OPERATOR,
        resources=resources,
    )
    centre = offices.create(
        root / "pusat-bkpsdm",
        CENTRE,
        vault=vault,
        operator="Petugas BKPSDM",
        passphrase=PASSPHRASE,
        resources=resources,
    )
    for one in (made, centre):
        story.tell(f"   {one.workspace.database.path}, terenkripsi; kunci di {one.key_place}")
        story.tell(f"   kode pemulihan untuk dicetak: {one.recovery_code}")
    story.tell(f"   kunci akar pusat di bawah kalimat sandi '{PASSPHRASE}'")
    return made, centre


def _staff(work: Workspace, root: Path, story: Story) -> None:
    story.tell(f"2. Impor {sample.STAFF}")
    run = staff_import.dry_run(work, work.resources / "sample" / sample.STAFF)
    refused = [v for v in run.verdicts if v.outcome is staff_import.Outcome.REFUSED]
    warned = [v for v in run.verdicts if v.warned]
    for verdict in (*refused, *warned):
        for finding in verdict.findings:
            word = "ditolak" if verdict in refused else "diterima dengan peringatan"
            said = messages.sentence(finding.code, finding.fields)
            story.tell(f"   baris {verdict.row} {word}: {said}")
    done = staff_import.apply(work, run)
    path = root / "baris-ditolak.xlsx"
    staff_import.write_refused(run, path, messages.sentence)
    story.tell(f"   {done.new} pegawai masuk, {len(warned)} dengan peringatan")
    story.tell(f"   {done.refused} baris ditolak, alasannya di {path}")
    count = raters.assign_all(work, sample.HEAD_RATER, date(YEAR, 1, 1))
    story.tell(f"   penilai ditetapkan untuk {count} pegawai menurut susunan jabatan")
    story.figures |= {"staff": done.new, "warned": len(warned), "refused": done.refused}


def _plans(work: Workspace, root: Path, story: Story) -> None:
    story.tell(f"3. Impor {sample.PLANS}")
    run = importing.dry_run(work, work.resources / "sample" / sample.PLANS, YEAR)
    for verdict in run.verdicts:
        if verdict.outcome is importing.Outcome.REFUSED:
            said = messages.sentence(verdict.findings[0].code, verdict.findings[0].fields)
            story.tell(f"   {verdict.name or verdict.nip}: {said}")
    done = importing.apply(work, run)
    path = root / "skp-ditolak.xlsx"
    importing.write_refused(run, path, messages.sentence)
    agreed = agreeing.agree_ready(work, YEAR, date(YEAR, 1, 29))
    story.tell(f"   {done.new} SKP masuk, {done.refused} ditolak; {agreed.count} disepakati")
    quarter = QUARTERS[-1]
    texts = {key: r.text for key, r in done.realised.items() if r.text}
    count = progress.fill_from(work, quarter, texts)
    story.tell(f"   realisasi {count} indikator diisi untuk {quarter.label}")
    story.figures |= {"plans": done.new, "plans_refused": done.refused, "progress": count}


def _ratings(work: Workspace, story: Story) -> None:
    story.tell("4. Penilaian")
    people = [r.id for r in staff_list.find(work)]
    for period in (*QUARTERS, ANNUAL):
        for number, person in enumerate(people):
            results, behaviour = _RATINGS[(number + period.number) % len(_RATINGS)]
            scoring.rate(work, person, period, results, behaviour, OrganisationResult.BAIK)
    found = distribution.distribution(work, ANNUAL)
    counts = {p.label: n for p, n in found.counts.items() if n}
    story.tell(f"   {len(people)} pegawai dinilai untuk {len(QUARTERS)} triwulan dan setahun")
    story.tell("   " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    for line in found.lines:
        story.tell(f"   {line.text}")
    story.figures |= {"rated": found.rated, "predikat": counts}


def _training(work: Workspace, story: Story) -> None:
    story.tell("5. Pelatihan")
    people = [r.id for r in staff_list.find(work)]
    event = training.Event(
        name="Bimbingan teknis OSS berbasis risiko",
        kind="B10",
        since=date(YEAR, 3, 2),
        until=date(YEAR, 3, 4),
        days=3,
        hours=Decimal(24),
        organiser="BKPSDM Lampung Utara",
    )
    key = training.add(work, event, [training.Participant(p) for p in people[:20]])
    view = training.one(work, key)
    total = sum((p.recognised or Decimal(0) for p in view.participants), Decimal(0))
    count = len(view.participants)
    story.tell(f"   {event.name}: {count} peserta, {total.normalize():f} JP diakui")
    story.figures |= {"participants": len(view.participants), "hours": total}


def _cards(work: Workspace, root: Path, story: Story) -> None:
    story.tell("6. Kartu nilai")
    people = card_printing.everybody(work)
    day = date(YEAR, 12, 31)
    out = root / "cetak"
    whole = _print(work, people, out / f"kartu-nilai-{YEAR}.pdf", day, single=False)
    single = _print(work, people, out / "satu-satu", day, single=True)
    story.tell(f"   {whole.cards} kartu, {whole.pages} halaman F4: {whole.files[0]}")
    story.tell(f"   satu per satu: {len(single.files)} berkas di {out / 'satu-satu'}")
    (code,) = preview.codes(whole.files[0], 0)
    said = verification.verify(work, code)
    story.tell("   kode QR kartu pertama dibaca dari halamannya:")
    for name, words in said.lines():
        story.tell(f"     {name}: {words}")
    story.figures |= {"cards": whole.cards, "pages": whole.pages, "files": len(single.files)}


def _print(
    work: Workspace, people: list[Id], target: Path, day: date, *, single: bool
) -> card_printing.PrintRun:
    return card_printing.print_run(
        work, people, YEAR, target, single=single, dated=day, progress=Silent()
    )


def _exchange(work: Workspace, central: Workspace, root: Path, story: Story) -> None:
    story.tell("7. Tukar data")
    stick = root / "flashdisk"
    stick.mkdir()
    enrolled = enrolment.enrol(central, sample.FACTS, PASSPHRASE, root)
    story.tell(f"   pusat mendaftarkan {enrolled.office.name}: {enrolled.path}")
    enrolment.join(work, enrolled.path, enrolled.code)
    sent = exchange.export(work, stick)
    story.tell(f"   paket {sent.number} ditulis: {sent.path}, {sent.size} bita")
    looked = arrivals.look(central, stick)
    trial = looked.arrivals[0].outcome
    story.tell(f"   uji coba di pusat: {trial.new} baru, {trial.changed} berubah")
    taken = arrivals.take(central, looked, PASSPHRASE)[0].outcome
    story.tell(f"   pusat menerima: {taken.new} baru, {taken.conflicts} konflik")
    back = exchange.export(central, stick, sample.FACTS.code)
    arrivals.take(work, arrivals.look(work, back.path), None)
    status = receipts.status(work).partners[0]
    story.tell(f"   tanda terima kembali: diterima sampai paket {status.confirmed}")
    again = arrivals.take(central, arrivals.look(central, sent.path), None)[0].outcome
    story.tell(f"   paket {sent.number} diimpor sekali lagi: {again.new + again.changed} perubahan")
    story.figures |= {
        "package_bytes": sent.size,
        "taken": taken.new,
        "confirmed": status.confirmed,
        "again": again.new + again.changed,
    }


def _drawing(system: str) -> dict[str, str]:
    """How pictures are drawn: in memory, but on Windows only its own platform finds fonts."""
    memory = {} if system == "win32" else {"QT_QPA_PLATFORM": "offscreen"}
    return {"QT_LOGGING_RULES": _QUIET, **memory}


def _show(folder: Path, root: Path, story: Story, *, wanted: bool) -> None:
    story.tell("8. Selesai")
    story.tell(f"   semua ada di {root}")
    screen = sys.platform == "win32" or "DISPLAY" in os.environ
    if screen and wanted and "CI" not in os.environ:
        story.tell("   jendela dibuka pada kantor contoh")
        call = [sys.executable, "-m", "kotabumi_kinerja", "--data", str(folder)]
        subprocess.Popen(call)  # noqa: S603  # our own program
        return
    pictures = root / "gambar"
    draw = [sys.executable, "-m", "kotabumi_kinerja.ui.screenshots"]
    card = ["--card", str(root / "cetak" / f"kartu-nilai-{YEAR}.pdf")]
    subprocess.run(  # noqa: S603  # our own program
        [*draw, str(folder), str(pictures), *card],
        check=True,
        env={**os.environ, **_drawing(sys.platform)},
    )
    story.tell(f"   gambar setiap tab: {pictures}")
    story.figures["pictures"] = len(list(pictures.glob("*.png")))
