"""What a command writes: never over what it reads, nobody else's to read, nothing left of a run that died."""

import fcntl
import itertools
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import time

import pytest

import registries
from command import HCODE, assert_error, environment, made_keys, run
from registries import was_killed, with_fault

pytestmark = pytest.mark.slow

GREEN = ("--status", "green", "--valid", "1h")
MARK = re.compile(r"\.hcode-[0-9a-z]{13}\.tmp$")


def temporary(folder):
    return [name for name in os.listdir(folder) if MARK.search(name)]


@pytest.fixture
def office(tmp_path):
    """A folder with a key, a registry, a log, a code that is logged, and what else a command may read."""
    made = made_keys(tmp_path, "CN-HA")
    made_keys(tmp_path, "LOG")
    registries.init(tmp_path / "reg", made)
    (tmp_path / "people.csv").write_text("status,valid,name\ngreen,1h,A\n")
    for arguments in (["log", "init", "log", "--key", "LOG.key", "--origin", "h.example/log"],
                      ["issue", "--key", "CN-HA.key", "--status", "yellow", "--reason", "arrival", "--authority", "o", "--valid", "1d",
                       "--log", "log", "-o", "y.png"],
                      ["log", "checkpoint", "log", "--key", "LOG.key"],
                      ["trust", "init", "--authority", "CN-HA", "--name", "x", "--root", "LOG.pub"],
                      ["trust", "build", "-o", "a.trust"],
                      ["issue", "--key", "CN-HA.key", "--status", "red", "--reason", "arrival", "--authority", "o", "--valid", "1d",
                       "--request", "red.request"]):
        result = run(*arguments, cwd=tmp_path)
        assert result.returncode == 0, (arguments, result.stderr)
    for other in ("second", "status"):
        (tmp_path / other).mkdir()
        made_keys(tmp_path / other, "CN-HA")
    assert run("status", "build", "--registry", "reg", "--key", "status/CN-HA.key", "-o", "old.status", cwd=tmp_path).returncode == 0
    (tmp_path / "pass").write_text("words\n")
    return tmp_path


# The output stands for {}: it is each of the files that follow.
WRITERS = [
    (["issue", "--key", "CN-HA.key", "--registry", "reg", *GREEN, "--format", "png", "-o", "{}", "--force"], ["CN-HA.key", "reg", "reg-wal", "reg-shm"]),
    (["issue", "--key", "CN-HA.key", "--log", "log", "--status", "yellow", "--reason", "arrival", "--authority", "o", "--valid", "1d", "--format", "png",
      "-o", "{}", "--force"], ["log/checkpoint", "log/.journal", "log/vkey", "log/.lock", "log/tile/0/new"]),
    (["issue", "--key", "CN-HA.key", "--status", "red", "--reason", "arrival", "--authority", "o", "--valid", "1d", "--request", "{}", "--force"], ["CN-HA.key"]),
    (["issue", "--key", "CN-HA.key", "--passphrase-file", "pass", *GREEN, "--format", "png", "-o", "{}", "--force"], ["pass"]),
    (["approve", "red.request", "--from", "CN-HA.pub", "--key", "second/CN-HA.key", "--log", "log", "--format", "png", "-o", "{}", "--force"],
     ["red.request", "CN-HA.pub", "second/CN-HA.key", "log/checkpoint"]),
    (["keygen", "--issuer", "CN-HA", "--name", "x", "--passphrase-file", "{}", "-o", ".", "--force"], ["CN-HA.key", "CN-HA.pub"]),
    (["log", "prove", "log", "--code", "y.png", "-o", "{}", "--force"], ["y.png", "log/checkpoint", "log/tile/entries/000.p/1", "log/proof"]),
    (["log", "export", "log", "-o", "{}", "--force"], ["log/checkpoint", "log/.journal"]),
    (["log", "audit", "log", "--log-key", "vkey", "--svg", "{}", "--force"], ["vkey", "log/checkpoint"]),
    (["log", "verify", "log", "--log-key", "vkey", "--seen", "{}"], ["vkey", "log/checkpoint", "log/seen"]),
    (["log", "witness", "log", "--log-key", "vkey", "--key", "LOG.key", "--name", "w.example", "--state", "state", "--first", "-o", "{}"],
     ["vkey", "LOG.key", "log/checkpoint", "state"]),
    (["log", "witness", "log", "--log-key", "vkey", "--key", "LOG.key", "--name", "w.example", "--state", "{}", "-o", "o"], ["vkey", "LOG.key", "log/checkpoint"]),
    (["status", "build", "--registry", "reg", "--key", "status/CN-HA.key", "-o", "{}", "--force"], ["reg", "status/CN-HA.key", "reg-wal"]),
    (["status", "build", "--registry", "reg", "--key", "status/CN-HA.key", "-o", "n", "--delta", "{}", "--since", "old.status", "--force"],
     ["reg", "status/CN-HA.key", "old.status", "n"]),
    (["trust", "init", "--authority", "CN-HA", "--name", "x", "--root", "LOG.pub", "--source", "{}", "--force"], ["LOG.pub"]),
    (["trust", "build", "--source", "trust.json", "-o", "{}", "--force"], ["trust.json"]),
    (["trust", "sign", "a.trust", "--key", "LOG.key", "-o", "{}", "--force"], ["LOG.key"]),
    (["trust", "bundle", "a.trust", "-o", "{}", "--force"], ["a.trust"]),
    (["issue", "--batch", "people.csv", "--key", "CN-HA.key", "--registry", "reg", "--rejects", "{}", "-o", "o.zip"], ["people.csv", "CN-HA.key", "reg"]),
]
OUTPUTS = [(arguments, target) for arguments, targets in WRITERS for target in targets]


