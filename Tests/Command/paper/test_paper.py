"""Labels, cards and thermal labels: every printed code is read, by hcode and by zbar, and says what was issued."""

import re
import subprocess

import pytest

import command
import printed
from command import assert_error, verdict, zbar

pytestmark = pytest.mark.slow

GREEN = ("--status", "green", "--valid", "24h")
PERSON = (*GREEN, "--name", "张小明", "--latin-name", "Zhang Xiaoming", "--document-tail", "123X")
LONG = (*PERSON, "--test", f"pcr:negative:{command.ago(hours=2)}:LAB7", "--recovery", f"{command.ago(days=90)[:10]}:LAB7")
NAMES = {
    "Chinese": "欧阳娜娜", "Arabic": "محمد عبد الله", "Cyrillic": "Александр Иванович Достоевский", "Tamil": "கிருஷ்ணமூர்த்தி",
    "rare": "𠮷野家", "long": "Wolfeschlegelsteinhausenbergerdorff-Schillingsfürst von und zu Hohenlohe", "marks": "a" + "\u0301" * 40,
}
HOSTILE = [") Tj /JavaScript (app.alert(1)) >> endobj", "^XA^FO0,0^GFA,1,1,1,FF^FS^XZ~JA", "</text><script>&amp;<!--", "\\) %PDF-1.4 \\(",
           "${jndi:x} `id` $(id)", "e^FS~DG"]


@pytest.mark.parametrize("dpi", [300, 600])
@pytest.mark.parametrize("name", ["3474", "L7160", "L7163", "L7165", "5160", "5163"])
def test_every_label_of_a_sheet_is_read(hcode, keys, issue, tmp_path, name, dpi):
    level = ("--error-correction", "M") if name == "5160" else ()
    report = issue(keys, tmp_path / "s.pdf", *PERSON, "--labels", name,
                   *(("--sheet", "letter") if name.startswith("5") else ()), *level)
    [page] = printed.pages(tmp_path / "s.pdf", dpi, tmp_path)
    labels = list(printed.labels(page, dpi, name))
    ours, theirs = printed.read(hcode, keys, labels, tmp_path)
    assert [v["verdict"] for v in ours] == ["green"] * len(labels)
    assert theirs == [report["text"]] * len(labels)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_stand_on_the_label_in_embedded_fonts(issue, keys, tmp_path, name):
    issue(keys, tmp_path / "s.pdf", *GREEN, "--name", NAMES[name], "--labels", "L7160")
    assert all(embedded == ("yes", "yes") for embedded in printed.fonts(tmp_path / "s.pdf").values())
    text = printed.output("pdftotext", "-layout", tmp_path / "s.pdf", "-")
    assert "有效期至" in text and "河南省卫健委" in text
    if name in ("Chinese", "Cyrillic", "rare", "long"):
        assert re.sub(r"\s", "", NAMES[name])[:12] in re.sub(r"\s", "", text)
    [page] = printed.pages(tmp_path / "s.pdf", 300, tmp_path)
    # Between the labels is nothing, whatever the name, but for the marks along their edges.
    gap = page.crop([round(mm / 25.4 * 300) for mm in (7.2 + 63.5 + 0.3, 17.5, 7.2 + 66.04 - 0.3, 51)])
    assert gap.getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["3474", "L7160", "L7165", "5163"])
