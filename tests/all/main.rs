//! The one test binary.

mod order;
mod search;
