"""Packages open for their addressees, whole and untouched, and are refused otherwise."""

import hashlib
import shutil
import struct
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from backports import zstd  # pyright: ignore[reportMissingTypeStubs]  # typed, but a namespace
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_parts import CENTRE, OFFICE, STREAM, parts

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.streams import TablePart
from kotabumi_kinerja.exchange import age, certificates, keys, limits, package, payload
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Payload


def opened(data: bytes, key: DeviceKey, mine: bytes = CENTRE) -> tuple[Header, Payload]:
    return package.open_package(data, [key.identity], mine=mine, schema=4)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        package.inspect(data)
    return caught.value.code


def handmade(body: bytes, header: Header, key: DeviceKey) -> bytes:
    raw = msgspec.json.encode(msgspec.structs.replace(header, body_length=len(body)))
    return signed(raw, body, key)


def signed(raw: bytes, body: bytes, key: DeviceKey) -> bytes:
    front = package.MAGIC + struct.pack(">I", len(raw)) + raw + body
    return front + key.sign(keys.PACKAGE, front) + package.TRAILER


def sealed(packed: bytes, key: DeviceKey) -> bytes:
    return age.encrypt(packed, [key.public.recipient])


def with_hash(content: Payload, header: Header) -> Payload:
    digest = hashlib.sha256(msgspec.json.encode(header)).digest()
    return msgspec.structs.replace(content, header_hash=digest)


def test_round_trip(blob: bytes, header: Header, content: Payload, centre_key: DeviceKey) -> None:
    read, inside = opened(blob, centre_key)
    assert msgspec.structs.replace(read, body_length=0) == header
    assert inside == with_hash(content, header)
    assert read.body_length == len(package.body_of(blob))
    assert package.peek(blob[:5000]) == read
    assert read.partition(CENTRE) == OFFICE


def test_parts_come_back_as_they_were_sent(blob: bytes, centre_key: DeviceKey) -> None:
    header, inside = opened(blob, centre_key)
    back = payload.to_parts(inside, office=OFFICE, number=header.number, schema=header.schema)
    assert back == parts(header.replica)
    assert payload.counts(inside) == {"person": 2}


def test_a_group_without_columns_keeps_its_rows(header: Header) -> None:
    bare = TablePart("unit", "empty", [b"\x01" * 16], [1], [0], {})
    one = replace(parts(header.replica).streams[0], tables=[bare])
    sent = replace(parts(header.replica), streams=[one])
    back = payload.decode(payload.encode(payload.from_parts(sent)))
    assert payload.to_parts(back, office=OFFICE, number=9, schema=4) == sent


def test_truncated_at_every_byte(blob: bytes) -> None:
    assert len(blob) <= 4096
    assert {refusal(blob[:size]) for size in range(len(blob))} <= {"KK-312", "KK-313", "KK-314"}


def test_every_bit_flipped(blob: bytes) -> None:
    codes: set[str] = set()
    for place in range(len(blob)):
        for bit in range(8):
            wrong = bytearray(blob)
            wrong[place] ^= 1 << bit
            codes.add(refusal(bytes(wrong)))
    assert codes <= {"KK-312", "KK-313", "KK-314", "KK-315", "KK-318"}
    assert "KK-315" in codes


def test_something_behind_the_end(blob: bytes) -> None:
    assert refusal(blob + b"\n") == "KK-312"
    assert refusal(blob + blob) in {"KK-312", "KK-315"}


def test_the_sentence_names_the_package_and_whom_to_ask(blob: bytes) -> None:
    with pytest.raises(Refused) as caught:
        package.inspect(blob[:-1])
    assert caught.value.fields == {"number": 9, "sender": "Dinas Kesehatan"}


@settings(max_examples=60)
@given(st.binary(max_size=400), st.booleans())
def test_random_bytes(noise: bytes, magic: bool) -> None:  # noqa: FBT001  # hypothesis hands it in
    assert refusal(package.MAGIC * magic + noise) in {"KK-312", "KK-313", "KK-314", "KK-318"}


def test_wrong_key(blob: bytes) -> None:
    with pytest.raises(Refused, match="KK-316"):
        opened(blob, DeviceKey.new())


def test_wrong_addressee_is_named(blob: bytes, centre_key: DeviceKey) -> None:
    with pytest.raises(Refused, match="KK-311") as caught:
        opened(blob, centre_key, mine=b"\xbb" * 16)
    assert caught.value.fields == {"office": "BKPSDM"}


def test_the_senders_other_devices_may_read_it(
    content: Payload, header: Header, office_key: DeviceKey
) -> None:
    other = DeviceKey.new()
    recipients = [other.public.recipient, other.public.recipient]
    data = package.write(content, header, recipients, office_key)
    assert opened(data, other, mine=OFFICE)[1].counter == content.counter


