"""What is run where: in a browser, and in a real terminal, only where there is one.

With DPIA_REQUIRE_TMUX=1 the absence of tmux is told by failing tests.
"""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
collect_ignore = [] if any(map(shutil.which, BROWSERS)) else ["test_browser.py"]
if not shutil.which("tmux") and os.environ.get("DPIA_REQUIRE_TMUX") != "1":
    collect_ignore += ["test_terminal.py", "test_terminal_endings.py"]
