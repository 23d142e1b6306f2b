"""The jurisdiction of a plan, from its issuer, its addressees or its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..iri import mint
from ..model.units import Place, Unit
from ..text.lexicon.document_numbers import OF_THE_STATE_COUNCIL
from .names import full_form, normalize
from .places import is_plain, place_named_first, places_named_first, read_off
from .registry import UnitRegistry

_CHINA = mint("place", "china")
# '国务院', '国办发〔2020〕1号', '各省、自治区、直辖市人民政府：': signs of a plan of the whole country
_CENTRAL = re.compile(
    rf"^(?:中共中央|国务院|中央)|^{OF_THE_STATE_COUNCIL}|^各省、自治区、直辖市|^各省、自治区、计划单列市"
)
# '玉河市人民政府关于印发…', but not '根据…印发': the issuer at the beginning of a line
_ISSUING = re.compile(
    r"^(?!为|根据|按照|依据|贯彻|落实|现将|经|各|按)(?P<issuer>[\u4e00-\u9fff]{3,40}?)(?:关于|印发|转发|发布|文件)"
)
# what may follow the place in the name of a body: '青原县人民政府', '青原县发展和改革局'
_BODY_WORDS = (
    "人民政府|政府|委员会|委|办公室|办公厅|发展|教育|科学|工业|财政|市场|商务|农业|卫生|党政|安全生产|生态|人力资源|交通|住房"
    "|自然资源|应急|公安|民政|司法|水利|水务|文化|体育|数字|数据|大数据|审计|统计|医疗|退役|民族|税务|气象|消防|信访|食品|爱国卫生"
    "|防汛|乡村|营商|优化|推进|深化|全面|知识产权|新型"
)
# '青原县人民政府', '中共青原县委', '岚江自治州政府': a place in the name of a body
_READ_OFF = re.compile(
    rf"^(?:中共)?(?P<name>[\u4e00-\u9fff]{{1,8}}?(?:自治州|自治县|自治旗|地区|[省市州盟县区旗]))(?=(?P<body>{_BODY_WORDS}))"
)
# '市', '自治区', '我市', '高新区', '园区': looks like the name of a place, but is not
_NO_PLACE = re.compile(
    r"^(?:[省市州盟县区旗]|自治区|委|党委|人民|政府|本|我|各|全|有关|相关|城[市区]|都市)|(?:开发|高新|试验|示范|保税|经济|新|园|港|景|校|小|社)区$"
)
# '各乡镇人民政府、街道办事处：': the addressees of a county's plan
_COUNTY_TOWN = re.compile(r"^各[^。]{0,20}(?:乡镇|镇人民政府|街道|乡（镇）|乡\(镇\))")
# '青原县数字经济行动方案', '关于印发《青原县…》': the place at the head of a title
_TITLE_PLACE = re.compile(
    r"^(?:关于)?(?:印发|转发)?《?(?!全|各|本|我|重点|试点|先行|贫困|城市|都市)(?P<name>[\u4e00-\u9fff]{1,6}?(?:自治县|自治旗|县|市|区))"
)
# '第八师石河子市促进消费若干措施', '八师石河子市…': a division of the 兵团 with its city at the head of a title
_TITLE_DIVISION = re.compile(
    r"^(?:关于)?(?:印发|转发)?《?(?P<name>第?[一二三四五六七八九十]{1,3}师[\u4e00-\u9fff]{2,5}?市)"
)
_HEAD_LINES = 12
_LETTERHEAD = 20


def issuing_unit(written: str, registry: UnitRegistry) -> Unit | None:
    """The unit that issued a plan, from its signature; a damaged name counts when only one unit fits.

    The name may have the places around it in front: 安徽省合肥市人民政府.
    """
    name = normalize(written)
    place = place_named_first(name, registry)
    if place is not None and place.label in name:
        name = name[name.index(place.label) :]
    return registry.unit_named(full_form(name))


def find_place(registry: UnitRegistry, issuer: str | None, title: str, lines: Sequence[str]) -> Place | None:
    """The jurisdiction of a plan.

    Tried in this order: its signature; its issuer according to its first lines; its addressees (the State Council writes to
    各省、自治区、直辖市); a place named in the title; the one with which the first line begins. A place that no registry has is read off the issuer's name
    ('青原县人民政府') or a county's title, and is provisional.

    Args:
        registry: the places known.
        issuer: the signature, if there is one.
        title: the plan's title.
        lines: the lines before the first numbered section.
    """
    heads = ["".join(line.split()) for line in lines[:_HEAD_LINES]]
    issuers = [normalize(issuer)] if issuer else []
    issuers += [found["issuer"] for line in heads if (found := _ISSUING.match(line)) is not None]
    unclear: list[Place] = []
    for name in issuers:
        if _CENTRAL.match(name):
            return registry.places.get(_CHINA)
        unit = issuing_unit(name, registry)
        if unit is not None and unit.place is not None and unit.kind != "LocalGovernment":
            return registry.places.get(unit.place)
        named = places_named_first(name, registry)
        if len(named) > 1:
            unclear = unclear or named
            continue
        place = _own_place(registry, name, heads)
        if place is not None:
            return place
    if any(_CENTRAL.match(line) for line in heads):
        return registry.places.get(_CHINA)
    if unclear:
        return _told_by_its_surroundings(unclear, [normalize(title), *heads], registry)
    titled = place_named_first(title, registry) or _place_in_title(title, heads, registry)
    return titled or _place_of_letterhead(heads, registry)


def _place_of_letterhead(heads: Sequence[str], registry: UnitRegistry) -> Place | None:
    """The place with whose full name the first line begins, as a telegram's and a circular's does: '云岭省发电 特急'."""
    first = heads[0] if heads else ""
    place = place_named_first(first[:_LETTERHEAD], registry)
    return place if place is not None and first.startswith(place.label) else None


def _told_by_its_surroundings(namesakes: Sequence[Place], texts: Sequence[str], registry: UnitRegistry) -> Place | None:
    """The one of several places of a name around which a place is that the texts name; None when that leaves several."""
    told = [
        place
        for place in namesakes
        if any(
            registry.places[around].label in text
            for around in registry.around(place)
            if around != place.iri and registry.places[around].level != "country"
            for text in texts
        )
    ]
    return told[0] if len(told) == 1 else None


def _place_in_title(title: str, heads: Sequence[str], registry: UnitRegistry) -> Place | None:
    """A county at the head of a title; an unknown city or district only when its plan speaks to townships."""
    towns = any(_COUNTY_TOWN.match(line) for line in heads)
    titles = [normalize(title), *(line for line in heads if line.startswith(("关于印发", "关于转发")))]
    for text in titles:
        division = _TITLE_DIVISION.match(text)
        if division is not None:
            return read_off(division["name"] if division["name"][0] == "第" else f"第{division['name']}", None)
        found = _TITLE_PLACE.match(text)
        if found is None:
            continue
        name = found["name"]
        known = registry.place_names.get(name, []) if name.endswith("县") or not is_plain(name) else []
        if known:
            return known[0] if len(known) == 1 else _told_by_its_surroundings(known, titles, registry)
        if _NO_PLACE.search(name) or any(name[at:] in registry.place_names for at in range(1, len(name) - 2)):
            continue  # 支持肥西县…
        if towns or name.endswith(("县", "自治旗")):
            return read_off(name, None, towns=True)
    return None


def _own_place(registry: UnitRegistry, issuer: str, heads: Sequence[str]) -> Place | None:
    """The place in an issuer's name: a known one, an unknown part of it, or one read off."""
    known = place_named_first(issuer, registry)
    rest = issuer
    if known is not None:
        name = max((name for name in (known.label, *known.names) if name in issuer), key=len)
        rest = issuer[issuer.index(name) + len(name) :]
    found = _READ_OFF.match(rest)
    if found is None or _NO_PLACE.match(found["name"]):
        return known
    if _NO_PLACE.search(found["name"]) and not _is_district(found["name"], found["body"]):
        return known
    if known is not None and (known.level not in {"province", "prefecture"} or len(rest) == len(issuer)):
        return known
    return read_off(found["name"], known, towns=any(_COUNTY_TOWN.match(line) for line in heads))


def _is_district(name: str, body: str) -> bool:
    """Tell whether a place is a district: a 新区 with a 人民政府 is one (上海市浦东新区), one with a 管委会 is a zone."""
    return name.endswith("新区") and body == "人民政府"
