#!/usr/bin/env python3
"""Writes the stories: stories/good/ and stories/bad/. A fresh store, steps, and what has to be so after each.

    python3 make_story_vectors.py [folder]      (default: the folder above this file's)

Written from docs/trust.md §4 and docs/format.md §5. A story is bad when in it something must not be accepted; its flags say what. Each run writes the same
bytes. The keys are published: nobody may ever trust them.
"""

import json
import sys

import flags
from authority import (DAY, GREEN, HOUR, NOW, PCR, RED, VACCINATION, YELLOW, Authority, Key, cbor, code_key, codes, listed, recognised, status_key)
from make_act_vectors import ISSUED, signed
from make_file_vectors import checkpoint, export, listed_log, roots, text
from make_vectors import HEALTH, rfc3339, root_of, sha256, write

A, B, C = Authority("CN-HA"), Authority("CN-HB"), Authority("IN-TN")
WEEKS = 30 * DAY


class Story:
    """The steps and what is expected of each. `flags` make it a bad one."""

    told = {"good": [], "bad": []}

    def __init__(self, name, comment, *defects):
        case = {"comment": comment, "steps": [], "expect": {"answers": []}}
        if defects:
            case["flags"] = [flags.checked(defect, name) for defect in defects]
        self.told["bad" if defects else "good"].append((name, case))
        self.steps, self.answers = case["steps"], case["expect"]["answers"]

    def add(self, step, answer):
        self.steps.append(step)
        self.answers.append(answer)
        return self

    def take(self, *files, pins=(), outcomes=None, at=NOW):
        """All files in one import; without `outcomes` each is accepted."""
        step = {"import": [text(f) for f in files]} | ({"roots": roots(*pins)} if pins else {}) | {"at": rfc3339(at)}
        return self.add(step, {"outcomes": ["accepted"] * len(files) if outcomes is None else list(outcomes)})

    def rules(self, file, outcome="accepted", at=NOW):
        return self.add({"rules": text(file), "at": rfc3339(at)}, {"outcome": outcome})

    def says(self, code, verdict, reason="as-signed", status=None, at=NOW):
        return self.add({"text": code, "at": rfc3339(at)}, {"verdict": verdict, "reason": reason} | ({"status": status} if status else {}))

    def holds(self, **versions):
        return self.add({"show": True}, {"held": {name.replace("_", "-"): version for name, version in versions.items()}})


# ---------------------------------------------------------------- lists


def first_contact():
    Story("pinned", "A list whose root key is pinned, and codes of all colours.").take(A.list(), pins=[A]).holds(CN_HA=1) \
        .says(A.code(), "green", status="green").says(A.code(YELLOW), "yellow", status="yellow") \
        .says(A.code(RED), "red", status="red").says(B.code(), "undecided", "unknown-issuer")
    Story("stranger", "A list for which nobody here vouches, beside one that is pinned.", "stranger-believed") \
        .take(A.list(), pins=[A]).take(C.list(), outcomes=["unknown-authority"]).holds(CN_HA=1).says(C.code(), "undecided", "unknown-issuer")
    Story("islands", "Two pinned authorities that know nothing of each other: each speaks for its own.", "name-space-taken") \
        .take(A.list(), C.list(), pins=[A, C]).says(A.code(), "green").says(C.code(), "green") \
        .take(C.list(version=2, issuers=[listed("CN-HA", code_key(C.codes))]), outcomes=["foreign-issuer"]).holds(CN_HA=1, IN_TN=1) \
        .says(codes.text({**codes.claims(), 1: "CN-HA"}, C.codes), "undecided", "not-listed")
    Story("one-refused-of-three", "Of three files in one import one is refused, and keeps the others out of nothing.", "list-guessed") \
        .take(A.list(), b"hello", C.list(), pins=[A, C], outcomes=["accepted", "malformed-list", "accepted"]).holds(CN_HA=1, IN_TN=1)


