//! Blocks against what NumPy was recorded to do (`tests/block/record.py`), and laws that hold for all blocks.
#![cfg(not(target_arch = "wasm32"))]

use dasklet::block::random::{Generator, RandomState, SeedSequence};
use dasklet::block::*;
use dasklet::{each_dtype, with_dtype};
use proptest::prelude::*;
use serde_json::Value as Json;

/// The recorded calls.
const RECORD: &str = include_str!("block/numpy.jsonl");

#[test]
fn blocks_do_what_numpy_was_recorded_to_do() {
    let (mut args, mut failures) = (Vec::new(), Vec::new());
    for line in RECORD.lines() {
        let case: Json = serde_json::from_str(line).expect("a JSON object per line");
        if let Some(given) = case["args"].as_array() {
            args = given.iter().map(Arg::read).collect();
        }
        let outcome =
            if case["call"] == "text" { compared_text(&case, &args[0]) } else { compared(&case, call(&case, &args)) };
        if let Err(difference) = outcome {
            failures.push(format!("{}\n    {difference}", &line[..line.len().min(600)]));
        }
    }
    let shown = failures.iter().take(25).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {} calls differ:\n{shown}", failures.len(), RECORD.lines().count());
}

/// An argument of a recorded call.
#[derive(Clone, Debug)]
enum Arg {
    Block(Block),
    Weak(Scalar),
    List(Vec<Arg>),
}

impl Arg {
    fn read(json: &Json) -> Arg {
        if let Some(weak) = json.get("weak") {
            return Arg::Weak(scalar(weak));
        }
        if let Some(shape) = json.get("arange") {
            let shape = lengths(shape);
            let count = shape.iter().product::<isize>() as i64;
            return Arg::Block(Block::from_slice(&(0..count).collect::<Vec<_>>()).reshape(&shape).unwrap());
        }
        if let Some(seed) = json.get("random") {
            let mut generator = Generator::from_sequence(&SeedSequence::from_seed(seed.as_u64().unwrap().into()));
            let shape: Vec<usize> = lengths(&json["shape"]).iter().map(|&length| length as usize).collect();
            let floats = generator.random(&shape, DType::Float64).unwrap();
            return Arg::Block(floats.astype(dtype(&json["dtype"]).unwrap()).unwrap());
        }
        match json.as_array().expect("an array").as_slice() {
            [Json::String(name), Json::Array(_), Json::Array(elements)] if DType::from_name(name).is_some() => {
                Arg::Block(block(DType::from_name(name).unwrap(), &lengths(&json[1]), elements))
            }
            items => Arg::List(items.iter().map(Arg::read).collect()),
        }
    }

    fn block(&self) -> Block {
        match self {
            Arg::Block(block) => block.clone(),
            Arg::Weak(scalar) => Block::scalar(*scalar, scalar.dtype()),
            Arg::List(_) => panic!("a list stands where an array is wanted"),
        }
    }

    fn operand(&self) -> Operand {
        match self {
            Arg::Block(block) => block.into(),
            Arg::Weak(scalar) => (*scalar).into(),
            Arg::List(_) => panic!("a list stands where an operand is wanted"),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        match self {
            Arg::List(items) => items.iter().map(Arg::block).collect(),
            other => vec![other.block()],
        }
    }
}

fn scalar(json: &Json) -> Scalar {
    match json {
        Json::Bool(value) => Scalar::Bool(*value),
        Json::String(text) => Scalar::Float(text.parse().unwrap()),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Scalar::Int(value.into()),
            (_, Some(value)) => Scalar::Int(value.into()),
            _ => Scalar::Float(number.as_f64().unwrap()),
        },
        other => panic!("{other} is no scalar"),
    }
}

fn block(dtype: DType, shape: &[isize], elements: &[Json]) -> Block {
    let scalars: Vec<Scalar> = elements.iter().map(scalar).collect();
    with_dtype!(dtype, T => {
        Block::from_slice(&scalars.into_iter().map(T::from_scalar).collect::<Vec<T>>()).reshape(shape).unwrap()
    })
}

