"""The declared grammar of owner lists: `grammar.toml` compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Role


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns; see `grammar.toml` for what each is for.

    `labels` finds a label and its colon, `roles` gives the role of what it matched; `predicates` are anchored at the
    end of a block.
    """

    labels: re.Pattern[str]
    label_roles: tuple[tuple[re.Pattern[str], Role | None], ...]
    predicates: tuple[tuple[re.Pattern[str], Role], ...]
    joint: re.Pattern[str]
    conjunction: re.Pattern[str]
    note: re.Pattern[str]
    collectives: re.Pattern[str]
    body: re.Pattern[str]
    order_rule: re.Pattern[str]
    order_presupposed: re.Pattern[str]
    open_tail: re.Pattern[str]

    def label_role(self, label: str) -> Role | None:
        """The role a label gives; None for a deadline label."""
        return next(role for pattern, role in self.label_roles if pattern.fullmatch(label))


def read_table() -> dict[str, Any]:
    """The grammar file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))


@functools.cache
def grammar() -> Grammar:
    """The compiled grammar."""
    table = read_table()

    def any_of(name: str) -> str:
        return "|".join(f"(?:{entry['pattern']})" for entry in table[name])

    owner_labels, deadline_labels = any_of("label"), any_of("deadline_label")
    return Grammar(
        labels=re.compile(
            rf"(?P<owner>{owner_labels})\s?[:：]\s*|(?P<deadline>{deadline_labels})\s?(?:[:：]\s*|(?=\d{{4}}年))"
        ),
        label_roles=tuple(
            [(re.compile(entry["pattern"]), entry["role"]) for entry in table["label"]]
            + [(re.compile(deadline_labels), None)]
        ),
        predicates=tuple((re.compile(f"(?:{entry['pattern']})$"), entry["role"]) for entry in table["predicate"]),
        joint=re.compile(any_of("joint")),
        conjunction=re.compile(rf"(?:{any_of('conjunction')})(?=[各有相全省市县区州])"),
        note=re.compile(any_of("note")),
        collectives=re.compile(any_of("collective")),
        body=re.compile(rf"{table['body']['ending']}(?:[(（〔][^()（）〔〕]*[)）〕])?$"),
        order_rule=re.compile(any_of("order_rule")),
        order_presupposed=re.compile(any_of("order_presupposed")),
        open_tail=re.compile(f"(?:{table['open_tail']['pattern']})$"),
    )
