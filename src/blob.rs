//! The container of all compiled files (lexicon, model): a header that says what the file is, then named sections.
//!
//! | bytes | what |
//! |---|---|
//! | 0..8 | mark: `rasad`, CR, LF, 0x1A |
//! | 8..12 | kind: four letters |
//! | 12..16 | version of the kind's format |
//! | 16..24 | length of the whole file |
//! | 24..32 | XXH3 of everything after this field |
//! | 32..36 | number of sections |
//! | 36..40 | length of the identity |
//! | 40.. | identity (UTF-8), padded to eight bytes |
//! | then | for each section: its name (eight bytes), where it begins, how long it is |
//! | then | the sections, each on a multiple of 64 bytes |
//!
//! All numbers are little-endian. Loading checks the length before anything else, then mark, kind, format, checksum.

use std::fmt;
use std::fs::File;
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, ErrorKind, Result};

const MARK: [u8; 8] = *b"rasad\r\n\x1a";
const HEADER: usize = 40;
const ENTRY: usize = 24;
const CHECKED_FROM: usize = 32;
const ALIGN: usize = 64;

/// A sort of compiled file, as its reader knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Four letters in the header.
    pub tag: [u8; 4],
    /// What messages call it: `lexicon`, `model`.
    pub noun: &'static str,
    /// The newest format version this build reads, and the one it writes.
    pub format: u32,
}

/// The bytes of a compiled file: part of the binary, read, or mapped. Clones share them.
#[derive(Clone)]
enum Bytes {
    Embedded(&'static [u8]),
    Owned(Arc<Vec<u8>>),
    Mapped(Arc<memmap2::Mmap>),
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

/// A section of a [`Blob`]: bytes that keep the file they lie in alive.
#[derive(Clone)]
pub struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl Section {
    /// A section of no bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Self { bytes: Bytes::Embedded(&[]), range: 0..0 }
    }

    /// A section that has just been made and lies in no file yet.
    #[must_use]
    pub fn owned(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { bytes: Bytes::Owned(Arc::new(bytes)), range }
    }
}

impl Default for Section {
    fn default() -> Self {
        Self::empty()
    }
}

impl Deref for Section {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or(&[])
    }
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({} bytes)", self.range.len())
    }
}

/// A compiled file whose header has been checked.
///
/// Opening costs a checksum over the bytes (about 0.1 ms a megabyte) and nothing for embedded ones; no memory in
/// proportion to the file is allocated.
///
/// ```
/// use rasad::blob::{Blob, BlobWriter, Kind};
/// const NOTES: Kind = Kind { tag: *b"NOTE", noun: "note", format: 1 };
/// let bytes = BlobWriter::new(NOTES, "first note").section("text", b"abc".to_vec()).finish();
/// let blob = Blob::from_bytes(bytes, NOTES).unwrap();
/// assert_eq!(&*blob.section("text").unwrap(), b"abc");
/// assert_eq!(blob.identity(), "first note");
/// assert!(Blob::from_bytes(vec![1, 2, 3], NOTES).unwrap_err().to_string().contains("too short"));
/// ```
#[derive(Clone)]
pub struct Blob {
    bytes: Bytes,
    kind: Kind,
    format: u32,
    identity: Range<usize>,
    sections: Vec<([u8; 8], Range<usize>)>,
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} {:?}, format {}, {} bytes)", self.kind.noun, self.identity(), self.format, self.bytes.len())
    }
}

impl Blob {
    /// A file inside the binary. Its checksum is not computed: that it is right is tested when the binary is built.
    pub fn from_static(bytes: &'static [u8], kind: Kind) -> Result<Self> {
        Self::open(Bytes::Embedded(bytes), kind, false)
    }

    /// A file that has been read.
    pub fn from_bytes(bytes: Vec<u8>, kind: Kind) -> Result<Self> {
        Self::open(Bytes::Owned(Arc::new(bytes)), kind, true)
    }

