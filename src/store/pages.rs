//! redb's pages read directly, each with its checksum: what a damaged file still holds, and where it is damaged.
//!
//! The layout is that of redb 4.6 (file format 3), which `Cargo.toml` pins. Nothing read here is trusted before its
//! bounds are checked: a file may hold anything.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;

use twox_hash::XxHash3_128;

mod promise;

pub use promise::Promise;

/// The page size that this program's files have always had.
const PAGE: u64 = 4096;
/// Header and two commit slots.
pub const HEADER: usize = 320;
const SLOT: usize = 128;
const SLOTS: [usize; 2] = [64, 64 + SLOT];
/// The byte of flags, and those in it that say which slot is in force.
const FLAGS: usize = 9;
const SECOND_IS_PRIMARY: u8 = 1;
const IS_UNFLUSHED: u8 = 8;
/// The flag of a file that is open to write, or whose last session ended uncleanly.
const IS_OPEN: u8 = 2;
const HEADER_PAGES: usize = 16;
const MOST_PAGES: usize = 20;
/// The one file format that is known here.
const FORMAT: u8 = 3;
/// What a region of the usual size has room for, where the header does not say.
const USUAL_PAGES: u64 = 1 << 20;

const LEAF: u8 = 1;
const BRANCH: u8 = 2;
/// A tree's root: page, checksum, length.
const ROOT: usize = 32;
/// The kind of table that has one value to a key.
const PLAIN_TABLE: u8 = 3;
/// No tree is as deep; a damaged one may go round in circles.
const DEEPEST: usize = 64;
/// No page is larger: 2^20 of the smallest.
const LARGEST_ORDER: u8 = 20;

pub type Checksum = u128;

/// A file's pages.
pub struct Pages {
    file: File,
    len: u64,
    header: [u8; HEADER],
}

/// A tree of pages: its root, the root's checksum, and how many rows it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    page: u64,
    checksum: Checksum,
    pub length: u64,
}

/// How wide a table's keys and values are; `None` where that differs from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widths {
    pub key: Option<usize>,
    pub value: Option<usize>,
}

/// Those of the tree of tables.
pub const NAMES: Widths = Widths {
    key: None,
    value: None,
};

/// One of the two commits that a file keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Whether the slot's own checksum is right.
    pub is_sound: bool,
    pub transaction: u64,
    /// The tree of tables; none before there was one.
    pub tables: Option<Tree>,
    /// The tree of redb's own tables.
    system: Option<Tree>,
}

/// A page's place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub at: u64,
    size: u64,
}

/// A part of a table.
#[derive(Debug)]
pub enum Part {
    Rows(Leaf),
    /// Rows that cannot be read: those after a key and up to another, as far as they are known.
    Lost {
        after: Option<Vec<u8>>,
        until: Option<Vec<u8>>,
    },
}

impl Part {
    /// Its rows, where they can be read.
    pub fn rows(self) -> Option<Leaf> {
        match self {
            Part::Rows(leaf) => Some(leaf),
            Part::Lost { .. } => None,
        }
    }
}

/// The rows of one page.
#[derive(Debug)]
pub struct Leaf {
    bytes: Vec<u8>,
    rows: Vec<(Range<usize>, Range<usize>)>,
    /// Whether the page's checksum is right. Where it is not, any row may be another than was written.
    pub is_sound: bool,
}

impl Leaf {
    /// Keys and values, in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (&[u8], &[u8])> {
        let rows = self.rows.iter();
        rows.map(|(key, value)| (&self.bytes[key.clone()], &self.bytes[value.clone()]))
    }
}

impl Pages {
    /// Reads the header of a file, which is opened for reading alone.
    pub fn open(path: &Path) -> io::Result<Pages> {
        Pages::of(File::open(path)?)
    }

    /// The same of a file that is open.
    pub fn of(file: File) -> io::Result<Pages> {
        let mut pages = Pages {
            len: file.metadata()?.len(),
            file,
            header: [0; HEADER],
        };
        pages.header = pages.header_now()?;
        Ok(pages)
    }

    /// The file's length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The header as it is on disk now: another one says that the file was written to.
    pub fn header_now(&self) -> io::Result<[u8; HEADER]> {
        let mut header = [0; HEADER];
        self.file.read_exact_at(&mut header, 0)?;
        Ok(header)
    }

    /// The header that was read at first.
    pub fn header(&self) -> &[u8; HEADER] {
        &self.header
    }

    /// The two commits: the one that other processes see, and the other.
    pub fn commits(&self) -> [Commit; 2] {
        commits(&self.header)
    }

