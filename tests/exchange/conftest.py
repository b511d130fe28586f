"""One office, one centre, and a small package from the one to the other."""

from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from sample_parts import CENTRE, OFFICE, parts

from kotabumi_kinerja.exchange import certificates, keys, package, payload
from kotabumi_kinerja.exchange.certificates import Certificate, Claims
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Payload


@pytest.fixture(scope="session")
def centre_keys() -> CentreKeys:
    return CentreKeys.new()


@pytest.fixture(scope="session")
def office_key() -> DeviceKey:
    return DeviceKey.new()


@pytest.fixture(scope="session")
def centre_key() -> DeviceKey:
    return DeviceKey.new()


@pytest.fixture(scope="session")
def certificate(centre_keys: CentreKeys, office_key: DeviceKey) -> Certificate:
    public = office_key.public
    claims = Claims(public.sign, public.recipient, OFFICE, "office", "PC tata usaha", 3, 40)
    return certificates.issue(centre_keys, claims)


@pytest.fixture(scope="session")
def header(office_key: DeviceKey, certificate: Certificate) -> Header:
    return Header(
        device=office_key.public.sign,
        certificate=certificate.to_bytes(),
        replica=keys.replica(office_key.public.sign),
        number=9,
        sender=OFFICE,
        sender_name="Dinas Kesehatan",
        recipient=CENTRE,
        recipient_name="BKPSDM",
        program="0.1.0",
        schema=4,
        created_at=datetime(2026, 11, 24, 14, 5, tzinfo=timezone(timedelta(hours=7))),
    )


@pytest.fixture(scope="session")
def content(header: Header) -> Payload:
    return payload.from_parts(parts(header.replica))


@pytest.fixture(scope="session")
def blob(content: Payload, header: Header, centre_key: DeviceKey, office_key: DeviceKey) -> bytes:
    return package.write(content, header, [centre_key.public.recipient], office_key)


@pytest.fixture
def fresh(header: Header) -> Header:
    return msgspec.structs.replace(header, number=10)
