"""`validate`: the workspace against the shapes."""

from __future__ import annotations

import argparse
import sys

from ...errors import N_, UsageError
from ...i18n import Lang, translator
from ...model.validation import ValidationResult
from ...workspace.check import check_files
from ...workspace.validation import validate_plan, validate_registries
from ..opening import open_workspace
from ..output import print_json, severity_words


def run_validate(options: argparse.Namespace, lang: Lang) -> int:
    """Check plans (and, when all are checked, registries); exit 0 conforms, 1 does not."""
    _ = translator(lang)
    workspace = open_workspace(options.workspace, lang)
    problems = list(check_files(workspace, options.plan or None))
    damaged = {problem.error.where for problem in problems if problem.severity == "Violation"}
    slugs = workspace.plan_slugs() if str(workspace.paths.plans) not in damaged else []
    for slug in options.plan:
        if slug not in slugs:
            raise UsageError(
                f"'{slug}'",
                N_("is not a plan of this workspace."),
                N_("It has: {slugs}."),
                slugs=", ".join(slugs) or "—",
            )
    checked = [slug for slug in options.plan or slugs if str(workspace.paths.plan(slug)) not in damaged]
    results: list[tuple[str, ValidationResult]] = []
    for number, slug in enumerate(checked, start=1):
        if sys.stderr.isatty():
            print(f"[{number}/{len(checked)}] {slug}", file=sys.stderr)
        results.extend((slug, result) for result in validate_plan(workspace, slug, engine=options.engine).results)
    if not options.plan:
        registries = validate_registries(workspace, engine=options.engine)
        results.extend((_("registries"), result) for result in registries.results)
    conforms = not damaged and all(result.severity == "Info" for _where, result in results)
    if options.format == "json":
        print_json(
            {
                "conforms": conforms,
                "results": [
                    {
                        "plan": where,
                        "severity": result.severity,
                        "focus_node": result.focus_node,
                        "result_path": result.result_path,
                        "value": result.value,
                        "shape": result.shape,
                        "message": result.message,
                    }
                    for where, result in results
                ],
                "files": [
                    {"file": one.error.where, "severity": one.severity, "message": one.error.line(_)}
                    for one in problems
                ],
            }
        )
    else:
        words = severity_words(_)
        for problem in problems:
            print(f"{words[problem.severity]} {problem.error.line(_)}")
        for _where, result in results:
            path = f" {result.result_path}" if result.result_path else ""
            print(f"{words[result.severity]} {result.focus_node}{path}: {result.message.get(lang, '')}")
        count = len(checked)
        if conforms:
            print(_("{count} plans conform to the shapes.").format(count=count))
        else:
            print(_("{count} findings; see the lines above.").format(count=len(results) + len(damaged)))
    return 0 if conforms else 1
