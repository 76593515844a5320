"""Keys of one's own at work: what a key does on a widget, once the configuration has its say.

Textual's own keymaps do not fit here: they take a key away from every action that shares it, know
one priority for all keys of an action, and forget it while a text field has the focus.
"""

from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakSet

from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode

from dpia.tui import actions


class Rebinding:
    """Gives widgets the keys of one's own when they first come to hear a key."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """Take keys from `own`, `place.action -> keys`."""
        self.own = own
        self._done: WeakSet[DOMNode] = WeakSet()

    def reach(self, node: DOMNode) -> None:
        """Bring the keys of `node` and of all around it up to date."""
        for one in node.ancestors_with_self if self.own else ():
            if one not in self._done:
                one._bindings = rebound(type(one), self.own)
                self._done.add(one)


def rebound(kind: type[DOMNode], own: Mapping[str, str]) -> BindingsMap:
    """Return the bindings of a class as Textual merges them, with the keys of `own`."""
    keys: dict[str, list[Binding]] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, DOMNode):
            if not base._inherit_bindings:
                keys.clear()
            listed = BindingsMap(renewed(base.__dict__.get("BINDINGS", ()), own))
            keys.update(listed.key_to_bindings)
    return BindingsMap.from_keys(keys)


def renewed(listed: Iterable[BindingType], own: Mapping[str, str]) -> Iterator[BindingType]:
    """Yield `listed`, with the bindings of the actions in `own` made anew."""
    made: set[str] = set()
    for binding in listed:
        name = binding.id if isinstance(binding, Binding) else None
        if name is None or name not in own:
            yield binding
        elif name not in made:
            made.add(name)
            place = name.partition(".")[0]
            yield from (b for b in actions.bindings(place, own=own) if _id(b) == name)


def _id(binding: BindingType) -> str | None:
    return binding.id if isinstance(binding, Binding) else None
