"""Where assessments are kept: a folder of TinyDB files, with history, frozen copies and index."""

from dpia.register.folder import Register, Stored
from dpia.register.problems import Changed, Damaged, Newer, Unreadable

__all__ = ["Changed", "Damaged", "Newer", "Register", "Stored", "Unreadable"]
