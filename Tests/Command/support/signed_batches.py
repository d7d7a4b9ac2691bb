"""Revocation batches as a country signs them for the EU's gateway."""

import json
from datetime import datetime, timezone

import passports as made
from passports import DAY

DATA = "1.2.840.113549.1.7.1"
NOW = datetime(2022, 3, 1, 12, tzinfo=timezone.utc)
COUNTRY = made.Holder("XX", "Upload authority", since=NOW - 300 * DAY)
UPLOAD = made.Holder("XX", "Upload", by=COUNTRY, since=NOW - 300 * DAY)


def signed(content, *signers, **changes):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return made.signed_message(data, *(signers or [UPLOAD]), **{"content_type": DATA, "attribute_type": DATA, "at": NOW - DAY} | changes)
