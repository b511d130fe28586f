"""What the tab says about partners, packages and the stick."""

from collections.abc import Sequence
from datetime import datetime

from kotabumi_kinerja.domain.dates import MONTHS
from kotabumi_kinerja.messages import exchange as words
from kotabumi_kinerja.services.arrivals import Looked
from kotabumi_kinerja.services.receipts import LogLine, Partner

Count = tuple[str, str, str]
"""A figure, what it counts, and a remark."""

_MOST = 4


def short(at: datetime | None) -> str:
    """'12 Nov, 14.05'."""
    if at is None:
        return ""
    local = at.astimezone()
    return f"{local.day} {MONTHS[local.month - 1][:3]}, {local:%H.%M}"


def whole(at: datetime) -> str:
    """'12 Nov 2026, 14.05'."""
    local = at.astimezone()
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}, {local:%H.%M}"


def package(number: int, at: datetime | None = None) -> str:
    """'Paket 17, 12 Nov, 14.05', or that there was none."""
    if not number:
        return "belum ada"
    return f"Paket {number}, {short(at)}" if at else f"Paket {number}"


def state(partner: Partner) -> tuple[str, str]:
    """Word and tone of a partner's chip."""
    if not partner.devices:
        return ("Menunggu paket pertama", "note") if partner.code_open else ("Belum terdaftar", "")
    if partner.conflicts:
        return f"{partner.conflicts} konflik", "warn"
    if partner.values:
        return f"{partner.values} nilai menunggu", "note"
    return "Diterima", "good"


def size(count: int) -> str:
    """'12,4 GB' or '142 KB'."""
    for name, unit in (("GB", 1 << 30), ("MB", 1 << 20)):
        if count >= unit:
            return f"{count / unit:.1f} {name}".replace(".", ",")
    return f"{max(1, count >> 10)} KB"


def going(waiting: dict[str, int]) -> list[Count]:
    """The lines of 'Akan dikirim', the largest first."""
    named = [(words.CONTENT[t], n) for t, n in waiting.items() if t in words.CONTENT]
    named.sort(key=lambda pair: -pair[1])
    lines = [(str(n), word[0].upper() + word[1:], "") for word, n in named[:_MOST]]
    rest = sum(n for _, n in named[_MOST:]) + sum(
        n for t, n in waiting.items() if t not in words.CONTENT
    )
    if rest:
        lines[_MOST - 1 :] = [(str(rest + _last(named)), "Lainnya", "")]
    return lines or [("", "Semua sudah diakui. Yang dikirim hanya tanda terima.", "")]


def coming(looked: Looked, mine: bytes) -> list[Count]:
    """The lines of 'Akan diterima' after a dry run."""
    seen = max((a.parts.seen.get(mine, 0) for a in looked.arrivals), default=0)
    codes = {refusal.code for _, refusal in looked.refused}
    totals = [
        (sum(a.outcome.new for a in looked.arrivals), "Baris baru", ""),
        (sum(a.outcome.changed for a in looked.arrivals), "Nilai berubah", ""),
        (sum(a.outcome.conflicts for a in looked.arrivals), "Konflik baru", "perlu keputusan"),
        (len(looked.newcomers), "Komputer baru", "perlu kalimat sandi"),
        (sum(a.outcome.held for a in looked.arrivals), "Paket ditahan", "akan dikirim ulang"),
        (
            len(looked.refused),
            "Berkas ditolak",
            ", ".join(sorted(codes)),
        ),
    ]
    lines = [(str(n), word, more) for n, word, more in totals if n]
    if seen:
        lines.insert(0, ("1", "Tanda terima", f"sampai paket {seen}"))
    return lines or [("", "Belum ada paket baru untuk kantor ini.", "")]


def calm(lines: Sequence[LogLine]) -> str:
    """No conflict, and when something was exchanged last."""
    last = f" Pertukaran terakhir {short(lines[0].at)}." if lines else ""
    return f"Tidak ada konflik.{last}"


def contents(line: LogLine) -> str:
    """What a package of the past carried or did."""
    if line.out:
        return f"{line.counts[0]} nilai" if line.counts and line.counts[0] else "tanda terima"
    if len(line.counts) < _MOST:
        return line.name
    text = words.told(*line.counts[:3])
    return f"Berkas pendaftaran, {text}" if not line.package else text[0].upper() + text[1:]


def result(line: LogLine) -> str:
    """What became of it."""
    return words.OUTCOMES.get(line.outcome, f"Ditolak {line.outcome}")


def result_tone(line: LogLine) -> str:
    """The tone of that."""
    return {"sent": "", "taken": "good", "held": "warn"}.get(line.outcome, "bad")


def _last(named: Sequence[tuple[str, int]]) -> int:
    return named[_MOST - 1][1]
