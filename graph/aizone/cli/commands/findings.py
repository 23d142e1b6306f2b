"""`findings` and `verdict`: the work list of findings about coordination, and what people decide about them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from ...analysis.findings.coordination import WEIGHTS
from ...errors import N_, UsageError
from ...i18n import LANGUAGES, Lang, Translate, translator
from ...iri import compact
from ...projections.clauses import PlanClauses, read_clauses
from ...verdicts.attribution import Attribution, login, now
from ...verdicts.findings import FindingVerdict, finding_iri, seen
from ...verdicts.kinds import OPEN_STATES
from ...verdicts.worklist import Worklist, WorklistEntry
from ...views.desk import findings as words
from ...workspace import Workspace
from ...workspace.people import local_person
from ..choosing import chosen_slugs, chosen_unit
from ..measures import print_measures
from ..opening import open_to_ask, open_workspace
from ..output import print_json, print_json_list, print_rows, say_if_no_plans
from ..plan_words import plan_heading
from ..tables import Cell
from ..terminal import write_rdf
from .importing import run_import

_MEASURES = (
    "find_findings", "coordination", "same_things", "parts_of_one", "platforms_of_fields", "like_names", "same_words", "same_topics",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Listed:
    """One plan's work list with the names of everything in it, and the findings to print."""

    slug: str
    work: Worklist
    names: words.FindingNames
    clauses: PlanClauses
    shown: tuple[WorklistEntry, ...]


def run_findings(options: argparse.Namespace, lang: Lang) -> int:
    """The findings of each plan, highest first; one in full when it is named."""
    if options.explain:
        return print_measures(*_MEASURES, fmt=options.format, lang=lang)
    if options.imported is not None:
        return run_import(options, lang)
    given = next((flag for flag, value in (("--dry-run", options.dry_run), ("--by", options.by)) if value), None)
    if given is not None:
        raise UsageError(f"aizone findings {given}", N_("goes with --import."), N_("Name a file: --import FILE.xlsx"))
    workspace = open_to_ask(options, lang)
    if options.finding is not None:
        listed, entry = _the_finding(workspace, options, lang, "aizone findings")
        if options.format == "table":
            _print_in_full(listed, entry, lang)
            return 0
        return _print_all(workspace, [listed], [(listed, entry)], options, lang)
    unit = chosen_unit(workspace, options.unit, options.plan, "aizone findings")
    slugs = chosen_slugs(workspace, options.plan, "aizone findings")
    found = (_listed(workspace, slug, lang, options, unit) for slug in slugs)
    if options.format == "json":
        print_json_list(_as_json(one, entry, lang) for one in found for entry in one.shown)
        return 0
    plans = list(found)
    return _print_all(workspace, plans, [(one, entry) for one in plans for entry in one.shown], options, lang)


def run_verdict(options: argparse.Namespace, lang: Lang) -> int:
    """Record what a person decides about a finding, or take a verdict back."""
    where = "aizone verdict"
    if (options.kind is None) != options.withdraw:
        raise UsageError(
            where, N_("give a kind of verdict, or --withdraw."), N_("'{command} --help' lists them."), command=where
        )
    workspace, _ = open_workspace(options.workspace, lang), translator(lang)
    listed, entry = _the_finding(workspace, options, lang, where)
    made = local_person().signing(Attribution(options.by or login(), now(), options.reason))
    ended = {verdict.id: made for verdict in entry.verdicts}
    ledger = workspace.verdict_ledger(listed.slug)
    if options.withdraw:
        if not ended:
            raise UsageError(
                where,
                N_("nothing was decided about {id}."),
                N_("'aizone findings' lists what was."),
                id=entry.finding.id,
            )
        workspace.record(ledger, ended=ended)
        verdicts: tuple[FindingVerdict, ...] = ()
    else:
        known = {clause.item: clause for clause in listed.work.clauses.clauses}
        sides = tuple(seen(known[item]) for item in entry.finding.items)
        verdicts = (FindingVerdict(entry.finding.id, options.kind, sides, made),)
        workspace.record(ledger, verdicts, ended=ended)
    after = WorklistEntry(entry.finding, verdicts)
    if options.format == "json":
        print_json(_as_json(listed, after, lang))
        return 0
    said = _("Taken back in {file}.") if options.withdraw else _("Recorded in {file}.")
    print(said.format(file=ledger.path))
    print(_progress(workspace.worklist(listed.slug), _))
    return 0


# --- finding what was named


