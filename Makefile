# Two commands for a newcomer: make demo, make test. Each sets up what it needs.
PYTHON ?= python3
UV := .venv/bin/uv
DEMO := var/demo
export UV_LINK_MODE := copy
# The certificates of the machine, so that an organisation's own proxy is trusted.
export UV_SYSTEM_CERTS := true

.PHONY: demo test ui lint bench faults audit docs lock clean

.venv/.klar: requirements.lock pyproject.toml requirements-uv.lock
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-uv.lock
	$(UV) pip install --quiet --python .venv/bin/python --compile-bytecode --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
	touch $@

.venv/.klar-dev: .venv/.klar requirements-dev.lock
	$(UV) pip install --quiet --python .venv/bin/python --compile-bytecode --require-hashes -r requirements-dev.lock
	touch $@

demo: .venv/.klar
	rm -rf $(DEMO) && mkdir -p $(DEMO)
	KOMPETENS_HOME=$(DEMO) KOMPETENS_SOURCE=example .venv/bin/kompetens run
	@echo "Kommandona i README visar det här hemmet med KOMPETENS_HOME=$(DEMO) framför, till exempel:"
	@echo "  KOMPETENS_HOME=$(DEMO) .venv/bin/kompetens serve"

ui: .venv/.klar
	.venv/bin/kompetens ui

# Many processes import the same modules: each is compiled once, also where the environment would keep no compiled files.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/.klar-dev
	.venv/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: .venv/.klar-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache --no-logo

bench: .venv/.klar-dev
	.venv/bin/python -m bench.whole_run
	.venv/bin/python -m bench.edition_from_warehouse
	.venv/bin/python -m bench.decoder
	.venv/bin/python -m bench.ad_archive
	.venv/bin/python -m bench.ad_years
	.venv/bin/python -m bench.assessment
	.venv/bin/python -m bench.backtest
	.venv/bin/python -m bench.counties

# Kills, a full disk and other bad days of the made-up home that make demo has left; an hour on a small machine.
faults: .venv/.klar
	.venv/bin/python -m bench.bad_days --home $(DEMO) --out docs/provade-daliga-dagar.md

# Known vulnerabilities of what is locked, from PyPI's own list; what cannot be asked about is a failure, since nobody then knows.
audit: .venv/.klar
	$(UV) tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock

docs: .venv/.klar
	.venv/bin/python -m pipelines.data_catalogue
	.venv/bin/python -m pipelines.flow_picture

lock: .venv/.klar
	$(UV) pip compile pyproject.toml --extra postgres --group build --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links -o requirements.lock
	$(UV) pip compile pyproject.toml --extra postgres --group build --group dev --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv var
