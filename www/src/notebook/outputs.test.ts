import { expect, test } from "vitest";
import type { Output } from "../engine/messages";
import { bestOf, ITEMS_MAX, Outputs, RICH_CHARS_MAX } from "./outputs";

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
    return `${item.executionCount === null ? "display" : `result ${item.executionCount}`}: ${bestOf(item.data).content}`;
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

test("the richest form is shown, and a huge one falls back to text", () => {
  expect(bestOf({ "text/plain": "t", "text/html": "<b>", "image/png": "p" }).type).toBe("text/html");
  const outputs = new Outputs();
  outputs.add({ kind: "display", data: { "text/plain": "t", "text/html": "x".repeat(RICH_CHARS_MAX + 1) } });
  expect(summary(outputs)[0]).toMatch(/^display: t\n\nThe output was too large/);
});
