//! Parts of screens that know nothing of the work.

pub mod choice;
pub mod dialog;
pub mod field;
pub mod fit;
pub mod form;
pub mod line;
pub mod pane;
pub mod row;
pub mod scroll;
