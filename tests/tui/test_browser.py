"""In a real browser: a section is answered on the page that `dpia serve` shows, and is saved.

Left out where no Chromium is installed; see `conftest.py`. It speaks to the browser by its own
debugging protocol.
"""

import asyncio
import base64
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.tui.conftest import BROWSERS
from tests.tui.test_serving import PATIENCE, Served

pytestmark = [pytest.mark.browser, pytest.mark.network]


@contextmanager
def browser(folder: Path) -> Iterator[str]:
    """Run a browser without a window; yield where it takes orders."""
    name = next(filter(None, map(shutil.which, BROWSERS)))
    arguments = ["--headless=new", "--no-sandbox", "--remote-debugging-port=0", "--no-first-run"]
    process = subprocess.Popen(
        [name, *arguments, f"--user-data-dir={folder}", "--window-size=1000,700"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        assert process.stderr
        for line in process.stderr:
            if found := re.search(r"ws://(127\.0\.0\.1:\d+)/", line):
                yield f"http://{found[1]}"
                return
        raise AssertionError("the browser did not start")
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


class Page:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)
        self.drawn = ""
        """What the program has drawn so far, as words."""
        self.fetched: list[str] = []
        """Every address the page asked for."""
        self.complained: list[str] = []

    async def order(self, method: str, **given: Any) -> Any:
        number = next(self._numbers)
        await self.socket.send_json({"id": number, "method": method, "params": given})
        while True:
            said = await self.socket.receive_json(timeout=PATIENCE)
            self._hear(said.get("method"), said.get("params"))
            if said.get("id") == number:
                assert "error" not in said, said
                return said["result"]

    def _hear(self, event: str | None, told: Any) -> None:
        if event == "Network.requestWillBeSent":
            self.fetched.append(told["request"]["url"])
        elif event == "Log.entryAdded":
            self.complained.append(told["entry"]["text"])
        elif event == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            data = base64.b64decode(told["response"]["payloadData"])
            self.drawn += re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", data.decode("utf-8", "replace"))

    async def sees(self, words: str) -> None:
        """Wait until the program has drawn `words`."""
        for _ in range(PATIENCE * 10):
            if words in self.drawn:
                return
            await self.order("Runtime.evaluate", expression="0")
            await asyncio.sleep(0.1)
        raise AssertionError(self.drawn[-2000:])

    async def until(self, expression: str) -> None:
        for _ in range(PATIENCE * 10):
            found = await self.order("Runtime.evaluate", expression=expression)
            if found["result"].get("value"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(expression)

    async def press(self, key: str, code: int = 0) -> None:
        text = {"text": key} if len(key) == 1 else {}
        named = {"key": key, "windowsVirtualKeyCode": code} if code else {"key": key}
        await self.order("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        await self.order("Input.dispatchKeyEvent", type="keyUp", **named)

    async def write(self, text: str) -> None:
        for char in text:
            await self.press(char)

    async def picture(self, path: Path) -> None:
        shot = await self.order("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))


def test_a_section_is_answered_in_the_browser_and_saved(tmp_path: Path) -> None:
    served = Served(tmp_path)
    stored = tmp_path / "register"

    async def story(page: Page) -> None:
        for domain in ("Network", "Log", "Page", "Runtime"):
            await page.order(f"{domain}.enable")
        await page.order("Page.navigate", url=f"{served.url}?token={served.token}")
        await page.until("document.body && document.body.classList.contains('-first-byte')")
        await page.until(f"location.href == '{served.url}'")
        await page.sees("2026-0001")
        await page.press("Enter", 13)
        await page.sees("What happens?")
        await page.write("ünïcode, and half a story")
        await page.press("F2", 113)
        await until(lambda: "ünïcode" in everything(stored))
        await page.press("F3", 114)
        await page.sees("Which one?")
        await page.press("2")
        await until(lambda: '"one": "b"' in everything(stored))
        if folder := os.environ.get("DPIA_PICTURES"):
            await page.picture(Path(folder) / "browser.png")

    async def run(address: str) -> Page:
        async with aiohttp.ClientSession() as session:
            async with session.put(f"{address}/json/new?about:blank") as answer:
                where = (await answer.json())["webSocketDebuggerUrl"]
            page = Page(await session.ws_connect(where, max_msg_size=0))
            await story(page)
            return page

    try:
        with browser(tmp_path / "browser") as address:
            page = asyncio.run(asyncio.wait_for(run(address), PATIENCE * 2))
    finally:
        assert served.stop() == 0
    answers = served.desk.open("2026-0001").document["answers"]["sample"]
    assert answers == {"story": "ünïcode, and half a story", "one": "b"}
    own = (served.url, f"ws://127.0.0.1:{served.port}/", "data:")
    assert page.fetched and all(url.startswith(own) for url in page.fetched), page.fetched
    assert not [said for said in page.complained if "Content Security Policy" in said]


async def until(true: Any) -> None:
    for _ in range(PATIENCE * 10):
        if true():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it was never saved")


def everything(register: Path) -> str:
    """All assessments of a register, as they are on disk."""
    return "".join(p.read_text("utf-8") for p in (register / "assessments").glob("*.json"))
