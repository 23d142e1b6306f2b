"""The tools: each a question about the workspace, answered compactly, with evidence for every record and the query behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyoxigraph as ox

from ... import queries
from ...analysis.overlaps import find_overlaps
from ...errors import N_, AizoneError, UsageError
from ...i18n import Lang, translator
from ...iri import compact, expand
from ...names import lookup
from ...names.parameters import groups_of, terms
from ...names.resolve import resolve
from ...projections.clauses import read_clauses
from ...projections.entity import read_entity
from ...projections.responsibilities import duties_of, measures_of_unit
from ...projections.search.everything import find_everything
from ...projections.search.passages import read_passages
from ...queries import Groups
from ...queries.cautions import cautions
from ...queries.empty_answers import reasons_for_no_rows
from ...queries.mistakes import said_in_words
from ...queries.remembered import remembered
from ...store import Rows, Term, to_python
from ...views.desk import findings as finding_words
from ..current import Opened
from .evidence import EvidenceBook, Told, evidence_of, of_duty

_MOST = 50
_ID = "https://w3id.org/aizone/id/"
_WHY_FOUND = {"text": "words of the plan", "summary": "words of a summary", "target": "name of a target"}


class NoEvidenceError(AizoneError):
    """An answer whose every record is without evidence; it is not given."""

    def __init__(self) -> None:
        super().__init__(
            "answer",
            N_("is not given: none of its rows names a thing whose words or source could be shown."),
            N_("Ask for the things themselves as well (a column ?measure, ?unit …), not only for counts or texts."),
        )


class Tools:
    """Answers for assistants about one state of a workspace.

    Args:
        opened: the workspace.
        lang: language of names and words.
    """

    def __init__(self, opened: Opened, lang: Lang) -> None:
        self._workspace = opened.workspace
        self._pool = opened.pool
        self._lang = lang
        self._book = EvidenceBook(opened.workspace.store, lang)

    def find(self, name: str, kind: str | None, plan: str | None, limit: int) -> Told:
        """Everything that a written name may mean; where nothing has that name, longer names and the words of plans."""
        if not name.strip():
            raise UsageError("name", N_("is missing."), N_("Name a thing, or write words of a plan."))
        found = self._workspace.find(name, kind, plan)
        if not found and kind is None:
            return self._found_in_words(name, plan, limit)
        records: list[Told] = [
            {"node": compact(one.iri), "label": one.label, "kind": one.kind, "why": one.why, "nodes": [one.iri]}
            for one in found
        ]
        return self._told(records, limit, counts="things", query=self._query("names"))

    def _found_in_words(self, words: str, plan: str | None, limit: int) -> Told:
        """Names that contain some words, and the measures and sections of plans that do."""
        store, in_plan = self._workspace.store, self._workspace.plan_named(plan, "plan")
        (passages,) = remembered(store).get((store.revision, "passages"), lambda: [read_passages(store)])
        plans = [compact(in_plan)] if in_plan is not None else []
        found = find_everything(
            store, self._workspace.names, passages, words, self._lang, plans=plans, limit=_most(limit)
        )
        names: list[Told] = [
            {"node": hit.node, "label": hit.label, "why": "similar name", "nodes": [expand(hit.node)]}
            for hit in found.names or found.alike
        ]
        said: list[Told] = [
            {
                "node": hit.passage.node,
                "label": lookup.label(store, expand(hit.passage.node), self._lang),
                "why": _WHY_FOUND[hit.passage.sort],
                "words": f"{hit.before}{hit.match}{hit.after}",
                "nodes": [expand(hit.passage.node)],
            }
            for hit in found.passages.hits
            if in_plan is None or hit.passage.plan == compact(in_plan)
        ]
        return self._told([*said, *names], limit, counts="things and passages", query=self._query("texts"))

    def unit(self, name: str, plan: str | None) -> Told:
        """One unit: names, roles, partners, goals, and its first duties with their words."""
        node = self._unit(name, plan)
        entity = read_entity(self._workspace.store, node.value, self._lang)
        assert entity is not None
        evidence = evidence_of(self._workspace.store, node, self._lang)
        if not evidence:
            raise NoEvidenceError
        return {
            "unit": compact(node),
            "label": entity.label,
            "other_names": list(entity.names),
            "roles": {role: count for role, count in entity.roles},
            "counts": "measures",
            "partners": [{"node": one.node, "label": one.label, "measures": one.count} for one in entity.partners[:10]],
            "goals": [{"node": one.node, "label": one.label, "measures": one.count} for one in entity.goals[:10]],
            "evidence": evidence,
            "query": self._query("duties_of_unit", unit=node),
        }

    def duties(self, unit: str, plan: str | None, role: str | None, limit: int) -> Told:
        """The duties of a unit in reading order, each with the sentence it was read from."""
        store, node = self._workspace.store, self._unit(unit, plan)
        in_plan = self._workspace.plan_named(plan, "plan")
        measures = measures_of_unit(store, node)
        if in_plan is not None:
            measures = tuple(one for one in measures if one.value.startswith(f"{in_plan.value}/"))
        found = [
            duty
            for duty in duties_of(store, node, True, measures, self._lang)
            if role is None or duty.role == role.removeprefix("azrole:")
        ]
        records: list[Told] = [
            {
                "measure": duty.item,
                "label": duty.item_label,
                "path": duty.path,
                "role": duty.role,
                "basis": duty.basis,
                "deadline": duty.deadline,
                "evidence": [of_duty(duty)],
            }
            for duty in found
        ]
        params = {"unit": node} | ({"plan": in_plan} if in_plan is not None else {})
        return {
            "unit": compact(node),
            **self._told(records, limit, counts="responsibilities", query=self._query("duties_of_unit", **params)),
        }

    def overlaps(self, plan: str | None, unit: str | None, least: int, groups: Groups, limit: int) -> Told:
        """Pairs of units that share measures, most first."""
        node = None if unit is None else compact(self._unit(unit, plan))
        in_plan = self._workspace.plan_named(plan, "plan")
        incidence = self._workspace.incidence(plan=in_plan, groups=groups, lang=self._lang)
        pairs = find_overlaps(incidence, min_shared=least, unit=node) if node is None or node in incidence.units else []
        records: list[Told] = [
            {
                "unit": pair.unit,
                "unit_label": pair.unit_label,
                "other": pair.other,
                "other_label": pair.other_label,
                "shared": pair.shared,
                "expected_by_chance": round(pair.expected, 1),
                "measures": list(pair.items[:10]),
                "nodes": [expand(item) for item in pair.items[:2]],
            }
            for pair in pairs[: _most(limit)]
        ]
        params = {"plan": in_plan} if in_plan is not None else {}
        told = self._told(
            records, limit, counts=f"measures, collective owners: {groups}", query=self._query("unit_pairs", **params)
        )
        return {**told, "count": len(pairs)}

    def findings(self, plan: str, unit: str | None, limit: int) -> Told:
        """The findings about coordination of a plan, those that most need it first, with the clauses of each."""
        slug = self._plan(plan)
        work = self._workspace.worklist(slug)
        node = None if unit is None else compact(self._unit(unit, plan))
        known = {clause.item: clause for clause in work.clauses.clauses}
        shown = read_clauses(self._workspace.store, f"id:plan/{slug}", self._lang)
        names = finding_words.names_of(shown)
        records: list[Told] = []
        for entry in work.entries:
            items = [known[item] for item in entry.finding.items]
            if node is not None and all(owner.unit != node for clause in items for owner in clause.owners):
                continue
            records.append(
                {
                    "finding": entry.finding.id,
                    "rule": entry.finding.rule,
                    "title": finding_words.title_of(entry.finding, names, self._lang),
                    "sentence": finding_words.sentence_of(entry.finding, names, self._lang),
                    "score": round(entry.finding.score, 2),
                    "state": entry.state,
                    "verdict": entry.verdict.kind if entry.verdict else None,
                    "evidence": [
                        {
                            "fact": clause.item,
                            "plan": f"id:plan/{slug}",
                            "path": clause.path,
                            "start": clause.start,
                            "end": clause.end,
                            "owner_list": clause.owner_list,
                            **({"quote": clause.text} if clause.text else {}),
                        }
                        for clause in items
                    ],
                }
            )
        query = self._query("responsibilities_of_plan", plan=ox.NamedNode(f"{_ID}plan/{slug}"))
        return self._told(records, limit, counts="findings", query=query)

    def evidence(self, node: str, limit: int) -> Told:
        """The words that a fact or thing was read from."""
        iri = self._node(node)
        found = evidence_of(self._workspace.store, iri, self._lang, most=_most(limit))
        if not found:
            raise NoEvidenceError
        return {
            "node": compact(iri),
            "label": lookup.label(self._workspace.store, iri, self._lang),
            "evidence": found,
            "query": self._query("evidence_of", fact=iri),
        }

    def questions(self) -> Told:
        """The questions of the library, with their parameters."""
        return {
            "questions": [
                {
                    "name": one.name,
                    "title": one.title[self._lang],
                    "params": {
                        param.name: f"{param.kind}{'' if param.required else ', optional'}: {param.description[self._lang]}"
                        for param in one.params
                    },
                    "columns": list(one.columns),
                }
                for one in queries.every()
            ]
        }

    def ask(self, question: str, params: Mapping[str, str], limit: int) -> Told:
        """A question of the library."""
        found = self._workspace.select(question, lang=self._lang, **params)
        loaded = queries.load(question)
        bound = terms(self._workspace.names, loaded, params)
        query = _bound(loaded.sparql(lang=self._lang, groups=groups_of(loaded, params)), bound)
        return self._told(_records(found), limit, counts="rows", query=query)

    def sparql(self, query: str, limit: int) -> Told:
        """A query of one's own, under the limits of any other."""
        limits = replace(self._pool.limits, rows=min(self._pool.limits.rows or _MOST, 10 * _MOST))
        with said_in_words(query):
            answer = self._pool.run(query, session="assistant", limits=limits)
        told = self._told(_records(answer.to_rows()), limit, counts="rows", query=query)
        _ = translator(self._lang)
        notes = [one.line(_) for one in cautions(query)]
        if answer.found_nothing and not answer.cut:
            notes += [reason.line(_) for reason in reasons_for_no_rows(query, self._workspace.store)]
        if notes:
            told = {**told, "notes": notes}
        return {**told, "cut_at_limit_of": answer.limit.value} if answer.cut else told

    def _told(self, records: Sequence[Told], limit: int, *, counts: str, query: str) -> Told:
        """The first records that have evidence.

        Raises:
            NoEvidenceError: there are records, and none of them has any.
        """
        shown: list[Told] = []
        without = 0
        for record in records[: _most(limit)]:
            nodes: Sequence[ox.NamedNode] = record.pop("nodes", ())  # type: ignore[assignment]
            evidence = record.get("evidence") or self._book.of(nodes)
            if evidence:
                shown.append(
                    {**{name: value for name, value in record.items() if value is not None}, "evidence": evidence}
                )
            else:
                without += 1
        if without and not shown:
            raise NoEvidenceError
        told: Told = {"answer": shown, "count": len(records), "counts": counts, "query": query}
        if without:
            told["left_out_without_evidence"] = without
        return told

    def _query(self, name: str, **bound: Term) -> str:
        return _bound(queries.load(name).sparql(lang=self._lang), bound)

    def _unit(self, name: str, plan: str | None) -> ox.NamedNode:
        return resolve(self._workspace.names, name, "az:Unit", self._workspace.plan_named(plan, "plan"), where="unit")

    def _plan(self, name: str) -> str:
        node = self._workspace.plan_named(name, "plan")
        if node is None:
            raise UsageError("plan", N_("is missing."), N_("Name a plan."))
        return node.value.removeprefix(f"{_ID}plan/")

    def _node(self, written: str) -> ox.NamedNode:
        """The node of an address, or the one thing that a name means."""
        try:
            node = expand(written)
        except (AizoneError, ValueError):
            return resolve(self._workspace.names, written, None, None, where="node")
        if next(iter(self._workspace.store.statements(node)), None) is None:
            return resolve(self._workspace.names, written, None, None, where="node")
        return node


def _most(limit: int) -> int:
    return max(1, min(limit, _MOST))


def _records(rows: Rows) -> list[Told]:
    """Rows as records, with the nodes whose evidence may be shown."""
    return [
        {
            "row": {
                name: compact(term) if isinstance(term, ox.NamedNode) else to_python(term)
                for name, term in zip(rows.columns, row, strict=True)
                if term is not None
            },
            "nodes": [term for term in row if isinstance(term, ox.NamedNode)],
        }
        for row in rows.rows
    ]


def _bound(text: str, bound: Mapping[str, Term]) -> str:
    """A question's text without its header and with the values of its parameters, ready to be asked."""
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# "))
    if not bound:
        return text
    names, values = " ".join(f"?{name}" for name in bound), " ".join(map(str, bound.values()))
    return f"{text.rstrip()}\nVALUES ({names}) {{ ({values}) }}\n"
