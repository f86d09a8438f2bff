/** Small helpers to build elements; views are plain DOM. */

type Attribute = string | number | boolean | null | undefined;

/** An element with attributes (true sets it empty, false and null leave it out) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** A button that is not a submit button, with an icon and a text (or a label for screen readers only). */
export function button(
  options: { label: string; icon?: string; iconOnly?: boolean; class?: string; title?: string },
  onClick: () => void,
): HTMLButtonElement {
  const element = el("button", { type: "button", class: options.class, title: options.title ?? (options.iconOnly ? options.label : null) });
  if (options.icon) element.append(icon(options.icon));
  if (options.iconOnly) element.setAttribute("aria-label", options.label);
  else element.append(el("span", { class: "button-text" }, options.label));
  element.addEventListener("click", onClick);
  return element;
}

/** 16 × 16 outlines, stroked with the text's colour. */
const ICONS: Readonly<Record<string, string>> = {
  play: "M4.5 2.8v10.4L13 8z",
  "play-all": "M2.5 3v10L8 8zM8.5 3v10L14 8z",
  stop: "M4 4h8v8H4z",
  restart: "M12.8 6.2A5.2 5.2 0 1 0 13.2 9M13 2.5v4H9",
  reset: "M3.2 6.2A5.2 5.2 0 1 1 2.8 9M3 2.5v4h4",
  clear: "M3.5 4.5h9M6.5 4.5v-2h3v2M5 4.5l.5 9h5l.5-9",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  left: "M10 3 5 8l5 5",
  right: "m6 3 5 5-5 5",
  up: "m3 10 5-5 5 5",
  down: "m3 6 5 5 5-5",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6",
  chart: "M2.5 13.5h11M4.5 13V8M8 13V3.5M11.5 13V6",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  enlarge: "M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9",
  shrink: "M13 7H9V3M9 7l4.5-4.5M3 9h4v4M7 9l-4.5 4.5",
  history: "M3 8a5 5 0 1 0 1.6-3.7L3 5.8M3 2.8v3h3M8 5.2V8l2 1.4",
  live: "M8 6.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2M4.6 4.6a4.8 4.8 0 0 0 0 6.8M11.4 4.6a4.8 4.8 0 0 1 0 6.8M2.5 2.5a7.8 7.8 0 0 0 0 11M13.5 2.5a7.8 7.8 0 0 1 0 11",
  move: "M2.5 5h8M8 2.5 10.5 5 8 7.5M13.5 11h-8M8 8.5 5.5 11 8 13.5",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9",
  moon: "M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6",
  system: "M2.5 3.5h11v7.5h-11zM6 13.5h4",
  close: "m4 4 8 8M12 4l-8 8",
  layout: "M2.5 3h11v10h-11zM9 3v10",
  info: "M8 7.2V11M8 4.8v.4M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8",
};

export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name] ?? "");
  svg.append(path);
  return svg;
}

/** Changes an element's text; the same text again costs nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Runs `draw` in the next frame, once however often it is asked. */
export function oncePerFrame(draw: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      draw();
    });
  };
}

/** Settles when the page has nothing better to do. Not every browser tells; there the next task will do. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve);
  });
}

export function later(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** `call` at most every `millis`, at once where it may, the last value included. */
export function throttled<T>(millis: number, call: (value: T) => void): (value: T) => void {
  let last = -Infinity;
  let latest: T;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const callNow = (): void => {
    timer = undefined;
    last = performance.now();
    call(latest);
  };
  return (value) => {
    latest = value;
    if (timer !== undefined) return;
    const wait = last + millis - performance.now();
    if (wait <= 0) callNow();
    else timer = setTimeout(callNow, wait);
  };
}
