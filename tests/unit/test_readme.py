"""README says what the program does: its tables are those of the code."""

import re

from click import Context, Group

from coordinator import cli
from coordinator.errors import ExitCode
from docs import tables


def test_the_tables_are_those_of_the_code() -> None:
    """When this fails, run `python -m docs.tables`."""
    text = tables.README.read_text(encoding="utf-8")
    assert tables.filled(text) == text
    assert tables.keys() in text
    assert tables.grammar() in text
    assert tables.health() in text
    assert tables.figures() in text


def test_every_command_and_its_options_are_named() -> None:
    text = tables.README.read_text(encoding="utf-8")
    assert isinstance(cli.main, Group)
    context = Context(cli.main)
    for name in cli.main.list_commands(context):
        command = cli.main.get_command(context, name)
        assert command is not None
        (line,) = re.findall(rf"^    coordinator {name}\b.*$", text, flags=re.M)
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option == "--help" or option in line, f"{name} {option}"


def test_every_exit_code_is_named() -> None:
    text = tables.README.read_text(encoding="utf-8")
    assert all(f"| {code.value} |" in text for code in ExitCode)
