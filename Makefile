# Every target sets up what it needs; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
NODE_READY := tests/frontend/node_modules/.ready

# Material announces the end of its support at every start; docs/about/host.md says what follows.
export NO_MKDOCS_2_WARNING := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help site serve check test shots bench lock

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

site: $(READY) ## build the site into site/
	$(BIN)/mkdocs build --strict

serve: $(READY) ## serve the site on http://localhost:8000 and rebuild on every change
	$(BIN)/mkdocs serve

check: $(READY) $(NODE_READY) ## check the records, then the code: style, types, imports
	$(BIN)/catalog check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini tests
	$(BIN)/lint-imports
	cd tests/frontend && node_modules/.bin/biome check --error-on-warnings . ../../generator/theme/assets
	cd tests/frontend && node_modules/.bin/tsc --project .

test: $(READY) check ## check, then run all tests
	$(BIN)/pytest

shots: site ## photograph the site into shots/, and the pictures of the README
	@mkdir -p shots docs/assets
	$(BIN)/python tests/shots.py

bench: $(READY) ## measure builds of 214 and 10,000 papers
	$(BIN)/python tests/bench.py

lock: ## pin the newest allowed versions of all packages, with hashes
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet pip-tools
	.venv/lock/bin/pip-compile --quiet --upgrade --extra dev --generate-hashes --allow-unsafe --strip-extras \
	  --no-header --no-emit-index-url --no-emit-find-links --annotation-style line \
	  --output-file requirements.lock pyproject.toml

# Made anew when the lock or the package's own facts change, so that nothing stale stays installed.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(NODE_READY): $(READY) tests/frontend/package-lock.json
	cd tests/frontend && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
