"""The reader of docs/venue.md: its group is the one of RFC 9496, two libraries agree on it, and what the page claims of days, shares and diaries holds."""

import ctypes
import re
from hashlib import sha512
from itertools import cycle
from pathlib import Path
from random import Random

import cbor2
import pytest
import reference_venue as venue
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from ge25519 import ge25519_cached, ge25519_p1p1, ge25519_p3
from make_vectors import Key, base45, sig_structure
from reference_verifier import Refusal, seconds
from reference_venue import DAYS, G, L, RECORD, SLOTS, element_of, octets_of, plus, sodium, times

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/venue.md").read_text()
DAY = 20781

# RFC 9496, appendices A.1 (multiples of the generator) and A.3 (elements from a hash).
MULTIPLES = """
0000000000000000000000000000000000000000000000000000000000000000 e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76
6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919 94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259
da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57 e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e
f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403 44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d
903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c 02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031
20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42
e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460 aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f
46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e
""".split()
DERIVED = {
    "Ristretto is traditionally a short shot of espresso coffee": "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46",
    "made with the normal amount of ground coffee but extracted with": "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b",
    "about half the amount of water in the same amount of time": "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826",
    "by using a finer grind.": "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a",
    "This produces a concentrated shot of coffee per volume.": "ae81e7dedf20a497e10c304a765c1767a42d6e06029758d2d7e8ef7cc4c41179",
    "Just pulling a normal shot short will produce a weaker shot": "e2705652ff9f5e44d3e841bf1c251cf7dddb77d140870d1ab2ed64f1a9ce8628",
    "and is not a Ristretto as some believe.": "80bd07262511cdde4863f8a7434cef696750681cb9510eea557088f76d9e5065",
}


def numbers(random, count):
    return [random.randrange(1, L) for _ in range(count)]


def second(number, octets):
    """number · element by the other library."""
    return ge25519_p3.from_bytes_ristretto255(octets).scalar_mult(number.to_bytes(32, "little")).to_bytes_ristretto255()


def second_sum(left, right):
    left, right = map(ge25519_p3.from_bytes_ristretto255, (left, right))
    return ge25519_p3.from_p1p1(ge25519_p1p1.add(left, ge25519_cached.from_p3(right))).to_bytes_ristretto255()


class Site:
    """A place with the shares of its keeper and its office."""

    def __init__(self, seed, degree=2, name="Café Nord"):
        random = Random(seed)
        self.keeper, self.office = ([numbers(random, degree + 1) for _ in range(2)] for _ in range(2))
        self.asking = {1: name, 2: "Erqi Road 12", 3: 32, 4: points_of(self.keeper), 5: "CN-HA"}
        self.venue = self.asking | {4: venue.sum_of(self.asking[4], points_of(self.office))}

    def x(self, day):
        return venue.x_of("CN-HA", self.venue, day)

    def secret(self, day):
        return both(venue.day_secret(self.keeper, self.x(day)), venue.day_secret(self.office, self.x(day)))

    def key(self, day):
        return venue.day_key(self.venue[4], self.x(day))


def points_of(polynomials):
    return b"".join(element_of(pair) for pair in zip(*polynomials))


def both(left, right):
    return tuple((a + b) % L for a, b in zip(left, right))


def through(places):
    """The value at any x of the polynomial of the lowest degree through these (x, y)."""
    def value(x):
        total = 0
        for i, (xi, yi) in enumerate(places):
            top = bottom = 1
            for j, (xj, _) in enumerate(places):
                if i != j:
                    top, bottom = top * (x - xj) % L, bottom * (xi - xj) % L
            total += yi * top * pow(bottom, -1, L)
        return total % L
    return value


def coefficients(places):
    """Of the polynomial through these places, the constant first."""
    made = [0] * len(places)
    for i, (xi, yi) in enumerate(places):
        top, bottom = [1], 1
        for j, (xj, _) in enumerate(places):
            if i != j:
                top = [(a - xj * b) % L for a, b in zip([0, *top], [*top, 0])]
                bottom = bottom * (xi - xj) % L
        made = [(a + yi * c * pow(bottom, -1, L)) % L for a, c in zip(made, top)]
    return made


# ---------------------------------------------------------------- the group


def test_multiples_of_the_generator_are_those_of_rfc_9496():
    assert [times(n, G).hex() for n in range(16)] == MULTIPLES
    assert times(L, G) == bytes(32) and times(L - 1, G) == venue.minus(bytes(32), G)


