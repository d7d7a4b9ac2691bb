"""An authority on hosts of their own, each a network namespace: two counters and a publisher share a database, and the second officer has no network."""

import json
import os
import re
import shutil
import subprocess
import threading
import uuid

import pytest

import command
import postgresql
from command import ROOT

pytestmark = pytest.mark.slow

SERVER = "10.77.0.1"
PASSWORD = "correct horse"
PUBLIC = ("desk.json", "trust.json", "keys", "lists")


def ip(*args):
    subprocess.run(["ip", *args], check=True, capture_output=True)


class Network:
    """Hosts on one switch, which is in the database's namespace; a host that is not wired has only itself."""

    def __init__(self):
        self.mark, self.hosts = uuid.uuid4().hex[:6], {}
        self.add("database")
        self.inside("database", "link", "add", "switch", "type", "bridge")
        self.inside("database", "address", "add", f"{SERVER}/24", "dev", "switch")
        self.inside("database", "link", "set", "switch", "up")

    def add(self, name):
        self.hosts[name] = f"hcode-{self.mark}-{name}"
        ip("netns", "add", self.hosts[name])
        self.inside(name, "link", "set", "lo", "up")

    def wire(self, name):
        end = f"w{self.mark}{len(self.hosts)}"
        ip("link", "add", end, "netns", self.hosts["database"], "type", "veth", "peer", "name", "eth0", "netns", self.hosts[name])
        self.inside("database", "link", "set", end, "master", "switch", "up")
        self.inside(name, "address", "add", f"10.77.0.{len(self.hosts)}/24", "dev", "eth0")
        self.inside(name, "link", "set", "eth0", "up")

    def inside(self, name, *args):
        ip("-n", self.hosts[name], *args)

    def prefix(self, name):
        return ["ip", "netns", "exec", self.hosts[name]]

    def remove(self):
        for host in self.hosts.values():
            subprocess.run(["ip", "netns", "delete", host], capture_output=True)


class Host:
    """A machine: a network of its own, a home, a folder, and an account of the database."""

    def __init__(self, network, name, place, account=None):
        self.name, self.place, self.home = name, place / name, place / f"{name}-home"
        self.place.mkdir()
        self.home.mkdir()
        network.add(name)
        self.program = network.prefix(name)
        self.env = {}
        if account:
            network.wire(name)
            passwords = self.home / ".pgpass"
            passwords.write_text(f"{SERVER}:5432:*:{account}:{PASSWORD}\n")
            passwords.chmod(0o600)
            self.env = {"PGUSER": account}

    def run(self, *args):
        return command.run(*args, home=self.home, cwd=self.place, env=self.env, program=self.program)

    def ok(self, *args):
        result = self.run(*args)
        assert result.returncode == 0, (self.name, args, result.stdout, result.stderr)
        return result.stdout.decode()

    def pull(self, publisher):
        """What version control has of the desk."""
        for name in PUBLIC:
            source, target = publisher.place / "desk" / name, self.place / "desk" / name
            target.parent.mkdir(exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)

    def send(self, name, other):
        shutil.copy(self.place / name, other.place)

    def key(self, publisher, use, name):
        """Makes a key here, which the publisher lists. Its id."""
        self.pull(publisher)
        told = self.ok("desk", "key", use, "CN-HA", "--as", name, "--no-passphrase")
        self.send(f"desk/keys/{name}.pub", publisher)
        self.added = publisher.ok("desk", "add", f"{name}.pub", "--yes", re.search(r"[0-9a-f]{64}", told)[0])
        return json.loads((self.place / f"desk/keys/{name}.pub").read_text())["kid"]

    def sees(self, address):
        """Whether there is a way to the database from here."""
        tried = subprocess.run([*self.program, "bash", "-c", f"exec 3<>/dev/tcp/{address}/5432"], capture_output=True, timeout=30)
        return tried.returncode == 0


@pytest.fixture(scope="module")
def network():
    if os.geteuid() != 0:
        pytest.fail("network namespaces take root: run this test as root")
    made = Network()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def database(network):
    running = postgresql.Server(within=network.prefix("database"), listen_addresses=SERVER)
    for account in ("publisher", "counter7", "counter8"):
        running.sql(f"CREATE ROLE {account} LOGIN PASSWORD '{PASSWORD}'")
    running.admit(f"host hcode all {SERVER}/24 scram-sha-256")
    running.sql("CREATE DATABASE hcode OWNER publisher")
    yield running
    running.remove()


