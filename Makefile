# Everything runs in .venv, which is filled with the exact versions of constraints.txt.
# PYTHON chooses the interpreter: make demo PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# hatchling builds the project from the environment itself: a build of its own would fetch unpinned versions.
INSTALL := $(PIP) install --quiet -c constraints.txt --no-build-isolation

.PHONY: demo test check bench wheel clean
.DELETE_ON_ERROR:

demo: .venv/.runtime
	@$(BIN)/coordinator demo

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not bench"

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev
	$(BIN)/python -m tests.benchmarks

wheel: .venv/.runtime
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f snapshot_report.html
	find coordinator screens sample_data tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet -c constraints.txt hatchling editables
	$(INSTALL) -e .
	@touch $@

.venv/.dev: .venv/.runtime
	$(INSTALL) -e '.[dev]'
	@touch $@
