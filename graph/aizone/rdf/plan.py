"""The plan itself, its document, its sections, goals and areas."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from ..model import Reading
from ..text.damage import mended
from ..vocab import AZ, AZBASIS, AZREL, DCTERMS, ELI, PROV, RDF, SCHEMA, SH, SKOS
from .evidence import EvidenceWriter
from .literals import boolean, decimal, integer, moment, year, zh
from .mentions import mention_node, mention_quads
from .names import PlanNames


def plan_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """The plan's own data: title, number, issuer, dates, place, and the documents it cites."""
    plan, node, graph = reading.plan, names.plan, names.plan
    yield Quad(node, RDF.type, AZ.Plan, graph)
    yield Quad(node, RDF.type, ELI.LegalResource, graph)
    yield Quad(node, SKOS.prefLabel, zh(plan.title), graph)
    yield Quad(node, DCTERMS.title, zh(plan.title), graph)
    yield from evidence.cite(node, plan.title_span, is_name=True)
    if plan.number:
        yield Quad(node, ELI.id_local, Literal(plan.number), graph)
    if plan.issuer_unit is not None:
        yield Quad(node, ELI.passed_by, plan.issuer_unit, graph)
    if plan.issuer:
        yield Quad(node, AZ.issuerAsWritten, Literal(plan.issuer), graph)
    if plan.issued:
        yield Quad(node, DCTERMS.issued, moment(plan.issued), graph)
    if plan.start is not None:
        yield Quad(node, SCHEMA.startDate, year(plan.start), graph)
    if plan.end is not None:
        yield Quad(node, SCHEMA.endDate, year(plan.end), graph)
    if plan.place is not None:
        yield Quad(node, DCTERMS.spatial, plan.place, graph)
    for cited in plan.cited:
        document = cited.entity or names.entity("PolicyDocument", cited.title)
        mention = names.at(node, "mention", cited.span)
        yield Quad(node, AZ.cites, document, graph)
        yield from mention_node(mention, node, document, AZREL.cites, graph, in_work=False)
        yield Quad(mention, AZ.asWritten, Literal(evidence.words(cited.span)), graph)
        yield from evidence.cite(mention, cited.span, is_name=True)
        if cited.entity is None:
            yield Quad(document, RDF.type, AZ.PolicyDocument, graph)
            yield Quad(document, SKOS.prefLabel, zh(cited.title), graph)
            if cited.number:
                yield Quad(document, ELI.id_local, Literal(cited.number), graph)


def document_quads(reading: Reading, names: PlanNames, *, text_held: bool, software: str) -> Iterator[Quad]:
    """The document the plan was read from, and the software that read it (PROV); no time, so that reading twice gives the same."""
    document, node, graph = reading.document, names.document, names.plan
    yield Quad(names.plan, PROV.wasDerivedFrom, node, graph)
    yield Quad(names.plan, PROV.wasGeneratedBy, names.extraction, graph)
    yield Quad(names.extraction, RDF.type, PROV.Activity, graph)
    yield Quad(names.extraction, PROV.used, node, graph)
    yield Quad(names.extraction, SCHEMA.softwareVersion, Literal(software), graph)
    yield Quad(node, RDF.type, AZ.SourceDocument, graph)
    yield Quad(node, SCHEMA.name, Literal(document.name), graph)
    yield Quad(node, SCHEMA.sha256, Literal(document.sha256), graph)
    yield Quad(node, SCHEMA.encodingFormat, Literal(document.media_type), graph)
    yield Quad(node, AZ.length, integer(len(document.text)), graph)
    yield Quad(node, AZ.textHeld, boolean(text_held), graph)
    if document.source:
        yield Quad(node, DCTERMS.source, Literal(document.source), graph)
    if document.retrieved:
        yield Quad(node, AZ.retrieved, moment(document.retrieved), graph)