def test_elements_from_a_hash_are_those_of_rfc_9496_by_both_libraries():
    for text, element in DERIVED.items():
        digest = sha512(text.encode()).digest()
        assert venue.call("crypto_core_ristretto255_from_hash", digest).hex() == element
        assert ge25519_p3.from_hash_ristretto255(digest).hex() == element


def test_the_second_generator_is_the_one_on_the_page():
    assert venue.H.hex() in re.findall(r"= ([0-9a-f]{64})\n", PAGE)
    assert venue.is_point(venue.H) and venue.H not in (G, bytes(32))


def test_two_libraries_agree_on_sums_and_multiples():
    random = Random(1)
    for _ in range(4):
        a, b = numbers(random, 2)
        p, q = times(a, G), times(b, venue.H)
        assert second(a, G) == p and second(b, venue.H) == q and second(a, q) == times(a, q)
        assert second_sum(p, q) == plus(p, q) == element_of((a, b)) and venue.minus(plus(p, q), q) == p


def test_libsodium_agrees_on_the_numbers():
    random = Random(2)

    def scalar(name, *inputs):
        out = ctypes.create_string_buffer(32)
        getattr(sodium, f"crypto_core_ristretto255_scalar_{name}")(out, *inputs)
        return int.from_bytes(out.raw, "little")

    for _ in range(50):
        a, b = numbers(random, 2)
        first, other = (n.to_bytes(32, "little") for n in (a, b))
        assert scalar("add", first, other) == (a + b) % L and scalar("sub", first, other) == (a - b) % L
        assert scalar("mul", first, other) == a * b % L and scalar("invert", first) == pow(a, -1, L)
        wide = random.randbytes(64)
        assert scalar("reduce", wide) == int.from_bytes(wide, "little") % L


def test_two_libraries_seal_alike():
    random = Random(3)
    for _ in range(20):
        key, content, out = random.randbytes(32), random.randbytes(4), ctypes.create_string_buffer(20)
        sodium.crypto_aead_chacha20poly1305_ietf_encrypt(out, None, content, ctypes.c_ulonglong(4), None, ctypes.c_ulonglong(0), None, bytes(12), key)
        assert out.raw == ChaCha20Poly1305(key).encrypt(bytes(12), content, b"")


# ---------------------------------------------------------------- days and records


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_the_key_from_the_poster_is_the_key_of_the_secret(degree):
    site = Site(degree, degree)
    for day in (0, DAY, DAY + 1, 2_932_896):
        assert site.key(day) == element_of(site.secret(day))


def test_a_visit_comes_back_from_its_record():
    site, random = Site(5), Random(5)
    for _ in range(50):
        arrival = random.randrange(1440)
        minutes = random.randint(1, 1440 - arrival)
        record = venue.note("CN-HA", site.key(DAY), arrival, minutes, *numbers(random, 1))
        assert len(record) == RECORD and venue.tried("CN-HA", record, site.secret(DAY)) == (arrival, minutes)


def test_a_day_that_is_opened_opens_no_other_day_and_no_other_place():
    site, random = Site(6), Random(6)
    others = [Site(6, name="Café Süd"), Site(7)]
    for day in range(DAY - 5, DAY + 5):
        record = venue.note("CN-HA", site.key(day), 600, 30, *numbers(random, 1))
        opened = [n for n in range(DAY - 5, DAY + 5) if venue.tried("CN-HA", record, site.secret(n)) is not None]
        assert opened == [day]
        assert all(venue.tried("CN-HA", record, other.secret(day)) is None for other in others)


@pytest.mark.parametrize("change", [{1: "Café Nore"}, {2: "Erqi Road 13"}, {3: 33}, {5: "CN-HB"}], ids=["name", "place", "offset", "office"])
def test_another_name_place_offset_or_office_gives_another_day(change):
    site = Site(8)
    altered = site.venue | change
    x = venue.x_of("CN-HA", altered, DAY)
    record = venue.note("CN-HA", venue.day_key(altered[4], x), 600, 30, 12345)
    assert x != site.x(DAY) and venue.tried("CN-HA", record, site.secret(DAY)) is None
    assert venue.x_of("CN-HB", site.venue, DAY) != site.x(DAY)


def test_the_secret_of_a_day_opens_nothing_in_the_list_of_another_office():
    """Once a secret is published anybody has it: another office must not be able to give these visitors its own advice."""
    site = Site(22)
    record = venue.note("CN-HA", site.key(DAY), 600, 30, 12345)
    assert venue.tried("CN-HB", record, site.secret(DAY)) is None and venue.tried("CN-HA", record, site.secret(DAY)) == (600, 30)


