#!/usr/bin/env python3
"""The independent readers beside this file, which were written from the pages of docs/ alone, as a client of the kit.

Needs `cbor2` and `cryptography` from PyPI; for the codes of venues libsodium, and without it those are not claimed.
"""

import json
import sys
from base64 import b64decode, urlsafe_b64decode

import reference_log
import reference_trust
import reference_verifier

try:
    import reference_venue
except OSError:
    reference_venue = None


def verify(question):
    said = reference_verifier.verify(question["text"], question["trust"], question["at"])
    return {k: said[k] for k in ("verdict", "reason", "status") if said[k] is not None}


def listed(question):
    roots = [urlsafe_b64decode(x + "=") for x in question["roots"]]
    held = [b64decode(h) for h in question.get("held", [])]
    return {"outcome": reference_trust.judge(b64decode(question["file"]), held, roots, question["at"])}


# What the log's reader says of bytes that are none of a log's.
NOT_A_LOGS = (reference_log.Refused, ValueError, KeyError, TypeError, IndexError, AttributeError)


def entry(question):
    try:
        act = reference_log.Act(b64decode(question["entry"]))
    except NOT_A_LOGS:
        return {"outcome": "malformed"}
    second = b64decode(question["second"]) if "second" in question else None
    return {"outcome": "accepted" if act.signed(b64decode(question["first"]), second) else "unsigned"}


def opening(question):
    try:
        _, _, index, reason, order, _ = reference_log.opening(b64decode(question["opening"]))
    except NOT_A_LOGS:
        return {"outcome": "not-opened"}
    return {"outcome": "accepted", "index": index, "reason": reason, "order": order}


def venue(question):
    try:
        return {"result": reference_venue.KINDS[question["kind"]](question)}
    except reference_verifier.Refusal as refusal:
        return {"refusal": refusal.reason}


OPERATIONS = {"verify": verify, "list": listed, "entry": entry, "opening": opening} | ({"venue": venue} if reference_venue else {})


def main():
    print(json.dumps({"protocol": 1, "client": "reference", "version": "1", "ops": list(OPERATIONS)}), flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps({"id": question["id"]} | OPERATIONS[question["op"]](question)), flush=True)


if __name__ == "__main__":
    main()
