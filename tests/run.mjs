// Runs every test there is and adds up what they counted.
//
// `node tests/run.mjs [TEXT]` runs the suites whose name contains TEXT. The last line is `N passed, N failed`; the exit status is 1
// when anything failed. A suite that ends badly without having counted a failure counts as one.

import { spawn } from "node:child_process";

const python = ".venv/bin/python";
const dasklet = `${process.env.CARGO_TARGET_DIR ?? "target"}/debug/dasklet`;

/**
 * Every suite: a heading, and the command that runs it from the package's folder. The lanes run side by side, for each has
 * long stretches in which one processor is enough; what is run in the end needs what they built, and quiet.
 */
const lanes = [
  [
    { name: "Format", command: "cargo fmt --check" },
    { name: "Page: types, lint, units", command: "npm --prefix www run check" },
    { name: "Lints of the engine", command: "cargo clippy --no-default-features --all-targets -- -D warnings" },
    { name: "Engine", command: "cargo test --no-default-features --no-fail-fast" },
    { name: "Lints of the engine with Python", command: "cargo clippy --all-targets -- -D warnings" },
    { name: "Python host and modules", command: "cargo test --no-fail-fast --lib python::" },
    { name: "NumPy, lessons and bad input", command: "cargo test --no-fail-fast --test notebooks" },
    { name: "Parity with real Dask", command: `cargo build --bin dasklet && ${python} tests/parity/compare.py --ours ${dasklet} run` },
    { name: "Stores that real Zarr wrote and reads", command: `${python} tests/parity/stores.py --ours ${dasklet} run` },
    { name: "Lessons on real Dask", command: `${python} tests/parity/lessons.py` },
  ],
  [
    { name: "Production build and its sizes", command: "make --no-print-directory dist" },
    { name: "Panels in the browser", command: "make --no-print-directory test-wasm-panels" },
    { name: "Engine in the browser", command: "make --no-print-directory test-wasm-engine" },
  ],
];
const last = [{ name: "Page in the browser", command: "npm --prefix www run e2e" }];

/** How the tools say what they counted; the sum over all matches is taken. Colours are cut before. */
const counts = [
  // cargo test and wasm-pack test
  /^test result: .*? (?<passed>\d+) passed; (?<failed>\d+) failed/gm,
  // vitest
  /^ *Tests +(?:(?<failed>\d+) failed \| )?(?:(?<passed>\d+) passed)?/gm,
  // node --test
  /^(?:#|ℹ) pass (?<passed>\d+)$/gm,
  /^(?:#|ℹ) fail (?<failed>\d+)$/gm,
  // our own scripts
  /^[a-zA-Z ]+: (?<passed>\d+) passed, (?<failed>\d+) failed$/gm,
];

function count(output) {
  const text = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
  const total = { passed: 0, failed: 0 };
  for (const pattern of counts) {
    for (const { groups } of text.matchAll(pattern)) {
      total.passed += Number(groups.passed ?? 0);
      total.failed += Number(groups.failed ?? 0);
    }
  }
  return total;
}

/** Runs a shell command; settles with its output and its exit status. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", `exec 2>&1; ${command}`], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => (output += text));
    child.on("close", (status) => resolve({ output, status }));
  });
}

const wanted = process.argv[2] ?? "";
const total = { passed: 0, failed: 0 };
const table = [];

/** Runs suites one after the other, and shows what each printed once it has ended. */
async function runInOrder(suites) {
  for (const { name, command } of suites.filter(({ name }) => name.includes(wanted))) {
    console.log(`... ${name}`);
    const begin = Date.now();
    const { output, status } = await run(command);
    const result = count(output);
    if (status !== 0 && result.failed === 0) result.failed = 1;
    if (status === 0 && result.passed + result.failed === 0) result.passed = 1;
    total.passed += result.passed;
    total.failed += result.failed;
    const seconds = Math.round((Date.now() - begin) / 1000);
    console.log(`\n=== ${name} ===\n$ ${command}\n${output}`);
    table.push(`${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed ${String(seconds).padStart(5)} s  ${name}`);
  }
}

await Promise.all(lanes.map(runInOrder));
await runInOrder(last);
console.log(`\n=== Summary ===\n${table.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