def test_signed_by_another_key(blob: bytes) -> None:
    front = blob[: -len(package.TRAILER) - 64]
    forged = front + DeviceKey.new().sign(keys.PACKAGE, front) + package.TRAILER
    assert refusal(forged) == "KK-315"


def test_signed_for_another_purpose(blob: bytes, office_key: DeviceKey) -> None:
    front = blob[: -len(package.TRAILER) - 64]
    forged = front + office_key.sign(keys.CERTIFICATE, front) + package.TRAILER
    assert refusal(forged) == "KK-315"


def test_a_body_does_not_open_behind_another_header(
    blob: bytes, fresh: Header, office_key: DeviceKey, centre_key: DeviceKey
) -> None:
    replayed = handmade(package.body_of(blob), fresh, office_key)
    assert package.inspect(replayed).number == 10
    with pytest.raises(Refused, match="KK-317"):
        opened(replayed, centre_key)


def test_a_thief_cannot_sign_anothers_body_as_his_own(
    blob: bytes, fresh: Header, centre_key: DeviceKey
) -> None:
    thief = DeviceKey.new()
    mine = msgspec.structs.replace(fresh, device=thief.public.sign)
    with pytest.raises(Refused, match="KK-317"):
        opened(handmade(package.body_of(blob), mine, thief), centre_key)


def test_a_wrong_length_in_the_header(blob: bytes, header: Header, office_key: DeviceKey) -> None:
    raw = msgspec.json.encode(header)
    assert refusal(signed(raw, package.body_of(blob), office_key)) == "KK-312"


def test_a_header_written_in_another_way(header: Header, office_key: DeviceKey) -> None:
    raw = msgspec.json.encode(header)
    assert refusal(signed(raw.replace(b":9,", b": 9,"), b"", office_key)) == "KK-314"
    twice = raw[:-1] + b',"number":9}'
    assert refusal(signed(twice, b"", office_key)) == "KK-314"


def test_a_huge_or_deep_header(header: Header, office_key: DeviceKey) -> None:
    assert refusal(signed(b" " * (limits.HEADER + 1), b"", office_key)) == "KK-314"
    newer = msgspec.json.encode(msgspec.structs.replace(header, format=2))
    long = newer[:-1] + b',"more":"' + b"x" * limits.HEADER + b'"}'
    assert refusal(signed(long, b"", office_key)) == "KK-314"
    deep = b'{"x":' + b"[" * 60_000
    assert refusal(signed(deep, b"", office_key)) == "KK-314"
    strange = msgspec.structs.replace(header, suite="none")
    assert refusal(signed(msgspec.json.encode(strange), b"", office_key)) == "KK-314"


def test_newer_programs(
    blob: bytes, header: Header, office_key: DeviceKey, centre_key: DeviceKey
) -> None:
    assert refusal(b"KKX2\n" + blob[5:]) == "KK-318"
    newer = msgspec.structs.replace(header, format=2)
    assert refusal(signed(msgspec.json.encode(newer), b"", office_key)) == "KK-318"
    with pytest.raises(Refused, match="KK-318"):
        package.open_package(blob, [centre_key.identity], mine=CENTRE, schema=3)


def test_bombs(header: Header, office_key: DeviceKey, centre_key: DeviceKey) -> None:
    size = limits.PAYLOAD + 1
    machine = zstd.ZstdCompressor(options={zstd.CompressionParameter.content_size_flag: 1})
    machine.set_pledged_input_size(size)
    block, left = bytes(1 << 24), size
    declared = b""
    while left:
        declared += machine.compress(block[:left])
        left -= min(left, len(block))
    declared += machine.flush()
    assert zstd.get_frame_info(declared).decompressed_size == size
    silent = zstd.ZstdCompressor()
    undeclared = silent.compress(bytes(1 << 20)) + silent.flush()
    for bomb in (declared, undeclared, limits.deflate(b"x") + b"more", b"no frame"):
        assert limits.inflate(bomb) is None
        with pytest.raises(Refused, match="KK-317"):
            opened(handmade(sealed(bomb, centre_key), header, office_key), centre_key)
    assert limits.inflate(limits.deflate(bytes(1000)), limit=1000) == bytes(1000)
    assert limits.inflate(limits.deflate(bytes(1001)), limit=1000) is None


