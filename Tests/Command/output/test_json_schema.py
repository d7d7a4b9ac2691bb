"""What --json prints keeps the promise of docs/schema, for every vector and for codes made here."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[3]
HCODE = os.environ.get("HCODE") or str(ROOT / ".build/release/hcode")
REASONS = re.findall(
    r"^  case (\w+)(?: = \"([^\"]+)\")?$",
    (ROOT / "Sources/HCodeBase/Refusals/VerdictReason.swift").read_text(), re.MULTILINE)
WORDS = [word or name for name, word in REASONS]


def schema(name):
    content = json.loads((ROOT / f"docs/schema/{name}.schema.json").read_text())
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def run(*arguments, **more):
    return subprocess.run([HCODE, *map(str, arguments)], capture_output=True, timeout=60, **more)


def lines(output):
    return [json.loads(line) for line in output.decode().splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("json")
    assert run("keygen", "--issuer", "T-1", "--name", "Test", "--no-passphrase", "-o", folder).returncode == 0
    return folder


@pytest.mark.slow
def test_every_vector_s_verdict_is_as_the_schema_says(tmp_path):
    own, foreign = schema("verdict"), schema("foreign-verdict")
    count = 0
    for path in sorted(ROOT.glob("conformance/codes/*/*.json")):
        case = json.loads(path.read_text())
        if "\0" in case["text"] or case["text"] in ("", "-"):
            continue
        arguments = []
        for index, key in enumerate(case["trust"]):
            file = tmp_path / f"{index}.pub"
            file.write_text(json.dumps(key))
            arguments += ["--trust", file]
        done = run("verify", "--exact", "--json", *arguments, "--at", case["at"], "--", case["text"],
                   env={**os.environ, "HCODE_TRUST": str(tmp_path), "TZ": "UTC"})
        if done.returncode >= 64:
            # A trust file that is refused gives an error and no verdict.
            assert done.stdout == b"", path.name
            continue
        (told,) = lines(done.stdout)
        # Some vectors have another format's prefix.
        validator = own if told["format"] in (None, "hcode") else foreign
        problem = next(validator.iter_errors(told), None)
        assert problem is None, f"{path.name}: {problem.message}: {told}"
        count += 1
    assert count > 550


@pytest.mark.parametrize("more", [
    ["--status", "green"],
    ["--status", "yellow", "--reason", "test-overdue", "--authority", "Notice 17"],
    ["--status", "red", "--one-officer", "--reason", "confirmed-case", "--authority", "Order 4", "--name", "王建国"],
    ["--status", "green", "--name", "张小明", "--latin-name", "Zhang Xiaoming", "--birth-date", "1985-03",
     "--document-tail", "123X", "--test", "pcr:negative:2026-01-01T00:00:00Z:LAB", "--recovery", "2025-05-01",
     "--vaccination", "2/3:2025-03-01:ZZ-H1:CoronaVac"],
])
def test_issue_scan_and_inspect(folder, more):
    at = "2026-11-24T08:00:00Z"
    key = json.loads((folder / "T-1.pub").read_text())
    at = key["created"]
    done = run("issue", "--key", folder / "T-1.key", *more, "--valid", "24h", "--json", "--force", "--at", at,
               "-o", folder / "code.png")
    assert done.returncode == 0, done.stderr
    (issued,) = lines(done.stdout)
    schema("issue").validate(issued)
    done = run("scan", "--json", "--at", at, "--trust", folder / "T-1.pub", folder / "code.png")
    assert done.returncode == {"green": 0, "yellow": 10, "red": 11}[issued["status"]]
    (told,) = lines(done.stdout)
    schema("verdict").validate(told)
    done = run("inspect", "--json", folder / "code.png")
    (shown,) = lines(done.stdout)
    assert shown["verified"] is False and shown["text"] == issued["text"]
    for field in ("code_index", "issued_at", "evidence"):
        assert issued[field] == told[field] == shown[field]


def test_what_is_no_picture_and_what_is_no_code_are_lines_too(folder):
    (folder / "no.png").write_bytes(b"no picture")
    done = run("scan", "--json", folder / "no.png", folder / "missing.png")
    assert done.returncode in (65, 66)
    told = lines(done.stdout)
    assert [line["reason"] for line in told] == ["unreadable", "unreadable"]
    for line in told:
        schema("verdict").validate(line)
    done = run("verify", "--json", "-", input=b"")
    assert done.returncode == 40
    schema("verdict").validate(lines(done.stdout)[0])


def test_schema_and_page_know_every_reason():
    page = (ROOT / "docs/json.md").read_text().split("\n## Every reason")[1].split("\n## ")[0]
    reasons = {name: schema(name).schema["properties"]["reason"]["enum"] for name in ("verdict", "foreign-verdict")}
    assert reasons["verdict"] == [word for word in WORDS if word in reasons["verdict"]]
    assert set(reasons["verdict"]) | set(reasons["foreign-verdict"]) == set(WORDS)
    for word in WORDS:
        assert page.count(f"| `{word}` |") == 1, word


def test_the_page_names_every_member():
    page = (ROOT / "docs/json.md").read_text()
    for name in ("verdict", "foreign-verdict", "issue", "explain"):
        for member in schema(name).schema["properties"]:
            assert f"| `{member}` |" in page, member
