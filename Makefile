# Commands of the course. On Windows, README.md gives the plain pip and streamlit commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Who may open the course: this machine only. A class: make run HOST=0.0.0.0
HOST ?= 127.0.0.1

.PHONY: run test bench lint browser clean

run: $(VENV)/.installed
	$(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: $(VENV)/.installed-dev browser lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 10 $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/biome check --error-on-warnings
	$(BIN)/pyright --warnings

bench: $(VENV)/.installed-dev browser
	@misses=0; for bench in ops models app train engine; do \
	  $(BIN)/python -m tests.benchmarks.bench_$$bench || misses=1; done; exit $$misses

# A stamp a list of requirements: pip runs only when the list has changed.
# TORCH_INDEX: where the pinned torch is taken from first, such as the index of its CPU builds.
$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  $$(sed -n 's/^\(torch==[0-9.]*\).*/\1/p' requirements.txt) --index-url $(TORCH_INDEX))
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The course needs Python 3.11 or newer. Name one: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The first that works: a Chromium on the PATH, Debian's (as root), Playwright's own download.
browser: $(VENV)/.installed-dev
	@sh .ci/browser $(BIN)/python

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
