"""Invented places of every level, for the rules that complete a name from its context."""

import pytest

from aizone.iri import expand
from aizone.model.units import Place
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry

BASE_FILES = sorted((SHIPPED_DATA / "units" / "china").glob("*.ttl"))


def place(slug, label, level, parent, *names):
    return Place(expand(f"id:place/{slug}"), label, names, level, True, expand(f"id:place/{parent}"))


INVENTED = [
    place("yunling", "云岭省", "province", "china", "云岭"),
    place("yujing", "玉京市", "province", "china", "玉京"),
    place("beiyuan", "北原壮族自治区", "province", "china", "北原"),
    place("yuhe", "玉河市", "prefecture", "yunling", "玉河"),
    place("lanzhou-x", "岚江彝族自治州", "prefecture", "yunling", "岚江", "岚江州"),
    place("qingyuan-x", "青原县", "county", "yuhe", "青原"),
    place("dongshan-x", "东山区", "district", "yuhe", "东山"),
]


@pytest.fixture(scope="session")
def base():
    """The base registry alone."""
    return UnitRegistry.load([], BASE_FILES)


@pytest.fixture(scope="session")
def invented(base):
    """The base registry and the invented places."""
    registry = base
    for one in INVENTED:
        registry = registry.with_place(one)
    return registry
