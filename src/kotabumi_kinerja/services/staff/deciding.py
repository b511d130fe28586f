"""Decides on each row of a workbook in turn: new, changed, same, to be repaired, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import Nip, show_nip
from kotabumi_kinerja.domain.names import title_name
from kotabumi_kinerja.services.staff.comparing import Comparison
from kotabumi_kinerja.services.staff.fields import readable
from kotabumi_kinerja.services.staff.judging import Judge, Judged, clean_nip
from kotabumi_kinerja.services.staff.lines import Line
from kotabumi_kinerja.services.staff.matching import Matcher
from kotabumi_kinerja.services.staff.storing import Known
from kotabumi_kinerja.services.staff.verdicts import Outcome, Place, Verdict

_NOBODY: Final = "–"


@dataclass(slots=True)
class Decider:
    """Gathers the verdicts of one file. Ruined NIPs are decided last, when all others are seen."""

    judge: Judge
    known: Mapping[str, Known]
    verdicts: list[Verdict | None] = field(default_factory=list[Verdict | None])
    judged: dict[Place, Judged] = field(default_factory=dict[Place, Judged])
    _row_of: dict[str, Place] = field(default_factory=dict[str, Place])
    _ruined: list[tuple[int, str, Line, Comparison]] = field(
        default_factory=list[tuple[int, str, Line, Comparison]]
    )

    def decide(self, sheet: str, line: Line, comparison: Comparison) -> None:
        """The verdict on one row."""
        text = line.texts.get("NIP BARU", "")
        if line.left is not None:
            self._ruined.append((len(self.verdicts), sheet, line, comparison))
            self.verdicts.append(None)
            return
        try:
            nip = clean_nip(text)
            verdict = self._verdict(sheet, line, nip, comparison)
        except Refused as refusal:
            verdict = _refused(sheet, line, text, refusal)
        self.verdicts.append(verdict)

    def finish(self) -> tuple[Verdict, ...]:
        """All verdicts in the order of the file."""
        matcher = Matcher(self.known.values()) if self._ruined else None
        for place, sheet, line, comparison in self._ruined:
            text = line.texts["NIP BARU"]
            try:
                self.verdicts[place] = self._repaired(matcher, sheet, line, comparison)
            except Refused as refusal:
                self.verdicts[place] = _refused(sheet, line, text, refusal)
        return tuple(v for v in self.verdicts if v is not None)

    @property
    def seen(self) -> frozenset[str]:
        """The NIPs of everybody whom the file names."""
        return frozenset(self._row_of)

    def _verdict(self, sheet: str, line: Line, nip: Nip, comparison: Comparison) -> Verdict:
        place = (sheet, line.row)
        earlier = self._row_of.setdefault(nip.digits, place)
        old = self.known.get(nip.digits)
        texts = readable(line.texts) if comparison.has_contract else line.texts
        if line.hint and not old:
            texts = {**texts, "JENIS PEGAWAI NAMA": line.hint.replace("_PW", " Paruh Waktu")}
        person = self.judge.judge(
            texts, nip, line.texts, nik_ruined=line.nik_ruined, known=old is not None
        )
        name = person.name or (old.name if old else "")
        if earlier != place:
            where = earlier[1] if earlier[0] == sheet else f"{earlier[1]} lembar {earlier[0]}"
            raise Refused("KK-123", name=name, row=where)
        self.judged[place] = person
        if old is None:
            return Verdict(
                sheet, line.row, nip.digits, name, Outcome.NEW, person.findings, notes=line.notes
            )
        changes = comparison.changes(old, person, texts)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return Verdict(
            sheet, line.row, nip.digits, name, outcome, person.findings, changes, notes=line.notes
        )

    def _repaired(
        self, matcher: Matcher | None, sheet: str, line: Line, comparison: Comparison
    ) -> Verdict:
        """The row with the NIP of the one person it fits; Refused as by `Matcher.find`."""
        if matcher is None:
            raise AssertionError(line)
        ruined = line.texts["NIP BARU"]
        name = title_name(line.texts.get("NAMA", ""))
        old = matcher.find(
            line.left or "", name, self.judge.day(line.texts.get("TANGGAL LAHIR", ""))
        )
        mended = line._replace(texts={**line.texts, "NIP BARU": old.nip})
        verdict = self._verdict(sheet, mended, Nip(old.nip), comparison)
        fields = {"ruined": ruined, "row": line.row, "nip": show_nip(old.nip)}
        finding = Finding(Severity.NOTE, "KK-170", fields)
        return replace(
            verdict,
            outcome=Outcome.REPAIRED,
            findings=(finding, *verdict.findings),
            ruined=ruined,
        )


def _refused(sheet: str, line: Line, nip: str, refusal: Refused) -> Verdict:
    finding = Finding(Severity.MUST, refusal.code, refusal.fields)
    name = title_name(line.texts.get("NAMA", ""))
    return Verdict(
        sheet, line.row, nip or _NOBODY, name, Outcome.REFUSED, (finding,), notes=line.notes
    )
