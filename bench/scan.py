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

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

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
        entry["texts"], entry["symbols"] = decode(found["texts"]), found.get("symbols", 0)
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


def line(goal, value, met):
    return f"| {goal} | {value} | {'met' if met else 'not met'} |"


def goals(photos, certificates, stress, other_stress, negatives):
    rate = lambda entries: 100 * sum(is_read(entry, entry["texts"]) for entry in entries) / len(entries)
    yield "| goal | measured | |"
    yield "|---|---|---|"
    share, ms = rate(photos), sum(entry["ms"] for entry in photos) / len(photos)
    yield line("photos: at least 96 %", f"{share:.1f} %", share >= 96)
    yield line("photos: at most 5 ms, in one process", f"{ms:.1f} ms", ms <= 5)
    yield line("all clean certificates", f"{rate(certificates):.1f} %", rate(certificates) == 100)
    false = sum(bool(entry["texts"]) for entry in negatives)
    yield line("nothing read where there is no code", f"{false} of {len(negatives)}", not false)
    yield f"| bench/stress.py | {rate(stress):.1f} % | no goal |"
    if other_stress:
        yield line("qr_stress.py: at least 74 %", f"{rate(other_stress):.1f} %", rate(other_stress) >= 74)


def cpu_ms(*command):
    """What a command takes as a whole process, user and system, the least of three."""
    def once():
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        used = os.wait4(process.pid, 0)[2]
        process.returncode = 0
        return 1000 * (used.ru_utime + used.ru_stime)
    return min(once() for _ in range(3))


