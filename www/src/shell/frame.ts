/**
 * The page's frame: header, lesson beside panels, and how they share the width.
 *
 * Wide pages put the panels beside the lesson in a dock; narrow ones put them into a sheet at the bottom. The panels' elements are
 * the same in both and move over when the width changes.
 */

import { PANELS } from "../panels/kinds";
import type { PanelHub } from "../panels/hub";
import { PanelView } from "../panels/panel-view";
import { clampPercent, LESSON_PERCENT, type Preferences, type ThemeChoice } from "../state/preferences";
import { button, el, icon } from "./dom";
import type { Dock } from "./dock";
import type { Notices } from "./notices";
import { createSheet, type Sheet } from "./sheet";

/** From this width on, lesson and panels stand side by side. */
const WIDE = "(min-width: 801px)";

const THEME_TEXT: Readonly<Record<ThemeChoice, { label: string; icon: string }>> = {
  system: { label: "Theme: as the system", icon: "system" },
  light: { label: "Theme: light", icon: "sun" },
  dark: { label: "Theme: dark", icon: "moon" },
};

export interface FrameParts {
  preferences: Preferences;
  hub: PanelHub;
  /** Settles when the dock may be built. */
  panelsMayLoad: Promise<unknown>;
  clusterBar: HTMLElement;
  toolbar: HTMLElement;
  notices: Notices;
  announcer: HTMLElement;
  status: HTMLElement;
  lessonMenu: HTMLElement;
  title: string;
}

export class Frame {
  readonly lesson = el("div", { class: "lesson-body" });
  readonly #parts: FrameParts;
  readonly #views: ReadonlyMap<string, PanelView>;
  readonly #place = el("div", { class: "panels-place" });
  readonly #workspace = el("div", { class: "workspace" });
  #current: Dock | Sheet | null = null;
  #resetDock: (() => void) | null = null;
  /** Counts changes of width class, so that a dock that loads late does not land on a narrow page. */
  #generation = 0;

  constructor(parts: FrameParts) {
    this.#parts = parts;
    this.#views = new Map(PANELS.map((info) => [info.kind, new PanelView(info, parts.hub)]));
    this.#build();
    const wide = matchMedia(WIDE);
    wide.addEventListener("change", () => void this.#arrange(wide.matches));
    void this.#arrange(wide.matches);
  }

  reveal(kind: string): void {
    this.#current?.reveal(kind);
  }

  async #arrange(isWide: boolean): Promise<void> {
    const generation = ++this.#generation;
    this.#current?.dispose();
    this.#current = null;
    this.#resetDock = null;
    document.body.classList.toggle("wide", isWide);
    this.#place.replaceChildren();
    if (!isWide) {
      this.#current = createSheet(this.#place, this.#views);
      return;
    }
    await this.#parts.panelsMayLoad;
    // Loaded on its own: phones do without it, and the lesson's text does not wait for it.
    const { createDock } = await import("./dock");
    if (generation !== this.#generation) return;
    const dock = createDock(this.#place, this.#views);
    this.#current = dock;
    this.#resetDock = dock.reset;
  }

  #build(): void {
    const { clusterBar, toolbar, notices, announcer } = this.#parts;
    const main = el("main", { id: "lesson", class: "lesson", tabindex: "-1" }, el("div", { class: "lesson-head" }, toolbar, notices.pinned), notices.element, this.lesson, editorKeys());
    const panels = el(
      "aside",
      { id: "panels", class: "panels", tabindex: "-1", "aria-label": "Dashboard" },
      el("div", { class: "panels-head" }, clusterBar, this.#layoutButtons()),
      this.#place,
      this.#splitter(),
    );
    this.#workspace.append(main, panels);
    document.querySelector("#booting")?.remove();
    document.body.append(
      el("a", { class: "skip", href: "#lesson" }, "Skip to the lesson"),
      el("a", { class: "skip", href: "#panels" }, "Skip to the panels"),
      this.#header(),
      this.#workspace,
      announcer,
    );
  }

  #header(): HTMLElement {
    const { status, lessonMenu, preferences } = this.#parts;
    const theme = button({ label: "Theme", icon: "system", iconOnly: true, class: "quiet" }, () => preferences.cycleTheme());
    preferences.themeChoice.watch((choice) => {
      const { label, icon: name } = THEME_TEXT[choice];
      theme.setAttribute("aria-label", label);
      theme.title = label;
      theme.replaceChildren(icon(name));
      if (choice === "system") delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = choice;
    });
    const mark = el("span", { class: "brand-mark", "aria-hidden": "true" }, el("i"), el("i"), el("i"), el("i"));
    const brand = el("a", { class: "brand", href: "./" }, mark, "Dasklet");
    return el("header", { class: "top" }, brand, lessonMenu, el("span", { class: "spacer" }), status, theme);
  }

  /** Keys and buttons beside the dragging: no movement is needed to share the width. */
  #splitter(): HTMLElement {
    const { lessonPercent } = this.#parts.preferences;
    const splitter = el("div", {
      class: "splitter",
      role: "separator",
      tabindex: "0",
      "aria-orientation": "vertical",
      "aria-label": "Width of the lesson",
      "aria-valuemin": LESSON_PERCENT.min,
      "aria-valuemax": LESSON_PERCENT.max,
    });
    lessonPercent.watch((percent) => {
      this.#workspace.style.setProperty("--lesson-width", `${percent}%`);
      splitter.setAttribute("aria-valuenow", String(percent));
    });
    splitter.addEventListener("keydown", (event) => {
      const steps: Readonly<Record<string, number>> = { ArrowLeft: -LESSON_PERCENT.step, ArrowRight: LESSON_PERCENT.step };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      lessonPercent.set(clampPercent(lessonPercent.value + step));
    });
    splitter.addEventListener("pointerdown", (event) => splitter.setPointerCapture(event.pointerId));
    splitter.addEventListener("pointermove", (event) => {
      if (!splitter.hasPointerCapture(event.pointerId)) return;
      const box = this.#workspace.getBoundingClientRect();
      lessonPercent.set(clampPercent((100 * (event.clientX - box.left)) / box.width));
    });
    return splitter;
  }

  #layoutButtons(): HTMLElement {
    const { lessonPercent } = this.#parts.preferences;
    const move = (step: number): void => lessonPercent.set(clampPercent(lessonPercent.value + step));
    const buttons = el("div", { class: "layout-buttons", role: "toolbar", "aria-label": "Layout" });
    buttons.append(
      button({ label: "Widen the panels", icon: "left", iconOnly: true, class: "quiet" }, () => move(-LESSON_PERCENT.step)),
      button({ label: "Widen the lesson", icon: "right", iconOnly: true, class: "quiet" }, () => move(LESSON_PERCENT.step)),
      button({ label: "Reset the layout", icon: "layout", iconOnly: true, class: "quiet" }, () => {
        lessonPercent.set(LESSON_PERCENT.initial);
        this.#resetDock?.();
      }),
    );
    return buttons;
  }
}

/** Read by screen readers with every editor. */
function editorKeys(): HTMLElement {
  const text = "Shift Enter runs the cell and goes to the next one, Control Enter runs it, Escape leaves the editor";
  return el("p", { id: "editor-keys", class: "visually-hidden" }, text);
}
