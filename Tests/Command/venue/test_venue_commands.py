"""The commands of venue codes by the built program: keeper, office, visitors and one opened day (docs/venue.md)."""

import base64
import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import command
import pytest
from PIL import Image
from command import ROOT, assert_error
from logs import Log, keygen, ok

sys.path.insert(0, str(ROOT / "conformance/clients"))
import reference_venue as twin  # noqa: E402

pytestmark = pytest.mark.slow

# Six in the evening UTC of tomorrow: the keys are of today.
DAY = (datetime.now(timezone.utc) + timedelta(days=1)).date()
AT = f"{DAY}T18:00:00Z"
AFTER = f"{DAY + timedelta(days=1)}T09:00:00Z"


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp())


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A place with a poster, of which two days can be opened, and all that led to it."""
    home = tmp_path_factory.mktemp("story")
    root = keygen(home / "root", "ROOT")
    posters = keygen(home / "posters", "CN-HA", "--for", "CN-HA", "--use", "venues")
    office = keygen(home / "office", "CN-HA-CDC", "--for", "CN-HA", "--use", "exposures")
    source = home / "trust.json"
    ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", root.public, "--threshold", "1", "--source", source)
    ok("trust", "add", posters.public, "--use", "venues", "--source", source)
    ok("trust", "add", office.public, "--use", "exposures", "--source", source)
    ok("trust", "build", "--source", source, "-o", home / "list")
    ok("trust", "sign", home / "list", "--key", root.secret)
    store = home / "store"
    ok("trust", "import", home / "list", "--root", root.public, "--store", store)
    place = SimpleNamespace(home=home, store=store, posters=posters, office=office, log=Log(home))
    place.cafe = new_place(place, "cafe")
    return place


def new_place(story, name, days="2"):
    """A keeper's files, signed and finished."""
    base = story.home / name
    made = SimpleNamespace(share=f"{base}.share", request=f"{base}.request", office=f"{base}.office.share",
                           answer=f"{base}.office.answer", poster=f"{base}.png")
    here = ("--store", story.store)
    ok("venue", "new", "--issuer", "CN-HA", "--office", "CN-HA-CDC", "--name", f"Café {name}", "--place", "Market 1", "--days", days,
       "--no-passphrase", "-o", base)
    ok("venue", "answer", made.request, "--key", story.office.secret, "-o", f"{base}.office", *here)
    ok("venue", "sign", made.request, "--answer", made.answer, "--key", story.posters.secret, "-o", made.poster, *here)
    made.text = f"{base}.txt"
    ok("venue", "sign", made.request, "--answer", made.answer, "--key", story.posters.secret, "-o", made.text, *here)
    ok("venue", "finish", made.share, "--answer", made.answer, "--poster", made.poster, *here)
    return made


def visit(story, poster, diary, *options, at=AT):
    return command.run("visit", poster, "--diary", diary, "--store", story.store, "--at", at, *options)


def open_day(story, made, day, output, at):
    return command.run("venue", "open", made.share, "--day", day, "-o", output, "--store", story.store, "--at", at)


def notice(story, made, part, output, at=AFTER, key=None):
    return command.run("venue", "notice", part, "--share", made.office, "--key", key or story.office.secret, "--from", "18:00", "--until",
                       "23:00", "--advice", "2", "--log", story.log.folder, "-o", output, "--store", story.store, "--at", at)


def check(story, exposures, diary, at=AFTER):
    return command.run("diary", "check", exposures, "--diary", diary, "--store", story.store, "--at", at)


@pytest.fixture(scope="module")
def opened(story):
    """Two visitors, one of them at the place, and the list that opens the day."""
    there, elsewhere = story.home / "there.diary", story.home / "elsewhere.diary"
    other = new_place(story, "bar")
    assert visit(story, story.cafe.poster, there, "--left", "18:40").returncode == 0
    assert visit(story, other.poster, elsewhere, "--left", "18:40").returncode == 0
    part, told, exposures = story.home / "1.part", story.home / "1.notice", story.home / "exposures.list"
    assert open_day(story, story.cafe, DAY, part, AFTER).returncode == 0
    result = notice(story, story.cafe, part, told)
    assert result.returncode == 0, result.stderr
    build = ("exposures", "build", told, "--key", story.office.secret, "--log", story.log.folder, "-o", exposures, "--store",
             story.store, "--at", AFTER)
    assert_error(command.run(*build), 65, "checkpoint")
    story.log.checkpoint()
    ok(*build)
    return SimpleNamespace(there=there, elsewhere=elsewhere, part=part, notice=told, exposures=exposures)


def test_whoever_was_there_learns_it_and_nobody_else(story, opened):
    found = check(story, opened.exposures, opened.there)
    assert (found.returncode, str(DAY) in found.stdout.decode(), "40 minutes" in found.stdout.decode()) == (10, True, True)
    assert "get a test" in found.stdout.decode()
    assert check(story, opened.exposures, opened.elsewhere).returncode == 0


