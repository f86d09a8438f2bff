/** Why a kernel ended, in plain words: browsers and Rust name it in theirs. */

import { bytesText } from "./units";

export interface Ending {
  /** One sentence, without its full stop. */
  text: string;
  /** What else is known, and what to do: sentences. */
  detail: string;
}

const OUT_OF_MEMORY =
  /out of memory|memory allocation of \d+ bytes failed|capacity overflow|memory is used up|cannot enlarge memory|failed to grow|memory\.grow|could not allocate|allocation failed|array buffer allocation/i;
const TOO_DEEP = /maximum call stack|too much recursion|stack overflow|call stack exhausted/i;
/** Traps of WebAssembly: what was wrong came before. */
const TRAP =
  /^unreachable|unreachable executed|memory access out of bounds|out of bounds memory access|(?:table )?index (?:is )?out of bounds|null function|indirect call|divide by zero|integer overflow/i;
/** The kernel's own words. */
const STUCK = /^the task .* could not be stopped/i;
const ENDED_BY_BROWSER = /could not be loaded, or the browser ended it/;

export function endingOf(message: string): Ending {
  const said = message.replace(/^panicked at [^\n]*:\n/, "").trim();
  if (OUT_OF_MEMORY.test(said)) return { text: "Python used up its memory", detail: memoryDetail(said) };
  if (TOO_DEEP.test(said)) {
    return {
      text: "Python went deeper than it can",
      detail: "A function may call itself without end, or lists or objects lie too many levels inside each other.",
    };
  }
  if (STUCK.test(said)) {
    return {
      text: "Python had a task that could not be stopped",
      detail: `${said.charAt(0).toUpperCase()}${sentence(said.slice(1))}. A call into the library may take so long: give it less to do.`,
    };
  }
  if (ENDED_BY_BROWSER.test(said)) {
    return { text: "The browser ended Python", detail: "It may have needed the memory: close other tabs, and keep less at a time." };
  }
  const mistake = "This is a mistake in Dasklet, not in your code.";
  if (TRAP.test(said)) return { text: "Python ended unexpectedly", detail: `${mistake} The browser calls it “${sentence(said)}”.` };
  return { text: "Python ended unexpectedly", detail: `${mistake} It says: ${sentence(said)}.` };
}

/** The kernel, where it had the time, says what holds the most and what to do. */
function memoryDetail(said: string): string {
  const told = /^memory is used up: ([^]+)$/i.exec(said)?.[1];
  if (told !== undefined) return `${told.charAt(0).toUpperCase()}${sentence(told.slice(1))}.`;
  const bytes = /memory allocation of (\d+) bytes failed/.exec(said)?.[1];
  const last = bytes === undefined ? "There was no room for what was to be made next." : `There was no room for ${bytesText(Number(bytes))} more.`;
  return `${last} Keep less at a time: smaller chunks, results reduced on the workers, and del for what is not needed any more.`;
}

const SAID_CHARS_MAX = 600;

function sentence(said: string): string {
  const whole = said.length > SAID_CHARS_MAX ? `${said.slice(0, SAID_CHARS_MAX)}…` : said;
  return whole.replace(/\.$/, "");
}
