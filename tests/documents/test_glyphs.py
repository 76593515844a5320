"""What a PDF cannot show is said, with the way to mend it."""

import copy

from dpia.documents.pdf import glyphs, pdf
from tests.documents.test_template import SOUND, filled

NOWHERE = "\U00012000"  # cuneiform: no font that comes with a system has it
SHOWN = "Zażółć Ελληνικά Привет עברית – “quoted” ½ → ﬁ"


def boxes(controller: str) -> str:
    raw = copy.deepcopy(SOUND)
    raw["answers"]["processing"]["controller"] = controller
    form = filled(raw)
    return glyphs.without_glyph(pdf(form, None), form.to_json())


def test_what_no_font_has_is_named_and_nothing_else() -> None:
    assert boxes(SHOWN) == ""
    assert boxes(f"{SHOWN} {NOWHERE}{NOWHERE}") == NOWHERE


def test_one_sentence_says_how_to_mend_it() -> None:
    assert glyphs.told("") == ""
    said = glyphs.told("漢字あ")
    assert "boxes for 3 characters (漢 字 あ)" in said and "for CJK, Hiragana" in said
    assert said.count(". ") == 0 and "Word and HTML" in said
    assert "box for 1 character (漢)" in glyphs.told("漢")
