"""Who does what: roles by configuration. An agreement between colleagues, no access control."""

from collections.abc import Collection, Iterable, Mapping

from dpia.text import _

ROLE = {"assessor": _("assessor"), "dpo": _("DPO"), "approver": _("approver")}
Roles = Mapping[str, str]
"""`name -> roles, separated by commas`."""


def roles_of(roles: Roles, name: str) -> list[str]:
    """Return the roles of a person, in the order in which they are written."""
    written = next((said for who, said in roles.items() if who.casefold() == name.casefold()), "")
    return [role for part in written.split(",") if (role := part.strip())]


def holders(roles: Roles, wanted: Collection[str]) -> list[str]:
    """Return who has one of the roles `wanted`; nobody: everybody may do what takes it."""
    return [name for name in roles if set(roles_of(roles, name)) & set(wanted)]


def refusal(roles: Roles, name: str, wanted: Collection[str]) -> str:
    """Say why `name` may not do what takes one of the roles `wanted`; empty when they may."""
    who = holders(roles, wanted)
    if not who or name.casefold() in (other.casefold() for other in who):
        return ""
    message = _("This is for the {role} ({who}); you are “{name}”.")
    return message.format(role=in_words(wanted), who=", ".join(who), name=name)


def in_words(wanted: Iterable[str]) -> str:
    """Return roles in words: `assessor or approver`."""
    return _(" or ").join(ROLE.get(role, role) for role in wanted)


def told(roles: Roles, wanted: Collection[str]) -> str:
    """Say who may do what takes one of these roles."""
    who = holders(roles, wanted)
    if not who:
        return _("everybody (no {role} is named)").format(role=in_words(wanted))
    return f"{in_words(wanted)}: {', '.join(who)}"
