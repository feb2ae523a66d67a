# Two commands for a fresh machine; each fetches Z3 first if it is not there.
CARGO ?= cargo
PYTHON ?= python3
DRAFT ?= examples/security-guarantees.txt

.PHONY: help demo test z3

help:
	@echo 'make demo   checks $(DRAFT) and prints what was found (DRAFT=FILE for another one)'
	@echo 'make test   runs the tests'
	@echo 'make z3     only fetches Z3 into .z3 (the other two do so by themselves)'

# Status 1 says that something was found in the draft, as it should be; any other is a failure.
demo: z3
	@$(CARGO) build --release
	@$(CARGO) run --release --quiet -- check $(DRAFT); status=$$?; \
	if [ $$status -gt 1 ]; then echo "make demo: servanda ended with status $$status" >&2; exit $$status; fi

test: z3
	@$(CARGO) test

z3:
	@command -v $(PYTHON) >/dev/null || \
	{ echo '$(PYTHON) was not found; type: apt-get install -y build-essential python3-pip' >&2; exit 1; }
	@command -v $(CARGO) >/dev/null || { echo '$(CARGO) was not found; see https://rustup.rs' >&2; exit 1; }
	@$(PYTHON) scripts/z3.py
