"""The second step of an import: what becomes of each row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from coordinator.workbook.cells import column_letter, column_number
from screens.answer_line import AnswerLine
from screens.presentation import clean, count
from screens.preview_view import ChangeLine, ClashLine, OpenLine
from screens.workbench import Workbench

if TYPE_CHECKING:
    from coordinator.workbook.decisions import Place, Said, Spot
    from coordinator.workbook.roundtrip import Clash
    from coordinator.workbook.verdicts import Verdict

ONE = "this row only"


class RowKeys(Workbench):
    """The keys that say something of single rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m", "mend", "mend", id="rows.mend", tooltip="Type a cell of the row anew; it is judged again."
        ),
        Binding(
            "s",
            "skip",
            "skip",
            id="rows.skip",
            tooltip="Leave the row or the marked ones out, or take them in.",
        ),
        Binding(
            "d",
            "decide",
            "who is it",
            id="rows.decide",
            tooltip="Say whether it is someone known; or which of two changes is right, of the row or the marked ones.",
        ),
        Binding(
            "a",
            "take_all",
            "all",
            id="rows.all",
            tooltip="The same for all rows of the view: take them without consent, as other people, theirs or ours.",
        ),
    ]

    _mending: "Spot | None" = None

    def row(self) -> "Verdict | None":
        """The verdict of the highlighted row; None, saying so, where there is none."""
        if not self.changeable():
            return None
        if self.verdicts.shows_columns:
            self.say("That is about a row: enter goes to the rows.")
            return None
        line = self.verdicts.current.row
        if line is None:
            self.say("There is no row here.")
            return None
        return self._verdict((line.sheet, line.row))

    def _verdict(self, place: "Place") -> "Verdict":
        return next(one for one in self.preview.verdicts if (one.sheet, one.row) == place)

    # -- mending --

    def action_mend(self) -> None:
        """Type a cell of the row anew."""
        from screens.dialogs import ChoiceDialog

        verdict = self.row()
        if verdict is None:
            return
        line = self.verdicts.current.row
        if isinstance(line, OpenLine | ClashLine | ChangeLine) and line.column:
            self._mend((verdict.sheet, verdict.row, column_number(line.column)))
            return
        cells = {
            f"{column_letter(column)}  {clean(header)}: {self._text((verdict.sheet, verdict.row, column))}": column
            for column, header in self._table(verdict.sheet).headers.items()
        }

        def chosen(said: str | None) -> None:
            if said is not None:
                self._mend((verdict.sheet, verdict.row, cells[said]))

        question = f"Which cell of row {verdict.row} is to be mended?"
        self.app.push_screen(ChoiceDialog(question, list(cells)), chosen)

    def _mend(self, spot: "Spot") -> None:
        self._mending = spot
        header = self._table(spot[0]).headers.get(spot[2], column_letter(spot[2]))
        line = AnswerLine(header, self._text(spot), "blank empties the cell")
        self.call_later(self.open_below, line)

    def take_mend(self, text: str) -> None:
        """A cell was typed anew; where other rows say the same as it did, ask about those."""
        from coordinator.services.columns import alike
        from screens.dialogs import ChoiceDialog

        spot, self._mending = self._mending, None
        if spot is None or text == self._text(spot):
            return
        said, use, others = alike(self.preview, *spot)
        if not text or not others or not use:
            self._take_mend(spot, text)
            return
        many = "both rows" if len(others) == 1 else f"all {len(others) + 1:,} rows"
        every = f"{many} that say “{clean(said)}”, in later files of this form too"

        def chosen(choice: str | None) -> None:
            if choice == every:
                from coordinator.workbook.mapping import with_answer

                mapping = with_answer(self.mapping, use, said, text)
                self.say_rows(self.decisions, f"“{clean(said)}” stands for {clean(text)}.", mapping)
            elif choice == ONE:
                self._take_mend(spot, text)

        self.app.push_screen(ChoiceDialog("Which rows?", [ONE, every], f"{said} → {text}"), chosen)

    def _take_mend(self, spot: "Spot", text: str) -> None:
        from coordinator.workbook.decisions import mend

        where = f"{column_letter(spot[2])}{spot[1]}"
        self.enter_typed = True
        self.say_rows(mend(self.decisions, [spot], text), f"{where} is mended.")

    def _table(self, sheet: str):  # type: ignore[no-untyped-def]
        return next(table for table in self.preview.recognised.tables if table.sheet == sheet)

    def _text(self, spot: "Spot") -> str:
        sheet, number, column = spot
        row = next(row for row in self._table(sheet).rows if row.number == number)
        cell = row.cells.get(column)
        return "" if cell is None else clean(cell.text)

    # -- in or out --

    def action_skip(self) -> None:
        """Leave the row or the marked ones out, or take them in again."""
        if self.row() is None:
            return
        places = self.verdicts.places
        is_out = all(self.decisions.said.get(place) == "skip" for place in places)
        told = f"{count(len(places), 'row')} {'may come in again' if is_out else 'left out'}."
        self._say(places, None if is_out else "skip", told)

    def action_take_all(self) -> None:
        """Take all rows of the view: those without consent as they are, those perhaps known as other people."""
        from screens.dialogs import ConfirmDialog

        if self.row() is None:
            return
        view = self.verdicts.view
        places = list(dict.fromkeys((one.sheet, one.row) for one in self.verdicts.current.rows))
        said: Said | None
        if view == "set_aside":
            question, said = "Take these rows in, also those without consent?", "take"
        elif view == "duplicate":
            question, said = "Is none of these the person known already?", "different"
        elif view == "clash":
            self._settle(places)
            return
        elif view == "rejected":
            self.say("A rejected row cannot go in as it is: m mends a cell, w writes them to a workbook.")
            return
        else:
            self.say("a is for rows that wait: v goes to those changed in both, perhaps known or set aside.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._say(places, said, f"{count(len(places), 'row')} taken.")

        self.app.push_screen(ConfirmDialog(question, f"{count(len(places), 'row')}."), answered)

    def _say(self, places: "list[Place]", said: "Said | None", told: str) -> None:
        from coordinator.workbook.decisions import say

        self.verdicts.current.unmark_all()
        self.say_rows(say(self.decisions, places, said), told)

    # -- who is it --

    def action_decide(self) -> None:
        """Say whether the row is about someone known already."""
        verdict = self.row()
        if verdict is None:
            return
        place = verdict.sheet, verdict.row
        if place in self.decisions.same or self.decisions.said.get(place) in ("different", "theirs", "ours"):
            self._say([place], None, "What was said of this row is taken back.")
            return
        if verdict.judged == "clash":
            self._decide_clash(verdict)
        elif not verdict.likely:
            self.say("That is about rows that are perhaps known, or changed in both; this is neither.")
        else:
            self._decide_likely(verdict)

    def _decide_clash(self, verdict: "Verdict") -> None:
        """What was changed both in the file and here: of the row, its values beside each other, or of all marked."""
        places = self.verdicts.places
        if len(places) > 1:
            self._settle(places)
        else:
            self._settle(places, f"Row {verdict.row}, {verdict.what}", verdict.clashes)

    def _settle(self, places: "list[Place]", about: str = "", clashes: "Sequence[Clash]" = ()) -> None:
        """Of these rows, what the file says or what is here is kept."""
        from screens.clash_dialog import CHOICES, ClashDialog

        many = count(len(places), "row")

        def chosen(said: str | None) -> None:
            if said is not None:
                self._say(places, CHOICES[said], f"{many}: {said}.")

        self.app.push_screen(ClashDialog(about or many, clashes), chosen)

    def _decide_likely(self, verdict: "Verdict") -> None:
        from coordinator.services.columns import details
        from screens.likely_dialog import LikelyDialog

        place = verdict.sheet, verdict.row

        def answered(answer: str | None) -> None:
            if answer == "":
                self._say([place], "different", "They are different people.")
            elif answer is not None:
                from coordinator.workbook.decisions import same

                self.say_rows(same(self.decisions, place, answer), f"The same person as {answer}.")

        self.app.push_screen(LikelyDialog(verdict, details(self.preview, *place)), answered)
