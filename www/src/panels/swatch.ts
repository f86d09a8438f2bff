/** The sign of a legend's entry: a colour with lines over it, or a form, drawn as on the canvas. */

import type { LegendEntry, PanelKind } from "./panels-module";

const SVG = "http://www.w3.org/2000/svg";

/** Closed forms in a box of 14 × 14; "hollow-…" and "ring" are drawn as outlines. */
const FORMS: Readonly<Record<string, string>> = {
  square: "M2.5 2.5h9v9h-9z",
  box: "M2.5 2.5h9v9h-9z",
  diamond: "M7 1.2 12.8 7 7 12.8 1.2 7z",
  triangle: "M7 1.8 13 12H1z",
  ring: "M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z",
  circle: "M7 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
  cross: "M3 3l8 8M11 3l-8 8",
};

/** Lines over a filled square. */
const LINES: Readonly<Record<string, string>> = {
  diagonal: "M1 9 9 1M5 13 13 5",
  "back-diagonal": "M5 1l8 8M1 5l8 8",
  horizontal: "M1 4.5h12M1 9.5h12",
  vertical: "M4.5 1v12M9.5 1v12",
  cross: "M1 9 9 1M5 13 13 5M5 1l8 8M1 5l8 8",
};

export function swatch(kind: PanelKind, entry: LegendEntry): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const pattern = entry.pattern ?? "solid";
  const isHollow = pattern === "ring" || pattern.startsWith("hollow-");
  // On the graph a cross is a form; on bars it is a hatching.
  const form = kind === "graph" ? FORMS[pattern.replace("hollow-", "")] : undefined;
  const shape = draw(svg, form ?? "M1 1h12v12H1z");
  shape.setAttribute("fill", isHollow ? "none" : entry.color);
  shape.setAttribute("stroke", isHollow || pattern === "cross" ? entry.color : "var(--control)");
  shape.setAttribute("stroke-width", isHollow || pattern === "cross" ? "2" : "1");
  const lines = form === undefined ? LINES[pattern] : undefined;
  if (lines !== undefined) {
    const over = draw(svg, lines);
    over.setAttribute("class", "swatch-lines");
  }
  return svg;
}

function draw(svg: SVGSVGElement, path: string): SVGPathElement {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", path);
  svg.append(element);
  return element;
}
