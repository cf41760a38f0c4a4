"""What goes out comes back unchanged, whatever people wrote; notes never go out."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator import definitions, telling
from coordinator.definitions import DISCLOSURE
from coordinator.errors import CoordinatorError
from coordinator.models import CohortFigures, Kind
from coordinator.models.outgoing import Listing
from coordinator.policy import Policy
from coordinator.schemas import DashboardOut, TriageOut
from coordinator.services import exports, imports, overview
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from coordinator.store.past import take_back
from coordinator.workbook import values
from coordinator.workbook.text import clean
from coordinator.workbook.writer import SheetOut, write_workbook
from tests.workbook.books import TODAY, cell

KINDS: Sequence[Kind] = ("applicants", "relationships", "sessions")
HOSTILE = [
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGk=\x07 \x1b[31mred",
    "=1+1",
    "'=1+1",
    "''-x",
    "@SUM(A1)",
    "'); drop table person; --",
    "👩‍🚀 e\u0301",
    "\u202bשלום\u202c \u200fx",
    "_x0041_ #N/A",
    "x" * 32_000,
    'quo"te, comma; semi | bar\ttab',
]


@cache
def _new_programme() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "programme.duckdb"
        with Store(path).writing("setup", "set up", TODAY) as change:
            policy = {"starts_on": date(2026, 3, 1), **Policy().as_columns()}
            change.insert("cohort", [{"name": name, **policy} for name in ("Spring", "Autumn")])
        return path.read_bytes()


@contextmanager
def programme() -> Iterator[Desk]:
    """A desk at a programme of its own, with the cohorts Spring (1) and Autumn (2)."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "programme.duckdb"
        path.write_bytes(_new_programme())
        yield Desk(Store(path), "ruth", TODAY)


def exported(
    desk: Desk, kind: exports.ExportKind, *, cohort: str | None = "Spring", csv: bool = False
) -> bytes:
    into = io.BytesIO()
    exports.export(desk, kind, into, cohort=cohort, csv=csv)
    return into.getvalue()


def assert_nothing_would_change(desk: Desk, *, csv: bool) -> None:
    for kind in KINDS:
        data = exported(desk, kind, csv=csv)
        with desk.store.reading() as db:
            table = {"applicants": "application", "relationships": "relationship", "sessions": "session"}[
                kind
            ]
            (count,) = db.execute(f"select count(*) from {table}").fetchall()[0]
        if count == 0:
            continue
        preview = imports.preview(desk, data, name=f"export.{'csv' if csv else 'xlsx'}", cohort="Spring")
        assert preview.kind == kind
        told = [(verdict.judged, verdict.effects, verdict.reason) for verdict in preview.verdicts]
        assert told == [("unchanged", (), "")] * count


@pytest.mark.parametrize("csv", [False, True])
def test_hostile_text_goes_in_out_and_in_again_unharmed(csv: bool) -> None:
    rows = [[text, f"p{number}@x.org", "Mentor", *[text] * 4] for number, text in enumerate(HOSTILE)]
    source = io.BytesIO()
    headers = ["Name", "E-mail", "Role", "Phone", "Organisation", "Tags", "About"]
    write_workbook(source, [SheetOut("People", headers, rows)])
    with programme() as desk:
        preview = imports.preview(desk, source.getvalue(), name="f.xlsx", cohort="Spring")
        assert imports.commit(desk, preview).added == len(HOSTILE)
        assert_nothing_would_change(desk, csv=csv)
        with desk.store.reading() as db:
            names = [name for (name,) in db.execute("select name from person order by id").fetchall()]
        assert names == [" ".join(clean(text).split()) for text in HOSTILE]
        assert not any("\x1b" in name for name in names)


def test_terminal_escapes_are_gone_after_a_delimited_import() -> None:
    with programme() as desk:
        data = f"Name,E-mail,Role\n{HOSTILE[1]},a@x.org,Mentor\n".encode()
        imports.commit(desk, imports.preview(desk, data, name="f.csv", cohort="Spring"))
        for csv in (False, True):
            assert_nothing_would_change(desk, csv=csv)
            assert b"\x1b" not in exported(desk, "applicants", csv=True)


# -- the law: an export imported again changes nothing

_DAYS = st.dates(date(2025, 1, 1), TODAY)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def _line(text: str) -> str:
    return values.line(cell(text))