def versions():
    second = A.list(version=2)
    Story("next-version", "The next version takes the place of the one before.").take(A.list(), pins=[A]).take(second).holds(CN_HA=2) \
        .says(A.code(), "green")
    Story("rollback", "An older version comes back.", "rollback").take(second, pins=[A]).take(A.list(), outcomes=["rollback"]).holds(CN_HA=2)
    Story("rollback-pinned", "An older version comes back, and the operator pins its root key once more.", "rollback") \
        .take(second, pins=[A]).take(A.list(), pins=[A], outcomes=["rollback"]).holds(CN_HA=2)
    Story("equivocation", "Another list of the same version.", "equivocation").take(A.list(), pins=[A]) \
        .take(A.list(issuers=[]), outcomes=["equivocation"]).says(A.code(), "green")
    Story("list-ended", "The newest list ended, and an import of it is refused.", "list-that-ended").take(A.list(), pins=[A]) \
        .says(A.code(iat=NOW + WEEKS - 60), "green", at=NOW + WEEKS - 1) \
        .says(A.code(iat=NOW + WEEKS - 60), "undecided", "trust-expired", at=NOW + WEEKS) \
        .take(A.list(), outcomes=["expired"], at=NOW + WEEKS)
    Story("clock-before-the-list", "The clock shows a time before the newest list was signed.", "clock-believed").take(A.list(), pins=[A]) \
        .says(A.code(), "green").says(A.code(iat=NOW - 2 * DAY), "undecided", "clock", at=NOW - 2 * DAY + 60)


def root_changes():
    new = Authority("CN-HA", generation=2)
    second = new.list(version=2, signers=A.roots + new.roots)
    third = new.list(version=3)
    Story("new-roots", "New root keys, signed by the old and the new; then by the new alone.").take(A.list(), pins=[A]).take(second) \
        .take(third).holds(CN_HA=3).says(A.code(), "green")
    Story("new-roots-at-once", "Both steps in one import, the later list first.").take(A.list(), pins=[A]).take(third, second).holds(CN_HA=3)
    Story("new-roots-skipped", "The list that the old keys signed is missing.", "roots-taken-over").take(A.list(), pins=[A]) \
        .take(third, outcomes=["unsigned-root-change"]).holds(CN_HA=1)
    Story("roots-taken-over", "New root keys sign for themselves.", "roots-taken-over").take(A.list(), pins=[A]) \
        .take(new.list(version=2), outcomes=["unsigned-root-change"]).holds(CN_HA=1).says(A.code(), "green")
    Story("roots-come-back", "After the change the old keys sign a higher version.", "roots-taken-over").take(A.list(), pins=[A]).take(second) \
        .take(A.list(version=9), outcomes=["unsigned-root-change"]).holds(CN_HA=2)
    three = Authority("CN-HA", roots=3, threshold=2)
    Story("threshold", "One of three root keys signs where it takes two.", "threshold-not-met").take(three.list(), pins=[three]) \
        .take(three.list(version=2, signers=three.roots[:1]), outcomes=["under-signed"]).holds(CN_HA=1) \
        .take(three.list(version=2, signers=three.roots[1:])).holds(CN_HA=2)


# ---------------------------------------------------------------- keys


