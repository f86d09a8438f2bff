/**
 * Draws a cell's outputs. Rich outputs live in shadow roots: their styles and ids stay their own.
 *
 * Drawing is asked for by `refresh` and happens once per frame, over what changed since the last one.
 */

import type { MimeBundle } from "../engine/messages";
import { el, icon } from "../shell/dom";
import { bestOf, type Item, type Outputs } from "./outputs";
import { FILE_TYPE, fileNameOf, pictureTools } from "./picture";
import { safeOutput } from "./sanitize";
import { Terminal, type Line, type Run } from "./terminal";
import outputCss from "../styles/output.css?inline";

/** Lines shown at each end before "show more" is asked for. */
const SHOWN_LINES = 100;

interface Drawn {
  item: Item;
  version: number;
  element: HTMLElement;
}

export class OutputView {
  readonly element = el("div", { class: "cell-output" });
  #drawn: Drawn[] = [];
  #note: HTMLElement | null = null;
  readonly #expanded = new WeakSet<Item>();

  draw(outputs: Outputs): void {
    const items = outputs.items;
    this.#drawn = this.#drawn.filter((drawn, idx) => {
      if (items[idx] === drawn.item) return true;
      drawn.element.remove();
      return false;
    });
    items.forEach((item, idx) => {
      const version = versionOf(item);
      const drawn = this.#drawn[idx];
      if (drawn?.version === version) return;
      const element = this.#elementOf(item);
      if (drawn) {
        drawn.element.replaceWith(element);
        drawn.element = element;
        drawn.version = version;
      } else {
        this.element.append(element);
        this.#drawn.push({ item, version, element });
      }
    });
    this.#drawNote(outputs.dropped);
  }

  #drawNote(dropped: number): void {
    this.#note?.remove();
    this.#note = null;
    if (dropped === 0) return;
    this.#note = el("p", { class: "output-note" }, `${count(dropped)} more outputs are not shown`);
    this.element.append(this.#note);
  }

  #elementOf(item: Item): HTMLElement {
    switch (item.kind) {
      case "stream":
        return this.#text(item, item.terminal, `output-stream ${item.name}`);
      case "rich":
        return this.#rich(item);
      case "error":
        return this.#error(item);
    }
  }

  #rich(item: Extract<Item, { kind: "rich" }>): HTMLElement {
    const { type, content } = bestOf(item.data);
    const body = type === "text/plain" ? this.#text(item, terminalOf(content), "output-text") : richElement(type, content, item.data);
    const block = el("div", { class: "output-rich" });
    if (item.executionCount !== null) {
      block.append(el("span", { class: "output-count", "aria-label": `Result ${item.executionCount}` }, `[${item.executionCount}]`));
    }
    block.append(body);
    return block;
  }

  #error(item: Extract<Item, { kind: "error" }>): HTMLElement {
    const lines = item.traceback.length > 0 ? item.traceback.join("\n") : `${item.name}: ${item.message}`;
    const label = el("p", { class: "error-title" }, icon("info"), el("strong", {}, item.name));
    if (item.line !== null) label.append(` in line ${item.line}`);
    const body = this.#text(item, terminalOf(lines), "output-traceback");
    return el("div", { class: "output-error", role: "group", "aria-label": `Error: ${item.name}` }, label, body);
  }

  /** Text in a box of its own; a long one shows its ends and a button for the rest. */
  #text(item: Item, terminal: Terminal, className: string): HTMLElement {
    const { head, tail } = terminal.lines();
    const block = el("pre", { class: className });
    const total = head.length + tail.length;
    const isLong = total > 2 * SHOWN_LINES + 20;
    if (terminal.dropped === 0 && (!isLong || this.#expanded.has(item))) {
      block.append(...linesOf([...head, ...tail]));
      return block;
    }
    const isExpanded = this.#expanded.has(item);
    const all = [...head, ...tail];
    const first = isExpanded ? head : all.slice(0, SHOWN_LINES);
    const last = isExpanded ? tail : all.slice(-SHOWN_LINES);
    const hidden = total - first.length - last.length;
    block.append(...linesOf(first));
    const gap = el("span", { class: "output-gap" });
    if (hidden > 0) {
      const more = el("button", { type: "button" }, `Show ${count(hidden)} more lines`);
      more.addEventListener("click", () => {
        this.#expanded.add(item);
        const opened = this.#elementOf(item);
        const drawn = this.#drawn.find((entry) => entry.item === item);
        drawn?.element.replaceWith(opened);
        if (drawn) drawn.element = opened;
        opened.tabIndex = -1;
        opened.focus();
      });
      gap.append(more);
    }
    if (terminal.dropped > 0) gap.append(` ${count(terminal.dropped)} lines were left out `);
    block.append(gap, ...linesOf(last));
    return block;
  }
}

