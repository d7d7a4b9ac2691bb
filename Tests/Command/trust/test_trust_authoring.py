"""The authority's side of trust lists: the source, the building, and signing by people who sit apart."""

import json
import random
import shutil
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import cbor2
import pytest

import command
from command import assert_error  # which finds the faulty issuer's folder, too
import make_trust_vectors as faulty

AT = "2026-11-24T10:00:00Z"


def keygen(folder, issuer, name="x", use="codes"):
    folder.mkdir(mode=0o700, exist_ok=True)
    result = command.run("keygen", "--issuer", issuer, "--name", name, "--no-passphrase", "-o", folder, "--for", "CN-HA", "--use", use)
    assert result.returncode == 0, result.stderr
    public = folder / f"{issuer}.pub"
    return SimpleNamespace(public=public, secret=folder / f"{issuer}.key", **json.loads(public.read_text()))


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    """Four holders of root keys, two issuers, one of them with a status key too, and another authority's root."""
    folder = tmp_path_factory.mktemp("people")
    made = {f"root{n}": keygen(folder / f"root{n}", f"ROOT-{n}", f"Holder {n}") for n in (1, 2, 3, 4)}
    made["zz"] = keygen(folder / "zz", "CN-HA-ZZ", "郑州市卫健委")
    made["status"] = keygen(folder / "status", "CN-HA-ZZ", "郑州市卫健委", "status-lists")
    made["kf"] = keygen(folder / "kf", "CN-HA-KF", "Kaifeng")
    made["snapshot"] = keygen(folder / "snapshot", "SNAP")
    made["other"] = keygen(folder / "other", "OTHER")
    return SimpleNamespace(**made)


@pytest.fixture
def trust(hcode, tmp_path):
    """trust("add", …) in the folder of the authority."""
    folder = tmp_path / "authority"
    folder.mkdir()

    def run(*args, **kwargs):
        return hcode("trust", *args, cwd=folder, **kwargs)

    run.folder = folder
    run.source = folder / "trust.json"
    return run


def done(result):
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


def init(trust, people, *options, roots=("root1", "root2", "root3")):
    return trust("init", "--authority", "CN-HA", "--name", "Henan", "--name", "zh=河南",
                 "--root", *[getattr(people, r).public for r in roots], *options)


@pytest.fixture
def authority(trust, people):
    done(init(trust, people))
    done(trust("add", people.zz.public, "--status", "green,yellow", "--evidence", "pcr:72h",
               "--longest-validity", "7d", "--status-list", "https://zz/1"))
    done(trust("add", people.status.public, "--use", "status-lists", "--for-status-list", "https://zz/1"))
    return trust


def fingerprint(text):
    line = next(line for line in text.splitlines() if line.startswith("fingerprint"))
    return "".join(line.split("(")[0].split()[1:])


# ---------------------------------------------------------------- the source


def test_init_makes_a_source_with_the_majority_as_threshold(trust, people):
    assert "2 of 3 root keys" in done(init(trust, people))
    source = json.loads(trust.source.read_text())
    assert list(source) == ["format", "authority", "names", "version", "valid", "ttl", "roots", "issuers"]
    assert (source["version"], source["valid"], source["ttl"]) == (0, "30d", "24h")
    assert source["names"] == {"en": "Henan", "zh": "河南"}
    assert [k["kid"] for k in source["roots"]["keys"]] == [people.root1.kid, people.root2.kid, people.root3.kid]


def test_init_does_not_overwrite(trust, people):
    done(init(trust, people))
    before = trust.source.read_bytes()
    assert_error(init(trust, people), 73, "already exists", "--force")
    assert trust.source.read_bytes() == before
    done(init(trust, people, "--force", "--threshold", "3"))
    assert json.loads(trust.source.read_text())["roots"]["threshold"] == 3


@pytest.mark.parametrize("options", [
    ("--threshold", "0"), ("--threshold", "4"), ("--valid", "0d"), ("--valid", "30"), ("--ttl", "soon"),
    ("--name", "zh=x"), ("--name", "a\x1bb"), ("--name", ""), ("--name", "x" * 97), ("--authority", "a b"),
])
def test_init_refuses_what_no_list_can_say(trust, people, options):
    assert_error(init(trust, people, *options), 64)
    assert not trust.source.exists()


