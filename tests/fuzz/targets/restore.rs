//! A backup, its manifest, or an encrypted one, as `tolv check`, a restore and `tolv salvage` find them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolv_fuzz::restore(bytes));
