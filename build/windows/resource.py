"""The version resource: what Windows shows under 'Properties, Details' of the exe."""

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

INDONESIAN = 0x0421
UNICODE = 1200


def version_resource(name: str, version: str) -> VSVersionInfo:
    """For both exes; `version` has up to four numbers."""
    numbers = tuple(([int(part) for part in version.split(".")] + [0, 0, 0])[:4])
    words = {
        "CompanyName": "Pemerintah Kabupaten Lampung Utara",
        "FileDescription": name,
        "FileVersion": version,
        "InternalName": "kotabumi-kinerja",
        "LegalCopyright": "Lisensi MIT",
        "ProductName": name,
        "ProductVersion": version,
    }
    table = StringTable(
        f"{INDONESIAN:04X}{UNICODE:04X}", [StringStruct(key, text) for key, text in words.items()]
    )
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([table]),
            VarFileInfo([VarStruct("Translation", [INDONESIAN, UNICODE])]),
        ],
    )
