//! From a path to a stream of bytes, and from bytes to a file that is replaced whole or not at all.
//!
//! gzip (also many members one after another) and bzip2 (also many streams) are seen by their first bytes, whatever the
//! file is called. What expands without measure is refused while streaming, so that a bomb costs little memory and time.

use crate::error::{At, FormatError};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

/// How much a compressed file may expand to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in all.
    pub n_bytes: u64,
    /// Bytes for each byte of the file, once [`Limits::free_bytes`] have passed.
    pub ratio: u64,
    /// Bytes that may pass whatever the ratio.
    pub free_bytes: u64,
}

impl Default for Limits {
    /// 256 GiB in all; 250 to 1 after the first 64 MiB. OpenStreetMap XML compresses about 20 to 1, the densest table seen 90 to 1.
    fn default() -> Self {
        Self { n_bytes: 256 << 30, ratio: 250, free_bytes: 64 << 20 }
    }
}

/// A file, expanded when it was compressed, that knows its path and how far it was read.
pub struct Stream {
    path: PathBuf,
    inner: BufReader<Box<dyn Read + Send>>,
    n_consumed: u64,
}

impl Stream {
    /// Returns the path, as the user named it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns how many bytes of the expanded file were consumed.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.n_consumed
    }

    /// Returns at least `n_bytes` from the start of what is left, without consuming them; fewer at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read, or its compression is damaged.
    pub fn peek(&mut self, n_bytes: usize) -> Result<Vec<u8>, FormatError> {
        let mut head = Vec::new();
        let read = (&mut self.inner).take(n_bytes as u64).read_to_end(&mut head);
        let rest = std::mem::replace(&mut self.inner, BufReader::new(Box::new(io::empty())));
        let whole: Box<dyn Read + Send> = Box::new(io::Cursor::new(head.clone()).chain(rest));
        self.inner = BufReader::with_capacity(BUFFER, whole);
        read.map_err(|error| read_error(&self.path, error))?;
        Ok(head)
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.n_consumed += n as u64;
        Ok(n)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.n_consumed += n as u64;
        self.inner.consume(n);
    }
}

const BUFFER: usize = 128 << 10;

/// Opens a file for reading with the default [`Limits`].
///
/// # Errors
/// The file does not exist, may not be read, or is a directory.
pub fn open(path: &Path) -> Result<Stream, FormatError> {
    let file = File::open(path).at(path, "cannot open")?;
    if file.metadata().at(path, "cannot open")?.is_dir() {
        return Err(FormatError::unsupported(path, "expected a file, found a folder"));
    }
    expand(path, file, Limits::default())
}

/// Expands any source of bytes; `path` is what errors will call it.
///
/// # Errors
/// The source cannot be read.
pub fn expand(path: &Path, source: impl Read + Send + 'static, limits: Limits) -> Result<Stream, FormatError> {
    let n_read = Arc::new(AtomicU64::new(0));
    let mut source = BufReader::with_capacity(BUFFER, Counted { inner: source, n_read: Arc::clone(&n_read) });
    let magic = source.fill_buf().at(path, "cannot read")?;
    let guard = |inner| -> Box<dyn Read + Send> { Box::new(Guard { inner, n_read, n_expanded: 0, limits }) };
    let inner = if magic.starts_with(&[0x1F, 0x8B]) {
        guard(Box::new(flate2::bufread::MultiGzDecoder::new(source)))
    } else if magic.starts_with(b"BZh")
        && magic.get(4..7).is_none_or(|m| m == [0x31, 0x41, 0x59] || m == [0x17, 0x72, 0x45])
    {
        guard(Box::new(bzip2::bufread::MultiBzDecoder::new(source)))
    } else {
        Box::new(source)
    };
    Ok(Stream { path: path.to_owned(), inner: BufReader::with_capacity(BUFFER, inner), n_consumed: 0 })
}

