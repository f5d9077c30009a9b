//! What a list would do, row by row, and what of it is left as it stands.

use crate::cli::options::Options;
use crate::cli::rows::{KeptRow, PlannedRow};
use crate::domain::decide::enrolment::{Kept, Plan, Row};
use crate::domain::difference::{Notes, Words, told};
use crate::domain::facts::change::Change;
use crate::domain::facts::decided::Fact;
use crate::domain::facts::details::{Field, Told};
use crate::domain::facts::nothing::is_dash;
use crate::domain::facts::participant::{Arena, Draft, Participant, Protection, Schedule, Stay};
use crate::domain::plain::shown;
use crate::domain::register::Register;
use crate::lists::rows::moment;
use crate::say;
use crate::text::Lang;

const ADDED: &str = "added";

/// What each row would add or change.
pub fn planned(plan: &Plan, register: &Register, options: &Options) -> Vec<PlannedRow> {
    let mut arenas = Register {
        arenas: register.arenas.clone(),
        ..Register::default()
    };
    for change in &plan.changes {
        if let Change::Arena {
            after: Some(arena), ..
        } = change
        {
            arenas.arenas.insert(arena.id, arena.clone());
        }
    }
    let words = Words {
        register: &arenas,
        lang: options.lang,
        notes: Notes::Hidden,
        changes: &[],
    };
    let row = |row: &Row| PlannedRow {
        line: row.line,
        became: match row.before {
            None => ADDED,
            Some(_) => "changed",
        },
        id: number(row),
        name: shown(&name(row, options.lang)).into_owned(),
        change: change(row, &words),
    };
    plan.rows.iter().map(row).collect()
}

/// What a row changes. Of somebody who is added the log tells where the stay begins; a list may tell its end and hours.
fn change(row: &Row, words: &Words) -> String {
    let lang = words.lang;
    let change = Change::Person {
        before: row.before.clone().map(Box::new),
        after: Some(Box::new(row.after.clone())),
    };
    let mut parts = vec![told(&change, words)];
    if let (None, Some(stay)) = (&row.before, row.after.stays.first()) {
        let end = stay.last_day();
        parts.extend(end.map(|day| say!(lang, sv: "till {day}", en: "until {day}")));
        parts.extend(stay.schedules.first().map(|schedule| schedule.text(lang)));
    }
    parts.join(", ")
}

/// Whether the identity is protected before or after.
fn is_protected(row: &Row) -> bool {
    let mut people = row.before.iter().chain([&row.after]);
    people.any(|person| person.protection != Protection::None)
}

/// The number of somebody the register knows; of who is protected none: the row has the name, and a dry run with made
/// rows would tell whose it is.
fn number(row: &Row) -> Option<u32> {
    let before = row.before.as_ref().filter(|_| !is_protected(row));
    before.map(|before| before.id.0)
}

/// The name that lists show, without the number of who is protected.
fn name(row: &Row, lang: Lang) -> String {
    match is_protected(row) {
        true => {
            say!(lang, sv: "någon med skyddade personuppgifter", en: "somebody whose identity is protected")
        }
        false => row.after.name(lang),
    }
}

/// A planned row as a line of text.
pub fn line(row: &PlannedRow, lang: Lang) -> String {
    let PlannedRow {
        line,
        became,
        id,
        name,
        change,
    } = row;
    let number = id.map(|id| format!("#{id} ")).unwrap_or_default();
    match *became {
        ADDED => say!(lang,
            sv: "rad {line}: {name} läggs till, {change}",
            en: "line {line}: {name} is added, {change}"),
        _ => say!(lang,
            sv: "rad {line}: {number}{name} ändras: {change}",
            en: "line {line}: {number}{name} is changed: {change}"),
    }
}

/// What rows say otherwise than it stands.
pub fn kept(
    plan: &Plan,
    rows: &[(u64, Draft)],
    register: &Register,
    options: &Options,
) -> Vec<KeptRow> {
    let row = |kept: &Kept| {
        let at = rows
            .binary_search_by_key(&kept.line, |(line, _)| *line)
            .ok()?;
        let person = register.people.get(&kept.who)?;
        Some(KeptRow {
            line: kept.line,
            column: column(kept.fact, options.lang),
            reason: reason(kept, &rows[at].1, person, register, options),
        })
    };
    plan.kept.iter().filter_map(row).collect()
}

/// A fact that stands, as a line of text.
pub fn told_kept(row: &KeptRow, lang: Lang) -> String {
    let (line, column, reason) = (row.line, &row.column, &row.reason);
    say!(lang, sv: "rad {line}, {column}: {reason}", en: "line {line}, {column}: {reason}")
}

