"""Which list decides on a code: one, by the order of docs/trust.md §4.5, and nobody else's list changes the verdict."""

import pytest

from authority import (DAY, GREEN, HOUR, NOW, RED, Authority, Key, agreement, code_key, codes, listed, recognised, status_key)
from checkpoints import place  # noqa: F401  a checkpoint

A, M, H = Authority("CN-HA"), Authority("MM"), Authority("CN-HB")


def pinned(authority):
    return "--fingerprint", authority.fingerprint


def expect(found, verdict, reason):
    assert (found["verdict"], found["reason"]) == (verdict, reason), found


def of_zhengzhou(authority=A, key=A.codes, **options):
    return listed("CN-HA-ZZ", code_key(key, **options))


def code(issuer="CN-HA-ZZ", key=A.codes, **changes):
    return codes.text({**codes.claims(), 1: issuer, **changes}, key)


# ---------------------------------------------------------------- whoever did not agree is not listed


@pytest.mark.parametrize("what", ["key", "officer", "status-key"])
def test_a_neighbour_cannot_list_a_key_of_ours(place, what):  # noqa: F811
    uri = "https://a.example/status"
    place.taken(A.list(issuers=A.with_status(), recognises=[recognised(M)]), A.status_list({7: 1}), options=pinned(A))
    stolen = {"key": [code_key(A.codes)], "officer": [code_key(M.codes), code_key(A.codes, statuses=(RED,))],
              "status-key": [code_key(M.codes, status_list=uri), status_key(A.status, A.uri)]}[what]
    # A's own agreement is for A; one by M's key over A's is none; and M's list cannot take A's issuer either.
    for signature in (agreement(A.codes if what != "status-key" else A.status, "CN-HA", "CN-HA", 2 if what == "status-key" else 1),
                      agreement(M.codes, "MM", "MM", 1), bytes(64)):
        entries = [k if k[1] == M.codes.x else k | {7: signature} for k in stolen]
        place.refused("no-agreement", M.list(issuers=[listed("MM", *entries)]))
    place.refused("foreign-issuer", M.list(issuers=[listed("CN-HA", code_key(M.codes))]))
    expect(place.verify(A.code()), "refused", "revoked")
    expect(place.verify(A.code(index=8)), "green", "as-signed")


def test_a_key_that_a_pinned_authority_withdrew_stays_withdrawn_whoever_lists_it(place):  # noqa: F811
    # The thief has the key, so the key agrees with M; but M cannot name its issuer, and in M's own name the key is another matter.
    place.taken(A.list(issuers=[of_zhengzhou()], recognises=[recognised(M)]), options=pinned(A))
    expect(place.verify(code()), "green", "as-signed")
    place.taken(A.list(version=2, issuers=[of_zhengzhou(key=A.status)], recognises=[recognised(M)],
                       k12=[[A.codes.kid, NOW - HOUR]]))
    place.taken(M.list(issuers=[listed("MM", code_key(A.codes))]))
    found = place.verify(code())
    expect(found, "refused", "key-withdrawn")
    assert found["trust"] == {"basis": "withdrawn", "authority": "CN-HA", "withdrawn_at": "2026-11-24T09:00:00Z"}
    expect(place.verify(code("CN-HA-KF")), "refused", "key-withdrawn")
    # The recogniser withdrew it: what it believes through its recognition is void too.
    expect(place.verify(code("MM")), "refused", "key-withdrawn")


def test_a_withdrawn_key_that_was_never_seen_here_is_undecided(place):  # noqa: F811
    place.taken(A.list(issuers=[of_zhengzhou(key=A.status)], k12=[[A.codes.kid, NOW - HOUR]]), options=pinned(A))
    expect(place.verify(code()), "undecided", "key-withdrawn")
    expect(place.verify(A.code(key=Key("nobody's", "X", "x"))), "undecided", "unknown-issuer")


def test_a_withdrawal_does_not_reach_another_pinned_authoritys_issuers(place):  # noqa: F811
    place.taken(A.list(issuers=[of_zhengzhou(key=A.status)], k12=[[H.codes.kid, NOW - HOUR]]), options=pinned(A))
    place.taken(H.list(), options=pinned(H))
    expect(place.verify(H.code()), "green", "as-signed")


def test_a_second_officer_whose_key_was_withdrawn_signs_nothing(place):  # noqa: F811
    officer = Key("second officer", "CN-HA", "x")
    first = code_key(A.codes, officers=2)
    red = codes.countersigned(codes.claims(health=codes.RED), officer, A.codes)
    place.taken(A.list(issuers=[listed("CN-HA", first, code_key(officer, officers=2))]), options=pinned(A))
    expect(place.verify(red), "red", "as-signed")
    place.taken(A.list(version=2, issuers=[listed("CN-HA", first)], k12=[[officer.kid, NOW - HOUR]]))
    expect(place.verify(red), "refused", "key-withdrawn")


