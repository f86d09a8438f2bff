// `make serve`: builds what is missing and then shows the page. Until then its address says what is being built, and how long that
// takes; with status 503, so that programs which wait for the page wait on.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";

const HOST = "127.0.0.1";
const PORT = 8080;
/** Seconds between looks of a browser that waits. */
const REFRESH = 5;

/** What is done, in order; minutes are those of a new machine with two processors. */
const steps = [
  { text: "setting up the tools, and compiling Python, the engine and the panels", minutes: 8, command: "make", parameters: ["--no-print-directory", "-j2", "setup", "wasm"] },
  { text: "bundling the page", minutes: 0, command: "npm", parameters: ["--prefix", "www", "run", "build"] },
];
const total = steps.reduce((sum, { minutes }) => sum + minutes, 0);

const began = Date.now();
let current = 0;
const elapsed = () => {
  const seconds = Math.round((Date.now() - began) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

function waitingPage() {
  const items = steps.map(({ text, minutes }, idx) => {
    const state = idx < current ? "done" : idx === current ? "now" : minutes > 0 ? `about ${minutes} min` : "seconds";
    return `<li${idx === current ? ' aria-current="step"' : ""}>${text}: ${state}</li>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="${REFRESH}">
<meta name="viewport" content="width=device-width"><title>Dasklet is being built</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}
[aria-current]{font-weight:bold}</style>
<h1>Dasklet is being built</h1>
<p>On a new machine with two processors this takes about ${total} minutes, later only seconds. So far: ${elapsed()}.</p>
<ol>${items.join("")}</ol>
<p>This page becomes the lesson when all is done; nothing needs to be pressed.</p></html>`;
}

/** The program that runs now, with all that it starts: they end with this one. */
let child;
async function run(command, parameters) {
  child = spawn(command, parameters, { stdio: ["ignore", "inherit", "inherit"], detached: true });
  const [status] = await once(child, "close");
  return status;
}
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (child?.pid && child.exitCode === null) process.kill(-child.pid, signal);
    process.exit(1);
  });
}

const server = createServer((_request, response) => {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Retry-After": String(REFRESH), "Cache-Control": "no-store" };
  response.writeHead(503, headers).end(waitingPage());
});
server.once("error", ({ code, message }) => {
  const taken = "another program listens there: end it, or an earlier `make serve`";
  console.error(`The page cannot be shown on http://${HOST}:${PORT}: ${code === "EADDRINUSE" ? taken : message}`);
  process.exit(1);
});
server.listen(PORT, HOST);
await once(server, "listening");
console.log(`http://${HOST}:${PORT} says how far it is. On a new machine: about ${total} minutes.`);

for (; current < steps.length; current += 1) {
  const { text, command, parameters } = steps[current];
  console.log(`--- ${text} (${elapsed()})`);
  if ((await run(command, parameters)) !== 0) {
    console.error(`It stopped while ${text}: what is wrong stands above.`);
    process.exit(1);
  }
}
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
console.log(`--- built in ${elapsed()}`);
process.exit((await run("npm", ["--prefix", "www", "run", "preview"])) ?? 0);
