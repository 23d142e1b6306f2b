"""Shared by the commands about people's decisions: picking one by its ID, and saying what to do next."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TypeVar

from ...errors import N_, UsageError
from ...i18n import Translate
from ...verdicts.attribution import Attribution, login, now
from ...workspace import Workspace
from ...workspace.people import local_person

T = TypeVar("T")


def attribution(options: argparse.Namespace) -> Attribution:
    """The person (`--by`, else the login name), this moment, and the reason (`--why`)."""
    return local_person().signing(Attribution(options.by or login(), now(), options.why))


def the_one(listed: Sequence[tuple[str, T]], wanted: str, command: str) -> T:
    """The one decision whose ID begins with what was typed.

    Args:
        listed: ids and decisions.
        wanted: an ID or its beginning.
        command: the command that lists them, for the message.

    Raises:
        UsageError: none or several begin with it.
    """
    found = [one for verdict_id, one in listed if wanted and verdict_id.startswith(wanted)]
    if len(found) != 1:
        raise UsageError(
            f"{command} --remove",
            N_("{count} decisions have the ID '{id}'."),
            N_("'{command}' lists them."),
            count=len(found),
            id=wanted,
            command=command,
        )
    return found[0]


def print_next_steps(workspace: Workspace, plans: Sequence[str], _: Translate) -> None:
    """Say how a decision reaches the plans it concerns: by a rebuild, or by ingesting those whose text is not held."""
    held = [slug for slug in plans if workspace.sources(slug)]
    if held:
        print(_("'aizone rebuild' applies it to: {plans}.").format(plans=_(", ").join(held)))
    rest = [slug for slug in plans if slug not in held]
    if rest:
        print(_("Ingest again, because their text is not held: {plans}.").format(plans=_(", ").join(rest)))
