# Commands of the project. Each sets up what it needs first; that takes a moment only when
# something is missing (scripts/setup.sh).
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# Fixed seeds, so that a failure comes back; a short TMPDIR, because Unix sockets live under it.
TESTING = tmp=$$(mktemp -d /tmp/pakn.XXXXXX) && trap 'rm -rf "$$tmp"' EXIT && \
	TMPDIR="$$tmp" PYTHONHASHSEED=0 $(PYTHON) -m pytest --hypothesis-profile=ci

.PHONY: help setup run test prove bench check assets

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Everything the other commands need: Python packages, and for tests Chromium, PostgreSQL
	@scripts/setup.sh all

run: ## Start the whole system (PORT, DATABASE_URL, REDIS_URL, MAIL_URL, PAKN_ENV are honoured)
	@scripts/setup.sh run
	@exec $(PYTHON) -m pakn serve

test: setup ## All tests with fixed seeds; DATABASE=postgresql REDIS=/usr/bin/redis-server: on servers
	@$(TESTING) -m "not bench and not prove" $(if $(DATABASE),--database $(DATABASE)) \
		$(if $(REDIS),--redis-server $(REDIS))

prove: setup ## The long proofs at full size; their results go to docs/
	@$(TESTING) -m prove tests/proofs $(if $(REAL),--real-texts $(abspath $(REAL)))

bench: setup ## Measurements
	@$(TESTING) -m bench tests/bench

check: setup ## Format, lint, types, import contracts
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

assets: ## Compile the style sheet and copy fonts and scripts into pakn/static (needs Node)
	@bash assets/build.sh
