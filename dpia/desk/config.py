"""The user's configuration, a small TOML file: who I am, for whom I assess, the usual choices."""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from dpia.desk.paths import config_folder
from dpia.desk.roles import ROLE
from dpia.desk.translations import no_language
from dpia.errors import Invalid, NotSaved
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.text import _, language_code

_NAME = re.compile(r"[\w.-]{1,80}")
_PERSON = re.compile(r"\S(?:[^\x00-\x1f\x7f]{0,78}\S)?")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TABLES = ("views", "keys", "roles", "backup")
"""Settings that hold texts by name; they are set one by one, as `views.NAME`."""


@dataclass(frozen=True)
class Config:
    """What the program knows about its user. Unknown keys of a newer version are kept."""

    name: str = ""
    """Your name, as it stands in the history."""
    organisation: str = ""
    """The controller you assess for."""
    dpo: str = ""
    """Name of the data protection officer; empty when none is designated."""
    authority: str = ""
    """The lead supervisory authority, by country code; empty until one is chosen."""
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
    language: str = ""
    """The language of words, as a code; empty: the system's. English where there are no words."""
    theme: str = ""
    """Theme of the terminal UI."""
    view: str = ""
    """The saved view that the register opens with: the one used last."""
    views: dict[str, str] = field(default_factory=dict)
    """Saved views of the register: name and filter."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of one's own: an action, as `place.action`, and its keys, separated by commas."""
    roles: dict[str, str] = field(default_factory=dict)
    """Who does what: a name, as it stands in the history, and its roles, separated by commas."""
    backup: dict[str, str] = field(default_factory=dict)
    """`folder` where a backup is made once a day, and how many to `keep`, such as `7d 4w 12m`."""
    unknown: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def settings(cls) -> list[str]:
        """Return the names that can be set."""
        return [entry.name for entry in fields(cls) if entry.name not in (*_TABLES, "unknown")]

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
        table, _dot, name = key.partition(".")
        if table in _TABLES and name:
            return self._named(table, name, text.strip())
        if key not in self.settings():
            listed = ", ".join(self.settings())
            message = _("There is no setting “{key}”. Known: {listed}.")
            raise Invalid(message.format(key=key, listed=listed))
        value: Any = text.strip()
        if key == "also":
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif key in ("review_months", "attachment_mb") and re.fullmatch(r"\d{1,4}", value):
            value = int(value)
        return _checked({**self.values(), key: value}, Path(key))

    def _named(self, table: str, name: str, text: str) -> "Config":
        """Return the configuration with one entry of a table set, or without it for no text."""
        if table == "roles":
            _known_roles(text, f"{table}.{name}")
        if table == "backup":
            text = _backup(name, text)
        if not (_PERSON if table == "roles" else _NAME).fullmatch(name):
            message = _("“{name}” cannot be a name. Take letters, digits, hyphens and dots.")
            raise Invalid(message.format(name=name[:40]))
        others = {known: said for known, said in getattr(self, table).items() if known != name}
        changed: dict[str, Any] = {table: others | ({name: text} if text else {})}
        return replace(self, **changed)

    def values(self) -> dict[str, Any]:
        """Return every setting, with unknown keys after the known ones."""
        known = {name: getattr(self, name) for name in (*self.settings(), *_TABLES)}
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
    except RecursionError as error:
        message = _("The configuration {path} is nested too deeply. Correct or remove it.")
        raise Invalid(message.format(path=path)) from error
    except (OSError, ValueError) as error:
        message = _("The configuration {path} cannot be read: {reason}. Correct or remove it.")
        raise Invalid(message.format(path=path, reason=error)) from error
    return _checked(found, path)


def _checked(found: dict[str, Any], path: Path) -> Config:
    known: dict[str, Any] = {}
    for key in Config.settings():
        if key not in found:
            continue
        value = tuple(found[key]) if key == "also" and isinstance(found[key], list) else found[key]
        if not _fits(value, type(getattr(Config(), key))):
            message = _("{path}: “{key}” cannot be {value}.")
            raise Invalid(message.format(path=path, key=key, value=_toml(found[key])[:200]))
        known[key] = _language(str(value), path) if key == "language" else value
    for table in _TABLES:
        known[table] = _flat(found.get(table, {}))
        texts = known[table].values() if isinstance(known[table], dict) else [None]
        if not all(isinstance(text, str) for text in texts):
            message = _("{path}: “{key}” must hold a text for each name.")
            raise Invalid(message.format(path=path, key=table))
    for name, text in known["roles"].items():
        _known_roles(text, f"{path}: roles.{name}")
    named = {*Config.settings(), *_TABLES}
    return Config(**known, unknown={k: value for k, value in found.items() if k not in named})


def _fits(value: Any, wanted: type) -> bool:
    """Say whether a value has the type of a setting; a number counts months or megabytes."""
    if type(value) is not wanted:
        return False
    if isinstance(value, tuple):
        return all(isinstance(part, str) for part in value)
    return not isinstance(value, int) or 1 <= value <= 120


def _known_roles(text: str, key: str) -> None:
    for role in filter(None, map(str.strip, text.split(","))):
        if role not in ROLE:
            message = _("“{key}” names a role there is not: “{role}”. Known: {known}.")
            raise Invalid(message.format(key=key, role=role[:40], known=", ".join(ROLE)))


def _backup(name: str, text: str) -> str:
    """Return a setting of `backup` as it is kept. Raises Invalid."""
    from dpia.register.rotation import rule

    if name == "folder":
        return str(Path(text).expanduser().absolute()) if text else ""
    if name != "keep":
        message = _("There is no setting “{key}”. Known: {listed}.")
        listed = "backup.folder, backup.keep"
        raise Invalid(message.format(key=f"backup.{name}", listed=listed))
    rule(text)
    return text


def _flat(values: Any) -> Any:
    """Return a table in which `place.action = "f2"`, a table in a table to TOML, is one name."""
    if not isinstance(values, dict):
        return values
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inner = value if isinstance(value, dict) else {}
        flat |= {f"{name}.{rest}": text for rest, text in inner.items()} or {name: value}
    return flat


def _language(written: str, path: Path) -> str:
    code = language_code(written)
    if written and not code:
        raise Invalid(f"{path}: {no_language(written)}")
    return code


def save(config: Config, path: Path | None = None) -> Path:
    """Write the configuration whole or not at all, and return where. Raises NotSaved."""
    path = path or config_path()
    values = config.values()
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    text = _lines(plain)
    for name, table in values.items():
        if isinstance(table, dict) and (table or name in config.unknown):
            text += f"\n[{_key(name)}]\n{_lines(table)}"
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


def remember(path: Path, change: Callable[[Config], Config]) -> Config:
    """Change the configuration as it is now on disk. Raises Invalid, NotSaved."""
    config = change(load(path))
    save(config, path)
    return config


def _lines(values: dict[str, Any]) -> str:
    return "".join(f"{_key(name)} = {_toml(value)}\n" for name, value in values.items())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _toml(name)


def _toml(value: Any) -> str:
    """Return a TOML value; a table inside another one stands in one line."""
    if isinstance(value, dict):
        inside = (f"{_key(name)} = {_toml(inner)}" for name, inner in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)  # `nan` and `inf`, too, are what TOML calls them
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