def _the_finding(
    workspace: Workspace, options: argparse.Namespace, lang: Lang, where: str
) -> tuple[_Listed, WorklistEntry]:
    """The one finding whose id begins with what was typed, or whose IRI it is.

    Raises:
        UsageError: none or several begin with it.
    """
    wanted = str(options.finding).rstrip("/").rsplit("/", 1)[-1].lower()
    found = [
        (slug, entry)
        for slug in chosen_slugs(workspace, options.plan, where)
        for entry in workspace.worklist(slug).entries
        if wanted and entry.finding.id.startswith(wanted)
    ]
    if len(found) != 1:
        raise UsageError(
            where,
            N_("{count} findings have the ID '{id}'."),
            N_("'aizone findings' lists them."),
            count=len(found),
            id=options.finding,
        )
    slug, entry = found[0]
    return _listed(workspace, slug, lang, None, None), entry


def _listed(
    workspace: Workspace, slug: str, lang: Lang, options: argparse.Namespace | None, unit: str | None
) -> _Listed:
    work = workspace.worklist(slug)
    plan = work.clauses.plan
    clauses = work.clauses if lang == "zh" else read_clauses(workspace.store, plan, lang)
    owners = {clause.item: {owner.unit for owner in clause.owners} for clause in clauses.clauses}
    shown = tuple(
        entry
        for entry in work.entries
        if options is None
        or (
            (options.state is None or entry.state == options.state)
            and (not options.undecided or entry.state in OPEN_STATES)
            and (options.classed is None or entry.finding.finding_class == options.classed)
            and (options.rule is None or entry.finding.rule == options.rule)
            and (options.kind is None or any(verdict.kind == options.kind for verdict in entry.verdicts))
            and (unit is None or any(unit in owners[item] for item in entry.finding.items))
        )
    )
    return _Listed(slug, work, words.names_of(clauses), clauses, shown)


# --- printing


def _print_all(
    workspace: Workspace,
    plans: Sequence[_Listed],
    entries: Sequence[tuple[_Listed, WorklistEntry]],
    options: argparse.Namespace,
    lang: Lang,
) -> int:
    if options.format == "json":
        print_json([_as_json(listed, entry, lang) for listed, entry in entries])
    elif options.format == "turtle":
        _print_turtle(workspace, entries)
    elif options.format != "table":
        print_rows(_FLAT, [_flat(listed, entry, lang) for listed, entry in entries], fmt=options.format)
    else:
        say_if_no_plans(plans, translator(lang))
        for listed in plans:
            _print_plan(listed, plan_heading(workspace, listed.clauses.plan, lang), lang)
    return 0


def _print_turtle(workspace: Workspace, entries: Sequence[tuple[_Listed, WorklistEntry]]) -> None:
    from ...exports.findings_rdf import to_turtle

    plans = {listed.clauses.plan for listed, _entry in entries}
    names = {
        (plan, lang): words.names_of(read_clauses(workspace.store, plan, lang)) for plan in plans for lang in LANGUAGES
    }
    found = (entry.finding for _listed, entry in entries)
    write_rdf(
        to_turtle(
            (one, {lang: words.sentence_of(one, names[one.plan, lang], lang) for lang in LANGUAGES}) for one in found
        )
    )


def _print_plan(listed: _Listed, label: str, lang: Lang) -> None:
    _ = translator(lang)
    if not listed.work.entries:
        print(label, words.nothing_found(listed.clauses, _), "", sep="\n")
        return
    rows: list[Sequence[Cell]] = [
        (
            entry.finding.id[:6],
            words.class_name(entry.finding.finding_class, _),
            words.sentence_of(entry.finding, listed.names, lang),
            entry.finding.score,
            _verdict_words(entry, _),
        )
        for entry in listed.shown
    ]
    heads = (_("ID"), _("Class"), _("Finding"), _("Score"), _("Verdict"))
    print_rows(heads, rows, fmt="table", title=label, empty=_("No finding is like that."))
    print(_progress(listed.work, _))
    if not listed.clauses.holds_words:
        print(_("The plan's sentences are not held here: words were compared in the summaries only."))
    print()


def _progress(work: Worklist, _: Translate) -> str:
    told = _("{decided} of {count} findings decided.").format(decided=work.count("decided"), count=len(work.entries))
    changed = work.count("changed")
    if changed:
        told += _(" {count} changed since they were decided.").format(count=changed)
    if work.gone:
        told += _(" {count} verdicts are about findings that no longer occur.").format(count=len(work.gone))
    return told


