"""The folder a graph is kept in: its paths, files and locks, its plans, and their validation."""

from __future__ import annotations

from ..queries import Groups
from .stored_plan import StoredPlan
from .workspace import Workspace, open_to_ask, open_workspace, workspace_of

__all__ = ["Groups", "StoredPlan", "Workspace", "open_to_ask", "open_workspace", "workspace_of"]