fn lengths(json: &Json) -> Vec<isize> {
    json.as_array().expect("a list").iter().map(|length| length.as_i64().unwrap() as isize).collect()
}

fn counts(json: &Json) -> Vec<i64> {
    lengths(json).into_iter().map(|count| count as i64).collect()
}

fn axes(json: &Json) -> Option<Vec<isize>> {
    json.as_array().map(|_| lengths(json))
}

fn dtype(json: &Json) -> Option<DType> {
    json.as_str().map(|name| DType::from_name(name).expect("a dtype"))
}

fn int(json: &Json) -> isize {
    json.as_i64().expect("an integer") as isize
}

fn indices(spec: &Json) -> Vec<Index> {
    let of = |item: &Json| match item {
        Json::Number(_) => Index::Int(int(item)),
        Json::String(text) if text == "..." => Index::Ellipsis,
        Json::String(text) if text == "new" => Index::NewAxis,
        Json::String(text) => {
            let mut parts = text.split(':').map(|part| part.parse().ok()).collect::<Vec<Option<isize>>>();
            parts.resize(3, None);
            Index::Slice { start: parts[0], stop: parts[1], step: parts[2] }
        }
        array => {
            let mut shape = Vec::new();
            let mut elements = Vec::new();
            flatten(&array["array"], 0, &mut shape, &mut elements);
            let dtype = dtype(&array["dtype"]).unwrap_or_else(|| match &elements[0] {
                Json::Bool(_) => DType::Bool,
                Json::Number(number) if number.is_f64() => DType::Float64,
                _ => DType::Int64,
            });
            Index::Array(block(dtype, &shape, &elements))
        }
    };
    spec.as_array().expect("a list").iter().map(of).collect()
}

fn flatten(json: &Json, depth: usize, shape: &mut Vec<isize>, elements: &mut Vec<Json>) {
    match json.as_array() {
        Some(items) => {
            if shape.len() == depth {
                shape.push(items.len() as isize);
            }
            items.iter().for_each(|item| flatten(item, depth + 1, shape, elements));
        }
        None => elements.push(json.clone()),
    }
}

