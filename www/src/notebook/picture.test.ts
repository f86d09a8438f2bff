import { expect, test } from "vitest";
import { fileNameOf, pixelsOf, sizeOf } from "./picture";

test.each([
  ["Plot: Waves at 5 °C", "Waves-at-5-C"],
  ["Map: time = 2020-12-31, lat = 45.0", "time-2020-12-31-lat-45-0"],
  ["Plot without a title", "figure"],
  ["../../etc/passwd", "etc-passwd"],
  ["Größe", "Große"],
  ["", "figure"],
  [null, "figure"],
])("the title %j names the file %s", (title, expected) => {
  expect(fileNameOf(title)).toBe(expected);
});

test("a picture's size is that of its view box", () => {
  expect(sizeOf("-12.5 3 640 480")).toEqual({ width: 640, height: 480 });
  for (const broken of [null, "", "0 0 -5 10", "a b c d"]) expect(sizeOf(broken)).toEqual({ width: 640, height: 480 });
});

test("a PNG has twice the pixels, as far as a canvas can be so large", () => {
  expect(pixelsOf({ width: 640, height: 480 })).toEqual({ width: 1280, height: 960 });
  expect(pixelsOf({ width: 20_000, height: 10_000 })).toEqual({ width: 8192, height: 4096 });
});
