"""What is run where: the test in a browser only where there is one."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
collect_ignore = [] if any(map(shutil.which, BROWSERS)) else ["test_browser.py"]
