"""The documents as a site: `make docs`. The pages are the Markdown files of the repository, and docs/index.md is the one list of them.

A page of the list gets its place in the sidebar by the heading that it stands under. A page that is in no list is an error, and so is a link that leads nowhere.
"""

import os
import posixpath
import re
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.search.en import SearchEnglish

ROOT = Path(__file__).resolve().parents[2]

project = "hcode"
version = release = re.search(r'current = "(.+)"', (ROOT / "Sources/HCodeBase/Version.swift").read_text())[1]
html_title = f"hcode {version}"
html_theme = "furo"
html_show_sphinx = html_show_copyright = html_copy_source = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_search_language = "en-zh"
extensions = ["myst_parser"]
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 6
root_doc = "docs/index"
source_suffix = {".md": "markdown", ".1": "restructuredtext"}
include_patterns = ["*.md", "docs/**.md", "docs/man/*.1", "samples/*.md", "conformance/*.md"]
highlight_language = "none"
pygments_style, pygments_dark_style = "tango", "monokai"
# The languages of blocks that Pygments does not know are names for the tests.
suppress_warnings = ["misc.highlighting_failure"]


def contents(text, folder, caption=""):
    """A table of contents, which the sidebar shows, of the pages that a text links to."""
    links = dict.fromkeys(re.findall(r"\]\(([^)#:]+\.(?:md|1))\)", text))
    pages = "".join(f"/{posixpath.normpath(posixpath.join(folder, link))}\n" for link in links)
    options = ":hidden:\n" + (f":caption: {caption}\n" if caption else "")
    return f"\n\n```{{toctree}}\n{options}\n{pages}```\n" if pages else ""


def manual_page(name):
    """A manual page as a terminal shows it; that of hcode has all others below it."""
    shown = subprocess.run(["man", "--nh", "--nj", "--local-file", ROOT / f"{name}.1"], env={**os.environ, "MANWIDTH": "96", "LC_ALL": "C.UTF-8"},
                           capture_output=True, text=True, check=True).stdout
    title = posixpath.basename(name)
    below = ".. toctree::\n   :hidden:\n   :glob:\n\n   hcode-*\n" if title == "hcode" else ""
    return f"{title}\n{'=' * len(title)}\n\n::\n\n" + re.sub("^(?=.)", "  ", shown.strip("\n"), flags=re.MULTILINE) + "\n\n" + below


def read(app, name, source):
    """Adds to a page what only the site needs."""
    folder = posixpath.dirname(name)
    if folder == "docs/man":
        source[0] = manual_page(name)
    elif name == "docs/library" and Path(app.outdir, "api").is_dir():
        source[0] += '\n<p><a href="../api/documentation/hcodekit/">The pages of HCodeKit</a></p>\n'
    elif name == root_doc:
        first, *parts = re.split(r"^## (.*)\n", source[0], flags=re.MULTILINE)
        source[0] = first + "".join(f"## {title}\n{text}{contents(text, folder, title)}" for title, text in zip(parts[::2], parts[1::2]))
    elif re.fullmatch(r"(docs/.+|conformance)/README", name):
        source[0] += contents(source[0], folder)


def link(app, doctree):
    """Makes a link of each name of a page, such as `docs/trust.md`."""
    for literal in list(doctree.findall(nodes.literal)):
        name = re.fullmatch(r"([\w./-]+)\.md", literal.astext())
        if not name or isinstance(literal.parent, nodes.reference):
            continue
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(app.env.docname), name[1]))
        page = next((page for page in (beside, name[1]) if page in app.env.found_docs and page != app.env.docname), None)
        if page:
            target = addnodes.pending_xref("", refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=True, refwarn=True)
            literal.replace_self(target)
            target += literal


class Search(SearchEnglish):
    """English, and Chinese by pairs of characters, since no blank says where a word ends."""

    lang = "en-zh"
    js_splitter_code = """
function splitQuery(query) {
    const words = query.match(/[\\u4e00-\\u9fff]+|(?:(?![\\u4e00-\\u9fff])[\\p{Letter}\\p{Number}_])+/gu) ?? [];
    return words.flatMap((word) => /^[\\u4e00-\\u9fff]{3,}$/.test(word) ? [...word].slice(1).map((last, before) => word[before] + last) : [word]);
}
"""

    def split(self, text):
        words = re.findall(r"[\u4e00-\u9fff]+|[^\W\u4e00-\u9fff]+", text)
        return [pair for word in words for pair in (map("".join, zip(word, word[1:])) if re.match(r"[\u4e00-\u9fff]{2}", word) else [word])]


def finish(app, exception):
    """What a reader opens first."""
    if not exception:
        Path(app.outdir, "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>hcode</title><meta http-equiv="refresh" content="0; url=docs/index.html">\n')


def setup(app):
    app.add_search_language(Search)
    # Whether the library's pages are there may have changed.
    app.connect("env-get-outdated", lambda *_: ["docs/library"])
    app.connect("source-read", read)
    app.connect("doctree-read", link)
    app.connect("build-finished", finish)
