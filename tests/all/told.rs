//! Confirmations tell what was done: moves that are left out, whose marks were touched, what is still open, each setting.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::{Value, json};
use tolv::domain::calendar::Eves;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::stays::lost_moves;
use tolv::domain::difference::{Notes, Words, told};
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::Change;
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Group, PersonId};
use tolv::domain::facts::settings::{Setting, Settings};
use tolv::domain::register::Register;
use tolv::domain::rules::twelve_months::Rule;
use tolv::text::Lang;

use crate::layer::{Call, Disk, Fault};
use crate::screen::{World as Screens, desk, desk_on};
use crate::world::{TODAY, World, decided, draft, mark, on, placed};

const LENA: PersonId = PersonId(1);

fn words(register: &Register, lang: Lang) -> Words<'_> {
    Words {
        register,
        lang,
        notes: Notes::Whole,
        changes: &[],
    }
}

fn move_to(arena: &str, from: &str) -> Command {
    Command::Move {
        is_new_arena: true,
        who: LENA,
        from: on(from),
        group: Group::Indoor,
        arena: arena.to_owned(),
    }
}

fn end(day: &str) -> Command {
    Command::EndStay {
        who: LENA,
        last_day: on(day),
        came: Came::only(Outcome::Unspecified),
    }
}

fn places(world: &World) -> Vec<String> {
    let placements = &world.person(1).stays[0].placements;
    let told = placements.iter().map(|placed| {
        let place = world.register.place(placed.arena, Lang::En);
        format!("{} {place}", placed.from)
    });
    told.collect()
}

#[test]
fn a_move_after_the_last_day_is_taken_away_and_told() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    world.must("anna", &move_to("Verkstaden", "2026-12-14"));
    let changes = world.must("anna", &end("2026-12-04"));
    assert_eq!(places(&world), ["2026-01-05 Indoor group, Köket"]);
    let lost = lost_moves(&changes, &world.register, Lang::Sv);
    assert_eq!(lost.len(), 1);
    assert!(
        lost[0]
            .starts_with("Flytten 2026-12-14 till Innegruppen, Verkstaden låg efter sista dagen"),
        "{lost:?}"
    );
    // Neither a later last day nor an open stay brings it back.
    world.must("anna", &end("2026-12-31"));
    world.must("anna", &Command::ReopenStay { who: LENA });
    assert_eq!(places(&world), ["2026-01-05 Indoor group, Köket"]);
}

#[test]
fn a_hidden_move_of_an_older_register_does_not_come_back() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    world.must("anna", &move_to("Verkstaden", "2026-12-14"));
    for again in [end("2026-12-31"), Command::ReopenStay { who: LENA }] {
        let mut world = world.clone();
        let person = world.register.people.get_mut(&LENA).expect("Lena");
        person.stays[0].end = Some(tolv::domain::facts::outcome::End {
            last_day: on("2026-12-04"),
            ..Default::default()
        });
        world.must("anna", &again);
        assert_eq!(places(&world), ["2026-01-05 Indoor group, Köket"]);
    }
}

#[test]
fn a_move_that_makes_a_later_one_needless_says_so() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    world.must("anna", &move_to("Verkstaden", "2026-12-14"));
    // Also where it was on the last day: it did not lie after it.
    let mut ended = world.clone();
    ended.must("anna", &end("2026-12-14"));
    let earlier = move_to("Verkstaden", "2026-11-02");
    let changes = world.must("anna", &earlier);
    for (register, changes) in [
        (&world.register, &changes),
        (&ended.register, &ended.clone().must("anna", &earlier)),
    ] {
        assert_eq!(
            lost_moves(changes, register, Lang::En),
            [
                "The move on 2026-12-14 to Indoor group, Verkstaden no longer stands on its own: \
              the person is there from 2026-11-02 already."
            ]
        );
    }
    // The log tells both, and a move before others by its own day.
    let words = |world: &World, changes: &[Change]| {
        let words = &words(&world.register, Lang::En);
        let told = changes.iter().map(|change| told(change, words));
        told.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        words(&world, &changes),
        "place Indoor group, Verkstaden from 2026-12-14 → Indoor group, Verkstaden from 2026-11-02"
    );
    let changes = world.must("anna", &move_to("Trädgården", "2026-06-01"));
    assert!(
        words(&world, &changes)
            .ends_with("place Indoor group, Köket → Indoor group, Trädgården from 2026-06-01"),
        "{changes:?}"
    );
    assert!(lost_moves(&changes, &world.register, Lang::En).is_empty());
}

/// The leaves of a JSON value, each by its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value.as_object() {
        Some(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{path}/{name}"), found);
            }
        }
        None => found.push(path.to_owned()),
    }
}

/// The settings as they are at first, with what is left out of the stored ones where it is as usual.
fn usual() -> Value {
    let before = Settings::default();
    let mut value = serde_json::to_value(&before).expect("settings are plain");
    value["zone"] = json!(before.zone.name());
    value
}

/// Settings in which one thing is otherwise.
fn changed(path: &str) -> Settings {
    let (before, mut value) = (Settings::default(), usual());
    let leaf = value.pointer_mut(path).expect("a leaf");
    let others = match leaf.clone() {
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Number(number) => vec![json!(number.as_u64().expect("a whole number") + 1)],
        _ => vec![
            json!("first-decision"),
            json!("Europe/Helsinki"),
            json!("AMI Nord"),
        ],
    };
    for other in others {
        *value.pointer_mut(path).expect("a leaf") = other;
        let read = serde_json::from_value(value.clone()).ok();
        if let Some(after) = read.filter(|after| *after != before) {
            return after;
        }
    }
    panic!("no other value is known for {path}");
}

