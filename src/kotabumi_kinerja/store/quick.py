"""The first rows of the staff list for the window's first paint, by the bare driver alone."""

from pathlib import Path

from kotabumi_kinerja.store.driver import connect


def first_rows(path: Path, key: bytes, size: int) -> list[tuple[str, str, str, str, str, str]]:
    """Name with degrees, NIP, status, golongan, post and rater of the first `size` by name.

    Raises the driver's own errors; the opening that follows behind makes them sentences.
    """
    raw = connect(path, key)
    try:
        return raw.execute(
            "SELECT ltrim(coalesce(front, '') || ' ') || name || "
            "CASE coalesce(back, '') WHEN '' THEN '' ELSE ', ' || back END, nip, "
            "coalesce(status, ''), golongan, post, rater_name FROM person_now "
            "WHERE office = unhex((SELECT value FROM meta WHERE key = 'office')) "
            "ORDER BY n LIMIT ?",
            (size,),
        ).fetchall()
    finally:
        raw.close()
