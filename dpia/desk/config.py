"""The user's configuration, a small TOML file: who I am, for whom I assess, the usual choices."""

import json
import os
import tempfile
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dpia.desk.paths import config_folder
from dpia.errors import Invalid, NotSaved
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.text import _


@dataclass(frozen=True)
class Config:
    """What the program knows about its user. Unknown keys of a newer version are kept."""

    name: str = ""
    """Your name, as it stands in the history."""
    organisation: str = ""
    """The controller you assess for."""
    dpo: str = ""
    """Name of the data protection officer; empty when none is designated."""
    authority: str = "bg"
    """The lead supervisory authority, by country code."""
    also: tuple[str, ...] = ()
    """Other supervisory authorities concerned."""
    pathway: str = DEFAULT_PATHWAY
    """The pathway new assessments take."""
    method: str = "four-by-four"
    """The risk method new assessments use."""
    review_months: int = 12
    """Months from a decision to the next review."""
    attachment_mb: int = 20
    """Megabytes an attachment may have."""
    theme: str = ""
    """Theme of the terminal UI."""
    unknown: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def settings(cls) -> list[str]:
        """Return the names that can be set."""
        return [entry.name for entry in fields(cls) if entry.name != "unknown"]

    def who(self) -> str:
        """Return the name for the history: the configured one, else the login name."""
        if self.name:
            return self.name
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "unknown"

    def change(self, key: str, text: str) -> "Config":
        """Return the configuration with `key` set from text. Raises Invalid naming the key."""
        if key not in self.settings():
            listed = ", ".join(self.settings())
            message = _("There is no setting “{key}”. Known: {listed}.")
            raise Invalid(message.format(key=key, listed=listed))
        value: Any = text.strip()
        if key == "also":
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif key in ("review_months", "attachment_mb") and value.isdigit():
            value = int(value)
        return _checked({**self.values(), key: value}, Path(key))

    def values(self) -> dict[str, Any]:
        """Return every setting, with unknown keys after the known ones."""
        known = {name: getattr(self, name) for name in self.settings()}
        return {**known, "also": list(self.also), **self.unknown}


def config_path() -> Path:
    """Return where the configuration is kept."""
    return config_folder() / "config.toml"


def load(path: Path | None = None) -> Config:
    """Read the configuration; one that is not there yet is the default. Raises Invalid."""
    path = path or config_path()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = _("The configuration {path} cannot be read: {reason}. Correct or remove it.")
        raise Invalid(message.format(path=path, reason=error)) from error
    return _checked(found, path)


def _checked(found: dict[str, Any], path: Path) -> Config:
    known: dict[str, Any] = {}
    for key in Config.settings():
        if key not in found:
            continue
        value = tuple(found[key]) if key == "also" and isinstance(found[key], list) else found[key]
        wanted = type(getattr(Config(), key))
        if not isinstance(value, wanted) or (wanted is int and not 1 <= value <= 120):
            message = _("{path}: “{key}” cannot be {value}.")
            raise Invalid(message.format(path=path, key=key, value=json.dumps(found[key])))
        known[key] = value
    unknown = {key: value for key, value in found.items() if key not in Config.settings()}
    return Config(**known, unknown=unknown)


def save(config: Config, path: Path | None = None) -> Path:
    """Write the configuration whole or not at all, and return where. Raises NotSaved."""
    path = path or config_path()
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in config.values().items())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".config-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        message = _("The configuration {path} could not be saved: {reason}.")
        raise NotSaved(message.format(path=path, reason=error.strerror)) from error
    return path


def _toml(value: Any) -> str:
    """Return a TOML value; strings, numbers, booleans and lists of them look as in JSON."""
    return json.dumps(value, ensure_ascii=False)
