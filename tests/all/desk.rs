//! The desk beside other sessions and a file in trouble: what is told, what is kept, and what is read first.

use std::cell::Cell;
use std::fs;
use std::rc::Rc;
use std::time::Duration;

use tolv::desk::Moment;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Mark};
use tolv::domain::facts::change::Change;
use tolv::domain::facts::participant::{Draft, PersonId, Protection};
use tolv::domain::facts::settings::Settings;
use tolv::domain::zone::Zone;
use tolv::store::{Request, Store};

use crate::screen::{Seat, World, desk, desk_by, moment};
use crate::world::{draft, mark, on};

fn enrolled(drafts: impl IntoIterator<Item = Draft>) -> World {
    let enrol = |draft| Command::Enrol(Box::new(draft));
    World {
        before: drafts.into_iter().map(enrol).collect(),
        ..World::default()
    }
}

fn marked(seat: &Seat, who: u32) -> Option<&Mark> {
    let today = World::default().today;
    seat.desk.register().marks.mark(PersonId(who), today)
}

/// Another session on the same register does this, and the desk is told.
pub fn elsewhere(seat: &mut Seat, actor: &str, command: &Command) {
    let (mut store, mut register) = Store::open(seat.desk.path()).expect("the register opens");
    let now = moment(World::default().today);
    let request = Request::alone(actor, now.today, now.millis);
    let done = store.commit(&mut register, &request, command);
    done.expect("nothing stands in the way");
    assert!(seat.desk.news());
}

/// The hours follow from each one's own schedule, and a note is about one person.
#[test]
fn a_code_is_repeated_without_hours_and_note() {
    let mut short = draft("Bo Ek", "2026-01-05");
    short.schedule = Some([240; 7]);
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05"), short]));
    seat.press("n Up e").type_in("kom sent").press("Enter");
    assert_eq!(marked(&seat, 1).and_then(|mark| mark.minutes), Some(360));
    seat.press("End .");
    let repeated = marked(&seat, 2).expect("it is marked");
    assert_eq!(
        (repeated.code, repeated.minutes),
        (Code::Present, Some(240))
    );
    assert_eq!(repeated.note(), "");
}

#[test]
fn a_part_of_the_day_is_repeated_with_its_times() {
    let people = ["Al Ask", "Bo Ek"].map(|name| draft(name, "2026-01-05"));
    let mut seat = desk(enrolled(people));
    seat.press("d").type_in("8-12").press("Enter End .");
    let (first, second) = (marked(&seat, 1), marked(&seat, 2));
    let entry = |mark: Option<&Mark>| mark.expect("it is marked").entry();
    assert_eq!(entry(first), entry(second));
}

#[test]
fn what_could_not_be_undone_can_be_undone_later() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    seat.press("n");
    let path = seat.desk.path().to_owned();
    let away = path.with_extension("away");
    fs::rename(&path, &away).expect("the file moves");
    seat.press("u");
    assert!(marked(&seat, 1).is_some());
    fs::rename(&away, &path).expect("the file comes back");
    seat.press("u");
    assert!(marked(&seat, 1).is_none());
    seat.press("r");
    assert!(marked(&seat, 1).is_some());
}

/// Puts a copy from before back in the register's place, as a restore does.
fn put_back(seat: &Seat, copy: &[u8]) {
    let path = seat.desk.path();
    let beside = path.with_extension("beside");
    fs::write(&beside, copy).expect("the copy");
    fs::rename(&beside, path).expect("put in place");
}

