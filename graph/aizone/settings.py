"""Settings: one frozen record, built where the program starts and passed on; the environment is not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent
SHIPPED_DATA = PACKAGE / "data"
ONTOLOGY = PACKAGE / "ontology"
WORKSPACE_VARIABLE = "AIZONE_WORKSPACE"


@dataclass(frozen=True, slots=True)
class Settings:
    """The place of a workspace and the limits of its queries.

    Args:
        workspace: the data folder.
        ontology: the folder of the ontology, its schemes and shapes.
        query_timeout_s: seconds an untrusted query may run.
        query_max_rows: rows an untrusted query may return.
        query_memory_bytes: memory of the process that runs an untrusted query.
        in_memory_bytes: a workspace whose files are larger is served from a store on disk.
    """

    workspace: Path = SHIPPED_DATA
    ontology: Path = ONTOLOGY
    query_timeout_s: float = 10.0
    query_max_rows: int = 10_000
    query_memory_bytes: int = 2 * 2**30
    in_memory_bytes: int = 48 * 2**20


def settings_from(environ: Mapping[str, str], workspace: Path | str | None = None) -> Settings:
    """Settings for a program: a folder given by its caller, else AIZONE_WORKSPACE, else the shipped data."""
    chosen = workspace or environ.get(WORKSPACE_VARIABLE)
    return Settings(workspace=Path(chosen)) if chosen else Settings()
