"""Israel's first form, the NHS's pass, 2D-DOC and ICAO's seals, by their authorities' samples and cases made from them."""

import pytest

import foreign
from command import CORPUS, run, verdict

# What hcode says on purpose otherwise than the corpus, and why.
OTHERWISE = {
    # Neither begins like anything: a text with a dot in it is no health pass, and a JSON behind a word is none either.
    ("nhs", "two-parts"): {"verdict": "none", "reason": "unknown-format"},
    ("vdsnc", "made-not-json"): {"verdict": "none", "reason": "unknown-format"},
    ("il", "no-separator"): {"verdict": "none", "reason": "unknown-format"},
    # The corpus has these for their seals alone. They are genuine, and nothing about health.
    **{("2ddoc", name): {"verdict": "refused", "reason": "not-health"}
       for name in ("ants-c40-v2", "ants-c40-mrz-v3", "ants-c40-v3", "ants-c40-v4", "ants-picture-v3", "ants-picture-v4")},
    # It is the certificate that ended, not the document.
}


@pytest.mark.parametrize("format, count", [("il", 13), ("nhs", 8), ("2ddoc", 27), ("vdsnc", 32)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, format, count):
    cases = foreign.cases(format)
    stores = foreign.Stores(tmp_path, format)
    faults = []
    for case in cases:
        found = foreign.judged(case, stores, tmp_path)
        expected = OTHERWISE.get((format, case["id"]))
        if expected:
            if expected | found != found:
                faults.append(f"{case['id']}: {found['verdict']} {found['reason']}, should be {expected}")
        else:
            faults.append(foreign.fault(case, found))
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count
