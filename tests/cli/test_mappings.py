"""`coordinator mappings`, and `import` by a mapping, with a constant, all or nothing."""

import json
from pathlib import Path

from coordinator.services import imports, mappings
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from coordinator.workbook.mapping import used_for
from tests.cli.conftest import Run
from tests.workbook.books import TODAY

PEOPLE = "Name,E-mail,Topic of yours\nAnn,ann@x.org,Law\nBo,bo(at)x.org,Tax\n"


def remember(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)
    preview = imports.preview(
        desk, PEOPLE.replace("E-mail", "E-mail,Role").encode(), name="f.csv", cohort="Spring"
    )
    mappings.remember(desk, used_for(preview.mapping, preview.found.tables[0].sheet, 4, "tags"), "Form")


def test_mappings_are_listed_renamed_exported_and_deleted(run: Run, tmp_path: Path) -> None:
    assert "No mapping is remembered yet" in run("mappings").stdout
    remember(tmp_path)
    assert run("mappings", "rename", "form", "Spring form").stdout == "Form is now called Spring form.\n"
    (told,) = json.loads(run("mappings", "list", "--json").stdout)
    assert (told["name"], told["kind"], told["columns"]) == ("Spring form", "applicants", 4)
    assert "Spring form" in run("mappings").stdout
    run("mappings", "export", "Spring form", "m.json")
    assert json.loads((tmp_path / "m.json").read_text())["name"] == "Spring form"
    assert run("mappings", "delete", "Spring form").stdout == "Spring form is forgotten.\n"
    gone = run("mappings", "rename", "Spring form", "x")
    assert (gone.exit_code, "no mapping called" in gone.stderr) == (4, True)


def test_inspect_takes_a_form_as_it_was_remembered(run: Run, tmp_path: Path) -> None:
    """Headers that mean nothing here are known once somebody said what they hold, to inspect as to import."""
    path = tmp_path / "odd.csv"
    path.write_text("Who,Where to write,Which side\nAnn,ann@x.org,Mentor\n", encoding="utf-8")
    desk = Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)
    preview = imports.preview(desk, path, cohort="Spring", kind="applicants", by_hand=True)
    assert run("inspect", str(path)).exit_code == 4
    mapping = preview.mapping
    for column, field in enumerate(("name", "email", "role"), 1):
        mapping = used_for(mapping, preview.found.tables[0].sheet, column, field)
    mappings.remember(desk, mapping, "Odd form")
    seen = json.loads(run("inspect", str(path), "--json").stdout)
    assert (seen["kind"], seen["verdicts"]["added"]) == ("applicants", 1)
