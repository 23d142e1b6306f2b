"""What a page shows of a workspace, put together as the pages do."""

from aizone.projections.entity import MOST_MEASURES, read_entity
from aizone.views.entity.card import build_card
from aizone.views.entity.profile import build_profile


def card_of(workspace, node, lang, *, most=MOST_MEASURES):
    found = read_entity(workspace.store, node, lang, most=most)
    return None if found is None else build_card(found, lang)


def profile_of(workspace, node, lang):
    found = read_entity(workspace.store, node, lang, most=None)
    return build_profile(found, lang) if found is not None and found.is_unit else None