def keys():
    other = Key("another code key", "CN-HA", "x")
    renewed = [listed("CN-HA", code_key(other))]
    Story("struck-key", "The next list no longer names the key: its codes are of nobody.", "unknown-key").take(A.list(), pins=[A]) \
        .says(A.code(), "green").take(A.list(version=2, issuers=renewed)).says(A.code(), "undecided", "unknown-issuer").says(A.code(key=other), "green")
    withdrawn = A.list(version=2, issuers=renewed, k12=[[A.codes.kid, NOW - HOUR]])
    Story("withdrawn-key", "The next list withdraws the key: everything that it signed is void.", "key-withdrawn").take(A.list(), pins=[A]) \
        .take(withdrawn).says(A.code(), "refused", "key-withdrawn").says(A.code(key=other), "green")
    Story("withdrawn-key-never-seen", "A withdrawn key that this store never had.", "key-withdrawn").take(withdrawn, pins=[A]) \
        .says(A.code(), "undecided", "key-withdrawn")
    Story("withdrawn-key-elsewhere", "A recognised neighbour lists the stolen key in its own name.", "key-withdrawn") \
        .take(A.list(recognises=[recognised(C)]), pins=[A]).take(C.list(issuers=[listed("IN-TN", code_key(A.codes))])) \
        .take(A.list(version=2, issuers=renewed, recognises=[recognised(C)], k12=[[A.codes.kid, NOW - HOUR]])) \
        .says(A.code(), "refused", "key-withdrawn").says(codes.text({**codes.claims(), 1: "IN-TN"}, A.codes), "refused", "key-withdrawn")
    Story("grant", "A key signs less than its code says.", "grant-exceeded") \
        .take(A.list(issuers=[listed("CN-HA", code_key(A.codes, statuses=(GREEN,), evidence={PCR: 2880}, longest=DAY))]), pins=[A]) \
        .says(A.code(evidence=[[PCR, 60, 0]]), "green").says(A.code(RED), "forged", "grant-exceeded") \
        .says(A.code(evidence=[[VACCINATION, 0, 1, 1]]), "forged", "grant-exceeded") \
        .says(A.code(evidence=[[PCR, 2881, 0]]), "forged", "grant-exceeded").says(A.code(lasting=DAY + 1), "forged", "grant-exceeded") \
        .says(A.code(category=1), "forged", "grant-exceeded")
    Story("status-key-signs-a-code", "A key for status lists signs a code.", "grant-exceeded").take(A.list(issuers=A.with_status()), A.status_list(), pins=[A]) \
        .says(A.code(), "green").says(A.code(key=A.status), "forged", "grant-exceeded")
    Story("key-ended", "The key ends before the code does.", "key-outside-its-time") \
        .take(A.list(issuers=[listed("CN-HA", code_key(A.codes, until=NOW + HOUR))]), pins=[A]).says(A.code(), "green", at=NOW + HOUR - 1) \
        .says(A.code(), "refused", "key-expired", at=NOW + HOUR)
    Story("sunset", "The list has a day from which nothing counts.", "recognised-too-far").take(A.list(sunset=NOW + HOUR), pins=[A]) \
        .says(A.code(), "green", at=NOW + HOUR - 1).says(A.code(), "refused", "sunset", at=NOW + HOUR)
    Story("sunset-of-an-issuer", "One issuer of two has closed.", "recognised-too-far") \
        .take(A.list(issuers=[listed("CN-HA", code_key(A.codes), sunset=NOW), listed("CN-HA-ZZ", code_key(other))]), pins=[A]) \
        .says(A.code(), "refused", "sunset").says(codes.text({**codes.claims(), 1: "CN-HA-ZZ"}, other), "green")


def officers():
    second, away = Key("second officer", "CN-HA", "x"), Key("second officer elsewhere", "CN-HA-ZZ", "x")
    red = codes.claims(health=codes.RED)

    def by(officer):
        return codes.countersigned(red, officer, A.codes)

    first = code_key(A.codes, officers=2)
    may = A.list(issuers=[listed("CN-HA", first, code_key(second, officers=2)), listed("CN-HA-ZZ", code_key(away, officers=2))])
    Story("two-officers", "Red takes two officers of the issuer.", "second-officer-not-checked").take(may, pins=[A]).says(by(second), "red", status="red") \
        .says(A.code(RED), "refused", "one-officer", "red").says(by(A.codes), "refused", "one-officer", "red").says(A.code(), "green")
    Story("officer-of-another-issuer", "The countersigner is listed, and for another issuer of the same authority.", "second-officer-not-checked") \
        .take(may, pins=[A]).says(by(away), "undecided", "unknown-officer")
    Story("officer-unknown", "Nobody knows the countersigner.", "second-officer-not-checked").take(may, pins=[A]) \
        .says(by(Key("nobody's officer", "CN-HA", "x")), "undecided", "unknown-officer")
    agreeing = {1: second.x, 2: NOW - WEEKS, 3: NOW + 365 * DAY, 8: 1}
    Story("countersign-key", "A key that may only countersign completes a red, and begins none.", "grant-exceeded") \
        .take(A.list(issuers=[listed("CN-HA", first, agreeing)]), pins=[A]).says(by(second), "red") \
        .says(A.code(RED, key=second), "forged", "grant-exceeded").says(A.code(key=second), "forged", "grant-exceeded")
    Story("green-only-countersigns", "The countersigner may not sign red.", "second-officer-not-checked") \
        .take(A.list(issuers=[listed("CN-HA", first, code_key(second, statuses=(GREEN,)))]), pins=[A]).says(by(second), "forged", "grant-exceeded")
    Story("withdrawn-officer", "The second officer's key is withdrawn.", "key-withdrawn").take(may, pins=[A]).says(by(second), "red") \
        .take(A.list(version=2, issuers=[listed("CN-HA", first)], k12=[[second.kid, NOW - HOUR]])).says(by(second), "refused", "key-withdrawn")


# ---------------------------------------------------------------- status


