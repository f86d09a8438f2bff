import { describe, expect, test } from "vitest";
import { HEAD_LINES, TAIL_LINES, Terminal } from "./terminal";
import { LINE_CHARS_MAX, LINE_RUNS_MAX } from "./terminal-line";

/** The text that is kept, one string a line; styled runs in the form <style|text>. */
function shown(...writes: string[]): string[] {
  const terminal = new Terminal();
  for (const write of writes) terminal.write(write);
  const { head, tail } = terminal.lines();
  return [...head, ...tail].map((line) =>
    line.runs
      .map(({ text, style }) => (style === null ? text : `<${Object.entries(style).map(([name, value]) => (value === true ? name : String(value))).join(" ")}|${text}>`))
      .join(""),
  );
}

describe("what a terminal shows", () => {
  const ESC = "\u001b";
  test.each([
    ["lines", ["a\nb\n"], ["a", "b"]],
    ["an unfinished line", ["a\nb"], ["a", "b"]],
    ["empty lines", ["a\n\nb\n"], ["a", "", "b"]],
    ["writes that join", ["a", "b\n", "c"], ["ab", "c"]],
    ["carriage return before newline", ["a\r\nb\r\n"], ["a", "b"]],
    ["carriage return that overwrites", ["10 %\r20 %"], ["20 %"]],
    ["a shorter text over a longer one", ["abcdef\rxy"], ["xycdef"]],
    ["carriage return in a later write", ["10 %", "\r", "100 %\n"], ["100 %"]],
    ["backspace", ["abc\b\bX"], ["aXc"]],
    ["backspace at the start", ["\b\ba"], ["a"]],
    ["erase to the end", [`abcdef\r${ESC}[Kxy`], ["xy"]],
    ["erase the whole line", [`abc${ESC}[2Kd`], ["d"]],
    ["a colour", [`${ESC}[31mred${ESC}[0m plain`], ["<red|red> plain"]],
    ["bold and bright", [`${ESC}[1;94mx${ESC}[22my`], ["<bold bright-blue|x><bright-blue|y>"]],
    ["256 colours", [`${ESC}[38;5;208mx`], ["<rgb(255 135 0)|x>"]],
    ["true colour on a background", [`${ESC}[48;2;1;2;3mx`], ["<rgb(1 2 3)|x>"]],
    ["an escape code in two writes", [`${ESC}[3`, "1mred"], ["<red|red>"]],
    ["a colour over two lines", [`${ESC}[32ma\nb`], ["<green|a>", "<green|b>"]],
    ["overwriting inside a coloured run", [`${ESC}[31mabcd${ESC}[0m\r${ESC}[2CX`], ["<red|ab>X<red|d>"]],
    ["links and titles are dropped", [`${ESC}]8;;http://x\u0007text${ESC}]8;;\u0007`], ["text"]],
    ["cursor up rewrites lines", [`one\ntwo\n${ESC}[2AONE\nTWO\n`], ["ONE", "TWO"]],
    ["erase to the start", [`abcdef\r${ESC}[3C${ESC}[1KX`], ["   Xef"]],
    ["the same colour again is one run", [`${ESC}[31ma${ESC}[31mb`], ["<red|ab>"]],
    ["writing on after an overwritten start", ["abc\rX\nd", "e"], ["Xbc", "de"]],
    ["an overwritten line grows", ["ab\rXYZ", "!"], ["XYZ!"]],
    ["an escape code longer than any", [`${ESC}[${"1;".repeat(300)}mx`], [`[${"1;".repeat(300)}mx`]],
    ["an escape character that begins nothing", [`${ESC}end`], ["end"]],
    ["a title in two writes", [`a${ESC}]0;ti`, "tle\u0007b"], ["ab"]],
    ["bell is silent", ["a\u0007b"], ["ab"]],
  ])("%s", (_name, writes, expected) => {
    expect(shown(...writes)).toEqual(expected);
  });
});

test("a million lines keep their ends and count the rest", () => {
  const terminal = new Terminal();
  const total = 1_000_000;
  for (let from = 0; from < total; from += 1000) {
    terminal.write(Array.from({ length: 1000 }, (_, idx) => `${from + idx}\n`).join(""));
  }
  const { head, tail } = terminal.lines();
  expect(head).toHaveLength(HEAD_LINES);
  expect(tail).toHaveLength(TAIL_LINES);
  expect(head[0]?.runs[0]?.text).toBe("0");
  expect(tail.at(-1)?.runs[0]?.text).toBe(String(total - 1));
  expect(head.length + tail.length + terminal.dropped).toBeGreaterThanOrEqual(total - TAIL_LINES);
});

test("a very long line is cut and says by how much", () => {
  const terminal = new Terminal();
  terminal.write("x".repeat(LINE_CHARS_MAX));
  terminal.write("y".repeat(5));
  const line = terminal.lines().tail.at(-1);
  expect(line?.runs[0]?.text).toHaveLength(LINE_CHARS_MAX);
  expect(line?.dropped).toBe(5);
});

test("a line of very many colours keeps the first ones", () => {
  const terminal = new Terminal();
  terminal.write("\u001b[31mr\u001b[32mg".repeat(LINE_RUNS_MAX));
  const line = terminal.lines().tail.at(-1);
  expect(line?.runs).toHaveLength(LINE_RUNS_MAX + 1);
  expect(line?.isPlainAtEnd).toBe(true);
  expect(line?.runs.at(-1)).toEqual({ text: "rg".repeat(LINE_RUNS_MAX / 2), style: null });
  expect(line?.runs.map(({ text }) => text).join("")).toBe("rg".repeat(LINE_RUNS_MAX));
});

/** Each of these once took time that grew with the square of its length. */
test.each([
  ["a long line, written over at its start a million times", ["x".repeat(LINE_CHARS_MAX), "\ry".repeat(1_000_000)]],
  ["the same, in a line above", ["x".repeat(LINE_CHARS_MAX), "\n", "\u001b[A\ry\n".repeat(300_000)]],
  ["backspaces in a long line", ["x".repeat(LINE_CHARS_MAX), "\by".repeat(1_000_000)]],
  ["colours, one for each letter", ["\u001b[31mr\u001b[0mp".repeat(500_000)]],
  ["an endless escape code", [`\u001b[${"38;2;1;2;3;".repeat(200_000)}m`]],
  ["an endless title", [`\u001b]${"0;".repeat(2_000_000)}`]],
  ["escape characters only", ["\u001b".repeat(3_000_000), "end"]],
  ["erasing and writing again", ["x".repeat(LINE_CHARS_MAX), "\r\u001b[Kabc".repeat(500_000)]],
])("linear: %s", (_name, writes) => {
  const terminal = new Terminal();
  for (const write of writes) terminal.write(write);
  expect(terminal.isEmpty).toBe(false);
}, 20_000);
