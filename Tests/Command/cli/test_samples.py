"""The four samples and the commands of the README, the tour and the samples run as they are, with real codes."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from command import HCODE, ROOT
from samples import SAMPLES, run
from terminal import on_terminal

pytestmark = pytest.mark.slow


def ago(hours):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - hours * 3600))


@pytest.fixture(scope="module")
def codes(tmp_path_factory):
    """A folder with the key T-1 and green, yellow and red codes as PNG and text."""
    folder = tmp_path_factory.mktemp("codes")
    assert run(HCODE, "keygen", "--issuer", "T-1", "--name", "Test", "--no-passphrase", "-o", folder).returncode == 0
    for colour in ("green", "yellow", "red"):
        why = ["--reason", "test-overdue", "--authority", "Notice 17", *(["--one-officer"] if colour == "red" else [])]
        text = run(HCODE, "issue", "--key", folder / "T-1.key", "--status", colour, "--valid", "24h", "--text",
                   *([] if colour == "green" else why))
        assert text.returncode == 0, text.stderr
        (folder / f"{colour}.txt").write_text(text.stdout)
        assert run(HCODE, "issue", "--key", folder / "T-1.key", "--status", colour, "--valid", "24h",
                   *([] if colour == "green" else why), "-o", folder / f"{colour}.png").returncode == 0
    return folder


@pytest.mark.parametrize("time_zone", ["UTC", "Asia/Shanghai"])
def test_the_demonstration_runs_again_and_again(time_zone):
    done = run(SAMPLES / "demo.sh", cwd="/", env={"TZ": time_zone})
    assert done.returncode == 0, done.stdout + done.stderr
    statuses = re.findall(r"^  exit status (\d+)$", done.stdout, re.MULTILINE)
    assert statuses == "0 0 0 0 0 0 0 0 0 10 11 0 12 0 20 0 0 0 12 30".split()
    assert (SAMPLES / "out/card.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("picture, status, opens", [
    ("green.png", 0, True), ("yellow.png", 10, False), ("red.png", 11, False), ("missing.png", 66, False),
    ("T-1.pub", 65, False),
])
def test_the_checkpoint_opens_for_green_alone(codes, tmp_path, picture, status, opens):
    gate = tmp_path / "gate"
    done = run(SAMPLES / "checkpoint.sh", codes / picture, "--trust", codes / "T-1.pub",
               env={"GATE_OPEN": f"touch '{gate}'"})
    assert done.returncode == status
    assert gate.exists() == opens
    assert ("gate: shut." in done.stdout) != opens


def test_the_checkpoint_stays_shut_for_late_unknown_and_broken(codes, tmp_path):
    gate = tmp_path / "gate"
    (tmp_path / "trust").mkdir()
    scan = [SAMPLES / "checkpoint.sh", codes / "green.png", "--trust", codes / "T-1.pub"]
    opening = {"GATE_OPEN": f"touch '{gate}'"}
    assert run(*scan, "--at", "2099-01-01T00:00:00Z", env=opening).returncode == 12
    unknown = run(*scan[:2], env={**opening, "HCODE_TRUST": "", "XDG_DATA_HOME": str(tmp_path)})
    assert unknown.returncode == 30
    crash = run(*scan, env={**opening, "HCODE": "/bin/false"})
    assert crash.returncode == 1 and "does not work" in crash.stdout
    assert run(*scan, env={**opening, "HCODE": str(tmp_path / "none")}).returncode == 127
    assert not gate.exists()
    assert run(*scan, env={"GATE_OPEN": "false"}).returncode == 75
    assert run(SAMPLES / "checkpoint.sh").returncode == 64


def hand_held(codes, *options, **env):
    return subprocess.Popen(
        [str(a) for a in [SAMPLES / "handheld.sh", *options, "--trust", codes / "T-1.pub", "--lang", "en"]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "HCODE": HCODE, **env})


def test_the_hand_held_scanner_answers_each_line_at_once(codes):
    process = hand_held(codes)
    for colour in ("green", "yellow", "red", "green"):
        process.stdin.write((codes / f"{colour}.txt").read_text())
        process.stdin.flush()
        assert colour.upper() in process.stdout.readline()
    process.stdin.close()
    assert process.stdout.read() == ""
    assert process.wait(timeout=30) == 11


def test_the_bell_of_the_hand_held_scanner_rings_by_the_verdict(codes):
    for name, rings in [("green", 1), ("yellow", 2), ("red", 3)]:
        status, shown = on_terminal(
            "-c", f"'{SAMPLES}/handheld.sh' --bell --trust '{codes}/T-1.pub' - <'{codes}/{name}.txt'",
            program="/bin/sh", env={"HCODE": HCODE})
        assert (status, shown.count(b"\a")) == ({"green": 0, "yellow": 10, "red": 11}[name], rings)


@pytest.mark.parametrize("gate", ["true", "false"])
def test_the_gate_of_the_hand_held_scanner_opens_for_green_alone(codes, tmp_path, gate):
    opened = tmp_path / "opened"
    process = hand_held(codes, GATE_OPEN=f"echo x >>'{opened}'; {gate}")
    for count, colour in enumerate(("red", "green", "yellow", "green")):
        process.stdin.write((codes / f"{colour}.txt").read_text())
        process.stdin.flush()
        assert f'"verdict":"{colour}"' in process.stdout.readline()
        if colour == "green" and gate == "false":
            assert "did not open" in process.stdout.readline()
    process.stdin.write('"verdict":"green"\n')
    process.stdin.close()
    assert '"verdict":"none"' in process.stdout.read()
    assert process.wait(timeout=30) == 11
    assert opened.read_text() == "x\nx\n"


def test_the_hand_held_scanner_reads_a_device_s_file(codes, tmp_path):
    given = ["--trust", codes / "T-1.pub"]
    assert run(SAMPLES / "handheld.sh", "--device", codes / "green.txt", *given).returncode == 0
    assert run(SAMPLES / "handheld.sh", "--device", codes / "yellow.txt", *given).returncode == 10
    assert run(SAMPLES / "handheld.sh", "--device", tmp_path / "none", *given).returncode == 66
    assert run(SAMPLES / "handheld.sh", "--device").returncode == 64


@pytest.fixture
def office(tmp_path):
    """A desk, and a gate that believes it."""
    desk, gate = tmp_path / "desk", tmp_path / "gate"
    made = run(HCODE, "desk", "init", "T-1", "--name", "Test", "--no-passphrase", "--desk", desk)
    assert run(HCODE, "desk", "publish", "--desk", desk).returncode == 0
    fingerprint = re.search(r"--fingerprint ([0-9a-f]+)", made.stdout)[1]
    assert run(HCODE, "trust", "import", "--store", gate, desk / "publish/T-1.bundle", "--fingerprint", fingerprint).returncode == 0
    return desk, gate


def test_the_desk_takes_arguments_and_answers(office, tmp_path):
    desk, gate = office
    done = run(SAMPLES / "desk.sh", desk, "张小明", "Zhang Xiaoming", "123X", ago(2), tmp_path / "cards",
               env={"LAB": "LAB7"})
    assert done.returncode == 0, done.stderr
    (card,) = (tmp_path / "cards").iterdir()
    scan = run(HCODE, "scan", "--store", gate, "--lang", "en", card)
    assert scan.returncode == 0
    assert "张小明 Zhang Xiaoming …123X  PCR negative 2 h ago" in scan.stdout

    asked = run(SAMPLES / "desk.sh", desk, input=f"-李芳\n\n4508\n{ago(3)}\n", cwd=tmp_path, env={"VALID": "2h"})
    assert asked.returncode == 0, asked.stderr
    (card,) = tmp_path.glob("*.png")
    assert "-李芳 …4508" in run(HCODE, "scan", "--store", gate, card).stdout


def test_the_desk_issues_nothing_without_an_answer_or_with_a_wrong_one(office, tmp_path):
    desk, _ = office
    before = sorted(tmp_path.iterdir())
    assert run(SAMPLES / "desk.sh", desk, input="张小明\n", cwd=tmp_path).returncode == 64
    assert run(SAMPLES / "desk.sh", desk, "张小明", "", "", "yesterday", tmp_path).returncode == 64
    assert run(SAMPLES / "desk.sh").returncode == 64
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("page", ["README.md", "docs/start.md", "samples/README.md"])
def test_the_page_s_commands_run(page, tmp_path):
    """Each ```sh block of the page, in order, in one shell that stops at the first failure."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", (ROOT / page).read_text(), re.MULTILINE | re.DOTALL)
    assert blocks
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/hcode").symlink_to(Path(HCODE).resolve())
    place = tmp_path / "place"
    shutil.copytree(SAMPLES, place / "samples", ignore=shutil.ignore_patterns("out"))
    done = run("bash", "-euo", "pipefail", "-c", "".join(blocks), cwd=place,
               # A home of its own: the developer's store holds the list of the last run, under other root keys.
               env={"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HCODE": "hcode", "HOME": str(tmp_path),
                    "XDG_DATA_HOME": ""})
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_services_print_no_holder_unless_they_are_asked_to(tmp_path):
    made = run(HCODE, "keygen", "--issuer", "T-1", "--name", "T", "--no-passphrase", "-o", tmp_path)
    assert made.returncode == 0, made.stderr
    for kind in ("png", "txt"):
        assert run(HCODE, "issue", "--key", tmp_path / "T-1.key", "--status", "green", "--valid", "24h", "--name", "Zhang Xiaoming",
                   "-o", tmp_path / f"c.{kind}").returncode == 0
    services = [(SAMPLES / "checkpoint.sh", tmp_path / "c.png"), (SAMPLES / "handheld.sh", "--device", tmp_path / "c.txt")]
    for service in services:
        for gate in ({}, {"GATE_OPEN": "true"}):
            said = run(*service, "--trust", tmp_path / "T-1.pub", env=gate)
            assert said.returncode == 0 and "Zhang" not in said.stdout, said.stdout
            shown = run(*service, "--trust", tmp_path / "T-1.pub", env=gate | {"HOLDER": "show"})
            assert shown.returncode == 0 and "Zhang Xiaoming" in shown.stdout, shown.stdout
