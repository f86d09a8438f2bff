/** What the learner chose for the page itself. */

import type { Storage } from "./storage";
import { Store } from "./store";

export type ThemeChoice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];
/** Percent of the width that the lesson takes beside the panels. */
export const LESSON_PERCENT = { min: 30, initial: 54, max: 75, step: 5 };

export class Preferences {
  readonly themeChoice: Store<ThemeChoice>;
  readonly theme: Store<Theme>;
  readonly lessonPercent: Store<number>;

  constructor(storage: Storage, systemDark: MediaQueryList) {
    const kept = storage.read("theme");
    this.themeChoice = new Store(CHOICES.find((choice) => choice === kept) ?? "system");
    this.theme = new Store<Theme>("light");
    const resolve = (): void => {
      const choice = this.themeChoice.value;
      this.theme.set(choice === "system" ? (systemDark.matches ? "dark" : "light") : choice);
    };
    systemDark.addEventListener("change", resolve);
    this.themeChoice.watch((choice) => {
      storage.write("theme", choice === "system" ? undefined : choice);
      resolve();
    });
    const percent = storage.read("lesson-percent");
    this.lessonPercent = new Store(clampPercent(typeof percent === "number" ? percent : LESSON_PERCENT.initial));
    this.lessonPercent.watch((value) => {
      storage.write("lesson-percent", value === LESSON_PERCENT.initial ? undefined : value);
    });
  }

  cycleTheme(): void {
    const idx = CHOICES.indexOf(this.themeChoice.value);
    this.themeChoice.set(CHOICES[(idx + 1) % CHOICES.length] ?? "system");
  }
}

export function clampPercent(value: number): number {
  return Math.max(LESSON_PERCENT.min, Math.min(LESSON_PERCENT.max, Math.round(value)));
}
