# The ways to run and check medbook. Only Rust is needed to run it. Node builds the web pages and
# runs the audits, which are part of the tests; PostgreSQL is found or started.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)
# Vite 8 runs on these.
HAVE_NODE := $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); \
	if ((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22) console.log("yes")' 2>/dev/null)

.PHONY: help run test soak bench check schema web

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: web ## Serve the demo on http://127.0.0.1:8000
	cargo run -- serve --demo

test: web tests/audits/node_modules/.package-lock.json ## Prove everything, on SQLite and on PostgreSQL
ifeq ($(HAVE_NODE),yes)
	cd web && npm test
endif
	@url="$$(.ci/services)" && set -x && MEDBOOK_TEST_POSTGRES="$$url" cargo test --workspace --locked

soak: ## Let clients fight while everything fails, until stopped (make soak SECONDS=600)
	@url="$$(.ci/services)" && set -x && MEDBOOK_TEST_POSTGRES="$$url" MEDBOOK_SOAK_SECONDS="$(SECONDS)" \
		cargo test --locked --test it -- --ignored --exact history::soak::soak --nocapture

# QUICK=1: smaller data and shorter runs. SAVE=1: write the table into docs/benchmarks.md.
bench: web ## Measure everything beside its limit (three minutes after the build with QUICK=1)
	cargo build --release --locked -p medbook -p medbook-benches --bins
	@url="$$(.ci/services)" && set -x && MEDBOOK_TEST_POSTGRES="$$url" \
		target/release/table $(if $(QUICK),--quick) $(if $(SAVE),--save)

check: ## Format and lints, as CI wants them
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

schema: ## Write schema.graphql
	cargo run --quiet -- schema > target/schema.graphql
	mv target/schema.graphql schema.graphql

web: ## Build the web pages, if anything in web/ changed
ifeq ($(HAVE_NODE),yes)
	@$(MAKE) web/dist/index.html
else
	@echo 'web: Node 20.19 or newer is not there: going on without the web pages (/graphiql falls back to a small console)'
endif

web/dist/index.html: $(WEB_SOURCES) web/node_modules/.package-lock.json
	cd web && npm run build
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# Without npm, the tests that need these packages say so.
tests/audits/node_modules/.package-lock.json: tests/audits/package-lock.json
	@if command -v npm >/dev/null; then cd tests/audits && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json; fi
