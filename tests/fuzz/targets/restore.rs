//! A register's file as `tolv check` and a restore find it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolv_fuzz::restore(bytes));
