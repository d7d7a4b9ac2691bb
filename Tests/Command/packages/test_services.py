"""The services of hcode-gate and hcode-page: as systemd reads them, and each of their programs run by hand as the unit names it. No systemd runs here,
so nothing is known of how it starts them, and of its sandbox only what systemd-analyze says."""

import http.client
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import tty
from pathlib import Path

import pytest

from command import HCODE, ROOT
from desks import served
from guides import Guide
from roots import Root

pytestmark = pytest.mark.slow

UNITS = sorted(path.name for path in (ROOT / "services").glob("*.service"))
TIMERS = sorted(path.name for path in (ROOT / "services").glob("*.timer"))


def setting(unit, name):
    """The values of a setting, in order."""
    return re.findall(rf"^{name}=(.*)$", (ROOT / "services" / unit).read_text(), re.M)


def started(unit, instance="", variables=()):
    """The words of ExecStart, as systemd would put them together."""
    line, = setting(unit, "ExecStart")
    line = line.replace("%I", instance).replace("%i", instance)
    for name, value in dict(variables).items():
        line = line.replace("${" + name + "}", str(value)).replace("$" + name, str(value))
    assert "$" not in line and "%" not in line
    return line.split()


def test_every_service_is_named_here():
    assert UNITS == ["hcode-camera@.service", "hcode-desk-publish.service", "hcode-page.service", "hcode-serial@.service",
                     "hcode-trust-update.service", "hcode-watch.service"]
    for timer in TIMERS:
        assert timer.replace(".timer", ".service") in UNITS


@pytest.mark.parametrize("unit", UNITS)
def test_a_service_has_no_more_rights_than_it_needs(unit, tmp_path):
    said = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", ROOT / "services" / unit], capture_output=True, text=True)
    level = float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", said.stdout)[1])
    assert level < 2, said.stdout
    assert (setting(unit, "PrivateNetwork") == ["yes"]) == (unit not in ("hcode-trust-update.service", "hcode-desk-publish.service", "hcode-page.service"))
    if unit.startswith("hcode-page"):
        assert (setting(unit, "IPAddressDeny"), setting(unit, "IPAddressAllow")) == (["any"], ["127.0.0.1"])
        assert setting(unit, "LoadCredential") == ["token:/etc/hcode/page.token"]
    if unit.startswith(("hcode-camera", "hcode-serial", "hcode-watch", "hcode-page")):
        assert setting(unit, "DynamicUser") == ["yes"] and setting(unit, "Restart") == ["always"]
    if "desk" in unit:
        assert setting(unit, "LoadCredential") == ["passphrase:/etc/hcode/desk.passphrase"]
    for named in re.findall(r"man:(\S+)\(1\)", (ROOT / "services" / unit).read_text()):
        assert (ROOT / f"docs/man/{named}.1").exists() or (ROOT / f"page/{named}.1").exists()
    for named in re.findall(r"file:///usr/share/doc/hcode/(\S+)", (ROOT / "services" / unit).read_text()):
        assert (ROOT / named).exists()


# ---------------------------------------------------------------- by hand, on this machine