    /// Walks a tree from its first row to its last, or back.
    pub fn walk(&self, tree: Option<Tree>, widths: Widths, backwards: bool) -> Walk<'_> {
        let root = tree.map(|tree| Branch {
            page: tree.page,
            checksum: tree.checksum,
            after: None,
            until: None,
            depth: 0,
        });
        Walk {
            pages: self,
            widths,
            backwards,
            waiting: root.into_iter().collect(),
            pages_left: 2 * self.len / PAGE,
        }
    }

    /// Every page of the file that could be a leaf of such rows, whether a tree leads there or not: pages that were
    /// given up keep what they held until they are used again.
    pub fn carve(&self, widths: Widths) -> impl Iterator<Item = Leaf> {
        (1..self.len / PAGE).filter_map(move |index| {
            let at = index * PAGE;
            let mut start = vec![0; PAGE as usize];
            self.file.read_exact_at(&mut start, at).ok()?;
            let end = leaf_end(&start, widths)?;
            let bytes = match end <= start.len() {
                true => start,
                false => self.read(at, end as u64)?,
            };
            let rows = leaf_rows(&bytes, widths)?;
            Some(Leaf {
                bytes,
                rows,
                is_sound: false,
            })
        })
    }

    /// A page by its number.
    fn page(&self, number: u64) -> Option<Vec<u8>> {
        let place = place(&self.header, number)?;
        self.read(place.at, place.size)
    }

    fn read(&self, at: u64, size: u64) -> Option<Vec<u8>> {
        if at.checked_add(size)? > self.len {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(size).ok()?];
        self.file.read_exact_at(&mut bytes, at).ok()?;
        Some(bytes)
    }
}

/// Whether a header is that of a file that is open to write, or whose last session ended uncleanly.
pub fn is_unclean(header: &[u8; HEADER]) -> bool {
    header[FLAGS] & IS_OPEN != 0
}

/// The two commits of a header: the one that other processes see, and the other.
pub fn commits(header: &[u8; HEADER]) -> [Commit; 2] {
    let flags = header[FLAGS];
    let primary = usize::from(flags & SECOND_IS_PRIMARY != 0);
    let seen = match flags & IS_UNFLUSHED {
        0 => primary,
        _ => primary ^ 1,
    };
    [seen, seen ^ 1].map(|slot| Commit::read(&header[SLOTS[slot]..SLOTS[slot] + SLOT]))
}

/// Where a page lies by its number: region, place in it, and order.
fn place(header: &[u8; HEADER], number: u64) -> Option<Place> {
    let order = u8::try_from(number >> 59).ok()?;
    if order > LARGEST_ORDER {
        return None;
    }
    let index = number & (0xf_ffff >> order);
    let region = (number >> 20) & 0xf_ffff;
    let (region_size, header_size) = regions(header);
    let size = PAGE << order;
    let at = PAGE
        .checked_add(region.checked_mul(region_size)?)?
        .checked_add(header_size)?
        .checked_add(index.checked_mul(size)?)?;
    Some(Place { at, size })
}

/// How large a region is, and its header. One that is not as any file of this program's is taken to be damaged.
fn regions(header: &[u8; HEADER]) -> (u64, u64) {
    let field = |at: usize| number(&header[at..at + 4]).unwrap_or_default() as u64;
    let (header, most) = match (field(HEADER_PAGES), field(MOST_PAGES)) {
        (header, most @ 1..=USUAL_PAGES) if header <= 64 => (header, most),
        _ => (0, USUAL_PAGES),
    };
    ((header + most) * PAGE, header * PAGE)
}

impl Commit {
    fn read(slot: &[u8]) -> Commit {
        let (body, checksum) = slot.split_at(SLOT - 16);
        Commit {
            is_sound: slot[0] == FORMAT && number(checksum) == Some(XxHash3_128::oneshot(body)),
            transaction: number(&slot[104..112]).unwrap_or_default() as u64,
            tables: Tree::read(slot[1], &slot[8..8 + ROOT]),
            system: Tree::read(slot[2], &slot[8 + ROOT..8 + 2 * ROOT]),
        }
    }
}

/// Of each page below a page of branches its number and its checksum.
fn branches(bytes: &[u8]) -> Option<impl Iterator<Item = (u64, Checksum)> + '_> {
    let count = branch_keys(bytes)? + 1;
    let (checksums, rest) = bytes.get(8..)?.split_at_checked(16 * count)?;
    let numbers = rest.get(..8 * count)?;
    let checksums = checksums.chunks_exact(16).filter_map(number);
    let numbers = numbers.chunks_exact(8).filter_map(number);
    Some(numbers.map(|number| number as u64).zip(checksums))
}

/// How many keys a page of branches says it has.
fn branch_keys(bytes: &[u8]) -> Option<usize> {
    let keys = u16::from_le_bytes([*bytes.get(2)?, *bytes.get(3)?]);
    Some(usize::from(keys)).filter(|keys| *keys > 0)
}

impl Tree {
    fn read(is_there: u8, bytes: &[u8]) -> Option<Tree> {
        let tree = Tree {
            page: number(bytes.get(..8)?)? as u64,
            checksum: number(bytes.get(8..24)?)?,
            length: number(bytes.get(24..ROOT)?)? as u64,
        };
        (is_there != 0).then_some(tree)
    }

    /// A table's tree of rows as the tree of tables has it; none where it is empty, or not such a table.
    pub fn of_table(definition: &[u8]) -> Option<Tree> {
        let (kind, rest) = definition.split_first()?;
        let (is_there, root) = rest.get(8..)?.split_first()?;
        Tree::read(*is_there, root).filter(|_| *kind == PLAIN_TABLE)
    }
}

