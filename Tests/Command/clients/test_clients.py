"""The clients in other languages: they say what hcode says, and nothing is green that hcode did not call green just now."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import command
from authority import AT, NOW, RED, YELLOW, Authority
from checkpoints import place  # noqa: F401  a checkpoint
from command import HCODE, ROOT

sys.path.insert(0, str(ROOT / "clients"))
import hcode  # noqa: E402  the client

pytestmark = pytest.mark.slow

A = Authority("CN-A")
PROGRAMS = {
    "python": [sys.executable, ROOT / "clients/hcode.py"], "shell": [ROOT / "clients/hcode.sh"],
    "node": ["node", ROOT / "clients/hcode.mjs"], "java": ["java", ROOT / "clients/Hcode.java"]}
WRONG = {"dies at once": "exit 0", "never answers": "cat >/dev/null", "answers out of turn": "echo '{}'; cat >/dev/null",
         "answers twice": """while read -r x; do printf '%s\\n%s\\n' "$GREEN" "$GREEN"; done""",
         "answers with something else": "while read -r x; do echo green; done",
         "answers with another word": """while read -r x; do echo '{"verdict":"Green","genuine":true,"reason":"as-signed"}'; done""",
         "answers without an end": "read -r x; head -c 3000000 /dev/zero | tr '\\0' a; sleep 60",
         "answers the next text": """sleep 0.05; printf '%s\\n' "$GREEN"; cat >/dev/null"""}
ONE_GREEN = '{"verdict":"green","genuine":true,"reason":"as-signed","reasons":["as-signed"]}'


@pytest.fixture
def gate(place):  # noqa: F811
    place.taken(A.list(issuers=A.with_status()), options=("--fingerprint", A.fingerprint))
    place.taken(A.status_list({9: 1}))
    return place


def ask(language, texts, *options, program=HCODE, seconds=20, **variables):
    env = os.environ | {"HCODE": str(program), "HCODE_SECONDS": str(seconds)} | variables
    result = subprocess.run([*map(str, PROGRAMS[language]), *map(str, options)], input="\n".join(texts) + "\n", text=True,
                            capture_output=True, env=env, timeout=120)
    return result.stdout.splitlines(), result.returncode


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_client_says_of_each_text_what_hcode_says(gate, language):
    green, texts = A.code(), [A.code(YELLOW), A.code(RED), A.code(index=9), A.code()[:-1] + "0", "HELLO", "一", "", "a\tb"]
    options = ("--store", gate.store, "--at", AT)
    answers, status = ask(language, [green, *texts, green], *options)
    judged = [command.verdict(command.run("verify", "--exact", "--json", *options, "--", text)) for text in texts[:6]]
    expected = [f"{v['verdict']} {v['reason']}" for v in judged] + ["undecided unsupported"] * 2
    assert answers == ["green as-signed", *expected, "green as-signed"] and status == 2
    assert ask(language, [green], *options) == (["green as-signed"], 0)


@pytest.mark.parametrize("language", PROGRAMS)
@pytest.mark.parametrize("fault", WRONG)
def test_whatever_a_program_does_instead_of_answering_is_undecided(tmp_path, language, fault):
    program = tmp_path / "wrong"
    program.write_text("#!/bin/bash\n" + WRONG[fault] + "\n")
    program.chmod(0o755)
    answers, status = ask(language, ["A", "B"], program=program, seconds=1, GREEN=ONE_GREEN)
    assert answers == ["undecided verifier-failed"] * 2 and status == 2


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_program_that_is_not_there_is_undecided(tmp_path, language):
    assert ask(language, ["A"], program=tmp_path / "none", seconds=1) == (["undecided verifier-failed"], 2)


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_text_that_brings_several_answers_or_none_gives_none_of_them_to_the_next_text(gate, language):
    several = '{"verifiableCredential":["eyJhIjoxfQ.eyJh.AAAA","eyJhIjoxfQ.eyJh.AAAA"]}'
    options = ("--store", gate.store, "--at", AT)
    assert len(command.verdicts(command.run("verify", "--exact", "--json", *options, "--", several))) == 2
    answers, _ = ask(language, [several, A.code(), "shc:/1/2/5676", A.code(RED), "HCODE7:", A.code()], *options)
    assert answers == ["undecided unsupported", "green as-signed", "undecided unsupported", "red as-signed", "undecided unknown-version",
                       "green as-signed"]


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_line_ends_with_its_line_feed_and_nothing_in_it_vanishes(gate, language):
    green = A.code().encode()
    texts = b"JUNK\r" + green + b"\n" + green + b"\r\n" + green + b"\0\n" + green[:20] + b"\0" + green[20:] + b"\n" + green
    env = os.environ | {"HCODE": str(HCODE), "HCODE_SECONDS": "20.5"}
    result = subprocess.run([*map(str, PROGRAMS[language]), "--store", gate.store, "--at", AT], input=texts, capture_output=True, env=env)
    answers = result.stdout.decode().splitlines()
    assert [answer.split()[0] for answer in answers] == ["undecided", "green", "forged", "forged", "green"] and result.returncode == 2


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_text_that_is_too_long_is_refused_at_once_even_where_nobody_reads(tmp_path, language):
    program = tmp_path / "deaf"
    program.write_text("#!/bin/bash\nexec sleep 60\n")
    program.chmod(0o755)
    start = time.monotonic()
    answers, status = ask(language, ["A" * 200_000, " " * 200_000, "B" * 59_000], program=program, seconds=1)
    assert answers == ["undecided unsupported"] * 2 + ["undecided verifier-failed"] and status == 2
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("name", ["sp ace/hcode.mjs", "a#b/hcode.mjs", "ü/hcode.mjs"])
def test_the_client_in_node_judges_wherever_it_lies(gate, tmp_path, name):
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_bytes((ROOT / "clients/hcode.mjs").read_bytes())
    (tmp_path / "link.mjs").symlink_to(tmp_path / name)
    for program in (tmp_path / name, tmp_path / "link.mjs"):
        result = subprocess.run(["node", program, "--store", gate.store], input=b"FORGED\n", capture_output=True,
                                env=os.environ | {"HCODE": str(HCODE)})
        assert (result.stdout, result.returncode) == (b"none unknown-format\n", 2)


@pytest.mark.parametrize("language", PROGRAMS)
def test_no_text_is_no_green(gate, language):
    env = os.environ | {"HCODE": str(HCODE)}
    result = subprocess.run([*map(str, PROGRAMS[language]), "--store", str(gate.store)], stdin=subprocess.DEVNULL, env=env, capture_output=True)
    assert result.returncode == 1 and result.stdout == b""


# MARK: The library in Python


def test_a_program_that_is_killed_costs_one_text_and_is_started_anew(gate):
    with hcode.Gate("--store", gate.store, "--at", AT, program=HCODE) as client:
        assert client.verify(A.code()).passes
        for _ in range(5):
            os.kill(client._child.pid, signal.SIGKILL)
            assert client.verify(A.code()).verdict in ("green", "undecided")
            assert client.verify(A.code()).passes


def test_what_is_imported_meanwhile_counts_at_once(gate):
    with hcode.Gate("--store", gate.store, "--at", AT, program=HCODE) as client:
        assert client.verify(A.code()).passes
        gate.taken(A.status_list({7: 1}, issued=NOW - 60))
        assert (client.verify(A.code()).verdict, client.verify(A.code()).reason) == ("refused", "revoked")


def test_threads_take_turns_and_each_gets_its_own_answer(gate):
    green, red, wrong = A.code(), A.code(RED), []
    with hcode.Gate("--store", gate.store, "--at", AT, program=HCODE) as client:
        def work(text, expected):
            wrong.extend(found for found in (client.verify(text).verdict for _ in range(60)) if found != expected)
        threads = [threading.Thread(target=work, args=pair) for pair in ((green, "green"), (red, "red")) * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_persons_are_left_out_unless_they_are_asked_for(gate):
    options = ("--store", gate.store, "--at", AT)
    with hcode.Gate(*options, program=HCODE) as client:
        assert "holder" not in client.verify(A.code()) and client.verify(A.code())["withheld"] == ["holder", "evidence"]
    with hcode.Gate(*options, program=HCODE, show=True) as client:
        assert client.verify(A.code())["holder"]["name"]


@pytest.mark.parametrize("text", ["", " ", "a\nb", b"a\r", "\t", b"\n"])
def test_a_text_that_would_be_several_lines_or_none_is_never_sent(text):
    client = hcode.Gate(program="/nonexistent")
    assert (client.verify(text).verdict, client.verify(text).reason) == ("undecided", "unsupported")


def test_bytes_that_are_no_text_and_a_very_long_text_get_an_answer(gate):
    with hcode.Gate("--store", gate.store, program=HCODE) as client:
        assert client.verify(b"\xff\xfe\x00").verdict == "none"
        assert client.verify("HCODE1:" + "A" * 50_000).verdict in ("forged", "none", "undecided")
        assert client.verify("\ud800").verdict == "none" and client.verify("A" * 300_000).reason == "unsupported"
        assert client.verify("HELLO").verdict == "none"


def test_a_client_that_is_closed_leaves_no_process(gate):
    client = hcode.Gate("--store", gate.store, program=HCODE)
    client.verify("HELLO")
    child = client._child
    client.close()
    assert child.poll() is not None


def test_an_answer_that_comes_late_is_never_the_next_texts(tmp_path):
    program = tmp_path / "slow"
    mark = """{"verdict":"undecided","genuine":false,"reason":"unknown-version","detail":"version '"$x"'"}"""
    program.write_text(f"#!/bin/bash\nwhile read -r x; do [[ $x == slow ]] && sleep 0.6; [[ $x == HCODE* ]] && echo '{mark}' || echo '{ONE_GREEN}'; done\n")
    program.chmod(0o755)
    client = hcode.Gate(program=program, timeout=0.3)
    assert client.verify("slow").reason == "verifier-failed"
    time.sleep(0.5)
    assert client.verify("fast").passes, "a program that is started anew answers"
    client.close()
