"""Files made to break an import: none crashes it, none costs more memory than an honest one, none changes the store."""

import os
import random
import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

import command
from authority import AT, EU_RULES, NOW, STATUS_LIST, Authority, bits, cbor, code_key, cose_sign1, listed, recognised
from command import HCODE, assert_error
from terminal import HOSTILE, on_terminal

pytestmark = pytest.mark.slow

A, B = Authority("CN-A"), Authority("CN-B")
TRUSTED = A.list(issuers=A.with_status())
# Each would be taken by the store below as it is, so that every refusal is for what was done to it.
HONEST = {
    "list": A.list(version=2, issuers=A.with_status(), recognises=[recognised(B, green_with={1: 60}, otherwise=1)]),
    "status": A.status_list({7: 1}, size=64, issued=NOW - 60),
    "delta": A.status_delta({}, {7: 1, 9: 2}),
    "bundle": A.bundle((1, TRUSTED), (2, A.status_list({7: 1}, size=64, issued=NOW - 60)), (4, EU_RULES),
                       (6, cbor({1: "nhs", 2: "x", 3: b'{"keys":[]}'}))),
}
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")

    class Place:
        store = folder / "store"

        def file(self, content, name="file"):
            (folder / name).write_bytes(content)
            return folder / name

        def take(self, *files, options=(), store=None, **kwargs):
            return command.run("trust", "import", "--store", store or self.store, "--at", AT, *files, *options, **kwargs)

        def refused(self, contents):
            """None is taken, none changes the store, each refusal has a name and a sentence. Gives the names."""
            before = command.listing(self.store)
            numbered = list(enumerate(contents))

            def take(part):
                names = []
                for number, content in part:
                    # Pinned, so that nothing is refused only for want of somebody to vouch for it.
                    result = self.take(self.file(content, f"f{number}"), options=("--fingerprint", A.fingerprint))
                    (folder / f"f{number}").unlink()
                    assert_error(result, 65)
                    names.append(re.search(r"/f\d+: ([a-z-]+): ", result.stderr.decode())[1])
                return names

            with ThreadPoolExecutor(4) as pool:
                names = [name for part in pool.map(take, [numbered[n::4] for n in range(4)]) for name in part]
            assert command.listing(self.store) == before
            return set(names)

    place = Place()
    result = place.take(place.file(TRUSTED, "a"), place.file(A.status_list(), "b"), options=("--fingerprint", A.fingerprint))
    assert result.returncode == 0, result.stderr
    return place


def test_the_honest_ones_are_taken(place, tmp_path):
    for name, content in HONEST.items():
        store = tmp_path / name
        subprocess.run(["cp", "-a", place.store, store], check=True)
        result = place.take(place.file(content, name), store=store)
        assert result.returncode == 0, (name, result.stderr)


@pytest.mark.parametrize("kind", HONEST)
def test_no_beginning_of_a_file_is_taken(place, kind):
    whole = HONEST[kind]
    names = place.refused(whole[:length] for length in range(len(whole)))
    assert names <= {"malformed-list", "snapshot-mismatch"}


def mutations(whole, count, seed):
    rng = random.Random(seed)
    made = set()
    while len(made) < count:
        changed = bytearray(whole)
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            at = rng.randrange(len(changed))
            match rng.randrange(6):
                case 0:
                    changed[at] ^= 1 << rng.randrange(8)
                case 1:
                    changed[at] = rng.choice((0, 0x1B, 0x3B, 0x5B, 0x5F, 0x7B, 0x9B, 0x9F, 0xBB, 0xBF, 0xDB, 0xF6, 0xFB, 0xFF))
                case 2:
                    del changed[at:at + rng.randrange(1, 9)]
                case 3:
                    changed[at:at] = rng.randbytes(rng.randrange(1, 9))
                case 4:
                    changed[at:at] = changed[at:at + rng.randrange(1, 65)]
                case 5:
                    # A length of 2^32 or 2^63, and what follows read as what is in it.
                    changed[at:at + 1] = bytes([changed[at] & 0xE0 | 27]) + rng.choice((1 << 32, (1 << 63) - 1, (1 << 64) - 1)) \
                        .to_bytes(8, "big")
            if not changed:
                break
        if bytes(changed) != whole:
            made.add(bytes(changed))
    return sorted(made)


@pytest.mark.parametrize("seed, kind", list(enumerate(HONEST)))
def test_none_of_two_thousand_mutations_is_taken(place, seed, kind):
    names = place.refused(mutations(HONEST[kind], 500, seed))
    # Some get as far as the signature.
    assert names & {"under-signed", "bad-signature", "unknown-signer"}


# ------------------------------------------------------------ bombs


def big(major, number):
    return bytes([major << 5 | 27]) + number.to_bytes(8, "big")


@pytest.mark.parametrize("start", [b"\xd8\x62", b"\xd8\x62\x84\x41\xa0\xa0", b"\xd2", b"\xd2\x84", b"\x82", b"\x82\x40"])
def test_depth_and_declared_lengths_cost_nothing(place, start):
    for bomb in [bytes([item]) * 2_000_000 for item in (0x81, 0x9F, 0xA1, 0xBF, 0xC1, 0xD8, 0x5F)] + [
            big(major, number) for major in (2, 3, 4, 5) for number in (1 << 32, 1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)]:
        status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(start + bomb))
        assert status == 65 and "malformed-list" in said and memory < 64, (said, memory)


