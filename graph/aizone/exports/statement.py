"""The statement of an exported file about itself: which data, which part of them, made by which version, under which licences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..i18n import LANGUAGES, Lang, translator
from ..iri import compact, expand, plan_iri
from ..names import lookup
from ..projections.vocabulary import read_licences
from ..text.characters import printable
from ..version import __version__
from ..workspace import Workspace


@dataclass(frozen=True, slots=True)
class ExportStatement:
    """`plan` is a CURIE ('' for all plans), `titles` its name in each language; `licences` are IRIs, sorted.

    The words of plans are their issuers'; the licences are those of registries, gazetteers and vocabularies.
    """

    version: str
    revision: str
    plan: str
    titles: Mapping[Lang, str]
    licences: tuple[str, ...]

    def part(self, lang: Lang) -> str:
        """The part of the data that the file holds, in words."""
        _ = translator(lang)
        return (
            _("only the plan {plan} ({id})").format(plan=self.titles[lang], id=self.plan)
            if self.plan
            else _("all plans")
        )

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """The statement in words, a sentence a line."""
        _ = translator(lang)
        return (
            _("Data: aizone {version}, data version {revision}").format(version=self.version, revision=self.revision),
            _("Filter: {part}").format(part=self.part(lang)),
            _("Licence of registries, gazetteers and vocabularies: {licences}").format(
                licences=" ".join(self.licences) or _("none stated")
            ),
            _("The words of a plan are its issuer's; facts point at their place in its text."),
        )

    def values(self) -> dict[str, object]:
        """The statement as JSON-ready values."""
        return {
            "generator": f"aizone {self.version}",
            "data_version": self.revision,
            "plan": self.plan,
            "licences": list(self.licences),
        }


def export_statement(workspace: Workspace, slug: str | None) -> ExportStatement:
    """The statement of a file with everything, or with one plan.

    Args:
        workspace: whose data it holds.
        slug: the plan; None for all of them.
    """
    licences = {row.licence for row in read_licences(workspace.store, "zh")}
    plan = "" if slug is None else compact(plan_iri(slug))
    titles = {lang: _in_a_line(lookup.label(workspace.store, expand(plan), lang)) for lang in LANGUAGES if plan}
    return ExportStatement(__version__, workspace.revision, plan, titles, tuple(sorted(licences)))


def _in_a_line(title: str) -> str:
    """A title as it may stand in a comment of Turtle: a line break in it would let what follows be read as statements."""
    return " ".join(printable(title).split())
