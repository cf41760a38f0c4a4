"""The command line: what it prints, what it leaves in the file, and its exit codes."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from coordinator.cli import main
from tests.cli.conftest import APPLICANTS, SESSIONS, Run


def read(result: Result) -> Any:
    assert result.exit_code in (0, 3), result.output
    return json.loads(result.stdout)


class TestImport:
    def test_a_new_cohort_is_made_and_said(self, run: Run) -> None:
        result = run("import", "-", "--cohort", "Spring", stdin=APPLICANTS)
        assert result.exit_code == 0
        assert "new cohort" in result.stdout
        assert "3 added, 0 updated, 0 unchanged, 0 rejected" in result.stdout

    def test_the_report_has_the_promised_fields_and_the_second_import_changes_nothing(self, run: Run) -> None:
        first = read(run("import", "-", "--cohort", "Spring", "--json", stdin=APPLICANTS))
        assert first == {
            "file": "standard input",
            "kind": "applicants",
            "cohort": "Spring",
            "batch": 1,
            "rows": 3,
            "added": 3,
            "updated": 0,
            "unchanged": 0,
            "rejected": [],
            "refused": None,
            "set_aside": [],
            "duplicates": [],
        }
        second = read(run("import", "-", "--cohort", "Spring", "--json", stdin=APPLICANTS))
        assert (second["batch"], second["added"], second["unchanged"]) == (None, 0, 3)

    def test_bad_rows_exit_3_with_where_and_why_and_come_back_as_a_workbook(
        self, run: Run, tmp_path: Path
    ) -> None:
        sheet = tmp_path / "people.csv"
        sheet.write_text(APPLICANTS + "Eve Müller,eve at example,Mentee,\n", encoding="utf-8")
        result = run("import", str(sheet), "--cohort", "Spring", "--json", "--rejects", "mend.xlsx")
        assert result.exit_code == 3
        (bad,) = json.loads(result.stdout)["rejected"]
        assert (bad["row"], bad["column"], bad["value"]) == (5, "B", "eve at example")
        mended = load_workbook("mend.xlsx")
        rows = list(mended.worksheets[0].iter_rows(values_only=True))
        assert len(rows) == 2
        assert "eve at example" in rows[1]
        mended.worksheets[0].cell(2, rows[1].index("eve at example") + 1, "eve@example.org")
        mended.save("mend.xlsx")
        assert read(run("import", "mend.xlsx", "--cohort", "Spring", "--json"))["added"] == 1

    def test_a_dry_run_says_the_same_and_writes_nothing(self, run: Run) -> None:
        dry = read(run("import", "-", "--cohort", "Spring", "--dry-run", "--json", stdin=APPLICANTS))
        assert (dry["added"], dry["batch"]) == (3, None)
        assert read(run("dashboard", "--json")) == []

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03", b"PK\x03\x04broken"])
    def test_a_file_that_cannot_be_read_is_refused_with_exit_4(
        self, run: Run, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "odd.xlsx").write_bytes(content)
        result = run("import", "odd.xlsx", "--cohort", "Spring", "--json")
        assert result.exit_code == 4
        assert "odd.xlsx" in json.loads(result.stdout)["refused"]
        assert result.stderr.startswith("coordinator: ")
        assert result.stderr.count("\n") == 1
        assert read(run("dashboard", "--json")) == []

    def test_many_notes_are_told_by_how_many_there_are_of_each_kind(self, run: Run) -> None:
        rows = "".join(f"Ann Lee,ann{number}@x.org,Mentor\n" for number in range(30))
        result = run("import", "-", "--cohort", "Spring", stdin=f"Name,E-mail,Role\n{rows}")
        assert result.stdout.count("the same person?") == 20
        assert "… and beside these, notes: 9 of a name that is here with another e-mail.\n" in result.stdout

    def test_a_missing_file(self, run: Run) -> None:
        result = run("import", "nowhere.xlsx", "--cohort", "Spring")
        assert result.exit_code == 4
        assert "nowhere.xlsx" in result.stderr

    def test_sessions_into_an_unknown_cohort_name_the_known_ones(self, programme: Run) -> None:
        result = programme("import", "-", "--cohort", "Sprung", "--kind", "sessions", stdin=SESSIONS)
        assert result.exit_code == 4
        assert "Spring" in result.stderr

    def test_an_import_is_taken_back_whole(self, programme: Run) -> None:
        assert programme("undo", "--import", "3").exit_code == 0
        assert read(programme("triage", "--all", "--json"))[0]["sessions_held"] == 0
        assert programme("undo", "--import", "1").exit_code == 4
        assert programme("undo", "--import", "2").exit_code == 0
        assert programme("undo", "--import", "1").exit_code == 0
        assert read(programme("dashboard", "--json")) == []
        assert programme("check").exit_code == 0


class TestTriage:
    def test_json_has_exactly_the_promised_fields(self, programme: Run) -> None:
        (item,) = read(programme("triage", "--json"))
        assert item == {
            "relationship": "R1",
            "application": None,
            "cohort": "Spring",
            "mentor": "Priya Shah",
            "mentee": "Tom Lindqvist",
            "mentor_email": "priya@example.org",
            "mentee_email": "tom@example.org",
            "state": "active",
            "health": "at_risk",
            "matter": "at_risk",
            "more": 0,
            "put_off": None,
            "reason": item["reason"],
            "days_since": 28,
            "last_session": "2026-05-18",
            "next_session": None,
            "sessions_held": 2,
            "hours_held": 3.5,
            "hours_expected": pytest.approx(24 * 45 / 182, abs=0.01),
            "hours_forecast": pytest.approx(3.5 * 182 / 45, abs=0.01),
            "behind_on_hours": True,
            "next_step": item["next_step"],
            "coordinator": None,
            "rung": 0,
        }
        assert "28 days since the last session" in item["reason"]

    def test_csv_has_the_same_columns(self, programme: Run) -> None:
        (row,) = csv.DictReader(io.StringIO(programme("triage", "--csv").stdout))
        assert list(row) == list(read(programme("triage", "--json"))[0])
        assert row["relationship"] == "R1"

    def test_those_that_need_nobody_are_left_out_unless_asked_for(self, programme: Run) -> None:
        assert programme("log", "R1", "14/6 2h").exit_code == 0
        assert read(programme("triage", "--json")) == []
        assert "Nobody needs you today" in programme("triage").stdout
        assert len(read(programme("triage", "--all", "--json"))) == 1

    def test_an_unknown_cohort_names_the_known_ones(self, programme: Run) -> None:
        result = programme("triage", "--cohort", "Autumn")
        assert result.exit_code == 4
        assert "The cohorts are: Spring." in result.stderr

    def test_json_and_csv_exclude_each_other(self, programme: Run) -> None:
        assert programme("triage", "--json", "--csv").exit_code == 2


class TestDashboard:
    def test_json_has_exactly_the_promised_fields(self, programme: Run) -> None:
        (cohort,) = read(programme("dashboard", "--json"))
        expected = cohort.pop("hours_expected")
        assert expected == pytest.approx(24 * 45 / 182, abs=0.01)
        counts = {name: value for name, value in cohort.items() if value}
        assert counts == {
            "cohort": "Spring",
            "applicants": 3,
            "mentors": 1,
            "mentees": 2,
            "capacity": 2,
            "waiting": 1,
            "active": 1,
            "at_risk": 1,
            "behind_on_hours": 1,
            "sessions_held": 2,
            "hours_held": 3.5,
        }
        assert set(cohort) - set(counts) == {
            *("proposed", "paused", "lapsed", "completed", "ended_early", "never_started", "too_early"),
            *("on_track", "due", "overdue", "lapse_suggested", "never_met", "past_end", "ending"),
        }

    def test_text_names_every_figure(self, programme: Run) -> None:
        text = programme("dashboard").stdout
        (cohort,) = read(programme("dashboard", "--json"))
        assert cohort.pop("cohort") in text.splitlines()[0]
        assert all(name.replace("_", " ") in text for name in cohort)


class TestHandover:
    def test_for_a_while_with_a_brief_back_again_and_of_a_whole_caseload(
        self, programme: Run, tmp_path: Path
    ) -> None:
        assert programme("handover", "ruth", "priya tom").exit_code == 0
        brief = tmp_path / "brief.txt"
        done = read(programme("handover", "ben", "--until", "2026-06-20", "--brief", str(brief), "--json"))
        assert (done["to"], done["until"], done["brief"]) == ("ben", "2026-06-20", str(brief))
        assert done["relationships"] == [
            {"relationship": "R1", "mentor": "Priya Shah", "mentee": "Tom Lindqvist", "before": "ruth"}
        ]
        assert "R1 Priya Shah & Tom Lindqvist" in brief.read_text(encoding="utf-8")
        assert read(programme("triage", "--all", "--json"))[0]["coordinator"] == "ben"
        back = programme("handover", "back", "R1")
        assert back.stdout.startswith("Handed back: R1 Priya Shah & Tom Lindqvist, to ruth.")
        assert programme("handover", "ben", "--from", "zoe").exit_code == 4
        assert programme("handover", "back", "R1", "--until", "2026-06-20").exit_code == 2


class TestLogUndoHistory:
    def test_one_change_before_and_after_and_taken_back_by_its_number(self, programme: Run) -> None:
        programme("log", "R1", 'lapsed "moved away"')
        (change,) = read(
            programme("history", "--who", "RUTH", "--command", "lapsed", "--relationship", "R1", "--json")
        )
        number = str(change["change"])
        assert (change["mentor"], change["relationship"]) == ("Priya Shah", "R1")
        text = programme("history", "--change", number).stdout
        assert "state: active → lapsed" in text
        told = read(programme("history", "--change", number, "--json"))
        assert told["rows"][0]["fields"][0] == {"column": "state", "before": "active", "after": "lapsed"}
        assert programme("undo", "--change", number).stdout == "Undone: set lapsed. R1 is as it was.\n"
        assert programme("undo", "--change", number).exit_code == 4
        assert programme("history", "--until", "2026-06-14").stdout == "No change fits.\n"
        assert programme("undo", "--change", "1", "--import", "1").exit_code == 2
        programme("undo", "--import", "3")
        told = read(programme("history", "--import", "3", "--json"))
        assert [one["command"] for one in told] == ["undo import sessions", "import sessions"]

    def test_by_names_and_taken_back(self, programme: Run) -> None:
        logged = programme("log", "priya tom", "14/6 1.5h video")
        assert logged.exit_code == 0
        assert "Session held Sun 14 Jun 2026" in logged.stdout
        assert read(programme("triage", "--all", "--json"))[0]["hours_held"] == 5.0
        assert "log session" in programme("undo").stdout
        assert read(programme("triage", "--all", "--json"))[0]["hours_held"] == 3.5

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (("R9", "14/6 2h"), "no relationship R9"),
            (("R1", "bananas"), "bananas"),
            (("R1", "1/4 2h"), "before the relationship began"),
        ],
    )
    def test_what_cannot_be_logged_exits_4_in_one_sentence(
        self, programme: Run, words: tuple[str, str], reason: str
    ) -> None:
        result = programme("log", *words)
        assert result.exit_code == 4
        assert reason in result.stderr
        assert "Traceback" not in result.output

    def test_history_tells_who_did_what(self, programme: Run) -> None:
        changes = read(programme("history", "--json"))
        assert [change["batch"] for change in changes] == [3, 2, 1]
        assert {change["who"] for change in changes} == {"ruth"}
        assert "import" in programme("history").stdout

    def test_an_empty_programme_says_what_to_do(self, run: Run) -> None:
        assert "no relationships yet" in run("triage", "--all").stdout
        assert "coordinator import" in run("dashboard").stdout
        assert "Nothing was changed yet" in run("history").stdout
        assert "is sound" in run("check").stdout
        assert run("undo").exit_code == 4


class TestExport:
    @pytest.mark.parametrize("kind", ["triage", "relationships", "applicants", "sessions"])
    def test_every_kind_as_workbook_and_as_csv_to_standard_output(self, programme: Run, kind: str) -> None:
        assert programme("export", kind, "out.xlsx").exit_code == 0
        assert any(
            "tom@example.org" in str(row) for sheet in load_workbook("out.xlsx") for row in sheet.values
        )
        to_stdout = programme("export", kind, "-", "--csv")
        assert to_stdout.exit_code == 0
        assert "tom@example.org" in to_stdout.stdout

    @pytest.mark.parametrize("kind", ["relationships", "applicants", "sessions"])
    def test_what_was_exported_imports_again_unchanged(self, programme: Run, kind: str) -> None:
        programme("export", kind, "out.xlsx")
        report = read(programme("import", "out.xlsx", "--cohort", "Spring", "--json"))
        assert (report["kind"], report["added"], report["updated"], report["rejected"]) == (kind, 0, 0, [])
        assert report["unchanged"] > 0

    def test_a_folder_that_cannot_be_written(self, programme: Run) -> None:
        result = programme("export", "triage", "no/such/folder/out.xlsx")
        assert result.exit_code == 4
        assert "out.xlsx" in result.stderr
        assert "Traceback" not in result.output


class TestWords:
    @pytest.mark.parametrize("today", ["yesterday", "2026-02-30", "14/3/2026"])
    def test_a_wrong_today_is_a_usage_error(self, today: str) -> None:
        result = CliRunner().invoke(main, ["--today", today, "triage"])
        assert result.exit_code == 2
        assert "is not a day; write it like 2026-03-14" in result.stderr

    def test_a_file_that_is_no_programme(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "programme.duckdb").write_text("shopping")
        result = run("triage")
        assert result.exit_code == 4
        assert "is not a programme file" in result.stderr

    def test_without_a_terminal_the_screens_say_so(self, run: Run) -> None:
        result = run()
        assert result.exit_code == 4
        assert "ssh -t" in result.stderr

    def test_hostile_text_goes_in_and_out_unharmed(self, run: Run) -> None:
        name = "[@click=app.quit]x[/] =1+1 '); drop table person;-- \u202eabc 🎈 é"
        book = Workbook()
        assert book.active is not None
        book.active.append(["Name", "Email", "Role"])
        book.active.append([name, "x@example.org", "Mentee"])
        book.save("hostile.xlsx")
        assert read(run("import", "hostile.xlsx", "--cohort", "=1+1", "--json"))["added"] == 1
        run("export", "applicants", "out.xlsx")
        found = [value for sheet in load_workbook("out.xlsx") for row in sheet.values for value in row]
        assert name in found
        assert read(run("dashboard", "--json"))[0]["cohort"] == "=1+1"


def test_help_and_version_load_nothing_heavy() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from coordinator.cli import main; "
        "CliRunner().invoke(main, ['--help']); CliRunner().invoke(main, ['--version']); "
        "print(sorted({'textual', 'duckdb', 'pydantic', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_cohort_starts_no_later_than_its_earliest_relationship(programme: Run) -> None:
    """The applicants came first, so the cohort was made on 15 June; its list of pairs begins on 1 May."""
    with duckdb.connect(str(Path.cwd() / "programme.duckdb"), read_only=True) as db:
        assert db.execute("select starts_on from cohort").fetchall() == [(date(2026, 5, 1),)]
    programme("undo", "--import", "3")
    programme("undo", "--import", "2")
    with duckdb.connect(str(Path.cwd() / "programme.duckdb"), read_only=True) as db:
        assert db.execute("select starts_on from cohort").fetchall() == [(date(2026, 6, 15),)]


def test_of_a_stream_without_end_no_more_is_read_than_the_largest_file(run: Run) -> None:
    endless = b"Name,Email,Role\n" + b"x" * (51 * 2**20)
    result = run("import", "-", "--cohort", "Spring", "--json", stdin=endless)
    assert result.exit_code == 4
    assert "standard input" in json.loads(result.stdout)["refused"]


def test_what_a_row_leaves_open_is_said_not_guessed_in_silence(programme: Run) -> None:
    paused = (
        "Mentor email,Mentee email,Start date,State\npriya@example.org,ada@example.org,2026-05-01,paused\n"
    )
    result = programme("import", "-", "--cohort", "Spring", stdin=paused)
    assert result.exit_code == 0
    assert "row 2: " in result.stdout
    assert "15 June 2026" in result.stdout
