# The commands of the house. `make run` and `make test` need only Python 3.11 or newer and this folder.

PYTHON ?= python3
BIN := .venv/bin

# A production-like environment for the checks that only make sense there.
PRODUCTION := KTGS_DEBUG=0 KTGS_ALLOWED_HOSTS=ktgs.example \
	KTGS_SECRET_KEY=only-for-make-check-7Qm2vX9tLr4KzB8wNcJ5hYpD3fGsUaEe

COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-header --quiet

.PHONY: run test check format requirements screenshots clean
.DEFAULT_GOAL := run

run: .venv/installed        ## serve the sample on 127.0.0.1:8000 (PORT=8001 make run)
	@$(BIN)/python manage.py demo

test: .venv/installed-test  ## everything, on SQLite and on PostgreSQL, then in Chromium
	@scripts/test

check: .venv/installed-test ## style, migrations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-test ## put everything into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements:               ## pin and hash what pyproject.toml asks for (needs uv and the network)
	$(COMPILE) -o requirements.txt
	$(COMPILE) --group test -o requirements-test.txt

screenshots: .venv/installed-test ## the pictures of the README, from the running program
	@$(BIN)/python scripts/screenshots.py

clean:                      ## forget the environment; the data under var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis

.venv/bin/pip:
	@PYTHON=$(PYTHON) scripts/require python
	@$(PYTHON) -m venv .venv

# A stamp a file: pip runs again only when the pinned versions changed.
.venv/installed: requirements.txt .venv/bin/pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-test: requirements-test.txt .venv/bin/pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
