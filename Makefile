# Tolpuddle: the dev loop. `make` alone prints what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types fmt proto docs bench up check-deploy clean

PYTHON ?= python3
UV_VERSION := 0.13.9
TOOLS := .tools
# Tests run side by side in so many processes; `pytest tests/…` by hand runs in one.
WORKERS ?= 2
UV := $(TOOLS)/bin/uv
export UV_PYTHON_DOWNLOADS := never
# As pip does: networks that sign TLS anew have their certificate in the machine's store.
export UV_SYSTEM_CERTS ?= true
RUN := $(UV) run --frozen --no-sync

help: ## print this
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(UV):
	@echo "Fetching uv $(UV_VERSION) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tolpuddle needs Python 3.11 or newer: set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.synced: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --no-dev --inexact --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@

.venv/.synced-dev: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@ .venv/.synced

setup: .venv/.synced-dev ## fetch uv and everything the project needs, locked

demo: .venv/.synced ## screen the sample portfolio through the whole pipeline and write the reports
	@$(RUN) tolpuddle demo --out demo-output

up: .venv/.synced ## the running product on http://127.0.0.1:8000 with the sample portfolio in it
	@$(RUN) tolpuddle up --port $${PORT:-8000} --data data --sample

test: .venv/.synced-dev ## install what the tests need and run all of them
	@tests/real/install
	@$(RUN) pytest --numprocesses $(WORKERS) --no-loadscope-reorder

check: lint types test ## everything that is checked before a change lands

lint: .venv/.synced-dev
	@$(RUN) ruff format --check . && $(RUN) ruff check . && cd proto && ../.venv/bin/buf lint

types: .venv/.synced-dev
	@$(RUN) basedpyright

fmt: .venv/.synced-dev ## put the code into its usual shape
	@$(RUN) ruff check --fix --quiet . ; $(RUN) ruff format .

proto: .venv/.synced-dev ## generate code from the contracts
	@mkdir -p proto/gen
	@$(RUN) python -m grpc_tools.protoc -Iproto --python_out=proto/gen --pyi_out=proto/gen proto/tolpuddle/v1/*.proto
	@$(RUN) python -m grpc_tools.protoc -Iproto --grpc_python_out=proto/gen proto/tolpuddle/v1/scoring_service.proto

docs: .venv/.synced-dev ## generate docs/reference.md, docs/asyncapi.yaml, docs/matching.md and docs/packs/
	@$(RUN) python -m tolpuddle.desk.documents.reference_page docs/reference.md
	@$(RUN) python -m tolpuddle.desk.documents.asyncapi_page docs/asyncapi.yaml
	@$(RUN) python -m tolpuddle.desk.documents.matching_page tests/matching docs
	@$(RUN) python -m tolpuddle.desk.documents.packs_page docs/packs reference/2026.1

bench: .venv/.synced-dev ## measure, each row beside a peer in the same run
	@$(UV) sync --quiet --frozen --inexact --group bench
	@$(RUN) python -m bench

check-deploy: .venv/.synced-dev ## validate Dockerfile, compose file and manifests, offline
	@$(RUN) pytest -q tests/deploy

clean: ## remove what was built and fetched
	@rm -rf .venv $(TOOLS) build dist demo-output .pytest_cache .ruff_cache .hypothesis
