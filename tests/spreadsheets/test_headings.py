"""What a heading means, how sure that is, and the mark a source is remembered by."""

from kotabumi_kinerja import settings
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.headings import Certainty, fingerprint, normal
from kotabumi_kinerja.spreadsheets.mapping import Proposal, fingerprint_of, propose
from kotabumi_kinerja.spreadsheets.reading import Sheet

SHAPE = siasn.staff_shape(settings.resources())
ROW = ["198501042007021005", "BUDI", "x", "y"]


def proposal(*headings: str, remembered: dict[str, str] | None = None) -> Proposal:
    found = propose(Sheet("D", [list(headings), ROW[: len(headings)]]), SHAPE, remembered or {})
    assert found is not None
    return found


def meant(found: Proposal) -> list[tuple[str | None, Certainty]]:
    return [(column.known, column.certainty) for column in found.columns]


def test_known_guessed_and_unknown() -> None:
    found = proposal("NIP", "Nama Pegwai", "Pangkat", "Ukuran Baju")
    assert meant(found)[0] == ("NIP BARU", Certainty.KNOWN)
    assert meant(found)[1] == ("NAMA", Certainty.GUESSED)
    assert meant(found)[3] == (None, Certainty.UNKNOWN)


def test_a_bare_tmt_belongs_to_what_stands_before_it() -> None:
    found = meant(proposal("NIP", "Nama", "Golongan", "TMT"))
    assert found[3] == ("TMT GOLONGAN", Certainty.GUESSED)
    assert meant(proposal("NIP", "Nama", "Jabatan", "TMT"))[3] == ("TMT JABATAN", Certainty.GUESSED)
    assert meant(proposal("NIP", "Nama", "Agama", "TMT"))[3] == (None, Certainty.UNKNOWN)


def test_what_was_remembered_goes_first_also_not_to_use_a_column() -> None:
    found = proposal("NIP", "NIP", "Nama", remembered={"NIP": "NIP LAMA", "NIP (2)": "NIP BARU"})
    assert meant(found)[:2] == [
        ("NIP LAMA", Certainty.REMEMBERED),
        ("NIP BARU", Certainty.REMEMBERED),
    ]
    aside = proposal("NIP", "Nama", "Golongan", remembered={"GOLONGAN": ""})
    assert meant(aside)[2] == (None, Certainty.REMEMBERED)


def test_the_mark_of_a_source() -> None:
    def mark(*headings: str) -> str:
        return fingerprint_of(Sheet("D", [list(headings), ROW]), SHAPE)

    first = mark("NIP", "Nama", "Gol. Ruang", "Hobi")
    assert first == mark("hobi", "N.I.P", "NAMA", "gol_ruang")
    assert first != mark("NIP", "Nama", "Gol. Ruang", "Hobby")
    assert (len(first), fingerprint_of(Sheet("D", [["x"]]), SHAPE)) == (16, "")
    assert fingerprint(["A", "B"]) == fingerprint(["B", "A"])


def test_normal() -> None:
    assert normal(" Tgl. Lahir*)\n") == normal("TGL_LAHIR") == "TGLLAHIR"
