"""`--bearer`: whose the code is. Nothing that the comparison finds makes a verdict milder."""

import json
import subprocess

import pytest

import command
import identities
from authority import AT, DAY, GREEN, NOW, RED, YELLOW, Authority
from authority import codes as made
from checkpoints import SCHEMA, place  # noqa: F401  a checkpoint
from command import assert_error, verdict, verdicts
from identities import identity, signed

A = Authority("CN-A")
LI_NA = {1: "李娜", 2: "LI NA", 3: 19900102, 4: "0021"}
NA = identity(_169={1: "41010519900102002 1".replace(" ", ""), 4: "Na Li", 8: "19900102"})


def code(holder=None, status=GREEN):
    """Of somebody; None for a code that says nobody."""
    health = {GREEN: made.GREEN, YELLOW: made.YELLOW, RED: made.RED}[status]
    health = made.changed(health, {2: made.MISSING if holder is None else holder})
    claims = {1: A.id, 4: made.IAT + DAY, 6: made.IAT, 7: bytes([7]), made.HEALTH: health}
    return made.text(claims, A.codes)


@pytest.fixture
def gate(place, tmp_path):  # noqa: F811
    place.taken(A.list(issuers=A.with_status()), options=("--fingerprint", A.fingerprint))
    place.taken(A.status_list())
    (tmp_path / "keys.json").write_bytes(identities.trust(identities.ed25519_jwk()))
    result = place.run("trust", "import", "--store", place.store, "--at", AT, "--format", "claim169", tmp_path / "keys.json")
    assert result.returncode == 0, result.stderr

    def scan(text, *bearers, options=("--json",)):
        picture = command.qr(text, tmp_path / "code.png")
        shown = []
        for claims in bearers:
            shown = ["--bearer", command.qr(signed(claims) if isinstance(claims, dict) else claims, tmp_path / "id.png")]
        return place.run("scan", "--store", place.store, "--at", AT, *options, *shown, "--", picture)

    place.scan = scan
    return place


def judged(result):
    found = verdict(result)
    SCHEMA.validate(found)
    return found["verdict"], found["reason"], result.returncode


def test_a_code_of_the_person_on_the_identity_stays_green_and_says_what_is_the_same(gate):
    result = gate.scan(code(LI_NA), NA)
    assert judged(result) == ("green", "as-signed", 0)
    assert {k: v for k, v in verdict(result)["bearer"].items() if k != "source"} == {"same": ["name", "birth_date", "document"], "different": []}
    line = gate.scan(code(LI_NA), NA, options=()).stdout.decode()
    assert "as on the bearer's identity: name, birth date, document" in line


@pytest.mark.parametrize("first", ["scan", "verify", "explain"])
def test_two_bearers_are_refused_before_anything_is_read(gate, tmp_path, first):
    one, two = (command.qr(signed(claims), tmp_path / f"{n}.png") for n, claims in enumerate((NA, identity(_169={4: "Wang Wei"}))))
    picture = command.qr(code(LI_NA), tmp_path / "code.png")
    shown = ("--bearer", two, "--bearer", one)
    assert_error(gate.run(first, "--store", gate.store, "--at", AT, *shown, picture if first == "scan" else code(LI_NA)), 64, "--bearer")


def test_without_an_identity_nothing_is_compared(gate):
    result = gate.scan(code(LI_NA))
    assert judged(result) == ("green", "as-signed", 0) and "bearer" not in verdict(result)


