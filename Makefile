# Porukalla: everything a developer runs. The recipes live in scripts/.

PYTHON := .venv/bin/python
MANAGE := DJANGO_SETTINGS_MODULE=cms.settings.dev $(PYTHON) manage.py
# Passed on to pytest: make test ARGUMENTS="-k dates"
ARGUMENTS ?=
TEMPLATES = $(shell find templates cms home media programme -type d -name templates)

.DEFAULT_GOAL := help
.PHONY: help serve test test-fast attack fuzz bench bench-signup load check format messages lock demo shell clean runtime tools

help: ## Say what there is to make.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  PORT, VAR_DIR, DATABASE_URL and DEMO_PASSWORD are honoured; STRICT=1 makes a skipped test or check fail."

serve: ## Set up what is missing and serve the site with worker and scheduler until Ctrl-C.
	@scripts/serve

test: tools ## Run every test: on SQLite, on PostgreSQL, in a browser.
	@$(PYTHON) scripts/run_tests.py -- $(ARGUMENTS)

test-fast: tools ## Run the unit and HTTP tests on SQLite only.
	@$(PYTHON) scripts/run_tests.py --only sqlite -- $(ARGUMENTS)

attack: tools ## Try every door of the approval guarantee, and print how each attempt went.
	@$(PYTHON) scripts/compile_translations.py
	@$(PYTHON) scripts/attack.py --numprocesses auto $(ARGUMENTS)

fuzz: tools ## Walk at random through the approval guarantee for long (STEPS=10000).
	@$(PYTHON) scripts/compile_translations.py
	@STEPS=$${STEPS:-10000} $(PYTHON) -m pytest tests/approval/test_guarantee.py $(ARGUMENTS)

bench: tools ## Measure queries, bytes and time per page, on SQLite and on PostgreSQL.
	@$(PYTHON) scripts/compile_translations.py
	@scripts/bench

bench-signup: tools ## Measure accepted signups per second of 16 processes, beside the least that counts places.
	@$(PYTHON) scripts/compile_translations.py
	@$(PYTHON) scripts/with_postgres.py $(PYTHON) -m tests.benchmarks.signups

load: tools ## Let 500 people sign up for 20 places at once, on PostgreSQL and on SQLite.
	@$(PYTHON) scripts/compile_translations.py
	@scripts/load

check: tools ## Check style, types, imports, settings, migrations and translations.
	@$(PYTHON) scripts/run_checks.py

format: tools ## Lay out code and templates as "make check" wants them.
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m djhtml --tabwidth 2 $(TEMPLATES)

messages: tools ## Bring the Finnish catalogues in line with the code.
	@$(PYTHON) scripts/make_messages.py

lock: tools ## Compile requirements/*.in into locks with hashes (ARGUMENTS=--upgrade raises versions).
	@scripts/lock_requirements $(ARGUMENTS)

demo: runtime ## Throw the database's content away and load the demonstration content.
	@$(PYTHON) scripts/compile_translations.py
	@$(MANAGE) demonstration --reset

shell: tools ## Open a Python shell inside the site.
	@$(MANAGE) shell

clean: ## Remove caches, reports and compiled translations; the database and .venv stay.
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@rm -rf "$${VAR_DIR:-var}/reports" "$${VAR_DIR:-var}/tmp"
	@find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@find . -path ./.venv -prune -o -name '*.mo' -type f -exec rm -f {} +

runtime:
	@scripts/set_up_environment production

tools:
	@scripts/set_up_environment development
