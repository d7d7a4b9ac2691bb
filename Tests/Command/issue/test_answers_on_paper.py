"""What a yellow or red card or label answers to its bearer: on what order, until when, where to appeal, and why unless that is left out."""

import html
import re
import subprocess

import pytest

import command
from command import assert_error
from logs import keygen

pytestmark = pytest.mark.slow

WHY = ("--status", "yellow", "--reason", "close-contact", "--authority", "Order 2026/117", "--valid", "72h", "--name", "王建国")
APPEAL = ("--appeal", "Health Office, telephone 12320")


def issue(keys, output, *options, **kwargs):
    result = command.run("issue", "--key", keys.secret, *options, "-o", output, "--unregistered", **kwargs)
    assert result.returncode == 0, result.stderr
    return output


def card(keys, folder, *options):
    text = issue(keys, folder / "card.svg", "--card", *options).read_text()
    return [html.unescape(t) for t in re.findall(r"<text[^>]*>([^<]*)</text>", text)]


def words(pdf):
    """The words of a page, wherever its lines break."""
    return " ".join(subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode().split())


def label(keys, folder, *options):
    pdf = issue(keys, folder / "label.pdf", "--sheet", "70x37", *options)
    return words(pdf)


def test_a_yellow_card_says_order_end_appeal_and_reason_in_both_languages(keys, tmp_path):
    texts = card(keys, tmp_path, *WHY, *APPEAL)
    [grounds] = [t for t in texts if "Order 2026/117" in t]
    assert "close contact" in grounds and "密切接触者" in grounds and "依据" in grounds
    assert [t for t in texts if t.endswith("Health Office, telephone 12320") and "申诉" in t]
    assert [t for t in texts if re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", t)], texts


def test_the_reason_is_left_out_where_bystanders_would_read_it(keys, tmp_path):
    texts = "\n".join(card(keys, tmp_path, *WHY, *APPEAL, "--hide-reason"))
    assert "Order 2026/117" in texts and "12320" in texts
    assert "close contact" not in texts and "密切接触" not in texts


def test_a_green_card_has_nothing_to_answer_and_looks_as_before(keys, tmp_path):
    green = ("--status", "green", "--valid", "24h", "--name", "王建国", "--at", command.ahead(seconds=1))
    plain = card(keys, tmp_path, *green)
    (tmp_path / "card.svg").unlink()
    assert card(keys, tmp_path, *green, *APPEAL) == plain and not [t for t in plain if "12320" in t]


@pytest.mark.parametrize("colour, more", [("yellow", ()), ("red", ("--one-officer",))])
def test_the_card_is_read_and_every_line_lies_above_the_next(keys, tmp_path, colour, more):
    """The code gives the room up; it is still scanned before the card is written."""
    svg = issue(keys, tmp_path / "c.svg", "--card", *WHY, "--status", colour, *more, *APPEAL, "--latin-name", "Wang Jianguo",
                "--document-tail", "123X").read_text()
    baselines = [int(y) for y in re.findall(r'<text x="360" y="(\d+)"', svg)]
    assert baselines == sorted(baselines) and all(b - a >= 30 for a, b in zip(baselines, baselines[1:])), baselines
    rule = int(re.search(r'<path d="M44 (\d+)h632"', svg)[1])
    assert [b for b in baselines if b < rule][-1] <= rule - 10
    png = issue(keys, tmp_path / "c.png", "--card", *WHY, "--status", colour, *more, *APPEAL)
    assert command.zbar(png).startswith(b"HCODE1:")


def test_a_label_answers_too(keys, tmp_path):
    text = label(keys, tmp_path, *WHY, *APPEAL)
    assert "Order 2026/117" in text and "close contact" in text and "12320" in text
    (tmp_path / "label.pdf").unlink()
    text = label(keys, tmp_path, *WHY, *APPEAL, "--hide-reason")
    assert "Order 2026/117" in text and "12320" in text and "close contact" not in text


def test_where_to_appeal_comes_from_the_list_that_names_the_key(tmp_path):
    key, root = keygen(tmp_path / "k", "CN-HA"), keygen(tmp_path / "r", "ROOT")
    for args in (("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", root.public),
                 ("trust", "add", key.public, "--status", "green,yellow", "--appeal", "tel 0371-12320")):
        assert command.run(*args, cwd=tmp_path).returncode == 0
    assert [t for t in card(key, tmp_path, *WHY) if "0371-12320" in t] == []
    (tmp_path / "card.svg").unlink()
    text = command.run("issue", "--key", key.secret, *WHY, "--card", "-o", "card.svg", "--unregistered", cwd=tmp_path)
    assert text.returncode == 0 and "0371-12320" in (tmp_path / "card.svg").read_text()


def test_a_batch_of_labels_answers_and_leaves_the_reason_out_when_told(keys, tmp_path):
    (tmp_path / "p.csv").write_text("status,reason,authority,name,valid\nyellow,close-contact,Order 9,Ann,24h\ngreen,,,Ben,24h\n")

    def batch(name, *options):
        result = command.run("issue", "--batch", tmp_path / "p.csv", "--key", keys.secret, "--index-range", "0..9", "-o", tmp_path / name,
                             "--sheet", "70x37", *APPEAL, *options)
        assert result.returncode == 0, result.stderr
        return words(tmp_path / name)

    shown = batch("a.pdf")
    assert shown.count("12320") == 1 and "Order 9" in shown and "close contact" in shown
    assert "close contact" not in batch("b.pdf", "--hide-reason")


def test_what_is_not_printed_cannot_be_left_out(keys, tmp_path):
    for option in (APPEAL, ("--hide-reason",)):
        result = command.run("issue", "--key", keys.secret, *WHY, *option, "-o", tmp_path / "c.png")
        assert_error(result, 64, "--hide-reason")
    assert_error(command.run("issue", "--key", keys.secret, *WHY, "--appeal", "a\x07b", "--card", "-o", tmp_path / "c.png"), 64, "--appeal")
