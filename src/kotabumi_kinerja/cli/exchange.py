"""Commands `exchange export|import|swap|status`, `centre enrol|devices|revoke`, `office join`."""

import getpass
import sys
from pathlib import Path

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import exchange as words
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import arrivals, devices, enrolment, exchange, receipts
from kotabumi_kinerja.services import swap as swapping
from kotabumi_kinerja.services.arrivals import Arrival, Looked
from kotabumi_kinerja.services.exchange import Sent
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.receipts import Partner
from kotabumi_kinerja.services.swap import Consent
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.merging import Outcome


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("exchange", "tukar data lewat flashdisk")
    send = below.writing("export", "tulis paket", export)
    send.add_argument("--to", type=Path, required=True, help="flashdisk atau folder")
    send.add_argument("--office", default="", help="kode kantor tujuan (pusat saja)")
    read = below.writing("import", "periksa dan terima paket", take)
    read.add_argument("path", type=Path, help="berkas .kkx, flashdisk, atau folder")
    read.add_argument("--dry-run", action="store_true", help="uji coba saja")
    both = below.writing("swap", "periksa, terima, lalu tulis di flashdisk yang sama", swap)
    both.add_argument("path", type=Path, help="flashdisk atau folder")
    for parser in (read, both):
        parser.add_argument("--passphrase", help="kalimat sandi kunci akar, untuk komputer baru")
        parser.add_argument("--take-back", action="store_true", help="ambil kembali data pusat")
    below.reading("status", "keadaan setiap mitra", status)


def declare_centre(centre: Commands) -> None:
    """Add `centre enrol` and `centre revoke`."""
    take_in = centre.writing("enrol", "daftarkan kantor, buat berkas dan kodenya", enrol)
    take_in.add_argument("--office", required=True, help="kode kantor, mis. DPMPTSP")
    take_in.add_argument("--name", default="", help="nama lengkap kantor")
    take_in.add_argument("--address", default="", help="alamat pada kop")
    take_in.add_argument("--city", default="Kotabumi")
    take_in.add_argument("--passphrase", required=True, help="kalimat sandi kunci akar")
    take_in.add_argument("--out", type=Path, required=True, help="berkas .kkd atau folder")
    centre.writing("revoke", "cabut hak sebuah komputer", revoke).add_argument(
        "letters", help="8 huruf kuncinya"
    )
    centre.reading("devices", "komputer terdaftar dan 8 huruf kuncinya", listing)


def declare_office(office: Commands) -> None:
    """Add `office join`."""
    enter = office.writing("join", "gabung dengan berkas dan kode pendaftaran", join)
    enter.add_argument("file", type=Path)
    enter.add_argument("--code", required=True, help="16 huruf pada kertas kode")


def export(work: Workspace, options: Options) -> Reply:
    """Write the next package."""
    sent = exchange.export(work, options.to, options.office)
    return Reply(tuple(_sent(sent)), sent)


def swap(work: Workspace, options: Options) -> Reply:
    """Take in what lies there, then write back, as the window's one button does."""
    looked = _looked_or_nothing(work, options.path)
    secret = options.passphrase or _ask(looked)
    done = swapping.swap(work, options.path, looked, Consent(secret, options.take_back))
    lines = [line for t in done.taken for line in _told(t.arrival, t.outcome)]
    lines += [f"{name}: {sentence(r.code, r.fields)}" for name, r in looked.refused]
    lines += [line for sent in done.sent for line in _sent(sent)]
    data = {"packages": [_facts(t.arrival, t.outcome) for t in done.taken], "sent": done.sent}
    return Reply(tuple(lines) or (words.NO_PACKAGE,), data)


def take(work: Workspace, options: Options) -> Reply:
    """Look at packages and, without --dry-run, take them in."""
    if not options.path.exists():
        raise Refused("KK-301", place=str(options.path))
    looked = arrivals.look(work, options.path)
    _refuse_if_all(looked)
    if options.dry_run:
        outcomes = [(a, a.outcome) for a in looked.arrivals]
    else:
        secret = options.passphrase or _ask(looked)
        taken = arrivals.take(work, looked, secret, take_back=options.take_back)
        outcomes = [(t.arrival, t.outcome) for t in taken]
    _refuse_if_held(options.path, outcomes)
    lines = [line for arrival, outcome in outcomes for line in _told(arrival, outcome)]
    lines += [f"{name}: {sentence(r.code, r.fields)}" for name, r in looked.refused]
    data = {
        "packages": [_facts(arrival, outcome) for arrival, outcome in outcomes],
        "refused": [{"name": name, "code": r.code} for name, r in looked.refused],
        "others": looked.others,
        "dry_run": options.dry_run,
    }
    return Reply(tuple(lines) or (words.NO_PACKAGE,), data)


