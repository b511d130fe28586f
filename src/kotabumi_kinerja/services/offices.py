"""Making, opening and recovering an office's database, and who works at it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import insert, select, text, update

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id, new_id
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.exchange import recovery
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import opening, schema
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.places import unsafe_place
from kotabumi_kinerja.store.vault import FileVault, Vault

_PLACES: Final = {
    "network": "map jaringan",
    "removable": "flashdisk",
    "cloud": "map yang disinkronkan ke internet",
}

OWNER: Final = "PEMERINTAH KABUPATEN LAMPUNG UTARA"


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """How an office is called and where it lies, as its letterhead says."""

    code: str
    name: str
    address: str = ""
    city: str = "Kotabumi"
    owner: str = OWNER


@dataclass(frozen=True, slots=True)
class Created:
    """A new office. `recovery_code` is shown once, for printing; `key_place`: where the key is."""

    workspace: Workspace
    recovery_code: str
    key_place: str


def create(  # noqa: PLR0913  # what a new office is made of
    folder: Path,
    facts: OfficeFacts,
    *,
    vault: Vault | None,
    operator: str,
    passphrase: str | None = None,
    resources: Path | None = None,
) -> Created:
    """A new office in `folder`; with a `passphrase` it is the centre, with root and recovery key.

    `vault` None: no key store on this machine, a key file is kept beside the database instead.
    Refused: KK-420 there is one already, KK-424 a place that is not safe.
    """
    _refuse_unsafe(folder)
    office, key, device = new_id(), opening.new_key(), DeviceKey.new()
    code = recovery.new_recovery_code()
    database = opening.create(
        folder / settings.DATABASE,
        key,
        office=office,
        centre=passphrase is not None,
        device=device.public.sign,
    )
    database.operator = operator
    place = _keep_key(folder, office, key, code, vault)
    workspace = Workspace(
        database,
        load_rules((resources or settings.resources()) / "rules"),
        folder,
        resources or settings.resources(),
        key,
    )
    write_device(workspace, device)
    if passphrase is None:
        _write_facts(database, facts)
    else:
        _found_centre(database, facts, passphrase, code)
    add_operator(workspace, operator)
    return Created(workspace, code, place)


def open_office(
    folder: Path, *, vault: Vault | None, operator: str, resources: Path | None = None
) -> Workspace:
    """The office in `folder`, its key from the key store or the key file.

    Refused: KK-421 no office there, KK-445 no key on this machine (use the recovery code).
    """
    path = folder / settings.DATABASE
    if not path.is_file():
        raise Refused("KK-421", file=str(folder))
    key = _find_key(folder, vault)
    database = opening.open_database(path, key, operator=operator)
    place = resources or settings.resources()
    return Workspace(database, load_rules(place / "rules"), folder, place, key)


def recover(folder: Path, code: str, *, vault: Vault | None) -> str:
    """Take the key out of its wrap by the printed code and keep it on this machine.

    Returns where it is kept now. Refused: KK-450.. for the code, KK-446 no wrap beside the file.
    """
    name, key = unwrapped(_wrap_beside(folder), code, folder.name)
    opening.open_database(folder / settings.DATABASE, key).close()
    return store_key(folder, name, key, vault)


def unwrapped(wrap: bytes, code: str, where: str) -> tuple[str, bytes]:
    """Name and raw key inside a wrap. Refused: KK-446 torn, KK-450.. for the code."""
    kept = _read_wrap(wrap, where)
    return kept["office"], recovery.unwrap(bytes.fromhex(kept["recovery"]), code)


def facts_of(database: Database) -> OfficeFacts:
    """The office's name and letterhead: the centre's word, and our own where it says nothing."""
    t = schema.office.c
    with database.read() as connection:
        row = (
            connection.execute(
                select(t.code, t.name, t.address, t.city, t.owner).where(
                    t.office == REF, t.id == database.office, t.gone == ""
                )
            )
            .mappings()
            .first()
        )
        own = connection.execute(
            select(schema.meta.c.key, schema.meta.c.value).where(
                schema.meta.c.key.startswith("office_")
            )
        ).all()
    known = {"code": "", "name": ""}
    known |= {key.removeprefix("office_"): value for key, value in own}
    if row is not None:
        known |= {str(name): value for name, value in row.items() if value}
    return OfficeFacts(**known)


def change_facts(work: Workspace, facts: OfficeFacts) -> None:
    """A new name or letterhead of our own; once enrolled the centre's word stands (KK-447)."""
    with work.database.read() as connection:
        enrolled = connection.scalar(
            select(schema.office.c.id).where(schema.office.c.id == work.database.office)
        )
    if enrolled and not work.database.centre:
        raise Refused("KK-447")
    _write_facts(work.database, facts)