def test_init_refuses_one_root_key_twice(trust, people):
    assert_error(init(trust, people, roots=("root1", "root1")), 64, "named already")
    assert_error(init(trust, people, "--snapshot", people.root1.public), 65, "one key has one purpose")
    assert_error(trust("init", "--authority", "A", "--name", "x", "--root", people.root1.secret), 78, "secret key")
    assert not trust.source.exists()


def test_a_name_with_an_equals_sign_is_a_name_unless_a_language_is_before_it(trust, people):
    done(trust("init", "--authority", "A", "--name", "A=B", "--name", "zh-Hans=c=d", "--root", people.root1.public))
    assert json.loads(trust.source.read_text())["names"] == {"en": "A=B", "zh-Hans": "c=d"}


def test_a_key_may_sign_green_alone_unless_more_is_said(trust, people):
    done(init(trust, people))
    done(trust("add", people.zz.public))
    key = json.loads(trust.source.read_text())["issuers"][0]
    assert key["names"] == {"und": "郑州市卫健委"} and key["issuer"] == "CN-HA-ZZ"
    assert len(key["keys"][0].pop("agreement")) == 86
    assert key["keys"] == [{
        "kid": people.zz.kid, "x": people.zz.x, "not_before": people.zz.created, "until": people.zz.expires,
        "use": "codes", "statuses": ["green"], "evidence": {}}]


def test_a_further_key_goes_to_its_issuer(authority, people):
    source = json.loads(authority.source.read_text())
    assert len(source["issuers"]) == 1
    assert [k["use"] for k in source["issuers"][0]["keys"]] == ["codes", "status-lists"]


@pytest.mark.parametrize("options, status", [
    (("--status", "blue"), 64), (("--status", "green,green"), 64), (("--status", ""), 64),
    (("--evidence", "pcr"), 64), (("--evidence", "pcr:1w"), 64), (("--evidence", "pcr:1h,pcr:2h"), 64),
    (("--evidence", "luck:1h"), 64), (("--longest-validity", "367d"), 65), (("--longest-validity", "x"), 64),
    (("--status-list", "a b"), 64), (("--status-list", "x" * 256), 64), (("--status-list", "https://zz/1"), 65),
    (("--use", "status-lists"), 64), (("--for-status-list", "x"), 64), (("--use", "everything"), 64),
    (("--use", "status-lists", "--for-status-list", "x", "--status", "green"), 64),
    (("--use", "status-lists", "--for-status-list", "x", "--for-status-list", "x"), 64),
    (("--appeal", "x" * 201), 64), (("--appeal", "a\nb"), 64), (("--name", "a\u202eb"), 64),
])
def test_what_cannot_be_granted_changes_nothing(authority, people, options, status):
    before = authority.source.read_bytes()
    assert_error(authority("add", people.kf.public, *options), status)
    assert authority.source.read_bytes() == before


def test_a_key_that_is_there_is_not_added_again(authority, people):
    assert_error(authority("add", people.zz.public), 65, "issuers[0].keys[0]", "trust grant")
    assert_error(authority("add", people.root2.public), 65, "roots.keys[1]")


def test_a_key_without_the_right_agreement_is_not_added(trust, people, hcode, tmp_path):
    done(init(trust, people))
    other = keygen(tmp_path / "other", "CN-HA-ZZ")
    assert hcode("key", "agree", other.secret, "--for", "CN-HB", "-o", tmp_path / "x.pub").returncode == 0
    assert_error(trust("add", tmp_path / "x.pub"), 65, "did not agree", "hcode key agree ISSUER.key --for CN-HA --use codes")
    assert_error(trust("add", other.public, "--use", "status-lists", "--for-status-list", "https://zz/1"), 65, "--use status-lists")
    assert_error(trust("add", people.other.public), 65, "not in the name space of CN-HA")
    assert json.loads(trust.source.read_text())["issuers"] == []
    done(trust("add", other.public))