def statuses():
    named = A.list(issuers=A.with_status())
    Story("status", "Each status of a list, on a green, a yellow and a red code.", "code-not-current").take(named, A.status_list({7: 1, 8: 2, 9: 3}), pins=[A]) \
        .says(A.code(), "refused", "revoked", "green").says(A.code(index=8), "yellow", "suspended", "green") \
        .says(A.code(index=9), "red", "raised-to-red", "green").says(A.code(index=10), "green").says(A.code(YELLOW, index=8), "yellow", "suspended", "yellow") \
        .says(A.code(YELLOW, index=9), "red", "raised-to-red", "yellow").says(A.code(RED, index=8), "red", "as-signed", "red") \
        .says(A.code(RED, index=9), "red", "as-signed", "red").says(A.code(RED), "refused", "revoked", "red") \
        .says(A.code(index=4095), "green").says(A.code(index=4096), "undecided", "index-unknown")
    Story("status-missing", "The list names a status list, and it is not here.", "status-not-known").take(named, pins=[A]).says(A.code(), "undecided", "status-missing") \
        .take(A.status_list()).says(A.code(), "green")
    Story("status-ended", "The status list has ended.", "status-not-known").take(named, A.status_list(expires=NOW + HOUR), pins=[A]) \
        .says(A.code(), "green", at=NOW + HOUR - 1).says(A.code(), "undecided", "status-expired", at=NOW + HOUR)
    Story("status-of-a-foreign-key", "A status list that another status key signed counts for nobody.", "stranger-believed").take(named, A.status_list({7: 1}), pins=[A]) \
        .take(A.status_list({}, issued=NOW - 60, key=B.status), outcomes=["unknown-signer"]).says(A.code(), "refused", "revoked")
    Story("raise", "A code is raised, and later cleared.", "code-not-current").take(named, A.status_list(), pins=[A]) \
        .says(A.code(), "green").take(A.status_list({7: 3}, issued=NOW - 1200)).says(A.code(), "red", "raised-to-red") \
        .take(A.status_list({}, issued=NOW - 600)).says(A.code(), "green", "as-signed").take(A.status_list({7: 3}, issued=NOW - 900), outcomes=["rollback"])
    Story("status-rollback", "The status list before a revocation comes back.", "rollback").take(named, A.status_list({7: 1}, issued=NOW - 60), pins=[A]) \
        .take(A.status_list(), outcomes=["rollback"]).says(A.code(), "refused", "revoked")
    Story("delta", "A delta revokes; one for another list changes nothing.", "delta-on-another-list").take(named, A.status_list(), pins=[A]).says(A.code(), "green") \
        .take(A.status_delta({8: 1}, {7: 1, 8: 1}), outcomes=["wrong-base"]).says(A.code(), "green") \
        .take(A.status_delta({}, {7: 1})).says(A.code(), "refused", "revoked")
    again = Key("another status key", "CN-HA", "x")
    after = [listed("CN-HA", code_key(A.codes, status_list=A.uri), status_key(again, A.uri))]
    Story("status-key-replaced", "The next list names another status key: what the old one signed counts no more.", "status-not-known") \
        .take(named, A.status_list({7: 1}), pins=[A]).says(A.code(), "refused", "revoked").take(A.list(version=2, issuers=after)) \
        .says(A.code(index=8), "undecided", "status-missing").take(A.status_list({7: 1}, key=again)).says(A.code(index=8), "green")


# ---------------------------------------------------------------- recognition


