//! The array room at its border: chunked results equal those of whole arrays, and graphs have Dask's layers and counts.
#![cfg(not(target_arch = "wasm32"))]

use dasklet::array::{
    self, Array, AxisChunks, AxisRequest, Chunks, Config, Item, Operand, ReductionOptions, Request, SplitEvery, Target,
    normalize_chunks,
};
use dasklet::block::{self, Block, Cumulation, DType, Index, Reduction, Scalar, Ufunc};
use dasklet::graph::{TaskKind, key_split, optimize};
use proptest::prelude::*;

mod support;
use support::compute;

fn config() -> Config {
    Config::default()
}

fn size(size: isize) -> Request {
    Request::All(AxisRequest::Size(size))
}

fn cut(shape: &[usize], request: &Request) -> Chunks {
    let shape: Vec<Option<usize>> = shape.iter().copied().map(Some).collect();
    let target = Target { shape: &shape, dtype: Some(DType::Float64), previous: None, limit: None };
    normalize_chunks(request, target, &config()).unwrap_or_else(|error| panic!("{error}"))
}

fn ones(shape: &[usize], chunk: isize) -> Array {
    array::filled("ones_like", cut(shape, &size(chunk)), Scalar::Int(1), DType::Float64).unwrap()
}

/// 0, 1, 2, … in this shape.
fn counted(shape: &[usize], chunk: isize) -> (Block, Array) {
    let n: usize = shape.iter().product();
    let flat = Block::from_slice(&(0..n).map(|i| ((i * 7919) % 1009) as f64 / 8.0).collect::<Vec<_>>());
    let block = flat.reshape(&shape.iter().map(|&length| length as isize).collect::<Vec<_>>()).unwrap();
    let chunked = array::from_block(&block, cut(shape, &size(chunk)), None).unwrap();
    (block, chunked)
}

#[test]
fn chunks_are_normalized_as_in_dask() {
    use AxisRequest::{Auto, Bytes, Default, Exact, Size};
    let exact = |sizes: &[usize]| Exact(sizes.iter().copied().collect());
    for (shape, request, expected) in [
        (vec![10, 10], Request::All(Size(5)), "((5, 5), (5, 5))"),
        (vec![10, 10], Request::Each(vec![Size(5), Size(-1)]), "((5, 5), (10,))"),
        (vec![10, 10], Request::Each(vec![Size(3), Default]), "((3, 3, 3, 1), (10,))"),
        (vec![10, 10], Request::Some(vec![(0, Size(4))]), "((4, 4, 2), (10,))"),
        (vec![10, 10], Request::Each(vec![exact(&[2, 3, 5]), exact(&[5, 5])]), "((2, 3, 5), (5, 5))"),
        (vec![10], Request::Each(vec![Size(2), Size(3), Size(5)]), "((2, 3, 5),)"),
        (vec![10, 10], Request::All(Size(20)), "((10,), (10,))"),
        (vec![0, 3], Request::All(Size(2)), "((0,), (2, 1))"),
        (vec![0, 0], Request::Each(vec![]), "((0,), (0,))"),
        (vec![10, 10], Request::All(Auto), "((10,), (10,))"),
        (vec![10000, 10000], Request::All(Bytes("10MB".into())), "1118"),
        (vec![30000, 30000], Request::All(Auto), "4096"),
        (vec![1000, 1000, 1000], Request::All(Auto), "255"),
    ] {
        let chunks = cut(&shape, &request);
        if let Ok(largest) = expected.parse::<usize>() {
            assert_eq!(chunks.chunksize(), vec![Some(largest); shape.len()], "{request:?}");
        } else {
            assert_eq!(chunks.to_string(), expected, "{request:?}");
        }
    }
}

#[test]
fn automatic_chunks_respect_previous_ones() {
    let shape = [Some(1000); 3];
    let previous = cut(&[1000; 3], &Request::All(AxisRequest::Auto));
    let request = Request::Each(vec![AxisRequest::Size(-1), AxisRequest::Size(100), AxisRequest::Auto]);
    let target = Target { shape: &shape, dtype: Some(DType::Float64), previous: Some(&previous), limit: None };
    let chunks = normalize_chunks(&request, target, &config()).unwrap();
    assert_eq!(chunks.chunksize(), [Some(1000), Some(100), Some(167)]);
    assert_eq!(chunks.n_blocks(), 60);
    let shape = [Some(365), Some(721), Some(1440)];
    let request = Request::Each(vec![AxisRequest::Size(-1), AxisRequest::Auto, AxisRequest::Auto]);
    let target = Target { shape: &shape, dtype: Some(DType::Float32), previous: None, limit: None };
    let chunks = normalize_chunks(&request, target, &config()).unwrap();
    assert_eq!(chunks.to_string(), "((365,), (303, 303, 115), (303, 303, 303, 303, 228))");
}

