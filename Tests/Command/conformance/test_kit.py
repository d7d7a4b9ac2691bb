"""The conformance kit: what it says of hcode, of a second reader, of a careless client, and of clients that break off."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

import command
import flags
import make_vectors as codes

pytestmark = pytest.mark.slow

KIT = command.ROOT / "conformance"
# What a list of points has that nobody thought through.
CANONICAL = ("identity", "order-2", "order-4", "order-4-negative", "order-8", "order-8-negative", "order-8-other", "order-8-other-negative")
# The clients are started by their first line: with the Python that has what they need.
ENVIRONMENT = os.environ | {"HCODE": command.HCODE, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def kit(*arguments, folder=KIT, timeout=300):
    """The run, and its report in JSON."""
    done = subprocess.run([sys.executable, folder / "run", *arguments], capture_output=True, text=True, env=ENVIRONMENT, timeout=timeout)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def report(path, *arguments, **options):
    done = kit("--json", path, *arguments, **options)
    return done, json.loads(path.read_text())


@pytest.fixture
def client(tmp_path):
    """A client whose answers are the lines of a Python program."""
    def made(body):
        path = tmp_path / "client.py"
        path.write_text("import json, sys, time\n"
                        "def say(**members): print(json.dumps(members), flush=True)\n"
                        "say(protocol=1, client='made', version='1', ops=['verify'])\n" + body)
        return [sys.executable, path]
    return made


@pytest.fixture
def few(tmp_path):
    """Vectors of three codes."""
    for side, number in (("good", "001-green"), ("bad", "175-signature-zero"), ("bad", "545-expired-exp")):
        (tmp_path / "few/codes" / side).mkdir(parents=True, exist_ok=True)
        [path] = (KIT / "codes" / side).glob(f"*-{number[4:]}.json")
        shutil.copy(path, tmp_path / "few/codes" / side / f"{number}.json")
    return ["--vectors", tmp_path / "few"]


GREEN, ZERO, EXPIRED = "codes/good/001-green", "codes/bad/175-signature-zero", "codes/bad/545-expired-exp"
# An id tells a client nothing.
NAMES = {json.loads(path.read_text())["text"] + json.loads(path.read_text())["at"]: path.stem[4:] for name in ("good/*-green", "bad/*-signature-zero", "bad/*-expired-exp")
         for path in (KIT / "codes").glob(f"{name}.json")}
RIGHT = f"names = {NAMES!r}" + """
answers = {'green': dict(verdict='green', reason='as-signed', status='green'),
           'signature-zero': dict(verdict='forged', reason='bad-signature'),
           'expired-exp': dict(verdict='refused', reason='expired', status='green')}
