"""Whether `hcode doctor` finds a store that others can write to, that is damaged, or that was tampered with."""

import os
import shutil
from hashlib import sha256

import pytest

from doctoring import only, place, unwell  # noqa: F401  place is a fixture


# ------------------------------------------------------------ who may write, what is damaged


@pytest.mark.parametrize("part, mode", [("", 0o777), ("index", 0o666), ("objects", 0o777), ("*", 0o646)])
def test_what_anybody_may_write_to_is_a_fault(place, part, mode):
    target = next((place.store / "objects").iterdir()) if part == "*" else place.store / part
    target.chmod(mode)
    only(place.doctor(), "trust-permissions", "fault", f"anybody may write to {target} (mode 0{mode:o})", f"chmod o-w {target}")


def test_a_folder_above_counts_unless_it_is_sticky(place):
    above = place.folder / "above"
    above.mkdir()
    shutil.copytree(place.store, above / "store")
    for mode, word in ((0o777, "fault"), (0o1777, None)):
        above.chmod(mode)
        checks = place.doctor("--store", above / "store")
        assert [check[0] for check in unwell(checks).values()] == ([word] if word else [])


def test_what_a_group_may_write_to_is_a_warning(place):
    if os.geteuid() != 0:
        pytest.skip("only root may give a file to a group that is not its own")
    os.chown(place.store / "index", 0, 4242)
    (place.store / "index").chmod(0o664)
    only(place.doctor(), "trust-permissions", "warning", "its group may write to", "chmod g-w")


def test_a_key_file_that_anybody_may_write_to_is_a_fault(place, henan):
    path = place.folder / "a key's.pub"
    path.write_bytes(henan.read_bytes())
    path.chmod(0o666)
    only(place.doctor("--trust", path), "trust-permissions", "fault", "chmod o-w '" + str(path).replace("'", "'\\''") + "'")


def test_a_damaged_object_is_a_fault(place):
    bits = next(path for path in (place.store / "objects").iterdir() if path.stat().st_size == 1024 + 64)
    whole = bits.read_bytes()
    for damaged in (whole[:-1], b"\xff" + whole[1:], None):
        bits.unlink() if damaged is None else bits.write_bytes(damaged)
        only(place.doctor(), "store-objects", "fault", f"objects/{bits.name}", "import the lists again")
    bits.write_bytes(whole)
    (place.store / "objects" / "stray").write_bytes(b"x")
    only(place.doctor(), "store-objects", "fault", "objects/stray")


def test_a_damaged_list_or_index_is_a_fault(place):
    trust_list = next(path for path in (place.store / "objects").iterdir() if path.stat().st_size != 1024 + 64)
    whole = trust_list.read_bytes()
    trust_list.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    only(place.doctor(), "trust-readable", "fault", "missing or damaged", "import the lists again")
    trust_list.write_bytes(whole)
    assert unwell(place.doctor()) == {}
    index = place.store / "index"
    index.write_bytes(index.read_bytes()[:-1])
    only(place.doctor(), "trust-readable", "fault", "the trust store is damaged")


def test_a_key_that_no_list_names_is_found_in_the_index(place):
    """What an attacker does who may write: the checksums hold, and a scan would believe it."""
    path = place.store / "index"
    index = bytearray(path.read_bytes())
    # The last of the two keys in the sorted table after the header of 80 bytes: id, place, checksum over both.
    entry = bytes([0xFF] * 8) + index[128 + 8:128 + 16]
    index[128:176] = entry + sha256(entry).digest()
    path.write_bytes(bytes(index))
    only(place.doctor(), "store-index", "fault", "disagrees with the lists", "import the lists again")
