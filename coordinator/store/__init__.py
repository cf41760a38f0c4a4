"""The programme file: the only package that knows DuckDB."""
