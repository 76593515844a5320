"""A defect of a questionnaire or law file, told so that a lawyer can mend it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Defect:
    """What is wrong in which file at which place (a JSON Pointer), and how to mend it.

    `kind` names the class of defect, for programs.
    """

    file: str
    where: str
    what: str
    mend: str
    kind: str

    def to_json(self) -> dict[str, str]:
        """Return the defect as plain data."""
        return {
            "file": self.file,
            "where": self.where,
            "kind": self.kind,
            "what": self.what,
            "mend": self.mend,
        }

    def sentence(self) -> str:
        """Return the defect as one line: file, place, what is wrong, how to mend it."""
        return f"{self.file}: {self.where or '/'}: {self.what} {self.mend}".strip()


def pointer(*names: Any) -> str:
    """Return the JSON Pointer of nested names (RFC 6901)."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)
