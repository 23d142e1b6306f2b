"""Words that speak of owners without being read as a list of them, and bodies that are given duties."""

from __future__ import annotations

import functools
import re

from ...model import TextSpan
from ...text.brackets import split_outside
from ...text.lexicon.bodies import after_body, body_ending
from ...units.usual_bodies import are_fields, names_department, names_field
from .grammar import Grammar
from .one_list import MAX_LIST

LONGEST_AUTHORITY = 20
_LONGEST_ACT = 40
LEVELS = "省市州县区旗盟各"
LONGEST_ANNOTATION = 240
"""Code points of an annotation that names a body in another way than lists do, or one of whose brackets is missing."""
# '市商务局；按实际进度': what ends a name in a bracket
_NAME_ENDS = re.compile("[、，,；;。 :：+&]")
# '市商务局（联系人王某）': what stands after a name in a bracket of its own
BESIDE_NAME = re.compile(r"[（(][^（）()]*[）)]$")


def is_authority(name: str) -> bool:
    """Tell whether a body is one that is given duties rather than one that is built."""
    return _authority().search(name) is not None


@functools.cache
def _authority() -> re.Pattern[str]:
    """The end of the name of a body that is given duties: '市商务局', '市政府（办公室）'."""
    return re.compile(rf"{body_ending('duties')}[)）〕\]]?$")


def speaks_of_owners(inner: TextSpan, rules: Grammar) -> bool:
    """Tell whether words that were not read as a list open with a label, name bodies by level, or end in a predicate of owners."""
    if len(inner) > MAX_LIST:
        return False
    label = inner.match(rules.labels)
    named = label is not None and label.lastgroup not in {"other", "deadline"}
    if label is not None and label.lastgroup == "other":  # '（责任人：王某某）'
        rule, people = rules.other_labels[0]
        assert rule == "label-of-people"
        named = people.match(label.group("other")) is not None
    if named or inner.text.endswith(rules.predicate_ends, inner.start, inner.end):
        return True
    return _body_leads().search(inner.text, inner.start, inner.end) is not None


@functools.cache
def _body_leads() -> re.Pattern[str]:
    """A body with what it does: '市商务局牵头，…'."""
    return re.compile(rf"{after_body('labels')}(?:牵头|配合|参与|负责)(?:[、，,；;]|$)")


@functools.cache
def _body_acts() -> re.Pattern[str]:
    """A body with a verb at the end of a short bracket that gives no role: '市商务局审核', '市商务局会签市税务局办理'."""
    verbs = "办理|承办|经办|操办|会签|对接|把关|跟进|包抓|主抓|协调|审核|审批|核实|兜底|责任|盯办|推动"
    return re.compile(rf"[省市县区州][\u4e00-\u9fff]{{1,12}}?{body_ending('duties')}[^。；;]{{0,30}}(?:{verbs})$")


def names_authorities(inner: TextSpan) -> bool:
    """Tell whether a bracket names a body that is given duties: '（市商务局；按实际进度）'."""
    if len(inner) > LONGEST_ANNOTATION:
        return False
    if len(inner) <= _LONGEST_ACT and inner.match(_body_acts()) is not None:
        return True
    named = inner.words.split("、")
    if all(map(names_field, named)) and (len(named) > 1 or names_department(named[0])):  # '（教育、科技）'
        return True
    pieces = (BESIDE_NAME.sub("", piece.words).strip() for piece in split_outside(inner, _NAME_ENDS))
    if any(3 <= len(one) <= LONGEST_AUTHORITY and one[0] in LEVELS and is_authority(one) for one in pieces):
        return True
    return inner.text.endswith("部门", inner.start, inner.end) and are_fields(
        inner.words.removesuffix("部门").split("、")
    )
