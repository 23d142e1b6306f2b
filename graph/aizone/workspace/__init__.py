"""The folder a graph is kept in: its paths, files and locks, its plans, and their validation."""

from __future__ import annotations

from .stored_plan import StoredPlan
from .workspace import Groups, Workspace, open_workspace

__all__ = ["Groups", "StoredPlan", "Workspace", "open_workspace"]
