# The commands of Export IA. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /usr/bin/env bash
PORT ?= 8000
DATA ?= data

.PHONY: help run test build check bench fuzz faults doctor test-sanitized format clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Set up, build, export a sample, and serve on http://127.0.0.1:8000 with the data in ./data
	@exec .build/release/export-ia serve --local --sample --data $(DATA) --port $(PORT)

test: ## Set up, and run all tests beside real servers
	@scripts/setup test
	@scripts/test

build: ## Set up, and build .build/release/export-ia
	@scripts/setup build
	@scripts/build

check: ## Form, floors, vendored files, scripts; warnings are errors in every build
	@scripts/setup build
	@scripts/check

bench: ## Measure beside peers: make bench SUITE=http
	@scripts/setup bench
	@scripts/bench $(SUITE)

fuzz: ## Fuzz one target: make fuzz TARGET=json [RUNS=1000000]
	@scripts/setup build
	@scripts/fuzz $(TARGET) $(RUNS)

faults: build ## The long fault runs: kills, failing writes, full disks, slow clients
	@scripts/setup bench
	@scripts/faults-all

test-sanitized: ## All tests under the thread and the address sanitizer
	@scripts/setup test
	@scripts/test-sanitized

doctor: build ## What this machine has and lacks, and how to mend it
	@.build/release/export-ia doctor

format: ## Put all Swift code into its form
	@swift format format -i -r --configuration .swift-format Package.swift Sources Tests Fuzz Benchmarks

clean: ## Remove what was built; the data stays
	@rm -rf .build .fuzz .build-*