#[test]
fn a_register_that_was_replaced_is_opened_again_by_a_key() {
    let people = ["Al Ask", "Bo Ek"].map(|name| draft(name, "2026-01-05"));
    let mut seat = desk(enrolled(people));
    seat.press("n");
    let copy = fs::read(seat.desk.path()).expect("the file");
    seat.press("s Left s Enter");
    assert!(seat.screen(80, 24).contains("Bo Ek"));
    put_back(&seat, &copy);
    // Pressed before anything was told of it: refused, and nothing of it is written anywhere.
    seat.press("Esc x");
    let screen = seat.screen(80, 24);
    let told = "du just gjorde är inte sparat; gör om det.";
    assert!(screen.contains(told), "{screen}");
    assert_eq!(marked(&seat, 1).map(|mark| mark.code), Some(Code::Present));
    assert!(marked(&seat, 2).is_none());
    // What was done on the other file cannot be undone on this one: what this one's log has is asked about.
    let screen = seat.press("u").screen(80, 24);
    assert!(screen.contains("från kl 08:14: markerade"), "{screen}");
    assert!(screen.contains("Närvarande 6:00 → omarkerad?"), "{screen}");
    seat.press("n End v");
    assert_eq!(
        marked(&seat, 2).map(|mark| mark.code),
        Some(Code::SickChild)
    );
    let (store, register) = Store::open(seat.desk.path()).expect("it opens");
    assert_eq!(register.seen, seat.desk.register().seen);
    assert!(store.chain_is_whole().expect("the log"));
}

#[test]
fn a_register_that_was_replaced_is_opened_again_by_itself() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    let copy = fs::read(seat.desk.path()).expect("the file");
    seat.press("< n p").type_in("Någon Ny");
    put_back(&seat, &copy);
    assert!(seat.desk.news());
    let screen = seat.screen(80, 24);
    assert!(screen.contains("är öppnat på nytt."), "{screen}");
    assert!(
        !screen.contains("Någon Ny"),
        "the form was about the other file:\n{screen}"
    );
    assert!(
        screen.contains("16 nov 2026"),
        "the day in view stays:\n{screen}"
    );
    assert!(!seat.desk.news());
}

#[test]
fn another_register_in_its_place_is_not_opened() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    let other = seat.desk.path().with_extension("other");
    let now = moment(World::default().today);
    let request = Request::alone("berit", now.today, now.millis);
    let (mut store, mut register) = Store::create(&other, &request).expect("a register");
    let enrol = Command::Enrol(Box::new(draft("Bo Ek", "2026-01-05")));
    let done = store.commit(&mut register, &request, &enrol);
    done.expect("nothing stands in the way");
    drop(store);
    put_back(&seat, &fs::read(other).expect("the file"));
    for keys in ["n", "Down"] {
        seat.press(keys);
        assert!(seat.desk.news());
        let screen = seat.screen(80, 24);
        assert!(screen.contains("Ett annat register ligger nu"), "{screen}");
        assert!(!screen.contains("Bo Ek"), "{screen}");
    }
    assert!(marked(&seat, 1).is_none());
}

#[test]
fn news_does_not_take_a_refusal_away() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    seat.press("r");
    let refusal = "Det finns inget eget från i dag att göra om.";
    assert!(seat.screen(80, 24).contains(refusal));
    let today = World::default().today;
    elsewhere(&mut seat, "berit", &mark(1, today, Code::Sick));
    let screen = seat.screen(80, 24);
    assert!(screen.contains(refusal), "{screen}");
    assert!(screen.contains("s'Sjuk"), "{screen}");
}

#[test]
fn news_names_the_person_who_came_to_a_new_arena() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    let mut new = draft("Bo Ek", "2026-01-05");
    new.arena = "Snickeriet".to_owned();
    elsewhere(&mut seat, "berit", &Command::Enrol(Box::new(new)));
    let screen = seat.screen(80, 24);
    assert!(screen.contains("berit lade till: Bo Ek"), "{screen}");
}

#[test]
fn who_is_found_is_read_before_the_rest() {
    let count = 1_200;
    let mut changes = Vec::new();
    for id in 1..=count {
        let mut person = crate::world::person(id, &["2026-01-05.."]);
        person.given = format!("Nr{id}");
        let after = Some(Box::new(person));
        changes.push(Change::Person {
            before: None,
            after,
        });
    }
    changes.push(Change::Arena {
        before: None,
        after: Some(tolv::domain::facts::participant::Arena {
            id: tolv::domain::facts::participant::ArenaId(1),
            name: "Köket".to_owned(),
            group: tolv::domain::facts::participant::Group::Indoor,
            closed: None,
            into: None,
        }),
    });
    let mark = Mark {
        code: Code::Sick,
        minutes: None,
        by: Default::default(),
        at: 0,
        detail: None,
    };
    changes.push(Change::Marked {
        who: PersonId(count),
        day: on(crate::world::TODAY),
        before: None,
        after: Some(mark),
    });
    let mut seat = desk(World {
        changes,
        ..World::default()
    });
    seat.press("/").type_in("nr1200");
    let screen = seat.screen(80, 24);
    let row = screen.lines().find(|row| row.contains("Nr1200 Berg"));
    assert!(row.is_some_and(|row| row.contains(" s ")), "{screen}");
}

