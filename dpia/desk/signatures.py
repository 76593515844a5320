"""The signatures under the sign-offs of an assessment: handed out, and checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dpia.assessment import signing
from dpia.desk import ssh
from dpia.desk.handing_out import new_file
from dpia.documents.safe import visible
from dpia.documents.sign_offs import fitting
from dpia.errors import Invalid, NotFound, NotSaved
from dpia.register.problems import reason
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


class HandedOut(NamedTuple):
    """The two files that a third person needs, and the fingerprint of the key."""

    message: Path
    signature: Path
    key: str


def hand_out(case: "Case", folder: Path, sign_off: str = "") -> HandedOut:
    """Write `message.txt` and `message.txt.sig` of a signed sign-off (default: the latest).

    Raises NotFound when there is none, Invalid when a file is there already, NotSaved.
    """
    entry = _signed(case.document, sign_off)
    signature = entry["signature"]
    message = folder / "message.txt"
    files = {message: "text", folder / "message.txt.sig": "armoured"}
    for path in files:
        if path.exists():
            said = _("{path} is there already; name another folder.")
            raise Invalid(said.format(path=visible(str(path))))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = _("The folder {path} cannot be made: {reason}.")
        raise NotSaved(said.format(path=visible(str(folder)), reason=reason(error))) from error
    for path, part in files.items():
        with new_file(path, case.desk.register) as stream:
            stream.write(str(signature.get(part)).encode("utf-8", "replace"))
    return HandedOut(message, folder / "message.txt.sig", str(signature.get("key")))


def _signed(document: Mapping[str, Any], sign_off: str) -> Mapping[str, Any]:
    offs = document.get("sign_offs") or ()
    entries = [entry for entry in offs if isinstance(entry.get("signature"), Mapping)]
    found = [entry for entry in entries if sign_off in ("", entry.get("id"))]
    if not found:
        known = ", ".join(str(entry.get("id")) for entry in entries) or _("none")
        said = _("There is no such sign-off with a signature. Signed with a key: {known}. "
                 "`dpia sign ID --key FILE` makes one.")  # fmt: skip
        raise NotFound(said.format(known=visible(known)))
    latest: Mapping[str, Any] = found[-1]
    return latest


class Signature(NamedTuple):
    """A signature under a sign-off: what is wrong with it, or in `told` whose it is."""

    sign_off: str
    problem: str
    told: str = ""
    key: str = ""
    signer: str = ""
    fits: bool = False
    """Whether the assessment is still what was signed."""


def signatures(document: Mapping[str, Any]) -> Iterator[Signature]:
    """Yield each signature of a document, checked by ssh-keygen. Raises a DpiaError without it."""
    if any(entry.get("signature") for entry in document.get("sign_offs") or ()):
        for entry in signing.sign_offs(document):
            if entry.get("signature"):
                yield _checked(document, entry)


def _checked(document: Mapping[str, Any], entry: Mapping[str, Any]) -> Signature:
    ident, signature = str(entry.get("id")), entry["signature"]
    if not isinstance(signature, Mapping):
        return Signature(ident, _("The signature is not of the kind that belongs there."))
    if names := signing.contradicted(document, entry):
        said = _("It says otherwise than the text that was signed: {names}.")
        return Signature(ident, said.format(names=", ".join(names)))
    at = str(entry.get("at"))
    found = ssh.check(str(signature.get("text")), str(signature.get("armoured")), at)
    if not found.problem and found.key != signature.get("key"):
        return Signature(ident, _("It was signed with another key than it says."))
    told = _("{signed}; what was signed {fits}").format(signed=_whose(found), fits=fitting(entry))
    return Signature(ident, found.problem, told, found.key, found.signer, bool(entry["fits"]))


def _whose(found: ssh.Checked) -> str:
    """Say with which key something was signed, and whose that is where somebody says."""
    if found.signer:
        return _("signed with the key {key} of {who}").format(
            key=found.key, who=visible(found.signer)
        )
    if ssh.allowed_signers().is_file():
        return _("signed with the key {key}, nobody's in allowed_signers").format(key=found.key)
    said = _("signed with the key {key}; there is no file {path} that says whose it is")
    return said.format(key=found.key, path=visible(str(ssh.allowed_signers())))
