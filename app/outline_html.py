"""A plan in reading order as HTML: headings, passages with what they name as links, owner clauses as chips."""

from __future__ import annotations

from dataclasses import replace

from aizone.app import address, page
from aizone.app.address import Address
from aizone.i18n import Translate
from aizone.views.look.palette import GLYPHS
from aizone.views.plan.outline_text import OutlinePart, OutlinePassage, OutlineText, PassageOwner, PassageRun

_DEEPEST = 4


def outline_html(outline: OutlineText, now: Address, _: Translate) -> str:
    """The whole plan; whatever speaks of the selection is marked.

    Args:
        outline: what to show.
        now: the selection; links keep its view.
        _: translator of the wording.
    """
    return f'<article class="az-outline">{"".join(_part(part, now, _) for part in outline.parts)}</article>'


def contents_html(outline: OutlineText, now: Address, _: Translate) -> str:
    """The goals and task areas as links, to get about in a long plan."""
    links = [
        f'<a data-az href="{page.escape(address.href("explore", now.select(part.node)))}" target="_self">'
        f"<i>{page.escape(part.path)}</i> {page.escape(part.label)}</a>"
        for part in outline.parts
        if part.group in {"Goal", "TaskArea"}
    ]
    name = page.escape(_("Contents"))
    return f'<nav class="az-contents" aria-label="{name}">{"".join(links)}</nav>'


def _part(part: OutlinePart, now: Address, _: Translate) -> str:
    depth = min(part.depth, _DEEPEST)
    words = f"<i>{page.escape(part.path)}</i> {page.escape(part.label)}"
    if part.group:
        words = f'<a data-az href="{page.escape(address.href("explore", now.select(part.node)))}" target="_self">{words}</a>'
    marked = " az-marked" if now.id == part.node and now.edge is None else ""
    heading = f'<h{depth + 1} class="az-o{depth}{marked}" data-node="{page.escape(part.node)}">{words}</h{depth + 1}>'
    return heading + "".join(_passage(passage, part, now, _) for passage in part.passages)


def _passage(passage: OutlinePassage, part: OutlinePart, now: Address, _: Translate) -> str:
    if now.edge is not None:
        task, role, unit = now.edge
        chosen = task == part.node and any((owner.role, owner.unit) == (role, unit) for owner in passage.owners)
    else:
        chosen = now.id is not None and now.id != part.node and passage.speaks_of(now.id)
    body = "".join(_run(run, now) for run in passage.runs)
    if not passage.runs:
        missing = page.escape(_("no summary yet"))
        body = page.escape(passage.summary) if passage.summary else f'<span class="az-meta">{missing}</span>'
    owners = "".join(_owner(owner, part.node, now) for owner in passage.owners)
    clause = f'<span class="az-clause">{page.escape(passage.owner_list)}</span>' if passage.owner_list else ""
    where = _("characters {start}–{end}").format(start=passage.start, end=passage.end) if not passage.runs else ""
    note = f'<span class="az-meta">{page.escape(where)}</span>' if where and passage.end > passage.start else ""
    foot = f'<div class="az-owners">{owners}{clause}{note}</div>' if owners or clause else ""
    css = "az-passage az-marked" if chosen else "az-passage"
    return f'<div class="{css}" data-node="{page.escape(passage.node)}"><p>{body}</p>{foot}</div>'


def _run(run: PassageRun, now: Address) -> str:
    if not run.node:
        return page.escape(run.text)
    css = "az-named az-marked" if now.id == run.node else "az-named"
    if run.group == "Target":
        return f'<span class="{css} az-target">{page.escape(run.text)}</span>'
    link = page.escape(address.href("explore", now.select(run.node)))
    return f'<a class="{css}" data-az href="{link}" target="_self">{page.escape(run.text)}</a>'


def _owner(owner: PassageOwner, task: str, now: Address) -> str:
    edge = (task, owner.role, owner.unit)
    link = page.escape(address.href("explore", replace(now, id=task, edge=edge)))
    marked = " az-marked" if now.edge == edge or (now.edge is None and now.id == owner.unit) else ""
    return (
        f'<a class="az-chip az-{owner.role}{marked}" data-az href="{link}" target="_self" title="{page.escape(owner.basis_label)}">'
        f'<span class="az-glyph" aria-hidden="true">{GLYPHS[owner.role]}</span>'
        f'<span class="az-spoken">{page.escape(owner.role_label)}: </span>{page.escape(owner.label)}</a>'
    )
