"""The command line: reads the call, runs it, prints the answer; 0 done, 1 refused, 2 wrong call."""

import sys
from collections.abc import Sequence
from pathlib import Path

from kotabumi_kinerja import __version__, bootstrap, messages
from kotabumi_kinerja.cli import (
    demo,
    exchange,
    filling,
    history,
    library,
    offices,
    people,
    plan_editing,
    plans,
    printing,
    raters,
    scoring,
    staff,
    training,
    updates,
)
from kotabumi_kinerja.cli.frame import Commands, as_json
from kotabumi_kinerja.cli.words import Parser
from kotabumi_kinerja.domain.errors import Refused

MATTERS = (
    offices,
    staff,
    people,
    raters,
    plans,
    plan_editing,
    library,
    filling,
    scoring,
    training,
    printing,
    exchange,
    history,
    updates,
    demo,
)


def parser() -> Parser:
    """The whole grammar of the command line."""
    top = Parser(prog="kotabumi-kinerja", description="Kotabumi Kinerja")
    top.add_argument("--data", type=Path, help="map data kantor (bawaan: map pengguna ini)")
    top.add_argument("--operator", default="", help="nama petugas yang bekerja")
    top.add_argument("--json", action="store_true", help="jawaban sebagai JSON")
    top.add_argument(
        "--no-key-store", action="store_true", help="kunci di berkas, bukan di gudang kunci sistem"
    )
    top.add_argument("--version", action="version", version=__version__, help="tampilkan versi")
    commands = Commands(top.add_subparsers(required=True, metavar="PERINTAH"))
    for matter in MATTERS:
        matter.declare(commands)
    return top


def run(arguments: Sequence[str]) -> int:
    """Do one call; the refusal's sentence goes to stderr."""
    options = parser().parse_args(arguments)
    try:
        reply = options.run(
            bootstrap.program(options.data, key_store=not options.no_key_store), options
        )
    except Refused as refusal:
        return _refused(refusal)
    if options.json:
        print(as_json(reply.data))
    else:
        for line in reply.lines:
            print(line)
    return _refused(reply.refused) if reply.refused else 0


def _refused(refusal: Refused) -> int:
    print(messages.sentence(refusal.code, refusal.fields), file=sys.stderr)
    return 1
