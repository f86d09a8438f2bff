/**
 * The part of a panel's content that is shown, as fractions of the whole: `{0, 1, 0, 1}` is everything.
 *
 * Pure: buttons, keys, wheel and drag all become one of these steps.
 */

export interface Viewport {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export const WHOLE: Viewport = { x0: 0, x1: 1, y0: 0, y1: 1 };
/** The smallest part of an axis that can fill the panel. */
const SPAN_MIN = 1e-5;

export interface Axes {
  x: boolean;
  y: boolean;
}

/** `factor` above 1 comes closer; the point at the fractions `(x, y)` of the panel stays where it is. */
export function zoom(view: Viewport, factor: number, axes: Axes, x = 0.5, y = 0.5): Viewport {
  const [x0, x1] = axes.x ? scaled(view.x0, view.x1, factor, x) : [view.x0, view.x1];
  const [y0, y1] = axes.y ? scaled(view.y0, view.y1, factor, y) : [view.y0, view.y1];
  return { x0, x1, y0, y1 };
}

/** Moves by fractions of what is shown; never past the ends. */
export function pan(view: Viewport, dx: number, dy: number): Viewport {
  const [x0, x1] = moved(view.x0, view.x1, dx);
  const [y0, y1] = moved(view.y0, view.y1, dy);
  return { x0, x1, y0, y1 };
}

export function isWhole(view: Viewport): boolean {
  return view.x0 === 0 && view.x1 === 1 && view.y0 === 0 && view.y1 === 1;
}

function scaled(from: number, to: number, factor: number, at: number): [number, number] {
  const span = Math.min(1, Math.max(SPAN_MIN, (to - from) / factor));
  const fixed = from + (to - from) * at;
  return clamped(fixed - span * at, span);
}

function moved(from: number, to: number, by: number): [number, number] {
  const span = to - from;
  return clamped(from + span * by, span);
}

function clamped(from: number, span: number): [number, number] {
  const start = Math.max(0, Math.min(1 - span, from));
  return [start, Math.min(1, start + span)];
}
