# Everything that can be done with this checkout. 'make' alone lists it.
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Text is UTF-8 under every locale, LANG=C too.
export PYTHONUTF8 := 1
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Some users have no home that they can write to; caches then stay inside the checkout.
ifeq ($(shell test -d "$$HOME" && test -w "$$HOME" && echo yes),)
export HOME := $(CURDIR)/.cache/home
endif

# Third-party data for tests, where somebody has put it beside the checkout.
ifneq ($(wildcard ../shared/data/.),)
export DOORLEREN_ECHTE_DATA ?= $(abspath ../shared/data)
endif

# The benchmark's peer: the same ten rules for OpenFisca, where somebody has put them beside the checkout.
ifneq ($(wildcard ../shared/bench/ten-rules/.),)
export DOORLEREN_BENCH ?= $(abspath ../shared/bench/ten-rules)
endif

# Each user a folder of their own: the database server of the tests keeps a lock there.
TEST_TMP := $(or $(TMPDIR),/tmp)/doorleren-$(shell id -u)

.PHONY: help setup demo test prove check format bench scaling audit lock look clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: needs-python-print .venv/ready-run ## make .venv with the doorleren command
	@echo "Ready: .venv/bin/doorleren"

demo: needs-python-print .venv/ready-run ## print Anne's overview, then serve the portal on localhost
	@.venv/bin/doorleren overzicht voorbeelden/anne.yaml
	@.venv/bin/doorleren serve

test: needs-python-print-browser-node-java .venv/ready-test-dev ## run every test (PYTEST_FLAGS="-k word" for a few)
	@mkdir -p $(TEST_TMP)
	@TMPDIR=$(TEST_TMP) XDG_CONFIG_HOME=$(CURDIR)/.cache/config .venv/bin/pytest --numprocesses 2 $(PYTEST_FLAGS)

prove: needs-python .venv/ready-run ## prove every scheme and try every mistake in its rule (some minutes)
	@.venv/bin/doorleren regelingen bewijs

check: needs-python .venv/ready-test-dev ## format, lint, types, imports and docs
	@tools/check
	@.venv/bin/pytest -q tests/house -m "not slow and not browser and not postgres"

format: needs-python .venv/ready-test-dev ## put the code in the house format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: needs-python .venv/ready-bench ## measure, beside what it is compared with
	@.venv/bin/python bench/run.py

scaling: needs-python .venv/ready-bench ## measure how the cost grows with people, schemes and threads (docs/scaling.md)
	@.venv/bin/python bench/scaling.py

audit: needs-python .venv/ready-test-dev ## look for known weaknesses in the dependencies
	@tools/audit

lock: needs-python .venv/ready-run ## take the newest versions of all dependencies
	@tools/lock

look: needs-python .venv/ready-look ## build the portal's stylesheet from NL Design System
	@.venv/bin/python tools/build-look

clean: ## remove what these commands made
	rm -rf .venv .uv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# needs-a-b: what only the operating system can give. Quick when it is there, so it is looked at every time.
needs-%:
	@tools/system-packages $(subst -, ,$*)

# .venv/ready-test-dev: the product with the dependency groups 'test' and 'dev'; ready-run: the product alone.
.venv/ready-%: pyproject.toml uv.lock tools/uv.txt tools/python-environment
	@tools/python-environment $(subst -, ,$*)
	@touch $@

.PRECIOUS: .venv/ready-%
