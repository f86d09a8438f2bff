//! `_dasklet_time`: the clock and the sleep of Python's `time`, from the cluster's driver.

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_time {
    use std::time::Duration;

    use rustpython_vm::function::ArgIntoFloat;
    use rustpython_vm::{PyResult, VirtualMachine};

    use crate::cluster::Interrupt;
    use crate::python::host::{clock, output, stop};

    #[pyfunction]
    fn time() -> f64 {
        clock::now()
    }

    #[pyfunction]
    fn time_ns() -> u64 {
        clock::now_nanos()
    }

    #[pyfunction]
    fn monotonic() -> f64 {
        clock::monotonic()
    }

    #[pyfunction]
    fn monotonic_ns() -> u64 {
        crate::cluster::clock::now().as_nanos()
    }

    /// Sleeps on this thread; *Stop* ends it.
    #[pyfunction]
    fn sleep(seconds: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<()> {
        let seconds = seconds.into_float();
        if seconds.is_nan() {
            return Err(vm.new_value_error("Invalid value NaN (not a number)"));
        }
        if seconds < 0.0 {
            return Err(vm.new_value_error("sleep length must be non-negative"));
        }
        let duration = Duration::try_from_secs_f64(seconds)
            .map_err(|_| vm.new_overflow_error("timestamp too large to convert to C PyTime_t"))?;
        output::pump();
        vm.allow_threads(|| Interrupt::current().sleep(duration))
            .map_err(|interrupted| stop::keyboard_interrupt(interrupted, vm))
    }
}
