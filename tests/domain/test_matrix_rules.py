"""Which result is carried by whom: ties by id and by words, chains, rings, gaps and orphans."""

from kotabumi_kinerja.domain.matrix import Above, Band, Line, Matrix, Role, matrix, words_of
from kotabumi_kinerja.domain.plans import PlanState

A, B, C = b"a" * 16, b"b" * 16, b"c" * 16
TOP = [Above(A, "Meningkatnya pelayanan"), Above(B, "Meningkatnya kepuasan.")]


def role(key: bytes, text: str, above: bytes | None = None, words: str = "") -> Role:
    return Role(key, text, above, words)


def line(person: bytes, *roles: Role, rater: bytes | None = None) -> Line:
    name = person.decode().strip()
    return Line(person, name, "", Band.MEMBERS, rater, person, PlanState.DRAFT, roles)


def texts(found: Matrix, row: int, column: int) -> list[str]:
    return [part.role.text for part in found.at(row, column)]


def test_a_result_tied_by_id_stands_in_its_column() -> None:
    found = matrix(TOP, [line(b"rina", role(b"1", "Izin terbit", B, "Kata lama"))])
    assert (texts(found, 0, 0), texts(found, 0, 1)) == ([], ["Izin terbit"])
    assert len(found.columns) == 2
    assert (found.owners, found.gaps, found.orphans) == ((0, 1), (0,), ())


def test_words_tie_whatever_their_spaces_letters_and_full_stop() -> None:
    found = matrix(
        TOP, [line(b"rina", role(b"1", "Izin terbit", None, " meningkatnya  KEPUASAN "))]
    )
    assert texts(found, 0, 1) == ["Izin terbit"]
    assert words_of("A  b. ") == "a b"


def test_a_tie_to_an_older_version_falls_back_on_the_words() -> None:
    found = matrix(TOP, [line(b"rina", role(b"1", "Izin", b"gone" * 4, "Meningkatnya pelayanan"))])
    assert texts(found, 0, 0) == ["Izin"]


def test_words_of_people_below_that_nobody_has_become_columns_at_the_end() -> None:
    named = role(b"1", "Arsip tertata", None, "Meningkatnya tata kelola")
    found = matrix(TOP, [line(b"rina", named), line(b"budi", named)])
    assert found.columns[2].temporary
    assert found.columns[2].text == "Meningkatnya tata kelola"
    assert found.owners == (0, 0, 2)


def test_words_of_people_further_below_make_no_column() -> None:
    far = line(b"budi", role(b"1", "Surat", None, "Hasil yang tidak ada"), rater=b"rina")
    found = matrix(TOP, [line(b"rina"), far])
    assert len(found.columns) == 2
    assert found.orphans == (0, 1)


def test_a_contribution_reaches_the_top_through_the_rater() -> None:
    middle = line(b"rina", role(b"1", "Izin terbit", A))
    by_id = line(b"budi", role(b"2", "Berkas diperiksa", b"1"), rater=b"rina")
    by_words = line(b"sari", role(b"3", "Loket terlayani", None, "izin terbit"), rater=b"rina")
    found = matrix(TOP, [middle, by_id, by_words])
    assert [found.at(row, 0)[0].via for row in range(3)] == ["", "rina", "rina"]
    assert found.owners == (3, 0)


def test_a_chain_that_ends_before_the_top_is_no_contribution() -> None:
    middle = line(b"rina", role(b"1", "Izin terbit"))
    below = line(b"budi", role(b"2", "Berkas diperiksa", b"1"), rater=b"rina")
    found = matrix(TOP, [middle, below])
    assert found.orphans == (0, 1)


def test_a_ring_of_results_ends() -> None:
    one = line(b"rina", role(b"1", "Satu", b"2"))
    two = line(b"budi", role(b"2", "Dua", b"1"), rater=b"rina")
    found = matrix(TOP, [one, two])
    assert found.orphans == (0, 1)


def test_several_results_of_one_person_stand_in_one_cell() -> None:
    found = matrix(TOP, [line(b"rina", role(b"1", "Satu", A), role(b"2", "Dua", A))])
    assert texts(found, 0, 0) == ["Satu", "Dua"]
    assert found.owners == (1, 0)


def test_only_drafts_and_missing_plans_may_be_written() -> None:
    state = {s: Line(A, "", "", Band.MEMBERS, None, A, s, ()).editable for s in PlanState}
    assert [s for s, editable in state.items() if editable] == [PlanState.DRAFT]
    assert Line(A, "", "", Band.MEMBERS, None, None, None, ()).editable
