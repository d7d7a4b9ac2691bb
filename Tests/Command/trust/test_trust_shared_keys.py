"""One key on several lists: nobody clears what another authority says against a code, and nobody makes it look forged."""

import itertools

import pytest

from authority import GREEN, HOUR, NOW, RED, Authority, code_key, listed, recognised, status_key
from checkpoints import place  # noqa: F401  a checkpoint


def world(place, own, strict, lax):
    """P recognises two authorities, both of which list MM's code key; `strict` and `lax` are how. Either may come first by its name."""
    p = Authority("PP")
    strict_authority, lax_authority = Authority(own[0]), Authority(own[1])
    issuer = Authority("MM")
    lists = [authority.list(issuers=[listed("MM", *entry)]) for authority, entry in
             ((strict_authority, strict(issuer, strict_authority)), (lax_authority, lax(issuer)))]
    place.taken(p.list(recognises=[recognised(strict_authority), recognised(lax_authority)]), *lists,
                options=("--fingerprint", p.fingerprint))
    return issuer, strict_authority


ORDERS = [("AA", "ZZ"), ("ZZ", "AA")]


def plain(issuer):
    return [code_key(issuer.codes)]


@pytest.mark.parametrize("own", ORDERS, ids="-".join)
@pytest.mark.parametrize("value, verdict, reason", [(1, "refused", "revoked"), (2, "yellow", "suspended"), (3, "red", "raised-to-red")])
def test_a_recognised_list_without_a_status_list_does_not_clear_what_the_other_list_says(place, own, value, verdict, reason):  # noqa: F811
    uri = "https://mm.example/status"

    def strict(issuer, authority):
        return [code_key(issuer.codes, status_list=uri), status_key(issuer.status, uri)]

    issuer, _ = world(place, own, strict, plain)
    found = place.verify(issuer.code())
    assert (found["verdict"], found["reason"]) == ("undecided", "status-missing")
    place.taken(issuer.status_list({7: value}))
    found = place.verify(issuer.code())
    assert (found["verdict"], found["reason"]) == (verdict, reason)
    assert place.verify(issuer.code(index=8))["verdict"] == "green"


@pytest.mark.parametrize("own", ORDERS, ids="-".join)
def test_one_officer_is_not_enough_because_another_list_asks_for_no_more(place, own):  # noqa: F811
    issuer, _ = world(place, own, lambda issuer, _: [code_key(issuer.codes, officers=2)], plain)
    found = place.verify(issuer.code(RED))
    assert (found["verdict"], found["reason"]) == ("refused", "one-officer")
    assert place.verify(issuer.code(GREEN))["verdict"] == "green"


@pytest.mark.parametrize("own", ORDERS, ids="-".join)
def test_the_end_that_one_list_sets_for_a_key_is_not_put_off_by_another(place, own):  # noqa: F811
    issuer, _ = world(place, own, lambda issuer, _: [code_key(issuer.codes, until=NOW - HOUR)], plain)
    assert place.verify(issuer.code())["reason"] == "key-expired"


@pytest.mark.parametrize("own", ORDERS, ids="-".join)
@pytest.mark.parametrize("narrow", ["grant", "issuer"])
def test_a_list_that_claims_the_key_for_less_or_for_another_issuer_does_not_make_its_codes_look_forged(place, own, narrow):  # noqa: F811
    p, first, second = Authority("PP"), Authority(own[0]), Authority(own[1])
    issuer = Authority("MM")
    claim = listed("MM", code_key(issuer.codes, statuses=(RED,))) if narrow == "grant" else listed("XX", code_key(issuer.codes))
    place.taken(p.list(recognises=[recognised(first), recognised(second)]), first.list(issuers=[claim]),
                second.list(issuers=[listed("MM", *plain(issuer))]), options=("--fingerprint", p.fingerprint))
    assert place.verify(issuer.code())["verdict"] == "green"


def test_an_own_list_decides_before_those_that_are_only_recognised(place):  # noqa: F811
    p, other, issuer = Authority("PP"), Authority("AA"), Authority("MM")
    uri = "https://aa.example/status"
    place.taken(p.list(issuers=[listed("MM", code_key(issuer.codes))], recognises=[recognised(other)]),
                other.list(issuers=[listed("MM", code_key(issuer.codes, status_list=uri), status_key(other.status, uri))]),
                other.status_list({7: 1}, uri=uri), options=("--fingerprint", p.fingerprint))
    assert place.verify(issuer.code())["verdict"] == "green"


def test_of_three_lists_the_strictest_counts_whatever_their_names(place):  # noqa: F811
    p, issuer = Authority("PP"), Authority("MM")
    others = [Authority(name) for name in ("AB", "BC", "CD")]
    for version, order in enumerate(itertools.permutations(range(3)), 1):
        entries = [code_key(issuer.codes), code_key(issuer.codes, until=NOW - HOUR), code_key(issuer.codes, officers=2)]
        place.taken(p.list(version=version, recognises=[recognised(o) for o in others]),
                    *(o.list(version=version, issuers=[listed("MM", entries[n])]) for o, n in zip(others, order)),
                    options=("--fingerprint", p.fingerprint) if version == 1 else ())
        assert place.verify(issuer.code())["reason"] == "key-expired"
