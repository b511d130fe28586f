"""From an error's code to the Indonesian sentence: what, which record, what to do, what is safe."""

from collections.abc import Mapping
from typing import Final

from kotabumi_kinerja.messages import (
    exchange,
    files,
    history,
    lists,
    paper,
    plans,
    raters,
    staff,
    updates,
    workbooks,
)

CATALOGUE: Final[Mapping[str, str]] = {
    **staff.SENTENCES,
    **raters.SENTENCES,
    **lists.SENTENCES,
    **workbooks.SENTENCES,
    **plans.SENTENCES,
    **exchange.SENTENCES,
    **files.SENTENCES,
    **updates.SENTENCES,
    **history.SENTENCES,
    **paper.SENTENCES,
}

UNKNOWN: Final = "Terjadi kesalahan yang belum dikenal program. Data yang sudah tersimpan aman. Foto layar ini dan kirim kepada BKPSDM."


def sentence(code: str, fields: Mapping[str, object]) -> str:
    """The sentence of `code` with its fields filled in, the code at its end."""
    template = CATALOGUE.get(code, UNKNOWN)
    return f"{template.format_map(_Gaps(fields))} {code}"


class _Gaps(dict[str, object]):
    """A field that nobody filled shows as a dash; a message must never fail."""

    def __missing__(self, key: str) -> object:
        return "–"
