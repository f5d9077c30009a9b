//! What a check can find, as sentences: what is wrong and where, and what to do. People are named by their number.

use crate::domain::calendar::day_from_number;
use crate::domain::plain::shown;
use crate::store::cells::{Cell, Kind};
use crate::text::{Lang, Text};
use crate::{say, text};

/// At most so many days are named; the others are counted.
const NAMED_DAYS: usize = 5;

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The file's head, or the list of its tables, is damaged.
    Head,
    /// A page, or several, does not carry its checksum or cannot be read.
    Pages(Range),
    NoTable(Kind),
    /// All rows are sound, but the file's account of its own pages is not.
    Structure,
    /// A table has another number of rows than it says.
    Count {
        kind: Kind,
        rows: u64,
        says: u64,
    },
    /// A key that is no key of its table.
    Key(Kind),
    /// A record that cannot be understood.
    Unreadable(Cell),
    /// A record that is another's.
    Misplaced(Cell),
    UnknownPerson {
        who: u32,
        days: Days,
    },
    OutsideStay {
        who: u32,
        days: Days,
    },
    UnknownArena {
        at: Cell,
        arena: u16,
    },
    UnknownActor {
        actor: u16,
        rows: u64,
    },
    /// The entry does not carry the hash that follows from the one before.
    Chain {
        seq: u64,
    },
    /// Entries between these two are missing.
    Gap {
        after: u64,
        before: u64,
    },
    UnreadableEntry {
        seq: u64,
    },
    EmptyLog,
    /// The log has a gap, so that nothing can be said of what must stand in the tables.
    NotCompared,
    /// A cell does not hold what the log says.
    Differs(Cell),
    MarksDiffer {
        who: u32,
        days: Days,
    },
    MoreMarksDiffer {
        people: usize,
    },
}

/// Days of one person: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub first: Vec<i32>,
    pub count: u64,
}

/// Rows of a table from one key to another, both included; open where an end is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub kind: Kind,
    from: Option<Place>,
    until: Option<Place>,
}

/// A row's key.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Cell(Cell),
    Entry(u64),
}

/// What can be done about a finding, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// The log itself is damaged.
    Restore,
    /// The log says what must be there.
    Repair,
    /// The register holds what somebody told it.
    Correct,
}

impl Days {
    /// Adds a day.
    pub fn add(&mut self, day: i32) {
        self.count += 1;
        if self.first.len() < NAMED_DAYS {
            self.first.push(day);
        }
    }

    /// The days in words.
    pub fn text(&self, lang: Lang) -> String {
        let named: Vec<String> = self.first.iter().map(|day| day_text(*day)).collect();
        let named = named.join(", ");
        match self.count - self.first.len() as u64 {
            0 => named,
            more => say!(lang, sv: "{named} och {more} till", en: "{named} and {more} more"),
        }
    }
}

impl Range {
    /// The rows between two keys as they stand in the file.
    pub fn new(kind: Kind, from: Option<&[u8]>, until: Option<&[u8]>) -> Range {
        let place = |key: &[u8]| match kind {
            Kind::Log => Some(Place::Entry(u64::from_le_bytes(key.try_into().ok()?))),
            kind => kind.cell(key).map(Place::Cell),
        };
        Range {
            kind,
            from: from.and_then(place),
            until: until.and_then(place),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let name = self.kind.name().get(lang);
        let place = |place: &Option<Place>| match place {
            Some(Place::Cell(cell)) => Some(cell_text(cell, lang)),
            Some(Place::Entry(seq)) => Some(say!(lang, sv: "post {seq}", en: "entry {seq}")),
            None => None,
        };
        match (place(&self.from), place(&self.until)) {
            (Some(from), Some(until)) if from == until => format!("{name}: {from}"),
            (Some(from), Some(until)) => {
                say!(lang, sv: "{name}: {from} till {until}", en: "{name}: {from} to {until}")
            }
            (Some(from), None) => {
                say!(lang, sv: "{name}: {from} och framåt", en: "{name}: {from} and onward")
            }
            (None, Some(until)) => {
                say!(lang, sv: "{name}: till och med {until}", en: "{name}: up to {until}")
            }
            (None, None) => name.to_owned(),
        }
    }
}

/// A day by its number, as it is written.
pub fn day_text(number: i32) -> String {
    match day_from_number(number) {
        Some(day) => day.to_string(),
        None => number.to_string(),
    }
}

/// A cell in words.
pub fn cell_text(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Meta(key) => {
            let key = shown(key);
            say!(lang, sv: "registrets huvud ({key})", en: "the register's head ({key})")
        }
        Cell::Actor(id) => say!(lang, sv: "användare {id}", en: "user {id}"),
        Cell::Arena(id) => say!(lang, sv: "arena {id}", en: "arena {id}"),
        Cell::Person(id) => format!("#{id}"),
        Cell::Closed(day, arena) => {
            let day = day_text(*day);
            match arena {
                0 => say!(lang, sv: "stängd dag {day}", en: "closed day {day}"),
                arena => say!(lang,
                    sv: "stängd dag {day} för arena {arena}",
                    en: "closed day {day} for arena {arena}"),
            }
        }
        Cell::Settings(_) => say!(lang, sv: "inställningarna", en: "the settings"),
        Cell::Duty(key) => {
            let key = shown(key);
            say!(lang, sv: "bevakningen {key}", en: "the duty {key}")
        }
        Cell::Mark(who, day) => format!("#{who} {}", day_text(*day)),
    }
}

