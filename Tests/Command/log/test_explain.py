"""What the bearer of a code is told, in both languages, with and without a proof, and what programs are."""

import json

import pytest
from jsonschema import Draft202012Validator

import command
from command import ROOT, assert_error, verdict
from logs import keygen, ok
from log_store import publish_log, publish_status, raised, red, scan, take, w, world, other_log, later  # noqa: F401  fixtures

pytestmark = pytest.mark.slow


def explain(w, code, *options):
    return command.run("explain", code, "--store", w.store, *options)


def told_as_json(w, code, *options, status=11):
    """The object, which keeps the promise of both schemas: a verdict's, and what is told besides."""
    result = explain(w, code, "--json", *options)
    assert result.returncode == status, result.stderr
    found = verdict(result)
    for name in ("verdict", "explain"):
        content = json.loads((ROOT / f"docs/schema/{name}.schema.json").read_text())
        Draft202012Validator.check_schema(content)
        Draft202012Validator(content).validate(found)
    return found


def test_a_red_code_answers_for_itself(w):
    picture = red(w)
    take(w, publish_log(w))
    ok("log", "prove", w.log.folder, "--code", picture, "-o", w.home / "proof")
    result = explain(w, picture, "--proof", w.home / "proof")
    told = result.stdout.decode()
    assert result.returncode == 11
    for word in ("■ RED", "CN-HA", "second officer", "confirmed case", "Order 2026/117", "tel 12320", "changed since",
                 "entry 0 of 1", "1 witnesses", "the same as the code", "where to appeal"):
        assert word in told, (word, told)
    told = explain(w, picture, "--proof", w.home / "proof", "--lang", "zh").stdout.decode()
    for word in ("红码", "确诊病例", "Order 2026/117", "申诉", "第二名经办人", "公共日志", "与此码一致", "签发后变更"):
        assert word in told, (word, told)


def test_the_log_in_the_store_is_told_without_a_proof(w):
    logged, hidden = red(w, "a.png"), red(w, "b.png", log=other_log(w))
    assert "is not here" in explain(w, logged).stdout.decode()
    take(w, publish_log(w))
    assert "the entry may come later" in explain(w, logged).stdout.decode()
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    assert "in health.example/log as of" in explain(w, logged, "--at", at).stdout.decode()
    assert "NOT in health.example/log" in explain(w, hidden, "--at", at).stdout.decode()


def test_the_proof_of_another_code_is_refused(w):
    one, other = red(w, "a.png"), red(w, "b.png")
    take(w, publish_log(w))
    ok("log", "prove", w.log.folder, "--code", other, "-o", w.home / "proof")
    assert explain(w, one, "--proof", w.home / "proof").returncode == 65
    assert b"other-code" in explain(w, one, "--proof", w.home / "proof").stderr
    (w.home / "proof").write_text((w.home / "proof").read_text().replace("index 1", "index 0"))
    assert b"not-included" in explain(w, other, "--proof", w.home / "proof").stderr


def test_green_is_explained_without_a_log(w):
    ok("issue", "--key", w.first.secret, "--registry", w.registry, "--status", "green", "--valid", "1d", "--name", "张小明", "-o", w.home / "g.png")
    result = explain(w, w.home / "g.png")
    assert result.returncode == 0 and "张小明" in result.stdout.decode() and "public log" not in result.stdout.decode()


def test_a_bare_key_and_what_is_no_code(tmp_path):
    keys = keygen(tmp_path / "k", "CN-HA")
    ok("issue", "--key", keys.secret, "--status", "yellow", "--valid", "1d", "--reason", "symptoms", "--authority", "O 1", "-o", tmp_path / "y.png")
    result = command.run("explain", tmp_path / "y.png", "--trust", keys.public)
    assert result.returncode == 10 and "the issuer did not say" in result.stdout.decode()
    other = keygen(tmp_path / "o", "CN-HB")
    assert command.run("explain", tmp_path / "y.png", "--trust", other.public).returncode == 30
    assert_error(command.run("explain", tmp_path / "none.png", "--trust", keys.public), 66)
    result = command.run("explain", tmp_path / "y.png", "--trust", keys.public, "--proof", tmp_path / "p")
    assert result.returncode == 64 and b"--log-key" in result.stderr


