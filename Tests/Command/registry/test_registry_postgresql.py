"""A registry on a server that dies, hangs and comes back: nothing lost, nothing twice, and an error that says what to do."""

import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import command
import postgresql
from command import assert_error, verdict
from postgresql import OWNER, Proxy
from registries import URI, allocate, find, history, init, issue, lease, show, was_killed, with_fault

pytestmark = pytest.mark.slow

ORDER = ("--why", "error", "--authority", "Desk 4", "--no-log")

# As it stands in the protocol: BEGIN ISOLATION LEVEL READ COMMITTED is another statement.
COMMIT = "\0COMMIT\0"

# What a run says to the server and hears from it, each by its number: more than any of the commands does.
TALK = [
    (call, number)
    for call, most, step in [("sendto", 24, 3), ("recvfrom", 22, 3), ("poll", 24, 5), ("connect", 1, 1), ("write", 2, 1), ("link", 1, 1)]
    for number in range(1, most + 1, 1 if os.environ.get("HCODE_EVERY_FAULT") else step)]


@pytest.fixture
def database(server):
    return server.database()


@pytest.fixture
def registry(server, keys, database):
    return init(server.url(database), keys, capacity=100_000)


@pytest.fixture
def own_server():
    """One that nobody else uses, to be stopped and set up at will."""
    running = postgresql.Server()
    yield running
    running.remove()


@pytest.fixture
def broken(server, database):
    """broken(statement, moment, times) → the URL of a way to the server that breaks there."""
    proxies = []

    def make(*args):
        proxies.append(Proxy(server, *args))
        return proxies[-1], server.url(database, host=proxies[-1].folder)

    yield make
    for proxy in proxies:
        proxy.close()


# MARK: addresses


@pytest.mark.parametrize("url", [
    "postgres://me:secret@db.example/hcode", "postgresql://me:secret@/hcode", "postgres://db.example/hcode?password=secret",
    "postgres://db.example/hcode?user=x&pass%77ord=secret", "postgres://db.example/hcode?sslpassword=secret",
    "postgres://:secret@db.example/hcode", "postgres://me?:secret@db.example/hcode",
])
def test_a_password_in_the_url_is_refused_and_not_repeated(keys, url):
    for args in [("registry", "init", url, "--key", keys.public, "--uri", URI), ("registry", "show", url),
                 ("status", "show", "--registry", url, "1")]:
        result = command.run(*args)
        assert_error(result, 64, "password", "PGPASSFILE")
        assert b"secret" not in result.stderr + result.stdout


@pytest.mark.parametrize("url, status, word", [
    ("postgres://h/d?colour=red", 64, "colour"), ("postgres://h:port/d", 69, ""), ("postgres://h/a b", 64, "%20"),
    ("postgres://h/d?sslmode=maybe", 69, "sslmode"), ("postgres://h/d?%zz=1", 64, ""),
])
def test_an_address_that_is_none_is_told(url, status, word):
    assert_error(command.run("registry", "show", url), status, word)


def test_no_server_and_no_database_and_no_registry_are_told_apart(server, tmp_path):
    assert_error(command.run("registry", "show", f"postgres:///d?host={tmp_path}"), 69, "No such file", "server is up")
    assert_error(command.run("registry", "show", server.url("none")), 69, "does not exist")
    assert_error(command.run("registry", "show", server.url(server.database())), 65, "hcode_registry", "registry init")


def test_a_machine_without_libpq_says_which_package(registry):
    library = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True).stdout
    path = Path(next(line.split("=> ")[1] for line in library.splitlines() if "libpq.so.5 " in line))
    places = [folder / path.name for folder in (path.parent, path.resolve().parent, Path("/lib"), Path("/usr/lib"))]
    result = with_fault("error=ENOENT", "openat", "1+", "registry", "show", registry, path=places)
    assert result.returncode == 69 and b"libpq.so.5 is not installed" in result.stderr and b"apt-get install libpq5" in result.stderr


def test_several_registries_share_a_database_in_schemas(server, database, keys, other_keys):
    places = []
    for name, key in [("a", keys), ("b", other_keys)]:
        server.sql(f"CREATE SCHEMA {name}", database)
        places.append(init(server.url(database, options=f"-csearch_path%3D{name}"), key))
    assert [show(place)["key_id"] for place in places] == [keys.kid, other_keys.kid]


