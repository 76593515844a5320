"""What dpia is asked to do while the disk fails, and what must be true of the register afterwards.

A scene is one command with its input. It is run without a fault first, line by line, which gives
the states in which its register may ever be found.
"""

import io
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dpia.__main__ import main
from dpia.assessment import event
from dpia.desk.config import Config, save
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.errors import DpiaError
from dpia.register import Register, mounts
from tests.register import sealed
from tests.reliability.shim import Fault, Report, report
from tests.tui.sample import SAMPLE_CONFIG, write_sample

OWN = re.compile(
    r"register\.json|\.lock|index(-journal)?|assessments/[0-9a-f-]{36}\.json|"
    r"(frozen|history/[0-9a-f-]{36})/[0-9a-f]{64}\.json|attachments/[0-9a-f]{64}|"
    r"copies/[0-9a-f-]{36}/[0-9-]{10}\.json"
)
"""Every file a register may hold when nothing is going on."""
OWN_SEALED = re.compile(
    OWN.pattern.replace("index(-journal)?|", "").replace("[0-9a-f]{64}", "[0-9a-f]{96}")
)
"""The same of an encrypted one: names that are hashes are hidden, and there is no index."""
MARKER = "Zeugnis-ж-маркер-7719"
"""Stands in answers; in an encrypted register nobody may find it on the disk."""
CACHE = ("index", "index-journal", ".lock")
State = dict[str, Any]
"""What stands in a register, by the reference of each assessment."""


@dataclass(frozen=True)
class Scene:
    """One command. It has accepted as many changes as `heard` finds in what it printed."""

    name: str
    arguments: tuple[str, ...]
    lines: tuple[str, ...] = ()
    heard: str = ""
    long_history: bool = False
    encrypted: bool = False

    def accepted(self, said: str, code: int | None) -> int:
        """Return how many changes were acknowledged: by a line each, or by the exit code."""
        if self.heard:
            return len(re.findall(self.heard, said, re.MULTILINE))
        return int(code == 0)


SCENES = [
    Scene("set", ("set", "2026-0001", "sample.one=a")),
    Scene("answer", ("answer", "2026-0001"), ("b", "Because", "1,2", "40"), "^saved$"),
    Scene("seal", ("set", "2026-0001", "sample.one=a"), long_history=True),
    Scene("attach", ("attach", "2026-0001", "{home}/diagram.txt")),
    Scene("new", ("new", "A third", "--authority", "nl")),
    Scene("set-encrypted", ("set", "2026-0001", f"sample.text={MARKER}"), encrypted=True),
    Scene(
        "seal-encrypted",
        ("set", "2026-0001", f"sample.text={MARKER}"),
        long_history=True,
        encrypted=True,
    ),
    Scene("attach-encrypted", ("attach", "2026-0001", "{home}/diagram.txt"), encrypted=True),
]


class Home(NamedTuple):
    """A folder with a register, a configuration and questionnaires, as the program finds them."""

    path: Path

    @property
    def register(self) -> Path:
        return self.path / "register"

    @property
    def passphrase(self) -> Path:
        return self.path / "passphrase"

    def environment(self) -> dict[str, str]:
        """Return what makes a program use it."""
        return {
            **{"DPIA_REGISTER": str(self.register), "DPIA_CONFIG": str(self.path / "config")},
            **{"LC_ALL": "C.UTF-8", "HOME": str(self.path), "TMPDIR": str(self.path / "tmp")},
            **({"DPIA_PASSPHRASE_FILE": str(self.passphrase)} if self.encrypted else {}),
        }

    @property
    def encrypted(self) -> bool:
        return self.passphrase.exists()

    def plain(self) -> list[str]:
        """Return where MARKER stands in an encrypted register and whatever else dpia writes to."""
        folders = [path for path in sorted(self.path.iterdir()) if path.is_dir()]
        return [line for path in folders for line in sealed.holders(path, MARKER)]

    def desk(self) -> Desk:
        """Return a desk at the register."""
        library = Library(self.path / "config" / "questionnaires")
        return Desk(Register.open(self.register), library, Config(**SAMPLE_CONFIG))


