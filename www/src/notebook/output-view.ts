/**
 * Draws a cell's outputs. Rich outputs live in shadow roots: their styles and ids stay their own.
 *
 * Drawing is asked for by `refresh` and happens once per frame, over what changed since the last one.
 */

import type { MimeBundle } from "../engine/messages";
import { el, icon } from "../shell/dom";
import { prepareForLayout } from "./layout-cost";
import { followInside } from "./links";
import { SAVED_CHARS_MAX, type Item, type Outputs, type Shown } from "./outputs";
import { FILE_TYPE, fileNameOf, pictureTools } from "./picture";
import { htmlOfMarkdown, indentedJson } from "./rich-text";
import { safeOutput } from "./sanitize";
import { richFile, saveButton } from "./save";
import { Terminal } from "./terminal";
import type { Line, Run } from "./terminal-line";
import outputCss from "../styles/output.css?inline";

/** Lines shown at each end before "show more" is asked for. */
const SHOWN_LINES = 100;
/** Characters, and changes of colour, that one text shows at most, before and after "show more". */
const TEXT_ROOM = { folded: { chars: 100_000, runs: 4000 }, expanded: { chars: 1_000_000, runs: 20_000 } };
/** Characters of the beginning of what is too large to be shown. */
const BEGINNING_CHARS = 2000;
/** An emptied cell keeps its height for so long: what it shows next would otherwise move the page twice. */
const HOLD_MILLIS = 300;

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
  /** Is shown everything that an output brings along. */
  readonly #admit: (root: ShadowRoot) => void;

  constructor(admit: (root: ShadowRoot) => void) {
    this.#admit = admit;
  }

  draw(outputs: Outputs): void {
    const items = outputs.items;
    if (items.length > 0) this.element.style.minHeight = "";
    else if (this.#drawn.length > 0) this.#holdHeight();
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

  #holdHeight(): void {
    this.element.style.minHeight = `${this.element.offsetHeight}px`;
    setTimeout(() => (this.element.style.minHeight = ""), HOLD_MILLIS);
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
      case "stream": {
        const { parts, dropped } = item.written;
        return this.#text(item, item.terminal, `output-stream ${item.name}`, parts, dropped);
      }
      case "rich":
        return this.#rich(item);
      case "error":
        return this.#error(item);
    }
  }

  #rich(item: Extract<Item, { kind: "rich" }>): HTMLElement {
    const block = el("div", { class: "output-rich" });
    if (item.executionCount !== null) {
      block.append(el("span", { class: "output-count", "aria-label": `Result ${item.executionCount}` }, `[${item.executionCount}]`));
    }
    const { type, content, refused } = item.shown;
    if (refused) block.append(refusal(refused));
    const plain = textOf(type, content);
    if (plain !== null) block.append(this.#plain(item, plain, refused));
    else {
      const rich = richElement(item.shown, item.data, this.#admit);
      if (rich instanceof HTMLElement) block.append(rich);
      else block.append(refusal(rich), this.#plain(item, item.data["text/plain"] ?? "", rich));
    }
    return block;
  }

  /** Text that may stand in for what was refused. */
  #plain(item: Item, plain: string, refused: Refused | null): HTMLElement {
    const text = refused && saysNothing(plain) ? beginningOf(refused.content) : plain;
    return this.#text(item, terminalOf(text), "output-text", [text]);
  }

  #error(item: Extract<Item, { kind: "error" }>): HTMLElement {
    const lines = item.traceback.length > 0 ? item.traceback.join("\n") : `${item.name}: ${item.message}`;
    const name = item.name.slice(0, 200);
    const label = el("p", { class: "error-title" }, icon("info"), el("strong", {}, name));
    if (item.line !== null) label.append(` in line ${item.line}`);
    const body = this.#text(item, terminalOf(lines), "output-traceback", [lines]);
    return el("div", { class: "output-error", role: "group", "aria-label": `Error: ${name}` }, label, body);
  }

  /** Text in a box of its own; a long one shows its ends, a button for the rest, and one that saves `whole`. */
  #text(item: Item, terminal: Terminal, className: string, whole: readonly string[], notKept = 0): HTMLElement {
    const { head, tail } = terminal.lines();
    const all = [...head, ...tail];
    const isExpanded = this.#expanded.has(item);
    const room = { ...(isExpanded ? TEXT_ROOM.expanded : TEXT_ROOM.folded) };
    const isLong = all.length > 2 * SHOWN_LINES + 20 && !isExpanded;
    const block = reachable(el("pre", { class: className }));
    let isCut: boolean;
    if (terminal.dropped === 0 && !isLong && charsOf(all) <= room.chars) {
      block.append(...linesOf(all, room));
      isCut = all.some((line) => line.dropped > 0);
    } else {
      const first = fitting(all.slice(0, isExpanded ? head.length : SHOWN_LINES), room.chars / 2);
      const rest = all.slice(first.length);
      const last = fitting((isExpanded ? rest : rest.slice(-SHOWN_LINES)).reverse(), room.chars / 2).reverse();
      block.append(...linesOf(first, room), this.#gap(item, rest.length - last.length, terminal.dropped, isExpanded), ...linesOf(last, room));
      isCut = true;
    }
    if (room.runs < 0 || all.some((line) => line.isPlainAtEnd)) {
      isCut = true;
      block.append(el("span", { class: "output-gap" }, "There are too many changes of colour: what follows the first ones is plain"));
    }
    if (!isCut) return block;
    const label = notKept === 0 ? "Save whole output" : `Save the first ${count(SAVED_CHARS_MAX)} characters`;
    const save = saveButton(label, "output.txt", () => new Blob([...whole], { type: "text/plain" }));
    return el("div", {}, block, el("div", { class: "output-tools" }, save));
  }

  /** Stands for lines between the first and the last ones that are shown. */
  #gap(item: Item, hidden: number, dropped: number, isExpanded: boolean): HTMLElement {
    const gap = el("span", { class: "output-gap" });
    if (hidden > 0 && !isExpanded) {
      const more = el("button", { type: "button" }, `Show ${count(hidden)} more lines`);
      more.addEventListener("click", () => this.#expand(item));
      gap.append(more);
    }
    const leftOut = dropped + (isExpanded ? hidden : 0);
    if (leftOut > 0) gap.append(` ${count(leftOut)} lines were left out `);
    return gap;
  }

  #expand(item: Item): void {
    this.#expanded.add(item);
    const opened = this.#elementOf(item);
    const drawn = this.#drawn.find((entry) => entry.item === item);
    drawn?.element.replaceWith(opened);
    if (drawn) drawn.element = opened;
    opened.tabIndex = -1;
    opened.focus();
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

