//! The one test binary: each module holds the tests of one part.

mod complaints;
mod hints;
mod keys;
