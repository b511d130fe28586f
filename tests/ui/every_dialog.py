"""Every dialog of the program, each with how it is made on the sample office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog
from release_bench import Bench, resources_with

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services import career, listing_out, raters, training, updates
from kotabumi_kinerja.services.arrivals import Looked
from kotabumi_kinerja.services.devices import Party
from kotabumi_kinerja.services.enrolment import Enrolled
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.staff import many as staff_bulk
from kotabumi_kinerja.services.staff import mappings as staff_mappings
from kotabumi_kinerja.services.staff.listing import StaffList, find
from kotabumi_kinerja.services.staff.verdicts import DryRun, Missing
from kotabumi_kinerja.services.training import Event, EventView, Participant
from kotabumi_kinerja.services.updates import Installed
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs import (
    bulk_edit,
    choose_office,
    choose_rater,
    exchange_confirm,
    exchange_enrol,
    first_start,
    join_office,
    join_people,
    list_out,
    new_office,
    operator,
    paste_preview,
    print_cards,
    print_plans,
    raters_outside,
    raters_print,
    raters_propose,
    recover,
    staff_add,
    staff_change,
    staff_discipline,
    staff_due,
    staff_import_columns,
    staff_import_missing,
    staff_paper,
    target_meaning,
    training_event,
    units,
    update,
)
from kotabumi_kinerja.ui.dialogs import staff_import as import_dialog
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.columns import staff_spec

SIASN = settings.resources() / "sample" / "siasn-dpmptsp.xlsx"


def prepare(work: Workspace) -> None:
    """Before any window stands on the office: an event, for the dialogs of training."""
    event = Event("Bimtek", "B10", date(2026, 3, 2), date(2026, 3, 4), 3, Decimal(24), "BKN")
    training.add(work, event, [Participant(row.id) for row in find(work)[:9]])


@dataclass(frozen=True)
class Place:
    """What a dialog is made on."""

    window: MainWindow
    work: Workspace
    folder: Path

    @property
    def people(self) -> list[Id]:
        return [r.id for r in find(self.work)]

    @property
    def one(self) -> Id:
        return self.people[3]

    def event(self) -> EventView:
        rows = training.EventList(self.work).page(Query(scope=2026), None, 0, 1)
        return training.one(self.work, rows[0].id)

    def update(self) -> updates.Update:
        bench = Bench()
        file = bench.write(self.folder / "Kotabumi-Kinerja-9.0.0.kkupdate")
        known = updates.release_keys(resources_with(self.folder / "kunci", bench.toml()))
        return updates.look_at(file, known, Installed())

    def missing(self) -> DryRun:
        """Everybody is missing from the file."""
        everybody = staff_list.find(self.work)
        told = tuple(Missing(r.id, r.nip, r.full_name, r.post, r.unit) for r in everybody)
        return replace(staff_import.dry_run(self.work, SIASN), missing=told)

    def pages(self) -> bytes:
        source = StaffList(self.work)
        out = list_out.ListOut(self.window, self.work, self.window, source, "Pegawai", "pegawai")
        columns = staff_spec(lambda *_: None, source).columns
        return listing_out.pdf(self.work, out.listing(Query(), columns[:5]))

    def looked(self) -> Looked:
        refused = ((f"kkx-{n}.kkx", Refused("KK-186")) for n in range(8))
        return Looked((), tuple(refused), 0)


def _propose(at: Place) -> QDialog:
    return raters_propose.ProposeDialog(at.window, at.work, at.window)


def _columns(at: Place) -> QDialog:
    found = staff_mappings.proposals(at.work, SIASN)
    names = staff_mappings.shape_of(at.work).choices
    return staff_import_columns.ColumnsDialog(at.window.kit, found, names, at.window)


def _planned(at: Place) -> QDialog:
    cells = staff_bulk.preview(at.work, at.people, "unit", "Bidang Baru yang Panjang Namanya")
    said = ["Tiga baris di luar daftar tidak ditempel.", "Kolom Masa Kerja tidak dikenal."]
    return paste_preview.PlannedDialog(
        at.window, at.work, "Tempel 33 isian", cells, said, at.window
    )


def _scan(at: Place) -> QDialog:
    file = at.folder / "SK.pdf"
    file.write_bytes(b"%PDF-1.4")
    return staff_paper.PaperDialog(at.window, at.work, (at.one, file), at.window)


def _outside_rater(at: Place) -> QDialog:
    made = choose_rater.ChooseRaterDialog(at.window, at.work, at.one, at.window)
    made.who.setCurrentText(choose_rater.OUTSIDE)
    return made


def _code(at: Place) -> QDialog:
    party = Party(b"1" * 16, "DINKES", "Dinas Kesehatan Kabupaten Lampung Utara")
    enrolled = Enrolled(party, "ABCD-EFGH-IJKL-MNOP", at.folder / "pendaftaran-DINKES.kkd")
    return exchange_enrol.CodeDialog(at.window.kit, enrolled, at.window)


DIALOGS: Final[Mapping[str, Callable[[Place], QDialog]]] = {
    "BulkEditDialog": lambda at: bulk_edit.BulkEditDialog(at.window, at.work, at.people, at.window),
    "ChooseOfficeDialog": lambda at: choose_office.ChooseOfficeDialog(
        at.window.kit, [at.folder / f"kantor-{n}" for n in range(4)]
    ),
    "ChooseRaterDialog": lambda at: choose_rater.ChooseRaterDialog(
        at.window, at.work, at.one, at.window
    ),
    "ChooseRaterDialog, outside": _outside_rater,
    "EndDialog": lambda at: choose_rater.EndDialog(
        at.window, at.work, raters.lines(at.work, at.one)[0], at.window
    ),
    "SwapDialog": lambda at: exchange_confirm.SwapDialog(
        at.window.kit, "kantor", at.looked(), "33 pegawai", at.window
    ),
    "EnrolDialog": lambda at: exchange_enrol.EnrolDialog(at.window, at.work, "", at.window),
    "CodeDialog": _code,
    "FirstStartDialog": lambda at: first_start.FirstStartDialog(at.window.kit),
    "JoinDialog": lambda at: join_office.JoinDialog(at.window, at.work, "", at.window),
    "JoinPeopleDialog": lambda at: join_people.JoinPeopleDialog(
        at.window, at.work, None, at.window
    ),
    "JoinPeopleDialog, pair": lambda at: join_people.JoinPeopleDialog(
        at.window, at.work, (at.people[0], at.people[1]), at.window
    ),
    "PagesDialog": lambda at: list_out.PagesDialog(
        at.window, "Daftar Pegawai", at.pages(), lambda _pages: None, at.window
    ),
    "NewOfficeDialog": lambda at: new_office.NewOfficeDialog(at.window.kit),
    "RecoveryCodeDialog": lambda at: new_office.RecoveryCodeDialog(
        at.window.kit, "ABCD-EFGH-IJKL-MNOP-QRST", str(at.folder)
    ),
    "OperatorDialog": lambda at: operator.OperatorDialog(
        at.window.kit, [f"Nama {n}" for n in range(12)]
    ),
    "PlannedDialog": _planned,
    "PrintCardsDialog": lambda at: print_cards.PrintCardsDialog(
        at.window, at.work, at.people, at.window
    ),
    "PrintPlansDialog": lambda at: print_plans.PrintPlansDialog(
        at.window, at.work, at.people, 2026, at.window
    ),
    "OutsideForm": lambda at: raters_outside.OutsideForm(at.window, at.work, None, at.window),
    "OutsideDialog": lambda at: raters_outside.OutsideDialog(at.window, at.work, at.window),
    "PrintRatersDialog": lambda at: raters_print.PrintRatersDialog(at.window, at.work, at.window),
    "ProposeDialog": _propose,
    "RecoverDialog": lambda at: recover.RecoverDialog(at.window.kit, lambda _code: None),
    "StaffAddDialog": lambda at: staff_add.StaffAddDialog(at.window, at.work, at.window),
    "StaffChangeDialog": lambda at: staff_change.StaffChangeDialog(
        at.window, at.work, at.one, None, at.window
    ),
    "StaffChangeDialog, line": lambda at: staff_change.StaffChangeDialog(
        at.window, at.work, at.one, career.lines(at.work, at.one)[0], at.window
    ),
    "DisciplineDialog": lambda at: staff_discipline.DisciplineDialog(
        at.window, at.work, at.one, None, at.window
    ),
    "DueDialog": lambda at: staff_due.DueDialog(at.window, at.work, at.window),
    "StaffImportDialog": lambda at: import_dialog.StaffImportDialog(
        at.window, staff_import.dry_run(at.work, SIASN), at.window
    ),
    "ColumnsDialog": _columns,
    "MissingDialog": lambda at: staff_import_missing.MissingDialog(
        at.window.kit, at.missing(), at.window.memory, at.window
    ),
    "PaperDialog": _scan,
    "MeaningDialog": lambda at: target_meaning.MeaningDialog(
        at.window.kit, read_target("10 dokumen", 2026), lambda _target: None, at.window
    ),
    "AddEventDialog": lambda at: training_event.AddEventDialog(at.window, at.work, at.window),
    "EditEventDialog": lambda at: training_event.EditEventDialog(
        at.window, at.work, at.event(), at.window
    ),
    "AddPeopleDialog": lambda at: training_event.AddPeopleDialog(
        at.window, at.work, at.event(), at.window
    ),
    "UnitsDialog": lambda at: units.UnitsDialog(at.window, at.work, at.window),
    "UpdateDialog": lambda at: update.UpdateDialog(at.window, at.work, at.update(), at.window),
}
"""By class, with a remark where one class has two faces."""
