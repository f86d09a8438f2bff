// Runs every test there is and adds up what they counted.
//
// `node tests/run.mjs [TEXT]` runs the suites whose name contains TEXT. The last line is `N passed, N failed`; the exit status is 1
// when anything failed. A suite that ends badly without having counted a failure counts as one.

import { spawn } from "node:child_process";

const make = "make --no-print-directory";
const python = ".venv/bin/python";
const target = process.env.CARGO_TARGET_DIR ?? "target";
const dasklet = `${target}/debug/dasklet`;
const interleavings = "tests/interleavings/Cargo.toml";

/**
 * Every suite: a heading, and the command that runs it from the package's folder. The lanes run side by side, for each has
 * long stretches in which one processor is enough: what is native, and what is the page's.
 */
const lanes = [
  [
    { name: "Format", command: `cargo fmt --check && cargo fmt --check --manifest-path ${interleavings}` },
    { name: "Native build with lints", command: `${make} native` },
    { name: "Engine, Python host, NumPy, lessons and bad input", command: `${make} native-tests` },
    { name: "Python: format and lints", command: `${make} python-lints` },
    { name: "Parity with real Dask", command: `${make} .venv/.ready && ${python} tests/parity/compare.py --ours ${dasklet} run` },
    { name: "Signatures of the Python faces", command: `${python} tests/signatures/check.py --ours ${dasklet} run` },
    { name: "Random programs on the real libraries and here", command: `${python} tests/fuzz/run.py -n 2000 --least 98 --shrink 10 --ours ${dasklet} run` },
    { name: "Stores that real Zarr wrote and reads", command: `${python} tests/parity/stores.py --ours ${dasklet} run` },
    { name: "Lessons on real Dask", command: `${python} tests/parity/lessons.py` },
  ],
  [
    { name: "Page: types, lint, units", command: "npm --prefix www run check" },
    { name: "Threads in every order", command: `cargo test --manifest-path ${interleavings} --target-dir ${target}/interleavings` },
    { name: "Production build and its sizes", command: `${make} dist` },
    { name: "Lints of the engine without Python", command: "cargo clippy --no-default-features --all-targets -- -D warnings" },
    { name: "Panels in the browser", command: `${make} test-wasm-panels` },
    { name: "Engine in the browser", command: `${make} test-wasm-engine` },
    { name: "Page in the browser", command: "npm --prefix www run e2e" },
  ],
];

/** The longest that a suite may take, in milliseconds: three times what the longest one does. */
const LONGEST = 45 * 60_000;

/** The commands under way, each with what ends it. */
const running = new Map();

/** How the tools say what they counted; the sum over all matches is taken. Colours are cut before. */
const counts = [
  // cargo test
  /^test result: .*? (?<passed>\d+) passed; (?<failed>\d+) failed/gm,
  // vitest
  /^ *Tests +(?:(?<failed>\d+) failed \| )?(?:(?<passed>\d+) passed)?/gm,
  // node --test
  /^(?:#|ℹ) pass (?<passed>\d+)$/gm,
  /^(?:#|ℹ) fail (?<failed>\d+)$/gm,
  // our own scripts
  /^[a-zA-Z ]+: (?<passed>\d+) passed, (?<failed>\d+) failed$/gm,
];

/** How the tools say which test failed. */
const failures = [/^test (?<name>\S+) \.\.\. FAILED$/gm, /^ *(?:FAIL|×) +(?<name>.+)$/gm, /^not ok \d+ - (?<name>.+)$/gm];

const plain = (output) => output.replaceAll(/\u001b\[[0-9;]*m/g, "");

function count(output) {
  const text = plain(output);
  const total = { passed: 0, failed: 0 };
  for (const pattern of counts) {
    for (const { groups } of text.matchAll(pattern)) {
      total.passed += Number(groups.passed ?? 0);
      total.failed += Number(groups.failed ?? 0);
    }
  }
  return total;
}

/**
 * Runs a shell command; settles with its output, its exit status, and the seconds that it took of the processors. What does not
 * end within `LONGEST` is ended with all that it started, so that it is told what it did and the others' results are not lost.
 */
function run(command) {
  return new Promise((resolve) => {
    const measured = `exec 3>&2 2>&1; TIMEFORMAT='%U %S'; { time { ${command}; } 2>&1; } 2>&3`;
    // A group of its own: what the command has started is ended along with it.
    const child = spawn("bash", ["-c", measured], { stdio: ["ignore", "pipe", "pipe"], detached: true });
    let [output, times] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (times += text));
    const end = (why) => {
      output += `\n${why}, so the suite was ended.\n`;
      process.kill(-child.pid, "SIGKILL");
    };
    const limit = setTimeout(end, LONGEST, `It did not end within ${LONGEST / 60_000} minutes`);
    running.set(child, end);
    child.on("close", (status) => {
      clearTimeout(limit);
      running.delete(child);
      const busy = times.trim().split(/\s+/).reduce((sum, seconds) => sum + Number(seconds), 0);
      resolve({ output, status, busy });
    });
  });
}

/** Whoever ends the tests still reads what the running suites had printed, and the summary. */
let ended = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    ended = true;
    for (const end of running.values()) end(`The tests got ${signal}`);
  });
}

const wanted = process.argv[2] ?? "";
const total = { passed: 0, failed: 0 };
const table = [];
const failed = [];

/** Runs suites one after the other, and shows what each printed once it has ended. */
async function runInOrder(suites) {
  for (const { name, command } of suites.filter(({ name }) => name.includes(wanted))) {
    if (ended) break;
    console.log(`... ${name}`);
    const begin = Date.now();
    const { output, status, busy } = await run(command);
    const result = count(output);
    if (status !== 0 && result.failed === 0) result.failed = 1;
    if (status === 0 && result.passed + result.failed === 0) result.passed = 1;
    total.passed += result.passed;
    total.failed += result.failed;
    for (const pattern of failures) {
      for (const { groups } of plain(output).matchAll(pattern)) failed.push(`${name}: ${groups.name}`);
    }
    const seconds = Math.round((Date.now() - begin) / 1000);
    console.log(`\n=== ${name} ===\n$ ${command}\n${output}`);
    const columns = [[result.passed, 6, "passed"], [result.failed, 4, "failed"], [seconds, 5, "s"], [Math.round(busy), 5, "s of a processor"]];
    table.push([...columns.map(([number, width, what]) => `${String(number).padStart(width)} ${what}`), ` ${name}`].join(" "));
  }
}

await Promise.all(lanes.map(runInOrder));
console.log(`\n=== Summary ===\n${table.join("\n")}\n`);
if (failed.length > 0) console.log(`Failed:\n${failed.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
