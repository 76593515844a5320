"""An open assessment that somebody else saves meanwhile: noticed, and read anew when wanted."""

from dpia.assessment import event
from dpia.assessment.change import difference
from dpia.desk.work import Work
from dpia.errors import DpiaError


class Following(Work):
    """The part of an open assessment that follows what others make of it."""

    _looked: tuple[int, int, int] | None = None
    _behind = False

    def behind(self) -> bool:
        """Say whether somebody else has saved it since; what cannot be read counts as not.

        The file is read only when its size, time or inode is another than at the last look.
        """
        if self.unsaved:
            return False  # the next attempt to save meets it
        try:
            status = self.desk.register.file(self.id).stat()
            looked = (status.st_size, status.st_mtime_ns, status.st_ino)
            if looked != self._looked:
                self._behind = self.desk.register.load(self.id).stamp != self.stamp
                self._looked = looked
        except (OSError, DpiaError):
            return False
        return self._behind

    def catch_up(self) -> str:
        """Take over what the register holds now; return who saved last, empty when nobody else did.

        What is not on the disk yet stays. Raises what opening raises.
        """
        if not self.behind():
            return ""
        now = self.desk.open(self.id)
        theirs = difference(event.content(self._saved), event.content(now.document))
        self._beneath.take(theirs, now.document, self.document["drafts"])
        self._saved, self.stamp, self._read_only = now.document, now.stamp, None
        self._behind = False
        self._keep(now.document, None, None)
        events = now.document.get("events") or [{}]
        return str(events[-1].get("by") or "?")
