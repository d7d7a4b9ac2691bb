"""Several codes at once: all are told, and the exit status is the gravest."""

import itertools

import pytest
from PIL import Image

from command import AT, issuer, qr, verdict, verdicts

# The order of docs/json.md: sysexits first, green last.
ORDER = [66, 20, 11, 12, 30, 10, 40, 0]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """By exit status: a picture that gives it."""
    folder = tmp_path_factory.mktemp("gravity")
    texts = {
        20: issuer.text(issuer.claims(), sign=lambda key, message: bytes(64)),
        11: issuer.text(issuer.claims(health=issuer.RED)),
        12: issuer.text(issuer.claims({5: issuer.NOW + 60})),
        30: issuer.text(issuer.claims(), issuer.STRANGER),
        10: issuer.text(issuer.claims(health=issuer.YELLOW)),
        40: "a payment code",
        0: issuer.text(issuer.claims()),
    }
    return {66: folder / "missing.png"} | {s: qr(t, folder / f"{s}.png") for s, t in texts.items()}


@pytest.mark.parametrize("status", ORDER)
def test_each_status_alone(hcode, henan, inputs, status):
    assert hcode("scan", "-q", "--at", AT, "--trust", henan, inputs[status]).returncode == status


@pytest.mark.parametrize("graver, lesser", list(itertools.combinations(ORDER, 2)))
def test_the_graver_of_two_wins_in_either_order(hcode, henan, inputs, graver, lesser):
    for pair in [(graver, lesser), (lesser, graver)]:
        result = hcode("scan", "--json", "--at", AT, "--trust", henan, *(inputs[s] for s in pair))
        assert result.returncode == graver
        assert len(verdicts(result)) == 2
        assert [v["source"] for v in verdicts(result)] == [str(inputs[s]) for s in pair]


def test_all_at_once_are_all_told(hcode, henan, inputs):
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, *inputs.values())
    assert result.returncode == 66
    assert sorted(v["verdict"] for v in verdicts(result)) == sorted(
        ["undecided", "forged", "red", "refused", "undecided", "yellow", "none", "green"])


def test_an_unreadable_picture_does_not_keep_the_others_from_being_read(hcode, henan, inputs):
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, inputs[66], inputs[0])
    assert [v["reason"] for v in verdicts(result)] == ["unreadable", "as-signed"]
    assert result.returncode == 66


def test_the_source_is_named_when_there_are_several(hcode, henan, inputs):
    both = hcode("scan", "--at", AT, "--trust", henan, inputs[0], inputs[11]).stdout.decode().splitlines()
    assert both[0].endswith("0.png") and both[1].endswith("11.png")


def composed(path, *placed):
    """One picture of several: (file, size of its side or None, left, top)."""
    pictures = []
    for file, side, left, top in placed:
        picture = Image.open(file).convert("RGBA").convert("L")
        if side:
            picture = picture.resize((side, side), Image.NEAREST)
        pictures.append((picture, left, top))
    width = max(p.width + x for p, x, y in pictures) + 20
    height = max(p.height + y for p, x, y in pictures) + 20
    whole = Image.new("L", (width, height), 255)
    for picture, left, top in pictures:
        whole.paste(picture, (left, top))
    whole.save(path)
    return path


@pytest.mark.parametrize("other, verdict_of_other", [(11, "red"), (10, "yellow"), (20, "forged"), (30, "undecided")])
def test_two_codes_side_by_side_are_both_judged(hcode, henan, inputs, tmp_path, other, verdict_of_other):
    width = Image.open(inputs[0]).width
    picture = composed(tmp_path / "two.png", (inputs[0], None, 20, 20), (inputs[other], None, width + 60, 20))
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, picture)
    assert sorted(v["verdict"] for v in verdicts(result)) == sorted(["green", verdict_of_other])
    assert result.returncode == other


def test_a_small_red_code_beside_a_large_green_one_is_seen(hcode, henan, inputs, tmp_path):
    red = Image.open(inputs[11]).width
    picture = composed(tmp_path / "both.png", (inputs[0], 1200, 20, 20), (inputs[11], red, 1280, 20))
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, picture)
    assert sorted(v["verdict"] for v in verdicts(result)) == ["green", "red"]
    assert result.returncode == 11


@pytest.mark.parametrize("status", [0, 10, 11, 20])
def test_a_payment_code_beside_a_health_code_counts_for_nothing(hcode, henan, inputs, tmp_path, status):
    width = Image.open(inputs[status]).width
    picture = composed(tmp_path / "both.png", (inputs[status], None, 20, 20), (inputs[40], 200, width + 60, 20))
    result = hcode("scan", "--json", "--at", AT, "--trust", henan, picture)
    assert result.returncode == status
    assert verdict(result)["ignored_texts"] == 1
    told = hcode("scan", "--at", AT, "--trust", henan, picture).stdout.decode()
    assert "1 other text(s) in the picture ignored" in told


def test_several_texts_of_verify_give_the_gravest(hcode, henan):
    result = hcode("verify", "--json", "--at", AT, "--trust", henan, issuer.text(issuer.claims()), "hello",
                   issuer.text(issuer.claims(health=issuer.YELLOW)))
    assert [v["verdict"] for v in verdicts(result)] == ["green", "none", "yellow"]
    assert result.returncode == 10
