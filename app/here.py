"""The place a visitor is at: the language, what the address selects, and the plans that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aizone.app.address import Address, href, raw_href
from aizone.i18n import Counted, Lang, Translate, counted, translator
from aizone.views.plan.scope import Scope


@dataclass(frozen=True, slots=True)
class Here:
    """Made once per run, at the top of a page (`page.here`), and handed to whatever draws a part of it.

    `plans` has no plan where the workspace has none. Links of a page that `is_exploring` keep the picture that is drawn. `invented` are
    the invented examples of the workspace, by CURIE, with names that say so.
    """

    lang: Lang
    address: Address
    plans: Scope
    is_exploring: bool = False
    invented: Mapping[str, str] = field(default_factory=dict)

    @property
    def translate(self) -> Translate:
        """The translator of its language."""
        return translator(self.lang)

    @property
    def counted(self) -> Counted:
        """The function that words what is counted; to be called `ngettext`."""
        return counted(self.lang)

    def at(self, address: Address) -> Here:
        """The same place with another selection."""
        return replace(self, address=address)

    def plan_name(self, plan: str, label: str) -> str:
        """A plan's name; that of an invented example says that it is one."""
        return self.invented.get(plan, label)

    def explore(self, node: str) -> str:
        """The address of an entity in Explore, in the same view; from Explore itself, in the same picture."""
        now = self.address
        picture = (now.opened or tuple(filter(None, [now.id]))) if self.is_exploring else ()
        return href("explore", replace(now.select(node), opened=picture))

    def select(self, node: str) -> str:
        """The address of an entity in Explore with everything else as it is."""
        return href("explore", self.address.select(node))

    def select_edge(self, source: str, key: str, target: str) -> str:
        """The address of a relation in Explore with everything else as it is."""
        return href("explore", self.address.select_edge(source, key, target))

    def page(self, path: str) -> str:
        """The address of another page with the same choice of plans."""
        return href(path, Address(plans=self.plans.plans if self.plans.is_chosen else (), lang=self.lang))

    def units(self, *units: str) -> str:
        """The address of the profile of a unit, or of several side by side, with the same choice of plans."""
        plans = self.plans.plans if self.plans.is_chosen else ()
        params = [*(("id", unit) for unit in units), *(("plan", plan) for plan in plans)]
        return raw_href("units", [*params, ("lang", self.lang)])

    def entity_page(self, node: str) -> str:
        """The address of an entity in Explore with the same choice of plans, as a page of its own."""
        return href("explore", Address(id=node, plans=self.plans.plans if self.plans.is_chosen else (), lang=self.lang))

    def plan_page(self, path: str, plan: str) -> str:
        """The address of another page that shows one plan."""
        return href(path, Address(plans=(plan,), lang=self.lang))

    def plan_text(self, plan: str, node: str) -> str:
        """The address of the place of a plan's text that speaks of an entity."""
        return href("explore", Address(id=node, view="text", plans=(plan,), lang=self.lang))
