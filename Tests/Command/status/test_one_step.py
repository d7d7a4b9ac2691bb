"""Taking back and correcting in one step: by the picture, by the person, and together with the code that replaces it."""

import pytest

import command
from command import assert_error, made_keys, verdict
from logs import keygen, ok
from registries import init

pytestmark = pytest.mark.slow

NOTE = ("--to", "revoked", "--why", "error", "--authority", "Desk 7")


class Desk:
    """A folder with a key, its registry and a status key; commands run in it."""

    def __init__(self, folder):
        (folder / "keys").mkdir(parents=True)
        self.folder, self.keys = folder, made_keys(folder / "keys", issuer="CN-HA")
        self.status = keygen(folder / "status", "CN-HA")
        self.registry = init(folder / "a.registry", self.keys)

    def run(self, *args, **kwargs):
        return command.run(*args, cwd=self.folder, home=self.folder / "home", **kwargs)

    def issue(self, name, *options):
        result = self.run("issue", "--key", self.keys.secret, "--registry", self.registry, "--status", "green", "--valid", "24h",
                          "--json", "-o", name, *options)
        assert result.returncode == 0, result.stderr
        return verdict(result)["code_index"], result.stderr.decode()

    def set(self, *what, log="--no-log"):
        return self.run("status", "set", "--registry", self.registry, *what, *NOTE, "--key", self.keys.secret,
                        *([log] if isinstance(log, str) else log))

    def state(self, index):
        return verdict(self.run("status", "show", "--registry", self.registry, "--json", index))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize("form", ["picture", "text file", "text"])
def test_a_code_is_revoked_by_what_its_bearer_holds_up(desk, form):
    index, _ = desk.issue("code.png")
    held = "code.png"
    if form != "picture":
        held = command.zbar(desk.folder / "code.png").decode().strip()
        if form == "text file":
            (desk.folder / "code.txt").write_text(held + "\n")
            held = "code.txt"
    result = desk.set(held)
    assert result.returncode == 0, result.stderr
    said = result.stdout.decode().splitlines()
    assert said[0].startswith(f"{desk.keys.kid}:{index}  green, issued ") and said[0].endswith("as signed -> revoked")
    assert said[1] == "1 to revoked"
    assert said[2].startswith("next: 'hcode status build'")
    assert desk.state(index)["status"] == "revoked"


def test_whoever_has_no_list_that_names_the_key_is_said(desk):
    desk.issue("code.png")
    assert b"never learns of this" in desk.set("code.png").stderr


def test_a_forged_picture_changes_nothing(desk, tmp_path):
    index, _ = desk.issue("code.png")
    text = command.zbar(desk.folder / "code.png").decode().strip()
    other = Desk(tmp_path / "other")
    other.issue("other.png")
    assert_error(desk.set(other.folder / "other.png"), 65, "a code of key", "this registry is of key")
    for place in (len(text) - 1, len(text) - 40):
        wrong = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1:]
        (desk.folder / "wrong.txt").write_text(wrong)
        result = desk.set("wrong.txt")
        assert result.returncode == 65, (result.returncode, result.stderr)
    assert desk.state(index)["status"] == "as-signed"


def test_without_the_public_key_nobody_can_tell(desk):
    index, _ = desk.issue("code.png")
    elsewhere = desk.folder / "elsewhere"
    elsewhere.mkdir()
    (desk.folder / "keys/CN-HA.pub").rename(elsewhere / "CN-HA.pub")
    assert_error(desk.set("code.png"), 66, f"the public key {desk.keys.kid} is not here", "beside the registry")
    assert desk.set(index).returncode == 0


def test_what_is_neither_an_index_nor_a_file_says_so(desk):
    assert_error(desk.set("nothing.png"), 64, "nothing.png: neither a code's index nor a file")


