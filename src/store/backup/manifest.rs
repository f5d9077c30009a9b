//! The manifest beside a backup: a file that `sha256sum -c` accepts, with what the backup holds in comment lines of TOML.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::{Deserialize, Serialize};

use crate::store::census::{Census, Checkpoint};
use crate::store::log::Hash;
use crate::store::tree::Head;

/// The number of the form below. One of a newer form is not read.
const FORM: u32 = 1;
/// What every manifest begins with.
pub const START: &str = "# manifest = ";
/// What each line that is not for `sha256sum` begins with.
const COMMENT: &str = "# ";

/// What is promised of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The backup's name, without its folder.
    pub file: String,
    /// When the copy was made.
    pub made: DateTime<FixedOffset>,
    /// The program and its version.
    pub program: String,
    pub sum: Sum,
    /// Of the register within, where the file is encrypted.
    pub sealed: Option<Sum>,
    pub holds: Census,
}

/// A file's size and SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub bytes: u64,
    pub sha256: Hash,
}

/// The comment lines.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Lines {
    manifest: u32,
    program: String,
    made: String,
    schema: u64,
    register: String,
    checkpoint: u64,
    checkpoint_hash: String,
    /// The log as a tree, in three lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log_head: Option<String>,
    people: u64,
    marks: u64,
    log_entries: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_entry: Option<String>,
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decrypted_bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decrypted_sha256: Option<String>,
}

impl Manifest {
    /// The manifest as text.
    pub fn text(&self) -> String {
        let holds = &self.holds;
        let lines = Lines {
            manifest: FORM,
            program: self.program.clone(),
            made: self.made.to_rfc3339_opts(SecondsFormat::Millis, false),
            schema: holds.schema,
            register: hex(&holds.origin),
            checkpoint: holds.checkpoint.seq,
            checkpoint_hash: hex(&holds.checkpoint.hash),
            log_head: holds.head.map(|head| head.text()),
            people: holds.people,
            marks: holds.marks,
            log_entries: holds.entries,
            first_day: holds.days.map(|(first, _)| first.to_string()),
            last_day: holds.days.map(|(_, last)| last.to_string()),
            last_entry: holds
                .last_entry
                .and_then(|at| written(at, *self.made.offset())),
            bytes: self.sum.bytes,
            decrypted_bytes: self.sealed.map(|inner| inner.bytes),
            decrypted_sha256: self.sealed.map(|inner| hex(&inner.sha256)),
        };
        let lines = toml::to_string(&lines).expect("text and numbers that TOML can hold");
        let mut text = String::new();
        for line in lines.lines() {
            let _ = writeln!(text, "{COMMENT}{line}");
        }
        let _ = writeln!(text, "{}  {}", hex(&self.sum.sha256), self.file);
        text
    }

    /// Reads what `text` wrote; `None` where it is something else, or of a newer form.
    pub fn read(text: &str) -> Option<Manifest> {
        let (comments, sums): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with(COMMENT));
        let [sum] = sums.as_slice() else {
            return None;
        };
        let (sha256, file) = sum.split_once("  ")?;
        let comments: Vec<&str> = comments
            .iter()
            .filter_map(|line| line.strip_prefix(COMMENT))
            .collect();
        let lines: Lines = toml::from_str(&comments.join("\n")).ok()?;
        if lines.manifest != FORM {
            return None;
        }
        let inner = lines.decrypted_bytes.zip(lines.decrypted_sha256);
        let day = |text: Option<String>| text?.parse::<NaiveDate>().ok();
        let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok();
        let last_entry = lines.last_entry.as_deref().and_then(moment);
        Some(Manifest {
            file: file.to_owned(),
            made: moment(&lines.made)?,
            program: lines.program,
            sum: Sum {
                bytes: lines.bytes,
                sha256: from_hex(sha256)?,
            },
            sealed: match inner {
                Some((bytes, sha256)) => Some(Sum {
                    bytes,
                    sha256: from_hex(&sha256)?,
                }),
                None => None,
            },
            holds: Census {
                schema: lines.schema,
                people: lines.people,
                marks: lines.marks,
                entries: lines.log_entries,
                days: day(lines.first_day).zip(day(lines.last_day)),
                last_entry: last_entry.map(|at| at.timestamp_millis()),
                checkpoint: Checkpoint {
                    seq: lines.checkpoint,
                    hash: from_hex(&lines.checkpoint_hash)?,
                },
                origin: from_hex(&lines.register)?,
                head: match lines.log_head {
                    Some(text) => Some(Head::read(&text)?),
                    None => None,
                },
            },
        })
    }
}

/// A moment by the clocks that the backup was made by.
fn written(millis: i64, offset: FixedOffset) -> Option<String> {
    let at = DateTime::from_timestamp_millis(millis)?;
    let at = at.with_timezone(&offset);
    Some(at.to_rfc3339_opts(SecondsFormat::Millis, false))
}

/// Bytes as `sha256sum` writes them.
pub fn hex(bytes: &Hash) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that `hex` wrote, its letters in either case.
pub fn from_hex(text: &str) -> Option<Hash> {
    let mut bytes = Hash::default();
    if text.len() != 2 * bytes.len() || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn manifest() -> impl Strategy<Value = Manifest> {
        let numbers = prop::array::uniform5(0..1_u64 << 40);
        let hashes = prop::array::uniform4(any::<Hash>());
        let days = prop::option::of((0..40_000_i32, 0..4_000_i32));
        let last_entry = prop::option::of(0..4_000_000_000_000_i64);
        let moments = (0..4_000_000_000_000_i64, -720..=840_i32);
        (numbers, hashes, days, last_entry, moments, any::<bool>()).prop_map(
            |(numbers, hashes, days, last_entry, (made, offset), is_sealed)| {
                let [schema, people, marks, entries, bytes] = numbers;
                let [sha256, inner, hash, origin] = hashes;
                let offset = FixedOffset::east_opt(offset * 60).expect("within a day");
                let made = DateTime::from_timestamp_millis(made).expect("a moment");
                let day = |number: i32| NaiveDate::from_epoch_days(number).expect("a day");
                Manifest {
                    file: "register-2026-11-27T081407-4711.redb".to_owned(),
                    made: made.with_timezone(&offset),
                    program: "tolv 0.1.0".to_owned(),
                    sum: Sum { bytes, sha256 },
                    sealed: is_sealed.then_some(Sum {
                        bytes,
                        sha256: inner,
                    }),
                    holds: Census {
                        schema,
                        people,
                        marks,
                        entries,
                        days: days.map(|(first, more)| (day(first), day(first + more))),
                        last_entry,
                        checkpoint: Checkpoint { seq: entries, hash },
                        origin,
                        head: is_sealed.then_some(Head {
                            origin,
                            entries,
                            root: sha256,
                        }),
                    },
                }
            },
        )
    }

    proptest! {
        #[test]
        fn it_is_read_as_it_was_written(manifest in manifest()) {
            let text = manifest.text();
            prop_assert_eq!(Manifest::read(&text), Some(manifest));
            let (_, sum) = text.trim_end().rsplit_once('\n').expect("several lines");
            prop_assert!(!sum.starts_with('#'));
            prop_assert_eq!(text.lines().filter(|line| !line.starts_with("# ")).count(), 1);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(# [a-z0-9=\" -]{0,20}\n){0,4}[0-9a-f]{0,70}  [a-z]{0,3}\n?") {
            prop_assert_eq!(Manifest::read(&text), None);
        }
    }
}