def test_a_removed_key_is_withdrawn_by_every_list_until_its_end_and_never_added_again(authority, people):
    done(authority("remove", people.zz.kid))
    source = json.loads(authority.source.read_text())
    assert [(w["kid"], w["until"]) for w in source["withdrawn"]] == [(people.zz.kid, people.zz.expires)]
    assert_error(authority("add", people.zz.public), 65, "was withdrawn", "hcode keygen")
    at = people.zz.created
    told = done(authority("build", "--at", at))
    assert people.zz.kid in told
    payload = cbor2.loads(cbor2.loads((authority.folder / "CN-HA-1.trust").read_bytes()).value[2])
    assert [w[0].hex() for w in payload[12]] == [people.zz.kid]
    done(authority("build", "--at", people.zz.expires, "-o", "late.trust"))
    assert 12 not in cbor2.loads(cbor2.loads((authority.folder / "late.trust").read_bytes()).value[2])


def test_a_source_of_an_earlier_version_takes_the_agreements_from_new_key_files(authority, people):
    source = json.loads(authority.source.read_text())
    for key in source["issuers"][0]["keys"]:
        del key["agreement"]
    authority.source.write_text(json.dumps(source))
    assert_error(authority("build"), 65, "issuers[0].keys[0].agreement", "hcode key agree CN-HA-ZZ.key --for CN-HA --use codes")
    done(authority("add", people.zz.public))
    assert_error(authority("build"), 65, "issuers[0].keys[1].agreement", "--use status-lists")
    done(authority("add", people.status.public, "--use", "status-lists", "--for-status-list", "https://zz/1"))
    made = json.loads(authority.source.read_text())["issuers"][0]["keys"]
    assert [k["use"] for k in made] == ["codes", "status-lists"] and made[0]["statuses"] == ["green", "yellow"]
    done(authority("build"))


def test_grant_replaces_what_is_said_and_leaves_the_rest(authority, people):
    before = json.loads(authority.source.read_text())["issuers"][0]["keys"]
    done(authority("grant", people.zz.kid, "--status", "red"))
    done(authority("grant", "CN-HA-ZZ", "--longest-validity", "none", "--evidence", "pcr:24h,recovery:any"))
    after = json.loads(authority.source.read_text())["issuers"][0]["keys"]
    expected = before[0] | {"statuses": ["red"], "evidence": {"pcr": "24h", "recovery": "any"}}
    del expected["longest_validity"]
    assert after == [expected, before[1]]
    done(authority("grant", people.zz.kid, "--evidence", "none"))
    assert json.loads(authority.source.read_text())["issuers"][0]["keys"][0]["evidence"] == {}


def test_grant_refuses_what_is_not_there(authority, people):
    assert_error(authority("grant", people.status.kid, "--status", "red"), 65, "no key that signs codes")
    assert_error(authority("grant", "nobody", "--status", "red"), 65, "nothing in it is called nobody")
    assert_error(authority("grant", people.root1.kid, "--status", "red"), 65, "trust roots")
    assert_error(authority("grant", people.zz.kid), 64)


def test_grant_names_the_lists_of_a_key_that_signs_them(authority, people):
    before = json.loads(authority.source.read_text())["issuers"][0]["keys"]
    done(authority("grant", people.status.kid, "--for-status-list", "https://b.example/1", "--for-status-list", "https://a.example/1"))
    after = json.loads(authority.source.read_text())["issuers"][0]["keys"]
    assert after[0] == before[0]
    assert after[1] == before[1] | {"status_lists": ["https://b.example/1", "https://a.example/1"]}
    # Of an issuer all keys for status lists are meant, and no other.
    done(authority("grant", "CN-HA-ZZ", "--for-status-list", "https://zz.example/codes.status"))
    assert json.loads(authority.source.read_text())["issuers"][0]["keys"][0] == before[0]
    done(authority("build"))
    for options in (("--for-status-list", "a b"), ("--for-status-list", "u", "--for-status-list", "u"),
                    ("--for-status-list", "u", "--status", "red")):
        assert_error(authority("grant", people.status.kid, *options), 64)
    assert_error(authority("grant", people.zz.kid, "--for-status-list", "u"), 65, "no key that signs status lists")


