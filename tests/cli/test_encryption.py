"""Commands that encrypt a register, and how commands come by its secret."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia.register import mounts
from dpia.register.encryption import keys, unlocking
from tests.cli.conftest import Done, Run
from tests.register import sealed

ROOT = Path(__file__).resolve().parents[2]
MARKER = "Zeugnis-7719"
SECRET = sealed.PASSPHRASE.text


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    """Let passphrases cost nothing, and know nothing of a register when a test ends."""
    with sealed.cheap():
        yield
    mounts._mounted.clear()
    unlocking.forget()


@pytest.fixture
def secret(home: Path) -> str:
    return written(home / "secret", SECRET)


def written(path: Path, text: str, mode: int = 0o600) -> str:
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


@pytest.fixture
def locked(run: Run, home: Path, secret: str) -> Run:
    """Run each command as a process that knows nothing yet, on an encrypted register."""
    assert run("new", f"A case {MARKER}").code == 0
    assert run("--passphrase-file", secret, "encrypt").code == 0

    def anew(*arguments: str, stdin: str = "") -> Done:
        sealed.begin_anew(home / "register")
        return run(*arguments, stdin=stdin)

    return anew


def test_a_register_is_encrypted_opened_and_decrypted(
    locked: Run, home: Path, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sealed.holders(home / "register", MARKER) == []
    shown = locked("--passphrase-file", secret, "list", "--json")
    assert [row["title"] for row in shown.json] == [f"A case {MARKER}"]
    again = locked("--passphrase-file", secret, "encrypt")
    assert again.code == 3 and "encrypted already" in again.err
    monkeypatch.setenv("DPIA_PASSPHRASE_FILE", secret)
    assert locked("set", "2026-0001", "screening.part=controller").code == 0
    refused = locked("decrypt")
    assert refused.code == 2 and "--yes" in refused.err
    assert locked("decrypt", "--yes", "--json").json["encrypted"] is False
    monkeypatch.delenv("DPIA_PASSPHRASE_FILE")
    assert MARKER in locked("list").out
    assert locked("key", "add", "B").code == 3
    assert locked("key", "list", "--json").json == []


def test_encrypting_says_what_it_does_not_reach(run: Run, home: Path, secret: str) -> None:
    assert run("new", "A case").code == 0
    (home / "register" / ".git").mkdir()
    done = run("--passphrase-file", secret, "encrypt", "--recovery", "--json")
    assert done.code == 0 and "backups" in done.err and ".git" in done.err
    sealed.begin_anew(home / "register")
    code = written(home / "code", done.json["recovery"])
    assert run("--passphrase-file", code, "list").code == 0


def test_a_wrong_passphrase_says_so_and_nothing_else(locked: Run, home: Path) -> None:
    wrong = written(home / "wrong", "not this one")
    done = locked("--passphrase-file", wrong, "list")
    folder = home / "register"
    assert (done.code, done.out) == (1, "")
    assert done.err == f"This passphrase or key does not open the register in {folder}.\n"


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [(SECRET, 0o644, "Others can read"), (SECRET, 0o640, "Others can read"), ("", 0o600, "1")],
)
def test_a_file_that_will_not_do_is_refused(
    locked: Run, home: Path, text: str, mode: int, said: str
) -> None:
    done = locked("--passphrase-file", written(home / "given", text, mode), "list")
    assert done.code in (1, 2)
    assert said in done.err or "does not open" in done.err
    missing = locked("--passphrase-file", str(home / "nowhere"), "list")
    assert missing.code == 2 and "cannot be read" in missing.err


def test_without_a_terminal_it_says_what_to_do(locked: Run, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dpia", "list"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2 and done.stdout == ""
    assert "--passphrase-file" in done.stderr and "Traceback" not in done.stderr


def test_at_a_terminal_it_is_asked_and_never_shown(locked: Run, home: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "dpia", "list"])
    seen, typed = b"", False
    while select.select([terminal], [], [], 60)[0]:
        try:
            seen += os.read(terminal, 1024)
        except OSError:
            break
        if b"Passphrase" in seen and not typed:
            typed = bool(os.write(terminal, SECRET.encode() + b"\n"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, seen
    assert b"2026-0001" in seen
    assert SECRET.encode() not in seen


def test_a_new_passphrase_is_asked_twice(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", f"A case {MARKER}").code == 0
    typed: list[str] = []
    monkeypatch.setattr("dpia.cli.secrets.ask", lambda _question: typed.pop(0))
    for answers, code, said in (
        (["short"], 3, "12"),
        ([SECRET, SECRET + "x"], 2, "not the same"),
        ([SECRET, SECRET], 0, "is encrypted"),
    ):
        typed[:] = answers
        done = run("encrypt")
        assert (done.code, said in done.err) == (code, True), done.err
    assert sealed.holders(home / "register", MARKER) == []


def test_people_come_go_and_change_their_passphrase(locked: Run, home: Path, secret: str) -> None:
    key = str(home / "my.key")
    recipient = locked("key", "new", key, "--open").out.strip()
    assert recipient.startswith("dpia1") and (home / "my.key").stat().st_mode & 0o777 == 0o600
    assert locked("key", "new", key, "--open").code == 3  # nothing is replaced
    mine = ("--passphrase-file", secret)
    assert locked(*mine, "key", "add", "B. Second", "--recipient", recipient).code == 0
    assert locked(*mine, "key", "add", "B. Second", "--recipient", recipient).code == 5
    assert locked(*mine, "key", "add", "C", "--recipient", "dpia1nothing").code == 3
    assert [row["kind"] for row in locked("key", "list", "--json").json] == ["passphrase", "x25519"]
    assert locked("--key-file", key, "list").code == 0
    (home / "my.key").chmod(0o644)
    assert locked("--key-file", key, "list").code == 2
    new = written(home / "new", "another good passphrase")
    assert locked(*mine, "key", "passphrase", "--new-passphrase-file", new).code == 0
    assert locked(*mine, "list").code == 1
    assert locked("--passphrase-file", new, "key", "remove", "B. Second").code == 0
    (home / "my.key").chmod(0o600)
    assert locked("--key-file", key, "list").code == 1
    (last,) = locked("key", "list", "--json").json
    assert locked("--passphrase-file", new, "key", "remove", last["name"]).code == 3


def test_a_private_key_may_have_a_passphrase_of_its_own(
    locked: Run, home: Path, secret: str
) -> None:
    key, own = str(home / "my.key"), written(home / "own", "the key's own passphrase")
    recipient = locked("key", "new", key, "--new-passphrase-file", own).out.strip()
    added = locked("--passphrase-file", secret, "key", "add", "B", "--recipient", recipient)
    assert added.code == 0
    assert locked("--key-file", key, "--passphrase-file", own, "list").code == 0
    refused = locked("--key-file", key, "--passphrase-file", secret, "list")
    assert refused.code == 1 and "private key" in refused.err


def test_what_leaves_is_plain_and_says_so_once(locked: Run, home: Path, secret: str) -> None:
    mine = ("--passphrase-file", secret)
    for arguments in (
        ("export", str(home / "out.jsonl")),
        ("report", "2026-0001", "-o", str(home / "out.md")),
        ("due", "--ics", str(home / "out.ics")),
    ):
        done = locked(*mine, *arguments)
        assert done.err.count("The register is encrypted; what is written here is not.") == 1
    assert "is not" not in locked(*mine, "list").err + locked(*mine, "show", "2026-0001").err


def test_without_the_package_a_sentence_says_how_to_install_it(
    locked: Run, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    done = locked("--passphrase-file", secret, "list")
    assert done.code == 2 and "pip install 'dpia[encryption]'" in done.err


def test_help_needs_no_secret(run: Run) -> None:
    for name in ("encrypt", "decrypt", "key"):
        assert run(name, "--help").code == 0
    assert keys.COST == sealed.CHEAP
