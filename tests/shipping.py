"""A copy of what ships with a few of its examples, so that a test need not judge every one."""

from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "questionnaires"


def shipped_with(folder: Path, *examples: str) -> Path:
    """Make in `folder` what ships, with these examples alone, and return where it is."""
    root = folder / "shipped"
    (root / "examples").mkdir(parents=True)
    for known in SHIPPED.iterdir():
        if known.name != "examples":
            (root / known.name).symlink_to(known)
    for name in examples:
        (root / "examples" / f"{name}.json").symlink_to(SHIPPED / "examples" / f"{name}.json")
    return root