def recognitions():
    Story("recognition", "A neighbour's green counts, and its red; its yellow does not.", "recognised-too-far") \
        .take(A.list(recognises=[recognised(B, statuses=(GREEN, RED))]), B.list(), pins=[A]).holds(CN_HA=1, CN_HB=1) \
        .says(B.code(), "green").says(B.code(RED), "red").says(B.code(YELLOW), "refused", "not-recognised", "yellow")
    Story("recognition-by-evidence", "A neighbour's green counts with a PCR test of two days at most.", "recognised-too-far") \
        .take(A.list(recognises=[recognised(B, green_with={PCR: 2880})]), B.list(), pins=[A]).says(B.code(evidence=[[PCR, 60, 0]]), "green") \
        .says(B.code(), "refused", "evidence-not-recognised").says(B.code(evidence=[[PCR, 60, 1]]), "refused", "evidence-not-recognised") \
        .says(B.code(evidence=[[PCR, 2879, 0]]), "refused", "evidence-not-recognised") \
        .says(B.code(evidence=[[VACCINATION, 0, 1, 1]]), "refused", "evidence-not-recognised").says(B.code(RED), "red")
    Story("recognition-otherwise-yellow", "Without the evidence a neighbour's green is yellow.", "recognised-too-far") \
        .take(A.list(recognises=[recognised(B, green_with={PCR: 2880}, otherwise=1)]), B.list(), pins=[A]) \
        .says(B.code(), "yellow", "evidence-not-recognised", "green").says(B.code(evidence=[[PCR, 60, 0]]), "green")
    Story("recognition-ends", "A recognition has a last day.", "recognised-too-far").take(A.list(recognises=[recognised(B, sunset=NOW + HOUR)]), B.list(), pins=[A]) \
        .says(B.code(), "green", at=NOW + HOUR - 1).says(B.code(), "refused", "sunset", at=NOW + HOUR)
    Story("recognition-taken-back", "The next list no longer recognises the neighbour.", "recognised-too-far").take(A.list(recognises=[recognised(B)]), B.list(), pins=[A]) \
        .says(B.code(), "green").take(A.list(version=2)).holds(CN_HA=2).says(B.code(), "undecided", "unknown-issuer") \
        .take(B.list(version=2), outcomes=["unknown-authority"])
    Story("recognition-one-step", "Whom a recognised authority recognises is nobody here.", "recognised-too-far") \
        .take(A.list(recognises=[recognised(B)]), B.list(recognises=[recognised(C)]), pins=[A]).take(C.list(), outcomes=["unknown-authority"]) \
        .says(C.code(), "undecided", "unknown-issuer")
    Story("recognition-other-roots", "A list of the neighbour's name by other root keys than those recognised.", "stranger-believed") \
        .take(A.list(recognises=[recognised(B)]), pins=[A]).take(Authority("CN-HB", generation=2).list(), outcomes=["unknown-authority"]).holds(CN_HA=1)
    nation = Authority("CN")
    zhengzhou = codes.text({**codes.claims(), 1: "CN-HA-ZZ"}, A.codes)
    Story("longest-id", "Of two recognised authorities the one with the longer id speaks, even while its list is missing.", "name-space-taken") \
        .take(C.list(recognises=[recognised(nation), recognised(A)]), nation.list(issuers=[listed("CN-HA-ZZ", code_key(A.codes, statuses=(RED,)))]), pins=[C]) \
        .says(zhengzhou, "undecided", "unknown-issuer").take(A.list(issuers=[listed("CN-HA-ZZ", code_key(A.codes))])).says(zhengzhou, "green")
    Story("pinned-before-recognised", "A pinned list that names the key goes before whom it recognises.", "grant-exceeded") \
        .take(nation.list(issuers=[listed("CN-HA-ZZ", code_key(A.codes, statuses=(RED,)))], recognises=[recognised(A)]),
              A.list(issuers=[listed("CN-HA-ZZ", code_key(A.codes))]), pins=[nation]).says(zhengzhou, "forged", "grant-exceeded") \
        .take(nation.list(version=2, issuers=[], recognises=[recognised(A)])).says(zhengzhou, "green")
    Story("key-that-never-agreed", "A neighbour lists a key of ours, to void what it signs.", "key-claimed") \
        .take(A.list(recognises=[recognised(B)]), pins=[A]) \
        .take(B.list(issuers=[listed("CN-HB", code_key(A.codes) | {7: bytes(64)})]), outcomes=["no-agreement"]).says(A.code(), "green")


# ---------------------------------------------------------------- bundles, logs, rules


def bundled():
    named = A.list(issuers=A.with_status())
    first = A.bundle((1, named), (2, A.status_list({7: 1})))
    Story("bundle", "A bundle brings all at once; an older one does not come back.", "rollback").take(first, pins=[A]).says(A.code(), "refused", "revoked") \
        .take(A.bundle((1, named), (2, A.status_list(issued=NOW - 2 * HOUR)), issued=NOW - 2 * HOUR), outcomes=["rollback"]).says(A.code(), "refused", "revoked")
    Story("bundle-mixed", "A bundle in which the status list is exchanged for an older one.", "bundle-mixed").take(named, A.status_list({7: 1}), pins=[A]) \
        .take(A.bundle((1, named), (2, A.status_list({7: 1})), files=[named, A.status_list({}, issued=NOW - 2 * HOUR)]), outcomes=["snapshot-mismatch"]) \
        .says(A.code(), "refused", "revoked")


