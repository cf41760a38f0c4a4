"""A workbook goes out, is filled in, and comes back: what was changed in it, here meanwhile, and in both."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.models import Kind
from coordinator.policy import Policy
from coordinator.services import exports, imports, templates
from coordinator.services.desk import Desk
from coordinator.services.imports import Preview
from coordinator.store.connection import Store
from coordinator.workbook import checks, roundtrip
from coordinator.workbook.decisions import Decisions, Said, mend, say
from coordinator.workbook.out import SheetOut
from coordinator.workbook.reader import read
from coordinator.workbook.recognise import recognise
from coordinator.workbook.roundtrip import MARK
from coordinator.workbook.writer import write_workbook
from tests.conftest import Copy
from tests.workbook.books import TODAY, book, judged, paired, sheet
from tests.workbook.test_export_service import cells, whole

Fill = Callable[[Any, dict[str, int]], None]


@pytest.fixture(scope="module")
def spring(blank_file: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann mentors Tom (R1, sessions S1 and S2) and Zoe (R2) in Spring."""
    path = blank_file(tmp_path_factory.mktemp("roundtrip") / "programme.duckdb")
    with Store(path).writing("setup", "set up", TODAY) as change:
        change.insert("cohort", [{"name": "Spring", "starts_on": date(2026, 3, 1), **Policy().as_columns()}])
        names = ["Ann Lee", "Tom Day", "Zoe Fox"]
        change.insert("person", [{"name": name, "email": f"{name[:3].lower()}@x.org"} for name in names])
        pair = {"cohort": 1, "mentor": 1, "state": "active", "started_on": date(2026, 9, 1)}
        change.insert("relationship", [{**pair, "mentee": 2}, {**pair, "mentee": 3}])
        change.insert(
            "session",
            [
                {
                    "relationship": 1,
                    "held_on": date(2026, 9, day),
                    "state": "held",
                    "hours": 2.0,
                    "mode": "video",
                }
                for day in (8, 22)
            ],
        )
    return path


@pytest.fixture
def desk(spring: Path, tmp_path: Path) -> Desk:
    path = tmp_path / "programme.duckdb"
    path.write_bytes(spring.read_bytes())
    return Desk(Store(path), "ruth", TODAY)


def sent_out(desk: Desk, kind: Kind) -> bytes:
    into = io.BytesIO()
    exports.export(desk, kind, into, cohort="Spring")
    return into.getvalue()


def filled_in(data: bytes, fill: Fill) -> bytes:
    """The workbook after someone opened it, changed its sheet after About, and saved it."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    filled: Any = opened.worksheets[1]
    fill(filled, {str(cell.value): cell.column for cell in filled[1]})
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def come_back(desk: Desk, data: bytes) -> Preview:
    return imports.preview(desk, data, name="filled.xlsx", cohort="Spring")


def told(preview: Preview) -> list[tuple[str, tuple[str, ...]]]:
    return [(verdict.judged, verdict.effects) for verdict in preview.verdicts]


def here(desk: Desk, table: str, **columns: object) -> None:
    """Someone changes a row here meanwhile."""
    with desk.store.writing("ruth", "change", TODAY) as change:
        ((version,),) = change.db.execute(
            f"select version from {table} where id = {columns['id']}"
        ).fetchall()
        change.update(table, [{"version": version, **columns}])


def test_exactly_what_was_changed_in_it_is_seen_and_goes_in(desk: Desk) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Length (hours)"], 1.5)
        sheet.cell(2, at["Date"], date(2026, 9, 9))
        sheet.append({at["Date"]: date(2026, 10, 6), **{at[name]: sheet.cell(2, at[name]).value for name in WHO},
                      at["Length (hours)"]: 2, at["Status"]: "held"})  # fmt: skip

    preview = come_back(desk, filled_in(sent_out(desk, "sessions"), fill))
    assert told(preview) == [
        ("updated", ("held on: 2026-09-08 → 2026-09-09", "hours: 2 → 1.5")),
        ("unchanged", ()),
        ("added", ()),
    ]
    imports.commit(desk, preview)
    assert [(row["Ref"], row["Date"].day, row["Length (hours)"]) for row in out(desk, "sessions")] == [
        ("S1", 9, 1.5),
        ("S2", 22, 2),
        ("S3", 6, 2),
    ]


WHO = ("Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail")


def out(desk: Desk, kind: Kind) -> list[dict[str, Any]]:
    return cells(sent_out(desk, kind))


def test_what_changed_here_meanwhile_is_not_taken_back_by_cells_that_nobody_touched(desk: Desk) -> None:
    data = sent_out(desk, "relationships")
    here(desk, "relationship", id=1, coordinator="sam", cadence_days=21)

    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Start date"], date(2026, 9, 2))

    preview = come_back(desk, filled_in(data, fill))
    assert told(preview) == [("updated", ("started on: 2026-09-01 → 2026-09-02",)), ("unchanged", ())]
    imports.commit(desk, preview)
    (first, _) = out(desk, "relationships")
    assert (first["Coordinator"], first["Cadence (days)"], first["Start date"].day) == ("sam", 21, 2)


def clash(desk: Desk) -> bytes:
    """A workbook in which R1's state was changed, which here was changed otherwise."""
    data = sent_out(desk, "relationships")
    here(desk, "relationship", id=1, state="lapsed", lapsed_on=TODAY)

    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["State"], "closed")
        sheet.cell(2, at["Outcome"], "completed")
        sheet.cell(3, at["Coordinator"], "sam")

    return filled_in(data, fill)