def test_lines_stand_on_their_label_clear_of_the_code(issue, keys, tmp_path, name):
    issue(keys, tmp_path / "s.pdf", *PERSON, "--labels", name)
    width, height, left, top, columns, rows, across, down = printed.PAPERS[name]
    words = printed.words(tmp_path / "s.pdf")
    found = [word for word in words if word[0] == "张小明"]
    assert len(found) == columns * rows
    cells = set()
    for _, x0, y0, x1, y1 in words:
        column, row = int((x0 - left) // across), int((y0 - top) // down)
        x, y = left + column * across, top + row * down
        assert x + 1 <= x0 < x1 <= x + width - 1 and y + 1 <= y0 < y1 <= y + height - 1
        cells.add((column, row))
    assert len(cells) == columns * rows
    [page] = printed.pages(tmp_path / "s.pdf", 300, tmp_path)
    # Nothing but white behind the first name on every label, as far as the quiet zone goes.
    for _, x0, y0, x1, y1 in found:
        strip = page.crop([round(mm / 25.4 * 300) for mm in (x0 - 1.3, y0, x0 - 0.2, y1)])
        assert strip.getextrema() == (255, 255)


@pytest.mark.parametrize("options", [
    ("--labels", "3x8"), ("--sheet", "letter", "--labels", "3x10", "--error-correction", "M"), ("--sheet", "50x40", "--copies", "200"),
    ("--labels", "2x2", "--copies", "9"), ("--card",)])
def test_another_program_finds_no_fault_in_the_file(issue, keys, tmp_path, options):
    for index, name in enumerate(["张小明", *HOSTILE]):
        path = tmp_path / f"{index}.pdf"
        issue(keys, path, *GREEN, "--name", name, *options)
        said = subprocess.run(["qpdf", "--check", path], capture_output=True)
        assert said.returncode == 0 and b"No syntax or stream encoding errors found" in said.stdout, said
        assert said.stderr == b""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_no_command(hcode, keys, issue, tmp_path, name):
    report = issue(keys, tmp_path / "s.pdf", *GREEN, "--name", name, "--labels", "3x8")
    # All that is no stream: the name may stand in a page's content, as a string that is shown.
    objects = printed.output("qpdf", "--json", tmp_path / "s.pdf")
    for word in ("/JavaScript", "/JS", "/OpenAction", "/AA", "/URI", "/Launch", "/EmbeddedFile"):
        assert f'"{word}"' not in objects
    shown = printed.output("pdftotext", "-raw", tmp_path / "s.pdf", "-")
    assert "".join(name.split()) in "".join(shown.split())
    issue(keys, tmp_path / "l.zpl", *GREEN, "--name", name)
    commands, picture = printed.zpl((tmp_path / "l.zpl").read_text("ascii"))
    assert commands == ["^XA", "^PW", "^LL", "^LH", "^FO", "^GF", "^FS", "^PQ", "^XZ"]
    picture.save(tmp_path / "l.png")
    assert verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / "l.png"))["holder"]["name"] == name
    assert report["output_format"] == "pdf"


@pytest.mark.parametrize("name", ["a\nb", "a\x07", "\u202eabc", "a\u2066b"])
def test_names_that_hide_something_are_refused(hcode, keys, tmp_path, name):
    result = hcode("issue", "--key", keys.secret, *GREEN, "--name", name, "--labels", "3x8", "-o", tmp_path / "s.pdf")
    assert_error(result, 64, "forbidden character")
    assert not (tmp_path / "s.pdf").exists()


def test_modules_are_whole_dots_of_an_office_printer(issue, keys, tmp_path):
    report = issue(keys, tmp_path / "s.pdf", *PERSON, "--labels", "3x8", "--no-crop-marks")
    page = printed.dots(tmp_path / "s.pdf", 600, tmp_path)
    for label in list(printed.labels(page, 600, "3474"))[:4]:
        run = printed.finder_run(label)
        assert run % 7 == 0 and report["module_micrometres"] == round(run / 7 / 600 * 25400)


def test_crop_marks_are_at_the_corners_and_can_be_left_out(issue, keys, tmp_path):
    corners = []
    for option in ((), ("--no-crop-marks",)):
        path = tmp_path / f"{len(option)}.pdf"
        issue(keys, path, *PERSON, "--labels", "L7160", *option)
        (tmp_path / path.stem).mkdir()
        [page] = printed.pages(path, 300, tmp_path / path.stem)
        x, y = (round(mm / 25.4 * 300) for mm in (7.2, 15.15))
        corners.append(page.crop((x - 3, y - 3, x + 20, y + 20)).getextrema()[0])
    assert corners[0] < 255 and corners[1] == 255


def test_labels_have_error_correction_q_and_cards_m(issue, keys, tmp_path):
    made = {}
    for output, options in {"s.pdf": ("--labels", "3x8"), "c.pdf": ("--card",), "l.zpl": (), "c.png": ()}.items():
        made[output] = issue(keys, tmp_path / output, *PERSON, *options)["error_correction"]
    assert made == {"s.pdf": "Q", "c.pdf": "M", "l.zpl": "Q", "c.png": "M"}
    assert issue(keys, tmp_path / "h.pdf", *PERSON, "--labels", "3x7", "--error-correction", "H")["error_correction"] == "H"


@pytest.mark.parametrize("options, pages", [
    ((), [24]), (("--copies", "1"), [1]), (("--copies", "30"), [24, 6]), (("--first-label", "23"), [2]),
    (("--first-label", "24", "--copies", "26"), [1, 24, 1])])
