"""The sample that docs/format.md begins with is a real code, and its annotated bytes are that code's."""

import json
import os
import re
import subprocess
from pathlib import Path

import reference_verifier

ROOT = Path(__file__).resolve().parents[2]
HCODE = os.environ.get("HCODE") or str(ROOT / ".build/release/hcode")
SECTION = (ROOT / "docs/format.md").read_text().split("\n## ")[1]
VECTOR = json.loads((ROOT / "conformance/codes/good/001-green.json").read_text())


def block(language):
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    return blocks[0]


def sample_text():
    lines = block("text").split("\n")
    assert len(lines) == 2 and lines[1] == ""
    return lines[0]


def annotated_bytes():
    return bytes.fromhex("".join(line.split("#")[0] for line in block("hex").split("\n")))


def test_the_annotated_bytes_are_the_text_s():
    assert annotated_bytes() == reference_verifier.base45(sample_text().removeprefix("HCODE1:"))


def test_the_sample_is_the_vector_that_is_named():
    assert "conformance/codes/good/001-green.json" in SECTION
    assert sample_text() == VECTOR["text"]


def test_the_independent_verifier_accepts_the_sample():
    answer = reference_verifier.verify(sample_text(), VECTOR["trust"], VECTOR["at"])
    assert (answer["verdict"], answer["reason"]) == ("green", "as-signed")


def test_hcode_accepts_the_sample_and_reads_what_the_annotation_says(tmp_path):
    key = tmp_path / "key.pub"
    key.write_text(json.dumps(VECTOR["trust"][0]))
    run = subprocess.run(
        [HCODE, "verify", "--json", "--trust", key, "--at", VECTOR["at"], sample_text()],
        capture_output=True, timeout=30)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["holder"] == {
        "name": "王小明", "latin_name": "Wang Xiaoming", "birth_date": "1985-02-28", "document_tail": "123X"}
    assert told["evidence"] == [{"kind": "pcr", "result": "negative", "time": "2026-11-24T07:45:00Z"}]
    for fact in [told["issuer"], told["expires"], told["issued_at"], str(told["code_index"]), "王小明",
                 "Wang Xiaoming", "19850228", "123X", "2026-11-24T07:45Z"]:
        assert fact in block("hex")
