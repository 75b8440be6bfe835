# Windows (Git Bash) keeps the programs of a .venv in another folder.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := Scripts
else
PYTHON ?= python3
BIN := bin
endif
PY := .venv/$(BIN)/python
ARGS ?=

# Material prints a long notice about MkDocs 2 at every start, which nobody here can act on.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
# Two setups at once would fight over .venv.
.NOTPARALLEL:
.PHONY: help serve site publish binder validate init reassign test lint tidy schemas lock clean setup dev

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

serve: validate ## read the handbook in your browser; it follows your changes
	@echo "Open http://127.0.0.1:8000/ once 'Serving on' appears below. Ctrl+C stops it."
	@$(PY) -m mkdocs serve $(ARGS)

site: setup ## build the website into the folder site
	@$(PY) -m mkdocs build $(ARGS)

publish: setup ## publish an edition; ARGS="2026.11 --dry-run" only looks
	@$(PY) -m scripts.publish $(ARGS)

binder: setup ## write one document to print; ARGS="role office-manager --output manager.html"
	@$(PY) -m scripts.binder $(ARGS)

validate: setup ## check that the handbook hangs together
	@$(PY) -m scripts.validate

init: setup ## turn this checkout into your own practice; the sample goes
	@$(PY) -m scripts.init $(ARGS)

reassign: setup ## give a role's work to another role; ARGS="OLD NEW --dry-run" only looks
	@$(PY) -m scripts.reassign $(ARGS)

test: dev ## run the tests; ARGS="-k policy" runs some of them
	@$(PY) -m pytest $(ARGS)

lint: dev ## check how the code and the workflows are written
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@.venv/$(BIN)/zizmor --offline --quiet .github

tidy: setup ## mend the form of the files in data/
	@$(PY) -m scripts.tidy $(ARGS)

schemas: setup ## write what editors know about the files in data/
	@$(PY) -m scripts.schemas

LOCK := pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-emit-index-url --custom-compile-command "make lock" $(ARGS) pyproject.toml

lock: ## write all lock files anew; ARGS=--upgrade takes newer versions
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && \
	"$$tools/$(BIN)/python" -m pip install --quiet --disable-pip-version-check uv && \
	"$$tools/$(BIN)/uv" $(LOCK) --extra dev --output-file requirements-dev.txt && \
	"$$tools/$(BIN)/uv" $(LOCK) --constraints requirements-dev.txt --output-file requirements.txt && \
	"$$tools/$(BIN)/uv" $(LOCK) --constraints requirements-dev.txt --extra paper \
	  --output-file requirements-paper.txt

clean: ## remove what was made here: tools, website and caches
	@rm -rf .venv site build dist *.egg-info .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find macros scripts tests -type d -name __pycache__ -prune -exec rm -rf {} +

setup:
	@$(PYTHON) scripts/setup.py

dev:
	@$(PYTHON) scripts/setup.py --dev
