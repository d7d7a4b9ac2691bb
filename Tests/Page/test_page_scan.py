"""hcode-page in a real browser with a camera: what it shows of what hcode says."""

import base64
import json

import pytest
from PIL import Image

import pages
from browser import FRAMES
from command import ROOT

pytestmark = pytest.mark.slow

WORDS = json.loads((ROOT / "page/words.json").read_text())


KINDS = {"green": ("green", None), "yellow": ("yellow", None), "red": ("red", None), "revoked": ("refused", "revoked"),
         "forged": ("forged", "bad-signature"), "stranger": ("none", "unknown-format")}


@pytest.mark.parametrize("language, other, names", [("en", "zh", list(KINDS)), ("zh", "en", ["forged", "green"])])
def test_a_code_brings_its_colour_shape_word_reason_and_what_to_do(page, tab, camera, codes, language, other, names):
    shown = tab(page(), language=language)
    shown.ready()
    assert shown.value("document.documentElement.lang") == {"en": "en", "zh": "zh-CN"}[language]
    words, others = WORDS[language], WORDS[other]
    for name in names:
        verdict, reason = KINDS[name]
        camera.show(codes[0][name])
        text = shown.becomes(verdict)
        assert text.startswith(f"{words['verdict'][verdict]} {others['verdict'][verdict]}")
        # Sentences begin with a capital on the page.
        assert words["do"][verdict].lower() in text.lower() and (reason is None or words["reason"][reason].lower() in text.lower())
        assert shown.value("document.querySelector('#answer use').getAttribute('href')") == f"#shape-{verdict}"
        if verdict in ("yellow", "red"):
            assert {"yellow": "Order 2026/117", "red": "传染病防治法第三十九条"}[verdict] in text and "12320" in text
        # Nobody asked for names.
        assert "王小明" not in shown.text() and "Wang" not in shown.text()
        camera.show()
        shown.clear()


def test_a_red_code_after_a_green_one_takes_its_place_at_once(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["green"])
    shown.becomes("green")
    before = shown.value(FRAMES)
    camera.show(codes[0]["red"])
    assert "GREEN" not in shown.becomes("red")
    # Ten frames are a second on a machine that has time.
    assert shown.value(FRAMES) - before <= 12


def test_of_two_codes_at_once_the_gravest_stands_and_the_other_is_named(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["green"], codes[0]["red"])
    text = shown.becomes("red")
    text = shown.until("document.querySelector('#answer .more').innerText")
    assert "GREEN 绿码" in text
    assert "green" not in shown.value("seen")


def test_a_green_code_that_joins_a_red_one_does_not_take_its_place(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["red"])
    shown.becomes("red")
    camera.show(codes[0]["red"], codes[0]["green"])
    assert "GREEN 绿码" in shown.until("document.querySelector('#answer .more').innerText")
    shown.becomes("waiting")
    assert "green" not in shown.value("seen")


def test_a_qr_code_of_another_kind_hides_no_health_code(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["stranger"])
    shown.becomes("none")
    camera.show(codes[0]["stranger"], codes[0]["green"])
    shown.becomes("green")
    assert shown.value("seen") == ["none", "green"]


def test_an_answer_is_gone_after_some_seconds_and_comes_back_only_when_hcode_says_it_again(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["green"])
    shown.becomes("green")
    # It is still held up.
    shown.until("seen.length >= 3")
    assert shown.value("seen.slice(0, 3)") == ["green", "waiting", "green"]
    assert 3900 < shown.value("seenAt[1] - seenAt[0]") < 20000
    camera.show()
    assert "GREEN" not in shown.becomes("waiting")
    before = shown.value(f"seen.length = 0, {FRAMES}")
    shown.until(f"{FRAMES} > {before + 5}")
    assert shown.value("seen.includes('green')") is False


def test_a_red_code_that_is_still_held_up_keeps_a_green_one_from_standing_alone(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["red"])
    shown.until("seen.filter(each => each === 'waiting').length >= 1")
    camera.show(codes[0]["red"], codes[0]["green"])
    # By then an answer has gone off while both were held up, and the next one is there.
    shown.until("seen.length >= 5")
    assert shown.value("[...new Set(seen)].sort()") == ["red", "waiting"]


