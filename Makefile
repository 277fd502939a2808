# Everything a person needs: `make run` to use oxdash, `make test` to test it.
PYTHON ?= $(or $(shell command -v python3.11),python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Worker processes of the tests; make test JOBS=0 runs them one after the other, in one order.
JOBS ?= 2
# How long make soak goes on; its verdict on memory means something from half an hour up.
MINUTES ?= 60
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --generate-hashes

.PHONY: run test bench beside golden soak lint coverage mutants pins writers sign-in cluster-test clean

run: $(VENV)/run.stamp  ## serve the shipped data on http://localhost:8501, in local mode
	@echo "oxdash is starting; the address to open is printed once it is there."
	@OXDASH_LOCAL=1 $(BIN)/python -m uvicorn oxdash.web.server:app --host 127.0.0.1 --port $(PORT) --log-level warning --no-access-log

test: $(VENV)/test.stamp  ## install what the tests need and run every one
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

bench: $(VENV)/cluster.stamp  ## print the ratios of one run
	@$(BIN)/python -m benchmarks

beside: $(VENV)/test.stamp  ## what costs more or less than in another build: make beside BASE=COMMIT
	@$(BIN)/python -m benchmarks.beside $(BASE)

golden: $(VENV)/test.stamp  ## whether all that is made is what another commit made: make golden BASE=COMMIT HOW=--content
	@$(BIN)/python -m benchmarks.golden $(BASE) $(HOW)

soak: $(VENV)/test.stamp  ## an hour of mixed load, and what it leaves behind: make soak MINUTES=60
	@$(BIN)/python -m benchmarks.soak $(MINUTES)

lint: $(VENV)/test.stamp  ## the linter and the type checker: no message of either
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

coverage: $(VENV)/test.stamp  ## every test, and which lines and branches none of them takes; fails under the floor
	@mkdir -p build && $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --cov --cov-report=term

mutants: $(VENV)/test.stamp  ## small faults put into rule and reader, one at a time: which no test finds (hours)
	@$(BIN)/mutmut run && $(BIN)/mutmut results

writers: $(VENV)/test.stamp  ## returns saved by other programs: installs those, and runs the round trips
	@command -v ssconvert >/dev/null && command -v soffice >/dev/null && command -v npm >/dev/null || { $(AS_ROOT) apt-get update -qq; $(AS_ROOT) apt-get install -y -qq --no-install-recommends gnumeric libreoffice-calc npm >/dev/null; }
	@mkdir -p build/writers && cp tests/writers/package.json tests/writers/package-lock.json build/writers/
	@cd build/writers && npm ci --silent --omit=optional --no-audit --no-fund
	@test -x build/writers/venv/bin/python || $(BIN)/python -m venv build/writers/venv
	@build/writers/venv/bin/python -m pip install --quiet --disable-pip-version-check -r tests/writers/requirements.txt
	@KEEP=$(KEEP) $(BIN)/python -m pytest tests/writers/round_trips.py

sign-in: $(VENV)/test.stamp  ## the sign-in against a certified OpenID provider: installs that, and runs the journeys
	@command -v npm >/dev/null || { $(AS_ROOT) apt-get update -qq; $(AS_ROOT) apt-get install -y -qq --no-install-recommends npm >/dev/null; }
	@mkdir -p build/sign_in && cp tests/sign_in/package.json tests/sign_in/package-lock.json tests/sign_in/provider.mjs build/sign_in/
	@cd build/sign_in && npm ci --silent --no-audit --no-fund
	@$(BIN)/python -m pytest tests/sign_in/journeys.py

cluster-test: $(VENV)/cluster.stamp  ## judging on a Dask cluster: installs Dask, starts a scheduler and two workers here
	@test -x build/cluster/other/bin/python || $(BIN)/python -m venv build/cluster/other
	@build/cluster/other/bin/python -m pip install --quiet --disable-pip-version-check -r tests/cluster/requirements.txt
	@$(BIN)/python -m pytest tests/cluster/judging.py

pins: $(VENV)/test.stamp  ## make the requirements files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
	@$(COMPILE) pyproject.toml --extra cluster -c requirements.txt -c requirements-dev.txt -o requirements-cluster.txt
	@$(COMPILE) tests/cluster/requirements.in -o tests/cluster/requirements.txt

$(VENV)/python.stamp:
	@command -v $(PYTHON) >/dev/null || { echo "oxdash needs Python 3.11 or later, and none is here. Install it (on Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "oxdash needs Python 3.11 or later, and $(PYTHON) is older. Name a newer one: make PYTHON=python3.11 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(AS_ROOT) apt-get install -y -qq python3-venv >/dev/null 2>&1 || { echo "Python's venv module is missing and could not be installed. On Debian: apt-get install python3-venv"; exit 1; }
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp requirements.txt pyproject.toml
	@echo "Installing what oxdash needs (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt tests/system_packages.sh
	@sh tests/system_packages.sh
	@echo "Installing what the tests need (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

$(VENV)/cluster.stamp: $(VENV)/test.stamp requirements-cluster.txt
	@echo "Installing Dask (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-cluster.txt
	@touch $@

clean:
	rm -rf $(VENV) mutants .pytest_cache .hypothesis .ruff_cache .mypy_cache *.egg-info