def test_either_share_alone_opens_nothing():
    site = Site(9)
    record = venue.note("CN-HA", site.key(DAY), 600, 30, 12345)
    for share in (site.keeper, site.office):
        assert venue.tried("CN-HA", record, venue.day_secret(share, site.x(DAY))) is None
    assert venue.tried("CN-HA", record, site.secret(DAY)) == (600, 30)


def test_a_record_with_one_bit_changed_opens_nothing():
    site = Site(10)
    record = venue.note("CN-HA", site.key(DAY), 600, 30, 12345)
    refused = 0
    for bit in range(8 * RECORD):
        damaged = bytearray(record)
        damaged[bit // 8] ^= 1 << bit % 8
        try:
            assert venue.tried("CN-HA", bytes(damaged), site.secret(DAY)) is None
        except Refusal as refusal:
            assert refusal.reason == "malformed-record"
            refused += 1
    assert 0 < refused < 512


def test_what_a_diary_and_a_poster_hold_does_not_open_a_record():
    """The owner has the record, the poster, the place's key and number of the day: nothing of it is a secret of the day."""
    site = Site(11)
    key, x = site.key(DAY), site.x(DAY)
    record = venue.note("CN-HA", key, 600, 30, *numbers(Random(11), 1))
    known = [x, 1, 0, *(int.from_bytes(part, "little") % L for part in (key, record[:32], record[32:64], *(
        site.venue[4][i:i + 32] for i in (0, 32, 64)), venue.venue_digest("CN-HA", site.venue)))]
    tried = [(s, t) for s in known for t in known if s or t]
    assert len(tried) > 50 and all(venue.tried("CN-HA", record, pair) is None for pair in tried)


# ---------------------------------------------------------------- what opened days say of others


@pytest.mark.parametrize("degree", [1, 2, 4])
def test_as_many_opened_days_as_the_poster_allows_leave_every_secret_of_another_day_possible(degree, monkeypatch):
    """The step of §10: for any second number of another day there are polynomials with the points of this poster and its opened days.
    Here the logarithm of H is known, which is what makes them computable."""
    w, random = 987654321987654321, Random(12)
    monkeypatch.setattr(venue, "H", times(w, G))
    element_of.cache_clear()
    try:
        site = Site(12, degree)
        first, other = ([(a + b) % L for a, b in zip(site.keeper[n], site.office[n])] for n in (0, 1))
        fixed = [(f + w * g) % L for f, g in zip(first, other)]  # all that the points say
        opened = [(site.x(day), site.secret(day)) for day in range(DAY, DAY + degree)]
        hidden = site.x(DAY + degree)
        for guess in numbers(random, 5):
            g = coefficients([(x, pair[1]) for x, pair in opened] + [(hidden, guess)])
            f = [(a - w * b) % L for a, b in zip(fixed, g)]
            assert points_of([f, g]) == site.venue[4] and g != other
            assert all(venue.day_secret([f, g], x) == pair for x, pair in opened)
            assert venue.day_secret([f, g], hidden)[1] == guess
            assert element_of(venue.day_secret([f, g], hidden)) == site.key(DAY + degree)
    finally:
        element_of.cache_clear()


@pytest.mark.parametrize("degree", [1, 2, 4])
def test_one_day_more_opens_every_day(degree):
    """Why keeper and office have to count."""
    site = Site(13, degree)
    opened = [(site.x(day), site.secret(day)) for day in range(DAY, DAY + degree + 1)]
    f, g = (through([(x, pair[n]) for x, pair in opened]) for n in (0, 1))
    for day in (DAY - 300, DAY + 50):
        assert (f(site.x(day)), g(site.x(day))) == site.secret(day)
    too_few = through([(x, pair[0]) for x, pair in opened[1:]])
    assert too_few(site.x(DAY - 300)) != site.secret(DAY - 300)[0]


# ---------------------------------------------------------------- proofs


def test_a_proof_holds_for_its_share_role_and_context_alone():
    site, random = Site(14), Random(14)
    nonces = [tuple(numbers(random, 2)) for _ in range(3)]
    points, proof = venue.prove(1, b"context", site.keeper, nonces)
    assert points == site.asking[4]
    venue.need_proof(1, b"context", points, proof)
    for role, context, some in ((2, b"context", points), (1, b"other", points), (1, b"context", site.venue[4])):
        with pytest.raises(Refusal, match="wrong-proof"):
            venue.need_proof(role, context, some, proof)


def test_a_proof_with_a_bit_changed_in_any_byte_is_refused():
    site, random = Site(15, degree=1), Random(15)
    points, proof = venue.prove(2, b"context", site.office, [(5, 6), (7, 8)])
    for place in range(len(proof)):
        damaged = bytearray(proof)
        damaged[place] ^= 1 << random.randrange(8)
        with pytest.raises(Refusal, match="wrong-proof|malformed-proof"):
            venue.need_proof(2, b"context", points, bytes(damaged))


def test_points_that_cancel_the_keepers_cannot_be_proved():
    """An office that answers second and wants the sum to be its own share: it does not know what is behind its points."""
    site, own = Site(16), Site(17)
    rogue = b"".join(venue.minus(own.asking[4][i:i + 32], site.asking[4][i:i + 32]) for i in (0, 32, 64))
    assert venue.sum_of(site.asking[4], rogue) == own.asking[4]
    nonces = [(5, 6), (7, 8), (9, 10)]
    c = venue.challenge(2, b"context", rogue, [element_of(pair) for pair in nonces])
    answers = [(a + c * k) % L for nonce, pair in zip(nonces, zip(*own.keeper)) for a, k in zip(nonce, pair)]
    with pytest.raises(Refusal, match="wrong-proof"):
        venue.need_proof(2, b"context", rogue, octets_of([c, *answers]))


# ---------------------------------------------------------------- the diary


def blank(random):
    """A record of no place, as docs/venue.md §5 makes it."""
    key, e = numbers(random, 2)
    return venue.note("CN-HA", times(key, G), random.randrange(1440), 1, e)


@pytest.fixture(scope="module")
def blanks():
    """Gives records of no place, the first 160 of them different."""
    random = Random(17)
    return cycle([blank(random) for _ in range(160)]).__next__


def written(visits, blanks, today=DAY):
    made = None
    for day, record in visits:
        made = venue.with_visit(made, today, day, record, blanks)
    return made


def test_diaries_with_up_to_eight_visits_a_day_have_one_length(blanks):
    site, random = Site(18), Random(18)

    def length(count):
        return len(written([(DAY, venue.note("CN-HA", site.key(DAY), 600, 30, e)) for e in numbers(random, count)], blanks))

    assert length(1) == length(3) == length(8)
    assert length(9) == length(16) == length(8) + SLOTS * RECORD


def test_after_its_day_a_diary_says_nothing_of_how_many_visits_there_were(blanks):
    site, random = Site(19), Random(19)
    record = venue.note("CN-HA", site.key(DAY), 600, 30, *numbers(random, 1))
    later = venue.with_visit(written([(DAY, record)], blanks), DAY + 2, None, None, blanks)
    assert cbor2.loads(later)[1] == []
    assert venue.check("CN-HA", venue.diary(later), [[DAY, octets_of(site.secret(DAY)), 0, 1440, 2]]) == [[DAY, 600, 30, 2]]


def test_records_of_no_place_have_the_form_of_visits_even_for_who_knows_the_logarithm_of_h(monkeypatch):
    w = 1234567
    monkeypatch.setattr(venue, "H", times(w, G))
    element_of.cache_clear()
    try:
        site = Site(20)
        random = Random(20)
        days = venue.diary(written([(DAY, venue.note("CN-HA", site.key(DAY), 600, 30, 4321))], lambda: blank(random)))
        assert len(days) == DAYS and all(times(w, record[:32]) == record[32:64] for records in days.values() for record in records)
        assert len({record for records in days.values() for record in records}) == DAYS * SLOTS
    finally:
        element_of.cache_clear()


def test_a_diary_finds_each_of_its_visits_once_and_after_two_weeks_none(blanks):
    site, random = Site(21), Random(21)
    made, expected = None, []
    for day in range(DAY, DAY + 10):
        arrival = random.randrange(1400)
        made = venue.with_visit(made, day, day, venue.note("CN-HA", site.key(day), arrival, 40, *numbers(random, 1)), blanks)
        expected.append([day, arrival, 40, 2])
    notices = [[day, octets_of(site.secret(day)), 0, 1440, 2] for day in range(DAY, DAY + 10)]
    assert venue.check("CN-HA", venue.diary(made), notices) == expected
    for today, left in ((DAY + 14, 10), (DAY + 15, 9), (DAY + 23, 1), (DAY + 24, 0)):
        made = venue.with_visit(made, today, None, None, blanks)
        assert len(venue.check("CN-HA", venue.diary(made), notices)) == left


def test_the_day_of_a_place_begins_by_its_own_clock():
    midnight = seconds("2026-11-24T00:00:00Z")
    assert venue.day_and_minute({3: 0}, midnight) == (midnight // 86400, 0)
    assert venue.day_and_minute({3: 32}, midnight - 8 * 3600) == (midnight // 86400, 0)
    assert venue.day_and_minute({3: -32}, midnight) == (midnight // 86400 - 1, 960)
    assert venue.day_and_minute({3: 32}, midnight - 8 * 3600 - 1) == (midnight // 86400 - 1, 1439)


# ---------------------------------------------------------------- the whole story


def test_a_place_an_office_and_two_visitors_from_the_request_to_the_alarm(blanks):
    now, random = seconds("2026-11-24T10:00:00Z"), Random(24)
    licences, openings = Key("story licences", "CN-HA", "Henan"), Key("story openings", "CN-HA-ZZ", "Zhengzhou")
    keys = [{"kid": key.kid.hex(), "x": key.x.hex(), "issuer": key.issuer, "use": use, "not_before": 0, "until": now * 2}
            for key, use in ((licences, "venues"), (openings, "exposures"))]

    def signed(key, kind, payload):
        protected, payload = (cbor2.dumps(part, canonical=True) for part in ({1: -19, 4: key.kid, 16: kind}, payload))
        return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, key.sign(sig_structure(protected, payload))]))

    def drawn():
        return [numbers(random, 3) for _ in range(2)], [tuple(numbers(random, 2)) for _ in range(3)]

    keeper, nonces = drawn()  # the keeper asks
    asking = {1: "Café Nord", 2: "Erqi Road 12", 3: 32, 4: points_of(keeper), 5: "CN-HA-ZZ"}
    request = cbor2.dumps(["CN-HA", asking, venue.prove(1, cbor2.dumps(["CN-HA", asking], canonical=True), keeper, nonces)[1]], canonical=True)

    venue.request(request)  # the office answers
    office, nonces = drawn()
    digest = venue.request_digest(request)
    points, proof = venue.prove(2, digest, office, nonces)
    answer = signed(openings, venue.SHARE, {1: digest, 2: points, 3: proof})

    place = asking | {4: venue.sum_of(asking[4], venue.share(answer, request, keys)[1])}  # the poster is licensed
    hung = signed(licences, venue.POSTER, {1: "CN-HA", 4: now + 30 * 86400, 6: now - 86400, venue.VENUE: place})
    said = venue.poster("HVENUE1:" + base45(hung), keys, now)
    venue.need_same_venue(said, request, answer, keys)

    day, arrival = venue.day_and_minute(said[venue.VENUE], now)  # one visitor is there for 40 minutes, one is not
    x = venue.x_of(said[1], said[venue.VENUE], day)
    record = venue.note(said[venue.VENUE][5], venue.day_key(place[4], x), arrival, 40, *numbers(random, 1))
    there, elsewhere = (venue.with_visit(None, now // 86400, day, one, blanks) for one in (record, None))

    part = cbor2.dumps([hung, request, day, octets_of(venue.day_secret(keeper, x))], canonical=True)  # the day is opened
    _, opened, theirs = venue.part(part, answer, keys)
    secret = both(theirs, venue.day_secret(office, x))
    assert opened == day and element_of(secret) == venue.day_key(place[4], x)
    notice = [day, octets_of(secret), 17 * 60, 20 * 60, 2]
    act = {1: 7, 2: venue.commitment("CN-HA-ZZ", notice), 3: "CN-HA-ZZ", 4: openings.kid, 5: "desk-7", 10: now + 86400}
    venue.opened(signed(openings, venue.ACT, act), "CN-HA-ZZ", notice, keys)
    published = signed(openings, venue.EXPOSURES, {1: "CN-HA-ZZ", 4: now + 9 * 86400, 6: now + 2 * 86400, venue.NOTICES: [notice]})

    listed = venue.exposures(published, keys, now + 2 * 86400)  # everybody tries the list
    assert venue.check(listed[1], venue.diary(there), listed[venue.NOTICES]) == [[day, arrival, 40, 2]]
    assert venue.check(listed[1], venue.diary(elsewhere), listed[venue.NOTICES]) == []


# ---------------------------------------------------------------- the numbers of the page


def test_no_other_page_takes_a_number_that_this_page_takes():
    assert {"-65541", "-65542"} <= set(re.findall(r"-655\d\d", PAGE))
    for name in ("format.md", "trust.md", "log.md", "rules.md"):
        cddl = "".join(re.findall(r"```cddl(.*?)```", (ROOT / "docs" / name).read_text(), re.S))
        assert not re.search(r"-6554[12]\b", cddl), name
    log = (ROOT / "docs/log.md").read_text()
    acts = re.search(r"1 => &\( (issued: 1.*?) \)", log)[1]
    assert re.findall(r"\d+", acts) == ["1", "2", "3", "4", "5", "6", "7"]