def test_a_person_is_enough_when_they_have_one_valid_code(desk):
    assert_error(desk.set("--subject", "123X"), 65, "no valid code")
    first, _ = desk.issue("1.png", "--subject", "123X")
    assert desk.set("--subject", "123X").returncode == 0
    assert desk.state(first)["status"] == "revoked"
    second, _ = desk.issue("2.png", "--subject", "123X")
    third, _ = desk.issue("3.png", "--subject", "123X")
    assert_error(desk.set("--subject", "123X"), 65, "2 valid codes", str(second), str(third))
    assert_error(desk.set("--subject", "123X", first), 64, "--subject")
    assert_error(desk.set(), 64, "--subject")


def test_a_code_that_replaces_another_revokes_it_in_the_same_step(desk):
    first, _ = desk.issue("1.png", "--subject", "123X")
    second, said = desk.issue("2.png", "--subject", "123X", "--replaces", "1.png")
    assert f"{desk.keys.kid}:{first}  revoked, replaced by this code" in said and "next: 'hcode status build'" in said
    assert desk.state(first)["status"] == "revoked" and desk.state(second)["status"] == "as-signed"
    assert desk.state(first)["changes"][0]["why"] == "replaced"
    # Again: there is nothing left to revoke, and the new code is issued.
    _, said = desk.issue("3.png", "--replaces", str(first))
    assert "was revoked already" in said


def test_the_replaced_code_is_in_the_log_and_in_the_next_list(desk):
    log = keygen(desk.folder / "log-key", "LOG")
    ok("log", "init", desk.folder / "log", "--key", log.secret, "--origin", "health.example/log")
    yellow = ("--status", "yellow", "--reason", "symptoms", "--authority", "Order 5", "--log", desk.folder / "log")
    first, _ = desk.issue("1.png", *yellow)
    desk.issue("2.png", *yellow, "--replaces", "1.png")
    ok("log", "checkpoint", desk.folder / "log", "--key", log.secret)
    acts = [line for line in ok("log", "export", desk.folder / "log", "--json").splitlines()]
    assert [a.split('"act":"')[1].split('"')[0] for a in acts] == ["issued", "issued", "revoked"]
    ok("status", "build", "--registry", desk.registry, "--key", desk.status.secret, "--log", desk.folder / "log", "-o", desk.folder / "s")
    assert verdict(desk.run("status", "show", "s", "--index", first, "--json"))["status"] == "revoked"


def test_a_code_that_cannot_be_drawn_revokes_nothing(desk):
    first, _ = desk.issue("1.png")
    result = desk.run("issue", "--key", desk.keys.secret, "--registry", desk.registry, "--status", "green", "--valid", "24h",
                      "--replaces", "1.png", "--sheet", "20x10", "-o", "small.pdf")
    assert result.returncode != 0 and b"small" in result.stderr or b"room" in result.stderr, result.stderr
    assert desk.state(first)["status"] == "as-signed"


def test_what_cannot_be_replaced_is_refused_before_anything_is_signed(desk):
    desk.issue("1.png")
    bare = desk.run("issue", "--key", desk.keys.secret, "--status", "green", "--valid", "24h", "--replaces", "1.png", "-o", "2.png")
    assert_error(bare, 64, "--registry")
    red = desk.run("issue", "--key", desk.keys.secret, "--registry", desk.registry, "--status", "red", "--valid", "24h", "--reason",
                   "confirmed-case", "--authority", "Order 6", "--request", "r", "--replaces", "1.png")
    assert_error(red, 64, "approved")
    never = desk.run("issue", "--key", desk.keys.secret, "--registry", desk.registry, "--status", "green", "--valid", "24h",
                     "--replaces", "7", "-o", "2.png")
    assert_error(never, 65, "7")
    assert not (desk.folder / "2.png").exists()


def test_somebody_who_has_a_valid_code_gets_another_with_a_note(desk):
    first, said = desk.issue("1.png", "--subject", "123X")
    assert "hcode: note: this person" not in said
    _, said = desk.issue("2.png", "--subject", "123X")
    assert "hcode: note: this person has a valid green code until" in said and f"--replaces {first} revokes it" in said
    assert desk.set(first).returncode == 0
    _, said = desk.issue("3.png", "--subject", "123X", "--replaces", "2.png")
    assert "this person has" not in said
