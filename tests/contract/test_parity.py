"""What a person can do in the terminal UI has a command, and the other way round."""

import subprocess
import sys

import click

COMMAND_OF = {
    **{"open": "show", "new": "new", "begin": "new", "search": "list", "reload": "list"},
    **{"verdict": "show", "why": "show", "explore": "show", "decision": "show", "stage": "show"},
    **{
        "export": "export",
        "write": "export",
        "undo": "undo",
        "redo": "redo",
        "make-again": "redo",
        "retry": "set",
        "take-back": "undo",
    },
    **{
        "unknown": "mark",
        "note": "mark",
        "evidence": "mark",
        "assumed": "mark",
        "confidential": "mark",
        "keep-note": "mark",
        "clear": "set",
    },
    **{"choose": "set", "accept": "set", "accept-text": "set", "accept-long": "set"},
    **{"editor": "set", "clear-choice": "set", "questions": "answer", "next-open": "answer"},
    **{"next-unknown": "answer", "find": "answer", "go": "answer", "outline": "show"},
    **{
        "add-row": "row",
        "copy-row": "row",
        "delete-row": "row",
        "raise-row": "row",
        "lower-row": "row",
    },
    **{"edit-row": "set", "no-rows": "set"},
    **{"risks": "risk list", "edit": "risk set", "add": "risk pick", "accept-pick": "risk pick"},
    **{"confirm": "risk confirm", "by-hand": "risk by-hand", "remove": "risk remove"},
    **{"accept-entry": "risk set", "save-form": "risk set"},
    **{"all-measures": "measure list", "about": "edit", "look-up": "attach"},
    **{"measures": "measure list", "in-place": "measure set", "link": "measure effect"},
    **{"take-over": "risk accept"},
    **{
        "overrule": "overrule",
        "withdraw": "overrule",
        "accept-finding": "finding accept",
        "advise": "advise",
        "views": "views",
    },
    **{"consult": "consult", "open-entry": "consult", "record-entry": "consult"},
    **{"write-pack": "consult", "calendar": "due"},
    **{"decide": "decide", "reopen": "reopen", "act": "decide"},
    **{"move": "move", "sign": "sign"},
    **{"attachments": "attachments", "attach": "attach", "detach": "detach"},
    **{"save-out": "attachments"},
    **{"report": "report", "write-report": "report", "gaps": "report", "go-to-gap": "report"},
    **{
        "confirm-answer": "confirm",
        "pathway": "edit",
        "take-pathway": "edit",
        "what-if": "whatif",
        "keep-trial": "whatif",
        "also": "whatif",
    },
    **{"authorities": "authorities show", "read": "authorities show"},
    **{"compare": "authorities diff"},
    **{"settings": "setup", "keep": "setup", "keep-going": "setup"},
    **{"example": "examples add", "add-examples": "examples add"},
    **{"import": "import", "bring-in": "import"},
    **{"filter": "list", "turn-filter": "list", "use-filter": "list", "no-filter": "list"},
    **{"saved-views": "config", "use-view": "list", "save-view": "config"},
    **{"delete-view": "config", "archive": "archive", "put-away": "archive"},
    **{"heat-map": "heatmap", "map-stage": "heatmap", "map-method": "heatmap"},
    **{"open-risk": "show", "history": "history", "open-event": "history"},
    **{"answer-history": "history", "open-saying": "history", "restore-answer": "history"},
    **{"search-past": "search", "open-hit": "search", "log": "log"},
    **{"revise": "revise", "compare-versions": "diff", "compare-other": "diff"},
    **{"write-comparison": "diff"},
    **{"open-shift": "show", "due": "due", "within": "due", "open-due": "show"},
    **{"consistency": "consistency", "open-place": "show"},
    **{"rejudge": "rejudge", "open-judged": "show", "apply-judged": "rejudge"},
}
"""What each action that reads or changes something is called as a command."""

ONLY_THE_SCREEN = {
    *(
        "help",
        "palette",
        "quit",
        "suspend",
        "theme",
        "themes",
        "back",
        "leave",
        "leave-search",
        "sort",
        "reverse",
        "large",
    ),
    *("up", "down", "first", "last", "previous", "next", "cursor-up", "cursor-down"),
    *("page-up", "page-down", "select-all", "empty"),
    *("find-up", "find-down", "find-row", "next-pick", "previous-pick"),
    *("next-row", "previous-row"),
    *("scroll-up", "scroll-down"),
    *("row-up", "row-down", "next-section", "previous-section", "choose-cell"),
    *("move-up", "move-down", "move-left", "move-right", "close-form"),
    *("tick", "tick-all", "map-list", "drop"),
    *("events-up", "events-down", "events-page-up", "events-page-down"),
    *("turn", "fold", "unfold", "fold-all", "unfold-all", "open-node"),
}
"""Moving about and arranging the screen: nothing a command could do."""


def commands() -> set[str]:
    """Return every command as it is typed."""
    from dpia.cli.root import COMMANDS, root

    context = click.Context(root)
    found: set[str] = set()
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        inner = command.list_commands(context) if isinstance(command, click.Group) else []
        found |= {f"{name} {sub}" for sub in inner} or {name}
    return found


def test_every_action_that_does_something_names_a_command_that_exists() -> None:
    known = commands()
    missing = {action: name for action, name in COMMAND_OF.items() if name not in known}
    assert not missing


def actions() -> set[str]:
    """Return the ids of the registry, read in a fresh interpreter: it loads textual."""
    code = "from dpia.tui.actions import ACTIONS\nprint(*{a.id for a in ACTIONS})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_action_is_a_command_or_only_about_the_screen() -> None:
    assert actions() == set(COMMAND_OF) | ONLY_THE_SCREEN