def test_another_programs_tables_are_not_touched(server, database, keys):
    server.sql("CREATE TABLE codes (x INT)", database)
    result = command.run("registry", "init", server.url(database), "--key", keys.public, "--uri", URI)
    assert_error(result, 73, "codes", "search_path")
    assert server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database) == "1"


def test_a_newer_registry_is_refused(server, database, registry):
    server.sql("UPDATE hcode_registry SET version = 4", database)
    assert_error(command.run("registry", "allocate", registry), 65, "newer", "update")


def test_a_desks_role_needs_no_more_than_the_manual_grants(server, database, registry, keys, tmp_path):
    server.sql(f"CREATE ROLE {database} LOGIN", database)
    desk = registry.replace(f"{OWNER}@", f"{database}@")
    assert_error(command.run("registry", "show", desk), 77, "permission denied", "granted")
    server.sql(f"""GRANT SELECT ON hcode_registry TO {database}; GRANT SELECT, UPDATE ON registry TO {database};
                   GRANT SELECT, INSERT ON codes, leases TO {database}; GRANT SELECT, INSERT, UPDATE ON changes, acts, entries TO {database};
                   GRANT SELECT, INSERT, DELETE ON settled TO {database}""", database)
    index = issue(desk, keys, tmp_path / "a.png", "--subject", "X1")["code_index"]
    lease(desk, "d", 5)
    assert command.run("status", "set", "--registry", desk, str(index), "--to", "revoked", *ORDER, "--key", keys.secret).returncode == 0
    assert find(desk, "--subject", "X1")[0]["status"] == "revoked"
    assert_error(command.run("registry", "forget", desk, "--subject", "X1"), 77, "permission denied")
    assert_error(command.run("registry", "init", desk, "--key", keys.public, "--uri", URI), 73, "already")


# MARK: TLS and passwords


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """A server on TCP that speaks TLS only and asks for a password, and the root that signed for it."""
    running = postgresql.over_tls(tmp_path_factory.mktemp("tls"), f"hostssl all {OWNER} 127.0.0.1/32 scram-sha-256")
    running.sql(f"ALTER ROLE {OWNER} PASSWORD 'guarded'")
    yield running
    running.remove()


def test_a_server_on_the_network_has_to_prove_who_it_is(tls, keys, tmp_path):
    passwords = tmp_path / "passwords"
    passwords.write_text(f"localhost:{tls.port}:*:{OWNER}:guarded\n")
    passwords.chmod(0o600)
    env = {"PGPASSFILE": str(passwords)}
    url = f"postgres://{OWNER}@localhost:{tls.port}/postgres"

    def tried(more, **changes):
        return command.run("registry", "init", url + more, "--key", keys.public, "--uri", URI, env=env | changes)

    assert_error(tried(""), 69, "root certificate")
    assert_error(tried("?sslmode=disable"), 77, "no encryption")
    stranger = tmp_path / "stranger"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=x", "-keyout", "/dev/null", "-out", stranger],
                   check=True, capture_output=True)
    assert_error(tried(f"?sslrootcert={stranger}"), 69, "certificate verify failed")
    assert tried(f"?sslrootcert={tls.root}").returncode == 0
    assert_error(tried("?sslmode=require", PGPASSFILE=None), 77, "password", "PGPASSFILE")
    result = command.run("registry", "show", url, env=env | {"PGSSLMODE": "require"})
    assert result.returncode == 0 and b"guarded" not in result.stdout
    wrong = tmp_path / "wrong"
    wrong.write_text("*:*:*:*:nonsense\n")
    wrong.chmod(0o600)
    result = command.run("registry", "show", url + "?sslmode=require", env={"PGPASSFILE": str(wrong)})
    assert_error(result, 77, "password authentication failed", "PGPASSFILE")
    assert b"nonsense" not in result.stderr


def test_the_name_in_the_certificate_has_to_be_the_hosts(tls, tmp_path):
    result = command.run("registry", "show", f"postgres://{OWNER}@127.0.0.1:{tls.port}/postgres?sslrootcert={tls.root}")
    assert_error(result, 69, "does not match host name")