/// Counts the bytes that leave the file.
struct Counted<R> {
    inner: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Refuses to expand beyond the limits.
struct Guard {
    inner: Box<dyn Read + Send>,
    n_read: Arc<AtomicU64>,
    n_expanded: u64,
    limits: Limits,
}

impl Read for Guard {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_read = self.n_read.load(Ordering::Relaxed);
        let n = self.inner.read(into).map_err(|source| {
            // A decoder's own words ("invalid input") do not say where.
            io::Error::new(source.kind(), Expanding { n_read, source: Box::new(source) })
        })?;
        self.n_expanded += n as u64;
        let allowed = self.limits.free_bytes.max(self.n_read.load(Ordering::Relaxed).saturating_mul(self.limits.ratio));
        if self.n_expanded > allowed.min(self.limits.n_bytes) {
            return Err(io::Error::other(Bomb { n_read, n_expanded: self.n_expanded }));
        }
        Ok(n)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the compressed data is damaged: {source}")]
struct Expanding {
    n_read: u64,
    source: Box<io::Error>,
}

#[derive(Debug, thiserror::Error)]
#[error("{n_read} compressed bytes have grown to {n_expanded}, more than the limits allow")]
struct Bomb {
    n_read: u64,
    n_expanded: u64,
}

/// A record that is longer than memory should hold.
#[derive(Debug, thiserror::Error)]
#[error("a record is longer than {0} bytes")]
pub(crate) struct TooLong(pub(crate) u64);

/// Gives an error of a [`Stream`], however deep a parser wrapped it, its kind and its place.
pub(crate) fn read_error(path: &Path, error: io::Error) -> FormatError {
    let inner = error.get_ref();
    if let Some(bomb) = inner.and_then(|inner| inner.downcast_ref::<Bomb>()) {
        return FormatError::limit(path, format!("byte {}", bomb.n_read), bomb.to_string());
    }
    if let Some(expanding) = inner.and_then(|inner| inner.downcast_ref::<Expanding>()) {
        let what = match expanding.source.kind() {
            io::ErrorKind::UnexpectedEof => "the compressed data is cut short".to_owned(),
            _ => expanding.to_string(),
        };
        return FormatError::damaged(path, format!("before byte {}", expanding.n_read), what);
    }
    FormatError::Io { path: path.to_owned(), action: "cannot read", source: error }
}

/// How the names of files begin and end that are being written.
const PART: (&str, &str) = (".thaw-", ".part");

/// The files that are being written now.
static PARTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file in [`PARTS`] as long as this lives.
struct Part(PathBuf);

impl Part {
    /// Makes a file that is known from its first moment on.
    fn create(builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<(tempfile::NamedTempFile, Self)> {
        let mut parts = parts();
        let file = builder.tempfile_in(folder)?;
        let path = file.path().to_owned();
        parts.insert(path.clone());
        Ok((file, Self(path)))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        parts().remove(&self.0);
    }
}

fn parts() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the files that are being written, for a process that is about to be stopped. Whoever wants to begin another waits for its end.
pub fn remove_parts() {
    let parts = parts();
    for path in parts.iter() {
        // What is gone already needs no removal.
        let _ = std::fs::remove_file(path);
    }
    std::mem::forget(parts);
}

/// Returns the unfinished files in a folder: a process was killed there, or writes just now.
#[must_use]
pub fn left_behind(folder: &Path) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let is_part = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(PART.0) && name.ends_with(PART.1)
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut left: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_part).collect();
    left.sort();
    left
}

/// Writes a file whole or not at all: into a new file beside it, to the disk, then renamed over it.
///
/// A file that is replaced keeps its permissions; a symbolic link keeps pointing at the file that is replaced. What is no file but
/// a device or a pipe (`/dev/stdout`) is written to as it is.
///
/// # Errors
/// The folder does not exist or may not be written, the disk is full, or `write` fails; the file is then as it was.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), FormatError> {
    settle(&place([Unplaced::write(path, None, write)?])?)
}

const WRITING: &str = "cannot write";

/// A file that is written and on the disk, but not in its place yet. It is gone with this value unless it is placed.
#[must_use]
pub struct Unplaced {
    path: PathBuf,
    /// The file, the place that it is for, and its folder; none of what is no file.
    file: Option<(tempfile::NamedTempFile, PathBuf, PathBuf)>,
    _part: Option<Part>,
}

