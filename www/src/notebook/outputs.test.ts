import { expect, test } from "vitest";
import type { Output } from "../engine/messages";
import { ITEMS_MAX, Outputs, SAVED_CHARS_MAX, shownOf, Written } from "./outputs";
import { ELEMENTS_MAX, RICH_CHARS_MAX } from "./weigh";

/** The items after `outputs`, each in a few words. */
function folded(...list: Output[]): string[] {
  const outputs = new Outputs();
  for (const output of list) outputs.add(output);
  return summary(outputs);
}

function summary(outputs: Outputs): string[] {
  return outputs.items.map((item) => {
    if (item.kind === "stream") {
      const { head, tail } = item.terminal.lines();
      return `${item.name}: ${[...head, ...tail].map((line) => line.runs.map((run) => run.text).join("")).join("/")}`;
    }
    if (item.kind === "error") return `error: ${item.name}`;
    return `${item.executionCount === null ? "display" : `result ${item.executionCount}`}: ${item.shown.content}`;
  });
}

const out = (text: string): Output => ({ kind: "stream", name: "stdout", text });
const err = (text: string): Output => ({ kind: "stream", name: "stderr", text });
const display = (text: string, displayId?: string, update = false): Output => ({
  kind: "display",
  data: { "text/plain": text },
  update,
  ...(displayId === undefined ? {} : { displayId }),
});

test.each<[string, Output[], string[]]>([
  ["neighbouring writes join", [out("a"), out("b\n"), out("c")], ["stdout: ab/c"]],
  ["streams keep their order", [out("a"), err("b"), out("c")], ["stdout: a", "stderr: b", "stdout: c"]],
  ["clear empties at once", [out("a"), { kind: "clear" }], []],
  ["clear that waits keeps what is there", [out("a"), { kind: "clear", wait: true }], ["stdout: a"]],
  ["clear that waits empties when the next output comes", [out("a"), { kind: "clear", wait: true }, out("b")], ["stdout: b"]],
  ["clear that waits empties before an error", [out("a"), { kind: "clear", wait: true }, { kind: "error", name: "KeyError", message: "", traceback: [] }], ["error: KeyError"]],
  ["clear that waits empties before a result", [out("a"), { kind: "clear", wait: true }, { kind: "result", executionCount: 1, data: { "text/plain": "r" } }], ["result 1: r"]],
  ["clear that waits is over after one output", [out("a"), { kind: "clear", wait: true }, display("b"), display("c")], ["display: b", "display: c"]],
  ["clear at once ends one that waits", [out("a"), { kind: "clear", wait: true }, { kind: "clear" }, display("b"), display("c")], ["display: b", "display: c"]],
  ["an update is no output that a clear waits for", [display("a", "x"), { kind: "clear", wait: true }, display("b", "x", true)], ["display: b"]],
  ["an update of what was cleared shows nothing", [display("a", "x"), { kind: "clear" }, display("b", "x", true)], []],
  ["one id, shown twice, is updated twice", [display("a", "x"), display("a", "x"), display("b", "x", true)], ["display: b", "display: b"]],
  ["text after a clear begins a line of its own", [out("10 %"), { kind: "clear", wait: true }, out("20 %")], ["stdout: 20 %"]],
  ["an update changes the display of its id", [display("a", "x"), display("b"), display("c", "x", true)], ["display: c", "display: b"]],
  ["an update of nothing shows nothing", [display("c", "x", true)], []],
  ["a result has its number", [{ kind: "result", executionCount: 3, data: { "text/plain": "42" } }], ["result 3: 42"]],
  ["an error", [{ kind: "error", name: "ValueError", message: "no", traceback: [] }], ["error: ValueError"]],
])("%s", (_name, list, expected) => {
  expect(folded(...list)).toEqual(expected);
});

test("too many outputs are counted, and an error still shows", () => {
  const outputs = new Outputs();
  for (let idx = 0; idx < ITEMS_MAX + 7; idx++) outputs.add(display(String(idx)));
  outputs.add({ kind: "error", name: "KeyError", message: "x", traceback: [] });
  expect(outputs.items).toHaveLength(ITEMS_MAX + 1);
  expect(outputs.dropped).toBe(7);
  expect(summary(outputs).at(-1)).toBe("error: KeyError");
});

test("a clear begins the count of outputs anew", () => {
  const outputs = new Outputs();
  for (let idx = 0; idx < ITEMS_MAX + 7; idx++) outputs.add(display(String(idx)));
  outputs.add({ kind: "clear", wait: true });
  outputs.add(display("last"));
  expect(outputs.dropped).toBe(0);
  expect(summary(outputs)).toEqual(["display: last"]);
});

test("the richest form is shown, and one that is too large falls back and says why", () => {
  expect(shownOf({ "text/plain": "t", "text/html": "<b>", "image/png": "p" }).type).toBe("text/html");
  expect(shownOf({ "text/plain": "t", "text/markdown": "# h", "image/png": "p" }).type).toBe("text/markdown");
  expect(shownOf({ "text/plain": "t", "text/latex": "$x$" }).type).toBe("text/latex");
  expect(shownOf({ "text/plain": "t", "application/json": "{}" }).type).toBe("application/json");
  expect(shownOf({ "text/plain": "t", "text/markdown": "x".repeat(RICH_CHARS_MAX + 1) }).type).toBe("text/plain");
  const long = shownOf({ "text/plain": "t", "text/html": "x".repeat(RICH_CHARS_MAX + 1) });
  expect(long).toMatchObject({ type: "text/plain", content: "t", refused: { type: "text/html", why: "2,000,001 characters, and at most 2,000,000 are shown" } });
  const deep = shownOf({ "text/plain": "t", "text/html": "<div>".repeat(300_000), "image/png": "p" });
  expect(deep).toMatchObject({ type: "image/png", refused: { why: "300,000 elements, and at most 30,000 are shown" } });
});

test("many outputs share the room of their cell, and an update gives back what it took", () => {
  const outputs = new Outputs();
  const heavy = (id: string, update = false, html = "<p>".repeat(ELEMENTS_MAX - 1)): Output => ({
    kind: "display",
    displayId: id,
    update,
    data: { "text/plain": "t", "text/html": html },
  });
  for (const id of ["a", "b", "c"]) outputs.add(heavy(id));
  const types = (): string[] => outputs.items.map((item) => (item.kind === "rich" ? item.shown.type : ""));
  expect(types()).toEqual(["text/html", "text/html", "text/plain"]);
  outputs.add(heavy("a", true, "<p>"));
  outputs.add(heavy("c", true));
  expect(types()).toEqual(["text/html", "text/html", "text/html"]);
});

test("outputs of few elements and very many characters share it too", () => {
  const outputs = new Outputs();
  const html = `<p title="${"x".repeat(RICH_CHARS_MAX - 20)}">`;
  for (let idx = 0; idx < 50; idx++) outputs.add({ kind: "display", data: { "text/plain": "t", "text/html": html } });
  const shown = outputs.items.filter((item) => item.kind === "rich" && item.shown.type === "text/html");
  expect(shown).toHaveLength(40);
  const last = outputs.items.at(-1);
  expect(last?.kind === "rich" && last.shown.refused?.why).toMatch(/with the outputs above it/);
});

test("what was written is kept to be saved, up to a bound", () => {
  const written = new Written();
  const part = "x".repeat(SAVED_CHARS_MAX - 3);
  for (const text of [part, "abcde", "f"]) written.add(text);
  expect(written.parts.map((text) => text.length)).toEqual([part.length, 3]);
  expect(written.dropped).toBe(3);
});