/** What is shown as text: formulas as they are typed, JSON with a line for each value; null for all that is richer. */
function textOf(type: string, content: string): string | null {
  switch (type) {
    case "text/plain":
    case "text/latex":
      return content;
    case "application/json":
      return indentedJson(content);
    default:
      return null;
  }
}

/** Says what is not shown, and offers it as a file. */
function refusal({ type, content, why, isForLayout }: Refused): HTMLElement {
  const what = type.startsWith("image/") ? "This picture" : "This output";
  return noteWithFile(`${what} is too ${isForLayout === true ? "heavy to be laid out" : "large to be shown"}: ${why}`, type, content);
}

type Refused = NonNullable<Shown["refused"]> & { isForLayout?: boolean };

function noteWithFile(note: string, type: string, content: string): HTMLElement {
  const { name, makeFile } = richFile(type, content);
  return el("div", { class: "output-tools" }, el("p", { class: "output-note" }, note), saveButton("Save whole output", name, makeFile));
}

/** A text that only names an object: its HTML's beginning tells more. */
function saysNothing(plain: string): boolean {
  return plain === "" || /^<[^<>\n]*>$/.test(plain.slice(0, 500));
}

function beginningOf(text: string): string {
  return text.length <= BEGINNING_CHARS ? text : `${text.slice(0, BEGINNING_CHARS)}\n… (${count(text.length - BEGINNING_CHARS)} more characters)`;
}

