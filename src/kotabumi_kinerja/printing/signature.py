"""Signature blocks: place and date, office lines, room for pen and stamp, name, NIP."""

from typing import Final, NamedTuple

from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.sheet import Flow, Sheet
from kotabumi_kinerja.printing.text import TEXT, TEXT_B, width_of, wrap

SIGN_SPACE: Final = 25.0
"""For pen and stamp, mm."""
SIGN_WIDTH: Final = 88.0
"""Width of the block's text, mm."""
STAMP: Final = 22.0
"""White kept free at the left of the left block for the stamp's overlap, mm."""
_WHITE: Final = 4.0
_LEAD: Final = TEXT.lead / MM
_DOTS: Final = "." * 42


class Signer(NamedTuple):
    """Who signs.

    `offices` are the lines above the space as (prefix, text): ('a.n.', 'BUPATI LAMPUNG UTARA'),
    ('', 'SEKRETARIS DAERAH'), ('', 'u.b.'), ('Plt.', 'ASISTEN ADMINISTRASI UMUM,'). The prefix
    hangs, so that all offices, the name and the NIP stand on one edge. No name: dots to write on.
    `placed` is place and date, of one or two lines; it is never filled in silently.
    """

    offices: tuple[tuple[str, str], ...]
    name: str = ""
    nip: str = ""
    rank: str = ""
    placed: str = ""


class Block(NamedTuple):
    """A signer's lines, broken; `above` as (prefix, text, indented)."""

    above: tuple[tuple[str, str, bool], ...]
    name: tuple[str, ...]
    below: tuple[str, ...]
    hang: float
    """Where offices, name and NIP stand, mm from the block's left edge."""


def block_of(s: Signer, width: float = SIGN_WIDTH) -> Block:
    """Break a signer's texts for a block of `width` mm."""
    prefixes = [width_of(f"{p} ", TEXT) for p, _ in s.offices if p]
    hang = max(prefixes, default=0.0) / MM
    inner = (width - hang) * MM
    above = [
        ("", part, False) for t in s.placed.split("\n") if t for part in wrap(t, TEXT, width * MM)
    ]
    for prefix, text in s.offices:
        for i, part in enumerate(wrap(text, TEXT, inner)):
            above.append((prefix if i == 0 else "", part, True))
    name = wrap(s.name, TEXT_B, inner) if s.name else (_DOTS,)
    ranks = wrap(s.rank, TEXT, inner) if s.rank else ()
    number = f"NIP {s.nip}" if s.nip else ("" if s.name else "NIP")
    return Block(tuple(above), name, (*ranks, *([number] if number else [])), hang)


def signature_height(*signers: Signer | None, width: float = SIGN_WIDTH) -> float:
    """Height in mm of these signers' blocks side by side, the white above included."""
    blocks = [block_of(s, width) for s in signers if s]
    above = max(len(b.above) for b in blocks)
    under = max(len(b.name) + len(b.below) for b in blocks)
    return _WHITE + (above + under) * _LEAD + SIGN_SPACE + 1


def draw_block(sheet: Sheet, block: Block, x: float, y: float, above: int) -> None:
    """One block under y; its offices end on line `above`, so that neighbours' names stand level."""
    at = y + _WHITE + (above - len(block.above)) * _LEAD
    for prefix, text, indented in block.above:
        at += _LEAD
        sheet.put(x, at, prefix, TEXT)
        sheet.put(x + (block.hang if indented else 0.0), at, text, TEXT)
    at += SIGN_SPACE
    deco = "" if block.name == (_DOTS,) else "under"
    for text in block.name:
        at += _LEAD
        sheet.put(x + block.hang, at, text, TEXT_B, deco=deco)
    for text in block.below:
        at += _LEAD
        sheet.put(x + block.hang, at, text, TEXT)


def signatures(flow: Flow, left: Signer | None, right: Signer | None) -> None:
    """The closing blocks, never parted: the employee at the left, the rater at the right."""
    height = signature_height(left, right)
    flow.need(height)
    page = flow.page
    blocks = [block_of(s) if s else None for s in (left, right)]
    above = max(len(b.above) for b in blocks if b)
    indent = min(STAMP, max(0.0, page.measure - 2 * SIGN_WIDTH - 6))
    places = (page.left + indent, page.width - page.right - SIGN_WIDTH)
    for block, x in zip(blocks, places, strict=True):
        if block:
            draw_block(flow.sheet, block, x, flow.y, above)
    flow.y += height