@pytest.mark.parametrize("unit", [b"\x81\x00", b"\x80", b"\xa1\x00\x00", b"\x00"])
@pytest.mark.parametrize("start", [b"\x82\x40\x90", b"\x84\x40\x00\x90", b"\xd8\x62\x84\x41\xa0\xa0"])
def test_small_items_by_the_million_cost_no_more_than_their_bytes(place, start, unit):
    """Nothing is built of what nobody signed: each item took 48 times its bytes."""
    items = (b"\x9a" + (65536).to_bytes(4, "big") + unit * 65536) * 16
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(start + items))
    assert status == 65 and "malformed-list" in said and memory < 100, (said, memory)


def test_lists_in_a_bundle_have_a_bound_together(place):
    lists = [(1, TRUSTED + bytes(3 * MEBIBYTE)), (3, bytes(MEBIBYTE))]
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(A.bundle(*lists)))
    assert status == 65 and ": too-large: " in said and memory < 100, (said, memory)


def inflating(size):
    deflate = zlib.compressobj(9)
    stream = b"".join(deflate.compress(bytes(MEBIBYTE)) for _ in range(size // MEBIBYTE)) + deflate.compress(bytes(size % MEBIBYTE))
    claims = {2: A.uri, 4: NOW + 1000, 6: NOW - 60, 65534: 1000, 65533: {"bits": 2, "lst": stream + deflate.flush()}}
    return cose_sign1(cbor(claims), A.status, STATUS_LIST)


@pytest.mark.parametrize("size", [16 * MEBIBYTE + 1, 17 * MEBIBYTE, 256 * MEBIBYTE])
def test_a_signed_status_list_that_inflates_too_far_is_refused_with_memory_flat(place, size):
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(inflating(size)))
    assert status == 65 and ": too-large: " in said and memory < 64, (said, memory)


def test_the_largest_status_list_is_taken(place, tmp_path):
    subprocess.run(["cp", "-a", place.store, tmp_path / "store"], check=True)
    status, said, memory = command.peak("trust", "import", "--store", tmp_path / "store", "--at", AT, place.file(inflating(16 * MEBIBYTE)))
    assert status == 0 and memory < 128, (said, memory)


def test_a_status_list_with_a_forged_signature_is_not_inflated(place):
    forged = bytearray(inflating(16 * MEBIBYTE))
    forged[-1] ^= 1
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(bytes(forged)))
    assert status == 65 and ": bad-signature: " in said and memory < 48, (said, memory)


@pytest.mark.parametrize("content", [TRUSTED + bytes(17 * MEBIBYTE), A.status_list() + bytes(17 * MEBIBYTE)])
def test_a_file_of_17_mebibytes_is_too_large(place, content):
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, place.file(content))
    assert status == 65 and ": too-large: " in said and memory < 64, (said, memory)


def test_what_is_no_file_ends_at_once(place, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    assert_error(place.take(tmp_path / "fifo", timeout=5), 65, "malformed-list")
    assert_error(place.take(tmp_path, timeout=5), 66, "is a directory")
    assert_error(place.take(tmp_path / "none", timeout=5), 66)
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, "/dev/zero")
    assert status == 65 and memory < 64, (said, memory)
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(10 << 30)
    status, said, memory = command.peak("trust", "import", "--store", place.store, "--at", AT, tmp_path / "sparse")
    assert status == 65 and memory < 64, (said, memory)


# ------------------------------------------------------------ texts

TEXTS = ["\x1b[2J\x1b[1;32m● GREEN\x1b[0m", "a\u202egreen", "a\u2066b", "a\nb", "a\rb", "\x9b31m", "\u200b", "a\u061cb", "\x07", "\x7f"]


def shown(*args):
    status, output = on_terminal(*args, env={"NO_COLOR": "1"})
    text = output.decode("utf-8")
    assert not HOSTILE.search(text), ascii(text)
    return status, text


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_hostile_text_in_a_list_is_refused_and_not_shown(place, text):
    lists = [A.list(version=3, k2={"en": text}), A.list(version=3, issuers=[listed(A.id, code_key(A.codes)) | {2: {"en": text}}]),
             A.list(version=3, issuers=[listed(A.id, code_key(A.codes), appeal=text)]),
             A.list(version=3, recognises=[recognised(B) | {2: {"en": text}}]), A.list(version=3, k2={text: "name"})]
    for content in lists:
        for command_ in ("import", "--store", place.store), ("show",):
            status, said = shown("trust", *command_, "--at", AT, place.file(content))
            assert status == 65 and "malformed-list" in said, said


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_hostile_name_of_a_file_or_authority_is_escaped(place, text):
    file = place.file(A.list(version=2), "x" + text.replace("/", ""))
    for args in (("import", "--store", place.store, "--at", "2026-12-30T00:00:00Z", file), ("import", "--store", place.store, file / "none"),
                 ("why", "--store", place.store, text), ("forget", "--store", place.store, text), ("show", file),
                 ("show", "--store", file)):
        status, said = shown("trust", *args)
        assert status != 2, said
    file.unlink()


def test_names_of_96_bytes_are_shown_whole_and_longer_ones_refused(place, tmp_path):
    for name, honest in (("河" * 32, True), ("é" * 48, True), ("x" * 96, True), ("الصحة " * 8 + "x", True), ("x" * 97, False),
                         ("河" * 32 + "x", False), ("", False)):
        status, said = shown("trust", "show", place.file(A.list(k2={"en": name}), "named"))
        assert (status == 0 and name in said.replace("\n", "")) if honest else status == 65, said
