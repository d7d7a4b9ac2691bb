"""A batch issues each person of a file once, tells who was not issued and why, and survives whatever kills it."""

import base64
import csv
import io
import json
import os
import random
import signal
import subprocess
import tarfile
import time
import zipfile

import pytest

import command
import people  # the seeded people of the measurements
from command import HCODE, ROOT, ago, assert_error, environment, verdict, verdicts
from registries import URI, init, show, was_killed, with_fault
from terminal import on_terminal

pytestmark = pytest.mark.slow

AT = "2026-11-26T08:00:00Z"
LATER = "2026-11-26T09:00:00Z"
HEADER = "ref,status,valid,name\n"


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A key that was there at AT."""
    folder = tmp_path_factory.mktemp("batch-keys")
    result = command.run("keygen", "--issuer", "ZZ-T1", "--name", "批", "--no-passphrase", "-o", folder)
    assert result.returncode == 0, result.stderr
    return __import__("types").SimpleNamespace(secret=folder / "ZZ-T1.key", public=folder / "ZZ-T1.pub")


def batch(keys, source, output, *options, index="0..99999", **kwargs):
    where = ("--index-range", index) if index else ()
    return command.run("issue", "--batch", source, "--key", keys.secret, "-o", output, *where, *options, **kwargs)


def write_people(path, count, bad=0, at=None):
    from datetime import datetime, timezone
    rows = people.people(count, 3, at or datetime.now(timezone.utc), bad)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, people.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_folder_gets_a_picture_each_that_scans_back_to_its_person(hcode, keys, tmp_path):
    source = write_people(tmp_path / "people.csv", 40)
    result = batch(keys, source, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert "40 issued, 0 rejected" in result.stdout.decode()
    names = sorted(os.listdir(tmp_path / "out"))
    assert names == [f"{n:08}.png" for n in range(1, 41)] + ["batch.journal", "issued.ndjson"]
    told = {line["file"]: line for line in lines_of(tmp_path / "out/issued.ndjson")}
    found = {os.path.basename(v["source"]): v
             for v in verdicts(hcode("scan", "--json", "--trust", keys.public, tmp_path / "out"))}
    for number, person in enumerate(rows_of(source), 1):
        name = f"{number:08}.png"
        assert found[name]["verdict"] == person["status"] and found[name]["holder"]["name"] == person["name"]
        assert found[name]["code_index"] == told[name]["code_index"] == number - 1
        assert told[name]["ref"] == person["ref"] and told[name]["line"] == number + 1


@pytest.mark.parametrize("jobs", ["1", "5"])
def test_as_a_filter_a_line_in_is_a_line_out_and_always_the_same(keys, tmp_path, jobs):
    lines = [json.dumps({"ref": str(n), "status": "red" if n % 7 == 0 else "green", "valid": "1d", "name": f"张{n}",
                         **({"reason": "symptoms", "authority": "Order 1"} if n % 7 == 0 else {})}, ensure_ascii=False)
             for n in range(1, 300)]
    lines[9] = "{"
    lines[99] = json.dumps({"ref": "100", "status": "blue", "valid": "1d"})
    options = ("--one-officer", "--at", ago(minutes=0), "--jobs")
    first = batch(keys, "-", "-", *options, jobs, input="\n".join(lines), index="5..1000")
    again = batch(keys, "-", "-", *options, "3", input="\n".join(lines) + "\n", index="5..1000")
    assert first.returncode == again.returncode == 65
    assert first.stdout == again.stdout
    out = [json.loads(line) for line in first.stdout.decode().splitlines()]
    assert [o["row"] for o in out] == list(range(1, 300))
    assert out[9]["error"]["reason"].startswith("it is not JSON")
    assert out[99]["error"]["column"] == "status" and out[99]["ref"] == "100"
    assert [o["code_index"] for o in out if "text" in o] == [n + 4 for n in range(1, 300) if n not in (10, 100)]
    texts = "\n".join(o["text"] for o in out if "text" in o)
    found = verdicts(command.run("verify", "--json", "--trust", keys.public, "-", input=texts))
    assert [v["verdict"] for v in found] == ["red" if n % 7 == 0 else "green" for n in range(1, 300) if n not in (10, 100)]


def test_a_red_row_takes_two_officers_or_a_word_that_it_does_not(keys):
    row = json.dumps({"status": "red", "valid": "1d", "reason": "symptoms", "authority": "x"})
    told = batch(keys, "-", "-", input=row)
    assert told.returncode == 65 and json.loads(told.stdout)["error"]["column"] == "status"
    assert b"two officers" in told.stdout
    assert batch(keys, "-", "-", "--one-officer", input=row).returncode == 0


def test_parts_on_several_machines_give_what_one_gives(keys, tmp_path):
    now = ago(minutes=0)
    rows = [json.dumps({"ref": str(n), "status": "yellow", "valid": "1d", "reason": "arrival", "authority": "x"})
            for n in range(90)]
    whole = batch(keys, "-", "-", "--at", now, input="\n".join(rows), index="100..189")
    parts = b""
    for start in (0, 30, 60):
        parts += batch(keys, "-", "-", "--at", now, input="\n".join(rows[start:start + 30]),
                       index=f"{100 + start}..{129 + start}").stdout
    text = lambda out: [json.loads(line)["text"] for line in out.decode().splitlines()]
    assert text(whole.stdout) == text(parts) and len(set(text(parts))) == 90


def test_help_is_that_of_batches(hcode):
    for arguments in (("issue", "--batch", "--help"), ("issue-batch", "--help")):
        result = hcode(*arguments)
        assert result.returncode == 0 and b"hcode issue --batch <file>" in result.stdout and b"--resume" in result.stdout
    assert_error(hcode("issue", "--batch"), 64, "issue-batch --help")


def test_the_template_is_issued_as_it_is(hcode, keys, tmp_path):
    made = hcode("issue", "--batch-template")
    assert made.returncode == 0
    (tmp_path / "people.csv").write_bytes(made.stdout)
    # The key of these tests is younger than the test in the template.
    result = batch(keys, tmp_path / "people.csv", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert "2 issued" in result.stdout.decode()


def test_bad_rows_are_told_with_file_line_column_and_reason_and_stop_no_other(hcode, keys, tmp_path):
    source = write_people(tmp_path / "people.csv", 100, bad=10)
    result = batch(keys, source, tmp_path / "out")
    assert result.returncode == 65
    said = result.stderr.decode()
    assert f"row 10: {source}:11: status: it takes green, yellow or red" in said
    assert "10 of 100 rows were rejected" in said and str(tmp_path / "out/rejects.csv") in said
    rejects = rows_of(tmp_path / "out/rejects.csv")
    assert [(r["_line"], r["_row"], r["_column"]) for r in rejects] == [
        (str(n * 10 + 1), str(n * 10), people.FAULTS[n - 1][0]) for n in range(1, 11)]
    assert all(r["_file"] == str(source) and r["_reason"] for r in rejects)
    issued = lines_of(tmp_path / "out/issued.ndjson")
    assert [i["row"] for i in issued] == [n for n in range(1, 101) if n % 10]
    assert len([n for n in os.listdir(tmp_path / "out") if n.endswith(".png")]) == 90


def test_rejected_rows_are_mended_where_they_stand_and_issued(keys, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text(HEADER + "1,green,1d,Ann\n2,grün,1d,=HYPERLINK(1)\n", "utf-8")
    assert batch(keys, source, tmp_path / "a").returncode == 65
    mended = (tmp_path / "a/rejects.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in mended
    (tmp_path / "b.csv").write_text(mended.replace("grün", "green"), "utf-8")
    result = batch(keys, tmp_path / "b.csv", tmp_path / "b.ndjson", index="10..19")
    assert result.returncode == 0, result.stderr
    line = lines_of(tmp_path / "b.ndjson")[0]
    assert line["ref"] == "2" and line["code_index"] == 10
    assert verdict(command.run("verify", "--json", "--trust", keys.public, line["text"]))["holder"]["name"] == "=HYPERLINK(1)"


HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "../../etc/passwd", "a/b", "\x1b[2J", "a\u202eb", "\"quoted\"", "x\ny",
           "＝1", "nul\x00", "," * 30]


def test_hostile_cells_reach_neither_file_names_nor_formulas_nor_the_terminal(hcode, keys, tmp_path):
    with open(tmp_path / "a.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ref", "status", "valid", "name"])
        for number, text in enumerate(HOSTILE):
            writer.writerow([text, "green", "1d", text])
            writer.writerow([text, text, "1d", "Ann"])
    result = batch(keys, tmp_path / "a.csv", tmp_path / "out")
    assert result.returncode == 65
    assert b"\x1b" not in result.stderr
    for name in os.listdir(tmp_path / "out"):
        assert name in ("batch.journal", "issued.ndjson", "rejects.csv") or name.rstrip(".png").isdigit()
    raw = (tmp_path / "out/rejects.csv").read_bytes()
    assert not [b for b in raw if b < 0x20 and b not in b"\r\n"] and "\u202e".encode() not in raw
    for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell[:1] and cell[0] in "=+-@\t\r＝"]
    for line in (tmp_path / "out/issued.ndjson").read_bytes().splitlines():
        assert b"\x1b" not in line and json.loads(line)


@pytest.mark.parametrize("text", [
    "\ufeffref;status;valid;name\r\n1;green;1d;\"Ann; \"\"A\"\"\"\r\n;;;\r\n\r\n",
    "\ufeffsep=;\r\nRef;Status;Valid;Name\r\n1;green;1d;\"Ann; \"\"A\"\"\"",
    "ref\tstatus\tvalid\tname\n1\tgreen\t1d\t\"Ann; \"\"A\"\"\"\n",
    "ref,status,valid,name,,\r1, green ,1d\u00a0,\"Ann; \"\"A\"\"\",,\r",
    "_note,ref,status,valid,name\n=1+1,1,green,1d,\"Ann; \"\"A\"\"\"\n",
])
def test_a_file_as_a_spreadsheet_saves_it_is_read(keys, tmp_path, text):
    (tmp_path / "a.csv").write_text(text, "utf-8", newline="")
    result = batch(keys, tmp_path / "a.csv", tmp_path / "a.ndjson")
    assert result.returncode == 0, result.stderr
    told = verdict(command.run("verify", "--json", "--trust", keys.public, lines_of(tmp_path / "a.ndjson")[0]["text"]))
    assert told["holder"]["name"] == "Ann; \"A\""


@pytest.mark.parametrize("content, words", [
    ("ref,status\n".encode("utf-16"), "there are no people in it"), (b"", "is empty"), (b"\n\n", "is empty"), (b"ref,status\n", "there are no people in it"),
    (b"ref,colour\n1,green\n", "there is no such column"), (b"ref,ref\n1,1\n", "twice"), (b"\xd5\xc5,status\n", "UTF-8"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "header"), (b"\"ref,status\n1,2\n", "does not close within 64 KiB"),
])
def test_a_file_that_holds_no_people_stops_before_anything_is_issued(keys, tmp_path, content, words):
    (tmp_path / "a.csv").write_bytes(content)
    result = batch(keys, tmp_path / "a.csv", tmp_path / "a.ndjson")
    assert_error(result, 65)
    assert words in result.stderr.decode() or words == "header"
    assert not (tmp_path / "a.ndjson").exists()


@pytest.mark.parametrize("rows, issued, lines", [
    # A quote inside a cell, and lines that are in doubt because nobody knows where the cell ends.
    ("2,green,1d,a\"b\n3,green,1d,\"Bo\nb\" x\n4,green,1d,Dee\n", ["1", "4"], [3, 4]),
    ("2,green,1d,\"Cy\n3,green,1d,Dee\n4,green,1d,Eve\n", ["1", "3", "4"], [3]),
    ("2,green,1d,\"Cy\n3,green,1d,Dee\n4,green,1d,\"Eve\"\n5,green,1d,Fay\n", ["1", "5"], [3]),
    ("2,green,1d\n3,green,1d,E,F\n4,green,1d,G\n", ["1", "4"], [3, 4]),
])
def test_quoting_that_is_broken_costs_the_rows_in_doubt(keys, tmp_path, rows, issued, lines):
    (tmp_path / "a.csv").write_text(HEADER + "1,green,1d,Ann\n" + rows, "utf-8")
    result = batch(keys, tmp_path / "a.csv", tmp_path / "a.ndjson")
    assert result.returncode == 65
    out = lines_of(tmp_path / "a.ndjson")
    assert [o["ref"] for o in out if "text" in o] == issued
    assert [o["line"] for o in out if "error" in o] == lines


@pytest.mark.parametrize("ending, open_archive, names", [
    ("zip", zipfile.ZipFile, "namelist"), ("tar", tarfile.open, "getnames")])
def test_an_archive_holds_what_a_folder_would(keys, tmp_path, ending, open_archive, names):
    source = write_people(tmp_path / "p.csv", 25, bad=10)
    now = ago(minutes=0)
    assert batch(keys, source, tmp_path / "out", "--at", now).returncode == 65
    assert batch(keys, source, tmp_path / f"a.{ending}", "--at", now).returncode == 65
    pictures = sorted((tmp_path / "out").glob("*.png"))
    with open_archive(tmp_path / f"a.{ending}") as archive:
        assert getattr(archive, names)() == [p.name for p in pictures]
        for picture in pictures:
            held = archive.read(picture.name) if ending == "zip" else archive.extractfile(picture.name).read()
            assert held == picture.read_bytes()
        if ending == "zip":
            assert archive.testzip() is None
    assert (tmp_path / f"a.{ending}.issued.ndjson").read_bytes() == (tmp_path / "out/issued.ndjson").read_bytes()
    other = subprocess.run(["unzip", "-tq", tmp_path / "a.zip"] if ending == "zip" else ["tar", "tf", tmp_path / "a.tar"],
                           capture_output=True) if __import__("shutil").which("unzip") or ending == "tar" else None
    assert other is None or other.returncode == 0, other.stderr


def test_lines_carry_the_picture_when_asked(hcode, keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 3)
    assert batch(keys, source, tmp_path / "a.ndjson", "--format", "png").returncode == 0
    for number, line in enumerate(lines_of(tmp_path / "a.ndjson")):
        (tmp_path / f"{number}.png").write_bytes(base64.b64decode(line["png"], validate=True))
        assert verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / f"{number}.png"))["code_index"] == number
    assert batch(keys, source, tmp_path / "svg", "--format", "svg").returncode == 0
    assert (tmp_path / "svg/00000001.svg").read_text().startswith("<svg") or "<svg" in (tmp_path / "svg/00000001.svg").read_text()


@pytest.mark.parametrize("options", [
    ("-o", "x.ndjson"), ("--index-range", "0..9"), ("-o", "x", "--index-range", "9..0"),
    ("-o", "x", "--index-range", "0..4294967296"), ("-o", "x", "--index-range", "1-2"), ("-o", "-", "--resume", "--index-range", "0..9"),
    ("-o", "-", "--registry", "r"), ("-o", "x", "--index-range", "0..9", "--as", "a"), ("-o", "x", "--registry", "r", "--as", "a b"), ("-o", "x", "--index-range", "0..9", "--registry", "r"),
    ("-o", "x", "--index-range", "0..9", "--authority", "a\u202eb"), ("-o", "x", "--index-range", "0..9", "--check-every", "0"),
])
def test_what_makes_no_sense_is_refused(hcode, keys, tmp_path, options):
    result = hcode("issue", "--batch", "p.csv", "--key", keys.secret, *options, cwd=tmp_path)
    assert_error(result, 64)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_too_few_indexes_are_told_and_nobody_shares_one(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 5)
    result = batch(keys, source, tmp_path / "a.ndjson", index="7..9")
    assert_error(result, 64, "row 4 has no index left in 7..9")
    assert batch(keys, source, tmp_path / "b.ndjson", index="4294967291..4294967295").returncode == 0


def test_a_registry_knows_every_code_and_gives_each_its_own_index(keys, tmp_path):
    registry = init(tmp_path / "r", keys)
    source = write_people(tmp_path / "p.csv", 1500, bad=100)
    options = ("--registry", registry, "--resume")
    result = batch(keys, source, tmp_path / "a.ndjson", *options, index=None)
    assert result.returncode == 65, result.stderr
    indexes = [line["code_index"] for line in lines_of(tmp_path / "a.ndjson") if "text" in line]
    assert len(set(indexes)) == 1485 and indexes != sorted(indexes)
    assert show(registry)["recorded"] == 1485 and show(registry)["used"] == 1500
    before = (tmp_path / "a.ndjson").read_bytes()
    again = batch(keys, source, tmp_path / "a.ndjson", *options, index=None)
    assert again.returncode == 65 and "15 of 1500 rows were rejected" in again.stderr.decode()
    assert (tmp_path / "a.ndjson").read_bytes() == before and show(registry)["used"] == 1500


def test_under_one_name_in_a_registry_a_part_that_is_done_again_has_the_same_codes(keys, tmp_path):
    registry = init(tmp_path / "r", keys)
    rows = "\n".join(json.dumps({"ref": str(n), "status": "red", "valid": "1d", "reason": "symptoms", "authority": "x"})
                     for n in range(1100))
    options = ("--one-officer", "--registry", registry, "--at", ago(minutes=0), "--as")
    first = batch(keys, "-", "-", *options, "job-1/part-1", input=rows, index=None)
    assert first.returncode == 0, first.stderr
    assert batch(keys, "-", "-", *options, "job-1/part-1", input=rows, index=None).stdout == first.stdout
    assert show(registry)["recorded"] == show(registry)["used"] == 1100
    other = batch(keys, "-", "-", *options, "job-1/part-2", input=rows, index=None).stdout
    texts = {json.loads(line)["text"] for line in (first.stdout + other).decode().splitlines()}
    assert len(texts) == 2200
    shorter = rows.rsplit("\n", 5)[0]
    assert_error(batch(keys, "-", "-", *options, "job-1/part-1", input=shorter, index=None), 64, "job-1/part-1")
    changed = rows.replace("symptoms", "arrival")
    assert_error(batch(keys, "-", "-", *options, "job-1/part-1", input=changed, index=None), 64, "job-1/part-1", "another --as")
    assert show(registry)["recorded"] == show(registry)["used"] == 2200


def test_labels_one_a_person_on_sheets(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 30, bad=10)
    now = ago(minutes=0)
    result = batch(keys, source, tmp_path / "a.pdf", "--at", now, "--sheet", "a4", "--labels", "3x8")
    assert result.returncode == 65, result.stderr
    subprocess.run(["pdftoppm", "-r", "200", "-png", tmp_path / "a.pdf", tmp_path / "page"], check=True)
    found = verdicts(command.run("scan", "--json", "--trust", keys.public, *sorted(tmp_path.glob("page*.png"))))
    assert sorted(v["code_index"] for v in found) == [n for n in range(30) if n % 10 != 9]
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
    people_of = rows_of(source)
    assert people_of[0]["latin_name"] in text and people_of[28]["latin_name"] in text
    with_kill = with_fault("signal=KILL", "rename", 2, "issue", "--batch", source, "--key", keys.secret, "--at", now, "--index-range",
                           "0..99999", "-o", tmp_path / "b.pdf", "--sheet", "a4", "--labels", "3x8")
    assert was_killed(with_kill) and not (tmp_path / "b.pdf").exists()
    again = batch(keys, source, tmp_path / "b.pdf", "--at", now, "--sheet", "a4", "--labels", "3x8", "--resume")
    assert again.returncode == 65 and (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    small = batch(keys, source, tmp_path / "c.pdf", "--sheet", "a4", "--labels", "8x24")
    assert small.returncode == 65 and "no room for the code" in small.stderr.decode() and not (tmp_path / "c.pdf").exists()


def test_a_card_around_each_code_is_a_picture_a_person(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 6, bad=3)
    now = ago(minutes=0)
    result = batch(keys, source, tmp_path / "cards", "--at", now, "--card", "--jobs", "2")
    assert result.returncode == 65, result.stderr
    cards = sorted((tmp_path / "cards").glob("*.png"))
    assert [card.name for card in cards] == [f"{row:08}.png" for row in (1, 2, 4, 5)]
    assert [line["file"] for line in lines_of(tmp_path / "cards/issued.ndjson")] == [card.name for card in cards]
    found = verdicts(command.run("scan", "--json", "--trust", keys.public, *cards))
    assert [v["code_index"] for v in found] == [0, 1, 3, 4]
    # A card is larger than the symbol alone: the words are around it.
    assert batch(keys, source, tmp_path / "plain", "--at", now).returncode == 65
    assert all(os.path.getsize(tmp_path / "plain" / card.name) < os.path.getsize(card) for card in cards)


def test_a_card_as_pdf_says_the_holder_the_reason_and_where_to_appeal(keys, tmp_path):
    row = json.dumps({"ref": "a", "status": "yellow", "valid": "1d", "reason": "arrival", "authority": "Order 5", "name": "Li Na"})
    options = ("--card", "--format", "pdf", "--appeal", "Room 12")
    result = batch(keys, "-", tmp_path / "cards.zip", *options, input=row)
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / "cards.zip") as archive:
        (tmp_path / "one.pdf").write_bytes(archive.read("00000001.pdf"))
    text = subprocess.run(["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert all(words in text for words in ("Li Na", "arrival", "Order 5", "Room 12"))
    hidden = batch(keys, "-", "-", *options, "--hide-reason", input=row)
    (tmp_path / "hidden.pdf").write_bytes(base64.b64decode(json.loads(hidden.stdout)["pdf"]))
    text = subprocess.run(["pdftotext", tmp_path / "hidden.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "arrival" not in text and "Order 5" in text and "Room 12" in text


def test_a_card_that_cannot_be_drawn_is_its_rows_own_fault(keys, tmp_path):
    (tmp_path / "fonts.conf").write_text(f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
        <dir>/usr/share/fonts/truetype/dejavu</dir><dir>/usr/share/fonts/opentype/noto</dir><cachedir>{tmp_path}</cachedir></fontconfig>""")
    env = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    rows = "\n".join(json.dumps({"ref": name, "status": "green", "valid": "1d", "name": name}) for name in ("李娜", "නිමල්"))
    result = batch(keys, "-", "-", "--card", input=rows, env=env)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.returncode == 65 and base64.b64decode(first["png"]).startswith(b"\x89PNG")
    assert "no font here has" in second["error"]["reason"] and "text" not in second
    assert batch(keys, "-", "-", "--card", "--force", input=rows, env=env).returncode == 0