#[test]
fn wrong_chunks_are_refused_with_the_words_of_dask() {
    let refused = |shape: &[usize], request: Request| {
        let shape: Vec<Option<usize>> = shape.iter().copied().map(Some).collect();
        let target = Target { shape: &shape, dtype: Some(DType::Float64), previous: None, limit: None };
        normalize_chunks(&request, target, &config()).unwrap_err().to_string()
    };
    let exact = |sizes: &[usize]| AxisRequest::Exact(sizes.iter().copied().collect::<AxisChunks>());
    let sums = refused(&[4, 6], Request::Each(vec![exact(&[2, 2]), exact(&[2, 2])]));
    assert_eq!(sums, "Chunks do not add up to shape. Got chunks=((2, 2), (2, 2)), shape=(4, 6)");
    let length = refused(&[4, 6], Request::Each(vec![AxisRequest::Size(2); 3]));
    assert_eq!(length, "Chunks and shape must be of the same length/dimension. Got chunks=(2, 2, 2), shape=(4, 6)");
    assert!(refused(&[9], Request::All(AxisRequest::Bytes("ten lots".into()))).contains("byte unit"));
    let huge = array::filled("ones_like", cut(&[1 << 20, 1 << 20], &size(16)), Scalar::Int(1), DType::Float64);
    assert!(huge.unwrap_err().to_string().contains("use larger chunks"));
    // Their lengths alone would not fit into memory.
    for (length, chunk) in [(1_000_000_000_000_000_000, 10), (usize::MAX / 2, 1), (1 << 40, 1000)] {
        for request in [Request::All(AxisRequest::Size(chunk)), Request::Each(vec![AxisRequest::Size(chunk)])] {
            let error = refused(&[length], request);
            assert!(
                error.starts_with(&format!("chunks={chunk} along an axis of {length} elements would make")),
                "{error}"
            );
        }
    }
}

/// Layers by what people read of their names with their numbers of tasks, then tasks and aliases after optimization.
fn layers(array: &Array) -> String {
    let layers: Vec<String> =
        array.graph().layers().map(|layer| format!("{} {}", key_split(&layer.name), layer.len())).collect();
    let tasks = optimize(array.graph(), &array.keys());
    let n_aliases = tasks.values().filter(|task| matches!(task.kind, TaskKind::Alias(_))).count();
    format!("{} = {} ({n_aliases})", layers.join(", "), tasks.len())
}

fn over(axis: &[isize]) -> ReductionOptions {
    ReductionOptions::over(axis)
}