def test_remove_says_until_when_lists_withdraw_the_key(authority, people):
    end = json.loads(authority.source.read_text())["issuers"][0]["keys"][1]["until"]
    printed = done(authority("remove", people.status.kid))
    assert ", withdrawn on 20" in printed and f" until {end}" in printed
    assert "with 1 keys, withdrawn on" in done(authority("remove", "CN-HA-ZZ"))


def test_remove_takes_out_and_leaves_no_issuer_without_keys(authority, people):
    done(authority("remove", people.status.kid))
    assert_error(authority("remove", people.zz.kid), 65, "only key", "hcode trust remove CN-HA-ZZ")
    done(authority("remove", "CN-HA-ZZ"))
    assert json.loads(authority.source.read_text())["issuers"] == []
    assert_error(authority("remove", "CN-HA-ZZ"), 65)


def test_a_sunset_is_set_where_it_is_said(authority, people):
    done(authority("sunset", "--on", "2027-01-01T00:00:00+08:00"))
    done(authority("sunset", "CN-HA-ZZ", "--on", "2027-02-01T00:00:00Z"))
    done(authority("sunset", people.zz.kid, "--on", "2027-03-01T00:00:00Z"))
    source = json.loads(authority.source.read_text())
    assert source["sunset"] == "2027-01-01T00:00:00+08:00"
    assert source["issuers"][0]["sunset"] == "2027-02-01T00:00:00Z"
    assert source["issuers"][0]["keys"][0]["until"] == "2027-03-01T00:00:00Z"


def test_a_key_only_ends_earlier(authority, people):
    for time in ("2039-01-01T00:00:00Z", people.zz.expires):
        assert_error(authority("sunset", people.zz.kid, "--on", time), 65, "only end earlier")
    assert_error(authority("sunset", people.zz.kid, "--on", "2020-01-01T00:00:00Z"), 65, "begins at")
    assert_error(authority("sunset", people.zz.kid, "--on", "tomorrow"), 64)


def test_an_edit_changes_only_what_it_must(authority, people):
    text = authority.source.read_text()
    text = text.replace('"30d"', '"720h"').replace(people.zz.expires, people.zz.expires.replace("Z", "+00:00"))
    authority.source.write_text(text)
    done(authority("grant", people.zz.kid, "--status", "green,yellow"))
    assert authority.source.read_text() == text
    done(authority("sunset", "--on", "2027-01-01T00:00:00Z"))
    added = set(authority.source.read_text().splitlines()) - set(text.splitlines())
    assert added == {'  "sunset": "2027-01-01T00:00:00Z",'}


def test_a_mistake_by_hand_is_refused_by_its_place_and_nothing_is_written(authority):
    good = authority.source.read_text()
    for before, after, *words in [
        ('"statuses"', '"colours"', "issuers[0].keys[0].colours", "no member"),
        ('"green", "yellow"', '"green", "violet"', "issuers[0].keys[0].statuses[1]"),
        ('"threshold": 2', '"threshold": 9', "roots.threshold"),
        ('"version": 0', '"version": "0"', "version"),
        ('"version": 0', '"version": 0, "a\\u001bb\\n": 1', "\\u{1b}"),
        ("{", "", "not JSON"),
    ]:
        bad = good.replace(before, after, 1)
        authority.source.write_text(bad)
        for arguments in [("build",), ("remove", "CN-HA-ZZ"), ("sunset", "--on", AT)]:
            result = authority(*arguments)
            assert_error(result, 65, "trust.json", *words)
            assert b"\x1b" not in result.stderr
        assert authority.source.read_text() == bad
    assert not list(authority.folder.glob("*.trust"))


def test_without_a_source_the_first_step_is_named(trust):
    assert_error(trust("build"), 66, "trust.json", "hcode trust init")


# ---------------------------------------------------------------- recognition