fn call(case: &Json, args: &[Arg]) -> Result<Vec<Block>> {
    let one = |result: Result<Block>| result.map(|block| vec![block]);
    let text = case["call"].as_str().expect("a call");
    let (verb, name) = text.split_once(' ').unwrap_or((text, ""));
    let axis = || int(&case["axis"]);
    let strings = |json: &Json| lengths(json).iter().map(|&length| length as usize).collect::<Vec<usize>>();
    match verb {
        "binary" => one(binary(Ufunc::from_name(name).expect(name), args[0].operand(), args[1].operand())),
        "unary" => one(unary(Ufunc::from_name(name).expect(name), &args[0].block())),
        "astype" => one(args[0].block().astype(dtype(&case["dtype"]).unwrap())),
        "reduce" => one(reduce(
            Reduction::from_name(name).expect(name),
            &args[0].block(),
            axes(&case["axes"]).as_deref(),
            case["keepdims"].as_bool().unwrap(),
            dtype(&case["dtype"]),
            case["ddof"].as_f64().unwrap_or(0.0),
        )),
        "transposed" => one(reduce(
            Reduction::Sum,
            &args[0].block().transpose(None)?,
            axes(&case["axes"]).as_deref(),
            false,
            None,
            0.0,
        )),
        "cumulate" => {
            let cumulation = match name {
                "cumsum" => Cumulation::Sum,
                "cumprod" => Cumulation::Prod,
                "nancumsum" => Cumulation::NanSum,
                _ => Cumulation::NanProd,
            };
            one(accumulate(cumulation, &args[0].block(), case["axis"].as_i64().map(|axis| axis as isize), None))
        }
        "index" => one(args[0].block().index(&indices(&case["spec"]))),
        "set" => {
            let before = args[0].block();
            let mut changed = before.clone();
            changed.set_index(&indices(&case["spec"]), &args[1].block())?;
            let differs = binary(Ufunc::NotEqual, &changed, &before)?;
            let places = differs.ravel()?.nonzero()?.remove(0);
            Ok(vec![places, changed.index(&[Index::Array(differs)])?])
        }
        "reshape" if name.is_empty() => one(args[0].block().reshape(&lengths(&case["shape"]))),
        "reshape" => one(args[0].block().transpose(None)?.reshape(&lengths(&case["shape"]))),
        "transpose" => one(args[0].block().transpose(axes(&case["axes"]).as_deref())),
        "flip" => one(args[0].block().flip(axes(&case["axes"]).as_deref())),
        "broadcast_to" => one(args[0].block().broadcast_to(&strings(&case["shape"]))),
        "squeeze" => one(args[0].block().squeeze(axes(&case["axes"]).as_deref())),
        "moveaxis" => one(args[0].block().moveaxis(&lengths(&case["source"]), &lengths(&case["target"]))),
        "roll" => one(args[0].block().roll(int(&case["shift"]), axis())),
        "repeat" => one(args[0].block().repeat(&counts(&case["counts"]), axis())),
        "tile" => one(args[0].block().tile(&counts(&case["counts"]))),
        "diff" => one(args[0].block().diff(int(&case["n"]) as usize, axis())),
        "round" => one(args[0].block().round(int(&case["decimals"]) as i32)),
        "concatenate" => one(concatenate(&args[0].blocks(), axis())),
        "stack" => one(stack(&args[0].blocks(), axis())),
        "where" => one(where_(&args[0].block(), args[1].operand(), args[2].operand())),
        "dot" => one(dot(&args[0].block(), &args[1].block())),
        "matmul" => one(matmul(&args[0].block(), &args[1].block())),
        "tensordot" => {
            one(tensordot(&args[0].block(), &args[1].block(), &lengths(&case["axes"][0]), &lengths(&case["axes"][1])))
        }
        "sort" => one(args[0].block().sort(axis())),
        "argsort" => one(args[0].block().argsort(axis())),
        "unique" => {
            args[0].block().unique().map(|unique| vec![unique.values, unique.index, unique.inverse, unique.counts])
        }
        "searchsorted" => {
            let side = if case["side"] == "left" { Side::Left } else { Side::Right };
            one(args[0].block().searchsorted(&args[1].block(), side))
        }
        "median" => one(args[0].block().median(axis(), false)),
        "nanmedian" => one(args[0].block().median(axis(), true)),
        "quantile" => {
            let fractions: Vec<f64> =
                case["fractions"].as_array().unwrap().iter().map(|f| f.as_str().unwrap().parse().unwrap()).collect();
            one(stack(&args[0].block().quantiles(&fractions, axis(), false)?, 0))
        }
        "bincount" => one(args[0].block().bincount(None, 0)),
        "nonzero" => args[0].block().nonzero(),
        "arange" => {
            let [Arg::Weak(start), Arg::Weak(stop), Arg::Weak(step)] = args else { panic!("three numbers") };
            one(Block::arange(*start, *stop, *step, dtype(&case["dtype"]).unwrap()))
        }
        "linspace" => {
            let [Arg::Weak(start), Arg::Weak(stop)] = args else { panic!("two numbers") };
            let (count, endpoint) = (int(&case["count"]) as usize, case["endpoint"].as_bool().unwrap());
            one(Block::linspace(start.as_f64(), stop.as_f64(), count, endpoint, dtype(&case["dtype"]).unwrap()))
        }
        "eye" => {
            let n = int(&case["n"]) as usize;
            one(Block::eye(n, n + 1, int(&case["k"]), DType::Float64))
        }
        "generator" | "state" => one(drawn(case, verb, name)),
        "spawn" => {
            let mut sequence = SeedSequence::from_seed(case["seed"].as_u64().unwrap().into());
            let mut children = sequence.spawn(2)?;
            children.extend(sequence.spawn(1)?);
            children.extend(sequence.spawn(1)?[0].spawn(1)?);
            children.iter().map(|child| Generator::from_sequence(child).random(&[2], DType::Float64)).collect()
        }
        other => panic!("no such call: {other}"),
    }
}

