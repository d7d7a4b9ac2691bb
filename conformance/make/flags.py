"""What goes wrong where a bad vector is accepted: each has a flag, by its defect. `write` makes flags.json.

A generator asks `of` for each bad vector; one whose defect has no flag stops it, so that none goes out without.
"""

import json
import re
from pathlib import Path

# flag: effect, why, rule
FLAGS = {
    # codes
    "not-a-code": ("word", "A text that is none of ours gets a verdict, and its bearer is taken for a forger.", "format.md 0"),
    "second-spelling": ("malleability", "One code has several texts, so that lists of seen or refused texts are evaded.", "format.md 1, 3, 5"),
    "other-version": ("malleability", "A code of another version is read by the rules of this one.", "format.md 1"),
    "unbounded-text": ("denial", "A text that no symbol holds costs the scanner time and memory.", "format.md 2"),
    "unbounded-structure": ("denial", "Depth or a declared number costs the scanner its memory or its stack.", "format.md 4"),
    "broken-cbor": ("malleability", "Two readers see two different things in bytes that are not well-formed.", "format.md 4"),
    "other-structure": ("malleability", "Another message than COSE_Sign1 is taken for one, or has members that nobody signed.", "format.md 6"),
    "header-guessed": ("malleability", "A header with more or other members than the format has is passed over.", "format.md 7"),
    "algorithm-of-the-message": ("auth-bypass", "The message chooses how it is checked.", "format.md 7"),
    "unsigned-member": ("malleability", "What nobody signed travels with the code and may be believed.", "format.md 8"),
    "unknown-key": ("auth-bypass", "A code by a key that nobody trusts is believed.", "format.md 9"),
    "signature-not-checked": ("auth-bypass", "Anybody writes a green code.", "format.md 10"),
    "small-order": ("auth-bypass", "A point of small order or in a false spelling as R or as the key: the equation may hold for what was never signed.", "format.md 10"),
    "scalar-not-reduced": ("malleability", "S plus the group order is a second signature of the same code.", "format.md 10"),
    "issuer-not-bound": ("auth-bypass", "One issuer's key signs in another's name.", "format.md 11b"),
    "claims-guessed": ("auth-bypass", "Claims that are missing, unknown or of another type are read as something.", "format.md 11a, 11f"),
    "time-guessed": ("auth-bypass", "A time that wraps or is no time lets a code last for ever.", "format.md 11c"),
    "lasts-too-long": ("auth-bypass", "A code outlives what anybody may promise.", "format.md 11d"),
    "index-misread": ("auth-bypass", "A revoked code has a second index, under which nothing revokes it.", "format.md 11e"),
    "status-guessed": ("auth-bypass", "A status that the format does not have is taken for a colour.", "format.md 11f"),
    "holder-guessed": ("auth-bypass", "A holder that is malformed is shown or compared as something else.", "format.md 11g"),
    "text-that-misleads": ("auth-bypass", "A text shows nothing, or another thing than it says, to whoever compares it with a passport.", "format.md 11g, 11h, 11i"),
    "says-too-much": ("privacy", "More of the holder's document or whereabouts is told than the format allows.", "format.md 3"),
    "evidence-guessed": ("auth-bypass", "Evidence that is malformed counts for green.", "format.md 11h"),
    "reason-missing": ("word", "A yellow or red code without its grounds, or a green one with some, cannot be appealed against.", "format.md 11i"),
    "category-guessed": ("auth-bypass", "A category that the format does not have opens what is for others.", "format.md 11m"),
    "second-officer-not-checked": ("auth-bypass", "One officer alone makes red.", "format.md 11l"),
    "second-officer-out-of-place": ("malleability", "A countersignature stands where none may.", "format.md 11l"),
    "clock-believed": ("auth-bypass", "Whoever sets the clock back makes an expired code green.", "format.md 12a"),
    "key-outside-its-time": ("auth-bypass", "A key that has ended, or was not made yet, still signs.", "format.md 13d, 13g"),
    "code-outside-its-time": ("auth-bypass", "A code counts before its begin or after its end.", "format.md 13e, 13f"),
    # lists
    "list-guessed": ("auth-bypass", "A list that is malformed is read as something, and two gates believe two things.", "trust.md 4.1"),
    "threshold-not-met": ("auth-bypass", "Fewer root keys than it takes decide who may issue.", "trust.md 4.1"),
    "stranger-believed": ("auth-bypass", "A list or file counts for which nobody here vouches.", "trust.md 4.1"),
    "roots-taken-over": ("auth-bypass", "New root keys come in without the old ones' signatures.", "trust.md 4.1"),
    "rollback": ("auth-bypass", "An old file comes back, and with it keys and codes that were withdrawn.", "trust.md 4.1"),
    "equivocation": ("auth-bypass", "Two files of one version: different gates believe different things.", "trust.md 4.1"),
    "list-outside-its-time": ("auth-bypass", "A list counts after its end or before its issue.", "trust.md 4.1"),
    "name-space-taken": ("auth-bypass", "An authority speaks for another's issuers.", "trust.md 4.1"),
    "key-claimed": ("auth-bypass", "An authority lists a key whose holder never agreed.", "trust.md 2"),
    # status lists, deltas, bundles, logs
    "status-list-guessed": ("auth-bypass", "A status list or delta that is malformed is read as something, and a revoked code is green.", "trust.md 4.2"),
    "unbounded-list": ("denial", "A list that inflates without end, or lasts for ever, stops the gate.", "trust.md 4.2"),
    "delta-on-another-list": ("auth-bypass", "Changes are applied to a list that they were not made for.", "trust.md 4.3"),
    "bundle-mixed": ("auth-bypass", "A file is exchanged for an older or foreign one inside a bundle.", "trust.md 4.4"),
    "log-guessed": ("auth-bypass", "A log that is malformed or cut off hides acts.", "log.md 6"),
    "log-split": ("auth-bypass", "A log shows different histories to different people.", "log.md 6"),
    "witness-missing": ("auth-bypass", "Nobody but the log says that it shows everybody the same.", "log.md 6"),
    # entries, openings, proofs
    "entry-guessed": ("auth-bypass", "An act is counted that says something else to another reader.", "log.md 2"),
    "act-not-signed": ("auth-bypass", "An act is laid at an officer's door who did not sign it.", "log.md 2"),
    "entry-tells-people": ("privacy", "An act on few codes says who they are, or why.", "log.md 2"),
    "opening-not-checked": ("auth-bypass", "An office shows grounds that it never logged.", "log.md 2.2"),
    "not-in-the-log": ("auth-bypass", "An act passes for logged that is not in the log.", "log.md 5"),
    # rules, stories, issuing
    "rule-guessed": ("auth-bypass", "An expression without a value counts as passed.", "rules.md"),
    "code-not-current": ("auth-bypass", "What was revoked, raised or suspended since is still as signed.", "format.md 14"),
    "status-not-known": ("auth-bypass", "A code is green whose status nobody here can know.", "format.md 14"),
    "grant-exceeded": ("auth-bypass", "A key signs more than its authority lets it.", "format.md 11k"),
    "recognised-too-far": ("auth-bypass", "Another authority's codes count beyond the terms, or after their end.", "format.md 13a, 15"),
    "key-withdrawn": ("auth-bypass", "A stolen key still signs.", "format.md 11j"),
    "not-logged": ("word", "A red that nobody answers for is shown as any other.", "format.md 17"),
    "list-that-ended": ("auth-bypass", "Who keeps new lists away keeps old keys alive.", "format.md 12b"),
    "rules-passed-over": ("auth-bypass", "The rules of the place are not asked.", "format.md 16"),
    "issued-what-is-refused": ("word", "An office hands out codes that every scanner refuses.", "format.md 11"),
    "issued-of-the-unborn": ("word", "A code is signed whose evidence is older than its holder.", "format.md 3"),
    # venues
    "venue-guessed": ("malleability", "A venue's file that is malformed is read as something.", "venue.md 9"),
    "venue-not-signed": ("auth-bypass", "Anybody hangs a poster or sends an exposure notice.", "venue.md 9"),
    "venue-weak-point": ("privacy", "A weak point or number tells others who was where.", "venue.md 9"),
    "venue-proof": ("privacy", "An office or keeper alone can read visits, for the other's share is made up.", "venue.md 9"),
    "venue-outside-its-time": ("auth-bypass", "A poster, key or list counts outside its time.", "venue.md 9"),
    "venue-diary-damaged": ("word", "A damaged diary is read or written over, and visits are lost.", "venue.md 5"),
    "venue-old-list": ("denial", "An older list of notices hides newer ones.", "venue.md 9"),
}

