"""How hcode-page looks, to whom cannot tell its colours, sees little, or has no mouse."""

import json

import pytest

from command import ROOT

pytestmark = pytest.mark.slow

KINDS = ("green", "yellow", "red", "refused", "forged", "undecided", "none", "waiting", "fault")

# The contrast of each visible text with the ground that it stands on, as WCAG 2.2 computes it, and whether it is large.
CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = colour => rgba(colour).slice(0, 3).map(each => each / 255).map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = node => { for (; node; node = node.parentElement) { const colour = getComputedStyle(node).backgroundColor; if (rgba(colour)[3] === 255) return colour; } return 'white'; };
  return [...document.querySelectorAll('body *')].filter(each => each.checkVisibility() && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(each => { const style = getComputedStyle(each), [a, b] = [light(style.color), light(ground(each))].sort((x, y) => y - x);
      return [each.innerText.slice(0, 40), (a + 0.05) / (b + 0.05), parseFloat(style.fontSize) >= 24]; });
})()"""


def paint(tab, kind):
    """Puts the colours of an answer under what is written."""
    tab.value(f"document.getElementById('answer').dataset.verdict = '{kind}'")


@pytest.mark.parametrize("dark", [False, True])
def test_each_text_stands_out_from_its_ground(page, tab, dark):
    shown = tab(page("--issue"), dark=dark)
    shown.ready()
    worst = []
    for kind in KINDS:
        paint(shown, kind)
        measured = shown.value(CONTRAST)
        assert len(measured) > 6
        worst += [(kind, text, round(ratio, 2)) for text, ratio, large in measured if ratio < (3 if large else 4.5)]
    for state in ("current", "warning", "lacking", "unknown"):
        shown.value(f"document.getElementById('lists').dataset.state = '{state}'; document.getElementById('notes').hidden = false; document.getElementById('notes').textContent = 'x'")
        worst += [(state, text, round(ratio, 2)) for text, ratio, large in shown.value(CONTRAST) if ratio < (3 if large else 4.5)]
    shown.value("document.getElementById('mode').click()")
    worst += [("form", text, round(ratio, 2)) for text, ratio, large in shown.value(CONTRAST) if ratio < (3 if large else 4.5)]
    assert worst == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_at_each_width_everything_fits_and_the_answer_is_seen_without_scrolling(page, tab, camera, codes, language):
    shown = tab(page("--issue"), language=language, width=360, height=640)
    shown.ready()
    camera.show(codes[0]["red"])
    shown.becomes("red")
    for width, height in ((360, 640), (768, 1024), (1280, 800)):
        shown.size(width, height)
        for part in ("word", "do"):
            box = shown.value(f"(() => {{ const {{ top, bottom, left, right }} = document.querySelector('#answer .{part}').getBoundingClientRect(); return [top, bottom, left, right] }})()")
            assert 0 <= box[0] and box[1] <= height and 0 <= box[2] and box[3] <= width, (width, part, box)
        assert shown.value("document.documentElement.scrollWidth <= innerWidth"), width
        small = shown.value("[...document.querySelectorAll('button')].filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect()).filter(each => each.height < 44 || each.width < 44).length")
        assert small == 0
    shown.value("document.getElementById('mode').click()")
    for width in (360, 768, 1280):
        shown.size(width)
        assert shown.value("document.documentElement.scrollWidth <= innerWidth"), width


def test_no_answer_is_told_by_its_colour_alone(page, tab):
    words = json.loads((ROOT / "page/words.json").read_text())
    for language in ("en", "zh"):
        assert len(set(words[language]["verdict"].values())) == 7 and len(set(words[language]["do"].values())) == 7
    shown = tab(page())
    shapes = {kind: shown.value(f"document.getElementById('shape-{kind}').innerHTML") for kind in KINDS}
    assert len(set(shapes.values())) == len(KINDS) and all(shapes.values())


def test_a_screen_reader_hears_each_answer_and_the_name_of_each_control(page, tab, camera, codes):
    shown = tab(page("--issue"))
    shown.ready()
    camera.show(codes[0]["yellow"])
    shown.becomes("yellow")
    shown.call("Accessibility.enable")

    def nodes():
        return [(node["role"]["value"], node.get("name", {}).get("value", ""), {p["name"]: p["value"].get("value") for p in node.get("properties", [])})
                for node in shown.call("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]

    alert = next(properties for role, _, properties in nodes() if role == "alert")
    assert alert["live"] == "assertive" and alert["atomic"] is True
    assert any(role == "StaticText" and name.startswith("YELLOW") for role, name, _ in nodes())
    shown.value("document.getElementById('mode').click()")
    shown.value("document.querySelector('[value=yellow]').click(); document.querySelector('[name=test_kind]').value = 'pcr'; document.querySelector('#form').dispatchEvent(new Event('change'))")
    controls = [(role, name) for role, name, _ in nodes() if role in ("button", "textbox", "combobox", "radio", "Date and time", "DateTime", "menuitem")]
    assert len(controls) > 12 and all(name for _, name in controls), controls


def test_everything_is_done_by_the_keyboard_alone(page, tab):
    shown = tab(page("--issue"))
    shown.ready()

    def walk(count):
        """What has the focus, step by step, and whether one sees it there."""
        reached = []
        for _ in range(count):
            shown.key("Tab", code="Tab", windowsVirtualKeyCode=9)
            reached.append(shown.value("[document.activeElement.id || document.activeElement.name, getComputedStyle(document.activeElement).outlineStyle]"))
        return reached

    assert walk(5) == [["mode", "solid"], ["sound", "solid"], ["language", "solid"], ["next", "solid"], ["choose", "solid"]]
    shown.value("document.getElementById('language').focus()")
    shown.key("Enter", "\r", code="Enter", windowsVirtualKeyCode=13)
    shown.until("document.documentElement.lang === 'zh-CN'")
    # This browser lets it ring from the start.
    shown.until("document.getElementById('sound').getAttribute('aria-pressed') === 'true'")
    shown.value("document.getElementById('sound').focus()")
    shown.key(" ", " ", code="Space", windowsVirtualKeyCode=32)
    shown.until("document.getElementById('sound').getAttribute('aria-pressed') === 'false'")
    shown.value("document.getElementById('mode').focus()")
    shown.key("Enter", "\r", code="Enter", windowsVirtualKeyCode=13)
    shown.until("!document.getElementById('issue').hidden")
    shown.value("document.getElementById('language').focus()")
    assert [name for name, _ in walk(9)] == ["status", "name", "latin_name", "birth_date", "document_tail", "valid", "subject", "test_kind", "sign"]


def test_each_language_has_every_text(page):
    texts, words = (json.loads((ROOT / f"page/{name}.json").read_text()) for name in ("texts", "words"))
    for table in (texts, words):
        assert set(table) == {"en", "zh"}
    assert set(texts["en"]) == set(texts["zh"]) and all(texts["en"].values()) and all(texts["zh"].values())
    assert {name: set(table) for name, table in words["en"].items()} == {name: set(table) for name, table in words["zh"].items()}
    source = (ROOT / "page/app.js").read_text() + (ROOT / "page/index.html").read_text()
    unused = [name for name in texts["en"] if f'"{name}"' not in source]
    assert unused == []
