#!/usr/bin/env python3
"""Whether a second code is ever lost: `make bench-second`, or bench/second_code.py --help.

Makes scenes from a seed, each twice: with the second code alone, where the others are blank paper, and with the others. Of the second codes that hcode reads
when they stand alone, as many as are read beside another are counted, and of the rest those whose search was said to be
finished: with a green code in the same picture such a call would end with 0. Exit 1 when there is one of those, or when
fewer than 99.9 % are read.
"""

import argparse
import collections
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import segno
from PIL import Image

KINDS = ["beside", "inside", "across", "tilted", "inverted", "edge", "quiet-zone", "screens", "pages", "frames"]
# Pictures of several pages or frames are files that the whole program opens.
FILES = {"pages": ["tiff", "pdf"], "frames": ["gif"]}


def code(text, module, error="m", border=4):
    """A code of so many pixels a module, with a border of so many modules."""
    modules = np.array([[1 - bit for bit in row] for row in segno.make(text, micro=False, error=error, boost_error=False).matrix])
    modules = np.pad(modules, border, constant_values=1).astype(np.uint8) * 255
    side = max(1, round(modules.shape[0] * module))
    if side % modules.shape[0] == 0:
        return np.kron(modules, np.ones((side // modules.shape[0],) * 2, np.uint8))
    large = np.kron(modules, np.ones((8, 8), np.uint8))
    return np.array(Image.fromarray(large).resize((side, side), Image.BOX))


def tilted(picture, degrees, ground):
    turned = Image.fromarray(picture).rotate(degrees, expand=True, fillcolor=int(ground), resample=Image.BICUBIC)
    return np.array(turned)


def put(canvas, picture, x, y):
    height, width = canvas.shape
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + picture.shape[1]), min(height, y + picture.shape[0])
    if right > left and bottom > top:
        canvas[top:bottom, left:right] = picture[top - y:bottom - y, left - x:right - x]


def scene(number, seed):
    """The kind, the two pictures (each a list of pages), the kind of file and the second code's text."""
    rnd = random.Random(seed * 1_000_003 + number)
    kind = KINDS[number % len(KINDS)]
    megapixels = rnd.choices([0.5, 1, 2, 4, 12, 24], [40, 25, 20, 10, 4, 1])[0] if kind not in FILES else rnd.choice([0.5, 1])
    width = int((megapixels * 1e6 * 4 / 3) ** 0.5)
    height = int(width * 3 / 4)
    ground = rnd.choice([255, 240, 200, 170, 128, 90, 40, 0])
    first_text = "HCODE1:" + "".join(rnd.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", k=rnd.choice([120, 250, 300])))
    second_text = f"HCODE1:SECOND {seed} {number} " + "R" * rnd.choice([0, 30, 220])
    module = rnd.choice([1, 1.3, 1.7, 2, 2.5, 3, 4, 5, 6, 8])
    levels = rnd.choice([15, 20, 30, 45, 60, 90, 150, 255, 255])
    dark = rnd.randint(0, 255 - levels)
    specks = rnd.choice([0, 0, 0, 0.5, 1, 2, 5]) / 100
    first_module = rnd.uniform(3, 0.75 * height / 75)
    second = code(second_text, module)
    if kind == "inverted":
        second = 255 - second
    second = (dark + second.astype(int) * levels // 255).astype(np.uint8)
    paper = dark + levels if kind != "inverted" else dark
    if kind == "tilted":
        second = tilted(second, rnd.uniform(5, 85), paper)
    first = code(first_text, first_module, error="h" if kind in ("inside", "across") else "m")
    side, own = first.shape[0], second.shape[0]
    x1, y1 = rnd.randint(0, max(1, (width - side) // 3)), rnd.randint(0, max(1, height - side))
    x2 = rnd.randint(min(x1 + side, width), max(min(x1 + side, width), width - own))
    y2 = rnd.randint(0, max(1, height - own))
    others = [(first, x1, y1)]
    if kind == "inside":
        second = second[int(2 * module):-int(2 * module) or None, int(2 * module):-int(2 * module) or None]
        own = second.shape[0]
        x2, y2 = x1 + side // 2 - rnd.randint(0, own // 2), y1 + side // 2 - rnd.randint(0, own // 2)
    elif kind == "across":
        x2, y2 = x1 + side - int(5 * first_module) - own // 3, y1 + side // 2 - own // 2
    elif kind == "quiet-zone":
        second = second[int(4 * module):-int(4 * module) or None, int(4 * module):-int(4 * module) or None]
        own = second.shape[0]
        x2, y2 = x1 + side - int(4 * first_module) + max(4, int(first_module / 2)), y1 + side // 3
    elif kind == "edge":
        x2, y2 = width - own + int(3 * module), rnd.choice([-int(3 * module), height - own + int(3 * module)])
    elif kind == "screens":
        for index in range(rnd.randint(1, 4)):
            text = "HCODE1:" + "".join(rnd.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=180))
            other = code(text, rnd.uniform(2, max(2.1, height / 200)))
            others.append((other, rnd.randint(0, width), rnd.randint(0, height)))
    pictures = []
    for isShown in (False, True):
        canvas = np.full((height, width), ground, np.uint8)
        for picture, x, y in others:
            # Alone, the second code keeps the others' white paper beside it.
            put(canvas, picture if isShown else np.full_like(picture, 255), x, y)
        put(canvas, second, x2, y2)
        if specks:
            noise = np.random.default_rng(number)
            count = int(specks * canvas.size)
            canvas.flat[noise.integers(0, canvas.size, count)] = noise.choice([0, 255], count)
        pictures.append([canvas])
    suffix = "pgm"
    if kind in FILES:
        suffix = rnd.choice(FILES[kind])
        before, after = rnd.randint(0, 2), rnd.randint(0, 2)
        for isShown, pages in zip((False, True), pictures):
            others = [np.full((height, width), ground, np.uint8) for _ in range(before + after)]
            for page in others if isShown else []:
                put(page, first, x1, y1)
            pages[:] = others[:before] + pages + others[before:]
    return kind, pictures, suffix, second_text.encode()


def save(pages, file):
    if file.endswith(".pgm"):
        Path(file).write_bytes(b"P5 %d %d 255\n" % pages[0].shape[::-1] + pages[0].tobytes())
    else:
        first, *rest = map(Image.fromarray, pages)
        first.save(file, save_all=True, append_images=rest, disposal=2)


def read(options, files):
    """What is found in each file, and whether the search was finished."""
    pictures = [file for file in files if file.endswith(".pgm")]
    done = subprocess.run([options.in_process, "cascade", *pictures], capture_output=True, text=True, check=True)
    found = dict(zip(pictures, map(json.loads, done.stdout.splitlines()), strict=True))
    for file in set(files) - set(pictures):
        run = lambda option: subprocess.run([options.hcode, "scan", option, file], capture_output=True).stdout
        reasons = [json.loads(line)["reason"] for line in run("--json").splitlines()]
        found[file] = {"texts": [text.hex() for text in run("--raw").split(b"\n") if text],
                       "complete": not {"search-incomplete", "too-expensive"} & set(reasons)}
    return [found[file] for file in files]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in-process", required=True, help="hcode-bench")
    parser.add_argument("--hcode", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the scenes whose second code was lost")
    options = parser.parse_args()
    rows = collections.OrderedDict((kind, [0, 0, 0, 0]) for kind in KINDS)
    batch = 50
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, options.count, batch):
            scenes = []
            for number in range(start, min(start + batch, options.count)):
                kind, pictures, suffix, text = scene(number, options.seed)
                names = []
                for name, pages in zip(("alone", "both"), pictures):
                    names.append(f"{folder}/{number}-{name}.{suffix}")
                    save(pages, names[-1])
                scenes.append((number, kind, names, text.hex()))
            told = read(options, [name for _, _, names, _ in scenes for name in names])
            for (number, kind, names, text), alone, both in zip(scenes, told[::2], told[1::2], strict=True):
                row = rows[kind]
                row[0] += 1
                if text in alone["texts"]:
                    row[1] += 1
                    row[2] += text in both["texts"]
                    if text not in both["texts"]:
                        # Without another code nobody is let pass.
                        row[3] += both["complete"] and bool(both["texts"])
                        print(f"lost: scene {number} ({kind}), search finished: {both['complete']}", file=sys.stderr)
                        if options.keep:
                            options.keep.mkdir(parents=True, exist_ok=True)
                            for name in names:
                                Path(name).rename(options.keep / Path(name).name)
                for name in names:
                    Path(name).unlink(missing_ok=True)
    total = [sum(column) for column in zip(*rows.values())]
    print("| second code | scenes | read alone | read beside another | lost with exit 0 |\n|---|---|---|---|---|")
    for kind, row in [*rows.items(), ("**all**", total)]:
        print(f"| {kind} | " + " | ".join(map(str, row)) + " |")
    if total[1]:
        print(f"\n{100 * total[2] / total[1]:.2f} % of those that are read alone")
    sys.exit(total[3] > 0 or total[2] < 0.999 * total[1])


if __name__ == "__main__":
    main()
