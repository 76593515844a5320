"""Is a register whole, and every signature in it good? Looked at without changing anything."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dpia.desk.opening import let_ask
from dpia.desk.signatures import signatures
from dpia.documents.safe import visible
from dpia.errors import DpiaError, Usage
from dpia.register import redacting
from dpia.register.checking import BACK, Flaw, Inspection, Looked, look_at
from dpia.text import _, ngettext

SHORTEST = 12
"""Hex digits of a hash that are enough to find it by."""
_ANCHOR = re.compile(rf"(?:sha256:)?([0-9a-f]{{{SHORTEST},64}})(?:…|\.\.\.)?")


class Finding(NamedTuple):
    """Something that was found: `wrong` or only to be known. `file` is within the register."""

    wrong: bool
    file: str
    assessment: str
    """Its reference, where it is one of an assessment that has one."""
    event: int | None
    said: str
    remedy: str = ""


class Verification:
    """One look over a register, or at one assessment of it; iterate over `findings` once."""

    def __init__(self, folder: Path, ref: str = "", anchor: str = "") -> None:
        """Look at the register in `folder`, at one assessment with `ref`.

        `anchor` is the hash of a history, as it is printed in documents, or how it begins. Raises
        Usage for what is none, NotFound without a register.
        """
        self._anchor = anchor_of(anchor)
        let_ask()
        self.register, self._first = look_at(folder)
        self.inspection = Inspection(self.register, self._anchor)
        self._ref = ref
        self.wrong = 0
        self.anchored: list[dict[str, Any]] = []
        """`{reference, id, event, at, events_since, whole}` of each history with the anchor."""
        self.signatures: list[dict[str, Any]] = []
        """`{reference, sign_off, key, signer, fits}` of each signature that is good."""
        self.notes: list[Finding] = []
        """What is not wrong, but to be known."""

    @property
    def counts(self) -> dict[str, int]:
        """How many were looked at: assessments, events, segments, frozen, attachments."""
        kinds = ("assessments", "events", "segments", "frozen", "attachments")
        found = {kind: self.inspection.counts[kind] for kind in kinds}
        return {**found, "signatures": self.inspection.counts["signatures"]}

    def findings(self, progress: Callable[[int, int], object]) -> Iterator[Finding]:
        """Yield what is found, as it is found. Raises NotFound and Ambiguous for `ref`."""
        for finding in self._found(progress):
            self.wrong += finding.wrong
            yield finding

    def _found(self, progress: Callable[[int, int], object]) -> Iterator[Finding]:
        yield from (self._told(flaw) for flaw in self._first)
        if self._ref:
            self.register.leave_index_alone()
            self.register.tell_reading(progress)
            yield from self._of(self.inspection.one(self.register.find(self._ref)))
        else:
            for looked in self.inspection.everything(progress):
                yield from self._of(looked)
            for path in self.inspection.strangers:
                said = _("It is no part of the register; nothing in dpia reads it.")
                yield Finding(False, self._within(path), "", None, said)
            if due := redacting.backups_due(self.register.path):
                self.notes.append(Finding(False, redacting.DUE, "", None, due))
                yield self.notes[-1]
        if self._anchor:
            yield from self._on_anchor()

    def _of(self, looked: Looked) -> Iterator[Finding]:
        document = looked.document
        named = str((document or {}).get("reference") or looked.ident)[:80]
        yield from (self._told(flaw, flaw.reference or named) for flaw in looked.flaws)
        for note in looked.notes:
            self.notes.append(self._told(note, named)._replace(wrong=False))
            yield self.notes[-1]
        if document is None:
            return
        yield from self._on_signatures(looked, document, named)
        if looked.anchored:
            number, at = looked.anchored.get("seq"), str(looked.anchored.get("at"))
            since = looked.last - number if isinstance(number, int) else None
            where = {"reference": named, "id": looked.ident, "event": number, "at": at}
            whole = not any(flaw.history for flaw in looked.flaws)
            self.anchored.append({**where, "events_since": since, "whole": whole})

    def _on_signatures(
        self, looked: Looked, document: Mapping[str, Any], named: str
    ) -> Iterator[Finding]:
        file = self._within(self.register.file(looked.ident))
        try:
            for found in signatures(document):
                self.inspection.counts["signatures"] += 1
                said = _("Sign-off {id}: {said}").format(
                    id=visible(found.sign_off)[:20], said=found.problem or found.told
                )
                remedy = _("Nobody can rely on it; have it signed again.") if found.problem else ""
                yield Finding(bool(found.problem), file, named, None, said, remedy)
                if not found.problem:
                    mine = {"reference": named, "sign_off": found.sign_off}
                    self.signatures.append(
                        {**mine, "key": found.key, "signer": found.signer, "fits": found.fits}
                    )
        except DpiaError as problem:
            said = _("Its signatures could not be checked.")
            yield Finding(True, file, named, None, said, problem.message)
        except (AttributeError, KeyError, TypeError, ValueError):
            said = _("Its sign-offs are not of the kind that belongs there.")
            yield Finding(True, file, named, None, said, BACK)

    def _on_anchor(self) -> Iterator[Finding]:
        for found in self.anchored:
            said = ngettext(
                "The history from {anchor} (event {n} of {day}) leads to the present head, {since} "
                "event later; nothing before it was cut off or written anew.",
                "The history from {anchor} (event {n} of {day}) leads to the present head, {since} "
                "events later; nothing before it was cut off or written anew.",
                found["events_since"] or 0,
            )
            if not found["whole"]:
                said = _("The history holds {anchor} (event {n} of {day}), but it is not whole.")
            told = said.format(
                anchor=self._anchor[:SHORTEST],
                n=found["event"],
                day=visible(found["at"])[:10],
                since=found["events_since"],
            )
            file = self._within(self.register.file(found["id"]))
            yield Finding(not found["whole"], file, found["reference"], None, told)
        if not self.anchored:
            said = _("No history in this register holds {anchor}: it was cut off, rewritten, or "
                     "belongs to another register.")  # fmt: skip
            if self._ref:
                said = _("The history of this assessment does not hold {anchor}: it was cut off, "
                         "rewritten, or belongs to another one.")  # fmt: skip
            remedy = _("Look for it in a backup.")
            yield Finding(True, "", "", None, said.format(anchor=self._anchor), remedy)

    def _told(self, flaw: Flaw, named: str = "") -> Finding:
        return Finding(True, self._within(flaw.file), named, flaw.event, flaw.said, flaw.remedy)

    def _within(self, path: Path) -> str:
        root = self.register.path
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def anchor_of(text: str) -> str:
    """Return the hex digits of a hash as somebody copied it; empty for none. Raises Usage."""
    if not text:
        return ""
    found = _ANCHOR.fullmatch(text.strip().lower())
    if found is None:
        message = _("“{text}” is no hash of a history. Take at least its first {n} digits, as they "
                    "stand at the foot of a report or in a sign-off.")  # fmt: skip
        raise Usage(message.format(text=visible(text)[:80], n=SHORTEST))
    return found[1]
