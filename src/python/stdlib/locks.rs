//! `_dasklet_locks`: the locks under Python's `threading`. Who waits for one obeys *Stop* and leaves the pool's thread to
//! others; the interpreter's own would block it until the page is left.

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_locks {
    use std::fmt;
    use std::time::Duration;

    use rustpython_vm::builtins::PyTupleRef;
    use rustpython_vm::function::{FuncArgs, TimeoutSeconds};
    use rustpython_vm::types::{Constructor, DefaultConstructor, Representable};
    use rustpython_vm::{AsObject, Py, PyPayload, PyResult, VirtualMachine, pyclass};

    use crate::cluster::{Waited, locks};
    use crate::python::host::{output, stop};

    /// The longest that may be asked for, as the interpreter has it.
    const TIMEOUT_MAX: f64 = (i64::MAX / 1_000_000_000) as f64;

    #[derive(rustpython_vm::FromArgs)]
    struct AcquireArgs {
        #[pyarg(any, default = true)]
        blocking: bool,
        /// Seconds; -1 for no limit
        #[pyarg(any, default = TimeoutSeconds::new(-1.0))]
        timeout: TimeoutSeconds,
    }

    impl Default for AcquireArgs {
        fn default() -> AcquireArgs {
            AcquireArgs { blocking: true, timeout: TimeoutSeconds::new(-1.0) }
        }
    }

    /// Takes a lock as `args` say; false if it was not to be had.
    fn acquire(lock: &locks::Lock, again: bool, args: &AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let timeout = args.timeout.to_secs_f64();
        if !args.blocking && timeout != -1.0 {
            return Err(vm.new_value_error("can't specify a timeout for a non-blocking call"));
        }
        if timeout < 0.0 && timeout != -1.0 {
            return Err(vm.new_value_error("timeout value must be a non-negative number"));
        }
        if timeout > TIMEOUT_MAX {
            return Err(vm.new_overflow_error("timeout value is too large"));
        }
        if lock.try_acquire(again) {
            return Ok(true);
        }
        if !args.blocking {
            return Ok(false);
        }
        let timeout = (timeout >= 0.0).then(|| Duration::from_secs_f64(timeout));
        output::pump();
        match vm.allow_threads(|| lock.acquire(again, timeout)) {
            Ok(Waited::Met(())) => Ok(true),
            Ok(Waited::TimedOut) => Ok(false),
            Ok(Waited::Stalled(stall)) => Err(vm.new_runtime_error(format!("the lock cannot be acquired: {stall}"))),
            Err(interrupted) => Err(stop::keyboard_interrupt(interrupted, vm)),
        }
    }

    fn status(lock: &locks::Lock) -> &'static str {
        if lock.is_taken() { "locked" } else { "unlocked" }
    }

    #[pyattr(name = "lock")]
    #[pyclass(module = "_thread", name = "lock")]
    #[derive(PyPayload, Default)]
    struct Lock {
        lock: locks::Lock,
    }

    impl fmt::Debug for Lock {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Lock")
        }
    }

    impl DefaultConstructor for Lock {}

    #[pyclass(with(Constructor, Representable), flags(HAS_WEAKREF))]
    impl Lock {
        #[pymethod]
        #[pymethod(name = "acquire_lock")]
        fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            acquire(&zelf.lock, false, &args, vm)
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            acquire(&zelf.lock, false, &AcquireArgs::default(), vm)
        }

        #[pymethod]
        #[pymethod(name = "release_lock")]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            if zelf.lock.release() { Ok(()) } else { Err(vm.new_runtime_error("release unlocked lock")) }
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _exception: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            Lock::release(zelf, vm)
        }

        #[pymethod]
        #[pymethod(name = "locked_lock")]
        fn locked(zelf: &Py<Self>) -> bool {
            zelf.lock.is_taken()
        }
    }

    impl Representable for Lock {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let status = status(&zelf.lock);
            Ok(format!("<{status} {} object at {:#x}>", zelf.class().name(), zelf.get_id()))
        }
    }

    /// A lock that its owner may take again. Tasks on one thread are different owners.
    #[pyattr]
    #[pyclass(module = "_thread", name = "RLock")]
    #[derive(PyPayload, Default)]
    struct RLock {
        lock: locks::Lock,
    }

    impl fmt::Debug for RLock {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("RLock")
        }
    }

    impl DefaultConstructor for RLock {}

    #[pyclass(with(Constructor, Representable), flags(BASETYPE, HAS_WEAKREF))]
    impl RLock {
        #[pymethod]
        #[pymethod(name = "acquire_lock")]
        fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            acquire(&zelf.lock, true, &args, vm)
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            acquire(&zelf.lock, true, &AcquireArgs::default(), vm)
        }

        #[pymethod]
        #[pymethod(name = "release_lock")]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            if zelf.lock.own_count() == 0 {
                return Err(vm.new_runtime_error("cannot release un-acquired lock"));
            }
            zelf.lock.release();
            Ok(())
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _exception: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            RLock::release(zelf, vm)
        }

        #[pymethod]
        fn locked(zelf: &Py<Self>) -> bool {
            zelf.lock.is_taken()
        }

        #[pymethod]
        fn _is_owned(zelf: &Py<Self>) -> bool {
            zelf.lock.own_count() > 0
        }

        #[pymethod]
        fn _recursion_count(zelf: &Py<Self>) -> usize {
            zelf.lock.own_count()
        }

        /// What a condition does before it waits: gives the lock back altogether.
        #[pymethod]
        fn _release_save(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<(usize, u64)> {
            if zelf.lock.own_count() == 0 {
                return Err(vm.new_runtime_error("cannot release un-acquired lock"));
            }
            Ok((zelf.lock.release_all(), crate::cluster::pool::activity()))
        }

        /// The same after it has waited.
        #[pymethod]
        fn _acquire_restore(zelf: &Py<Self>, state: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
            let count = state.first().ok_or_else(|| vm.new_type_error("_acquire_restore() takes a pair"))?;
            let count: usize = count.clone().try_into_value(vm)?;
            acquire(&zelf.lock, true, &AcquireArgs::default(), vm)?;
            zelf.lock.restore(count);
            Ok(())
        }
    }

    impl Representable for RLock {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let (status, count) = (status(&zelf.lock), zelf.lock.own_count());
            Ok(format!("<{status} {} object count={count} at {:#x}>", zelf.class().name(), zelf.get_id()))
        }
    }
}
