//! What cells show, as text: each case is a cell and its transcript.
//!
//! A transcript has a line `out:`, `err:`, `show:`, `= value` or `! error` for each output; `N` stands for the cell's
//! number. There is one interpreter, so all cases run in one test, and names are kept between them.

use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Completions, Host, Output, Sink, StreamName};
use crate::block::memory;
use crate::cluster::{Interrupt, stuck};
use crate::graph::{Key, Operation};
use crate::python::tasks::{Arguments, PyCall};
use crate::python::value::from_python;

#[derive(Default)]
struct Transcript(Mutex<String>);

impl Sink for Transcript {
    fn emit(&self, output: Output) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = |head: &str, body: &str| body.lines().for_each(|each| *text += &format!("{head}{each}\n"));
        match output {
            Output::Stream { name: StreamName::Stdout, text } => line("out: ", &text),
            Output::Stream { name: StreamName::Stderr, text } => line("err: ", &text),
            Output::Display { data, display_id, update } => {
                let id = display_id.map_or_else(String::new, |_| if update { " again".into() } else { " id".into() });
                data.iter().for_each(|(mime, body)| line(&format!("show{id} {mime}: "), body));
            }
            Output::Result { data, .. } => {
                data.iter().for_each(|(mime, body)| match mime.as_str() {
                    "text/plain" => line("= ", body),
                    mime => line(&format!("= {mime}: "), body),
                });
            }
            Output::Error(report) => {
                report.traceback.iter().for_each(|each| line("! ", if each.is_empty() { " " } else { each }));
            }
            Output::Graph { .. } => line("graph", "\n"),
            Output::Clear { .. } => line("clear", "\n"),
        }
    }
}

