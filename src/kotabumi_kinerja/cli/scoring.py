"""Commands `progress set|show` and `scoring rate|show|deliver|organisation|distribution`."""

import argparse
from collections.abc import Iterator

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.distribution import LineLevel
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period, parse_period
from kotabumi_kinerja.domain.scoring import NOT_SCORED, Rating, parse_rating
from kotabumi_kinerja.services import progress, scoring, staff
from kotabumi_kinerja.services.distribution import Distribution, distribution
from kotabumi_kinerja.services.evaluations import Evaluation
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.progress import ProgressLine
from kotabumi_kinerja.services.workspace import Workspace

_PERIOD = "mis. 2026-TW3 atau 2026"
_RATINGS = "DI_ATAS, SESUAI, atau DI_BAWAH"


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("progress", "realisasi: isi, lihat")
    fill = _about(below.writing("set", "isi realisasi satu indikator", set_progress))
    fill.add_argument("--indicator", type=int, required=True, help="nomor indikator dalam SKP")
    fill.add_argument("--value", required=True, help="realisasi seperti ditulis, mis. '472 berkas'")
    fill.add_argument("--evidence", help="bukti dukung")
    _about(below.reading("show", "realisasi dan capaian satu pegawai", show_progress))
    below = commands.matter("scoring", "penilaian: nilai, lihat, serahkan, distribusi")
    one = _about(below.writing("rate", "nilai satu pegawai", rate))
    one.add_argument("--results", required=True, help=f"hasil kerja: {_RATINGS}")
    one.add_argument("--behaviour", required=True, help=f"perilaku kerja: {_RATINGS}")
    one.add_argument("--organisation", default="", help="capaian organisasi, mis. BAIK")
    one.add_argument("--recommendation", help="rekomendasi penilai")
    year = below.reading("show", "penilaian satu pegawai dalam setahun", show)
    year.add_argument("nip")
    year.add_argument("--year", type=int, required=True)
    hand = _about(below.writing("deliver", "serahkan hasil kepada pegawai", deliver))
    hand.add_argument("--on", default="", help="tanggal penyerahan, bawaan: hari ini")
    whole = below.writing("organisation", "tetapkan capaian organisasi", set_organisation)
    whole.add_argument("result")
    whole.add_argument("--period", required=True, help=_PERIOD)
    whole.add_argument("--basis", default="", help="dasar penetapan")
    spread = below.reading("distribution", "distribusi predikat dan batasnya", show_distribution)
    spread.add_argument("--year", type=int, required=True)
    spread.add_argument("--period", default="", help=f"{_PERIOD}; bawaan: tahunnya")
    spread.add_argument("--organisation", default="", help="capaian organisasi, mis. BAIK")


def set_progress(work: Workspace, options: Options) -> Reply:
    """Write one realisation and show how far it reaches."""
    person, period = _person(work, options), parse_period(options.period)
    plan = _plan(work, person, period)
    number: int = options.indicator
    indicator = progress.indicator_at(plan, number)
    progress.set_progress(work, indicator, period, options.value, options.evidence)
    line = progress.of_plan(work, plan, period)[number - 1]
    return Reply(tuple(_progress_lines(line)), _progress_data(line))


def show_progress(work: Workspace, options: Options) -> Reply:
    """All indicators of one person in one period."""
    person, period = _person(work, options), parse_period(options.period)
    lines = progress.of_plan(work, _plan(work, person, period), period)
    said = tuple(text for line in lines for text in _progress_lines(line))
    return Reply(said, [_progress_data(line) for line in lines])


def rate(work: Workspace, options: Options) -> Reply:
    """Rate one person; the predikat follows."""
    person, period = _person(work, options), parse_period(options.period)
    organisation = (
        scoring.parse_organisation(options.organisation) if options.organisation else None
    )
    verdict = scoring.rate(
        work,
        person,
        period,
        parse_rating(options.results),
        parse_rating(options.behaviour),
        organisation,
        options.recommendation,
    )
    return Reply((*verdict.steps, verdict.source), verdict)


