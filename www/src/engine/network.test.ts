import { afterEach, expect, test, vi } from "vitest";
import { Network } from "./network";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A network whose `fetch` the test answers. */
function setUp(fetched: (url: string, options: RequestInit) => Promise<Response>) {
  const answers: [id: number, ...unknown[]][] = [];
  vi.stubGlobal("fetch", fetched);
  const network = new Network({
    line_answered: (id, status, body) => answers.push([id, status, [...body]]),
    line_unanswered: (id, timedOut) => answers.push([id, timedOut]),
    line_too_long: (id, length) => answers.push([id, "too long", length]),
  });
  return { network, answers };
}

/** A server that never answers. */
const hanging = (_url: string, { signal }: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));

test("an answer comes with its status and bytes, and the question had its range", async () => {
  const asked: unknown[] = [];
  const { network, answers } = setUp((url, options) => {
    asked.push([url, options.headers]);
    return Promise.resolve(new Response(new Uint8Array([1, 2]), { status: 206 }));
  });
  await network.ask({ id: 7, url: "http://a/b", range: "bytes=0-1", timeout: 1000, limit: 8 });
  expect(asked).toEqual([["http://a/b", { Range: "bytes=0-1" }]]);
  expect(answers).toEqual([[7, 206, [1, 2]]]);
});

test("a server that cannot be reached is not taken for one that is slow", async () => {
  const { network, answers } = setUp(() => Promise.reject(new TypeError("Failed to fetch")));
  await network.ask({ id: 1, url: "http://a/b", range: undefined, timeout: 1000, limit: 8 });
  expect(answers).toEqual([[1, false]]);
});

test("a question has its time", async () => {
  vi.useFakeTimers();
  const { network, answers } = setUp(hanging);
  const asked = network.ask({ id: 1, url: "http://a/b", range: undefined, timeout: 1000, limit: 8 });
  await vi.advanceTimersByTimeAsync(1000);
  await asked;
  expect(answers).toEqual([[1, true]]);
});

test("a question can be given up, others go on", async () => {
  const { network, answers } = setUp(hanging);
  const first = network.ask({ id: 1, url: "http://a/b", range: undefined, timeout: 60_000, limit: 8 });
  const second = network.ask({ id: 2, url: "http://a/c", range: undefined, timeout: 60_000, limit: 8 });
  network.giveUp(1);
  await first;
  expect(answers).toEqual([[1, false]]);
  network.giveUp(2);
  await second;
});

test("an answer has a length: what the server says, and what comes", async () => {
  const piece = new Uint8Array(5);
  const endless = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(piece) });
  const answersOf = [new Response(piece, { headers: { "Content-Length": "9" } }), new Response(endless()), new Response(null), new Response(piece)];
  const { network, answers } = setUp(() => Promise.resolve(answersOf.shift() ?? Response.error()));
  for (const id of [1, 2, 3, 4]) await network.ask({ id, url: "http://a/b", range: undefined, timeout: 1000, limit: 8 });
  expect(answers).toEqual([[1, "too long", 9], [2, "too long", undefined], [3, 200, []], [4, 200, [0, 0, 0, 0, 0]]]);
});