    /// A file on disk, mapped: processes that use the same file share its memory.
    pub fn load(path: impl AsRef<Path>, kind: Kind) -> Result<Self> {
        let path = path.as_ref();
        let failed = |e: std::io::Error| Error::new(ErrorKind::Io, format!("cannot read {}: {e}", path.display()));
        let file = File::open(path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?;
        if !size.is_file() {
            return Err(Error::new(ErrorKind::Io, format!("{} is not a file", path.display())));
        }
        let named = |e: Error| Error::new(e.kind(), format!("{}: {e}", path.display()));
        if size.len() < HEADER as u64 {
            return Err(named(too_short(kind, size.len() as usize)));
        }
        // SAFETY: the map is read-only and private to this process. What Rust cannot exclude is another process
        // changing the file under it; `save` never writes in place (it renames a finished file over the old one), and
        // every read from the map is bounds-checked and of plain bytes, so changed bytes give wrong names, not
        // undefined reads. This is the usual contract of mapped indexes, and what makes a big list load at once.
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(failed)?;
        Self::open(Bytes::Mapped(Arc::new(map)), kind, true).map_err(named)
    }

    fn open(bytes: Bytes, kind: Kind, verify: bool) -> Result<Self> {
        let noun = kind.noun;
        if bytes.len() < HEADER {
            return Err(too_short(kind, bytes.len()));
        }
        if bytes.get(..8) != Some(&MARK) {
            return Err(Error::blob(format!("this is not a rasad {noun}: the file begins with other bytes")));
        }
        let length = u64_at(&bytes, 2).unwrap_or(0);
        if length > bytes.len() as u64 {
            let have = bytes.len();
            return Err(Error::blob(format!("the {noun} is cut short: {have} bytes of {length} are there")));
        }
        if length < bytes.len() as u64 {
            return Err(Error::blob(format!("the {noun} is corrupted: {length} bytes are followed by others")));
        }
        if bytes.get(8..12) != Some(&kind.tag) {
            let tag = String::from_utf8_lossy(bytes.get(8..12).unwrap_or(&[])).into_owned();
            return Err(Error::blob(format!("this is a rasad file of the kind {tag:?}, not a {noun}")));
        }
        let format = u32_at(&bytes, 3).unwrap_or(0);
        if format > kind.format {
            let newest = kind.format;
            return Err(Error::blob(format!(
                "the {noun} has format {format} and this version of rasad reads up to {newest}: update rasad"
            )));
        }
        if format == 0 {
            return Err(Error::blob(format!("the {noun} is corrupted: its format is 0")));
        }
        if verify && u64_at(&bytes, 3) != bytes.get(CHECKED_FROM..).map(xxh3_64) {
            return Err(Error::blob(format!("the {noun} is corrupted: its checksum does not match its bytes")));
        }
        let broken = |what: &str| Error::blob(format!("the {noun} is corrupted: {what}"));
        let count = u32_at(&bytes, 8).unwrap_or(0) as usize;
        let identity_len = u32_at(&bytes, 9).unwrap_or(0) as usize;
        let identity = HEADER..HEADER.saturating_add(identity_len);
        if bytes.get(identity.clone()).and_then(|b| std::str::from_utf8(b).ok()).is_none() {
            return Err(broken("its identity cannot be read"));
        }
        let table = identity.end.next_multiple_of(8);
        let end = count.checked_mul(ENTRY).and_then(|n| n.checked_add(table));
        if end.is_none_or(|end| end > bytes.len()) {
            return Err(broken("its table of sections is cut short"));
        }
        let mut sections = Vec::with_capacity(count);
        for entry in bytes.get(table..).unwrap_or(&[]).chunks_exact(ENTRY).take(count) {
            let mut name = [0; 8];
            name.copy_from_slice(entry.get(..8).unwrap_or(&[0; 8]));
            let start = u64_at(entry, 1).and_then(|n| usize::try_from(n).ok());
            let length = u64_at(entry, 2).and_then(|n| usize::try_from(n).ok());
            let range = start.zip(length).and_then(|(start, length)| Some(start..start.checked_add(length)?));
            match range {
                Some(range) if range.end <= bytes.len() => sections.push((name, range)),
                _ => return Err(broken("a section lies outside the file")),
            }
        }
        Ok(Self { bytes, kind, format, identity, sections })
    }

    /// What the file says it is: a name and version for people.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.bytes.get(self.identity.clone()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    /// The version of the kind's format.
    #[must_use]
    pub fn format(&self) -> u32 {
        self.format
    }

    /// All bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the checksum matches; only embedded files have not been asked when they were opened.
    #[must_use]
    pub fn verify(&self) -> bool {
        u64_at(&self.bytes, 3) == self.bytes.get(CHECKED_FROM..).map(xxh3_64)
    }

    /// A section by its name.
    pub fn section(&self, name: &str) -> Result<Section> {
        let key = section_name(name);
        let noun = self.kind.noun;
        let found = self.sections.iter().find(|(name, _)| *name == key);
        let missing = || Error::blob(format!("the {noun} is corrupted: it has no section {name:?}"));
        let (_, range) = found.ok_or_else(missing)?;
        Ok(Section { bytes: self.bytes.clone(), range: range.clone() })
    }
}

fn too_short(kind: Kind, have: usize) -> Error {
    let noun = kind.noun;
    Error::blob(format!("the {noun} is too short: {have} bytes, and its header alone has {HEADER}"))
}

fn section_name(name: &str) -> [u8; 8] {
    let mut key = [0; 8];
    for (to, from) in key.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    key
}

/// Puts a compiled file together.
#[derive(Clone, Debug)]
pub struct BlobWriter {
    kind: Kind,
    identity: String,
    sections: Vec<(String, Vec<u8>)>,
}

impl BlobWriter {
    /// A file of a kind; `identity` is a name and version for people.
    #[must_use]
    pub fn new(kind: Kind, identity: impl Into<String>) -> Self {
        Self { kind, identity: identity.into(), sections: Vec::new() }
    }

