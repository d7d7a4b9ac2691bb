"""Every command of docs/guides runs as it stands, on the machines that the page names, with a real web server and a real database."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from datetime import datetime, timedelta, timezone

import pytest

import command
import hcert
import postgresql
from clocks import DAY, clock  # noqa: F401  a fixture
from command import ROOT
from desks import Desk, served
from guides import Guide

pytestmark = pytest.mark.slow


@pytest.fixture
def followed(tmp_path):
    """followed(page) → a guide whose web server serves what the page sends there, and whose sticks, disks and folders are the test's."""
    servers = []

    def open_page(name, issuer, **more):
        guide = Guide(name, tmp_path, **more)
        for folder in ("web", "stick", "root-stick", "backup"):
            (tmp_path / folder).mkdir()
        server = served(tmp_path / "web")
        servers.append(server)
        guide.names = {"https://health.example": server.__enter__().url, "web:/srv/codes/": f"{tmp_path}/web/", "/media/stick": tmp_path / "stick",
                       "/media/root-stick": tmp_path / "root-stick", "/backup": tmp_path / "backup"}
        guide.issuer = issuer
        return guide

    yield open_page
    for server in servers:
        server.__exit__(None, None, None)


def fingerprint(guide):
    """What the authority reads out: the person at the gate has heard it, and types it in place of the word."""
    def heard(_):
        shown = guide.type("hcode desk", machine=guide.issuer)
        guide.names["FINGERPRINT"] = re.search(r"[0-9a-f]{64}", shown)[0]

    return heard


def people(rows):
    """The person fills in the file, with one row for each of so many people."""
    def fill(folder):
        header = (folder / "people.csv").read_text().splitlines()[0]
        assert {"name", "subject", "status", "valid"} <= set(header.split(","))
        (folder / "people.csv").write_text("subject,status,valid,name\n" + "".join(f"S{n},green,24h,张{n}\n" for n in range(rows)))

    return fill


def test_a_clinic_issues_one_and_three_hundred_and_red_and_corrects_them(followed):
    guide = followed("clinic", "office")
    guide.names["/srv/codes/desk"] = guide.folder("office") / "desk"
    guide.before = {"--fingerprint FINGERPRINT": fingerprint(guide), "--batch people.csv": people(300)}
    guide.follow()
    office, colleague = guide.folder("office"), guide.folder("colleague")
    assert not guide.before and guide.commands > 30
    assert len(list((office / "codes").glob("*.png"))) == 300
    assert not (colleague / "desk/registry").exists() and not list(colleague.glob("*.png"))
    assert [p.name for p in (colleague / "desk/secret").iterdir()] == ["officer-2.key"]
    assert not (office / "desk/secret/officer-2.key").exists()


