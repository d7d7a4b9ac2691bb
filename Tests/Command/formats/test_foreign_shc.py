"""SMART Health Cards, by the specification's examples, its validator's test data and our own."""

import json

import corpus
import foreign
import pytest
from command import HCODE, assert_error, run, verdict, verdicts

SPEC = ("--at", "2023-06-23T06:00:00Z")
ISSUER = "https://smarthealth.cards/examples/issuer"

# Where hcode says another word than the corpus, and why.
OTHERWISE = {
    # It is refused by name: what it names lies on a server.
    "made-prefix-shlink": "unsupported",
    # A key that may not be used is left out at the import, where it is told.
    "made-key-use-enc": "unknown-key",
}


def file(name):
    return corpus.file(f"shc/{name}")


def text(name):
    return file(f"cases/{name}.txt").read_bytes().rstrip(b"\n")


def take(store, file, *options, at="2023-06-23T00:00:00Z", **kwargs):
    return run("trust", "import", "--format", "shc", "--store", store, "--at", at, *options, file, **kwargs)


@pytest.fixture(scope="module")
def spec(tmp_path_factory):
    store = tmp_path_factory.mktemp("spec") / "store"
    assert take(store, file("trust/spec.json")).returncode == 0
    return ("--store", store, *SPEC)


@pytest.mark.slow
@pytest.mark.parametrize("whose, count", [("own", 71), ("others", 45)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, whose, count):
    cases = foreign.cases("shc", whose)
    stores = foreign.Stores(tmp_path, "shc")
    faults, seen = [], 0
    for case in cases:
        found = foreign.all_judged(case, stores)
        seen += len(found)
        if case["id"] in OTHERWISE:
            assert [one["reason"] for one in found] == [OTHERWISE[case["id"]]], found
            continue
        faults.append(foreign.fault_of_all(case, found))
        faults += [fields_fault(case, one) for one in found if case["expect"] == "accept"]
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count
    # One verdict each; two of one file of two cards, of a file with a bad one, and of what contradicts itself.
    assert seen >= len(cases)


def fields_fault(case, found):
    """What a genuine card states otherwise than the case says."""
    fields = case.get("fields") or {}
    holder = found.get("holder", {})
    wanted = {
        "name": " ".join(fields[part] for part in ("given", "family") if part in fields),
        "birth_date": fields.get("dob"),
    }
    if "given" in fields and holder.get("name") != wanted["name"]:
        return f"{case['id']}: {holder} and not {wanted}"
    if "dob" in fields and holder.get("birth_date") != wanted["birth_date"]:
        return f"{case['id']}: {holder} and not {wanted}"
    if "iss" in fields and found["issuer"] != fields["iss"]:
        return f"{case['id']}: {found['issuer']}"
    return None


@pytest.mark.slow
def test_the_vci_snapshot_is_taken_whole_under_its_signature(tmp_path):
    vci = corpus.of_others("shc/vci")
    signed = ("--signature", vci / "vci_snapshot.sig", "--certificate", vci / "vci_snapshot.crt")
    at = "2026-08-23T00:00:00Z"
    taken = json.loads(take(tmp_path / "store", vci / "vci_snapshot.json", *signed, "--json", at=at).stdout)
    assert taken["contents"] == {"issuers": 651, "keys": 961, "revocation_lists": 6}
    assert taken["signed"] and taken["left_out"] == [] and len(taken["noted"]) == 8
    # Signed once, always signed: whoever exchanges the file cannot leave the signature away.
    assert_error(take(tmp_path / "store", vci / "vci_snapshot.json", at=at), 65, "under-signed")
    altered = tmp_path / "altered.json"
    altered.write_bytes((vci / "vci_snapshot.json").read_bytes().replace(b"State of California", b"State of Californio"))
    assert_error(take(tmp_path / "other", altered, *signed, at=at), 65, "bad-signature")
    # Under the signature its time counts.
    early = take(tmp_path / "early", vci / "vci_snapshot.json", *signed, at="2026-08-21T00:00:00Z")
    assert_error(early, 65, "not-yet-issued")


@pytest.mark.parametrize("name,word", [
    ("private_key", "private key"), ("wrong_alg_key", "alg"), ("wrong_curve_key", "P-256"), ("wrong_kid_key", "thumbprint"),
    ("wrong_kty_key", "P-256"), ("wrong_use_key", "use"), ("cert_mismatch.public", "another key"),
    ("invalid_chain.public", "sign one another"), ("invalid_DNS_SAN.public", "does not name"),
    ("invalid_no_SAN.public", "does not name"),
])
def test_a_key_that_may_not_sign_is_not_taken(tmp_path, name, word):
    assert_error(take(tmp_path / "s", file(f"keys/{name}.json"), "--issuer", ISSUER), 65, word)


@pytest.mark.parametrize("name,keys", [("valid_key", 1), ("valid_keys", 3), ("valid_key_with_x5c", 1), ("valid_2_chain.public", 1)])
def test_an_issuers_own_key_set_is_taken(tmp_path, name, keys):
    taken = take(tmp_path / "s", file(f"keys/{name}.json"), "--issuer", ISSUER, "--json")
    assert json.loads(taken.stdout)["contents"]["keys"] == keys, taken.stderr
    assert_error(take(tmp_path / "s", file(f"keys/{name}.json")), 65, "--issuer")


def store_of_bad_list(tmp_path, name):
    """The issuer's key set, and what came of its revocation list."""
    keys = json.loads(file(f"badcrl/{name}.jwks.json").read_bytes())
    jws = file(f"badcrl/{name}.jws.txt").read_bytes().strip()
    store = tmp_path / "s"
    issuer = json.loads(run("inspect", "--json", jws).stdout)["unverified_issuer"]
    at = "2023-06-23T00:00:00Z"
    (tmp_path / "jwks.json").write_text(json.dumps(keys))
    assert take(store, tmp_path / "jwks.json", "--issuer", issuer).returncode == 0
    crl = take(store, file(f"badcrl/{name}.crl.json"), "--issuer", issuer)
    return crl, verdict(run("verify", "--exact", "--json", "--store", store, "--at", at, jws))


@pytest.mark.parametrize("name,word", [
    ("duplicate-rid", "twice"), ("invalid-method", "method"), ("non-base64url-rid", "no rid"), ("too-long-rid", "no rid")])
def test_a_revocation_list_that_breaks_a_rule_leaves_its_cards_undecided(tmp_path, name, word):
    crl, found = store_of_bad_list(tmp_path, name)
    assert_error(crl, 65, word)
    assert (found["verdict"], found["reason"], found["genuine"]) == ("undecided", "revocation-missing", False)
    assert found["holder"]["name"], "the signature holds, so what it states is told"


def test_a_revocation_list_may_have_counted_further_than_the_key_says(tmp_path):
    crl, found = store_of_bad_list(tmp_path, "version-mismatch")
    assert crl.returncode == 0, crl.stderr
    assert found["reason"] in ("no-rules", "revoked"), found


def test_a_revocation_list_that_has_ended_decides_no_more_and_still_revokes(tmp_path):
    """A list of its own, beside a directory whose key asks for it."""
    directory = json.loads(file("trust/trust-alpha.json").read_bytes())
    crl = directory["issuerInfo"][0].pop("crls")[0]
    (tmp_path / "directory.json").write_text(json.dumps(directory))
    (tmp_path / "crl.json").write_text(json.dumps(crl))
    store, issuer = tmp_path / "s", directory["issuerInfo"][0]["issuer"]["iss"]
    at = "2022-04-15T05:20:00Z"
    assert take(store, tmp_path / "directory.json", at=at).returncode == 0

    def reason(name, at):
        return verdict(run("verify", "--exact", "--json", "--store", store, "--at", at, text(name)))["reason"]

    assert reason("made-ok-rid-prefix-of-listed", at) == "revocation-missing"
    assert take(store, tmp_path / "crl.json", "--issuer", issuer, "--valid", "1d", at=at).returncode == 0
    assert reason("made-ok-rid-prefix-of-listed", at) == "no-rules"
    assert reason("made-revoked", at) == "revoked"
    later = "2022-04-17T00:00:00Z"
    assert reason("made-ok-rid-prefix-of-listed", later) == "revocation-missing"
    assert reason("made-revoked", later) == "revoked"


def test_a_list_that_has_not_counted_as_far_as_the_key_asks_decides_nothing(tmp_path):
    store = tmp_path / "s"
    assert take(store, file("trust/trust-alpha-stale.json"), at="2022-04-15T05:20:00Z").returncode == 0
    found = verdict(run("verify", "--exact", "--json", "--store", store, "--at", "2022-04-15T05:20:00Z", text("made-ok-rid-prefix-of-listed")))
    assert (found["verdict"], found["reason"]) == ("undecided", "revocation-missing")


# Parts, wherever they come from.

PARTS = ["spec-02-qr-2", "spec-02-qr-0", "spec-02-qr-1"]


def test_parts_of_a_card_are_joined_over_pictures_in_any_order(tmp_path, spec):
    pictures = [foreign.picture(text(name), tmp_path / f"{number}.png") for number, name in enumerate(PARTS)]
    found = verdict(run("scan", "--json", *spec, *pictures))
    assert found["genuine"] and len(found["evidence"]) == 51 and found["source"] == str(pictures[-1])
    again = verdicts(run("scan", "--json", *spec, "--jobs", "2", tmp_path))
    assert [one["genuine"] for one in again] == [True]


def test_parts_in_one_picture_are_joined(tmp_path, spec):
    from PIL import Image
    pictures = [Image.open(foreign.picture(text(name), tmp_path / f"{number}.png")) for number, name in enumerate(PARTS)]
    sheet = Image.new("L", (sum(p.width for p in pictures) + 200, max(p.height for p in pictures)), 255)
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width + 100
    sheet.save(tmp_path / "sheet.png")
    assert verdict(run("scan", "--json", *spec, tmp_path / "sheet.png"))["genuine"]


def test_parts_in_lines_of_a_scanner_are_joined_and_what_is_missing_is_told(spec):
    lines = b"\n".join(text(name) for name in [PARTS[0], PARTS[0], *PARTS[1:], PARTS[1]]) + b"\n"
    result = run("verify", "--exact", "--json", *spec, "-", input=lines)
    assert verdict(result)["genuine"], "a part that is shown again after its card is no new one"
    assert b"of 3 parts 3 is here, 1, 2 are missing" in result.stderr


def test_parts_in_frames_are_joined(tmp_path, spec):
    frames = b""
    for number, name in enumerate(PARTS):
        path = foreign.picture(text(name), tmp_path / f"{number}.png")
        from PIL import Image
        image = Image.open(path).convert("L")
        frames += b"P5 %d %d 255\n" % image.size + image.tobytes()
    recorded = tmp_path / "frames.pgm"
    recorded.write_bytes(frames)
    with recorded.open("rb") as stream:
        found = verdict(run("scan", "--json", *spec, "--frames", stdin=stream))
    assert found["genuine"] and found["frame"] == 3


def test_a_card_of_which_a_part_is_missing_is_undecided_and_says_which(tmp_path, spec):
    picture = foreign.picture(text(PARTS[0]), tmp_path / "1.png")
    result = run("scan", "--json", *spec, picture)
    found = verdict(result)
    assert (result.returncode, found["verdict"], found["reason"], found["format"]) == (30, "undecided", "missing-chunk", "shc")
    assert found["detail"] == "of 3 parts 3 is here, 1, 2 are missing" and found["source"] == str(picture)


def test_two_different_texts_for_one_part_are_no_card(spec):
    other = text("made-ok-3-chunks-out-of-order-0")
    number = other.split(b"/")[1]
    same = next(text(name) for name in PARTS if text(name).split(b"/")[1] == number)
    found = verdicts(run("verify", "--exact", "--json", *spec, same, other))
    assert [(one["verdict"], one["reason"]) for one in found] == [("forged", "bad-chunk"), ("undecided", "missing-chunk")]


def test_the_next_card_is_not_spoilt_by_a_part_that_was_shown_once_too_often(spec):
    card = [text(name) for name in PARTS]
    other = [text(f"made-ok-3-chunks-out-of-order-{number}") for number in range(3)]
    found = verdicts(run("verify", "--exact", "--json", *spec, *card, card[0], *other))
    assert [one["reason"] for one in found] == ["no-rules", "unknown-issuer"]


def test_inspect_joins_parts_and_takes_files_apart():
    parts = run("inspect", "--json", *(text(name) for name in PARTS))
    assert json.loads(parts.stdout)["unverified_issuer"] == "https://spec.smarthealth.cards/examples/issuer"
    cards = run("inspect", "--json", file("cases/sdk-multi-jws-file.smart-health-card"))
    assert len(cards.stdout.splitlines()) == 2
    alone = run("inspect", "--json", text(PARTS[0]))
    assert json.loads(alone.stdout)["malformed"] == "missing-chunk" and alone.returncode == 20


# Pictures and people.

@pytest.mark.parametrize("names,reason", [
    (["0-single_qr_segment.png"], "no-rules"), (["inflated-to-v22.png"], "no-rules"), (["0-scaled-23.jpg"], "no-rules"),
    (["1-qr_chunk_too_small.png", "0-qr_chunk_too_small.png"], "no-rules"), (["1-qr_chunk_too_small.png"], "missing-chunk"),
    # A segment with letters behind the digits.
    (["0-too_many_qr_segment.png"], "malformed-encoding"), (["0-corrupted.png"], "no-code"),
])
def test_unusual_symbols_are_judged(names, reason, spec):
    pictures = [next(corpus.of_others("shc/images").glob(f"*-{name}")) for name in names]
    assert verdict(run("scan", "--json", *spec, *pictures))["reason"] == reason


def test_a_person_reads_who_what_when_and_by_whom(spec):
    line = run("verify", "--exact", *spec, text("spec-00-qr")).stdout.decode()
    for word in ("John B. Anyperson", "*1951-01-20", "vaccination", "Moderna COVID-19", "2021-01-29", "ABC General Hospital",
                 "spec examples (https://spec.smarthealth.cards/examples/issuer)", "SMART Health Card"):
        assert word in line, line
    chinese = run("verify", "--exact", "--lang", "zh", *spec, text("spec-00-qr")).stdout.decode()
    assert "疫苗接种" in chinese and "真实有效" in chinese
    panel = run("verify", "--exact", *spec, text("spec-02-jws")).stdout.decode()
    assert len(panel) < 400 and "and 50 more" in panel, "a guard cannot take in fifty findings"


def test_a_bomb_costs_no_more_than_an_honest_card(tmp_path, spec):
    import resource
    import subprocess
    child = subprocess.run(
        [HCODE, "verify", "--json", "--", text("made-deflate-bomb")], stdout=subprocess.PIPE, env={"HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)), timeout=60)
    assert json.loads(child.stdout)["reason"] in ("too-large", "malformed-encoding")


@pytest.mark.parametrize("early, reasons", [(299, []), (300, ["not-yet-valid"])])
def test_clocks_may_differ_by_300_seconds(early, reasons, tmp_path):
    case = next(case for case in foreign.cases("shc") if case["id"] == "made-nbf-future")
    store = foreign.Stores(tmp_path, "shc").store(case["trust"], case["now"])
    found = verdict(run("verify", "--exact", "--json", "--at", foreign.rfc3339(case["now"] - early), "--store", store, "--",
                        foreign.path_of(case, case["input"][0]).read_text().strip()))
    assert [reason for reason in found["reasons"] if reason == "not-yet-valid"] == reasons