@pytest.fixture
def hubei(hcode, people, tmp_path):
    """The signed list of another authority, and its fingerprint."""
    folder = tmp_path / "hubei"
    folder.mkdir()
    done(hcode("trust", "init", "--authority", "CN-HB", "--name", "Hubei", "--root", people.other.public, cwd=folder))
    told = done(hcode("trust", "build", cwd=folder))
    unsigned = folder / "unsigned.trust"
    shutil.copy(folder / "CN-HB-1.trust", unsigned)
    done(hcode("trust", "sign", "CN-HB-1.trust", "--key", people.other.secret, cwd=folder))
    return SimpleNamespace(list=folder / "CN-HB-1.trust", unsigned=unsigned, fingerprint=fingerprint(told))


def test_another_authority_is_recognised_by_its_fingerprint(authority, hubei, people):
    spaced = " ".join(hubei.fingerprint[i:i + 8] for i in range(0, 64, 8)).upper()
    done(authority("recognise", hubei.list, "--status", "green,red", "--green-with", "pcr:48h", "--otherwise", "yellow",
                   "--sunset", "2027-06-01T00:00:00Z", "--fingerprint", spaced))
    assert json.loads(authority.source.read_text())["recognises"] == [{
        "authority": "CN-HB", "names": {"en": "Hubei"},
        "roots": {"threshold": 1, "keys": [{"kid": people.other.kid, "x": people.other.x}]},
        "statuses": ["green", "red"], "green_with": {"pcr": "48h"}, "otherwise": "yellow",
        "sunset": "2027-06-01T00:00:00Z"}]
    assert "CN-HB" in done(authority("build"))
    assert_error(authority("recognise", hubei.list, "--fingerprint", hubei.fingerprint), 65, "already")
    done(authority("remove", "CN-HB"))


def test_nobody_is_recognised_without_comparing(authority, hubei):
    before = authority.source.read_bytes()
    shown = authority("recognise", hubei.list)
    assert_error(shown, 64, "telephone", hubei.fingerprint[:8])
    assert_error(authority("recognise", hubei.list, "--fingerprint", "0" * 64), 77, "not the one")
    assert_error(authority("recognise", hubei.unsigned, "--fingerprint", hubei.fingerprint), 65, "signed by 0")
    assert_error(authority("recognise", hubei.list, "--fingerprint", hubei.fingerprint, "--otherwise", "yellow"), 64)
    assert authority.source.read_bytes() == before


def test_an_authority_without_a_list_yet_is_recognised_by_its_keys(authority, hubei, people):
    options = ("--authority", "CN-HB", "--name", "Hubei", "--root", people.other.public, "--threshold", "1")
    done(authority("recognise", *options, "--fingerprint", hubei.fingerprint))
    assert_error(authority("recognise", hubei.list, *options), 64)
    assert_error(authority("recognise"), 64)


def test_no_authority_recognises_itself(authority, people):
    told = done(authority("build"))
    for root in (people.root1, people.root2):
        done(authority("sign", "CN-HA-1.trust", "--key", root.secret))
    assert_error(authority("recognise", "CN-HA-1.trust", "--fingerprint", fingerprint(told)), 65,
                 "recognises[0].authority", "nothing was written")


# ---------------------------------------------------------------- building


def test_build_counts_up_and_tells_what_is_in_the_list(authority, people):
    told = done(authority("build", "--at", AT))
    for word in ("version      1", "expires      2026-12-24T10:00:00Z", people.zz.kid, "green,yellow", "pcr:72h",
                 "https://zz/1", people.root1.kid, "2 of 3", "CN-HA-1.trust, signed by nobody"):
        assert word in told, told
    assert json.loads(authority.source.read_text())["version"] == 1
    done(authority("build"))
    assert (authority.folder / "CN-HA-2.trust").exists()


def test_what_signers_should_know_is_told(trust, people):
    done(init(trust, people, roots=("root1",)))
    done(trust("add", people.zz.public))
    done(trust("sunset", "--on", "2026-12-01T00:00:00Z"))
    told = trust("build", "--at", people.zz.created).stderr.decode()
    assert "a single root key" in told and "no status list" in told and "sunset of the list" in told
    assert all(line.startswith("hcode: warning: ") for line in told.splitlines())


