"""The site that `make docs` makes of the documents, as a browser without network opens it."""

import re
import subprocess

import pytest

from command import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site():
    made = subprocess.run(["make", "docs"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    return ROOT / ".build-docs/html"


def test_the_site_has_every_page_and_needs_no_network(site):
    pages = subprocess.run(["git", "ls-files", "docs/*.md", "docs/man/*.1"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert len(pages) > 150
    assert [page for page in pages if not (site / page).with_suffix(".html").exists()] == []
    # What a browser fetches by itself. A link that somebody clicks may lead anywhere.
    for page in site.rglob("*.html"):
        fetched = re.findall(r"""<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=["']((?:https?:)?//[^"']*)""", page.read_text())
        assert fetched == [], page
    for style in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", style.read_text()), style


def test_the_site_is_sorted_by_what_a_reader_wants(site):
    index = (site / "docs/index.html").read_text()
    assert re.findall(r'class="caption-text">(.*?)<', index) == re.findall("^## (.*)$", (ROOT / "docs/index.md").read_text(), re.MULTILINE) == ["Start", "Guides", "中文", "Reference", "Explanation"]


@pytest.mark.parametrize("query, page", [("红码", "Glossary"), ("无法判定", "Glossary"), ("countersignature", "Glossary"), ("hcode-appeal", "hcode-appeal")])
def test_the_site_finds_words_in_english_and_chinese(site, tmp_path, query, page):
    found = subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--virtual-time-budget=20000", "--dump-dom",
                            f"file://{site}/search.html?q={query}"], capture_output=True, text=True, check=True).stdout
    results = re.search(r'<div id="search-results">.*', found, re.DOTALL)[0]
    assert page in re.findall(r"<a [^>]*>(.*?)</a>", results), results[:2000]
