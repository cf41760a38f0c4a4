"""What is mapped by hand is remembered by the form's headers, offered for its next file, and undone like the rest."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError, FileRefused
from coordinator.services import history, imports, mappings, upkeep
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from coordinator.workbook.decisions import Decisions, mend, same
from coordinator.workbook.mapping import used_for, with_answer, with_constant
from tests.workbook.books import TODAY
from tests.workbook.making import workbook

Rows = Sequence[Sequence[object]]

FORM: Rows = [
    ["Timestamp", "Name", "E-mail", "Role", "What do you know?", "How many?"],
    [None, "Ann Lee", "ann@x.org", "Mentor", "Law; HR", "1-2"],
    [None, "Bo Ek", "bo@x.org", "Mentee", "Finance", None],
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)


def looked_at(desk: Desk, rows: Rows, **told: object) -> imports.Preview:
    return imports.preview(desk, workbook({"Form": rows}), name="f.xlsx", cohort="Spring", **told)  # type: ignore[arg-type]


def remembered(desk: Desk) -> imports.Preview:
    preview = looked_at(desk, FORM)
    mapping = used_for(preview.mapping, "Form", 5, "tags")
    mapping = with_answer(used_for(mapping, "Form", 6, "capacity"), "capacity", "1-2", "2")
    mappings.remember(desk, mapping, "Applications")
    return preview


def rows_of(desk: Desk, query: str) -> list[tuple[object, ...]]:
    with desk.store.reading() as db:
        return db.execute(query).fetchall()


def test_the_next_file_of_the_form_is_mapped_as_the_last(desk: Desk) -> None:
    assert not remembered(desk).mapping.is_clear
    preview = looked_at(desk, [FORM[0], [None, "Cy", "cy@x.org", "Mentor", "Tax", "1-2"]])
    assert preview.mapping.is_clear
    assert preview.mapping.of("Form", 5).why == "remembered from Applications"
    assert "Mapped as remembered: Applications." in preview.notes
    imports.commit(desk, preview)
    assert rows_of(desk, "select tags, capacity from application") == [(["Tax"], 2)]


def test_new_and_vanished_columns_are_pointed_out(desk: Desk) -> None:
    remembered(desk)
    headers = ["Name", "E-mail", "Role", "What do you know?", "How many?", "Any pets?"]
    preview = looked_at(desk, [headers, ["Cy", "cy@x.org", "Mentor", "Tax", "2", "cat"]])
    assert (preview.mapping.new, preview.mapping.vanished) == (("Any pets?",), ("Timestamp",))
    assert "New columns since then: Any pets?." in preview.notes
    assert preview.mapping.of("Form", 4).use == "tags"
    assert [column.header for _, column in preview.mapping.columns if column.is_open] == ["Any pets?"]


def test_another_form_is_not_taken_for_it(desk: Desk) -> None:
    remembered(desk)
    preview = looked_at(desk, [["Name", "E-mail", "Role", "Shoe size"], ["Cy", "cy@x.org", "Mentor", 40]])
    assert preview.mapping.name == ""


def test_remembering_again_keeps_one_and_says_when_nothing_changed(desk: Desk) -> None:
    remembered(desk)
    again = mappings.remember(desk, looked_at(desk, FORM).mapping, "Applications")
    assert again.change is None
    changed = with_constant(looked_at(desk, FORM).mapping, "role", "mentor")
    assert mappings.remember(desk, changed, "other").message == "Remembered as Applications."
    assert [one.name for one in mappings.kept(desk)] == ["Applications"]
    history.undo_last(desk)
    assert looked_at(desk, FORM).mapping.constants == {}
    history.undo_last(desk)
    assert mappings.kept(desk) == []
    assert upkeep.check(desk) == []


def test_a_mapping_is_renamed_exported_deleted_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    remembered(desk)
    kept = mappings.named(desk, " applications ")
    assert mappings.rename(desk, kept, "Spring form").message == "Applications is now called Spring form."
    mappings.export(mappings.named(desk, "Spring form"), tmp_path / "m.json")
    told = json.loads((tmp_path / "m.json").read_text())
    assert (told["name"], told["kind"]) == ("Spring form", "applicants")
    mappings.delete(desk, mappings.named(desk, "Spring form"))
    with pytest.raises(CoordinatorError, match="None is remembered yet"):
        mappings.named(desk, "Spring form")
    preview = looked_at(desk, FORM, mapping=mappings.from_file(tmp_path / "m.json"))
    assert preview.mapping.of("Form", 5).use == "tags"
    history.undo_last(desk)
    assert mappings.named(desk, "Spring form").kind == "applicants"


def test_names_are_each_ones_own(desk: Desk) -> None:
    remembered(desk)
    other = looked_at(desk, [["Name", "E-mail", "Role", "Shoe size"], ["Cy", "cy@x.org", "Mentor", 40]])
    assert mappings.remember(desk, other.mapping, "Applications").message == "Remembered as Applications 2."
    with pytest.raises(CoordinatorError, match="Another mapping is called applications"):
        mappings.rename(desk, mappings.named(desk, "Applications 2"), "applications")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "is no mapping"),
        ('{"kind": "applicants", "columns": [{"header": "x", "use": "shoe"}]}', "fills shoe"),
        ('{"kind": "pets", "columns": []}', "is no mapping: kind"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "m.json").write_text(text)
    with pytest.raises(CoordinatorError, match=said):
        mappings.from_file(tmp_path / "m.json")


def test_a_constant_must_be_an_answer_of_a_field(desk: Desk) -> None:
    assert looked_at(desk, FORM, constants={"Role": "mentee"}).mapping.constants == {"role": "mentee"}
    with pytest.raises(CoordinatorError, match=r"role 'cook': this does not say the role"):
        looked_at(desk, FORM, constants={"role": "cook"})
    with pytest.raises(CoordinatorError, match=r"no field 'shoe'.*The fields are: name"):
        looked_at(desk, FORM, constants={"shoe": "39"})


# -- what was said of rows


def test_a_mended_cell_is_judged_again_and_imported(desk: Desk) -> None:
    rows: Rows = [["Name", "E-mail", "Role"], ["Ann", "ann(at)x.org", "Mentor"], ["Bo", "bo@x.org", "Mentor"]]
    preview = looked_at(desk, rows)
    assert (preview.added, preview.rejected) == (1, 1)
    preview = imports.again(desk, preview, decisions=mend(Decisions(), [("Form", 2, 2)], "ann@x.org"))
    assert (preview.added, preview.rejected) == (2, 0)
    assert imports.commit(desk, preview).added == 2
    assert rows_of(desk, "select email from person order by email") == [("ann@x.org",), ("bo@x.org",)]


def test_all_or_nothing(desk: Desk) -> None:
    rows: Rows = [["Name", "E-mail", "Role"], ["Ann", "ann(at)x.org", "Mentor"], ["Bo", "bo@x.org", "Mentor"]]
    with pytest.raises(
        FileRefused, match=r"all or nothing: Form, row 2 would stay out \(this is not an e-mail"
    ):
        imports.commit(desk, looked_at(desk, rows), strict=True)
    assert rows_of(desk, "select count(*) from person") == [(0,)]
    assert imports.commit(desk, looked_at(desk, rows[::2]), strict=True).added == 1


def test_the_same_person_keeps_both_e_mails_until_it_is_undone(desk: Desk) -> None:
    headers = ["Name", "E-mail", "Role", "Organisation"]
    imports.commit(desk, looked_at(desk, [headers, ["Ann Lee", "ann@x.org", "Mentor", "Acorn"]]))
    autumn: Rows = [headers, ["Ann Lee", "lee@y.org", "Mentor", "Acorn"]]
    preview = imports.preview(desk, workbook({"Form": autumn}), name="f.xlsx", cohort="Autumn")
    assert preview.duplicates == 1
    assert "ann@x.org, Spring" in preview.verdicts[0].reason
    preview = imports.again(desk, preview, decisions=same(Decisions(), ("Form", 2), "ann@x.org"))
    assert imports.commit(desk, preview).added == 1
    assert rows_of(desk, "select email from person_email") == [("lee@y.org",)]
    assert rows_of(desk, "select count(*), count(distinct person) from application") == [(2, 1)]
    assert upkeep.check(desk) == []
    assert imports.preview(desk, workbook({"Form": autumn}), cohort="Autumn").unchanged == 1
    history.undo_last(desk)
    assert rows_of(desk, "select count(*) from person_email") == [(0,)]
    assert rows_of(desk, "select count(*) from application") == [(1,)]
