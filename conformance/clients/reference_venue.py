#!/usr/bin/env python3
"""An independent reader of venue codes, diaries and exposure lists, written from docs/venue.md alone.

    python3 reference_venue.py ../venue      runs every vector below the folder

As a module: poster(text, keys, at), request(file), share(file, request, keys, at), part(…), exposures(…), diary(file),
opened(entry, notice, keys) return what they read or raise Refusal with the reason of docs/venue.md §9. note() makes a record,
tried() opens one. Needs `cbor2` and `cryptography` from PyPI, and libsodium, whose ristretto255 (RFC 9496) is called
through ctypes: no curve arithmetic is written here. CBOR and Ed25519 are those of reference_verifier.py.
"""

import ctypes
import ctypes.util
import json
import re
import sys
from base64 import b64decode
from functools import lru_cache
from hashlib import sha256, sha512
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from reference_trust import ListScan
from reference_verifier import LIST, MAP, Refusal, base45, decode, is_text, is_uint, matches, need, seconds, signature_holds, take_apart

ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}"
LAST, DAY = 253402300799, 86400
L = 2 ** 252 + 27742317777372353535851937790883648493  # RFC 9496 §4.4, the order of the group
VENUE, NOTICES, LOG_SIZE, OFFICER = -65541, -65542, -65540, -65539
POSTER, SHARE, EXPOSURES, ACT = (f"application/hcode-{name}+cbor" for name in ("venue", "venue-share", "exposures", "act"))
RECORD, SLOTS, DAYS = 84, 8, 16

# ---------------------------------------------------------------- ristretto255 (RFC 9496), by libsodium

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
if sodium.sodium_init() < 0:
    raise ImportError("libsodium does not start")


def call(name, *inputs):
    """32 bytes from libsodium, or None where it refuses the input or the result is the identity."""
    out = ctypes.create_string_buffer(32)
    return out.raw if getattr(sodium, name)(out, *inputs) == 0 else None


def is_point(octets):
    """A canonical encoding of an element, the identity excepted."""
    return (isinstance(octets, bytes) and len(octets) == 32 and octets != bytes(32)
            and sodium.crypto_core_ristretto255_is_valid_point(octets) == 1)


def plus(p, q):
    """The sum of two elements; 32 zero bytes are the identity."""
    return call("crypto_core_ristretto255_add", p, q)


def minus(p, q):
    return call("crypto_core_ristretto255_sub", p, q)


def times(number, element):
    if number % L == 0 or element == bytes(32):
        return bytes(32)
    return call("crypto_scalarmult_ristretto255", (number % L).to_bytes(32, "little"), element)


def hashed(parts):
    """§3: an array of CBOR to a number below L."""
    return int.from_bytes(sha512(cbor2.dumps(parts, canonical=True)).digest(), "little") % L


G = call("crypto_scalarmult_ristretto255_base", (1).to_bytes(32, "little"))
H = call("crypto_core_ristretto255_from_hash", sha512(b"hcode venue: second generator").digest())


@lru_cache(64)
def element_of(pair):
    """s·G + t·H."""
    return plus(times(pair[0], G), times(pair[1], H))


def sum_of(left, right):
    return b"".join(plus(left[i:i + 32], right[i:i + 32]) for i in range(0, len(left), 32))


# ---------------------------------------------------------------- §4: days and their keys


def venue_digest(issuer, venue):
    return sha256(cbor2.dumps(["hcode venue: venue", issuer, venue], canonical=True)).digest()


def x_of(issuer, venue, day):
    return hashed(["hcode venue: day", venue_digest(issuer, venue), day])


def day_key(points, x):
    """Horner's rule on the elements, the highest coefficient first."""
    key = bytes(32)
    for at in range(len(points) - 32, -32, -32):
        key = plus(times(x, key), points[at:at + 32])
    return key


def day_secret(polynomials, x):
    """The values of both polynomials, lists of numbers with the constant first."""
    return tuple(sum(c * pow(x, power, L) for power, c in enumerate(one)) % L for one in polynomials)


