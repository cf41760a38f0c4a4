"""What the command line prints: plain tables for people, JSON and CSV for programs."""

from collections.abc import Iterable, Mapping, Sequence


def as_json(value: object) -> str:
    """JSON on several lines, people's text as it is."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Comma-separated, one header row. Text that a spreadsheet would run as a formula gets a leading `'` (OWASP)."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_value(row[name]) for name in columns])
    return out.getvalue()


def as_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns padded to their widest cell, numbers to the right, two spaces apart."""
    texts = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(headers, *texts, strict=True)]
    is_number = [
        bool(texts) and all(_looks_numeric(row[index]) for row in texts) for index in range(len(headers))
    ]

    def line(cells: Sequence[str]) -> str:
        padded = (
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(cells, widths, is_number, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join([line(list(headers)), *(line(row) for row in texts)])


def _csv_value(value: object) -> object:
    from coordinator.workbook.text import guarded

    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guarded(value) if isinstance(value, str) else value


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)


def _looks_numeric(text: str) -> bool:
    return text == "-" or text.replace(".", "", 1).isdigit()
