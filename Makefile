# Luoshi: every command a user or contributor needs. `make help` lists them.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# The demo's folder, its scale (1 is the whole city), and a text to check instead of the compiled bulletin.
DEMO   ?= demo
SCALE  ?= 1
BULLETIN ?=

.DEFAULT_GOAL := help
.PHONY: help venv demo test test-all check fix docs bench lock clean system-packages

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once): Python packages only, nothing on the system is changed."
	@command -v $(PYTHON) >/dev/null 2>&1 && $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Luoshi needs Python 3.11 or newer")'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

venv: $(READY)  ## set up .venv with everything pinned

demo: $(READY)  ## build a synthetic city, count, seal, compile and check a bulletin (SCALE=1, BULLETIN=path, DEMO=folder)
	@rm -rf $(DEMO)
	@$(BIN)/luoshi demo --out $(DEMO) --scale $(SCALE) $(if $(BULLETIN),--bulletin "$(BULLETIN)")

test: $(READY)  ## the fast tests: no system packages, no network (browser, PostgreSQL and full-size runs are left out)
	@$(BIN)/pytest -n 2 -m "not slow" tests
	@echo "Left out: slow tests. 'make test-all' runs them, after installing Debian's fonts, Chromium and PostgreSQL."

system-packages:
	@command -v fc-list >/dev/null && fc-list :lang=zh | grep -q . || (apt-get update -qq && apt-get install -y -qq fonts-noto-cjk fontconfig)
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium)
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || (apt-get update -qq && apt-get install -y -qq postgresql)

test-all: $(READY) system-packages  ## every test; installs Debian's Chinese fonts, Chromium and PostgreSQL where they are missing (as root)
	@$(BIN)/pytest -n 2 --cov=luoshi --cov=luoshi_linyi --cov-report=term:skip-covered tests

check: $(READY)  ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: $(READY)  ## mend what can be mended by machine
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(READY)  ## print the generated pages of docs/reference again
	@$(BIN)/python tests/house/print_manual.py
	@$(BIN)/python tests/spec/print_reference.py

bench: $(READY)  ## measure speed and memory in one run: ratios to a scan, pandas, PostgreSQL (SCALE=1)
	@$(BIN)/python bench/run.py --scale $(SCALE)

lock:  ## renew requirements.lock from pyproject.toml, with a venv of its own
	@$(PYTHON) -m venv .lockenv && .lockenv/bin/pip install --quiet --disable-pip-version-check pip-tools
	@.lockenv/bin/pip-compile --quiet --extra dev --no-strip-extras --generate-hashes --allow-unsafe \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	  -o requirements.lock pyproject.toml
	@rm -rf .lockenv

clean:  ## remove the demo and the caches, not the venv
	@rm -rf $(DEMO) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
