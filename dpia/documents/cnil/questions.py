"""The questions of the CNIL's PIA software by their numbers, and where they belong here."""

from collections.abc import Mapping
from dataclasses import dataclass

from dpia.text import _


@dataclass(frozen=True)
class Asked:
    """One text question: in our words, where its text goes, and which answers speak of it.

    `path` is a question of ours; its own answer is this text only where `whole`, else the text
    stands beside it as a note. `told_by` are the questions whose answers say it in the file we
    write, each with the columns that matter (none: all). `serves` are the ids (`law/duties`) of
    what a measure serves that is planned because of this question.
    """

    item: str
    """The key under which it is evaluated: its own, or that of its whole item."""
    title: str
    path: str
    told_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    whole: bool = False
    serves: tuple[str, ...] = ()


def _by(*paths: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return questions with the columns that are named behind a colon, `topic.table:name,need`."""
    split = (path.partition(":") for path in paths)
    return tuple(
        (path, tuple(part for part in rest.split(",") if part)) for path, _c, rest in split
    )


TEXTS: Mapping[int, Asked] = {
    111: Asked(
        "1.1",
        _("What the processing is"),
        "processing.description",
        _by("data_flow.scope", "data_flow.context"),
        whole=True,
    ),
    112: Asked(
        "1.1",
        _("Who is responsible for what"),
        "processing.controller",
        _by("processing.controller", "processing.responsibilities", "processing.representative"),
    ),
    113: Asked("1.1", _("Standards that apply"), "processing.codes", _by("processing.codes")),
    121: Asked(
        "1.2",
        _("Which data are processed"),
        "processing.data_items",
        _by("processing.data_items:item,sensitivity,special", "processing.people_described"),
    ),
    122: Asked("1.2", _("The life of the data"), "data_flow.phases", _by("data_flow.phases")),
    123: Asked("1.2", _("Supporting assets"), "processing.assets", whole=True),
    211: Asked(
        "2.1.211",
        _("Purposes: specified, explicit and legitimate"),
        "processing.purposes",
        _by("processing.purposes:name,necessity,collected_for,compatibility"),
        serves=("purpose-limitation",),
    ),
    212: Asked(
        "2.1.212",
        _("Legal basis"),
        "processing.purposes",
        _by("processing.purposes:legal_basis,legal_reference,legitimate_interest,justification"),
        serves=("lawfulness",),
    ),
    213: Asked(
        "2.1.213",
        _("Data minimisation"),
        "processing.data_items",
        _by("processing.data_items:need,purposes", "necessity.alternatives"),
        serves=("data-minimisation",),
    ),
    214: Asked(
        "2.1.214",
        _("Accuracy of the data"),
        "necessity.accuracy",
        _by("necessity.accuracy"),
        serves=("accuracy",),
    ),
    215: Asked(
        "2.1.215",
        _("How long data are kept"),
        "processing.deletion",
        _by("processing.data_items:retention,period", "processing.deletion"),
        serves=("storage-limitation",),
    ),
    221: Asked(
        "2.2.221",
        _("Informing people"),
        "processing.information",
        _by("processing.information", "rights.information_channels", "rights.information_gaps"),
        serves=("information",),
    ),
    222: Asked(
        "2.2.222",
        _("Obtaining consent"),
        "rights.consent_terms",
        _by("rights.consent_terms", "rights.withdrawal"),
        serves=("consent",),
    ),
    223: Asked(
        "2.2.223",
        _("Access and portability"),
        "rights.access",
        _by("rights.access", "rights.requests"),
        serves=("access", "portability"),
    ),
    224: Asked(
        "2.2.224",
        _("Rectification and erasure"),
        "rights.corrections",
        _by("rights.corrections"),
        serves=("rectification", "erasure"),
    ),
    225: Asked(
        "2.2.225",
        _("Restriction and objection"),
        "rights.objection",
        _by("rights.objection", "rights.limits", "rights.limits_reference"),
        serves=("restriction", "objection"),
    ),
    226: Asked(
        "2.2.226",
        _("Processors and their contracts"),
        "processing.recipients",
        _by("processing.recipients", "processors.guarantees", "processors.contract_terms"),
        serves=("processors",),
    ),
    227: Asked(
        "2.2.227",
        _("Transfers outside the Union"),
        "processing.outside_eea",
        _by("processing.outside_eea", "transfers.transfers"),
        serves=("transfers",),
    ),
}


@dataclass(frozen=True)
class Feared:
    """One of the three events the CNIL asks about: the numbers of its questions, our words."""

    item: str
    event: str
    scenario: str
    title: str
    impacts: int
    threats: int
    sources: int
    measures: int
    severity: int
    likelihood: int


def _feared(first: int, item: str, event: str, scenario: str, title: str) -> Feared:
    return Feared(item, event, scenario, title, *range(first, first + 6))


EVENTS = (
    _feared(321, "3.2", "access", "illegitimate-access", _("Illegitimate access to data")),
    _feared(331, "3.3", "change", "unwanted-change", _("Unwanted modification of data")),
    _feared(341, "3.4", "loss", "disappearance", _("Disappearance of data")),
)
OF_EVENTS = frozenset(
    number
    for one in EVENTS
    for number in (
        one.impacts,
        one.threats,
        one.sources,
        one.measures,
        one.severity,
        one.likelihood,
    )
)
MEASURES_ITEM = "3.1"

ROLES = {"author": _("Author"), "evaluator": _("Evaluator"), "validator": _("Validator")}
STATUSES = {
    0: _("being written"),
    1: _("refused"),
    2: _("validated"),
    3: _("validated and signed"),
    4: _("given up"),
}
TO_CORRECT, IMPROVABLE, ACCEPTABLE = 1, 2, 3
EVALUATED = {
    0: _("not evaluated"),
    TO_CORRECT: _("to correct"),
    IMPROVABLE: _("improvable"),
    ACCEPTABLE: _("acceptable"),
}
DPO_SAID = {
    0: _("The processing should not be carried out."),
    1: _("The processing could be carried out."),
}
PEOPLE_SAID = {
    0: _("They say that the processing should not be carried out."),
    1: _("They say that the processing could be carried out."),
}


def label(number: int, title: str = "") -> str:
    """Return what a question is called in notes and reports: `CNIL 121: Which data …`."""
    asked = TEXTS.get(number)
    words = title or (asked.title if asked else "")
    return f"CNIL {number}: {words}" if words else f"CNIL {number}"
