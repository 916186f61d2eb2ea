# One folder of tools, made from the pinned requirements; every target makes what it needs.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: demo test check format faults load clean browser

demo: $(VENV)/.runtime
	$(BIN)/taktgeber demo $(ARGS)

# What measures or kills runs by itself, after everything else: other work beside it would be part of the figures.
ALONE := tests/bench tests/faults
WORKERS ?= 3

test: $(VENV)/.develop browser
ifdef ARGS
	$(BIN)/pytest $(ARGS)
else
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal $(addprefix --ignore=,$(ALONE))
	$(BIN)/pytest $(ALONE)
endif

check: $(VENV)/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The long form of the fault runs: 50 kills on each database, many companies that chance befalls, five simulated years.
# `make test` runs a short one.
faults: $(VENV)/.develop
	TAKTGEBER_KILLS=50 $(BIN)/pytest tests/faults $(ARGS)
	TAKTGEBER_COMPANIES=150 TAKTGEBER_YEARS=1,2,3,4,5 $(BIN)/pytest -s tests/jobs/test_one_responsible.py tests/jobs/test_simulated_year.py $(ARGS)

# The long form of the load run: ten rounds and a table, three minutes at most. `make test` runs a short one.
load: $(VENV)/.develop
	TAKTGEBER_LOAD_ROUNDS=10 $(BIN)/pytest tests/bench -s $(ARGS)

browser: $(VENV)/.develop
	@$(BIN)/python -m tests.browser

$(VENV)/.runtime: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Taktgeber needs Python 3.11 or later; name one with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.develop: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