/// The names of a record's fields, also of those that are left out where they are as usual.
struct Names<'a>(&'a mut Vec<String>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields.iter().map(|name| format!(".{name}")));
        Err(Self::Error::custom("read no further"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("no record"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn names<'de, T: Deserialize<'de>>() -> Vec<String> {
    let mut names = Vec::new();
    assert!(T::deserialize(Names(&mut names)).is_err());
    names
}

#[test]
fn each_field_of_the_settings_has_its_row() {
    let mut fields = names::<Settings>();
    for (record, of_record) in [(".rule", names::<Rule>()), (".eves", names::<Eves>())] {
        fields.retain(|name| name != record);
        fields.extend(of_record.iter().map(|name| format!("{record}{name}")));
    }
    // The unit's own dated rules have a table of theirs.
    fields.retain(|name| name != ".rules");
    fields.sort();
    let mut rows = Setting::ALL.map(Setting::path).to_vec();
    rows.sort_unstable();
    assert_eq!(rows, fields);
}

#[test]
fn each_setting_that_is_changed_has_its_sentence() {
    let before = Settings::default();
    let mut paths = Vec::new();
    leaves(&usual(), "", &mut paths);
    assert!(paths.len() > 10, "{paths:?}");
    let register = Register::default();
    for path in paths {
        for lang in [Lang::Sv, Lang::En] {
            let change = Change::Settings {
                before: Box::new(before.clone()),
                after: Box::new(changed(&path)),
            };
            let text = told(&change, &words(&register, lang));
            assert!(text.len() > 3, "{path}: {text:?}");
            if let Some((old, new)) = text.split_once(" → ") {
                assert!(!old.ends_with(new), "{path}: {text}");
            }
        }
    }
}

/// Karin in the kitchen; and Olle, who is outdoors.
fn two_groups() -> Screens {
    let outdoors = placed("Olle Berg", "2026-01-05", (Group::Outdoor, "Parken"));
    let enrol = |draft| Command::Enrol(Box::new(draft));
    Screens {
        before: vec![enrol(draft("Karin Ek", "2026-01-05")), enrol(outdoors)],
        ..Screens::default()
    }
}

#[test]
fn that_all_in_a_pane_are_marked_tells_who_is_open_in_the_other() {
    let mut seat = desk(two_groups());
    for keys in ["n Space", "a"] {
        let screen = seat.press(keys).screen(120, 36);
        assert!(screen.contains("Omarkerade i Utegruppen 1."), "{screen}");
    }
    let screen = seat.press("Tab n Space").screen(120, 36);
    assert!(
        screen.contains("Alla som väntas i rutan är markerade."),
        "{screen}"
    );
    assert!(!screen.contains("Omarkerade i"), "{screen}");
}

#[test]
fn a_colleagues_mark_is_called_changed_only_where_it_was() {
    for (keys, note, told) in [
        ("Home e", "ringde", "bo hade markerat Sjuk; koden är kvar"),
        ("Home n", "", "bo hade markerat Sjuk; det är ändrat nu"),
        ("Home x", "", "bo hade markerat Sjuk; det är borttaget nu"),
    ] {
        let mut seat = desk(two_groups());
        crate::desk::elsewhere(&mut seat, "bo", &mark(1, on(TODAY), Code::Sick));
        seat.press(keys);
        if !note.is_empty() {
            seat.type_in(note).press("Enter");
        }
        let screen = seat.screen(120, 36);
        assert!(screen.contains(told), "{screen}");
    }
}

#[test]
fn what_a_full_disk_did_not_take_does_not_seem_saved() {
    let disk = Disk::default();
    let mut seat = desk_on(&disk, two_groups());
    let screen = seat.press("n").screen(80, 24);
    assert!(screen.contains("sparat 08:14:07"), "{screen}");
    disk.fail(Fault {
        call: Call::Write,
        error: rustix::io::Errno::NOSPC,
        after: 0,
        once: false,
        is_done: false,
    });
    let screen = seat.press("Home s").screen(80, 24);
    assert!(screen.contains("Det här sparades inte"), "{screen}");
    disk.mend();
    let screen = seat.press("Down").screen(80, 24);
    assert!(!screen.contains("sparat 08:14:07"), "{screen}");
    let screen = seat.press("Home s").screen(80, 24);
    assert!(screen.contains("sparat 08:14:07"), "{screen}");
}

#[test]
fn the_quota_on_a_phone_shows_last_days_under_who_ends() {
    let mut terms = decided(1, "2026-01-12", "2026-12-18").terms;
    terms.level = Some(60);
    let mut world = two_groups();
    world.before.push(Command::AddDecision {
        who: LENA,
        terms: Box::new(terms),
    });
    let screen = desk(world).press("k").screen(45, 20);
    let (begins, ends) = screen.split_once("slutar").expect("both headings");
    assert!(
        begins.contains("Karin Ek            2026-01-12"),
        "{screen}"
    );
    assert!(ends.contains("Karin Ek            2026-12-18"), "{screen}");
}
