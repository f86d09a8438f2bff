import { expect, test } from "vitest";
import { isWhole, pan, WHOLE, zoom, type Viewport } from "./viewport";

const both = { x: true, y: true };
const time = { x: true, y: false };
const view = (x0: number, x1: number, y0 = 0, y1 = 1): Viewport => ({ x0, x1, y0, y1 });

test.each<[string, Viewport, Viewport]>([
  ["zooming in keeps the middle", zoom(WHOLE, 2, both), view(0.25, 0.75, 0.25, 0.75)],
  ["time alone", zoom(WHOLE, 2, time), view(0.25, 0.75)],
  ["the point under the pointer stays", zoom(WHOLE, 4, time, 0), view(0, 0.25)],
  ["zooming out ends at everything", zoom(view(0.25, 0.75), 8, time, 0.5), view(0.46875, 0.53125)],
  ["never more than everything", zoom(view(0.25, 0.75), 0.1, time), WHOLE],
  ["moving", pan(view(0.25, 0.75), 0.2, 0), view(0.35, 0.85)],
  ["moving ends at the border", pan(view(0.25, 0.75), 5, 0), view(0.5, 1)],
  ["and at the other", pan(view(0.25, 0.75), -5, 0), view(0, 0.5)],
])("%s", (_name, actual, expected) => {
  for (const side of ["x0", "x1", "y0", "y1"] as const) expect(actual[side]).toBeCloseTo(expected[side], 10);
});

test("there is an end to coming closer", () => {
  let closer = WHOLE;
  for (let step = 0; step < 200; step++) closer = zoom(closer, 2, both);
  expect(closer.x1 - closer.x0).toBeGreaterThan(0);
  for (let step = 0; step < 200; step++) closer = zoom(closer, 0.5, both);
  expect(isWhole(closer)).toBe(true);
});