@pytest.mark.parametrize("output, options, words", [
    ("lines.ndjson", ("--force",), "--force replaces labels and cards only"),
    ("cards.pdf", ("--card",), "Each card is a file"), ("codes", ("--format", "pdf"), "needs --card"),
    ("codes", ("--card", "--sheet", "a4"), "-o sheet.pdf"), ("codes", ("--appeal", "Room 12"), "-o sheet.pdf")])
def test_options_of_cards_and_labels_that_do_not_go_together_are_refused(keys, tmp_path, output, options, words):
    assert_error(batch(keys, "-", tmp_path / output, *options, input="{}"), 64, words)
    assert not (tmp_path / output).exists()


# MARK: What goes wrong

def killed_again_and_again(command_line, times, source, longest):
    """Starts it until it ends by itself, killed so many times before."""
    for number in range(times + 1):
        process = subprocess.Popen(command_line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=environment(command.NO_SUCH_PLACE))
        try:
            return process.wait(timeout=source.uniform(0.02, longest) if number < times else 120)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    raise AssertionError("unreachable")


@pytest.mark.parametrize("output", ["a.ndjson", "a.zip", "a.tar", "folder"])
def test_killed_at_any_moment_it_goes_on_and_the_files_are_those_of_a_run_that_was_not(keys, tmp_path, output):
    source = write_people(tmp_path / "p.csv", 4000, bad=300)
    now = ago(minutes=0)
    for place in ("once", "killed"):
        (tmp_path / place).mkdir()
    options = ("--index-range", "0..3999", "--at", now, "--resume", "--quiet")
    arguments = lambda place: ["issue", "--batch", str(source), "--key", str(keys.secret), "-o", str(tmp_path / place / output), *options]
    assert command.run(*arguments("once")).returncode == 65
    status = killed_again_and_again([HCODE, *arguments("killed")], 8, random.Random(5), 0.7)
    assert status == 65
    expected, found = command.listing(tmp_path / "once"), command.listing(tmp_path / "killed")
    assert sorted(expected) == sorted(found)
    for name, content in expected.items():
        # The journal has a line a second of work, and a name of its own for the batch.
        assert found[name] == content or name.endswith("journal"), name


