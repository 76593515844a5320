"""Where things are on this machine: configuration, the default register, the shipped data."""

import os
from pathlib import Path


def config_folder() -> Path:
    """Return the folder of the user's configuration (`DPIA_CONFIG`, else the system's place)."""
    from platformdirs import user_config_path

    named = os.environ.get("DPIA_CONFIG")
    return Path(named) if named else user_config_path("dpia", appauthor=False)


def default_register() -> Path:
    """Return the register used when none is named (`DPIA_REGISTER`, else the system's place)."""
    from platformdirs import user_data_path

    named = os.environ.get("DPIA_REGISTER")
    return (
        Path(named).expanduser() if named else user_data_path("dpia", appauthor=False) / "register"
    )


def shipped_data() -> Path:
    """Return the folder of the questionnaires that come with the program."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "questionnaires"
    return inside if inside.is_dir() else package.parent / "questionnaires"
