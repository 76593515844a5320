"""No network: while the tests run, every way out of this process by a socket is closed.

What only this computer's own sockets of the file system do (AF_UNIX) is left alone, and so is the
pair of sockets by which asyncio wakes itself. Tests that are marked `network` may use all.
"""

import socket
from collections.abc import Callable
from typing import Any

METHODS = ("connect", "connect_ex", "bind", "sendto")
FUNCTIONS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "create_server")
_LOCAL = getattr(socket, "AF_UNIX", None)


class NetworkUsed(AssertionError):
    """Something wanted to reach the network. No OSError, so that nobody takes it for bad luck."""


class Guard:
    """Refuses and remembers what wants to reach the network."""

    def __init__(self) -> None:
        self.allowed = False
        self.attempts: list[str] = []

    def install(self, replace: Callable[[Any, str, Any], None]) -> None:
        """Put the guard in place of what it guards."""
        for name in METHODS:
            replace(socket.socket, name, self._method(name, getattr(socket.socket, name)))
        for name in FUNCTIONS:
            replace(socket, name, self._function(name, getattr(socket, name)))

    def _method(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(sock: socket.socket, *arguments: Any) -> Any:
            if sock.family != _LOCAL:
                self._refuse(f"{name} {arguments[-1:]}")
            return real(sock, *arguments)

        return guarded

    def _function(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:
            self._refuse(f"{name} {arguments[:2]}")
            return real(*arguments, **options)

        return guarded

    def _refuse(self, what: str) -> None:
        if not self.allowed:
            self.attempts.append(what)
            raise NetworkUsed(f"the network was used: {what}")