fn column(fact: Fact, lang: Lang) -> String {
    match fact {
        Fact::Field(field) => field.name().get(lang).to_owned(),
        Fact::Stay(_) => say!(lang, sv: "Start", en: "Start"),
        Fact::End(_) => say!(lang, sv: "Slut", en: "End"),
        Fact::Place(_) => say!(lang, sv: "Grupp och arena", en: "Group and arena"),
        Fact::Hours(_) => say!(lang, sv: "Timmar", en: "Hours"),
    }
}

fn reason(
    kept: &Kept,
    draft: &Draft,
    person: &Participant,
    register: &Register,
    options: &Options,
) -> String {
    let lang = options.lang;
    let by = kept.by.map(|decided| {
        let name = shown(register.actor(decided.by)).into_owned();
        let day = moment(decided.at, options.zone);
        let day = day.split('T').next().unwrap_or_default().to_owned();
        (name, day, decided.what.name().get(lang))
    });
    match (values(kept.fact, draft, person, register, lang), by) {
        (Some((says, stands)), Some((by, day, what))) if stands.is_empty() => say!(lang,
            sv: "listan säger {says}, men det är tomt sedan {by} {day} ({what}). Det står kvar; ändra för hand om listan har rätt.",
            en: "the list says {says}, but it is empty since {by} on {day} ({what}). That stands; change it by hand if the list is right."),
        (Some((says, stands)), Some((by, day, what))) => say!(lang,
            sv: "listan säger {says}, men {stands} gäller sedan {by} {day} ({what}). Det står kvar; ändra för hand om listan har rätt.",
            en: "the list says {says}, but {stands} holds since {by} on {day} ({what}). That stands; change it by hand if the list is right."),
        (None, Some((by, day, what))) => say!(lang,
            sv: "listan säger något annat än det som gäller sedan {by} {day} ({what}). Det står kvar; ändra för hand om listan har rätt.",
            en: "the list says something else than what holds since {by} on {day} ({what}). That stands; change it by hand if the list is right."),
        (Some((says, stands)), None) if matches!(kept.fact, Fact::Stay(_)) => say!(lang,
            sv: "listan säger {says}, men vistelsen från {stands} har markerade dagar som då skulle falla utanför. Det står kvar; ändra för hand om listan har rätt.",
            en: "the list says {says}, but the stay from {stands} has marked days that would then fall outside it. That stands; change it by hand if the list is right."),
        (Some((says, stands)), None) => say!(lang,
            sv: "listan säger {says}, men vistelsen är avslutad {stands} med ett utfall. Det står kvar; ändra för hand om listan har rätt.",
            en: "the list says {says}, but the stay ended on {stands} with an outcome. That stands; change it by hand if the list is right."),
        (None, None) => say!(lang,
            sv: "listan säger ett lägre skydd. En lista sänker inget skydd: det står kvar; ändra för hand om listan har rätt.",
            en: "the list says a lower protection. A list lowers none: it stands; change it by hand if the list is right."),
    }
}

/// What the row says and what stands; none where it is not told.
fn values(
    fact: Fact,
    draft: &Draft,
    person: &Participant,
    register: &Register,
    lang: Lang,
) -> Option<(String, String)> {
    let stay = |start| person.stays.iter().find(|stay: &&Stay| stay.start == start);
    Some(match fact {
        Fact::Field(field) => {
            let is_told = match field.told() {
                Told::Everywhere => true,
                Told::Unprotected => person.protection == Protection::None,
                Told::NotInLog => false,
            };
            let of = |value: crate::domain::facts::details::Value| quoted(&value.text(lang, false));
            if !is_told || field == Field::Personnummer {
                return None;
            }
            (of(draft.details.value(field)), of(person.value(field)))
        }
        Fact::Stay(start) => {
            let near = || person.stay_near(start);
            let stands = stay(start).or_else(near)?.start;
            (draft.start.to_string(), stands.to_string())
        }
        Fact::End(start) => {
            let stands = stay(start)?.last_day();
            let stands = stands.map(|day| day.to_string());
            let open = || say!(lang, sv: "tills vidare", en: "until further notice");
            (draft.end?.to_string(), stands.unwrap_or_else(open))
        }
        Fact::Place(start) => {
            let id = stay(start)?.placements.last()?.arena;
            let says = Arena {
                name: Some(draft.arena.trim())
                    .filter(|name| !is_dash(name))
                    .unwrap_or_default()
                    .to_owned(),
                ..register.arenas.get(&id)?.clone()
            };
            let says = Arena {
                group: draft.group.unwrap_or(says.group),
                ..says
            };
            (says.text(lang), register.place(id, lang))
        }
        Fact::Hours(start) => {
            let stands = stay(start)?.schedules.last()?.text(lang);
            let says = Schedule {
                from: start,
                minutes: draft.schedule?,
            };
            (says.text(lang), stands)
        }
    })
}

fn quoted(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("”{}”", shown(text)),
    }
}
