"""Printed pages as a printer and its customers see them: other people's programs draw, measure and read them."""

import re
import subprocess

from PIL import Image

import command

# Width, height, left, top, columns, rows, step across and down, in mm, from the makers' own templates.
PAPERS = {
    "3474": (70, 37, 0, 0.5, 3, 8, 70, 37),
    "L7160": (63.5, 38.1, 7.2, 15.15, 3, 7, 66.04, 38.1),
    "L7163": (99.1, 38.1, 4.65, 15.15, 2, 7, 101.6, 38.1),
    "L7165": (99.1, 67.7, 4.65, 13.1, 2, 4, 101.6, 67.7),
    "5160": (66.675, 25.4, 4.7625, 12.7, 3, 10, 69.85, 25.4),
    "5163": (101.6, 50.8, 3.97, 12.7, 2, 5, 106.36, 50.8),
}


def output(*words):
    return subprocess.run([*map(str, words)], check=True, capture_output=True).stdout.decode()


def pages(pdf, dpi, folder):
    """Each page as a picture."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, folder / f"page{dpi}"], check=True)
    drawn = sorted(folder.glob(f"page{dpi}-*.pgm"), key=lambda path: int(path.stem.split("-")[-1]))
    return [Image.open(path) for path in drawn]


def dots(pdf, dpi, folder):
    """The first page as dots that are black or white, each by its middle. pdftoppm blackens all that a shape touches."""
    subprocess.run(["pdftocairo", "-png", "-singlefile", "-r", str(dpi), "-antialias", "none", pdf, folder / "dots"], check=True)
    return Image.open(folder / "dots.png").convert("L")


def labels(page, dpi, paper):
    """The labels cut out of a page, at their edges."""
    width, height, left, top, columns, rows, across, down = PAPERS[paper]
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * across, top + row * down
            yield page.crop([round(mm / 25.4 * dpi) for mm in (x, y, x + width, y + height)])


def read(hcode, keys, pictures, folder):
    """What hcode and zbar read of each picture."""
    paths = []
    for index, picture in enumerate(pictures):
        paths.append(folder / f"label{index:03}.png")
        picture.save(paths[-1])
    ours = hcode("scan", "--json", "--trust", keys.public, *paths, timeout=300)
    theirs = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", *paths], capture_output=True).stdout.decode()
    return command.verdicts(ours), theirs.splitlines()


def fonts(pdf):
    """The fonts' names, each with whether it is embedded and whether its characters can be copied."""
    lines = output("pdffonts", pdf).splitlines()[2:]
    return {line.split()[0]: re.search(r" (yes|no) +(yes|no) +(yes|no) ", line).group(1, 3) for line in lines}


def words(pdf):
    """Each word of the first page with its box in mm, from the upper left corner."""
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<',
                       output("pdftotext", "-l", 1, "-bbox", pdf, "-"))
    return [(word, *(float(point) / 72 * 25.4 for point in box)) for *box, word in found]


def page_count(pdf):
    return int(re.search(r"Pages: +(\d+)", output("pdfinfo", pdf)).group(1))


def zpl(data):
    """The commands of a ZPL label, and its bitmap, read by the rules of Zebra's programming guide."""
    commands = re.findall(r"[\^~][A-Z][A-Z0-9@]", data)
    whole, bitmap_bytes, row_bytes, digits = re.search(r"\^GFA,(\d+),(\d+),(\d+),([^\^~]*)\^FS", data).groups()
    row_bytes = int(row_bytes)
    rows, row, repeat = [], "", 0
    for character in digits:
        if "G" <= character <= "Y":
            repeat += ord(character) - ord("F")
        elif "g" <= character <= "z":
            repeat += 20 * (ord(character) - ord("f"))
        elif character in ",!":
            row = row.ljust(2 * row_bytes, "0" if character == "," else "F")
        elif character == ":":
            assert row == "" and rows
            row = rows[-1]
        else:
            row += character * max(repeat, 1)
            repeat = 0
        assert len(row) <= 2 * row_bytes
        if len(row) == 2 * row_bytes:
            rows.append(row)
            row = ""
    assert row == "" and repeat == 0
    packed = bytes.fromhex("".join(rows))
    assert len(packed) == int(whole) == int(bitmap_bytes)
    width = int(re.search(r"\^PW(\d+)", data).group(1))
    assert len(rows) == int(re.search(r"\^LL(\d+)", data).group(1)) and 0 <= 8 * row_bytes - width < 8
    picture = Image.frombytes("1", (8 * row_bytes, len(rows)), packed).convert("L").point(lambda level: 255 - level)
    return commands, picture.crop((0, 0, width, len(rows)))


def finder_run(picture):
    """The dots of the upper edge of the first finder pattern, seven modules: it is left of all text."""
    for y in range(picture.height):
        row = "".join("#" if picture.getpixel((x, y)) < 128 else " " for x in range(picture.width))
        runs = [len(run) for run in row.split()]
        if runs and runs[0] > 20:
            return runs[0]
    raise AssertionError("no code")
