"""Nudges: files for the coordinator's own mail program, and contacts once they are sent."""

import email
import email.policy
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator.errors import CoordinatorError, StaleEdit
from coordinator.messages import Draft
from coordinator.services import history, message_texts, nudges, upkeep
from coordinator.services.desk import Desk
from coordinator.services.nudges import Form
from tests.services.conftest import TODAY

ACTIVE, PROPOSED, CLOSED = 1, 2, 3


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


def drafts(desk: Desk, *relationships: int) -> list[Draft]:
    return nudges.drafts(desk, relationships or (ACTIVE, CLOSED), message_texts.templates(desk))


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("select 1", "first_reminder"),
        ("insert into session (relationship, held_on, hours, state) values (1, '2026-06-14', 2, 'held')", "check_in"),
        ("insert into contact (relationship, contacted_on, outcome) values (1, '2026-06-14', 'sent')", "second_reminder"),
        (
            "insert into contact (relationship, contacted_on, outcome) select 1, '2026-06-14', 'no_answer' from range(2)",
            "last_reminder",
        ),
        ("update relationship set started_on = '2026-06-14' where id = 1", "welcome"),
        ("update relationship set started_on = '2025-12-17' where id = 1", "ending_soon"),
    ],
)  # fmt: skip
def test_the_message_follows_the_matter_and_the_rung(desk: Desk, before: str, message: str) -> None:
    with desk.store.writing("x", "x", TODAY) as change:
        change.db.execute(before)
    assert {draft.template for draft in drafts(desk, ACTIVE)} == {message}


def test_one_draft_a_person_and_one_contact_for_each_relationship(desk: Desk) -> None:
    made = drafts(desk)
    assert [(draft.name, draft.relationships) for draft in made] == [
        ("Priya Shah", [1]),
        ("Tom Lindqvist", [1, 3]),
        ("Eve Müller", [3]),
    ]
    done = nudges.record_sent(desk, made)
    assert done.message == "Recorded as sent: 3 people, 2 relationships."
    told = "select relationship, person, outcome, channel, template, next_on, source from contact order by id"
    week = TODAY + timedelta(7)
    assert rows(desk, told) == [
        (1, 1, "sent", "email", "first_reminder", week, "coordinator"),
        (1, 2, "sent", "email", "first_reminder", week, "coordinator"),
        (3, 2, "sent", "email", "first_reminder", week, "coordinator"),
        (3, 5, "sent", "email", "first_reminder", week, "coordinator"),
    ]
    assert "Undone: nudge. 4 rows are as they were." in history.undo_last(desk).message
    assert rows(desk, told) == []
    assert upkeep.check(desk) == []


def test_a_text_file(desk: Desk, tmp_path: Path) -> None:
    told = nudges.write(desk, drafts(desk, ACTIVE), "text", tmp_path / "m.txt")
    assert told == f"2 drafts written to {tmp_path / 'm.txt'}."
    text = (tmp_path / "m.txt").read_text(encoding="utf-8")
    assert "To: Priya Shah <priya@example.org>\nSubject: How is the mentoring going?\n\nDear Priya," in text


def test_a_workbook_for_mail_merge(desk: Desk, tmp_path: Path) -> None:
    nudges.write(desk, drafts(desk), "xlsx", tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Messages"]
    header, first, *_ = sheet.iter_rows(values_only=True)
    assert header[:3] == ("Email", "Name", "First name")
    assert first[:3] == ("priya@example.org", "Priya Shah", "Priya")


def test_mails_open_as_drafts(desk: Desk, tmp_path: Path) -> None:
    nudges.write(desk, drafts(desk), "eml", tmp_path / "mails")
    files = sorted((tmp_path / "mails").iterdir())
    assert [path.name for path in files] == [
        "001-priya-shah.eml",
        "002-tom-lindqvist.eml",
        "003-eve-muller.eml",
    ]
    mail = email.message_from_bytes(files[2].read_bytes(), policy=email.policy.default)
    assert str(mail["To"]) == "Eve Müller <eve@example.org>"
    assert mail["X-Unsent"] == "1"
    assert mail["From"] is None
    assert "Dear Eve," in mail.get_content()


@pytest.mark.parametrize(
    "address", ["", "not an address", "a@b@c", "x\r\nBcc: all@example.org", "ü@example.org"]
)
def test_odd_addresses_harm_nothing(desk: Desk, tmp_path: Path, address: str) -> None:
    (first, second) = drafts(desk, ACTIVE)
    odd = Draft(**{name: getattr(first, name) for name in Draft.__slots__} | {"email": address})
    forms: tuple[Form, ...] = ("text", "xlsx", "eml")
    for form in forms:
        told = nudges.write(desk, [odd, second], form, tmp_path / form)
        assert ("No e-mail address: Priya Shah." in told) == (address == "")
    for path in (tmp_path / "eml").iterdir():
        assert email.message_from_bytes(path.read_bytes())["Bcc"] is None


def test_nobody_to_write_to(desk: Desk, tmp_path: Path) -> None:
    for act in (
        lambda: nudges.write(desk, [], "text", tmp_path / "m.txt"),
        lambda: nudges.record_sent(desk, []),
    ):
        with pytest.raises(CoordinatorError, match="Nobody among them has an e-mail address"):
            act()


def test_an_edited_text_is_kept_and_can_be_undone(desk: Desk) -> None:
    shipped = message_texts.templates(desk)["welcome"]
    message_texts.save(desk, shipped, "Hello {first_name}", shipped.body)
    edited = message_texts.templates(desk)["welcome"]
    assert edited.subject == "Hello {first_name}"
    with pytest.raises(CoordinatorError, match="edited the welcome meanwhile"):
        message_texts.save(desk, shipped, "Mine", shipped.body)
    message_texts.save(desk, edited, "Again", edited.body)
    with pytest.raises(StaleEdit):
        message_texts.save(desk, edited, "And again", edited.body)
    with pytest.raises(CoordinatorError, match="Did you mean"):
        message_texts.save(desk, edited, "{firstname}", edited.body)
    history.undo_last(desk)
    history.undo_last(desk)
    assert message_texts.templates(desk)["welcome"] == shipped
    assert message_texts.save(desk, shipped, shipped.subject, shipped.body).change is None
