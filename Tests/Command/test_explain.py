"""What the bearer of a code is told, in both languages, with and without a proof."""

import command
from command import assert_error
from logs import keygen, ok
from test_log_store import publish_log, publish_status, raised, red, scan, take, w, world, other_log, later  # noqa: F401  fixtures


def explain(w, code, *options):
    return command.run("explain", code, "--store", w.store, *options)


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
    for word in ("红码", "确诊病例", "Order 2026/117", "申诉", "第二经办人", "公共日志", "与此码一致", "签发后变更"):
        assert word in told, (word, told)


def test_the_log_in_the_store_is_told_without_a_proof(w):
    logged, hidden = red(w, "a.png"), red(w, "b.png", log=other_log(w))
    assert "is not here" in explain(w, logged).stdout.decode()
    take(w, publish_log(w))
    assert "does not tell yet" in explain(w, logged).stdout.decode()
    at = later(hours=2)
    take(w, publish_log(w, at), "--at", at)
    publish_status(w, at)
    assert "in health.example/log as of" in explain(w, logged, "--at", at).stdout.decode()
    assert "NOT in health.example/log" in explain(w, hidden, "--at", at).stdout.decode()


def test_a_raise_is_told_with_its_reason_from_the_proof(w):
    picture = raised(w)
    publish_status(w, later(seconds=2))
    take(w, publish_log(w))
    ok("log", "prove", w.log.folder, "--code", picture, "-o", w.home / "proof")
    result = explain(w, picture, "--proof", w.home / "proof", "--at", later(seconds=4))
    told = result.stdout.decode()
    assert result.returncode == 11 and "raised to red" in told and "close contact" in told and "Order 3" in told


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
