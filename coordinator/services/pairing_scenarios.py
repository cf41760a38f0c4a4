"""What a cohort wants of its pairs, and copies with other wants, weights, rules and capacities to try out."""

from collections.abc import Mapping

from coordinator.errors import CoordinatorError
from coordinator.matching.problem import FAIRNESSES, MODES
from coordinator.models import Done
from coordinator.models.pairing import PairingCohort, Scenario
from coordinator.services import apart
from coordinator.services.desk import Desk
from coordinator.services.pairing import cohort_of
from coordinator.services.pairing_board import Variant, as_json, wanted
from coordinator.store import matching_reads, pairing_reads
from coordinator.store.writes import Change


def scenarios(desk: Desk, cohort: str) -> list[Scenario]:
    """What is being tried out in a cohort, oldest first."""
    with desk.store.reading() as db:
        return pairing_reads.scenarios(db, cohort_of(db, cohort).cohort)


def understood(desk: Desk, cohort: str, text: str) -> Variant:
    """Read what a line wants otherwise: `fairness off, min 50, needs 60, same_organisation penalty, dina@x.org 3`.

    Words are those of the wants, the parts of the score, the exclusions' codes, and mentors' e-mails with places.
    Raises CoordinatorError naming the word it tripped on.
    """
    with desk.store.reading() as db:
        found = cohort_of(db, cohort)
        rules = {rule.code: rule for rule in matching_reads.pair_rules(db, found.cohort)}
        weights = matching_reads.weights(db, found.cohort)[0]._asdict()
        mentors = {
            person.email: person.application
            for person in matching_reads.people(db, desk.today, found.cohort)
            if person.role == "mentor"
        }
    wants: dict[str, object] = {}
    weighed: dict[str, int] = {}
    ruled: dict[str, str] = {}
    places: dict[int, int] = {}
    for piece in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        name, _, value = piece.rpartition(" ")
        name = name.strip().casefold().replace(" ", "_") if "@" not in name else name.strip().casefold()
        value = value.casefold()
        if name == "mode" and value in MODES:
            wants["mode"] = value
        elif name == "fairness" and value in FAIRNESSES:
            wants["fairness"] = value
        elif name in ("min", "min_score") and _points(value) is not None:
            wants |= {"min_score": _points(value), "mode": "quality" if _points(value) else "most"}
        elif name == "keep" and _points(value) is not None:
            wants["keep"] = _points(value)
        elif name in weights and _points(value) is not None:
            weighed[name] = int(value)
        elif name in rules and rules[name].is_free and value in apart.MODES:
            ruled[name] = value
        elif name in mentors and _points(value) is not None:
            places[mentors[name]] = int(value)
        else:
            raise CoordinatorError(
                f"{piece!r} was not understood.",
                "Write pairs like: fairness off, min 50, needs 60, same_organisation penalty, dina@example.org 3.",
            )
    made = Variant(wants, weighed, ruled, places)
    wanted(found, made)
    return made


def _points(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and int(value) <= 100 else None


def in_words(variant: Variant, emails: Mapping[int, str]) -> str:
    """A variant as `understood` reads it."""
    told = [f"{name.removesuffix('_score')} {value}" for name, value in variant.wants.items()]
    told += [f"{name} {value}" for name, value in (*variant.weights.items(), *variant.rules.items())]
    told += [f"{emails[application]} {places}" for application, places in variant.places.items()]
    return ", ".join(told) or "as it is"


def try_out(desk: Desk, cohort: str, name: str, variant: Variant) -> Done:
    """Make a scenario. Raises CoordinatorError without a name."""
    if not name.strip():
        raise CoordinatorError("A scenario needs a name.", "For example: two places for Dina.")
    with desk.store.writing(desk.who, "add scenario", desk.today) as change:
        found = cohort_of(change.db, cohort)
        change.insert(
            "pairing_scenario",
            [
                {
                    "cohort": found.cohort,
                    "name": name.strip(),
                    "wants": as_json(dict(variant.wants)),
                    "weights": as_json(dict(variant.weights)),
                    "rules": as_json(dict(variant.rules)),
                    "places": as_json(dict(variant.places)),
                    "state": "open",
                    "made_on": desk.today,
                    "made_by": desk.who,
                }
            ],
        )
        return Done(f"Scenario {name.strip()}: nothing changes until it is adopted.", change.number)


def drop(desk: Desk, scenario: Scenario) -> Done:
    """Put a scenario away. Raises StaleEdit when someone was faster."""
    with desk.store.writing(desk.who, "drop scenario", desk.today) as change:
        change.update(
            "pairing_scenario",
            [{"id": scenario.scenario, "version": scenario.version, "state": "dropped"}],
        )
        return Done(f"Scenario {scenario.name} dropped.", change.number)


def adopt(desk: Desk, cohort: str, variant: Variant, scenario: Scenario | None = None) -> Done:
    """Let the cohort want what a variant wants from now on: wants, weights, rules and capacities, in one change.

    Raises StaleEdit when the scenario was changed meanwhile.
    """
    with desk.store.writing(
        desk.who, "adopt scenario" if scenario else "set pairing policy", desk.today
    ) as change:
        found = cohort_of(change.db, cohort)
        if variant.wants:
            _write_wants(change, found, variant)
        if variant.weights or variant.rules:
            apart.write_policy(change, found.cohort, variant.weights, variant.rules)
        if variant.places:
            _write_places(change, variant)
        if scenario is not None:
            change.update(
                "pairing_scenario",
                [{"id": scenario.scenario, "version": scenario.version, "state": "adopted"}],
            )
        name = f"Scenario {scenario.name} is" if scenario else "That is"
        return Done(f"{name} how {found.name} is paired from now on.", change.number)


def _write_wants(change: Change, cohort: PairingCohort, variant: Variant) -> None:
    rules = wanted(cohort, variant)
    values: dict[str, object] = dict(rules._asdict())
    if cohort.policy is None:
        change.insert("pairing_policy", [{"cohort": cohort.cohort, **values}])
    else:
        change.update("pairing_policy", [{"id": cohort.policy, "version": cohort.policy_version, **values}])


def _write_places(change: Change, variant: Variant) -> None:
    rows = pairing_reads.capacities(change.db, list(variant.places))
    change.update(
        "application",
        [{"id": row.id, "version": row.version, "capacity": variant.places[row.id]} for row in rows],
    )
