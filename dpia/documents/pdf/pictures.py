"""Pictures for a PDF: the layout takes text alone, so bytes reach it as lists of numbers.

They never touch a disk on the way, as the register they come from may be encrypted.
"""

import json
from collections.abc import Mapping
from typing import Any

import typst

from dpia.documents.pictures import Picture

_WIDTH, _HEIGHT = 480, 620
"""Points of a page that a picture may take, so that the line that names it stands above it."""
_PIECE = 500_000
"""Bytes in one list: as numbers they take many times the room."""
_PROBE = b"""#for one in json(bytes(sys.inputs.pictures)).values() {
  image(one.pieces.map(name => bytes(json(bytes(sys.inputs.at(name))))).sum(), format: one.format)
}
"""
"""What the layout does with pictures, and nothing else."""


def inputs(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return pictures as the layout takes them.

    `pictures` is a JSON object with what it must know of each; their bytes come apart, in pieces.
    """
    told: dict[str, Any] = {}
    given: dict[str, str] = {}
    for name, one in pictures.items():
        width, height = one.within(_WIDTH, _HEIGHT)
        pieces = {
            f"{name}-{at}": json.dumps([*one.data[at : at + _PIECE]], separators=(",", ":"))
            for at in range(0, len(one.data), _PIECE)
        }
        given |= pieces
        format_ = "jpg" if one.kind == "jpeg" else one.kind
        told[name] = {"format": format_, "width": width, "height": height, "pieces": [*pieces]}
    return {"pictures": json.dumps(told), **given}


def takes(picture: Picture) -> bool:
    """Say whether a PDF can hold a picture."""
    try:
        typst.compile(_PROBE, format="pdf", sys_inputs=inputs({"one": picture}))
    except RuntimeError:
        return False
    return True
