"""From the published files alone, with a list of all names and documents, nobody can be matched."""

import base64
import hashlib
import hmac
import itertools
import shutil

import cbor2
import pytest

import command
from logs import Log, keygen, ok

PEOPLE = [("张小明", "Zhang Xiaoming", "1985-03-07", "123X"), ("王建国", "Wang Jianguo", "1962-11-30", "0031"),
          ("O'Brien", "Brien", "2001-01-01", "77AB")]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """What a web server shows after each of them was turned red by two officers: the log, the export, the status list."""
    folder = tmp_path_factory.mktemp("private")
    log = Log(folder)
    first, second, status = (keygen(folder / n, "CN-HA") for n in ("first", "second", "status"))
    ok("registry", "init", folder / "registry", "--key", first.public, "--uri", "https://health.example/1", "--capacity", 4096)
    codes = []
    for number, (name, latin, born, tail) in enumerate(PEOPLE):
        request, picture = folder / f"{number}.request", folder / f"{number}.txt"
        ok("issue", "--key", first.secret, "--registry", folder / "registry", "--status", "red", "--valid", "7d", "--reason", "symptoms",
           "--authority", "Order 1", "--name", name, "--latin-name", latin, "--birth-date", born, "--document-tail", tail,
           "--request", request)
        ok("approve", request, "--from", first.public, "--key", second.secret, "--log", log.folder, "-o", picture)
        codes.append(picture.read_text().strip())
    log.checkpoint()
    public = folder / "public"
    shutil.copytree(log.folder, public, ignore=shutil.ignore_patterns(".*"))
    ok("log", "export", public, "-o", folder / "export")
    (folder / "export").rename(public / "export")
    ok("status", "build", "--registry", folder / "registry", "--key", status.secret, "-o", public / "list.status")
    return public, log, codes


def spellings(text):
    yield from (text.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
    for raw in (text.encode(), text.upper().encode(), text.lower().encode()):
        yield raw
        yield base64.b64encode(raw).rstrip(b"=")
        yield raw.hex().encode()


def guesses(person):
    """Whatever somebody would hash who knows everything about everybody and not the code."""
    words = [p.encode() for p in person] + [person[2].replace("-", "").encode()]
    for count in (1, 2, 3, 4):
        for chosen in itertools.permutations(words, count):
            for join in (b"", b"|", b":", b" ", b"\0", b","):
                yield join.join(chosen)


def commitments(log):
    return {bytes.fromhex(e["commitment"]) for e in log.entries()}


def test_no_published_file_holds_a_name_or_document_in_any_spelling(published):
    public, _, _ = published
    content = b"".join(p.read_bytes() for p in sorted(public.rglob("*")) if p.is_file())
    assert len(content) > 1000
    for person in PEOPLE:
        for word in person:
            if len(word) > 4:
                for spelling in spellings(word):
                    assert spelling not in content, (word, spelling)
    # The entries themselves hold nothing that is not in the specification.
    assert not [e for e in published[1].entries() if set(e) - {"index", "act", "commitment", "issuer", "key_id", "officer",
                                                               "officer_key", "second_officer", "second_officer_key", "status", "reason", "authority",
                                                               "time", "until", "count", "entry"}]


def test_no_hash_of_what_is_known_about_everybody_is_a_commitment(published):
    _, log, _ = published
    mine = commitments(log)
    assert len(mine) == len(PEOPLE)
    tried = 0
    for person in PEOPLE:
        for guess in guesses(person):
            for salt in (b"", bytes(16)):
                for made in (hashlib.sha256(salt + guess).digest(), hashlib.sha256(guess + salt).digest(),
                             hmac.digest(salt or b"\0", guess, "sha256"),
                             hashlib.sha256(cbor2.dumps(["hcode log: code", salt, guess])).digest()):
                    tried += 1
                    assert made not in mine
    assert tried > 10_000


def test_only_who_holds_a_code_finds_its_entry(published):
    public, log, codes = published
    for text in codes:
        found = ok("log", "prove", public, "--code", text, "-o", log.home / "proof", "--force")
        assert "entry" in found
    # The same statement under another salt, which is what somebody could make who knows the rest, is another commitment.
    entries = log.entries()
    assert len({e["commitment"] for e in entries}) == len(codes)


def test_two_codes_about_one_person_cannot_be_told_to_be_so(tmp_path):
    log = Log(tmp_path)
    at = command.ahead(minutes=1)
    keys = keygen(tmp_path / "k", "CN-HA")
    for number in range(2):
        ok("issue", "--key", keys.secret, "--status", "yellow", "--valid", "1d", "--reason", "symptoms", "--authority", "Order 1", "--name",
           "张小明", "--index", 7, "--at", at, "--log", log.folder, "-o", tmp_path / f"{number}.png")
    log.checkpoint()
    first, second = log.entries()
    assert first["commitment"] != second["commitment"]