def pair_of(octets):
    """Two numbers of 32 bytes below L, least byte first, of which not both are zero."""
    need(isinstance(octets, bytes) and len(octets) == 64, "malformed-secret")
    pair = tuple(int.from_bytes(octets[i:i + 32], "little") for i in (0, 32))
    need(max(pair) < L and element_of(pair) != bytes(32), "malformed-secret")
    return pair


def octets_of(pair):
    return b"".join(number.to_bytes(32, "little") for number in pair)


def day_and_minute(venue, at):
    """The day and the minute of it at a place."""
    local = at + 900 * venue[3]
    return local // DAY, local % DAY // 60


def need_day(venue, day, begins, ends):
    """The day at the place has a moment between the two times."""
    start = day * DAY - 900 * venue[3]
    need(start < ends and start + DAY > begins, "day-out-of-range")


# ---------------------------------------------------------------- §5: records


def record_key(office, key, first, second, shared):
    return sha256(cbor2.dumps(["hcode venue: record", office, key, first, second, shared], canonical=True)).digest()


def note(office, key, arrival, minutes, e):
    """A record for the day with this key, which lists of this office open; `e` is a random number, used once and forgotten."""
    first, second = times(e, G), times(e, H)
    content = arrival.to_bytes(2, "big") + minutes.to_bytes(2, "big")
    return first + second + ChaCha20Poly1305(record_key(office, key, first, second, times(e, key))).encrypt(bytes(12), content, b"")


def tried(office, record, pair):
    """None: not of this office, day and place. Else (arrival, minutes), or () for hours that cannot be."""
    first, second, sealed = record[:32], record[32:64], record[64:]
    need(len(record) == RECORD and is_point(first) and is_point(second), "malformed-record")
    shared = plus(times(pair[0], first), times(pair[1], second))
    if shared == bytes(32):
        return None
    try:
        content = ChaCha20Poly1305(record_key(office, element_of(pair), first, second, shared)).decrypt(bytes(12), sealed, b"")
    except InvalidTag:
        return None
    arrival, minutes = int.from_bytes(content[:2], "big"), int.from_bytes(content[2:], "big")
    return (arrival, minutes) if minutes >= 1 and arrival + minutes <= 1440 else ()


# ---------------------------------------------------------------- §6: proofs of knowledge


def challenge(role, context, points, commitments):
    return hashed(["hcode venue: proof", role, context, points, b"".join(commitments)])


def prove(role, context, polynomials, nonces):
    """Of the coefficients behind the points; `nonces` are pairs, used once and forgotten."""
    points = b"".join(element_of(pair) for pair in zip(*polynomials))
    c = challenge(role, context, points, [element_of(pair) for pair in nonces])
    answers = [(a + c * x) % L for nonce, pair in zip(nonces, zip(*polynomials)) for a, x in zip(nonce, pair)]
    return points, octets_of([c, *answers])


