//! Every list told once: from the register to rows, and from rows to columns, cells and sentences. Screens, the command
//! line and files read the same; none of them adds a word.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::facts::change::LogEntry;
use crate::domain::facts::participant::PersonId;
use crate::domain::register::Register;
use crate::domain::zone::Zone;
use crate::text::meaning::{Role, Sign};
use crate::text::{Lang, Text};

pub mod absences;
pub mod arenas;
pub mod calendar;
pub mod change;
pub mod clock;
pub mod clocks;
pub mod day;
pub mod decision;
pub mod decisions;
pub mod duties;
pub mod follow_up;
pub mod grouped;
pub mod limit;
pub mod log;
pub mod onward;
pub mod other_units;
pub mod outcomes;
pub mod people;
pub mod quota;
pub mod rows;
pub mod rules;
pub mod users;
pub mod whereabouts;

/// What a list is told from, and how.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    pub register: &'a Register,
    pub today: NaiveDate,
    pub lang: Lang,
    /// Whose clocks moments are told by.
    pub zone: Zone,
    /// Whether JSON is told with ASCII signs.
    pub ascii: bool,
    /// The log's entries that were read, the newest first.
    pub log: &'a [LogEntry],
}

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
    /// What it is called where that does not fit.
    pub short: Option<Text>,
    pub align: Align,
    /// The fewest terminal columns in which its cells still say something.
    pub least: usize,
    /// The same where the screen is wide enough for two panes.
    pub least_of_wide: usize,
    /// How many terminal columns it takes at most; what is over is nobody's.
    pub most: usize,
    /// Its share of the terminal columns that are over.
    pub weight: usize,
    /// From how many terminal columns on a screen shows it; `None` where it never does: numbers of people stand in files
    /// and on the command line.
    pub from: Option<usize>,
    /// From how many on it does not any more.
    pub below: usize,
    /// Whether it stands on the command line and in files; a sign, say, does not.
    pub is_written: bool,
}

impl Column {
    /// A column that every screen shows, of one width.
    pub const fn fixed(names: &'static [Text], width: usize) -> Column {
        Column {
            names,
            short: None,
            align: Align::Left,
            least: width,
            least_of_wide: width,
            most: width,
            weight: 0,
            from: Some(0),
            below: usize::MAX,
            is_written: true,
        }
    }

    /// One that takes its share of what is over, up to a width.
    pub const fn up_to(self, most: usize, weight: usize) -> Column {
        Column {
            most,
            weight,
            ..self
        }
    }

    /// One whose cells have their words where the screen is wide enough for two panes, and are short elsewhere.
    pub const fn in_words(self, width: usize) -> Column {
        Column {
            least_of_wide: width,
            most: width,
            ..self
        }
    }

    /// One that is called something else where its name does not fit.
    pub const fn called(self, short: Text) -> Column {
        Column {
            short: Some(short),
            ..self
        }
    }

    pub const fn right(self) -> Column {
        Column {
            align: Align::Right,
            ..self
        }
    }

    /// One that a screen shows from so many terminal columns on.
    pub const fn from(self, columns: usize) -> Column {
        Column {
            from: Some(columns),
            ..self
        }
    }

    /// One that a screen shows below so many terminal columns.
    pub const fn below(self, columns: usize) -> Column {
        Column {
            below: columns,
            ..self
        }
    }

    /// One that only screens show.
    pub const fn on_screens(self) -> Column {
        Column {
            is_written: false,
            ..self
        }
    }

    /// One that no screen shows.
    pub const fn in_files(self) -> Column {
        Column { from: None, ..self }
    }

    /// The column of a row's sign, which only screens have.
    pub const SIGN: Column = Column::fixed(&[], 1).on_screens();

    /// The column of people's numbers.
    pub const NUMBER: Column = Column::fixed(
        &[Text {
            sv: "nr",
            en: "no.",
        }],
        3,
    )
    .right()
    .in_files();

    /// Whether a screen of so many terminal columns shows it, as far as there is room.
    pub fn is_on(&self, screen: usize) -> bool {
        self.from
            .is_some_and(|from| (from..self.below).contains(&screen))
    }

    /// Its name on a screen and above text: of several fields, all.
    pub fn name(&self, lang: Lang) -> String {
        let names = self.names.iter().map(|name| name.get(lang));
        names.collect::<Vec<_>>().join(" – ")
    }
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands before the text.
    pub sign: Option<Sign>,
    /// What people read.
    pub text: String,
    /// The same where there is no room for it; it is cut where there is neither.
    pub short: Option<String>,
    pub role: Role,
    /// What stands in a file, a text for each of the column's names; `None` where that is the text itself.
    pub fields: Option<Vec<String>>,
}

impl Cell {
    /// A cell that reads the same everywhere.
    pub fn of(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }

    /// A cell of what may not be known.
    pub fn known(value: Option<impl ToString>) -> Cell {
        Cell::of(value.map(|value| value.to_string()).unwrap_or_default())
    }

