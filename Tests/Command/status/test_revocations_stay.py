"""Revocations never vanish: neither an old registry nor a second one makes a revoked code good again."""

import shutil

import pytest

import command
from command import assert_error, made_keys, verdict
from logs import keygen, ok
from registries import URI, allocate, init

pytestmark = pytest.mark.slow

SOON = ("--at", command.ahead(hours=2))
NOTE = ("--why", "error", "--authority", "Desk 7", "--no-log")


@pytest.fixture(scope="module")
def status_keys(tmp_path_factory):
    return made_keys(tmp_path_factory.mktemp("status"))


@pytest.fixture
def registry(keys, tmp_path):
    return init(tmp_path / "a.registry", keys)


def revoke(registry, keys, *codes, to="revoked"):
    ok("status", "set", "--registry", registry, *codes, "--to", to, *NOTE, "--key", keys.secret)


def build(registry, status_keys, output, *options, **kwargs):
    return command.run("status", "build", "--registry", registry, "--key", status_keys.secret, "-o", output, *options, **kwargs)


def built(*args, **kwargs):
    result = build(*args, **kwargs)
    assert result.returncode == 0, result.stderr


def refused(result, count, index, before="revoked"):
    assert_error(result, 65, f"{count} codes would become better and nobody cleared them, such as {index} ({before} -> as signed)",
                 "hcode status clear")


@pytest.fixture
def published(registry, keys, status_keys, tmp_path):
    """A list in which a code is revoked, and a copy of the registry from before that."""
    [code] = allocate(registry)
    shutil.copy(registry, tmp_path / "old.registry")
    revoke(registry, keys, code)
    built(registry, status_keys, tmp_path / "today.status")
    return code


def test_an_old_registry_does_not_clear_what_the_list_that_it_replaces_says(published, status_keys, tmp_path):
    before = (tmp_path / "today.status").read_bytes()
    refused(build(tmp_path / "old.registry", status_keys, tmp_path / "today.status", "--force", *SOON), 1, published)
    assert (tmp_path / "today.status").read_bytes() == before
    # Nothing was noted either: the next list may have the same time.
    refused(build(tmp_path / "old.registry", status_keys, tmp_path / "today.status", "--force", *SOON), 1, published)
    built(tmp_path / "old.registry", status_keys, tmp_path / "other.status", *SOON)


