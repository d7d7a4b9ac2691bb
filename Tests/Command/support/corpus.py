"""Test data: our own in Tests/Corpus, and other people's, which is kept beside the project (`HCODE_CORPUS`) and never in it."""

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OWN = ROOT / "Tests/Corpus"
OTHERS = Path(os.environ.get("HCODE_CORPUS") or ROOT.parent / "shared/corpus")
NO_OTHERS = "needs other people's test data: see CONTRIBUTING.md, Test data"


def file(path):
    """A file of either corpus; the test is skipped, with its reason, where only others have it and theirs is not there."""
    for place in (OWN / path, OTHERS / path):
        if place.exists():
            return place
    pytest.skip(NO_OTHERS)


def of_others(path):
    """Other people's file or folder; without it the test is skipped, with its reason."""
    if not (OTHERS / path).exists():
        pytest.skip(NO_OTHERS)
    return OTHERS / path


def load(path):
    return json.loads(file(path).read_bytes().decode("utf-8-sig"))
