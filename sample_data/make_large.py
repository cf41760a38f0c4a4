"""A big programme for measuring: `python -m sample_data.make_large FILE [--relationships N] [--sessions N] [--today D]`.

Made through the real store and its migrations, then in bulk by `large.sql`, with the events that such work leaves.
`applicants_workbook` makes a big sheet of applicants for measuring the import.
"""

import argparse
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from coordinator.errors import CoordinatorError
from coordinator.store.connection import Store
from sample_data.people import NAMES, TOPICS, everyone
from sample_data.scenarios import AS_ON, SEED

RELATIONSHIPS = 100_000
SESSIONS = 2_000_000


def make(
    path: Path, *, relationships: int = RELATIONSHIPS, sessions: int = SESSIONS, today: date = AS_ON
) -> None:
    """Make the programme file `path`, which must not be there yet; about half a minute at full size."""
    if path.exists():
        raise CoordinatorError(f"{path} is there already.", "Name a new file.")
    people = everyone(SEED)
    values: dict[str, object] = {
        "today": today,
        "relationships": relationships,
        "sessions": sessions,
        "first_names": [name.split(" ", 1)[0] for name in NAMES],
        "last_names": [name.split(" ", 1)[1] for name in NAMES],
        "topics": list(TOPICS),
        "organisations": [person.organisation for person in people],
    }
    script = Path(__file__).with_name("large.sql").read_text(encoding="utf-8")
    with Store(path).writing("make_large", "make a large programme", today) as change:
        for statement in change.db.extract_statements(script):
            change.db.execute(statement, {name: values[name] for name in statement.named_parameters})


def applicants_workbook(path: Path, rows: int, *, moved: bool = False) -> None:
    """A Google-like sheet of `rows` applicants, no two alike, roles mixed, 12 columns wide, without a fault.

    `moved`: the same people, each with another phone, organisation, town and more to say.
    """
    people = everyone(SEED)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Form responses 1")
    sheet.append(
        [
            "Timestamp",
            "Email Address",
            "Full name",
            "Phone number",
            "Organisation",
            "Your role in the organisation",
            "Town or city",
            "I would like to be a mentor or a mentee",
            "What would you like help with? (tick all that apply)",
            "How many mentees could you take on?",
            "Tell us about yourself",
            "I consent to Leaders Together storing my answers",
        ]
    )
    at = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a workbook's dates carry no zone
    for number in range(rows):
        person = people[number % len(people)]
        other = people[(number * 7 + number // len(people)) % len(people)]
        middle = "" if number < len(people) ** 2 else f" {chr(64 + number // len(people) ** 2)}."
        name = f"{person.name.split(' ', 1)[0]}{middle} {other.name.split(' ', 1)[1]}"
        is_mentor = number % 5 < 2
        sheet.append(
            [
                at + timedelta(minutes=9 * number),
                f"applicant{number}@mail.example",
                name,
                f"{'07800' if moved else '07700'} {number:06d}",
                f"{other.organisation} {number // len(people) + 1}{' Group' if moved else ''}",
                person.job_title,
                f"{'New ' if moved else ''}{person.location}",
                "Mentor" if is_mentor else "Mentee",
                ", ".join(person.topics),
                1 + number % 3 if is_mentor else None,
                f"I lead {person.organisation} in {person.location} and would like to meet someone outside it."
                f"{' I have moved since.' if moved else ''}",
                "I agree",
            ]
        )
    workbook.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a big programme file for measuring.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--relationships", type=int, default=RELATIONSHIPS)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--today", type=date.fromisoformat, default=AS_ON)
    told = parser.parse_args()
    make(told.path, relationships=told.relationships, sessions=told.sessions, today=told.today)


if __name__ == "__main__":
    main()
