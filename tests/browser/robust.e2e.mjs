// What would end the kernel without care: cycles that hold much memory, recursion without end, native loops without end.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, ended, kernelMemory, launch, newPage, open, run, serve, stop, watchedKernel } from "./support.mjs";

let server, browser;
before(async () => {
  server = await serve({ files: watchedKernel() });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const running = (page) => page.waitForSelector('.kernel-status[data-state="busy"]');
const GIBIBYTE = 1024 ** 3;

/** Runs `body` with a page of its own, on which Python is ready. */
function onPage(name, body) {
  test(name, async () => {
    const page = await newPage(browser);
    await open(page, server.url);
    await body(page);
    await page.context().close();
  });
}

const HOLDER = "import gc, numpy as np\nclass Holder: pass\ndef cycle():\n    holder = Holder()\n    holder.me, holder.block = holder, np.ones(50_000_000)";

onPage("blocks in cycles are freed, in a loop, over cells, and where workers made them", async (page) => {
  assert.equal((await run(page, `${HOLDER}\nfor _ in range(30): cycle()`)).state, "ok");
  for (let cell = 0; cell < 12; cell++) assert.equal((await run(page, "cycle()")).state, "ok");
  const tasks = "from dask.distributed import Client\nclient = Client(n_workers=1, threads_per_worker=1)\nlen(client.gather(client.map(lambda number: cycle(), range(12))))";
  const { state, text } = await run(page, tasks);
  assert.equal(state, "ok", text);
  const memory = await kernelMemory(page);
  assert.ok(memory < 3 * GIBIBYTE, `${memory} bytes`);
  assert.match((await run(page, "cycle(); gc.collect() > 0, gc.isenabled()")).text, /\(True, True\)/);
});

onPage("an allocation that is refused is tried again once cycles are gone", async (page) => {
  const { state, text } = await run(page, `${HOLDER}\ngc.disable()\nfor _ in range(15): cycle()\n'enough'`);
  assert.equal(state, "ok", text);
  assert.match(text, /enough/);
});

const NEST = "def nest(n):\n    x = []\n    for _ in range(n): x = [x]\n    return x\n";
const ENDLESS = [
  ["a function that calls itself", "def f(n): return f(n + 1)\nf(0)"],
  ["the repr of a nested list", `${NEST}repr(nest(3000))`],
  ["comparing nested lists", `${NEST}nest(100_000) == nest(100_000)`],
  ["hashing a nested tuple", "x = ()\nfor _ in range(100_000): x = (x,)\nhash(x)"],
  ["json.dumps", `import json\n${NEST}json.dumps(nest(100_000))`],
  ["copy.deepcopy", `import copy\n${NEST}copy.deepcopy(nest(100_000))`],
  ["a sort key that sorts", "def f(n): return sorted([n], key=f)\nf(0)"],
  ["__getattr__ that asks itself", "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().y"],
  ["__repr__ that asks itself", "class A:\n    def __repr__(self): return repr(A())\nrepr(A())"],
  ["__eq__ that asks itself", "class A:\n    def __eq__(self, other): return A() == other\nA() == 1"],
  ["__add__ that asks itself", "class A:\n    def __add__(self, other): return A() + other\nA() + 1"],
  ["__format__ that asks itself", "class A:\n    def __format__(self, spec): return f'{A()}'\nf'{A()}'"],
  ["an instance check that asks itself", "class M(type):\n    def __instancecheck__(cls, x): return isinstance(x, A)\nclass A(metaclass=M): pass\nisinstance(1, A)"],
  ["generators that sum generators", "def g(): yield sum(g())\nsum(g())"],
  ["map over map", "def f(x): return list(map(f, [x]))\nf(1)"],
  ["eval that evaluates", "s = 'eval(s)'\neval(s)"],
  ...["map(abs, x)", "filter(None, x)", "zip(x)", "enumerate(x)", "itertools.chain(x)", "itertools.islice(x, 1)", "itertools.starmap(max, x)", "itertools.accumulate(x)"].map(
    (made) => [`next of nested ${made}`, `import itertools\nx = iter([1])\nfor _ in range(200_000): x = ${made}\nnext(x)`],
  ),
  ["a sieve of generators", "x = iter(range(2, 10**6))\nwhile True:\n    p = next(x)\n    x = (n for n in x if n % p)"],
  ["methods bound to methods", "import types\nx = print\nfor _ in range(200_000): x = types.MethodType(x, 1)\nx()"],
  ["text of nested brackets", "eval('(' * 20_000 + ')' * 20_000)"],
  ["text of many signs", "eval('-' * 50_000 + '1')"],
  ["text of a long sum", "eval('+'.join(['1'] * 50_000))"],
  ["text of many powers", "eval('**'.join(['1'] * 50_000))"],
  ["text of nested lambdas", "eval('lambda: ' * 20_000 + '1')"],
];
// Each recursion once in a cell, once as a task.
const inTask = (code) => `def task():\n${`def body():\n${code.replace(/^/gm, "    ")}`.replace(/^/gm, "    ")}\n    body()\nimport dask\ndask.delayed(task)().compute()`;

onPage("recursion without end is an error, in cells and in tasks", async (page) => {
  await run(page, "kept = 42");
  for (const [name, code] of ENDLESS) {
    const globals = code.replace(/^(x|s) = /m, "global $1\n$1 = ").replace(/^(def|class) (\w+)/gm, "global $2\n$1 $2");
    for (const [where, text] of [["in a cell", code], ["in a task", inTask(globals)]]) {
      const shown = await run(page, text);
      assert.equal(shown.state, "error", `${name} ${where}: ${shown.text}`);
      assert.match(shown.text, /RecursionError|MemoryError|SyntaxError: too many nested|too deeply nested/, `${name} ${where}`);
    }
  }
  assert.match((await run(page, "kept")).text, /42/);
});

onPage("Python functions may call each other a thousand times, and what is nested a million times is let go", async (page) => {
  const { text } = await run(page, "def f(n): return 0 if n == 0 else f(n - 1) + 1\nimport sys\nsys.getrecursionlimit(), f(900)");
  assert.match(text, /\(1000, 900\)/);
  const { state } = await run(page, "x = []\nfor _ in range(10**6): x = [x]\ndel x\ny = {}\nfor _ in range(10**5): y = {'y': y}\ny = None");
  assert.equal(state, "ok");
});

const NATIVE = [
  ["sum", "import itertools\nsum(itertools.repeat(1))"],
  ["max", "import itertools\nmax(itertools.count())"],
  ["in", "import itertools\n-1 in itertools.count()"],
  ["in a range", "0.5 in range(10**15)"],
  ["counting in a range", "range(10**15).count(0.5)"],
  ["any", "import itertools\nany(itertools.repeat(0))"],
  ["all of a filter", "import itertools\nall(filter(None, itertools.repeat(0)))"],
  ["join", "import itertools\n''.join(itertools.repeat(''))"],
  ["a short deque", "import itertools, collections\ncollections.deque(itertools.count(), maxlen=1)"],
  ["dict.fromkeys", "import itertools\ndict.fromkeys(itertools.repeat(1))"],
  ["a set", "import itertools\nset(itertools.repeat(1))"],
  ["functools.reduce", "import itertools, functools, operator\nfunctools.reduce(operator.and_, itertools.repeat(1))"],
  ["a regular expression that tries everything", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"],
  ["searching with it", "import re\nre.search('(x+x+)+y', 'x' * 60)"],
  ["a power of a large modulus", "x = 10**100_000 + 1\npow(3, x, x)"],
  ["a factorial", "import math\nmath.factorial(10**6)"],
  ["a binomial coefficient", "import math\nmath.comb(10**7, 10**6)"],
  ["a product", "import math\nmath.prod(range(1, 10**6))"],
  ["a loop of a library", "import statistics\nstatistics.mean(range(10**9))"],
  ["replacing with it", "import re\nre.sub('(a|aa)+$', '', 'a' * 100 + 'b')"],
];

onPage("Stop ends the interpreter's own loops, in cells and in tasks", async (page) => {
  await run(page, "kept = 42");
  for (const [name, code] of NATIVE) {
    const [head, call] = code.includes("\n") ? code.split("\n") : ["", code];
    for (const [where, text] of [["in a cell", code], ["in a task", `import dask\n${head}\ndask.delayed(lambda: ${call})().compute()`]]) {
      await begin(page, text);
      await running(page);
      await stop(page);
      const shown = await ended(page);
      assert.equal(shown.state, "interrupted", `${name} ${where}: ${shown.text}`);
    }
  }
  assert.match((await run(page, "kept")).text, /42/);
});

// Small arguments, a large result.
const RESULTS = [
  "('x' * 10**7).join([''] * 10**4)",
  "('a' * 10**6).replace('a', 'b' * 10**5)", "('a' * 10**6).replace('', 'b' * 10**5)", "('ab' * 10**6).replace('ab', 'b' * 10**5, 10**6)",
  "(b'a' * 10**6).replace(b'a', b'b' * 10**5)", "(b'a' * 10**6).replace(b'', b'b' * 10**5)", "bytearray(b'a' * 10**6).replace(b'a', b'b' * 10**5)",
  "'\\t\\t\\t'.expandtabs(2**31 - 1)", "b'\\t\\t\\t'.expandtabs(2**31 - 1)",
  "__import__('re').sub('', 'x' * 10**6, 'a' * 10**6)",
  "'%.2147483647f' % 1.0", "'%2147483647d' % 1", "'%.2147483647d' % 1", "'%*d' % (2**31 - 1, 1)", "b'%2147483647d' % 1",
  "f'{1.5:.2147483646e}'", "f'{1.5:.2147483646f}'", "f'{1:2147483646}'", "f'{1j:2147483646}'", "f'{True:2147483646}'", "'{:>2147483646}'.format('a')",
];

onPage("Stop ends the text of an exception that never comes, and the traceback is shown", async (page) => {
  await begin(page, "class Endless(Exception):\n    def __str__(self):\n        while True: pass\nraise Endless()");
  await running(page);
  await stop(page);
  const shown = await ended(page);
  assert.equal(shown.state, "error");
  assert.match(shown.text, /raise Endless\(\)[\s\S]*Endless: <exception str\(\) failed>/);
});

onPage("rounding to a power of ten beyond the number is at once", async (page) => {
  assert.match((await run(page, "round(10**5, -10**8), round(5, -2**40), round(-15, -1), round(25, -1), round(51, -2), round(6, -1)")).text, /\(0, 0, -20, 20, 100, 10\)/);
});

onPage("more than a wasm memory can hold is a MemoryError", async (page) => {
  for (const code of [...RESULTS, "'a' * 10**10", "b'a' * 10**10", "[0] * 10**10", "(0,) * 10**10", "bytes(10**10)", "bytearray(10**10)", "'a'.ljust(10**10)", "'ab' * 2**31", "2**(10**11)", "1 << 10**11"]) {
    const { text } = await run(page, code);
    assert.match(text, /MemoryError/, code);
  }
  assert.match((await run(page, "'' * 10**10 == '' and 'a' * -10**10 == ''")).text, /True/);
});

const WIDE = "wide = da.ones((65536, 65536), chunks=8192, dtype='i1')";
const LONG = "long = da.ones(2 * 10**9, chunks=10**8)";

onPage("arrays of more elements than 32 bits count are right, or refused in words", async (page) => {
  await run(page, `import dask.array as da, numpy as np, xarray as xr\n${WIDE}\n${LONG}`);
  for (const [code, expected] of [
    ["wide.reshape(65536, 8, 8192).shape", /\(65536, 8, 8192\)/],
    ["wide.reshape(65536, -1, 2).shape", /\(65536, 32768, 2\)/],
    ["wide.reshape(32768, 131072).shape", /\(32768, 131072\)/],
    ["wide.size, wide.nbytes, len(wide)", /\(4294967296, 4294967296, 65536\)/],
    ["int(wide[::8192, ::8192].sum().compute())", /\b64\b/],
    ["z = da.concatenate([da.zeros((65535, 65536), chunks=8192, dtype='i1'), da.ones((1, 65536), chunks=8192, dtype='i1')])\nint(z.argmax().compute())", /\b4294901760\b/],
    ["wide.reshape(0)", /ValueError: total size of new array must be unchanged/],
    ["wide.reshape(2**16, 2**15)", /ValueError: total size of new array must be unchanged/],
    ...["wide.ravel()", "wide.flatten()", "wide.reshape(-1)", "wide.reshape(-1, 1)", "da.concatenate([long, long])", "da.tile(long, 3)", "da.hstack([long, long])", "xr.concat([xr.DataArray(long, dims='x')] * 2, 'x')"].map((code) => [
      code,
      /MemoryError: an axis of \d{10} elements is longer than the 2147483647 that can be counted here/,
    ]),
  ]) {
    const { text } = await run(page, code);
    assert.match(text, expected, code);
  }
});
