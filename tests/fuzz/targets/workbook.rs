//! A workbook for `tolv import`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolv_fuzz::workbook(bytes));
