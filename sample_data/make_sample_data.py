"""Write the sample workbooks: `python -m sample_data.make_sample_data [FOLDER]`, by default beside this file.

Deterministic: the same bytes on every run. What is wrong in them on purpose is listed in README.md and,
row by row, by `documented_faults`, which the tests read.
"""

import random
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from sample_data.people import TIMES, Person, sector
from sample_data.scenarios import SEED, Applicant, CohortStory, Meeting, Pair, cohorts
from sample_data.sheets import Fault, Table, Value, csv_bytes, workbook_bytes

NBSP = "\u00a0"


def _about(person: Person, role: str) -> str:
    topic = person.topics[0].casefold()
    if role == "mentee":
        return (
            f"I lead {person.organisation} in {person.location}. We are small, and I would value someone "
            f"outside it to think aloud with, above all about {topic}."
        )
    return (
        f"As {person.job_title} of {person.organisation} I made most of the mistakes there are in {topic}, "
        "and would be glad if they were of use to someone."
    )


MATCHING = (
    "In which sector do you work?",
    "What type of organisation is it?",
    "How many people work in your organisation?",
    "What stage is your organisation at?",
    "Which languages do you speak?",
    "When could you usually meet?",
    "How would you like to meet?",
    "Is there anyone you would like to be paired with?",
    "Is there anyone you would rather not be paired with?",
)


def _matching(cohort: CohortStory, applicant: Applicant) -> list[Value]:
    """What someone told that matters to a match; some left some of it blank. Their own dice: no other answer moves."""
    person = applicant.person
    dice = random.Random(f"{SEED} {cohort.name} {person.email}")
    others = [one.person.name for one in cohort.applicants if one.role != applicant.role]
    told: list[Value] = [
        sector(person),
        dice.choice(("Charity", "Charity", "Community interest company", "Community group", "Co-operative")),
        dice.choice(("just me", "2-5", "2-5", "6-20", "6-20", "21-50", "over 50")),
        dice.choice(("Starting up", "Growing", "Growing", "Well established", "Going through change")),
        "; ".join(
            ["English", *dice.sample(("Welsh", "Urdu", "Polish", "French", "BSL"), dice.choice((0, 0, 1)))]
        ),
        "; ".join(dice.sample(TIMES, dice.randint(2, 4))),
        dice.choice(
            ("Video call", "Video call; In person", "In person; Phone", "No preference", "Video call; Phone")
        ),
    ]
    told = [value if dice.random() < 0.9 else None for value in told]
    told.append(dice.choice(others) if others and dice.random() < 0.08 else None)
    told.append(dice.choice(others) if others and dice.random() < 0.04 else None)
    return told


def _microsoft(cohort: CohortStory, dice: random.Random) -> Table:
    """One sheet, roles mixed. Of people elsewhere Forms gives Email as "anonymous" and no Name."""
    header = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "What is your full name?",
        f"Which e-mail address should we{NBSP}use?\n(We only use it for the programme)",
        f"Telephone{NBSP}number",
        "Which organisation do you lead or work for?",
        "What is your job title?",
        "Where are you based?\n(town or county)",
        f"Would you like to be a mentor, a mentee, or{NBSP}both?",
        f"Which areas could you help with, or would you like help with?\nPlease tick{NBSP}all that apply.",
        "If you would like to be a mentor: how many mentees could you take on at a time?",
        "Tell us a little about yourself and what you hope to gain",
        "Do you consent to our keeping and using these details to run the programme?",
        "May we also send you our newsletter by e-mail?",
        *MATCHING,
    ]
    roles = {"mentor": "Mentor", "mentee": "Mentee", "both": "Both (mentor and mentee)"}
    lines: list[list[Value]] = []
    at = datetime(2026, 1, 12, 8, 30)  # noqa: DTZ001 - a workbook's dates carry no zone
    for number, applicant in enumerate(cohort.applicants, 1):
        person = applicant.person
        at += timedelta(minutes=dice.randint(40, 900))
        lines.append(
            [
                number,
                at,
                at + timedelta(minutes=dice.randint(4, 25)),
                "anonymous",
                None,
                person.name,
                person.email if dice.random() < 0.85 else f" {person.email.capitalize()} ",
                person.phone,
                person.organisation,
                person.job_title,
                person.location,
                roles[applicant.role],
                "".join(f"{topic};" for topic in person.topics),
                applicant.capacity if applicant.role != "mentee" else None,
                _about(person, applicant.role),
                "Yes",
                dice.choice(("Yes", "No", None)),
                *_matching(cohort, applicant),
            ]
        )
    return Table("Sheet1", header, lines)


