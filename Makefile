# The task runner: `make demo` and `make test` work on a fresh clone and set up what they need.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SOURCES := analytics tests benchmarks site .github

# the oldest DuckDB that pyproject.toml allows
OLDEST_DUCKDB := $(shell sed -n 's/.*"duckdb>=\([0-9.]*\),.*/\1/p' pyproject.toml)
# the tests of what DuckDB answers
ASKED := $(addprefix tests/code/test_,questions.py query_files.py database.py dates.py \
  honest_counts.py steps_and_acts.py) tests/live/test_answers.py

.PHONY: demo site site-serve test test-oldest-duckdb check lint types floors data generated clean

demo: $(VENV)/core  ## Answers the flagship question on the real tables.
	@echo
	@echo "Agreements that Russia moved to end by the order published on 19 December 2025,"
	@echo "by the year in which the partner joined NATO, and how far each step had come by 31 December"
	@echo "(the newest day to which the record is complete; later a count of none is not known):"
	@echo
	@$(BIN)/pactexit query terminations_by_nato_accession_year --order-id rus-government-2025-12-19 --as-of 2025-12-31
	@echo
	@echo "By both orders published in December 2025:"
	@echo
	@$(BIN)/pactexit query terminations_by_nato_accession_year --published-from 2025-12-01 --published-until 2025-12-31 --as-of 2025-12-31
	@echo
	@echo "In all:"
	@echo
	@$(BIN)/pactexit query terminations_in_total --published-from 2025-12-01 --published-until 2025-12-31 --as-of 2025-12-31

site: $(VENV)/dev  ## Builds the web site to site/dist (needs Node.js).
	PYTHONPATH=site $(BIN)/python -m builder $(SITE)

site-serve: $(VENV)/dev  ## Builds the web site and shows it on http://127.0.0.1:8000/.
	PYTHONPATH=site $(BIN)/python -m builder --serve 8000 $(SITE)

test: $(VENV)/dev  ## Passes the tests.
	$(BIN)/pytest --numprocesses auto --dist loadgroup $(PYTEST)

test-oldest-duckdb: $(VENV)/dev  ## Passes the tests of the questions on the oldest DuckDB.
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --upgrade \
	  --target $(VENV)/oldest-duckdb duckdb==$(OLDEST_DUCKDB)
	PYTHONPATH=$(abspath $(VENV))/oldest-duckdb $(BIN)/python -c \
	  'import duckdb, sys; sys.exit(duckdb.__version__ != "$(OLDEST_DUCKDB)")'
	PYTHONPATH=$(abspath $(VENV))/oldest-duckdb $(BIN)/pytest --numprocesses auto $(ASKED)

check: lint types floors generated data test  ## All that a change must pass.

lint: $(VENV)/dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/sqlfluff lint --disable-progress-bar analytics
	$(BIN)/python -m pactexit.portability

types: $(VENV)/dev
	$(BIN)/mypy

floors: $(VENV)/dev
	$(BIN)/lint-imports

generated: $(VENV)/dev  ## api.py and the reference pages are what would be written.
	$(BIN)/python -m pactexit.generate --check

data: $(VENV)/dev  ## The live tables are valid and in canonical form.
	$(BIN)/pactexit validate
	$(BIN)/pactexit format --check
	$(BIN)/frictionless validate datapackage.json

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/core: pyproject.toml | $(VENV)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: pyproject.toml | $(VENV)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/core

clean:
	rm -rf $(VENV) dist site/dist site/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
