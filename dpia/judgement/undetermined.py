"""The answers that would settle what is not known yet, and what each would settle."""

from collections.abc import Iterable, Iterator, Mapping

from dpia.judgement.bench import Bench
from dpia.judgement.telling import Node
from dpia.questionnaire.trace import Trace, unknowns


def undetermined(bench: Bench, waiting: Mapping[str, Iterable[Trace]]) -> list[Node]:
    """Return the questions behind unknown traces in the order in which they are asked.

    `waiting` maps a part of the verdict (screening, lawfulness …) to its unknown traces.
    """
    settles: dict[str, dict[str, None]] = {}
    titles: dict[str, str] = {}
    for part, traces in waiting.items():
        for trace in traces:
            for leaf in open_questions(trace):
                settles.setdefault(leaf.id, {})[part] = None
                titles[leaf.id] = leaf.title
    place = bench.rulebook.places
    order = sorted(settles, key=lambda path: place.get(path.partition("/")[0], len(place)))
    return [
        {"question": path, "title": titles[path], "would_settle": list(settles[path])}
        for path in order
    ]


def open_questions(trace: Trace) -> Iterator[Trace]:
    """Yield the questions an unknown trace waits for; what the assessment itself lacks is none."""
    return (leaf for leaf in unknowns(trace) if "." in leaf.id and not leaf.id.startswith("case."))
