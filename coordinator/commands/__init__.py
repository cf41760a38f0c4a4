"""The commands of the command line, one module a subject; `coordinator/cli.py` puts them together."""
