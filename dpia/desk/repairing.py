"""Mending a register: what is damaged is found, put back from a good copy, judged and saved."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dpia.assessment import event
from dpia.assessment.change import difference
from dpia.canonical import canonical
from dpia.desk.config import Config
from dpia.desk.desk import Desk, now
from dpia.desk.library import Library
from dpia.desk.opening import let_ask
from dpia.errors import DpiaError, NotFound, NotSaved
from dpia.register import Damaged, Register, files, history, related, repairing, salvaging
from dpia.register.checking import Flaw, Inspection, look_at
from dpia.register.problems import reason
from dpia.register.repairing import Finds, Mended
from dpia.register.salvaging import Rebuilt
from dpia.text import _

Document = dict[str, Any]
Progress = Callable[[int, int], object]


class Repair:
    """One go over a register, or at one assessment in it. `dry` only looks."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        backups: Sequence[Path] = (),
        dry: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """Mend the register in `folder`; good copies are looked for in `backups` too."""
        self.folder = folder.absolute()
        self.config = config
        self.dry = dry
        self.clock = clock
        self.finds = Finds(self.folder, list(backups), _shipped)
        self._named = False

    def mend(self, ref: str, progress: Progress) -> Iterator[Mended]:
        """Yield what becomes of each damaged file, of one assessment where `ref` names it.

        Raises NotFound, Ambiguous, NotSaved, and what an encrypted register raises that nobody
        unlocks.
        """
        let_ask()
        try:
            if about := repairing.mend_about(self.finds, self.clock(), self.dry):
                yield about
            self.register = look_at(self.folder)[0] if self.dry else Register.open(self.folder)
            self.desk = Desk(self.register, Library(), self.config, self.clock)
            if index := repairing.mend_index(self.folder, self.dry):
                yield index
            self._named = bool(ref)
            yield from self._one(self._find(ref)) if ref else self._all(progress)
        except OSError as error:
            message = _("Not repaired in {folder}: {reason}. What is damaged lies where it was.")
            raise NotSaved(message.format(folder=self.folder, reason=reason(error))) from error

    def sweep(self) -> int:
        """Remove the files that nothing needs any more, after `mend`; return how many went.

        Where anything is not mended they may still be needed; then nothing should be swept.
        """
        return len(self.register.sweep())

    def _all(self, progress: Progress) -> Iterator[Mended]:
        idents: list[str] = []
        kept: dict[Path, Flaw] = {}
        for looked in Inspection(self.register).everything(progress):
            if looked.ident:
                idents += [looked.ident] * bool(looked.flaws)
            kept |= {flaw.file: flaw for flaw in looked.flaws if self._is_kept(flaw)}
        for flaw in kept.values():
            yield self._kept(flaw.file, flaw.said)
        for ident in idents:
            yield from self._one(ident)

    def _one(self, ident: str) -> Iterator[Mended]:
        path = self.register.file(ident)
        for place in self._segments(ident):
            yield self._kept(place, _("It is damaged or missing."))
        looked = Inspection(self.register).one(ident)
        kept = looked.flaws if self._named else ()
        for flaw in [flaw for flaw in looked.flaws if flaw.file == path][:1]:
            mended = self._assessment(ident, flaw, looked.document)
            yield mended
            if mended.source:  # only now is it known what it needs
                kept = Inspection(self.register).one(ident).flaws
        for flaw in filter(self._is_kept, kept):
            yield self._kept(flaw.file, flaw.said)

    def _is_kept(self, flaw: Flaw) -> bool:
        """Say whether it is a file named by its hash that is damaged."""
        return flaw.file.parent.name in ("frozen", "attachments")

    def _segments(self, ident: str) -> list[Path]:
        """Return the sealed history of an assessment that is damaged or missing."""
        found: dict[Path, None] = {}
        try:
            documents = [self.register.load(ident).document]
        except DpiaError:
            documents = [source.document for source in self.finds.sources(ident)]
        folder = self.folder / "history"
        for entry in (entry for one in documents for entry in one.get("sealed") or []):
            try:
                history.unseal(folder, ident, entry)
            except (Damaged, NotFound):
                found[folder / ident / f"{entry['file']}.json"] = None
            except DpiaError:
                continue
        return list(found)

    def _kept(self, path: Path, problem: str) -> Mended:
        return repairing.mend_kept(self.finds, path, problem, self.clock(), self.dry)

    # Assessments

    def _is_there(self, ident: str) -> bool:
        return self.register.file(ident).exists()

    def _find(self, ref: str) -> str:
        """Return the id that is meant, also of an assessment whose file is gone."""
        try:
            return self.register.find(ref)
        except NotFound:
            for ident in related.gone(self.folder):
                sources = self.finds.sources(ident)
                names = {str(source.document.get("reference")) for source in sources}
                if ref in names or (len(ref) >= 4 and ident.startswith(ref.lower())):
                    return ident
            raise

    def _assessment(self, ident: str, flaw: Flaw, there: Document | None) -> Mended:
        """Put an assessment back that is damaged, or whose history is broken."""
        name = flaw.file.relative_to(self.folder).as_posix()
        damaged = self._is_damaged(ident)
        if there is None and not damaged:  # of a newer dpia, or not handed out by the system
            return Mended(name, flaw.said, ident=ident)
        if not self._named and (there or not self._is_there(ident)) and not flaw.history:
            hint = _("`dpia repair {id}` puts back what was saved, if that is meant.")
            return Mended(name, f"{flaw.said} {hint.format(id=ident)}", ident=ident)
        found = repairing.rebuild(self.finds, ident)
        sound = found and salvaging.is_sound(self.folder / "history", found.document)
        if found is None or (there and not sound):
            return Mended(name, flaw.said, ident=ident)
        source = found.source or _("its history")
        aside = "" if self.dry else self._put_in_place(found, source)
        brought = [f"{one['seq']} {one.get('about')}" for one in found.brought_back]
        return Mended(name, flaw.said, source, brought, found.lost, aside, ident)

    def _is_damaged(self, ident: str) -> bool:
        try:
            self.register.load(ident)
        except (Damaged, NotFound):
            return True
        except DpiaError:
            return False
        return False

    def _put_in_place(self, found: Rebuilt, source: str) -> str:
        """Save what was rebuilt, with the event that says so."""
        note = _("Put back from {source}.").format(source=source)
        if found.lost:
            numbers = ", ".join(map(str, found.lost))
            note += " " + _("Events that are lost: {numbers}.").format(numbers=numbers)
        document = event.appended(
            found.document,
            found.after,
            difference(event.content(found.document), event.content(found.after)),
            secrets.token_hex(8),
            kind=event.REPAIRED,
            about="assessment",
            by=self.desk.who,
            at=self.desk.stamp(),
            note=note,
        )
        return repairing.put_in_place(self.register, self._judged(document), self.clock())

    def _judged(self, document: Document) -> Document:
        """Return the document with the summary of what it says now, where it can be judged."""
        from dpia.desk.case import Case

        try:
            return Case(self.desk, document, None)._with_summary(document)[0]
        except (DpiaError, KeyError):
            return document


@lru_cache(maxsize=1)
def _ships() -> dict[str, bytes]:
    found = map(canonical, Library().files().values())
    return {files.stamp_of(data): data for data in found}


def _shipped(sha: str) -> bytes | None:
    """Return the questionnaire, list or method of today that has this hash."""
    return _ships().get(sha)
