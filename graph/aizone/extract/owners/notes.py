"""Notes of an owner list: the people and conditions that its labels name, kept apart from its bodies."""

from __future__ import annotations

import re

from ...model import NoteFact, TextSpan
from .owner_list import OwnerList

# '牵头市领导：', '（责任人：': the label of a note
_LABEL = re.compile(r"[（(【，,；;\s]*(?P<name>[^：:】]{1,16})[：:】]")
_NAMES = {"contact-post": "领导", "contact-person": "责任人", "contact-in-charge": "责任人"}
"""What people without a label are called, by the rule that found them."""


def notes_of(owner_list: OwnerList) -> tuple[NoteFact, ...]:
    """The people and conditions of an owner list, in text order; telephone numbers are not kept."""
    if not owner_list.skipped and not owner_list.contacts:
        return ()
    text = owner_list.inner.text
    notes: list[NoteFact] = []
    for why in owner_list.skipped:
        label = _LABEL.match(text, why.span.start, why.span.end) if why.span is not None else None
        if why.span is None or label is None:
            continue
        words = TextSpan(text, label.end(), why.span.end).trimmed("，,；;。、）)")
        if words:
            notes.append(NoteFact(label["name"], words.span, is_person=why.rule == "label-of-people"))
    for why in owner_list.contacts:
        if why.span is not None and why.rule in _NAMES:
            words = TextSpan(text, why.span.start, why.span.end).trimmed("（()）")
            notes.append(NoteFact(_NAMES[why.rule], words.span, is_person=True))
    return tuple(sorted(notes, key=lambda note: note.span.start))
