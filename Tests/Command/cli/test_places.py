"""Places to run: without /proc, PATH or HOME, on read-only media, with a key that a container hands over."""

import os
import resource
import subprocess

import pytest
from PIL import Image

from command import HCODE, assert_error, environment, made_keys, run, verdict
from registries import init

pytestmark = pytest.mark.slow

GREEN = ("--status", "green", "--valid", "24h")
root = pytest.mark.skipif(os.geteuid() != 0, reason="mounts and other users take root")


def test_without_path_programs_are_found_where_a_shell_would_look(keys, tmp_path):
    assert run("issue", "--key", keys.secret, *GREEN, "--card", "-o", tmp_path / "c.pdf").returncode == 0
    for env in ({"PATH": None}, {"PATH": None, "HOME": None}, {"PATH": ""}):
        assert run("scan", "-q", "--trust", keys.public, tmp_path / "c.pdf", env=env).returncode == 0, env


@root
def test_without_proc_the_program_has_its_arguments(keys, codes):
    here = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs tmpfs /proc && exec "$0" "$@"', HCODE]
    found = subprocess.run([*here, "scan", "-q", "--trust", keys.public, codes["red"].path], env=environment("/nonexistent"))
    assert found.returncode == 11
    assert subprocess.run([*here, "--version"], capture_output=True).returncode == 0


def test_a_limit_on_the_size_of_files_that_stops_a_converter_is_named(keys, codes, tmp_path):
    Image.open(codes["green"].path).convert("RGB").save(tmp_path / "code.webp")
    limited = subprocess.run([HCODE, "scan", "--trust", keys.public, tmp_path / "code.webp"], capture_output=True, env=environment("/nonexistent"),
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert_error(limited, 65, "ulimit -a")


def test_without_a_home_a_scan_has_no_store(keys, codes):
    env = {"HOME": None, "XDG_DATA_HOME": None, "XDG_STATE_HOME": None}
    assert run("scan", "--trust", keys.public, codes["green"].path, env=env).returncode == 0


def test_without_a_home_nothing_is_remembered_anywhere(keys, tmp_path):
    refused = run("scan", "--watch", tmp_path, "--trust", keys.public, env={"HOME": None, "XDG_STATE_HOME": None})
    assert_error(refused, 73, "XDG_STATE_HOME")
    assert not os.path.exists("/nonexistent")


@root
def test_a_registry_on_a_read_only_medium_is_read_and_not_written(keys, tmp_path):
    medium = tmp_path / "medium"
    medium.mkdir()
    registry = medium / "d#1 ä.reg"
    assert run("registry", "init", registry, "--key", keys.public, "--uri", "https://x.example/l").returncode == 0
    assert run("issue", "--key", keys.secret, *GREEN, "--registry", registry, "--text").returncode == 0
    mounted = ["unshare", "-m", "sh", "-c", f'mount --bind "{medium}" "{medium}" && mount -o remount,ro,bind "{medium}" && exec "$0" "$@"', HCODE]

    def here(*args):
        return subprocess.run([*mounted, *map(str, args)], env=environment("/nonexistent"), capture_output=True)

    shown = here("registry", "show", "--json", registry)
    assert shown.returncode == 0 and b'"recorded":1' in shown.stdout.replace(b" ", b""), shown
    assert here("registry", "export", registry).returncode == 0
    refused = here("issue", "--key", keys.secret, *GREEN, "--registry", registry, "--text")
    assert refused.returncode not in (0, 1, 2) and b"hcode: error" in refused.stderr and not refused.stdout


@root
@pytest.mark.parametrize("mode, owner, status", [(0o440, 0, 0), (0o640, 0, 0), (0o444, 0, 77), (0o460, 0, 77), (0o440, 65533, 77)])
def test_a_key_that_root_hands_over_through_a_group_is_taken_when_asked(tmp_path, mode, owner, status):
    made = made_keys(tmp_path)
    for folder in [tmp_path, *tmp_path.parents][:4]:
        folder.chmod(folder.stat().st_mode | 0o055)
    os.chown(made.secret, owner, 65534)
    made.secret.chmod(mode)

    def issue(*options):
        return subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", HCODE, "issue", *options, "--key", made.secret, *GREEN, "--text"],
                              env=environment("/nonexistent"), capture_output=True)

    taken = issue("--group-readable-key")
    assert taken.returncode == status, taken.stderr
    refused = issue()
    assert refused.returncode == 77 and (b"--group-readable-key" in refused.stderr) == (status == 0), refused.stderr


@pytest.mark.parametrize("made_as", ["composed", "decomposed"])
def test_a_passphrase_is_one_in_every_normal_form(tmp_path, made_as):
    forms = {"composed": "correct horse p\u00e4ss\n", "decomposed": "correct horse pa\u0308ss\n", "crlf": "correct horse p\u00e4ss\r\n",
             "notepad": "\ufeffcorrect horse p\u00e4ss\r\n"}
    for name, text in forms.items():
        (tmp_path / name).write_bytes(text.encode())
        (tmp_path / name).chmod(0o600)
    assert run("keygen", "--issuer", "ZZ", "--name", "x", "-o", tmp_path, "--passphrase-file", tmp_path / made_as).returncode == 0
    for name in forms:
        assert run("issue", "--key", tmp_path / "ZZ.key", *GREEN, "--text", "--passphrase-file", tmp_path / name).returncode == 0, name
    (tmp_path / "other").write_text("correct horse pass\n")
    assert_error(run("issue", "--key", tmp_path / "ZZ.key", *GREEN, "--text", "--passphrase-file", tmp_path / "other"), 77)