fn compared(case: &Json, outcome: Result<Vec<Block>>) -> Result<(), String> {
    match (case["error"].as_str(), outcome) {
        (Some(expected), Err(error)) => {
            let message = case["message"].as_str().unwrap();
            // NumPy's own kind of TypeError was recorded as one.
            let is_expected =
                [error.exception_type().trim_start_matches("UFunc"), error.exception_type()].contains(&expected);
            if !is_expected || error.to_string() != message {
                return Err(format!("{}: {error}\n    not {expected}: {message}", error.exception_type()));
            }
            Ok(())
        }
        (Some(expected), Ok(_)) => Err(format!("no {expected}")),
        (None, Err(error)) => Err(format!("{}: {error}", error.exception_type())),
        (None, Ok(found)) => {
            let expected = Arg::read(&case["expect"]).blocks();
            if found.len() != expected.len() {
                return Err(format!("{} results", found.len()));
            }
            let ulps = case["ulps"].as_u64().unwrap_or(0);
            // Sums of products may cancel: then the greatest of them sets the scale.
            let cancelling = case["cancelling"].as_bool().unwrap_or(false);
            found.iter().zip(&expected).try_for_each(|(found, expected)| same(found, expected, ulps, cancelling))
        }
    }
}

fn compared_text(case: &Json, arg: &Arg) -> Result<(), String> {
    let default = PrintOptions::default();
    let option = |name: &str, default: usize| case[name].as_u64().map_or(default, |value| value as usize);
    let options = PrintOptions {
        precision: option("precision", default.precision),
        threshold: option("threshold", default.threshold),
        edgeitems: option("edgeitems", default.edgeitems),
        linewidth: option("linewidth", default.linewidth),
        suppress: case["suppress"].as_bool().unwrap_or(default.suppress),
    };
    let block = arg.block();
    let is_scalar = case["repr"].as_str().unwrap().starts_with("np.");
    let (text, repr) = if is_scalar {
        (scalar_text(&block), scalar_repr(&block))
    } else {
        (block.to_text(&options), block.to_repr(&options))
    };
    for (found, expected) in [(text, &case["str"]), (repr, &case["repr"])] {
        if expected != &found {
            return Err(format!("{found}\n    not\n{}", expected.as_str().unwrap()));
        }
    }
    Ok(())
}

/// Draws what was drawn from a generator of either kind.
fn drawn(case: &Json, kind: &str, name: &str) -> Result<Block> {
    let words: Vec<u128> = match case["seed"].as_array() {
        Some(seeds) => seeds.iter().map(|seed| seed.as_u64().unwrap().into()).collect(),
        None => vec![case["seed"].as_u64().unwrap().into()],
    };
    let shape: Vec<usize> = lengths(&case["shape"]).iter().map(|&length| length as usize).collect();
    let argument = |place: usize| case["arguments"][place].as_f64().unwrap();
    let bound = |place: usize| match scalar(&case["arguments"][place]) {
        // 2**64 does not fit JSON's integers.
        Scalar::Float(float) => float as i128,
        integer => integer.as_i128().unwrap(),
    };
    let dtype = dtype(&case["dtype"]);
    let float = dtype.unwrap_or(DType::Float64);
    let mut generator = Generator::from_sequence(&SeedSequence::new(
        words.iter().flat_map(|&word| SeedSequence::words(word)).collect(),
    ));
    let mut state = match words.as_slice() {
        [seed] => RandomState::from_seed(*seed as u32),
        seeds => RandomState::from_array(&seeds.iter().map(|&seed| seed as u32).collect::<Vec<_>>())?,
    };
    let mut sample = |shape: &[usize]| match (kind, name) {
        ("generator", "random") => generator.random(shape, float),
        ("generator", "uniform") => generator.uniform(argument(0), argument(1), shape),
        ("generator", "standard_normal") => generator.standard_normal(shape, float),
        ("generator", "normal") => generator.normal(argument(0), argument(1), shape),
        ("generator", "exponential") => generator.exponential(argument(0), shape),
        ("generator", "poisson") => generator.poisson(argument(0), shape),
        ("generator", "integers") => generator.integers(bound(0), bound(1), shape, dtype.unwrap(), false),
        ("generator", "permutation") => generator.permutation(shape[0] as u64),
        ("state", "random_sample") => state.random_sample(shape),
        ("state", "uniform") => state.uniform(argument(0), argument(1), shape),
        ("state", "standard_normal") => state.standard_normal(shape),
        ("state", "normal") => state.normal(argument(0), argument(1), shape),
        ("state", "exponential") => state.exponential(argument(0), shape),
        ("state", "poisson") => state.poisson(argument(0), shape),
        ("state", "randint") => state.randint(bound(0), bound(1), shape, dtype.unwrap()),
        ("state", "permutation") => state.permutation(shape[0] as u64),
        other => panic!("no such draw: {other:?}"),
    };
    if name != "permutation" {
        sample(&[3])?;
    }
    sample(&shape)?.ravel()?.index(&[Index::Slice { start: None, stop: None, step: Some(int(&case["every"])) }])
}