/// A page to go to, and what it holds.
struct Branch {
    page: u64,
    checksum: Checksum,
    after: Option<Vec<u8>>,
    until: Option<Vec<u8>>,
    depth: usize,
}

/// The parts of a table, one page at a time.
pub struct Walk<'p> {
    pages: &'p Pages,
    widths: Widths,
    backwards: bool,
    waiting: Vec<Branch>,
    /// A damaged tree may lead to the same pages again and again.
    pages_left: u64,
}

impl Iterator for Walk<'_> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        loop {
            let branch = self.waiting.pop()?;
            let lost = |branch: Branch| {
                Some(Part::Lost {
                    after: branch.after,
                    until: branch.until,
                })
            };
            if self.pages_left == 0 || branch.depth > DEEPEST {
                return lost(branch);
            }
            self.pages_left -= 1;
            let Some(bytes) = self.pages.page(branch.page) else {
                return lost(branch);
            };
            match bytes.first() {
                Some(&LEAF) => match leaf_rows(&bytes, self.widths) {
                    Some(rows) => {
                        let end = rows.last().map_or(0, |(_, value)| value.end);
                        let is_sound = XxHash3_128::oneshot(&bytes[..end]) == branch.checksum;
                        return Some(Part::Rows(Leaf {
                            bytes,
                            rows,
                            is_sound,
                        }));
                    }
                    None => return lost(branch),
                },
                Some(&BRANCH) => match children(&bytes, self.widths, &branch) {
                    Some(children) if self.backwards => self.waiting.extend(children),
                    Some(children) => self.waiting.extend(children.into_iter().rev()),
                    None => return lost(branch),
                },
                _ => return lost(branch),
            }
        }
    }
}

/// What a page of branches leads to. Whether its own checksum is right does not matter: each child has one.
fn children(bytes: &[u8], widths: Widths, parent: &Branch) -> Option<Vec<Branch>> {
    let keys = branch_keys(bytes)?;
    let ends = 8 + 24 * (keys + 1);
    let mut start = match widths.key {
        Some(_) => ends,
        None => ends + 4 * keys,
    };
    let mut after = parent.after.clone();
    let mut children = Vec::with_capacity(keys + 1);
    for (i, (page, checksum)) in branches(bytes)?.enumerate() {
        let until = if i == keys {
            parent.until.clone()
        } else {
            let end = match widths.key {
                Some(width) => start + width,
                None => number(bytes.get(ends + 4 * i..ends + 4 * i + 4)?)? as usize,
            };
            let key = bytes.get(start..end)?.to_vec();
            start = end;
            Some(key)
        };
        children.push(Branch {
            page,
            checksum,
            after,
            until: until.clone(),
            depth: parent.depth + 1,
        });
        after = until;
    }
    Some(children)
}

/// The ends of a leaf's keys and values: of each row both, relative to the page.
fn leaf_rows(bytes: &[u8], widths: Widths) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let count = leaf_count(bytes)?;
    let table = |slot: usize| -> Option<usize> {
        Some(number(bytes.get(4 + 4 * slot..8 + 4 * slot)?)? as usize)
    };
    let tables = usize::from(widths.key.is_none()) + usize::from(widths.value.is_none());
    let mut start = 4 + 4 * count * tables;
    let mut keys = Vec::with_capacity(count);
    for i in 0..count {
        let end = match widths.key {
            Some(width) => start + width,
            None => table(i)?,
        };
        bytes.get(start..end)?;
        keys.push(start..end);
        start = end;
    }
    let first = if widths.key.is_none() { count } else { 0 };
    let mut rows = Vec::with_capacity(count);
    for (i, key) in keys.into_iter().enumerate() {
        let end = match widths.value {
            Some(width) => start + width,
            None => table(first + i)?,
        };
        bytes.get(start..end)?;
        rows.push((key, start..end));
        start = end;
    }
    Some(rows)
}

/// The end of the last value, read from bytes that may be the first part of a leaf.
fn leaf_end(start: &[u8], widths: Widths) -> Option<usize> {
    let count = leaf_count(start)?;
    let end = match (widths.key, widths.value) {
        (Some(key), Some(value)) => 4 + count * (key + value),
        (key, None) => {
            let tables = if key.is_none() { 2 } else { 1 };
            let at = 4 + 4 * (count * tables - 1);
            number(start.get(at..at + 4)?)? as usize
        }
        (None, Some(value)) => {
            let at = 4 + 4 * (count - 1);
            number(start.get(at..at + 4)?)? as usize + count * value
        }
    };
    Some(end)
}

/// How many rows a leaf says it has.
fn leaf_count(bytes: &[u8]) -> Option<usize> {
    let &[LEAF, _, low, high] = bytes.get(..4)? else {
        return None;
    };
    Some(usize::from(u16::from_le_bytes([low, high]))).filter(|count| *count > 0)
}

/// A number in up to sixteen bytes, the least first.
fn number(bytes: &[u8]) -> Option<u128> {
    let mut wide = [0; 16];
    wide.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(u128::from_le_bytes(wide))
}
