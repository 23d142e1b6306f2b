"""Issues: unclear passages met while reading a plan; each code is declared once, with its title and its cure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from .kinds import Severity
from .span import Span

ByLanguage = dict[str, str]
"""One text in each language: 'zh', 'en'."""


class IssueCode(Struct, frozen=True, gc=False):
    """A kind of issue: its severity, what its issues have in common, and what a reader can do about one."""

    severity: Severity
    title: ByLanguage
    cure: ByLanguage


def _declared(severity: Severity, *, zh: tuple[str, str], en: tuple[str, str]) -> IssueCode:
    return IssueCode(severity, {"zh": zh[0], "en": en[0]}, {"zh": zh[1], "en": en[1]})


ISSUE_CODES: dict[str, IssueCode] = {
    "unit-unresolved": _declared(
        "Warning",
        zh=(
            "未识别的单位名称",
            "登记册中没有该名称，按原文保留。请在“添加方案”页核对时指明所指单位，或新建该单位。",
        ),
        en=(
            "Unrecognised unit names",
            "No registry has the name; it is kept as written. Say whom it means when the plan is reviewed (Add a plan), or make a new unit there.",
        ),
    ),
    "unit-ambiguous": _declared(
        "Warning",
        zh=("可能指多个单位的名称", "该名称对应多个单位，按原文保留。请在“添加方案”页核对时指明所指单位。"),
        en=(
            "Names that fit several units",
            "The name fits several units; it is kept as written. Say which it means when the plan is reviewed (Add a plan).",
        ),
    ),
    "group-members-unknown": _declared(
        "Info",
        zh=("成员不详的集体责任主体", "没有登记其成员，按一个责任主体处理。如需展开，请在工作区 units/ 中登记成员。"),
        en=(
            "Collective owners without known members",
            "Its members are not registered, so it counts as one owner. To expand it, register its members in units/ of the workspace.",
        ),
    ),
    "place-unknown": _declared(
        "Warning",
        zh=(
            "所属地区不明",
            "从发文机关和标题都看不出方案所属地区，单位简称无法识别。请检查标题，或在工作区 units/ 中登记该地区。",
        ),
        en=(
            "Place not known",
            "Neither issuer nor title names the plan's place, so short unit names cannot be resolved. Check the title, or register the place in units/ of the workspace.",
        ),
    ),
    "clause-without-owner": _declared(
        "Info",
        zh=("没有责任单位的措施", "任务最后一份责任清单之后还有文字，没有写明由谁负责。请核对原文。"),
        en=(
            "Measures without an owner",
            "Words follow the last owner list of a task, and no list covers them. Check the text.",
        ),
    ),
    "tasks-without-numbers": _declared(
        "Info",
        zh=("没有编号的任务", "文中没有编号，按短标题分出任务，依次编号。请核对各项任务及其责任单位。"),
        en=(
            "Tasks without numbers",
            "The text numbers nothing; its tasks were told by short lines and counted. Check the tasks and their owners.",
        ),
    ),
    "list-maybe-of-group": _declared(
        "Info",
        zh=(
            "可能属于多项任务的清单",
            "清单单独成行，前面各项没有责任单位。请核对清单属于最后一项还是全部各项；如属于全部，请逐项补充责任单位。",
        ),
        en=(
            "Lists that may be of several tasks",
            "A list on its own line follows items that name nobody. Check whether it is the last item's or all of theirs; if all, add the owners to each.",
        ),
    ),
    "owners-of-several": _declared(
        "Info",
        zh=(
            "归于多项任务的清单",
            "清单写明属于其前的各项任务，或全文每组任务都只在末项之后列出责任单位，据此归于该组各项。请核对原文；如只属于最后一项，请删去其他各项的责任单位。",
        ),
        en=(
            "Lists that were given to several tasks",
            "A list says that it is of the tasks before it, or each group of tasks of the document is followed by one list; it was given to all tasks of its group. Check the text; if it is the last one's only, remove the owners of the others.",
        ),
    ),
    "note-not-applied": _declared(
        "Warning",
        zh=("涉及其他任务的说明", "责任清单中的说明涉及其他任务，没有据此增加责任单位。如有需要，请逐项更正。"),
        en=(
            "Notes about other tasks",
            "A note in an owner list speaks of other tasks; no owners were added because of it. Correct the tasks it means.",
        ),
    ),
    "contact-left-out": _declared(
        "Info",
        zh=("清单中的人员和电话", "人员和电话不是责任单位：人员与单位分开列出，不写入图谱；电话不保存。无需处理。"),
        en=(
            "People and telephone numbers in lists",
            "They are not owners: people are listed apart from bodies and not written to the graph, telephone numbers are not kept. Nothing to do.",
        ),
    ),
    "owner-not-read": _declared(
        "Warning",
        zh=(
            "清单中不像单位名称的文字",
            "文字过长，或说的是别的事（“2024年底前完成主体工程”）。如其中有责任单位，请更正。",
        ),
        en=(
            "Words in a list that are not a unit's name",
            "The words are too long for a name, or about something else ('2024年底前完成主体工程'). If they hold an owner, correct the list.",
        ),
    ),
    "label-unknown": _declared(
        "Warning",
        zh=(
            "清单中不认识的标签",
            "标签没有登记，不知道其后的单位是什么角色，暂按责任单位读取。请核对角色；常见的标签可加入 text/lexicon/owner_labels.toml。",
        ),
        en=(
            "Labels in a list that are not known",
            "The label is not declared, so the role of the bodies after it is not known; they were read as responsible. Check their role; a usual label can be added to text/lexicon/owner_labels.toml.",
        ),
    ),
    "owners-not-understood": _declared(
        "Warning",
        zh=(
            "像责任清单但未读懂的文字",
            "文字的位置和用词像责任清单，但没有读出单位。如其中写明了责任单位，请在“添加方案”页核对时补上，或在原文中改为“（责任单位：…）”后重读；常见写法也可加入 extract/owners/grammar.toml。",
        ),
        en=(
            "Words like owner lists that were not understood",
            "The words look like an owner list, but no unit was read from them. If they name owners, add them when the plan is reviewed (Add a plan), or write （责任单位：…） and read the file again; a usual form can be added to extract/owners/grammar.toml.",
        ),
    ),
    "duty-in-sentence": _declared(
        "Info",
        zh=(
            "正文中写给单位的要求",
            "句子写明了某个单位要做什么，而该任务没有责任单位清单。如该单位是责任单位，请在“添加方案”页核对时补上，或在原文中改为“（责任单位：…）”后重读。",
        ),
        en=(
            "Duties that sentences give to bodies",
            "A sentence says what a body is to do, in a task without an owner list. If the body is an owner, add it when the plan is reviewed (Add a plan), or write （责任单位：…） and read the file again.",
        ),
    ),
    "owners-from-above": _declared(
        "Info",
        zh=("沿用上一行责任单位的表格行", "任务表中该行没有填写责任单位，沿用了上一行。请核对表格。"),
        en=(
            "Table rows that take their owners from the row above",
            "A row of a task table has no owners and was given those of the row above. Check the table.",
        ),
    ),
    "owners-from-heading": _declared(
        "Info",
        zh=("沿用标题中责任单位的任务", "任务没有写明责任单位，其上级标题写明了，据此沿用。请核对原文。"),
        en=(
            "Tasks that take their owners from the heading above them",
            "A task names no owners and was given those that the heading above it names. Check the text.",
        ),
    ),
    "deadline-not-read": _declared(
        "Info",
        zh=(
            "未能读出的时限",
            "文中说了何时完成，但没有可读的日期。如有确切日期，请写明（如“2025年6月底前”）后重读；常见写法也可加入 text/deadlines.toml。",
        ),
        en=(
            "Deadlines that could not be read",
            "The words say by when, but give no date that aizone can read. If there is one, write it (2025年6月底前) and read the file again; a usual form can be added to text/deadlines.toml.",
        ),
    ),
    "table-not-read": _declared(
        "Warning",
        zh=(
            "未能读取的表格",
            "表格有责任单位列而没有认出任务列，或有任务列而没有责任单位列。请在表中补上该列，或改用“任务”“责任单位”等列名后重读；常见列名也可加入 text/table_headers.toml。",
        ),
        en=(
            "Tables that could not be read",
            "A table has a column of owners and none of tasks, or tasks and no owners. Add the column to the table, or name it 任务 or 责任单位, and read the file again; a usual header can be added to text/table_headers.toml.",
        ),
    ),
    "words-left-out": _declared(
        "Info",
        zh=(
            "未读取的文字",
            "带删除线、隐藏、未勾选的文字或控件的提示文字不作为正文读取。如其仍有效，请在原文件中恢复后重读。",
        ),
        en=(
            "Words left out",
            "Words that are struck through, hidden or not ticked, and the prompts of controls, are not read. If they hold, restore them in the file and read it again.",
        ),
    ),
    "note-not-read": _declared(
        "Info",
        zh=(
            "未读取的脚注和附注",
            "脚注、尾注和表格附注没有据此增加责任单位或时限。如其说明了责任单位，请更正清单或登记集体责任主体的成员。",
        ),
        en=(
            "Notes that were not read",
            "No owners and no deadlines were added because of footnotes, endnotes and notes on tables. If one says who an owner is, correct the list or register the members of the group.",
        ),
    ),
    "cell-without-value": _declared(
        "Warning",
        zh=(
            "没有值的单元格",
            "单元格是未计算的公式、错误值或图片，没有可读的文字。请在表格软件中打开、重新计算或填写后保存，再读取。",
        ),
        en=(
            "Cells without a value",
            "The cell is a formula that was never calculated, an error or a picture. Open the workbook, calculate or fill it in, save it and read it again.",
        ),
    ),
    "row-hidden": _declared(
        "Info",
        zh=("隐藏的行或列", "该行或列在表中被隐藏或筛选掉，仍照常读取。如已作废，请从表中删除后重读。"),
        en=(
            "Hidden rows and columns",
            "The row or column is hidden or filtered out in the sheet and was read all the same. If it no longer holds, delete it and read the file again.",
        ),
    ),
    "letters-unreadable": _declared(
        "Warning",
        zh=(
            "无法辨认的字",
            "该页有的字体没有说明其字形代表哪个字，这些字以“�”表示。请从原文件重新导出 PDF，或对该页做文字识别（OCR）。",
        ),
        en=(
            "Letters that could not be read",
            "A font on this page does not say which letters it shows; they are shown as '�'. Save the PDF again from its source, or have the page recognised (OCR).",
        ),
    ),
    "column-not-read": _declared(
        "Info",
        zh=(
            "未读取的表格列",
            "不认识该列的表头，其内容只作为备注保留。如是任务、责任单位、时限或指标，请改用这些列名后重读；常见列名也可加入 text/table_headers.toml。",
        ),
        en=(
            "Columns that were not read",
            "The header of the column is not known, and its cells are kept as notes only. If it is one of tasks, owners, deadlines or targets, name it so (任务, 责任单位, 完成时限, 目标) and read the file again; a usual header can be added to text/table_headers.toml.",
        ),
    ),
    "row-not-read": _declared(
        "Warning",
        zh=("未能读取的表格行", "任务表中该行没有认出任务。请核对表格。"),
        en=(
            "Table rows that could not be read",
            "No task was recognised in this row of a task table. Check the table.",
        ),
    ),
    "value-not-read": _declared(
        "Warning",
        zh=("未能读取的指标值", "指标表的数值列中有不是数值的文字，没有读作目标。请核对，或改写为数值。"),
        en=(
            "Values of indicators that could not be read",
            "A column of values in a table of indicators holds words instead of a number; no target was read. Check it, or write a number.",
        ),
    ),
    "number-not-read": _declared(
        "Info",
        zh=(
            "未读作目标的数字",
            "数字带有单位，但从上下文看不出它是要达到的目标。如是目标，请在原文中写成“达到…”“新增…”等后重读；常见写法也可加入 extract/targets/quantities.toml。",
        ),
        en=(
            "Numbers that were not read as targets",
            "The number has a unit, but the words around it do not say that it is to be reached. If it is, write 达到…, 新增… and the like and read the file again; a usual form can be added to extract/targets/quantities.toml.",
        ),
    ),
    "numbers-repeated": _declared(
        "Info",
        zh=(
            "重复的编号",
            "编号重新开始，但没有自己的附件或章节，因此同一编号指几项任务，按先后区分（~2、~3）。如是另一附件，请在其上方写明“附件2”后重读。",
        ),
        en=(
            "Numbers that come twice",
            "The numbers begin again without an annex or chapter of their own, so that one number means several tasks; they are kept apart by their order (~2, ~3). If it is another annex, write 附件2 above it and read the file again.",
        ),
    ),
    "numbers-missing": _declared(
        "Warning",
        zh=("序号不连续", "序号中间有缺，可能漏了内容。请核对原文。"),
        en=("Numbers that are missing", "The running numbers skip some; something may be missing. Check the text."),
    ),
    "correction-not-applied": _declared(
        "Warning",
        zh=("未能应用的更正", "更正所指的责任清单在方案中已找不到；更正仍保留。重新核对该方案时可以查看和撤回。"),
        en=(
            "Corrections that were not applied",
            "The plan no longer has the owner list they correct; they are kept. Reviewing the plan again lists them and takes them back.",
        ),
    ),
    "no-tasks": _declared(
        "Warning",
        zh=("没有任务", "文件中没有读到任务。请确认它是方案全文。"),
        en=("No tasks", "No task was found in the document. Check that it is the plan's full text."),
    ),
    "unreadable": _declared(
        "Violation",
        zh=("无法读取", "文件无法读取；只出现在 aizone extract --format jsonl 的输出中。处理办法见其说明。"),
        en=(
            "Not readable",
            "The file could not be read; only in `aizone extract --format jsonl`. Its message says what to do.",
        ),
    ),
}
"""All codes, in the order of the reference."""


class Issue(Struct, frozen=True, gc=False):
    """Something a reader should look at.

    Args:
        code: one of `ISSUE_CODES`.
        message: what was noticed, in each language.
        span: the words it is about; None when it is about the whole document.

    Raises:
        ValueError: the code is not declared.
    """

    code: str
    message: ByLanguage
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.code not in ISSUE_CODES:
            raise ValueError(f"'{self.code}' is not declared in model/issues.py")

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return ISSUE_CODES[self.code].severity

    def __hash__(self) -> int:
        return hash((self.code, self.span))


class IssueCause(Struct, frozen=True, gc=False):
    """One cause of issues, and the places where it was met, in the order of the text; none for the whole document."""

    issue: Issue
    places: tuple[Span, ...]


_SEVEREST: tuple[Severity, ...] = ("Violation", "Warning", "Info")


def by_cause(issues: Iterable[Issue]) -> list[IssueCause]:
    """Issues that say the same as one cause with its places: the severest first, then those met most often.

    Args:
        issues: in the order of the text.
    """
    together: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        together.setdefault((issue.code, issue.message["zh"]), []).append(issue)
    causes = [
        IssueCause(same[0], tuple(one.span for one in same if one.span is not None)) for same in together.values()
    ]
    return sorted(causes, key=lambda cause: (_SEVEREST.index(cause.issue.severity), -len(cause.places)))
