//! Promise of a page: its place, its checksum and the kind of its rows, as its parent says, from the header down.

use twox_hash::XxHash3_128;

use super::{
    BRANCH, Checksum, Commit, HEADER, LEAF, NAMES, Place, ROOT, Tree, Widths, branch_keys,
    branches, leaf_end, leaf_rows, number, place,
};

/// What the rows of a tree are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// Tables, by their names.
    Tables,
    /// The rows of a table so wide.
    Rows(Widths),
}

/// What a page's parent says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    pub place: Place,
    checksum: Checksum,
    holds: Holds,
}

impl Commit {
    /// What it says of the roots of its two trees of tables.
    pub fn promises(&self, header: &[u8; HEADER]) -> Vec<Promise> {
        let roots = [self.tables, self.system].into_iter().flatten();
        let promises = roots.map(|root| root.promise(header, Holds::Tables));
        promises.flatten().collect()
    }
}

impl Promise {
    /// Whether a page is the one that was promised; what it says of the pages below it.
    pub fn kept(&self, page: &[u8], header: &[u8; HEADER]) -> Option<Vec<Promise>> {
        let widths = match self.holds {
            Holds::Tables => NAMES,
            Holds::Rows(widths) => widths,
        };
        let end = match page.first() {
            Some(&LEAF) => leaf_end(page, widths),
            Some(&BRANCH) => branch_end(page, widths),
            _ => None,
        }?;
        let used = page.get(..end)?;
        if page.len() as u64 != self.place.size || XxHash3_128::oneshot(used) != self.checksum {
            return None;
        }
        match (page[0], self.holds) {
            (BRANCH, holds) => {
                let promised = |(number, checksum)| {
                    let place = place(header, number)?;
                    Some(Promise {
                        place,
                        checksum,
                        holds,
                    })
                };
                branches(page)?.map(promised).collect()
            }
            (_, Holds::Tables) => {
                let rows = leaf_rows(page, widths)?.into_iter();
                let trees = rows.filter_map(|(_, value)| {
                    let definition = &page[value];
                    let holds = Holds::Rows(Widths::of_table(definition)?);
                    Tree::of_table(definition)?.promise(header, holds)
                });
                Some(trees.collect())
            }
            (_, Holds::Rows(_)) => Some(Vec::new()),
        }
    }
}

/// Where the last key of a page of branches ends.
fn branch_end(bytes: &[u8], widths: Widths) -> Option<usize> {
    let keys = branch_keys(bytes)?;
    let ends = 8 + 24 * (keys + 1);
    match widths.key {
        Some(width) => Some(ends + keys * width),
        None => {
            let at = ends + 4 * (keys - 1);
            Some(number(bytes.get(at..at + 4)?)? as usize)
        }
    }
}

impl Widths {
    /// A table's, as the tree of tables has it.
    fn of_table(definition: &[u8]) -> Option<Widths> {
        let width = |at: usize| match definition.get(at)? {
            0 => Some(None),
            _ => Some(Some(number(definition.get(at + 1..at + 5)?)? as usize)),
        };
        Some(Widths {
            key: width(10 + ROOT)?,
            value: width(15 + ROOT)?,
        })
    }
}

impl Tree {
    fn promise(self, header: &[u8; HEADER], holds: Holds) -> Option<Promise> {
        Some(Promise {
            place: place(header, self.page)?,
            checksum: self.checksum,
            holds,
        })
    }
}
