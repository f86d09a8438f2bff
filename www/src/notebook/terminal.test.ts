import { describe, expect, test } from "vitest";
import { HEAD_LINES, LINE_CHARS_MAX, TAIL_LINES, Terminal } from "./terminal";

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
