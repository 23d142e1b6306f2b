"""A card as HTML: what an entity is, its duties or owners, its neighbours, and the words behind each statement."""

from __future__ import annotations

from collections.abc import Callable

from aizone.app import page
from aizone.i18n import Translate
from aizone.projections.responsibilities import Duty
from aizone.views.entity.card import Card
from aizone.views.look.palette import SIGNS

_MAX_DUTIES = 60
_MAX_MEASURES = 120
_MAX_LINKS = 24


def card_html(card: Card, _: Translate) -> str:
    """The card of an entity."""
    parts = [page.meta(card.kind), f"<h2>{page.escape(card.label)}</h2>"]
    if card.other_label:
        parts.append(page.meta(card.other_label))
    if card.roles:
        parts.append(
            "<p>" + "".join(page.role_chip(role, f"{word} {count}") for role, word, count in card.roles) + "</p>"
        )
    if card.targets:
        parts.append(
            page.h3(_("Targets")) + "<ul>" + "".join(f"<li>{page.escape(one)}</li>" for one in card.targets) + "</ul>"
        )
    if card.behind:
        parts.append(page.h3(_("Lead units behind it")))
        parts.extend(page.role_chip("lead", f"{label} {count}", node) for node, label, count in card.behind)
    if card.goals:
        goals = [page.chip(node, label, count=count or None) for node, label, count in card.goals]
        parts.append(page.fold(_("Goals served"), goals, most=_MAX_LINKS, is_open=not card.is_unit))
    if card.partners:
        partners = [page.chip(node, label, count=count) for node, label, count in card.partners]
        parts.append(page.fold(_("Works with"), partners, most=_MAX_LINKS))
    if card.things:
        things = [page.chip(node, f"{kind} · {label}", count=count) for node, label, kind, count in card.things]
        parts.append(
            page.fold(_("Platforms, parks and projects"), things, most=_MAX_LINKS, is_open=0 < len(things) <= 6)
        )
    if card.links:
        links = [page.chip(link.node, f"{link.relation} · {link.label}") for link in card.links]
        parts.append(page.fold(_("Connected with"), links, most=_MAX_LINKS, is_open=not card.is_unit))
    parts.append(_duties(card, _))
    return f'<div class="az-card">{"".join(parts)}{_missing(card, _)}</div>'


def responsibility_html(card: Card, edge: tuple[str, str, str], other: str, relation: str, _: Translate) -> str:
    """The card of a relation: for a responsibility every sentence that states it, for any other relation what it says.

    Args:
        card: of the relation's source.
        edge: source, role or property, target.
        other: the target's name.
        relation: the relation as a verb, read from its source.
        _: translator of the wording.
    """
    task, role, unit = edge
    duties = [duty for duty in card.duties if (duty.task, duty.role, duty.unit) == edge]
    whole = f'<p class="az-relation">{page.link(task, card.label)}<span>{page.escape(relation)}</span>{page.link(unit, other)}</p>'
    kind = page.meta(_("Responsibility") if duties else _("Relation"))
    if not duties:
        return f'<div class="az-card">{kind}{whole}</div>'
    title = _("Where it is written")
    count = _("measures: {count}").format(count=len(duties))
    return (
        f'<div class="az-card">{kind}<h2>{page.link(unit, other)}</h2><p>{page.role_chip(role)}'
        f"{page.link(task, card.label)}</p>{page.h3(title, count)}"
        f"{''.join(_duty(duty, page.h4(duty.item_label), _) for duty in duties)}{_missing(card, _)}</div>"
    )


def _missing(card: Card, _: Translate) -> str:
    if not card.text_missing:
        return ""
    how, file = _("To see the sentences, add the plan file:"), _("FILE")
    return page.card(
        page.meta(
            _("The workspace does not hold this plan's text, so sentences are given by their place and our summary.")
        ),
        f"<p>{page.escape(how)} <code>aizone ingest {page.escape(file)}</code></p>",
        css="az-quiet",
    )


