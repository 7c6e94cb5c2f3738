# Everything starts here. `make dashboard` and `make test` need only Python 3.11+ and make; the set-up is done once.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help dashboard test audit bench lint pair screenshots clean

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
HEADLESS ?=
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell command -v $(name) 2>/dev/null)))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --retries 2
NO_NETWORK := echo "The packages could not be installed (see above): check the network to your Python package index, then run the same command again." >&2

help:
	@echo "make dashboard            open the dashboard on http://localhost:$(PORT)  (PORT=..., HEADLESS=1 for servers)"
	@echo "make test                 run the whole test suite"
	@echo "make audit ARTICLE=path   audit one article, summary on the terminal"
	@echo "make bench                print the benchmarks as tables"
	@echo "make lint                 ruff and mypy"

$(VENV)/base:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found: install it, then run the same command again." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version 2>&1): install a newer one or name it with PYTHON=..., then run the same command again." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make environments: install its venv package (Debian: apt install python3-venv), then run the same command again." >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade pip || { $(NO_NETWORK); exit 1; }
	@touch $@

$(VENV)/ready: $(VENV)/base requirements.txt requirements-pair.txt pyproject.toml
	@echo "Installing the pinned requirements ..."
	@$(PIP) --require-hashes -r requirements.txt || { $(NO_NETWORK); exit 1; }
	@$(PIP) --no-deps --require-hashes -r requirements-pair.txt || { $(NO_NETWORK); exit 1; }
	@PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable . || { $(NO_NETWORK); exit 1; }
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@echo "Installing what the tests need ..."
	@$(PIP) --require-hashes -r requirements-dev.txt || { $(NO_NETWORK); exit 1; }
	@touch $@

dashboard: $(VENV)/ready
	@$(BIN)/evidence prepare
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT) $(if $(HEADLESS),--server.headless true)

test: $(VENV)/ready-dev
	@$(BIN)/python -m pytest

audit: $(VENV)/ready
	@test -n "$(ARTICLE)" || { echo "Name the article: make audit ARTICLE=path" >&2; exit 2; }
	@$(BIN)/evidence audit "$(ARTICLE)"

bench: $(VENV)/ready-dev
	@$(BIN)/python -m benchmarks

pair: $(VENV)/ready

lint: $(VENV)/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy evidence

clean:
	@rm -rf $(VENV) build *.egg-info
