"""A question with its parameters as it is asked elsewhere: one SPARQL text, and one line of Python."""

from __future__ import annotations

from collections.abc import Mapping

from ..i18n import Lang
from ..store import Term
from .library import Groups, Question


def asked_text(question: Question, terms: Mapping[str, Term], *, lang: Lang, groups: Groups = "one") -> str:
    """The SPARQL text that gives the same answer, with the values of parameters at its end.

    Args:
        question: of the library.
        terms: its parameters as RDF terms.
        lang: language of labels.
        groups: how collective owners count.
    """
    lines = question.sparql(lang=lang, groups=groups).strip().splitlines()
    head = [f"# {question.title[lang]}"]
    view = next((line for line in lines if line.startswith("# view:")), "")
    if view:
        head.append(f"#view:{view.removeprefix('# view:').strip()}")
    body = [line for line in lines if not line.startswith("# ")]
    values = [f"VALUES ?{name} {{ {term} }}" for name, term in terms.items()]
    if len(values) > 1:
        names = " ".join(f"?{name}" for name in terms)
        row = " ".join(str(term) for term in terms.values())
        values = [f"VALUES ({names}) {{ ({row}) }}"]
    return "\n".join([*head, *body, *values])


def asked_python(question: Question, values: Mapping[str, str], *, lang: Lang) -> str:
    """The line of Python that gives the same answer as a pandas frame.

    Args:
        question: of the library.
        values: its parameters as they were chosen, CURIEs or words.
        lang: language of labels; Chinese is not said.
    """
    given = [f"{name}={value!r}" for name, value in values.items()]
    if lang != "zh":
        given.append(f"lang={lang!r}")
    return f"import aizone\n\naizone.open().query({', '.join([repr(question.name), *given])})"


def own_python(text: str) -> str:
    """The Python that asks a query of one's own."""
    quoted = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').strip()
    return f'import aizone\n\naizone.open().sparql("""\n{quoted}\n""")'
