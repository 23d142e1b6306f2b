"""The log of writes as a list for people: what was done, to what, by whom and when, with the values before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...errors import N_
from ...i18n import Translate
from ...text.characters import printable
from ...verdicts.kinds import Act

_LABELS: dict[Act, str] = {
    "ingest": N_("plan read in"),
    "accept": N_("plan reviewed and accepted"),
    "rebuild": N_("plan read again"),
    "update": N_("plan brought up to date"),
    "remove": N_("plan removed"),
    "bring-back": N_("plan brought back"),
    "restore": N_("backup restored"),
    "import": N_("filled-in file taken in"),
    "correct": N_("reading corrected"),
    "name": N_("name decided"),
    "verdict": N_("verdict on a finding"),
    "match": N_("plans compared"),
    "question": N_("question kept or removed"),
    "scenario": N_("scenario kept or removed"),
    "begin-log": N_("log begun again"),
}
MOST_LINES = 200
"""Lines that a page shows at once."""


class Write(Protocol):
    """A line of the log."""

    @property
    def number(self) -> int: ...  # noqa: D102 - as in `workspace.write_log.LoggedWrite`
    @property
    def time(self) -> str: ...  # noqa: D102
    @property
    def who(self) -> str: ...  # noqa: D102
    @property
    def is_logged_in(self) -> bool: ...  # noqa: D102
    @property
    def act(self) -> str: ...  # noqa: D102
    @property
    def about(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def before(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def after(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def files(self) -> tuple[tuple[str, str | None, str | None], ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class WriteLine:
    """A write as a page shows it; `when` is in UTC, to the second; `who` says if no login vouches for the name."""

    number: int
    when: str
    who: str
    act: str
    about: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    files: tuple[str, ...]


def act_label(act: str, _: Translate) -> str:
    """A kind of write in words; one of another version by its own name."""
    known = {str(name): words for name, words in _LABELS.items()}
    return _(known[act]) if act in known else act


def write_lines(
    writes: Iterable[Write], _: Translate, *, act: str | None = None, who: str | None = None
) -> Sequence[WriteLine]:
    """The lines of the log, the newest first.

    Args:
        writes: of the log, the oldest first.
        _: the language.
        act: only writes of this kind; all when None.
        who: only those of this person; all when None.
    """
    return [
        WriteLine(
            one.number,
            one.time.replace("T", " ").removesuffix("Z"),
            printable(one.who) if one.is_logged_in else _("{account} (account)").format(account=printable(one.who)),
            act_label(one.act, _),
            tuple(map(printable, one.about)),
            tuple(map(printable, one.before)),
            tuple(map(printable, one.after)),
            tuple(name for name, _before, _after in one.files),
        )
        for one in reversed([*writes])
        if act in (None, one.act) and who in (None, one.who)
    ]
