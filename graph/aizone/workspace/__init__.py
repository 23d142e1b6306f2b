"""The folder a graph is kept in: its paths, files and locks, its plans, and their validation."""

from __future__ import annotations

from ..queries import Groups
from .opening import open_to_ask, open_workspace, workspace_of
from .stored_plan import StoredPlan
from .workspace import Workspace

__all__ = ["Groups", "StoredPlan", "Workspace", "open_to_ask", "open_workspace", "workspace_of"]