# MARK: broken connections


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_commit_without_an_answer_is_done_again_and_counts_once(registry, broken, keys, moment, tmp_path):
    """The server has done it and cannot say so, or never heard of it: nobody at the desk sees a difference."""
    # The COMMITs of a run end the reading of whose registry it is, of what it knows of the time and of the person's codes, take the index, and
    # note the code.
    for skip in range(5):
        proxy, url = broken(COMMIT, moment, 2, skip)
        code = issue(url, keys, tmp_path / f"{skip}.png", "--subject", f"S{skip}")
        # What was noted is recognised at the first attempt to note it again.
        assert proxy.broken == (1 if (moment, skip) == ("after", 4) else 2)
        assert [found["code_index"] for found in find(registry, "--subject", f"S{skip}")] == [code["code_index"]]
    # What was taken and not heard of is wasted, and never used twice.
    wasted = 2 if moment == "after" else 0
    assert (show(registry)["recorded"], show(registry)["used"]) == (5, 5 + wasted)
    proxy, url = broken(COMMIT, moment, 2, 1)
    assert lease(url, "d", 5) == lease(registry, "d", 5) and show(registry)["used"] == 10 + wasted and proxy.broken == 2


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_change_is_made_once_whatever_is_lost(registry, broken, keys, moment, tmp_path):
    index = issue(registry, keys, tmp_path / "a.png")["code_index"]

    def changed(statement, skip, *args):
        proxy, url = broken(statement, moment, 2, skip)
        result = command.run(*[url if arg == "URL" else arg for arg in args])
        assert result.returncode == 0, result.stderr
        # What was done is recognised at the first attempt to do it again. After the noting of an act the making of its change is next.
        assert proxy.broken == (1 if (statement, moment) == (COMMIT, "after") and skip != 4 else 2)
        return result.stdout.decode()

    order = (*ORDER, "--key", keys.secret)
    # Opening, the clock, planning and the history read; the act is noted, then the change is made.
    assert changed(COMMIT, 4, "status", "set", "--registry", "URL", str(index), "--to", "suspended", *order) .splitlines()[1] == "1 to suspended"
    assert changed("INSERT", 0, "status", "set", "--registry", "URL", str(index), "--to", "revoked", *order) .splitlines()[1] == "1 to revoked"
    assert changed(COMMIT, 5, "status", "clear", "--registry", "URL", str(index), *order, "--one-officer") .splitlines()[1] == "1 to as-signed"
    assert [change["status"] for change in history(registry, index)["changes"]] == ["suspended", "revoked", "as-signed"]
    folder = tmp_path / "status"
    folder.mkdir()
    assert command.run("keygen", "--issuer", keys.issuer, "--name", "s", "--no-passphrase", "-o", folder).returncode == 0
    changed(COMMIT, 2, "status", "build", "--registry", "URL", "--key", folder / f"{keys.issuer}.key", "-o", tmp_path / "list")
    assert verdict(command.run("status", "show", tmp_path / "list", "--json"))["issued"] == show(registry)["last_list"]
    assert changed(COMMIT, 1, "registry", "forget", "URL", "--index", str(index)) == "1 forgotten\n"


@pytest.mark.parametrize("skip, command_line", [
    (4, ("status", "set", "--registry", "URL", "INDEX", "--to", "revoked", *ORDER, "--key", "KEY")), (1, ("registry", "allocate", "URL"))])
def test_after_a_lost_answer_an_error_of_the_next_attempt_is_not_told_as_if_nothing_was_done(
        registry, database, broken, keys, skip, command_line, tmp_path):
    """The server did it, could not say so, and is a standby when it is asked again."""
    index = str(issue(registry, keys, tmp_path / "a.png")["code_index"])
    proxy, url = broken(COMMIT, "after", 1, skip, (database, f"ALTER DATABASE {database} SET default_transaction_read_only = on"))
    result = command.run(*({"URL": url, "INDEX": index, "KEY": keys.secret}.get(word, word) for word in command_line))
    assert proxy.broken == 1
    assert_error(result, 69, "not known whether the change was made", "registry show")
    assert show(registry)["revoked"] + show(registry)["used"] == 2


