"""People's text as it comes out of a file: control characters gone, everything meant kept."""

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DIRECTION = re.compile("[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def unescape(text: str) -> str:
    """Decode the `_xHHHH_` escapes of an .xlsx; `_x005F_x0041_` stands for a literal `_x0041_`."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    # An emoji is escaped as two halves: join them, drop a half left alone.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def clean(text: str) -> str:
    """`text` that no terminal obeys: C0 and C1 controls, ESC with them, are gone.

    Line breaks become `\\n`, tabs a space. Right-to-left marks, joiners, no-break spaces and emoji stay as they are.
    """
    if text.isprintable():
        return text
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", text).replace("\t", " "))


def guarded(text: str) -> str:
    """`text` for a .csv: what a spreadsheet would run as a formula gets a leading `'` (OWASP); import strips it again."""
    return f"'{text}" if _FORMULA.match(text) else text


def tidy(text: str) -> str:
    """`text` on one line for showing or keeping: zero-width spaces gone, runs of white space (no-break too) one space."""
    return " ".join(_INVISIBLE.sub("", text).split())


def bare(text: str) -> str:
    """`tidy` without direction marks and soft hyphens too: for comparing headers and reading e-mails, days, numbers.

    Address books paste e-mails wrapped in such marks. Keep names and free text with `tidy`, which leaves them.
    """
    return tidy(_DIRECTION.sub("", text))