class Gate:
    """A gate's program while it runs, with its store, and what it prints a line at a time."""

    def __init__(self, place, office):
        self.place, self.process = place, None
        office.ok("trust", "import", "--store", place / "store", "desk/publish/CN-HA.bundle", "--fingerprint", office.fingerprint)
        (place / "bin").mkdir()
        (place / "bin/hcode").symlink_to(HCODE)

    def start(self, unit, instance="", inbox=None, **variables):
        program, *words = started(unit, instance)
        assert program == "/usr/lib/hcode/gate"
        if inbox:
            words = [str(inbox) if word == "/var/lib/hcode-inbox" else word for word in words]
        self.process = subprocess.Popen([ROOT / "services/gate", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                        start_new_session=True, bufsize=0, env={
            "PATH": f"{self.place}/bin:{os.environ['PATH']}", "LANG": "C.UTF-8", "HCODE_STORE": f"{self.place}/store",
            "XDG_STATE_HOME": str(self.place), **variables})

    def line(self, seconds=60):
        got, end = b"", time.monotonic() + seconds
        while not got.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            more = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            assert more, (got, self.process.poll(), self.stop())
            got += more
        return got.decode()

    def stop(self):
        """As systemd stops a service; what was said on standard error."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        return self.process.communicate(timeout=30)[1]


@pytest.fixture
def gate(office, tmp_path):
    gate = Gate(tmp_path, office)
    yield gate
    if gate.process:
        gate.stop()


def assert_green_without_its_bearer(line):
    assert line.startswith('{"verdict":"green",') and "张小明" not in line


def test_a_camera_is_judged(gate, office):
    """ffmpeg reads a picture in place of the camera, which is looked for below /dev."""
    shutil.copy(office.place / "code.png", gate.place)
    gate.start("hcode-camera@.service", os.path.relpath(gate.place / "code.png", "/dev"), HCODE_CAMERA="-f image2")
    assert_green_without_its_bearer(gate.line())
    assert gate.process.wait(timeout=60) == 0


def test_a_serial_scanner_is_judged(gate, office):
    master, slave = pty.openpty()
    tty.setraw(master)
    gate.start("hcode-serial@.service", os.ttyname(slave).removeprefix("/dev/"))
    text = office.run("scan", "--raw", "code.png").stdout.split(b"\n")[0]
    time.sleep(1)
    os.write(master, text + b"\r")
    assert_green_without_its_bearer(gate.line())


def test_a_folder_is_judged(gate, office):
    inbox = gate.place / "inbox"
    inbox.mkdir()
    gate.start("hcode-watch.service", inbox=inbox)
    shutil.copy(office.place / "code.png", inbox / ".half")
    (inbox / ".half").rename(inbox / "code.png")
    assert_green_without_its_bearer(gate.line())


def test_the_gates_program_gets_the_lines_and_the_end(gate, office):
    """What is dead opens nothing: when the camera is gone, the program's input ends, and so does the service."""
    program = gate.place / "open-gate"
    program.write_text("#!/bin/sh\nwhile read -r line; do echo one line; done\necho shut\n")
    program.chmod(0o755)
    shutil.copy(office.place / "code.png", gate.place)
    gate.start("hcode-camera@.service", os.path.relpath(gate.place / "code.png", "/dev"), HCODE_CAMERA="-f image2", HCODE_GATE=str(program))
    assert (gate.line(), gate.line()) == ("one line\n", "shut\n")
    assert gate.process.wait(timeout=60) == 0


def test_a_camera_that_is_not_there_ends_the_service_and_opens_nothing(gate):
    gate.start("hcode-camera@.service", "no-such-camera")
    assert gate.process.wait(timeout=60) != 0
    assert b'"verdict":"undecided"' in gate.process.stdout.read()


def test_the_page_answers_whoever_has_the_key_of_its_file(gate, office):
    """On another port than 817, which may be taken here."""
    (gate.place / "token").write_text("k" * 43 + "\n")
    (gate.place / "token").chmod(0o600)
    program, *words = started("hcode-page.service", variables={"CREDENTIALS_DIRECTORY": gate.place, "HCODE_PAGE": "--lang zh"})
    assert program == "/usr/bin/hcode-page"
    words[words.index("817")] = "0"
    gate.process = subprocess.Popen([sys.executable, ROOT / "page/page.py", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                    stdin=subprocess.DEVNULL, start_new_session=True, bufsize=0, env={
        "PATH": f"{gate.place}/bin:{os.environ['PATH']}", "LANG": "C.UTF-8", "HCODE_STORE": f"{gate.place}/store"})
    host, port = re.fullmatch(r"http://(127\.0\.0\.1:(\d+))/#\(the token\)\n", gate.line()).groups()
    text = office.run("scan", "--raw", "code.png").stdout.split(b"\n")[0]
    said = {}
    for path, body, kind in (("/open", b'{"page":"%s"}' % (b"0" * 32), "application/json"), ("/text", text, "text/plain")):
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
        connection.request("POST", path, body, {"Host": host, "Origin": f"http://{host}", "Authorization": "Bearer " + "k" * 43, "Page": "0" * 32,
                                                "Content-Type": kind})
        said[path] = json.loads(connection.getresponse().read())
        connection.close()
    assert (said["/open"]["lang"], said["/open"]["holder"]) == ("zh", False)
    assert [line["verdict"] for line in said["/text"]["lines"]] == ["green"] and "张小明" not in str(said)


# ---------------------------------------------------------------- by hand, in a fresh Debian


@pytest.fixture(scope="module")
def root(packages, tmp_path_factory):
    """A fresh Debian 12, with the packages lying in root's home."""
    fresh = Root("12", tmp_path_factory.mktemp("gate"))
    fresh.put(*packages)
    return fresh


class GuideInRoot(Guide):
    """A guide whose commands are typed in a fresh Debian, by root."""

    def __init__(self, name, place, root):
        super().__init__(name, place)
        self.root = root

    def folder(self, machine):
        return self.root.path / "root"

    def type(self, command, status=0, machine=None, variables=None):
        for text, prepare in list(self.before.items()):
            if text in command:
                del self.before[text]
                prepare(self.folder(machine))
        done = self.root.run("/bin/bash", "-uo", "pipefail", "-c", f"cd /root && {self.own(command)}")
        shown = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == status, f"{command}\nended with {done.returncode}:\n{shown}"
        self.commands += 1
        return shown


def test_the_page_leads_from_a_fresh_debian_to_a_gate_in_ten_commands(root, office, tmp_path):
    guide = GuideInRoot("gate", tmp_path, root)
    shutil.copy(office.place / "code.png", root.path / "root/green.png")

    def save(text):
        (root.path / "root/open-gate").write_text(text)

    guide.files["open-gate"] = save
    with served(office.folder / "publish") as server:
        guide.names = {"https://health.example": server.url, "FINGERPRINT": office.fingerprint}
        begun = time.monotonic()
        guide.follow()
        print(f"{guide.commands} commands in {time.monotonic() - begun:.0f} s")
        assert guide.commands <= 10
        # What systemd would start at the next boot.
        wanted = root.path / "etc/systemd/system"
        assert (wanted / "timers.target.wants/hcode-trust-update.timer").is_symlink()
        assert (wanted / "dev-ttyACM0.device.wants/hcode-serial@ttyACM0.service").is_symlink()

        # The rest is what systemd would do.
        variables = dict(line.split("=", 1) for line in (root.path / "etc/hcode/gate.conf").read_text().splitlines()
                         if "=" in line and not line.startswith("#"))
        update = started("hcode-trust-update.service", variables=variables)
        assert setting("hcode-trust-update.service", "User") == ["hcode"]
        fetched = root.run(*update, user="hcode")
        assert fetched.returncode == 0, fetched.stderr

    master, slave = pty.openpty()
    tty.setraw(master)
    command = started("hcode-serial@.service", os.ttyname(slave).removeprefix("/dev/"))
    words = root.words("env", *(f"{name}={value}" for name, value in variables.items()), *command)
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, bufsize=0)
    try:
        time.sleep(2)
        os.write(master, office.run("scan", "--raw", "code.png").stdout.split(b"\n")[0] + b"\r")
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready and process.stdout.readline() == b"the gate opens\n"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_systemd_finds_no_fault_in_the_installed_units(root):
    """After the page: the packages are installed."""
    installed(root)
    for unit in UNITS + TIMERS:
        said = root.run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"/lib/systemd/system/{unit}")
        assert (said.returncode, said.stderr.decode().strip()) == (0, ""), unit


