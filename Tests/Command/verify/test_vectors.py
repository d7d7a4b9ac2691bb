"""Every vector of the specification, through the program as it is built."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from command import ROOT, run, verdict

STATUS = {"green": 0, "yellow": 10, "red": 11, "refused": 12, "forged": 20, "undecided": 30, "none": 40}
VECTORS = sorted((ROOT / "conformance/codes").glob("*/*.json"))


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """One process a vector, two at a time."""
    folder = tmp_path_factory.mktemp("vectors")

    def judged(path):
        case = json.loads(path.read_text())
        trust = []
        for number, key in enumerate(case["trust"]):
            pub = folder / f"{path.parent.name}-{path.stem}-{number}.pub"
            pub.write_text(json.dumps(key))
            trust += ["--trust", pub]
        # As a line of standard input, for an argument's length and its characters have their limits.
        text = case["text"]
        if len(text) < 100_000 and "\0" not in text:
            return run("verify", "--exact", "--json", "--at", case["at"], *trust, "--", text)
        return run("verify", "--exact", "--json", "--at", case["at"], *trust, "-", input=text)

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(VECTORS, pool.map(judged, VECTORS)))




def test_there_are_vectors():
    assert len(VECTORS) > 600


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_vector_gets_its_verdict(results, path):
    expect = json.loads(path.read_text())["expect"]
    result = results[path]
    answer = verdict(result)
    assert (answer["verdict"], answer["reason"]) == (expect["verdict"], expect["reason"])
    # A vector says a status where the verdict rests on it; an undecided one may show what was signed.
    if "status" in expect or answer["verdict"] != "undecided":
        assert answer["status"] == expect.get("status")
    assert result.returncode == STATUS[expect["verdict"]]
