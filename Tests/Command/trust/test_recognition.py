"""samples/recognition runs as it is: three authorities end to end, and every pair of code and checkpoint."""

import re

import pytest

from samples import SAMPLES, run

pytestmark = pytest.mark.slow

OWN = {"pcr": "green", "old-pcr": "green", "vaccinated": "green", "yellow": "yellow", "red": "red", "revoked": "refused",
       "held": "yellow", "raised": "red"}
# A takes B's green only with a PCR test of at most 48 hours.
B_AT_A = OWN | {"old-pcr": "refused", "vaccinated": "refused"}
NOBODY = {name: "undecided" for name in OWN}
EXPECTED = {"A": {"A": OWN, "B": OWN, "C": OWN}, "B": {"A": B_AT_A, "B": OWN, "C": NOBODY}, "C": {"A": NOBODY, "B": NOBODY, "C": OWN}}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recognition")
    done = run(SAMPLES / "recognition/run.sh", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, folder


def test_every_code_at_every_checkpoint_has_the_verdict_that_was_agreed(sample):
    rows = re.findall(r"^([ABC])-(\S+) +(\w+) +(\w+) +(\w+) *$", sample[0], re.MULTILINE)
    found = {(issuer, name, place): verdict for issuer, name, *verdicts in rows for place, verdict in zip("ABC", verdicts)}
    expected = {(issuer, name, place): verdict for issuer, places in EXPECTED.items()
                for place, verdicts in places.items() for name, verdict in verdicts.items()}
    assert found == expected


def test_the_sample_runs_again_in_the_same_folder(sample):
    assert run(SAMPLES / "recognition/run.sh", sample[1]).returncode == 0