def test_a_second_registry_of_the_key_does_not_either(published, keys, status_keys, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    second = init(tmp_path / "elsewhere/second.registry", keys)
    refused(build(second, status_keys, tmp_path / "new.status", "--previous", tmp_path / "today.status"), 1, published)
    assert not (tmp_path / "new.status").exists()


def test_a_shorter_registry_says_nothing_of_the_last_codes_and_is_refused_too(keys, status_keys, tmp_path):
    long = init(tmp_path / "long.registry", keys, capacity=64)
    codes = allocate(long, 64)
    revoke(long, keys, *codes[:20])
    built(long, status_keys, tmp_path / "long.status")
    (tmp_path / "elsewhere").mkdir()
    short = init(tmp_path / "elsewhere/short.registry", keys, capacity=4)
    refused(build(short, status_keys, tmp_path / "new.status", "--previous", tmp_path / "long.status"), 20, min(codes[:20]))


def test_what_was_cleared_and_what_ended_may_become_better(registry, keys, status_keys, tmp_path):
    cleared, ended = allocate(registry, 2)
    revoke(registry, keys, cleared)
    revoke(registry, keys, ended, to="suspended")
    built(registry, status_keys, tmp_path / "s")
    ok("status", "clear", "--registry", registry, cleared, *NOTE, "--key", keys.secret, "--one-officer")
    result = build(registry, status_keys, tmp_path / "s", "--force", "--at", command.ahead(days=32), "--clock-is-right")
    assert result.returncode == 0, result.stderr
    assert b"revoked 0  suspended 0" in result.stdout


def test_a_status_list_of_another_name_is_no_previous_one(published, keys, status_keys, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere/other.registry"
    ok("registry", "init", other, "--key", keys.public, "--uri", URI + "0")
    assert_error(build(other, status_keys, tmp_path / "n", "--previous", tmp_path / "today.status"), 65, URI)
    built(other, status_keys, tmp_path / "today.status", "--force")


def test_previous_has_to_be_a_status_list(registry, status_keys, tmp_path):
    (tmp_path / "x").write_bytes(b"no list")
    assert_error(build(registry, status_keys, tmp_path / "n", "--previous", tmp_path / "x"), 65, "x: ")
    assert_error(build(registry, status_keys, tmp_path / "n", "--previous", tmp_path / "missing"), 66)


# ---------------------------------------------------------------- what a store knows


@pytest.fixture
def office(tmp_path):
    """A code key, a status key and a list that names both; the store of the machine has the list."""
    class Office:
        home, uri = tmp_path / "home", "https://health.example/CN-HA.status"
        key, status = keygen(tmp_path / "k", "CN-HA"), keygen(tmp_path / "s", "CN-HA", "--use", "status-lists")
        root = keygen(tmp_path / "r", "ROOT")
        work = tmp_path / "work"

        def run(self, *args, **kwargs):
            return command.run(*args, home=self.home, cwd=self.work, **kwargs)

        def ok(self, *args, **kwargs):
            result = self.run(*args, **kwargs)
            assert result.returncode == 0, (args, result.stderr)
            return result

        def init(self, name, *options):
            return self.run("registry", "init", name, "--key", self.key.public, "--uri", self.uri, "--capacity", 64, *options)

    o = Office()
    o.work.mkdir()
    o.ok("trust", "init", "--authority", "CN-HA", "--name", "Henan", "--root", o.root.public)
    o.ok("trust", "add", o.key.public, "--status", "green,yellow,red", "--status-list", o.uri)
    o.ok("trust", "add", o.status.public, "--use", "status-lists", "--for-status-list", o.uri)
    o.ok("trust", "build")
    o.ok("trust", "sign", "CN-HA-1.trust", "--key", o.root.secret)
    return o


def import_list(office):
    office.ok("trust", "import", "CN-HA-1.trust", "--root", office.root.public)


def test_the_first_registry_of_a_key_that_an_imported_list_names_is_said_to_be_the_first(office):
    import_list(office)
    assert_error(office.init("a.registry"), 65, "names this key with the status list", "--first")
    assert office.init("a.registry", "--first").returncode == 0


def test_a_key_whose_status_list_is_in_the_store_gets_no_second_registry(office):
    import_list(office)
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri, "--first")
    office.ok("status", "build", "--registry", "a.registry", "--key", office.status.secret, "-o", "list")
    office.ok("trust", "import", "list")
    for options in ((), ("--first",)):
        assert_error(office.init("b.registry", *options), 65, "this key had a registry", "desk restore")
    assert not (office.work / "b.registry").exists()


def test_a_status_list_that_lies_beside_is_noticed_without_a_store(office):
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri)
    office.ok("status", "build", "--registry", "a.registry", "--key", office.status.secret, "-o", "CN-HA.status")
    (office.work / "a.registry").unlink()
    assert_error(office.init("a.registry", "--first"), 65, "CN-HA.status", "this key had a registry")


def test_status_build_compares_with_the_list_in_the_store(office):
    import_list(office)
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri, "--first")
    code = int(office.ok("registry", "allocate", "a.registry").stdout)
    shutil.copy(office.work / "a.registry", office.work / "old.registry")
    office.ok("status", "set", "--registry", "a.registry", code, "--to", "revoked", *NOTE, "--key", office.key.secret)
    office.ok("status", "build", "--registry", "a.registry", "--key", office.status.secret, "-o", "first")
    office.ok("trust", "import", "first")
    refused(office.run("status", "build", "--registry", "old.registry", "--key", office.status.secret, "-o", "second"), 1, code)


# ---------------------------------------------------------------- what is signed without a registry or a log


GREEN = ("--status", "green", "--valid", "24h")
YELLOW = ("--status", "yellow", "--reason", "symptoms", "--authority", "Order 5", "--valid", "24h")


def issue(office, *options):
    return office.run("issue", "--key", office.key.secret, *options, "-o", "code.png", "--force")