function versionOf(item: Item): number {
  if (item.kind === "stream") return item.terminal.version;
  return item.kind === "rich" ? item.version : 0;
}

function terminalOf(text: string): Terminal {
  const terminal = new Terminal();
  terminal.write(text);
  return terminal;
}

function richElement(type: string, content: string, data: MimeBundle): HTMLElement {
  const plain = data["text/plain"];
  if (type.startsWith("image/") && type !== "image/svg+xml") {
    const image = el("img", { class: "output-image", alt: plain ?? "Picture", src: `data:${type};base64,${content.replace(/\s/g, "")}` });
    return image;
  }
  const host = el("div", { class: type === "image/svg+xml" ? "output-svg" : "output-html" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet()];
  root.append(safeOutput(content));
  const picture = type === "image/svg+xml" ? root.querySelector("svg") : null;
  if (picture && !picture.hasAttribute("role")) {
    picture.setAttribute("role", "img");
    if (!picture.querySelector("title")) picture.setAttribute("aria-label", plain ?? "Picture");
  }
  if (!picture) return host;
  const file = data[FILE_TYPE];
  const tools = pictureTools(picture, fileNameOf(file?.replace(/\.svg$/i, "") ?? picture.getAttribute("aria-label")));
  // As elsewhere, a figure that is saved is not shown by that.
  return el("div", { class: "output-picture" }, file === undefined ? host : `${file}:`, tools);
}

let sharedSheet: CSSStyleSheet | undefined;
function sheet(): CSSStyleSheet {
  if (!sharedSheet) {
    sharedSheet = new CSSStyleSheet();
    sharedSheet.replaceSync(outputCss);
  }
  return sharedSheet;
}

function linesOf(lines: readonly Line[]): Node[] {
  const nodes: Node[] = [];
  // Neighbouring plain lines become one text node: most output is plain.
  let plain = "";
  const flush = (): void => {
    if (plain !== "") nodes.push(document.createTextNode(plain));
    plain = "";
  };
  lines.forEach((line) => {
    for (const run of line.runs) {
      if (run.style === null) plain += run.text;
      else {
        flush();
        nodes.push(runElement(run));
      }
    }
    if (line.dropped > 0) plain += ` … (${count(line.dropped)} more characters)`;
    plain += "\n";
  });
  flush();
  return nodes;
}

function runElement({ text, style }: Run): HTMLElement {
  const span = el("span", {}, text);
  if (style === null) return span;
  const paint = (property: "color" | "backgroundColor", value: string | undefined): void => {
    if (value !== undefined) span.style[property] = value.startsWith("rgb") ? value : `var(--ansi-${value})`;
  };
  paint("color", style.inverse ? (style.background ?? "bright-white") : style.color);
  paint("backgroundColor", style.inverse ? (style.color ?? "black") : style.background);
  if (style.bold) span.style.fontWeight = "600";
  if (style.dim) span.style.opacity = "0.75";
  if (style.italic) span.style.fontStyle = "italic";
  if (style.underline) span.style.textDecoration = "underline";
  return span;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
