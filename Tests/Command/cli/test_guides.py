"""Every command of docs/guides runs as it stands, on the machines that the page names, with a real web server and a real database."""

import re

import pytest

from command import ROOT
from desks import served
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


@pytest.mark.parametrize("page", sorted(p.stem for p in (ROOT / "docs/guides").glob("*.md")))
def test_a_guide_is_short_and_somebody_points_at_it(page):
    text = (ROOT / f"docs/guides/{page}.md").read_text()
    assert len(text.splitlines()) <= 175
    for index in ("README.md", "docs/desk.md"):
        assert f"guides/{page}.md" in (ROOT / index).read_text(), (index, page)
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert (ROOT / "docs/guides" / link).exists(), link
