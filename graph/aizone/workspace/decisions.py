"""Decisions on their way into the files of a workspace: signed, as changes of texts, and as words of the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..verdicts.kinds import Act
from .people import Person
from .write_log import Deed

if TYPE_CHECKING:
    from ..verdicts.attribution import Attribution
    from ..verdicts.ledger import Ledger, V

    Decisions = tuple[Ledger[Any], Sequence[Any], Mapping[str, Attribution]]
    """A ledger, the decisions to append to it, and the ids of those to take back, each with who takes it back."""


def signed_by(person: Person, decisions: Sequence[Decisions]) -> list[Decisions]:
    """The decisions with the account that records them, where their names are others.

    Raises:
        RefusedError: a login says who decides, and one bears another name.
    """
    return [
        (
            ledger,
            [replace(one, made=person.signing(one.made)) for one in new],
            {verdict_id: person.signing(made) for verdict_id, made in ended.items()},
        )
        for ledger, new, ended in decisions
    ]


def deed(act: Act, decisions: Sequence[Decisions]) -> Deed:
    """The words of the log about decisions: those taken back, then the new ones, in a few words each."""
    before, after = [], []
    for ledger, new, ended in decisions:
        if ended:
            before += [f"{one.id} {ledger.title(one)} ({one.made.signed})" for one in ledger.read() if one.id in ended]
        after += [f"{one.id} {ledger.title(one)} ({one.made.signed})" for one in new]
    return Deed(act, tuple(ledger.path.stem for ledger, _new, _ended in decisions), tuple(before), tuple(after))


def changes(decisions: Sequence[Decisions]) -> list[tuple[Path, Callable[[str | None], str]]]:
    """Each file, and the change of its text that the decisions make; it raises what the ledger's check does."""
    return [(ledger.path, _change(ledger, new, ended)) for ledger, new, ended in decisions]


def _change(ledger: Ledger[V], new: Sequence[V], ended: Mapping[str, Attribution]) -> Callable[[str | None], str]:
    def change(text: str | None) -> str:
        changed = ledger.changed(text, new, ended)
        ledger.check(changed)
        return changed

    return change
