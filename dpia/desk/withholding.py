"""What of an open assessment is confidential, so that a public report withholds it."""

from dpia.assessment import answering, confidential
from dpia.assessment.life_cycle import ARCHIVED, SUPERSEDED
from dpia.desk.work import Verdict, Work


class Withholding(Work):
    """The part of an open assessment that marks what is not to be published."""

    def mark_confidential(self, place: str, on: bool = True) -> Verdict:
        """Mark what stands at `place`, or take the mark away.

        `place` is the path of a question, or a JSON Pointer: `/risks/r1`, `/measures/m1`,
        `/attachments/a1`, `/opinions/dpo`, `/opinions/data_subjects`, `/decision`. It may be done
        once all is decided, which is when reports are published. Raises Invalid and NotFound.
        """
        if self.document["status"] in (ARCHIVED, SUPERSEDED):
            self._need_draft()
        if place.startswith("/"):
            after = confidential.set_mark(self.document, place, on)
            about = _about(place)
        else:
            self._need_asked(place)
            after = answering.mark(self.document, self.rulebook, place, confidential=on)
            about = place
        kind = "marked-confidential" if on else "marked-public"
        return self._accept(after, kind, about, closed=True)


def _about(place: str) -> str:
    """Return what an event is about: the id of a row, or the dotted path of the rest."""
    part, *inside = place.lstrip("/").split("/")
    return inside[0] if inside and part in confidential.ROWS else ".".join([part, *inside])