def furnish(path: Path, long_history: bool = False, encrypted: bool = False) -> Home:
    """Make a home whose register holds two assessments."""
    home = Home(path)
    write_sample(path / "config" / "questionnaires")
    save(Config(**SAMPLE_CONFIG), path / "config" / "config.toml")
    (path / "tmp").mkdir()
    (path / "diagram.txt").write_text(f"who → whom, {MARKER}\n" * 200, encoding="utf-8")
    Register.open(home.register, create=True)
    desk = home.desk()
    case = desk.create("First")
    desk.create("Second").answer("sample.text", f"never touched, {MARKER}")
    if long_history:  # one event more, and the oldest are sealed
        document = case.document
        while len(document["events"]) < 200:
            document = _one_more(document)
        desk.register.save(document, case.stamp)
    desk.summaries()
    if encrypted:
        assert home.plain(), "what is looked for must be there"
        home.passphrase.write_text(sealed.PASSPHRASE.text, encoding="utf-8")
        home.passphrase.chmod(0o600)
        sealed.encrypt(home.register)
    return home


def _one_more(document: dict[str, Any]) -> dict[str, Any]:
    """Answer the question for a text, and record it, without judging."""
    after = event.working_copy(document)
    after["answers"].setdefault("sample", {})["text"] = f"{MARKER} {len(document['events'])}"
    about = {"kind": "answered", "about": "sample.text", "by": "A. Assessor"}
    return event.record(document, after, **about, at="2026-11-22T10:00:00Z", salt="5a17")


@dataclass
class Ending:
    """How a child ended."""

    code: int | None
    said: str
    told: str
    report: Report

    @property
    def killed(self) -> bool:
        return self.code is None


def play(scene: Scene, home: Home, lines: tuple[str, ...] | None = None) -> tuple[int, str, str]:
    """Run the scene's command in this process; return its exit code and what it printed."""
    given = [part.format(home=home.path) for part in scene.arguments]
    text = "".join(f"{line}\n" for line in (scene.lines if lines is None else lines))
    return command(home, *given, text=text)


def command(home: Home, *arguments: str, text: str = "") -> tuple[int, str, str]:
    """Run one command in this process; return its exit code and what it printed."""
    before = dict(os.environ)
    os.environ |= home.environment()
    sys.stdin, stdin = io.StringIO(text), sys.stdin
    try:
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = main(list(arguments))
        return code, out.getvalue(), err.getvalue()
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ |= before


def forked(
    scene: Scene,
    home: Home,
    fault: Fault,
    careless: Callable[[], None],
    below: str = "",
    trace: Path | None = None,
) -> Ending:
    """Run the scene's command in a child of this process in which the fault is armed.

    Calls on files of the register count, or of the folder `below` in it.
    """
    names = [home.path / name for name in ("said", "told", "report")]
    child = os.fork()
    if child == 0:
        os.environ |= home.environment()
        (home.path / "lines").write_text("".join(f"{line}\n" for line in scene.lines))
        for number, path in ((0, home.path / "lines"), (1, names[0]), (2, names[1])):
            how = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, how), number)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 (the descriptors just made)
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8") for n in (1, 2))  # noqa: PTH123, SIM115
        tempfile.tempdir = None  # as the environment says, which is new
        sealed.begin_anew(home.register)
        careless()
        fault.arm(home.register / below, names[2], trace)
        code = 70
        try:
            code = main([part.format(home=home.path) for part in scene.arguments])
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _child, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    said, told = (path.read_text(encoding="utf-8") for path in names[:2])
    return Ending(
        None if killed else os.waitstatus_to_exitcode(status), said, told, report(names[2])
    )


def state(register: Path) -> State:
    """Read everything that stands in a register, through the register. Raises a DpiaError."""
    opened = Register.open(register)
    found: State = {}
    for row in opened.summaries():
        document = opened.load(row["id"]).document
        if row["damaged"] or row["revision"] != document["revision"]:
            raise DpiaError(f"the list says something else of {row['reference']}")
        if flaws := opened.verify(row["id"]):
            raise DpiaError("; ".join(flaws))
        kept = {name: document[name] for name in ("title", "status", "answers", "marks", "drafts")}
        files = [(row["name"], row["sha256"]) for row in document.get("attachments") or ()]
        found[document["reference"]] = {**kept, "attachments": files}
        copies = {path.stem for path in mounts.listing(register / "frozen")}
        if missing := {d.removeprefix("sha256:") for d in document["judged_by"].values()} - copies:
            raise DpiaError(f"copies are missing: {missing}")
    return found
