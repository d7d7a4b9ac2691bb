"""Trust material in which nothing can be used never replaces what can be used, in any format."""

import json

import pytest

import hcert
from command import assert_error, run, verdict

EMPTY = {"dcc": {"certificates": []}, "nzcp": [], "gdhcn": [], "2ddoc": {"keys": []}, "nhs": {"keys": []}, "divoc": {"keys": []},
         "nl": {"keys": []}, "vdsnc": {"csca": []}, "il": {"keys": []}}


def take(folder, format, content, *options):
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return run("trust", "import", "--store", folder / "store", "--format", format, *options, path)


@pytest.mark.parametrize("format", EMPTY)
def test_a_file_without_anything_usable_is_refused(tmp_path, format):
    result = take(tmp_path, format, EMPTY[format])
    assert result.returncode == 65 and not result.stdout, result
    assert run("trust", "show", "--store", tmp_path / "store", "--check", "-q").returncode == 30


def test_an_empty_list_of_an_issuer_keeps_the_old_one(tmp_path):
    keys = {"keys": [hcert.Signer().jwk() | {"kid": "x", "use": "sig", "alg": "ES256"}]}
    issuer = ("--issuer", "https://issuer.example")
    first = take(tmp_path, "shc", keys, *issuer)
    if first.returncode:
        keys["keys"][0].pop("kid")
        first = take(tmp_path, "shc", keys, *issuer)
    assert first.returncode in (0, 65)
    before = run("trust", "show", "--json", "--store", tmp_path / "store").stdout
    assert take(tmp_path, "shc", {"keys": []}, *issuer).returncode == 65
    after = run("trust", "show", "--json", "--store", tmp_path / "store").stdout
    assert json.loads(before)["foreign"] == json.loads(after)["foreign"] or first.returncode == 65


def test_an_operator_may_take_it_and_is_never_told_that_all_is_well(tmp_path):
    signer = hcert.Signer()
    assert take(tmp_path, "dcc", hcert.pem(signer.der).encode()).returncode == 0
    assert_error(take(tmp_path, "dcc", {"certificates": []}), 65)
    assert run("trust", "show", "--store", tmp_path / "store", "--check", "-q").returncode == 0
    nhs = take(tmp_path, "nhs", {"keys": []}, "--allow-empty")
    assert nhs.returncode == 0, nhs.stderr
    shown = run("trust", "show", "--store", tmp_path / "store", "--check")
    assert shown.returncode == 30 and b"nothing in it can be used" in shown.stdout
    assert b"foreign-list-empty" in run("trust", "show", "--json", "--store", tmp_path / "store").stdout


def test_a_byte_order_mark_is_no_damage(tmp_path, keys):
    signer = hcert.Signer()
    store = tmp_path / "store"
    assert take(tmp_path, "dcc", b"\xef\xbb\xbf" + hcert.pem(signer.der).encode()).returncode == 0
    found = verdict(run("verify", "--json", "--at", hcert.AT, "--store", store, "--", signer.text(hcert.vaccination())))
    assert found["genuine"] or found["reason"] in ("trust-expired", "unknown-issuer"), found
    (tmp_path / "k.pub").write_bytes(b"\xef\xbb\xbf" + keys.public.read_bytes())
    assert run("key", "fingerprint", tmp_path / "k.pub").returncode == run("key", "fingerprint", keys.public).returncode
