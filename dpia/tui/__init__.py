"""The terminal UI."""

import os

for _name in ("TEXTUAL", "TEXTUAL_LOG"):  # they would write every key to a file, or to a socket
    os.environ.pop(_name, None)
