# Two commands do all the set-up:
#   make report   installs what is missing, builds, renders the notebooks and says where the reports are
#   make test     installs what is missing, builds and runs every test
# make bench times loading, fitting and predicting beside the libraries that people would otherwise use.
# make fuzz tries 100,000 changed blocks and notebooks, from a seed of SEED=…
# After a change to the words' documentation, make reference writes the reference of the language anew.

NOTEBOOKS := $(wildcard notebooks/*.md)

.PHONY: bench bench-service browser report reference test fuzz setup build lint format clean

report: build
	@.build/debug/daybook render $(NOTEBOOKS)
	@echo
	@echo "Open the reports in a browser:"
	@for notebook in $(NOTEBOOKS); do echo "  $(CURDIR)/reports/$$(basename $$notebook .md).html"; done

# The old notebook stays until the new one is whole.
reference: build
	@.build/debug/daybook help --markdown > notebooks/reference.md.new
	@mv notebooks/reference.md.new notebooks/reference.md
	@.build/debug/daybook render notebooks/reference.md

test: setup
	swift test

SEED ?= 1

fuzz: setup
	DAYBOOK_FUZZ=100000 DAYBOOK_FUZZ_SEED=$(SEED) DAYBOOK_FUZZ_LAST=$(or $(TMPDIR),/tmp)/daybook-fuzz-last.txt \
	  swift test --filter FuzzTests

# The engine beside its peers: PEERS=…/measure.py names the script that times them, PYTHON=… the interpreter that has them.
PEERS ?= $(wildcard ../shared/peers/measure.py)
PYTHON ?= python3
SITTINGS ?= 3

bench: setup
	swift build -c release --product daybook-bench
	@BENCH=$(CURDIR)/.build/release/daybook-bench PEERS=$(PEERS) PYTHON=$(PYTHON) .ci/bench-engine $(SITTINGS)

# The service beside FastAPI and LightGBM, with wrk (apt-get install wrk) on the same cores.
bench-service: setup
	swift build -c release --product daybook
	@DAYBOOK=$(CURDIR)/.build/release/daybook PEERS=$(PEERS) PYTHON=$(PYTHON) .ci/bench-service $(SITTINGS)

# Chromium, with which tests look at pages and --pdf prints them.
browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	  command -v apt-get >/dev/null || { echo "no Chromium: its tests are left out"; exit 0; }; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium

build: setup
	swift build --product daybook

# The C libraries under Daybook: CommonMark's reference implementation and zlib; libsqlite3 comes with them, for data in
# databases.
setup:
	@command -v swift >/dev/null || { \
	  echo "Daybook needs Swift 6.3 or later: https://www.swift.org/install"; exit 1; }
	@if [ "$$(uname)" = Darwin ]; then \
	  command -v brew >/dev/null || { echo "Daybook's C libraries come from Homebrew: https://brew.sh"; exit 1; }; \
	  for formula in cmark pkg-config; do \
	    brew list --formula $$formula >/dev/null 2>&1 || brew install $$formula || exit 1; done; \
	elif command -v apt-get >/dev/null; then \
	  missing=; for package in libcmark-dev libsqlite3-dev zlib1g-dev pkg-config; do \
	    dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	  if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y $$missing || exit 1; \
	  fi; \
	else \
	  pkg-config --exists libcmark sqlite3 zlib || { \
	    echo "install the development files of libcmark, sqlite3 and zlib with your package manager"; exit 1; }; \
	fi

lint:
	swift format lint --strict --recursive Package.swift Sources Tests templates

format:
	swift format --in-place --recursive Package.swift Sources Tests templates

clean:
	swift package clean
