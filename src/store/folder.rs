//! A folder of the machine as a storage: the `dasklet` command's local paths.

use std::fs;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use super::storage::{Part, Storage};
use super::{Error, Result};

/// A folder.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// One that need not be there yet.
    pub fn new(path: impl Into<PathBuf>) -> Folder {
        Folder { path: path.into() }
    }

    /// The file of a key, which may not lead out of the folder.
    fn file(&self, key: &str) -> Result<PathBuf> {
        let key = Path::new(key);
        if key.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(Error::Value(format!("{} is no key of a store", key.display())));
        }
        Ok(self.path.join(key))
    }

    fn failed(&self, key: &str, error: &std::io::Error) -> Error {
        Error::Io(format!("{}/{key}: {error}", self.address()))
    }

    /// What `read` makes of the file of a key; `None` if there is no such file.
    fn read<T>(&self, key: &str, read: impl FnOnce(fs::File) -> std::io::Result<T>) -> Result<Option<T>> {
        let path = self.file(key)?;
        match fs::File::open(&path).and_then(|file| if path.is_dir() { Ok(None) } else { read(file).map(Some) }) {
            Ok(found) => Ok(found),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(self.failed(key, &error)),
        }
    }
}

impl Storage for Folder {
    fn address(&self) -> String {
        format!("file://{}", self.path.display())
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        self.read(key, |mut file| {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map(|_| bytes)
        })
    }

    fn get_up_to(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let found = self.read(key, |file| {
            let length = file.metadata()?.len();
            let mut bytes = Vec::new();
            file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map(|_| (bytes, length))
        })?;
        match found {
            Some((bytes, length)) if bytes.len() as u64 > limit => Err(self.too_long(key, Some(length), limit)),
            found => Ok(found.map(|(bytes, _)| bytes)),
        }
    }

    fn get_into(&self, key: &str, target: &mut [u8]) -> Result<Option<usize>> {
        self.read(key, |mut file| {
            let length = file.metadata()?.len() as usize;
            if length == target.len() {
                file.read_exact(target)?;
            }
            Ok(length)
        })
    }

    fn get_part(&self, key: &str, part: Part, _limit: u64) -> Result<Option<Vec<u8>>> {
        self.read(key, |mut file| {
            let range = part.within(file.metadata()?.len() as usize);
            file.seek(SeekFrom::Start(range.start as u64))?;
            let mut bytes = vec![0; range.len()];
            file.read_exact(&mut bytes).map(|()| bytes)
        })
    }

    fn children(&self, prefix: &str) -> Result<Option<Vec<String>>> {
        let folder = if prefix.is_empty() { self.path.clone() } else { self.file(prefix)? };
        let Ok(entries) = fs::read_dir(folder) else { return Ok(Some(Vec::new())) };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort();
        Ok(Some(names))
    }

    fn is_read_only(&self) -> bool {
        false
    }

    fn set(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        let path = self.file(key)?;
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, bytes)
        };
        write().map_err(|error| self.failed(key, &error))
    }

    fn erase(&self, key: &str) -> Result<()> {
        match fs::remove_file(self.file(key)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(key, &error)),
            _ => Ok(()),
        }
    }

    fn erase_below(&self, prefix: &str) -> Result<()> {
        let folder = if prefix.is_empty() { self.path.clone() } else { self.file(prefix)? };
        match fs::remove_dir_all(&folder) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(self.failed(prefix, &error))
            }
            _ => Ok(()),
        }
    }
}
