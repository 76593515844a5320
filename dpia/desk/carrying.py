"""Assessments as a stream of lines: out of one register whole, and back into another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal

from dpia import __version__
from dpia.assessment.document import EMPTY, basis_of, to_file
from dpia.canonical import copied
from dpia.desk import json_lines
from dpia.desk.desk import Desk
from dpia.errors import DpiaError, Invalid
from dpia.judgement import judge
from dpia.questionnaire.shape import Shape
from dpia.register.carrying import Needed
from dpia.register.returning import holds_already, keep, put_back
from dpia.text import _

Tell = Callable[[str], object]


def streamed(desk: Desk, refs: list[str] | None, tell: Tell) -> Iterator[bytes]:
    """Yield the lines of a stream of the assessments named by `refs` (default: all).

    What is damaged is left out, and what another register would refuse is in it; `tell` is called
    with a sentence for each of both. One assessment at a time is in memory.
    """
    yield json_lines.written(json_lines.first(__version__))
    needed, count = Needed(desk.register.path), 0
    for ident, damage in _wanted(desk, refs):
        if damage:
            tell(_("Left out: {why}").format(why=damage))
            continue
        try:
            document = desk.register.load(ident).document
            for part in needed.of(document):
                yield json_lines.written(json_lines.line_of(part, ident))
        except DpiaError as problem:
            tell(_("Left out: {why}").format(why=problem.message))
            continue
        for flaw in desk.register.flaws(document):
            tell(_("{name} is not whole: {why}").format(name=_called(document), why=flaw))
        yield json_lines.written({"assessment": document})
        count += 1
    yield json_lines.written(json_lines.last(count))


def _wanted(desk: Desk, refs: list[str] | None) -> list[tuple[str, str | None]]:
    if refs is None:
        return desk.register.everything()
    return [(ident, None) for ident in dict.fromkeys(map(desk.register.find, refs))]


@dataclass(frozen=True)
class Returned:
    """What became of one assessment of a stream."""

    fate: Literal["added", "there", "refused"]
    id: str
    reference: str
    title: str
    problem: DpiaError | None = None


def restored(
    desk: Desk, stream: BinaryIO, name: str, trial: Desk | None = None
) -> Iterator[Returned]:
    """Put the assessments of a stream into the register, one after the other, each as it was.

    With `trial`, a desk on a register that is thrown away, they are put there, and the register of
    `desk` is only looked at. Raises Invalid where the stream cannot be read on; what came before
    is kept.
    """
    into, count = trial or desk, 0
    check = Check(into)
    for called, line in json_lines.lines(stream, name):
        if "assessment" in line:
            count += 1
            yield _restored(desk, check, line["assessment"], called)
        elif "end" in line:
            _check_count(line["end"], count, called)
        elif "format" not in line:
            try:
                keep(into.register, *json_lines.part_of(line))
            except Invalid as problem:
                raise Invalid(f"{called}: {problem.message}") from None


def _restored(desk: Desk, check: "Check", document: Any, called: str) -> Returned:
    told = document if isinstance(document, dict) else {}
    ident, reference, title = (str(told.get(k) or "")[:300] for k in ("id", "reference", "title"))
    there = Returned("there", ident, reference, title)
    try:
        check.desk.register.checked(document)
        if holds_already(desk.register, document):
            return there
        check(document)
        added = put_back(check.desk.register, document)
        return replace(there, fate="added") if added else there
    except DpiaError as problem:
        problem.message = f"{called}: {problem.message}"
        return replace(there, fate="refused", problem=problem)


class Check:
    """Refuses an assessment that could not be opened at this desk afterwards."""

    def __init__(self, desk: Desk) -> None:
        """Check what is to be put into the register of this desk."""
        self.desk = desk
        self._shape = Shape(desk.library.schema("assessment"))
        self._tried: set[tuple[Any, ...]] = set()

    def __call__(self, document: dict[str, Any]) -> None:
        """Raise Invalid for a shape that is not sound, or a rulebook that cannot be used."""
        found = self._shape.flaws(to_file(document))[:20]
        if found:
            told = [f"{'/'.join(map(str, flaw.path))}: {flaw.what}" for flaw in found]
            raise Invalid("\n".join([_("This is not an assessment as dpia keeps it:"), *told]))
        whole = {**copied(dict(EMPTY)), **document}
        basis = basis_of(whole).values()
        rules = (*map(str, basis), *sorted(map(str, whole["judged_by"].items())))
        if rules not in self._tried:
            self._try(whole)
            self._tried.add(rules)

    def _try(self, document: dict[str, Any]) -> None:
        try:
            judge(document, self.desk.rulebook(document), self.desk.today())
        except DpiaError:
            raise
        except Exception as error:  # whatever a made-up questionnaire can break
            message = _("What it is judged by is no set of questionnaires that can be used.")
            raise Invalid(message) from error


def _check_count(said: Any, count: int, called: str) -> None:
    if said != {"assessments": count}:
        message = _("{line}: {n} assessments came before, and the file says another number.")
        raise Invalid(message.format(line=called, n=count))


def _called(document: dict[str, Any]) -> str:
    return str(document.get("reference") or document["id"])
