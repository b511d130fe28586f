"""Commands `office init|join`, `centre init|enrol|devices|revoke`, `check`, `backup`, `recover`."""

import getpass
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.bootstrap import Program
from kotabumi_kinerja.cli import exchange
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.services import offices, upkeep
from kotabumi_kinerja.services.offices import Created, OfficeFacts
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    office = commands.matter("office", "kantor: buat, gabung")
    make = office.free("init", "buat data kantor baru", make_office)
    centre = commands.matter("centre", "pusat (BKPSDM): buat, daftarkan kantor")
    found = centre.free("init", "buat data pusat", make_centre)
    found.add_argument("--passphrase", required=True, help="kalimat sandi kunci akar")
    exchange.declare_office(office)
    exchange.declare_centre(centre)
    for parser in (make, found):
        parser.add_argument("--code", required=True, help="kode kantor, mis. DPMPTSP")
        parser.add_argument("--name", required=True, help="nama lengkap kantor")
        parser.add_argument("--address", default="", help="alamat pada kop")
        parser.add_argument("--city", default="Kotabumi")
    commands.reading("check", "periksa keutuhan data dan berkas", check)
    commands.reading("backup", "cadangkan ke sebuah map", backup).add_argument("to", type=Path)
    back = commands.free("restore", "pulihkan cadangan ke map data", restore)
    back.add_argument("file", type=Path)
    back.add_argument("code", help="kode pemulihan")
    commands.free("recover", "buka data dengan kode pemulihan", recover).add_argument("code")


def make_office(program: Program, options: Options) -> Reply:
    """A new office in the data folder."""
    return _created(program, options, None)


def make_centre(program: Program, options: Options) -> Reply:
    """The centre, with root and recovery key."""
    return _created(program, options, options.passphrase)


def check(work: Workspace, options: Options) -> Reply:
    """Integrity of database and files; exit 0 also with findings, which are told."""
    del options
    findings = upkeep.check(work)
    lines = tuple(f"{f.subject}: {f.words}" for f in findings)
    return Reply(lines or ("Data dan berkas utuh.",), findings)


def backup(work: Workspace, options: Options) -> Reply:
    """One file that can be restored anywhere by the recovery code."""
    made = upkeep.backup(work, options.to)
    return Reply((f"Cadangan: {made}",), {"file": made})


def restore(program: Program, options: Options) -> Reply:
    """A backup into the data folder, by the recovery code; what was there is kept aside."""
    place = upkeep.restore(options.file, program.root, options.code, vault=program.vault)
    return Reply((f"Dipulihkan ke {program.root}. Kunci disimpan di {place}.",), {"key": place})


def recover(program: Program, options: Options) -> Reply:
    """The key of this machine again, by the printed code."""
    place = offices.recover(program.folder(), options.code, vault=program.vault)
    return Reply((f"Kunci disimpan di {place}.",), {"key_place": place})


def _created(program: Program, options: Options, passphrase: str | None) -> Reply:
    facts = OfficeFacts(options.code, options.name, options.address, options.city)
    made = offices.create(
        program.root,
        facts,
        vault=program.vault,
        operator=options.operator or getpass.getuser(),
        passphrase=passphrase,
        resources=program.resources,
    )
    made.workspace.database.close()
    return Reply(_sheet(made, program.root), _facts(made))


def _sheet(made: Created, root: Path) -> tuple[str, ...]:
    return (
        f"Data dibuat: {root / settings.DATABASE}",
        f"Kunci disimpan di {made.key_place}.",
        "Kode pemulihan (cetak dan simpan di tempat terkunci, hanya ditampilkan sekali):",
        f"    {made.recovery_code}",
    )


def _facts(made: Created) -> object:
    return {"recovery_code": made.recovery_code, "key_place": made.key_place}
