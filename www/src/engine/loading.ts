/**
 * Fetching and compiling the kernel's wasm, and the memory it runs in. Every failure says what is wrong and what to try.
 */

import type { KernelModule } from "./kernel-module";

const PAGE_BYTES = 65_536;
const MEBIBYTE = 1024 * 1024;
/** Upper ends to try, largest first: some browsers refuse a large shared memory although little of it is used. */
const MAXIMA_MIB = [4096, 2048, 1024, 512, 256];

/** A failure with text that a learner can act on. */
export class LoadError extends Error {
  override name = "LoadError";
}

export async function fetchKernel(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new LoadError(`Python could not be downloaded (${url}). Check the connection and try again.`, { cause });
  }
  if (!response.ok) {
    throw new LoadError(`Python could not be downloaded: the server answered ${response.status} for ${url}.`);
  }
  return response;
}

/** The generated script around the wasm. It is loaded by URL, unbundled: the pool's workers load the same one. */
export async function importGlue(url: string): Promise<KernelModule> {
  try {
    return (await import(/* @vite-ignore */ url)) as KernelModule;
  } catch (cause) {
    throw new LoadError(`A part of Python could not be loaded (${url}): ${messageOf(cause)}`, { cause });
  }
}

/** Compiles while downloading where the server names the type; otherwise checks that the bytes are wasm at all. */
export async function compileKernel(response: Response): Promise<WebAssembly.Module> {
  const type = response.headers.get("content-type") ?? "";
  try {
    if (type.startsWith("application/wasm")) return await WebAssembly.compileStreaming(response);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!isWasm(bytes)) throw new LoadError(`${response.url} is not WebAssembly (it was served as "${type || "no type"}").`);
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`Python's file is damaged or incomplete: ${messageOf(error)} Reload the page to fetch it again.`, {
      cause: error,
    });
  }
}

/** Whether the bytes open with wasm's magic number and version 1. */
export function isWasm(bytes: Uint8Array): boolean {
  return [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].every((byte, idx) => bytes[idx] === byte);
}

/**
 * The memory that the kernel imports, as large as the browser allows.
 *
 * `minPages` is what the module declares (64 KiB each); a smaller memory would not link.
 */
export function createMemory(minPages: number): { memory: WebAssembly.Memory; maxBytes: number } {
  let lastError: unknown;
  for (const maximumMib of MAXIMA_MIB) {
    const maximum = (maximumMib * MEBIBYTE) / PAGE_BYTES;
    if (maximum < minPages) break;
    try {
      const memory = new WebAssembly.Memory({ initial: minPages, maximum, shared: true });
      return { memory, maxBytes: maximum * PAGE_BYTES };
    } catch (error) {
      lastError = error;
    }
  }
  throw new LoadError(`The browser gave no memory for Python (${messageOf(lastError)}). Close other tabs and try again.`, {
    cause: lastError,
  });
}

export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return String(error);
}
