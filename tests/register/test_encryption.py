"""An encrypted register: nothing of it is plain on the disk, and what was altered is named."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia.errors import Conflict, DpiaError, Invalid, NotFound
from dpia.register import Damaged, Newer, Register, files, mounts
from dpia.register.encryption import keys, pairs, people, turning, unlocking, vault
from dpia.register.founding import FOLDERS, identify
from dpia.register.problems import not_read

from . import sealed
from .samples import CYRILLIC, Document, answered, assessment, register_of, run, with_history

MARKER = "Zeugnis-ж-маркер-7719"


def marked() -> Document:
    """Return an assessment that says MARKER wherever people write, with sealed history."""
    document = answered(with_history(1), f"once {MARKER}")
    for number in range(203):
        document = answered(document, f"answer {number}")
    document["title"] = f"On {MARKER}"
    document["drafts"] = {"screening.story": f"half {MARKER}"}
    document["marks"]["screening"]["/part"] = {"note": MARKER, "evidence": [MARKER]}
    document["attachments"] = [{"id": "a1", "name": f"{MARKER}.txt", "sha256": "0" * 64}]
    return answered(answered(document, f"the answer {MARKER}"), "another")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return a register that was plain and is encrypted, with MARKER in every part of it."""
    document = marked()
    plain = register_of(tmp_path / "register", assessment(CYRILLIC))
    name = plain.attach(f"a leaflet on {MARKER}".encode())
    document["attachments"][0]["sha256"] = name
    plain.create(document, 2026)
    plain.freeze({"topic": MARKER})
    plain.summaries(MARKER)
    parts = {re.split("[/:]", line)[0] for line in sealed.holders(plain.path, MARKER)}
    assert parts == {*FOLDERS, "copies", "index"}
    return sealed.encrypt(plain.path)


def the_marked(register: Register) -> Document:
    (row,) = [row for row in register.summaries() if MARKER in row["title"]]
    return register.load(row["id"]).document


