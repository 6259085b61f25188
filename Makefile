# Two commands matter: `make lab` (set up, open the course) and `make test` (set up, pass the tests).
PYTHON ?= python3
PORT   ?= 8888
BOOK   ?= build/book
VENV   := .venv
BIN    := $(VENV)/bin
# A learner needs no compiler, browser driver or ONNX: the test tools have a lock file of their own.
LAB    := $(VENV)/.lab
DEV    := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help lab book test modules lowest demo bench soak format lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(LAB): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "convedu needs Python 3.11 or newer; this is `$(PYTHON) --version`. Try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(LAB) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

lab: $(LAB)  ## set up and open the course in JupyterLab (PORT=9999 for another port)
	$(BIN)/convedu lab --port $(PORT)

book: $(LAB)  ## set up and build the course as a site, build/book (needs Node for what runs in it)
	$(BIN)/convedu book --out $(BOOK) $(if $(WEB_ONLY),--web-only)

NODE   := node_modules/.package-lock.json

$(NODE): package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

# The widgets' ES modules are checked where there is Node, which the course itself does not need.
modules:
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory $(NODE) && npm run --silent check; \
	elif [ -n "$$CI" ]; then echo "CI needs Node, to check the ES modules"; exit 1; \
	else echo "Node is not installed: the ES modules are not checked"; fi

test: $(DEV) modules  ## set up and pass every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/convedu tidy --check
	$(BIN)/convedu release --check
	$(BIN)/convedu lint
	$(BIN)/python -m pytest

LOWEST := build/lowest
lowest: $(DEV)  ## a lesson and a marked notebook with the lowest versions that pyproject.toml allows
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST) --resolution lowest-direct "flit_core >=3.9,<5" --editable '.[lab,grade]'
	CONVEDU_PROGRESS=off $(LOWEST)/bin/python -m pytest -q -c /dev/null -p no:cacheprovider \
	    --nbval --nbval-current-env notebooks/01-convolution.ipynb
	$(LOWEST)/bin/convedu check exercises/solutions/01-convolution.ipynb

demo: $(LAB)  ## mark a bundled class and say where the report is
	$(BIN)/python -m tests.demo_class build/demo

bench: $(DEV)  ## the figures of README's performance section
	$(BIN)/python -m benchmarks

soak: $(DEV)  ## the long form of the fuzzing and kill tests
	CONVEDU_SOAK=1 $(BIN)/python -m pytest -m soak

format: $(DEV)  ## put code and notebooks into their committed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/convedu tidy
	$(BIN)/convedu release

COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links --group build

lock: $(DEV)  ## solve the lock files anew
	$(COMPILE) --all-extras --group dev pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra lab --extra grade --extra book -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:  ## remove what was built
	rm -rf $(VENV) build node_modules