@pytest.fixture
def nginx(tmp_path):
    """nginx(configuration) → starts a web server with the page's configuration, which nginx itself has found right."""
    started = []

    def start(configuration):
        folder = tmp_path / "nginx"
        folder.mkdir()
        whole = folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        places = "".join(f"{use}_temp_path {folder}/{use};" for use in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        whole.write_text(f"{user} pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ {places}\n{configuration} }}")
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
        assert program, "no nginx: Scripts/bootstrap --dev"
        tried = subprocess.run([program, "-t", "-c", whole], capture_output=True, text=True)
        assert tried.returncode == 0, tried.stderr
        started.append(subprocess.Popen([program, "-c", whole, "-g", "daemon off;"]))

    yield start
    for process in started:
        process.terminate()
        process.wait()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def certificate(folder, name):
    """A certificate of this machine, signed by itself."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt"],
                   check=True, capture_output=True)
    return folder / name


def test_a_province_has_a_ceremony_a_database_with_tls_and_a_web_server(followed, nginx, tmp_path):
    web, ours = free_port(), certificate(tmp_path, "web")
    guide = followed("province", "publisher", CURL_CA_BUNDLE=f"{ours}.crt")
    (tmp_path / "tls").mkdir()
    database = postgresql.over_tls(tmp_path / "tls", "")
    try:
        neighbour = Desk(tmp_path / "B", issuer="CN-HB", name="湖北省卫健委")
        neighbour.ok("desk", "publish")
        with served(tmp_path / "B/desk/publish") as theirs:
            guide.names |= {
                "https://health.example": f"https://localhost:{web}", "https://neighbour.example": theirs.url, "NEIGHBOUR": neighbour.fingerprint,
                "listen 443": f"listen 127.0.0.1:{web}", "/etc/ssl/health.example": ours, "root /srv/codes;": f"root {tmp_path}/web;",
                "db.example:5432": f"localhost:{database.port}", "db.example": f"localhost:{database.port}", "/etc/hcode/db.crt": database.root,
                "PASSWORD": guide.passphrase, "10.0.0.0/8": "127.0.0.1/32", "/srv/CN-HA/desk": guide.folder("publisher") / "desk"}
            administrator = {"PGHOST": str(database.folder), "PGPORT": str(database.port), "PGUSER": postgresql.OWNER, "PGDATABASE": "postgres"}
            guide.accounts = {"database": administrator, "publisher": {"PGUSER": "publisher"}, "counter": {"PGUSER": "counter7"}}
            guide.before = {"--fingerprint FINGERPRINT": fingerprint(guide)}
            guide.files = {"hba": database.admit, "nginx": nginx, "sql": (guide.folder("publisher") / "grants.sql").write_text}
            guide.follow()
            assert not guide.before and guide.commands > 40
            # What the holders sign in the second ceremony brings the neighbour's codes to the gate.
            for holder, machine in (("wang", "second holder"), ("chen", "third holder")):
                guide.type(f"cp /media/stick/CN-HA-3.trust . && hcode trust sign CN-HA-3.trust --key {holder}.key && cp CN-HA-3.trust /media/stick/{holder}.trust",
                           machine=machine)
            guide.type("hcode desk publish /media/stick/wang.trust /media/stick/chen.trust", machine="publisher")
            guide.type("rsync -a desk/publish/ web:/srv/codes/", machine="publisher")
            guide.type("hcode trust update", machine="gate")
            neighbour.green("theirs.png")
            guide.type(f"hcode scan {tmp_path}/B/theirs.png", status=10, machine="gate")
        counter = guide.folder("counter")
        assert [p.name for p in (counter / "desk/secret").iterdir()] == ["counter-7.key"]
        assert not [p for machine in ("database", "gate") for p in guide.folder(machine).rglob("*.key")]
        secrets = {p.name for p in guide.folder("publisher").rglob("*.key")}
        assert secrets == {"main.key", "status-1.key", "bundle-1.key", "log-1.key"}
    finally:
        database.remove()


def test_a_guards_gate_is_set_up_updated_and_names_nobody(followed, tmp_path):
    office = Desk(tmp_path / "A")
    office.ok("desk", "publish")
    guide = followed("guard", "A")
    office.green(guide.folder("gate") / "code.png")
    with served(office.folder / "publish") as server:
        guide.names |= {"https://health.example": server.url, "FINGERPRINT": office.fingerprint, "/srv/gate": tmp_path / "store"}
        guide.follow()
    assert "GREEN" in guide.shown and "张小明" not in guide.shown and guide.commands == 5


def days_ago(days):
    return (datetime.now(timezone.utc) - timedelta(days=days)).strftime("%Y-%m-%d")


def certificates(folder):
    """A signer of the EU's format with its list, a certificate that counts by the sample's rules, and one that is too old."""
    signer = hcert.Signer()
    (folder / "signers.json").write_text(json.dumps({"certificates": [{"kid": hcert.b64(signer.kid), "rawData": hcert.b64(signer.der), "country": "XX"}]}))
    now = int(time.time())
    for name, days in (("certificate", 60), ("long-ago", 300)):
        text = signer.text(hcert.vaccination(dt=days_ago(days)), iat=now - 3600, exp=now + 86_400)
        command.qr(text, folder / f"{name}.png", "-l", "L")


def rule_on_certificates(folder):
    """A complete vaccination of at most 270 days, as a country of the EU would say it."""
    clock, dose = {"var": "external.validationClock"}, {"var": "payload.v.0.dt"}
    young = {"not-after": [{"plusTime": [clock, -270, "day"]}, {"plusTime": [dose, 0, "day"]}]}
    rule = {"Identifier": "VR-CN-0001", "Type": "Acceptance", "Country": "CN", "Version": "1.0.0", "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC",
            "EngineVersion": "1.0.0", "CertificateType": "Vaccination", "Description": [{"lang": "en", "desc": "Vaccinated within 270 days."}],
            "ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2036-01-01T00:00:00Z", "AffectedFields": ["v.0.dt"],
            "Logic": {"and": [{">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]}, young]}}
    (folder / "eu-rules.json").write_text(json.dumps({"country": "CN", "rules": [rule]}))


def test_a_border_without_network_takes_sticks_neighbours_other_formats_and_rules(followed, tmp_path):
    guide = followed("border", "A")
    neighbour = Desk(tmp_path / "B", issuer="CN-HB", name="湖北省卫健委")
    neighbour.ok("desk", "publish")
    ours = Desk(tmp_path / "A")
    ours.ok("desk", "publish")
    (tmp_path / "old-stick").mkdir()
    shutil.copy(ours.folder / "publish/CN-HA.bundle", tmp_path / "old-stick")
    ours.ok("trust", "recognise", neighbour.folder / "publish/CN-HB.trust", "--fingerprint", neighbour.fingerprint, "--status", "green,yellow,red",
            "--green-with", "pcr:48h", "--otherwise", "yellow", "--source", "desk/trust.json")
    ours.ok("desk", "publish")
    gate = guide.folder("gate")
    test = f"pcr:negative:{command.ago(hours=20)}:LAB7"
    neighbour.green("tested-there.png", "--test", test)
    neighbour.green("untested-there.png")
    for name in ("tested-there.png", "untested-there.png"):
        shutil.copy(neighbour.place / name, gate)
    neighbour.ok("issue", "--status", "green", "--test", test, "-o", "typed.txt")
    certificates(gate)
    rule_on_certificates(gate)
    shutil.copytree(ROOT / "samples/rules", gate / "samples/rules")
    with served(ours.folder / "publish") as server, served(neighbour.folder / "publish") as theirs:
        guide.names |= {
            "https://health.example": server.url, "https://neighbour.example": theirs.url, "FINGERPRINT": ours.fingerprint, "/srv/gate": tmp_path / "store",
            "/media/old-stick": tmp_path / "old-stick", "/dev/ttyACM0": neighbour.place / "typed.txt",
            # No camera: the same frames from a picture of the code.
            "-f v4l2 -i /dev/video0": "-loop 1 -t 1 -i tested-there.png"}
        guide.follow()
    assert guide.commands > 15


def test_an_auditor_verifies_audits_and_witnesses(followed, tmp_path):
    office = Desk(tmp_path / "A", "--rehearsal")
    for picture in ("one.png", "two.png"):
        office.yellow(picture)
    office.ok("issue", "--status", "red", "--name", "王建国", "--reason", "confirmed-case", "--authority", "Order 2026/5", "--request", "red.request")
    office.ok("approve", "red.request", "-o", "red.png")
    office.ok("desk", "publish")
    guide = followed("auditor", "A")
    shutil.copy(office.place / "red.png", guide.folder("auditor"))
    with served(office.folder / "publish") as server:
        guide.names |= {"https://health.example": server.url, "FINGERPRINT": office.fingerprint}
        guide.follow()
    assert (guide.folder("auditor") / "days.svg").exists() and guide.commands > 12


PUBLISH = "hcode desk publish && rsync -a --delay-updates desk/publish/ web:/srv/codes/"


@pytest.fixture
def trouble(followed, tmp_path):
    """An office with a web server and a backup, a gate that knows it, and two codes: one good, one revoked."""
    guide = followed("trouble", "office")
    guide.machine = "office"
    guide.type("hcode desk init CN-HA --name 河南省卫健委 --url https://health.example/ --longest-validity none --no-passphrase")
    guide.type("hcode issue --status green --name 张小明 --valid 20d -o code.png")
    guide.type("hcode issue --status green --name 李小红 --valid 20d -o revoked.png")
    guide.type("hcode status set revoked.png --to revoked --why error")
    guide.type(PUBLISH)
    guide.type("hcode desk backup -o /backup/CN-HA.1.tar")
    fingerprint(guide)(None)
    guide.type("hcode trust import https://health.example/CN-HA.bundle --fingerprint FINGERPRINT", machine="gate")
    for picture in ("code.png", "revoked.png"):
        shutil.copy(guide.folder("office") / picture, guide.folder("gate"))

    def handed_over(folder):
        shutil.copy(guide.folder("office") / "new.png", guide.folder("gate"))

    guide.before = {"scan --without holder new.png": handed_over}
    return guide


def test_a_code_key_that_was_stolen_ends_with_its_codes_and_others_are_issued(trouble):
    trouble.follow("A code key is stolen")
    assert len((trouble.folder("office") / "issued.csv").read_text().splitlines()) == 3


def test_a_status_key_that_was_stolen_clears_nothing_once_it_is_replaced(trouble):
    office, gate = trouble.folder("office"), trouble.folder("gate")
    # The thief has the key, a registry in which nothing is revoked, and the log as it lies in the desk.
    for stolen in ("secret/status-1.key", "keys/main.pub", "state/log/.journal"):
        shutil.copy(office / "desk" / stolen, gate)
    shutil.copytree(office / "desk/publish/log", gate / "log")
    shutil.move(gate / ".journal", gate / "log")
    elsewhere = {"HOME": str(trouble.place)}
    uri = re.search(r'"status_list": "([^"]+)"', (office / "desk/trust.json").read_text())[1]
    trouble.type(f"hcode registry init none.registry --key main.pub --uri {uri}", machine="gate", variables=elsewhere)
    time.sleep(1)
    trouble.type("hcode status build --registry none.registry --key status-1.key --log log -o thief.status", machine="gate", variables=elsewhere)
    assert "became better" in trouble.type("hcode trust import thief.status", machine="gate")
    trouble.type("hcode scan revoked.png", machine="gate")
    trouble.follow("The status key is stolen")
    trouble.type("hcode trust import thief.status", status=65, machine="gate")
    trouble.type("hcode scan revoked.png", status=12, machine="gate")


def test_a_registry_that_is_lost_comes_back_from_a_backup_and_no_revocation_is_forgotten(trouble):
    (trouble.folder("office") / "desk/registry/main.registry").unlink()
    trouble.follow("The registry is lost")


def test_without_a_backup_what_was_published_keeps_the_revocations(trouble):
    shutil.rmtree(trouble.folder("office") / "desk")
    trouble.type("hcode desk restore --from https://health.example/CN-HA.bundle --fingerprint FINGERPRINT", machine="office")
    trouble.type("hcode desk", machine="office")


def test_root_keys_that_are_lost_begin_again_with_a_new_fingerprint(trouble):
    (trouble.folder("office") / "desk/secret/root-1.key").unlink()
    told = trouble.type("hcode desk rotate root --lost", machine="office")
    new = re.search(r"fingerprint  ((?:[0-9a-f]{8} ?){8})", told)[1].replace(" ", "")
    assert new != trouble.names["FINGERPRINT"]
    trouble.type(PUBLISH, machine="office")
    trouble.type("hcode trust update", status=65, machine="gate")
    trouble.type("hcode scan code.png", machine="gate")
    trouble.type("hcode trust forget CN-HA", machine="gate")
    trouble.type(f"hcode trust import https://health.example/CN-HA.bundle --fingerprint {new}", machine="gate")
    trouble.type("hcode scan code.png", machine="gate")


def test_one_root_key_of_three_is_replaced_by_the_two_others(trouble, tmp_path):
    for holder in ("li", "wang", "chen", "zhao"):
        trouble.type(f"hcode desk key root CN-HA --as {holder} --no-passphrase && cp {holder}.pub /media/stick/", machine=holder)
    roots = " ".join(f"--root-key /media/stick/{holder}.pub" for holder in ("li", "wang", "chen"))
    trouble.type(f"hcode desk init CN-HA --name 河南省卫健委 --no-passphrase {roots}", machine="publisher")

    def signed(number, *holders, status=0):
        for holder in holders:
            trouble.type(f"cp {trouble.folder('publisher')}/desk/outbox/CN-HA-{number}.trust . && hcode trust sign CN-HA-{number}.trust --key {holder}.key",
                         machine=holder)
        files = " ".join(str(trouble.folder(holder) / f"CN-HA-{number}.trust") for holder in holders)
        return trouble.type(f"hcode desk publish {files}", status=status, machine="publisher")

    signed(1, "li", "wang")
    first = re.search(r"[0-9a-f]{64}", trouble.type("hcode desk", machine="publisher"))[0]
    bundle = trouble.folder("publisher") / "desk/publish/CN-HA.bundle"
    trouble.type(f"hcode trust import {bundle} --fingerprint {first}", machine="another gate")
    trouble.follow("A root key is lost or stolen")
    assert "version 2" in signed(2, "li", "wang")
    trouble.type(f"hcode trust import {bundle}", machine="another gate")
    chen = json.loads((trouble.folder("chen") / "chen.pub").read_text())["kid"]
    zhao = json.loads((trouble.folder("zhao") / "zhao.pub").read_text())["kid"]
    source = (trouble.folder("publisher") / "desk/trust.json").read_text()
    assert zhao in source and chen not in source


def test_a_clock_that_was_a_day_ahead_is_set_right(trouble, clock):
    trouble.machine = "office"
    trouble.type("hcode issue --status green -o tomorrow.png", variables=clock(DAY))
    trouble.type(PUBLISH, variables=clock(DAY))
    assert "not-yet-issued" in trouble.type("hcode trust update", status=65, machine="gate")
    trouble.type("hcode desk publish", status=78)
    trouble.follow("The clock was wrong")


def test_a_list_that_ended_on_a_sunday_is_published_by_whoever_is_there(trouble, clock):
    trouble.environment = clock(8 * DAY)
    trouble.follow("A list ended on a Sunday")


def test_a_leak_costs_every_key_that_was_in_it(trouble):
    old = json.loads((trouble.folder("office") / "desk/keys/status-1.pub").read_text())["kid"]
    trouble.follow("A leak")
    trouble.type("hcode trust update", machine="gate")
    trouble.type("hcode scan code.png", machine="gate")
    assert old not in trouble.type("hcode trust show", machine="gate")


@pytest.mark.parametrize("page", sorted(p.stem for p in (ROOT / "docs/guides").glob("*.md")))
def test_a_guide_is_short_and_somebody_points_at_it(page):
    text = (ROOT / f"docs/guides/{page}.md").read_text()
    assert len(text.splitlines()) <= 200
    for index in ("README.md", "docs/desk.md"):
        assert f"guides/{page}.md" in (ROOT / index).read_text(), (index, page)
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert (ROOT / "docs/guides" / link).exists(), link
