"""Serving the program to a browser on this machine: who may come in, and nothing from elsewhere.

Needs the extra `web` (textual-serve). Its server draws the pages and speaks to one program for each
of them; it has no notion of who may, and its page asks the network for a font. Both end here.
"""

import asyncio
import contextlib
import html
import ipaddress
import secrets
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from pathlib import Path

import textual_serve.server
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from dpia.errors import Usage
from dpia.text import _

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = Path(__file__).with_name("serving.html")
FOCUS = """\
addEventListener("DOMContentLoaded", () => {
  const focus = () => document.querySelector("#terminal textarea")?.focus();
  new MutationObserver(focus).observe(document.body, { attributes: true });
});
"""
PATIENCE = 3.0
"""Seconds in which open pages may save and close when the server ends."""


class Gate:
    """Lets in who has the token of the address, once; after that who has the cookie it got."""

    def __init__(self, port: int, host: str) -> None:
        """Guard what is served on `port` of `host`."""
        self.token = secrets.token_urlsafe(24)
        self._spent = False
        self._key = secrets.token_urlsafe(32)
        self._cookie = f"dpia-{port}"
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self._any_host = not is_this_machine(host)

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse who may not come in; spend the token of who comes first."""
        origin = request.headers.get("Origin")
        elsewhere = origin is not None and origin != f"http://{request.host}"
        if elsewhere or not (self._any_host or request.host in self._hosts):
            raise web.HTTPForbidden(text=_("dpia answers pages of its own address alone."))
        if self._same(request.cookies.get(self._cookie, ""), self._key):
            return await handler(request)
        given = request.query.get("token", "")
        if request.method == "GET" and request.path == "/" and self._same(given, self.token):
            if not self._spent:
                self._spent = True
                return self._welcome()
            raise web.HTTPForbidden(
                text=_("This address was used before. Start `dpia serve` anew.")
            )
        raise web.HTTPForbidden(text=_("Open the whole address that `dpia serve` has said."))

    def _welcome(self) -> web.Response:
        """Give the cookie, and take the token out of the address line."""
        answer = web.Response(status=303, headers={"Location": "/"})
        answer.set_cookie(self._cookie, self._key, httponly=True, samesite="Lax", path="/")
        return answer

    @staticmethod
    def _same(given: str, wanted: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


class GuardedServer(Server):
    """Textual's server with a gate before every route, and a page that fetches nothing."""

    def __init__(self, command: str, host: str, port: int) -> None:
        """Serve what `command` starts."""
        super().__init__(command, host=host, port=port, title="dpia")
        self.gate = Gate(port, host)
        self._pages: dict[asyncio.Task[web.WebSocketResponse], web.Request] = {}

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.add_routes([web.get("/focus.js", self.handle_focus)])
        app.middlewares.append(self.gate.guard)
        app.on_response_prepare.append(_close_off)
        app.on_cleanup.append(self._wait_for_pages)
        return app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Connect a page with a program, which saves in peace when the connection breaks."""
        page = asyncio.create_task(super().handle_websocket(request))
        self._pages[page] = request
        page.add_done_callback(self._pages.pop)
        return await asyncio.shield(page)

    async def on_shutdown(self, app: web.Application) -> None:
        """Break the connection of every page, so that its program saves and ends."""
        for request in self._pages.values():
            if request.transport:
                request.transport.close()

    async def _wait_for_pages(self, _app: web.Application) -> None:
        if self._pages:
            await asyncio.wait(self._pages, timeout=PATIENCE)

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; the address has been said."""

    async def handle_focus(self, _request: web.Request) -> web.Response:
        """Let keys go to the program as soon as it is drawn, without a click."""
        return web.Response(text=FOCUS, content_type="text/javascript")

    async def handle_index(self, request: web.Request) -> web.Response:
        """Show the page with the program in it."""
        words = {
            "socket": f"ws://{request.host}/ws",
            "starting": _("dpia is starting …"),
            "ended": _("This page has ended. What was accepted is saved."),
            "again": _("Open it again"),
        }
        page = PAGE.read_text(encoding="utf-8")
        for name, text in words.items():
            page = page.replace(f"{{{{{name}}}}}", html.escape(text))
        return web.Response(text=page, content_type="text/html")


async def _close_off(request: web.Request, response: web.StreamResponse) -> None:
    """Let the browser fetch nothing from elsewhere, keep nothing, and show it in no frame."""
    response.headers.update(
        {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; font-src 'self'; "
            f"style-src 'self' 'unsafe-inline'; connect-src 'self' ws://{request.host}; "
            "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
    )


def is_this_machine(host: str) -> bool:
    """Say whether only programs on this machine reach `host`."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket on `port`, or on a free one for 0. Raises Usage."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        message = _("{host} port {port} cannot be used: {reason}. Take another --port.")
        reason = getattr(error, "strerror", None) or error
        raise Usage(message.format(host=host, port=port, reason=reason)) from error


def hand_over(key: bytes) -> None:
    """Give each program that a page starts the `key` of the register, through its pipe alone.

    No other program sees what goes through it, unlike a command line or an environment.
    """

    class Handing(AppService):
        async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
            process = await super()._open_app_process(width, height)
            self.stdin.write(key)
            return process

    textual_serve.server.AppService = Handing  # type: ignore[attr-defined]


def serve(command: str, host: str, port: int, say: Callable[[str], None], key: bytes = b"") -> None:
    """Serve what `command` starts until the process is asked to end; `say` the address."""
    if key:
        hand_over(key)
    bound = listen(host, port)
    port = bound.getsockname()[1]
    server = GuardedServer(command, host, port)
    shown = f"[{host}]" if ":" in host else host
    say(_("dpia is at this address, for one browser. Ctrl+C ends it."))
    say(f"http://{shown}:{port}/?token={server.gate.token}")
    with contextlib.redirect_stdout(sys.stderr):
        web.run_app(
            server._make_app(),
            sock=bound,
            print=None,
            access_log=None,
            shutdown_timeout=PATIENCE,
        )
