import { expect, test } from "vitest";
import { difference } from "./difference";

test.each([
  ["abc", "abc", 3, 3, ""],
  ["abc", "abXc", 2, 2, "X"],
  ["abc", "ac", 1, 2, ""],
  ["", "new", 0, 0, "new"],
  ["old", "", 0, 3, ""],
  ["aaa", "aa", 2, 3, ""],
  ["one two", "one 2 two", 4, 4, "2 "],
])("from %j to %j", (before, after, from, to, insert) => {
  expect(difference(before, after)).toEqual({ from, to, insert });
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
});