def status(work: Workspace, options: Options) -> Reply:
    """How the exchange stands with every partner."""
    del options
    now = receipts.status(work)
    if not now.joined:
        return Reply((sentence("KK-351", {}),), now)
    lines = [_partner(partner) for partner in now.partners]
    lines += [f"  {t.name} {words.OUTCOMES.get(t.outcome, t.outcome)}" for t in now.troubles]
    return Reply(tuple(lines) or (words.NO_PARTNER,), now)


def enrol(work: Workspace, options: Options) -> Reply:
    """Take an office in; its code is shown once."""
    facts = OfficeFacts(options.office, options.name, options.address, options.city)
    made = enrolment.enrol(work, facts, options.passphrase, options.out)
    lines = (
        f"{made.office.name}: {made.path}",
        "Kode pendaftaran (cetak dan serahkan terpisah dari berkas, hanya ditampilkan sekali):",
        f"    {made.code}",
    )
    return Reply(lines, made)


def listing(work: Workspace, options: Options) -> Reply:
    """Every certified device, for comparing letters and for revoking."""
    del options
    found = devices.listed(work)
    lines = tuple(
        f"{d.letters}  {d.label}{f'  (dicabut {d.revoked})' if d.revoked else ''}" for d in found
    )
    data = [{"letters": d.letters, "label": d.label, "revoked": d.revoked} for d in found]
    return Reply(lines or (words.NO_PARTNER,), data)


def revoke(work: Workspace, options: Options) -> Reply:
    """Refuse all later packages of a device."""
    label = enrolment.revoke(work, options.letters)
    return Reply((f"Hak komputer {label} dicabut.",), {"label": label})


def join(work: Workspace, options: Options) -> Reply:
    """Join the centre."""
    done = enrolment.join(work, options.file, options.code)
    lines = (
        f"{done.office.name} bergabung dengan {done.centre.name}.",
        words.LETTERS.format(letters=done.letters),
    )
    return Reply(lines, done)


def _looked_or_nothing(work: Workspace, path: Path) -> Looked:
    try:
        return arrivals.look(work, path)
    except Refused as refusal:
        if refusal.code != "KK-301":
            raise
        return Looked((), (), 0)


def _sent(sent: Sent) -> list[str]:
    counts = ", ".join(f"{n} {words.CONTENT.get(table, table)}" for table, n in sent.counts.items())
    lines = [
        words.SAFE_TO_REMOVE.format(number=sent.number, place=sent.path.parent),
        f"{sent.path.name}: {counts or words.NOTHING_NEW}, {sent.size} bita",
    ]
    return [*lines, words.LETTERS.format(letters=sent.letters)] if sent.letters else lines


def _refuse_if_all(looked: Looked) -> None:
    if looked.refused and not looked.arrivals:
        raise looked.refused[0][1]


def _refuse_if_held(path: Path, outcomes: list[tuple[Arrival, Outcome]]) -> None:
    if path.is_file() and outcomes[0][1].held:
        arrival = outcomes[0][0]
        raise Refused("KK-340", number=arrival.number, sender=arrival.sender.name)


def _ask(looked: Looked) -> str | None:
    if not looked.newcomers or not sys.stdin.isatty():
        return None
    who = [words.NEWCOMER.format(office=n.office.name, letters=n.letters) for n in looked.newcomers]
    return getpass.getpass("\n".join([*who, "Kalimat sandi kunci akar: "]))


def _told(arrival: Arrival, outcome: Outcome) -> list[str]:
    who = {"number": arrival.number, "sender": arrival.sender.name}
    if outcome.held:
        return [f"{arrival.name}: {sentence('KK-340', who)}"]
    lines = [f"{arrival.name}: {words.told(outcome.new, outcome.changed, outcome.conflicts)}"]
    if arrival.newcomer:
        new = arrival.newcomer
        lines.append(words.NEWCOMER.format(office=new.office.name, letters=new.letters))
    if arrival.behind:
        lines.append(words.BEHIND.format(office=arrival.office.name))
    if outcome.findings:
        lines.append(sentence("KK-342", who))
    return lines


def _facts(arrival: Arrival, outcome: Outcome) -> dict[str, object]:
    return {
        "name": arrival.name,
        "number": arrival.number,
        "sender": arrival.sender.name,
        "newcomer": arrival.newcomer.letters if arrival.newcomer else None,
        "behind": arrival.behind,
        "outcome": outcome,
    }


def _partner(partner: Partner) -> str:
    known = words.CONFIRMED.format(number=partner.confirmed) if partner.confirmed else "belum ada"
    return (
        f"{partner.office.code or partner.office.name}: dikirim paket {partner.sent}, {known}, "
        f"{partner.values} nilai menunggu, diambil paket {partner.taken}, "
        f"{partner.conflicts} konflik"
    )
