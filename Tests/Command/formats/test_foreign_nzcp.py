"""The New Zealand COVID Pass, by the ministry's own vectors and others'."""

import foreign
import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("whose, count", [("own", 52), ("others", 22)])
def test_every_case_of_the_corpus_is_judged_as_it_says(tmp_path, whose, count):
    cases = foreign.cases("nzcp", whose)
    stores = foreign.Stores(tmp_path, "nzcp")
    faults = [foreign.fault(case, foreign.judged(case, stores, tmp_path)) for case in cases]
    assert not list(filter(None, faults)), "\n".join(filter(None, faults))
    assert len(cases) >= count
