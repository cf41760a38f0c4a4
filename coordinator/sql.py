"""Find and read `queries/`: SQL is data, named by its path without `.sql`."""

from functools import cache
from pathlib import Path

from coordinator.errors import CoordinatorError


def data_folder(name: str) -> Path:
    """A folder of data: inside the package when installed from a wheel, else beside the checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise CoordinatorError(f"The program is installed without its folder {name!r}.", "Install it again.")


@cache
def query(name: str) -> str:
    """The text of one query, for instance `query("triage/items")`."""
    return (data_folder("queries") / f"{name}.sql").read_text(encoding="utf-8")


def files(folder: str) -> list[Path]:
    """The `.sql` files of one subject in the order of their names."""
    return sorted((data_folder("queries") / folder).glob("*.sql"))