def test_a_list_that_moves_an_end_that_has_come_is_not_built(authority, people):
    done(authority("sunset", "--on", "2026-11-26T00:00:00Z"))
    done(authority("build", "--at", AT))
    done(authority("sunset", "--on", "2026-12-26T00:00:00Z"))
    assert_error(authority("build", "--at", "2026-11-26T00:00:00Z"), 65, "is over since 2026-11-26T00:00:00Z", "Nothing was built")
    assert not (authority.folder / "CN-HA-2.trust").exists()
    done(authority("build", "--at", "2026-11-25T23:00:00Z"))


def test_a_build_that_was_cut_short_is_found_and_overwrites_nothing(authority):
    source = authority.source.read_bytes()
    done(authority("build", "--at", AT))
    written = (authority.folder / "CN-HA-1.trust").read_bytes()
    authority.source.write_bytes(source)  # as if killed between the two writes
    assert_error(authority("build"), 73, "CN-HA-1.trust: already exists", "--force")
    assert (authority.folder / "CN-HA-1.trust").read_bytes() == written
    assert authority.source.read_bytes() == source
    done(authority("build", "--force", "--at", AT))
    assert (authority.folder / "CN-HA-1.trust").read_bytes() == written, "the same source and time, the same list"


def test_a_signed_list_is_not_built_over(authority, people):
    source = authority.source.read_bytes()
    done(authority("build"))
    done(authority("sign", "CN-HA-1.trust", "--key", people.root1.secret))
    authority.source.write_bytes(source)
    assert_error(authority("build", "--force"), 73, "is signed", "forgery")


# ---------------------------------------------------------------- signing


def copies(authority, people, holders, name="CN-HA-1.trust"):
    """Each holder signs a copy of their own."""
    made = []
    for holder in holders:
        copy = authority.folder / f"from-{holder}.trust"
        shutil.copy(authority.folder / name, copy)
        done(authority("sign", copy, "--key", getattr(people, holder).secret))
        made.append(copy)
    return made


def test_three_holders_sign_apart_and_the_copies_come_together(authority, people):
    done(authority("build"))
    parts = copies(authority, people, ["root1", "root2", "root3"])
    told = done(authority("sign", "CN-HA-1.trust", parts[0]))
    assert told.endswith("CN-HA-1.trust: signed by 1 of 2 needed: 1 more to sign\n")
    told = done(authority("sign", "CN-HA-1.trust", *parts[1:]))
    assert told.endswith("CN-HA-1.trust: signed by 3 of 2 needed: complete\n")
    merged = (authority.folder / "CN-HA-1.trust").read_bytes()
    done(authority("sign", parts[2], parts[1], parts[0], "-o", "other-order.trust"))
    assert (authority.folder / "other-order.trust").read_bytes() == merged


def test_the_whole_list_is_shown_before_it_is_signed(authority, people):
    built = done(authority("build")).splitlines()
    signed = done(authority("sign", "CN-HA-1.trust", "--key", people.root1.secret)).splitlines()
    assert signed[:-1] == built[:-1]


def test_the_same_key_again_changes_no_byte(authority, people):
    done(authority("build"))
    done(authority("sign", "CN-HA-1.trust", "--key", people.root1.secret))
    once = (authority.folder / "CN-HA-1.trust").read_bytes()
    assert b"1 more" in authority("sign", "CN-HA-1.trust", "--key", people.root1.secret).stdout
    assert (authority.folder / "CN-HA-1.trust").read_bytes() == once