/// A protected person stands where the mask does, so that the place does not tell the name.
#[test]
fn a_protected_name_is_not_told_by_its_place() {
    let mut people = ["Al Ask", "Bo Dahl", "Cy Ek"].map(|name| draft(name, "2026-01-05"));
    people[1].details.protection = tolv::domain::facts::participant::Protection::Marked;
    let mut seat = desk(enrolled(people));
    for screen in [seat.screen(80, 24), seat.press("t").screen(80, 24)] {
        let place = |name| screen.find(name).expect("everybody is on the screen");
        assert!(place("Cy Ek") < place("Skyddad #2"), "{screen}");
    }
}

#[test]
fn a_form_saves_only_what_was_touched_in_it() {
    let mut seat = desk(enrolled([draft("Al Ask", "2026-01-05")]));
    seat.press(",").go_to("Markera och gå vidare").press("n");
    let theirs = Settings {
        unit: "AMI Nya".to_owned(),
        ..Settings::default()
    };
    elsewhere(&mut seat, "berit", &Command::Configure(Box::new(theirs)));
    // It is told and asked about first; what was not touched is theirs all the same.
    assert!(seat.press("Enter").screen(80, 24).contains("Spara ditt"));
    seat.press("j");
    let settings = &seat.desk.register().settings;
    assert_eq!(
        settings.unit, "AMI Nya",
        "a colleague's change is not put back"
    );
    assert!(!settings.advance, "and the own one is made");
}

#[test]
fn what_is_protected_is_shown_only_when_the_log_keeps_that_it_was() {
    let mut hidden = draft("Al Ask", "2026-01-05");
    hidden.details.protection = Protection::Marked;
    hidden.details.phone = "070-174 06 05".to_owned();
    let mut seat = desk(enrolled([hidden]));
    let before = seat.press("Enter").screen(80, 24);
    assert!(
        !before.contains("Ask") && !before.contains("174 06"),
        "{before}"
    );
    let refused = seat.press("Enter c").screen(80, 24);
    assert!(refused.contains("visa dem först"), "{refused}");
    assert!(!refused.contains("Ask"), "{refused}");
    let shown = seat.press("p").screen(80, 24);
    assert!(
        shown.contains("Al Ask") && shown.contains("174 06"),
        "{shown}"
    );
    assert!(seat.press("Enter c").screen(80, 24).contains("Ändra"));
}

#[test]
fn an_open_board_turns_the_day_at_midnight_in_the_registers_zone_and_follows_another_zone() {
    let millis = |text: &str| {
        let at = chrono::DateTime::parse_from_rfc3339(text).expect("a moment");
        at.timestamp_millis()
    };
    let now = Rc::new(Cell::new(millis("2026-11-23T22:59:59Z")));
    let held = Rc::clone(&now);
    let clock = Box::new(move |zone| Moment::at(held.get(), zone));
    let mut seat = desk_by(&enrolled([draft("Al Ask", "2026-01-05")]), clock);
    assert!(!seat.desk.tick());
    assert_eq!(seat.desk.until_midnight(), Some(Duration::from_secs(1)));
    assert!(seat.screen(80, 24).contains("mån 23 nov 2026"));
    now.set(millis("2026-11-23T23:00:00Z"));
    assert!(seat.desk.tick());
    let screen = seat.screen(80, 24);
    assert!(screen.contains("tis 24 nov 2026"), "{screen}");
    // In another zone the 23rd has an hour left.
    let settings = Settings {
        zone: Zone::read("UTC").expect("a zone"),
        ..Settings::default()
    };
    elsewhere(&mut seat, "berit", &Command::Configure(Box::new(settings)));
    assert!(seat.desk.tick());
    assert_eq!(seat.desk.until_midnight(), Some(Duration::from_secs(3_600)));
    let screen = seat.screen(80, 24);
    assert!(screen.contains("mån 23 nov 2026"), "{screen}");
}