def need_proof(role, context, points, proof):
    need(isinstance(proof, bytes) and len(proof) == 32 + 2 * len(points), "malformed-proof")
    c, *answers = (int.from_bytes(proof[i:i + 32], "little") for i in range(0, len(proof), 32))
    need(max(c, *answers) < L, "malformed-proof")
    commitments = [minus(element_of(tuple(answers[2 * n:2 * n + 2])), times(c, points[32 * n:32 * n + 32])) for n in range(len(points) // 32)]
    need(c == challenge(role, context, points, commitments), "wrong-proof")


# ---------------------------------------------------------------- §7: files


def item(octets, reason=None):
    try:
        return decode(octets, ListScan)
    except Refusal as refusal:
        raise Refusal(reason or refusal.reason) from None


def plain(value):
    """Lists and dictionaries for what cbor2 freezes inside tags."""
    if isinstance(value, MAP):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, LIST) else value


def signed(octets, kind, use, keys):
    """Rules 4 to 10: the key and the payload of a COSE_Sign1."""
    protected, unprotected, payload, signature = take_apart(item(octets))
    header = item(protected, "malformed-header")
    need(isinstance(header, MAP) and set(header) == {1, 4, 16}, "malformed-header")
    need(header[1] == -19, "wrong-algorithm")
    need(isinstance(header[4], bytes) and len(header[4]) == 8, "malformed-header")
    need(header[16] == kind, "wrong-type")
    need(not unprotected, "unprotected-header")
    key = next((k for k in keys if k["kid"] == header[4].hex()), None)
    need(key is not None, "unknown-issuer")
    need(key["use"] == use, "wrong-use")
    message = cbor2.dumps(["Signature1", protected, b"", payload])
    need(signature_holds(bytes.fromhex(key["x"]), signature, message), "bad-signature")
    return key, payload


def claims(payload, key, members, optional, longest):
    """Rules 11a to 11d."""
    value = item(payload)
    need(isinstance(value, MAP) and {1, 4, 6, *members} <= set(value) <= {1, 4, 6, *members, *optional}, "malformed-claims")
    need(matches(value[1], ID), "malformed-claims")
    need(value[1] == key["issuer"], "issuer-mismatch")
    need(all(is_uint(value[k], 0, LAST) for k in (4, 6)) and value[6] < value[4], "malformed-time")
    need(value[4] - value[6] <= longest, "validity-too-long")
    return plain(value)


def need_now(value, key, at):
    """Rules 13: the key and what it signed are valid."""
    need(value[6] >= key["not_before"], "before-key")
    need(value[6] < key["until"] and at < key["until"], "key-expired")
    need(value[6] <= at + 300, "not-yet-valid")
    need(at < value[4], "expired")


def need_points(points):
    need(isinstance(points, bytes) and len(points) % 32 == 0 and 2 <= len(points) // 32 <= 5, "malformed-points")
    need(all(is_point(points[i:i + 32]) for i in range(0, len(points), 32)), "malformed-points")


def need_venue(venue):
    need(isinstance(venue, MAP) and set(venue) == {1, 2, 3, 4, 5}, "malformed-venue")
    need(is_text(venue[1], 96) and is_text(venue[2], 96) and matches(venue[5], ID), "malformed-venue")
    need(type(venue[3]) is int and -64 <= venue[3] <= 64, "malformed-venue")
    need_points(venue[4])


def poster_of(octets, keys):
    key, payload = signed(octets, POSTER, "venues", keys)
    value = claims(payload, key, {VENUE}, (), 366 * DAY)
    need_venue(value[VENUE])
    return key, value


def poster(text, keys, at):
    need(text.lstrip(" ")[:6].upper() == "HVENUE", "unknown-format")
    if not text.startswith("HVENUE1:"):
        number = re.match(r"HVENUE(0|[1-9][0-9]*):", text)
        raise Refusal("unknown-version" if number and number[1] != "1" else "malformed-prefix")
    need(len(text) <= 4296, "text-too-long")
    key, value = poster_of(base45(text[8:]), keys)
    need_now(value, key, at)
    return value


def request(octets):
    need(len(octets) <= 4096, "too-large")
    value = plain(item(octets, "malformed-request"))
    need(isinstance(value, LIST) and len(value) == 3 and matches(value[0], ID), "malformed-request")
    issuer, venue, proof = value
    need_venue(venue)
    need_proof(1, cbor2.dumps([issuer, venue], canonical=True), venue[4], proof)
    return issuer, venue


def request_digest(octets):
    return sha256(cbor2.dumps(["hcode venue: request", octets])).digest()


def share(octets, asked, keys):
    """The office's key and points, in answer to the request file `asked`."""
    _, venue = request(asked)
    need(len(octets) <= 4096, "too-large")
    key, payload = signed(octets, SHARE, "exposures", keys)
    need(key["issuer"] == venue[5], "issuer-mismatch")
    value = item(payload, "malformed-share")
    need(isinstance(value, MAP) and set(value) == {1, 2, 3}, "malformed-share")
    need(value[1] == request_digest(asked), "other-request")
    need_points(value[2])
    need(len(value[2]) == len(venue[4]), "malformed-points")
    need_proof(2, value[1], value[2], value[3])
    return key, value[2]


def need_same_venue(value, asked, answer, keys):
    """The poster is what the request and the share make."""
    issuer, venue = request(asked)
    key, theirs = share(answer, asked, keys)
    need(value[1] == issuer and all(value[VENUE][k] == venue[k] for k in (1, 2, 3, 5)), "other-venue")
    need(value[VENUE][4] == sum_of(venue[4], theirs), "other-points")
    need(value[6] >= key["not_before"], "before-key")
    need(value[6] < key["until"], "key-expired")


def part(octets, answer, keys):
    """What the keeper gives out for a day: the poster's claims, the day, the keeper's two numbers."""
    need(len(octets) <= 16384, "too-large")
    value = item(octets, "malformed-part")
    need(isinstance(value, LIST) and len(value) == 4 and all(isinstance(v, bytes) for v in value[:2]), "malformed-part")
    need(is_uint(value[2], 0, LAST // DAY), "malformed-part")
    hung, asked, day, secret = value
    _, said = poster_of(hung, keys)
    need_same_venue(said, asked, answer, keys)
    need_day(said[VENUE], day, said[6], said[4])
    pair = pair_of(secret)
    x = x_of(said[1], said[VENUE], day)
    need(element_of(pair) == day_key(request(asked)[1][4], x), "wrong-share")
    return said, day, pair


def need_notice(notice, issued):
    need(isinstance(notice, LIST) and len(notice) == 5, "malformed-notice")
    day, secret, begin, end, advice = notice
    need(is_uint(day) and is_uint(begin, 0, 1439) and is_uint(end, 1, 1440) and begin < end and is_uint(advice, 0, 255), "malformed-notice")
    need(issued // DAY - 31 <= day <= issued // DAY + 1, "day-out-of-range")
    pair_of(secret)


def need_list(value):
    need(is_uint(value.get(LOG_SIZE, 0)), "malformed-claims")
    need(isinstance(value[NOTICES], LIST) and len(value[NOTICES]) <= 20000, "malformed-claims")
    for notice in value[NOTICES]:
        need_notice(notice, value[6])
    order = [(notice[0], notice[1]) for notice in value[NOTICES]]
    need(all(a < b for a, b in zip(order, order[1:])), "wrong-order")


def exposures(octets, keys, at, held=None):
    """The claims of a list; `held` is when the list that is stored was issued."""
    need(len(octets) <= 16 << 20, "too-large")
    key, payload = signed(octets, EXPOSURES, "exposures", keys)
    value = claims(payload, key, {NOTICES}, {LOG_SIZE}, 31 * DAY)
    need_list(value)
    need_now(value, key, at)
    need(held is None or value[6] >= held, "rollback")
    return value


def commitment(issuer, notice):
    return sha256(cbor2.dumps(["hcode log: opened", issuer, notice], canonical=True)).digest()


def opened(octets, issuer, notice, keys):
    """§8: the entry of act 7 that answers for this notice of this issuer's list."""
    need(len(octets) <= 2048, "malformed-entry")
    try:
        key, payload = signed(octets, ACT, "exposures", keys)
    except Refusal as refusal:
        raise Refusal(refusal.reason if refusal.reason in ("unknown-issuer", "wrong-use", "bad-signature") else "malformed-entry") from None
    act = item(payload, "malformed-entry")
    need(isinstance(act, MAP) and set(act) == {1, 2, 3, 4, 5, 10} and is_uint(act[1], 7, 7), "malformed-entry")
    need(isinstance(act[2], bytes) and len(act[2]) == 32 and matches(act[3], ID) and matches(act[5], ID), "malformed-entry")
    need(is_uint(act[10], 0, LAST) and act[4] == bytes.fromhex(key["kid"]), "malformed-entry")
    need(act[3] == key["issuer"], "issuer-mismatch")
    need(key["not_before"] <= act[10] < key["until"], "key-expired")
    need(act[3] == issuer and act[2] == commitment(issuer, notice), "other-notice")
    return act


# ---------------------------------------------------------------- §5: the diary


def diary_digest(days, counts):
    return sha256(cbor2.dumps(["hcode venue: diary", days, counts], canonical=True)).digest()


def diary(octets):
    """The days with their records."""
    need(len(octets) <= 128 * 1024, "too-large")
    value = plain(item(octets, "malformed-diary"))
    need(isinstance(value, LIST) and len(value) == 3 and isinstance(value[0], LIST) and isinstance(value[1], LIST), "malformed-diary")
    days, counts, digest = value
    need(all(isinstance(d, LIST) and len(d) == 2 and is_uint(d[0], 0, LAST // DAY + 1) and isinstance(d[1], bytes) for d in days), "malformed-diary")
    need(digest == diary_digest(days, counts), "damaged-diary")
    need(len(days) == DAYS and all(len(d[1]) % (RECORD * SLOTS) == 0 and 1 <= len(d[1]) // (RECORD * SLOTS) <= 8 for d in days), "malformed-diary")
    need(all(a[0] + 1 == b[0] for a, b in zip(days, days[1:])), "wrong-order")
    for _, records in days:
        for at in range(0, len(records), RECORD):
            need(is_point(records[at:at + 32]) and is_point(records[at + 32:at + 64]), "malformed-record")
    need(all(isinstance(c, LIST) and len(c) == 2 for c in counts), "malformed-diary")
    sizes = {day: len(records) // RECORD for day, records in days[-3:]}
    need(all(c[0] in sizes and is_uint(c[1], 1, sizes[c[0]]) for c in counts), "malformed-diary")
    need(all(a[0] < b[0] for a, b in zip(counts, counts[1:])), "malformed-diary")
    return {day: [records[i:i + RECORD] for i in range(0, len(records), RECORD)] for day, records in days}


def with_visit(octets, today, day, record, blank):
    """The diary with one more record, or with none when `record` is None; `octets` is None for a new one. `today` is a day of UTC;
    `blank` gives a record of no place each time."""
    days, counts = {}, {}
    if octets is not None:
        diary(octets)
        days, counts = (dict(plain(part)) for part in cbor2.loads(octets)[:2])
    need(not days or max(days) <= today + 1, "clock")
    days = {n: days.get(n) or b"".join(blank() for _ in range(SLOTS)) for n in range(today - 14, today + 2)}
    counts = {n: count for n, count in counts.items() if n >= today - 1}
    if record is not None:
        need(today - 1 <= day <= today + 1, "day-out-of-range")
        used = counts.get(day, 0)
        need(used < 8 * SLOTS, "too-many-visits")
        if used * RECORD == len(days[day]):
            days[day] += b"".join(blank() for _ in range(SLOTS))
        days[day] = days[day][:used * RECORD] + record + days[day][(used + 1) * RECORD:]
        counts[day] = used + 1
    parts = [[list(pair) for pair in sorted(part.items())] for part in (days, counts)]
    return cbor2.dumps([*parts, diary_digest(*parts)], canonical=True)


def check(office, days, notices):
    """Where the diary and the list meet: (day, arrival, minutes, advice); hours that cannot be count as the whole day."""
    found = []
    for day, secret, begin, end, advice in notices:
        pair = pair_of(secret)
        for record in days.get(day, ()):
            visit = tried(office, record, pair)
            if visit is None:
                continue
            arrival, minutes = visit or (0, 1440)
            if arrival < end and arrival + minutes > begin:
                found.append([day, arrival, minutes, advice])
    return found


# ---------------------------------------------------------------- vectors


def vector(path):
    """What the vector expects, and what is said of it here."""
    case = json.loads(Path(path).read_text())
    try:
        said = {"result": KINDS[case["kind"]](case)}
    except Refusal as refusal:
        said = {"refusal": refusal.reason}
    return case["expect"], said


def file(case, name):
    return b64decode(case[name], validate=True)


def told(value):
    return {"issuer": value[1], "name": value[VENUE][1], "place": value[VENUE][2], "digest": venue_digest(value[1], value[VENUE]).hex()}


def of_poster(case):
    return told(poster(case["text"], case["keys"], seconds(case["at"])))


def of_request(case):
    return request_digest(file(case, "request")).hex() if request(file(case, "request")) else None


def of_share(case):
    return share(file(case, "share"), file(case, "request"), case["keys"])[1].hex()


def of_venue(case):
    value = poster(case["text"], case["keys"], seconds(case["at"]))
    need_same_venue(value, file(case, "request"), file(case, "share"), case["keys"])
    return told(value)


def of_day(case):
    """All that follows from a venue and a day."""
    venue = plain(item(file(case, "venue")))
    x = x_of(case["issuer"], venue, case["day"])
    return {"x": octets_of([x]).hex(), "key": day_key(venue[4], x).hex()}


def of_part(case):
    said, day, pair = part(file(case, "part"), file(case, "share"), case["keys"])
    return {"day": day, "secret": octets_of(pair).hex(), "name": said[VENUE][1]}


def of_secret(case):
    """The sum of both shares opens the day with this key."""
    pairs = [pair_of(bytes.fromhex(one)) for one in case["shares"]]
    total = tuple(sum(numbers) % L for numbers in zip(*pairs))
    need(element_of(total) == bytes.fromhex(case["key"]), "wrong-secret")
    return octets_of(total).hex()


def of_record(case):
    visit = tried(case["office"], file(case, "record"), pair_of(bytes.fromhex(case["secret"])))
    return None if visit is None else list(visit)


def of_note(case):
    arrival, minutes = case["visit"]
    return note(case["office"], bytes.fromhex(case["key"]), arrival, minutes, int.from_bytes(bytes.fromhex(case["e"]), "little")).hex()


def of_exposures(case):
    held = seconds(case["held"]) if "held" in case else None
    return len(exposures(file(case, "list"), case["keys"], seconds(case["at"]), held)[NOTICES])


def of_opened(case):
    notice = item(file(case, "notice"))
    return opened(file(case, "entry"), case["issuer"], notice, case["keys"])[2].hex()


def of_diary(case):
    return sum(map(len, diary(file(case, "diary")).values()))


def of_visit(case):
    """The SHA-256 of the diary with one visit more."""
    blanks, octets = file(case, "blanks"), file(case, "diary") if "diary" in case else None
    each = iter(range(0, len(blanks), RECORD))
    made = with_visit(octets, case["today"], case["day"], file(case, "record"), lambda: blanks[(at := next(each)):at + RECORD])
    need(next(each, None) is None, "blanks left over")
    return sha256(made).hexdigest()


def of_check(case):
    listed = exposures(file(case, "list"), case["keys"], seconds(case["at"]))
    return check(listed[1], diary(file(case, "diary")), listed[NOTICES])


KINDS = {"poster": of_poster, "request": of_request, "share": of_share, "venue": of_venue, "day": of_day, "part": of_part,
         "secret": of_secret, "record": of_record, "note": of_note, "exposures": of_exposures, "opened": of_opened,
         "diary": of_diary, "visit": of_visit, "check": of_check}


def main():
    wrong = total = 0
    for path in sorted(Path(sys.argv[1]).glob("*/*.json")):
        total += 1
        expected, said = vector(path)
        if said != expected:
            wrong += 1
            print(f"{path.parent.name}/{path.name}: expected {expected}, said {said}")
    print(f"{total} vectors, {wrong} wrong")
    sys.exit(bool(wrong) or not total)


if __name__ == "__main__":
    main()