# ---------------------------------------------------------------- the order


def test_the_recognised_authority_with_the_longest_id_speaks_for_an_issuer(place):  # noqa: F811
    nation, province, top = Authority("CN"), Authority("CN-HA"), Authority("WHO")
    key = A.codes
    by_nation = listed("CN-HA-ZZ", code_key(key, statuses=(RED,)))
    lists = [nation.list(issuers=[by_nation])]
    place.taken(top.list(recognises=[recognised(nation), recognised(province)]), *lists, options=pinned(top))
    # The province is recognised, so the nation does not speak for Zhengzhou: not even while the province's list is missing.
    expect(place.verify(code()), "undecided", "unknown-issuer")
    place.taken(province.list(issuers=[of_zhengzhou()]))
    expect(place.verify(code()), "green", "as-signed")


def test_a_pinned_list_that_names_the_key_goes_before_whom_it_recognises(place):  # noqa: F811
    nation = Authority("CN")
    narrow = listed("CN-HA-ZZ", code_key(A.codes, statuses=(RED,)))
    place.taken(nation.list(issuers=[narrow], recognises=[recognised(A)]), A.list(issuers=[of_zhengzhou()]), options=pinned(nation))
    expect(place.verify(code()), "forged", "grant-exceeded")
    place.taken(nation.list(version=2, issuers=[], recognises=[recognised(A)]))
    expect(place.verify(code()), "green", "as-signed")


def test_a_recognised_authority_never_speaks_where_a_pinned_one_does(place):  # noqa: F811
    nation = Authority("CN")
    place.taken(A.list(issuers=[of_zhengzhou(key=A.status)], recognises=[recognised(nation)]),
                nation.list(issuers=[of_zhengzhou(), listed("CN-GD", code_key(H.codes))]), options=pinned(A))
    # The key signed, and its authority, which is pinned, does not list it.
    assert place.verify(code())["verdict"] == "undecided"
    expect(place.verify(code("CN-GD", H.codes)), "green", "as-signed")


def test_the_first_pinned_list_that_names_a_key_decides(place):  # noqa: F811
    nation = Authority("CN")
    place.taken(nation.list(issuers=[listed("CN-HA-ZZ", code_key(A.codes, statuses=(RED,)))]), options=pinned(nation))
    place.taken(A.list(issuers=[of_zhengzhou()]), options=pinned(A))
    expect(place.verify(code()), "forged", "grant-exceeded")


def test_a_code_in_a_name_for_which_its_key_is_not_listed_is_undecided_not_forged(place):  # noqa: F811
    place.taken(A.list(issuers=[of_zhengzhou()], recognises=[recognised(M)]), M.list(issuers=[listed("MM-1", code_key(M.codes))]),
                options=pinned(A))
    expect(place.verify(code("CN-HA-KF", M.codes)), "undecided", "not-listed")
    expect(place.verify(code("MM", M.codes)), "undecided", "not-listed")
    expect(place.verify(code("IN-TN", M.codes)), "undecided", "unknown-issuer")


@pytest.mark.parametrize("what", ["sunset", "ended-key", "ended-list", "statuses", "status-list", "withdrawn", "log"])
def test_no_file_of_an_authority_that_does_not_speak_for_an_issuer_changes_a_verdict(place, what):  # noqa: F811
    """M may do what it likes, with a key that agreed with it as well."""
    place.taken(A.list(recognises=[recognised(H), recognised(M)]), H.list(issuers=H.with_status()),
                H.status_list({5: 1, 6: 2, 9: 3}), options=pinned(A))
    names = {5: ("refused", "revoked"), 6: ("yellow", "suspended"), 9: ("red", "raised-to-red"), 10: ("green", "as-signed")}
    uri = "https://mm.example/status"
    own = listed("MM", code_key(H.codes, **{"ended-key": {"until": NOW - HOUR}, "statuses": {"statuses": (RED,)},
                                            "status-list": {"status_list": uri}}.get(what, {})),
                 status_key(M.status, uri))
    place.taken(M.list(issuers=[own], **({"sunset": NOW - DAY} if what == "sunset" else {}),
                       **({"k12": [[A.codes.kid, NOW]]} if what == "withdrawn" else {})),
                M.status_list({n: 3 for n in range(64)}, uri=uri))
    for index, (verdict, reason) in names.items():
        expect(place.verify(H.code(index=index)), verdict, reason)