def _duties(card: Card, _: Translate) -> str:
    if not card.duties and not card.behind:
        return page.meta(_("No responsibilities are recorded here."))
    if not card.duties:
        return page.meta(
            _("They lead in the task areas that serve this goal; which areas do is inferred from wording.")
        )
    if card.is_unit:
        total, more = sum(count for _role, _word, count in card.roles), ""
        if total > min(len(card.duties), _MAX_DUTIES):
            shown = min(len(card.duties), _MAX_DUTIES)
            more = page.meta(
                _("The first {count} of {total} are shown; 'aizone unit' in a terminal lists all.").format(
                    count=shown, total=total
                )
            )
        title = page.h3(_("Duties ({count})").format(count=total))
        return (
            title + _by_plan(card.duties[:_MAX_DUTIES], lambda own: "".join(_of_unit(duty, _) for duty in own)) + more
        )
    title = page.h3(_("Measures and their owners ({count})").format(count=card.measure_count))
    items = tuple(dict.fromkeys(duty.item for duty in card.duties))
    drawn, more = frozenset(items[:_MAX_MEASURES]), ""
    if card.is_cut or len(items) > len(drawn):
        words = _("The first {count} of {total} measures are shown. Choose a plan or a unit to narrow it down.")
        more = page.meta(words.format(count=len(drawn), total=card.measure_count))
    kept = tuple(duty for duty in card.duties if duty.item in drawn)
    return title + more + _by_plan(kept, lambda own: _measures(own, _))


def _by_plan(duties: tuple[Duty, ...], draw: Callable[[list[Duty]], str]) -> str:
    """The duties plan by plan; a plan is named once, above its own."""
    parts = []
    for plan in dict.fromkeys(duty.plan for duty in duties):
        own = [duty for duty in duties if duty.plan == plan]
        parts.append(f'<p class="az-meta az-plan">{page.link(plan, own[0].plan_label)}</p>{draw(own)}')
    return "".join(parts)


def _of_unit(duty: Duty, _: Translate) -> str:
    return _duty(duty, f"<p>{page.role_chip(duty.role)}{page.link(duty.task, duty.item_label)}</p>", _)


def _duty(duty: Duty, head: str, _: Translate) -> str:
    return (
        f'<div class="az-duty">{head}{_words(duty, duty.as_written)}{_basis(duty, _)}{page.meta(_place(duty, _))}</div>'
    )


def _measures(duties: list[Duty], _: Translate) -> str:
    """A task's (or thing's) measures one by one, each with its words and its owners."""
    blocks = []
    for item in dict.fromkeys(duty.item for duty in duties):
        own = [duty for duty in duties if duty.item == item]
        owners = "".join(
            f"<li>{page.role_chip(duty.role)}{page.link(duty.unit, duty.unit_label)}{_basis(duty, _)}</li>"
            for duty in own
        )
        blocks.append(
            f'<div class="az-duty"><p><b>{page.link(own[0].task, own[0].item_label)}</b></p>{_words(own[0], "")}'
            f'{page.meta(_place(own[0], _))}<ul class="az-owners">{owners}</ul></div>'
        )
    return "".join(blocks)


def _words(duty: Duty, unit: str) -> str:
    """What a measure is: its sentence with the owner clause when the workspace holds it, our summary of it otherwise."""
    text = duty.evidence.exact if duty.evidence is not None else None
    owners = page.escape(duty.owner_list)
    if unit:
        owners = owners.replace(page.escape(unit), f"<mark>{page.escape(unit)}</mark>")
    clause = f'<span class="az-clause">{owners}</span>' if owners else ""
    summary = f"<p>{page.escape(duty.summary)}</p>" if duty.summary else ""
    if text:
        return f'<blockquote class="az-quote">{page.escape(text)}{clause}</blockquote>{summary}'
    return summary + (f'<blockquote class="az-quote">…{clause}</blockquote>' if clause else "")


def _basis(duty: Duty, _: Translate) -> str:
    """How the responsibility is known: a sign, the words, and through which group."""
    group = f" · {page.link(duty.group, duty.group_label)}" if duty.group else ""
    words = _("written “{words}”, {basis}").format(words=duty.as_written, basis=duty.basis_label)
    css = "az-inferred" if duty.standing == "inferred" else "az-stated"
    return f'<p class="az-meta"><span class="az-sign {css}" aria-hidden="true">{SIGNS[duty.standing]}</span>{page.escape(words)}{group}</p>'


def _place(duty: Duty, _: Translate) -> str:
    """Where it stands in the document, and until when it is due."""
    parts = [duty.path.replace("/", " › "), duty.area_label]
    if duty.evidence is not None:
        parts.append(_("characters {start}–{end}").format(start=duty.evidence.start, end=duty.evidence.end))
    if duty.deadline:
        parts.append(_("due {date}").format(date=duty.deadline))
    return " · ".join(part for part in parts if part)
