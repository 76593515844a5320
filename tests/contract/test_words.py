"""The program's own words can all be translated: they are gathered, and put into words late."""

import gettext
import io
import os
import struct
import subprocess
import sys
from pathlib import Path

from docs.messages import ROOT, messages, template


def test_no_table_is_put_into_words_before_the_language_is_settled() -> None:
    code = """
import dpia.text
calls = []
said = dpia.text._
dpia.text._ = lambda message: calls.append(message) or said(message)
import dpia.cli.root, dpia.desk.languages
print(calls)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_template_for_translators_holds_words_in_formatted_texts_and_both_numbers() -> None:
    found = messages()
    assert len(found) > 2000
    assert "dpia/cli/root.py" in " ".join(
        found[("Interrupted. Everything accepted before is saved.",)]
    )
    assert ("Contents",) in found  # stands in an f-string alone
    assert ("{n} defect", "{n} defects") in found
    assert 'msgid "{n} defect"\nmsgid_plural "{n} defects"\nmsgstr[0] ""' in template()


def catalogue(words: dict[str, str]) -> bytes:
    """Return a compiled catalogue (.mo) of these words."""
    entries = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items())
    pairs = [(key.encode(), said.encode()) for key, said in entries]
    at, tables, texts = 28 + 16 * len(pairs), [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), at + len(texts))
            texts += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + texts


def dpia(config: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    languages = {"LANG": "C", "LC_ALL": "", "LC_MESSAGES": "", "DPIA_LANGUAGE": ""}
    settings = {**os.environ, **languages, "DPIA_CONFIG": str(config), **environment}
    command = [sys.executable, "-m", "dpia", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=settings, cwd=ROOT, check=True
    )


def test_ones_own_catalogue_is_spoken_by_setting_option_and_system(tmp_path: Path) -> None:
    made = catalogue({"nothing": "niets", "Id": "Kenmerk", "Show version": "x"})
    assert gettext.GNUTranslations(io.BytesIO(made)).gettext("Id") == "Kenmerk"
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "dpia.mo").write_bytes(made)
    shown = ("questionnaire", "list")
    assert "Id " in dpia(tmp_path, *shown).stdout
    assert "Kenmerk" in dpia(tmp_path, "--language", "nl-BE", *shown).stdout
    assert "Kenmerk" in dpia(tmp_path, *shown, DPIA_LANGUAGE="nl").stdout
    assert "Kenmerk" in dpia(tmp_path, *shown, LANG="nl_NL.UTF-8").stdout
    assert "Kenmerk" not in dpia(tmp_path, *shown, LANG="el_GR.UTF-8").stdout
    assert "There are words in: en (English), nl (Nederlands)." in (
        dpia(tmp_path, "config", "language", "nl").stderr
    )
    assert "Kenmerk" in dpia(tmp_path, *shown).stdout
    assert "Kenmerk" not in dpia(tmp_path, *shown, DPIA_LANGUAGE="en").stdout
    (folder / "dpia.mo").write_bytes(b"no catalogue")
    done = dpia(tmp_path, *shown)
    assert "Id " in done.stdout and "A catalogue of words in “nl” cannot be read" in done.stderr
