//! Forms typed at: what they say, what they save, and how they look on small and large screens.

pub mod cases;
mod free_text;
mod keys;
mod looks;
mod marks;
mod meanwhile;
mod opened;
mod people;
mod whom;

use chrono::NaiveDate;
use proptest::prelude::*;
use tolv::action::Action;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry, Mark, Span};
use tolv::domain::facts::outcome;
use tolv::domain::facts::participant::{Group, Participant, PersonId, Protection};
use tolv::domain::personnummer::Personnummer;
use tolv::domain::register::Register;
use tolv::keys::Keymap;
use tolv::screens::{Effect, Failure, Opening, Outcome, View, open};
use tolv::text::Lang;
use tolv::theme::{Palette, Theme};

use super::screen::{Seat, World, desk, golden};
use super::world::{placed, with};

/// Karin Andersson, the first of the small world and the one chosen when it opens.
const KARIN: PersonId = PersonId(1);

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

/// The day of every test.
fn monday() -> NaiveDate {
    date(2026, 11, 23)
}

/// A register without anybody.
fn empty(lang: Lang) -> World {
    World {
        lang,
        ..World::default()
    }
}

/// Three people in two arenas indoors, and one outdoors; six hours a day from Monday to Friday.
fn small(lang: Lang) -> World {
    use Group::{Indoor, Outdoor};
    let people = [
        placed("Karin Andersson", "2026-03-02", (Indoor, "Köket")),
        placed("Åsa Öberg", "2026-09-01", (Indoor, "Köket")),
        placed("Olle Berg", "2025-10-06", (Indoor, "Verkstaden")),
        placed("Lena Bergström", "2025-12-29", (Outdoor, "Parken")),
    ];
    let enrol = |one| {
        Command::Enrol(Box::new(with(one, |draft| {
            draft.schedule = Some([360, 360, 360, 360, 360, 0, 0]);
        })))
    };
    World {
        before: people.map(enrol).to_vec(),
        ..empty(lang)
    }
}

fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(100, 30);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

fn hides(seat: &mut Seat, words: &str) {
    let screen = seat.screen(100, 30);
    assert!(!screen.contains(words), "{words:?} is on\n{screen}");
}

/// The words under the row where a field is, until the next field. The box is as wide as this screen, so that a row of
/// a field has a line more than one below it.
fn under(seat: &mut Seat, label: &str) -> String {
    let screen = seat.screen(80, 30);
    let mut rows = screen
        .lines()
        .skip_while(|row| !row.contains(&format!(" {label} ")));
    assert!(rows.next().is_some(), "{label} is not on\n{screen}");
    let below = rows.take_while(|row| row.matches('│').count() == 2);
    let words = below
        .flat_map(str::split_whitespace)
        .filter(|word| *word != "│");
    words.collect::<Vec<&str>>().join(" ")
}

fn person(seat: &Seat, who: PersonId) -> Participant {
    seat.desk.register().people[&who].clone()
}

fn mark(seat: &Seat, who: PersonId) -> Option<Mark> {
    seat.desk.register().marks.mark(who, monday()).cloned()
}

/// Goes on from field to field until one is in focus.
fn go_to(seat: &mut Seat, label: &str) {
    let marked = format!("▸ {label}");
    for _ in 0..30 {
        if seat.screen(100, 30).contains(&marked) {
            return;
        }
        seat.press("Tab");
    }
    panic!("no field is {label}\n{}", seat.screen(100, 30));
}

/// A field replaced by another text.
fn retype(seat: &mut Seat, text: &str) {
    seat.press("End ctrl-u").type_in(text);
}