def test_a_clash_is_a_verdict_of_its_own_with_all_three_values_and_stays_out(desk: Desk) -> None:
    preview = come_back(desk, clash(desk))
    first, second = preview.verdicts
    assert (first.judged, first.what, second.judged) == ("clash", "Ann Lee & Tom Day", "updated")
    (found,) = first.clashes
    assert (found.field, found.exported, found.here, found.theirs) == ("state", "active", "lapsed", "closed")
    (problem,) = first.problems
    assert (problem.column, problem.value) == ("H", "closed")
    assert "was active when this was exported, is lapsed here now and closed in the file" in first.reason
    report = imports.commit(desk, preview)
    assert (report.updated, [cell.reason for cell in report.rejected]) == (1, [first.reason])
    assert [row["State"] for row in out(desk, "relationships")] == ["lapsed", "active"]


def test_a_clash_is_settled_one_way_or_the_other_or_by_mending_its_cell(desk: Desk) -> None:
    preview = come_back(desk, clash(desk))
    first = preview.verdicts[0]
    place = (first.sheet, first.row)

    def settled(decisions: Decisions) -> tuple[str, ...]:
        (verdict, _) = imports.again(desk, preview, decisions=decisions).verdicts
        return (verdict.judged, *verdict.effects, verdict.reason)

    theirs = settled(say(Decisions(), [place], "theirs"))
    assert theirs[:3] == ("updated", "state: lapsed → closed", "outcome: blank → completed")
    # What is here stays, and so the outcome that came with their state is left too.
    assert settled(say(Decisions(), [place], "ours")) == ("unchanged", "")
    (found,) = first.clashes
    assert settled(mend(Decisions(), [(*place, found.column)], "completed"))[0] == "updated"


def test_the_same_written_otherwise_is_no_change_and_the_file_changes_nothing_twice(desk: Desk) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Date"], "8 Sept 2026")
        sheet.cell(2, at["Status"], "Held")
        sheet.cell(3, at["Date"], "23 September 2026")
        sheet.cell(3, at["Length (hours)"], "1h30")

    data = filled_in(sent_out(desk, "sessions"), fill)
    preview = come_back(desk, data)
    assert [verdict.judged for verdict in preview.verdicts] == ["unchanged", "updated"]
    imports.commit(desk, preview)
    assert [verdict.judged for verdict in come_back(desk, data).verdicts] == ["unchanged", "unchanged"]


def test_the_workbook_of_rejects_clashes_again_and_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    preview = come_back(desk, clash(desk))
    imports.commit(desk, preview)
    rejects = tmp_path / "rejects.xlsx"
    assert imports.write_rejects(preview, rejects) == 1
    again = imports.preview(desk, rejects, cohort="Spring")
    assert told(again) == told(preview)[:1]
    assert again.verdicts[0].clashes == preview.verdicts[0].clashes
    assert again.mapping.is_clear
    assert not any("not in the file" in note for note in again.notes)


