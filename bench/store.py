"""A store such as a railway station has: 1,000 issuers, five of them with a status list of a million codes."""

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

ISSUERS, STATUS_LISTS, CODES = 1000, 5, 1_000_000


def run(*command, input=None):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, input=input)
    if done.returncode:
        sys.exit(f"bench: {' '.join(map(str, command))}\n  exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def key(hcode, issuer, folder):
    folder.mkdir(parents=True, exist_ok=True)
    run(hcode, "keygen", "--issuer", issuer, "--name", f"bench {issuer}", "--no-passphrase", "-o", folder)
    return json.loads((folder / f"{issuer}.pub").read_text())


def entry(public, **more):
    return {"kid": public["kid"], "x": public["x"], "not_before": public["created"], "until": public["expires"], **more}


def make(hcode, folder, desk_public):
    """The store's folder; the desk's key is one of its issuers', and has a status list."""
    folder = Path(folder)
    keys = folder / "store-keys"
    root = key(hcode, "ROOT", keys)
    issuers = []
    for number in range(ISSUERS):
        public = json.loads(Path(desk_public).read_text()) if number == 0 else key(hcode, f"X-{number:04}", keys)
        codes = {"use": "codes", "statuses": ["green", "yellow", "red"],
                 "evidence": {kind: "any" for kind in ("pcr", "antigen", "antibody", "vaccination", "recovery")}}
        made = [entry(public, **codes)]
        if number < STATUS_LISTS:
            uri = f"https://bench.example/{number}"
            made[0]["status_list"] = uri
            made.append(entry(key(hcode, public["issuer"], keys / "status"), use="status-lists", status_lists=[uri]))
        issuers.append({"issuer": public["issuer"], "names": {"en": public["name"], "zh": "某市卫生健康委员会"},
                        "appeal": "telephone 12320", "keys": made})
    issuers.sort(key=lambda issuer: issuer["issuer"])
    run(hcode, "trust", "init", "--authority", "BENCH", "--name", "Bench", "--root", keys / "ROOT.pub", "--source",
        folder / "trust.json")
    source = json.loads((folder / "trust.json").read_text())
    source["issuers"] = issuers
    (folder / "trust.json").write_text(json.dumps(source, ensure_ascii=False))
    run(hcode, "trust", "build", "--source", folder / "trust.json", "-o", folder / "list")
    run(hcode, "trust", "sign", folder / "list", "--key", keys / "ROOT.key")
    files = [folder / "list"]
    for number in range(STATUS_LISTS):
        issuer = json.loads(Path(desk_public).read_text())["issuer"] if number == 0 else f"X-{number:04}"
        registry = folder / f"{number}.registry"
        public = desk_public if number == 0 else keys / f"{issuer}.pub"
        run(hcode, "registry", "init", registry, "--key", public, "--uri", f"https://bench.example/{number}", "--capacity", CODES)
        indexes = run(hcode, "registry", "allocate", registry, "--count", 1000)
        run(hcode, "status", "set", "--registry", registry, "-", "--to", "revoked", "--why", "error", "--authority", "bench",
            "--key", Path(public).with_suffix(".key"), "--one-officer", "--no-log", input=indexes)
        files.append(folder / f"{number}.status")
        run(hcode, "status", "build", "--registry", registry, "--key", keys / f"status/{issuer}.key", "-o", files[-1])
    # All keys were made in the last minute; two clocks may differ by five.
    later = (datetime.now(timezone.utc) + timedelta(seconds=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    run(hcode, "trust", "import", "--store", folder / "store", "--root", keys / "ROOT.pub", "--at", later, *files)
    return folder / "store", folder / "0.registry"
