"""A checkpoint for `hcode doctor` to look at, and what it found."""

import json

import pytest
from jsonschema import Draft202012Validator

import command
from authority import AT, Authority
from command import verdict

A = Authority("CN-A")

SCHEMA = Draft202012Validator(json.loads((command.ROOT / "docs/schema/doctor.schema.json").read_text()))
ALWAYS = ["clock", "trust-places", "trust-permissions", "store-objects", "store-signatures", "store-index", "libraries",
          "libsodium", "zbar", "signatures", "scanner", "rsvg-convert", "pango", "curl", "dwebp", "heif-thumbnailer", "giftopnm",
          "pdftoppm", "locked-memory"]


@pytest.fixture
def place(hcode, tmp_path):
    """A checkpoint with a whole store, and the doctor."""
    class Place:
        store = tmp_path / "store"
        folder = tmp_path

        def take(self, *contents, at=AT):
            for n, content in enumerate(contents):
                (tmp_path / f"file-{n}").write_bytes(content)
            files = [tmp_path / f"file-{n}" for n in range(len(contents))]
            pin = ("--fingerprint", A.fingerprint)
            result = hcode("trust", "import", "--store", self.store, "--at", at, *files, *pin)
            assert result.returncode == 0, result.stderr

        def doctor(self, *options, at=AT, **kwargs):
            """By check, in order: (state, detail, hint); and the exit status."""
            options = options or ("--store", self.store)
            result = hcode("doctor", "--json", *(("--at", at) if at else ()), *options, **kwargs)
            assert result.stderr == b""
            SCHEMA.validate(verdict(result))
            checks = verdict(result)["checks"]
            assert all(list(check) == ["check", "state", "detail", "hint"] for check in checks)
            assert all((check["state"] == "ok") == (check["hint"] == "") for check in checks), checks
            states = {check["state"] for check in checks}
            expected = 30 if "fault" in states else 10 if "warning" in states else 0
            assert result.returncode == expected
            return checks

        def run(self, *args, **kwargs):
            return hcode(*args, **kwargs)

    place = Place()
    place.take(A.list(issuers=A.with_status()), A.status_list())
    return place


def unwell(checks):
    return {check["check"]: (check["state"], check["detail"], check["hint"]) for check in checks if check["state"] != "ok"}


def only(checks, name, state, *words):
    """That check and no other is not well, and says so."""
    found = unwell(checks)
    assert list(found) == [name], found
    assert found[name][0] == state
    for word in words:
        assert word in found[name][1] + "\n" + found[name][2], found[name]