def _google(cohort: CohortStory, dice: random.Random) -> tuple[Table, Table]:
    """A sheet each for mentors and mentees; someone put a title above the mentors' header."""
    you = ["Timestamp", "Email Address", "Full name", "Phone number", "Organisation"]
    you += ["Your role in the organisation", "Town or city"]
    consent = "I consent to Leaders Together storing my answers"
    mentor_header = [
        *you,
        "What could you help a mentee with? (tick all that apply)",
        "How many mentees are you able to take on?",
        "Why would you like to be a mentor?",
        consent,
        *MATCHING,
    ]
    mentee_header = [
        *you,
        "What would you like help with? (tick all that apply)",
        "What do you hope to get out of mentoring?",
        consent,
        *MATCHING,
    ]
    lines: dict[str, list[list[Value]]] = {"mentor": [], "mentee": []}
    at = datetime(2026, 6, 15, 9, 10, 12)  # noqa: DTZ001 - a workbook's dates carry no zone
    for applicant in cohort.applicants:
        person = applicant.person
        at += timedelta(seconds=dice.randint(9_000, 70_000))
        line: list[Value] = [at, person.email, person.name, person.phone, person.organisation]
        line += [person.job_title, person.location, ", ".join(person.topics)]
        if applicant.role == "mentor":
            line.append(applicant.capacity)
        line += [_about(person, applicant.role), "I agree"]
        lines[applicant.role].append([*line, *_matching(cohort, applicant)])
    title: list[list[Value]] = [["Leaders Together – autumn 2026 – mentors (do not share)"], []]
    return (
        Table("Mentor applications", mentor_header, lines["mentor"], above=title, blank_after=5),
        Table("Mentee applications", mentee_header, lines["mentee"], blank_after=12),
    )


def _relationships(cohort: CohortStory, title: str) -> Table:
    header = ["Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail", "Start date", "Days between sessions"]
    header += ["Status", "Closed on", "Outcome", "Coordinator", "Paused on", "Returns on"]
    lines: list[list[Value]] = []
    for pair in cohort.pairs:
        story = pair.story
        lines.append(
            [
                pair.mentor.name,
                pair.mentor.email,
                pair.mentee.name,
                pair.mentee.email,
                story.started,
                "weekly" if story.cadence == 7 else story.cadence,
                story.state.capitalize(),
                story.closed,
                story.outcome.replace("_", " ").capitalize() if story.outcome else None,
                pair.coordinator,
                story.paused,
                story.back,
            ]
        )
    return Table(title, header, lines)


def _length(hours: float | None, dice: random.Random) -> Value:
    """The same length in one of the ways people type it."""
    if hours is None:
        return None
    clock = f"{int(hours)}h30" if hours % 1 else f"{int(hours)}h"
    return dice.choice((hours, hours, f"{hours:g}", f"{int(hours * 60)} min", clock))


def _log(cohort: CohortStory) -> list[tuple[Pair, Meeting]]:
    log = [(pair, meeting) for pair in cohort.pairs for meeting in pair.meetings]
    return sorted(log, key=lambda entry: (entry[1].on, entry[0].mentee.email))


def _spring_sessions(cohort: CohortStory, dice: random.Random) -> Table:
    """Pairs by e-mail; real dates with some typed as ISO text."""
    header = ["Date of session", "Mentor e-mail", "Mentee e-mail", "Length", "Status", "How did you meet?"]
    lines: list[list[Value]] = []
    for pair, meeting in _log(cohort):
        day: Value = meeting.on if dice.random() < 0.7 else meeting.on.isoformat()
        length = _length(meeting.hours, dice)
        who = [pair.mentor.email, pair.mentee.email]
        lines.append([day, *who, length, meeting.state.capitalize(), meeting.mode])
    return Table("Sessions", header, lines)


def _autumn_sessions(cohort: CohortStory, dice: random.Random) -> Table:
    """Pairs by name; real dates with some typed day first."""
    header = [
        "Mentor",
        "Mentee",
        f"Session{NBSP}date",
        "Hours",
        "Status\n(held, missed, cancelled, booked)",
        "Mode",
    ]
    lines: list[list[Value]] = []
    for pair, meeting in _log(cohort):
        day: Value = meeting.on if dice.random() < 0.5 else f"{meeting.on:%d/%m/%Y}"
        length = _length(meeting.hours, dice)
        who = [pair.mentor.name, pair.mentee.name]
        lines.append([*who, day, length, meeting.state.capitalize(), meeting.mode])
    return Table("Session log", header, lines, above=[["Session log, kept by Ruth and Dele"]], blank_after=3)