def test_killed_with_a_registry_each_person_has_one_code(keys, tmp_path):
    registry = init(tmp_path / "r", keys, capacity=8192)
    source = write_people(tmp_path / "p.csv", 3000)
    status = killed_again_and_again(
        [HCODE, "issue", "--batch", str(source), "--key", str(keys.secret), "-o", str(tmp_path / "a.zip"), "--registry", str(registry),
         "--resume", "--quiet"], 8, random.Random(6), 0.6)
    assert status == 0
    lines = lines_of(tmp_path / "a.zip.issued.ndjson")
    assert [line["row"] for line in lines] == list(range(1, 3001))
    assert len({line["code_index"] for line in lines}) == 3000
    assert show(registry)["recorded"] == show(registry)["used"] == 3000
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert len(set(archive.namelist())) == 3000 and archive.testzip() is None


@pytest.mark.parametrize("call, number", [
    ("fdatasync", 1), ("fdatasync", 2), ("fdatasync", 3), ("fdatasync", 4), ("fsync", 1), ("rename", 1), ("rename", 2),
    ("rename", 3), ("ftruncate", 1), ("ftruncate", 3), ("write", 1), ("write", 2), ("write", 4)])
@pytest.mark.parametrize("output", ["a.zip", "folder"])
def test_killed_at_each_call_that_changes_the_disk_it_goes_on(keys, tmp_path, call, number, output):
    source = write_people(tmp_path / "p.csv", 30, bad=10)
    now = ago(minutes=0)
    options = ("--batch", source, "--key", keys.secret, "--index-range", "0..29", "--at", now, "--resume", "-o")
    with_fault("signal=KILL", call, number, "issue", *options, tmp_path / "x" / output) if (tmp_path / "x").mkdir() is None else None
    (tmp_path / "y").mkdir()
    assert command.run("issue", *options, tmp_path / "x" / output).returncode == 65
    assert command.run("issue", *options, tmp_path / "y" / output).returncode == 65
    expected, found = command.listing(tmp_path / "y"), command.listing(tmp_path / "x")
    assert {n: c for n, c in found.items() if "journal" not in n} == {n: c for n, c in expected.items() if "journal" not in n}


