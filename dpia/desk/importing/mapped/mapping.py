"""Mapping files: what the columns of a table hold, checked before any row is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.desk.library import Library
from dpia.documents.incoming.source import LARGEST, read_json
from dpia.documents.incoming.tables import Table
from dpia.documents.safe import visible
from dpia.errors import Invalid
from dpia.questionnaire.shape import Shape
from dpia.register import files
from dpia.register.problems import reason
from dpia.text import _

KINDS = ("field", "question", "note", "risk", "measure", "keep", "leave")


@dataclass(frozen=True)
class Column:
    """What one column holds: `kind` is one of `KINDS`, `what` its field or question."""

    head: str
    kind: str
    what: str = ""
    cell: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    """`what stands there, in small letters -> what it means`."""
    split: str = ""


@dataclass(frozen=True)
class Map:
    """A mapping file."""

    name: str
    title: str
    columns: tuple[Column, ...]
    others: str
    group: str
    dates: str
    sheet: str
    heads: int
    delimiter: str

    def of(self, kind: str) -> list[Column]:
        """Return the columns of a kind."""
        return [column for column in self.columns if column.kind == kind]


def read(path: Path, library: Library) -> Map:
    """Read a mapping file. Raises Invalid with one sentence for each thing that is wrong."""
    name = visible(path.name)
    try:
        text = files.read_outside(path, LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(_("{name} is not UTF-8 text.").format(name=name)) from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else _("this is no name of a file")
        message = _("The mapping file {name} cannot be read: {why}.")
        raise Invalid(message.format(name=visible(str(path)), why=why)) from error
    raw = read_json(name, text)
    flaws = Shape(library.schema("import-map")).flaws(raw)
    if flaws:
        told = ["/".join(map(str, flaw.path)) + f": {flaw.what} {flaw.mend}" for flaw in flaws[:20]]
        message = _("{name} is no mapping file; `dpia schema import-map` says the form:")
        raise Invalid("\n".join([message.format(name=name), *told]))
    found = _map(name, raw)
    _need_sense(found)
    return found


def _map(name: str, raw: Mapping[str, Any]) -> Map:
    columns = tuple(_column(head, said) for head, said in raw["columns"].items())
    texts = {key: str(raw.get(key, "")) for key in ("title", "group", "dates", "sheet")}
    return Map(
        name,
        columns=columns,
        others=raw.get("others", "keep"),
        heads=raw.get("heads", 1),
        delimiter=raw.get("delimiter", ""),
        **texts,
    )


def _column(head: str, said: Mapping[str, Any]) -> Column:
    kinds = [kind for kind in KINDS if kind in said]
    if len(kinds) != 1:
        message = _("column “{head}”: say exactly one of {kinds}.")
        raise Invalid(message.format(head=visible(head), kinds=", ".join(KINDS)))
    kind = kinds[0]
    what = said[kind] if isinstance(said[kind], str) else ""
    values = {key.strip().casefold(): value for key, value in said.get("values", {}).items()}
    called = " ".join(head.split())
    return Column(called, kind, what, said.get("cell", ""), values, said.get("split", ""))


def _need_sense(found: Map) -> None:
    """Raise Invalid where two columns hold the same, or none the title."""
    seen: dict[tuple[str, str, str], str] = {}
    for column in found.columns:
        place = (column.kind, column.what, column.cell)
        if column.kind in ("field", "question", "risk", "measure"):
            if place in seen:
                message = _("{name}: the columns “{one}” and “{other}” hold the same.")
                one, other = visible(seen[place]), visible(column.head)
                raise Invalid(message.format(name=found.name, one=one, other=other))
            seen[place] = column.head
    if ("field", "title", "") not in seen:
        raise Invalid(_("{name}: no column holds the field `title`.").format(name=found.name))


def need_columns(found: Map, table: Table, name: str) -> None:
    """Raise Invalid where a column is not in the table, or one there that is refused."""
    wanted = [*(column.head for column in found.columns), *filter(None, [found.group])]
    missing = _named(head for head in wanted if head not in table.heads)
    if missing:
        message = _("{name} has no column {missing}; it has: {known}.")
        known = _named(filter(None, table.heads))
        raise Invalid(message.format(name=name, missing=missing, known=known))
    extra = _named(head for head in table.heads if head and head not in wanted)
    if extra and found.others == "refuse":
        message = _("{name} has columns that {map} does not name: {extra}.")
        raise Invalid(message.format(name=name, map=found.name, extra=extra))


def _named(heads: Iterable[str]) -> str:
    return ", ".join(f"“{visible(head)[:80]}”" for head in heads)
