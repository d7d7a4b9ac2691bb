"""Certificates of other formats: the cases of the corpus that lies beside the project, through the built program."""

import json
import subprocess
from datetime import datetime, timezone

import pytest
from jsonschema import Draft202012Validator

from command import CORPUS, ROOT, run, verdict, verdicts

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schema/foreign-verdict.schema.json").read_text()))

# What a case of the corpus calls a fault, and what hcode may call it.
WORDS = {
    "bad-prefix": {"malformed-prefix", "unknown-format"},
    "bad-version": {"unknown-version", "malformed-prefix"},
    "bad-encoding": {"malformed-encoding", "malformed-base45"},
    "bad-structure": {"malformed-structure", "malformed-cbor", "malformed-cose", "text-too-long"},
    "too-large": {"too-large", "text-too-long"},
    "bad-header": {"malformed-header"},
    "alg-not-allowed": {"wrong-algorithm"},
    "unknown-issuer": {"unknown-issuer"},
    "unknown-key": {"unknown-key", "unknown-issuer"},
    "bad-key": {"bad-key", "unknown-key"},
    "bad-chain": {"bad-chain"},
    "bad-signature": {"bad-signature"},
    "bad-claims": {"malformed-claims"},
    "issuer-mismatch": {"issuer-mismatch"},
    "missing-chunk": {"missing-chunk"},
    "bad-chunk": {"bad-chunk"},
    "not-yet-valid": {"not-yet-valid"},
    "expired": {"expired"},
    "revoked": {"revoked"},
    "stale-revocation": {"revocation-missing"},
    "specimen": {"specimen"},
    "policy": {"policy"},
    "unsupported": {"unsupported"},
    "not-health": {"not-health"},
}


# The fields of cases that a verdict tells, wherever in it.
TOLD = {"given", "family", "name", "dob", "jti", "doc", "is", "L0", "L1", "F0", "F1"}


def untold_in(value, told):
    """2D-DOC has slashes between first names."""
    return value is not None and value not in told and value.replace("/", " ") not in told


def rfc3339(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def cases(format):
    """The cases of a format; the test is skipped, with its reason told, where the corpus is not there."""
    manifest = CORPUS / format / "cases.json"
    if not manifest.exists():
        pytest.skip("no corpus")
    return json.loads(manifest.read_text())["cases"]


class Stores:
    """A store for each trust file and clock of the cases, made when it is first asked for."""

    def __init__(self, folder, format):
        self.folder, self.format, self.made = folder, format, {}

    def store(self, trust, now, *files):
        key = (trust, now, files)
        if key not in self.made:
            store = self.folder / f"store{len(self.made)}"
            result = run("trust", "import", "--format", self.format, "--store", store, "--at", rfc3339(now),
                         CORPUS / self.format / trust, *files)  # an absolute path stands for itself
            assert result.returncode == 0, (trust, result.stderr)
            self.made[key] = store
        return self.made[key]


def picture(data, path):
    """The bytes in a symbol of their own."""
    source = path.with_suffix(".bin")
    source.write_bytes(data)
    subprocess.run(["qrencode", "-8", "-l", "L", "-s", "4", "-r", source, "-o", path], check=True)
    return path


def judged(case, stores, tmp_path):
    """The verdict of the program on a case whose input is one symbol."""
    now = case["now"]
    options = ("--json", "--at", rfc3339(now), "--store", stores.store(case["trust"], now))
    data = (CORPUS / case["format"] / case["input"][0]).read_bytes()
    if case["carrier"] == "binary":
        return verdict(run("scan", *options, picture(data, tmp_path / "case.png")))
    return verdict(run("verify", *options, "--", data.rstrip(b"\n")))


def all_judged(case, stores):
    """The verdicts of the program on a case of several symbols, or on a file that may hold several certificates."""
    now = case["now"]
    options = ("--json", "--at", rfc3339(now), "--store", stores.store(case["trust"], now))
    files = [CORPUS / case["format"] / name for name in case["input"]]
    if case["carrier"] == "file":
        return verdicts(run("scan", *options, *files))
    return verdicts(run("verify", *options, "--", *(file.read_bytes().rstrip(b"\n") for file in files)))


def fault_of_all(case, found):
    """Like `fault`, of several verdicts: all are genuine, or one that is not says why."""
    if not found:
        return f"{case['id']}: no verdict"
    faults = [fault(case, one) for one in found]
    if case["expect"] == "accept":
        return next(filter(None, faults), None)
    return None if None in faults else faults[0]


def fault(case, found):
    """What is wrong with a verdict; None when it is as the case says."""
    if found["format"] not in (None, "hcode"):
        SCHEMA.validate(found)
    if case["expect"] == "accept":
        if not found["genuine"]:
            return f"{case['id']}: not genuine: {found['reason']}: {found.get('detail')}"
        told = json.dumps([found.get("holder"), found.get("identifier"), found["issuer"]], ensure_ascii=False)
        untold = [value for name, value in case.get("fields", {}).items() if name in TOLD and untold_in(value, told)]
        return f"{case['id']}: does not tell {untold}: {told}" if untold else None
    if found["genuine"]:
        return f"{case['id']}: genuine, should be {case['reason']}"
    reasons = case["reason"] if isinstance(case["reason"], list) else [case["reason"]]
    allowed = set().union(*(WORDS[reason] for reason in reasons))
    if not allowed & set(found["reasons"]):
        return f"{case['id']}: {found['reason']} ({found.get('detail')}), should be {reasons}"
    families = {"unknown-issuer": "undecided", "unknown-key": "undecided", "bad-signature": "forged"}
    expected = families.get(found["reason"])
    if expected and found["verdict"] != expected:
        return f"{case['id']}: {found['reason']} is {found['verdict']}"
    return None