def device_key(database: Database) -> DeviceKey:
    """This installation's private keys, kept inside the encrypted file."""
    return DeviceKey.from_bytes(secret(database, "device"))


def write_device(work: Workspace, device: DeviceKey) -> None:
    """Keep this installation's private keys inside the encrypted file."""
    with work.database.local() as connection:
        connection.execute(insert(schema.secret).values(key="device", value=device.to_bytes()))


def secret(database: Database, name: str) -> bytes:
    """A private value of this file; KeyError when there is none."""
    with database.read() as connection:
        value = connection.scalar(select(schema.secret.c.value).where(schema.secret.c.key == name))
    if value is None:
        raise KeyError(name)
    return value


def centre_keys(database: Database, passphrase: str) -> CentreKeys:
    """Root and recovery key of the centre. Refused KK-454: another passphrase."""
    return CentreKeys.from_bytes(
        recovery.unwrap_passphrase(secret(database, "centre_passphrase"), passphrase)
    )


def operators(work: Workspace) -> list[str]:
    """The short list to choose from at start, the latest first."""
    t = schema.operator.c
    with work.database.read() as connection:
        return list(connection.scalars(select(t.name).order_by(t.used.desc(), t.name)))


def add_operator(work: Workspace, name: str) -> None:
    """`name` works here now; it stands in every change set from here on."""
    work.database.operator = name
    with work.database.local() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO operator VALUES (:n, :t)"),
            {"n": name, "t": work.database.clock().isoformat()},
        )


def _found_centre(database: Database, facts: OfficeFacts, passphrase: str, code: str) -> None:
    keys = CentreKeys.new()
    both = keys.to_bytes()
    with database.local() as connection:
        for name, value in (
            ("centre_passphrase", recovery.wrap_passphrase(both, passphrase)),
            ("centre_recovery", recovery.wrap(both, code)),
            ("root_public", keys.root_public),
            ("recovery_recipient", keys.recovery_recipient.encode()),
        ):
            connection.execute(insert(schema.secret).values(key=name, value=value))
    with database.change(f"Dirikan pusat {facts.name}") as connection:
        connection.execute(
            insert(schema.office).values(
                office=REF,
                id=database.office,
                code=facts.code,
                name=facts.name,
                owner=facts.owner,
                address=facts.address,
                city=facts.city,
            )
        )


def _write_facts(database: Database, facts: OfficeFacts) -> None:
    if database.centre:
        with database.change("Ubah kop kantor") as connection:
            connection.execute(
                update(schema.office)
                .where(schema.office.c.id == database.office)
                .values(
                    code=facts.code,
                    name=facts.name,
                    owner=facts.owner,
                    address=facts.address,
                    city=facts.city,
                )
            )
        return
    with database.local() as connection:
        for name in ("code", "name", "address", "city", "owner"):
            connection.execute(
                text("INSERT OR REPLACE INTO meta VALUES (:k, :v)"),
                {"k": f"office_{name}", "v": getattr(facts, name)},
            )


def _refuse_unsafe(folder: Path) -> None:
    reason = unsafe_place(folder)
    if reason:
        raise Refused("KK-424", folder=str(folder), place=_PLACES[reason])


def _keep_key(folder: Path, office: Id, key: bytes, code: str, vault: Vault | None) -> str:
    wrap = {"office": office.hex(), "recovery": recovery.wrap(key, code).hex()}
    (folder / settings.WRAPPED_KEY).write_text(json.dumps(wrap), "utf-8")
    return store_key(folder, office.hex(), key, vault)


def store_key(folder: Path, name: str, key: bytes, vault: Vault | None) -> str:
    """Keep a raw key on this machine; returns where, for people."""
    if vault is not None:
        vault.put(name, key)
        return "gudang kunci sistem"
    FileVault(folder / settings.KEY_FILE).put(name, key)
    return f"berkas {settings.KEY_FILE} di samping data (komputer ini tanpa gudang kunci)"


def _find_key(folder: Path, vault: Vault | None) -> bytes:
    name = _read_wrap(_wrap_beside(folder), folder.name)["office"]
    for place in (vault, FileVault(folder / settings.KEY_FILE)):
        key = place.get(name) if place is not None else None
        if key is not None:
            return key
    raise Refused("KK-445", folder=folder.name)


def _wrap_beside(folder: Path) -> bytes:
    try:
        return (folder / settings.WRAPPED_KEY).read_bytes()
    except OSError as error:
        raise Refused("KK-446", folder=folder.name) from error


def _read_wrap(wrap: bytes, where: str) -> dict[str, str]:
    try:
        kept = json.loads(wrap)
        return {"office": str(kept["office"]), "recovery": str(kept["recovery"])}
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("KK-446", folder=where) from error
