"""How well the screening agrees with labelled cases: confusion table, aims, every disagreement.

    python benchmarks/screening_cases.py [FILE] [--fail]

FILE is a folder of cases (default: tests/cases), one case, a list of cases, or a collection of bare
facts; of such a collection the cases that tests/cases has answers for are judged by those. The
others are told apart: they are answered from their facts (screening_facts.py) and from what the
words of their description plainly name (screening_words.py), a crude reader and weaker than any
assessor. Says of each case which way it was answered. Prints only; exits 2 when FILE cannot be
read, and with --fail 1 when an aim is missed.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.screening_sources import WAYS, from_words, gather, way_of
from dpia.judgement.screening import STRICTNESS
from tests.cases.case import LABELS, Unreadable
from tests.cases.judging import Judged, aims, judge, labelled
from tests.cases.words import headline, indented, listed, told


def main() -> int:
    """Judge all cases and print the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--fail", action="store_true", help="exit 1 when an aim is missed")
    chosen = parser.parse_args()
    try:
        cases, notes = gather(chosen.file)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    judged = [judge(case) for case in cases]
    answered = [one for one in judged if not one.case.translated]
    translated = [one for one in judged if one.case.translated]
    for line in [*notes, *_report("Judged by our answers", answered)]:
        print(line)
    for line in [*_report("Judged by facts and words, weaker", translated), *_ways(judged)]:
        print(line)
    missed = [aim for aim in aims(answered or translated) if not aim.met]
    return int(chosen.fail and bool(missed))


def _report(title: str, judged: Sequence[Judged]) -> Iterator[str]:
    if not judged:
        return
    yield f"\n{'=' * 20} {title}: {len(judged)} cases"
    yield from _table(judged)
    yield from _aims(judged)
    yield from _criteria(judged)
    yield from _rows(judged)
    yield from _grouped("By jurisdiction", judged, lambda one: one.case.jurisdiction)
    yield from _grouped("By strength of the label", judged, lambda one: one.case.strength)
    yield from _assumed(judged)
    undisputed = [one for one in judged if not one.case.disagreement]
    yield from _each("Disagreements", [one for one in undisputed if not one.fits])
    yield from _disputed([one for one in judged if one.case.disagreement])


def _table(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the confusion table, and under it the conclusions behind each outcome."""
    yield f"\n{'':<34}" + "".join(f"{label:>9}" for label in LABELS)
    for outcome in [*STRICTNESS, ""]:
        found = [one for one in judged if one.outcome == outcome]
        if found or outcome:
            yield f"{outcome or 'cannot be judged':<34}" + _counts(found)
        for conclusion in sorted({one.conclusion for one in found if one.conclusion}):
            part = [one for one in found if one.conclusion == conclusion]
            yield f"    {conclusion:<30}" + _counts(part)
    yield f"{'all':<34}" + _counts(judged)


def _counts(judged: Sequence[Judged]) -> str:
    return "".join(f"{len(labelled(judged, label)):>9}" for label in LABELS)


def _aims(judged: Sequence[Judged]) -> Iterator[str]:
    disputed = sum(bool(one.case.disagreement) for one in judged)
    yield f"\nAims (labels we dispute: {disputed}, never counted as agreement)"
    for aim in aims(judged):
        share = f"{aim.reached / aim.of:7.1%}" if aim.of else "      –"
        state = "reached" if aim.met else "MISSED "
        numbers = f"{share}  {aim.reached:>4} of {aim.of:<4} aim {aim.share:.0%}"
        yield f"  {state} {numbers:<32} {aim.title}"


def _criteria(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield which criteria of the labels are met; those we derived are only counted."""
    for basis, stated in (("stated", True), ("derived", False)):
        cases = [one for one in judged if one.case.stated is stated]
        expected = sum(len(one.case.criteria) for one in cases)
        missing = [one for one in cases if one.missed]
        found = expected - sum(len(one.missed) for one in cases)
        yield f"\nCriteria {basis}: {found} of {expected} found, in {len(cases)} cases"
        counts = Counter(name for one in missing for name in one.missed)
        if counts:
            yield "  missed: " + ", ".join(f"{name} {n}" for name, n in counts.most_common())
        for one in missing:
            open_ = one.missed & one.unknown
            yield f"    {one.case.id}: {listed(one.missed)}; of these not known: {listed(open_)}"


def _rows(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield whether the list row a label rests on matches: 35(4) for yes, 35(5) for no."""
    article = {"yes": "-35-4-", "no": "-35-5-"}
    about = [one for one in judged if article.get(one.case.label, "?") in str(one.case.list_item)]
    if about:
        missing = [one for one in about if one.case.list_item not in one.rows]
        yield f"\nList rows: {len(about) - len(missing)} of {len(about)} match"
        for one in missing:
            yield f"    {one.case.id}: {one.case.list_item}; matching: {listed(one.rows)}"


def _grouped(title: str, judged: Sequence[Judged], key: Callable[[Judged], str]) -> Iterator[str]:
    groups = sorted({key(one) for one in judged})
    yield f"\n{title + ' (agree of all)':<42}" + "".join(f"{label:>9}" for label in LABELS)
    for group in groups:
        within = [one for one in judged if key(one) == group]
        cells = [labelled(within, label) for label in LABELS]
        shown = (f"{sum(o.agrees for o in c)} of {len(c)}" if c else "–" for c in cells)
        yield f"  {group:<40}" + "".join(f"{cell:>9}" for cell in shown)


def _assumed(judged: Sequence[Judged]) -> Iterator[str]:
    answers = sum(len(one.case.assumed) for one in judged)
    cases = [one for one in judged if one.case.assumed]
    where = ", ".join(f"{label} {len(labelled(cases, label))}" for label in LABELS)
    yield f"\nAssumed answers: {answers}, in {len(cases)} cases ({where})"


def _ways(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield which way each case was answered."""
    yield "\nHow each case was answered"
    for way in WAYS:
        cases = [one.case.id for one in judged if way_of(one.case) == way]
        if cases:
            yield f"  {way}: {len(cases)}"
            yield from indented(wrap(", ".join(cases), 92, break_on_hyphens=False), 4)


def _each(title: str, judged: Sequence[Judged]) -> Iterator[str]:
    yield f"\n{title}: {len(judged)}"
    for one in judged:
        yield ""
        yield from told(one)
        if one.case.translated:
            yield f"  answered from {way_of(one.case)}"
            yield from indented(from_words(one.case), 4)


def _disputed(judged: Sequence[Judged]) -> Iterator[str]:
    yield f"\nLabels we dispute: {len(judged)}"
    for one in judged:
        yield f"\n{headline(one)}\n  because: {one.case.disagreement}"


if __name__ == "__main__":
    sys.exit(main())