def test_both_changed_it_alike_is_no_clash(desk: Desk) -> None:
    data = sent_out(desk, "relationships")
    here(desk, "relationship", id=2, coordinator="sam")

    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(3, at["Coordinator"], "sam")

    assert told(come_back(desk, filled_in(data, fill))) == [("unchanged", ()), ("unchanged", ())]


def test_a_missing_row_is_listed_and_stays(desk: Desk) -> None:
    preview = come_back(desk, filled_in(sent_out(desk, "sessions"), lambda sheet, _: sheet.delete_rows(3)))
    assert preview.notes[-1] == (
        "1 row that was exported is not in the file and stays as it is: S2 (Ann Lee & Tom Day, 2026-09-22)."
    )
    imports.commit(desk, preview)
    assert len(out(desk, "sessions")) == 2


def test_rows_of_other_cohorts_are_passed_over_unless_somebody_changed_them(desk: Desk) -> None:
    with desk.store.writing("setup", "set up", TODAY) as change:
        change.insert("cohort", [{"name": "Autumn", "starts_on": date(2026, 9, 1), **Policy().as_columns()}])
        change.insert(
            "relationship",
            [{"cohort": 2, "mentor": 2, "mentee": mentee, "state": "proposed"} for mentee in (1, 3)],
        )
    into = io.BytesIO()
    exports.export(desk, "relationships", into)

    def fill(sheet: Any, at: dict[str, int]) -> None:
        for row in range(2, 6):
            if sheet.cell(row, at["Ref"]).value in ("R1", "R3"):
                sheet.cell(row, at["Coordinator"], "sam")

    preview = come_back(desk, filled_in(into.getvalue(), fill))
    assert sorted(verdict.judged for verdict in preview.verdicts) == ["rejected", "unchanged", "updated"]
    (rejected,) = [verdict for verdict in preview.verdicts if verdict.judged == "rejected"]
    assert "this row is of another cohort than Spring: import it there" in rejected.reason
    assert "1 row of another cohort, in which nothing was changed, was passed over." in preview.notes


def test_an_emptied_cell_means_no_change_and_that_is_said(desk: Desk) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Mode"]).value = None

    (first, _) = come_back(desk, filled_in(sent_out(desk, "sessions"), fill)).verdicts
    assert (first.judged, first.notes) == ("unchanged", ("Mode was emptied: blank means no change",))


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ("S99", "there is no session S99 in Spring: blank the Ref if it is new"),
        ("R1", "there is no session R1 in Spring"),
        ("S2", "row 2 has the Ref S2 too: blank it in the row that is new"),
    ],
)
def test_a_ref_that_cannot_be_is_named(desk: Desk, ref: str, reason: str) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Ref"], ref)

    preview = come_back(desk, filled_in(sent_out(desk, "sessions"), fill))
    rejected = [verdict for verdict in preview.verdicts if verdict.judged == "rejected"][-1]
    assert rejected.problems[0].column == "A"
    assert reason in rejected.reason


def test_a_ref_of_other_people_is_no_licence_to_change_theirs(desk: Desk) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Mentee e-mail"], "zoe@x.org")

    for kind in ("relationships", "sessions"):
        first = come_back(desk, filled_in(sent_out(desk, kind), fill)).verdicts[0]
        assert first.judged == "rejected"
        assert "Ann Lee & Tom Day, the row names" in first.reason


def test_without_its_refs_a_row_is_found_by_its_people_and_day(desk: Desk) -> None:
    data = sent_out(desk, "sessions")
    here(desk, "session", id=1, mode="phone")

    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Length (hours)"], 1)
        sheet.delete_cols(at["Ref"])

    preview = come_back(desk, filled_in(data, fill))
    assert told(preview) == [("updated", ("hours: 2 → 1",)), ("unchanged", ())]


def test_delimited_text_is_matched_by_ref_too(desk: Desk) -> None:
    into = io.BytesIO()
    exports.export(desk, "sessions", into, cohort="Spring", csv=True)
    data = into.getvalue().replace(b"S2,Spring,2026-09-22", b"S2,Spring,2026-09-23")
    preview = imports.preview(desk, data, name="f.csv", cohort="Spring")
    assert told(preview) == [("unchanged", ()), ("updated", ("held on: 2026-09-22 → 2026-09-23",))]