def test_a_green_file_does_not_stand_over_a_red_code_that_is_held_up(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    camera.show(codes[0]["red"])
    shown.becomes("red")
    shown.value(dropped(codes[0]["green"], "image/png"))
    shown.becomes("green")
    shown.becomes("red")


def test_an_answer_of_yesterday_is_gone_when_the_machine_wakes(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    # As soon as it is green the machine sleeps for ten hours.
    shown.value("""new MutationObserver((_, self) => { self.disconnect(); const now = Date.now.bind(Date); Date.now = () => now() + 36000000; })
        .observe(document.getElementById('answer'), { attributes: true, attributeFilter: ['data-verdict'] })""")
    camera.show(codes[0]["green"])
    shown.until("seen.length >= 2")
    assert shown.value("seen[0]") == "green" and shown.value("seen[1] !== 'green' && seenAt[1] - seenAt[0] < 3500")


def test_without_a_code_the_page_waits_and_in_the_dark_it_says_so(page, tab, camera):
    shown = tab(page())
    before = shown.ready()
    shown.until(f"{FRAMES} > {before + 5}")
    assert shown.value("seen") == [] and shown.verdict() == "waiting"
    assert shown.value("document.getElementById('hint').innerText") == ""
    camera.show(ground=2)
    shown.until("document.getElementById('hint').innerText.startsWith('Too dark')")
    camera.show()
    shown.until("document.getElementById('hint').innerText === ''")


def test_names_are_shown_when_asked_for_as_they_are_written(page, tab, camera, codes):
    shown = tab(page("--show-holder"))
    shown.ready()
    camera.show(codes[0]["markup"])
    assert pages.MARKUP in shown.becomes("green")
    assert shown.value("document.querySelectorAll('#answer img').length") == 0
    camera.show(codes[0]["arabic"])
    shown.until(f"document.getElementById('answer').innerText.includes('{pages.ARABIC}')")
    assert shown.value(f"[...document.querySelectorAll('#answer bdi')].find(each => each.innerText === '{pages.ARABIC}').dir") == "auto"


def test_a_scanner_that_types_is_answered_wherever_the_focus_is(page, tab, codes):
    shown = tab(page())
    shown.ready()
    shown.value("document.getElementById('sound').focus()")
    assert " " in codes[1]["green"]
    shown.type(codes[1]["green"])
    shown.becomes("green")
    shown.type(codes[1]["red"])
    shown.becomes("red")
    shown.type(codes[1]["green"][:60])
    shown.becomes("none")
    # No button was pressed by the blanks and the returns in them.
    assert shown.value("document.getElementById('sound').getAttribute('aria-pressed')") == "true"
    shown.key("Escape", code="Escape", windowsVirtualKeyCode=27)
    shown.becomes("waiting")


def dropped(path, type):
    data = base64.b64encode(path.read_bytes()).decode()
    return f"""{{ const given = new DataTransfer();
        given.items.add(new File([Uint8Array.from(atob('{data}'), each => each.charCodeAt(0))], 'a', {{ type: '{type}' }}));
        dispatchEvent(new DragEvent('drop', {{ dataTransfer: given, cancelable: true }})); }}"""


def test_a_picture_or_pdf_is_dropped_or_opened(page, tab, codes, tmp_path):
    shown = tab(page())
    shown.ready()
    shown.value(dropped(codes[0]["yellow"], "image/png"))
    shown.becomes("yellow")
    both = [Image.open(codes[0][name]).convert("RGBA").convert("L").resize((600, 600)) for name in ("green", "forged")]
    both[0].save(tmp_path / "two.pdf", save_all=True, append_images=both[1:])
    shown.value(dropped(tmp_path / "two.pdf", "application/pdf"))
    text = shown.becomes("forged")
    assert "GREEN 绿码" in text
    (tmp_path / "text.png").write_bytes(b"not a picture")
    shown.value(dropped(tmp_path / "text.png", "image/png"))
    shown.becomes("undecided")
    document = shown.call("DOM.getDocument")["root"]["nodeId"]
    field = shown.call("DOM.querySelector", nodeId=document, selector="#file")["nodeId"]
    shown.call("DOM.setFileInputFiles", nodeId=field, files=[str(codes[0]["green"])])
    shown.becomes("green")
