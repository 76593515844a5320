"""Draws the pictures of the README anew: `python -m docs.pictures [NAME[@THEME]]...`.

Each picture is what the program shows on the worked examples, at a fixed time. To turn it into PNG
it needs Chromium and the font DejaVu Sans Mono (Debian: chromium, fonts-dejavu-core).
"""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.examples import Examples
from dpia.desk.library import Library
from dpia.register import Register
from dpia.tui.app import DpiaApp

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
FONT = "DejaVu Sans Mono"
SIZE = (110, 34)
ZOOM = 0.8
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SHOWN = (
    *("targeted-advertising-cookies", "direct-marketing-by-consent", "self-service-portal"),
    *("debt-recovery", "subscriber-email", "television-application"),
)
Story = Callable[[Pilot[None]], Awaitable[None]]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until everything begun is on the screen."""
    app = pilot.app
    assert isinstance(app, DpiaApp)
    await pilot.pause()
    while app.pending or any(worker.is_running for worker in app.workers):
        await pilot.pause(0.02)
    await pilot.pause()


def pressing(*keys: str) -> Story:
    """Return a story that opens the first assessment and presses keys."""

    async def story(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return story


PICTURES: dict[str, Story] = {
    "register": pressing("down", "down"),
    "questions": pressing("enter", "f4", "f4"),
    "assessment": pressing("enter", "f6"),
    "verdict": pressing("enter", "f7", "down", "down", "right", "down", "right"),
}


def desk_of(folder: Path) -> Desk:
    """Return a desk on a register with some worked examples in it."""
    config = Config(name="A. Assessor", organisation="An organisation", authority="bg")
    register = Register.open(folder / "register", create=True)
    desk = Desk(register, Library(folder / "none"), config, clock=lambda: NOW)
    known = Examples(desk.library, desk.books)
    for bring in known.copies(desk, [name for name in SHOWN if name in known.paths], whole=True):
        bring()
    return desk


def draw(name: str, story: Story, theme: str = "") -> str:
    """Return the picture of what a story ends with, as SVG."""

    async def run(desk: Desk) -> str:
        app = DpiaApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            if theme:
                app.theme = theme
            await settled(pilot)
            await story(pilot)
            app.clear_notifications()
            await settled(pilot)
            return app.export_screenshot(title="dpia")

    with TemporaryDirectory() as folder:
        return asyncio.run(run(desk_of(Path(folder))))


def page(svg: str) -> tuple[str, int, int]:
    """Return a page that holds an SVG and fetches nothing, with its width and height."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S).replace("Fira Code", FONT)
    _x, _y, width, height = re.findall(r'viewBox="([^"]+)"', svg)[0].split()
    wide = round(float(width) * ZOOM)
    high = round(float(height) * ZOOM)
    style = f"<style>body {{ margin: 0 }} svg {{ width: {wide}px; display: block }}</style>"
    return f"<!DOCTYPE html><meta charset=utf-8>{style}{svg}", wide, high


def write(svg: str, path: Path) -> None:
    """Write an SVG as PNG."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Chromium is needed (Debian: apt install chromium fonts-dejavu-core).")
    content, wide, high = page(svg)
    with TemporaryDirectory() as folder:
        held = Path(folder) / "picture.html"
        held.write_text(content, encoding="utf-8")
        arguments = [
            *("--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder}"),
            *("--default-background-color=00000000", f"--window-size={wide},{high}"),
            *(f"--screenshot={path}", held.as_uri()),
        ]
        subprocess.run([browser, *arguments], check=True, capture_output=True, timeout=60)
    print(path)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or PICTURES:
        name, _at, look = wanted.partition("@")
        write(draw(name, PICTURES[name], look), HERE / f"{wanted.replace('@', '-')}.png")