def test_what_was_begun_is_not_begun_again_nor_gone_on_with_otherwise(hcode, keys, other_keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 50)
    out = tmp_path / "a.ndjson"
    done = with_fault("signal=KILL", "fdatasync", 5, "issue", "--batch", source, "--key", keys.secret, "-o", out, "--index-range", "0..49")
    assert was_killed(done)
    assert not out.exists() and (tmp_path / "a.ndjson.part").exists()
    before = command.listing(tmp_path)
    assert_error(batch(keys, source, out, index="0..49"), 73, "--resume")
    assert_error(batch(keys, source, out, "--resume", index="0..50"), 64, "the indexes 0..49")
    assert_error(batch(keys, source, out, "--resume", "--error-correction", "Q", index="0..49"), 64, "--error-correction M")
    assert_error(batch(keys, source, out, "--resume", "--at", ago(days=1), index="0..49"), 64, "--at")
    assert_error(batch(other_keys, source, out, "--resume", index="0..49"), 64, "the key")
    source.write_text(source.read_text().replace("P000000001", "P000000099"))
    assert_error(batch(keys, source, out, "--resume", index="0..49"), 65, "not the file with which this batch began")
    assert {n: c for n, c in command.listing(tmp_path).items() if n != "p.csv"} == {
        n: c for n, c in before.items() if n != "p.csv"}


