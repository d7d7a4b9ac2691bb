"""What a list may cost that an operator names and nobody signed: five CPU seconds and 256 MiB, however it is filled."""

import base64
import json
import random
import resource
import subprocess

import pytest

import command
from command import HCODE, assert_error, environment
from hcert import Signer, b64, batch, halved, imported, reasons, vaccination

pytestmark = pytest.mark.slow

COUNT = 240_000
RANDOM = random.Random(1)


def hashes(count, length=16):
    return [b64(RANDOM.randbytes(length)) for _ in range(count)]


def revocations():
    text = b64(RANDOM.randbytes(8)).rstrip("=").replace("+", "-").replace("/", "_")
    return {
        "one batch": ("dcc", batch("SIGNATURE", *hashes(1)) | {"entries": hashes(2 * COUNT)}),
        "objects": ("dcc", batch("SIGNATURE", *hashes(1)) | {"entries": [{"hash": hash} for hash in hashes(COUNT - 10)]}),
        "batches": ("dcc", [batch("SIGNATURE", hash) for hash in hashes(50_000)]),
        "denied": ("nl", {"denylist": hashes(2 * COUNT)}),
        "cards": ("shc", {"kid": text, "method": "rid", "ctr": 1, "rids": [f"card{n}" for n in range(2 * COUNT)]}),
        "numbers": ("divoc", {"revoked": [str(n) for n in range(2 * COUNT)]}),
        "serials": ("vdsnc", {"revoked": [{"is": "AUT", "serial": RANDOM.randbytes(16).hex()} for _ in range(150_000)]}),
        "passes": ("il", {"revoked_cn": [str(n) for n in range(2 * COUNT)]}),
    }


def taken(folder, format, content):
    """An import under the limit of time, and how much memory it took."""
    path = folder / "list.json"
    path.write_text(json.dumps(content, separators=(",", ":")))
    options = ("--issuer", "https://a.example") if format == "shc" and "rids" in content else ()
    arguments = ["trust", "import", "--json", "--store", folder / "store", "--format", format, *options, path]
    result = subprocess.run(
        [HCODE, *arguments], capture_output=True, env=environment(folder),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (5, 5)))
    return result, command.peak(*arguments[:3], "--store", folder / "second", *arguments[5:])[2]


@pytest.mark.parametrize("kind", ["one batch", "objects", "batches", "denied", "cards", "numbers", "serials", "passes"])
def test_a_revocation_list_of_any_kind_is_taken_within_the_budget(kind, tmp_path):
    format, content = revocations()[kind]
    result, memory = taken(tmp_path, format, content)
    assert result.returncode == 0, result.stderr
    assert memory < 256, memory


def test_one_hash_among_very_many_revokes_its_certificate_and_no_other(tmp_path):
    signer = Signer(country="ZZ")
    text, other = signer.text(vaccination()), signer.text(vaccination(ci="other"))
    long = batch("SIGNATURE", halved(text), kid=b64(signer.kid))
    long["entries"] += [{"hash": hash} for hash in hashes(100_000)]
    RANDOM.shuffle(long["entries"])
    store = imported(tmp_path, [{"kid": b64(signer.kid), "rawData": b64(signer.der)}], long)
    assert reasons(text, store) == ["revoked"] and reasons(other, store) == ["no-rules"]


@pytest.mark.parametrize("kind", ["times", "lists", "issuers"])
def test_a_list_in_which_too_many_say_something_of_their_own_is_refused_within_the_budget(kind, tmp_path):
    content = {
        "times": {"kid": "abc", "method": "rid", "ctr": 1, "rids": [f"card{n}.{10**9 + n}" for n in range(2 * COUNT)]},
        "lists": {"issuerInfo": [{"issuer": {"iss": "https://a.example"}, "crls": [0] * (2 * COUNT)}]},
        "issuers": {"issuerInfo": [{"issuer": {"iss": f"https://{n}.example"}} for n in range(100_000)]},
    }[kind]
    result, memory = taken(tmp_path, "shc", content)
    assert_error(result, 65)
    assert memory < 256, memory


def keys_of(count, *, same_id=False, same_key=False):
    """A list of bare keys; another key each is made of points that only look like some, which is read and left out."""
    der = base64.b64decode(
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==")
    entry = [{"subjectPk": base64.b64encode(der).decode()}]
    if same_id:
        return {"eu_keys": {b64(b"8 bytes!"): entry * count}}
    return {"eu_keys": {b64(n.to_bytes(8, "big")): entry if same_key else [{"subjectPk": "AAAA"}] for n in range(count)}}


@pytest.mark.parametrize("content,detail", [
    (keys_of(100_000, same_key=True), "more than 10000 keys"), (keys_of(100_000, same_id=True), "more than 10000 keys"),
    (keys_of(10_000, same_key=True), "more than 256 entries stand under one name"),
    (keys_of(257, same_id=True), "more than 256 entries stand under one name"),
    (keys_of(257, same_key=True), "more than 256 entries stand under one name")],
    ids=["ids", "keys", "many ids of one key", "keys of one id", "one id too many"])
def test_a_list_of_too_many_keys_is_refused_within_the_budget(content, detail, tmp_path):
    result, memory = taken(tmp_path, "dcc", content)
    assert_error(result, 65)
    assert "too-large" in result.stderr.decode() and detail in result.stderr.decode()
    assert memory < 256, memory


@pytest.mark.parametrize("how", [{"same_key": True}, {"same_id": True}], ids=["ids", "keys"])
def test_as_many_entries_as_a_name_may_have_are_taken(how, tmp_path):
    result, _ = taken(tmp_path, "dcc", keys_of(256, **how))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["entries"] == 256
