"""desk.json: the program and its JSON Schema accept and refuse alike."""

import json

import pytest
from jsonschema import Draft202012Validator

from command import ROOT, assert_error
from desks import Desk

LAPTOP = {"format": "hcode-desk-1", "issuer": "DEMO"}
CLINIC = {
    "format": "hcode-desk-1", "issuer": "CN-HA-CLINIC-3", "url": "https://clinic3.example/codes/",
    "secrets": ["secret/", "/media/root-stick/"], "issue": {"valid": {"green": "48h"}, "subject_required": True}}
PROVINCE = {
    "format": "hcode-desk-1", "issuer": "CN-HA", "url": "https://health.ha.example/",
    "registry": "postgres://db.ha.example/hcode?sslrootcert=/etc/hcode/db.crt", "people": {"forget_after": "14d"},
    "publish": {"status_valid": "3d", "renew_after": "1h",
                "neighbours": ["https://health.hb.example/CN-HB.bundle", "https://health.sx.example/CN-SX.bundle"]}}
EVERYTHING = {
    "format": "hcode-desk-1", "issuer": "CN-HA", "url": "http://[::1]:8080/a/", "registry": "elsewhere/", "secrets": ["a/"],
    "registries": {"counter-7": "registry/7"},
    "issue": {"valid": {"green": "90m", "yellow": "3d", "red": "31d"}, "subject_required": False},
    "people": {"keep_names": True, "forget_after": "7d"},
    "publish": {"status_valid": "31d", "bundle_valid": "93d", "renew_after": "30d", "neighbours": []},
    "warn": {"keys": "1096d", "backup": "36500m"}}


@pytest.fixture(scope="module")
def schema():
    content = json.loads((ROOT / "docs/schema/desk.schema.json").read_text())
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """By issuer: a desk whose `desk.json` a test writes."""
    return {issuer: Desk(tmp_path_factory.mktemp(issuer), issuer=issuer) for issuer in ("DEMO", "CN-HA-CLINIC-3", "CN-HA")}


def opened(desks, settings):
    desk = desks.get(settings.get("issuer"), desks["CN-HA"])
    (desk.folder / "desk.json").write_text(json.dumps(settings))
    return desk.run("desk")


@pytest.mark.parametrize("settings", [LAPTOP, CLINIC, EVERYTHING], ids=["laptop", "clinic", "everything"])
def test_what_the_schema_accepts_the_program_accepts(schema, desks, settings):
    schema.validate(settings)
    shown = opened(desks, settings)
    assert shown.returncode == 0, shown.stderr


def test_a_province_is_accepted_and_only_its_server_is_missing(schema, desks):
    schema.validate(PROVINCE)
    opened(desks, PROVINCE)
    assert_error(desks["CN-HA"].run("desk", "publish"), 69, "db.ha.example")


def objects(value, path=()):
    """Every object in it, with its path. The members of `registries` are names of keys."""
    yield path, value
    for name, part in value.items():
        if isinstance(part, dict) and name != "registries":
            yield from objects(part, (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in objects(EVERYTHING)], ids=lambda path: ".".join(path) or "the-top")
def test_a_member_that_neither_knows_is_refused_by_both(schema, desks, path):
    settings = json.loads(json.dumps(EVERYTHING))
    part = settings
    for name in path:
        part = part[name]
    part["colour"] = "24h"
    assert not schema.is_valid(settings)
    assert_error(opened(desks, settings), 65, ".".join((*path, "colour")))


