"""What can go wrong, as sentences for people. Every message says what, where and what to do."""


class DpiaError(Exception):
    """A problem told to the user in one clear sentence. `exit_code` is what a command ends with."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        """Keep `message`, a whole sentence in plain words."""
        super().__init__(message)
        self.message = message


class Usage(DpiaError):
    """The command or key was used in a way that cannot work (exit 2)."""

    exit_code = 2


class Invalid(DpiaError):
    """Content that is not valid or not complete (exit 3)."""

    exit_code = 3


class Conflict(DpiaError):
    """Somebody else changed the same thing, or holds it (exit 5)."""

    exit_code = 5


class Ambiguous(Conflict):
    """A name that fits more than one thing (exit 5)."""


class NotFound(DpiaError):
    """Nothing has this name (exit 1)."""


class NotSaved(DpiaError):
    """The change could not be written to disk; it is still in memory (exit 1)."""


def unfit(error: Exception) -> str:
    """Return a phrase for what a reader of a file stumbled over: `it has no “title”`."""
    if isinstance(error, KeyError):
        return f"it has no “{str(error.args[0])[:80]}”" if error.args else "something is missing"
    if type(error) is ValueError:
        return str(error)[:200]
    return "something in it is not of the kind that belongs there"


def whereabouts(fault: BaseException) -> str:
    """Return what kind of fault this is and where in dpia it arose, as in `KeyError, work.py:12`.

    What a fault itself says may repeat an answer, and this is what people send on.
    """
    place, step = "", fault.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/dpia/" in name or not place:
            place = f"{name.rpartition('/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return f"{type(fault).__name__}, {place}" if place else type(fault).__name__
