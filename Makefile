# Three commands: `make run`, `make quick` and `make test`. Everything lives in .venv; no root needed.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 2870

# Tests start the program hundreds of times; where Python may keep no bytecode each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install dev run quick test fuzz lint bench accuracy docs golden look lock sbom clean

help: ## show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "open287g needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.stamp-run: constraints/run.txt constraints/build.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints/run.txt \
	  -r constraints/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.stamp-dev: constraints/dev.txt .venv/.stamp-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints/dev.txt
	@touch $@

install: .venv/.stamp-run ## install open287g into .venv

dev: .venv/.stamp-dev ## install what tests and benchmarks need

run: install ## build the record, print the headline, serve the atlas
	$(BIN)/open287g build
	$(BIN)/open287g headline
	$(BIN)/open287g serve --host $(HOST) --port $(PORT)

lint: dev ## style, types and import contract
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy
	$(BIN)/lint-imports

quick: lint ## lint and the fast tests, in under a minute
	$(BIN)/pytest -n 2 --hypothesis-profile=quick -m "not slow and not browser and not spark and not shared"

test: lint ## lint and every test
	@tools/test-packages || true
	$(BIN)/pytest -n 2

fuzz: dev ## the properties and every reader of files again, on examples never drawn before
	$(BIN)/pytest -n 2 --hypothesis-profile=patient -m hypothesis
	$(BIN)/python -m tools.fuzz --seconds 600 --keep artifacts/fuzz

bench: dev ## measure speed and memory as ratios
	$(BIN)/python -m bench

accuracy: dev ## measure accuracy on the labeled benchmarks, and every threshold one step either way
	$(BIN)/python -m tools.accuracy
	$(BIN)/python -m tools.thresholds

docs: dev ## regenerate the reference pages
	$(BIN)/python -m tools.docs

look: dev ## take pictures of every kind of page into artifacts/look, to look at
	$(BIN)/python -m tools.look

golden: dev ## write tests/golden anew from the bundled lists: `git diff` then shows what moved
	$(BIN)/python -m tools.golden

lock: dev ## pin exact versions with hashes again (needs uv)
	tools/lock

sbom: dev ## write sbom.json: every package of an installation, with version and hashes (CycloneDX)
	$(BIN)/cyclonedx-py requirements constraints/run.txt --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-format JSON --output-file sbom.json

clean: ## remove the environment
	rm -rf .venv
