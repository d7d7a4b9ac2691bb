"""What an issuer may not write is not written, and a refusal leaves nothing behind."""

import pytest

from command import ago, ahead, assert_error, listing

GREEN = ("--status", "green", "--valid", "24h")
JUSTIFIED = ("--reason", "confirmed-case", "--authority", "Order 2026/117")


ALONE = {"red": ("--one-officer",), "yellow": ()}


@pytest.fixture
def refused(hcode, keys, tmp_path):
    """refused(options…): issue ends with 64, one error, and the folder as it was."""
    folder = tmp_path / "out"
    folder.mkdir()

    def run(*options, status=64, words=()):
        before = listing(folder), listing(keys.folder)
        result = hcode("issue", "--key", keys.secret, "-o", folder / "c.png", *options)
        assert_error(result, status, *words)
        assert result.stdout == b""
        assert (listing(folder), listing(keys.folder)) == before

    return run


@pytest.mark.parametrize("colour", ["red", "yellow"])
@pytest.mark.parametrize("options", [(), ("--reason", "symptoms"), ("--authority", "Order 1")])
def test_a_restriction_without_reason_and_authority_is_refused(refused, colour, options):
    refused("--status", colour, *ALONE[colour], "--valid", "7d", *options, words=["--reason", "--authority"])


def test_a_reason_in_ones_own_words_is_refused(refused):
    refused("--status", "red", "--one-officer", "--valid", "7d", "--reason", "protested at the bank", "--authority", "x")


def test_a_green_code_bears_no_reason(refused):
    refused(*GREEN, *JUSTIFIED)


@pytest.mark.parametrize("colour", ["red", "yellow"])
def test_a_restriction_lasts_a_month_at_most(refused, hcode, keys, colour, tmp_path):
    refused("--status", colour, *ALONE[colour], "--valid", "32d", *JUSTIFIED, words=["--valid"])
    result = hcode("issue", "--key", keys.secret, "--status", colour, *ALONE[colour], "--valid", "31d", *JUSTIFIED, "--text")
    assert result.returncode == 0


def test_a_green_code_lasts_a_year_at_most(refused):
    refused("--status", "green", "--valid", "367d", words=["--valid"])


def test_a_code_lies_within_the_keys_own_validity(refused):
    refused("--status", "green", "--valid", "366d", words=["key's validity"])


def test_a_code_issued_before_the_key_was_made_is_refused(refused):
    refused(*GREEN, "--at", ago(days=30), words=["key's validity"])


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\nb", "a\rb", "a\tb", "a\x7fb", "a\u0085b", "ANNA \u202eYREKOM",
                                  "AN\u200bNA", "x\u2066", "a\ufeff", " lead", "trail ", "", "n" * 97, "明" * 97, "\u3164"])
@pytest.mark.parametrize("option", ["--name", "--authority"])
def test_a_text_that_could_pretend_is_refused(refused, option, text):
    if option == "--name":
        refused(*GREEN, "--name", text)
    else:
        refused("--status", "red", "--one-officer", "--valid", "1d", "--reason", "symptoms", "--authority", text)


def test_a_name_that_is_not_utf8_is_refused(refused):
    refused(*GREEN, "--name", b"\xff\xfe\x80")


@pytest.mark.parametrize("options", [
    ("--latin-name", "张小明"), ("--latin-name", "Zhang1"), ("--document-tail", "123456789"), ("--document-tail", "12-3"),
    ("--birth-date", "1985-02-30"), ("--birth-date", "1749-01-01"), ("--birth-date", "yesterday"),
    ("--birth-date", "3/7/1985"), ("--index", "-1"), ("--index", "4294967296"),
    ("--not-before", "tomorrow"), ("--test", "pcr:negative"), ("--test", "pcr:maybe:2026-11-20T00:00:00Z"),
    ("--test", "pcr:negative:2026-11-20T00:00:00"), ("--vaccination", "3/2/1:2026-01-01"), ("--vaccination", "0/2:2026-01-01"),
    ("--vaccination", "1/21:2026-01-01"), ("--recovery", "2026-13-01"), ("--test", "pcr:negative:2026-11-20T00:00:00Z:a\x1bb"),
])
def test_a_value_outside_the_format_is_refused(refused, options):
    refused(*GREEN, *options)


def test_evidence_of_the_future_is_refused(refused):
    refused(*GREEN, "--test", f"pcr:negative:{ahead(hours=1)}:LAB", words=["later than the issue"])
    refused(*GREEN, "--vaccination", f"1/2:{ahead(days=2)[:10]}", words=["later than the issue"])


def test_a_beginning_behind_the_end_is_refused(refused):
    refused(*GREEN, "--not-before", ahead(days=2))


def test_more_than_eight_pieces_of_evidence_are_refused(refused):
    refused(*GREEN, *["--test", f"pcr:negative:{ago(hours=2)}"] * 9)


def test_a_code_too_long_for_a_symbol_of_that_level_is_refused(refused):
    places = [x for n in range(8) for x in ("--vaccination", f"1/2:2026-01-0{n + 1}:{'P' * 64}:{'Q' * 64}")]
    refused(*GREEN, *places, "--error-correction", "H", words=["does not fit"])


def test_a_picture_that_no_reader_could_read_is_refused(hcode, keys, tmp_path):
    result = hcode("issue", "--key", keys.secret, *GREEN, "-o", tmp_path / "c.png", "--module-size", "64",
                   "--quiet-zone", "64")
    assert result.returncode in (0, 64)
    assert (tmp_path / "c.png").exists() is (result.returncode == 0)


def test_an_existing_file_is_not_overwritten_without_force(hcode, keys, tmp_path):
    path = tmp_path / "c.png"
    path.write_bytes(b"somebody's photo")
    result = hcode("issue", "--key", keys.secret, *GREEN, "-o", path)
    assert_error(result, 73, "already exists", "--force")
    assert path.read_bytes() == b"somebody's photo"
    assert hcode("issue", "--key", keys.secret, *GREEN, "-o", path, "--force").returncode == 0
    assert path.read_bytes().startswith(b"\x89PNG") and sorted(p.name for p in tmp_path.iterdir()) == ["c.png", "home"]


def test_a_folder_that_is_not_there_is_not_made(hcode, keys, tmp_path):
    assert_error(hcode("issue", "--key", keys.secret, *GREEN, "-o", tmp_path / "no/c.png"), 73, "no such file")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("place", ["folder", "fifo", "/dev/null", "folder/"])
def test_what_is_not_a_file_is_not_replaced(hcode, keys, tmp_path, place):
    import os
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    result = hcode("issue", "--key", keys.secret, *GREEN, "-o", os.path.join(tmp_path, place), "--format", "png", "--force")
    assert result.returncode in (64, 73) and result.stderr.startswith(b"hcode: error: ")
    assert (tmp_path / "fifo").is_fifo() and os.path.exists("/dev/null")
