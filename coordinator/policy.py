"""The policy a new cohort starts with, and where the program keeps its file."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Policy:
    """A cohort's policy (DESIGN §3): days as whole days, hours as hours."""

    duration_days: int = 182
    target_hours: float = 24.0
    session_hours: float = 2.0
    cadence_days: int = 14
    first_session_days: int = 14

    def as_columns(self) -> dict[str, object]:
        return asdict(self)


LONGEST_SESSION_HOURS = 12.0
"""A longer session is taken for a slip of the pen and refused."""


def default_path(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> Path:
    """`COORDINATOR_DB`, else `programme.duckdb` in the user's data folder."""
    named = environ.get("COORDINATOR_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("coordinator") / "programme.duckdb"


def drop_folder(store_path: Path) -> Path:
    """Where files brought in with scp are looked for: `inbox` beside the programme file."""
    return store_path.parent / "inbox"