def test_two_sessions_of_a_pair_never_meet_on_one_day(desk: Desk) -> None:
    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Date"], date(2026, 9, 22))

    first, second = come_back(desk, filled_in(sent_out(desk, "sessions"), fill)).verdicts
    assert (first.reason, second.judged) == (
        "there is another session of that day: correct the date",
        "unchanged",
    )


@pytest.mark.parametrize("spoilt", ["{", '{"version": 99}', "[]", '{"version": 1, "kind": "sessions"}'])
def test_where_what_was_exported_is_not_readable_the_file_is_read_like_any_other(
    desk: Desk, spoilt: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sent_out(desk, "sessions")))
    book["Exported"]["B1"] = spoilt
    data = io.BytesIO()
    book.save(data)
    preview = come_back(desk, data.getvalue())
    assert preview.recognised.exported is None
    assert told(preview) == [("unchanged", ()), ("unchanged", ())]


# -- the law of three ways

_WORD = st.sampled_from(["", "ann", "ben", "cas"])


@settings(max_examples=200, deadline=None)
@given(exported=_WORD, here=_WORD, theirs=_WORD, said=st.sampled_from([None, "theirs", "ours"]))
def test_theirs_goes_in_where_only_they_changed_it_ours_stays_else_and_both_is_a_clash(
    exported: str, here: str, theirs: str, said: Said | None
) -> None:
    headers = ["Ref", "Mentor e-mail", "Mentee e-mail", "Coordinator"]
    who: list[Any] = ["R1", "ann@x.org", "tom@x.org"]
    before = roundtrip.exported_sheet(
        "relationships", TODAY, SheetOut("R", headers, [[*who, exported or None]])
    )
    now = roundtrip.Now()
    now.take("relationships", SheetOut("R", headers, [[*who, here or None]]))
    hidden = sheet(
        [[MARK, before.headers[1]], *[[str(part)] for part, _ in before.rows]], "Exported", hidden=True
    )
    found = recognise(book(sheet([headers, [*who, theirs or None]]), hidden))
    assert found.exported is not None
    (table,) = found.tables
    compared = roundtrip.Comparison(found.exported, now, "Spring")
    merged = compared.merged(table, table.rows[0], say(Decisions(), [(table.sheet, 2)], said))

    result = merged.row.cells.get(table.columns["coordinator"][0])
    is_theirs = theirs not in ("", exported, here)
    both = is_theirs and here != exported
    assert bool(merged.clashes) == (both and said is None)
    assert roundtrip.told(result) == (theirs if is_theirs and not (both and said == "ours") else here)
    assert bool(merged.notes) == (theirs == "" and exported != "" and not exported == here == theirs)
    assert compared.missing() == []


# -- templates


