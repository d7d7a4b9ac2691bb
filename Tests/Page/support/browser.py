"""A real browser without a window, driven by the DevTools protocol over two pipes, and the camera that it sees through."""

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import time

from PIL import Image

RECORD = """window.seen = []; window.seenAt = []; new MutationObserver(() => {
        seen.push(document.getElementById('answer').dataset.verdict); seenAt.push(performance.now()); })
    .observe(document.getElementById('answer'), { attributes: true, attributeFilter: ['data-verdict'] })"""
# Questions about frames that were answered.
FRAMES = "performance.getEntriesByType('resource').filter(each => each.name.endsWith('/frame') && each.responseEnd).length"
# Far more than anything here takes: the machine may be slow.
WAIT = 30


class Camera:
    """A file that the browser takes for its camera. What it shows is written into the file while the browser reads it."""

    def __init__(self, path, size=(1280, 720)):
        self.path, self.size = path, size
        self.show()

    def show(self, *pictures, ground=190):
        """Codes beside each other, each a picture's path."""
        view = Image.new("L", self.size, ground)
        side = min(520, self.size[0] // max(1, len(pictures)) - 80)
        for number, picture in enumerate(pictures):
            code = Image.open(picture).convert("RGBA").convert("L").resize((side, side), Image.Resampling.NEAREST)
            view.paste(code, ((2 * number + 1) * self.size[0] // (2 * len(pictures)) - side // 2, (self.size[1] - side) // 2))
        self._write(view.tobytes())

    def _write(self, luma):
        colour = b"\x80" * (len(luma) // 2)
        data = b"YUV4MPEG2 W%d H%d F20:1 Ip A1:1 C420jpeg\n" % self.size + 2 * (b"FRAME\n" + luma + colour)
        if self.path.exists():
            # In its place, since the browser has it open.
            with open(self.path, "r+b") as file:
                file.write(data)
        else:
            self.path.write_bytes(data)


class Browser:
    """Chromium."""

    def __init__(self, folder, camera):
        program = shutil.which("chromium")
        assert program, "no chromium: Scripts/bootstrap --dev"
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        options = ["--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}/profile", "--no-first-run", "--disable-gpu",
                   "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--mute-audio", "--hide-scrollbars",
                   "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                   f"--use-file-for-fake-video-capture={camera.path}", *(["--no-sandbox"] if os.geteuid() == 0 else []), "about:blank"]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}', program, *options], pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC"})
        os.close(to_browser)
        os.close(from_browser)
        self._rest, self._number, self.events = b"", itertools.count(1), []

    def call(self, method, session=None, **parameters):
        """The result of a command. Events that come before it are kept."""
        number = next(self._number)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + WAIT
        while True:
            said = self._message(end)
            if said.get("id") == number:
                assert "error" not in said, (method, said["error"])
                return said["result"]
            self.events.append(said)

    def _message(self, end):
        while b"\0" not in self._rest:
            left = end - time.monotonic()
            assert left > 0 and select.select([self._in], [], [], left)[0], "the browser does not answer"
            data = os.read(self._in, 1 << 20)
            assert data, f"the browser ended with {self.process.wait()}"
            self._rest += data
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def close(self):
        self.process.terminate()
        self.process.wait()
        os.close(self._in)
        os.close(self._out)


class Tab:
    """One page in the browser."""

    def __init__(self, browser, url, language="en", width=1280, height=800, dark=False):
        self.browser = browser
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Audits", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.size(width, height)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Network.setUserAgentOverride", userAgent="test", acceptLanguage={"en": "en-GB", "zh": "zh-CN"}[language])
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && !!document.getElementById('answer')")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def size(self, width, height=800):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def value(self, expression):
        """What an expression gives in the page."""
        done = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def until(self, expression, seconds=WAIT):
        """Waits until an expression is true in the page, and gives its value."""
        end = time.monotonic() + seconds
        while not (value := self.value(expression)):
            if time.monotonic() > end:
                raise AssertionError((expression, self.text()))
            time.sleep(0.03)
        return value

    def ready(self):
        """Waits until frames are judged. From then on `seen` in the page has what the answer becomes. Gives the number of frames so far."""
        self.value("performance.setResourceTimingBufferSize(100000)")
        self.until(f"{FRAMES} > 2")
        self.value(RECORD)
        return self.value(FRAMES)

    def verdict(self):
        """What the large answer is now: a verdict, waiting, or fault."""
        return self.value("document.getElementById('answer').dataset.verdict")

    def becomes(self, verdict, seconds=WAIT):
        """Waits for an answer, and gives all of its text."""
        return self.until(f"document.getElementById('answer').dataset.verdict === '{verdict}' && document.getElementById('answer').innerText", seconds)

    def clear(self):
        self.key("Escape", code="Escape", windowsVirtualKeyCode=27)
        self.becomes("waiting")

    def text(self):
        return self.value("document.body.innerText")

    def key(self, key, text=None, **more):
        """A key goes down and up."""
        named = {"key": key} | ({"text": text} if text else {}) | more
        self.call("Input.dispatchKeyEvent", type="keyDown", **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, **more)

    def type(self, text):
        """As a scanner in keyboard mode: the characters, and a return."""
        for character in text:
            self.key(character, character)
        self.key("Enter", "\r", code="Enter", windowsVirtualKeyCode=13)

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def complaints(self):
        """Errors of the page and of its policy, as the browser noted them."""
        self.value("1")
        mine = [event for event in self.browser.events if event.get("sessionId") == self.session]
        return [event for event in mine if event["method"] == "Runtime.exceptionThrown"
                or event["method"] == "Audits.issueAdded" and event["params"]["issue"]["code"] == "ContentSecurityPolicyIssue"
                or event["method"] == "Log.entryAdded" and event["params"]["entry"].get("source") == "security"]

    def asked(self):
        """The addresses that the page has asked for."""
        return {event["params"]["request"]["url"] for event in self.browser.events
                if event.get("sessionId") == self.session and event["method"] == "Network.requestWillBeSent"}

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
