"""Official forms filled in from an assessment, such as the EDPB template of 2026."""

from dpia.documents.template.brief import brief
from dpia.documents.template.fill import fill
from dpia.documents.template.model import Filled
from dpia.documents.template.public import public
from dpia.documents.template.seen import Seen

__all__ = ["Filled", "Seen", "brief", "fill", "public"]
