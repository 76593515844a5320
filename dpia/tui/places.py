"""The places in a questionnaire that one can go to: its sections and questions, in order."""

from dpia.questionnaire.progress import QuestionState, SectionState, TopicState
from dpia.tui.view import CaseView

Place = tuple[str, str]
"""A topic and one of its sections."""


def sections(view: CaseView) -> list[tuple[TopicState, SectionState]]:
    """Return the sections that are asked or may be, in order."""
    return [
        (topic, section)
        for topic in view.topics
        if topic.shown is not False
        for section in topic.sections
        if section.shown
    ]


def asked(view: CaseView) -> list[tuple[Place, QuestionState]]:
    """Return the questions that are asked or may be, each with its section, in order."""
    return [
        ((topic.topic.id, section.section.id), state)
        for topic, section in sections(view)
        for state in section.questions
        if state.state != "hidden"
    ]