# What a name says of the defect, before the refusal is asked. Of a folder: pattern, flag, and the refusal that it has to have, if any.
NAMED = {
    "issue": [(r"unborn", "issued-of-the-unborn", None), (r"", "issued-what-is-refused", None)],
    "codes": [(r"depth|2-(31|32|63|64)$|-6[45](-|$)", "unbounded-structure", "malformed-cbor"),
              (r"unseen|holder-(name|latin)-(u[0-9a-f]|cyrillic|kelvin|blank|zwj)|-bidi|override", "text-that-misleads", None),
              (r"tail-9|area-(seven|eight)|itinerary-place", "says-too-much", None),
              (r"signature-(identity|order|r-)", "small-order", None), (r"s-plus-l", "scalar-not-reduced", None)],
    "lists": [(r"weak", "small-order", None), (r"not-canonical", "scalar-not-reduced", None)],
    "status": [(r"s-plus-l", "scalar-not-reduced", None)],
    "entries": [(r"twenty-with|with-[89]$", "entry-tells-people", None)],
}
REASONS = {
    "codes": {
        "unknown-format": "not-a-code", "malformed-prefix": "second-spelling", "unknown-version": "other-version", "text-too-long": "unbounded-text",
        "malformed-base45": "second-spelling", "malformed-cbor": "broken-cbor", "not-deterministic": "second-spelling",
        "malformed-cose": "other-structure", "malformed-header": "header-guessed", "wrong-algorithm": "algorithm-of-the-message",
        "unprotected-header": "unsigned-member", "unknown-issuer": "unknown-key", "bad-signature": "signature-not-checked",
        "issuer-mismatch": "issuer-not-bound", "malformed-claims": "claims-guessed", "malformed-time": "time-guessed",
        "validity-too-long": "lasts-too-long", "malformed-code-id": "index-misread", "malformed-health": "claims-guessed",
        "unknown-status": "status-guessed", "malformed-holder": "holder-guessed", "malformed-evidence": "evidence-guessed",
        "unjustified-status": "reason-missing", "unknown-reason": "reason-missing", "unexpected-reason": "reason-missing",
        "unexpected-category": "category-guessed", "unknown-category": "category-guessed", "bad-countersignature": "second-officer-not-checked",
        "unexpected-countersignature": "second-officer-out-of-place", "clock": "clock-believed", "key-expired": "key-outside-its-time",
        "before-key": "key-outside-its-time", "not-yet-valid": "code-outside-its-time", "expired": "code-outside-its-time"},
    "lists": {
        "malformed-list": "list-guessed", "under-signed": "threshold-not-met", "unknown-authority": "stranger-believed",
        "unsigned-root-change": "roots-taken-over", "rollback": "rollback", "equivocation": "equivocation", "expired": "list-outside-its-time",
        "not-yet-issued": "list-outside-its-time", "foreign-issuer": "name-space-taken", "no-agreement": "key-claimed",
        "lives-too-long": "list-outside-its-time"},
    "entries": {"malformed": "entry-guessed", "unsigned": "act-not-signed"},
    "openings": {"not-opened": "opening-not-checked"},
    "status": {
        "malformed-list": "status-list-guessed", "unknown-signer": "stranger-believed", "bad-signature": "signature-not-checked", "too-large": "unbounded-list",
        "lives-too-long": "list-outside-its-time", "not-yet-issued": "list-outside-its-time", "expired": "list-outside-its-time", "rollback": "rollback",
        "equivocation": "equivocation"},
    "deltas": {
        "wrong-base": "delta-on-another-list", "malformed-list": "status-list-guessed", "improves-status": "rollback", "rollback": "rollback",
        "lives-too-long": "list-outside-its-time", "not-yet-issued": "list-outside-its-time", "expired": "list-outside-its-time",
        "bad-signature": "signature-not-checked", "unknown-signer": "stranger-believed"},
    "bundles": {
        "malformed-list": "list-guessed", "snapshot-mismatch": "bundle-mixed", "under-signed": "threshold-not-met", "rollback": "rollback",
        "equivocation": "equivocation", "lives-too-long": "list-outside-its-time", "not-yet-issued": "list-outside-its-time", "expired": "list-outside-its-time",
        "malformed-rules": "rules-passed-over"},
    "logs": {
        "malformed-list": "log-guessed", "unknown-signer": "stranger-believed", "under-signed": "witness-missing", "bad-cosignature": "witness-missing",
        "not-yet-issued": "list-outside-its-time", "rollback": "rollback", "wrong-base": "log-guessed", "equivocation": "log-split"},
    "proofs": {
        "not-included": "not-in-the-log", "malformed-proof": "log-guessed", "wrong-key": "stranger-believed", "bad-cosignature": "witness-missing",
        "too-few-witnesses": "witness-missing"},
    "rules": {"error": "rule-guessed"},
    "venue": {
        **dict.fromkeys(["unknown-format", "unknown-version", "malformed-prefix", "text-too-long", "malformed-base45", "malformed-cbor", "not-deterministic",
                         "malformed-cose", "malformed-header", "wrong-type", "unprotected-header", "malformed-claims", "malformed-time", "malformed-venue",
                         "malformed-request", "malformed-share", "malformed-part", "malformed-notice", "malformed-record", "malformed-entry",
                         "too-large", "wrong-order", "malformed-diary"], "venue-guessed"),
        **dict.fromkeys(["wrong-algorithm", "unknown-issuer", "wrong-use", "bad-signature", "issuer-mismatch", "other-notice"], "venue-not-signed"),
        **dict.fromkeys(["malformed-points", "malformed-secret"], "venue-weak-point"),
        **dict.fromkeys(["malformed-proof", "wrong-proof", "wrong-share", "other-request", "other-venue", "other-points", "wrong-secret"], "venue-proof"),
        **dict.fromkeys(["before-key", "key-expired", "not-yet-valid", "expired", "validity-too-long", "day-out-of-range", "clock"], "venue-outside-its-time"),
        **dict.fromkeys(["damaged-diary", "too-many-visits"], "venue-diary-damaged"), "rollback": "venue-old-list"},
}


def of(folder, name, reason):
    """The flags of a bad vector."""
    for pattern, flag, only in NAMED.get(folder, []):
        if only in (None, reason) and re.search(pattern, name):
            return [checked(flag, name)]
    flag = REASONS.get(folder, {}).get(reason)
    if flag is None:
        raise SystemExit(f"{folder}/{name}: the refusal {reason} has no flag in flags.py")
    return [checked(flag, name)]


def checked(flag, name):
    if flag not in FLAGS:
        raise SystemExit(f"{name}: flags.py has no flag {flag}")
    return flag


def write(path):
    body = {name: {"effect": effect, "why": why, "rule": rule} for name, (effect, why, rule) in FLAGS.items()}
    Path(path).write_text(json.dumps(body, indent=2) + "\n", encoding="ascii")


if __name__ == "__main__":
    write(Path(__file__).resolve().parent.parent / "flags.json")
