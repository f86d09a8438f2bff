/** The styles that ANSI escape codes (SGR, "Select Graphic Rendition") put on text. */

export interface Style {
  /** A palette name ("red", "bright-red") or a CSS colour ("rgb(1 2 3)"). */
  color?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** The style after the codes of one `ESC [ … m`; null is plain. */
export function applySgr(style: Style | null, codes: readonly number[]): Style | null {
  let next: Style = { ...style };
  for (let idx = 0; idx < codes.length; idx++) {
    const code = codes[idx] ?? 0;
    if (code === 0) next = {};
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4) next.underline = true;
    else if (code === 7) next.inverse = true;
    else if (code === 22) {
      delete next.bold;
      delete next.dim;
    } else if (code === 23) delete next.italic;
    else if (code === 24) delete next.underline;
    else if (code === 27) delete next.inverse;
    else if (code === 39) delete next.color;
    else if (code === 49) delete next.background;
    else if (code === 38 || code === 48) {
      const { color, used } = extendedColor(codes.slice(idx + 1));
      idx += used;
      if (color !== null) next[code === 38 ? "color" : "background"] = color;
    } else {
      const name = paletteName(code);
      if (name !== null) next[code % 60 < 40 ? "color" : "background"] = name;
    }
  }
  if (Object.keys(next).length === 0) return null;
  // The same style stays the same object, and its text one run.
  return style !== null && isSame(style, next) ? style : next;
}

function isSame(a: Style, b: Style): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Style>;
  return [...names].every((name) => a[name] === b[name]);
}

/** 30-37 and 40-47 are the palette, 90-97 and 100-107 its bright half. */
function paletteName(code: number): string | null {
  const isBright = code >= 90;
  const idx = (isBright ? code - 60 : code) - 30;
  const place = idx >= 10 ? idx - 10 : idx;
  const name = NAMES[place];
  if (name === undefined || idx < 0 || idx > 17) return null;
  return isBright ? `bright-${name}` : name;
}

/** What follows 38 or 48: `5;n` of 256 colours, or `2;r;g;b`. */
function extendedColor(rest: readonly number[]): { color: string | null; used: number } {
  if (rest[0] === 2) {
    const [r, g, b] = rest.slice(1, 4).map(byte);
    return { color: r === undefined || g === undefined || b === undefined ? null : `rgb(${r} ${g} ${b})`, used: 4 };
  }
  if (rest[0] !== 5 || rest[1] === undefined) return { color: null, used: rest.length };
  const n = byte(rest[1]);
  if (n < 16) return { color: `${n >= 8 ? "bright-" : ""}${NAMES[n % 8] ?? "white"}`, used: 2 };
  if (n >= 232) {
    const grey = 8 + (n - 232) * 10;
    return { color: `rgb(${grey} ${grey} ${grey})`, used: 2 };
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const cube = n - 16;
  return { color: `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`, used: 2 };
}

function byte(value: number): number {
  return Math.max(0, Math.min(255, Math.trunc(value)));
}