def test_nothing_else_is_merged_or_signed(authority, people, hubei):
    done(authority("build", "--at", AT))
    done(authority("sunset", "--on", "2027-01-01T00:00:00Z"))
    (authority.folder / "CN-HA-1.trust").rename(authority.folder / "first.trust")
    text = authority.source.read_text().replace('"version": 1', '"version": 0')
    authority.source.write_text(text)
    done(authority("build", "--at", AT))
    before = command.listing(authority.folder)
    assert_error(authority("sign", "CN-HA-1.trust", "first.trust", "--key", people.root1.secret), 65,
                 "first.trust: disagrees with CN-HA-1.trust")
    assert_error(authority("sign", "CN-HA-1.trust", hubei.list), 65, "disagrees with CN-HA")
    assert_error(authority("sign", "CN-HA-1.trust", "--key", people.zz.secret), 77, "is not a root key", "--old")
    assert_error(authority("sign", "CN-HA-1.trust", "--old", hubei.list), 65, "not a list before")
    assert_error(authority("sign", "CN-HA-1.trust", "--key", people.root1.public), 65, "not a secret key")
    assert_error(authority("sign", people.root1.public), 65, "not a usable trust list")
    assert_error(authority("sign", "nowhere.trust"), 66)
    assert_error(authority("sign"), 64)
    assert_error(authority("sign", "CN-HA-1.trust", "-o", "first.trust"), 73, "--force")
    assert command.listing(authority.folder) == before


def test_a_false_signature_is_left_out_and_does_not_keep_the_true_one_out(authority, people):
    done(authority("build"))
    part, = copies(authority, people, ["root1"])
    whole = part.read_bytes()
    part.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    result = authority("sign", part, "-o", "mended.trust")
    assert b"is false" in result.stderr and b"signed by 0 of 2" in result.stdout
    done(authority("sign", part, "--key", people.root1.secret))
    assert part.read_bytes() == whole


def test_new_root_keys_need_the_old_ones_too(authority, people):
    done(authority("build"))
    for root in (people.root1, people.root2):
        done(authority("sign", "CN-HA-1.trust", "--key", root.secret))
    told = done(authority("roots", "--add", people.root4.public, "--remove", people.root1.kid))
    assert "2 signatures of the old" in told
    told = done(authority("build"))
    assert "ROOT KEYS CHANGE" in told and "--old CN-HA-1.trust" in told
    old = ("--old", "CN-HA-1.trust")
    assert_error(authority("sign", "CN-HA-2.trust", "--key", people.root1.secret), 77, "--old")
    told = done(authority("sign", "CN-HA-2.trust", "--key", people.root4.secret, *old))
    assert told.endswith("version 1: signed by 0 of 2 needed: 2 more to sign\n"), told
    done(authority("sign", "CN-HA-2.trust", "--key", people.root1.secret, *old))
    told = done(authority("sign", "CN-HA-2.trust", "--key", people.root2.secret, *old)).splitlines()
    assert told[-2:] == ["CN-HA-2.trust: signed by 2 of 2 needed: complete",
                         "CN-HA-2.trust: of the root keys of version 1: signed by 2 of 2 needed: complete"]


def test_an_unsigned_list_names_no_old_root_keys(authority, people):
    done(authority("build"))
    done(authority("build"))
    assert_error(authority("sign", "CN-HA-2.trust", "--old", "CN-HA-1.trust"), 65, "as it was published")


@pytest.mark.parametrize("options, status, words", [
    ((), 64, ["--add"]), (("--threshold", "4"), 64, ["4 of 3"]), (("--threshold", "0"), 64, ["0 of 3"]),
    (("--remove", "0000000000000000"), 65, ["is not a root key"]),
])
def test_root_keys_that_cannot_be_are_refused(authority, options, status, words):
    before = authority.source.read_bytes()
    assert_error(authority("roots", *options), status, *words)
    assert authority.source.read_bytes() == before


def test_a_root_key_has_one_purpose(authority, people):
    assert_error(authority("roots", "--add", people.zz.public), 65, "issuers[0].keys[0]")
    assert_error(authority("roots", "--add", people.root1.public), 65, "roots.keys[0]")
    done(authority("roots", "--remove", people.root1.kid, "--add", people.root1.public))


def test_hostile_texts_reach_no_terminal_raw(authority):
    text = authority.source.read_text()
    for evil in ("\\u001b[2J", "a\\u202eb", "x\\ny", "\\u0007"):
        authority.source.write_text(text.replace('"Henan"', f'"{evil}"'))
        result = authority("build")
        assert_error(result, 65, "names.en")
        assert not any(byte in result.stderr for byte in (b"\x1b", b"\x07", "\u202e".encode()))
    result = authority("remove", "\x1b[2J")
    assert b"\x1b" not in result.stderr + result.stdout