def answer(question): return dict(id=question['id'], **answers[names[question['text'] + question['at']]])
"""


def grades(told):
    return {name: result["grade"] for name, result in told["results"].items()}


def test_a_client_that_answers_rightly_conforms_in_any_order(client, few, tmp_path):
    body = RIGHT + "for line in reversed(list(sys.stdin)): say(**answer(json.loads(line)))\n"
    done, told = report(tmp_path / "report", *few, *client(body))
    assert done.returncode == 0 and set(grades(told).values()) == {"pass"} and told["broken"] is None
    assert "conforms: verdicts and reasons" in done.stdout


@pytest.mark.parametrize(("body", "grades_", "status"), [
    ("answers['signature-zero'] = dict(verdict='green', reason='as-signed')", {ZERO: "dangerous"}, 2),
    ("answers['expired-exp'] = dict(verdict='green', reason='expired', status='green')", {EXPIRED: "dangerous"}, 2),
    ("answers['expired-exp'] = dict(verdict='forged', reason='expired', status='green')", {EXPIRED: "wrong"}, 1),
    ("answers['green'] = dict(verdict='yellow', reason='as-signed', status='green')", {GREEN: "wrong"}, 1),
    ("answers['signature-zero'] = dict(verdict='forged', reason='malformed-cose')", {ZERO: "word"}, 1),
    ("answers['signature-zero'] = dict(verdict='forged')", {ZERO: "wrong"}, 1),
    ("answers['signature-zero'] = dict(verdict='forged', reason=1)", {ZERO: "wrong"}, 1),
    ("answers['signature-zero'] = dict(skip='not today')", {ZERO: "skipped"}, 0),
    ("answers['signature-zero'] = dict(skip='not today', verdict='green')", {ZERO: "wrong"}, 1),
    ("for a in answers: answers[a] = dict(skip='no')", {GREEN: "skipped", ZERO: "skipped", EXPIRED: "skipped"}, 1),
])
def test_each_answer_has_its_grade(client, few, tmp_path, body, grades_, status):
    body = RIGHT + body + "\nfor line in sys.stdin: say(**answer(json.loads(line)))\n"
    done, told = report(tmp_path / "report", *few, *client(body))
    assert {n: g for n, g in grades(told).items() if g != "pass"} == grades_
    assert done.returncode == status, done.stdout


LOOP = RIGHT + "for line in sys.stdin:\n    question = json.loads(line)\n"


@pytest.mark.parametrize(("why", "body"), [
    ("open questions", LOOP + "    sys.exit(0)"),
    ("ended with status -9", LOOP + "    import os; os.kill(os.getpid(), 9)"),
    ("nobody waits for", LOOP + "    say(**answer(question)); say(**answer(question))"),
    ("nobody waits for", LOOP + "    say(id='codes/good/999-nothing', verdict='green', reason='as-signed')"),
    ("nobody waits for", LOOP + "    say(verdict='green')"),
    ("nobody waits for", LOOP + "    say(id=[1], verdict='green')"),
    ("no JSON", LOOP + "    print('green', flush=True)"),
    ("no JSON", LOOP + "    print('[' * 100000, flush=True)"),
    ("no object", LOOP + "    print('[]', flush=True)"),
    ("seconds of silence", LOOP + "    time.sleep(30)"),
])
def test_who_breaks_off_is_wrong_in_all_that_is_open(client, few, tmp_path, why, body):
    done, told = report(tmp_path / "report", "--timeout", "2", *few, *client(body))
    assert why in told["broken"], told
    assert set(grades(told).values()) == {"wrong"} and done.returncode == 1
    assert "does not conform" in done.stdout


def test_what_was_answered_before_the_break_counts(client, few, tmp_path):
    body = RIGHT + "for number, line in enumerate(sys.stdin):\n    say(**answer(json.loads(line)))\n    if number == 1: sys.exit(3)\n"
    done, told = report(tmp_path / "report", *few, *client(body))
    assert sorted(grades(told).values()) == ["pass", "pass", "wrong"] and done.returncode == 1


@pytest.mark.parametrize("hello", ["", "print('{}')", "print('{\"protocol\": 2, \"ops\": []}')", "print('hello')"])
def test_without_a_greeting_all_is_wrong(few, tmp_path, hello):
    path = tmp_path / "client.py"
    path.write_text(hello)
    done, told = report(tmp_path / "report", *few, sys.executable, path)
    assert set(grades(told).values()) == {"wrong"} and done.returncode == 1
    done, told = report(tmp_path / "report", *few, tmp_path / "nothing")
    assert set(grades(told).values()) == {"wrong"} and done.returncode == 1


def test_known_failures_are_named_and_stay_honest(client, few, tmp_path):
    wrong = client(RIGHT + "answers['green'] = dict(verdict='red', reason='as-signed', status='red')\n"
                   "for line in sys.stdin: say(**answer(json.loads(line)))\n")
    known = tmp_path / "known"
    known.write_text(f"# ours\n{GREEN}   # red is the colour of the year\n")
    assert kit(*few, *wrong).returncode == 1
    assert kit("--xfail", known, *few, *wrong).returncode == 0
    known.write_text(f"{GREEN}\n{ZERO}\n")
    done = kit("--xfail", known, *few, *wrong)
    assert done.returncode == 1 and f"{ZERO}, which does not fail" in done.stdout
    green = client("for line in sys.stdin: say(id=json.loads(line)['id'], verdict='green', reason='as-signed', status='green')\n")
    known.write_text(f"{ZERO}\n{EXPIRED}\n")
    assert kit("--xfail", known, *few, *green).returncode == 2


def test_junit_has_an_error_for_a_run_that_broke_off(client, few, tmp_path):
    # Every question is answered, and one of them twice.
    done = kit("--junit", tmp_path / "junit.xml", *few, *client(LOOP + "    say(**answer(question))\nsay(verdict='green')"))
    assert done.returncode == 1 and "conforms" not in done.stdout
    errors = [case.get("name") for case in xml.parse(tmp_path / "junit.xml").iter("testcase") if case.find("error") is not None]
    assert errors == ["complete"]


def test_junit_says_the_same(client, few, tmp_path):
    body = RIGHT + "answers['expired-exp'] = dict(skip='a \"clock\" & more')\nanswers['signature-zero'] = dict(verdict='green')\n"
    kit("--junit", tmp_path / "junit.xml", *few, *client(body + "for line in sys.stdin: say(**answer(json.loads(line)))\n"))
    cases = {case.get("name"): [inner.tag for inner in case] for case in xml.parse(tmp_path / "junit.xml").iter("testcase")}
    assert cases == {GREEN: [], ZERO: ["failure"], EXPIRED: ["skipped"]}


@pytest.mark.parametrize("arguments", [[], ["--only", "nothing", "client"], ["--vectors", "/nonexistent", "client"], ["--strange", "client"]])
def test_wrong_use_is_64(arguments):
    assert kit(*arguments).returncode == 64


def test_the_kit_needs_nothing_but_its_folder_and_python(tmp_path, client, few):
    copy = tmp_path / "copy"
    shutil.copytree(KIT, copy, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run([sys.executable, "-I", copy / "run", "--only", "verify", *client(RIGHT + "for line in sys.stdin: pass\n")],
                          capture_output=True, text=True, cwd=tmp_path, env={"PATH": os.environ["PATH"]})
    assert done.returncode == 1 and "open questions" in done.stdout and not done.stderr


def test_every_bad_vector_has_a_flag_and_every_flag_a_vector():
    used = set()
    for path in KIT.glob("*/*/*.json"):
        case = json.loads(path.read_text())
        if path.parent.name == "bad":
            assert case["flags"] and set(case["flags"]) <= flags.FLAGS.keys(), path
        used |= set(case.get("flags", []))
        assert case["comment"].endswith((".", ".)")) and isinstance(case["expect"], dict), path
    assert used == flags.FLAGS.keys(), flags.FLAGS.keys() - used
    written = json.loads((KIT / "flags.json").read_text())
    assert written == {name: dict(zip(("effect", "why", "rule"), flag)) for name, flag in flags.FLAGS.items()}
    assert {flag["effect"] for flag in written.values()} == {"auth-bypass", "malleability", "denial", "privacy", "word"}


def test_a_vector_without_a_flag_stops_its_maker():
    for folder, name, reason in (("codes", "new", "no-such-reason"), ("lists", "new", "forged"), ("nowhere", "new", "expired")):
        with pytest.raises(SystemExit, match="has no flag"):
            flags.of(folder, name, reason)


# ---------------------------------------------------------------- the clients


def test_hcode_passes_all_that_it_claims(tmp_path):
    done, told = report(tmp_path / "report", KIT / "clients/hcode")
    assert done.returncode == 0, done.stdout
    assert {result["grade"] for name, result in told["results"].items() if not name.startswith("venue/")} == {"pass"}
    assert told["counts"]["pass"] > 1500


def test_the_second_readers_pass_all_that_they_claim(tmp_path):
    done, told = report(tmp_path / "report", KIT / "clients/reference.py")
    assert done.returncode == 0, done.stdout
    assert set(grades(told).values()) <= {"pass", "skipped"} and told["counts"]["pass"] > 1500


def test_a_verifier_that_is_written_in_an_hour_is_dangerous(tmp_path):
    done, told = report(tmp_path / "report", KIT / "clients/naive.py")
    assert done.returncode == 2
    assert told["counts"]["dangerous"] > 300 and told["counts"]["pass"] > 100
    assert "auth-bypass" in done.stdout.splitlines()[-1]


# What came through 680 vectors once: a change of the second reader, and a vector that has to see it.
COFACTORED = '''    r, s = point(signature[:32]), int.from_bytes(signature[32:], "little")
    if r is None or signature[:32].hex() in CANONICAL_SMALL_ORDER:
        return False
    h = int.from_bytes(__import__("hashlib").sha512(signature[:32] + x + message).digest(), "little") % L
    base = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, P - 2, P) % P)
    return times(8, times(s, base)) == times(8, add(r, times(h, point(x))))
'''
MUTATIONS = {
    "depth-7": ([("DEPTH, COUNT = 8, 64", "DEPTH, COUNT = 7, 64")], "edge-depth-arrays-8", "word"),
    "depth-9": ([("DEPTH, COUNT = 8, 64", "DEPTH, COUNT = 9, 64")], "edge-depth-arrays-9", "word"),
    "officer-of-another-issuer": ([(' and k["issuer"] == key["issuer"]), None)', "), None)")], "edge-officer-elsewhere-ended", "wrong"),
    "r-in-another-spelling": ([("    if y >= P:\n        return None\n", ""), ("(x == 0 and sign)", "False"),
                               ("    r = point(signature[:32])\n    if r is None or times(8, r) == (0, 1):\n        return False\n", COFACTORED),
                               ("CHECKED = {}", f"CHECKED, CANONICAL_SMALL_ORDER = {{}}, {[v for k, v in codes.SMALL_ORDER.items() if k in CANONICAL]}")],
                              "signature-r-identity-not-canonical", "dangerous"),
    "unknown-status-for-31-days": ([("31 if claims[HEALTH].get(1) in (1, 2) else 366", "366 if claims[HEALTH].get(1) == 0 else 31")],
                                   "edge-status-3-for-40-days", "word"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_changed_verifier_is_found_out(mutation, tmp_path):
    changes, vector, grade = MUTATIONS[mutation]
    shutil.copytree(KIT / "clients", tmp_path / "clients")
    reader = tmp_path / "clients/reference_verifier.py"
    source = reader.read_text()
    for before, after in changes:
        assert source.count(before) == 1, before
        source = source.replace(before, after)
    reader.write_text(source)
    for path in (KIT / "codes").glob("*/*.json"):
        if re.search("001-green|signature-(r-|identity|order|s-plus|zero)" if "spelling" in mutation else "edge-|officers-|depth-|status-", path.name):
            (tmp_path / "few/codes" / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, tmp_path / "few/codes" / path.parent.name)
    done, told = report(tmp_path / "report", "--vectors", tmp_path / "few", tmp_path / "clients/reference.py")
    failed = {name.split("/")[2][4:]: result for name, result in grades(told).items() if result != "pass"}
    assert failed[vector] == grade and done.returncode == (2 if grade == "dangerous" else 1), failed
    assert all(name.startswith(("edge-", "signature-r-")) for name in failed), "older vectors see it too"


def test_the_points_of_small_order_are_those_of_the_page():
    page = (command.ROOT / "docs/format.md").read_text()
    rows = re.findall(r"`([0-9a-f]{64})` \| `([0-9a-f]{2})`", page.split("**Points of small order.**")[1])
    listed = {spelled for row, last in rows for spelled in (row, row[:62] + last)}
    assert listed == set(codes.SMALL_ORDER.values())


# ---------------------------------------------------------------- hcode conform


def asked(*questions):
    """The greeting and the answers of `hcode conform`."""
    result = command.run("conform", input="".join(q if isinstance(q, str) else json.dumps(q) + "\n" for q in questions))
    assert result.returncode == 0, result.stderr
    return command.verdicts(result)


def test_conform_greets_and_ends_with_its_input():
    [hello] = asked()
    assert hello["protocol"] == 1 and hello["client"] == "hcode" and hello["version"] and "verify" in hello["ops"]


@pytest.mark.parametrize("question", [
    "no JSON\n", "[]\n", '{"op": "verify"}\n', {"op": "paint", "id": "1"}, {"op": "verify", "id": "1", "text": "x", "at": "now", "trust": []},
    {"op": "verify", "id": "1", "text": "x", "at": command.AT, "trust": [{}]}, {"op": "verify", "id": "1", "text": "x", "at": command.AT, "trust": [], "mood": 1},
    {"op": "list", "id": "1", "file": "*", "at": command.AT}, {"op": "issue", "id": "1", "key": "key 1", "claims": {"one": 1}},
    {"op": "issue", "id": "1", "seed": "00" * 32, "claims": {}}, {"op": "story", "id": "1", "steps": [{"import": 1, "at": command.AT}]},
    {"op": "entry", "id": "1", "entry": "AA==", "first": "AA=="}])
def test_conform_skips_what_it_cannot_answer_and_goes_on(question):
    good = json.loads((KIT / "codes/good/001-green.json").read_text())
    _, first, second = asked(question, {"op": "verify", "id": "2", **{k: good[k] for k in ("text", "at", "trust")}})
    assert first["skip"] and "verdict" not in first and "outcome" not in first
    assert (second["id"], second["verdict"]) == ("2", "green")


def test_conform_leaves_no_folder_behind(tmp_path):
    path = next((KIT / "lists/good").glob("*-whole.json"))
    case = {k: v for k, v in json.loads(path.read_text()).items() if k not in ("comment", "expect")}
    result = command.run("conform", input=json.dumps({"op": "list", "id": "1"} | case) + "\n", env={"TMPDIR": str(tmp_path)})
    assert command.verdicts(result)[1] == {"id": "1", "outcome": "accepted"} and list(tmp_path.iterdir()) == []
    result = command.run("conform", input=json.dumps({"op": "list", "id": "1"} | case) + "\n", env={"TMPDIR": "/proc/nonexistent"})
    assert "skip" in command.verdicts(result)[1]
