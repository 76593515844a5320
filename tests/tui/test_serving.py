"""Serving to a browser: who has the address comes in once, nobody else, and nothing is lost."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from dpia.desk.config import save
from tests.tui.stories import sample_desk

ROOT = Path(__file__).resolve().parents[2]
DPIA = (sys.executable, "-m", "dpia")
PATIENCE = 60

pytestmark = pytest.mark.network


class Served:
    """`dpia serve` as a process of its own, and its address."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.desk = sample_desk(folder)
        save(self.desk.config, folder / "config.toml")
        self.desk.create("First").remember({"question": "sample.story"})
        self.process = subprocess.Popen(
            [*DPIA, "--register", str(folder / "register"), "serve", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "DPIA_CONFIG": str(folder), "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stderr
        self.said: list[str] = []
        for line in self.process.stderr:
            self.said.append(line.rstrip())
            if found := re.match(r"(http://(.+?):(\d+)/)\?token=(\S+)", line):
                self.url, self.host, self.port, self.token = found.groups()
                return
        raise AssertionError(self.said)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path)
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.wait()


def browse(story: Callable[[aiohttp.ClientSession], Awaitable[None]]) -> None:
    """Play `story` as a browser, which keeps cookies."""

    async def run() -> None:
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address in numbers
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            await story(session)

    asyncio.run(asyncio.wait_for(run(), PATIENCE))


ROUTES = ["", "focus.js", "ws", "download/x", "static/js/textual.js", "static/", "nowhere"]


async def status(session: aiohttp.ClientSession, url: str, **given: str) -> int:
    async with session.get(url, headers=given) as answer:
        return answer.status


def test_without_the_token_every_route_is_shut(served: Served) -> None:
    async def story(session: aiohttp.ClientSession) -> None:
        for route in ROUTES:
            assert await status(session, served.url + route) == 403, route
            assert await status(session, f"{served.url}{route}?token=wrong") == 403, route
        assert await status(session, f"{served.url}ws?token={served.token}") == 403
        async with session.post(f"{served.url}?token={served.token}") as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(served.url + "ws")

    browse(story)
    assert served.host == "127.0.0.1" and served.process.poll() is None


def test_the_token_lets_one_browser_in_and_works_once(served: Served) -> None:
    async def first(session: aiohttp.ClientSession) -> None:
        async with session.get(f"{served.url}?token={served.token}") as answer:
            assert answer.status == 200 and str(answer.url) == served.url
            page = await answer.text()
            assert f"ws://127.0.0.1:{served.port}/ws" in page and "token" not in page
            assert "https://" not in page
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        (cookie,) = session.cookie_jar
        assert cookie["httponly"] and cookie["samesite"] and cookie.value != served.token
        assert await status(session, served.url + "static/js/textual.js") == 200
        assert await status(session, served.url + "download/x") == 404
        assert await status(session, served.url, Origin="http://127.0.0.1:1") == 403
        assert await status(session, served.url, Host=f"evil.example:{served.port}") == 403

    async def second(session: aiohttp.ClientSession) -> None:
        async with session.get(f"{served.url}?token={served.token}") as answer:
            assert answer.status == 403 and "used before" in await answer.text()

    browse(first)
    browse(second)


@pytest.mark.parametrize("ending", ["the page is closed", "the server is ended"])
def test_what_was_typed_is_kept_when(served: Served, ending: str) -> None:
    async def story(session: aiohttp.ClientSession) -> None:
        await status(session, f"{served.url}?token={served.token}")
        page = await session.ws_connect(
            f"{served.url}ws?width=80&height=24", origin=served.url[:-1]
        )
        await shows(page, "First")
        await page.send_json(["stdin", "\r"])
        await shows(page, "What happens?")
        await page.send_json(["stdin", "half a sentence"])
        await shows(page, "sentence")
        if ending == "the page is closed":
            await page.close()
        else:
            await asyncio.to_thread(served.stop)

    browse(story)
    if ending == "the page is closed":
        assert served.stop() == 0
    document = served.desk.open("2026-0001").document
    assert document["drafts"] == {"sample.story": "half a sentence"}


async def shows(page: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Wait until `words` have been drawn."""
    seen = ""
    while words not in seen:
        message = await page.receive(timeout=PATIENCE)
        assert message.type is aiohttp.WSMsgType.BINARY, (message, seen[-2000:])
        seen += re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", message.data.decode("utf-8", "replace"))


def test_another_host_is_warned_of_and_a_taken_port_told(tmp_path: Path) -> None:
    served = Served(tmp_path, "--host", "0.0.0.0")
    assert served.said[0].startswith("WARNING: --host 0.0.0.0 lets other machines reach dpia.")
    arguments = [*DPIA, "serve", "--port", served.port]
    second = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=False)
    assert second.returncode == 2 and f"port {served.port} cannot be used" in second.stderr
    assert served.stop() == 0
    assert served.process.stdout and served.process.stdout.read() == ""


def test_without_the_extra_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from dpia.__main__ import main

    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert main(["serve"]) == 2
    assert "pip install 'dpia[web]'" in capsys.readouterr().err