/** What is richer than text; why not, where that can't be laid out. */
function richElement({ type, content, size }: Shown, data: MimeBundle, admit: (root: ShadowRoot) => void): HTMLElement | Refused {
  const plain = data["text/plain"];
  if (type.startsWith("image/") && type !== "image/svg+xml") {
    const src = `data:${type};base64,${content.replace(/\s/g, "")}`;
    // With its size known and decoded at once, a picture that replaces another does not blink.
    return el("img", { class: "output-image", alt: plain?.slice(0, 200) ?? "Picture", width: size?.width, height: size?.height, decoding: "sync", src });
  }
  const host = el("div", { class: type === "image/svg+xml" ? "output-svg" : "output-html" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet()];
  const drawn = (): void => {
    followInside(root);
    admit(root);
  };
  // The styles of an output may change its host, so what keeps it in its place is around that.
  const frame = reachable(el("div", { class: "output-frame" }, host));
  const framed = el("div", {}, frame);
  if (type === "text/markdown") void drawMarkdown(root, content, (note) => framed.append(note)).then(drawn);
  else {
    const output = safeOutput(content);
    const { why, without } = prepareForLayout(output);
    if (why !== null) return { type, content, why, isForLayout: true };
    root.append(output);
    if (without.size > 0) framed.append(noteWithFile(`Shown without ${[...without].join(" and ")}`, type, content));
    drawn();
  }
  const picture = type === "image/svg+xml" ? root.querySelector("svg") : null;
  if (picture && !picture.hasAttribute("role")) {
    picture.setAttribute("role", "img");
    if (!picture.querySelector("title")) picture.setAttribute("aria-label", plain ?? "Picture");
  }
  if (!picture) return framed;
  const file = data[FILE_TYPE];
  const tools = pictureTools(picture, fileNameOf(file?.replace(/\.svg$/i, "") ?? picture.getAttribute("aria-label")));
  // As elsewhere, a figure that is saved is not shown by that.
  return el("div", { class: "output-picture" }, file === undefined ? framed : `${file}:`, tools);
}

/** Draws Markdown: at once as text, then as what it means. */
async function drawMarkdown(root: ShadowRoot, text: string, addNote: (note: HTMLElement) => void): Promise<void> {
  const plain = el("pre", {}, text);
  root.append(plain);
  const html = await htmlOfMarkdown(text);
  if (html === null) return;
  const output = safeOutput(html);
  const { why } = prepareForLayout(output);
  if (why === null) plain.replaceWith(output);
  else addNote(refusal({ type: "text/markdown", content: text, why, isForLayout: true }));
}

let sharedSheet: CSSStyleSheet | undefined;
function sheet(): CSSStyleSheet {
  if (!sharedSheet) {
    sharedSheet = new CSSStyleSheet();
    sharedSheet.replaceSync(outputCss);
  }
  return sharedSheet;
}

let overflows: ResizeObserver | undefined;

/** What does not fit into its box can be scrolled by keys; what fits is no stop on their way. */
function reachable(box: HTMLElement): HTMLElement {
  overflows ??= new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isLarger = target.scrollHeight > target.clientHeight || target.scrollWidth > target.clientWidth;
      if (isLarger) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  overflows.observe(box);
  return box;
}

function charsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** As many of the first lines as have that many characters together; one in any case. */
function fitting(lines: readonly Line[], chars: number): Line[] {
  let left = chars;
  return lines.filter((line, idx) => (left -= line.length) >= 0 || idx === 0);
}

/** Counts the changes of colour down that `room` has; what comes after the last is plain. */
function linesOf(lines: readonly Line[], room: { runs: number }): Node[] {
  const nodes: Node[] = [];
  // Neighbouring plain lines become one text node: most output is plain.
  let plain = "";
  const flush = (): void => {
    if (plain !== "") nodes.push(document.createTextNode(plain));
    plain = "";
  };
  lines.forEach((line) => {
    for (const run of line.runs) {
      if (run.style !== null) room.runs -= 1;
      if (run.style === null || room.runs < 0) plain += run.text;
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
