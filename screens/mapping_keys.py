"""The first step of an import: what each column holds."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens import mapping_view
from screens.answer_line import AnswerLine
from screens.mapping_view import ColumnLine, UseChoice
from screens.presentation import clean
from screens.workbench import Workbench


class MappingKeys(Workbench):
    """The keys that say what a column fills."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "field", "field", id="mapping.field", tooltip="Say what the highlighted column fills."),
        Binding("x", "ignore", "ignore", id="mapping.ignore", tooltip="Leave the highlighted column out."),
        Binding(
            "p",
            "apart",
            "apart",
            id="mapping.apart",
            tooltip="Say where the several answers of the highlighted column come apart.",
        ),
        Binding(
            "equals_sign",
            "constant",
            "same for all",
            id="mapping.constant",
            tooltip="Give a field the same answer in every row: all are mentees.",
        ),
    ]

    def column(self) -> ColumnLine | None:
        """The highlighted column; None, saying so, where the rows are shown."""
        if not self.changeable():
            return None
        if not self.verdicts.shows_columns:
            self.say("That is about a column: c shows them.")
            return None
        row: ColumnLine | None = self.verdicts.current.row
        return row

    def action_field(self) -> None:
        """Say what the highlighted column fills."""
        from screens.mapping_dialogs import UseDialog

        line = self.column()
        if line is None:
            return
        place = line.sheet, line.column.column

        def chosen(choice: UseChoice | None) -> None:
            if choice is not None:
                self._use(*place, choice)

        about = [line.header, mapping_view.answers(line.column)]
        choices = mapping_view.uses(self.mapping, *place)
        title = f"What does column {line.column.letter} fill?"
        self.app.push_screen(UseDialog(title, about, choices), chosen)

    def action_ignore(self) -> None:
        """Leave the highlighted column out."""
        line = self.column()
        if line is not None:
            nothing = UseChoice("", False, "", "", "")
            self._use(line.sheet, line.column.column, nothing)

    def _use(self, sheet: str, column: int, choice: UseChoice) -> None:
        from coordinator.workbook.mapping import used_for

        self.say_mapping(used_for(self.mapping, sheet, column, choice.use, joined=choice.joined))
        self.show_mapping(from_first_open=False)
        self.verdicts.go_to_next_open()

    def action_apart(self) -> None:
        """Say where the several answers of the highlighted column come apart."""
        from coordinator.workbook.mapping import with_column
        from coordinator.workbook.recognise import SEVERAL
        from coordinator.workbook.separators import SEPARATORS, parts
        from screens.dialogs import ChoiceDialog

        line = self.column()
        if line is None:
            return
        if line.column.use not in SEVERAL:
            self.say("Only expertise, needs and tags have several answers in one cell.")
            return
        longest = max(line.column.answers, key=len, default="")
        told = {
            f"{called}: {' | '.join(parts(longest, sign)) or '(no answers)'}": sign
            for sign, called in SEPARATORS.items()
        }

        def chosen(said: str | None) -> None:
            if said is not None:
                place = line.sheet, line.column.column
                self.say_mapping(with_column(self.mapping, *place, separator=told[said]))
                self.show_mapping(from_first_open=False)

        question = "Where do the answers come apart?"
        self.app.push_screen(ChoiceDialog(question, list(told), clean(longest)), chosen)

    def action_constant(self) -> None:
        """Give a field the same answer in every row."""
        from coordinator.workbook.recipe import SPLITS
        from screens.mapping_dialogs import UseDialog

        if self.column() is None:
            return
        choices = [
            replace(one, note=self.mapping.constants.get(one.use, ""))
            for one in mapping_view.uses(replace(self.mapping, sheets=()), "", 0)
            if one.use and one.use not in SPLITS
        ]

        def chosen(choice: UseChoice | None) -> None:
            if choice is not None:
                self._constant = choice.use
                hint = "in every row; blank takes it away"
                line = AnswerLine(choice.called, self.mapping.constants.get(choice.use, ""), hint)
                self.call_later(self.open_below, line)

        self.app.push_screen(UseDialog("Which field has the same answer in every row?", [], choices), chosen)

    _constant: str | None = None

    def take_constant(self, answer: str) -> None:
        """The answer of every row was typed."""
        from coordinator.errors import CoordinatorError
        from coordinator.services.columns import refuse_answer
        from coordinator.workbook.mapping import with_constant

        field, self._constant = self._constant, None
        if field is None:
            return
        try:
            if answer:
                refuse_answer(self.mapping.kind, field, answer, self.desk.today)
        except CoordinatorError as error:
            self.coordinator.tell(error)
            return
        self.say_mapping(with_constant(self.mapping, field, answer or None))
        self.show_mapping(from_first_open=False)

    def show_mapping(self, *, from_first_open: bool = True) -> None:
        """Show what each column fills, as last said."""
        self.verdicts.show_columns(self.mapping, from_first_open=from_first_open)
        self.show_head()
