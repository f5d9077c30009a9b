//! The log as a Merkle tree, as RFC 6962 (2.1) makes one, and the tree's head as C2SP's tlog-checkpoint writes it: that an
//! older log is the beginning of today's can be proved by its head alone, with any program that knows these.
//!
//! A leaf is what the chain's hash of an entry is over but for the hash before (`store/log.rs`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::backup::{from_hex, hex};
use super::log::Hash;

/// What a register's name begins with in a head; the hash of the log's first entry follows.
const NAME: &str = "tolv/";

/// The tree of the entries so far.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    leaves: u64,
    /// The roots of the full trees that the leaves make, the largest first: one for each bit of their number.
    full: Vec<Hash>,
}

impl Tree {
    /// Adds a leaf, which comes in pieces.
    pub fn push(&mut self, leaf: &[&[u8]]) {
        let mut sha = Sha256::new();
        sha.update([0]);
        leaf.iter().for_each(|piece| sha.update(piece));
        let mut root: Hash = sha.finalize().into();
        for _ in 0..self.leaves.trailing_ones() {
            if let Some(left) = self.full.pop() {
                root = node(&left, &root);
            }
        }
        self.full.push(root);
        self.leaves += 1;
    }

    /// The root of the whole; of no leaves the hash of nothing.
    pub fn root(&self) -> Hash {
        let roots = self.full.iter().rev().copied();
        let root = roots.reduce(|right, left| node(&left, &right));
        root.unwrap_or_else(|| Sha256::digest([]).into())
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut sha = Sha256::new();
    sha.update([1]);
    sha.update(left);
    sha.update(right);
    sha.finalize().into()
}

/// A log as its tree says it in three lines: whose it is, how many entries it has, and its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The hash of the log's first entry.
    pub origin: Hash,
    pub entries: u64,
    pub root: Hash,
}

impl Head {
    /// The three lines.
    pub fn text(&self) -> String {
        let (origin, root) = (hex(&self.origin), STANDARD.encode(self.root));
        format!("{NAME}{origin}\n{}\n{root}\n", self.entries)
    }

    /// Reads the three lines; signatures may follow after an empty one. `None` where they are something else.
    pub fn read(text: &str) -> Option<Head> {
        let mut lines = text.lines();
        let origin = from_hex(lines.next()?.strip_prefix(NAME)?)?;
        let number = lines.next()?;
        let is_number = number == "0" || !number.starts_with(['0', '+']);
        let entries = number.parse().ok().filter(|_| is_number)?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let head = Head {
            origin,
            entries,
            root,
        };
        lines.next().is_none_or(str::is_empty).then_some(head)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition of RFC 6962, 2.1, as it stands there.
    fn by_definition(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => Sha256::digest([&[0], leaf.as_slice()].concat()).into(),
            leaves => {
                let half = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(half);
                node(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn tree(leaves: &[Vec<u8>]) -> Tree {
        let mut tree = Tree::default();
        leaves.iter().for_each(|leaf| tree.push(&[leaf.as_slice()]));
        tree
    }

    /// The leaves and roots that the tests of Certificate Transparency have.
    #[test]
    fn it_has_the_known_roots() {
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
        ];
        let last = "606162636465666768696a6b6c6d6e6f";
        let leaves: Vec<Vec<u8>> = leaves
            .iter()
            .chain([&last])
            .map(|hex| {
                let bytes = (0..hex.len()).step_by(2);
                bytes
                    .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
                    .collect()
            })
            .collect();
        for (of, root) in [
            (
                0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                1,
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            ),
            (
                2,
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            ),
            (
                3,
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            ),
            (
                4,
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ),
            (
                5,
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            ),
            (
                6,
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            ),
            (
                7,
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            ),
            (
                8,
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ),
        ] {
            assert_eq!(hex(&tree(&leaves[..of]).root()), root, "{of} leaves");
        }
    }

    proptest! {
        #[test]
        fn it_is_the_tree_of_the_definition(
            leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..200),
        ) {
            prop_assert_eq!(tree(&leaves).root(), by_definition(&leaves));
        }

        #[test]
        fn a_head_is_read_as_it_was_written(
            (origin, root) in any::<(Hash, Hash)>(),
            entries in any::<u64>(),
            after in prop::sample::select(&["", "\n— tolv AAAA\n"]),
        ) {
            let head = Head { origin, entries, root };
            prop_assert_eq!(Head::read(&format!("{}{after}", head.text())), Some(head));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(tolv/)?[0-9a-f\n+=]{0,120}") {
            let _ = Head::read(&text);
        }
    }
}
