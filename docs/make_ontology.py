"""Render the ontology to docs/build/ontology.zh.html and ontology.en.html: one page a language, so that labels do not run together.

`make docs` calls it. Texts without a language are on both pages; where a term has no text in a language, the page has none either.
"""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal

from aizone.settings import ONTOLOGY

BUILD = Path(__file__).parent / "build"
LANGUAGES = ("zh", "en")


def in_language(whole: Graph, language: str) -> Graph:
    """The ontology without the texts of other languages."""
    part = Graph()
    for prefix, base in whole.namespaces():
        part.bind(prefix, base)
    for subject, predicate, value in whole:
        if not isinstance(value, Literal) or value.language in (None, language):
            part.add((subject, predicate, value))
    return part


def pages() -> dict[str, str]:
    """The HTML of each page by language."""
    from pylode import OntPub

    whole = Graph().parse(ONTOLOGY / "aizone.ttl")
    found = {}
    for language in LANGUAGES:
        html = OntPub(ontology=in_language(whole, language)).make_html()
        found[language] = html.replace("<html", f'<html lang="{"zh-CN" if language == "zh" else "en"}"', 1)
    return found


if __name__ == "__main__":
    BUILD.mkdir(exist_ok=True)
    for language, html in pages().items():
        (BUILD / f"ontology.{language}.html").write_text(html, "utf-8")
