"""A checkpoint with a store, for lists and codes of authorities that the tests make."""

import json

import jsonschema
import pytest

import command
from authority import AT
from command import assert_error, verdict

SCHEMA = jsonschema.Draft202012Validator(json.loads((command.ROOT / "docs/schema/verdict.schema.json").read_text()))


@pytest.fixture
def place(hcode, tmp_path):
    """A checkpoint: its store, files, and commands on them at the time of the made lists."""
    class Place:
        store = tmp_path / "store"
        count = 0

        def file(self, content, name=None):
            self.count += 1
            path = tmp_path / (name or f"file-{self.count}")
            path.write_bytes(content)
            return path

        def take(self, *contents, options=(), at=AT, **kwargs):
            files = [self.file(c) if isinstance(c, bytes) else c for c in contents]
            return hcode("trust", "import", "--store", self.store, "--at", at, *files, *options, **kwargs)

        def taken(self, *contents, **kwargs):
            result = self.take(*contents, **kwargs)
            assert result.returncode == 0, result.stderr
            return result

        def refused(self, name, *contents, **kwargs):
            before = command.listing(self.store) if self.store.exists() else None
            result = self.take(*contents, **kwargs)
            assert_error(result, 65, f": {name}: ")
            if before is not None:
                assert command.listing(self.store) == before, "a refusal changed the store"

        def verify(self, text, at=AT):
            found = verdict(hcode("verify", "--json", "--store", self.store, "--at", at, text))
            SCHEMA.validate(found)
            return found

        def show(self, *options, at=AT):
            return hcode("trust", "show", "--store", self.store, "--at", at, *options)

        def why(self, subject, *options, at=AT):
            return hcode("trust", "why", "--store", self.store, "--at", at, subject, *options)

        def run(self, *args, **kwargs):
            return hcode(*args, **kwargs)

    return Place()
