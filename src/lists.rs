//! Every list told once: from the register to rows, and from rows to columns, cells and sentences. Screens, the command
//! line and files read the same; none of them adds a word.

use serde::Serialize;

use crate::domain::facts::participant::PersonId;
use crate::text::{Lang, Text};

pub mod limit;
pub mod quota;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it is called above the cells of each of its fields; one field but where a cell holds several, such as the two
    /// days of a period.
    pub names: &'static [Text],
    pub align: Align,
    /// The fewest terminal columns in which its cells still say something.
    pub least: usize,
    /// How many terminal columns it takes at most; what is over is nobody's.
    pub most: usize,
    /// Whether a screen shows it; numbers of people stand in files and on the command line.
    pub on_screen: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What people read.
    pub text: String,
    /// The same where there is no room for it; it is cut where there is neither.
    pub short: Option<String>,
    /// What stands in a file, a text for each of the column's names.
    pub fields: Vec<String>,
}

impl Cell {
    /// A cell that reads the same everywhere.
    pub fn of(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell {
            fields: vec![text.clone()],
            short: None,
            text,
        }
    }
}

/// Rows under one heading.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a, R> {
    pub heading: Text,
    pub rows: &'a [R],
    /// What is said where there are none.
    pub none: Text,
}

/// A list: what is read of it in words. Its rows are made once; cells are made of those that are shown.
pub trait List {
    /// A row as it stands in JSON, whose names are stable.
    type Row: Serialize;

    fn title(&self, lang: Lang) -> String;

    /// What the rows come to, in sentences, the first the most important.
    fn counts(&self, lang: Lang) -> Vec<String>;

    fn columns(&self) -> &'static [Column];

    /// What the groups are, as the heading of a column in a file.
    fn group_name(&self) -> Text;

    fn groups(&self) -> Vec<Group<'_, Self::Row>>;

    /// A cell for each column; `group` is the row's place among the groups.
    fn cells(&self, row: &Self::Row, group: usize, lang: Lang) -> Vec<Cell>;

    /// Whom a row is about; `None` where it is nobody.
    fn of(&self, row: &Self::Row) -> Option<PersonId>;

    /// What is to be known of the whole list.
    fn foot(&self, lang: Lang) -> Option<String>;
}
