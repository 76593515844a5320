"""Drop-downs and colours that follow what is written; none of them holds anybody's text."""

from collections.abc import Iterable
from typing import Any, Final

from dpia.documents.sheets import style
from dpia.documents.sheets.style import Tone
from dpia.text import _

WORDS_OF_TONE: Final[dict[Tone, str]] = {
    "bad": "words_bad",
    "poor": "words_poor",
    "fair": "words_fair",
    "good": "words_good",
}
"""The named lists of the words that have a colour."""

CLOSED: Final = "list_measure_closed"
"""The named list of the states in which a measure waits for nothing any more."""


_TITLE, _TEXT = 32, 255
"""Characters that a drop-down can say, whatever the language; more breaks the file."""

SEVERAL: Final = "several_"
"""Begins the names of lists of which several may be chosen, so anything may be written."""


def offer(sheet: Any, places: Iterable[str], name: str) -> None:
    """Offer the list `name` in these cells."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation("list", formula1=name, allow_blank=True)
    if name.startswith(SEVERAL):
        rule.showErrorMessage = False
        rule.showInputMessage = True
        rule.promptTitle = _("Several are possible")[:_TITLE]
        rule.prompt = _("Choose one from the list, or write several, one a line.")[:_TEXT]
    else:
        rule.showErrorMessage = True
        rule.errorTitle = _("Not in the list")[:_TITLE]
        rule.error = _("Choose one of the words of the list.")[:_TEXT]
    for place in places:
        rule.add(place)
    sheet.data_validations.append(rule)


def tones(sheet: Any, letter: str, last: int) -> None:
    """Colour the words of a column by what they say."""
    for tone, name in WORDS_OF_TONE.items():
        _colour(sheet, letter, last, f"COUNTIF({name},${letter}2)>0", tone)


def overdue(sheet: Any, due: str, state: str, last: int) -> None:
    """Colour the days gone by in column `due` where `state` is not one that is closed."""
    late = f'AND(${due}2<>"",${due}2<TODAY(),COUNTIF({CLOSED},${state}2)=0)'
    _colour(sheet, due, last, late, "bad")


def _colour(sheet: Any, letter: str, last: int, formula: str, tone: Tone) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    fill, colour = style.FILLS[tone]
    look = DifferentialStyle(
        fill=PatternFill(bgColor=fill, fill_type="solid"), font=Font(color=colour)
    )
    rule = Rule(type="expression", dxf=look, formula=[formula])
    sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)