# An apostrophe before a sign is what our own .csv puts there, so it does not come back from one.
LINES = _TEXT.map(_line).filter(lambda text: text and not text.startswith("'"))
TAGS = (
    st.lists(LINES, min_size=1, max_size=3).map(lambda tags: values.tags(cell("; ".join(tags)))).filter(bool)
)

_ANSWERS = LINES.map(telling.one).filter(bool)
SEVERAL = (
    st.lists(LINES, min_size=1, max_size=3)
    .map(lambda said: telling.several("; ".join(said)))
    .filter(bool)
    .map(lambda said: list(said or ()))
)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, object]]:
    count = draw(st.integers(2, 4))
    return [
        {
            "name": draw(LINES),
            "email": f"person{number}@example.org",
            **{name: draw(st.none() | LINES) for name in ("phone", "organisation", "job_title", "location")},
        }
        for number in range(count)
    ]


@st.composite
def applications(draw: st.DrawFn, person: int) -> dict[str, object]:
    role = draw(st.sampled_from(["mentor", "mentee"]))
    tags = draw(st.none() | TAGS)
    return {
        "cohort": 1,
        "person": person,
        "role": role,
        "state": draw(st.sampled_from(["applied", "accepted", "declined"])),
        "applied_on": draw(st.none() | _DAYS),
        "capacity": draw(st.integers(0, 5)) if role == "mentor" else 1,
        "tags": list(tags) if tags else None,
        "about": draw(st.none() | LINES),
        "consent": draw(st.none() | st.booleans()),
        "sector": draw(st.none() | _ANSWERS),
        "organisation_size": draw(st.none() | st.sampled_from(telling.SIZES)),
        "organisation_stage": draw(st.none() | st.sampled_from(telling.STAGES)),
        "languages": draw(st.none() | SEVERAL),
        "times": draw(
            st.none() | st.lists(st.sampled_from(telling.TIMES), min_size=1, unique=True).map(_in_order)
        ),
        "modes": draw(st.none() | st.sampled_from([["video"], ["phone", "in_person"]])),
    }


def _in_order(times: list[str]) -> list[str]:
    return [slot for slot in telling.TIMES if slot in times]


@st.composite
def relationships(draw: st.DrawFn, people: int) -> tuple[dict[str, object], dict[str, object] | None]:
    mentor, mentee = draw(st.permutations(range(1, people + 1)))[:2]
    state = draw(st.sampled_from(["proposed", "active", "paused", "lapsed", "closed", "declined"]))
    started = draw(_DAYS)
    has_start = state in ("active", "paused", "lapsed", "closed") or draw(st.booleans())
    closed = state == "closed" or (state == "declined" and draw(st.booleans()))
    row: dict[str, object] = {
        "cohort": 1,
        "mentor": mentor,
        "mentee": mentee,
        "state": state,
        "outcome": draw(st.sampled_from(["completed", "ended_early", "never_started"]))
        if state == "closed"
        else None,
        "started_on": started if has_start else None,
        "closed_on": started + timedelta(days=draw(st.integers(0, 90))) if closed else None,
        "cadence_days": draw(st.none() | st.integers(1, 60)),
        "coordinator": draw(st.none() | LINES),
    }
    if state == "paused" or (has_start and draw(st.booleans())):
        days = draw(st.integers(1, 60))
        pause: dict[str, object] = {
            "paused_on": started,
            "returns_on": draw(st.none() | st.just(started + timedelta(days=days))),
            "returned_on": None if state == "paused" else started + timedelta(days=days),
        }
        return row, pause
    return row, None


