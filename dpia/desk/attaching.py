"""Attachments of an open assessment: diagrams, contracts, minutes, kept with it byte for byte."""

import errno
import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.assessment import attachment
from dpia.desk.work import Verdict, Work
from dpia.documents.safe import visible
from dpia.errors import Invalid, NotSaved
from dpia.questionnaire.cleaning import clean
from dpia.register import files
from dpia.register.attachments import LARGEST
from dpia.register.problems import reason
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

UNKNOWN_KIND = "application/octet-stream"
_KINDS = mimetypes.MimeTypes().types_map[True]  # not the machine's own table


class Attaching(Work):
    """The part of an open assessment that keeps files with it."""

    def attach(self, path: Path, title: str = "", about: str = "") -> str:
        """Keep a copy of the file at `path` and return the attachment's id.

        `about` is the topic or section it belongs to (`security`, `processing.purposes`), or empty.
        The bytes are on the disk before the assessment says that they are there.
        """
        self._need_draft()
        self._need_section(about)
        data = read(path, self.desk.config.attachment_mb)
        after, row_id = _attached(self.desk, self.document, path.name, data, title, about)
        self._accept(after, "attached", row_id)
        return row_id

    def detach(self, row_id: str) -> Verdict:
        """Take an attachment off; its bytes stay as long as the history speaks of them."""
        return self._accept(attachment.detach(self.document, row_id), "detached", row_id)

    def save_attachment(self, row_id: str, path: Path, over: bool = False) -> None:
        """Write the bytes of an attachment to `path`; a file there is replaced only when `over`.

        Raises NotFound, Damaged, Invalid and NotSaved.
        """
        sha256 = str(attachment.found(self.document, row_id).get("sha256"))
        data = self.desk.register.attached(sha256)
        try:
            if self.desk.register.holds(path):
                message = _("{path} lies in the register; name a place outside.")
                raise Invalid(message.format(path=_named(path)))
            files.hand_out(path, data, over)
        except FileExistsError:
            message = _("{path} is there already; name another file, or ask to replace it.")
            raise Invalid(message.format(path=_named(path))) from None
        except (OSError, ValueError) as error:
            message = _("The attachment could not be written to {path}: {reason}.")
            raise NotSaved(message.format(path=_named(path), reason=_why(error))) from error

    def _need_section(self, about: str) -> None:
        topic_id, dot, name = about.partition(".")
        topic = self.rulebook.topics.get(topic_id)
        sections = [section.id for section in topic.sections] if topic else []
        if about and (topic is None or (dot and name not in sections)):
            known = ", ".join(f"{topic_id}.{section}" for section in sections)
            known = known or ", ".join(self.rulebook.topics)
            message = _("“{about}” is no part of the questionnaire. Known: {known}.")
            raise Invalid(message.format(about=clean(about)[:80], known=known))


def with_files(
    desk: "Desk", document: dict[str, Any], kept: Iterable[tuple[str, bytes, str]]
) -> dict[str, Any]:
    """Return a document that keeps files, each given by its name, its bytes and its title.

    The bytes are on the disk when this returns. Raises Invalid, NotSaved.
    """
    for name, data, title in kept:
        document, _row_id = _attached(desk, document, name, data, title, "")
    return document


def _attached(
    desk: "Desk", document: Mapping[str, Any], name: str, data: bytes, title: str, about: str
) -> tuple[dict[str, Any], str]:
    after, row_id = attachment.attach(
        document,
        name=name,
        title=title,
        about=about,
        size=len(data),
        sha256=files.stamp_of(data),
        media_type=_KINDS.get(Path(name).suffix.lower(), UNKNOWN_KIND),
        at=desk.stamp(),
        by=desk.who,
    )
    desk.register.attach(data)
    return after, row_id


def path_of(text: str) -> Path:
    """Return the path a person typed; `~` is their home folder. Raises Invalid."""
    try:
        if text.strip():
            return Path(text.strip()).expanduser()
    except RuntimeError:
        pass
    message = _("“{text}” is no name of a file.")
    raise Invalid(message.format(text=visible(text)[:80]))


def read(path: Path, megabytes: int) -> bytes:
    """Return the bytes of the file at `path`. Raises Invalid with a sentence for what is none."""
    limit = min(megabytes * 1_000_000, LARGEST)
    try:
        data = files.read_outside(path, limit)
    except files.Oversized:
        message = _(
            "{path} is larger than {n} MB and was not attached. Make it smaller, or raise the "
            "limit with `dpia config attachment_mb`, to {most} at most."
        )
        mega = {"n": limit // 1_000_000, "most": LARGEST // 1_000_000}
        raise Invalid(message.format(path=_named(path), **mega)) from None
    except (OSError, ValueError) as error:
        message = _("{path} cannot be attached: {reason}.")
        raise Invalid(message.format(path=_named(path), reason=_why(error))) from error
    if not data:
        raise Invalid(_("{path} is empty; there is nothing to attach.").format(path=_named(path)))
    return data


def _why(error: Exception) -> str:
    if isinstance(error, files.NotAFile) or getattr(error, "errno", 0) == errno.EISDIR:
        return _("it is a folder or a device, not a file")
    if getattr(error, "errno", 0) == errno.ENAMETOOLONG:
        return _("the name is too long")
    return reason(error) if isinstance(error, OSError) else _("this is no name of a file")


def _named(path: Path) -> str:
    return visible(attachment.storable(str(path)))
