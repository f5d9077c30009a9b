//! All tests that need no private items, as one binary.

mod import;
mod personnummer;
mod plain;
