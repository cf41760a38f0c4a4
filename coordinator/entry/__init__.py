"""The entry line: what a coordinator types after a phone call or an e-mail, turned into facts. Pure.

`parse` reads one line, `describe` says what was understood, `as_typed` writes it so that it is read back the same.
"""

from coordinator.entry.grammar import GRAMMAR
from coordinator.entry.reading import parse
from coordinator.entry.saying import describe
from coordinator.facts import ContactFact, Fact, SessionFact, StateFact

__all__ = ["GRAMMAR", "ContactFact", "Fact", "SessionFact", "StateFact", "describe", "parse"]
