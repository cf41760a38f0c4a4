"""Every command of the command line but `demo`, which opens the screens."""

from collections.abc import Mapping, Sequence

import click

from coordinator.commands import (
    agreeing,
    caseload,
    exporting,
    history,
    importing,
    inspecting,
    looking,
    mappings,
    matters,
    merging,
    nudging,
    pairing,
    proposing,
    recording,
    states,
)

BY_SUBJECT: Mapping[str, Sequence[click.Command]] = {
    "Every day": (
        looking.triage,
        recording.log,
        recording.contact,
        nudging.nudges,
        matters.put_off,
        matters.dismiss,
        matters.bring_back,
        looking.dashboard,
    ),
    "Relationships": (
        states.set_state,
        states.close,
        states.reopen,
        states.rematch,
        caseload.handover,
        agreeing.agreement,
    ),
    "Pairing": (
        proposing.accept,
        pairing.pair,
        pairing.why,
        pairing.unmatched,
        proposing.propose,
        proposing.answer,
        proposing.brief,
    ),
    "Spreadsheets": (
        importing.import_file,
        inspecting.inspect,
        mappings.mappings,
        merging.merge,
        exporting.export,
        exporting.template,
    ),
    "The programme": (
        matters.thresholds,
        history.history,
        history.undo,
        looking.check,
    ),
}
"""The commands as help lists them."""