def listing(folder):
    """What is in each file; a lock and a journal that nothing was written into are none."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and (p.stat().st_size or p.suffix not in (".lock", ".journal"))}


@pytest.mark.parametrize("arguments, target", OUTPUTS, ids=lambda value: value if isinstance(value, str) else "-".join(value[:2]))
def test_an_output_is_never_what_the_command_reads_or_keeps(office, arguments, target):
    shutil.copy(office / "log/vkey", office / "vkey")
    (office / "links").mkdir()
    spellings = [target, f"./{target}", f"links/../{target}", str(office / target)]
    if (office / target).exists():
        os.link(office / target, office / "links/hard")
        os.symlink(office / target, office / "links/soft")
        # A link that leads there is not the file itself where a folder is protected and not a file.
        if "log/" not in target:
            spellings += ["links/hard", "links/soft"]
    os.symlink(office, office / "links/around")
    spellings.append(f"links/around/{target}")
    before = listing(office)
    for spelling in spellings:
        result = run(*[spelling if word == "{}" else word for word in arguments], cwd=office)
        assert result.returncode in (64, 73), (spelling, result)
        assert result.stderr.startswith(b"hcode: error: "), result.stderr
        assert listing(office) == before, spelling


@pytest.mark.parametrize("place", ["new/vkey", "./new/vkey", "new/.journal", "new/../new/.journal"])
def test_a_new_log_does_not_replace_the_key_that_signs_it(office, place):
    (office / "new").mkdir()
    shutil.copy(office / "LOG.key", office / place)
    assert_error(run("log", "init", "new", "--key", place, "--origin", "h.example/new", cwd=office), 64)
    assert (office / place).read_bytes() == (office / "LOG.key").read_bytes()


def test_standard_output_is_an_output_too(office):
    for arguments, file in [(["registry", "show", "reg"], "reg"), (["issue", "--key", "CN-HA.key", *GREEN, "--text"], "CN-HA.key"),
                            (["registry", "export", "reg"], "reg"), (["inspect", "y.png"], "y.png")]:
        before = (office / file).read_bytes()
        for stream in ("stdout", "stderr"):
            with open(office / file, "ab") as opened:
                done = subprocess.run([HCODE, *arguments], cwd=office, env=environment("/nonexistent"),
                                      **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: opened})
            assert done.returncode == 64, arguments
            if stream == "stdout":
                assert (office / file).read_bytes() == before


@pytest.mark.parametrize("target", ["/dev/null", "folder"])
def test_a_link_to_what_is_no_file_is_not_replaced(office, target):
    (office / "folder").mkdir()
    os.symlink(target, office / "link.png")
    assert_error(run("issue", "--key", "CN-HA.key", *GREEN, "-o", "link.png", "--force", cwd=office), 73)
    assert (office / "link.png").is_symlink()


def test_an_output_is_never_standard_input(office):
    with open(office / "people.csv", "rb") as people:
        (office / "x").write_bytes(b"")
        result = run("issue", "--key", "CN-HA.key", "--passphrase-fd", "0", *GREEN, "--format", "png", "-o", "people.csv", "--force", cwd=office, stdin=people)
    assert_error(result, 64, "people.csv")


# ------------------------------------------------------------ modes


def mode(path):
    return oct(stat.S_IMODE(os.stat(path).st_mode))


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_what_holds_personal_data_is_its_owners_alone(office, umask):
    def make(*arguments):
        result = run(*arguments, cwd=office, preexec_fn=lambda: os.umask(umask))
        assert result.returncode in (0, 65), result.stderr

    (office / "people.csv").write_text("status,valid,name\ngreen,1h,A\nblue,1h,B\n")
    for name in ["c.png", "c.svg", "c.txt", "c.zpl"]:
        extra = ["--dpi", "203"] if name.endswith("zpl") else []
        make("issue", "--key", "CN-HA.key", *GREEN, "--name", "A", "-o", name, *extra)
    make("issue", "--key", "CN-HA.key", "--status", "red", "--reason", "arrival", "--authority", "o", "--valid", "1d", "--request", "r.request")
    make("registry", "init", "new.reg", "--key", "CN-HA.pub", "--uri", "https://h.example/2")
    make("registry", "lease", "new.reg", "--count", "3", "--as", "d", "-o", "d.reg")
    for output in ["b.ndjson", "b.zip", "b.tar"]:
        make("issue", "--batch", "people.csv", "--key", "CN-HA.key", "--index-range", "0..9", "-o", output)
    made = [p for p in office.iterdir() if p.is_file() and re.match(r"[cb]\.|r\.request|new\.reg|d\.reg", p.name)]
    assert len(made) > 12
    if umask != 0o277:
        make("issue", "--batch", "people.csv", "--key", "CN-HA.key", "--index-range", "0..9", "-o", "folder")
        assert mode(office / "folder") == "0o700"
        made += list((office / "folder").iterdir())
    assert {p.name: mode(p) for p in made} == {p.name: "0o600" for p in made}


def test_what_sqlite_keeps_beside_a_registry_is_its_owners_alone(office):
    reader = sqlite3.connect(office / "reg")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM registry").fetchall()
    run("registry", "allocate", "reg", "--count", "3", cwd=office, preexec_fn=lambda: os.umask(0))
    assert (mode(office / "reg-wal"), mode(office / "reg-shm")) == ("0o600", "0o600")
    reader.close()


# ------------------------------------------------------------ leftovers


@pytest.mark.parametrize("call", ["link", "fsync", "write"])
def test_what_a_killed_run_left_is_removed_by_the_next(office, call):
    died = with_fault("signal=KILL", call, 1, "issue", "--key", office / "CN-HA.key", *GREEN, "-o", office / "c.png")
    assert was_killed(died) and len(temporary(office)) == 1
    assert run("issue", "--key", "CN-HA.key", *GREEN, "-o", "other.png", cwd=office).returncode == 0
    assert temporary(office) == []


def test_what_a_killed_log_left_is_removed_by_the_next(office):
    assert run("issue", "--key", "CN-HA.key", "--status", "yellow", "--reason", "arrival", "--authority", "o", "--valid", "1d", "--log", "log",
               "-o", "z.png", cwd=office).returncode == 0
    died = with_fault("signal=KILL", "rename", 1, "log", "checkpoint", office / "log", "--key", office / "LOG.key")
    assert was_killed(died)
    assert [p for p in (office / "log").rglob("*") if MARK.search(p.name)]
    assert run("log", "checkpoint", "log", "--key", "LOG.key", cwd=office).returncode == 0
    assert [p for p in (office / "log").rglob("*") if MARK.search(p.name)] == []


def test_only_leftovers_of_dead_runs_are_removed(office):
    name = ".c.png.hcode-0123456789abc.tmp"
    others = [".c.png.tmp", ".c.png.0123456789abc.tmp", "c.png.hcode-0123456789abc.tmp", ".hcode-0123456789abc.tmp", ".c.hcode-0123456789ABC.tmp"]
    for other in others:
        (office / other).write_text("somebody's")
    (office / ".f.hcode-0123456789abc.tmp").mkdir()
    os.mkfifo(office / ".p.hcode-0123456789abc.tmp")
    (office / "precious").write_text("precious")
    os.symlink("precious", office / ".l.hcode-0123456789abc.tmp")
    with open(office / name, "wb") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        assert run("issue", "--key", "CN-HA.key", *GREEN, "-o", "a.png", cwd=office).returncode == 0
        assert (office / name).exists()
    assert run("issue", "--key", "CN-HA.key", *GREEN, "-o", "b.png", cwd=office).returncode == 0
    assert not (office / name).exists()
    assert all((office / other).exists() for other in [*others, "precious", ".f.hcode-0123456789abc.tmp"])
    assert os.path.lexists(office / ".l.hcode-0123456789abc.tmp") and os.path.lexists(office / ".p.hcode-0123456789abc.tmp")


def test_many_runs_at_once_take_nothing_from_each_other(office):
    running = [subprocess.Popen([HCODE, "issue", "--key", "CN-HA.key", *GREEN, "-o", f"{number}.png"], cwd=office, env=environment("/nonexistent"),
                                stdout=subprocess.DEVNULL) for number in range(16)]
    assert [process.wait() for process in running] == [0] * 16
    assert temporary(office) == []


# ------------------------------------------------------------ descriptors, limits, a full device

ANSWERS = [
    ["--help"], ["--version"], ["help", "scan"], ["scan", "--help"], ["--generate-completion-script", "bash"], ["--experimental-dump-help"],
    ["scan", "--trust", "CN-HA.pub", "y.png"], ["scan", "--json", "--trust", "CN-HA.pub", "y.png"], ["scan", "--raw", "y.png"], ["inspect", "y.png"],
    ["explain", "--trust", "CN-HA.pub", "y.png"], ["issue", "--key", "CN-HA.key", *GREEN, "--text"], ["issue", "--key", "CN-HA.key", *GREEN, "-o", "-"],
    ["issue", "--key", "CN-HA.key", *GREEN, "-o", "{new}.png"], ["issue", "--batch-template"],
    ["issue", "--batch", "people.csv", "--key", "CN-HA.key", "--index-range", "0..9", "-o", "-"],
    ["issue", "--batch", "people.csv", "--key", "CN-HA.key", "--index-range", "0..9", "-o", "{new}.ndjson"],
    ["registry", "show", "reg"], ["registry", "allocate", "reg"], ["registry", "lease", "reg", "--count", "2", "--as", "{new}"],
    ["registry", "init", "{new}.reg", "--key", "CN-HA.pub", "--uri", "https://h.example/9"], ["registry", "purge", "reg", "--retain", "1d"],
    ["log", "verify", "log", "--log-key", "log/vkey"], ["log", "audit", "log", "--log-key", "log/vkey"], ["log", "export", "log", "--json"],
    ["log", "export", "log", "-o", "{new}.log"], ["log", "key", "CN-HA.pub", "--name", "a.example"], ["log", "prove", "log", "--code", "y.png", "-o", "{new}.proof"],
    ["log", "checkpoint", "log", "--key", "LOG.key"], ["status", "show", "old.status"], ["status", "build", "--registry", "reg", "--key", "status/CN-HA.key", "-o", "{new}.status"],
    ["trust", "build", "-o", "{new}.trust"], ["trust", "sign", "a.trust", "--key", "LOG.key"], ["doctor"], ["keygen", "--issuer", "N{new}", "--name", "x", "--no-passphrase"],
]
NEW = itertools.count()


def fresh(arguments):
    return [word.format(new=f"new{next(NEW)}") for word in arguments]


@pytest.mark.parametrize("arguments", ANSWERS, ids=lambda words: "-".join(words[:2]))
def test_an_answer_that_did_not_arrive_is_no_success(office, arguments):
    def ended(**streams):
        return subprocess.run([HCODE, *fresh(arguments)], cwd=office, env=environment("/nonexistent"), stderr=subprocess.PIPE, **streams).returncode

    if arguments[:2] == ["status", "build"]:
        time.sleep(1.1)  # A list is later than the last one.
    with open("/dev/full", "wb") as full:
        assert ended(stdout=full) == 74
    if arguments[:2] == ["status", "build"]:
        time.sleep(1.1)
    reading, writing = os.pipe()
    os.close(reading)
    assert ended(stdout=writing) == 74
    os.close(writing)
    if arguments[:2] == ["status", "build"]:
        time.sleep(1.1)
    assert ended(preexec_fn=lambda: os.close(1)) == 74


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 2), (1, 2), (0, 1, 2)], ids=str)
def test_a_file_never_gets_the_number_of_a_closed_stream(office, closed):
    def close():
        for descriptor in closed:
            os.close(descriptor)

    (office / "people.csv").write_text("status,valid,name\nblue,1h,B\n" + "green,1h,A\n" * 20)
    arguments = ["issue", "--batch", "people.csv", "--key", "CN-HA.key", "--registry", "reg", "-o", "b.ndjson"]
    streams = {name: subprocess.DEVNULL for number, name in enumerate(["stdin", "stdout", "stderr"]) if number not in closed}
    done = subprocess.run([HCODE, *arguments], cwd=office, env=environment("/nonexistent"), preexec_fn=close, **streams)
    assert done.returncode == (74 if 1 in closed else 65)
    for name in ["b.ndjson", "b.ndjson.journal"]:
        for line in (office / name).read_bytes().splitlines():
            json.loads(line)
    assert run(*arguments, "--resume", cwd=office).returncode == 65
    assert registries.is_whole(office / "reg")


def limited(size):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def test_a_limit_on_the_size_of_files_is_an_error_and_no_crash(office):
    (office / "people.csv").write_text("status,name\n" + "green,P\n" * 3000)
    many = ["issue", "--batch", "people.csv", "--key", "CN-HA.key", "--valid", "24h"]
    for size, arguments in [(0, ["issue", "--key", "CN-HA.key", *GREEN, "-o", "a.png"]), (100 << 10, [*many, "--index-range", "0..9999", "-o", "o.zip"]),
                            (60 << 10, [*many, "--registry", "reg", "-o", "o.ndjson"]), (0, ["keygen", "--issuer", "Z", "--name", "z", "--no-passphrase"]),
                            (0, ["registry", "init", "z.reg", "--key", "CN-HA.pub", "--uri", "https://h.example/3"]), (0, ["registry", "allocate", "reg"]),
                            (0, ["log", "export", "log", "-o", "z.log"]), (0, ["trust", "build", "-o", "z.trust"])]:
        result = run(*arguments, cwd=office, preexec_fn=limited(size))
        assert_error(result, 74)
    assert temporary(office) == []
    assert run(*many, "--registry", "reg", "-o", "o.ndjson", "--resume", cwd=office).returncode == 0


# ------------------------------------------------------------ secrets


def test_a_process_with_a_secret_cannot_be_dumped(office):
    """The kernel gives the files of such a process to root, and its memory to nobody else."""
    (office / "people.csv").write_text("status,name\n" + "green,P\n" * 20000)
    process = subprocess.Popen([HCODE, "issue", "--batch", "people.csv", "--key", "CN-HA.key", "--valid", "24h", "--index-range", "0..30000", "-o", "o.zip"],
                               cwd=office, env=environment("/nonexistent"), stdout=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        assert process.poll() is None
        limits = open(f"/proc/{process.pid}/limits").read()
        assert re.search(r"Max core file size\s+0\s+0", limits)
        # Reading one's own flag is prctl's; from outside it shows in who owns the files, and as a refusal for the user's other processes.
        if os.geteuid() == 0:
            script = f"import os; os.setgroups([]); os.setgid(65534); os.setuid(65534); open('/proc/{process.pid}/environ','rb').read()"
            assert subprocess.run(["python3", "-c", script], capture_output=True).returncode != 0
        else:
            assert os.stat(f"/proc/{process.pid}/mem").st_uid == 0
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("front", [b"", b"\xef\xbb\xbf", b"]Q1", b" "])
def test_inspect_shows_nothing_of_a_secret_key(office, front):
    key = (office / "CN-HA.key").read_bytes()
    seed = key[71:103]
    (office / "k").write_bytes(front + key)
    for result in [run("inspect", *options, *place, cwd=office, input=front + key) for options in ([], ["--json"]) for place in (["k"], ["-"])]:
        assert result.returncode == 65, result
        shown = result.stdout + result.stderr
        assert not any(seed[place:place + 4] in shown for place in range(29))
        assert b"hcode secret key" not in result.stdout


def test_a_file_that_is_given_by_mistake_is_not_repeated(office):
    secret = b"zq-hunter2-8842\nzq-second-line\n"
    (office / "secret").write_bytes(secret)
    for arguments in [["status", "set", "--registry", "reg", "-", "--to", "revoked", "--why", "error", "--authority", "o", "--key", "CN-HA.key", "--no-log"],
                      ["status", "clear", "--registry", "reg", "-", "--why", "error", "--authority", "o", "--key", "CN-HA.key", "--no-log", "--one-officer"],
                      ["issue", "--batch", "secret", "--key", "CN-HA.key", "--index-range", "0..9", "-o", "o.zip"],
                      ["issue", "--batch", "-", "--key", "CN-HA.key", "--index-range", "0..9", "-o", "-"],
                      ["log", "append", "log", "secret"], ["trust", "add", "secret"], ["verify", "--trust", "secret", "x"], ["inspect", "secret"],
                      ["rules", "check", "secret"], ["status", "show", "secret"], ["registry", "show", "secret"]]:
        result = run(*arguments, cwd=office, input=secret)
        assert result.returncode != 0 and b"zq-" not in result.stdout + result.stderr, (arguments, result)
