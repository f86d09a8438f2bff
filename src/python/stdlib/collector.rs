//! `gc`: the interface of Python's cycle collector, which is off here (see `host`). References are counted all the same.

#[rustpython_vm::pymodule]
pub(super) mod gc {
    use rustpython_vm::function::OptionalArg;
    use rustpython_vm::{PyObjectRef, VirtualMachine};

    /// Finds nothing: objects are freed when their last reference goes, cycles stay.
    #[pyfunction]
    fn collect(_generation: OptionalArg<i32>) -> usize {
        0
    }

    #[pyfunction]
    fn enable() {}

    #[pyfunction]
    fn disable() {}

    #[pyfunction]
    fn isenabled() -> bool {
        false
    }

    #[pyfunction]
    fn is_tracked(_object: PyObjectRef) -> bool {
        false
    }

    #[pyfunction]
    fn get_count() -> (usize, usize, usize) {
        (0, 0, 0)
    }

    #[pyfunction]
    fn get_threshold() -> (usize, usize, usize) {
        (0, 0, 0)
    }

    #[pyfunction]
    fn freeze() {}

    #[pyfunction]
    fn unfreeze() {}

    #[pyfunction]
    fn get_objects(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(Vec::new()).into()
    }
}