def test_after_a_lost_answer_a_collision_does_not_have_the_change_made_twice(registry, server, database, broken, keys, tmp_path):
    """The next attempt looks for its token and meets somebody: it looks again, and does not begin anew."""
    index = issue(registry, keys, tmp_path / "a.png")["code_index"]
    proxy, url = broken(COMMIT, "after", 1, 4, (database, """
        CREATE SEQUENCE looks;
        CREATE FUNCTION collide() RETURNS BOOLEAN LANGUAGE plpgsql VOLATILE AS $$ BEGIN
          IF nextval('looks') = 1 THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF; RETURN TRUE; END $$;
        ALTER TABLE settled RENAME TO tokens;
        CREATE VIEW settled AS SELECT * FROM tokens WHERE collide()"""))
    result = command.run("status", "set", "--registry", url, index, "--to", "revoked", *ORDER, "--key", keys.secret)
    assert result.returncode == 0, result.stderr
    assert b"\n1 to revoked\n" in result.stdout and proxy.broken == 1
    assert server.sql("SELECT last_value FROM looks", database) == "2"
    assert [change["status"] for change in history(registry, index)["changes"]] == ["revoked"]


@pytest.fixture
def hanging(server, database, registry):
    """A desk that holds the row which every other one wants."""
    process = subprocess.Popen(
        [f"{server.bin}/psql", "-X", "-h", server.folder, "-U", OWNER, "-d", database, "-c",
         "BEGIN; SELECT id FROM registry FOR UPDATE; SELECT pg_sleep(300)"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while server.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND wait_event = 'PgSleep'") != "1":
        assert process.poll() is None
        time.sleep(0.1)

    def end():
        process.kill()
        process.communicate()
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")

    yield end
    end()


def test_waiting_has_an_end_and_then_an_error_says_what_for(registry, keys, server, broken, hanging):
    """Thirty seconds each, and both at once: a server that loses every connection, and a desk that hangs."""
    other = init(server.url(server.database()), keys)
    proxy = Proxy(server, "UPDATE registry", "before", 10_000)
    lost = other.replace(str(server.folder), str(proxy.folder))

    def waited(url):
        start = time.monotonic()
        return command.run("registry", "allocate", url, timeout=120), time.monotonic() - start

    with ThreadPoolExecutor(2) as pool:
        (locked_out, locked_time), (given_up, lost_time) = pool.map(waited, [registry, lost])
    proxy.close()
    assert_error(locked_out, 69, "30 seconds")
    assert_error(given_up, 69, "nothing was changed")
    assert proxy.broken > 10 and 25 < locked_time < 60 and 20 < lost_time < 60
    hanging()
    assert len(allocate(registry)) == 1 and show(other)["used"] == 0


def test_a_kill_at_any_moment_of_talking_gives_no_index_twice(registry, keys, tmp_path):
    taken, kills = [], 0
    for moment in TALK:
        result = with_fault("signal=KILL", *moment, "registry", "allocate", registry, "--count", 5)
        kills += was_killed(result)
        assert was_killed(result) or result.returncode == 0, result
        taken += [int(line) for line in result.stdout.split()]
        taken += allocate(registry, 3)
    assert kills >= 12 and len(taken) == len(set(taken))


def test_a_kill_at_any_moment_of_leasing_is_mended_by_asking_again(registry, tmp_path):
    kills = 0
    for number, moment in enumerate(TALK):
        result = with_fault("signal=KILL", *moment, "registry", "lease", registry, "--count", 5, "--as", f"r{number}")
        kills += was_killed(result)
        lease(registry, f"r{number}", 5)
    assert kills >= 12 and show(registry)["used"] == 5 * len(TALK)


@pytest.mark.slow
def test_a_kill_at_any_moment_of_issuing_leaves_no_unknown_code(registry, keys, tmp_path):
    kills = 0
    for moment in TALK:
        picture = tmp_path / f"{moment[0]}{moment[1]}.png"
        result = with_fault("signal=KILL", *moment, "issue", "--registry", registry, "--key", keys.secret, "--status", "green", "--valid",
                            "1h", "-o", picture)
        kills += was_killed(result)
        if picture.exists():
            index = verdict(command.run("scan", "--json", "--trust", keys.public, picture))["code_index"]
            assert history(registry, index)["signed_status"] == "green"
    assert kills >= 12


# MARK: servers that go away


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_desks_go_on_issuing_while_the_server_is_stopped_and_started(own_server, keys, tmp_path, mode):
    """Four desks, a server that is stopped three times in the middle, in order or as in a crash."""
    registry = init(own_server.url(own_server.database()), keys, capacity=100_000)
    stopped = threading.Event()

    def desk(number):
        made, refused = [], 0
        turn = 0
        while not stopped.is_set():
            turn += 1
            name = f"{number}-{turn}"
            result = command.run("issue", "--registry", registry, "--key", keys.secret, "--status", "green", "--valid", "1h", "--json", "-o",
                                 tmp_path / f"{name}.png", "--subject", name, timeout=120)
            if result.returncode == 0:
                made.append((name, verdict(result)["code_index"]))
            else:
                # A run that begins while there is no server says so at once.
                assert_error(result, 69, "server is up")
                refused += 1
        return made, refused

    with ThreadPoolExecutor(4) as desks:
        work = [desks.submit(desk, number) for number in range(4)]
        for _ in range(3):
            time.sleep(1.5)
            own_server.stop(mode)
            time.sleep(0.3)
            own_server.start()
        time.sleep(1.5)
        stopped.set()
        made = [code for one in work for code in one.result()[0]]
    assert len(made) > 20
    assert len({index for _, index in made}) == len(made), "none twice"
    noted = {code["code_index"]: code["subject_hash"] for code in find(registry, "--since", "2020-01-01T00:00:00Z")}
    assert {index for _, index in made} <= set(noted), "none lost"
    # What was noted and not handed out belongs to a run that then failed: there is no picture of it.
    assert len(list(tmp_path.glob("*.png"))) == len(made)


def test_a_run_in_the_middle_waits_for_the_server(own_server, keys, tmp_path):
    database = own_server.database()
    registry = init(own_server.url(database), keys)
    # Holds the row that every desk wants, so that the run is in the middle when the server goes.
    holder = subprocess.Popen(
        [f"{own_server.bin}/psql", "-X", "-h", own_server.folder, "-U", OWNER, "-d", database, "-c",
         "BEGIN; SELECT id FROM registry FOR UPDATE; SELECT pg_sleep(60)"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def waiting(event):
        while own_server.sql(f"SELECT count(*) FROM pg_stat_activity WHERE wait_event = '{event}'") != "1":
            time.sleep(0.1)

    with ThreadPoolExecutor(1) as pool:
        waiting("PgSleep")
        run = pool.submit(issue, registry, keys, tmp_path / "a.png", "--subject", "X")
        waiting("transactionid")
        own_server.stop("immediate")
        time.sleep(2)
        own_server.start()
        index = run.result()["code_index"]
    holder.communicate()
    assert find(registry, "--subject", "X")[0]["code_index"] == index and show(registry)["used"] == 1


def test_a_frozen_server_is_told_and_asked_again_later(own_server, keys):
    registry = init(own_server.url(own_server.database()), keys)
    own_server.pause()
    try:
        assert_error(command.run("registry", "allocate", registry, timeout=120), 69, "within 10 seconds")
    finally:
        own_server.go_on()
    assert len(allocate(registry)) == 1


def test_a_server_that_would_forget_a_commit_is_told_not_to(own_server, keys, tmp_path):
    """synchronous_commit = off in its settings: a crash right after the answer would lose the code."""
    own_server.stop()
    own_server.settings["synchronous_commit"] = "off"
    own_server.settings["wal_writer_delay"] = "10s"
    own_server.start()
    registry = init(own_server.url(own_server.database()), keys)
    for number in range(3):
        code = issue(registry, keys, tmp_path / f"{number}.png")["code_index"]
        own_server.stop("immediate")
        own_server.start()
        assert history(registry, code)["signed_status"] == "green"


def test_a_standby_says_that_it_may_only_be_read(server, database, registry, keys, tmp_path):
    readonly = registry + "&options=-cdefault_transaction_read_only%3Don"
    assert show(readonly)["used"] == 0
    assert_error(command.run("registry", "allocate", readonly), 77, "read-only")