@pytest.fixture(scope="module")
def office(network, database, tmp_path_factory):
    """By name: the publisher, two counters, the second officer. Their keys are listed, and the first lists are published."""
    place = tmp_path_factory.mktemp("office")
    hosts = {name: Host(network, name, place, account)
             for name, account in (("publisher", "publisher"), ("counter-7", "counter7"), ("counter-8", "counter8"), ("officer-2", None))}
    publisher = hosts["publisher"]
    hosts["made"] = publisher.ok("desk", "init", "CN-HA", "--name", "河南省卫健委", "--no-passphrase", "--registry", f"postgres://{SERVER}/hcode?sslmode=disable")
    [rights] = re.findall(r"^```sql\n(.*?)^```$", (ROOT / "docs/guides/province.md").read_text(), re.MULTILINE | re.DOTALL)
    for name in ("counter-7", "counter-8"):
        schema = "hcode_" + hosts[name].key(publisher, "code", name)
        granted = rights.replace(":schema", schema)
        assert granted in hosts[name].added, "desk add prints the rights of the guide"
        database.sql(granted.replace(":role", hosts[name].env["PGUSER"]), "hcode")
    hosts["officer-2"].key(publisher, "officer", "officer-2")
    publisher.ok("desk", "publish")
    for name in ("counter-7", "counter-8", "officer-2"):
        hosts[name].pull(publisher)
    return hosts


def gate(office, place):
    """Imports what is published. Its scans have no network."""
    fingerprint = re.search(r"--fingerprint ([0-9a-f]{64})", office["made"])[1]
    done = command.run("trust", "import", "--store", place / "gate", office["publisher"].place / "desk/publish/CN-HA.bundle", "--fingerprint", fingerprint)
    assert done.returncode == 0, done.stderr


def entries(publisher):
    return [json.loads(line) for line in publisher.ok("log", "export", "desk/publish/log", "--json").splitlines()]


def test_two_counters_issue_and_revoke_while_a_third_host_publishes(office, tmp_path):
    publisher, counters = office["publisher"], [office["counter-7"], office["counter-8"]]
    said = {counter.name: [] for counter in counters}
    faults = []

    def work(counter):
        try:
            for n in range(8):
                said[counter.name].append(counter.ok("issue", "--status", "green", "--subject", f"{counter.name}/{n}", "-o", f"{n}.png"))
                if n % 4 == 0:
                    counter.ok("status", "set", f"{n}.png", "--to", "revoked", "--why", "error")
        except AssertionError as fault:
            faults.append(fault)

    working = [threading.Thread(target=work, args=(counter,)) for counter in counters]
    for thread in working:
        thread.start()
    published = 0
    while any(thread.is_alive() for thread in working):
        publisher.ok("desk", "publish", "--quiet")
        published += 1
    for thread in working:
        thread.join()
    assert not faults and published > 1
    publisher.ok("desk", "publish")
    codes = [code for name in said for code in re.findall(rf"{name}:\d+", "".join(said[name]))]
    assert len(set(codes)) == len(codes) == 16
    gate(office, tmp_path)
    for counter in counters:
        answers = [command.run("scan", "--store", tmp_path / "gate", counter.place / f"{n}.png").returncode for n in range(8)]
        assert answers == [12, 0, 0, 0] * 2, counter.name
    revoked = [entry["officer"] for entry in entries(publisher) if entry["act"] == "revoked"]
    assert sorted(revoked) == ["counter-7"] * 2 + ["counter-8"] * 2


def test_a_counter_has_no_rights_on_another_counters_codes(office, database):
    seven, eight = office["counter-7"], office["counter-8"]
    eight.ok("issue", "--status", "green", "-o", "a.png")
    eight.send("a.png", seven)
    schema = "hcode_" + json.loads((eight.place / "desk/keys/counter-8.pub").read_text())["kid"]
    counted = f"SELECT (SELECT count(*) FROM {schema}.codes), (SELECT count(*) FROM {schema}.changes)"
    before = database.sql(counted, "hcode")
    assert not before.startswith("0")
    refused = seven.run("status", "set", "a.png", "--to", "revoked", "--why", "error")
    assert refused.returncode == 77 and b"registry init" not in refused.stderr, refused
    assert database.sql(counted, "hcode") == before


def test_a_red_takes_an_officer_who_has_neither_network_nor_registry_nor_log(office, tmp_path):
    publisher, counter, officer = office["publisher"], office["counter-7"], office["officer-2"]
    assert counter.sees(SERVER) and not officer.sees(SERVER)
    assert not [p for p in officer.place.rglob("*") if "registry" in p.name or p.name in ("log", "checkpoint", ".journal")]
    counter.ok("issue", "--status", "red", "--name", "王建国", "--reason", "confirmed-case", "--authority", "Order 2026/5", "--request", "red.request")
    counter.send("red.request", officer)
    officer.ok("approve", "red.request")
    officer.send("red.approved", counter)
    counter.ok("approve", "red.approved", "-o", "red.png")
    assert not list(officer.place.glob("*.png"))
    publisher.ok("desk", "publish")
    gate(office, tmp_path)
    assert command.run("scan", "--store", tmp_path / "gate", counter.place / "red.png").returncode == 11
    [entry] = [entry for entry in entries(publisher) if entry["act"] == "issued"]
    assert (entry["officer"], entry["second_officer"]) == ("counter-7", "officer-2")


def test_a_counter_without_the_database_issues_nothing(office, network):
    counter = office["counter-7"]
    network.inside("counter-7", "link", "set", "eth0", "down")
    try:
        refused = counter.run("issue", "--status", "green", "-o", "none.png")
    finally:
        network.inside("counter-7", "link", "set", "eth0", "up")
    command.assert_error(refused, 69, SERVER)
    assert not (counter.place / "none.png").exists()