def section_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """Every numbered section as a clause; goals, areas and tasks are further types of the same node."""
    graph = names.plan
    parents = {child.mark.start: section for section in reading.outline.walk() for child in section.children}
    areas = {area.mark.start for area in reading.areas}
    goals = {goal.section.mark.start: goal for goal in reading.goals}
    tasks = {task.section.mark.start for task in reading.tasks}
    for position, section in enumerate(reading.outline.walk(), start=1):
        node, key = names.section(section), section.mark.start
        parent = parents.get(key)
        yield Quad(node, RDF.type, AZ.Clause, graph)
        yield Quad(node, AZ.path, Literal(section.printed_path), graph)
        yield Quad(node, AZ.position, integer(position), graph)
        heading = evidence.words(section.heading)
        yield Quad(node, SKOS.prefLabel, zh(mended(heading)), graph)
        if mended(heading) != heading:
            yield Quad(node, AZ.asWritten, Literal(heading), graph)
        yield from evidence.cite(node, section.heading, is_name=True)
        if evidence.keep_text and section.body:
            words = "\n".join(evidence.words(span) for span in section.body)
            yield Quad(node, AZ.text, zh(words), graph)
        is_work = key in areas or key in goals or (key in tasks and (parent is None or parent.mark.start not in areas))
        yield Quad(node, AZ.partOf, names.plan if parent is None or is_work else names.section(parent), graph)
        for known, term in ((key in goals, AZ.Goal), (key in areas, AZ.TaskArea), (key in tasks, AZ.Task)):
            if known:
                yield Quad(node, RDF.type, term, graph)


def passage_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """The things named outside of measures: by the plan's head, its goals, and the openings of its parts."""
    areas = {area.mark.start for area in reading.areas}
    for passage in reading.passages:
        section = passage.section
        holder = names.plan if section is None else names.section(section)
        in_work = section is not None and section.mark.start in areas
        for mention in passage.mentions:
            yield from mention_quads(mention, holder, names, evidence, in_work=in_work)


def contribution_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """The goals, targets and aims that work serves, with the words that say so as evidence."""
    graph = names.plan
    for link in reading.contributions:
        item, goal = names.work_item(link.item, link.clause), names.section(link.goal)
        served = goal
        if link.target is not None:
            served = names.target(goal, link.target)
            yield Quad(item, AZ.servesTarget, served, graph)
        elif link.aim is not None:
            goal = served = names.aim(goal, link.aim)
        node = names.contribution(item, served)
        yield Quad(item, AZ.servesGoal, goal, graph)
        yield Quad(node, RDF.type, AZ.Contribution, graph)
        yield Quad(node, AZ.workItem, item, graph)
        yield Quad(node, AZ.goal, goal, graph)
        if link.target is not None:
            yield Quad(node, AZ.target, served, graph)
        for number in link.covered:
            yield Quad(node, AZ.coversTarget, names.target(goal, number), graph)
        yield Quad(node, AZ.basis, AZBASIS[link.basis], graph)
        if link.score is not None:
            yield Quad(node, AZ.score, decimal(link.score), graph)
        for span in link.spans:
            yield from evidence.cite(node, span, is_name=True)


_SEVERITY = {"Info": SH.Info, "Warning": SH.Warning, "Violation": SH.Violation}


def issue_quads(reading: Reading, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """The passages that were unclear while reading, as findings."""
    graph = names.plan
    for issue in reading.issues:
        node = names.finding(issue.code, issue.span)
        yield Quad(node, RDF.type, AZ.Finding, graph)
        yield Quad(node, AZ.code, Literal(issue.code), graph)
        yield Quad(node, AZ.partOf, names.plan, graph)
        yield Quad(node, SH.resultSeverity, _SEVERITY[issue.severity], graph)
        for lang, words in sorted(issue.message.items()):
            yield Quad(node, SH.resultMessage, Literal(words, language=lang), graph)
        if issue.span is not None:
            yield from evidence.cite(node, issue.span)
