# Every target sets up what it needs; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTS_READY := .venv/.tests-ready
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
NODE_READY := tests/frontend/node_modules/.ready

# Material announces the end of its support at every start; docs/about/host.md says what follows.
export NO_MKDOCS_2_WARNING := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help site serve check quick test shots bench fuzz lock

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

site: $(READY) ## build the site into site/
	$(BIN)/mkdocs build --strict

serve: $(READY) ## serve the site on http://localhost:8000, or on PORT=, and rebuild on every change
	$(BIN)/mkdocs serve $(if $(PORT),--dev-addr localhost:$(PORT))

check: $(TESTS_READY) $(NODE_READY) ## check the records, then the code: style, types, imports
	$(BIN)/catalog check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini tests
	$(BIN)/lint-imports
	cd tests/frontend && node_modules/.bin/biome check --error-on-warnings . ../../generator/theme/assets ../../generator/hosting/removed
	cd tests/frontend && node_modules/.bin/tsc --project .

quick: check ## check, then run the tests that need no browser and little time
	$(BIN)/pytest -m "not browser and not slow"

test: check ## check, bring a browser if there is none, then run all tests
	$(BIN)/python tests/browsers.py
	$(BIN)/pytest

shots: $(TESTS_READY) site ## photograph the site into shots/, and the pictures of the README
	@mkdir -p shots docs/assets
	$(BIN)/python tests/shots.py

bench: $(TESTS_READY) ## measure builds of 214 to 10,000 papers
	PYTHONPATH=$(CURDIR)/tests $(BIN)/python -m bench
	PYTHONPATH=$(CURDIR)/tests $(BIN)/python -m bench.builds
	INCREMENTAL_SEQUENCES=300 $(BIN)/pytest tests/engine/test_incremental.py

# All that is too much for every run: see docs/about/numbers.md, which this writes.
FUZZ_SECONDS ?= 600
SEED ?= 1
fuzz: $(TESTS_READY) $(NODE_READY) ## attack for longer: all hostile texts, 500 kills, FUZZ_SECONDS= of fuzzing
	$(INSTALL) --require-hashes -r requirements-tools.lock
	@mkdir -p .cache && rm -f .cache/numbers.jsonl
	EXAMPLES=1000 $(BIN)/pytest -m hypothesis
	NUMBERS=$(CURDIR)/.cache/numbers.jsonl HOSTILE_SEED=all $(BIN)/pytest -n 0 tests/hostile
	NUMBERS=$(CURDIR)/.cache/numbers.jsonl $(BIN)/python tests/kills.py 61 $(SEED)
	NUMBERS=$(CURDIR)/.cache/numbers.jsonl $(BIN)/python tests/fuzz.py $(FUZZ_SECONDS) $(SEED)
	NUMBERS=$(CURDIR)/.cache/numbers.jsonl $(BIN)/python tests/fuzz.py --large
	$(BIN)/python tests/numbers_on_record.py .cache/numbers.jsonl docs/about/numbers.md

PIN := .venv/lock/bin/pip-compile --quiet --upgrade --build-deps-for editable --generate-hashes --allow-unsafe \
  --strip-extras --no-header --no-emit-index-url --no-emit-find-links --annotation-style line
lock: ## pin the newest allowed versions of all packages, with hashes
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet pip-tools
	$(PIN) --output-file requirements.lock pyproject.toml
	$(PIN) --extra dev --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
	$(PIN) --output-file requirements-tools.lock requirements-tools.in

# What a site needs. Made anew when a lock or the package's own facts change, so that nothing stale stays installed.
$(READY): requirements.lock requirements-test.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# What the tests need besides.
$(TESTS_READY): $(READY)
	$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

$(NODE_READY): $(TESTS_READY) tests/frontend/package-lock.json
	cd tests/frontend && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
