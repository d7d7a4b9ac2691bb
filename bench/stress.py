#!/usr/bin/env python3
"""Pictures of hcode's own codes as people hold them up, from easy to hard, the same ones for the same seed.

    stress.py --hcode .build/release/hcode --out DIR [--seeds 2] [--seed 1]

Writes DIR/<kind>-<grade>-<seed>.png or .jpg and DIR/manifest.json, in the form that qr_peers.py reads; its sets are the
kinds. Needs numpy and Pillow.
"""

import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

KINDS = {}


def kind(*grades):
    """Registers a way to spoil a picture; the grades run from easy to hard."""
    def register(make):
        KINDS[make.__name__] = (grades, make)
        return make
    return register


def issue(hcode, folder, number):
    """One code, a pixel a module, and its text."""
    key = folder / "CN-HA.key"
    if not key.exists():
        subprocess.run([hcode, "keygen", "--issuer", "CN-HA", "--name", "stress", "-o", folder, "--no-passphrase"],
                       check=True, capture_output=True)
    picture = folder / f"{number}.png"
    subprocess.run([hcode, "issue", "--key", key, "--status", "green", "--name", "张小明", "--document-tail",
                    f"{number:04}", "--valid", "24h", "--module-size", "1", "-o", picture],
                   check=True, capture_output=True)
    text = subprocess.run([hcode, "scan", "--raw", picture], capture_output=True, text=True).stdout.strip()
    assert text, picture
    return np.asarray(Image.open(picture).convert("L"), np.float32), text


def warp(texture, back, size, ground):
    """The texture seen through `back`, which gives texture coordinates for picture ones; twice oversampled."""
    y, x = np.mgrid[0:2 * size, 0:2 * size].astype(np.float32) / 2
    u, v = back(x, y)
    inside = (u >= 0) & (v >= 0) & (u < texture.shape[1]) & (v < texture.shape[0])
    u, v = np.where(inside, u, 0).astype(int), np.where(inside, v, 0).astype(int)
    seen = np.where(inside, 20 + texture[v, u] * 0.83, np.kron(ground, np.ones((2, 2), np.float32)))
    return seen.reshape(size, 2, size, 2).mean((1, 3))


def desk(size, rng):
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    return 120 + 30 * np.sin(2 * x + rng.uniform(0, 6)) + 25 * np.cos(2 * y + rng.uniform(0, 6)) + rng.normal(
        0, 4, (size, size)).astype(np.float32)


def held(code, rng, pixels=5.0, turn=None, tilt=0.0, bend=None, room=1.5):
    """The code on a desk, `pixels` for each module, turned, tilted out of the plane, or bent by `bend`."""
    side = code.shape[0] * pixels
    size = int(side * room) // 2 * 2
    angle = math.radians(rng.uniform(-8, 8) if turn is None else turn)
    axis = rng.uniform(0, math.pi)
    slope = math.radians(tilt)

    def back(x, y):
        x, y = (x - size / 2) / side, (y - size / 2) / side
        if tilt:
            along, across = x * math.cos(axis) + y * math.sin(axis), y * math.cos(axis) - x * math.sin(axis)
            depth = 2.5 / (2.5 * math.cos(slope) - across * math.sin(slope))
            across = across * depth
            along = along * (1 + across * math.sin(slope) / 2.5)
            x, y = along * math.cos(axis) - across * math.sin(axis), along * math.sin(axis) + across * math.cos(axis)
        x, y = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
        if bend:
            x, y = bend(x, y)
        return (x + 0.5) * code.shape[1], (y + 0.5) * code.shape[0]

    return warp(code, back, size, desk(size, rng))


def blurred(picture, sigma):
    return np.asarray(Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(sigma)), np.float32) if sigma else picture


@kind(0, 20, 35, 45, 55, 65)
def perspective(code, grade, rng):
    return held(code, rng, tilt=grade)


@kind(0, 15, 30, 45, 135, 270)
def rotated(code, grade, rng):
    return held(code, rng, turn=grade, room=1.7)


@kind(0.2, 0.4, 0.5, 0.6, 0.7, 0.8)
def blur(code, grade, rng):
    return blurred(held(code, rng), 5 * grade)