/// Counts that dask 2026.8.0 gives for the same expressions.
#[test]
fn graphs_have_the_layers_and_tasks_of_dask() {
    let config = config();
    let x = ones(&[40], 2);
    let m = ones(&[8, 8], 2);
    let reduce = |x: &Array, reduction, options| array::reduce(x, reduction, &options, &config).unwrap();
    let all = ReductionOptions::default;
    let (_, data) = counted(&[365, 50, 50], 10);
    let data = data.rechunk(&Request::Each([50, 10, 10].map(AxisRequest::Size).to_vec()), &config).unwrap();
    for (array, expected) in [
        (
            reduce(&x, Reduction::Sum, all()),
            "ones_like 20, sum 20, sum-partial 5, sum-partial 2, sum-aggregate 1 = 27 (0)",
        ),
        (
            reduce(&x, Reduction::Std, all()),
            "ones_like 20, var 20, var-partial 5, var-partial 2, var-aggregate 1, sqrt 1 = 28 (1)",
        ),
        (reduce(&m, Reduction::Max, over(&[0])), "ones_like 16, chunk_max 16, max-aggregate 4 = 20 (0)"),
        (m.transpose(None, &config).unwrap(), "ones_like 16, transpose 16 = 16 (0)"),
        (m.reshape(&[64], true, &config).unwrap(), "ones_like 16, rechunk-merge 48, reshape 16 = 80 (0)"),
        (m.reshape(&[64], false, &config).unwrap(), "ones_like 16, rechunk-merge 64, reshape 32 = 80 (0)"),
        (
            m.rechunk(&Request::Each(vec![AxisRequest::Size(8), AxisRequest::Size(1)]), &config).unwrap(),
            "ones_like 16, rechunk-merge 40 = 56 (0)",
        ),
        (array::dot(&m, &m, &config).unwrap(), "ones_like 16, tensordot 64, sum 64, sum-aggregate 16 = 80 (0)"),
        (
            array::matmul(&m, &m, &config).unwrap(),
            "ones_like 16, matmul 64, chunk_sum 64, chunk_sum-aggregate 16 = 80 (0)",
        ),
        (
            array::arg_reduction(&m, Reduction::ArgMax, Some(0), false, None, &config).unwrap(),
            "ones_like 16, arg-reduce 16, arg_agg-aggregate 4 = 36 (16)",
        ),
        (
            array::concatenate(&[x.clone(), x.clone()], 0, false, &config).unwrap(),
            "ones_like 20, concatenate 40 = 60 (40)",
        ),
        (array::stack(&[x.clone(), x.clone()], 0, &config).unwrap(), "ones_like 20, stack 40 = 60 (0)"),
        (
            array::cumulative(&x, Cumulation::Sum, Some(0), None, array::CumulativeMethod::Sequential, &config)
                .unwrap(),
            "ones_like 20, cumsum 20, cumsum 40 = 60 (0)",
        ),
        (
            array::cumulative(&x, Cumulation::Sum, Some(0), None, array::CumulativeMethod::Blelloch, &config).unwrap(),
            "ones_like 20, sum 20, cumsum 50 = 89 (0)",
        ),
    ] {
        let got = layers(&array);
        // Aliases are compared where they are certain.
        assert_eq!(got.split(" (").next(), expected.split(" (").next());
    }
    assert_eq!(
        reduce(&data, Reduction::Mean, over(&[0])).chunks().to_string(),
        "((10, 10, 10, 10, 10), (10, 10, 10, 10, 10))"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn reductions_equal_those_of_whole_arrays(
        shape in prop::collection::vec(1usize..9, 1..4), chunk in 1isize..5, axis in any::<prop::sample::Index>(), every in 2usize..5,
    ) {
        let (block, chunked) = counted(&shape, chunk);
        let axis = axis.index(shape.len() + 1);
        let axes: Option<Vec<isize>> = (axis < shape.len()).then(|| vec![axis as isize]);
        for reduction in [Reduction::Sum, Reduction::Mean, Reduction::Min, Reduction::Max, Reduction::Var, Reduction::Std,
            Reduction::Any, Reduction::All, Reduction::NanSum, Reduction::NanMean, Reduction::NanMax, Reduction::NanVar] {
            for keepdims in [false, true] {
                let options = ReductionOptions {
                    axis: axes.clone(), keepdims, split_every: Some(SplitEvery::Total(every)), ..ReductionOptions::default()
                };
                let ours = compute(&array::reduce(&chunked, reduction, &options, &config()).unwrap()).unwrap();
                let whole = block::reduce(reduction, &block, axes.as_deref(), keepdims, None, 0.0).unwrap();
                prop_assert_eq!(ours.shape(), whole.shape(), "{:?}", reduction);
                close(&ours, &whole, reduction.name());
            }
        }
        for reduction in [Reduction::ArgMin, Reduction::ArgMax] {
            let axis = axes.as_ref().map(|axes| axes[0]);
            let ours = compute(&array::arg_reduction(&chunked, reduction, axis, false, None, &config()).unwrap()).unwrap();
            let whole = block::reduce(reduction, &block, axes.as_deref(), false, None, 0.0).unwrap();
            prop_assert_eq!(ours.shape(), whole.shape());
            // Equal elements: Dask takes the first block's, NumPy the first element's.
            let value = |at: &Block| -> Vec<Scalar> {
                match axis {
                    None => vec![block.ravel().unwrap().index(&[Index::Int(at.item().unwrap().as_f64() as isize)]).unwrap().item().unwrap()],
                    Some(_) => at.scalars(),
                }
            };
            prop_assert_eq!(value(&ours), value(&whole));
        }
    }

    #[test]
    fn slices_equal_those_of_whole_arrays(
        length in 1usize..30, chunk in 1isize..7, start in prop::option::of(-35isize..35), stop in prop::option::of(-35isize..35),
        step in prop_oneof![-4isize..0, 1isize..5], picks in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let (block, chunked) = counted(&[length, 3], chunk);
        let ours = chunked.getitem(&[Item::Slice { start, stop, step: Some(step) }], &config()).unwrap();
        let whole = block.index(&[Index::Slice { start, stop, step: Some(step) }]).unwrap();
        prop_assert_eq!(ours.chunks().known_shape().unwrap(), whole.shape());
        prop_assert_eq!(compute(&ours).unwrap().scalars(), whole.scalars());
        let positions: Vec<i64> = picks.iter().map(|pick| pick.index(length) as i64).collect();
        let positions = Block::from_slice(&positions);
        let ours = chunked.getitem(&[Item::Positions(positions.clone())], &config()).unwrap();
        let whole = block.index(&[Index::Array(positions)]).unwrap();
        prop_assert_eq!(compute(&ours).unwrap().scalars(), whole.scalars());
    }

    #[test]
    fn rechunking_and_reshaping_keep_elements(
        shape in prop::collection::vec(1usize..9, 1..4), from in 1isize..5, to in prop::collection::vec(1isize..6, 3),
    ) {
        let (block, chunked) = counted(&shape, from);
        let request = Request::Each(to[..shape.len()].iter().map(|&to| AxisRequest::Size(to)).collect());
        let rechunked = chunked.rechunk(&request, &config()).unwrap();
        prop_assert_eq!(compute(&rechunked).unwrap().scalars(), block.scalars());
        for merge in [true, false] {
            let flat = chunked.reshape(&[-1], merge, &config()).unwrap();
            prop_assert_eq!(compute(&flat).unwrap().scalars(), block.scalars());
            let back = flat.reshape(&shape.iter().map(|&length| length as isize).collect::<Vec<_>>(), true, &config()).unwrap();
            prop_assert_eq!(compute(&back).unwrap().scalars(), block.scalars());
        }
    }

    #[test]
    fn running_sums_equal_those_of_whole_arrays(length in 1usize..40, chunk in 1isize..8, axis in 0isize..2) {
        let (block, chunked) = counted(&[length, 3], chunk);
        let whole = block::accumulate(Cumulation::Sum, &block, Some(axis), None).unwrap();
        for method in [array::CumulativeMethod::Sequential, array::CumulativeMethod::Blelloch] {
            let ours = array::cumulative(&chunked, Cumulation::Sum, Some(axis), None, method, &config()).unwrap();
            close(&compute(&ours).unwrap(), &whole, "cumsum");
        }
    }

    #[test]
    fn products_equal_those_of_whole_arrays(n in 1usize..7, k in 1usize..7, m in 1usize..7, chunk in 1isize..4) {
        let (a, left) = counted(&[n, k], chunk);
        let (b, right) = counted(&[k, m], chunk + 1);
        let whole = block::matmul(&a, &b).unwrap();
        close(&compute(&array::matmul(&left, &right, &config()).unwrap()).unwrap(), &whole, "matmul");
        close(&compute(&array::dot(&left, &right, &config()).unwrap()).unwrap(), &whole, "dot");
        let sum = array::ufunc(Ufunc::Add, "add", &[Operand::from(&left), Operand::from(&left.transpose(None, &config()).unwrap())], &config());
        if n == k {
            let whole = block::binary(Ufunc::Add, &a, a.transpose(None).unwrap()).unwrap();
            close(&compute(&sum.unwrap()).unwrap(), &whole, "x + x.T");
        } else if n != 1 && k != 1 {
            prop_assert!(sum.unwrap_err().to_string().starts_with("operands could not be broadcast together with shapes"));
        }
    }
}

#[track_caller]
fn close(ours: &Block, whole: &Block, what: &str) {
    assert_eq!(ours.shape(), whole.shape(), "{what}");
    assert_eq!(ours.dtype(), whole.dtype(), "{what}");
    for (ours, whole) in ours.scalars().iter().zip(whole.scalars()) {
        let (ours, whole) = (ours.as_f64(), whole.as_f64());
        assert!((ours - whole).abs() <= 1e-9 * (1.0 + whole.abs()), "{what}: {ours} and {whole}");
    }
}

#[test]
fn masks_give_chunks_of_unknown_length() {
    let (block, x) = counted(&[10], 3);
    let mask = array::ufunc(Ufunc::Greater, "gt", &[Operand::from(&x), Operand::from(50.0)], &config()).unwrap();
    let chosen = x.getitem(&[Item::Array(mask)], &config()).unwrap();
    assert_eq!(chosen.chunks().to_string(), "((nan, nan, nan, nan),)");
    let whole = block.index(&[Index::Array(block::binary(Ufunc::Greater, &block, 50.0).unwrap())]).unwrap();
    assert_eq!(compute(&chosen).unwrap().scalars(), whole.scalars());
    let error = chosen.getitem(&[Item::Int(3)], &config()).unwrap_err();
    assert!(error.to_string().contains("compute_chunk_sizes"), "{error}");
}

#[test]
fn assignment_makes_changed_copies() {
    let (mut block, x) = counted(&[6, 5], 2);
    let items = [Item::Slice { start: Some(1), stop: Some(5), step: Some(2) }, Item::FULL];
    let changed = array::setitem(&x, &items, &Operand::from(-1.0), &config()).unwrap();
    block
        .set_index(
            &[Index::Slice { start: Some(1), stop: Some(5), step: Some(2) }],
            &Block::scalar(-1.0, DType::Float64),
        )
        .unwrap();
    assert_eq!(compute(&changed).unwrap().scalars(), block.scalars());
}

#[test]
fn pictures_need_axes_and_elements() {
    assert!(array::svg::picture(&cut(&[4, 6], &size(2)), 120.0).unwrap().starts_with("<svg"));
    assert!(array::svg::picture(&cut(&[], &size(2)), 120.0).is_err());
    assert!(array::svg::picture(&cut(&[0, 3], &size(2)), 120.0).is_err());
    let html = ones(&[4, 6], 3).html(120.0);
    for text in ["192 B", "72 B", "(4, 6)", "(3, 3)", "4 chunks in 1 graph layer", "float64 numpy.ndarray", "<svg"] {
        assert!(html.contains(text), "{text}");
    }
}

/// Values that dask 2026.8.0 with NumPy 2.4.6 draws.
#[test]
fn random_arrays_are_those_of_dask() {
    use dasklet::array::random::{Distribution, Source};
    use dasklet::block::random::{RandomState, SeedSequence};
    let uniform = || Distribution::Random { dtype: DType::Float64 };
    let drawn = |source: Source, prefix: &str, length: usize| {
        compute(&source.draw(prefix, uniform(), cut(&[length], &size(2))).unwrap()).unwrap().to_vec::<f64>().unwrap()
    };
    let near = |ours: &[f64], expected: &[f64]| ours.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-8);
    let new = drawn(Source::generator(SeedSequence::from_seed(42)), "random", 5);
    assert!(near(&new, &[0.91674416, 0.91098667]), "{new:?}");
    let old = drawn(Source::random_state(RandomState::from_seed(0)), "random_sample", 4);
    assert!(near(&old, &[0.26183679, 0.66733012, 0.18722244, 0.3598777]), "{old:?}");
}

/// The golden number: 200 chunks in, 25 out, 475 tasks of which 200 are aliases.
#[test]
fn the_mean_of_random_chunks_is_475_tasks() {
    use dasklet::array::random::{Distribution, Source};
    use dasklet::block::random::RandomState;
    let chunks = cut(&[365, 500, 500], &Request::Each([50, 100, 100].map(AxisRequest::Size).to_vec()));
    let source = Source::random_state(RandomState::from_seed(0));
    let x = source.draw("random_sample", Distribution::Random { dtype: DType::Float64 }, chunks).unwrap();
    let mean = array::reduce(&x, Reduction::Mean, &over(&[0]), &config()).unwrap();
    assert_eq!(
        layers(&mean),
        "random_sample 200, mean_chunk 200, mean_combine-partial 50, mean_agg-aggregate 25 = 475 (200)"
    );
}