@pytest.mark.parametrize("path, value", [
    ("format", "hcode-desk-2"), ("url", "https://health.example"), ("url", "http://health.example/"), ("url", "https://"),
    ("url", "http://localhost.example/"), ("url", "https://health.example/ /"), ("url", "https://health.example/" + 200 * "a" + "/"),
    ("registry", ""), ("registry", "a\0b"), ("registry", 7), ("secrets", []), ("secrets", 9 * ["a/"]), ("secrets", [""]), ("secrets", "secret/"),
    ("registries", {"a b": "x"}), ("registries", {"main": ""}), ("registries", {f"k{n}": "x" for n in range(65)}), ("issue.valid.green", "1 day"),
    ("issue.valid.green", "0h"), ("issue.valid.green", "36501m"), ("issue.valid.green", "60s"), ("issue.valid.green", 24), ("issue.valid.green", "-1h"), ("issue.subject_required", "yes"), ("people.keep_names", 1),
    ("people.forget_after", "30"), ("publish.status_valid", "1w"), ("publish.neighbours", 65 * ["https://a.example/a.bundle"]),
    ("publish.neighbours", [7]), ("warn.backup", ""), ("issue", []),
])
def test_a_value_that_is_wrong_is_refused_by_both_and_its_place_is_named(schema, desks, path, value):
    settings = json.loads(json.dumps(EVERYTHING))
    *above, last = path.split(".")
    part = settings
    for name in above:
        part = part[name]
    part[last] = value
    assert not schema.is_valid(settings)
    assert_error(opened(desks, settings), 65, "desk.json", path)


@pytest.mark.parametrize("missing", ["format", "issuer"])
def test_a_desk_says_its_format_and_its_issuer(schema, desks, missing):
    settings = {name: value for name, value in EVERYTHING.items() if name != missing}
    assert not schema.is_valid(settings)
    assert_error(opened(desks, settings), 65, missing)


@pytest.mark.parametrize("issuer", ["", "-CN", "CN HA", "河南", 33 * "A"])
def test_an_issuer_that_is_no_identifier_is_refused_by_both(schema, desks, issuer):
    settings = EVERYTHING | {"issuer": issuer}
    assert not schema.is_valid(settings)
    assert_error(opened(desks, settings), 65, "issuer")


@pytest.mark.parametrize("more, name", [
    ({"publish": {"renew_after": "7d"}}, "publish.renew_after"), ({"publish": {"status_valid": "32d"}}, "publish.status_valid"),
    ({"publish": {"bundle_valid": "94d"}}, "publish.bundle_valid"), ({"issue": {"valid": {"green": "367d"}}}, "issue.valid.green"),
    ({"warn": {"keys": "1097d"}}, "warn.keys"),
])
def test_lengths_of_time_that_cannot_be_are_refused_by_the_program(desks, more, name):
    """JSON Schema cannot compare lengths of time."""
    assert_error(opened(desks, LAPTOP | {"issuer": "CN-HA"} | more), 65, name)


def test_the_page_the_schema_and_the_program_have_the_same_members(schema):
    page = (ROOT / "docs/desk.md").read_text().split("\n## 3. ")[1].split("\n## ")[0]
    for path, part in objects(EVERYTHING):
        known = schema.schema["properties"]
        for name in path:
            known = known[name]["properties"]
        assert set(part) == set(known), path
        for name in part:
            assert name in page, name


def test_the_defaults_of_the_schema_are_those_of_the_page(schema):
    page = (ROOT / "docs/desk.md").read_text().split("\n## 3. ")[1].split("\n## ")[0]
    assert "| `publish.renew_after` | 12h |" in page and "| `publish.status_valid`, `bundle_valid` | 7d, 7d |" in page
    assert "| `issue.valid.green`, `yellow`, `red` | 24h, 72h, 7d |" in page and "| `warn.keys`, `warn.backup` | 60d, 26h |" in page
    of = schema.schema["properties"]
    defaults = {name: value["default"] for part in ("publish", "warn") for name, value in of[part]["properties"].items() if "default" in value}
    assert defaults == {"status_valid": "7d", "bundle_valid": "7d", "renew_after": "12h", "keys": "60d", "backup": "26h"}
    assert [value["default"] for value in of["issue"]["properties"]["valid"]["properties"].values()] == ["24h", "72h", "7d"]
