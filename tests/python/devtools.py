"""A Chromium that is driven through a pipe, for tests of pages that compute."""

import contextlib
import json
import os
import shlex
import subprocess
import tempfile
from itertools import count


class Page:
    """One page of a Chromium without a network."""

    def __init__(self, ask, answer):
        self._ask, self._answer = ask, answer
        self._numbers = count(1)
        self._rest = b""
        self.requests = []
        (target,) = (t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        os.write(self._ask, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("method") == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            if told.get("id") == number:
                assert "error" not in told, told["error"]
                return told["result"]

    def _next(self):
        while b"\0" not in self._rest:
            part = os.read(self._answer, 1 << 20)
            assert part, "Chromium has ended"
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\0")
        return json.loads(text)

    def open(self, file, width=1200, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url=file.as_uri())
        self.run("""new Promise(done => { const look = () => document.readyState === "complete" &&
            location.protocol === "file:" ? done() : setTimeout(look, 20); look(); })""")

    def run(self, script):
        """The value of an expression, or of what it promises."""
        made = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in made, made["exceptionDetails"]
        return made["result"].get("value")


@contextlib.contextmanager
def chromium_page(program):
    """A page of a new Chromium, which ends with the block."""
    to_browser, ask = os.pipe()
    answer, from_browser = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        arguments = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        line = f"exec {shlex.join(arguments)} 3<&{to_browser} 4>&{from_browser}"
        with subprocess.Popen(
            ["bash", "-c", line], pass_fds=(to_browser, from_browser), stderr=subprocess.DEVNULL
        ) as browser:
            os.close(to_browser)
            os.close(from_browser)
            try:
                yield Page(ask, answer)
            finally:
                browser.terminate()
                os.close(ask)
                os.close(answer)