impl Unplaced {
    /// Writes a file beside its place ([`write_whole`]). A new one that is made of an `original` is open to the same people as that is.
    ///
    /// # Errors
    /// As of [`write_whole`].
    pub fn write(
        path: &Path,
        original: Option<&Path>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, FormatError> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if std::fs::metadata(&target).is_ok_and(|old| !old.is_file() && !old.is_dir()) {
            let mut out = io::BufWriter::new(std::fs::OpenOptions::new().write(true).open(path).at(path, WRITING)?);
            write(&mut out).and_then(|()| out.flush()).at(path, WRITING)?;
            return Ok(Self { path: path.to_owned(), file: None, _part: None });
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(PART.0).suffix(PART.1);
        #[cfg(unix)]
        builder.permissions(permissions(original));
        let (file, part) = Part::create(&builder, &folder).at(path, WRITING)?;
        let mut out = io::BufWriter::with_capacity(BUFFER, Flowing { file, n_waiting: 0, syncing: None });
        write(&mut out).at(path, WRITING)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error).at(path, WRITING)?;
        let file = file.wait().at(path, WRITING)?;
        if let Ok(old) = std::fs::metadata(&target) {
            file.as_file().set_permissions(old.permissions()).at(path, WRITING)?;
        }
        file.as_file().sync_all().at(path, WRITING)?;
        Ok(Self { path: path.to_owned(), file: Some((file, target, folder)), _part: Some(part) })
    }

    /// Puts the file into its place and returns the folder.
    fn rename(&mut self) -> Result<Option<PathBuf>, FormatError> {
        let Some((file, target, folder)) = self.file.take() else { return Ok(None) };
        file.persist(&target).map_err(|error| error.error).at(&self.path, WRITING)?;
        Ok(Some(folder))
    }
}

/// What a new file allows: to the owner reading and writing, to others what the original allows them, less what the user's mask takes away.
#[cfg(unix)]
fn permissions(original: Option<&Path>) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    const ALL: u32 = 0o666;
    const OWN: u32 = 0o600;
    let mode = original.and_then(|path| std::fs::metadata(path).ok()).map_or(ALL, |data| data.permissions().mode());
    PermissionsExt::from_mode(mode & ALL | OWN)
}

/// A file that is brought to the disk while it is written, so that little is left to wait for at the end.
struct Flowing {
    file: tempfile::NamedTempFile,
    /// Bytes that were written since the disk was last asked for.
    n_waiting: usize,
    syncing: Option<JoinHandle<io::Result<()>>>,
}

impl Flowing {
    /// Waits for the disk, if it was asked for, and returns the file.
    fn wait(mut self) -> io::Result<tempfile::NamedTempFile> {
        self.syncing.take().map_or(Ok(()), joined)?;
        Ok(self.file)
    }
}

fn joined(syncing: JoinHandle<io::Result<()>>) -> io::Result<()> {
    syncing.join().unwrap_or_else(|_| Err(io::Error::other("the disk was not waited for")))
}

impl Write for Flowing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const MUCH: usize = 8 << 20;
        if self.n_waiting >= MUCH && self.syncing.as_ref().is_none_or(JoinHandle::is_finished) {
            self.syncing.take().map_or(Ok(()), joined)?;
            let file = self.file.as_file().try_clone()?;
            self.syncing = Some(thread::spawn(move || file.sync_data()));
            self.n_waiting = 0;
        }
        let n = self.file.write(bytes)?;
        self.n_waiting += n;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Puts files into their places in this order, right behind each other: whoever is stopped by Ctrl-C has all of them or none.
///
/// Returns the folders, for [`settle`].
///
/// # Errors
/// When one cannot be put there; those before it stay.
pub fn place(files: impl IntoIterator<Item = Unplaced>) -> Result<BTreeSet<PathBuf>, FormatError> {
    // What is left of them is dropped when others may be begun again.
    let mut files = Vec::from_iter(files);
    let _held = parts();
    let mut folders = BTreeSet::new();
    for file in &mut files {
        folders.extend(file.rename()?);
    }
    Ok(folders)
}

/// Brings to the disk that files were put into these folders. Of many files it is done once, at the end: whatever is lost before with
/// the power, each is in its place whole or not at all.
///
/// # Errors
/// When the disk does not take it.
pub fn settle(folders: &BTreeSet<PathBuf>) -> Result<(), FormatError> {
    // Folders cannot be opened as files everywhere.
    #[cfg(unix)]
    for folder in folders {
        File::open(folder).and_then(|folder| folder.sync_all()).at(folder, WRITING)?;
    }
    Ok(())
}
