"""EU Digital COVID Certificates: what the corpus beside the project holds, and a signer of our own that can be made to do anything."""

import base64
import json
import re
import zlib
from datetime import datetime, timedelta, timezone

import cbor2
import pytest

from command import CORPUS, run

FOLDER = CORPUS / "dcc"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

def load(name):
    """A JSON file of the corpus; the test is skipped, with its reason told, where the corpus is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip("no corpus")
    return json.loads(path.read_bytes().decode("utf-8-sig"))


def base45_bytes(text):
    result = b""
    for start in range(0, len(text), 3):
        group = text[start:start + 3]
        number = sum(ALPHABET.index(character) * 45 ** place for place, character in enumerate(group))
        result += number.to_bytes(len(group) - 1, "big")
    return result


def base45(data):
    text = ""
    for start in range(0, len(data), 2):
        group = data[start:start + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text += ALPHABET[number % 45]
            number //= 45
    return text


def message(text):
    """The four parts of the COSE message in a text."""
    value = cbor2.loads(zlib.decompress(base45_bytes(text.rstrip("\r\n")[4:])))
    while isinstance(value, cbor2.CBORTag):
        value = value.value
    return value


def claims(text):
    return cbor2.loads(message(text)[2])


def clock(text):
    """A clock of the corpus: with or without a zone, with any number of decimals."""
    text = re.sub(r"\.\d+", "", text)
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text).replace("Z", "+00:00")
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def rfc3339(time):
    """The first whole second that is not before a time."""
    if isinstance(time, (int, float)):
        time = datetime.fromtimestamp(time, timezone.utc)
    if time.microsecond:
        time += timedelta(seconds=1)
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def imported(folder, *files, at="2021-01-01T00:00:00Z", format="dcc", options=("--valid", "9999d")):
    """A store with those files' contents, each an object that becomes JSON, or bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        path = folder / f"{number}.trust"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        result = run("trust", "import", "--format", format, *options, "--store", folder / "store", "--at", at, path)
        assert result.returncode == 0, result.stderr
    return folder / "store"