@pytest.mark.parametrize("lists", ["source", "signed", "store"])
def test_issue_without_a_registry_is_refused_where_a_list_names_one(office, lists):
    if lists == "store":
        import_list(office)
    for name in {"source": ["CN-HA-1.trust"], "signed": ["trust.json"], "store": ["trust.json", "CN-HA-1.trust"]}[lists]:
        (office.work / name).unlink()
    assert_error(issue(office, *GREEN), 64, f"names this key with the status list {office.uri}", "--registry FILE", "--unregistered")
    assert not (office.work / "code.png").exists()
    assert issue(office, *GREEN, "--unregistered").returncode == 0
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri, "--first")
    assert issue(office, *GREEN, "--registry", "a.registry").stderr == b""
    assert issue(office, *GREEN, "--index", 7).stderr == b""


def test_a_code_outside_the_register_is_undecided_with_words_for_the_guard(office):
    import_list(office)
    assert office.init("a.registry", "--first").returncode == 0
    office.ok("status", "build", "--registry", "a.registry", "--key", office.status.secret, "-o", "list")
    office.ok("trust", "import", "list")
    assert issue(office, *GREEN, "--index", 64).returncode == 0
    found = verdict(office.run("scan", "--json", "code.png"))
    assert (found["verdict"], found["reason"]) == ("undecided", "index-unknown")
    shown = office.run("scan", "code.png")
    assert shown.returncode == 30 and b"send the bearer to the office that issued it" in shown.stdout
    assert "请持码人到签发机构处理" in office.run("scan", "--lang", "zh", "code.png").stdout.decode()
    assert issue(office, *GREEN, "--index", 63).returncode == 0
    assert office.run("scan", "code.png").returncode == 0


def test_yellow_without_the_log_that_a_list_names_is_refused(office):
    log = keygen(office.work / "l", "LOG")
    office.ok("log", "init", "log", "--key", log.secret, "--origin", "health.example/log")
    office.ok("trust", "log", "CN-HA", "--log-key", "log/vkey")
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri)
    with_registry = ("--registry", "a.registry")
    assert_error(issue(office, *YELLOW, *with_registry), 64, "names the log health.example/log", "--log DIR", "--unregistered")
    assert issue(office, *GREEN, *with_registry).returncode == 0
    assert issue(office, *YELLOW, *with_registry, "--log", "log").returncode == 0
    assert issue(office, *YELLOW, *with_registry, "--unregistered").returncode == 0
    office.ok("issue", "--key", office.key.secret, "--status", "red", *YELLOW[2:], *with_registry, "--request", "red.request")


def test_a_batch_rejects_the_yellow_rows_that_no_log_would_know(office):
    log = keygen(office.work / "l", "LOG")
    office.ok("log", "init", "log", "--key", log.secret, "--origin", "health.example/log")
    office.ok("trust", "log", "CN-HA", "--log-key", "log/vkey")
    office.ok("registry", "init", "a.registry", "--key", office.key.public, "--uri", office.uri)
    (office.work / "people.csv").write_text(
        "status,reason,authority,name,valid\ngreen,,,Ann,24h\nyellow,symptoms,Order 5,Ben,24h\n")

    def batch(name, *options):
        return office.run("issue", "--batch", "people.csv", "--key", office.key.secret, "--registry", "a.registry", "-o", name, *options)

    result = batch("one.ndjson")
    assert result.returncode == 65 and b"1 issued, 1 rejected" in result.stdout, (result.stdout, result.stderr)
    [rejects] = office.work.glob("*reject*")
    assert "names the log health.example/log" in rejects.read_text()
    assert batch("two.ndjson", "--log", "log").returncode == 0
    assert batch("three.ndjson", "--unregistered").returncode == 0


def test_a_bare_key_says_once_what_its_codes_cannot_do(keys, tmp_path):
    result = command.run("issue", "--key", keys.secret, *GREEN, "-o", tmp_path / "c.png", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "hcode: note: this code cannot be revoked and is in no log. 'hcode desk init' sets up both\n")
    quiet = command.run("issue", "--key", keys.secret, *GREEN, "-o", tmp_path / "d.png", "--unregistered", cwd=tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, b"")
