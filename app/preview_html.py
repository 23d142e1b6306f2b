"""A plan that was read, as HTML: its outline with owners to click, and what to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aizone.app import page
from aizone.i18n import Translate
from aizone.views.intake.issues import IssueGroup
from aizone.views.intake.owner import OwnerChip, Passage
from aizone.views.intake.preview import MeasureLine, Preview, TaskLine
from aizone.views.look.palette import GLYPHS
from aizone.wording import role_label

Href = Callable[[str], str]
"""The address that shows the owner, or the list, of a key."""
_MOST_LINES = 12
_SIGNS = {"changed": "✎", "added": "+", "removed": "×"}


def outline_html(preview: Preview, picked: str, href: Href, _: Translate, *, only_open: bool) -> str:
    """The tasks with their measures and owners; `only_open` leaves out measures where nothing is to be checked."""
    parts: list[str] = []
    area = None
    for task in preview.tasks:
        measures = [measure for measure in task.measures if measure.to_check or not only_open]
        if not measures:
            continue
        if task.area != area:
            area = task.area
            parts.append(page.h3(area or _("Safeguards and other tasks")))
        parts.append(_task(task, measures, picked, href, _))
    return "".join(parts) or page.meta(_("Nothing here needs a check."))


def _task(task: TaskLine, measures: list[MeasureLine], picked: str, href: Href, _: Translate) -> str:
    lines = "".join(_measure(measure, picked, href, _) for measure in measures)
    return (
        f'<section class="az-box az-read"><p class="az-meta">{page.escape(task.path.replace("/", " › "))}</p>'
        f"{page.h4(task.heading)}{lines}</section>"
    )


def _measure(measure: MeasureLine, picked: str, href: Href, _: Translate) -> str:
    chips = "".join(owner_chip(chip, picked, href, _) for chip in measure.owners)
    current = ' aria-current="true"' if picked == measure.key else ""
    add, label = _("owner"), _("Add an owner to this list")
    more = (
        f'<a class="az-chip az-add" data-az href="{page.escape(href(measure.key))}" target="_self"{current} '
        f'aria-label="{page.escape(label)}" title="{page.escape(label)}">+ {page.escape(add)}</a>'
    )
    none = "" if measure.owners else _("no owner")
    due = _("due {date}").format(date=measure.deadline) if measure.deadline else ""
    return (
        f'<div class="az-measure"><p class="az-clamp">{page.escape(measure.words)}</p>'
        f"<div>{_quiet(none)}{chips}{more}{_quiet(due)}</div></div>"
    )


def _quiet(words: str) -> str:
    return f'<span class="az-meta">{page.escape(words)}</span> ' if words else ""


def owner_chip(chip: OwnerChip, picked: str, href: Href, _: Translate) -> str:
    """An owner to click: glyph, line and colour say the role; a sign says what a person changed, '?' that nobody knows it."""
    current = ' aria-current="true"' if picked == chip.key else ""
    sign = _SIGNS.get(chip.state) or ("" if chip.is_known else "?")
    shown = f'<span class="az-mark-sign" aria-hidden="true">{sign}</span>' if sign else ""
    states = {
        "changed": _("corrected"),
        "added": _("added"),
        "removed": _("not an owner"),
        "read": "" if chip.is_known else _("not known"),
    }
    words = " · ".join(filter(None, (role_label(chip.role, _), states[chip.state])))
    said = f'<span class="az-spoken">{page.escape(words)}: </span>'
    count = f' <span class="az-count">{chip.members}</span>' if chip.members else ""
    css = f"az-{chip.role} az-is-{chip.state}" + ("" if chip.is_known else " az-unknown")
    title = "" if chip.label == chip.written else f' title="{page.escape(chip.written)}"'
    return (
        f'<a class="az-chip {css}" data-az href="{page.escape(href(chip.key))}" target="_self"{current}{title}>'
        f'<span class="az-glyph" aria-hidden="true">{GLYPHS[chip.role]}</span>{said}{shown}{page.escape(chip.label)}{count}</a>'
    )


def passage_html(passage: Passage) -> str:
    """Words of the document with a passage marked."""
    mark = f"<mark>{page.escape(passage.exact)}</mark>" if passage.exact else ""
    return f'<blockquote class="az-quote">{page.escape(passage.before)}{mark}{page.escape(passage.behind)}</blockquote>'


def issues_html(groups: tuple[IssueGroup, ...], href: Href, _: Translate) -> str:
    """What to check, a fold a kind of issue."""
    return "".join(page.fold(group.title, list(_lines(group, href, _)), most=_MOST_LINES) for group in groups)


def _lines(group: IssueGroup, href: Href, _: Translate) -> Iterator[str]:
    for line in group.lines:
        words = page.escape(line.message)
        if line.key:
            words = f'<a data-az href="{page.escape(href(line.key))}" target="_self">{words}</a>'
        yield f'<div class="az-issue"><p>{words}</p>{passage_html(line.passage) if line.passage else ""}</div>'