/// Whether two blocks agree in dtype, shape and elements; floats up to so many units in the last place.
fn same(found: &Block, expected: &Block, ulps: u64, cancelling: bool) -> Result<(), String> {
    let sizes = expected.scalars().into_iter().map(|element| element.as_f64().abs());
    let greatest = if cancelling { sizes.filter(|size| size.is_finite()).fold(0.0, f64::max) } else { 0.0 };
    let close = |left: Scalar, right: Scalar| match (left, right) {
        (Scalar::Float(left), Scalar::Float(right)) => {
            let size = right.abs().max(greatest);
            let spacing = if expected.dtype() == DType::Float32 {
                f64::from((size as f32).next_up()) - f64::from(size as f32)
            } else {
                size.next_up() - size
            };
            left == right && left.is_sign_negative() == right.is_sign_negative()
                || left.is_nan() && right.is_nan()
                || ulps > 0 && (left - right).abs() <= ulps as f64 * spacing.max(1e-300)
        }
        (left, right) => left == right,
    };
    let agree = found.dtype() == expected.dtype()
        && found.shape() == expected.shape()
        && found.scalars().into_iter().zip(expected.scalars()).all(|(left, right)| close(left, right));
    if agree {
        return Ok(());
    }
    let shown = |block: &Block| each_dtype!(block, array => format!("{:?} {:?} {:?}", block.dtype(), block.shape(), array.iter().take(40).collect::<Vec<_>>()));
    Err(format!("{}\n    not {}", shown(found), shown(expected)))
}

/// Arrays of up to three axes of up to five elements, and where to cut them along each axis.
fn cut_array() -> impl Strategy<Value = (Block, Vec<usize>)> {
    prop::collection::vec(1_usize..6, 1..4).prop_flat_map(|shape| {
        let size = shape.iter().product::<usize>();
        let cuts: Vec<_> = shape.iter().map(|&length| 0..=length).collect();
        (prop::collection::vec(-50_i64..50, size), cuts, Just(shape))
            .prop_map(|(elements, cuts, shape)| (Block::from_vec(&shape, elements).expect("the sizes agree"), cuts))
    })
}

