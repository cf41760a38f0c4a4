"""The sample data through the real import: only what is wrong on purpose is rejected, and every health is there."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coordinator.models import TriageItem
from coordinator.services import demo, imports, overview, upkeep
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from sample_data import make_large
from sample_data.make_sample_data import documented_faults, files
from sample_data.scenarios import AS_ON, cohorts

HEALTHS = {
    "proposed", "paused", "lapsed", "closed", "past_end", "ending", "too_early", "due", "never_met", "on_track",
    "overdue", "at_risk", "lapse_suggested",
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """The programme made of all sample files, and the cells rejected on the way."""

    desk: Desk
    rejected: list[tuple[str, str, int, str]] = field(default_factory=list)

    def relationships(self) -> list[TriageItem]:
        return [item for item in overview.triage(self.desk, everything=True) if item.relationship]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    plan = demo.plan()
    path = tmp_path_factory.mktemp("sample") / "programme.duckdb"
    made = Made(Desk(Store(path), "ruth", plan.today))
    for file, cohort, kind in plan.files:
        # The kind is left to the headers, as a coordinator would.
        report = imports.commit(made.desk, imports.preview(made.desk, file, cohort=cohort))
        assert report.kind == kind
        made.rejected += [(file.name, one.sheet, one.row, one.column or "") for one in report.rejected]
    return made


def test_exactly_the_documented_rows_are_rejected(made: Made) -> None:
    expected = [(fault.file, fault.sheet, fault.row, fault.column) for fault in documented_faults()]
    assert made.rejected == expected


def test_each_relationship_has_the_health_of_its_story(made: Made) -> None:
    told = {
        (cohort.name, pair.mentor.email, pair.mentee.email): pair.story.health
        for cohort in cohorts()
        for pair in cohort.pairs
    }
    found = {
        (item.cohort, item.mentor_email, item.mentee_email): item.health for item in made.relationships()
    }
    assert found == told
    assert set(found.values()) == HEALTHS
    assert len(found) >= 60


def test_some_mentees_wait_and_some_mentors_have_room_in_each_cohort(made: Made) -> None:
    for cohort in overview.cohort_names(made.desk):
        people = overview.participants(made.desk, cohort=cohort)
        assert {person.role for person in people if person.standing == "waiting"} >= {"mentee"}
        assert {person.role for person in people if person.standing == "has_room"} == {"mentor"}


def test_relationships_are_shared_out_and_some_keep_another_cadence(made: Made) -> None:
    items = made.relationships()
    assert {item.coordinator for item in items} == {"ruth", "dele", None}
    reasons = " ".join(item.reason for item in items)
    for cadence in (7, 21):
        assert f"cadence {cadence}" in reasons


def test_the_programme_made_of_them_is_sound(made: Made) -> None:
    assert upkeep.check(made.desk) == []


def test_importing_them_again_changes_nothing(made: Made) -> None:
    for file, cohort, _ in demo.plan().files:
        again = imports.preview(made.desk, file, cohort=cohort)
        assert (again.added, again.updated) == (0, 0), file.name


@pytest.mark.parametrize(("name", "data"), files())
def test_the_script_makes_the_very_bytes_that_are_kept(name: str, data: bytes) -> None:
    assert (Path(make_large.__file__).parent / name).read_bytes() == data


def test_the_readme_lists_every_fault() -> None:
    readme = (Path(make_large.__file__).parent / "README.md").read_text(encoding="utf-8")
    for fault in documented_faults():
        where = f"| {fault.file} | {fault.sheet} | {fault.column}{fault.row} | {fault.value or '(blank)'} |"
        assert f"{where} {fault.why} |" in readme


def test_the_large_sibling_has_just_the_size_asked_for_and_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "large.duckdb"
    make_large.make(path, relationships=400, sessions=6_000)
    desk = Desk(Store(path), "bench", AS_ON)
    assert len([item for item in overview.triage(desk, everything=True) if item.relationship]) == 400
    with desk.store.reading() as db:
        assert db.execute("select count(*) from session").fetchone() == (6_000,)
    assert len(overview.cohort_names(desk)) == 40
    assert upkeep.check(desk) == []
    needing = overview.triage(desk)
    assert 40 <= len(needing) <= 120
    assert (
        len({item.health for item in needing if item.state == "active"} - {"on_track", "due", "too_early"})
        == 6
    )


def test_the_demo_shows_what_a_colleague_entered(tmp_path: Path) -> None:
    desk = demo.make(tmp_path, "ana", None, lambda _: None)
    found = {item.matter for item in overview.triage(desk)}
    assert {"boundary", "not_satisfied", "agreement", "check_in", "waiting", "lapse_suggested"} <= found
    (tried,) = [item for item in overview.triage(desk) if item.mentee == "Hannah Goldberg"]
    assert tried.more == 1
    later = demo.make(tmp_path / "later", "ana", desk.today.replace(day=30), lambda _: None)
    assert "boundary" not in {item.matter for item in overview.triage(later)}
