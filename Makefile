# Each target does its own set-up; CI calls these targets and nothing else.
# Only make and Python 3.11 or newer are assumed.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Tests make a database of their own beside this one, with “test_” before its name.
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/$(notdir $(CURDIR))
CHROME_PATH ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# “true” turns a part that a machine cannot run into a failure, as CI wants it.
REQUIRE_ALL ?= false
VERDICTS := $(VENV)/verdicts
SCRATCH := $(VENV)/scratch.sqlite3
# Each process makes a database of its own; whoever is free takes tests from the others.
PARALLEL := -n auto --maxprocesses 4 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql test-browser check lint deploy-check migrations-check \
	seed seed-check superuser bench lock serve faults audit
.NOTPARALLEL:

help:
	@echo "make run        serve the site on http://$(HOST):$(PORT)/ with its real content"
	@echo "make serve      the same as production has it: nginx, gunicorn, jobs; on http://127.0.0.1:8080/"
	@echo "make test       run the tests on SQLite, on PostgreSQL and in a browser"
	@echo "make check      everything CI checks: lint, settings, migrations, tests, content"
	@echo "make lint       ruff and djlint"
	@echo "make seed       load the published content into the database"
	@echo "make superuser  create an account for /admin/"
	@echo "make faults     take each part of the site away under load; AWAY_SECONDS=75 RATE=30"
	@echo "make audit      ask which pinned packages have a known hole"
	@echo "make bench      measure the finder beside two others; SIZES=\"400 30000 1000000\""
	@echo "make lock       compile requirements*.in to requirements*.txt"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	@echo "Installing what tests and linters need …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed --if-empty
	@$(MANAGE) create_roles
	@echo "Finder:  http://$(HOST):$(PORT)/schools/"
	@echo "Editing: http://$(HOST):$(PORT)/admin/ (an account: make superuser)"
	@$(MANAGE) run_jobs & jobs=$$!; \
		SITE_URL="$${SITE_URL:-http://$(HOST):$(PORT)}" $(MANAGE) runserver $(HOST):$(PORT) & site=$$!; \
		trap 'kill $$jobs $$site 2> /dev/null' EXIT; trap 'exit 0' INT TERM; wait $$site

serve: $(VENV)/.run
	@$(BIN)/python deploy/serve.py

superuser: $(VENV)/.run
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

seed: $(VENV)/.run
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed
	@$(MANAGE) create_roles

test:
	@rm -f $(VERDICTS)
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql
	@$(MAKE) --no-print-directory test-browser
	@cat $(VERDICTS)

test-sqlite: $(VENV)/.dev
	@echo "== Tests on SQLite"
	@env -u DATABASE_URL -u DJANGO_SETTINGS_MODULE $(BIN)/python -m pytest -q $(PARALLEL) -m "not browser"
	@echo "SQLite: passed" >> $(VERDICTS)

test-postgresql: $(VENV)/.dev
	@echo "== Tests on PostgreSQL"
	@if problem=$$($(BIN)/python -c 'import sys, psycopg; psycopg.connect(sys.argv[1], dbname="postgres", connect_timeout=3)' \
		"$(TEST_DATABASE_URL)" 2>&1); then \
		env -u DJANGO_SETTINGS_MODULE DATABASE_URL="$(TEST_DATABASE_URL)" $(BIN)/python -m pytest -q --create-db $(PARALLEL) -m "not browser" && \
		echo "PostgreSQL: passed" >> $(VERDICTS); \
	else \
		echo "$$problem" | tail -n 1; \
		echo "PostgreSQL: NOT RUN. No server answers; set TEST_DATABASE_URL to one where databases may be created" \
			| tee -a $(VERDICTS); \
		test "$(REQUIRE_ALL)" != true; \
	fi

test-browser: $(VENV)/.dev
	@echo "== Tests in a browser"
	@if test -x "$(CHROME_PATH)"; then \
		env -u DATABASE_URL -u DJANGO_SETTINGS_MODULE CHROME_PATH="$(CHROME_PATH)" $(BIN)/python -m pytest -q $(PARALLEL) -m browser && \
		echo "Browser: passed" >> $(VERDICTS); \
	else \
		echo "Browser: NOT RUN. Install one (apt install chromium) or set CHROME_PATH" | tee -a $(VERDICTS); \
		test "$(REQUIRE_ALL)" != true; \
	fi

# Their names keep them out of “make test”: they take minutes, and want the machine for themselves.
AWAY_SECONDS ?= 75
RATE ?= 30
faults: $(VENV)/.dev
	@AWAY_SECONDS=$(AWAY_SECONDS) RATE=$(RATE) $(BIN)/python -m pytest -q -n 0 -o "python_files=fault_*.py" tests/faults

audit: $(VENV)/.dev
	@$(BIN)/python deploy/audit.py

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates

migrations-check: $(VENV)/.dev
	@$(MANAGE) makemigrations --check --dry-run

deploy-check: $(VENV)/.dev
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		ALLOWED_HOSTS=example.org SITE_URL=https://example.org DATABASE_URL=sqlite:///$(CURDIR)/$(SCRATCH) \
		DJANGO_SETTINGS_MODULE=config.settings.prod $(MANAGE) check --deploy --fail-level WARNING

seed-check: $(VENV)/.dev
	@rm -f $(SCRATCH)*
	@DATABASE_URL=sqlite:///$(CURDIR)/$(SCRATCH) $(MAKE) --no-print-directory seed
	@rm -f $(SCRATCH)*

check:
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory migrations-check
	@$(MAKE) --no-print-directory deploy-check
	@$(MAKE) --no-print-directory seed-check
	@$(MAKE) --no-print-directory test

lock: $(VENV)/.dev
	@for name in requirements requirements-dev bench/requirements; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal \
			--python-version 3.11 $$name.in --output-file $$name.txt; \
	done

SIZES ?= 400 30000
# PostgreSQL is measured as well where this names a server; it makes databases named bench_….
BENCH_POSTGRES ?=

bench/.venv/.done: bench/requirements.txt | $(BIN)/python
	@echo "Installing what the site is measured against …"
	@$(PYTHON) -m venv bench/.venv
	@bench/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

bench: $(VENV)/.run bench/.venv/.done
	@command -v wrk > /dev/null || echo "Throughput: NOT MEASURED. Install wrk (apt install wrk)"
	@VENV=$(VENV) BENCH_POSTGRES="$(BENCH_POSTGRES)" bench/.venv/bin/python -m bench.run $(SIZES)
