# Tiltyard. `make demo` runs the main job, `make test` the tests; both prepare the machine themselves.
SHELL := /bin/bash
CONFIGURATION ?= debug
PROGRAM := .build/$(CONFIGURATION)/tiltyard
PYTHON := $(or $(TILTYARD_VENV),.venv)/bin/python
# The harness as sandboxes see it; compiled beforehand, every process in them starts some milliseconds sooner.
COMPILE_HARNESS = $(PYTHON) -m compileall -q .build/$(CONFIGURATION)/tiltyard_Judging.resources/Harness
ARGS ?=

.PHONY: setup setup-dev build demo test test-python test-swift test-redteam redteam check format bench bench-tournament conformance deep faults soak interop fuzz bench-chain screenshots bench-timelock interop-api interop-metrics bench-api bench-board clean

setup:
	@scripts/setup run

setup-dev:
	@scripts/setup dev

build: setup
	@swift build -c $(CONFIGURATION) --product tiltyard >&2
	@$(COMPILE_HARNESS)

demo: build
	@$(PROGRAM) demo $(ARGS)

test: setup-dev test-python test-swift test-redteam

test-python: setup-dev
	@$(PYTHON) -m pytest -q -n auto --dist worksteal Tests/HarnessTests

# Tests that make sandboxes and time them run one after another.
test-swift: setup-dev
	@swift build -c $(CONFIGURATION) --build-tests >&2
	@$(COMPILE_HARNESS)
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

# What tournaments cost, in a release build, beside the same pairing in numpy and in plain Python.
bench-tournament: setup-dev
	@swift build -c release --product tiltyard >&2
	@$(PYTHON) scripts/tournament_bench.py --program .build/release/tiltyard $(ARGS)

# Every promise of a sandbox on every engine that this machine has.
conformance: build
	@$(PROGRAM) conformance $(ARGS)

# What takes long: the judge and the validator killed at random instants, the world failing, hundreds of submissions.
deep: setup-dev build faults soak
	@$(PYTHON) scripts/kill_storm.py --program $(PROGRAM) --rounds 10
	@$(PYTHON) scripts/sandbox_storm.py --program $(PROGRAM) --sandboxes 500
	@$(PYTHON) scripts/fault_matrix.py --program $(PROGRAM) --real 5
	@$(PYTHON) scripts/node_matrix.py --program $(PROGRAM)
	@$(PYTHON) scripts/seal_check.py --program $(PROGRAM)
	@$(PYTHON) scripts/seal_check.py --program $(PROGRAM) --network
	@$(PYTHON) scripts/api_faults.py --program $(PROGRAM)
	@$(PYTHON) scripts/tournament_kill.py --program $(PROGRAM) --rounds 50
	@$(PYTHON) scripts/top_trial.py --program $(PROGRAM)
	@TILTYARD_TOURNAMENTS=20000 swift test -c $(CONFIGURATION) --filter TournamentPropertyTests

# The validator killed at every labelled place and at sixty-four random instants, and the world around it failing.
faults: setup-dev build
	@$(PYTHON) scripts/fault_matrix.py --program $(PROGRAM) $(ARGS)

# Three hundred submissions through one validator; what it holds must not grow.
soak: setup-dev build
	@$(PYTHON) scripts/soak.py --program $(PROGRAM) $(ARGS)

# The unmodified Bittensor SDK against `tiltyard chain run`, in two pinned versions, and the time-lock against the network's
# own; environments are made in .build/interop.
INTEROP_9 := bittensor==9.10.1 async-substrate-interface==1.5.12 bittensor-drand==1.1.0 bittensor-wallet==4.0.1 \
	bt-decode==0.8.0 scalecodec==1.2.11 py-sr25519-bindings==0.2.3
INTEROP_10 := bittensor==10.5.0 async-substrate-interface==2.2.1 bittensor-drand==2.0.0 bittensor-wallet==4.1.0 \
	cyscale==0.5.0
INTEROP_blst := ckzg==2.1.8

.build/interop/%/.made:
	@mkdir -p .build/interop && $(PYTHON) -m venv .build/interop/$*
	@.build/interop/$*/bin/python -m pip install --quiet $(INTEROP_$*)
	@touch $@

interop: build .build/interop/9/.made .build/interop/10/.made
	@for version in 9 10; do .build/interop/$$version/bin/python Tests/InteropTests/wallets.py --program $(PROGRAM) || exit 1; done
	@for version in 9 10; do .build/interop/$$version/bin/python Tests/InteropTests/node.py --program $(PROGRAM) $(ARGS) || exit 1; done
	@for version in 9 10; do .build/interop/$$version/bin/python Tests/InteropTests/sealed.py --program $(PROGRAM) || exit 1; done
	@for version in 9 10; do \
		.build/interop/$$version/bin/python Tests/InteropTests/timelock.py --program "$(PROGRAM) timelock" || exit 1; \
	done

# The time-lock's operations, ours beside blst, in one run and by turns.
bench-timelock: setup .build/interop/blst/.made
	@swift build -c release --product tiltyard >&2
	@.build/interop/blst/bin/python bench/timelock.py --program ".build/release/tiltyard timelock" $(ARGS)

# What chain work costs, ours beside the Python libraries.
bench-chain: setup .build/interop/9/.made
	@swift build -c release --product ChainProbe >&2
	@.build/interop/9/bin/python Tests/InteropTests/bench_node.py --probe .build/release/ChainProbe $(ARGS)

# The parsers of chain formats under libFuzzer, ten minutes each; ARGS="--minutes 1" for a look.
fuzz: setup-dev
	@TILTYARD_FUZZ=1 swift build -c release --scratch-path .build/fuzz --product Fuzz \
		-Xswiftc -sanitize=fuzzer >&2
	@$(PYTHON) scripts/fuzz.py --program .build/fuzz/release/Fuzz $(ARGS)

# Pictures of the pages for docs/images; every page measured, read without JavaScript and looked at by axe-core. And the
# dashboard's, from tmux (Debian's package).
screenshots: setup-dev build
	@scripts/setup pictures
	@$(PYTHON) scripts/screenshots.py --program $(PROGRAM) $(ARGS)
	@$(PYTHON) scripts/top_pictures.py --program $(PROGRAM)

# The site against its own description, by stock clients from PyPI that get an environment of their own.
interop-api: setup-dev build
	@$(PYTHON) scripts/api_check.py --program $(PROGRAM) $(ARGS)

# A real Prometheus (Debian's package) against /metrics and the files below deploy.
interop-metrics: setup-dev build
	@$(PYTHON) scripts/metrics_check.py --program $(PROGRAM) $(ARGS)

# The site against two Python services over the same database, under wrk (Debian's package); and a board of a million.
bench-api: setup-dev
	@swift build -c release --product tiltyard >&2
	@$(PYTHON) bench/api/run.py --program .build/release/tiltyard $(ARGS)

bench-board: setup-dev
	@swift build -c release --product tiltyard >&2
	@$(PYTHON) bench/api/board_scale.py --program .build/release/tiltyard $(ARGS)

clean:
	@rm -rf .build .venv
