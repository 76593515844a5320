"""Changing input by chance, but the same for the same seed: bytes, and what bytes stand for."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from html import escape
from typing import Any

from tests.fuzzing.target import Form

TOKENS = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\t", b'"', b"'", b"\\", b"{", b"}", b"["),
    *(b"]", b",", b":", b";", b"<", b">", b"&", b"=", b"#", b"-", b"0", b"1e999", b"NaN", b"null"),
    *(b"-1", b"9" * 5000, b"\\ud800", b"\\u0000", b"true", b"[" * 3000, b'{"a":' * 3000, b"id"),
    *(b"<!DOCTYPE x [<!ENTITY e 'x'>]>", b"&e;", b"<a>" * 500, b" " * 20_000, b"\n" * 20_000),
    *(b"2026-02-30", b"2026-11-22", b"1970-01-01T00:00:00Z", b"=1+1", b"../x", b"a" * 3000),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, 1e308, 10**25, 10**400, 2**63, "", " ", "x", "yes", "\0"),
    *("\ud800", "\u202e", "{0}", "{title}", "=1+1", "[b]", "-", "2026-02-30", "2026-11-22"),
    *("a" * 3000, " " * 20_000 + "x", "\n" * 20_000, "r1: " + "- " * 5_000, "..", "/", "~1", "bg"),
    *([], {}, [[]], [{}], [None], {"": ""}, {"id": 1}, {"id": "x"}, ["x", "x"], {"x": {"y": []}}),
    *(float("nan"), float("inf"), "0" * 64, "00000000-0000-0000-0000-000000000000", "9" * 400),
)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_TELLING = ("worksheets/sheet", "sharedStrings")
"""What is in the names of the members of a workbook in which the cells are."""
_XML = re.compile(rb"<[^<>]*>|[^<]+|<")


def mutated(data: bytes, form: Form, chance: random.Random, other: bytes = b"") -> bytes:
    """Return `data` changed once or several times; parts of `other` may come into it."""
    for _time in range(chance.choice((1, 1, 1, 2, 3, 6))):
        change = _BY_FORM.get(form, _bytes) if chance.random() > 0.15 else _bytes
        data = change(data, chance, other)
    return data


def _bytes(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return bytes with a part of them changed, without knowing what they are."""
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((0, 1, 1, 4, 30, 300)))
    part = chance.choice(
        (
            *(b"", bytes([chance.randrange(256)]), chance.choice(TOKENS), chance.choice(TOKENS)),
            *(data[at:end] * 2, data[at:end][::-1], _part(data, chance), _part(other, chance)),
        )
    )
    return data[:at] if chance.random() < 0.05 else data[:at] + part + data[end:]