def test_a_source_of_another_name_is_worked_on(trust, people):
    source = Path(trust.folder) / "henan.json"
    done(init(trust, people, "--source", source))
    done(trust("add", people.zz.public, "--source", source))
    done(trust("build", "--source", source, "-o", "list.trust"))
    assert not trust.source.exists() and (trust.folder / "list.trust").exists()


def test_a_kill_at_any_moment_leaves_a_list_and_a_source_that_belong_together(authority):
    chance = random.Random(5)
    source = authority.source.read_bytes()
    for _ in range(25):
        process = subprocess.Popen([command.HCODE, "trust", "build"], cwd=authority.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=command.environment(authority.folder))
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.wait()
        version = json.loads(authority.source.read_text())["version"]
        built = (authority.folder / "CN-HA-1.trust").exists()
        assert (version, built) in [(0, False), (0, True), (1, True)]
        if built:
            assert "version      1" in done(authority("sign", "CN-HA-1.trust")), "whole, or not there"
            (authority.folder / "CN-HA-1.trust").unlink()
        authority.source.write_bytes(source)
        for left in authority.folder.glob(".*.tmp"):
            left.unlink()


@pytest.mark.slow
def test_a_sealed_root_key_signs_with_its_passphrase_only(authority, people, hcode, tmp_path):
    (tmp_path / "pass").write_text("correct horse\n")
    (tmp_path / "wrong").write_text("wrong\n")
    made = tmp_path / "sealed"
    made.mkdir(mode=0o700)
    done(hcode("keygen", "--issuer", "SEALED", "--name", "x", "-o", made, "--passphrase-file", tmp_path / "pass"))
    done(authority("roots", "--add", made / "SEALED.pub"))
    done(authority("build"))
    before = (authority.folder / "CN-HA-1.trust").read_bytes()
    sign = ("sign", "CN-HA-1.trust", "--key", made / "SEALED.key", "--passphrase-file")
    assert_error(authority(*sign, tmp_path / "wrong"), 77, "wrong passphrase")
    assert (authority.folder / "CN-HA-1.trust").read_bytes() == before
    assert "signed by 1 of 2" in done(authority(*sign, tmp_path / "pass"))
    assert_error(authority("sign", "CN-HA-1.trust", "--passphrase-file", tmp_path / "pass"), 64)


def test_more_signatures_than_a_list_may_carry_are_not_written(authority, people):
    done(authority("build"))
    path = authority.folder / "CN-HA-1.trust"
    payload = cbor2.loads(path.read_bytes()).value[2]
    for part in ("a", "b"):
        strangers = sorted((faulty.Key(f"{part}{n}", "X", "x") for n in range(20)), key=lambda k: k.kid)
        (authority.folder / part).write_bytes(faulty.file(payload=payload, signers=strangers))
    assert_error(authority("sign", "a", "b", "-o", "c"), 65, "40 signatures", "--old")
    assert not (authority.folder / "c").exists()


def test_the_checkpoint_takes_what_the_holders_made(authority, people, tmp_path):
    """From the first list over a change of root keys to the second."""
    told = done(authority("build"))
    for root in (people.root2, people.root3):
        done(authority("sign", "CN-HA-1.trust", "--key", root.secret))
    store = ("--store", tmp_path / "store")
    assert_error(authority("import", "CN-HA-1.trust", *store), 65, "unknown-authority")
    done(authority("import", "CN-HA-1.trust", *store, "--fingerprint", fingerprint(told)))
    done(authority("roots", "--add", people.root4.public, "--remove", people.root1.kid))
    done(authority("build"))
    for root in (people.root4, people.root3):
        done(authority("sign", "CN-HA-2.trust", "--key", root.secret))
    assert_error(authority("import", "CN-HA-2.trust", *store), 65, "unsigned-root-change")
    done(authority("sign", "CN-HA-2.trust", "--key", people.root2.secret, "--old", "CN-HA-1.trust"))
    done(authority("import", "CN-HA-2.trust", *store))
    assert_error(authority("import", "CN-HA-1.trust", *store), 65)