    /// A cell in words for people, whose field is the bare value.
    pub fn told(text: impl Into<String>, field: impl ToString) -> Cell {
        Cell {
            text: text.into(),
            fields: Some(vec![field.to_string()]),
            ..Cell::default()
        }
    }

    /// A sign alone, in no file.
    pub fn sign(sign: Option<(Sign, Role)>) -> Cell {
        Cell {
            sign: sign.map(|(sign, _)| sign),
            role: sign.map(|(_, role)| role).unwrap_or_default(),
            ..Cell::default()
        }
    }

    pub fn in_short(self, short: impl Into<String>) -> Cell {
        Cell {
            short: Some(short.into()),
            ..self
        }
    }

    pub fn meaning(self, role: Role) -> Cell {
        Cell { role, ..self }
    }

    /// Sign and text, as they are where the font has every sign.
    pub fn drawn(self) -> String {
        match self.sign {
            Some(sign) if self.text.is_empty() => sign.drawn().to_owned(),
            Some(sign) => format!("{} {}", sign.drawn(), self.text),
            None => self.text,
        }
    }

    /// What stands in a file.
    pub fn in_file(self) -> Vec<String> {
        self.fields.unwrap_or_else(|| vec![self.text])
    }
}

/// Whether a column's cells are read: a screen shows some, a file has others, and a reason is costly to tell for nothing.
pub type Wanted<'a> = &'a dyn Fn(&Column) -> bool;

/// The columns of a list with their cells, a row of the table each:
///
/// ```text
/// columns! {
///     fn cells(self, who: &PersonId, group, of) {
///         let person = …;
///     }
///     Column::NUMBER => Cell::of(person.id.to_string());
/// }
/// ```
macro_rules! columns {
    (
        fn cells($self:ident, $row:ident: &$Row:ty, $group:ident, $of:ident) { $($before:tt)* }
        $($column:expr => $cell:expr;)+
    ) => {
        fn columns(&self) -> &[$crate::lists::Column] {
            const COLUMNS: &[$crate::lists::Column] = &[$($column),+];
            COLUMNS
        }

        fn cells(
            &$self,
            $row: &$Row,
            $group: usize,
            $of: &$crate::lists::Telling,
            wanted: $crate::lists::Wanted,
        ) -> Vec<$crate::lists::Cell> {
            $($before)*
            vec![$(
                match wanted(&const { $column }) {
                    true => $cell,
                    false => $crate::lists::Cell::default(),
                }
            ),+]
        }
    };
}

use columns;

/// A list: what is read of it in words. Its rows are made once; cells are made of those that are shown.
pub trait List {
    type Row;
    /// What tells a row from the others of its group, whatever becomes of it.
    type Key: PartialEq + Clone;

    fn title(&self, of: &Telling) -> String;

    /// What the rows come to, in sentences, the first the most important.
    fn counts(&self, of: &Telling) -> Vec<String>;

    fn columns(&self) -> &[Column];

    /// What the groups are, as the heading of a column in a file; `None` where no column has to say it.
    fn group_name(&self) -> Option<Text> {
        None
    }

    /// The rows of each group, in order.
    fn groups(&self) -> Vec<&[Self::Row]>;

    /// What stands above a group; `None` where nothing has to.
    fn heading(&self, _group: usize, _of: &Telling) -> Option<String> {
        None
    }

    /// The group of a row as it stands in a file.
    fn group_field(&self, _row: &Self::Row, group: usize, of: &Telling) -> String {
        self.heading(group, of).unwrap_or_default()
    }

    /// What is said in place of a group's rows where there are none.
    fn none(&self, group: usize, of: &Telling) -> Option<String>;

    /// A sentence in place of a row, which cannot be chosen and stands in no file; `None` for a row with cells.
    fn remark(&self, _row: &Self::Row, _of: &Telling) -> Option<String> {
        None
    }

    /// A cell for each column, empty where it is not wanted; `group` is the row's place among the groups.
    fn cells(&self, row: &Self::Row, group: usize, of: &Telling, wanted: Wanted) -> Vec<Cell>;

    fn key(&self, row: &Self::Row) -> Self::Key;

    /// Whom a row is about; `None` where it is nobody.
    fn of(&self, row: &Self::Row) -> Option<PersonId>;

    /// What there is to say of a row beside its cells, a paragraph each.
    fn about(&self, _row: &Self::Row, _of: &Telling) -> Vec<(String, Role)> {
        Vec::new()
    }

    /// What is to be known of rows where they cannot be chosen one by one, as on paper.
    fn notes(&self, _of: &Telling) -> Vec<String> {
        Vec::new()
    }

    /// What is to be known of the whole list.
    fn foot(&self, _of: &Telling) -> Option<String> {
        None
    }

    /// The list as JSON, whose names are stable.
    fn json(&self, of: &Telling) -> impl Serialize;
}

/// How many rows a list has in all its groups, without remarks.
pub fn size<L: List>(list: &L, of: &Telling) -> usize {
    let rows = list.groups().into_iter().flatten();
    rows.filter(|row| list.remark(row, of).is_none()).count()
}