def test_nothing_is_plain_on_the_disk_before_and_after_saves(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "DPIA_CONFIG"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    assert sealed.holders(tmp_path, MARKER) == []
    document, stamp = register.load(the_marked(register)["id"])
    for number in range(110):
        document = answered(document, f"{MARKER} {number}")
        stamp = stamp if number % 20 else register.save(document, stamp)
    register.save(document, stamp)
    name = register.attach(f"another {MARKER}".encode())
    frozen = register.freeze({"another": MARKER})
    assert len(document["sealed"]) == 2
    assert [row["title"] for row in register.summaries(MARKER)] == [document["title"]]
    assert register.attached(name).decode() == f"another {MARKER}"
    assert register.frozen(frozen) == {"another": MARKER}
    assert sealed.holders(tmp_path, MARKER) == []
    names = {name, frozen.removeprefix("sha256:"), document["sealed"][0]["file"]}
    assert not {path.name.partition(".")[0] for path in register.path.rglob("*")} & names


def test_a_half_written_file_is_sealed_already(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, stamp = register.load(the_marked(register)["id"])

    def stop(*_arguments: object) -> None:
        raise OSError(5, "pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", stop)
        patch.setattr(files.os, "unlink", stop)
        with pytest.raises(DpiaError):
            register.save(answered(document, MARKER), stamp)
    assert list(register.path.rglob("*.tmp"))
    assert sealed.holders(register.path, MARKER) == []


def test_another_process_needs_the_passphrase_and_then_reads_all(register: Register) -> None:
    ident = the_marked(register)["id"]
    sealed.begin_anew(register.path)
    mounts.ask = lambda _folder: keys.Passphrase("wrong")
    with pytest.raises(keys.Locked, match="does not open") as caught:
        Register.open(register.path)
    assert caught.value.exit_code == 1
    sealed.know()
    again = Register.open(register.path)
    assert len(list(again.history(ident))) == 207
    assert again.verify(ident) == []
    assert [part.decode() for part in map(again.attached, _attached(again, ident))] == [
        f"a leaflet on {MARKER}"
    ]
    assert again.may_mention(ident, _words(MARKER))
    assert again.sweep() == []


def _attached(register: Register, ident: str) -> Iterator[str]:
    yield from (row["sha256"] for row in register.load(ident).document["attachments"])


def _words(text: str) -> object:
    from dpia.register.wording import Wording

    return Wording(text)


def test_a_key_is_derived_once_for_a_process(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed.begin_anew(register.path)
    asked: list[Path] = []
    mounts.ask = lambda folder: asked.append(folder) or sealed.PASSPHRASE  # type: ignore[func-returns-value]
    for _time in range(3):
        Register.open(register.path)
    assert asked == [register.path]


def everything_but_the_key(register: Register) -> list[Path]:
    return [
        p for p in sorted(register.path.rglob("*")) if p.is_file() and p.name not in mounts.OPEN
    ]


def opened(register: Register) -> dict[str, str]:
    """Return what is wrong with each file, by its name in the register."""
    found = {}
    for path in everything_but_the_key(register):
        try:
            files.read(path, 10**8)
        except OSError as error:
            problem = not_read(path, error)
            assert isinstance(problem, Damaged) and str(path) in problem.message
            found[str(path.relative_to(register.path))] = problem.message
    return found


def test_any_byte_that_was_flipped_is_noticed_and_the_rest_opens(register: Register) -> None:
    chance = random.Random(7719)
    for path in everything_but_the_key(register):
        whole = path.read_bytes()
        places = {0, 3, 13, 14, 30, len(whole) - 1, *chance.sample(range(len(whole)), 20)}
        for place in sorted(places):
            path.write_bytes(
                whole[:place]
                + bytes([whole[place] ^ 1 << chance.randrange(8)])
                + whole[place + 1 :]
            )
            assert set(opened(register)) == {str(path.relative_to(register.path))}, place
        for cut in (b"", whole[:20], whole[:-1], whole + b"\0"):
            path.write_bytes(cut)
            assert set(opened(register)) == {str(path.relative_to(register.path))}
        path.write_bytes(whole)
    assert opened(register) == {}


def test_a_damaged_assessment_is_named_in_the_list(register: Register) -> None:
    document = the_marked(register)
    path = register.file(document["id"])
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(Damaged, match="altered"):
        register.load(document["id"])
    rows = {row["id"]: row["damaged"] for row in Register.open(register.path).summaries()}
    assert len(rows) == 2
    assert str(path) in str(rows[document["id"]])
    assert sum(map(bool, rows.values())) == 1
    shown = {row["id"]: row["reference"] for row in register.summaries()}
    assert shown[document["id"]] == document["reference"]  # from its second copy
    path.write_bytes(vault.MAGIC.replace(b"1", b"2") + b"later")
    with pytest.raises(Newer):
        register.load(document["id"])


def test_files_that_changed_places_are_noticed(register: Register) -> None:
    one, two = sorted(register._assessments.iterdir())
    swapped = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(swapped)
    assert len(opened(register)) == 2
    with pytest.raises(Damaged):
        register.load(one.stem)
    other = register_of(register.path.parent / "other", assessment())
    other = sealed.encrypt(other.path)
    (foreign,) = other._assessments.iterdir()
    shutil.copy(foreign, register._assessments)
    with pytest.raises(Damaged):
        register.load(foreign.stem)


def test_a_plain_file_in_an_encrypted_register_is_not_taken(register: Register) -> None:
    document = the_marked(register)
    elsewhere = register_of(register.path.parent / "plain", document)
    shutil.copy(elsewhere.file(document["id"]), register.file(document["id"]))
    with pytest.raises(Damaged, match="not encrypted"):
        register.load(document["id"])


def test_register_json_cannot_be_talked_into_taking_plain_files(register: Register) -> None:
    path = register.path / "register.json"
    text = path.read_text()
    path.write_text(text.replace('"encrypted": true,', '"encrypted": true, "state": "decrypting",'))
    sealed.begin_anew(register.path)
    sealed.know()
    with pytest.raises(Damaged, match="altered"):
        Register.open(register.path)
    with pytest.raises(DpiaError):
        register.create(assessment(), 2026)
    path.write_text(text.replace('"n": 16', '"n": 1073741824'))
    with pytest.raises(keys.Locked):
        Register.open(register.path)


def test_decrypting_brings_every_byte_back(tmp_path: Path) -> None:
    plain = register_of(tmp_path / "register", marked(), assessment())
    plain.attach(vault.MAGIC + b"an attachment that looks as if it were sealed")
    plain.freeze({"a": 1})

    def contents() -> dict[str, bytes]:
        return {
            str(p.relative_to(plain.path)): p.read_bytes()
            for p in sorted(plain.path.rglob("*"))
            if p.is_file() and p.name != "index"
        }

    before = contents()
    sealed.encrypt(plain.path)
    assert len(contents()) == len(before)
    assert not set(before.values()) & set(contents().values()) - {b""}
    turning.decrypt(plain.path)
    after = contents()
    assert identify(plain.path)[0]["id"] == plain.id
    assert {k: v for k, v in after.items() if k != "register.json"} == {
        k: v for k, v in before.items() if k != "register.json"
    }
    assert not Register.open(plain.path).encrypted


def test_a_damaged_file_is_told_before_anything_is_decrypted(register: Register) -> None:
    path = sorted(register._assessments.iterdir())[0]
    path.write_bytes(path.read_bytes()[:-1])
    before = {p: p.read_bytes() for p in register.path.rglob("*") if p.is_file()}
    with pytest.raises(Damaged, match=path.name):
        turning.decrypt(register.path)
    assert {p: p.read_bytes() for p in register.path.rglob("*") if p.is_file()} == before


def test_what_repair_put_aside_does_not_stand_in_the_way(register: Register) -> None:
    one = sorted(register._assessments.iterdir())[0]
    aside = register.path / "damaged" / "2026-11-28" / "assessments"
    aside.mkdir(parents=True)
    shutil.copy(one, aside / one.name)
    assert files.read(aside / one.name).data == files.read(one).data
    (aside / one.name).write_bytes(one.read_bytes()[:-1])
    turning.decrypt(register.path)
    assert (aside / one.name).read_bytes().startswith(mounts.SEALED)
    assert len(Register.open(register.path).summaries()) == 2


def test_a_program_that_had_it_open_before_writes_nothing_plain(tmp_path: Path) -> None:
    document = assessment()
    before = register_of(tmp_path, document)
    stored = before.load(document["id"])
    sealed.encrypt(tmp_path)
    mounts.unmount(before.path)  # as in a process of its own
    for attempt in (
        lambda: before.create(assessment(MARKER), 2026),
        lambda: before.save(answered(stored.document, MARKER), stored.stamp),
        lambda: before.attach(MARKER.encode()),
    ):
        with pytest.raises(Conflict, match="since it was opened"):
            attempt()
    with pytest.raises(Damaged, match="open it again"):
        before.load(document["id"])
    assert sealed.holders(tmp_path, MARKER) == []


def test_people_come_and_go_but_the_last_stays(register: Register) -> None:
    private, recipient = pairs.make_pair()
    code = keys.recovery_code()
    with sealed.cheap():
        people.add(register, "B. Second", recipient)
        people.add(register, "recovery", keys.Passphrase(code))
        with pytest.raises(Conflict):
            people.add(register, "recovery", keys.Passphrase(code))
        with pytest.raises(Invalid, match="no recipient"):
            slip = "b" if recipient[10] == "a" else "a"
            people.add(register, "D. Fourth", recipient[:10] + slip + recipient[11:])
    for secret in (sealed.PASSPHRASE, private, keys.Passphrase(code)):
        sealed.begin_anew(register.path)
        mounts.ask = lambda _folder, given=secret: given  # type: ignore[misc]
        assert len(Register.open(register.path).summaries()) == 2
    people.remove(register, "A. Assessor")
    people.remove(register, "recovery")
    with pytest.raises(Invalid, match="last"):
        people.remove(register, "B. Second")
    with pytest.raises(NotFound):
        people.remove(register, "Nobody")
    sealed.begin_anew(register.path)
    sealed.know()
    with pytest.raises(keys.Locked):
        Register.open(register.path)
    mounts.ask = lambda _folder: private
    assert len(Register.open(register.path).summaries()) == 2


def test_all_passphrases_are_tried_by_one_derivation(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sealed.cheap():
        for number in range(4):
            people.add(register, f"P{number}", keys.Passphrase(f"passphrase number {number}"))
    costs: list[object] = []
    real = keys._derived
    monkeypatch.setattr(keys, "_derived", lambda p, c: costs.append(c) or real(p, c))  # type: ignore[func-returns-value]
    about, _seen = identify(register.path)
    found = keys.unwrap(register.id, about["keys"], keys.Passphrase("passphrase number 3"))
    assert found and found[1] == "P3"
    assert len(costs) == 1


def test_what_ships_makes_a_passphrase_expensive() -> None:
    assert keys.COST == (2**17, 8, 1)
    with pytest.raises(Invalid, match="12"):
        keys.checked("too short")


def test_a_key_file_is_opened_by_its_passphrase_alone() -> None:
    private, recipient = pairs.make_pair()
    with sealed.cheap():
        content = pairs.read_key_file(pairs.key_file(private, recipient, sealed.PASSPHRASE))
    assert pairs.private_of(content, sealed.PASSPHRASE) == private
    with pytest.raises(keys.Locked):
        pairs.private_of(content, keys.Passphrase("another one here"))
    plain = pairs.read_key_file(pairs.key_file(private, recipient, None))
    assert pairs.private_of(plain, None) == private
    for data in (b"", b"[]", b'{"format": "dpia-key/1"}', b"\xff"):
        with pytest.raises(Invalid, match="no file of a private key"):
            pairs.read_key_file(data)


def test_a_plain_register_loads_nothing_of_it(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from dpia.register import Register
Register.open(Path(sys.argv[1]), create=True).summaries()
print([name for name in sys.modules if "cryptography" in name or "encryption" in name])
"""
    assert run(code, tmp_path / "register").strip() == "[]"


def test_names_can_be_told_only_with_the_key(register: Register) -> None:
    mine = turning.vault_of(register)
    plain = register.path / "attachments" / ("ab" * 32)
    place = mine.place(plain)
    assert mine.name(place) == plain
    assert mine.place(place) == place
    other = vault.Vault(register.path, register.id, keys.new_data_key())
    assert other.place(plain) != place
    assert other.name(place) == place
    assert mine.place(register.path / "frozen" / ("ab" * 32)).name != place.name
    unlocking.forget()


def test_a_repair_that_is_cut_short_can_be_repeated(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from .test_repair import repair

    document = the_marked(register)
    path = register.file(document["id"])
    path.write_bytes(path.read_bytes()[:-1])
    with monkeypatch.context() as patch:
        patch.setattr(Register, "save", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            repair(register.path)
    assert dict(Register.open(register.path).everything())[document["id"]]  # there, and damaged
    assert [mended.source[:8] for mended in repair(register.path)] == ["the copy"]
    assert register.load(document["id"]).document["answers"] == document["answers"]