def test_copies_and_the_first_label_are_counted(issue, keys, tmp_path, options, pages):
    issue(keys, tmp_path / "s.pdf", *GREEN, "--name", "Ümit", "--labels", "3x8", *options)
    assert printed.page_count(tmp_path / "s.pdf") == len(pages)
    for number, count in enumerate(pages, 1):
        text = printed.output("pdftotext", "-f", number, "-l", number, tmp_path / "s.pdf", "-")
        assert text.count("Ümit") == count


def test_the_first_label_is_where_it_was_told(issue, keys, tmp_path):
    issue(keys, tmp_path / "s.pdf", *PERSON, "--labels", "3x8", "--first-label", "5", "--copies", "1")
    [page] = printed.pages(tmp_path / "s.pdf", 300, tmp_path)
    dark = [index for index, label in enumerate(printed.labels(page, 300, "3474"), 1)
            if label.crop((40, 40, label.width - 40, label.height - 40)).getextrema()[0] < 128]
    assert dark == [5]


def test_the_same_code_gives_the_same_bytes(hcode, keys, tmp_path):
    at = command.ahead(hours=1)
    for output, options in {"s.pdf": ("--labels", "3x7"), "l.zpl": ()}.items():
        made = set()
        for _ in range(2):
            result = hcode("issue", "--key", keys.secret, *PERSON, *options, "--index", "7", "--at", at, "--force", "-o",
                           tmp_path / output)
            assert result.returncode == 0
            made.add((tmp_path / output).read_bytes())
        assert len(made) == 1


def test_a_card_is_a_page_of_a_bank_cards_size(hcode, keys, issue, tmp_path):
    report = issue(keys, tmp_path / "c.pdf", *PERSON, "--card")
    width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", printed.output("pdfinfo", tmp_path / "c.pdf")).groups())
    assert abs(width / 72 * 25.4 - 54) < 0.1 and abs(height / 72 * 25.4 - 85.5) < 0.1
    assert all(embedded == ("yes", "yes") for embedded in printed.fonts(tmp_path / "c.pdf").values())
    [page] = printed.pages(tmp_path / "c.pdf", 300, tmp_path)
    page.save(tmp_path / "c.png")
    assert verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / "c.png"))["verdict"] == "green"
    assert zbar(tmp_path / "c.png").decode() == report["text"] + "\n"
    assert report["module_micrometres"] > 500


@pytest.mark.parametrize("options, dots", [
    (("--dpi", "203"), 4), ((), 4), (("--dpi", "300"), 4), (("--dpi", "600", "--module-size", "8"), 8),
    (("--module-size", "6"), 6), (("--dpi", "203", "--sheet", "100x50"), None), (("--dpi", "300", "--sheet", "40x60"), None),
    (("--module-size", "3", "--force"), 3), (("--sheet", "50x30", "--dpi", "300", "--copies", "12"), None)])
def test_thermal_labels_are_bitmaps_of_whole_dots_a_module(hcode, keys, issue, tmp_path, options, dots):
    report = issue(keys, tmp_path / "l.zpl", *PERSON, *options)
    data = (tmp_path / "l.zpl").read_text("ascii")
    _, picture = printed.zpl(data)
    run = printed.finder_run(picture)
    assert run % 7 == 0 and (dots is None and run >= 28 or run == 7 * dots)
    dpi = int(options[options.index("--dpi") + 1]) if "--dpi" in options else 203
    assert report["module_micrometres"] == round(run / 7 / dpi * 25400)
    if "--sheet" in options:
        width, height = map(int, options[options.index("--sheet") + 1].split("x"))
        assert picture.size == (int(width * dpi / 25.4), int(height * dpi / 25.4))
    picture.save(tmp_path / "l.png")
    assert verdict(hcode("scan", "--json", "--trust", keys.public, tmp_path / "l.png"))["verdict"] == "green"
    assert zbar(tmp_path / "l.png").decode() == report["text"] + "\n"
    assert f"^PQ{12 if '--copies' in options else 1}\n" in data


@pytest.mark.parametrize("options, words", [
    (("--labels", "5x13", "-o", "s.pdf"), ("mm wide", "0.33 mm from 25 cm", "--force")),
    (("--labels", "5160", "-o", "s.pdf"), ("0.29 mm wide", "or --error-correction M, which makes it 0.33 mm")),
    (("--sheet", "10x10", "-o", "s.pdf"), ("no room",)),
    (("--module-size", "3", "-o", "l.zpl"), ("3 dots wide", "need 4", "larger --module-size", "--force")),
    (("--sheet", "50x20", "-o", "l.zpl"), ("dots wide", "larger labels")),
    (("--dpi", "600", "-o", "l.zpl"), ("0.16 mm wide",)),
])
def test_what_phones_could_not_read_is_refused(hcode, keys, tmp_path, options, words):
    result = hcode("issue", "--key", keys.secret, *LONG, *options, cwd=tmp_path)
    assert_error(result, 64, *words)
    assert list(command.listing(tmp_path / "home")) == [] and [p.name for p in tmp_path.iterdir()] == ["home"]