def show(work: Workspace, options: Options) -> Reply:
    """One person's year: each period, the annual result, and why."""
    view = scoring.show(work, staff.id_of(work, parse_nip(options.nip).digits), options.year)
    every = (*view.periods, *filter(None, (view.annual,)))
    lines = [f"{view.name}, penilai {view.rater or '–'}"]
    lines += [_evaluation_line(e) for e in every]
    if view.annual is None:
        lines.append(f"{'Tahun ' + str(view.year):<20} {NOT_SCORED}")
    if every:
        lines += view.why[every[-1].period.code].lines()
    return Reply(tuple(lines), view)


def deliver(work: Workspace, options: Options) -> Reply:
    """Hand one result over."""
    person, period = _person(work, options), parse_period(options.period)
    scoring.deliver(work, person, period, parse_date(options.on) if options.on else None)
    view = scoring.show(work, person, period.year)
    return Reply((f"Hasil {period.label} {view.name} diserahkan.",), view)


def set_organisation(work: Workspace, options: Options) -> Reply:
    """Set the organisation's result for everybody in the period."""
    period = parse_period(options.period)
    result = scoring.parse_organisation(options.result)
    count = scoring.set_organisation(work, period, result, options.basis)
    said = f"Capaian organisasi {period.label}: {result.label}, pada {count} evaluasi."
    return Reply((said,), {"count": count, "organisation": result.value})


def show_distribution(work: Workspace, options: Options) -> Reply:
    """Counts by predikat and the limits of the pattern."""
    period = parse_period(options.period or str(options.year))
    organisation = (
        scoring.parse_organisation(options.organisation) if options.organisation else None
    )
    found = distribution(work, period, organisation)
    data = {
        "period": period.code,
        "organisation": found.organisation.value if found.organisation else None,
        "people": found.people,
        "rated": found.rated,
        "counts": {value.value: count for value, count in found.counts.items()},
        "lines": found.lines,
    }
    return Reply(tuple(_distribution_lines(found)), data)


def _about(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("nip")
    parser.add_argument("--period", required=True, help=_PERIOD)
    return parser


def _person(work: Workspace, options: Options) -> Id:
    return staff.id_of(work, parse_nip(options.nip).digits)


def _plan(work: Workspace, person: Id, period: Period) -> PlanView:
    plan = progress.agreed_plan(work, person, period)
    if plan is None:
        raise Refused("KK-225", name=staff.record(work, person).full_name)
    return plan


def _progress_lines(line: ProgressLine) -> Iterator[str]:
    yield f"{line.number}. {line.indicator.text}"
    yield f"   target {line.indicator.target.text}, realisasi {line.text or 'belum diisi'}"
    if line.how:
        yield f"   capaian {line.shown}: {line.how}"
    if line.evidence:
        yield f"   bukti dukung: {line.evidence}"


def _progress_data(line: ProgressLine) -> object:
    done = line.achievement
    return {
        "indicator": line.number,
        "text": line.indicator.text,
        "target": line.indicator.target.text,
        "realised": line.text,
        "value": line.value,
        "evidence": line.evidence,
        "percent": done.percent if done else None,
        "how": line.how,
    }


def _evaluation_line(e: Evaluation) -> str:
    results, behaviour = _rating(e.results), _rating(e.behaviour)
    head = f"{e.period.label:<20} {e.label:<16} {e.state.label:<16}"
    return f"{head} hasil kerja {results}, perilaku {behaviour}"


def _rating(rating: Rating | None) -> str:
    return rating.label if rating else NOT_SCORED


def _distribution_lines(found: Distribution) -> Iterator[str]:
    yield f"Distribusi predikat {found.period.label}: {found.rated} dari {found.people} dinilai"
    for value, count in found.counts.items():
        yield f"{value.label:<16} {count:>4} orang"
    word = found.organisation.label if found.organisation else "belum ditetapkan"
    yield f"Capaian organisasi: {word}"
    for line in found.lines:
        mark = {LineLevel.OK: "sesuai", LineLevel.WARNING: "perhatian"}.get(line.level, "catatan")
        yield f"{mark:<10} {line.text}"
    if found.lines:
        yield f"{found.lines[0].source}. Peringatan, bukan larangan."