    /// Adds a section. Names have up to eight bytes.
    #[must_use]
    pub fn section(mut self, name: &str, bytes: Vec<u8>) -> Self {
        debug_assert!(name.len() <= 8, "section names have up to eight bytes");
        self.sections.push((name.to_owned(), bytes));
        self
    }

    /// The bytes of the file. The same sections give the same bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let table = (HEADER + self.identity.len()).next_multiple_of(8);
        let mut at = (table + self.sections.len() * ENTRY).next_multiple_of(ALIGN);
        let mut out = Vec::new();
        out.extend_from_slice(&MARK);
        out.extend_from_slice(&self.kind.tag);
        out.extend_from_slice(&self.kind.format.to_le_bytes());
        out.extend_from_slice(&[0; 16]);
        out.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        out.extend_from_slice(&(self.identity.len() as u32).to_le_bytes());
        out.extend_from_slice(self.identity.as_bytes());
        out.resize(table, 0);
        for (name, bytes) in &self.sections {
            out.extend_from_slice(&section_name(name));
            out.extend_from_slice(&(at as u64).to_le_bytes());
            out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            at = (at + bytes.len()).next_multiple_of(ALIGN);
        }
        for (_, bytes) in &self.sections {
            out.resize(out.len().next_multiple_of(ALIGN), 0);
            out.extend_from_slice(bytes);
        }
        let length = out.len() as u64;
        let mut put = |at: usize, value: u64| {
            if let Some(field) = out.get_mut(at..at + 8) {
                field.copy_from_slice(&value.to_le_bytes());
            }
        };
        put(16, length);
        let sum = xxh3_64(out.get(CHECKED_FROM..).unwrap_or(&[]));
        if let Some(field) = out.get_mut(24..32) {
            field.copy_from_slice(&sum.to_le_bytes());
        }
        out
    }
}

/// Writes a compiled file beside `path` and renames it into place, so that a reader sees the old file or the new one.
pub fn save(path: impl AsRef<Path>, bytes: &[u8]) -> Result<()> {
    let path = path.as_ref();
    let failed = |e: std::io::Error| Error::new(ErrorKind::Io, format!("cannot write {}: {e}", path.display()));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, path)).map_err(|e| {
        let _ = std::fs::remove_file(&draft);
        failed(e)
    })
}

