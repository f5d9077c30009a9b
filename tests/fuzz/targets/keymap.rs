//! A keymap to lay over the shipped one.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolv_fuzz::keymap(bytes));
