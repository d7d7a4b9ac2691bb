"""The desk's form of hcode-page: what it signs, what it does not, and what it never sees."""

import base64
import io
import json

import pytest
from PIL import Image

import command
import pages

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of a day, and the store of a gate that believes it."""
    folder = tmp_path_factory.mktemp("desk")

    def ok(*args):
        done = command.run(*args, home=folder, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    made = ok("desk", "init", "CN-HA", "--name", "河南省卫健委", "--no-passphrase")
    ok("desk", "publish")
    ok("trust", "import", "--store", "store", "desk/publish/CN-HA.bundle", "--fingerprint", made.split("--fingerprint ")[1].split()[0])
    return folder


def used(desk):
    return json.loads(command.run("registry", "show", "--json", desk / "desk/registry/main.registry").stdout)["recorded"]


def fill(tab, **fields):
    for name, value in fields.items():
        tab.value(f"{{ const field = document.getElementById('form').elements[{json.dumps(name)}]; field.value = {json.dumps(value)};"
                  "field.dispatchEvent(new Event('change', { bubbles: true })); }")


def card(tab):
    """The picture on the page, as bytes."""
    return base64.b64decode(tab.value("""(() => { const canvas = document.createElement('canvas'), picture = document.getElementById('card');
        [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight]; canvas.getContext('2d').drawImage(picture, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1]; })()"""))


def test_a_card_is_signed_from_the_form_shown_and_green_at_the_gate(page, tab, desk, tmp_path):
    served = page("--issue", "--desk", desk / "desk", "--officer", "desk-7", at=desk / "store")
    shown = tab(served)
    shown.until("!document.getElementById('mode').hidden")
    shown.value("document.getElementById('mode').click()")
    before = used(desk)
    fill(shown, name=pages.MARKUP, document_tail="123X", valid="24h", test_kind="pcr", test_result="negative", test_time="2026-11-29T08:00")
    assert not shown.value("document.querySelector('[name=test_time]').closest('label').hidden")
    shown.value("document.querySelector('[name=valid]').focus()")
    shown.key("Enter", "\r", code="Enter", windowsVirtualKeyCode=13)
    shown.until("document.getElementById('card').complete && document.getElementById('card').naturalWidth > 300")
    assert "GREEN 绿码" in shown.value("document.getElementById('issuedText').innerText")
    (tmp_path / "card.png").write_bytes(card(shown))
    judged = command.verdict(command.run("scan", "--json", "--store", desk / "store", tmp_path / "card.png"))
    assert (judged["verdict"], judged["holder"]["name"], judged["evidence"][0]["kind"]) == ("green", pages.MARKUP, "pcr")
    assert used(desk) == before + 1
    # On paper there is the card and nothing else.
    shown.call("Emulation.setEmulatedMedia", media="print")
    assert shown.value("[...document.querySelectorAll('header, #form, #scan, #issuedText, #print')].every(each => !each.checkVisibility())")
    assert shown.value("document.getElementById('card').checkVisibility()")
    shown.call("Emulation.setEmulatedMedia", media="")
    shown.value("document.getElementById('another').click()")
    assert shown.value("document.querySelector('[name=name]').value + document.querySelector('[name=document_tail]').value") == ""
    assert shown.value("document.getElementById('card').hasAttribute('src')") is False


def test_what_hcode_rejects_is_named_with_its_field_in_the_language_of_the_page(page, tab, desk):
    shown = tab(page("--issue", "--desk", desk / "desk", at=desk / "store"), language="zh")
    shown.until("!document.getElementById('mode').hidden")
    shown.value("document.getElementById('mode').click()")
    before = used(desk)
    shown.value("document.querySelector('[value=yellow]').click()")
    fill(shown, name="李", reason="close-contact")
    shown.value("document.getElementById('sign').click()")
    said = shown.until("document.getElementById('outcome').innerText.startsWith('未签发') && document.getElementById('outcome').innerText")
    assert said.startswith("未签发： 依据")
    assert shown.value("document.activeElement.name") == "authority"
    fill(shown, authority="2026 年第 117 号令")
    shown.value("document.getElementById('sign').click()")
    shown.until("!document.getElementById('issued').hidden")
    assert "黄码 YELLOW" in shown.value("document.getElementById('issuedText').innerText") and used(desk) == before + 1


def test_red_and_unknown_columns_and_long_values_are_refused_and_the_keys_are_not_given_out(page, desk):
    served = page("--issue", "--desk", desk / "desk", at=desk / "store")
    json_type = {"Content_Type": "application/json"}
    assert json.loads(served.ask("/open", json.dumps({"page": "0" * 32}).encode(), **json_type)[1])["issue"] is True
    before = used(desk)
    for row in ({"status": "red", "name": "A"}, {"name": "A"}, {"status": "green", "key": "x"}, {"status": "green", "name": "A" * 513}, {"status": "green", "name": 1},
                {"status": "green", "lang": "--force"}, {"status": ["green"]}):
        assert served.ask("/issue", json.dumps(row).encode(), **json_type) == (400, b""), row
    assert served.ask("/issue", b"[]", **json_type)[0] == 403
    assert used(desk) == before
    status, body = served.ask("/issue", json.dumps({"status": "green", "name": "A\nstatus"}).encode(), **json_type)
    assert status == 200 and "issued" not in json.loads(body)
    status, body = served.ask("/issue", json.dumps({"status": "green", "name": "李"}).encode(), **json_type)
    made = json.loads(body)
    assert set(made["issued"]) == {"key_id", "code_index", "status", "expires", "png"}
    assert Image.open(io.BytesIO(base64.b64decode(made["issued"]["png"]))).width > 300
    # Whoever lists the processes sees nobody's name: it goes through a pipe.
    assert not any("李" in word for words in served.children().values() for word in words)


def test_a_key_with_a_passphrase_is_opened_by_hcode_alone(page, tmp_path):
    (tmp_path / "word").write_text("correct horse battery staple\n")
    (tmp_path / "word").chmod(0o600)
    done = command.run("desk", "init", "CN-HB", "--name", "湖北省卫健委", "--root-passphrase-file", "word", "--passphrase-file", "word", home=tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    question = {"Content_Type": "application/json"}
    for options, issued in ((["--passphrase-file", tmp_path / "word"], True), ([], False)):
        served = page("--issue", "--desk", tmp_path / "desk", *options)
        served.ask("/open", json.dumps({"page": "0" * 32}).encode(), **question)
        made = json.loads(served.ask("/issue", json.dumps({"status": "green", "name": "王"}).encode(), **question)[1])
        assert ("issued" in made) is issued, made
