# What one does with rasad. `make help` lists the targets. Needs a Rust toolchain and Python 3.10 or newer; everything
# else is installed into .venv from requirements/, with pinned versions.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3.10 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
# `quick` builds in a third of the time of `release` and runs nearly as fast.
PROFILE ?= quick
# Data that the repository does not hold: targets that need it say so. See data/README.md.
export RASAD_DATA ?=
# Properties draw the same cases each time; `make test PROPTEST_RNG_SEED=1` (any number) draws others.
export PROPTEST_RNG_SEED ?= 20261128

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/.ready-%: requirements/%.txt
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.10 or newer (set PYTHON=...)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: build
build: $(BIN)/.ready-build ## the compiled module, into .venv (PROFILE=quick|release)
	@PIP_QUIET=1 VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --quiet --profile $(PROFILE)

.PHONY: demo
demo: build ## examples/article.txt as tables, and demo/article.html to open
	@mkdir -p demo
	@$(BIN)/rasad extract examples/article.txt --parts entities,quotes,actors
	@$(BIN)/rasad extract examples/article.txt --format html --output demo/article.html
	@echo && echo "demo/article.html: open it in a browser"

.PHONY: test
test: test-rust test-python ## all tests

.PHONY: test-rust
test-rust: ## Rust tests, which need no Python
	cargo test --quiet --workspace --no-fail-fast

.PHONY: test-python
test-python: build $(BIN)/.ready-test ## Python tests
	$(BIN)/python -m pytest

.PHONY: check
check: build $(BIN)/.ready-test ## format, lints, types, stubs
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D clippy::correctness
	cargo clippy --quiet --features python --lib -- -D clippy::correctness
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python python/generate_stubs.py --check
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest --mypy-config-file pyproject.toml rasad._core

.PHONY: stubs
stubs: build ## write python/rasad/_core.pyi again
	$(BIN)/python python/generate_stubs.py

.PHONY: bench
bench: $(BIN)/.ready-bench ## speed and memory, with counts checked (RASAD_DATA gives it real text)
	cargo bench --quiet --profile quick --bench segment --bench normalize --bench lexicon --bench tagger --bench extract
	$(BIN)/python benches/normalize.py
	$(BIN)/python benches/tagger.py

.PHONY: evaluate
evaluate: ## the scores the README quotes (needs RASAD_DATA)
	cargo run --quiet --profile quick -p xtask -- evaluate

.PHONY: data
data: ## compile data/lexicon into data/compiled
	cargo run --quiet --profile quick -p xtask -- data

.PHONY: model
model: ## train the built-in model again (needs RASAD_DATA)
	bash training/run.sh

.PHONY: docs
docs: build $(BIN)/.ready-test ## reference pages and Rust documentation
	$(BIN)/python docs/generate_reference.py
	cargo doc --quiet --no-deps

.PHONY: wheel
wheel: $(BIN)/.ready-build ## the wheel, in dist/
	$(BIN)/maturin build --quiet --release --out dist
