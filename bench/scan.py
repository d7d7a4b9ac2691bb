#!/usr/bin/env python3
"""What hcode reads beside other scanners, and at what cost: `make bench-scan`, or bench/scan.py --help.

Runs hcode, zbarimg, zxing-cpp and OpenCV over the public photos of the corpus (through qr_peers.py, where it lies beside it) and
over bench/stress.py's pictures, and hcode's cascade in one process, attempt by attempt. Prints tables; --write puts
them into a file between its `bench-scan` marks. Figures are CPU milliseconds a picture, user and system, and those of whole processes
hold loading and start-up. It judges nothing: the goals are told as met or not, and the exit status is 0.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
from pathlib import Path

PEERS = ["zbarimg", "zbarimg-qr", "zxing", "opencv"]
PLAIN = r"[^\x21-\x7e]"


def same(text, expected):
    """Alike but for what character sets and line ends change."""
    a, b = re.sub(PLAIN, "", text), re.sub(PLAIN, "", expected)
    return a == b and (len(a) > 3 or text == expected or not (text.isascii() or expected.isascii()))


def decoded(text):
    for encoding in ("utf-8", "shift_jis"):
        try:
            return text.decode(encoding)
        except UnicodeDecodeError:
            pass
    return text.decode("latin-1")


def is_read(entry, texts):
    return any(same(text, one) for text in texts for one in entry["expected"]) if entry["expected"] else bool(texts)


def in_process(program, manifest, entries):
    """What `hcode-bench cascade` says of each picture."""
    root = manifest.parent
    files = [str(root / entry["file"]) for entry in entries]
    done = subprocess.run([program, "cascade", *files], capture_output=True, text=True, check=True)
    for line, entry in zip(done.stdout.splitlines(), entries, strict=True):
        found = json.loads(line)
        decode = lambda texts: [decoded(bytes.fromhex(text)) for text in texts]
        entry["ms"], entry["pixels"] = found["ms"], found.get("pixels", 0)
        entry["texts"] = decode(found["texts"])
        entry["attempts"] = [(name, ms, is_read(entry, decode(texts))) for name, ms, texts in found["attempts"]]
    return entries


def attempts_table(entries):
    """How often each attempt was made, what it read first, and what it took."""
    rows = collections.OrderedDict()
    for entry in entries:
        is_new = True
        for name, ms, read in entry["attempts"]:
            row = rows.setdefault(name, [0, 0, 0.0])
            row[0] += 1
            row[1] += read and is_new
            row[2] += ms
            is_new = is_new and not read
    yield "| attempt | pictures it was made on | read first by it | CPU ms each |"
    yield "|---|---|---|---|"
    for name, (made, read, ms) in rows.items():
        yield f"| {name} | {made} | {read} | {ms / made:.2f} |"


def rates_table(entries):
    sets = collections.OrderedDict()
    for entry in entries:
        row = sets.setdefault(entry["set"], [0, 0, 0.0])
        row[0] += 1
        row[1] += is_read(entry, entry["texts"])
        row[2] += entry["ms"]
    yield "| set | pictures | read | CPU ms, in one process |"
    yield "|---|---|---|---|"
    for name, (count, read, ms) in sets.items():
        yield f"| {name} | {count} | {read} | {ms / count:.1f} |"
    count, read, ms = (sum(column) for column in zip(*sets.values()))
    yield f"| **all** | {count} | {read} = {100 * read / count:.1f} % | {ms / count:.1f} |"


def run_peers(options, manifest, out, sets):
    """Results of hcode as a program and of the others, by qr_peers.py: name -> file -> record."""
    peers = options.tools / "qr_peers.py"
    if not peers.exists():
        print(f"bench-scan: no {peers}, so no peers", file=sys.stderr)
        return None, {}
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.jsonl"):
        old.unlink()
    subprocess.run(
        [sys.executable, peers, "run", manifest, "--out", out, "--engines", ",".join(options.engines), "--sets", sets,
         "--cmd", f"hcode={options.hcode} scan --raw {{}}"], check=True)
    sys.path.insert(0, str(options.tools))
    import qr_peers
    return qr_peers, qr_peers.load_results(None, str(out))


def peers_table(peers, results, entries, key):
    names = ["hcode"] + [name for name in results if name != "hcode"]
    rows = collections.OrderedDict()
    for entry in entries:
        for group in (key(entry), "**all**"):
            row = rows.setdefault(group, {name: [0, 0, 0.0] for name in names})
            for name in names:
                record = results[name].get(entry["file"])
                if record:
                    row[name][0] += 1
                    row[name][1] += peers.score(entry, record)[0] > 0
                    row[name][2] += record["cpu_ms"]
    rows["**all**"] = rows.pop("**all**")
    yield "| set | pictures | " + " | ".join(names) + " |"
    yield "|---" * (len(names) + 2) + "|"
    for group, row in rows.items():
        cells = [f"{read} ({ms / max(1, count):.1f})" for count, read, ms in row.values()]
        yield f"| {group} | {row['hcode'][0]} | " + " | ".join(cells) + " |"
    rates = {name: row[1] for name, row in rows["**all**"].items()}
    yield ""
    yield "; ".join(f"{name} {100 * read / len(entries):.1f} %" for name, read in rates.items()) + "."


def goals(photos, certificates, stress, other_stress, negatives):
    def line(goal, value, met):
        return f"| {goal} | {value} | {'met' if met else 'not met'} |"
    rate = lambda entries: 100 * sum(is_read(entry, entry["texts"]) for entry in entries) / len(entries)
    yield "| goal | measured | |"
    yield "|---|---|---|"
    share, ms = rate(photos), sum(entry["ms"] for entry in photos) / len(photos)
    yield line("photos: at least 88 %", f"{share:.1f} %", share >= 88)
    yield line("photos: at most 15 ms", f"{ms:.1f} ms", ms <= 15)
    yield line("all clean certificates", f"{rate(certificates):.1f} %", rate(certificates) == 100)
    false = sum(bool(entry["texts"]) for entry in negatives)
    yield line("nothing read where there is no code", f"{false} of {len(negatives)}", not false)
    yield f"| bench/stress.py | {rate(stress):.1f} % | no goal |"
    if other_stress:
        yield line("qr_stress.py: at least 74 %", f"{rate(other_stress):.1f} %", rate(other_stress) >= 74)


def write(path, tables):
    """Puts each table between its marks."""
    text = path.read_text()
    for name, table in tables.items():
        text = re.sub(rf"(<!-- bench-scan {name} -->\n).*?(<!-- end -->)",
                      lambda match, table=table: match[1] + table + "\n" + match[2], text, flags=re.S)
    path.write_text(text)


def main():
    root = Path(__file__).resolve().parents[1]
    corpus = Path(os.environ.get("HCODE_CORPUS", root.parent / "shared/corpus"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hcode", required=True)
    parser.add_argument("--in-process", required=True)
    parser.add_argument("--corpus", type=Path, default=corpus)
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--out", type=Path, default=root / ".build-bench/scan")
    parser.add_argument("--stress", type=Path, required=True, help="the manifest of bench/stress.py")
    parser.add_argument("--other-stress", type=Path, help="the manifest of qr_stress.py")
    parser.add_argument("--engines", type=lambda names: [name for name in names.split(",") if name], default=PEERS)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    options.tools = options.tools or options.corpus.parent / "tools"
    options.hcode = Path(options.hcode).resolve()
    manifest = options.corpus / "qr/manifest.json"
    if not manifest.exists():
        sys.exit(f"bench-scan: no {manifest}; set HCODE_CORPUS")
    load = lambda path: json.loads(path.read_text())
    every = in_process(options.in_process, manifest, load(manifest))
    photos = [entry for entry in every if not entry["set"].startswith(("dcc", "neg"))]
    certificates = [entry for entry in every if entry["set"].startswith("dcc")]
    negatives = [entry for entry in every if entry["set"].startswith("neg")]
    stress = in_process(options.in_process, options.stress, load(options.stress))
    other = options.other_stress and in_process(options.in_process, options.other_stress, load(options.other_stress))
    tables = {"goals": goals(photos, certificates, stress, other, negatives),
              "attempts": attempts_table(photos), "sets": rates_table(photos), "stress": rates_table(stress)}
    if other:
        for entry in other:
            entry["set"] = entry["set"].split(":")[-1]
        tables["other-stress"] = rates_table(other)
    peers, results = run_peers(options, manifest, options.out / "photos", "^(?!dcc|neg)")
    if results:
        tables["peers"] = peers_table(peers, results, photos, lambda entry: entry["set"])
    tables = {name: "\n".join(table) for name, table in tables.items()}
    for name, table in tables.items():
        print(f"## {name}\n\n{table}\n")
    if options.write:
        write(options.write, tables)


if __name__ == "__main__":
    main()
