//! What kind of file system a register lies on, and whether it can be trusted with one.

use crate::text;
use crate::text::Text;

/// A kind of file system, by what can be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// A disk of this machine.
    Local,
    /// Somewhere on the network: locks and flushes are not to be relied on.
    Network(&'static str),
    /// In memory: gone when the machine is turned off.
    Memory,
    /// The layers of a container: gone with it.
    Layers,
    /// One that knows no owners and modes.
    Ownerless,
    /// Behind a program: it may be anything.
    Program,
}

/// The numbers by which Linux tells file systems apart (its `magic.h`; each file system's own sources for the rest).
const KINDS: &[(u64, Disk)] = &[
    (0x6969, Disk::Network("NFS")),
    (0xff53_4d42, Disk::Network("CIFS")),
    (0xfe53_4d42, Disk::Network("SMB")),
    (0x517b, Disk::Network("SMB")),
    (0x564c, Disk::Network("NCP")),
    (0x0102_1997, Disk::Network("9P")),
    (0x5346_414f, Disk::Network("AFS")),
    (0x6b41_4653, Disk::Network("AFS")),
    (0x7375_7245, Disk::Network("Coda")),
    (0x00c3_6400, Disk::Network("Ceph")),
    (0x0bd0_0bd0, Disk::Network("Lustre")),
    (0x4750_4653, Disk::Network("GPFS")),
    (0x0116_1970, Disk::Network("GFS2")),
    (0x7461_636f, Disk::Network("OCFS2")),
    (0x0102_1994, Disk::Memory),
    (0x8584_58f6, Disk::Memory),
    (0x794c_7630, Disk::Layers),
    (0x4d44, Disk::Ownerless),
    (0x2011_bab0, Disk::Ownerless),
    (0x6573_5546, Disk::Program),
];

impl Disk {
    /// The kind with a number from `statfs`.
    pub fn numbered(number: u64) -> Disk {
        let known = KINDS
            .iter()
            .find(|(known, _)| *known == number & 0xffff_ffff);
        known.map_or(Disk::Local, |(_, disk)| *disk)
    }

    /// The kind in a word or two.
    pub const fn name(self) -> Text {
        match self {
            Disk::Local => text!("lokal disk", "a local disk"),
            Disk::Network(_) => text!("nätverksdisk", "a network share"),
            Disk::Memory => text!("minnesdisk", "a disk in memory"),
            Disk::Layers => text!("en containers eget lager", "a container's own layer"),
            Disk::Ownerless => text!(
                "disk utan ägare och rättigheter",
                "a disk without owners and modes"
            ),
            Disk::Program => text!(
                "disk bakom ett program (FUSE)",
                "a disk behind a program (FUSE)"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_are_known_by_their_numbers() {
        for (number, expected) in [
            (0xef53, Disk::Local),
            (0x9123_683e, Disk::Local),
            (0x5846_5342, Disk::Local),
            (0x6969, Disk::Network("NFS")),
            (0xff53_4d42, Disk::Network("CIFS")),
            // As a signed 32-bit number that was made wider.
            (0xffff_ffff_ff53_4d42, Disk::Network("CIFS")),
            (0x0102_1994, Disk::Memory),
            (0x6573_5546, Disk::Program),
        ] {
            assert_eq!(Disk::numbered(number), expected, "{number:#x}");
        }
    }
}
