# Two commands on a fresh machine: `make chat` talks, `make test` runs every test. Both set themselves up in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/ready
# One more than two processors: many tests wait for a process, a socket or a clock.
WORKERS ?= 3
export HF_HUB_OFFLINE := 1
export Q
# The many processes that tests start read what the first one compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: chat ask test check lint format eval bench setup clean

chat: setup  ## Set everything up, then open a conversation
	@$(BIN)/ir-advisor chat

ask: setup  ## Answer one question: make ask Q="How many letters?"
	@$(BIN)/ir-advisor ask -- "$$Q"

test: setup  ## Set everything up, then run every test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: lint test  ## What CI runs: format, lint, types, then every test

lint: setup  ## Format, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: setup  ## Put the code in the agreed form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

eval: setup  ## Score the answers on the question sets, beside what one would use instead
	@$(BIN)/python -m tests.measuring.evaluate
	@$(BIN)/python -m tests.measuring.worded

bench: setup  ## Measure start, answers, memory and refresh, beside the usual stack
	@$(BIN)/python -m tests.measuring.bench

setup: $(READY)
	@$(BIN)/ir-advisor refresh > /dev/null

$(READY): pyproject.toml
	@echo "Setting up .venv (once; some minutes, most of them for PyTorch)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --disable-pip-version-check --editable . --group dev
	@touch $(READY)

clean:  ## Forget the environment
	@rm -rf .venv
