/**
 * Servers are asked here for Python's threads, which are blocked meanwhile: a question under way can be given up.
 */

import type { Millis } from "./messages";

/** Where answers go; the kernel's module has these. */
export interface Answers {
  line_answered: (id: number, status: number, body: Uint8Array) => void;
  line_unanswered: (id: number, timedOut: boolean) => void;
  line_too_long: (id: number, length: number | undefined) => void;
}

export interface Question {
  id: number;
  url: string;
  /** A `Range` header's value. */
  range: string | undefined;
  /** So long may the answer take as a whole. */
  timeout: Millis;
  /** So many bytes may it have. */
  limit: number;
}

export class Network {
  readonly #answers: Answers;
  readonly #open = new Map<number, AbortController>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  async ask({ id, url, range, timeout, limit }: Question): Promise<void> {
    const controller = new AbortController();
    this.#open.set(id, controller);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      controller.abort();
    }, timeout);
    try {
      const headers: HeadersInit = range === undefined ? {} : { Range: range };
      const response = await fetch(url, { headers, signal: controller.signal });
      const body = await bytesOf(response, limit);
      if (body instanceof Uint8Array) this.#answers.line_answered(id, response.status, body);
      else {
        controller.abort();
        this.#answers.line_too_long(id, body.length);
      }
    } catch {
      // Nobody waits any more for the answer to a question that was given up, and Python knows that.
      this.#answers.line_unanswered(id, timedOut);
    } finally {
      clearTimeout(timer);
      this.#open.delete(id);
    }
  }

  giveUp(id: number): void {
    this.#open.get(id)?.abort();
  }
}

/** An answer's bytes, unless it says or turns out that they are too many. */
async function bytesOf(response: Response, limit: number): Promise<Uint8Array | { length: number | undefined }> {
  const said = response.headers.get("content-length");
  if (said !== null && Number(said) > limit) return { length: Number(said) };
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    length += read.value.length;
    if (length > limit) return { length: undefined };
    pieces.push(read.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
