"""No network, ever, unless the user serves pages: neither in the tests nor in the sources."""

import asyncio
import socket
import threading
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.contract.test_layers import PACKAGE, imports
from tests.offline import Guard, NetworkUsed

SPEAKS = {
    *("socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx"),
    *("aiohttp", "websockets", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "webbrowser"),
    *("textual_serve", "telnetlib", "nntplib", "grpc", "paramiko"),
}
SERVES = {"tui/serving.py"}
"""The one module that opens a port, when `dpia serve` is asked for."""


def test_no_module_but_the_one_that_serves_speaks_over_a_network() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        names = set(imports(path))
        if SPEAKS & {*names, *(name.partition(".")[0] for name in names)}:
            found.add(path.relative_to(PACKAGE).as_posix())
    assert found == SERVES


def test_the_guard_bites(network: Guard) -> None:
    """Each way out is refused, also where the program would swallow an error of the network."""
    with socket.socket() as sock:
        for act in (
            lambda: sock.connect(("192.0.2.1", 80)),
            lambda: sock.connect_ex(("192.0.2.1", 80)),
            lambda: sock.bind(("127.0.0.1", 0)),
            lambda: socket.create_connection(("192.0.2.1", 80)),
            lambda: socket.getaddrinfo("example.org", 80),
            lambda: socket.gethostbyname("example.org"),
            lambda: urllib.request.urlopen("http://192.0.2.1/"),
        ):
            with pytest.raises(NetworkUsed), suppress(OSError):
                act()
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(NetworkUsed):
        sock.sendto(b"x", ("192.0.2.1", 53))
    assert len(network.attempts) == 8
    network.attempts.clear()


def test_the_guard_also_holds_in_threads(network: Guard) -> None:
    swallowed = threading.Thread(target=_try)
    swallowed.start()
    swallowed.join()
    assert len(network.attempts) == 1
    network.attempts.clear()


def _try() -> None:
    with suppress(Exception):
        socket.create_connection(("192.0.2.1", 80))


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
def test_what_stays_on_this_computer_works(tmp_path: Path) -> None:
    async def waits() -> str:
        return await asyncio.get_running_loop().run_in_executor(None, lambda: "woken")

    assert asyncio.run(waits()) == "woken"
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))


@pytest.mark.network
def test_a_marked_test_may_use_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
