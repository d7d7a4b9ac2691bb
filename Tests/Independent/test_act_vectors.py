"""A second reader, written from docs/log.md alone, agrees with the vectors of entries and openings."""

import base64
import json
from pathlib import Path

import pytest
import reference_log as reference

KIT = Path(__file__).resolve().parents[2] / "conformance"


def cases(kind):
    return sorted(path for folder in ("entries", "openings") for path in (KIT / folder / kind).glob("*.json"))


def content(vector, name):
    return base64.b64decode(vector[name]) if name in vector else None


@pytest.mark.parametrize("path", cases("good"), ids=lambda p: p.stem)
def test_a_good_entry_or_opening_is_taken(path):
    vector = json.loads(path.read_text())
    if "opening" in vector:
        _, _, index, reason, order, checkpoint = reference.opening(content(vector, "opening"))
        assert (index, reason, order, checkpoint.size) == (*(vector["expect"][k] for k in ("index", "reason", "order")), 3)
    else:
        act = reference.Act(content(vector, "entry"))
        assert act.signed(content(vector, "first"), content(vector, "second"))


@pytest.mark.parametrize("path", cases("bad"), ids=lambda p: p.stem)
def test_a_bad_entry_or_opening_is_refused(path):
    vector = json.loads(path.read_text())
    if vector["expect"]["outcome"] == "unsigned":
        act = reference.Act(content(vector, "entry"))
        assert not act.signed(content(vector, "first"), content(vector, "second"))
        return
    with pytest.raises((reference.Refused, ValueError, KeyError, TypeError, IndexError, AttributeError)):
        if vector["expect"]["outcome"] == "not-opened":
            reference.opening(content(vector, "opening"))
        else:
            reference.Act(content(vector, "entry"))
