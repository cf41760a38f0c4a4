"""What holds on every screen: keys, help, errors, undo, colours, and leaving when the line drops."""

import os
import pty
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Input

import screens.dialogs
import screens.help
import screens.widgets.entry_line
import screens.widgets.filter_line
from coordinator.errors import CoordinatorError, ExitCode
from coordinator.models import Done
from coordinator.services import overview
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from screens.app import CoordinatorApp
from screens.dialogs import ChoiceDialog, ConfirmDialog, ErrorDialog
from screens.help import HelpScreen
from screens.keys import bindings_of, key_names
from screens.triage import TriageScreen
from screens.widgets.entry_line import EntryLine
from screens.widgets.figure_grid import FigureGrid
from tests.tui.driving import SMALL, TODAY, make_app, on_screen, press, said, settle

FORBIDDEN = {f"ctrl+{letter}" for letter in "himjsqzba"}
"""Keys that die over SSH or in tmux (DESIGN §7)."""


def every_module() -> None:
    """Import every screen there is, so that no key escapes."""
    folder = Path(screens.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder.parent).with_suffix("").parts)
        __import__(name.removesuffix(".__init__"))


def our_classes() -> list[type[DOMNode]]:
    every_module()

    def below(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    kinds = dict.fromkeys(below(DOMNode))
    return [kind for kind in kinds if kind.__module__.startswith("screens") and kind.__dict__.get("BINDINGS")]


def test_every_key_has_an_id_a_description_a_tooltip_and_survives_the_line() -> None:
    kinds = our_classes()
    assert {CoordinatorApp, TriageScreen, ErrorDialog} <= set(kinds)
    for kind in kinds:
        for binding in kind.__dict__["BINDINGS"]:
            assert isinstance(binding, Binding), kind
            assert binding.id, (kind, binding)
            assert binding.description, (kind, binding)
            assert binding.tooltip.endswith((".", "?", "…")), (kind, binding)
            assert not FORBIDDEN & {key.strip() for key in binding.key.split(",")}, (kind, binding)


def test_no_key_comes_from_textual_itself() -> None:
    """Textual's own bindings have keys that die on the way (ctrl+q quits, ctrl+a goes home)."""
    for kind in our_classes():
        if issubclass(kind, Widget | CoordinatorApp):
            keys = set(kind._merged_bindings.key_to_bindings if kind._merged_bindings else ())
            assert not FORBIDDEN & keys, kind


def test_one_id_is_one_key() -> None:
    seen: dict[str, str] = {}
    for kind in our_classes():
        for binding in kind.__dict__["BINDINGS"]:
            assert seen.setdefault(binding.id, kind.__name__) == kind.__name__, binding


async def test_help_is_made_of_the_keys(desk: Desk) -> None:
    async with make_app(desk).run_test(size=(80, 70)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        shown = on_screen(pilot)
        for kind in (TriageScreen, CoordinatorApp):
            for binding in bindings_of(kind):
                assert binding.tooltip[:60] in shown, binding
        assert "missed 14/3" in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)


async def test_the_palette_knows_the_screens_keys(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
        commands["all (a)"].callback()
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        assert len(screen.items.rows) == 4


async def test_no_cursor_blinks(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        for key in ("slash", "l", "ctrl+p"):
            await press(pilot, key)
            assert not pilot.app.screen.query_one(Input).cursor_blink, key
            await press(pilot, "escape")


async def test_the_first_screen_says_that_it_is_the_first(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "escape")
        assert "first screen" in said(pilot)
        await press(pilot, "ctrl+c")
        assert "q leaves" in said(pilot)
        assert pilot.app.is_running


async def test_undo_with_nothing_to_undo_stays_until_read(desk: Desk) -> None:
    async with make_app(Desk(desk.store, "newcomer", desk.today)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert "nothing" in on_screen(pilot)
        await press(pilot, "1", "u", "e", "i")
        assert isinstance(pilot.app.screen, ErrorDialog)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TriageScreen)


async def test_a_load_that_fails_says_so_once_and_keeps_what_was_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)

        def fail(*_: object, **__: object) -> None:
            raise CoordinatorError("The file [red]is busy[/].", "Try again.")

        monkeypatch.setattr(overview, "triage", fail)
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert "The file [red]is busy[/]." in on_screen(pilot)
        assert "Try again." in on_screen(pilot)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        screen.look()
        await settle(pilot)
        assert pilot.app.screen is screen
        assert len(screen.items.rows) == 3


async def test_a_fault_of_the_program_is_one_sentence(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, CoordinatorApp)

        def fault() -> Done:
            raise ZeroDivisionError("division by zero\nand a long tail")

        failed: list[bool] = []
        app.act(fault, otherwise=lambda: failed.append(True))
        await settle(pilot)
        assert "a fault of its own" in on_screen(pilot)
        assert "long tail" not in on_screen(pilot)
        assert failed == [True]


async def test_a_change_goes_on_when_its_screen_is_left(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, CoordinatorApp)
        go_on = threading.Event()

        def slow() -> Done:
            assert go_on.wait(10)
            return Done("It was written.", 1)

        app.push_screen(TriageScreen())
        await settle(pilot)
        app.act(slow)
        await pilot.press("escape")
        go_on.set()
        await settle(pilot)
        assert said(pilot) == "It was written.  u undoes it"


async def test_questions_are_answered_with_keys(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        answers: list[object] = []
        for keys, dialog in (
            ("y", ConfirmDialog("Sure?", "[b]really[/b]")),
            ("n", ConfirmDialog("Sure?")),
            ("escape", ConfirmDialog("Sure?")),
        ):
            pilot.app.push_screen(dialog, answers.append)
            await settle(pilot)
            await press(pilot, keys)
        pilot.app.push_screen(ChoiceDialog("Which?", ["one", "two", "three"]), answers.append)
        await settle(pilot)
        await press(pilot, "down", "down", "enter")
        pilot.app.push_screen(ChoiceDialog("Which?", ["one"]), answers.append)
        await settle(pilot)
        await press(pilot, "escape")
        assert answers == [True, False, False, "three", None]


async def test_without_colours_everything_still_says_what_it_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "!! at risk" in on_screen(pilot)
        styles = [
            segment.style
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None
        ]
        assert all(style.color is None or style.color.is_default for style in styles)


PROGRAM = """
import signal, sys
from datetime import date
from pathlib import Path
{before}
import screens
from coordinator.services.desk import open_desk
from screens.app import CoordinatorApp
CoordinatorApp(open_desk(Path(sys.argv[1]), "ana", date(2026, 11, 23)), folder=Path(".")).run()
"""


def read_until(line: int, wanted: bytes) -> bytes:
    """What comes down the line until it holds `wanted`."""
    came = b""
    while wanted not in came:
        ready, _, _ = select.select([line], [], [], 30)
        assert ready, came
        came += os.read(line, 65_536)
    return came


@pytest.mark.parametrize(
    "before", ["", "signal.signal(signal.SIGHUP, signal.SIG_IGN)"], ids=["hang-up", "end of input"]
)
def test_a_dropped_line_ends_the_program_at_once(desk: Desk, before: str) -> None:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(before=before), str(desk.store.path)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color"},
        cwd=Path(screens.__file__).parent.parent,
    )
    os.close(theirs)
    try:
        read_until(ours, b"Priya Shah")
        os.write(ours, b"l14/11 2")
        came = read_until(ours, b"is neither a length nor a day")
        if before:
            os.close(ours)
        else:
            program.send_signal(signal.SIGHUP)
        assert program.wait(10) == 128 + signal.SIGHUP
        assert b"Traceback" not in came
    finally:
        program.kill()
        program.wait(10)
        if not before:
            os.close(ours)
    assert [item.sessions_held for item in overview.triage(desk) if item.mentor == "Priya Shah"] == [1]


async def test_what_was_said_is_whole_and_so_is_how_to_undo_it(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, CoordinatorApp)
        long = " ".join(f"word{number}" for number in range(25)) + " end."
        app.act(lambda: Done(long, 1))
        await settle(pilot)
        assert long in " ".join(on_screen(pilot).split())
        assert "u undoes it" in on_screen(pilot).splitlines()[-2]
        app.act(lambda: Done("word " * 200, 1))
        await settle(pilot)
        assert "u undoes it" in on_screen(pilot).splitlines()[-2]
        assert "Who needs me today?" in on_screen(pilot)


async def test_a_programme_that_cannot_be_read_at_all_ends_with_its_sentence_and_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.duckdb").write_text("bread, [red]milk[/]")
    app = make_app(Desk(Store(tmp_path / "list.duckdb"), "ana", TODAY))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
    assert app.return_code == ExitCode.REFUSED
    told = "".join(capsys.readouterr().err.split())  # a long path is broken where the line ends
    assert told.startswith("coordinator:")
    assert "list.duckdb" in told


async def test_a_later_screen_that_cannot_be_read_says_how_to_try_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)

        def fail(*_: object, **__: object) -> None:
            raise CoordinatorError("The file is busy.")

        with monkeypatch.context() as patched:
            patched.setattr(overview, "participants", fail)
            await press(pilot, "3")
        assert isinstance(pilot.app.screen, ErrorDialog)
        await press(pilot, "enter")
        assert "Reading" not in on_screen(pilot)
        assert "Press r to try again." in on_screen(pilot)
        await press(pilot, "r")
        assert "Nobody has applied" in on_screen(pilot)


async def test_the_demo_says_on_every_screen_that_nothing_is_kept(desk: Desk) -> None:
    app = CoordinatorApp(desk, folder=desk.store.path.parent, demo=True)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for key in ("1", "2", "3", "i"):
            await press(pilot, key)
            assert on_screen(pilot).splitlines()[0].endswith("throw-away demo, 23 Nov"), key


async def test_help_names_only_the_keys_that_do_something(desk: Desk) -> None:
    async with make_app(desk).run_test(size=(80, 70)) as pilot:
        await settle(pilot)
        for keys, marks, opens in (
            (("1",), True, True),
            (("1", "enter"), False, False),
            (("2",), False, True),
        ):
            await press(pilot, *keys, "question_mark")
            shown = on_screen(pilot)
            assert ("Mark or unmark" in shown) is marks, keys
            assert ("Open the highlighted row." in shown) is opens, keys
            assert [line[:7] for line in shown.splitlines()].count("   esc ") == 1
            await press(pilot, "escape")


def test_a_key_declared_anew_is_told_once() -> None:
    for kind in our_classes():
        keys = [key for binding in bindings_of(kind) for key in key_names(binding)]
        assert len(keys) == len(set(keys)), kind
    assert {name for binding in bindings_of(FigureGrid) for name in key_names(binding)} >= {"←", "→"}


async def test_a_wide_footer_names_the_other_screens_and_undo_and_help_are_always_there(desk: Desk) -> None:
    async with make_app(desk).run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        assert "2 cohorts  3 pairing  4 history  i import  e export  u undo  ? help" in on_screen(pilot)
        await press(pilot, "2")
        assert "2 cohorts" not in on_screen(pilot).splitlines()[-1]
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        assert on_screen(pilot).splitlines()[-1].endswith("u undo  ? help")


async def test_what_is_pasted_right_after_a_key_goes_where_the_key_leads_and_is_harmless(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.post_message(events.Key("l", "l"))
        pilot.app.post_message(events.Paste("14/11 2h\x1b]52;c;AAAA\x07\u202e, and more\n"))
        await settle(pilot)
        assert pilot.app.screen.query_one(EntryLine).text == "14/11 2h]52;c;AAAA, and more"


async def test_escape_and_a_key_that_come_together_are_two_keys(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "o", "m")
        pilot.app.post_message(events.Key("alt+2", "2"))
        await settle(pilot)
        assert "How does each cohort stand?" in on_screen(pilot)
