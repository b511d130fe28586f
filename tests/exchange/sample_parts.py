"""A small package's content, as plain data."""

from kotabumi_kinerja.domain.streams import Parts, StreamPart, TablePart, Value

OFFICE = bytes(range(16))
CENTRE = b"\xcc" * 16
STREAM = f"{OFFICE.hex()}/o"


def parts(author: bytes) -> Parts:
    """Two people of the office, one of them with a second field group."""
    other, first, second = b"\x07" * 16, b"\x01" * 16, b"\x02" * 16
    columns: dict[str, list[Value]] = {
        "name": ["Irwan Rahayu", "Nina Saputra"],
        "rank": [None, -3],
        "unit": [OFFICE, None],
    }
    return Parts(
        office=OFFICE,
        number=9,
        counter=41,
        schema=4,
        streams=[
            StreamPart(
                stream=STREAM,
                base={other: 3},
                vector={author: 41, other: 12},
                hash=b"\x05" * 32,
                replicas=[author, other],
                tables=[
                    TablePart("person", "main", [first, second], [41, 12], [0, 1], columns),
                    TablePart("person", "gone", [first], [2], [0], {"gone": [""]}),
                ],
            ),
            StreamPart("ref", {}, {}, b"\x06" * 32, [], []),
        ],
        seen={b"\x06" * 32: 17},
    )
