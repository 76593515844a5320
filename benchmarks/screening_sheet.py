"""The answers being made for a case of bare facts: from the facts, then from the words.

Facts that are true or false come first; what a fact denies no word may say. Words answer what facts
leave open and add to lists of choices; they also take the place of a stand-in (screening_facts.py),
because they say it more closely. What is left may follow from silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from benchmarks.screening_facts import (
    CHOICES,
    COARSE,
    DENIES,
    FOLLOWS,
    LARGE,
    MANY,
    MEANT,
    SILENT,
    SMALL,
    WITHIN,
    Choice,
)
from benchmarks.screening_numbers import amounts
from benchmarks.screening_words import Reading, read
from dpia.assessment import pointer
from dpia.assessment.document import from_file
from dpia.assessment.shelf import settle
from dpia.desk.intake import rulebook_for
from dpia.questionnaire.rulebook import Rulebook
from tests.books import books, library
from tests.cases.judging import DAY

ORDINARY = "national.ordinary"
BEYOND = ("evaluation", "monitoring", "technology", "operations", "effects", "data_kinds")
MORE = "What is described is more than an ordinary operation, or another one."
READ = "Taken from the words "
WORDS = READ + "“{}”."


@dataclass
class Sheet:
    """The answers being made for one case."""

    facts: Mapping[str, bool | None]
    label: str
    authority: str
    description: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)
    """The facts that words say, with these words."""

    def __post_init__(self) -> None:
        """Let the words say a fact that is neither given nor ruled out by a wider one."""
        given = {fact: value for fact, value in self.facts.items() if value is not None}
        for fact, values in read(self.description, facts=True).items():
            if fact not in given and given.get(WITHIN.get(fact, "")) is not False:
                self._speak(fact, "yes" in values, next(iter(values.values())))

    def _speak(self, fact: str, value: bool, words: str) -> None:
        self.facts = {**self.facts, fact: value}
        self.spoken[fact] = words

    @cached_property
    def words(self) -> Reading:
        """What the description says and no fact denies."""
        said = read(self.description).items()
        kept = {
            question: {
                choice: words
                for choice, words in choices.items()
                if not self.denied(question, choice)
            }
            for question, choices in said
        }
        return {question: choices for question, choices in kept.items() if choices}

    def denied(self, question: str, option: str) -> bool:
        """Say whether facts that are false rule out a choice."""
        false = {fact for fact, value in self.facts.items() if value is False}
        rules = [choice for choice in CHOICES if choice.question == question]
        for rule in rules:
            if any(rule.options.get(fact) == option for fact in false):
                return True
            if rule.none_if and false.issuperset(rule.none_if):
                return True
        return any(option in DENIES.get(fact, {}).get(question, ()) for fact in false)

    def fill(self) -> None:
        """Make the answers."""
        self.put("screening.part", "controller")
        self._follow(said=True)
        lists = self._read()
        self._count()
        self._follow(said=False)
        for choice in CHOICES:
            self._choose(choice)
        for question in lists:
            self._choose(Choice(question))
        if any(self.answers.get("screening", {}).get(name) for name in BEYOND):
            self.put(ORDINARY, [], MORE)

    def holds(self, fact: str) -> bool | None:
        """Return a fact; what is not said is false where the label is “no”."""
        found = self.facts.get(fact)
        return False if found is None and self.label == "no" else found

    def put(self, path: str, value: Any, note: str = "", *, assumed: bool = True) -> None:
        """Answer a question that has no answer yet; `note` says why it is no given fact."""
        topic, _, name = path.partition(".")
        if name in self.answers.setdefault(topic, {}):
            return
        self.answers[topic][name] = value
        if note:
            mark = {"assumed": True, "note": note} if assumed else {"note": note}
            self.marks.setdefault(topic, {})[pointer.join(name)] = mark

    def _follow(self, *, said: bool) -> None:
        """Answer what follows from one fact; `said` leaves out silence and mere stand-ins."""
        for (fact, value), answers in FOLLOWS.items():
            given = self.facts.get(fact)
            if self.holds(fact) is value and not (said and (given is None or fact == LARGE)):
                note = SILENT if given is None else COARSE
                if fact in self.spoken:
                    note = WORDS.format(self.spoken[fact])
                for path, answer in answers.items():
                    self.put(path, answer, note, assumed=fact not in self.spoken)

    def _read(self) -> list[str]:
        """Answer from the words what takes one answer; return what takes several."""
        rulebook = rulebook_for(self.assessment, library(), books())
        several = []
        for question, choices in self.words.items():
            kind = rulebook.question(question).kind
            if kind == "choices":
                several.append(question)
            else:
                value, words = next(iter(choices.items()))
                answer = int(value) if kind == "integer" else value
                self.put(question, answer, WORDS.format(words), assumed=False)
        return several

    def _count(self) -> None:
        """Answer how many people there are; what facts say of the scale comes first."""
        found = list(amounts(self.description))
        staff = [amount for amount in found if amount.staff]
        if staff:
            note = WORDS.format(staff[0].words)
            self.put("national.staff_number", staff[0].number, note, assumed=False)
        scale = self.facts.get(LARGE)
        fitting = [a for a in found if scale is None or (a.number >= SMALL) is scale]
        if fitting:
            most = max(fitting)
            self.put("screening.people", most.number, WORDS.format(most.words), assumed=False)
            if scale is None and most.number >= MANY:
                self._speak(LARGE, True, most.words)

    def _choose(self, choice: Choice) -> None:
        """Answer a question with several choices, as far as facts and words speak of it."""
        relevant = not choice.only_if or any(self.holds(fact) for fact in choice.only_if)
        said = self.words.get(choice.question, {})
        close = {option: fact for fact, option in choice.options.items() if self.holds(fact)}
        coarse = {
            option: fact
            for fact, option, closer in choice.stand_ins
            if self.holds(fact)
            and not any(self.holds(other) for other in closer)
            and not set(said) & (MEANT.get(fact) or set(said))
        }
        given = {**close, **coarse} if relevant else {}
        if given or said:
            chosen = list(dict.fromkeys([*given, *said]))
            spoken = [self.spoken[fact] for fact in given.values() if fact in self.spoken]
            assumed = bool(given) and bool(coarse or choice.only_if)
            self.put(
                choice.question, chosen, _notes(assumed, *spoken, *said.values()), assumed=assumed
            )
        elif choice.none_if and all(self.holds(fact) is False for fact in choice.none_if):
            silent = any(self.facts.get(fact) is None for fact in choice.none_if)
            self.put(choice.question, [], SILENT if silent else "")

    def drop_hidden(self, rulebook: Rulebook) -> None:
        """Take out the answers to questions that are not asked."""
        document = from_file(self.assessment, created=DAY.isoformat())
        shelf = settle(document, rulebook, DAY)["shelf"]
        for topic, kept in shelf.items():
            for place in kept:
                pointer.remove(self.answers[topic], place)
                self.marks.get(topic, {}).pop(place, None)

    @property
    def assessment(self) -> dict[str, Any]:
        """The assessment file."""
        answers = {topic: part for topic, part in self.answers.items() if part}
        marks = {topic: part for topic, part in self.marks.items() if part}
        where = {"authority": self.authority, "pathway": "screening-only"}
        return {**where, "answers": answers, "marks": marks}


def _notes(assumed: bool, *words: str) -> str:
    read_ = WORDS.format("”, “".join(dict.fromkeys(words))) if words else ""
    return " ".join(filter(None, [COARSE if assumed else "", read_]))