def test_an_old_list_never_says_nothing_found(story, opened):
    for diary in (opened.there, opened.elsewhere):
        found = check(story, opened.exposures, diary, at=f"{DAY + timedelta(days=9)}T09:00:00Z")
        assert_error(found, 30, "expired")
        assert found.stdout == b""


def test_name_and_place_are_shown_and_a_look_notes_nothing(story, tmp_path):
    seen = visit(story, story.cafe.poster, tmp_path / "diary", "--look")
    assert seen.returncode == 0 and "Café cafe · Market 1" in seen.stdout.decode()
    assert not (tmp_path / "diary").exists()


def test_a_diary_is_its_owners_alone_and_as_long_for_one_visit_as_for_eight(story, tmp_path):
    diary = tmp_path / "diary"
    sizes = set()
    for _ in range(8):
        assert visit(story, story.cafe.text, diary).returncode == 0
        sizes.add(diary.stat().st_size)
        assert diary.stat().st_mode & 0o777 == 0o600
    assert max(sizes) - min(sizes) <= 8, sizes
    assert visit(story, story.cafe.text, diary).returncode == 0
    assert diary.stat().st_size > max(sizes) + 600


@pytest.mark.parametrize("change, status, reason", [
    (lambda text: text[:-4] + ("0000" if text[-4:] != "0000" else "1111"), 20, ""),
    (lambda text: text.replace("HVENUE1:", "HVENUE2:"), 30, "unknown-version"),
    (lambda text: text.replace("HVENUE1:", "HVENUE1"), 20, "malformed-prefix"),
])
def test_an_altered_poster_is_refused_and_nothing_is_noted(story, tmp_path, change, status, reason):
    poster = tmp_path / "poster.txt"
    poster.write_text(change(open(story.cafe.text).read().strip()))
    assert_error(visit(story, poster, tmp_path / "diary"), status, reason)
    assert not (tmp_path / "diary").exists()


def test_an_ended_poster_an_unknown_signer_and_no_poster(story, tmp_path):
    diary = tmp_path / "diary"
    assert visit(story, story.cafe.text, diary, at=f"{DAY + timedelta(days=400)}T00:00:00Z").returncode in (12, 30)
    empty = command.run("visit", story.cafe.text, "--diary", diary, "--store", tmp_path / "none", "--at", AT)
    assert empty.returncode in (30, 66, 78)
    command.qr("NO POSTER", tmp_path / "other.png")
    assert_error(visit(story, tmp_path / "other.png", diary), 40, "unknown-format")
    assert not diary.exists()


def test_a_damaged_diary_is_refused_and_kept(story, opened, tmp_path):
    diary = tmp_path / "diary"
    content = bytearray(opened.there.read_bytes())
    content[200] ^= 1
    diary.write_bytes(content)
    assert_error(visit(story, story.cafe.text, diary), 65, "damaged-diary")
    assert_error(check(story, opened.exposures, diary), 65, "damaged-diary")
    assert diary.read_bytes() == content


def test_a_day_more_than_the_poster_allows_is_never_opened(story, tmp_path):
    made = new_place(story, "pub", days="1")
    at = f"{DAY + timedelta(days=2)}T09:00:00Z"
    assert open_day(story, made, DAY, tmp_path / "1", at).returncode == 0
    assert open_day(story, made, DAY, tmp_path / "again", at).returncode == 0
    assert_error(open_day(story, made, DAY + timedelta(days=1), tmp_path / "2", at), 77, "new share")
    assert not (tmp_path / "2").exists()


def test_a_day_that_is_not_over_is_not_opened_and_does_not_count(story, tmp_path):
    made = new_place(story, "inn", days="1")
    assert_error(open_day(story, made, DAY, tmp_path / "1", AT), 65, "not over")
    assert open_day(story, made, DAY, tmp_path / "1", AFTER).returncode == 0


def test_another_places_part_and_another_offices_key_are_refused(story, opened, tmp_path):
    made = new_place(story, "club")
    assert_error(notice(story, made, opened.part, tmp_path / "n"), 65, "other-request")
    assert_error(notice(story, story.cafe, opened.part, tmp_path / "n", key=story.posters.secret), 65, "issuer-mismatch")
    assert not (tmp_path / "n").exists()


def test_the_log_tells_of_the_opening_and_not_of_the_place(story, opened):
    acts = [entry for entry in story.log.entries() if entry["act"] == "opened"]
    assert acts and "Caf" not in json.dumps(acts, ensure_ascii=False)


