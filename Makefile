# Tiltyard. `make demo` runs the main job, `make test` the tests; both prepare the machine themselves.
SHELL := /bin/bash
CONFIGURATION ?= debug
PROGRAM := .build/$(CONFIGURATION)/tiltyard
PYTHON := $(or $(TILTYARD_VENV),.venv)/bin/python
ARGS ?=

.PHONY: setup setup-dev build demo test test-python test-swift test-redteam redteam check format bench deep clean

setup:
	@scripts/setup run

setup-dev:
	@scripts/setup dev

build: setup
	@swift build -c $(CONFIGURATION) --product tiltyard >&2

demo: build
	@$(PROGRAM) demo $(ARGS)

test: setup-dev test-python test-swift test-redteam

test-python: setup-dev
	@$(PYTHON) -m pytest -q Tests/HarnessTests

# Tests that make sandboxes and time them run one after another.
test-swift: setup-dev
	@swift build -c $(CONFIGURATION) --build-tests >&2
	@swift test -c $(CONFIGURATION) --skip-build --no-parallel

# A few attacks of every class. Here time decides nothing: the tolerance is out of reach.
test-redteam: setup-dev
	@swift build -c $(CONFIGURATION) --product tiltyard >&2
	@$(PROGRAM) redteam --subset ci --runs 1 --tolerance 100

# The whole corpus; about an hour.
redteam: build
	@$(PROGRAM) redteam $(ARGS)

check: setup-dev
	@swift format lint --strict -r Sources Tests Package.swift
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .
	@swift build -c $(CONFIGURATION) --build-tests >&2

format: setup-dev
	@swift format format -i -r Sources Tests Package.swift
	@$(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

bench: build
	@$(PROGRAM) measure $(ARGS)

# What takes long: the judge and the validator killed at random instants.
deep: setup-dev build
	@$(PYTHON) scripts/kill_storm.py --program $(PROGRAM) --rounds 10

clean:
	@rm -rf .build .venv
