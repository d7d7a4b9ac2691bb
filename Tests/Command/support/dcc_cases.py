"""The member states' own test data of EU certificates."""

import base64
import json

import corpus
import hcert

def cases():
    folder = corpus.of_others("dcc/dgc-testdata")
    return [(str(path.relative_to(folder)), json.loads(path.read_bytes().decode("utf-8-sig")))
            for path in sorted(folder.rglob("*.json")) if path.name != "images.json"]


class Signers:
    """A store for each certificate and year, which holds it alone."""

    def __init__(self, folder):
        self.folder, self.stores = folder, {}

    def store(self, certificate, at):
        key = certificate, hcert.new_year(at)
        if key not in self.stores:
            self.stores[key] = hcert.imported(self.folder / str(len(self.stores)), base64.b64decode(certificate), at=key[1])
        return self.stores[key]


def instant(case):
    """When to judge a case: by its own clock where that is tested, else while it is valid."""
    if "EXPECTEDEXPIRATIONCHECK" in case["EXPECTEDRESULTS"]:
        return hcert.rfc3339(hcert.clock(case["TESTCTX"]["VALIDATIONCLOCK"]))
    try:
        return hcert.rfc3339(hcert.claims(case["PREFIX"])[6] + 1)
    except Exception:  # noqa: BLE001  a case that has no time, for it cannot be read
        return hcert.rfc3339(hcert.clock(case["TESTCTX"]["VALIDATIONCLOCK"]))
