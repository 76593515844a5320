"""The risks of an assessment as the screens list them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment.confidential import is_marked
from dpia.assessment.proposed import is_proposed
from dpia.documents import words
from dpia.text import _
from dpia.tui.shown.levels import NOT_RATED, STAGES, Level, levels
from dpia.tui.shown.numbers import risk_numbers

Document = Mapping[str, Any]


@dataclass(frozen=True)
class RiskLine:
    """One risk: its three levels, where it stands in words, and what it still needs."""

    id: str
    title: str
    track: str
    levels: tuple[Level, Level, Level]
    state: str
    tone: str
    needs: tuple[str, ...]
    flags: tuple[str, ...]
    proposed: bool = False
    """Whether its text is the catalogue's, which nobody has taken over yet."""
    number: str = ""
    """What it is called on the screens: R1, R2 …"""
    confirmed: bool = False
    """Whether its levels are confirmed as they stand now."""

    def level(self, stage: str) -> Level:
        """Return the level at one stage."""
        return self.levels[STAGES.index(stage)]


@dataclass(frozen=True)
class Pick:
    """Something to pick from the catalogue; `because` says why it is proposed, if it is."""

    id: str
    title: str
    about: str
    because: str = ""
    used: str = ""
    """The id of the risk or measure that was picked from it already, if any."""


def risk_lines(verdict: Document, document: Document, method: Document) -> list[RiskLine]:
    """Return one line for each risk, in the document's order."""
    known, numbers = levels(method), risk_numbers(document)
    written = {risk["id"]: risk for risk in document.get("risks", ())}
    return [
        _line(found, written.get(found["id"], {}), known, numbers.get(found["id"], ""))
        for found in verdict["risks"]
    ]


def _line(found: Document, risk: Document, known: Mapping[str, Level], number: str) -> RiskLine:
    shown = [known.get(found[stage].get("level") or "", NOT_RATED) for stage in STAGES]
    state, tone = state_of(found, risk)
    return RiskLine(
        id=found["id"],
        title=found["title"] or _("(no title)"),
        track=track_of(found),
        levels=(shown[0], shown[1], shown[2]),
        state=state,
        tone=tone,
        needs=tuple(found.get("needs", ())),
        flags=tuple(flags_of(found)),
        proposed=is_proposed(risk),
        number=number,
        confirmed=bool(found.get("confirmed")),
    )


def track_of(risk: Document) -> str:
    """Return the track of a risk in words, with the kind of event."""
    track = words.word(words.TRACK, risk.get("track")) or ""
    event = words.word(words.EVENT, risk.get("event"))
    return f"{track}: {event[:1].lower()}{event[1:]}" if event else track


def state_of(found: Document, risk: Document) -> tuple[str, str]:
    """Return where a risk stands, in words and as a tone."""
    state, tone = _state_of_levels(found)
    state = _("{state}, text proposed").format(state=state) if is_proposed(risk) else state
    return (_("{state}, confidential").format(state=state) if is_marked(risk) else state), tone


def _state_of_levels(found: Document) -> tuple[str, str]:
    if found.get("confirmed"):
        done = found.get("settled", True)
        return (_("confirmed"), "good") if done else (_confirmed_but(found), "watch")
    if found.get("stale"):
        return _("stale: changed since confirmed"), "watch"
    if not found.get("rated"):
        return _("unrated"), "open"
    return _("not confirmed"), "open"


def _confirmed_but(found: Document) -> str:
    """Say of a confirmed risk what it still lacks: an answer, or a reason."""
    open_ = any(flag.get("met") is None for flag in found.get("flags", ()))
    return _("confirmed, a yes or no missing") if open_ else _("confirmed, reason missing")


def flags_of(found: Document) -> Iterator[str]:
    """Yield the flags that hold for a risk, each once, as sentences with their source."""
    seen: set[str] = set()
    for flag in found.get("flags", ()):
        if flag.get("met") and flag["id"] not in seen:
            seen.add(flag["id"])
            yield f"{flag['title']} ({flag['law']})"


def catalogue(files: Mapping[str, Document], kind: str) -> list[Document]:
    """Return the entries of the catalogue `kind` (scenarios, measures)."""
    return list(files.get(f"catalogue/{kind}", {}).get("entries", ()))


def risks_to_add(
    verdict: Document, document: Document, files: Mapping[str, Document]
) -> list[Pick]:
    """Return what the answers propose, with the reason, then the rest of the catalogue."""
    used = used_of(document.get("risks", ()), "scenario")
    proposed = {entry["scenario"]: entry for entry in verdict.get("proposals", ())}
    entries = {entry["id"]: entry for entry in catalogue(files, "scenarios")}
    first = [
        _pick(entries.get(name, entry), entry["because"], "") for name, entry in proposed.items()
    ]
    rest = [
        _pick(entry, "", used.get(name, ""))
        for name, entry in entries.items()
        if name not in proposed
    ]
    return first + rest


def used_of(rows: Iterable[Document], source: str) -> dict[str, str]:
    """Return `catalogue id -> id of the first row picked from it`; `source` names that field."""
    return {str(row[source]): str(row["id"]) for row in reversed([*rows]) if row.get(source)}


def _pick(entry: Document, because: str, used: str) -> Pick:
    name = str(entry.get("scenario") or entry["id"])
    return Pick(name, entry["title"], entry.get("description", ""), because, used)
