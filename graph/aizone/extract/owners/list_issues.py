"""Issues of owner lists: rules that were not applied, people left out, words that are not a name, labels that are not known."""

from __future__ import annotations

from ...model import Issue, Reason, Span
from ...text.excerpts import shortened
from .names import LABEL_UNKNOWN
from .owner_list import OwnerList


def list_issues(owner_list: OwnerList) -> list[Issue]:
    """Everything a list says beside the owners of its task."""
    return [
        *_unapplied_rules(owner_list),
        *_contacts(owner_list),
        *_unread_owners(owner_list),
        *_unknown_labels(owner_list),
    ]


def _unapplied_rules(owner_list: OwnerList) -> list[Issue]:
    """Words for other lists that are kept in view but not applied."""
    return [
        Issue(
            "note-not-applied",
            {
                "zh": f"清单中的说明“{_words(owner_list, rule.why)}”涉及其他任务，尚未据此增加责任单位。",
                "en": f"The note '{_words(owner_list, rule.why)}' speaks of other tasks; no owners were added for it.",
            },
            rule.why.span,
        )
        for rule in owner_list.rules
        if rule.kind == "other" or (rule.kind == "propagate" and not rule.units)
    ]


def _contacts(owner_list: OwnerList) -> list[Issue]:
    """People and telephone numbers in a list, which are left out."""
    if not owner_list.contacts:
        return []
    spans = [why.span for why in owner_list.contacts if why.span is not None]
    span = Span(spans[0].start, spans[-1].end)
    words = {
        "zh": "清单中的人员和电话不是责任单位，与单位分开。",
        "en": "People and telephone numbers in this list are not owners; they are kept apart from bodies.",
    }
    return [Issue("contact-left-out", words, span)]


def _unread_owners(owner_list: OwnerList) -> list[Issue]:
    """Words in a list that are not a name: too long for one, or about something else."""
    return [
        Issue(
            "owner-not-read",
            {
                "zh": f"清单中的“{shortened(_words(owner_list, why))}”不像单位名称，未读取。",
                "en": f"'{shortened(_words(owner_list, why))}' is not a unit's name and was not read.",
            },
            why.span,
        )
        for why in owner_list.unread
        if why.rule != LABEL_UNKNOWN
    ]


def _unknown_labels(owner_list: OwnerList) -> list[Issue]:
    """Labels that are not known, whose bodies were read without knowing their role."""
    return [
        Issue(
            "label-unknown",
            {
                "zh": f"清单中的标签“{shortened(_words(owner_list, why))}”不认识，其后的单位按责任单位读取。",
                "en": f"The label '{shortened(_words(owner_list, why))}' in a list is not known; the bodies after it were read as responsible.",
            },
            why.span,
        )
        for why in owner_list.unread
        if why.rule == LABEL_UNKNOWN
    ]


def _words(owner_list: OwnerList, why: Reason) -> str:
    """The words a rule fired on in an owner list."""
    return why.span.of(owner_list.inner.text) if why.span is not None else ""
