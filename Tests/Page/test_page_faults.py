"""hcode-page in a real browser when something fails or somebody is hostile: nothing is green then, and nothing leaves the machine."""

import json
import os
import re
import signal

import pytest

import command
import pages

pytestmark = pytest.mark.slow


def other(tmp_path, script):
    """A program in hcode's place, which is a script of bash."""
    program = tmp_path / "other"
    program.write_text(f"#!/bin/bash\ncase $1 in trust) exec {command.HCODE} \"$@\";; esac\n{script}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_when_the_scanner_dies_or_hangs_no_green_stays_and_the_page_says_so_until_it_runs_again(page, tab, camera, codes, how):
    served = page()
    shown = tab(served)
    shown.ready()
    camera.show(codes[0]["green"])
    shown.becomes("green")
    camera.show()
    shown.value("seen.length = 0")
    # Another scanner may just have taken the place of that one.
    for _ in range(5):
        os.kill(served.scanner(), how)
        try:
            text = shown.becomes("fault", 8)
            break
        except AssertionError:
            continue
    assert "SCANNER DOES NOT WORK" in text and "GREEN" not in text
    assert shown.value("document.querySelector('#answer use').getAttribute('href')") == "#shape-fault"
    shown.becomes("waiting")
    assert "green" not in shown.value("seen")
    camera.show(codes[0]["yellow"])
    shown.becomes("yellow")


def test_when_the_server_dies_the_page_says_so(page, tab, camera, codes):
    served = page()
    shown = tab(served)
    shown.ready()
    camera.show(codes[0]["green"])
    shown.becomes("green")
    assert served.close() == 0
    assert "does not answer" in shown.becomes("fault")
    assert "GREEN" not in shown.text()


def test_a_camera_that_is_pulled_out_is_named_and_started_again_by_a_button(page, tab, camera, codes):
    shown = tab(page())
    shown.ready()
    shown.value("document.getElementById('video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))")
    shown.until("document.getElementById('hint').innerText.startsWith('The camera cannot be used')")
    shown.value("document.getElementById('retry').click()")
    camera.show(codes[0]["green"])
    shown.becomes("green")
    assert shown.value("document.getElementById('retry').hidden && document.getElementById('hint').innerText") == ""


def test_what_is_no_verdict_is_a_fault_and_never_green(page, tab, tmp_path):
    program = other(tmp_path, "head -c 1000 >/dev/null; echo '{\"verdict\":\"Green\",\"genuine\":true,\"reason\":\"as-signed\"}'; cat >/dev/null")
    shown = tab(page(program=program))
    assert "GREEN" not in shown.becomes("fault")


def test_a_file_that_is_not_read_to_the_end_brings_no_verdict_of_its_beginning(page, tab, tmp_path, codes):
    green = '{"verdict":"green","genuine":true,"reason":"as-signed","reasons":["as-signed"]}'
    program = other(tmp_path, f"[[ $* == *--frames* ]] && exec {command.HCODE} \"$@\"; echo '{green}'; kill -9 $$")
    shown = tab(page(program=program))
    shown.ready()
    shown.type(codes[1]["green"])
    assert "could not read this" in shown.becomes("fault")
    shown.becomes("waiting")
    assert shown.value("seen") == ["fault", "waiting"]


def test_hostile_words_stay_words_and_turn_nothing_round(page, tab, tmp_path):
    hostile = {"verdict": "refused", "genuine": False, "reason": "__proto__", "reasons": ["constructor", "<b>x</b>"], "issuer": "X",
               "issuer_name": pages.MARKUP + "\u202eNEERG\u202c\u2066\x07", "authority": "A" * 5000, "status_reason": "toString",
               "expires": "2026-13-45T99:00:00Z", "warnings": [{"warning": "hasOwnProperty", "subject": "<script>x</script>"}]}
    program = other(tmp_path, f"head -c 1000 >/dev/null; printf '%s\\n' '{json.dumps(hostile)}'; cat >/dev/null")
    shown = tab(page(program=program))
    text = shown.becomes("refused")
    assert pages.MARKUP in text and "<script>x</script>" not in text and "<b>x</b>" in text and "\u202e" not in text and "\u2066" not in text
    assert "\ufffdNEERG\ufffd\ufffd\ufffd" in text and "A" * 300 in text and "A" * 301 not in text
    assert shown.value("document.querySelectorAll('#answer img, #answer script, #answer b').length") == 0
    assert shown.value("document.documentElement.scrollWidth <= innerWidth")


def test_old_and_missing_lists_are_named(page, tab, tmp_path, camera, codes):
    old = pages.store(tmp_path, issued=pages.NOW - 3 * pages.DAY, ttl=pages.DAY)
    shown = tab(page(at=old))
    shown.ready()
    assert shown.until("document.getElementById('lists').dataset.state === 'warning' && document.getElementById('lists').innerText").endswith("old, or they end soon")
    assert "trust list CN-A is old since" in shown.value("document.getElementById('notes').innerText")
    camera.show(codes[0]["green"])
    assert "trust list CN-A is old since" in shown.becomes("green")
    camera.show()
    # Where there is no store at all, hcode has nothing to show.
    lacking = tab(page(at=tmp_path / "none"))
    lacking.until("document.getElementById('lists').dataset.state === 'unknown'")
    lacking.ready()
    camera.show(codes[0]["green"])
    lacking.becomes("undecided")


def test_the_key_leaves_the_address_bar_and_nothing_is_stored_or_asked_of_others(page, tab, browser):
    served = page()
    shown = tab(served)
    shown.ready()
    assert shown.value("location.href") == f"http://{served.host}/"
    assert shown.value("[localStorage.length, sessionStorage.length, document.cookie].join()") == "0,0,"
    assert shown.value("Promise.all([indexedDB.databases(), navigator.serviceWorker.getRegistrations(), caches.keys()]).then(all => all.flat().length)") == 0
    assert {re.match(r"(\w+:)//([^/]*)/", url)[2] for url in shown.asked()} == {served.host}
    assert not any(served.token in url.split("#")[0] for url in shown.asked())
    assert browser.call("Storage.getCookies")["cookies"] == []


def test_what_the_page_may_not_do_the_browser_refuses(page, tab):
    shown = tab(page())
    shown.ready()
    refused = """new Promise(done => { addEventListener('securitypolicyviolation', event => done(event.effectiveDirective), { once: true });
        try { %s } catch {} setTimeout(() => done(''), 5000) })"""
    assert shown.value(refused % "fetch('https://example.org/').catch(() => 0)") == "connect-src"
    assert shown.value(refused % "document.body.innerHTML = '<b>x</b>'") == "require-trusted-types-for"
    assert shown.value(refused % "const made = document.createElement('iframe'); made.src = 'https://example.org/'; document.body.append(made)") == "frame-src"
    assert shown.value(refused % "const made = new Image(); made.src = 'https://example.org/x.png'; document.body.append(made)") == "img-src"
    # These were the test's own.
    shown.browser.events.clear()


def test_a_page_without_the_key_shows_nothing_but_that(page, tab):
    served = page()
    served.url = f"http://{served.host}/#{'A' * 43}"
    shown = tab(served)
    assert "lost its key" in shown.becomes("fault")


def test_the_newest_page_has_the_scanner_and_the_older_one_says_so(page, tab, camera, codes):
    served = page()
    first = tab(served)
    first.ready()
    second = tab(served)
    second.ready()
    assert "used by another page" in first.becomes("fault")
    camera.show(codes[0]["green"])
    second.becomes("green")
    assert first.verdict() == "fault"
    camera.show()
    first.key("Escape", code="Escape", windowsVirtualKeyCode=27)
    first.becomes("waiting")
    assert "used by another page" in second.becomes("fault")
