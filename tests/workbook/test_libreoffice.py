"""LibreOffice opens what we write, saves it, and every value comes back: in one conversion of many made values."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from math import isclose
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coordinator.models import Kind
from coordinator.services import exports, imports, templates
from coordinator.services.desk import Desk
from coordinator.workbook.cells import Book, Cell
from coordinator.workbook.reader import read
from coordinator.workbook.recognise import recognise
from coordinator.workbook.roundtrip import told
from coordinator.workbook.writer import About, SheetOut, Value, write_workbook
from tests.workbook.test_export_service import KINDS, programme, programmes, write
from tests.workbook.test_xlsx_parts import CHECKS, ROWS, VALUES

Made = dict[str, list[dict[str, object]]]

PROGRAMMES, ROWS_OF_VALUES = 60, 400


@pytest.fixture(scope="module")
def soffice() -> str:
    """The program; skips where it is not installed, which `COORDINATOR_REQUIRE_SOFFICE=1` makes a failure."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("COORDINATOR_REQUIRE_SOFFICE"):
        pytest.fail("soffice is not installed")
    if found is None:
        pytest.skip("soffice is not installed")
    return found


def many_programmes() -> Made:
    """The rows of many small programmes as those of one."""
    whole: Made = {name: [] for name in ("person", "application", "relationship", "pause", "session")}

    @settings(max_examples=PROGRAMMES, phases=[Phase.generate], database=None, deadline=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(programmes())
    def collect(made: Made) -> None:
        people, pairs = len(whole["person"]), len(whole["relationship"])
        for row in made["person"]:
            whole["person"].append({**row, "email": f"person{len(whole['person'])}@example.org"})
        for row in made["application"]:
            whole["application"].append({**row, "person": _moved(row["person"], people)})
        for row in made["relationship"]:
            both = {side: _moved(row[side], people) for side in ("mentor", "mentee")}
            whole["relationship"].append({**row, **both})
        for name in ("pause", "session"):
            whole[name] += [{**row, "relationship": _moved(row["relationship"], pairs)} for row in made[name]]

    collect()
    return whole


def _moved(number: object, by: int) -> int:
    assert isinstance(number, int)
    return number + by


def many_values() -> list[list[Value]]:
    """Rows of five made values each; the first is never blank."""
    rows: list[list[Value]] = []

    @settings(
        max_examples=ROWS_OF_VALUES, phases=[Phase.generate], database=None, deadline=None, derandomize=True
    )
    @given(st.tuples(VALUES, VALUES, VALUES, VALUES))
    def collect(values: tuple[Value, ...]) -> None:
        rows.append([len(rows), *values])

    collect()
    return rows


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with programme() as desk:
        write(desk, many_programmes())
        yield desk


@pytest.fixture(scope="module")
def folder(soffice: str, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What we wrote, and below `saved` what LibreOffice made of it: all kinds, a template, any values."""
    folder = tmp_path_factory.mktemp("office")
    for kind in KINDS:
        exports.export(desk, kind, folder / f"{kind}.xlsx", cohort="Spring")
    templates.write(desk, "sessions", folder / "template.xlsx")
    sheets = [
        SheetOut("Values", list("ABCDE"), many_values()),
        SheetOut("Checked", list(CHECKS), ROWS, frozenset({(1, 0)}), CHECKS, spare=3),
    ]
    write_workbook(folder / "values.xlsx", sheets, About((("What", "=1+1"),)))
    files = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "saved"),
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, len(list((folder / "saved").glob("*.xlsx")))) == (0, len(files)), done.stderr
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_saved_by_libreoffice_and_imported_changes_nothing(
    desk: Desk, folder: Path, kind: Kind
) -> None:
    preview = imports.preview(desk, folder / "saved" / f"{kind}.xlsx", cohort="Spring")
    differing = [
        one for one in preview.verdicts if (one.judged, one.effects, one.notes) != ("unchanged", (), ())
    ]
    assert differing == []
    assert len(preview.verdicts) > PROGRAMMES // 3
    assert (preview.kind, list(preview.notes), list(preview.skipped)) == (kind, [], [])


def test_the_values_that_were_exported_are_still_with_it(folder: Path) -> None:
    for kind in ("relationships", "sessions"):
        ours, saved = (
            recognise(read(path)).exported
            for path in (folder / f"{kind}.xlsx", folder / "saved" / f"{kind}.xlsx")
        )
        assert ours is not None
        assert saved == ours


def test_a_template_is_still_one(folder: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(folder / "saved" / "template.xlsx")
    checks = book["Sessions"].data_validations.dataValidation
    assert {check.type for check in checks} >= {"list", "date", "decimal"}
    assert book["Lists"].sheet_state == "hidden"


def test_every_value_comes_back_as_it_was(folder: Path) -> None:
    ours, saved = (
        values_of(read(path)) for path in (folder / "values.xlsx", folder / "saved" / "values.xlsx")
    )
    assert len(ours) > ROWS_OF_VALUES
    assert ours.keys() == saved.keys()
    assert [place for place, cell in ours.items() if not alike(cell, saved[place])] == []


def values_of(book: Book) -> dict[tuple[str, int, int], Cell]:
    """Every cell that is not blank by its place."""
    return {
        (sheet.title, row.number, column): cell
        for sheet in book.sheets
        for row in sheet.rows
        for column, cell in row.cells.items()
    }


def alike(one: Cell, other: Cell) -> bool:
    """Of one kind and saying the same; of a number a spreadsheet keeps 15 digits."""
    if isinstance(one.value, (int, float)) and isinstance(other.value, (int, float)):
        return one.kind == other.kind and isclose(one.value, other.value, rel_tol=1e-14)
    return (one.kind, told(one)) == (other.kind, told(other))


def test_an_about_sheet_is_text_through_and_through(folder: Path) -> None:
    book = read(io.BytesIO((folder / "saved" / "values.xlsx").read_bytes()).getvalue(), name="v.xlsx")
    about = book.sheets[0]
    assert about.title == "About"
    assert {cell.kind for row in about.rows for cell in row.cells.values()} == {"text"}
