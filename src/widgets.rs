//! Parts of screens that know nothing of the work.

pub mod fit;
pub mod scroll;