def _spoil_spring(applicants: Table, relationships: Table, sessions: Table) -> None:
    lines = applicants.lines
    at = datetime(2026, 2, 20, 10, 5)  # noqa: DTZ001 - a workbook's dates carry no zone

    def answer(name: str, email: str | None, role: str, capacity: Value) -> list[Value]:
        you: list[Value] = [len(lines) + 1, at, at + timedelta(minutes=6), "anonymous", None, name, email]
        where: list[Value] = ["07700 900998", "Pebble Row Choir", "Founder and Director", "Whitby", role]
        return [*you, *where, "Managing people;", capacity, "Looking for a sounding board.", "Yes", None]

    mentor = next(line for line in lines[20:] if line[11] == "Mentor")
    applicants.add_bad(answer("Tobias Penhaligon", None, "Mentee", None), 6, "no e-mail address")
    moira = answer("Moira Kelly", "moira.kelly(at)pebblerow.example", "Mentee", None)
    applicants.add_bad(moira, 6, "not an e-mail address")
    cosmo = answer("Cosmo Ballantyne", "cosmo@pebblerow.example", "Mentor", "1-2")
    applicants.add_bad(cosmo, 13, "not one whole number")
    again = [len(lines) + 1, *mentor[1:13], 5, *mentor[14:]]
    applicants.add_bad(again, 13, f"the same person answered otherwise as ID {mentor[0]}")

    pairs = relationships.lines
    slip = str(pairs[1][1]).replace(".example", ",example")
    relationships.add_bad([pairs[1][0], slip, *pairs[1][2:]], 1, "a comma in the e-mail address")
    started = next(number for number, line in enumerate(pairs) if line[6] == "Active")
    other_start = [*pairs[started][:4], date(2026, 6, 29), *pairs[started][5:]]
    relationships.add_bad(other_start, 4, f"the same pair as in row {started + 2}, started on another day")

    log = sessions.lines
    ambiguous = ["03/04/2026", *log[9][1:3], 2, "Held", "Phone"]
    sessions.add_bad(ambiguous, 0, "3 April or 4 March: nothing in the column settles it")
    sessions.add_bad([date(2026, 4, 22), *log[12][1:3], 90, "Held", "Phone"], 3, "90 hours: surely minutes")
    mentor_email = pairs[0][1]
    mentee_email = next(line[3] for line in pairs if line[1] != mentor_email)
    no_pair = [date(2026, 5, 6), mentor_email, mentee_email, 2, "Held", "In person"]
    sessions.add_bad(no_pair, 1, "these two are not a pair")


def _spoil_autumn(mentors: Table, mentees: Table, relationships: Table, sessions: Table) -> None:
    at = datetime(2026, 9, 30, 16, 45, 1)  # noqa: DTZ001 - a workbook's dates carry no zone
    where: list[Value] = ["Otter Bridge Lunch Club", "Chair of Trustees", "Skipton", "Managing people"]
    perpetua = [at, None, "Perpetua Sandringham", "07700 900997", *where, "Confidence, mostly.", "I agree"]
    mentees.add_bad(perpetua, 1, "no e-mail address")
    lionel = [at, "lionel@otterbridge.example", "Lionel Gascoigne", "07700 900996", *where]
    mentors.add_bad(
        [*lionel, "two or three", "To give something back.", "I agree"], 8, "not one whole number"
    )

    taken = {line[3] for line in relationships.lines}
    waiting = next(line for line in mentees.lines if line[1] not in taken)
    mentor = mentors.lines[0]
    pair = [mentor[2], mentor[1], waiting[2], waiting[1], "31/11/2026", None, "Proposed"]
    relationships.add_bad([*pair, None, None, "ruth", None, None], 4, "November has 30 days")

    known = sessions.lines[0]
    sessions.add_bad([*known[:2], "31/09/2026", 2, "Held", "Phone"], 2, "September has 30 days")
    sessions.add_bad([known[0], "Nobody Known", "25/09/2026", 2, "Held", "Phone"], 0, "no such pair")


def _tables() -> dict[str, list[Table]]:
    """Every file's sheets, in the order of import."""
    spring, autumn = cohorts()
    dice = random.Random(SEED + 1)
    forms = _microsoft(spring, dice)
    spring_pairs, spring_log = _relationships(spring, "Pairs"), _spring_sessions(spring, dice)
    _spoil_spring(forms, spring_pairs, spring_log)
    mentors, mentees = _google(autumn, dice)
    autumn_pairs = _relationships(autumn, "autumn-2026-relationships")
    autumn_log = _autumn_sessions(autumn, dice)
    _spoil_autumn(mentors, mentees, autumn_pairs, autumn_log)
    return {
        "spring-2026-applicants.xlsx": [forms],
        "spring-2026-relationships.xlsx": [spring_pairs],
        "spring-2026-sessions.xlsx": [spring_log],
        "autumn-2026-applicants.xlsx": [mentors, mentees],
        "autumn-2026-relationships.csv": [autumn_pairs],
        "autumn-2026-sessions.xlsx": [autumn_log],
    }


def documented_faults() -> list[Fault]:
    """Every row that is wrong on purpose, file by file in the order of import."""
    by_file = _tables().items()
    return [fault for file, tables in by_file for table in tables for fault in table.documented(file)]


def files() -> Iterable[tuple[str, bytes]]:
    """Each file's name and bytes."""
    for name, tables in _tables().items():
        yield name, csv_bytes(tables[0]) if name.endswith(".csv") else workbook_bytes(tables)


def main(folder: Path) -> None:
    """Write every file into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
