"""Every file in queries/ binds, has the columns of its model and the parameters of its function, and is listed."""

import importlib
import inspect
import pkgutil
import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

import duckdb
import pytest

import coordinator.store
from coordinator import models, sql
from coordinator.store import reads
from tests.sql.conftest import TODAY, empty_programme

ROOT = sql.data_folder("queries")
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.sql"))
QUERIES = [name for name in FILES if name.split("/")[0] not in ("migrations", "rules")]

COLUMN_TYPES: dict[object, set[str]] = {
    int: {"BIGINT", "INTEGER"},
    float: {"DOUBLE"},
    str: {"VARCHAR"},
    bool: {"BOOLEAN"},
    date: {"DATE"},
    time: {"TIME"},
    datetime: {"TIMESTAMP"},
    Sequence[int]: {"BIGINT[]", "INTEGER[]"},
    Sequence[date]: {"DATE[]"},
    Sequence[str]: {"VARCHAR[]"},
}


def modules() -> Iterator[types.ModuleType]:
    yield models
    for package in (models, coordinator.store):
        for found in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{found.name}")


def models_by_query() -> dict[str, type]:
    """Each model names its query in its docstring: "Source: `queries/triage/items.sql`"."""
    found: dict[str, type] = {}
    for module in modules():
        for model in vars(module).values():
            if inspect.isclass(model) and hasattr(model, "_fields"):
                for name in re.findall(r"`queries/(\S+\.sql)`", model.__doc__ or ""):
                    found[name] = model
    return found


MODELS = models_by_query()


def column_types(annotation: object) -> set[str]:
    """What a column may be to fill a field so annotated; None in a union fits every column."""
    if annotation in COLUMN_TYPES:
        return COLUMN_TYPES[annotation]
    (plain,) = (part for part in typing.get_args(annotation) if part is not type(None))
    return COLUMN_TYPES[plain]


class Recorder:
    """Stands in for a connection: keeps what would be run and returns no rows."""

    def __init__(self) -> None:
        self.text = ""
        self.parameters: set[str] = set()

    def execute(self, text: str, parameters: dict[str, object]) -> "Recorder":
        self.text, self.parameters = text, set(parameters)
        return self

    def fetchmany(self, _: int) -> list[tuple[object, ...]]:
        return []


def asked(reader: typing.Any) -> Recorder:
    """What a reader asks when all its parameters are null."""
    recorder = Recorder()
    found = reader(recorder, **dict.fromkeys(list(inspect.signature(reader).parameters)[1:]))
    if isinstance(found, Iterator):
        assert not list(found)  # it asks when the first row is wanted
    return recorder


READERS = [
    function
    for module in modules()
    if module.__name__.endswith("reads")
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
    and not name.startswith("_")
    and function not in (reads.rows, reads.each)
]


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = empty_programme()
    yield connection
    connection.close()


def plain_values(names: Iterable[str]) -> dict[str, object]:
    """Null for every parameter but the day, whose type a query takes from its value."""
    return {name: TODAY if name == "today" else None for name in names}


def parameters_of(db: duckdb.DuckDBPyConnection, text: str) -> set[str]:
    (statement,) = db.extract_statements(text)
    return set(statement.named_parameters)


@pytest.mark.parametrize("name", QUERIES)
def test_it_is_one_statement_that_binds(db: duckdb.DuckDBPyConnection, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    described = db.execute(f"describe {text}", plain_values(parameters_of(db, text))).fetchall()
    columns = [column for column, *_ in described]
    assert len(columns) == len(set(columns)) > 0


@pytest.mark.parametrize("name", sorted(MODELS))
def test_columns_are_the_fields_of_the_model(db: duckdb.DuckDBPyConnection, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    described = db.execute(f"describe {text}", plain_values(parameters_of(db, text))).fetchall()
    columns = {column: kind for column, kind, *_ in described}
    annotations = typing.get_type_hints(MODELS[name])
    assert list(columns) == list(annotations)
    for field, annotation in annotations.items():
        assert columns[field] in column_types(annotation), f"{field}: {columns[field]} is no {annotation}"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_a_reader_passes_the_parameters_of_its_query(
    db: duckdb.DuckDBPyConnection, reader: typing.Any
) -> None:
    recorder = asked(reader)
    arguments = list(inspect.signature(reader).parameters)[1:]
    assert set(arguments) == recorder.parameters == parameters_of(db, recorder.text)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_a_reader_builds_the_model_of_its_query(reader: typing.Any) -> None:
    recorder = asked(reader)
    (name,) = (name for name in QUERIES if (ROOT / name).read_text(encoding="utf-8") == recorder.text)
    returns = inspect.get_annotations(reader, eval_str=False)["return"]
    built = {part for part in typing.get_args(returns) if part is not type(None)}
    assert built == {MODELS.get(name, str)}


@pytest.mark.parametrize("name", FILES)
def test_it_says_at_the_top_what_it_is_and_the_readme_lists_it(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = name if name in QUERIES else Path(name).name
    assert (ROOT / name).read_text(encoding="utf-8").startswith("-- ")
    assert f"`{listed}`" in readme


def test_the_readme_lists_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {name if name in QUERIES else Path(name).name for name in FILES}
    assert set(re.findall(r"^\| `(\S+\.sql)`", readme, re.MULTILINE)) == known


@pytest.mark.parametrize("name", FILES)
def test_no_file_asks_the_clock(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").lower()
    assert not re.search(r"current_date|current_timestamp|now\(\)|today\(\)|getdate", text)
