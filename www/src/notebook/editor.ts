/**
 * The code editor of a cell: CodeMirror with Python, completion and help from the kernel, and the notebook's keys.
 *
 * Tab indents without trapping anyone: who came by Tab goes on by Tab until another key is pressed, and Esc leaves the editor for
 * the cell around it.
 */

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  showTooltip,
  type Command,
  type DecorationSet,
  type Tooltip,
} from "@codemirror/view";
import type { Completions } from "../engine/kernel";
import { el } from "../shell/dom";
import { difference } from "./difference";
import { highlightStyle } from "./highlight";

export interface EditorOptions {
  code: string;
  label: string;
  /** Id of the element that tells the keys. */
  describedBy: string;
  onChange: (code: string) => void;
  onRun: (then: "next" | "stay") => void;
  onLeave: () => void;
  /** The focus has gone elsewhere. */
  onBlur: () => void;
  complete: (code: string, cursor: number) => Promise<Completions | null>;
  inspect: (code: string, cursor: number) => Promise<string | null>;
}

const setErrorLine = StateEffect.define<number | null>();
const setHelp = StateEffect.define<Tooltip | null>();

/** On changes that the learner did not make here: they are shown, and not reported. */
const fromElsewhere = Annotation.define<true>();

const errorLineMark = Decoration.line({ class: "cm-error-line", attributes: { "data-error": "true" } });

/** The line that the last traceback ends in; cleared by editing. */
const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setErrorLine)) continue;
      const { doc } = transaction.state;
      const number = effect.value;
      next =
        number !== null && number >= 1 && number <= doc.lines
          ? Decoration.set([errorLineMark.range(doc.line(number).from)])
          : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Help for what stands at the cursor; goes away when the cursor moves. */
const help = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setHelp)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

export class CodeEditor {
  readonly element: HTMLElement;
  readonly #options: EditorOptions;
  /** Null until it is opened: building an editor takes several milliseconds, and a lesson has many. */
  #view: EditorView | null = null;

  /** The code until then. */
  #shown: string;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#shown = options.code;
    this.element = el("div", { class: "cell-editor" }, el("pre", { class: "cell-code" }, options.code));
  }

  get isOpen(): boolean {
    return this.#view !== null;
  }

  get hasFocus(): boolean {
    return this.#view?.hasFocus ?? false;
  }

  get code(): string {
    return this.#view?.state.doc.toString() ?? this.#shown;
  }

  set code(code: string) {
    const view = this.open();
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } });
  }

  /** Shows code that was typed elsewhere, without `onChange`; the cursor stays where the text around it stays. */
  show(code: string): void {
    if (!this.#view) {
      this.#shown = code;
      this.element.replaceChildren(el("pre", { class: "cell-code" }, code));
      return;
    }
    const changes = difference(this.#view.state.doc.toString(), code);
    this.#view.dispatch({ changes, annotations: fromElsewhere.of(true) });
  }

  /** Puts the editor in place of the code that only was shown. */
  open(): EditorView {
    if (this.#view) return this.#view;
    this.#view = new EditorView({ state: EditorState.create({ doc: this.#shown, extensions: extensions(this.#options) }) });
    this.element.replaceChildren(this.#view.dom);
    return this.#view;
  }

  markErrorLine(line: number | null): void {
    if (line === null && !this.#view) return;
    this.open().dispatch({ effects: setErrorLine.of(line) });
  }

  focus(): void {
    this.open().focus();
  }
}

function extensions(options: EditorOptions): readonly import("@codemirror/state").Extension[] {
  const run =
    (then: "next" | "stay"): Command =>
    (view) => {
      closeCompletion(view);
      options.onRun(then);
      return true;
    };
  return [
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    new LanguageSupport(pythonLanguage),
    syntaxHighlighting(highlightStyle),
    autocompletion({ override: [completionSource(options)], activateOnTyping: true, icons: false }),
    errorLine,
    help,
    EditorView.contentAttributes.of({ "aria-label": options.label, "aria-describedby": options.describedBy, spellcheck: "false", tabindex: "0" }),
    passThroughByTab,
    EditorView.updateListener.of((update) => {
      const isElsewhere = update.transactions.some((transaction) => transaction.annotation(fromElsewhere));
      if (update.docChanged && !isElsewhere) options.onChange(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) options.onBlur();
    }),
    Prec.highest(
      keymap.of([
        { key: "Shift-Enter", run: run("next") },
        { key: "Mod-Enter", run: run("stay") },
        { key: "Ctrl-Enter", run: run("stay") },
        { key: "Escape", run: (view) => escape(view, options) },
        { key: "Tab", run: tab },
        { key: "Shift-Tab", run: (view) => inspectOrDedent(view, options) },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

/** What was pressed last, anywhere on the page; tells how an editor got the focus. */
let lastKey = "";
document.addEventListener("keydown", (event) => (lastKey = event.key), true);
document.addEventListener("pointerdown", () => (lastKey = ""), true);

/** Tab moves on as long as nothing else was pressed since it came here. */
const passThroughByTab = EditorView.domEventHandlers({
  focus: (_event, view) => {
    view.setTabFocusMode(lastKey === "Tab");
    return false;
  },
  keydown: (event, view) => {
    if (event.key !== "Tab" && event.key !== "Shift") view.setTabFocusMode(false);
    return false;
  },
});

/** The first Esc closes what is open, the next one leaves. */
function escape(view: EditorView, options: EditorOptions): boolean {
  if (closeCompletion(view)) return true;
  if (view.state.field(help)) {
    view.dispatch({ effects: setHelp.of(null) });
    return true;
  }
  options.onLeave();
  return true;
}

/** As in Jupyter: completes after a name, indents elsewhere. */
function tab(view: EditorView): boolean {
  if (completionStatus(view.state) === "active") return acceptCompletion(view);
  return isAfterName(view.state) ? startCompletion(view) : indentMore(view);
}

/** As in Jupyter: help after a name or an opening bracket, dedents elsewhere. */
function inspectOrDedent(view: EditorView, options: EditorOptions): boolean {
  const { state } = view;
  const cursor = state.selection.main.head;
  if (!isAfterName(state) && !/[(,]\s*$/.test(lineBefore(state))) return indentLess(view);
  void options.inspect(state.doc.toString(), cursor).then((text) => {
    if (text === null || view.state.selection.main.head !== cursor) return;
    view.dispatch({ effects: setHelp.of(helpTooltip(cursor, text)) });
  });
  return true;
}

function helpTooltip(pos: number, text: string): Tooltip {
  return {
    pos,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-help";
      dom.setAttribute("role", "status");
      dom.textContent = text;
      return { dom };
    },
  };
}

function completionSource(options: EditorOptions): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async (context) => {
    const word = context.matchBefore(/[\w.]+/);
    if (!context.explicit && !/[\w.]\.\w*$|\w{2,}$/.test(word?.text ?? "")) return null;
    // Numbers look like attributes while they are typed.
    if (!context.explicit && /^\d/.test(word?.text ?? "")) return null;
    const found = await options.complete(context.state.doc.toString(), context.pos);
    if (!found || context.aborted || found.items.length === 0) return null;
    return {
      from: found.from,
      to: found.to,
      options: found.items.map((item) => ({ ...item })),
      validFor: /^\w*$/,
    };
  };
}

function lineBefore(state: EditorState): string {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  return line.text.slice(0, head - line.from);
}

function isAfterName(state: EditorState): boolean {
  return state.selection.main.empty && /[\w.\])]$/.test(lineBefore(state));
}