def test_the_independent_reader_agrees(story, opened):
    keys = [{"kid": json.loads(key.public.read_text())["kid"], "x": twin_key(key), "use": use, "issuer": issuer,
             "not_before": 0, "until": seconds(AFTER) + 10 ** 8}
            for key, use, issuer in ((story.posters, "venues", "CN-HA"), (story.office, "exposures", "CN-HA-CDC"))]
    claims = twin.poster(open(story.cafe.text).read().strip(), keys, seconds(AT))
    assert claims[twin.VENUE][1] == "Café cafe"
    days = twin.diary(opened.there.read_bytes())
    notices = twin.exposures(opened.exposures.read_bytes(), keys, seconds(AFTER))
    assert days and notices


def twin_key(key):
    return base64.urlsafe_b64decode(json.loads(key.public.read_text())["x"] + "=").hex()


def test_nothing_that_a_keeper_or_an_office_keeps_is_for_others(story, opened):
    for name in (story.cafe.share, story.cafe.office, opened.part, opened.notice):
        assert os.stat(name).st_mode & 0o777 == 0o600


def test_a_list_by_a_stranger_or_altered_is_tried_on_no_diary(story, opened, tmp_path):
    stranger = keygen(tmp_path / "stranger", "XX-CDC", "--for", "XX", "--use", "exposures")
    forged = tmp_path / "forged.list"
    content = opened.exposures.read_bytes()
    for place in (60, len(content) // 2, len(content) - 1):
        forged.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1:])
        found = check(story, forged, opened.there)
        assert found.returncode in (20, 30, 65) and found.stdout == b"", (place, found)
    assert_error(command.run("exposures", "build", opened.notice, "--key", stranger.secret, "--log", story.log.folder, "-o", tmp_path / "x.list",
                             "--store", story.store, "--at", AFTER), 65)
    assert not (tmp_path / "x.list").exists()


def test_a_diary_that_is_too_large_is_refused_and_kept(story, opened, tmp_path):
    diary = tmp_path / "diary"
    diary.write_bytes(opened.there.read_bytes() + bytes(131_072))
    for result in (visit(story, story.cafe.text, diary), check(story, opened.exposures, diary)):
        assert result.returncode == 65 and result.stdout.count(b"nothing") == 0, result
    assert diary.stat().st_size > 131_072


def test_a_sealed_share_takes_its_passphrase_and_no_other(story, tmp_path):
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    for name, text in ((right, "seven rivers"), (wrong, "eight rivers")):
        name.write_text(text + "\n")
        name.chmod(0o600)
    base = tmp_path / "tea"
    here = ("--store", story.store)
    ok("venue", "new", "--issuer", "CN-HA", "--office", "CN-HA-CDC", "--name", "Tea", "--place", "Market 2", "--passphrase-file", right, "-o", base)
    ok("venue", "answer", f"{base}.request", "--key", story.office.secret, "-o", f"{base}.office", *here)
    ok("venue", "sign", f"{base}.request", "--answer", f"{base}.office.answer", "--key", story.posters.secret, "-o", f"{base}.txt", *here)
    finish = ("venue", "finish", f"{base}.share", "--answer", f"{base}.office.answer", "--poster", f"{base}.txt", *here)
    before = (tmp_path / "tea.share").read_bytes()
    assert_error(command.run(*finish, "--passphrase-file", wrong), 77, "passphrase")
    assert (tmp_path / "tea.share").read_bytes() == before
    ok(*finish, "--passphrase-file", right)
    assert_error(command.run("venue", "open", f"{base}.share", "--day", DAY, "-o", tmp_path / "p", *here, "--at", AFTER, "--passphrase-file", wrong), 77)
    assert not (tmp_path / "p").exists()


def test_a_share_of_the_office_opens_no_keepers_part(story, tmp_path):
    assert_error(command.run("venue", "open", story.cafe.office, "--day", DAY, "-o", tmp_path / "p", "--store", story.store, "--at", AFTER), 65, "office")


def test_a_picture_with_two_posters_is_no_check_in(story, opened, tmp_path):
    both = Image.new("L", (2000, 1000), 255)
    for place, name in enumerate(("cafe", "bar")):
        poster = Image.open(story.home / f"{name}.png").convert("L")
        both.paste(poster.resize((1000, int(1000 * poster.height / poster.width))).crop((0, 0, 1000, 1000)), (1000 * place, 0))
    both.save(tmp_path / "both.png")
    result = visit(story, tmp_path / "both.png", tmp_path / "diary")
    assert result.returncode not in (0, 10) and not (tmp_path / "diary").exists(), result


def test_a_kill_leaves_the_old_diary_or_the_new(story, tmp_path):
    diary = tmp_path / "diary"
    assert visit(story, story.cafe.text, diary).returncode == 0
    sizes = {diary.read_bytes()}
    for number in range(12):
        process = subprocess.Popen([command.HCODE, "visit", story.cafe.text, "--diary", diary, "--store", story.store, "--at", AT],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.002 * number)
        process.kill()
        process.wait()
        assert command.run("diary", "check", tmp_path / "none", "--diary", diary, "--store", story.store).returncode == 66
        assert twin.diary(diary.read_bytes())