proptest! {
    #[test]
    fn reducing_parts_and_then_their_results_reduces_the_whole((block, cuts) in cut_array(), axis_pick in 0_usize..3) {
        let axis = axis_pick % block.ndim();
        let cut = cuts[axis];
        let parts: Vec<Block> = [(0, cut), (cut, block.shape()[axis])]
            .into_iter()
            .filter(|(start, stop)| start < stop)
            .map(|(start, stop)| block.slice_axis(axis, start, stop))
            .collect();
        for reduction in [Reduction::Sum, Reduction::Min, Reduction::Max, Reduction::Prod] {
            let over = |block: &Block| reduce(reduction, block, Some(&[axis as isize]), true, None, 0.0).unwrap();
            let partial: Vec<Block> = parts.iter().map(over).collect();
            let combined = over(&concatenate(&partial, axis as isize).unwrap());
            prop_assert_eq!(combined.scalars(), over(&block).scalars());
        }
    }

    #[test]
    fn cut_arrays_are_assembled_again((block, cuts) in cut_array()) {
        let cut = cuts[0];
        let parts: Vec<(Vec<usize>, Block)> = [(0, cut), (cut, block.shape()[0])]
            .into_iter()
            .filter(|(start, stop)| start < stop)
            .map(|(start, stop)| {
                let mut offsets = vec![0; block.ndim()];
                offsets[0] = start;
                (offsets, block.slice_axis(0, start, stop))
            })
            .collect();
        prop_assert_eq!(Block::assembled(block.shape(), &parts).unwrap().scalars(), block.scalars());
    }

    #[test]
    fn broadcasting_commutes_with_repeating((block, _) in cut_array(), count in 1_usize..4) {
        let wide: Vec<usize> = std::iter::once(count).chain(block.shape().iter().copied()).collect();
        let repeated = block.broadcast_to(&wide).unwrap();
        let by_rule = binary(Ufunc::Add, &repeated, &block).unwrap();
        let by_hand = binary(Ufunc::Add, &repeated, block.broadcast_to(&wide).unwrap()).unwrap();
        prop_assert_eq!(by_rule.scalars(), by_hand.scalars());
    }

    #[test]
    fn layout_does_not_matter((block, _) in cut_array()) {
        // The same elements in C order, as a transposed view, and backwards twice.
        let turned = block.transpose(None).unwrap().to_c_order().unwrap().transpose(None).unwrap();
        let flipped = block.flip(None).unwrap().to_c_order().unwrap().flip(None).unwrap();
        for other in [turned, flipped] {
            let sum = binary(Ufunc::Add, &other, &block).unwrap();
            prop_assert_eq!(sum.scalars(), binary(Ufunc::Add, &block, &block).unwrap().scalars());
            for reduction in [Reduction::Sum, Reduction::Var, Reduction::ArgMax] {
                let over = |block: &Block| reduce(reduction, block, Some(&[0]), false, None, 0.0).unwrap();
                let (found, expected) = (over(&other), over(&block));
                prop_assert!(same(&found, &expected, 4, true).is_ok());
            }
        }
    }

    #[test]
    fn what_is_written_is_read_and_nobody_else_sees_it((block, cuts) in cut_array()) {
        let before = block.clone();
        let mut changed = block.clone();
        let indices = [Index::range(0, cuts[0] as isize), Index::Ellipsis];
        let value = Block::scalar(Scalar::Int(1000), DType::Int64);
        changed.set_index(&indices, &value).unwrap();
        prop_assert!(changed.index(&indices).unwrap().scalars().iter().all(|element| *element == Scalar::Int(1000)));
        prop_assert_eq!(block.scalars(), before.scalars());
    }
}

#[test]
fn arrays_past_all_memory_are_errors() {
    for (shape, exception_type) in [
        (vec![1 << 44], "MemoryError"),
        (vec![1 << 30, 1 << 29], "MemoryError"),
        (vec![1 << 31, 1 << 31], "ValueError"),
        (vec![usize::MAX, 2], "ValueError"),
        (vec![usize::MAX, 0, usize::MAX], "ValueError"),
    ] {
        let error = Block::ones(&shape, DType::Float64).expect_err("nobody has so much");
        assert_eq!(error.exception_type(), exception_type, "{shape:?}");
    }
    let error = Error::Memory { shape: vec![12_500_000_000], dtype: DType::Float64 };
    assert_eq!(
        error.to_string(),
        "Unable to allocate 93.1 GiB for an array with shape (12500000000,) and data type float64"
    );
}
