"""LibreOffice is asked for only where it is there, or where its absence must be told."""

import os
import shutil

import pytest

REQUIRED = "DPIA_REQUIRE_LIBREOFFICE"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"libreoffice: opens files with LibreOffice; always run when {REQUIRED}=1"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if shutil.which("soffice") or os.environ.get(REQUIRED) == "1":
        return
    away = [item for item in items if item.get_closest_marker("libreoffice")]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]
