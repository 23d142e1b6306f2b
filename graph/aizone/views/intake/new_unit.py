"""A unit that somebody makes while reviewing a plan: the kinds to choose from, and the full name that is proposed."""

from __future__ import annotations

from ...i18n import Translate
from ...model.units import Place
from ...text.lexicon.bodies import office_in_full
from ...units.names import full_form, level_words, normalize


def kind_words(_: Translate) -> dict[str, str]:
    """The classes of units in words, the most frequent first."""
    return {
        "GovernmentUnit": _("government unit"),
        "PartyUnit": _("party unit"),
        "ManagementCommittee": _("management committee"),
        "LocalGovernment": _("government of a place"),
        "PublicInstitution": _("public institution"),
        "EnterpriseUnit": _("enterprise"),
    }


def full_name_for(written: str, place: Place) -> str:
    """A full name to begin with: '市科创办' in a plan of 玉河市 is probably 玉河市科创办公室."""
    name = office_in_full(normalize(written))
    if place.label in name:
        return full_form(name)
    word = next((word for word in level_words(place.label) if name.startswith(word)), "")
    return full_form(place.label + name.removeprefix(word))
