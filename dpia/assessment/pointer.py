"""JSON Pointers into an assessment; a row of a list is named by its `id`, never by its place."""

from typing import Any

from dpia.errors import Invalid


def tokens(pointer: str) -> list[str]:
    """Split a pointer (`/risks/r1/title`) into its tokens. Raises Invalid when it has no slash."""
    if not pointer.startswith("/"):
        raise Invalid(f"“{pointer}” is no path inside an assessment.")
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]


def join(*parts: str) -> str:
    """Return the pointer made of `parts`."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def is_rows(value: Any) -> bool:
    """Say whether `value` is a list of rows that each have an id."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) and "id" in row for row in value)
    )


def get(document: Any, pointer: str) -> Any:
    """Return what stands at `pointer`, or None when nothing does."""
    found = document
    for token in tokens(pointer):
        if isinstance(found, list):
            found = next((row for row in found if row.get("id") == token), None)
        elif isinstance(found, dict):
            found = found.get(token)
        else:
            return None
    return found


def put(document: Any, pointer: str, value: Any, index: int | None = None) -> None:
    """Set what stands at `pointer`, making the objects on the way; a new row goes to `index`."""
    *way, last = tokens(pointer)
    holder = document
    for token in way:
        if isinstance(holder, list):
            row = next((row for row in holder if row.get("id") == token), None)
            if row is None:
                raise Invalid(f"There is no row “{token}” at “{pointer}”.")
            holder = row
        else:
            holder = holder.setdefault(token, {})
    if isinstance(holder, list):
        place = next((i for i, row in enumerate(holder) if row.get("id") == last), None)
        if place is not None:
            holder[place] = value
        else:
            at = len(holder) if index is None else index
            holder[at:at] = [value]  # a file may give a number that `insert` does not take
    else:
        holder[last] = value


def remove(document: Any, pointer: str) -> None:
    """Take away what stands at `pointer`; nothing happens when nothing does."""
    *way, last = tokens(pointer)
    holder = get(document, join(*way)) if way else document
    if isinstance(holder, list):
        holder[:] = [row for row in holder if row.get("id") != last]
    elif isinstance(holder, dict):
        holder.pop(last, None)
