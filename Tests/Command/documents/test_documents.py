"""The documents: what is on the first page, where links lead, the poster, the glossary, and words that have plainer ones."""

import json
import re
import shutil
import subprocess

import pytest

from command import ROOT

PYTHON = "/usr/bin/python3"


def links(root):
    return subprocess.run([PYTHON, ROOT / "Scripts/links.py", root], capture_output=True, text=True)


def test_every_link_between_documents_leads_somewhere():
    checked = links(ROOT)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.fixture
def repository(tmp_path):
    """A repository with a page that has a heading, and an index that names it; and what the check says once other text was added to the page."""
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs/page.md"
    (tmp_path / "docs/index.md").write_text("[page](page.md#a-heading-of-code)\n")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)

    def check(text):
        page.write_text(f"# A heading, of `code`\n\n{text}\n")
        checked = links(tmp_path)
        return checked.returncode, checked.stderr

    return check


@pytest.mark.parametrize("text", ["[here](#a-heading-of-code)", "[index](index.md)", "[far](https://example.org/none)", "`[code](none.md)`", "```\n[code](none.md)\n```",
                                  "# Twice\n# Twice\n[second](#twice-1)", "[汉字](#汉字)\n\n## 汉字"])
def test_a_link_that_leads_somewhere_is_no_fault(repository, text):
    assert repository(text) == (0, "")


@pytest.mark.parametrize("text, fault", [
    ("[a](none.md)", "docs/page.md:3: none.md: no such file"),
    ("![a](none.png)", "docs/page.md:3: none.png: no such file"),
    ('<img src="none.png">', "docs/page.md:3: none.png: no such file"),
    ("[a]: none.md", "docs/page.md:3: none.md: no such file"),
    ("[a](#none)", "docs/page.md:3: #none: no such heading"),
    ("```\n# None\n```\n[a](#none)", "docs/page.md:6: #none: no such heading"),
    ("[a](index.md#none)", "docs/page.md:3: index.md#none: no such heading"),
    ("[a](../..)", "docs/page.md:3: ../..: outside the repository"),
])
def test_a_link_that_leads_nowhere_is_a_fault_with_its_line(repository, text, fault):
    assert repository(text) == (1, f"check: {fault}\n")


def test_a_page_that_the_index_does_not_name_is_a_fault(repository, tmp_path):
    (tmp_path / "docs/other.md").write_text("# Other\n")
    assert repository("") == (1, "check: docs/index.md: does not name docs/other.md\n")


def guides(root):
    checked = subprocess.run([PYTHON, ROOT / "Scripts/chinese-guides", root], capture_output=True, text=True)
    return checked.returncode, checked.stderr


def test_a_chinese_guide_says_what_the_english_one_says():
    assert guides(ROOT) == (0, "")


@pytest.mark.parametrize("page, old, new, name", [
    ("clinic.md", "\n## One code\n", "\nOne code\n", "headings"), ("zh/clinic.md", "--name 王建国", "--name 王国", "block 12"),
    ("zh/province.md", "| 每夜 | cron | 备份发证台和数据库 |\n", "", "items and rows"), ("guard.md", "`doctor` ends", "doctor ends", "code in lines"),
    ("zh/border.md", "[rules.md](../../rules.md)", "rules.md", "links"), ("gate.md", "    DeviceAllow=/dev/ttyUSB0 rw", "    DeviceAllow=/dev/ttyUSB1 rw", "block 8"),
])
def test_what_one_language_of_a_guide_leaves_out_is_a_fault(tmp_path, page, old, new, name):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    text = (tmp_path / "docs/guides" / page).read_text()
    assert text.count(old) == 1
    (tmp_path / "docs/guides" / page).write_text(text.replace(old, new))
    status, fault = guides(tmp_path)
    assert status == 1 and f"{page.removeprefix('zh/')}: {name} differ" in fault and fault.count("\n") == 1


def test_a_guide_without_a_chinese_page_is_a_fault(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "docs/guides/zh/gate.md").unlink()
    status, fault = guides(tmp_path)
    assert status == 1 and "zh/gate.md: missing" in fault


def test_the_readme_is_short_and_shows_a_picture_and_the_five_lines_early():
    lines = (ROOT / "README.md").read_text().splitlines()
    assert len(lines) < 150
    assert any("docs/pictures/" in line for line in lines[:12])
    five = [line.split()[1] for line in lines[:50] if line.startswith("hcode ")]
    assert five == ["desk", "issue", "desk", "trust", "scan"]


def test_the_poster_has_the_words_of_the_guard_s_page():
    text = subprocess.run(["pdftotext", "-raw", ROOT / "docs/pictures/poster.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = [bare(page) for page in text.split("\f") if page.strip()]
    words = json.loads((ROOT / "page/words.json").read_text())
    for page, language, other in zip(pages, ("en", "zh"), ("zh", "en"), strict=True):
        for said in [*words[language]["verdict"].values(), *words[language]["do"].values(), *words[other]["verdict"].values()]:
            assert bare(said) in page, f"{said}: make pictures"


def bare(text):
    """Without what a line's end does to a text."""
    return re.sub(r"\s", "", text).casefold()


def test_the_glossary_has_each_term_once_and_the_verdicts_that_hcode_prints():
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in (ROOT / "docs/glossary.md").read_text().splitlines() if re.match(r"\| (?!English|-)", line)]
    terms = [row[0] for row in rows]
    assert terms and len(terms) == len(set(terms))
    assert all(len(row) == 3 and re.search(r"[\u4e00-\u9fff]", row[1]) and row[2].endswith(".") for row in rows)
    chinese = {row[0]: row[1] for row in rows}
    verdicts = json.loads((ROOT / "page/words.json").read_text())["zh"]["verdict"]
    assert {word: chinese[word] for word in verdicts} == verdicts


@pytest.mark.slow
def test_idioms_are_counted_and_shown_where_they_stand():
    counted = subprocess.run([PYTHON, ROOT / "Scripts/idioms"], capture_output=True, text=True, check=True).stdout.splitlines()
    sums = [0, 0, 0]
    for line in counted[1:-1]:
        sums = [total + int(number) for total, number in zip(sums, line[26:52].split(), strict=True)]
    assert counted[-1].split() == ["all", *map(str, sums)]
    shown = subprocess.run([PYTHON, ROOT / "Scripts/idioms", "--lines"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(shown) == sum(sums)
    assert all(re.match(r"[\w./+-]+:\d+: ", line) for line in shown)
