//! What the log needs of files, and what browsers answer when asked for it.

/// What the log needs of a file. Nobody else writes to it.
pub trait File: Send {
    /// How many bytes it has.
    fn length(&self) -> Result<u64, FileError>;
    /// Reads bytes from an offset on; fewer than fit where the file ends.
    fn read_at(&self, offset: u64, target: &mut [u8]) -> Result<usize, FileError>;
    /// Writes all bytes from an offset on.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError>;
    /// Makes it this long.
    fn truncate(&mut self, length: u64) -> Result<(), FileError>;
    /// Waits until what was written is safe.
    fn flush(&mut self) -> Result<(), FileError>;
}

/// Why a file did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is no room.
    Full,
    /// Anything else
    Other(String),
}

/// The bytes that a browser says it has read or written, of so many that were asked for.
///
/// Chromium hands its own error codes on as counts: -8, no space, comes as 4294967288.
pub fn bytes_moved(answer: f64, asked: usize) -> Result<usize, FileError> {
    if answer.fract() == 0.0 && (0.0..=asked as f64).contains(&answer) {
        return Ok(answer as usize);
    }
    let code = if answer > f64::from(i32::MAX) { answer - TWO_TO_32 } else { answer };
    Err(if NO_ROOM.contains(&code) {
        FileError::Full
    } else {
        FileError::Other(format!("of {asked} bytes the browser has moved {answer}, which cannot be"))
    })
}

/// The length that a browser says a file has.
pub fn file_length(answer: f64) -> Result<u64, FileError> {
    if answer.fract() == 0.0 && (0.0..LENGTH_MAX).contains(&answer) {
        return Ok(answer as u64);
    }
    Err(FileError::Other(format!("the browser says that a file has {answer} bytes, which cannot be")))
}

const TWO_TO_32: f64 = 4_294_967_296.0;
/// Integers up to here are exact.
const LENGTH_MAX: f64 = 9_007_199_254_740_992.0;
/// Chromium's codes for no memory, where a private window keeps its files, and no space.
const NO_ROOM: [f64; 2] = [-7.0, -8.0];

/// So many bytes from an offset on, a piece after the other.
pub(super) fn pieces(
    file: &dyn File,
    offset: u64,
    length: u64,
    piece_length: u64,
    mut each: impl FnMut(&[u8]) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut buffer = vec![0; length.min(piece_length) as usize];
    let mut done = 0;
    while done < length {
        let piece = &mut buffer[..(length - done).min(piece_length) as usize];
        read(file, offset + done, piece)?;
        each(piece)?;
        done += piece.len() as u64;
    }
    Ok(())
}

/// Fills `target` from an offset on.
pub(super) fn read(file: &dyn File, offset: u64, target: &mut [u8]) -> Result<(), FileError> {
    match read_up_to(file, offset, target)? == target.len() {
        true => Ok(()),
        false => Err(FileError::Other("the file of stored data ends too early".to_owned())),
    }
}

/// Fills `target` as far as the file goes.
pub(super) fn read_up_to(file: &dyn File, offset: u64, target: &mut [u8]) -> Result<usize, FileError> {
    let mut count = 0;
    while count < target.len() {
        match file.read_at(offset + count as u64, &mut target[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

/// A piece of a file, so that many small records take one read.
#[derive(Default)]
pub(super) struct Window {
    offset: u64,
    bytes: Vec<u8>,
}

impl Window {
    /// So many bytes from an offset on; `None` if the file ends before.
    pub(super) fn bytes(&mut self, file: &dyn File, offset: u64, count: usize) -> Result<Option<&[u8]>, FileError> {
        let is_there = offset >= self.offset && offset + count as u64 <= self.offset + self.bytes.len() as u64;
        if !is_there {
            self.offset = offset;
            self.bytes.resize(count.max(WINDOW), 0);
            let length = read_up_to(file, offset, &mut self.bytes)?;
            self.bytes.truncate(length);
        }
        let start = (offset - self.offset) as usize;
        Ok(self.bytes.get(start..start + count))
    }
}

const WINDOW: usize = 16 << 10;
