"""What two units share, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.overlaps import Overlap
from ...i18n import Lang, translator
from ...iri import compact, expand
from ...wording import role_label
from ...workspace import Workspace
from ..entity.card import Evidence

_WORDS = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?item ?start ?end ?text WHERE {
  ?item az:evidence/oa:hasTarget/oa:hasSelector ?at .
  ?at oa:start ?start ; oa:end ?end .
  OPTIONAL { ?item az:text ?text }
}
"""


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A measure that two units share: each one's role (key and words), where it stands, the owner list as written."""

    item: str
    label: str
    task: str
    summary: str
    unit_role: str
    unit_role_label: str
    other_role: str
    other_role_label: str
    owner_list: str
    evidence: Evidence | None


def shared_work(workspace: Workspace, pair: Overlap, lang: Lang) -> list[SharedItem]:
    """The measures of a pair, in plan order, each once a combination of roles."""
    _ = translator(lang)
    wanted = set(pair.items)
    found = []
    rows = workspace.select("shared_items", lang=lang, unit=expand(pair.unit), other=expand(pair.other)).dicts()
    for row in rows:
        item = compact(str(row["item"]))
        if item not in wanted:
            continue
        one, two = (str(row[key]).rsplit("/", 1)[-1] for key in ("unit_role", "other_role"))
        found.append(
            SharedItem(
                item=item,
                label=str(row["item_label"]),
                task=compact(str(row["task"])),
                summary=str(row["abstract"] or ""),
                unit_role=one,
                unit_role_label=role_label(one, _),
                other_role=two,
                other_role_label=role_label(two, _),
                owner_list=str(row["owner_list"] or ""),
                evidence=_evidence(workspace, item),
            )
        )
    return found


def _evidence(workspace: Workspace, item: str) -> Evidence | None:
    rows = workspace.store.select(_WORDS, {"item": expand(item)}).dicts()
    if not rows:
        return None
    text = rows[0]["text"]
    return Evidence(int(rows[0]["start"] or 0), int(rows[0]["end"] or 0), None if text is None else str(text))