def test_programs_are_told_the_same(w):
    picture = red(w)
    take(w, publish_log(w))
    ok("log", "prove", w.log.folder, "--code", picture, "-o", w.home / "proof")
    found = told_as_json(w, picture, "--proof", w.home / "proof", "--lang", "zh")
    [entry] = w.log.entries()
    second = json.loads(w.second.public.read_text())["kid"]
    assert (found["verdict"], found["status"], found["status_reason"], found["authority"], found["appeal"]) == \
        ("red", "red", "confirmed-case", "Order 2026/117", "tel 12320")
    assert (found["issuer"], found["issuer_name"], found["second_officer"]) == ("CN-HA", "CN-HA", second)
    assert found["change"] == {"state": "unchanged", "as_of": found["status_list"]["issued_at"]}
    assert found["log"]["state"] == "not-yet" and found["log"]["origin"] == "health.example/log"
    assert found["proof"]["entry"] == entry and found["proof"]["agrees"] is True and found["proof"]["size"] == 1
    assert found["proof"]["witnesses"] == 1 and found["proof"]["signed_at"] == found["log"]["as_of"]
    plain = verdict(command.run("scan", "--json", "--store", w.store, picture))
    more = {"second_officer", "change", "log", "proof"}
    assert set(found) - set(plain) == more and {k: found[k] for k in plain if k not in ("at", "source", "trust", "status_list", "warnings")} \
        == {k: plain[k] for k in plain if k not in ("at", "source", "trust", "status_list", "warnings")}


def test_programs_are_told_what_the_log_in_the_store_tells(w):
    logged, hidden = red(w, "a.png"), red(w, "b.png", log=other_log(w))
    assert told_as_json(w, logged)["log"] == {"state": "log-missing", "origin": "health.example/log", "as_of": None}
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    found = told_as_json(w, logged, "--at", at)
    assert found["log"] == {"state": "logged", "origin": "health.example/log", "as_of": at} and "proof" not in found
    found = told_as_json(w, hidden, "--at", at)
    assert (found["reason"], found["log"]["state"]) == ("not-logged", "not-logged")


def test_programs_are_told_what_the_status_list_changed(w):
    picture = raised(w)
    export = publish_log(w)
    publish_status(w, later(seconds=2))
    take(w, export)
    ok("status", "show", "--registry", w.registry, scan(w, picture)["code_index"], "--log", w.log.folder, "--opening", w.home / "opening")
    found = told_as_json(w, picture, "--opening", w.home / "opening", "--at", later(seconds=4))
    assert (found["verdict"], found["change"]["state"]) == ("red", "raised-to-red") and found["status"] != "red"
    assert (found["proof"]["entry"]["act"], found["proof"]["authority"]) == ("raised", "Order 3")


def test_programs_are_told_where_there_is_no_list_no_log_and_no_code(w, tmp_path):
    keys = keygen(tmp_path / "k", "CN-HA")
    for status, more in (("green", ()), ("yellow", ("--reason", "symptoms", "--authority", "O 1"))):
        ok("issue", "--key", keys.secret, "--status", status, "--valid", "1d", *more, "-o", tmp_path / f"{status}.png")
        result = command.run("explain", "--json", tmp_path / f"{status}.png", "--trust", keys.public)
        found = verdict(result)
        assert found["change"] == {"state": "no-trust-list", "as_of": None} and "second_officer" not in found
        assert found.get("log") == (None if status == "green" else {"state": "no-log", "origin": None, "as_of": None})
    other = keygen(tmp_path / "o", "CN-HB")
    result = command.run("explain", "--json", tmp_path / "green.png", "--trust", other.public)
    assert result.returncode == 30 and verdict(result)["reason"] == "unknown-issuer" and "change" not in verdict(result)


def test_a_proof_that_does_not_hold_gives_an_error_and_no_object(w):
    one, other = red(w, "a.png"), red(w, "b.png")
    take(w, publish_log(w))
    ok("log", "prove", w.log.folder, "--code", other, "-o", w.home / "proof")
    result = explain(w, one, "--json", "--proof", w.home / "proof")
    assert result.returncode == 65 and result.stdout == b"" and b"other-code" in result.stderr
