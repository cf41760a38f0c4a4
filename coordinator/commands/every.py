"""Every command of the command line but `demo`, which opens the screens."""

from collections.abc import Sequence

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

COMMANDS: Sequence[click.Command] = (
    importing.import_file,
    inspecting.inspect,
    mappings.mappings,
    merging.merge,
    looking.triage,
    looking.dashboard,
    recording.log,
    recording.contact,
    nudging.nudges,
    agreeing.agreement,
    states.set_state,
    states.close,
    states.reopen,
    states.rematch,
    proposing.accept,
    proposing.propose,
    proposing.answer,
    proposing.brief,
    exporting.export,
    exporting.template,
    caseload.handover,
    history.undo,
    history.history,
    looking.check,
    matters.put_off,
    matters.dismiss,
    matters.bring_back,
    matters.thresholds,
    pairing.pair,
    pairing.why,
    pairing.unmatched,
)
