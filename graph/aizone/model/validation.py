"""Results of checking a graph against the shapes."""

from __future__ import annotations

from dataclasses import dataclass

from .kinds import Severity


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One statement that breaks its shape; IRIs as CURIEs, `message` keyed by language."""

    severity: Severity
    focus_node: str
    result_path: str | None
    value: str | None
    shape: str
    message: dict[str, str]


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results, worst first."""

    results: tuple[ValidationResult, ...]

    @property
    def conforms(self) -> bool:
        """True without violations and warnings: nothing is worse than Info."""
        return all(result.severity == "Info" for result in self.results)
