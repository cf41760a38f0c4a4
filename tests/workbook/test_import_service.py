"""A file into the programme: judged, committed as one batch, undone, handed back for mending."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from coordinator.errors import CoordinatorError, FileRefused
from coordinator.schemas import ImportReport
from coordinator.services import import_report, imports, upkeep
from coordinator.services.desk import Desk
from coordinator.store import events
from coordinator.store.connection import Store
from coordinator.workbook.columns import REASON
from tests.workbook.books import TODAY
from tests.workbook.making import workbook

Rows = Sequence[Sequence[object]]

APPLICANTS: Rows = [
    ["Name", "E-mail", "Role", "Capacity", "Tags", "Applied on"],
    ["Ann Lee", "ann@x.org", "Mentor", 2, "HR; Law", date(2026, 3, 1)],
    ["Tom Day", "tom@x.org", "Mentee", None, "HR", date(2026, 3, 2)],
    ["Bad Row", "nowhere", "Mentee", None, None, None],
]
PAIRS: Rows = [
    ["Mentor e-mail", "Mentee e-mail", "Start date", "State", "Paused on", "Return date"],
    ["ann@x.org", "tom@x.org", date(2026, 9, 1), "paused", date(2026, 11, 1), date(2027, 1, 1)],
]
SESSIONS: Rows = [
    ["Mentor", "Mentee", "Date", "Length", "Status"],
    ["Ann Lee", "Tom Day", date(2026, 9, 8), 2, "held"],
    ["Ann Lee", "Tom Day", date(2026, 9, 22), None, "missed"],
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)


def brought_in(desk: Desk, rows: Rows, *, cohort: str = "Spring") -> ImportReport:
    return imports.commit(desk, imports.preview(desk, workbook({"Data": rows}), name="f.xlsx", cohort=cohort))


def everything(desk: Desk) -> None:
    for rows in (APPLICANTS, PAIRS, SESSIONS):
        brought_in(desk, rows)


def rows_of(desk: Desk, query: str) -> list[tuple[object, ...]]:
    with desk.store.reading() as db:
        return db.execute(query).fetchall()


def sizes(desk: Desk) -> dict[str, int]:
    tables = ["cohort", "person", "application", "relationship", "pause", "session", "import_batch"]
    tables.append("event where change > 0")
    return {
        table.split()[0]: int(str(rows_of(desk, f"select count(*) from {table}")[0][0])) for table in tables
    }


def test_a_preview_tells_what_would_happen_and_writes_nothing(desk: Desk) -> None:
    preview = imports.preview(desk, workbook({"Data": APPLICANTS}), name="f.xlsx", cohort=" spring  2026 ")
    assert (preview.kind, preview.cohort, preview.new_cohort) == ("applicants", "spring 2026", True)
    assert (preview.rows, preview.added, preview.updated, preview.unchanged, preview.rejected) == (
        3,
        2,
        0,
        0,
        1,
    )
    (rejected,) = preview.rejected_cells
    assert (rejected.sheet, rejected.row, rejected.column, rejected.value) == ("Data", 4, "B", "nowhere")
    assert set(sizes(desk).values()) == {0}


def test_good_rows_go_in_as_one_batch_and_one_change(desk: Desk) -> None:
    report = brought_in(desk, APPLICANTS)
    assert (report.batch, report.rows, report.added, len(report.rejected)) == (1, 3, 2, 1)
    assert report.change == 1
    assert "change" not in report.model_dump()
    assert brought_in(desk, APPLICANTS).change is None
    assert rows_of(desk, "select name, starts_on, cadence_days from cohort") == [("Spring", TODAY, 14)]
    assert rows_of(
        desk, "select kind, file, row_count, added, updated, unchanged, rejected from import_batch"
    ) == [("applicants", "f.xlsx", 3, 2, 0, 0, 1)]
    assert rows_of(desk, "select tags, capacity from application order by id") == [
        (["HR", "Law"], 2),
        (["HR"], 1),
    ]
    assert rows_of(
        desk, "select count(distinct change), min(who), min(command) from event where change > 0"
    ) == [(1, "ruth", "import applicants")]


def test_the_three_kinds_make_a_sound_programme(desk: Desk) -> None:
    everything(desk)
    assert sizes(desk) | {"event": 0} == {
        "cohort": 1, "person": 2, "application": 2, "relationship": 1, "pause": 1, "session": 2, "import_batch": 3, "event": 0,
    }  # fmt: skip
    assert rows_of(desk, "select state, hours, reported_by from session order by held_on") == [
        ("held", 2.0, "import"),
        ("missed", None, "import"),
    ]
    assert rows_of(desk, "select distinct state from application") == [("accepted",)]
    assert upkeep.check(desk) == []


def test_the_same_file_twice_writes_nothing_at_all(desk: Desk) -> None:
    everything(desk)
    before = sizes(desk)
    for rows in (APPLICANTS, PAIRS, SESSIONS):
        report = brought_in(desk, rows)
        assert (report.batch, report.added, report.updated) == (None, 0, 0)
        assert report.rows == report.unchanged + len(report.rejected)
    assert sizes(desk) == before


def test_a_file_of_bad_rows_makes_no_cohort(desk: Desk) -> None:
    assert brought_in(desk, [APPLICANTS[0], APPLICANTS[3]]).batch is None
    assert set(sizes(desk).values()) == {0}


def test_a_new_cohort_starts_with_its_earliest_relationship(desk: Desk) -> None:
    names: Rows = [
        ["Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail", "Start date"],
        ["Ann", "a@x.org", "Tom", "t@x.org", date(2026, 9, 9)],
        ["Ann", "a@x.org", "Bo", "b@x.org", date(2026, 9, 2)],
    ]
    brought_in(desk, names)
    assert rows_of(desk, "select starts_on from cohort") == [(date(2026, 9, 2),)]


def test_a_cohort_is_found_whatever_its_case(desk: Desk) -> None:
    brought_in(desk, APPLICANTS, cohort="Spring 2026")
    assert brought_in(desk, APPLICANTS, cohort="SPRING 2026").cohort == "Spring 2026"
    assert sizes(desk)["cohort"] == 1


def test_a_person_of_two_cohorts_is_one_person(desk: Desk) -> None:
    brought_in(desk, APPLICANTS, cohort="Spring")
    report = brought_in(desk, APPLICANTS, cohort="Autumn")
    assert (report.added, sizes(desk)["person"], sizes(desk)["application"]) == (2, 2, 4)


def test_sessions_into_an_unknown_cohort_are_refused_naming_the_known(desk: Desk) -> None:
    everything(desk)
    with pytest.raises(FileRefused, match=r"no cohort 'Winter'.*The cohorts are: Spring\."):
        imports.preview(desk, workbook({"Data": SESSIONS}), cohort="Winter")
    with pytest.raises(CoordinatorError, match="no name"):
        imports.preview(desk, workbook({"Data": SESSIONS}), cohort="  ")


def test_a_change_is_written_over_the_old_and_undone_with_its_batch(desk: Desk) -> None:
    brought_in(desk, APPLICANTS)
    changed: Rows = [["Name", "E-mail", "Role", "Phone"], ["Ann Leigh", "ann@x.org", "Mentor", "020 1"]]
    report = brought_in(desk, changed)
    assert (report.updated, report.batch) == (1, 2)
    assert rows_of(desk, "select name, phone from person where id = 1") == [("Ann Leigh", "020 1")]
    with desk.store.writing("ruth", "undo", TODAY) as change:
        events.undo(change, events.change_of_batch(change.db, 2))
    assert rows_of(desk, "select name, phone from person where id = 1") == [("Ann Lee", None)]


def test_undoing_an_import_takes_everything_away_again(desk: Desk) -> None:
    everything(desk)
    with desk.store.writing("ruth", "undo", TODAY) as change:
        events.undo(change, events.change_of_batch(change.db, 3))
    assert sizes(desk)["session"] == 0
    assert upkeep.check(desk) == []
    assert brought_in(desk, SESSIONS).added == 2


def test_rows_are_judged_again_when_someone_wrote_since_the_preview(desk: Desk) -> None:
    preview = imports.preview(desk, workbook({"Data": APPLICANTS}), name="f.xlsx", cohort="Spring")
    brought_in(desk, APPLICANTS)
    report = imports.commit(desk, preview)
    assert (report.batch, report.unchanged) == (None, 2)
    assert sizes(desk)["person"] == 2


def test_a_preview_committed_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    preview = imports.preview(desk, workbook({"Data": APPLICANTS}), name="f.xlsx", cohort="Spring")
    assert imports.commit(desk, preview).added == 2
    assert imports.commit(desk, preview).batch is None


def test_when_the_write_fails_nothing_is_in_the_file_and_it_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = imports.preview(desk, workbook({"Data": APPLICANTS}), name="f.xlsx", cohort="Spring")
    with monkeypatch.context() as broken:
        broken.setattr(imports, "_record_batch", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imports.commit(desk, preview)
    assert set(sizes(desk).values()) == {0}
    assert imports.commit(desk, preview).added == 2
    assert upkeep.check(desk) == []


def test_a_kind_that_does_not_fit_is_refused(desk: Desk) -> None:
    with pytest.raises(FileRefused, match="not recognised as sessions"):
        imports.preview(desk, workbook({"Data": APPLICANTS}), cohort="Spring", kind="sessions")


def test_a_cancelled_import_is_refused(desk: Desk) -> None:
    with pytest.raises(FileRefused, match="cancelled"):
        imports.preview(desk, workbook({"Data": APPLICANTS}), cohort="Spring", cancelled=lambda: True)


def test_the_reports_json_is_as_the_issue_says(desk: Desk) -> None:
    report = brought_in(desk, APPLICANTS).model_dump(mode="json")
    first = [
        "file",
        "kind",
        "cohort",
        "batch",
        "rows",
        "added",
        "updated",
        "unchanged",
        "rejected",
        "refused",
    ]
    assert list(report) == [*first, "set_aside", "duplicates"]
    assert list(report["rejected"][0]) == ["sheet", "row", "column", "value", "reason"]
    refused = import_report.of_refusal(
        "x.xlsx", None, "Spring", FileRefused("It is no workbook.", "Look.")
    ).model_dump()
    assert (refused["refused"], refused["rows"], refused["batch"]) == ("It is no workbook. Look.", 0, None)


# -- rejects


MIXED: Mapping[str, Rows] = {
    "Mentor applications": [
        ["Mentors of 2026"],
        ["Full name", "Email Address", "How many mentees?", "Date applied (dd/mm/yyyy)", "Shoe size"],
        ["Good One", "good@x.org", 1, "14/03/2026", 42],
        ["@SUM(1)", "bad(at)x.org", "1-2", "03/04/2026", datetime(2026, 1, 1, 9, 30)],
    ],
    "Mentee applications": [
        ["Full name", "Email Address"],
        ["No Mail", None],
    ],
}


def test_rejects_come_back_as_they_were_with_the_reason_beside(desk: Desk, tmp_path: Path) -> None:
    preview = imports.preview(desk, workbook(MIXED), name="f.xlsx", cohort="Spring")
    assert imports.write_rejects(preview, tmp_path / "rejects.xlsx") == 2
    book = openpyxl.load_workbook(tmp_path / "rejects.xlsx")
    assert book.sheetnames == ["Mentor applications", "Mentee applications"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*MIXED["Mentor applications"][1], REASON]
    values = [cell.value for cell in sheet[2]]
    assert values[:5] == ["@SUM(1)", "bad(at)x.org", "1-2", datetime(2026, 4, 3), datetime(2026, 1, 1, 9, 30)]
    assert str(values[5]).startswith("Email Address: this is not an e-mail address")
    assert "; How many mentees?: this is a range" in str(values[5])
    coloured = [cell.coordinate for cell in sheet[2] if cell.fill.fill_type]
    assert coloured == ["B2", "C2"]
    assert book.worksheets[1]["B2"].fill.fill_type == "solid"


def test_mended_rejects_import_as_they_are(desk: Desk, tmp_path: Path) -> None:
    preview = imports.preview(desk, workbook(MIXED), name="f.xlsx", cohort="Spring")
    imports.commit(desk, preview)
    path = tmp_path / "rejects.xlsx"
    imports.write_rejects(preview, path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B2"], book.worksheets[0]["C2"] = "mended@x.org", 2
    book.worksheets[1]["B2"] = "mail@x.org"
    book.save(path)
    report = imports.commit(desk, imports.preview(desk, path, cohort="Spring"))
    assert (report.added, len(report.rejected)) == (2, 0)
    assert rows_of(
        desk,
        "select name, role, capacity, applied_on from application a join person p on p.id = a.person order by a.id",
    ) == [
        ("Good One", "mentor", 1, date(2026, 3, 14)),
        ("@SUM(1)", "mentor", 2, date(2026, 4, 3)),
        ("No Mail", "mentee", 1, None),
    ]


def test_rejected_rejects_keep_one_column_of_reasons(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    imports.write_rejects(imports.preview(desk, workbook(MIXED), cohort="Spring"), first)
    imports.write_rejects(imports.preview(desk, first, cohort="Spring"), second)
    headers = [
        [cell.value for cell in openpyxl.load_workbook(path).worksheets[1][1]] for path in (first, second)
    ]
    assert headers[0] == headers[1] == ["Full name", "Email Address", REASON]


def test_the_role_that_the_files_name_told_is_not_lost(desk: Desk, tmp_path: Path) -> None:
    source = workbook({"Form Responses 1": MIXED["Mentee applications"]})
    preview = imports.preview(desk, source, name="Mentees (Responses).xlsx", cohort="Spring")
    imports.write_rejects(preview, tmp_path / "r.xlsx")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames == ["Mentees"]


def test_an_import_from_bytes_is_as_good_as_from_a_path(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name;E-mail;Role\nAnn;ann@x.org;Mentor\n", encoding="utf-8")
    from_path = imports.preview(desk, path, cohort="Spring")
    from_bytes = imports.preview(
        desk, io.BytesIO(path.read_bytes()).getvalue(), name="people.csv", cohort="Spring"
    )
    assert (from_path.added, from_path.file) == (from_bytes.added, from_bytes.file) == (1, "people.csv")


def test_long_answers_are_written_in_little_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as would be in one statement if only rows were counted are more than the memory there is then."""
    monkeypatch.setattr(imports, "ROWS_IN_MEMORY", 0)

    def imported(answer: str, count: int) -> ImportReport:
        rows = "".join(f"Ann {n},ann{n}@x.org,Mentee,{answer}\n" for n in range(count))
        file = f"Name,E-mail,Role,About you\n{rows}".encode()
        return imports.commit(desk, imports.preview(desk, file, name="long.csv", cohort="Spring"))

    assert imported("abcdefg " * 3_000, 1_800).added == 1_800
    assert imported("hijklmn " * 3_000, 1_400).updated == 1_400
