//! `_dasklet_digest`: the hash functions under `hashlib` and under seeding `random` with text.

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_digest {
    use rustpython_vm::builtins::PyStrRef;
    use rustpython_vm::function::ArgBytesLike;
    use rustpython_vm::{PyResult, VirtualMachine};
    use sha2::Digest;

    /// The digest of `data` by the function called `name`.
    #[pyfunction]
    fn digest(name: PyStrRef, data: ArgBytesLike, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        let data = data.borrow_buf();
        let name = name.to_string();
        Ok(match name.as_str() {
            "md5" => md5::compute(&*data).0.to_vec(),
            "sha1" => sha1::Sha1::digest(&*data).to_vec(),
            "sha224" => sha2::Sha224::digest(&*data).to_vec(),
            "sha256" => sha2::Sha256::digest(&*data).to_vec(),
            "sha384" => sha2::Sha384::digest(&*data).to_vec(),
            "sha512" => sha2::Sha512::digest(&*data).to_vec(),
            _ => return Err(vm.new_value_error(format!("unsupported hash type {name}"))),
        })
    }
}
