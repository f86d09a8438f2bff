import { expect, test } from "vitest";
import { importedMemoryPages } from "./wasm.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const name = (text: string): number[] => [text.length, ...Buffer.from(text)];
const imports = (...entries: number[][]): Uint8Array => {
  const body = [entries.length, ...entries.flat()];
  return Uint8Array.from([...HEADER, 1, 1, 0, 2, body.length, ...body]);
};
const MEMORY = [...name("wbg"), ...name("memory"), 2, 3, 0x92, 0x01, 0x80, 0x80, 0x04];

test.each([
  ["no imports", Uint8Array.from(HEADER), 0],
  ["a shared memory", imports(MEMORY), 146],
  ["after a function", imports([...name("e"), ...name("f"), 0, 5], MEMORY), 146],
  ["after a table and a global", imports([...name("e"), ...name("t"), 1, 0x70, 1, 1, 2], [...name("e"), ...name("g"), 3, 0x7f, 0], MEMORY), 146],
])("memory of a module with %s", (_name, bytes, pages) => {
  expect(importedMemoryPages(bytes)).toBe(pages);
});
