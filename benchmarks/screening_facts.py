"""The mechanical translation of bare facts into answers, for cases that have nothing else.

A collection of bare facts says of each case which of some thirty facts are true, false or not said
(null); GDPR terms and the nine criteria, mostly. The tables below turn them into answers:

- A fact that is true chooses an option. What a fact says more coarsely than a question asks is
  answered by a stand-in; facts of one case are read as speaking of the same thing (`only_if`).
- A question with several choices counts as answered in full as soon as one of them is chosen; with
  none chosen it is answered “none” only where facts say so (`none_if`).
- Null stays unknown. Where the label is “no” it is taken as “no”, because such a label rests on
  what nobody mentions, and so is every question no fact speaks of that has a “no” or “none”.
- Every case is about a controller.

What is not said by a fact itself is marked as assumed. Facts say too little for many lists; the
words of the description add to them (screening_words.py), but never against a fact.
screening_sheet.py applies the tables, and an answer that the questionnaires do not know is refused,
so that the tables cannot fall behind unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SILENT = "Nothing is said of it; taken as “no” because the label is “no”."
COARSE = "Stands in for facts that say it less closely."
NO = ("no", "none")


@dataclass(frozen=True)
class Choice:
    """How facts answer a question with several choices.

    `options`: fact -> choice. `only_if`: facts of which one must be true, if there are any.
    `stand_ins`: (fact, choice, facts that say it more closely). `none_if`: when these are all
    false, none of the choices applies.
    """

    question: str
    options: Mapping[str, str] = field(default_factory=dict)
    none_if: tuple[str, ...] = ()
    stand_ins: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    only_if: tuple[str, ...] = ()


SPECIAL = {
    "health_data": "health",
    "biometric_identification": "biometric_id",
    "genetic_data": "genetic",
}
PERSONAL = {
    "criminal_data": "criminal",
    "location_data": "location",
    "communications_data": "communications",
    "financial_data": "income_wealth",
}
GROUPS = {"children": "children", "employees": "employees", "patients": "patients"}
ASPECTS = {
    "financial_data": "creditworthiness",
    "employees": "work",
    "health_data": "health",
    "direct_marketing": "preferences",
    "location_data": "movements",
}
OBSERVED = {
    "public_area_monitoring": "public_cameras",
    "employees": "employees",
    "online_tracking": "online",
    "location_data": "location",
    "communications_data": "communications",
    "health_data": "body",
    "biometric_identification": "recognition",
}
OPERATIONS = {
    "matching_combining": "combines_datasets",
    "third_party_source": "third_party_data",
    "art14_notice_impossible": "art14_not_given",
}
EFFECTS = {
    "prevents_right_or_contract": "access",
    "automated_decision_legal_effect": "automated_decisions",
}
JUDGED = ("evaluation_scoring", "uses_profiling")
WATCHED = ("systematic_monitoring", "public_area_monitoring", "online_tracking")
VULNERABLE = (("vulnerable", "others", (*GROUPS,)),)
PERSON, SECRET = "sensitive_or_highly_personal", "special_category"

CHOICES = (
    Choice(
        "screening.people_kinds",
        GROUPS,
        none_if=("vulnerable",),
        stand_ins=(("vulnerable", "other_imbalance", (*GROUPS,)),),
    ),
    Choice(
        "screening.data_kinds",
        SPECIAL | PERSONAL,
        none_if=(PERSON,),
        # Which special category is not said; few list rows rest on this one.
        stand_ins=(
            (SECRET, "religion", (*SPECIAL,)),
            (PERSON, "private_life", (SECRET, *SPECIAL, *PERSONAL)),
        ),
    ),
    Choice(
        "screening.evaluation",
        ASPECTS,
        none_if=("evaluation_scoring",),
        stand_ins=tuple((fact, "behaviour", (*ASPECTS,)) for fact in JUDGED),
        only_if=JUDGED,
    ),
    Choice(
        "screening.monitoring",
        OBSERVED,
        none_if=("systematic_monitoring",),
        stand_ins=(("systematic_monitoring", "other", (*OBSERVED,)),),
        only_if=WATCHED,
    ),
    Choice(
        "screening.technology",
        none_if=("innovative",),
        stand_ins=(("innovative", "other_new", ()),),
    ),
    Choice("screening.operations", OPERATIONS, none_if=(*OPERATIONS,)),
    Choice("screening.effects", EFFECTS, none_if=(*EFFECTS,)),
    Choice("screening.fields", {"patients": "health_care"}, only_if=("health_data",)),
    Choice(
        "profiling.purposes",
        {
            "employees": "staff",
            "direct_marketing": "marketing",
            "prevents_right_or_contract": "contract",
            "health_data": "health",
        },
        only_if=JUDGED,
    ),
    Choice("profiling.extent", {"matching_combining": "many_sources"}, only_if=JUDGED),
    Choice(
        "automated_decisions.consequences",
        {"financial_data": "credit", "employees": "work"},
        stand_ins=(("automated_decision_legal_effect", "other", ("financial_data", "employees")),),
        only_if=("automated_decision_legal_effect",),
    ),
    Choice(
        "vulnerable_people.children_targeted",
        {
            "direct_marketing": "marketing",
            "uses_profiling": "profiling",
            "automated_decision_legal_effect": "decisions",
            "systematic_monitoring": "behaviour",
        },
        only_if=("children",),
    ),
    Choice("biometric_genetic.biometric_vulnerable", GROUPS, stand_ins=VULNERABLE),
    Choice("biometric_genetic.genetic_vulnerable", GROUPS, stand_ins=VULNERABLE),
    Choice(
        "employees.watched",
        {
            "location_data": "position",
            "communications_data": "internet",
            "evaluation_scoring": "performance",
        },
        only_if=("employees",),
    ),
    Choice(
        "communications_location.location_use",
        {
            "systematic_monitoring": "following",
            "uses_profiling": "profiles",
            "direct_marketing": "marketing",
        },
        only_if=("location_data",),
    ),
    Choice(
        "communications_location.communications_aims",
        {
            "systematic_monitoring": "watching",
            "uses_profiling": "habits",
            "direct_marketing": "marketing",
        },
        only_if=("communications_data",),
    ),
    Choice(
        "combining_data.combined_for",
        {
            "uses_profiling": "profiling",
            "automated_decision_legal_effect": "decisions",
            "direct_marketing": "marketing",
        },
        only_if=("matching_combining",),
    ),
    Choice(
        "combining_data.third_party_for",
        {
            "prevents_right_or_contract": "contract",
            "uses_profiling": "prediction",
            "direct_marketing": "marketing",
        },
        only_if=("third_party_source",),
    ),
)

# What follows from one fact: (fact, its value) -> answers. What is not asked is dropped.
FOLLOWS: Mapping[tuple[str, bool], Mapping[str, Any]] = {
    ("individual_professional", True): {"screening.controller_kind": "solo_professional"},
    ("public_sector", True): {"screening.controller_kind": "public_body"},
    # An individual professional is never large scale (GDPR Rec. 91), so this is none.
    ("large_scale", True): {
        "screening.controller_kind": "company",
        "screening.people": 100_000,
        "large_scale.duration": "long",
    },
    ("large_scale", False): {"screening.people": 100, "large_scale.share": "small"},
    ("systematic_monitoring", True): {"screening.monitoring_manner": ["by_system"]},
    ("matching_combining", True): {
        "screening.combined_sources": ["different_purposes"],
        "screening.combining_expected": "no",
    },
    ("third_party_source", True): {
        "profiling.external_data": "yes",
        "combining_data.all_from_people": "no",
    },
    ("uses_profiling", True): {"profiling.means": "automated"},
    ("prevents_right_or_contract", True): {"profiling.disadvantage": "yes"},
}
LARGE, SMALL, MANY = "large_scale", 1_000, 10_000
"""The fact on the scale: false of fewer people than SMALL, true from MANY on, if not denied."""

SPECIAL_KINDS = frozenset(
    ["ethnic_origin", "political", "religion", "trade_union", "sex_life", *SPECIAL.values()]
)
PERSONAL_KINDS = SPECIAL_KINDS.union(
    PERSONAL.values(), ["payment", "identity_documents", "private_life", "social_situation"]
)
MEANT: Mapping[str, frozenset[str]] = {SECRET: SPECIAL_KINDS, PERSON: PERSONAL_KINDS}
"""Which choices say more closely what a stand-in stands for, where that is not any of them."""

WITHIN = {
    "special_category": "sensitive_or_highly_personal",
    "uses_profiling": "evaluation_scoring",
}
"""The wider fact without which one does not hold."""

# What words may not say where a fact is false, besides the choices that the fact itself makes.
DENIES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "special_category": {"screening.data_kinds": SPECIAL_KINDS},
    "public_area_monitoring": {
        "screening.monitoring": frozenset(["public_cameras", "public_other"])
    },
    "individual_professional": {"screening.controller_kind": frozenset(["solo_professional"])},
    "public_sector": {"screening.controller_kind": frozenset(["public_body"])},
    "large_scale": {"large_scale.share": frozenset(["substantial", "most"])},
    "uses_profiling": {"profiling.means": frozenset(["automated", "prepared"])},
    "third_party_source": {"profiling.external_data": frozenset(["yes"])},
}

# Answered where the label is “no”, besides what has a “no” or “none” among its choices.
SILENCE = {"screening.controller_kind": "company", "screening.establishment": "eu"}
FACTS = frozenset(
    [
        *(fact for fact, _ in FOLLOWS),
        *(fact for choice in CHOICES for fact in (*choice.options, *choice.none_if)),
        *(fact for choice in CHOICES for fact in choice.only_if),
        *(fact for choice in CHOICES for fact, _, _ in choice.stand_ins),
    ]
)
"""The facts that are read."""