ZHANG = {4: "ZHANG Xiaoming", 8: "19850307"}
CASES = {
    "another name and nothing else": (LI_NA, {4: "Wang Wei"}, "refused", "other-bearer"),
    "another name and another birth date": (LI_NA, ZHANG, "refused", "other-bearer"),
    "the same name and another birth date": (LI_NA, {4: "LI NA", 8: "19910102"}, "refused", "other-bearer"),
    "another name and the same birth date": (LI_NA, {4: "Wang Na", 8: "19900102"}, "undecided", "bearer-unknown"),
    "the same birth date alone": ({3: 19900102}, {4: "LI NA", 8: "19900102"}, "undecided", "bearer-unknown"),
    "birth date and document": ({3: 19900102, 4: "0021"}, {1: "xx-0021", 4: "LI NA", 8: "19900102"}, "green", "as-signed"),
    "a year of birth": ({1: "Li Na", 3: 1990}, {4: "LI NA", 8: "19900102"}, "green", "as-signed"),
    "another year of birth": ({1: "Li Na", 3: 1991}, {4: "LI NA", 8: "19900102"}, "refused", "other-bearer"),
    "a code that names nobody": (None, {4: "LI NA"}, "undecided", "bearer-unknown"),
    "names in two scripts": ({1: "李娜"}, {4: "LI NA"}, "undecided", "bearer-unknown"),
    "names in two scripts and one birth date": ({1: "李娜", 3: 19900102}, {4: "LI NA", 8: "19900102"}, "undecided", "bearer-unknown"),
    "the name in a second language": ({1: "李娜"}, {4: "LI NA", 19: "李 娜"}, "green", "as-signed"),
    "another order of the name": ({2: "ZHANG XIAOMING"}, {4: "Xiaoming, Zhang"}, "green", "as-signed"),
    "another split of the name": ({2: "LI AN"}, {4: "LIAN"}, "undecided", "bearer-unknown"),
    "another split and order of the name": ({2: "ZHANG XIAOMING"}, {4: "Xiao Ming Zhang"}, "undecided", "bearer-unknown"),
    "another split of the name, and one birth date": ({2: "LI AN", 3: 19900102}, {4: "LIAN", 8: "19900102"}, "green", "as-signed"),
    "another split of the name, and one year of birth": ({2: "LI AN", 3: 1990}, {4: "LIAN", 8: "19900102"}, "undecided", "bearer-unknown"),
    "another split of the name, and another birth date": ({2: "LI AN", 3: 19910102}, {4: "LIAN", 8: "19900102"}, "refused", "other-bearer"),
    "a name in Han with a blank": ({1: "李 安"}, {4: "李安"}, "green", "as-signed"),
    "another split beside one name in Han": ({1: "张小明", 2: "ZHANG XIAOMING"}, {4: "ZHANG XIAO MING", 19: "张小明"}, "green", "as-signed"),
    "capitals and accents": ({1: "José Ibáñez"}, {4: "IBÁÑEZ José"}, "green", "as-signed"),
    "a part of the name": ({2: "LI"}, {4: "LI NA"}, "undecided", "bearer-unknown"),
    "another document": ({1: "Li Na", 4: "9999"}, {1: "0021", 4: "LI NA"}, "green", "as-signed"),
    "homophones in Latin letters": ({1: "李娜", 2: "LI NA"}, {4: "LI NA", 19: "李那"}, "undecided", "bearer-unknown"),
    "other homophones": ({1: "张伟", 2: "ZHANG WEI", 3: 19900102}, {4: "Zhang Wei", 8: "19900102", 19: "章薇"}, "undecided", "bearer-unknown"),
    "a year and one digit": ({3: 1990, 4: "1"}, {1: "77771", 4: "Somebody Else", 8: "19900307"}, "undecided", "bearer-unknown"),
    "a date and one digit": ({3: 19900307, 4: "1"}, {1: "77771", 4: "Somebody Else", 8: "19900307"}, "undecided", "bearer-unknown"),
    "dotted capitals": ({1: "Işık Yıldız"}, {4: "IŞIK YILDIZ"}, "green", "as-signed"),
    "a capital with a dot": ({1: "İbrahim"}, {4: "ibrahim"}, "green", "as-signed"),
    "a sharp s": ({1: "Strauß"}, {4: "STRAUSS"}, "green", "as-signed"),
    "a final sigma": ({1: "Νικος"}, {4: "ΝΙΚΟΣ"}, "green", "as-signed"),
    "Han and Cyrillic": ({1: "李娜"}, {4: "Ли На"}, "undecided", "bearer-unknown"),
    "Han and kana": ({1: "佐藤"}, {4: "サトウ"}, "undecided", "bearer-unknown"),
    "Hangul and Han": ({1: "김철수"}, {4: "金哲洙"}, "undecided", "bearer-unknown"),
    "accents lost, and nothing else": ({1: "José Søren"}, {4: "JOSE SOREN"}, "undecided", "bearer-unknown"),
    "accents lost, and one birth date": ({1: "Nguyễn Văn An", 3: 19900102}, {4: "NGUYEN VAN AN", 8: "19900102"}, "green", "as-signed"),
    "a joiner that nobody sees": ({1: "علی‌رضا"}, {4: "علیرضا"}, "green", "as-signed"),
    "a name of two characters that shares one": ({1: "李娜"}, {4: "李那"}, "undecided", "bearer-unknown"),
    "a name too long to compare": ({1: "Li Na"}, {4: "LI NA" + "e\u0301" * 600}, "undecided", "bearer-unknown"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_code_and_identity_state_decides(gate, name):
    holder, member, answer, reason = CASES[name]
    assert judged(gate.scan(code(holder), identity(_169=member)))[:2] == (answer, reason)


def test_a_key_that_is_replaced_meanwhile_counts_with_the_next_code(gate, tmp_path):
    shown = command.qr(signed(NA), tmp_path / "id.png")
    command_line = [command.HCODE, "verify", "--json", "--store", gate.store, "--at", AT, "--bearer", shown, "-"]
    child = subprocess.Popen(command_line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ask = lambda: (child.stdin.write(code(LI_NA) + "\n"), child.stdin.flush(), json.loads(child.stdout.readline()))[2]  # noqa: E731
    assert ask()["verdict"] == "green"
    (tmp_path / "keys.json").write_bytes(identities.trust(identities.ed25519_jwk(bytes(range(1, 33)))))
    assert gate.run("trust", "import", "--store", gate.store, "--at", AT, "--format", "claim169", tmp_path / "keys.json").returncode == 0
    assert (ask()["verdict"], ask()["reason"]) == ("undecided", "bearer-unverified")
    child.stdin.close()
    assert child.wait(timeout=20) == 30


@pytest.mark.parametrize("holder, member, expected", [
    (LI_NA, ZHANG, ("red", "as-signed", 11)), (LI_NA, NA[169], ("red", "as-signed", 11))])
def test_a_red_code_stays_red_whoever_holds_it_up(gate, holder, member, expected):
    assert judged(gate.scan(code(holder, RED), identity(_169=member))) == expected


def test_a_yellow_code_of_somebody_else_is_refused(gate):
    assert judged(gate.scan(code(LI_NA, YELLOW), identity(_169=ZHANG))) == ("refused", "other-bearer", 12)


FORGED = signed(NA, lambda _: bytes(64))
IDENTITIES = {
    "forged": (FORGED, ["forged"], 20), "ended": (signed(NA | {4: NOW - 5}), ["refused"], 12),
    "of an unknown issuer": (signed(NA | {1: "https://x.example"}), ["undecided"], 30),
    "a health code": (code(LI_NA), [], 30), "some text": ("HELLO", ["none"], 30)}


@pytest.mark.parametrize("name", IDENTITIES)
def test_an_identity_that_is_not_good_lets_nobody_pass_and_is_told(gate, name):
    text, answers, status = IDENTITIES[name]
    result = gate.scan(code(LI_NA), text)
    *first, last = verdicts(result)
    assert [found["verdict"] for found in first] == answers and "bearer" not in last
    assert (last["verdict"], last["reason"], result.returncode) == ("undecided", "bearer-unverified", status)


def test_a_picture_with_two_identities_says_of_none_who_stands_there(gate, tmp_path):
    from PIL import Image
    pictures = [Image.open(command.qr(signed(identity(_169=m)), tmp_path / f"{n}.png")).convert("L") for n, m in enumerate((ZHANG, NA[169]))]
    both = Image.new("L", (pictures[0].width + pictures[1].width, max(p.height for p in pictures)), 255)
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (pictures[0].width, 0))
    both.save(tmp_path / "both.png")
    picture = command.qr(code(LI_NA), tmp_path / "code.png")
    result = gate.run("scan", "--store", gate.store, "--at", AT, "--json", "--bearer", tmp_path / "both.png", "--", picture)
    assert [v["reason"] for v in verdicts(result)] == ["no-rules", "no-rules", "bearer-unverified"] and result.returncode == 30


def test_a_picture_that_is_not_there_is_an_error_and_judges_nothing(gate, tmp_path):
    picture = command.qr(code(LI_NA), tmp_path / "code.png")
    result = gate.run("scan", "--store", gate.store, "--at", AT, "--bearer", tmp_path / "none.png", "--", picture)
    assert_error(result, 66, "none.png")


def test_verify_and_frames_compare_too(gate, tmp_path):
    shown = command.qr(signed(identity(_169=ZHANG)), tmp_path / "id.png")
    options = ("--store", gate.store, "--at", AT, "--bearer", shown)
    assert gate.run("verify", *options, "--", code(LI_NA)).returncode == 12
    assert gate.run("verify", *options, "-", input=code(LI_NA) + "\n").returncode == 12
    from PIL import Image
    Image.open(command.qr(code(LI_NA), tmp_path / "code.png")).convert("L").save(tmp_path / "code.pgm")
    assert gate.run("scan", "--frames", *options, input=(tmp_path / "code.pgm").read_bytes()).returncode == 12
    assert_error(gate.run("scan", "--raw", "--bearer", shown, "--", tmp_path / "code.png"), 64)
