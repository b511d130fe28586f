"""From what a plan lacks to the lines of 'Kelengkapan', each with the field it jumps to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import AnnexBlock, FormKind
from kotabumi_kinerja.services.plans import PlanView


@dataclass(frozen=True, slots=True)
class Spot:
    """A field: the page ('results', 'values', 'annex', 'rater', 'head'), the row, the column.

    `column` is 'text', 'aspect', 'target', 'leader', 'add' (a new indicator below this result),
    or for the annex the name of the block.
    """

    page: str
    row: Id | None = None
    column: str = "text"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing or doubtful: what, the word of the link, where it is mended."""

    text: str
    jump: str
    spot: Spot
    must: bool


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    jump: str
    column: str = "text"


_RESULTS: Final = {
    "KK-260": _Words("Hasil kerja utama", "Tambah hasil", "add"),
    "KK-261": _Words("Indikator RHK {number}", "Tambah indikator", "add"),
    "KK-262": _Words("Target indikator {place}, RHK {number}", "Isi target", "target"),
    "KK-263": _Words("Aspek indikator {place}, RHK {number}", "Pilih aspek", "aspect"),
    "KK-264": _Words("RHK {number} belum tertaut hasil pimpinan", "Isi hasil pimpinan", "leader"),
    "KK-265": _Words("Perspektif indikator {place}, RHK {number}", "Pilih perspektif", "aspect"),
    "KK-266": _Words("Perspektif: {missing}", "Lihat hasil kerja"),
    "KK-269": _Words("RHK {number} berbunyi kegiatan", "Ubah teks"),
    "KK-270": _Words("Target '{target}' tidak terukur", "Ubah target", "target"),
    "KK-274": _Words("Teks RHK {number}", "Isi teks"),
    "KK-275": _Words("Teks indikator {place}, RHK {number}", "Isi teks"),
}
_RATER: Final = {
    "KK-140": _Words("Penilai", "Tetapkan penilai"),
    "KK-141": _Words("Penilai orang yang sama", "Ganti penilai"),
    "KK-145": _Words("Jabatan penilai tidak lebih tinggi", "Periksa penilai"),
}
_HEAD: Final = {
    "KK-271": _Words("Tanggal SKP {start} sampai {end} tidak benar", "Ubah tanggal"),
    "KK-272": _Words("Tanggal SKP di luar masa kerja ({served})", "Ubah tanggal"),
    "KK-273": _Words("SKP lain untuk {start} sampai {end}", "Ubah tanggal"),
}
_VALUES: Final = "Nilai BerAKHLAK baru {have} dari {wanted}"
_COMPLETE: Final = (
    ("Hasil utama paling sedikit 1", ("KK-260",)),
    ("Setiap hasil berindikator", ("KK-261",)),
    ("Setiap indikator bertarget", ("KK-262",)),
    ("Setiap indikator {kind}", ("KK-263", "KK-265")),
    ("Tidak ada teks kosong", ("KK-274", "KK-275")),
    ("Tujuh nilai BerAKHLAK", ("KK-267",)),
    ("Tanggal di dalam masa kerja", ("KK-271", "KK-272", "KK-273")),
    ("Penilai ditetapkan", ("KK-140", "KK-141")),
)


def gaps_of(view: PlanView, findings: Sequence[Finding]) -> list[Gap]:
    """Every finding as a line with its field, in the order of the findings."""
    return [_gap(view, finding) for finding in findings]


def complete(view: PlanView, findings: Sequence[Finding]) -> list[str]:
    """What is complete already, in words."""
    codes = {finding.code for finding in findings}
    kind = "berperspektif" if view.form is FormKind.LEADER else "beraspek"
    done = [text.format(kind=kind) for text, needs in _COMPLETE if not codes & set(needs)]
    used = {line.block for line in view.annex}
    return [*done, *(block.value.capitalize() for block in AnnexBlock if block in used)]


def _gap(view: PlanView, finding: Finding) -> Gap:
    must = finding.severity is Severity.MUST
    if finding.code in _RESULTS:
        words = _RESULTS[finding.code]
        spot = Spot("results", _row(view, finding), words.column)
        return Gap(words.text.format_map(finding.fields), words.jump, spot, must)
    if finding.code in _RATER:
        words = _RATER[finding.code]
        return Gap(words.text, words.jump, Spot("rater", view.person), must)
    if finding.code == "KK-268":
        block = str(finding.fields["block"])
        return Gap(f"Lampiran: {block}", "Isi lampiran", Spot("annex", column=block), must)
    if finding.code in _HEAD:
        words = _HEAD[finding.code]
        return Gap(words.text.format_map(finding.fields), words.jump, Spot("head"), must)
    return Gap(_VALUES.format_map(finding.fields), "Lihat", Spot("values"), must)


def _row(view: PlanView, finding: Finding) -> Id | None:
    number, place = finding.fields.get("number"), finding.fields.get("place")
    if not isinstance(number, int):
        return None
    result = view.results[number - 1]
    return result.indicators[place - 1].id if isinstance(place, int) else result.id
