"""The program's own words, gathered for translators: prints a gettext template (.pot).

Run: python -m docs.messages > dpia.pot. The words are read by Python's own parser, which other
than many gatherers also finds those that stand inside a formatted text.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """\
msgid ""
msgstr ""
"Project-Id-Version: dpia\\n"
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
Message = tuple[str, ...]
"""One text, or singular and plural."""


def messages() -> dict[Message, list[str]]:
    """Return the program's words with the places (`file:line`) where they stand, in order."""
    found: dict[str, tuple[Message, list[str]]] = {}
    for path in sorted((ROOT / "dpia").rglob("*.py")):
        for line, message in _in(ast.parse(path.read_text(encoding="utf-8"))):
            known, places = found.get(message[0], (message, []))
            place = f"{path.relative_to(ROOT).as_posix()}:{line}"
            found[message[0]] = max(known, message, key=len), [*places, place]
    return dict(found.values())


def _in(tree: ast.Module) -> Iterator[tuple[int, Message]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
            texts = [part.value for part in node.args[:count] if isinstance(part, ast.Constant)]
            if texts:
                yield node.lineno, tuple(map(str, texts))


def template() -> str:
    """Return the template: what is to be translated, with its places and nothing translated."""
    return "\n".join([HEAD, *(_entry(message, where) for message, where in messages().items())])


def _entry(message: Message, places: list[str]) -> str:
    lines = [f"#: {place}" for place in places]
    if any("{" in text for text in message):
        lines.append("#, python-brace-format")
    lines.append(f"msgid {_quoted(message[0])}")
    if len(message) > 1:
        lines += [f"msgid_plural {_quoted(message[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(template())