def test_a_template_for_a_mentor_has_rows_for_the_pairs_and_takes_those_filled_in(desk: Desk) -> None:
    into = io.BytesIO()
    done = templates.write(desk, "sessions", into, mentor="ann")
    assert done.message == "A template for sessions with rows for Ann Lee's pairs written."
    rows = cells(into.getvalue())
    assert [row["Mentee"] for row in rows[:12]] == ["Tom Day"] * 6 + ["Zoe Fox"] * 6

    def fill(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Date"], date(2026, 10, 6))
        sheet.cell(2, at["Length (hours)"], 2)
        sheet.cell(2, at["Status"], "held")

    preview = come_back(desk, filled_in(into.getvalue(), fill))
    assert told(preview) == [("added", ())]
    assert preview.ignored == ()
    assert preview.skipped == ()
    assert preview.notes[-1] == "11 rows were left as the template had them and count for nothing."


@pytest.mark.parametrize("kind", checks.FIELDS)
def test_every_header_of_a_template_is_known_and_every_choice_understood(desk: Desk, kind: Kind) -> None:
    into = io.BytesIO()
    templates.write(desk, kind, into)
    book = openpyxl.load_workbook(io.BytesIO(into.getvalue()))
    sheet: Any = book.worksheets[1]
    at: dict[str, Any] = {str(cell.value): cell.column for cell in sheet[1]}
    columns = checks.columns_of(kind)
    choices = {
        name: column.check.choices
        for name, column in columns.items()
        if column.check and column.check.choices
    }
    assert {next(iter(check.sqref.ranges)).min_col for check in sheet.data_validations.dataValidation} == {
        at[name] for name, column in columns.items() if name in at and (column.check or column.tip)
    }
    for number in range(max(map(len, choices.values()))):
        row: dict[str, object] = {
            "Name": f"Ann {number}", "E-mail": f"ann{number}@x.org", "Role": "Mentor", "Mentor": "Ann Lee",
            "Mentor e-mail": "ann@x.org", "Mentee": f"Tim {number}", "Mentee e-mail": f"tim{number}@x.org",
            "Start date": date(2026, 9, 1), "Date": date(2026, 10, 1 + number), "Length (hours)": 1,
        }  # fmt: skip
        if kind == "sessions":
            row |= {"Mentee": "Tom Day", "Mentee e-mail": "tom@x.org"}
        row |= {name: told[number] for name, told in choices.items() if number < len(told)}
        state = row.get("State")
        if kind == "relationships":
            row["Closing date"] = date(2026, 10, 1) if state == "closed" else None
            row["Outcome"] = row.get("Outcome", "completed") if state == "closed" else None
        if row.get("Status") == "booked":
            row["Date"] = date(2026, 12, 1)
        for name, value in row.items():
            if name in at and value is not None:
                sheet.cell(2 + number, at[name]).value = value
    filled = io.BytesIO()
    book.save(filled)
    preview = imports.preview(desk, filled.getvalue(), name="t.xlsx", cohort="Spring")
    assert (preview.kind, preview.ignored) == (kind, ())
    assert [verdict.reason for verdict in preview.verdicts if verdict.judged == "rejected"] == []


@pytest.mark.parametrize(
    ("mentor", "reason"), [("zoe", "No mentor with a live relationship fits 'zoe'"), ("bob", "No mentor")]
)
def test_a_mentor_without_pairs_is_refused(desk: Desk, mentor: str, reason: str) -> None:
    with pytest.raises(Exception, match=reason):
        templates.write(desk, "sessions", io.BytesIO(), mentor=mentor)
    with pytest.raises(Exception, match="Only a template for sessions"):
        templates.write(desk, "applicants", io.BytesIO(), mentor="ann")


# -- the sheet of exported values


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.none() | st.dates(), st.floats(0, 12)), max_size=12))
def test_what_was_exported_is_known_again_whatever_it_says(rows: Sequence[tuple[Any, ...]]) -> None:
    sheet = SheetOut(
        "S",
        ["Ref", "Mentor", "Date", "Length (hours)", "Reported by"],
        [[f"S{number}", *row, "x"] for number, row in enumerate(rows, 1)],
    )
    hidden = roundtrip.exported_sheet("sessions", TODAY, sheet)
    assert all(len(str(part)) <= 32_767 for part, _ in hidden.rows)
    into = io.BytesIO()
    write_workbook(into, [SheetOut("T", ["A"], [["x"]]), hidden])
    found = roundtrip.exported_in(read(into.getvalue(), name="s.xlsx"), "sessions")
    assert found is not None
    assert found.fields == ("ref", "mentor", "held_on", "hours")
    now = roundtrip.Now()
    now.take("sessions", sheet)
    for ref in found.rows:
        assert ref in now
        assert found.row(ref) == {name: roundtrip.told(now.row(ref).get(name)) for name in found.fields}


def test_notes_are_not_in_what_programs_see(desk: Desk) -> None:
    here(desk, "relationship", id=1, reason="SECRET")
    assert b"SECRET" not in whole(sent_out(desk, "relationships"))


def test_a_ref_finds_a_relationship_whose_start_was_corrected() -> None:
    register, known = paired()
    headers = ["Ref", "Mentor e-mail", "Mentee e-mail", "Start date"]
    judgement = judged([headers, ["R1", "ann@x.org", "tom@x.org", date(2026, 8, 1)]], register)
    assert [str(change) for verdict in judgement.verdicts for change in verdict.changes] == [
        "started on: 2026-09-01 → 2026-08-01"
    ]
    assert known.started_on == date(2026, 8, 1)
