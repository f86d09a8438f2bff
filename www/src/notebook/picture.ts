/**
 * Pictures that a cell drew: shown as they are, and kept as a file, SVG or PNG.
 *
 * The SVG is already safe (`sanitize.ts`); a PNG is what the browser itself paints of it.
 */

import { button, el } from "../shell/dom";
import { download } from "./save";

/** Of a file that Python's `savefig` asked for: its name. */
export const FILE_TYPE = "application/x-dasklet-file";

/** Pixels of a PNG per CSS pixel, so that it is sharp in print and on dense screens. */
const PNG_SCALE = 2;
/** Browsers refuse larger canvases. */
const PNG_PIXELS_MAX = 8192;

/** The buttons below a picture. `name` is the file's name without its ending. */
export function pictureTools(picture: SVGSVGElement, name: string): HTMLElement {
  const text = (): string => new XMLSerializer().serializeToString(picture);
  const told = el("span", { class: "picture-told", role: "status" });
  const svg = button({ label: "SVG", title: `Download ${name}.svg` }, () => {
    download(new Blob([text()], { type: "image/svg+xml" }), `${name}.svg`);
  });
  const png = button({ label: "PNG", title: `Download ${name}.png` }, () => {
    told.textContent = "";
    pngOf(text(), sizeOf(picture.getAttribute("viewBox"))).then(
      (blob) => download(blob, `${name}.png`),
      () => (told.textContent = "This browser cannot make a PNG of it; take the SVG"),
    );
  });
  return el("div", { class: "picture-tools", role: "group", "aria-label": "Download the picture" }, svg, png, told);
}

/** A file's name from a picture's title, such as `Plot: Waves at 5 °C`. */
export function fileNameOf(title: string | null | undefined): string {
  const words = (title ?? "")
    .replace(/^(Plot|Map): /, "")
    .replace(/^(Plot|Map) without a title$/, "")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return words === "" ? "figure" : words;
}

/** Width and height in CSS pixels from a `viewBox`. */
export function sizeOf(viewBox: string | null): { width: number; height: number } {
  const [, , width = 0, height = 0] = (viewBox ?? "").split(/[\s,]+/).map(Number);
  return width > 0 && height > 0 ? { width, height } : { width: 640, height: 480 };
}

/** How many pixels a PNG of that size gets. */
export function pixelsOf({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(PNG_SCALE, PNG_PIXELS_MAX / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

async function pngOf(svg: string, size: { width: number; height: number }): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = pixelsOf(size);
    const canvas = el("canvas", { width, height });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
