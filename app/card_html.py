"""A card as HTML: what an entity is, its duties or owners, its neighbours, and the words behind each statement."""

from __future__ import annotations

from aizone.app import page
from aizone.i18n import Translate
from aizone.views.card import Card, Duty

_MAX_DUTIES = 60
_MAX_PARTNERS = 16
_MAX_LINKS = 24


def card_html(card: Card, chosen: tuple[Duty, ...], _: Translate) -> str:
    """The whole card.

    Args:
        card: what to show.
        chosen: the responsibilities of the relation that is selected; they come first.
        _: translator of the wording.
    """
    parts = [f'<span class="az-kind">{page.escape(card.kind)}</span><h2>{page.escape(card.label)}</h2>']
    if card.other_label:
        parts.append(page.meta(card.other_label))
    if card.roles:
        parts.append(
            "<p>" + "".join(page.role_chip(role, f"{words} {count}") for role, words, count in card.roles) + "</p>"
        )
    if card.targets:
        parts.append("<ul>" + "".join(f"<li>{page.escape(target)}</li>" for target in card.targets) + "</ul>")
    if chosen:
        parts.append(page.h3(_("The responsibility you clicked")))
        parts.extend(_duty_of_unit(duty, _) for duty in chosen)
    if card.goals:
        goals = [page.chip(node, label, count=count) for node, label, count in card.goals]
        parts.append(page.fold(_("Goals served"), goals, most=_MAX_LINKS))
    if card.partners:
        partners = [page.chip(node, label, count=count) for node, label, count in card.partners]
        parts.append(page.fold(_("Works with"), partners, most=_MAX_PARTNERS))
    if card.links:
        links = [page.chip(link.node, f"{link.relation} · {link.label}") for link in card.links]
        parts.append(page.fold(_("Connected with"), links, most=_MAX_LINKS, is_open=not card.is_unit))
    if card.behind:
        parts.append(page.h3(_("Lead units behind it")))
        parts.extend(page.role_chip("lead", f"{label} {count}", node) for node, label, count in card.behind)
    parts.append(_duties(card, _))
    return f'<div class="az-card">{"".join(parts)}</div>'


def _duties(card: Card, _: Translate) -> str:
    if not card.duties and not card.behind:
        return page.meta(_("No responsibilities are recorded here."))
    if not card.duties:
        return page.meta(
            _("They lead in the task areas that serve this goal; which areas do is inferred from wording.")
        )
    if card.is_unit:
        more = ""
        if len(card.duties) > _MAX_DUTIES:
            more = page.meta(
                _("The first {count} are shown; 'aizone unit' in a terminal lists all.").format(count=_MAX_DUTIES)
            )
        title = page.h3(_("Duties ({count})").format(count=len(card.duties)))
        return title + "".join(_duty_of_unit(duty, _) for duty in card.duties[:_MAX_DUTIES]) + more
    count = len({duty.item for duty in card.duties})
    return page.h3(_("Measures and their owners ({count})").format(count=count)) + _measures(card.duties, _)


def _place(duty: Duty, _: Translate) -> str:
    if duty.evidence is None:
        return ""
    return _("characters {start}–{end}").format(start=duty.evidence.start, end=duty.evidence.end)


def _how(duty: Duty, _: Translate) -> str:
    due = " · " + _("due {date}").format(date=duty.deadline) if duty.deadline else ""
    return _("written “{words}”, {basis}").format(words=duty.as_written, basis=duty.basis_label) + due


def _words(duty: Duty) -> str:
    """What a measure is: its sentence when the workspace holds it, our summary of it."""
    text = duty.evidence.text if duty.evidence is not None else None
    quote = f'<p class="az-quote">{page.escape(text)}</p>' if text else ""
    return quote + (f"<p>{page.escape(duty.summary)}</p>" if duty.summary else "")


def _duty_of_unit(duty: Duty, _: Translate) -> str:
    return (
        f'<div class="az-duty"><p>{page.role_chip(duty.role)}{page.link(duty.task, duty.item_label)}</p>{_words(duty)}'
        f"{page.meta(_how(duty, _))}{page.meta(duty.plan_label, _place(duty, _), duty.owner_list)}</div>"
    )


def _measures(duties: tuple[Duty, ...], _: Translate) -> str:
    """A task's (or thing's) measures one by one, each with its words, its owner list and its owners."""
    blocks = []
    for item in dict.fromkeys(duty.item for duty in duties):
        own = [duty for duty in duties if duty.item == item]
        owners = "".join(
            f"<p>{page.role_chip(duty.role)}{page.link(duty.unit, duty.unit_label)}</p>{page.meta(_how(duty, _))}"
            for duty in own
        )
        blocks.append(
            f'<div class="az-duty"><p><b>{page.link(own[0].task, own[0].item_label)}</b></p>{_words(own[0])}'
            f"{page.meta(own[0].plan_label, _place(own[0], _), own[0].owner_list)}{owners}</div>"
        )
    return "".join(blocks)
