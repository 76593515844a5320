"""The program behind a browser page: `dpia serve` starts one for each page that is opened.

It is the same program; only keys and drawing come and go through pipes instead of a terminal.
"""

import os
import sys
from pathlib import Path

from textual import messages
from textual.drivers.web_driver import WebDriver

NAME = "dpia.tui.served:ServedDriver"


class ServedDriver(WebDriver):
    """Ends the program when nobody is at the other end any more, however that came about."""

    def run_input_thread(self) -> None:
        """Read until the page is closed."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())


def take_key(register: Path | None) -> None:
    """Read the key of the register from the pipe, where the server wrote it first of all."""
    from dpia.desk.paths import default_register
    from dpia.register.encryption.unlocking import KEY_BYTES, remember
    from dpia.register.founding import identify

    key = b""
    while len(key) < KEY_BYTES and (more := os.read(0, KEY_BYTES - len(key))):
        key += more
    about, _seen = identify((register or default_register()).absolute())
    remember(str(about.get("id")), key)


def main(arguments: list[str]) -> int:
    """Open the register named in `arguments`, or the person's own."""
    os.environ["TEXTUAL_DRIVER"] = NAME  # before anything of textual reads it
    from dpia.desk.config import config_path
    from dpia.desk.desk import open_desk
    from dpia.desk.languages import settle
    from dpia.errors import DpiaError

    settle(os.environ.get("DPIA_LANGUAGE", ""))
    from dpia.tui.app import run_tui

    try:
        if arguments[:1] == ["--key"]:
            arguments = arguments[1:]
            take_key(Path(arguments[0]) if arguments else None)
        desk = open_desk(Path(arguments[0]) if arguments else None)
        return run_tui(desk, None, (), config_path())
    except DpiaError as problem:
        print(problem.message, file=sys.stderr)
        return problem.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