/// The `index`-th little-endian u16 of `bytes`.
#[inline]
#[must_use]
pub fn u16_at(bytes: &[u8], index: usize) -> Option<u16> {
    let at = index.checked_mul(2)?;
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// The `index`-th little-endian u32 of `bytes`.
#[inline]
#[must_use]
pub fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The `index`-th little-endian u64 of `bytes`.
#[inline]
#[must_use]
pub fn u64_at(bytes: &[u8], index: usize) -> Option<u64> {
    let at = index.checked_mul(8)?;
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind { tag: *b"TEST", noun: "test file", format: 2 };
    const OTHER: Kind = Kind { tag: *b"OTHR", noun: "model", format: 2 };
    const NEWER: Kind = Kind { tag: *b"TEST", noun: "test file", format: 3 };

    fn good(kind: Kind) -> Vec<u8> {
        BlobWriter::new(kind, "تجربة 1").section("a", vec![1; 5]).section("longname", vec![]).finish()
    }

    fn message(bytes: Vec<u8>) -> String {
        let error = Blob::from_bytes(bytes, KIND).expect_err("must be refused");
        assert_eq!(error.kind(), ErrorKind::Blob);
        error.to_string()
    }

    #[test]
    fn a_file_reads_back() {
        let blob = Blob::from_bytes(good(KIND), KIND).unwrap();
        assert_eq!(blob.identity(), "تجربة 1");
        assert_eq!(&*blob.section("a").unwrap(), [1; 5]);
        assert!(blob.section("longname").unwrap().is_empty());
        assert!(blob.section("b").unwrap_err().to_string().contains("no section"));
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        let bytes = good(KIND);
        assert!(message(vec![]).contains("too short"));
        assert!(message(bytes[..39].to_vec()).contains("too short"));
        assert!(message(bytes[..bytes.len() - 1].to_vec()).contains("cut short"));
        assert!(message([bytes.clone(), vec![0]].concat()).contains("followed by others"));
        assert!(message(b"PK\x03\x04".repeat(20)).contains("not a rasad"));
        assert!(message(good(OTHER)).contains("kind \"OTHR\""));
        assert!(message(good(NEWER)).contains("update rasad"));
        let mut flipped = bytes.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert!(message(flipped).contains("checksum"));
    }

    #[test]
    fn a_mapped_file_reads_like_bytes_and_errors_name_the_path() {
        let path = std::env::temp_dir().join(format!("rasad-blob-{}.blob", std::process::id()));
        save(&path, &good(KIND)).unwrap();
        assert_eq!(&*Blob::load(&path, KIND).unwrap().section("a").unwrap(), [1; 5]);
        std::fs::write(&path, b"rasad").unwrap();
        let error = Blob::load(&path, KIND).unwrap_err().to_string();
        assert!(error.contains("rasad-blob-") && error.contains("too short"), "{error}");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(Blob::load(&path, KIND).unwrap_err().kind(), ErrorKind::Io);
        assert_eq!(Blob::load(std::env::temp_dir(), KIND).unwrap_err().kind(), ErrorKind::Io);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_value_or_an_error(bytes in proptest::collection::vec(0u8.., 0..300)) {
            let _ = Blob::from_bytes(bytes, KIND);
        }

        // The checksum is mended after the damage, so that the checks behind it are reached.
        #[test]
        fn damaged_headers_give_a_value_or_an_error(at in 32usize..150, value in 0u8.., more in 0u8..) {
            let mut bytes = good(KIND);
            for (at, value) in [(at, value), (at ^ 5, more)] {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = value;
                }
            }
            let sum = xxh3_64(&bytes[CHECKED_FROM..]);
            bytes[24..32].copy_from_slice(&sum.to_le_bytes());
            if let Ok(blob) = Blob::from_bytes(bytes, KIND) {
                let _ = (blob.identity().len(), blob.section("a"), blob.section("longname"));
            }
        }
    }
}
