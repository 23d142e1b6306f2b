"""Owner labels: `owner_labels.toml`, and the patterns that stages build from it."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from ...model import Role
from ..word_lists import alternatives


@functools.cache
def read_table() -> dict[str, Any]:
    """The file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("owner_labels.toml").read_text("utf-8"))


def verbs(role: Role | None = None) -> tuple[str, ...]:
    """The verbs of labels that give a role, or of all labels."""
    return tuple(verb for entry in read_table()["label"] if role in {None, entry["role"]} for verb in verbs_of(entry))


def verbs_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """The verbs of one entry that are a label with a noun after them."""
    return (*entry["verbs"], *entry.get("with_noun", ()))


@functools.cache
def nouns() -> tuple[str, ...]:
    """The nouns of labels; 单位 and 部门 first."""
    return tuple(read_table()["nouns"])


@functools.cache
def short_nouns() -> tuple[str, ...]:
    """The nouns of two letters, which the longer ones end in."""
    return tuple(noun for noun in nouns() if len(noun) == 2)


def qualifiers() -> tuple[str, ...]:
    """The words before the verbs of labels."""
    return tuple(read_table()["qualifiers"])


def label_words(role: Role) -> str:
    """The plainest label of a role, with its colon: '牵头单位：'."""
    return f"{verbs(role)[0]}{nouns()[0]}："


def owner_label() -> str:
    """A regular expression for a label of owners without its colon: '主要责任单位'."""
    return f"{alternatives(qualifiers())}?{alternatives(verbs())}{alternatives(nouns())}"


def other_label() -> str:
    """A regular expression for a label of people or conditions: '责任人', '适用范围'."""
    return "(?:" + "|".join(entry["pattern"] for entry in read_table()["other_label"]) + ")"


def deadline_label() -> str:
    """A regular expression for a label of a deadline: '完成时限'."""
    return "(?:" + "|".join(entry["pattern"] for entry in read_table()["deadline_label"]) + ")"


def owner_hint() -> str:
    """A regular expression for a word that tells a bracket with owners from a remark."""
    return alternatives(read_table()["hints"])


def header(role: Role) -> str:
    """A regular expression for the header of a column that holds the owners of a role: '牵头单位', '配合'.

    In a header the verbs of `alone` count without a noun, and those of `header_role` give another role than in a list.
    """
    entries = read_table()["label"]

    def of_role(key: str) -> list[str]:
        return [
            verb
            for entry in entries
            for verb in entry.get(key, ())
            if entry.get("header_role", {}).get(verb, entry["role"]) == role
        ]

    noun_may_be_missing = any(entry.get("alone", False) for entry in entries if entry["role"] == role)
    noun = alternatives(nouns())
    named = f"{alternatives(of_role('verbs'))}{noun}{'?' if noun_may_be_missing else ''}"
    always = of_role("with_noun")
    either = f"(?:{named}|{alternatives(always)}{noun})" if always else named
    return f"{alternatives(qualifiers())}?{either}"


def header_of_two() -> str:
    """A regular expression for the header of a column that holds owners of two roles: '牵头及配合单位'."""
    verb, noun = alternatives(verbs()), alternatives(nouns())
    return f"{verb}(?:{noun})?[及和、与/]{verb}{noun}"
