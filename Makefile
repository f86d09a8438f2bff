# `make serve` shows the page, `make test` runs every test. Both set up what is missing.

PYTHON := .venv/bin/python
TOOLS := .tools
# The command must be of the very version that the crate was resolved to.
WASM_BINDGEN := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)

export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)

.DELETE_ON_ERROR:
.PHONY: setup wasm patched kernel kernel-code panels serve dist dist-kernel dist-panels sizes browser test native native-tests parity signatures \
	fuzz bench bench-scheduler simulate python-lints python-format test-wasm-engine test-wasm-panels test-browser

# --- Set-up ----------------------------------------------------------------------------------------------------------

BINDGEN := $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)

setup: $(TOOLS)/toolchain $(BINDGEN) www/node_modules/.ready

# rustup may be told not to install by itself, so it is asked to.
$(TOOLS)/toolchain: rust-toolchain.toml
	rustup toolchain install
	mkdir -p $(TOOLS) && touch $@

# It runs for seconds, so it is not worth minutes of optimizing.
$(BINDGEN): $(TOOLS)/toolchain
	$(CARGO) install --root $(TOOLS) --locked --force wasm-bindgen-cli --version $(WASM_BINDGEN) --config profile.release.opt-level=1
	touch $@

www/node_modules/.ready: www/package-lock.json
	npm --prefix www ci --no-audit --no-fund
	touch $@

# --- The two artifacts -------------------------------------------------------------------------------------------------

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
ARTIFACTS := www/src/engine/wasm
WASM_FLAGS := CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
# `make -j2` builds artifacts and tools side by side: cargo then shares the processors by itself.
CARGO := env -u MAKEFLAGS cargo

# Shared memory: the standard library is built along, with atomics; the memory comes from JavaScript, which tries maxima.
KERNEL_FLAGS := -Ctarget-feature=+atomics,+bulk-memory,+mutable-globals,+simd128 \
  -Clink-arg=--shared-memory -Clink-arg=--import-memory -Clink-arg=--max-memory=4294967296 -Clink-arg=-zstack-size=4194304 \
  -Clink-arg=--export=__wasm_init_tls -Clink-arg=--export=__tls_size -Clink-arg=--export=__tls_align \
  -Clink-arg=--export=__tls_base -Clink-arg=--export=__heap_base
PANELS_FLAGS := -Ctarget-feature=+simd128
KERNEL_BUILD := --lib --no-default-features --features kernel --target wasm32-unknown-unknown \
  -Z build-std=std,panic_abort --target-dir $(TARGET)/wasm-kernel --manifest-path $(TARGET)/patched/Cargo.toml --locked
PANELS_BUILD := --lib --no-default-features --features panels --target wasm32-unknown-unknown --target-dir $(TARGET)/wasm-panels

# The Python packages that the page fetches when it needs them: the build script wrote them where cargo says.
TOLD := --message-format=json-render-diagnostics > $(TARGET)/kernel-build.json
LIBRARIES := node www/build/libraries.mjs $(TARGET)/kernel-build.json $(ARTIFACTS)/kernel

wasm: kernel panels

# RustPython for the kernel, see src/python/rustpython/README.md.
patched: $(TOOLS)/toolchain
	node src/python/rustpython/prepare.mjs $(TARGET)/patched

kernel-code: patched
	$(WASM_FLAGS)="$(KERNEL_FLAGS)" $(CARGO) build $(KERNEL_BUILD) --profile wasm $(TOLD)

kernel: kernel-code $(BINDGEN)
	$(LIBRARIES)
	wasm-bindgen --target web --out-dir $(ARTIFACTS)/kernel $(TARGET)/wasm-kernel/wasm32-unknown-unknown/wasm/dasklet.wasm

panels: $(BINDGEN)
	$(WASM_FLAGS)="$(PANELS_FLAGS)" $(CARGO) build $(PANELS_BUILD) --profile wasm
	wasm-bindgen --target web --out-dir $(ARTIFACTS)/panels $(TARGET)/wasm-panels/wasm32-unknown-unknown/wasm/dasklet.wasm

# Small and fast artifacts, and the page around them in www/dist. Takes some minutes. There is no `wasm-opt`: what it makes is
# smaller, but not once compressed.
BINDGEN_DIST := wasm-bindgen --target web --remove-name-section --remove-producers-section

dist: setup dist-kernel dist-panels
	npm --prefix www run build
	$(MAKE) --no-print-directory sizes

dist-kernel: patched $(BINDGEN)
	$(WASM_FLAGS)="$(KERNEL_FLAGS)" $(CARGO) build $(KERNEL_BUILD) --profile dist $(TOLD)
	$(LIBRARIES)
	$(BINDGEN_DIST) --out-dir $(ARTIFACTS)/kernel $(TARGET)/wasm-kernel/wasm32-unknown-unknown/dist/dasklet.wasm

dist-panels: $(BINDGEN)
	$(WASM_FLAGS)="$(PANELS_FLAGS)" $(CARGO) build $(PANELS_BUILD) --profile dist
	$(BINDGEN_DIST) --out-dir $(ARTIFACTS)/panels $(TARGET)/wasm-panels/wasm32-unknown-unknown/dist/dasklet.wasm