const CELLS: &[(&str, &str)] = &[
    // Values and text
    ("1 + 1", "= 2"),
    ("x = 3; x", "= 3"),
    ("x;", ""),
    ("x  # the value", "= 3"),
    ("_ + 1", "= 4"),
    ("print('a', end=''); print('b')\nprint('c')", "out: ab\nout: c"),
    ("import sys\nprint('e', file=sys.stderr)", "err: e"),
    ("None", ""),
    ("def f(x):\n    'Doubles.'\n    return 2 * x\nf(4)", "= 8"),
    ("f.__doc__", "= 'Doubles.'"),
    (">>> y = 5\n>>> y + 1", "= 6"),
    ("    y + 2", "= 7"),
    ("'a\\nb'", "= 'a\\nb'"),
    ("[i for i in range(3)]", "= [0, 1, 2]"),
    ("{k: v for k, v in zip('ab', range(2))}", "= {'a': 0, 'b': 1}"),
    ("import datetime\nstr(datetime.datetime.strptime('1 Mar 2020', '%d %b %Y'))", "= '2020-03-01 00:00:00'"),
    ("import inspect\nstr(inspect.signature(len))", "= '(obj, /)'"),
    // The newest values are kept, and large ones until the next
    ("'a'", "= 'a'"),
    ("'b'", "= 'b'"),
    ("'c'", "= 'c'"),
    ("_, __, ___, [*Out.values()]", "= ('c', 'b', 'a', ['a', 'b', 'c'])"),
    ("{name for name in dir() if name[0] == '_' and name[1:].isdigit()} == {f'_{n}' for n in Out}", "= True"),
    ("try:\n    Out[1]\nexcept KeyError as error:\n    print(error.args[0][:25])", "out: Out[1] is not kept: there"),
    (
        "class Large:\n    nbytes = 2_000_000\n    def __repr__(self): return 'large'\n    def __del__(self): print('gone')\nLarge()",
        "= large",
    ),
    ("_ is Out[max(Out)] and type(_).__name__", "= 'Large'\nout: gone"),
    ("[type(value).__name__ for value in Out.values()]", "= ['tuple', 'bool', 'str']"),
    // A client that nobody names any more goes with its cluster, unless it is the last one.
    (
        "from dask.distributed import Client, LocalCluster, default_client\nclient = Client(n_workers=1)\n\
         natives = [client.cluster._native]\nclient = Client(n_workers=1)\nnatives.append(client.cluster._native)\n\
         Client(n_workers=1)\n[native.closed for native in natives], default_client() is client",
        "= ([True, False], False)",
    ),
    (
        "named = default_client()\nheld = client.submit(abs, -3)\nclient = Client(n_workers=1)\n\
         natives[1].closed, held.result(), default_client() is client",
        "= (False, 3, True)",
    ),
    ("del held\nnatives[1].closed, default_client().submit(abs, -4).result()", "= (True, 4)"),
    ("client.close()\ndefault_client() is named", "= True"),
    (
        "named.close()\ncluster = LocalCluster(n_workers=1)\nnative = cluster._native\n\
         cluster = LocalCluster(n_workers=1)\nnative.closed, cluster.close()",
        "= (True, None)",
    ),
    // Displays
    (
        "class H:\n    def _repr_html_(self): return '<b>h</b>'\n    def __repr__(self): return 'h'\nH()",
        "= text/html: <b>h</b>\n= h",
    ),
    (
        "from IPython.display import Image, JSON, Latex, Markdown, display_latex, update_display\nMarkdown('# a')",
        "= text/markdown: # a\n= <IPython.core.display.Markdown object>",
    ),
    ("Latex('$x^2$')", "= text/latex: $x^2$\n= <IPython.core.display.Latex object>"),
    ("display_latex('$x$', raw=True)", "show text/latex: $x$\nshow text/plain: <IPython.core.display.Latex object>"),
    ("JSON({'a': [1, None]})", "= application/json: {\"a\": [1, null]}\n= <IPython.core.display.JSON object>"),
    ("JSON('[1]').data", "= [1]"),
    ("Image(b'\\x89PNG..')", "= image/png: iVBORy4u\n= <IPython.core.display.Image object>"),
    ("Image('iVBORy4u')", "= image/png: iVBORy4u\n= <IPython.core.display.Image object>"),
    ("Image(url='data:image/gif;base64,R0lGODlh').format", "= 'gif'"),
    ("Image(b'<svg/>', alt='a figure')", "= image/svg+xml: <svg/>\n= a figure"),
    (
        "Image(b'GIF89a', width=10)",
        "= text/html: <img src=\"data:image/gif;base64,R0lGODlh\" width=\"10\" alt=\"Picture\">\n= <IPython.core.display.Image object>",
    ),
    (
        "Image('https://example.org/a.png?b=\"<')",
        "= text/html: <p>The picture <a href=\"https://example.org/a.png?b=&quot;&lt;\">https://example.org/a.png?b=&quot;&lt;</a> is of \
         another place and not loaded here.</p>\n= <IPython.core.display.Image object>",
    ),
    (
        "h = display(1, display_id='mine')\nh.update(Markdown('*b*'))\nupdate_display(3, display_id='mine')\nh.display_id",
        "show id text/plain: 1\nshow again text/markdown: *b*\nshow again text/plain: <IPython.core.display.Markdown object>\n\
         show again text/plain: 3\n= 'mine'",
    ),
    ("display(H(), 1)", "show text/html: <b>h</b>\nshow text/plain: h\nshow text/plain: 1"),
    (
        "from IPython.display import HTML, clear_output\nh = display(HTML('<i>'), display_id=True)\nh.update(2)",
        "show id text/html: <i>\nshow id text/plain: <IPython.core.display.HTML object>\nshow again text/plain: 2",
    ),
    ("clear_output()", "clear"),
    (
        "class Sly:\n    def __getattr__(self, name): return lambda *a, **k: 'x'\n    def __repr__(self): return 'sly'\nSly()",
        "= sly",
    ),
    // Errors
    (
        "1 / 0",
        "! Traceback (most recent call last):\n!   Cell In[N], line 1\n!     1 / 0\n!     ~~^~~\n! ZeroDivisionError: division by zero",
    ),
    (
        "def g():\n    return undefined\n\ng()",
        "! Traceback (most recent call last):\n!   Cell In[N], line 4\n!     g()\n!     ~^^\n!   Cell In[N], line 2, in g\n!     return undefined\n!            ^^^^^^^^^\n! NameError: name 'undefined' is not defined",
    ),
    (
        "xs = [1]\nxs[3]",
        "! Traceback (most recent call last):\n!   Cell In[N], line 2\n!     xs[3]\n!     ~~^^^\n! IndexError: list index out of range",
    ),
    (
        "import json\njson.loads('{')",
        "! Traceback (most recent call last):\n!   Cell In[N], line 2\n!     json.loads('{')\n!     ~~~~~~~~~~^^^^^\n! json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ),
    (
        "raise SystemExit(2)",
        "! Traceback (most recent call last):\n!   Cell In[N], line 1\n!     raise SystemExit(2)\n! SystemExit: 2",
    ),
    ("x", "= 3"),
    // Magics
    ("%matplotlib inline\nx", "= 3"),
    (
        "%nothing",
        "! Traceback (most recent call last):\n!   Cell In[N], line 1\n!     %nothing\n! UsageError: Line magic function `%nothing` not found. There are %matplotlib, %time, %timeit.",
    ),
    ("%%nothing\nx", "! UsageError: Cell magic `%%nothing` not found. There are %%time, %%timeit."),
    // Await
    ("async def later(): return 7\nawait later()", "= 7"),
    // The library
    ("import random; random.seed(42); random.random(), random.randint(1, 100)", "= (0.6394267984578837, 4)"),
    ("random.seed('a'); random.random()", "= 0.2720295377534757"),
    (
        "import math; math.comb(50, 25), math.factorial(20), math.isqrt(10**20), math.fsum([.1] * 10)",
        "= (126410606437752, 2432902008176640000, 10000000000, 1.0)",
    ),
    ("math.log(10**400), math.gamma(5), math.hypot(3, 4), math.gcd(12, 18, 27)", "= (921.0340371976183, 24.0, 5.0, 3)"),
    (
        "import statistics; statistics.mean([1, 2, 4]), statistics.stdev([1, 2, 4])",
        "= (2.3333333333333335, 1.5275252316519468)",
    ),
    ("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 0\nP(1)", "= P(x=1, y=0)"),
    ("import datetime as dt; dt.date(2024, 2, 28) + dt.timedelta(days=2)", "= datetime.date(2024, 3, 1)"),
    (
        "import re, collections, itertools, functools, operator, textwrap, string, copy, enum, abc, io, types, typing, contextlib, warnings, os, traceback, inspect, time, hashlib, uuid, threading, decimal, fractions, heapq, bisect, pprint, json",
        "",
    ),
    (
        "hashlib.sha256(b'a').hexdigest()[:8], re.sub('a', 'b', 'banana'), inspect.signature(f)",
        "= ('ca978112', 'bbnbnb', <Signature (x)>)",
    ),
    // Cycles: collected after a cell, on request, and before an allocation is given up
    (
        "import gc, weakref\nclass Ring: pass\ndef ring():\n    made = Ring()\n    made.me = made\n    return weakref.ref(made)\nrings = [ring(), ring()]\n[r() is None for r in rings]",
        "= [False, False]",
    ),
    ("[r() is None for r in rings]", "= [True, True]"),
    ("gc.disable()\nrings = [ring()]", ""),
    ("rings[0]() is None, gc.collect() > 0, rings[0]() is None, gc.isenabled()", "= (False, True, True, False)"),
    ("gc.enable(); gc.isenabled(), gc.get_threshold()[0]", "= (True, 0)"),
];

/// Cells of which only the last line of the report matters.
const LAST_LINES: &[(&str, &str)] = &[
    ("Image('no base64!')", "! ValueError: the text is neither base64 nor SVG; give the bytes of the picture"),
    ("Image()", "! ValueError: No image data found. Expecting filename, url, or data."),
    ("JSON(3)", "! TypeError: JSON expects JSONable dict or list, not 3"),
    (
        "Image(filename='nowhere/a.png')",
        "! FileNotFoundError: [Errno 2] there is no such file here; give the data itself: 'nowhere/a.png'",
    ),
    ("update_display(1)", "! TypeError: update_display() missing 1 required keyword-only argument: 'display_id'"),
    ("def r(n): return r(n + 1)\nr(0)", "! RecursionError: maximum recursion depth exceeded"),
    ("x = = 1", "! SyntaxError: invalid syntax"),
    ("if True:\nx = 1", "! IndentationError: expected an indented block after 'if' statement on line 1"),
    ("print('a'", "! SyntaxError: '(' was never closed"),
    ("'abc", "! SyntaxError: unterminated string literal (detected at line 1)"),
    ("prin(1)", "! NameError: name 'prin' is not defined. Did you mean: 'print'?"),
    ("math.sqr(2)", "! AttributeError: module 'math' has no attribute 'sqr'. Did you mean: 'sqrt'?"),
    (
        "input('?')",
        "! StdinNotImplementedError: input() was called, but a cell here cannot ask questions; put the value into a variable instead",
    ),
    ("!ls", "! UsageError: !ls cannot run: there is no operating system behind this page, so no shell commands either"),
    ("math.sqrt(-1)", "! ValueError: math domain error"),
    (
        "open('x')",
        "! FileNotFoundError: [Errno 2] there is no file system here; make the data in Python, or keep text in an io.StringIO: 'x'",
    ),
    ("return 1", "! SyntaxError: 'return' outside function"),
];

fn run(host: &mut Host, cell: &str) -> String {
    let transcript = Arc::new(Transcript::default());
    let done = host.run_cell(cell, Arc::clone(&transcript) as Arc<dyn Sink>);
    let text = transcript.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    text.replace(&format!("In[{}]", done.execution_count), "In[N]").trim_end().to_owned()
}

#[test]
fn cells_behave_as_in_a_notebook() {
    let _alone = stuck::Alone::new();
    let tests = std::thread::Builder::new().stack_size(64 << 20).spawn(|| {
        let mut host = ManuallyDrop::new(Host::new());
        let mut wrong = Vec::new();
        for (cell, expected) in CELLS {
            let shown = run(&mut host, cell);
            if shown != *expected {
                wrong.push(format!("{cell}\n--- shows\n{shown}\n--- not\n{expected}\n"));
            }
        }
        for (cell, expected) in LAST_LINES {
            let shown = run(&mut host, cell);
            if shown.lines().last() != Some(expected) {
                wrong.push(format!("{cell}\n--- shows\n{shown}\n--- not at last\n{expected}\n"));
            }
        }
        assert!(wrong.is_empty(), "{} cells:\n{}", wrong.len(), wrong.join("\n"));
        missing_modules_are_explained(&mut host);
        huge_cells_are_run_or_refused(&mut host);
        cycles_make_room(&mut host);
        endless_code_stops(&mut host);
        tasks_run_on_other_threads(&mut host);
        names_are_completed(&mut host);
        looking_at_endless_objects_ends(&mut host);
    });
    tests.expect("a thread").join().expect("the cases pass");
}

fn missing_modules_are_explained(host: &mut Host) {
    let shown = run(host, "import scipy");
    assert!(shown.contains("ModuleNotFoundError: No module named 'scipy'"), "{shown}");
    assert!(shown.contains("statistics"), "{shown}");
}

fn huge_cells_are_run_or_refused(host: &mut Host) {
    let numbers: Vec<String> = (0..150_000).map(|number| number.to_string()).collect();
    let too_long = "! SyntaxError: this cell is too long to compile: it has 150001 different names";
    let too_deep = "! RecursionError: maximum recursion depth exceeded during compilation";
    for (cell, last) in [
        (format!("x = 1{}", "+1".repeat(250_000)), too_deep),
        (format!("x = {}1", "-".repeat(250_000)), too_deep),
        (format!("x = {}1", "not ".repeat(250_000)), too_deep),
        (format!("x{}", "()".repeat(250_000)), too_deep),
        (format!("x = {}1{}", "(".repeat(250_000), ")".repeat(250_000)), too_deep),
        (format!("len([{}])", numbers.join(", ")), too_long),
        (format!("len('{}')", "a".repeat(1_000_000)), "= 1000000"),
        (format!("{}3", "x\n".repeat(300_000)), "= 3"),
    ] {
        let shown = run(host, &cell);
        let last_line = shown.lines().last().unwrap_or_default();
        assert!(last_line.starts_with(last), "{}…: {last_line}", &cell[..20]);
    }
}

/// Whoever asks for more memory than is free gets what cycles hold first.
fn cycles_make_room(host: &mut Host) {
    run(host, "gc.disable()\nrings = [ring()]");
    assert_eq!(run(host, "rings[0]() is None"), "= False");
    assert!(!host.enter(|_| memory::fits(memory::total())));
    assert_eq!(run(host, "gc.enable()\nrings[0]() is None"), "= True");
}

/// Stops cells from another thread; each would run for ever.
fn endless_code_stops(host: &mut Host) {
    for cell in [
        "while True: pass",
        "for _ in iter(int, 1): x",
        "[0 for _ in iter(int, 1)]",
        "def f():\n    while True:\n        pass\nf()",
        "def h(): return h2()\ndef h2(): return 1\nwhile h(): pass",
        "import time\ntime.sleep(1e6)",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        "import threading\nthreading.Event().wait()",
        "import threading\nthreading.Semaphore(0).acquire()",
        "import threading\ncondition = threading.Condition()\nwith condition: condition.wait()",
        "import queue\nqueue.Queue().get()",
        "from dask.distributed import Client, Event\nclient = Client(n_workers=1)\nEvent('never').wait()",
        "from dask.distributed import Queue\nclient.submit(lambda: Queue('empty').get()).result()",
    ] {
        let ready = Arc::new(std::sync::Barrier::new(2));
        let stopper = {
            let ready = Arc::clone(&ready);
            std::thread::Builder::new().spawn(move || {
                ready.wait();
                // The cell's beginning clears old requests, so ask until one is taken.
                while Arc::strong_count(&ready) > 1 {
                    Interrupt::process().raise();
                    std::thread::yield_now();
                }
            })
        };
        let stopper = stopper.expect("a thread");
        ready.wait();
        let shown = run(host, cell);
        drop(ready);
        stopper.join().expect("the stopper ends");
        assert_eq!(shown.lines().last(), Some("! KeyboardInterrupt"), "{cell}: {shown}");
    }
    Interrupt::process().clear();
    assert_eq!(run(host, "1"), "= 1", "the next cell runs");
}

fn tasks_run_on_other_threads(host: &mut Host) {
    run(
        host,
        "def add(a, b, *, c=0): return a + sum(b) + c\ndef fail(x): return 1 / x\ndef deep(n): return deep(n + 1)",
    );
    let (call, inputs, value) = host.enter(|vm| {
        let names = vm.main_namespace().expect("names");
        let get = |name: &str| names.get_item(name, vm).expect("a name");
        let stand_in = vm.ctx.new_str("stand-in");
        let stand_in: rustpython_vm::PyObjectRef = stand_in.into();
        let is_stand_in = |object: &rustpython_vm::PyObject| {
            (object.downcast_ref::<rustpython_vm::builtins::PyStr>()?.to_string() == "stand-in").then(|| Key::text("k"))
        };
        let mut arguments = Arguments::new(&is_stand_in);
        let list: rustpython_vm::PyObjectRef = vm.ctx.new_list(vec![stand_in.clone(), vm.ctx.new_int(5).into()]).into();
        let args = vec![arguments.argument(&stand_in, vm), arguments.argument(&list, vm)];
        let kwargs = vec![("c".to_owned(), arguments.argument(vm.ctx.new_int(100).as_ref(), vm))];
        let inputs = arguments.into_inputs();
        let call = PyCall::new("add".to_owned(), get("add"), args, kwargs, vm);
        (call, inputs, from_python(vm.ctx.new_int(7).into(), vm))
    });
    assert_eq!(inputs, [Key::text("k")], "the same result twice is one input");
    let result =
        std::thread::scope(|scope| scope.spawn(|| call.call(&[value])).join()).expect("no panic").expect("a sum");
    let shown = host.enter(|vm| {
        let object = crate::python::value::to_python(&result, vm).expect("an object");
        object.repr(vm).expect("a repr").to_string()
    });
    assert_eq!(shown, "119");

    for (name, error) in [("fail", "ZeroDivisionError"), ("deep", "RecursionError")] {
        let call = host.enter(|vm| {
            let function = vm.main_namespace().expect("names").get_item(name, vm).expect("a function");
            let zero = Arguments::new(&|_| None).argument(vm.ctx.new_int(0).as_ref(), vm);
            PyCall::new(name.to_owned(), function, vec![zero], Vec::new(), vm)
        });
        let failed = std::thread::scope(|scope| scope.spawn(|| call.call(&[])).join()).expect("no panic");
        let failed = failed.expect_err("a failure");
        assert_eq!(failed.exception_type, error);
        assert!(failed.traceback.contains(&format!("in {name}")), "{}", failed.traceback);
    }
}

/// What the editor asks for while a learner types runs code of the learner's, which may run for ever.
fn looking_at_endless_objects_ends(host: &mut Host) {
    let endless = "def forever():\n    while True:\n        try:\n            while True: pass\n        except BaseException:\n            pass\n";
    let classes = "class Dir:\n    def __dir__(self): forever()\n\
                   class Sleeps:\n    def __dir__(self):\n        import time\n        time.sleep(1e6)\n\
                   class Property:\n    @property\n    def slow(self): forever()\n\
                   class Getattr:\n    def __getattr__(self, name): forever()\n\
                   class Meta(type):\n    def __dir__(cls): forever()\n\
                   class Class(metaclass=Meta): pass\n";
    let objects = "directory, sleeps, slow, anything = Dir(), Sleeps(), Property(), Getattr()";
    assert_eq!(run(host, &format!("{endless}{classes}{objects}")), "");
    for code in ["directory.", "sleeps.", "slow.slow.", "anything.name.", "Class.", "anything."] {
        host.complete(code, code.len());
        host.inspect(code.trim_end_matches('.'), code.len() - 1);
    }
    // The kernel answers as before, and nothing of it reaches the next cell.
    assert_eq!(run(host, "1 + 1"), "= 2");
    assert!(!host.complete("sys.", 4).items.is_empty());
}

fn names_are_completed(host: &mut Host) {
    run(host, "import math\nlong_name = 1");
    let labels = |completions: Completions| completions.items.into_iter().map(|item| item.label).collect::<Vec<_>>();
    for (code, expected) in [
        ("long_n", &["long_name"][..]),
        ("math.sq", &["sqrt"]),
        ("math.fab", &["fabs"]),
        ("import statis", &["statistics"]),
        ("from math import isq", &["isqrt"]),
        ("f().x", &[]),
        ("nonlo", &["nonlocal"]),
    ] {
        assert_eq!(labels(host.complete(code, code.chars().count())), expected, "{code}");
    }
    let text = host.inspect("add(1, ", 7).expect("a signature");
    assert!(text.starts_with("add(a, b, *, c=0)"), "{text}");
    assert_eq!(host.inspect("no_such_name", 3), None);
}