def installed(root):
    if not (root.path / "usr/bin/hcode-page").exists():
        root.install(*(f"/root/{path.name}" for path in Path(root.path / "root").glob("*.deb")))


def test_the_desks_lists_are_published_by_its_own_account(root):
    installed(root)
    root.install("libqrencode4")
    folder = root.path / "var/lib/hcode-desk"
    assert (folder.stat().st_mode & 0o777, (root.path / "var/lib/hcode-inbox").is_dir()) == (0o750, True)
    secret = folder / "passphrase"
    secret.write_text("correct horse battery\n")
    root.ok("chown", "hcode-desk:", "/var/lib/hcode-desk/passphrase")
    root.ok("sh", "-c", "cd /var/lib/hcode-desk && chmod 600 passphrase && hcode desk init CN-HA --name Henan --rehearsal --passphrase-file passphrase "
            "--root-passphrase-file passphrase",
            user="hcode-desk")
    command = started("hcode-desk-publish.service", variables={"CREDENTIALS_DIRECTORY": "/var/lib/hcode-desk"})
    root.ok(*command, user="hcode-desk", isolated=True)
    assert (folder / "desk/publish/CN-HA.bundle").stat().st_size > 500
    assert setting("hcode-desk-publish.service", "User") == ["hcode-desk"]