@kind(0.5, 1, 1.5, 2, 2.5)
def motion(code, grade, rng):
    picture, length = held(code, rng), 5 * grade
    angle = rng.uniform(0, math.pi)
    steps = [(round(length * (i / 8 - 0.5) * math.sin(angle)), round(length * (i / 8 - 0.5) * math.cos(angle)))
             for i in range(9)]
    return np.mean([np.roll(picture, step, (0, 1)) for step in steps], 0)


@kind(60, 30, 15, 8, 4)
def jpeg(code, grade, rng):
    return grade, held(code, rng, pixels=3.0)


@kind(10, 25, 40, 60, 90, 120)
def noise(code, grade, rng):
    picture = held(code, rng)
    return picture + rng.normal(0, grade, picture.shape)


@kind(0.08, 0.14, 0.2, 0.26)
def glare(code, grade, rng):
    picture = held(code, rng)
    size = len(picture)
    y, x = np.mgrid[0:size, 0:size] / size - 0.5 - rng.uniform(0, 0.1)
    return picture + 330 / (1 + np.exp((np.hypot(x, y) / grade * 1.5 - 1) * 9))


@kind(60, 30, 20, 14, 8)
def low_contrast(code, grade, rng):
    return 100 + (held(code, rng) - 128) * grade / 255


@kind(0.2, 0.4, 0.6, 0.8)
def moire(code, grade, rng):
    picture = held(code, rng, pixels=5 * rng.uniform(0.9, 1.1))
    x = np.arange(len(picture)) * rng.uniform(0.9, 1.1)
    return picture * (1 - grade + grade * (0.5 + 0.5 * np.cos(2 * math.pi * x / 2.6))[None, :] * 1.6)


@kind(4, 3, 2.5, 2, 1.75, 1.5)
def small(code, grade, rng):
    part = held(code, rng, pixels=grade, room=1.6)
    scene = desk(1400, rng)
    top, left = rng.integers(0, 1400 - len(part), 2)
    scene[top:top + len(part), left:left + len(part)] = part
    return scene + rng.normal(0, 2, scene.shape)


@kind(0.02, 0.05, 0.08, 0.11, 0.14)
def damaged(code, grade, rng):
    code = code.copy()
    side = int((len(code) - 8) * math.sqrt(grade))
    top, left = rng.integers(len(code) // 2, len(code) - 4 - side, 2)
    code[top:top + side, left:left + side] = 128
    return held(code, rng)


@kind(0, 30, 45)
def inverted(code, grade, rng):
    return held(255 - code, rng, turn=grade, room=1.7)


@kind(40, 80, 110, 140)
def curled(code, grade, rng):
    radius = 0.5 / math.radians(grade / 2)
    return held(code, rng, bend=lambda x, y: (np.arcsin(np.clip(x / radius, -1, 1)) * radius, y))


@kind(10, 25, 40, 55)
def folded(code, grade, rng):
    fold, narrow = rng.uniform(-0.15, 0.15), math.cos(math.radians(grade))
    return held(code, rng, bend=lambda x, y: (x, np.where(y > fold, fold + (y - fold) / narrow, y)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hcode", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    entries = []
    with tempfile.TemporaryDirectory() as folder:
        codes = [issue(options.hcode, Path(folder), number) for number in range(options.seeds)]
    for order, (name, (grades, make)) in enumerate(KINDS.items()):
        for grade in grades:
            for seed, (code, text) in enumerate(codes):
                rng = np.random.default_rng([options.seed, order, int(grade * 100), seed])
                made = make(code, grade, rng)
                quality, pixels = made if isinstance(made, tuple) else (None, made)
                file = f"{name}-{grade}-{seed}.{'jpg' if quality else 'png'}"
                Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(
                    options.out / file, **({"quality": quality} if quality else {}))
                entries.append({"file": file, "set": name, "n_codes": 1, "expected": [text]})
    (options.out / "manifest.json").write_text(json.dumps(entries, indent=1))
    print(f"stress: {len(entries)} pictures in {options.out}")


if __name__ == "__main__":
    main()
