//! Findings of a check as sentences: the fault, its place, and the remedy. People are named by their number.

use crate::store::cells::{Cell, Day, Kind};
use crate::text::Lang;
use crate::text::sentences::{Means, Told};
use crate::{say, sentences, told};

/// At most so many days are named; the others are counted.
const NAMED_DAYS: usize = 5;

sentences! {
    /// One thing that is not as it must be.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Finding: slug {
        /// The file's head, or the list of its tables, is damaged.
        Head "head":
            "Filens huvud eller dess lista över tabeller är skadad."
            / "The file's head or its list of tables is damaged.";
        /// A page, or several, does not carry its checksum or cannot be read.
        Pages "pages"(range: Range): "Sidor i filen är skadade ({range})." / "Pages of the file are damaged ({range}).";
        NoTable "no-table"(kind: Kind): "Tabellen med {kind} saknas." / "The table of {kind} is missing.";
        /// All rows are sound, but the file's account of its own pages is not.
        Structure "structure":
            "Varje post är hel, men filens egen bokföring över sina sidor är skadad."
            / "Every record is sound, but the file's own account of its pages is damaged.";
        /// A table has another number of rows than it says.
        Count "count" { kind: Kind, rows: u64, says: u64 }:
            "Tabellen med {kind} har {rows} rader men säger {says}."
            / "The table of {kind} has {rows} rows but says {says}.";
        /// A key that is no key of its table.
        Key "key"(kind: Kind):
            "Tabellen med {kind} har en rad som inte hör dit."
            / "The table of {kind} has a row that does not belong there.";
        /// A record that cannot be understood.
        Unreadable "unreadable"(cell: Cell): "En post går inte att förstå ({cell})." / "A record cannot be understood ({cell}).";
        /// A record that is another's.
        Misplaced "misplaced"(cell: Cell): "En post är en annans ({cell})." / "A record is another's ({cell}).";
        UnknownPerson "unknown-person" { who: u32, days: Days }:
            "#{who} finns inte men har markeringar: {days}."
            / "#{who} is not there but has marks: {days}.";
        OutsideStay "outside-stay" { who: u32, days: Days }:
            "#{who} har markeringar utanför sina vistelser: {days}."
            / "#{who} has marks outside their stays: {days}.";
        UnknownArena "unknown-arena" { at: Cell, arena: u16 }:
            "Arena {arena} finns inte men nämns ({at})."
            / "Arena {arena} is not there but is named ({at}).";
        /// Into itself, or in a circle, too.
        WentOn "went-on" { arena: u16, into: u16 }:
            "Arena {arena} har gått upp i arena {into}, som inte heller finns för sig."
            / "Arena {arena} went into arena {into}, which is not there by itself either.";
        UnknownActor "unknown-actor" { actor: u16, rows: u64 }:
            "Användare {actor} finns inte men nämns i {rows} poster."
            / "User {actor} is not there but is named in {rows} records.";
        /// The entry does not carry the hash that follows from the one before.
        Chain "chain" { seq: u64 }:
            "Loggens kedja är bruten: post {seq} följer inte av den före."
            / "The log's chain is broken: entry {seq} does not follow from the one before.";
        /// Entries between these two are missing.
        Gap "gap" { after: u64, before: u64 }:
            "I loggen saknas det som stod mellan post {after} och {before}."
            / "The log lacks what stood between the entries {after} and {before}.";
        UnreadableEntry "unreadable-entry" { seq: u64 }:
            "Loggens post {seq} går inte att förstå."
            / "The log's entry {seq} cannot be understood.";
        EmptyLog "empty-log":
            "Loggen är tom: inte ens att registret skapades står där."
            / "The log is empty: not even that the register was created stands there.";
        /// The log has a gap, so that nothing can be said of what must stand in the tables.
        NotCompared "not-compared":
            "Loggen har en lucka, så tabellerna kunde inte jämföras med den."
            / "The log has a gap, so the tables could not be compared with it.";
        /// A cell does not hold what the log says.
        Differs "differs"(cell: Cell):
            "En post är inte som loggen säger ({cell})."
            / "A record is not as the log says ({cell}).";
        MarksDiffer "marks-differ" { who: u32, days: Days }:
            "#{who} har markeringar som inte är som loggen säger: {days}."
            / "#{who} has marks that are not as the log says: {days}.";
        MoreMarksDiffer "more-marks-differ" { people: usize }:
            "Ytterligare {people} deltagare har markeringar som inte är som loggen säger."
            / "Another {people} participants have marks that are not as the log says.";
    }
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

sentences! {
    /// A row's key.
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum Place {
        Cell(cell: Cell): "{cell}" / "{cell}";
        Entry(seq: u64): "post {seq}" / "entry {seq}";
    }
}

sentences! {
    /// Remedies of a finding, the gravest first.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Remedy {
        /// The log itself is damaged.
        Restore:
            "Återställ den senaste säkerhetskopian{restore}; finns ingen, rädda det som går{salvage}."
            / "Restore the latest backup{restore}; where there is none, save what can be saved{salvage}.",
            restore = Means::Restore,
            salvage = Means::Salvage;
        /// The log says what must be there.
        Repair:
            "Avsluta alla sessioner och laga registret{repair}."
            / "End all sessions and repair the register{repair}.",
            repair = Means::Repair;
        /// The register holds what somebody told it.
        Correct:
            "Registret kan användas; rätta uppgiften där den hör hemma."
            / "The register can be used; correct it where it belongs.";
    }
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
        let named = self.first.iter().map(|day| Day(*day).told(lang.into()));
        let named: Vec<String> = named.collect();
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
        let place = |place: &Option<Place>| place.as_ref().map(|place| place.text(lang));
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

impl Finding {
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
            Finding::WentOn { .. } => Kind::Arenas,
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

    /// The remedy, as far as the log is whole.
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
            | Finding::WentOn { .. }
            | Finding::UnknownActor { .. } => Remedy::Correct,
        }
    }
}

told! {
    Days: |days, to| days.text(to.lang);
    Range: |range, to| range.text(to.lang);
}