@st.composite
def sessions(draw: st.DrawFn, relationship: int) -> dict[str, object]:
    state = draw(st.sampled_from(["held", "booked", "missed", "cancelled"]))
    length = draw(st.integers(1, 720)) / 60
    return {
        "relationship": relationship,
        "held_on": draw(_DAYS),
        "state": state,
        "hours": length if state == "held" or (state == "booked" and draw(st.booleans())) else None,
        "mode": draw(st.none() | st.sampled_from(["in_person", "video", "phone"])),
        "plan_reviewed": draw(st.none() | st.booleans()),
        "reported_by": draw(st.none() | st.sampled_from(["mentor", "coordinator", "import"])),
    }


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    """Rows of a sound programme in the cohort Spring."""
    made: dict[str, list[dict[str, object]]] = {"person": draw(people())}
    count = len(made["person"])
    applied = [draw(applications(person)) for person in range(1, count + 1)]
    made["application"] = applied
    pairs: list[tuple[dict[str, object], dict[str, object] | None]] = []
    seen: set[tuple[object, ...]] = set()
    for row, pause in draw(st.lists(relationships(count), max_size=4)):
        # A pair has one live relationship, and no two that begin on one day.
        is_over = row["state"] in ("closed", "declined")
        keys = {
            (row["mentor"], row["mentee"], row["started_on"]),
            (row["mentor"], row["mentee"], is_over or "live"),
        }
        if not keys & seen:
            seen |= keys
            pairs.append((row, pause))
    made["relationship"] = [row for row, _ in pairs]
    made["pause"] = [{"relationship": n, **pause} for n, (_, pause) in enumerate(pairs, 1) if pause]
    logged = draw(st.lists(st.integers(1, len(pairs)).flatmap(sessions), max_size=5)) if pairs else []
    made["session"] = list({(row["relationship"], row["held_on"]): row for row in logged}.values())
    return made


def write(desk: Desk, made: dict[str, list[dict[str, object]]]) -> None:
    with desk.store.writing("setup", "set up", TODAY) as change:
        for table in ("person", "application", "relationship", "pause", "session"):
            change.insert(table, made[table])


@settings(max_examples=20, deadline=None)
@given(programmes())
def test_a_delimited_export_imported_again_changes_nothing(made: dict[str, list[dict[str, object]]]) -> None:
    with programme() as desk:
        write(desk, made)
        assert_nothing_would_change(desk, csv=True)


@settings(max_examples=3, deadline=None)
@given(programmes())
def test_a_workbook_exported_and_imported_again_changes_nothing(
    made: dict[str, list[dict[str, object]]],
) -> None:
    with programme() as desk:
        write(desk, made)
        assert_nothing_would_change(desk, csv=False)


# -- what is in it


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Ann mentoring Tom in Spring since 1 September, with a session, and a confidential note."""
    with programme() as desk:
        with desk.store.writing("setup", "set up", TODAY) as change:
            ann, tom = change.insert(
                "person",
                [{"name": name, "email": f"{name[:3].lower()}@x.org"} for name in ("Ann Lee", "Tom Day")],
            )
            (pair,) = change.insert(
                "relationship",
                [
                    {
                        "cohort": 1,
                        "mentor": ann,
                        "mentee": tom,
                        "state": "active",
                        "started_on": date(2026, 9, 1),
                    }
                ],
            )
            change.insert(
                "session",
                [
                    {
                        "relationship": pair,
                        "held_on": date(2026, 9, 8),
                        "state": "held",
                        "hours": 5 / 3,
                        "mode": "in_person",
                    }
                ],
            )
            change.insert(
                "contact",
                [
                    {
                        "relationship": pair,
                        "contacted_on": TODAY,
                        "outcome": "reached",
                        "note": "SECRET",
                        "channel": "phone",
                    }
                ],
            )
        yield desk


def cells(data: bytes, sheet: int = 1) -> list[dict[str, object]]:
    headers, *rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, headers), row, strict=True)) for row in rows]


def test_triage_says_how_each_relationship_stands(desk: Desk) -> None:
    (row,) = cells(exported(desk, "triage"))
    (item,) = overview.triage(desk, everything=True)
    assert (row["Ref"], row["Mentor"], row["Mentee e-mail"]) == ("R1", "Ann Lee", "tom@x.org")
    assert (row["Health"], row["Reason"]) == (item.health.replace("_", " "), item.reason)
    assert row["Hours held"] == 1.67


def test_what_a_screen_shows_is_what_is_written(desk: Desk) -> None:
    (item,) = overview.triage(desk, everything=True)
    into = io.BytesIO()
    done = exports.export(desk, "triage", into, items=[item, item])
    assert len(cells(into.getvalue())) == 2
    assert (done.message, done.change) == ("2 rows of triage written.", None)


def test_sessions_and_relationships_use_the_importers_headers_and_words(desk: Desk) -> None:
    (session,) = cells(exported(desk, "sessions"))
    assert (session["Status"], session["Mode"], session["Length (hours)"]) == ("held", "in person", 1.6667)
    (pair,) = cells(exported(desk, "relationships"))
    assert (pair["Ref"], pair["State"], pair["Mentor e-mail"]) == ("R1", "active", "ann@x.org")


@pytest.mark.parametrize("kind", [kind for kind in exports.KINDS if kind not in ("list", "timeline")])
def test_notes_never_go_out_unasked_and_the_first_sheet_says_what_it_is(
    desk: Desk, kind: exports.ExportKind
) -> None:
    data = exported(desk, kind, cohort="SPRING")
    told = about(data)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0] == "About"
    assert (told["What"], told["Cohort"], told["As on"], told["By"]) == (kind, "Spring", "2026-11-16", "ruth")
    assert told["Rows"] == str(len(cells(data)))
    assert told["Confidential"].startswith("Coordinators' notes are not in this file.")
    assert b"SECRET" not in whole(data)
    assert b"SECRET" not in exported(desk, kind, csv=True)


def whole(data: bytes) -> bytes:
    """Every part of a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def about(data: bytes) -> dict[str, str]:
    """What the first sheet tells."""
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return {str(told): str(value) for told, value, *_ in rows}


