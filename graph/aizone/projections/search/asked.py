"""The thing that a small question in words is about: '教育局负责什么' is about 教育局, 'who leads intelligent chips' about intelligent chips."""

from __future__ import annotations

import re

from ...text.simplified import simplified

_DO = "牵头|负责|承担|参与|配合|管"
# '谁牵头智能芯片', '哪些单位负责算力': a question that begins with who
_WHO = re.compile(
    rf"(?:由?谁|哪(?:些|个|几个)?(?:单位|部门|局)?)(?:来|在)?(?:{_DO})(?:了|的是)?(?P<about>.+?)(?:任务|工作)?"
)
# '智能芯片由谁牵头', '算力谁负责', '智能芯片归哪个部门管': a question that ends with who
_BY_WHOM = re.compile(
    rf"(?P<about>.+?)(?:是?[由归]|是)?(?:谁|哪(?:些|个|几个)?(?:单位|部门|局)?)(?:来|在)?(?:{_DO})(?:的)?"
)
# '教育局负责什么', '市科技局牵头哪些任务', '科技局有哪些职责': a question about a unit
_WHAT = re.compile(
    rf"(?P<about>.+?)(?:都|要)?(?:{_DO}|干|做|有)(?:了|的)?(?:什么|哪些|啥|多少)(?:项)?(?:任务|工作|措施|职责|事项?|指标|目标)?"
)
# '教育局的职责', '市科技局的任务': what is asked of it, without a question
_ITS = re.compile(r"(?P<about>.+?)的(?:职责|任务|工作|措施|指标|分工|联系|责任单位|牵头单位)")
# 'who leads intelligent chips', 'which units are responsible for computing power'
_WHO_EN = re.compile(
    r"(?:who|which (?:units?|bureaus?)) (?:leads?|owns?|supports?|(?:is|are) (?:responsible|in charge) (?:for|of)|does|do) (?P<about>.+)"
)
# 'what does the education bureau do', 'what is the education bureau responsible for'
_WHAT_EN = re.compile(
    r"what (?:does|do|is|are) (?:the )?(?P<about>.+?) (?:do|leads?|own|(?:responsible|accountable) for|in charge of)"
)
# 'duties of the education bureau', 'tasks of the finance bureau'
_ITS_EN = re.compile(r"(?:the )?(?:duties|tasks|measures|targets|responsibilities) of (?:the )?(?P<about>.+)")
_FORMS = (_WHO, _BY_WHOM, _WHAT, _ITS, _WHO_EN, _WHAT_EN, _ITS_EN)
# '?' and '呢' at the end of a question
_END = re.compile(r"[?？。.!！呢吗啊呀\s]+$")


def asked_about(text: str) -> str:
    """The words that name what a question is about; '' for a text that is no such question.

    Examples:
        >>> asked_about("教育局负责什么？"), asked_about("谁牵头智能芯片"), asked_about("智能芯片由谁牵头")
        ('教育局', '智能芯片', '智能芯片')
        >>> asked_about("市科技局的职责"), asked_about("智能芯片")
        ('市科技局', '')
        >>> asked_about("Who leads intelligent chips?"), asked_about("What does the education bureau do?")
        ('intelligent chips', 'education bureau')
    """
    plain = simplified(_END.sub("", text).strip()).lower()
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found:
            return found["about"].strip()
    return ""