@pytest.mark.parametrize("content", ["csv", "ndjson"])
def test_other_people_are_refused_also_before_the_first_mark(keys, tmp_path, content):
    source = write_people(tmp_path / "p.csv", 300)
    if content == "ndjson":
        rows = [{name: cell for name, cell in row.items() if cell} for row in rows_of(source)]
        source = tmp_path / "p.ndjson"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    out = tmp_path / "out"
    arguments = ("--batch", source, "--key", keys.secret, "-o", out, "--index-range", "0..299", "--resume")
    assert was_killed(with_fault("signal=KILL", "rename", 200, "issue", *arguments))
    assert (out / "00000150.png").exists() and b'"rows"' not in (out / "batch.journal").read_bytes()
    before, people_before = command.listing(out), source.read_bytes()
    source.write_bytes(people_before.replace(b"P000000150", b"P000000999"))
    assert source.read_bytes() != people_before
    assert_error(command.run("issue", *arguments), 65, "not the file with which this batch began")
    source.write_bytes(people_before[:-100])
    assert_error(command.run("issue", *arguments), 65, "not the file with which this batch began")
    assert command.listing(out) == before
    source.write_bytes(people_before)
    assert command.run("issue", *arguments).returncode == 0
    assert len(lines_of(out / "issued.ndjson")) == 300