def test_notes_go_out_when_asked_for_and_it_is_said_that_they_can_be_disclosed(desk: Desk) -> None:
    into = io.BytesIO()
    done = exports.export(desk, "check-ins", into, notes=True)
    (row,) = cells(into.getvalue())
    assert (row["Relationship"], row["Channel"], row["Outcome"], row["Note"]) == (
        "R1",
        "phone",
        "reached",
        "SECRET",
    )
    assert DISCLOSURE in done.message
    assert DISCLOSURE in about(into.getvalue())["Confidential"]
    timeline = io.BytesIO()
    exports.export(desk, "timeline", timeline, relationship=1, notes=True)
    assert [row["Note"] for row in cells(timeline.getvalue()) if row["What"] == "contact"] == ["SECRET"]
    with pytest.raises(CoordinatorError, match=r"There are no notes in sessions.*check-ins, timeline"):
        exports.export(desk, "sessions", into, notes=True)


def test_a_timeline_is_of_one_relationship(desk: Desk) -> None:
    into = io.BytesIO()
    exports.export(desk, "timeline", into, relationship=1)
    rows = cells(into.getvalue())
    assert [row["What"] for row in rows] == ["contact", "session", "state"]
    assert "Note" not in rows[0]
    told = about(into.getvalue())
    assert (told["Cohort"], told["Shown"]) == ("Spring", "all that happened in R1, Ann Lee & Tom Day")
    assert b"SECRET" not in whole(into.getvalue())
    with pytest.raises(CoordinatorError, match=r"A timeline is of one relationship.*--relationship R12"):
        exported(desk, "timeline", cohort=None)
    with pytest.raises(CoordinatorError, match="There is no relationship R9"):
        exports.export(desk, "timeline", into, relationship=9)


def test_every_figure_is_defined_where_it_is_shown(desk: Desk) -> None:
    told = about(exported(desk, "triage"))
    assert told["Hours expected"] == definitions.meaning("hours expected")
    assert told["Health: at risk"] == definitions.meaning("at risk", definitions.HEALTH)
    assert told["Matter: boundary"] == definitions.meaning("boundary", definitions.MATTERS)
    figures = about(exported(desk, "cohorts"))
    assert figures["Hours expected"].startswith("summed over")
    shown = list(cells(exported(desk, "cohorts"))[0])[2:]
    assert [name for name in shown if name not in figures] == []


