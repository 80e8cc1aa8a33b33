# Everything runs in .venv, made anew when a requirements file changes. `make help` lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve site offline check test texts bench clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.ready ## set up, and serve the site at http://127.0.0.1:8000, renewed as files change
	$(BIN)/mkdocs serve

site: $(VENV)/.ready ## build the whole site into site/, verified
	$(BIN)/python scripts/build.py

offline: $(VENV)/.ready ## make dist/inspection-atlas-offline.zip, which opens from a folder
	$(BIN)/python scripts/build.py --offline

check: $(VENV)/.ready-dev ## check records, style, types and who may import whom
	$(BIN)/python scripts/check.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.ready-dev check ## set up, and run all checks and tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

texts: $(VENV)/.ready-dev ## download the reports that records name, and import their text for the site
	$(BIN)/python scripts/fetch_reports.py

bench: $(VENV)/.ready-dev ## measure, and print ratios
	$(BIN)/python benchmarks/check_records.py
	$(BIN)/python benchmarks/import_reports.py
	$(BIN)/python benchmarks/build_site.py

clean: ## take away what was built, and the environment
	rm -rf $(VENV) site dist .site.new .site.lock .reports

$(VENV)/.ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