def test_deep_nesting_and_strange_content(
    header: Header, content: Payload, office_key: DeviceKey, centre_key: DeviceKey
) -> None:
    sound = with_hash(content, header)
    part = sound.streams[STREAM]
    group = part.tables["person"].groups["main"]
    insides: list[object] = [
        msgspec.Raw(b"\x91" * 200_000 + b"\x01"),
        msgspec.Raw(b"\x81\xa5notes" + b"\x91" * 200_000),
        msgspec.Raw(b"\x81\xa1x" + b"\x91" * 200_000),
        {**msgspec.structs.asdict(sound), "unknown": 1},
        msgspec.structs.replace(sound, counter=40, vectors={}),
        msgspec.structs.replace(sound, counter=40, streams={}),
        msgspec.structs.replace(sound, attachments={bytes(32): b"another"}),
        msgspec.structs.replace(sound, header_hash=bytes(32)),
        *(
            msgspec.structs.replace(sound, streams={name: bent})
            for name, bent in [
                ("other", part),
                ("ref", msgspec.structs.replace(part, replicas=[])),
                ("ref", msgspec.structs.replace(part, hash=b"")),
            ]
        ),
    ]
    short = msgspec.structs.replace(group, ids=group.ids[:1])
    twice = msgspec.structs.replace(group, ids=group.ids[:1] * 2)
    floats = msgspec.structs.replace(group, plain={"name": [1.5, 2.5]})  # pyright: ignore[reportArgumentType]  # that is the test
    both = msgspec.structs.replace(group, plain={"unit": [None, None]})
    ragged = msgspec.structs.replace(group, plain={"name": ["one"]})
    for bent in (short, twice, floats, both, ragged):
        tables = {"person": payload.TablePart({"main": bent})}
        streams = {"ref": msgspec.structs.replace(part, tables=tables)}
        insides.append(msgspec.structs.replace(sound, streams=streams))
    for inside in insides:
        body = sealed(limits.deflate(msgspec.msgpack.encode(inside)), centre_key)
        with pytest.raises(Refused, match="KK-317"):
            opened(handmade(body, header, office_key), centre_key)
    body = sealed(limits.deflate(payload.encode(sound)), centre_key)
    assert opened(handmade(body, header, office_key), centre_key)[1] == sound


def test_what_may_not_travel(header: Header) -> None:
    for values in ([1.5], [True], [[1]], [Decimal(1)], [b"bytes", "text"]):
        table = TablePart("unit", "main", [b"\x01" * 16], [1], [0], {"name": values})  # pyright: ignore[reportArgumentType]  # that is the test
        one = replace(parts(header.replica).streams[0], tables=[table])
        with pytest.raises(TypeError):
            payload.from_parts(replace(parts(header.replica), streams=[one]))


def test_the_writer_checks_itself(
    content: Payload, header: Header, office_key: DeviceKey, centre_key: DeviceKey
) -> None:
    reader = [centre_key.public.recipient]
    with pytest.raises(ValueError, match="another device"):
        package.write(content, header, reader, centre_key)
    with pytest.raises(ValueError, match="nobody"):
        package.write(content, header, [], office_key)
    wrong = msgspec.structs.replace(content, counter=1)
    with pytest.raises(ValueError, match="payload"):
        package.write(wrong, header, reader, office_key)


def test_the_certificate_says_who_sent_it(
    header: Header, centre_keys: CentreKeys, office_key: DeviceKey
) -> None:
    root = centre_keys.root_public
    assert package.certified(header, root).claims.role == "office"
    with pytest.raises(Refused, match="KK-320") as caught:
        package.certified(msgspec.structs.replace(header, certificate=None), root)
    assert caught.value.fields["letters"] == office_key.public.fingerprint
    for wrong, by in [
        (header, CentreKeys.new().root_public),
        (msgspec.structs.replace(header, sender=CENTRE), root),
        (msgspec.structs.replace(header, device=bytes(32)), root),
        (msgspec.structs.replace(header, certificate=b"\x00"), root),
    ]:
        with pytest.raises(Refused, match="KK-321"):
            package.certified(wrong, by)


def test_a_changed_certificate(header: Header, centre_keys: CentreKeys) -> None:
    sound = certificates.read(header.certificate or b"")
    claims = msgspec.structs.replace(sound.claims, role="centre")
    forged = msgspec.structs.replace(sound, claims=claims)
    with pytest.raises(Refused, match="KK-321"):
        certificates.verify(forged, centre_keys.root_public)


def test_age_itself_opens_the_body(
    blob: bytes, content: Payload, centre_key: DeviceKey, tmp_path: Path
) -> None:
    program = shutil.which("age")
    assert program, "the Debian package 'age' is missing"
    (tmp_path / "key").write_text(centre_key.identity + "\n")
    (tmp_path / "body.age").write_bytes(package.body_of(blob))
    command = [program, "-d", "-i", str(tmp_path / "key"), str(tmp_path / "body.age")]
    plain = subprocess.run(command, capture_output=True, check=True).stdout
    assert payload.decode(zstd.decompress(plain)).counter == content.counter