# What a browser downloads, against what it may be: with the page's own 0.17 MB the kernel stays within 4.3 MB of a first load.
sizes:
	node www/build/sizes.mjs $(ARTIFACTS)/kernel/dasklet_bg.wasm 4.13 $(ARTIFACTS)/kernel/libraries.bin 0.5 $(ARTIFACTS)/panels/dasklet_bg.wasm 0.8

# --- The page --------------------------------------------------------------------------------------------------------

# The production build on http://127.0.0.1:8080, with the headers that let its workers share memory. That address says how far the
# build is, see there.
serve:
	node www/build/serve.mjs

# --- Tests -----------------------------------------------------------------------------------------------------------

# Every test there is; the last line counts them. See tests/run.mjs.
test: $(TOOLS)/toolchain www/node_modules/.ready browser
	node tests/run.mjs

# The native command and every native test, built once: where clippy's driver compiles, lints need no build of their own.
LINTED := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__

native: $(TOOLS)/toolchain
	$(LINTED) cargo test --no-run --all-targets

# `make native-tests RUN="--lib python::"` runs some of them.
native-tests: $(TOOLS)/toolchain
	$(LINTED) cargo test --no-fail-fast $(RUN)

# Expressions on real Dask and on Dasklet; `make parity ONLY=array_random` runs some of them.
parity: .venv/.ready
	cargo build --bin dasklet
	$(PYTHON) tests/parity/compare.py --only "$(ONLY)" --ours $${CARGO_TARGET_DIR:-target}/debug/dasklet run

# Every public signature of the Python faces: parameters are read or rejected, and stand as the originals have them.
signatures: .venv/.ready
	cargo build --bin dasklet
	$(PYTHON) tests/signatures/check.py --ours $${CARGO_TARGET_DIR:-target}/debug/dasklet run

# Random programs on the real libraries and on Dasklet: `make fuzz N=5000 SEED=7 ONLY=dates`, or `SECONDS=600` for as many as there is
# time for. What differs is printed as a small program. See tests/fuzz.
SEED := 1
fuzz: .venv/.ready
	cargo build --bin dasklet
	$(PYTHON) tests/fuzz/run.py --seed "$(SEED)" --only "$(ONLY)" $(if $(SECONDS),--seconds $(SECONDS),-n $(if $(filter command,$(firstword $(origin N))),$(N),2000)) \
	  --ours $${CARGO_TARGET_DIR:-target}/debug/dasklet run

# What `wasm-pack test --headless --chrome` runs.
WASM_TEST := CHROMEDRIVER=$$(command -v chromedriver) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
  WASM_BINDGEN_TEST_ONLY_WEB=1 cargo test --target wasm32-unknown-unknown
ENGINE_TEST := --no-default-features --test wasm_engine -Z build-std=std,panic_abort --target-dir $(TARGET)/wasm-kernel

# The engine in a browser, in a dedicated worker with its pool; then the panels, on a page.
test-wasm-engine: setup
	$(WASM_FLAGS)="$(KERNEL_FLAGS)" $(WASM_TEST) $(ENGINE_TEST)

test-wasm-panels: setup
	$(WASM_FLAGS)="$(PANELS_FLAGS)" $(WASM_TEST) --no-default-features --features panels --test wasm_panels --target-dir $(TARGET)/wasm-panels

# So many random cases of a graph, a cluster and faults, from seeds that no run has seen, on all processors.
N := 1000000
simulate:
	DASKLET_SIMULATE=$(N) cargo test --release --no-default-features --test simulation -- --nocapture faults

# Microseconds that the scheduler needs for one empty task.
bench-scheduler: setup
	$(WASM_FLAGS)="$(KERNEL_FLAGS)" $(WASM_TEST) --release $(ENGINE_TEST) -- --nocapture empty_tasks

# Ours in headless Chromium against real Dask on the same machine.
bench: setup browser .venv/.ready dist
	cargo build --bin dasklet
	node tests/bench/run.mjs $(TARGET)/debug/dasklet $(TARGET)/bench-stores

# The Python of the page and of the tests; `src/python/ruff.toml` says how it looks, `src/python/README.md` who imports whom. Cases of the parity tests keep the shapes they have.
RUFF := .venv/bin/ruff
PYTHON_CODE := --config src/python/ruff.toml src/python/lib tests

python-lints: .venv/.ready
	$(RUFF) format --check --quiet --exclude tests/parity/cases $(PYTHON_CODE)
	$(RUFF) check $(PYTHON_CODE)
	$(PYTHON) tests/tiers.py

python-format: .venv/.ready
	$(RUFF) check --quiet --fix $(PYTHON_CODE)
	$(RUFF) format --quiet --exclude tests/parity/cases $(PYTHON_CODE)

# Real Dask, for the tests that compare with it, and what looks after Python code.
.venv/.ready: tests/parity/requirements.txt
	python3 -c "import ensurepip" 2>/dev/null || tests/install-packages python3-venv
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# A browser and its driver, from the distribution if there is none.
browser:
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || tests/install-packages chromium
	command -v chromedriver >/dev/null || tests/install-packages chromium-driver

# The page, used as a learner uses it, in a browser.
test-browser: setup wasm browser
	npm --prefix www run e2e