def _part(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[at : at + chance.choice((1, 10, 100, 1000))]


# JSON


def _json(data: bytes, chance: random.Random, other: bytes) -> bytes:
    try:
        content = json.loads(data)
        strange = json.loads(other) if other and chance.random() < 0.2 else None
    except (ValueError, RecursionError):
        return _bytes(data, chance, other)
    places: list[tuple[Any, Any]] = []
    _gather(content, places)
    if not places:
        return json.dumps(chance.choice(_VALUES)).encode()
    holder, name = chance.choice(places)
    donors: list[tuple[Any, Any]] = []
    _gather(strange, donors)
    _change(holder, name, chance, donors or places)
    try:
        return json.dumps(content, ensure_ascii=chance.random() < 0.5).encode(
            "utf-8", "surrogatepass" if chance.random() < 0.5 else "replace"
        )
    except (ValueError, RecursionError):  # put into itself
        return _bytes(data, chance, other)


def _gather(content: Any, places: list[tuple[Any, Any]]) -> None:
    """Gather the place of everything inside, without going down by recursion."""
    left = [content]
    while left:
        one = left.pop()
        names = one if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for name in names:
            places.append((one, name))
            left.append(one[name])


def _change(holder: Any, name: Any, chance: random.Random, donors: list[tuple[Any, Any]]) -> None:
    kind = chance.randrange(7)
    giver, given = chance.choice(donors)
    if kind <= 2:
        holder[name] = chance.choice(_VALUES)
    elif kind == 3:
        del holder[name]
    elif kind == 4:
        holder[name] = json.loads(json.dumps(giver[given]))
    elif kind == 5 and isinstance(holder, dict):
        renamed = given if isinstance(given, str) else "x"
        holder[renamed] = holder.pop(name)
    elif isinstance(holder, list):
        holder.insert(name, json.loads(json.dumps(holder[name])))
    else:
        holder[name] = [holder[name]] if chance.random() < 0.5 else {"x": holder[name]}


def _lines(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return JSON Lines in which one line is changed, doubled, moved or gone."""
    lines = data.splitlines(keepends=True) or [b""]
    at, kind = chance.randrange(len(lines)), chance.randrange(6)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(chance.randrange(len(lines)), lines[at])
    else:
        lines[at] = _json(lines[at], chance, other.splitlines()[0] if other else b"") + b"\n"
    return b"".join(lines)


# ZIP, and the XML in it


def _zip(data: bytes, chance: random.Random, other: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except Exception:  # a broken one is changed as it is
        return _bytes(data, chance, other)
    if not members:
        return _bytes(data, chance, other)
    at, kind = chance.randrange(len(members)), chance.randrange(12)
    telling = [
        i for i, (info, _content) in enumerate(members) if any(t in info.filename for t in _TELLING)
    ]
    if telling and chance.random() < 0.6:
        at = chance.choice(telling)
    info, content = members[at]
    if kind == 0:
        del members[at]
    elif kind == 1:
        names = ("../x", "/x", "x\0y", "é" * 300, members[0][0].filename, "xl/", "a.json")
        members[at] = (zipfile.ZipInfo(chance.choice(names) or "x"), content)
    elif kind == 2:
        members[at] = (info, members[chance.randrange(len(members))][1])
    else:
        members[at] = (info, _member(content, chance))
    odd = chance.randrange(len(members)) if members and chance.random() < 0.04 else None
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for i, (info, content) in enumerate(members):
            fresh = zipfile.ZipInfo(info.filename)
            fresh.external_attr = info.external_attr
            fresh.compress_type = zipfile.ZIP_DEFLATED if i != odd else chance.choice(_PACKINGS)
            archive.writestr(fresh, content)
    return made.getvalue()


def _member(content: bytes, chance: random.Random) -> bytes:
    if content[:1] in (b"{", b"["):
        return _json(content, chance, b"")
    return _xml(content, chance) if content[:1] == b"<" else _bytes(content, chance, b"")


def _xml(content: bytes, chance: random.Random) -> bytes:
    """Return XML in which a tag or a text is changed, doubled, moved or gone."""
    parts = _XML.findall(content)
    texts = [i for i, part in enumerate(parts) if part[:1] != b"<"]
    if texts and chance.random() < 0.6:  # so that it can still be read
        said = escape(str(chance.choice(_VALUES)))
        parts[chance.choice(texts)] = said.encode("utf-8", "replace")
        return b"".join(parts)
    at, kind = chance.randrange(len(parts)), chance.randrange(6)
    if kind == 0:
        del parts[at]
    elif kind == 1:
        parts.insert(at, parts[chance.randrange(len(parts))])
    elif kind == 2:
        parts[at] = chance.choice(TOKENS)
    elif kind == 3:
        values = list(re.finditer(rb'"[^"]*"', parts[at]))
        if values:
            value = chance.choice(values)
            said = chance.choice((*TOKENS, b"1" * 12, b"-5", b"A1:XFD1048576", b"99999999"))
            parts[at] = parts[at][: value.start() + 1] + said + parts[at][value.end() - 1 :]
    else:
        parts[at] = _bytes(parts[at], chance, b"")
    return b"".join(parts)


def _text(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return text in which a line is doubled, gone or moved, or a word is another one."""
    kind = chance.randrange(4)
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    if kind == 0:
        lines.insert(at, lines[chance.randrange(len(lines))])
    elif kind == 1:
        del lines[at]
    else:
        words = re.split(rb"([ =,;\[\]\".]+)", lines[at])
        words[chance.randrange(len(words))] = chance.choice(TOKENS)
        lines[at] = b"".join(words)
    return b"\n".join(lines)


_BY_FORM: dict[str, Callable[[bytes, random.Random, bytes], bytes]] = {
    "json": _json,
    "lines": _lines,
    "zip": _zip,
    "text": _text,
}
