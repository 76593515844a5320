"""What is exported besides the workbook, by the ending of a file's name, piece by piece."""

from collections.abc import Callable, Iterator
from pathlib import Path

from dpia.desk.desk import Desk
from dpia.desk.exporting import Tell
from dpia.desk.handing_out import new_file
from dpia.errors import Usage
from dpia.text import _

OPEN, WHOLE = (".csv", ".jsonld"), (".jsonl", ".json")
ENDINGS = (*OPEN, *WHOLE)


def pieces(
    desk: Desk,
    ending: str,
    refs: list[str] | None,
    tell: Tell,
    sheet: str = "register",
    bom: bool = True,
    public: bool = False,
) -> Iterator[bytes]:
    """Return the bytes of the file that `ending` (of `ENDINGS`) stands for.

    It holds the assessments named by `refs`, or all; `tell` hears what is not in it or not whole.
    `sheet` and `bom` are for CSV. Raises Usage for a `public` file of a kind that is always whole.
    """
    if public and ending in WHOLE:
        message = _(
            "A file for the CNIL's software or in JSON Lines is always whole: there is no public "
            "version of it. One of these can be public: {known}."
        )
        raise Usage(message.format(known=", ".join((".xlsx", *OPEN))))
    if ending == ".jsonl":
        from dpia.desk.carrying import streamed

        return streamed(desk, refs, tell)
    if ending == ".json":
        from dpia.desk.importing.back import export_cnil

        return export_cnil(desk, refs, tell)
    from dpia.desk.exporting import export_csv, export_dpv

    if ending == ".csv":
        return export_csv(desk, sheet, refs, tell, bom, public)
    return export_dpv(desk, refs, tell, public)


def write_file(
    desk: Desk,
    path: Path,
    refs: list[str] | None,
    going: Callable[[], object],
    public: bool = False,
) -> list[str]:
    """Write `path` by its ending and return a sentence for all that is not in it or not whole.

    `going` is called before each piece; an exception it raises leaves what stood there. Raises
    Invalid, NotSaved, Usage.
    """
    told: list[str] = []
    with new_file(path, desk.register) as stream:
        for piece in pieces(desk, path.suffix.lower(), refs, told.append, public=public):
            going()
            stream.write(piece)
    return told
