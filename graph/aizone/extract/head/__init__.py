"""The head of a plan: its title, issuer, number, dates and period, and the documents it cites."""

from __future__ import annotations

from .cited_documents import cited_documents, cited_without_marks, short_titles
from .metadata import PlanMetadata, read_metadata

__all__ = ["PlanMetadata", "cited_documents", "cited_without_marks", "read_metadata", "short_titles"]
