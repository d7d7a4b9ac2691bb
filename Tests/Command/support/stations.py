"""A place that judges certificates of other formats, and the files that it is given."""

import json

import pytest

from command import assert_error, run, verdict
from passports import AT


class Station:
    """A store, and files to be taken into it."""

    def __init__(self, folder):
        self.folder, self.store, self.number = folder, folder / "store", 0

    def file(self, data):
        self.number += 1
        path = self.folder / f"file{self.number}"
        path.write_bytes(data)
        return path

    def take(self, data, *options, at=AT, format="vdsnc"):
        return run("trust", "import", "--json", "--format", format, "--store", self.store, "--at", at, *options, self.file(data))

    def taken(self, data, *options, **changes):
        result = self.take(data, *options, **changes)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def refused(self, data, word, *options, **changes):
        result = self.take(data, *options, **changes)
        assert_error(result, 65, word)
        return result.stderr.decode()

    def judged(self, seal, at=AT):
        return verdict(run("verify", "--exact", "--json", "--store", self.store, "--at", at, "--", seal))


@pytest.fixture
def station(tmp_path):
    return Station(tmp_path)
