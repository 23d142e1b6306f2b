"""The people who use a workspace, and what each may do.

On a machine of one's own everybody may do everything. A server with a login says who asks, and a file of roles what they may do; see
`endpoint.login`. What is not allowed is refused here, where files are written, and not only on the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from ..errors import N_, RefusedError
from ..verdicts.attribution import Attribution, login

Access = Literal["view", "review", "admin"]
"""What somebody may do: look; also decide, correct and add plans; also remove plans."""
ACCESSES: tuple[Access, ...] = get_args(Access)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses a workspace; `is_logged_in` where a login said the name, so that decisions bear it and no other."""

    name: str
    access: Access = "admin"
    is_logged_in: bool = False

    def may(self, least: Access) -> bool:
        """True if they may do what needs this much."""
        return ACCESSES.index(self.access) >= ACCESSES.index(least)

    def check(self, least: Access) -> None:
        """Refuse what they may not do.

        Raises:
            RefusedError: they may not.
        """
        if not self.may(least):
            raise RefusedError(
                self.name,
                N_("may '{access}' here, and this needs '{least}'; nothing was changed."),
                N_("Ask the people who run this explorer."),
                access=self.access,
                least=least,
            )

    def signing(self, made: Attribution) -> Attribution:
        """The attribution of a decision as it is recorded: without a login, the account is named beside another name.

        Raises:
            RefusedError: a login says who decides, and it bears another name.
        """
        if self.is_logged_in and made.by != self.name:
            raise RefusedError(
                self.name,
                N_("cannot decide in the name of '{by}'; nothing was recorded."),
                N_("Decide again: your login is taken."),
                by=made.by,
            )
        return made if made.by == self.name else replace(made, account=self.name)


def local_person() -> Person:
    """The person who works at this machine and may do everything that the folder lets them."""
    return Person(login())
