//! Each field of a person by its row in the table: the log tells it, lists bring it, the command line takes and shows it.

use tolv::domain::difference::{Notes, Words, told};
use tolv::domain::facts::change::Change;
use tolv::domain::facts::details::{Details, Field, Told};
use tolv::domain::facts::participant::{Participant, PersonId, Protection};
use tolv::domain::register::Register;
use tolv::import;
use tolv::text::Lang;

use crate::cli::Home;
use crate::enrolment::number;
use crate::world::{TODAY, named, on};

/// What each field says here: itself, where it is a text.
fn all() -> Details {
    let mut details = Details {
        personnummer: number(0),
        protection: Protection::Marked,
        ..Details::default()
    };
    for field in Field::ALL {
        if let Some(text) = details.text_mut(field) {
            *text = format!("Ett {}", field.slug());
        }
    }
    details
}

/// What is typed and written for a field.
fn typed(field: Field) -> String {
    match field {
        Field::Personnummer => number(0).expect("a number").to_string(),
        Field::Protection => "sekretessmarkering".to_owned(),
        field => format!("Ett {}", field.slug()),
    }
}

fn made(details: Details) -> Box<Participant> {
    let mut person = Participant {
        id: PersonId(1),
        ..Participant::default()
    };
    details.put(&mut person);
    Box::new(person)
}

/// A person of whom nothing but the name is known, and who then has one field more.
fn with_field(field: Field) -> Details {
    let (all, mut one) = (all(), named("Lena", "Berg"));
    match field {
        Field::Personnummer => one.personnummer = all.personnummer,
        Field::Protection => one.protection = all.protection,
        field => {
            let text = one.text_mut(field).expect("the other fields are texts");
            *text = all.clone().text_mut(field).expect("a text").clone();
        }
    }
    one
}

#[test]
fn the_log_tells_each_field_that_is_changed() {
    let register = &Register::default();
    for field in Field::ALL {
        let change = Change::Person {
            before: Some(made(named("Lena", "Berg"))),
            after: Some(made(with_field(field))),
        };
        for lang in [Lang::Sv, Lang::En] {
            let notes = Notes::Whole;
            let words = Words {
                register,
                lang,
                notes,
                changes: &[],
            };
            let text = told(&change, &words);
            let name = match field.is_name() {
                true => lang_of(lang, "namn", "name").to_owned(),
                false => field.name().get(lang).to_lowercase(),
            };
            assert!(text.starts_with(&name), "{field:?}: {text:?}");
            let is_told = text.contains(" → ");
            assert_eq!(is_told, field.told() != Told::NotInLog, "{text}");
        }
    }
}

fn lang_of(lang: Lang, sv: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Sv => sv,
        Lang::En => en,
    }
}

#[test]
fn a_list_brings_each_field_under_each_of_its_headings() {
    for field in Field::below_name() {
        let names = [Lang::Sv, Lang::En].map(|lang| field.name().get(lang));
        for heading in field.headings().iter().chain(&names) {
            let value = typed(field);
            let list = format!("namn;grupp;start;{heading}\nLena Berg;inne;2026-01-05;{value}\n");
            let sheet = import::read(list.as_bytes(), on(TODAY), &mut |_| {}).expect("a list");
            assert_eq!(sheet.unknown_headings, [""; 0], "{field:?}");
            assert_eq!(sheet.rows[0].1.details, with_field(field), "{heading}");
        }
    }
}

#[test]
fn the_command_line_takes_and_shows_each_field() {
    let home = Home::new();
    let options = Field::below_name().filter(|field| *field != Field::Protection);
    let options = options.flat_map(|field| [format!("--{}", field.slug()), typed(field)]);
    let mut args: Vec<String> = ["add", "Lena", "Berg", "--group", "inne"]
        .map(str::to_owned)
        .to_vec();
    args.extend(options);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    home.run(&args).ok();
    let (json, text) = (home.json(&["show", "1"]), home.run(&["show", "1"]).ok().out);
    let help = home.run(&["add", "--help", "--lang", "sv"]).ok().out;
    let masked = number(0).expect("a number").masked();
    for field in Field::below_name() {
        let value = match field {
            Field::Protection => "none",
            Field::Personnummer => &masked,
            field => &typed(field),
        };
        assert_eq!(json[field.slug()], value, "{field:?}");
        assert!(help.contains(field.help().sv.split(':').next().unwrap_or_default()));
        if field != Field::Protection {
            assert!(
                text.contains(field.name().en) && text.contains(value),
                "{text}"
            );
        }
    }
}