def test_small_modules_can_be_forced(issue, keys, tmp_path):
    report = issue(keys, tmp_path / "s.pdf", *LONG, "--labels", "5160", "--force")
    assert 200 < report["module_micrometres"] < 330


@pytest.mark.parametrize("options, words", [
    (("-o", "s.pdf"), ("--sheet a4 --labels 3x8",)),
    (("--labels", "3x8", "-o", "s.png"), ("-o sheet.pdf",)),
    (("--sheet", "a4", "-o", "s.zpl"), ("--sheet 50x30",)),
    (("--labels", "3x8", "-o", "s.zpl"), ("--sheet 50x30",)),
    (("--labels", "3x8", "--dpi", "203", "-o", "s.pdf"), ("--dpi",)),
    (("--dpi", "250", "-o", "s.zpl"), ("203, 300 or 600",)),
    (("--labels", "3x8", "--card", "-o", "s.pdf"), ("--card makes one page",)),
    (("--card", "-o", "s.zpl"), ("--card is drawn as",)),
    (("--labels", "L9999", "-o", "s.pdf"), ("L7160", "5160")),
    (("--labels", "4x8:70x37", "-o", "s.pdf"), ("fit on the sheet",)),
    (("--sheet", "a4", "--labels", "5160", "-o", "s.pdf"), ("its own sheet",)),
    (("--sheet", "a3", "-o", "s.pdf"), ("a4, letter",)),
    (("--labels", "3x8", "--copies", "0", "-o", "s.pdf"), ("--copies",)),
    (("--labels", "3x8", "--copies", "10000", "-o", "s.pdf"), ("--copies",)),
    (("--labels", "3x8", "--first-label", "25", "-o", "s.pdf"), ("1 to 24",)),
    (("--labels", "3x8", "--first-label", "0", "-o", "s.pdf"), ("1 to 24",)),
])
def test_what_does_not_go_together_is_a_usage_error(hcode, keys, tmp_path, options, words):
    assert_error(hcode("issue", "--key", keys.secret, *PERSON, *options, cwd=tmp_path), 64, *words)
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


def test_a_sheet_goes_to_standard_output(hcode, keys):
    result = hcode("issue", "--key", keys.secret, *PERSON, "--labels", "3x8", "--format", "pdf", "-o", "-")
    assert result.returncode == 0 and result.stdout.startswith(b"%PDF-1.4\n") and result.stdout.endswith(b"%%EOF\n")


def test_people_are_told_the_size_of_a_module(hcode, keys, tmp_path):
    result = hcode("issue", "--key", keys.secret, *PERSON, "--labels", "3x8", "-o", tmp_path / "s.pdf")
    assert re.search(r"QR version \d+-Q  module 0\.\d\d mm$", result.stdout.decode().strip())


def test_missing_libraries_are_named(hcode, keys, tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/libpangocairo-1.0.so.0").write_bytes(b"")
    result = hcode("issue", "--key", keys.secret, *PERSON, "--labels", "3x8", "-o", tmp_path / "s.pdf",
                   env={"LD_LIBRARY_PATH": str(tmp_path / "lib")})
    assert_error(result, 69, "apt-get install libpangocairo-1.0-0")
    assert not (tmp_path / "s.pdf").exists()


def test_only_labels_open_the_libraries(hcode, keys, codes, tmp_path):
    def opened(*args):
        trace = tmp_path / "trace"
        hcode(*args, program=("strace", "-f", "-qq", "-e", "trace=openat", "-o", str(trace)))
        return re.findall(r'"([^"]*lib(?:pango|cairo|harfbuzz|glib)[^"]*)"', trace.read_text())

    assert opened("scan", "--trust", keys.public, codes["green"].path) == []
    assert opened("issue", "--key", keys.secret, *PERSON, "-o", tmp_path / "c.png") == []
    assert opened("issue", "--key", keys.secret, *PERSON, "--labels", "3x8", "-o", tmp_path / "s.pdf") != []
