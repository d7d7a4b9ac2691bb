#!/usr/bin/env python3
"""Every relative link and picture in a Markdown file leads somewhere, with its anchor, and docs/index.md names every page of docs/. Prints each that does not; exit 1."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

# In this order: a fence, and code in a line, hide what looks like a link.
CODE = re.compile(r"^( *)(```+|~~~+).*?^\1\2 *$|(`+)(?!`).*?(?<!`)\3(?!`)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]: *(\S+)|(?:src|href)=\"([^\"]+)\"", re.MULTILINE)


def without_code(text):
    """The same lines without code."""
    return CODE.sub(lambda code: "\n" * code[0].count("\n"), text)


def anchors(text):
    """The anchors that GitHub and the documents site give to headings."""
    found = set()
    # Code in a heading is part of its anchor, a fence is no heading.
    fences = re.sub(r"^( *)(```+|~~~+).*?^\1\2 *$", "", text, flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#{1,6} +(.*?) *#*$", fences, re.MULTILINE):
        heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        base = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        name, number = base, 0
        while name in found:
            number += 1
            name = f"{base}-{number}"
        found.add(name)
    return found


def faults(root, pages):
    """`page:line: link` for each link that leads nowhere."""
    for page in pages:
        text = without_code((root / page).read_text())
        for link in LINK.finditer(text):
            target = unquote(link[1] or link[2] or link[3])
            if re.match(r"[a-z][a-z+.-]*:", target):
                continue
            name, _, anchor = target.partition("#")
            place = (root / page).parent / name if name else root / page
            where = f"{page}:{text.count(chr(10), 0, link.start()) + 1}: {target}"
            if not place.exists():
                yield f"{where}: no such file"
            elif not place.resolve().is_relative_to(root.resolve()):
                yield f"{where}: outside the repository"
            elif anchor and (place.suffix != ".md" or anchor not in anchors(place.read_text())):
                yield f"{where}: no such heading"


def main(root):
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], capture_output=True, text=True, check=True).stdout
    pages = [page for page in listed.split("\0") if page and (root / page).exists()]
    wrong = list(faults(root, pages))
    named = set(re.findall(r"\]\(([^)#]+)", (root / "docs/index.md").read_text()))
    wrong += [f"docs/index.md: does not name {page}" for page in pages
              if re.fullmatch(r"docs/(guides/(zh/)?)?[^/]+\.md", page) and page.removeprefix("docs/") not in named | {"index.md"}]
    for fault in wrong:
        print(f"check: {fault}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)))
