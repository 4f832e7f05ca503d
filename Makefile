# The whole house's commands; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A Node of PyPI's lands in the virtual environment, and is found there before one that is too old.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# A command that the tests start reads what was compiled before, also where the machine asks for nothing to be kept.
unexport PYTHONDONTWRITEBYTECODE
STAMPS := .stamps
WEB := $(shell find static/src static/*.ts static/*.json -type f 2>/dev/null | grep -v schema.d.ts)
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check lint types web-test pytest-sqlite pytest-postgres browser browser-a-to-l browser-m-to-z test-faults faults faults-bugs faults-long scan fuzz sbom bench doors photographs phone-speed lighthouse load fix lock openapi migration

help:  ## List the commands.
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

run: $(STAMPS)/python $(STAMPS)/build  ## Serve the county on http://127.0.0.1:8000 (makes a demo county if there is none).
	@mkdir -p instance
	@$(BIN)/flask --app wsgi prepare --url http://$(HOST):$(PORT)
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers 2 --blocking-threads 64 --log-level warning wsgi:app

test:  ## Check everything, as CI does.
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint types $(STAMPS)/tools $(STAMPS)/build
	@$(MAKE) --no-print-directory web-test pytest-sqlite pytest-postgres browser test-faults

lint: $(STAMPS)/dev $(STAMPS)/node $(STAMPS)/semgrep  ## Lint both languages and the import contracts.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --severity-level medium app config.py wsgi.py
	.scanners/semgrep/bin/semgrep scan --config semgrep.yml --metrics off --disable-version-check --quiet --error app config.py wsgi.py static/src
	cd static && npm run --silent lint

types: $(STAMPS)/dev $(STAMPS)/node  ## Check the types of both languages.
	$(BIN)/mypy
	cd static && npm run --silent types

web-test: $(STAMPS)/node  ## Test the apps' own rules.
	cd static && npm run --silent test

# Two processes share the files of tests: each keeps one core busy.
SHARED := --numprocesses 2 --dist loadfile
# What tests write need not outlive the power: it is kept in memory where there are 4 GB of it, and waits for no disk.
ROOM := $(shell df --output=avail /dev/shm 2>/dev/null | tail -1)
MEMORY := $(shell [ 0$(ROOM) -gt 4000000 ] && echo TMPDIR=/dev/shm)

pytest-sqlite: $(STAMPS)/dev $(STAMPS)/node $(STAMPS)/tools  ## Test the server on SQLite.
	$(MEMORY) $(BIN)/pytest $(SHARED) -m "not browser"

pytest-postgres: $(STAMPS)/dev $(STAMPS)/node $(STAMPS)/tools  ## Test the server on a PostgreSQL of its own.
	$(MEMORY) TEST_DATABASE=postgresql $(BIN)/pytest $(SHARED) -m "not browser"

browser: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/build  ## Walk through the story in a real browser.
	@$(MAKE) --no-print-directory --jobs 2 --output-sync browser-a-to-l browser-m-to-z

# Two halves that take about as long, each with a county of its own, and each always in the same order: a county remembers.
browser-a-to-l:
	$(MEMORY) $(BIN)/pytest -m browser tests/browser/test_[a-l]*.py
browser-m-to-z:
	$(MEMORY) $(BIN)/pytest -m browser tests/browser/test_[m-z]*.py tests/browser/verification

# CI's machine has not the time for the 2,000 schedules on a slow day: it plays what five minutes hold. `make faults` plays them all.
test-faults: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/node
	$(MEMORY) $(BIN)/python -m tests.faults --test

faults: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/node  ## Try the sync against everything that may go wrong (some ten minutes).
	$(MEMORY) $(BIN)/python -m tests.faults

faults-bugs: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/node  ## Try whether the faults find bugs that were put there on purpose.
	$(BIN)/python -m tests.faults --long --only bugs

faults-long: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/node  ## All of it, with as many rounds as a night allows.
	$(BIN)/python -m tests.faults --long

scan: $(STAMPS)/dev $(STAMPS)/build $(STAMPS)/scan  ## Try sqlmap, wapiti and a thousand examples of every call on a served county (an hour).
	$(BIN)/python -m tests.scan.web
	$(BIN)/python -m tests.scan.contract

sbom: $(STAMPS)/node $(STAMPS)/sbom  ## Write what a release is made of, and by which tools, to sbom/, as CycloneDX.
	@mkdir -p sbom
	.scanners/sbom/bin/cyclonedx-py requirements --output-reproducible --of JSON -o sbom/python.cdx.json requirements.txt
	cd static && npm sbom --sbom-format cyclonedx --package-lock-only > ../sbom/apps.cdx.json

fuzz: $(STAMPS)/dev  ## Fuzz every parser of what comes from outside, ten minutes each.
	$(BIN)/python -m tests.fuzz

bench: $(STAMPS)/dev  ## Print what the main work costs beside its bare cost.
	$(BIN)/python -m tests.bench

doors: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/build  ## Walk a hundred doors in a browser, and print taps and seconds a door (a few minutes).
	$(BIN)/python -m tests.doors

photographs: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/build  ## Photograph every page of the phone, in every size and colour, to be looked at.
	$(BIN)/python -m tests.photographs

phone-speed: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/build  ## Print what the phone's app costs with 5,000 doors, four times slower (a few minutes).
	$(BIN)/python -m tests.phone_speed

lighthouse: $(STAMPS)/dev $(STAMPS)/tools $(STAMPS)/build $(STAMPS)/lighthouse  ## Print Lighthouse's marks for the phone's app (fetches Lighthouse).
	$(BIN)/python -m tests.phone_speed.lighthouse

load: $(STAMPS)/dev  ## Print what a thousand phones at once cost (a few minutes).
	$(BIN)/python -m tests.load

fix: $(STAMPS)/dev $(STAMPS)/node  ## Format, and mend what can be mended by machine.
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	cd static && npm run --silent lint -- --fix

openapi: $(STAMPS)/dev $(STAMPS)/node  ## Write openapi.json and the apps' types from the schemas.
	$(BIN)/flask --app wsgi openapi write openapi.json
	cd static && npm run --silent schema

migration: $(STAMPS)/python  ## Make a migration: make migration m="a sentence".
	$(BIN)/flask --app wsgi db migrate -m "$(m)"

lock:  ## Pin and hash the Python packages anew (needs uv).
	uv pip compile --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" requirements.in -o requirements.txt
	for what in -dev -semgrep -scan -sbom; do \
	  uv pip compile --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" requirements$$what.in -o requirements$$what.txt; \
	done

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/python: requirements.txt | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(STAMPS)/semgrep $(STAMPS)/scan $(STAMPS)/sbom: $(STAMPS)/%: requirements-%.txt
	@mkdir -p $(STAMPS)
	$(PYTHON) -m venv .scanners/$*
	.scanners/$*/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-$*.txt
	@touch $@

$(STAMPS)/tools: scripts/install-test-tools.sh
	@mkdir -p $(STAMPS)
	bash scripts/install-test-tools.sh
	@touch $@

$(STAMPS)/node: static/package.json static/package-lock.json | $(BIN)/python
	@mkdir -p $(STAMPS)
	bash scripts/find-node.sh $(BIN)
	cd static && npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/lighthouse: static/measure/package-lock.json | $(STAMPS)/node
	cd static/measure && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

$(STAMPS)/build: $(STAMPS)/node $(WEB)
	cd static && npm run --silent build
	@touch $@
