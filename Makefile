# `make` lists what there is. Every long step says what it is doing; what is already done is not done again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
VAR := $(if $(KRING_VAR_DIR),$(KRING_VAR_DIR),var)
DONE := $(VAR)/done

export PORT
export DJANGO_SETTINGS_MODULE ?= config.settings.dev
export KRING_BASE_URL ?= http://localhost:$(PORT)
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

say = @printf '\033[1m› %s\033[0m\n' "$(1)"

# Using Kring -----------------------------------------------------------------------------------------------------

.PHONY: help run start demo superuser
help: ## Say what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  \033[1mmake %-12s\033[0m %s\n", $$1, $$2}' Makefile

run: $(DONE)/runtime $(DONE)/messages $(DONE)/static ## Run the demo network on this machine (PORT=8000)
	$(call say,Preparing the database)
	@$(BIN)/python scripts/prepare.py --demo
	$(call say,Starting the server)
	@exec $(BIN)/gunicorn config.wsgi

start: $(DONE)/runtime $(DONE)/messages $(DONE)/static ## Start a real, empty site: home, sections, roles, and an administrator
	$(call say,Preparing the database)
	@$(BIN)/python scripts/prepare.py --empty
	@$(BIN)/python manage.py create_administrator
	$(call say,Starting the server)
	@exec $(BIN)/gunicorn config.wsgi

demo: $(DONE)/runtime $(DONE)/messages ## Reset the demo network: everything edited in it is lost
	$(call say,Resetting the demo)
	@$(BIN)/python scripts/prepare.py --demo --reset

superuser: $(DONE)/runtime ## Make an administrator who can sign in at once
	@$(BIN)/python manage.py create_administrator

# Working on Kring ------------------------------------------------------------------------------------------------

.PHONY: test check format messages screenshots bench search-eval search-bench signup-bench lock clean
test: $(DONE)/tools $(DONE)/messages $(DONE)/node ## Run all tests, those in a browser included
	@$(BIN)/python scripts/check_tools.py
	@unset KRING_BASE_URL DJANGO_SETTINGS_MODULE PORT; exec $(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

check: $(DONE)/tools $(DONE)/messages ## Lint, format, import contract, migrations, messages, deploy check
	$(call say,Python: lint and format)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(call say,Templates: lint)
	@$(BIN)/djlint templates --lint --quiet
	$(call say,Import contract)
	@$(BIN)/lint-imports
	$(call say,Migrations)
	@$(BIN)/python manage.py makemigrations --check --dry-run
	$(call say,Messages)
	@$(BIN)/python scripts/messages.py check
	$(call say,Settings of production)
	@env DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		ALLOWED_HOSTS=kring.example KRING_BASE_URL=https://kring.example $(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(DONE)/tools ## Format Python, and repair what lint can repair
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(DONE)/tools ## Collect the texts to translate (needs gettext), and compile them
	@$(BIN)/python scripts/messages.py collect
	@$(BIN)/python scripts/messages.py compile

screenshots: $(DONE)/tools $(DONE)/messages $(DONE)/static ## Photograph the demo for docs/screenshots
	@$(BIN)/python scripts/screenshots.py

bench: $(DONE)/tools $(DONE)/messages $(DONE)/static ## Measure speed with 1,000, 10,000 and 100,000 articles (needs wrk)
	@$(BIN)/python -m bench.load $(ARGS)

search-eval: $(DONE)/tools $(DONE)/messages ## Measure how good search is, on every engine, alone and among 10,000 and 100,000 articles
	@if [ -n "$(ARGS)" ]; then exec $(BIN)/python manage.py search_eval $(ARGS); fi; \
	for engine in sqlite postgresql elasticsearch; do for number in 0 10000 100000; do \
		printf '\033[1m› %s, among %s\033[0m\n' $$engine $$number; \
		$(BIN)/python manage.py search_eval --engine $$engine --distractors $$number $$([ $$number = 0 ] || echo --no-stock); \
	done; done

search-bench: $(DONE)/tools $(DONE)/messages $(DONE)/static ## Measure how fast search is, on every engine, among 1,000 to 100,000 articles
	@for engine in sqlite postgresql elasticsearch; do $(BIN)/python -m bench.search --engine $$engine $(ARGS); done

signup-bench: $(DONE)/tools $(DONE)/messages ## Measure sign-ups per second with 1, 8 and 32 clients, on SQLite and PostgreSQL
	@$(BIN)/python -m bench.signups $(ARGS)

lock: $(DONE)/tools ## Lock the requirements again (needs uv)
	@for name in requirements requirements-production requirements-dev; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
			--output-file $$name.txt $$name.in && echo "  $$name.txt"; done

clean: ## Throw away what can be made again; the database and uploaded files stay
	@rm -rf $(DONE) $(VAR)/static $(VAR)/test $(VAR)/cache.sqlite3* $(VENV) node_modules site/{locale,wording}/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# What the targets above rest on ----------------------------------------------------------------------------------

$(BIN)/python:
	$(call say,Making the virtual environment)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kring needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv"; exit 1; }

$(DONE)/runtime: requirements.txt | $(BIN)/python
	$(call say,Installing the requirements (the first time about a minute))
	@$(BIN)/pip install --require-hashes --progress-bar off -r requirements.txt | sed -u -n -E 's/^(Collecting|Installing) ([^ ]+).*/  \1 \2/p'
	@mkdir -p $(DONE) && touch $@

$(DONE)/tools: requirements-dev.txt requirements.txt | $(BIN)/python
	$(call say,Installing the tools for development)
	@$(BIN)/pip install --require-hashes --progress-bar off -r requirements-dev.txt | sed -u -n -E 's/^(Collecting|Installing) ([^ ]+).*/  \1 \2/p'
	@mkdir -p $(DONE) && touch $(DONE)/runtime $@

$(DONE)/messages: $(wildcard site/*/*/LC_MESSAGES/*.po) scripts/messages.py | $(DONE)/runtime
	$(call say,Compiling the translations)
	@$(BIN)/python scripts/messages.py compile
	@mkdir -p $(DONE) && touch $@

$(DONE)/static: $(shell find site/static content/assets.py site/settings -type f 2>/dev/null) requirements.txt | $(DONE)/runtime
	$(call say,Collecting the static files)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@mkdir -p $(DONE) && touch $@

$(DONE)/node: package.json package-lock.json
	$(call say,Installing the checkers for accessibility and HTML)
	@command -v npm >/dev/null || { echo "The browser tests need Node's npm. On Debian: apt-get install nodejs npm"; exit 1; }
	@npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@mkdir -p $(DONE) && touch $@