def test_a_mail_merge_has_a_row_a_person_with_whom_they_are_and_when_they_meet(desk: Desk) -> None:
    with desk.store.writing("setup", "set up", TODAY) as change:
        (dr,) = change.insert("person", [{"name": "Dr Eve van Dyk", "email": "eve@x.org"}])
        change.insert(
            "application",
            [
                {
                    "cohort": 1,
                    "person": dr,
                    "role": role,
                    "state": "accepted",
                    "capacity": 1,
                    "consent": consent,
                }
                for role, consent in (("mentor", True), ("mentee", False))
            ],
        )
        change.insert("relationship", [{"cohort": 2, "mentor": dr, "mentee": 2, "state": "proposed"}])
        change.insert(
            "session",
            [{"relationship": 1, "held_on": date(2026, 11, 20), "state": "booked", "mode": "video"}],
        )
    ann, eve, tom = cells(exported(desk, "mail-merge", cohort=None))
    assert (ann["First name"], ann["Last name"], ann["Role"], ann["Partner"]) == (
        "Ann",
        "Lee",
        "mentor",
        "Tom Day",
    )
    assert (ann["Last session"], ann["Next session"]) == (datetime(2026, 9, 8), datetime(2026, 11, 20))
    assert (eve["Title"], eve["First name"], eve["Last name"]) == ("Dr", "Eve", "van Dyk")
    assert (eve["Role"], eve["Cohort"], eve["Consent"]) == ("mentor and mentee", "Autumn; Spring", "no")
    assert (tom["Partner"], tom["Partner e-mail"]) == ("Ann Lee; Dr Eve van Dyk", "ann@x.org; eve@x.org")
    assert [row["Name"] for row in cells(exported(desk, "mail-merge", cohort="Autumn"))] == [
        "Dr Eve van Dyk",
        "Tom Day",
    ]


def test_any_list_of_a_screen_goes_out_as_it_is_shown(desk: Desk) -> None:
    into = io.BytesIO()
    listing = Listing("My list", ["Name", "Days"], [["=Ann", 3], ["Tom", 4]])
    done = exports.export(desk, "list", into, items=[listing], shown="my list, /x")
    assert cells(into.getvalue()) == [{"Name": "=Ann", "Days": 3}, {"Name": "Tom", "Days": 4}]
    assert about(into.getvalue())["Shown"] == "the rows that the screen showed: my list, /x"
    assert done.message == "2 rows of list written."


def test_the_programme_as_recorded_on_a_day_says_so(desk: Desk, tmp_path: Path) -> None:
    past = take_back(desk.store, TODAY, tmp_path)
    told = about(exported(Desk(past, "ruth", TODAY, recorded_on=TODAY), "triage"))
    assert told["As recorded on"] == "Mon 16 Nov 2026"


def test_one_cohort_or_all_and_an_unknown_one_is_refused(desk: Desk) -> None:
    assert len(cells(exported(desk, "sessions", cohort=None))) == 1
    assert cells(exported(desk, "sessions", cohort="Autumn")) == []
    with pytest.raises(CoordinatorError, match=r"no cohort 'Winter'.*The cohorts are: .*Spring"):
        exported(desk, "sessions", cohort="Winter")


def test_an_export_to_a_path_says_where(desk: Desk, tmp_path: Path) -> None:
    done = exports.export(desk, "sessions", tmp_path / "o.xlsx")
    assert done.message == f"1 row of sessions written to {tmp_path / 'o.xlsx'}."


def test_json_out_has_the_keys_of_the_issue(desk: Desk) -> None:
    (item,) = overview.triage(desk, everything=True)
    told = TriageOut.of(item).model_dump(mode="json")
    assert list(told) == [
        "relationship",
        "application",
        "cohort",
        "mentor",
        "mentee",
        "mentor_email",
        "mentee_email",
        "state",
        "health",
        "matter",
        "more",
        "put_off",
        "reason",
        "days_since",
        "last_session",
        "next_session",
        "sessions_held",
        "hours_held",
        "hours_expected",
        "hours_forecast",
        "behind_on_hours",
        "next_step",
        "coordinator",
        "rung",
    ]
    assert (told["relationship"], told["last_session"], told["hours_held"]) == ("R1", "2026-09-08", 1.67)


def test_dashboard_json_has_the_keys_of_the_issue() -> None:
    told_of: dict[str, Any] = {name: number for number, name in enumerate(CohortFigures._fields)}
    told_of |= {"cohort": "Spring", "starts_on": TODAY, "sessions_by_fortnight": (), "hours_held": 1.23456}
    figures = CohortFigures(**told_of)
    told = DashboardOut.of(figures).model_dump(mode="json")
    assert list(told) == [
        "cohort",
        "applicants",
        "mentors",
        "mentees",
        "capacity",
        "waiting",
        "proposed",
        "active",
        "paused",
        "lapsed",
        "completed",
        "ended_early",
        "never_started",
        "too_early",
        "on_track",
        "due",
        "overdue",
        "at_risk",
        "lapse_suggested",
        "never_met",
        "past_end",
        "ending",
        "behind_on_hours",
        "sessions_held",
        "hours_held",
        "hours_expected",
    ]
    assert told["hours_held"] == 1.23
