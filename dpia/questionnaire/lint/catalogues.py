"""What every entry of a catalogue must tie to: a scenario to a harm, a measure to a scenario."""

from collections.abc import Iterator

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stock import Stock
from dpia.text import _


def unsound_catalogues(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each scenario without a harm and each measure that treats nothing."""
    ties = {
        "scenarios": (
            "harms",
            "no-harm",
            _("The scenario “{name}” names no harm to people."),
            _("Add `harms`: at least one kind of harm (GDPR Rec. 75)."),
        ),
        "measures": (
            "scenarios",
            "no-scenario",
            _("The measure “{name}” names no scenario that it treats."),
            _("Add `scenarios`: at least one of the catalogue."),
        ),
    }
    for file, document in stock.checked("catalogue"):
        if document["kind"] not in ties:
            continue
        part, kind, what, mend = ties[document["kind"]]
        for i, entry in enumerate(document["entries"]):
            if not entry.get(part):
                place = pointer("entries", i)
                yield Defect(file, place, what.format(name=entry["id"]), mend, kind)
