//! Regions cut by a regular grid, and bytes copied between boxes of elements.

/// What a chunk and a region have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// Which chunk, counted along each axis
    pub chunk: Vec<usize>,
    /// Where in the chunk it begins
    pub in_chunk: Vec<usize>,
    /// Where in the region it begins
    pub in_region: Vec<usize>,
    /// Its lengths
    pub shape: Vec<usize>,
}

/// All overlaps of a region with the chunks of a grid, in C order; none for an empty region.
pub fn overlaps(start: &[usize], shape: &[usize], chunks: &[usize]) -> impl Iterator<Item = Overlap> {
    let (start, shape, chunks) = (start.to_vec(), shape.to_vec(), chunks.to_vec());
    let first: Vec<usize> = start.iter().zip(&chunks).map(|(&start, &chunk)| start / chunk).collect();
    let last: Vec<usize> =
        (0..shape.len()).map(|axis| (start[axis] + shape[axis].saturating_sub(1)) / chunks[axis]).collect();
    let mut next = (!shape.contains(&0)).then(|| first.clone());
    std::iter::from_fn(move || {
        let chunk = next.take()?;
        let mut overlap =
            Overlap { chunk: chunk.clone(), in_chunk: Vec::new(), in_region: Vec::new(), shape: Vec::new() };
        for axis in 0..chunk.len() {
            let begin = chunk[axis] * chunks[axis];
            let from = begin.max(start[axis]);
            let to = (begin + chunks[axis]).min(start[axis] + shape[axis]);
            overlap.in_chunk.push(from - begin);
            overlap.in_region.push(from - start[axis]);
            overlap.shape.push(to - from);
        }
        next = following(chunk, &first, &last);
        Some(overlap)
    })
}

/// The index after this one, the last axis fastest.
fn following(mut index: Vec<usize>, first: &[usize], last: &[usize]) -> Option<Vec<usize>> {
    for axis in (0..index.len()).rev() {
        if index[axis] < last[axis] {
            index[axis] += 1;
            return Some(index);
        }
        index[axis] = first[axis];
    }
    None
}

/// The distances, in elements, between neighbours along each axis of a C-ordered box.
pub fn c_strides(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    strides
}

/// A place in a buffer of elements: where a box begins, and the distances along its axes, all in elements.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The first element
    pub offset: usize,
    /// For each axis; 0 repeats the element
    pub strides: Vec<usize>,
}

impl Spot {
    /// The box that begins at `position`.
    pub fn at(strides: &[usize], position: &[usize]) -> Spot {
        let offset = strides.iter().zip(position).map(|(stride, position)| stride * position).sum();
        Spot { offset, strides: strides.to_vec() }
    }

    /// One element, repeated along all axes.
    pub fn repeated(ndim: usize) -> Spot {
        Spot { offset: 0, strides: vec![0; ndim] }
    }
}

/// Copies a box of elements of `itemsize` bytes.
pub fn copy(shape: &[usize], itemsize: usize, source: &[u8], from: &Spot, target: &mut [u8], to: &Spot) {
    if shape.contains(&0) || itemsize == 0 {
        return;
    }
    let axes: Vec<usize> = (0..shape.len()).filter(|&axis| shape[axis] > 1).collect();
    let Some((&inner, outer)) = axes.split_last() else {
        target[to.offset * itemsize..][..itemsize].copy_from_slice(&source[from.offset * itemsize..][..itemsize]);
        return;
    };
    let (count, step_from, step_to) = (shape[inner], from.strides[inner], to.strides[inner]);
    let mut index = vec![0; outer.len()];
    let (mut at_from, mut at_to) = (from.offset, to.offset);
    loop {
        if step_from == 1 && step_to == 1 {
            let bytes = count * itemsize;
            target[at_to * itemsize..][..bytes].copy_from_slice(&source[at_from * itemsize..][..bytes]);
        } else {
            let target = &mut target[at_to * itemsize..];
            let source = &source[at_from * itemsize..];
            match itemsize {
                1 => copy_row::<1>(count, source, step_from, target, step_to),
                2 => copy_row::<2>(count, source, step_from, target, step_to),
                4 => copy_row::<4>(count, source, step_from, target, step_to),
                8 => copy_row::<8>(count, source, step_from, target, step_to),
                _ => {
                    for number in 0..count {
                        let element = &source[number * step_from * itemsize..][..itemsize];
                        target[number * step_to * itemsize..][..itemsize].copy_from_slice(element);
                    }
                }
            }
        }
        let mut place = outer.len();
        loop {
            if place == 0 {
                return;
            }
            place -= 1;
            let axis = outer[place];
            index[place] += 1;
            at_from += from.strides[axis];
            at_to += to.strides[axis];
            if index[place] < shape[axis] {
                break;
            }
            at_from -= from.strides[axis] * shape[axis];
            at_to -= to.strides[axis] * shape[axis];
            index[place] = 0;
        }
    }
}

fn copy_row<const N: usize>(count: usize, source: &[u8], step_from: usize, target: &mut [u8], step_to: usize) {
    for number in 0..count {
        let element: [u8; N] = source[number * step_from * N..][..N].try_into().unwrap_or([0; N]);
        target[number * step_to * N..][..N].copy_from_slice(&element);
    }
}

/// Turns the byte order of all elements around.
pub fn swap(bytes: &mut [u8], width: usize) {
    if width > 1 {
        bytes.chunks_exact_mut(width).for_each(<[u8]>::reverse);
    }
}
