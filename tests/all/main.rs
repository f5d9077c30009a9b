//! All tests that need no private items, as one binary.

mod import;
mod import_any_bytes;
mod personnummer;
mod plain;