def busy(width, height, seed, code=None):
    """Rectangles over rectangles and noise, as on a shelf, with a code that takes two fifths of the height."""
    rng = np.random.default_rng(seed)
    scene = Image.new("L", (width, height), 120)
    draw = ImageDraw.Draw(scene)
    for _ in range(120):
        left, top = int(rng.integers(-width // 20, width)), int(rng.integers(-height // 10, height))
        right, bottom = left + int(rng.integers(20, width // 4)), top + int(rng.integers(20, height // 3))
        draw.rectangle((left, top, right, bottom), fill=int(rng.integers(0, 256)))
    if code:
        side = height * 2 // 5
        shown = code.resize((side, side), Image.Resampling.BICUBIC).rotate(
            float(rng.uniform(-20, 20)), expand=True, fillcolor=255)
        scene.paste(shown, (int(rng.integers(0, width - shown.width)), int(rng.integers(0, height - shown.height))))
    pixels = np.asarray(scene.filter(ImageFilter.GaussianBlur(1)), np.float32) + rng.normal(0, 6, (height, width))
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def camera_goals(options):
    """Frames of a camera, and a large photo."""
    folder = options.out / "scenes"
    folder.mkdir(parents=True, exist_ok=True)
    code = Image.open(options.stress.parent / "perspective-0-0.png").convert("L")
    for what, shown, goal in (("a code in view", code, 8), ("nothing in view", None, 6)):
        files = []
        for seed in range(6):
            files.append(folder / f"{'code' if shown else 'empty'}-{seed}.pgm")
            busy(1920, 1080, seed, shown).save(files[-1])
        done = subprocess.run([options.in_process, "frames", *files], capture_output=True, text=True, check=True)
        frames = [json.loads(line) for line in done.stdout.splitlines()]
        ms, most = max(frame["ms"] for frame in frames), max(frame["most"] for frame in frames)
        read = sum(frame["texts"] > 0 for frame in frames)
        yield line(f"a busy 1080p frame, {what}: at most {goal} ms, in one process", f"{ms:.1f} ms (at most {most:.1f}); {read} of {len(frames)} read",
                   ms <= goal and read == (len(frames) if shown else 0))
    photo = folder / "photo.jpg"
    busy(4000, 3000, 9, code).save(photo, quality=90)
    ours, theirs = cpu_ms(options.hcode, "scan", "--raw", photo), cpu_ms("zbarimg", "-q", "--raw", "--nodbus", photo)
    yield line("a 12-megapixel photo: at most a quarter of zbarimg's time", f"{ours:.0f} and {theirs:.0f} ms", ours <= theirs / 4)


def sheet_goal(peers, results, photos):
    """The codes of photos full of them; many say the same."""
    sheets = [entry for entry in photos if entry["set"] == "boof-lots"]
    ours = sum(entry["symbols"] for entry in sheets)
    theirs = sum(len(peers.score(entry, results["zxing"][entry["file"]])[2]) for entry in sheets)
    yield line("photos of sheets: as many codes as zxing-cpp 3.1.1", f"{ours} and {theirs}", ours >= theirs)


def blank(rng):
    """A picture without a code that has what codes have: squares in squares, gratings, cells, print and noise."""
    height, width = int(rng.integers(120, 420)), int(rng.integers(120, 420))
    scene = Image.new("L", (width, height), int(rng.integers(0, 256)))
    draw = ImageDraw.Draw(scene)
    for _ in range(int(rng.integers(0, 12))):
        left, top, size = int(rng.integers(0, width)), int(rng.integers(0, height)), int(rng.integers(7, 70))
        dark, light = (int(level) for level in rng.integers(0, 256, 2))
        match rng.integers(0, 4):
            case 0:
                for part, level in ((7, dark), (5, light), (3, dark)):
                    inset = size * (7 - part) // 14
                    draw.rectangle((left + inset, top + inset, left + size - inset, top + size - inset), fill=level)
            case 1:
                for at in range(0, size, 4):
                    draw.rectangle((left + at, top, left + at + 1, top + size), fill=dark)
            case 2:
                cells = Image.fromarray(np.where(rng.random((21, 21)) < 0.5, dark, light).astype(np.uint8))
                scene.paste(cells.resize((size, size), Image.Resampling.NEAREST), (left, top))
            case _:
                draw.text((left, top), "".join(chr(c) for c in rng.integers(33, 127, 12)), fill=dark)
    pixels = np.asarray(scene, np.float32) + rng.normal(0, float(rng.choice([0, 3, 12])), (height, width))
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def blank_goal(options, count=10_000):
    """Made pictures without a code, of which none may be read."""
    folder = options.out / "blank"
    folder.mkdir(parents=True, exist_ok=True)
    rng, read = np.random.default_rng(1), 0
    for _ in range(0, count, 500):
        files = [folder / f"{number}.pgm" for number in range(500)]
        for file in files:
            blank(rng).save(file)
        done = subprocess.run([options.in_process, "cascade", *files], capture_output=True, text=True, check=True)
        read += sum(bool(json.loads(found)["texts"]) for found in done.stdout.splitlines())
    yield line("nothing read in made pictures without a code", f"{read} of {count}", not read)


def peer_goal(peers, results, photos):
    """The sets of which another program reads more."""
    behind, count = [], collections.Counter()
    for entry in photos:
        for name, records in results.items():
            count[entry["set"], name] += entry["file"] in records and peers.score(entry, records[entry["file"]])[0] > 0
    for name in sorted({entry["set"] for entry in photos}):
        ours, best = count[name, "hcode"], max(count[name, peer] for peer in results)
        if ours < best:
            behind.append(f"{name} ({ours} and {best})")
    yield line("on no set below the best of the others", ", ".join(behind) or "none", not behind)


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
    tables = {"goals": [*goals(photos, certificates, stress, other, negatives), *blank_goal(options), *camera_goals(options)],
              "attempts": attempts_table(photos), "sets": rates_table(photos), "stress": rates_table(stress)}
    if other:
        for entry in other:
            entry["set"] = entry["set"].split(":")[-1]
        tables["other-stress"] = rates_table(other)
    peers, results = run_peers(options, manifest, options.out / "photos", "^(?!dcc|neg)")
    if results:
        if "zxing" in results:
            tables["goals"] += sheet_goal(peers, results, photos)
        tables["goals"] += peer_goal(peers, results, photos)
        tables["peers"] = peers_table(peers, results, photos, lambda entry: entry["set"])
    tables = {name: "\n".join(table) for name, table in tables.items()}
    for name, table in tables.items():
        print(f"## {name}\n\n{table}\n")
    if options.write:
        write(options.write, tables)


if __name__ == "__main__":
    main()
