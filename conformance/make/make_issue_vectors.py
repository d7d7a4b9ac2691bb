#!/usr/bin/env python3
"""Writes the vectors of issuing: issue/good/ has claims and the one text that they make, issue/bad/ claims that nobody may sign.

    python3 make_issue_vectors.py [folder]      (default: the folder above this file's)

Claims stand in JSON by the numbers of docs/format.md §3; {"bytes": HEX} is a byte string. Each run writes the same bytes.
"""

import sys

from make_vectors import (BASE, DAY, GREEN, HENAN, IAT, MISSING, OFFICER, RED, STAYS, TAMIL_NADU, YELLOW, claims, countersigned, derived, evidence, holder,
                          lasting, root_of, text, write)

CASES = {"good": [], "bad": []}
NAMES = {HENAN: "key 1", TAMIL_NADU: "key 2", OFFICER: "key 4"}


def as_json(value):
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dict):
        return {str(k): as_json(v) for k, v in value.items()}
    return [as_json(v) for v in value] if isinstance(value, list) else value


def good(name, comment, made, key=HENAN, second=None):
    issued = countersigned(made, second, key) if second else text(made, key)
    CASES["good"].append((name, {"comment": comment, "key": NAMES[key], **({"second": NAMES[second]} if second else {}), "claims": as_json(made),
                                 "expect": {"text": issued}}))


def bad(name, comment, reason, made, second=None):
    CASES["bad"].append((name, {"comment": comment, "key": NAMES[HENAN], **({"second": NAMES[second]} if second else {}), "claims": as_json(made),
                                "expect": {"outcome": reason}}))


def main():
    good("green", "A green code with one PCR test.", claims())
    good("yellow", "A yellow code.", claims(health=YELLOW))
    good("red", "A red code of one officer.", claims(health=RED))
    good("red-of-two", "A red code of two officers.", claims(health=RED), second=OFFICER)
    good("bare", "Nothing but the status.", claims(health={1: 0}))
    good("other-issuer", "Another issuer's key.", claims({1: "IN-TN"}), TAMIL_NADU)
    good("nbf", "It begins a day after its issue.", claims({4: IAT + 3 * DAY, 5: IAT + DAY}))
    good("index-0", "The first index.", claims({7: b"\0"}))
    good("index-4-bytes", "The last index.", claims({7: b"\xff" * 4}))
    good("366-days", "As long as green may be.", lasting(366 * DAY))
    good("31-days", "As long as yellow may be.", lasting(31 * DAY, YELLOW))
    good("names", "A name in another script, and one that takes four bytes a character.", holder(h1="தமிழ்நாடு \U00020000"))
    good("birth-year", "A year of birth alone.", holder(h1="Ada", h3=1985))
    good("evidence", "A test, a vaccination with its product and a recovery.", evidence([1, 125, 0, "LAB 7"], [4, 20160, 2, 2, "EU/1/20/1528"], [5, 43200]))
    good("itinerary", "Two counties in 14 days.", evidence([6, 60, 14, 2, *STAYS]))
    good("category", "A holder of two categories.", claims(h7=[1, 6]))
    good("label-order", "Numbers of one, two and three bytes: the order is that of their encodings.", claims({5: IAT + 1, 7: b"\x01\x00"}))

    bad("ends-at-issue", "It ends when it is issued.", "malformed-time", claims({4: IAT}))
    bad("nbf-at-end", "It begins when it ends.", "malformed-time", claims({5: IAT + DAY}))
    bad("nbf-32-days", "It begins 32 days after its issue.", "malformed-time", claims({4: IAT + 60 * DAY, 5: IAT + 32 * DAY}))
    bad("367-days", "Longer than green may be.", "validity-too-long", lasting(367 * DAY))
    bad("red-32-days", "Longer than red may be.", "validity-too-long", lasting(32 * DAY, RED))
    bad("index-zero-first", "An index with a leading zero.", "malformed-code-id", claims({7: b"\0\x01"}))
    bad("index-5-bytes", "An index of 5 bytes.", "malformed-code-id", claims({7: bytes(range(1, 6))}))
    bad("status-3", "A status that there is not.", "unknown-status", claims(h1=3))
    bad("issuer-space", "An issuer with a space.", "malformed-claims", claims({1: "CN HA"}))
    bad("claim-more", "A claim that the format does not have.", "malformed-claims", claims({2: "sub"}))
    bad("no-index", "No index.", "malformed-claims", {k: v for k, v in BASE.items() if k != 7})
    bad("name-bidi", "A name that turns the text.", "malformed-holder", holder(h1="Ada\u202e"))
    bad("name-unseen", "A name that shows nothing.", "malformed-holder", holder(h1="\u3164"))
    bad("birth-date", "A day that there is not.", "malformed-holder", holder(h1="Ada", h3=19850230))
    bad("kind-7", "Evidence of a kind that there is not.", "malformed-evidence", evidence([7, 0]))
    bad("yellow-without-reason", "Yellow without a reason.", "unjustified-status", claims(health=YELLOW, h4=MISSING))
    bad("red-salt-15", "A salt of 15 bytes.", "unjustified-status", claims(health=RED, h6=derived("salt", 15)))
    bad("green-with-reason", "Green with a reason.", "unexpected-reason", claims(h4=1))
    bad("reason-9", "A reason that there is not.", "unknown-reason", claims(health=RED, h4=9))
    bad("red-with-category", "A red code with a category.", "unexpected-category", claims(health=RED, h7=1))
    bad("category-11", "A category that there is not.", "unknown-category", claims(h7=11))
    bad("green-countersigned", "A green code of two officers.", "unexpected-countersignature", claims(), OFFICER)
    bad("unborn", "Its holder is born after it.", "malformed-holder", holder(h1="Ada", h3=20270101))
    bad("unborn-at-the-test", "Its holder is born after the test.", "malformed-holder",
        claims(h2={1: "Ada", 3: 20261124}, h3=[[1, 3 * 1440, 0]]))
    write(root_of(sys.argv), "issue", CASES)


if __name__ == "__main__":
    main()
