//! `_dasklet_store`: the core of `zarr`. Places, arrays and groups of stores; regions read and written.
//!
//! Documents cross as JSON text in one direction and as Python's dicts in the other. What is checked here is what the engine
//! checks; signatures, defaults and selections are the face's (`lib/zarr/`).

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_store {
    use std::sync::{Arc, PoisonError, RwLock};

    use rustpython_vm::builtins::{PyBaseExceptionRef, PyBytesRef};
    use rustpython_vm::function::OptionalArg;
    use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

    use crate::cluster::Interrupted;
    use crate::python::error::exception;
    use crate::python::host::stop;
    use crate::python::numpy::{asarray, give};
    use crate::store::json::Json;
    use crate::store::{self, Error, Memory, Node, Values};

    fn raised(error: &Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
        match error {
            Error::Interrupted => stop::keyboard_interrupt(Interrupted, vm),
            other => exception(other.exception_type(), &other.to_string(), vm),
        }
    }

    /// Runs what may wait for a server or a disk.
    fn waiting<T>(vm: &VirtualMachine, run: impl FnOnce() -> store::Result<T>) -> PyResult<T> {
        let result = vm.allow_threads(run);
        result.map_err(|error| raised(&error, vm))
    }

    fn python(value: &Json, vm: &VirtualMachine) -> PyResult {
        Ok(match value {
            Json::Null => vm.ctx.none(),
            Json::Bool(truth) => vm.ctx.new_bool(*truth).into(),
            Json::Int(number) => vm.ctx.new_bigint(&(*number).into()).into(),
            Json::Big(digits) => vm.ctx.types.int_type.as_object().call((vm.ctx.new_str(digits.as_str()),), vm)?,
            Json::Float(number) => vm.ctx.new_float(*number).into(),
            Json::Text(text) => vm.ctx.new_str(text.as_str()).into(),
            Json::List(items) => {
                let items = items.iter().map(|item| python(item, vm)).collect::<PyResult<Vec<_>>>()?;
                vm.ctx.new_list(items).into()
            }
            Json::Object(members) => {
                let dict = vm.ctx.new_dict();
                for (name, value) in members {
                    dict.set_item(name.as_str(), python(value, vm)?, vm)?;
                }
                dict.into()
            }
        })
    }

    fn json(text: &str, vm: &VirtualMachine) -> PyResult<Json> {
        Json::parse(text.as_bytes()).map_err(|reason| vm.new_value_error(reason))
    }

    fn tuple(lengths: &[usize], vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_tuple(lengths.iter().map(|&length| vm.ctx.new_int(length).into()).collect()).into()
    }

    /// A storage and a prefix in it.
    #[pyattr]
    #[pyclass(name = "Place", module = "_dasklet_store")]
    #[derive(PyPayload)]
    struct Place {
        place: store::Place,
    }

    impl std::fmt::Debug for Place {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "Place({})", self.place.address())
        }
    }

    #[pyclass]
    impl Place {
        /// The storage's address.
        #[pygetset]
        fn storage(zelf: &Py<Self>) -> String {
            zelf.place.storage.address()
        }

        #[pygetset]
        fn prefix(zelf: &Py<Self>) -> String {
            zelf.place.prefix.clone()
        }

        #[pygetset]
        fn read_only(zelf: &Py<Self>) -> bool {
            zelf.place.storage.is_read_only()
        }

        /// The whole storage.
        #[pymethod]
        fn root(zelf: &Py<Self>) -> Place {
            Place { place: store::Place { prefix: String::new(), ..zelf.place.clone() } }
        }

        #[pymethod]
        fn join(zelf: &Py<Self>, path: String) -> Place {
            Place { place: zelf.place.join(&path) }
        }

        /// The bytes under a key here; None if there are none.
        #[pymethod]
        fn get(zelf: &Py<Self>, key: String, vm: &VirtualMachine) -> PyResult {
            let bytes = waiting(vm, || zelf.place.storage.get(&zelf.place.key(&key)))?;
            Ok(bytes.map_or_else(|| vm.ctx.none(), |bytes| vm.ctx.new_bytes(bytes).into()))
        }

        #[pymethod]
        fn set(zelf: &Py<Self>, key: String, bytes: PyBytesRef, vm: &VirtualMachine) -> PyResult<()> {
            waiting(vm, || zelf.place.storage.set(&zelf.place.key(&key), bytes.as_bytes().to_vec()))
        }

        #[pymethod]
        fn erase(zelf: &Py<Self>, key: String, vm: &VirtualMachine) -> PyResult<()> {
            waiting(vm, || zelf.place.storage.erase(&zelf.place.key(&key)))
        }

        /// Removes everything here.
        #[pymethod]
        fn erase_all(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            waiting(vm, || zelf.place.storage.erase_below(&zelf.place.prefix))
        }

        /// The names directly below; None if the storage cannot list them.
        #[pymethod]
        fn children(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            let names = waiting(vm, || zelf.place.storage.children(&zelf.place.prefix))?;
            Ok(match names {
                Some(names) => {
                    vm.ctx.new_list(names.into_iter().map(|name| vm.ctx.new_str(name).into()).collect()).into()
                }
                None => vm.ctx.none(),
            })
        }
    }

    #[pyattr]
    #[pyclass(name = "Array", module = "_dasklet_store")]
    #[derive(PyPayload)]
    struct Array {
        array: RwLock<Arc<store::Array>>,
    }

    impl std::fmt::Debug for Array {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "Array({})", self.now().place.address())
        }
    }

    impl Array {
        fn new(array: store::Array) -> Array {
            Array { array: RwLock::new(Arc::new(array)) }
        }

        /// As it is now; another thread may resize it meanwhile.
        fn now(&self) -> Arc<store::Array> {
            self.array.read().unwrap_or_else(PoisonError::into_inner).clone()
        }

        fn change(
            &self,
            change: impl FnOnce(&mut store::Array) -> store::Result<()>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let mut array = (*self.now()).clone();
            waiting(vm, || change(&mut array))?;
            *self.array.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(array);
            Ok(())
        }
    }

    #[pyclass]
    impl Array {
        #[pygetset]
        fn place(zelf: &Py<Self>) -> Place {
            Place { place: zelf.now().place.clone() }
        }

        #[pygetset]
        fn zarr_format(zelf: &Py<Self>) -> u8 {
            zelf.now().metadata.version
        }

        #[pygetset]
        fn shape(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
            tuple(&zelf.now().metadata.shape, vm)
        }

        /// The shape of what stands under one key: of a chunk, or of a shard.
        #[pygetset]
        fn stored_chunks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
            tuple(&zelf.now().metadata.chunks, vm)
        }

        /// The shape of the chunks that are read at once.
        #[pygetset]
        fn chunks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
            tuple(zelf.now().metadata.read_chunks(), vm)
        }

        #[pygetset]
        fn is_sharded(zelf: &Py<Self>) -> bool {
            zelf.now().metadata.pipeline.sharding.is_some()
        }

        /// NumPy's name for the dtype of what is read.
        #[pygetset]
        fn dtype(zelf: &Py<Self>) -> String {
            zelf.now().metadata.data_type.numpy_name()
        }

        /// The document of the array, `.zarray` or `zarr.json`, as a dict.
        #[pygetset]
        fn document(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            python(&zelf.now().metadata.document(), vm)
        }

        #[pygetset]
        fn attributes(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            python(&zelf.now().metadata.attributes, vm)
        }

        #[pymethod]
        fn set_attributes(zelf: &Py<Self>, text: String, vm: &VirtualMachine) -> PyResult<()> {
            let attributes = json(&text, vm)?;
            zelf.change(|array| array.set_attributes(attributes), vm)
        }

        /// The key of the chunk at a place of the grid.
        #[pymethod]
        fn chunk_key(zelf: &Py<Self>, place: Vec<usize>) -> String {
            zelf.now().metadata.keys.key(&place)
        }

        /// The elements of a region: an array of numbers, ticks or codes, and the list of texts or None.
        #[pymethod]
        fn read(zelf: &Py<Self>, start: Vec<usize>, shape: Vec<usize>, vm: &VirtualMachine) -> PyResult {
            let array = zelf.now();
            let values = waiting(vm, || array.read(&start, &shape))?;
            let labels = match values.labels {
                Some(labels) => {
                    let labels = labels.into_iter().map(|label| vm.ctx.new_str(label).into()).collect();
                    vm.ctx.new_list(labels).into()
                }
                None => vm.ctx.none(),
            };
            Ok(vm.ctx.new_tuple(vec![give(values.block, vm)?, labels]).into())
        }

        /// Writes an array, broadcast, to a region. With a list of texts it holds the places in that list.
        #[pymethod]
        fn write(
            zelf: &Py<Self>,
            start: Vec<usize>,
            shape: Vec<usize>,
            values: PyObjectRef,
            labels: Option<Vec<String>>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let array = zelf.now();
            let values = Values { block: asarray(&values, None, vm)?, labels };
            waiting(vm, || array.write(&start, &shape, &values))
        }

        #[pymethod]
        fn resize(zelf: &Py<Self>, shape: Vec<usize>, vm: &VirtualMachine) -> PyResult<()> {
            zelf.change(|array| array.resize(shape), vm)
        }
    }

    #[pyattr]
    #[pyclass(name = "Group", module = "_dasklet_store")]
    #[derive(PyPayload)]
    struct Group {
        group: RwLock<Arc<store::Group>>,
    }

    impl std::fmt::Debug for Group {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "Group({})", self.now().place.address())
        }
    }

    impl Group {
        fn new(group: store::Group) -> Group {
            Group { group: RwLock::new(Arc::new(group)) }
        }

        fn now(&self) -> Arc<store::Group> {
            self.group.read().unwrap_or_else(PoisonError::into_inner).clone()
        }
    }

    #[pyclass]
    impl Group {
        #[pygetset]
        fn place(zelf: &Py<Self>) -> Place {
            Place { place: zelf.now().place.clone() }
        }

        #[pygetset]
        fn zarr_format(zelf: &Py<Self>) -> u8 {
            zelf.now().version
        }

        #[pygetset]
        fn is_consolidated(zelf: &Py<Self>) -> bool {
            zelf.now().consolidated.is_some()
        }

        #[pygetset]
        fn attributes(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            python(&zelf.now().attributes, vm)
        }

        #[pymethod]
        fn set_attributes(zelf: &Py<Self>, text: String, vm: &VirtualMachine) -> PyResult<()> {
            let attributes = json(&text, vm)?;
            let mut group = (*zelf.now()).clone();
            waiting(vm, || group.set_attributes(attributes))?;
            *zelf.group.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(group);
            Ok(())
        }

        /// What stands under a path: an array, a group, or None.
        #[pymethod]
        fn child(zelf: &Py<Self>, path: String, vm: &VirtualMachine) -> PyResult {
            let group = zelf.now();
            Ok(optional_node(waiting(vm, || group.child(&path))?, vm))
        }

        /// Pairs of path and node for all that stands below, so many levels deep.
        #[pymethod]
        fn members(zelf: &Py<Self>, depth: usize, vm: &VirtualMachine) -> PyResult {
            let group = zelf.now();
            let members = waiting(vm, || group.members(depth))?;
            let pairs = members.into_iter().map(|(path, node)| {
                vm.ctx.new_tuple(vec![vm.ctx.new_str(path).into(), optional_node(Some(node), vm)]).into()
            });
            Ok(vm.ctx.new_list(pairs.collect()).into())
        }

        #[pymethod]
        fn consolidate(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<Group> {
            let group = zelf.now();
            waiting(vm, || group.consolidate()).map(Group::new)
        }
    }

    fn optional_node(node: Option<Node>, vm: &VirtualMachine) -> PyObjectRef {
        match node {
            Some(Node::Array(array)) => Array::new(array).into_pyobject(vm),
            Some(Node::Group(group)) => Group::new(group).into_pyobject(vm),
            None => vm.ctx.none(),
        }
    }

    /// The place that an address means.
    #[pyfunction]
    fn locate(address: String, vm: &VirtualMachine) -> PyResult<Place> {
        waiting(vm, || store::locate(&address)).map(|place| Place { place })
    }

    /// A place of this machine's folders, or of the page's own storage, whatever the catalogue has.
    #[pyfunction]
    fn local(path: String, vm: &VirtualMachine) -> PyResult<Place> {
        waiting(vm, || store::local(&path)).map(|place| Place { place })
    }

    /// A storage in memory that nobody else knows.
    #[pyfunction]
    fn memory(name: String) -> Place {
        Place {
            place: store::Place { storage: Arc::new(Memory::new(format!("memory://{name}"))), prefix: String::new() },
        }
    }

    /// What stands at a place: an array, a group, or None.
    #[pyfunction]
    fn open(place: PyRef<Place>, zarr_format: Option<u8>, consolidated: Option<bool>, vm: &VirtualMachine) -> PyResult {
        Ok(optional_node(waiting(vm, || store::open(&place.place, zarr_format, consolidated))?, vm))
    }

    /// Raises the error for a place where nothing of the kind stands.
    #[pyfunction]
    fn raise_not_found(
        place: PyRef<Place>,
        zarr_format: Option<u8>,
        exception: String,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let exception = match exception.as_str() {
            "ArrayNotFoundError" => "ArrayNotFoundError",
            "GroupNotFoundError" => "GroupNotFoundError",
            _ => "FileNotFoundError",
        };
        Err(raised(&store::not_found(&place.place, zarr_format, exception), vm))
    }

    /// A new array of these documents: `.zarray` and `.zattrs`, or `zarr.json`.
    #[pyfunction]
    fn create_array(
        place: PyRef<Place>,
        document: String,
        attributes: OptionalArg<String>,
        vm: &VirtualMachine,
    ) -> PyResult<Array> {
        let document = json(&document, vm)?;
        let metadata = match attributes {
            OptionalArg::Present(attributes) => store::ArrayMetadata::from_v2(&document, json(&attributes, vm)?),
            OptionalArg::Missing => store::ArrayMetadata::from_v3(&document),
        };
        let metadata = metadata.map_err(|error| raised(&error, vm))?;
        waiting(vm, || store::Array::create(place.place.clone(), metadata)).map(Array::new)
    }

    #[pyfunction]
    fn create_group(place: PyRef<Place>, zarr_format: u8, attributes: String, vm: &VirtualMachine) -> PyResult<Group> {
        let attributes = json(&attributes, vm)?;
        waiting(vm, || store::Group::create(place.place.clone(), zarr_format, attributes)).map(Group::new)
    }

    /// How an array's dtype is named in the documents of both versions: `("<f4", "float32")`.
    #[pyfunction]
    fn data_type(name: String, vm: &VirtualMachine) -> PyResult {
        let (data_type, big) = store::DataType::from_name(&name).map_err(|error| raised(&error, vm))?;
        let pair = vec![python(&data_type.to_v2(big), vm)?, python(&data_type.to_v3(), vm)?];
        Ok(vm.ctx.new_tuple(pair).into())
    }
}