impl Finding {
    /// The stable name for JSON.
    pub fn slug(&self) -> &'static str {
        match self {
            Finding::Head => "head",
            Finding::Pages(_) => "pages",
            Finding::NoTable(_) => "no-table",
            Finding::Structure => "structure",
            Finding::Count { .. } => "count",
            Finding::Key(_) => "key",
            Finding::Unreadable(_) => "unreadable",
            Finding::Misplaced(_) => "misplaced",
            Finding::UnknownPerson { .. } => "unknown-person",
            Finding::OutsideStay { .. } => "outside-stay",
            Finding::UnknownArena { .. } => "unknown-arena",
            Finding::UnknownActor { .. } => "unknown-actor",
            Finding::Chain { .. } => "chain",
            Finding::Gap { .. } => "gap",
            Finding::UnreadableEntry { .. } => "unreadable-entry",
            Finding::EmptyLog => "empty-log",
            Finding::NotCompared => "not-compared",
            Finding::Differs(_) => "differs",
            Finding::MarksDiffer { .. } => "marks-differ",
            Finding::MoreMarksDiffer { .. } => "more-marks-differ",
        }
    }

    /// The table it was found in, by its name in the file.
    pub fn table(&self) -> Option<&'static str> {
        let kind = match self {
            Finding::Head | Finding::Structure | Finding::UnknownActor { .. } => return None,
            Finding::Pages(range) => range.kind,
            Finding::NoTable(kind) | Finding::Key(kind) | Finding::Count { kind, .. } => *kind,
            Finding::Unreadable(cell) | Finding::Misplaced(cell) | Finding::Differs(cell) => {
                cell.kind()
            }
            Finding::UnknownArena { at, .. } => at.kind(),
            Finding::UnknownPerson { .. }
            | Finding::OutsideStay { .. }
            | Finding::MarksDiffer { .. }
            | Finding::MoreMarksDiffer { .. } => Kind::Marks,
            Finding::Chain { .. }
            | Finding::Gap { .. }
            | Finding::UnreadableEntry { .. }
            | Finding::EmptyLog
            | Finding::NotCompared => Kind::Log,
        };
        Some(kind.table())
    }

    /// Whom it is about.
    pub fn who(&self) -> Option<u32> {
        match self {
            Finding::UnknownPerson { who, .. }
            | Finding::OutsideStay { who, .. }
            | Finding::MarksDiffer { who, .. } => Some(*who),
            Finding::Unreadable(cell)
            | Finding::Misplaced(cell)
            | Finding::Differs(cell)
            | Finding::UnknownArena { at: cell, .. } => match cell {
                Cell::Person(who) | Cell::Mark(who, _) => Some(*who),
                _ => None,
            },
            _ => None,
        }
    }

    /// The log entry it was found at.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Finding::Chain { seq } | Finding::UnreadableEntry { seq } => Some(*seq),
            Finding::Gap { before, .. } => Some(*before),
            _ => None,
        }
    }

    /// What can be done about it, as far as the log is whole.
    pub fn remedy(&self) -> Remedy {
        match self {
            Finding::Pages(Range {
                kind: Kind::Log, ..
            })
            | Finding::NoTable(Kind::Log)
            | Finding::Count {
                kind: Kind::Log, ..
            }
            | Finding::Chain { .. }
            | Finding::Gap { .. }
            | Finding::UnreadableEntry { .. }
            | Finding::EmptyLog
            | Finding::NotCompared => Remedy::Restore,
            Finding::Head
            | Finding::Pages(_)
            | Finding::NoTable(_)
            | Finding::Structure
            | Finding::Count { .. }
            | Finding::Key(_)
            | Finding::Unreadable(_)
            | Finding::Misplaced(_)
            | Finding::Differs(_)
            | Finding::MarksDiffer { .. }
            | Finding::MoreMarksDiffer { .. } => Remedy::Repair,
            Finding::UnknownPerson { .. }
            | Finding::OutsideStay { .. }
            | Finding::UnknownArena { .. }
            | Finding::UnknownActor { .. } => Remedy::Correct,
        }
    }

    /// What is wrong, in a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Finding::Head => say!(lang,
                sv: "Filens huvud eller dess lista över tabeller är skadad.",
                en: "The file's head or its list of tables is damaged."),
            Finding::Pages(range) => {
                let range = range.text(lang);
                say!(lang, sv: "Sidor i filen är skadade ({range}).", en: "Pages of the file are damaged ({range}).")
            }
            Finding::NoTable(kind) => {
                let name = kind.name().get(lang);
                say!(lang, sv: "Tabellen med {name} saknas.", en: "The table of {name} is missing.")
            }
            Finding::Structure => say!(lang,
                sv: "Varje post är hel, men filens egen bokföring över sina sidor är skadad.",
                en: "Every record is sound, but the file's own account of its pages is damaged."),
            Finding::Count { kind, rows, says } => {
                let name = kind.name().get(lang);
                say!(lang,
                    sv: "Tabellen med {name} har {rows} rader men säger {says}.",
                    en: "The table of {name} has {rows} rows but says {says}.")
            }
            Finding::Key(kind) => {
                let name = kind.name().get(lang);
                say!(lang,
                    sv: "Tabellen med {name} har en rad som inte hör dit.",
                    en: "The table of {name} has a row that does not belong there.")
            }
            Finding::Unreadable(cell) => {
                let cell = cell_text(cell, lang);
                say!(lang, sv: "En post går inte att förstå ({cell}).", en: "A record cannot be understood ({cell}).")
            }
            Finding::Misplaced(cell) => {
                let cell = cell_text(cell, lang);
                say!(lang, sv: "En post är en annans ({cell}).", en: "A record is another's ({cell}).")
            }
            Finding::UnknownPerson { who, days } => {
                let days = days.text(lang);
                say!(lang,
                    sv: "#{who} finns inte men har markeringar: {days}.",
                    en: "#{who} is not there but has marks: {days}.")
            }
            Finding::OutsideStay { who, days } => {
                let days = days.text(lang);
                say!(lang,
                    sv: "#{who} har markeringar utanför sina vistelser: {days}.",
                    en: "#{who} has marks outside their stays: {days}.")
            }
            Finding::UnknownArena { at, arena } => {
                let at = cell_text(at, lang);
                say!(lang,
                    sv: "Arena {arena} finns inte men nämns ({at}).",
                    en: "Arena {arena} is not there but is named ({at}).")
            }
            Finding::UnknownActor { actor, rows } => say!(lang,
                sv: "Användare {actor} finns inte men nämns i {rows} poster.",
                en: "User {actor} is not there but is named in {rows} records."),
            Finding::Chain { seq } => say!(lang,
                sv: "Loggens kedja är bruten: post {seq} följer inte av den före.",
                en: "The log's chain is broken: entry {seq} does not follow from the one before."),
            Finding::Gap { after, before } => say!(lang,
                sv: "I loggen saknas det som stod mellan post {after} och {before}.",
                en: "The log lacks what stood between the entries {after} and {before}."),
            Finding::UnreadableEntry { seq } => say!(lang,
                sv: "Loggens post {seq} går inte att förstå.",
                en: "The log's entry {seq} cannot be understood."),
            Finding::EmptyLog => {
                say!(lang,
                    sv: "Loggen är tom: inte ens att registret skapades står där.",
                    en: "The log is empty: not even that the register was created stands there.")
            }
            Finding::NotCompared => say!(lang,
                sv: "Loggen har en lucka, så tabellerna kunde inte jämföras med den.",
                en: "The log has a gap, so the tables could not be compared with it."),
            Finding::Differs(cell) => {
                let cell = cell_text(cell, lang);
                say!(lang,
                    sv: "En post är inte som loggen säger ({cell}).",
                    en: "A record is not as the log says ({cell}).")
            }
            Finding::MarksDiffer { who, days } => {
                let days = days.text(lang);
                say!(lang,
                    sv: "#{who} har markeringar som inte är som loggen säger: {days}.",
                    en: "#{who} has marks that are not as the log says: {days}.")
            }
            Finding::MoreMarksDiffer { people } => say!(lang,
                sv: "Ytterligare {people} deltagare har markeringar som inte är som loggen säger.",
                en: "Another {people} participants have marks that are not as the log says."),
        }
    }
}

impl Remedy {
    /// What to do, in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Remedy::Repair => text!(
                "Avsluta alla sessioner och kör tolv check --repair.",
                "End all sessions and run tolv check --repair."
            ),
            Remedy::Restore => text!(
                "Återställ den senaste säkerhetskopian med tolv restore KOPIA; finns ingen, rädda det som går med tolv salvage FIL NY.",
                "Restore the latest backup with tolv restore BACKUP; where there is none, save what can be saved with tolv salvage FILE NEW."
            ),
            Remedy::Correct => text!(
                "Registret kan användas; rätta uppgiften där den hör hemma.",
                "The register can be used; correct it where it belongs."
            ),
        }
    }
}