def _verdict_words(entry: WorklistEntry, _: Translate) -> str:
    if entry.verdict is None:
        return ""
    told = words.verdict_label(entry.verdict.kind, _)
    if entry.is_disputed:
        told += _(" (others decided otherwise)")
    return f"{told} ({words.state_label('changed', _)})" if entry.changed else told


def _print_in_full(listed: _Listed, entry: WorklistEntry, lang: Lang) -> None:
    _, finding = translator(lang), entry.finding
    print(words.title_of(finding, listed.names, lang))
    print(words.sentence_of(finding, listed.names, lang))
    print(_("{name}: {rule}").format(name=words.class_name(finding.finding_class, _), rule=words.class_rule(finding.finding_class, _)))  # fmt: skip
    held = finding.coordination
    print(_("Score {score} = {strength} ({shared}) × {weight} ({level})").format(
        score=finding.score,
        strength=round(finding.common.strength, 2),
        shared=words.rule_label(finding.rule, _),
        weight=WEIGHTS[held.level],
        level=words.level_label(held.level, _),
    ))  # fmt: skip
    for line in words.also_words(finding.also, listed.names, _):
        print(_("also {what}").format(what=line))
    print()
    rows = [
        (side.path, side.text or side.summary or side.label, side.owner_list)
        for side in words.sides_of(finding, listed.clauses, entry.changed)
    ]
    print_rows((_("Place"), _("Measure"), _("Owner list as written")), rows, fmt="table")
    beside = words.beside_of(finding, listed.clauses)
    if beside:
        print(_("Also about it, but with a unit in common:"))
        for _node, place, label in beside:
            print(f"  {place} {label}")
    for verdict in entry.verdicts:
        print(_("{when} {by}: {kind}. {why}").format(
            when=verdict.made.when, by=verdict.made.signed, kind=words.verdict_label(verdict.kind, _), why=verdict.made.why or ""
        ))  # fmt: skip


_FLAT = ("plan", "id", "class", "rule", "score", "level", "items", "leads", "sentence", "state", "verdict", "reason", "by", "when")  # fmt: skip


def _flat(listed: _Listed, entry: WorklistEntry, lang: Lang) -> list[Cell]:
    finding, verdict = entry.finding, entry.verdict
    made = verdict.made if verdict else None
    return [
        listed.slug, finding.id, finding.finding_class, finding.rule, finding.score, finding.coordination.level,
        " ".join(finding.items), " ".join(finding.coordination.leads), words.sentence_of(finding, listed.names, lang),
        entry.state, verdict.kind if verdict else "", (made.why if made else "") or "", made.by if made else "",
        made.when if made else "",
    ]  # fmt: skip


def _as_json(listed: _Listed, entry: WorklistEntry, lang: Lang) -> dict[str, object]:
    finding, held = entry.finding, entry.finding.coordination
    return {
        "plan": listed.slug,
        "id": finding.id,
        "iri": compact(finding_iri(listed.slug, finding.id)),
        "class": finding.finding_class,
        "rule": finding.rule,
        "title": words.title_of(finding, listed.names, lang),
        "sentence": words.sentence_of(finding, listed.names, lang),
        "score": finding.score,
        "strength": round(finding.common.strength, 4),
        "level": held.level,
        "items": finding.items,
        "beside": finding.common.beside,
        "shared": finding.common.nodes,
        "words": finding.common.words,
        "leads": held.leads,
        "is_inferred": held.is_inferred,
        "names_no_lead": held.names_no_lead,
        "everywhere": held.everywhere,
        "isolated": held.isolated,
        "islands": held.islands,
        "also": [{"rule": one.rule, "shared": one.nodes, "words": one.words} for one in finding.also],
        "sides": [
            {"item": side.item, "place": side.path, "text": side.text, "summary": side.summary, "owner_list": side.owner_list,
             "start": side.start, "end": side.end, "owners": [{"unit": owner.unit, "role": owner.role} for owner in side.owners]}
            for side in words.sides_of(finding, listed.clauses, entry.changed)
        ],
        "state": entry.state,
        "changed": entry.changed,
        "verdicts": [
            {"id": verdict.id, "kind": verdict.kind, "reason": verdict.made.why, "by": verdict.made.by,
             "account": verdict.made.account, "when": verdict.made.when}
            for verdict in entry.verdicts
        ],
    }  # fmt: skip
