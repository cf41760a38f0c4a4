"""The grammar by examples, for README and for the help beside the line: what is typed, and what it means."""

from collections.abc import Sequence

GRAMMAR: Sequence[tuple[str, str]] = (
    ("14/3 2h", "a session held; the day comes before the month, without a year the latest such day"),
    ("yesterday 1.5h video mentee", "its mode: video, phone, in person; who told you: mentor, mentee, both"),
    ("14/3 2h plan reviewed joined", "the action plan was reviewed; you joined (later: joined 14/3)"),
    ("missed 14/3", "or: cancelled 14/3; cancel 28/3 calls off a session to come"),
    ("book 28/3 14:00 video", "a session to come, the next such day; or: next 28/3"),
    ("14/3 2h plan reviewed; next 28/3 14:00 video", "several facts, with ; between them"),
    ("Priya & Tom 14/3 2h", "of another relationship: enough of both names (tab completes), or R12"),
    ("no answer x2, try thu", "a check-in, tried twice; or: reached, left message, bounced, sent"),
    (
        'reached mentor phone next 28/3 "prefers mornings"',
        "a note can be disclosed to the person it is about",
    ),
    (
        'mentor happy 5, mentee 3 "still deciding"',
        "satisfaction of 5; good fit, still deciding, not a good fit",
    ),
    ("agreement signed both 14/3", "or: mentor, mentee; likewise exit survey mentee"),
    ("mid-point review 14/3", "or: end review, follow-up"),
    ('action "write budget" due 1/4', "the mentee's plan; then: action 2 done, dropped, due 8/4"),
    ('referral counselling "Mind" 14/3', "or: technical advice, training, coaching, information, contact"),
    ("referral counselling taken up", "the mentee went there"),
    ("concern counselling mentor", "a boundary; or: taking over …; then: concern counselling settled"),
    ('mentee declined 14/3 "too far"', "an answer to a proposal; or: mentor accepted, both accepted"),
    ("active 14/3", "the relationship is active from that day (today if none is given)"),
    (
        'paused 14/3 until 1/4 "illness"',
        "from a day or today, with or without the day of return and a reason",
    ),
    ("lapsed", "you confirm that it has lapsed"),
    ("closed completed", "or: closed never started"),
    ('closed ended early no time mentee 14/3 "new job"', "with why, who began it, the day, more words"),
    ("3 days ago 90m", "days: 14/3, 14/3/26, 14 mar, today, mon, in 2 weeks; lengths: 2h, 1.5h, 90m, 1h30"),
)