def logged():
    officer = Key("second officer", "CN-HA", "x")
    red = codes.claims(health=codes.RED)
    code = codes.countersigned(red, officer, A.codes)
    hidden = codes.countersigned(codes.claims(health=codes.RED, h5="Order 2026/118"), officer, A.codes)
    structure = codes.sig_structure(cbor({1: codes.ED25519, 4: A.codes.kid}), cbor(red))
    commitment = sha256(cbor(["hcode log: code", red[HEALTH][6], structure])).digest()
    act = {1: 1, 2: commitment, 3: "CN-HA", 4: A.codes.kid, 5: "desk-7", 7: 2, 8: red[HEALTH][4], 9: red[HEALTH][5], 10: red[6], 11: red[4]}
    entries = [signed(ISSUED | {10: NOW - DAY}, A.codes, officer), signed(act, A.codes, officer)]
    first = listed("CN-HA", code_key(A.codes, officers=2), code_key(officer, officers=2)) | {6: listed_log(grace=60)}
    named = A.list(issuers=[first])
    whole = export(entries, point=checkpoint(entries, NOW - 60))
    Story("logged-red", "A red that is in the log, and one that is not.", "not-logged").take(named, whole, pins=[A]).says(code, "red", "as-signed", "red") \
        .says(hidden, "red", "not-logged", "red").says(A.code(), "green")
    Story("log-not-here-yet", "Without the log a red is as signed: what is missing loosens nothing.").take(named, pins=[A]).says(code, "red", "as-signed") \
        .says(hidden, "red", "as-signed")
    other = [entries[1], entries[0]]
    Story("log-split", "The log shows another history of the same size.", "log-split").take(named, whole, pins=[A]) \
        .take(export(other, point=checkpoint(other, NOW - 30)), outcomes=["equivocation"]).says(code, "red", "as-signed") \
        .take(export(entries[:1], point=checkpoint(entries[:1], NOW - 120)), outcomes=["rollback"]).says(hidden, "red", "not-logged")


def rule(logic, identifier="GR-CN-0001", **more):
    return json.dumps([{
        "Identifier": identifier, "Type": "Acceptance", "Country": "CN", "Version": "1.0.0", "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC",
        "EngineVersion": "1.0.0", "CertificateType": "General", "Payload": "evidence", "Description": [{"lang": "en", "desc": "Evidence."}],
        "ValidFrom": "2026-01-01T00:00:00Z", "ValidTo": "2027-12-31T00:00:00Z", "AffectedFields": [], "Logic": logic} | more]).encode()


def ruled():
    Story("rule-fails", "A rule of the place that fails takes a green away, and touches no red.", "rules-passed-over").take(A.list(), pins=[A]).says(A.code(), "green") \
        .rules(rule({"===": [1, 2]})).says(A.code(), "refused", "rule-failed", "green").says(A.code(RED), "red", "as-signed")
    Story("rule-yellow", "A rule that says yellow.", "rules-passed-over").take(A.list(), pins=[A]).rules(rule({"===": [1, 2]}, Fails="yellow")) \
        .says(A.code(), "yellow", "rule-yellow", "green").says(A.code(RED), "red", "as-signed")
    Story("rule-open", "A rule that has no value is not passed.", "rules-passed-over").take(A.list(), pins=[A]) \
        .rules(rule({"in": ["x", {"var": "external.valueSets.not-here"}]})).says(A.code(), "undecided", "rule-open")
    Story("rule-passes", "A rule that passes leaves green as it was signed.").take(A.list(), pins=[A]).rules(rule({"===": [1, 1]})).says(A.code(), "green", "as-signed")
    Story("rules-of-nobody", "A file that is no set of rules.", "rules-passed-over").take(A.list(), pins=[A]).rules(b"{}", "malformed-rules").says(A.code(), "green")
    fails = rule({"===": [1, 2]})
    Story("rules-in-a-bundle", "Rules in a pinned authority's bundle count, and those of one that is only recognised do not.", "rules-passed-over") \
        .take(A.bundle((1, A.list(recognises=[recognised(B)])), (4, fails)), pins=[A]).says(A.code(), "refused", "rule-failed") \
        .take(A.bundle((1, A.list(recognises=[recognised(B)])), issued=NOW - 60)).says(A.code(), "green") \
        .take(B.bundle((1, B.list()), (4, fails))).says(A.code(), "green").says(B.code(), "green")


def main():
    for fill in (first_contact, versions, root_changes, keys, officers, statuses, recognitions, bundled, logged, ruled):
        fill()
    write(root_of(sys.argv), "stories", Story.told)


if __name__ == "__main__":
    main()
