#!/usr/bin/env python3
"""Makes a third language of the English catalogue, in which every text is between ⟦ and ⟧.

Tests/HCodeCommandTests/Marked.swift is that language. The tests print with it: what is outside the brackets then did not come
from a catalogue, and what no test prints is missing from the snapshot. Run this after a change of the English texts; with
--check it only says whether the file is as this would make it.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MADE = ROOT / "Tests/HCodeCommandTests/Marked.swift"
segments = []


def marked(text):
    """A piece of a literal without interpolation, in brackets if there is a letter in it."""
    if not re.search(r"[^\W\d_]", re.sub(r"\\.", "", text)):
        return text
    segments.append(text)
    return f"⟦{text}⟧"


def literal(source, at):
    """The literal whose opening quote is before `at`, marked, and the place behind its closing quote."""
    made, piece = '"', ""
    while source[at] != '"':
        if source.startswith("\\(", at):
            inner, at = code(source, at + 2, until=")")
            made += marked(piece) + "\\(" + inner + ")"
            piece = ""
        else:
            width = 2 if source[at] == "\\" else 1
            piece += source[at:at + width]
            at += width
            if "\n" in piece:
                sys.exit("marked-language: a literal of several lines is not understood")
    return made + marked(piece) + '"', at + 1


def code(source, at=0, until=None):
    """Swift with its literals marked, up to a closing parenthesis or the end, and the place behind."""
    made, depth = "", 0
    while at < len(source):
        if source.startswith("//", at):
            end = source.index("\n", at)
            made += source[at:end]
            at = end
            continue
        if source[at] == '"':
            text, at = literal(source, at + 1)
            made += text
            continue
        depth += (source[at] == "(") - (source[at] == ")")
        if until and depth < 0:
            return made, at + 1
        made += source[at]
        at += 1
    return made, at


def main():
    source = (ROOT / "Sources/hcode/Messages/English.swift").read_text()
    imports = re.findall(r"^import .*\n", source, flags=re.M)
    made, _ = code(re.sub(r"^import .*\n", "", source, flags=re.M))
    body = re.sub(r"\bEnglish\b", "Marked", re.sub(r"^ *///.*\n", "", made, flags=re.M)).strip("\n") + "\n\n"
    pieces = "".join(f'    "{text}",\n' for text in sorted(set(segments)))
    made = (
        "// Made by Scripts/marked-language.py of the English texts. Do not edit.\n// swift-format-ignore-file\n\n"
        + "".join(line.replace("import HCode", "@testable import HCode") for line in imports)
        + "@testable import hcode\n\n" + body
        + "extension Marked {\n  /// Every piece of text in it.\n  static let pieces: [String] = [\n" + pieces + "  ]\n}\n")
    if "--check" not in sys.argv[1:]:
        MADE.write_text(made)
    elif not MADE.exists() or MADE.read_text() != made:
        sys.exit(f"{MADE.relative_to(ROOT)} is not of the English texts as they are: run Scripts/marked-language.py")


main()
