"""Keys survive storage, sign for one purpose only, and show no secret."""

import base64
import hashlib

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import age, certificates, keys, letters
from kotabumi_kinerja.exchange.certificates import Claims
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey

OFFICE = bytes(range(16))


def test_a_device_key_survives_storage() -> None:
    key = DeviceKey.new()
    again = DeviceKey.from_bytes(key.to_bytes())
    assert again == key
    assert again.public == key.public
    assert age.decrypt(age.encrypt(b"x", [key.public.recipient]), [again.identity]) == b"x"


def test_torn_keys_are_refused() -> None:
    data, centre = DeviceKey.new().to_bytes(), CentreKeys.new().to_bytes()
    for size in range(len(data)):
        with pytest.raises(Refused, match="KK-455"):
            DeviceKey.from_bytes(data[:size])
    with pytest.raises(Refused, match="KK-455"):
        DeviceKey.from_bytes(centre)
    with pytest.raises(Refused, match="KK-455"):
        CentreKeys.from_bytes(data)


def test_no_secret_is_shown() -> None:
    key, centre = DeviceKey.new(), CentreKeys.new()
    assert key.identity not in repr(key)
    assert repr(key.seed) not in repr(key)
    assert centre.recovery_identity not in repr(centre)


def test_a_signature_is_good_for_one_purpose() -> None:
    key = DeviceKey.new()
    signature = key.sign(keys.PACKAGE, b"data")
    public = key.public.sign
    assert keys.verify(public, keys.PACKAGE, b"data", signature)
    assert not keys.verify(public, keys.CERTIFICATE, b"data", signature)
    assert not keys.verify(public, keys.PACKAGE, b"date", signature)
    assert not keys.verify(DeviceKey.new().public.sign, keys.PACKAGE, b"data", signature)
    assert not keys.verify(b"short", keys.PACKAGE, b"data", signature)


def test_every_start_is_a_new_author_of_the_same_device() -> None:
    public = DeviceKey.new().public.sign
    one, two = keys.replica(public), keys.replica(public)
    assert one != two
    assert len(one) == 16
    assert one[:8] == two[:8] == keys.replica_prefix(public)
    assert keys.replica(DeviceKey.new().public.sign)[:8] != one[:8]


def test_letters_for_the_phone() -> None:
    public = DeviceKey.new().public
    assert public.fingerprint == keys.fingerprint(public.sign)
    assert len(public.fingerprint) == 9
    assert letters.are_letters(letters.tidy(public.fingerprint))
    digest = hashlib.sha256(b"KotabumiKinerja fingerprint 1\0" + bytes(32)).digest()
    rfc4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    expected = base64.b32encode(digest[:5]).decode()
    expected = expected.translate(str.maketrans(rfc4648, letters.ALPHABET))
    assert letters.tidy(keys.fingerprint(bytes(32))) == expected == "A1Y24YWZ"


def test_the_centres_keys_sign_and_read() -> None:
    centre = CentreKeys.from_bytes(CentreKeys.new().to_bytes())
    device = DeviceKey.new().public
    claims = Claims(device.sign, device.recipient, OFFICE, "centre", "PC BKPSDM", 1, 0)
    certificate = certificates.issue(centre, claims)
    read = certificates.read(certificate.to_bytes())
    certificates.verify(read, centre.root_public)
    assert read == certificate
    assert read.public == device
    sealed = age.encrypt(b"x", [centre.recovery_recipient])
    assert age.decrypt(sealed, [centre.recovery_identity]) == b"x"


def test_torn_certificates_are_refused() -> None:
    centre, device = CentreKeys.new(), DeviceKey.new().public
    claims = Claims(device.sign, device.recipient, OFFICE, "office", "PC", 1, 0)
    data = certificates.issue(centre, claims).to_bytes()
    for size in range(len(data)):
        with pytest.raises(Refused, match="KK-321"):
            certificates.read(data[:size])
    for place in range(len(data)):
        wrong = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(Refused, match="KK-321"):
            certificates.verify(certificates.read(wrong), centre.root_public)


def test_a_certificate_needs_a_reader_key() -> None:
    claims = Claims(bytes(32), "age1nonsense", OFFICE, "office", "PC", 1, 0)
    with pytest.raises(ValueError, match="recipient"):
        certificates.issue(CentreKeys.new(), claims)