def test_other_people_are_refused_also_behind_the_last_mark(keys, tmp_path):
    # Long rows, so that no block that was read at the mark holds the next group as well.
    lines = [f"P{number:08},green,1d,{'x' * 1000}\n" for number in range(1, 20_001)]
    source = tmp_path / "p.csv"
    source.write_text("ref,status,valid,_note\n" + "".join(lines), "utf-8")
    out = tmp_path / "out"
    journal = out / "batch.journal"
    arguments = ["issue", "--batch", str(source), "--key", str(keys.secret), "-o", str(out), "--index-range", "0..19999", "--resume"]

    def marked():
        told = journal.read_text().splitlines(keepends=True) if journal.exists() else []
        return max([json.loads(line)["rows"] for line in told if line.startswith('{"rows"') and line.endswith("\n")], default=0)

    process = subprocess.Popen([HCODE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(6000):
            time.sleep(0.01)
            if marked() and (out / f"{marked() + 500:08}.png").exists():
                break
    finally:
        process.kill()
        process.wait()
    victim = max(int(path.stem) for path in out.glob("*.png"))
    assert 0 < marked() < victim - 300 and victim < 20_000, "killed behind a mark and before the end"
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.png*")}
    told = journal.read_bytes()
    source.write_text(source.read_text().replace(f"P{victim:08}", "Q00000000"), "utf-8")
    assert_error(command.run(*arguments), 65, "not the file with which this batch began")
    assert {path.name: path.stat().st_mtime_ns for path in out.glob("*.png*")} == before and journal.read_bytes() == told


def test_an_output_that_is_there_is_left_alone(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 2)
    for name in ("a.zip", "a.ndjson"):
        (tmp_path / name).write_text("mine")
        assert_error(batch(keys, source, tmp_path / name, "--resume"), 73, "already exists")
        assert (tmp_path / name).read_text() == "mine"
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/mine").write_text("mine")
    assert_error(batch(keys, source, tmp_path / "folder"), 73, "not empty")


def test_two_runs_of_one_batch_do_not_meet(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 20_000)
    arguments = ["issue", "--batch", str(source), "--key", str(keys.secret), "-o", str(tmp_path / "a.ndjson"), "--index-range", "0..19999"]
    first = subprocess.Popen([HCODE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        journal = tmp_path / "a.ndjson.journal"
        for _ in range(500):
            if journal.exists() and journal.stat().st_size > 0:
                break
            time.sleep(0.01)
        assert_error(command.run(*arguments, "--resume"), 69, "another process is working on this batch")
    finally:
        first.kill()
        first.wait()


def test_a_full_disk_keeps_what_was_issued_and_goes_on_when_there_is_room(keys, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("skipped: mounting takes root")
    source = write_people(tmp_path / "p.csv", 3000)
    place = tmp_path / "place"
    place.mkdir()
    now = ago(minutes=0)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=True)
    try:
        for output in ("a.zip", "folder"):
            full = batch(keys, source, place / output, "--at", now, "--resume")
            assert_error(full, 74, "no space left", "--resume")
            assert not (place / "a.zip").exists()
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            result = batch(keys, source, place / output, "--at", now, "--resume")
            assert result.returncode == 0, result.stderr
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            assert_error(batch(keys, source, place / "other"), 73, "read-only")
            subprocess.run(["mount", "-o", "remount,rw", place], check=True)
            assert batch(keys, source, tmp_path / output, "--at", now).returncode == 0
            if output == "a.zip":
                assert (place / output).read_bytes() == (tmp_path / output).read_bytes()
                for name in list(place.iterdir()):
                    name.unlink()
                subprocess.run(["mount", "-o", "remount,size=1m", place], check=True)
            else:
                assert {n: c for n, c in command.listing(place / output).items() if "journal" not in n} == {
                    n: c for n, c in command.listing(tmp_path / output).items() if "journal" not in n}
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_folder_that_may_not_be_written_is_told_before_anything_is_done(keys, tmp_path):
    if os.geteuid() == 0:
        # Root may write anywhere but where nobody can.
        assert batch(keys, write_people(tmp_path / "p.csv", 2), "/proc/x/a.zip").returncode in (66, 73, 77)
        return
    (tmp_path / "shut").mkdir(mode=0o500)
    assert_error(batch(keys, write_people(tmp_path / "p.csv", 2), tmp_path / "shut/a.zip"), 77)


def test_a_reader_that_goes_away_ends_the_filter(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 5000)
    process = subprocess.Popen(
        [HCODE, "issue", "--batch", str(source), "--key", str(keys.secret), "--index-range", "0..4999", "-o", "-"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 74
    process.stderr.close()


def test_memory_does_not_grow_with_the_people(keys, tmp_path):
    peaks = []
    for count in (500, 12_000):
        source = write_people(tmp_path / f"{count}.csv", count)
        status, said, used = command.peak(
            "issue", "--batch", source, "--key", keys.secret, "--index-range", "0..99999", "-o", tmp_path / f"{count}.zip", "--jobs", "2")
        assert status == 0, said
        peaks.append(used)
    assert peaks[1] < peaks[0] + 12, peaks


def test_on_a_terminal_it_shows_how_far_it_is(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 20_000)
    status, shown = on_terminal(
        "issue", "--batch", source, "--key", keys.secret, "--index-range", "0..19999", "-o", tmp_path / "a.ndjson")
    assert status == 0
    assert b"/s" in shown and b"left" in shown and b"[#" in shown
    assert shown.rstrip().endswith(b"20000 issued, 0 rejected")


def test_the_summary_for_programs(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 20, bad=10)
    told = verdict(batch(keys, source, tmp_path / "a.zip", "--json"))
    assert told == {"rows": 20, "issued": 18, "rejected": 2, "output": str(tmp_path / "a.zip"),
                    "results": str(tmp_path / "a.zip.issued.ndjson"), "rejects": str(tmp_path / "a.zip.rejects.csv")}


def test_the_journal_tells_nothing_of_a_person_and_no_secret(keys, tmp_path):
    source = write_people(tmp_path / "p.csv", 30)
    assert batch(keys, source, tmp_path / "a.zip").returncode == 0
    journal = (tmp_path / "a.zip.journal").read_text()
    assert (tmp_path / "a.zip.journal").stat().st_mode & 0o777 == 0o600
    for person in rows_of(source):
        assert person["name"] not in journal and person["ref"] not in journal


def test_the_job_array_of_the_samples_issues_everybody_once(keys, tmp_path):
    page = (ROOT / "samples/slurm-or-k8s.md").read_text("utf-8")
    blocks = [part.split("```")[0] for part in page.split("```sh\n")[1:]]
    split, part, run_all = blocks
    from datetime import datetime, timezone
    rows = list(people.people(300, 3, datetime.now(timezone.utc), bad=100))
    (tmp_path / "people.ndjson").write_text(
        "".join(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    (tmp_path / "CN-HA.key").write_bytes(keys.secret.read_bytes())
    (tmp_path / "CN-HA.key").chmod(0o600)
    tmp_path.chmod(0o700)
    (tmp_path / "issue-part").write_text(part)
    (tmp_path / "issue-part").chmod(0o755)
    path = f"{os.path.dirname(HCODE)}:{os.environ['PATH']}"
    for script in (split, run_all):
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True,
                              env=environment(command.NO_SUCH_PLACE, PATH=path))
        assert done.returncode == 0, (done.stdout, done.stderr)
    out = lines_of(tmp_path / "codes.ndjson")
    assert [o["ref"] for o in out] == [row["ref"] for row in rows]
    assert sorted(o["code_index"] for o in out if "text" in o) == [5_000_000 + n for n in range(300) if n % 100 != 99]
    before = (tmp_path / "done/0007.ndjson").read_bytes()
    (tmp_path / "done/0007.ndjson").unlink()
    again = subprocess.run(["./issue-part", "7"], cwd=tmp_path, capture_output=True,
                           env=environment(command.NO_SUCH_PLACE, PATH=path, FIRST="5000000"))
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "done/0007.ndjson").read_bytes() == before
