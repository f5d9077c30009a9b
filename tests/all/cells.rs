//! What spreadsheets, exports and other programs do to single cells: each is read rightly, or refused with the reason.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use tolv::domain::facts::details::Field;
use tolv::domain::facts::participant::{Draft, Protection};
use tolv::domain::personnummer::Fault;
use tolv::domain::reading::{ReadingError, hours};
use tolv::domain::zone::Zone;
use tolv::import::{How, Reason, Sheet, read, read_as};
use tolv::text::Lang;

mod any_cell;
mod table;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tests name days that exist")
}

fn today() -> NaiveDate {
    day(2026, 11, 27)
}

fn list(text: &str) -> Sheet {
    read(text.as_bytes(), today(), &mut |_| {}).expect("a list")
}

/// A list of the cases that came in from the world.
fn case(name: &str) -> Sheet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    let text = fs::read_to_string(folder.join(format!("{name}-list.csv")));
    list(&text.expect("a list of tests/data"))
}

fn drafts(sheet: &Sheet) -> Vec<&Draft> {
    sheet.rows.iter().map(|(_, draft)| draft).collect()
}

/// The line, the heading and the reason of each complaint.
fn bad(sheet: &Sheet) -> Vec<(u64, &str, Reason)> {
    let bad = sheet.bad.iter();
    bad.map(|bad| (bad.line, bad.column.as_str(), bad.reason.clone()))
        .collect()
}

/// What a column of a draft holds, as one word or a few.
fn value(draft: &Draft, heading: &str) -> String {
    let or_none = |text: &str| {
        if text.is_empty() {
            "none".to_owned()
        } else {
            text.to_owned()
        }
    };
    match heading {
        "Namn" => format!("{}|{}", draft.details.given, draft.details.family),
        "Grupp" => draft.group.map_or("none", |group| group.slug()).to_owned(),
        "Arena" => or_none(&draft.arena),
        "Start" => draft.start.to_string(),
        "Slut" => draft.end.map_or("none".to_owned(), |end| end.to_string()),
        "Timmar/dag" | "Timmar/vecka" | "Timmar" | "Veckodagar" => match draft.schedule {
            None => "none".to_owned(),
            Some(week) => {
                let most = week.into_iter().max().unwrap_or_default();
                let days = week.map(|minutes| if minutes > 0 { 'x' } else { '.' });
                let days = String::from_iter(days);
                // The sum too, where not all days have as many.
                match week
                    .iter()
                    .all(|minutes| matches!(minutes, 0) || *minutes == most)
                {
                    true => format!("{} {days}", hours(most)),
                    false => format!("{} {days} {}", hours(most), hours(week.iter().sum::<u16>())),
                }
            }
        },
        "Personnummer" => {
            let number = draft.details.personnummer.as_ref();
            number.map_or("none".to_owned(), ToString::to_string)
        }
        "Telefon" => or_none(&draft.details.phone),
        "Handledare" => or_none(&draft.details.supervisor),
        "Insats" => or_none(&draft.details.measure),
        "Anteckning" => or_none(&draft.details.note),
        _ => draft.details.protection.slug().to_owned(),
    }
}

/// A list of one person with a cell under a heading, all else as it should be.
fn with_cell(heading: &str, cell: &str) -> String {
    let mut row = vec![
        ("Namn", "Lena Berg"),
        ("Grupp", "inne"),
        ("Start", "2026-01-05"),
    ];
    if matches!(heading, "Veckodagar") {
        row.push(("Timmar/dag", "6"));
    }
    match row.iter_mut().find(|(name, _)| *name == heading) {
        Some((_, told)) => *told = cell,
        None => row.push((heading, cell)),
    }
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(";");
    let headings = line(row.iter().map(|(name, _)| (*name).to_owned()).collect());
    let cells = line(row.iter().map(|(_, told)| quoted(told)).collect());
    format!("{headings}\n{cells}\n")
}

#[test]
fn f08_telephones_that_a_spreadsheet_took_for_numbers() {
    let sheet = case("F08");
    assert_eq!(bad(&sheet), [(2, "Telefon", Reason::NumberShortened)]);
    let phones: Vec<&str> = drafts(&sheet)
        .iter()
        .map(|draft| draft.details.phone.as_str())
        .collect();
    assert_eq!(phones, ["0701234567", "0701234567"]);
}

#[test]
fn f09_a_swedish_midnight_in_utc() {
    let sheet = case("F09");
    assert_eq!(drafts(&sheet)[0].start, day(2026, 1, 5));
}

#[test]
fn a_moment_is_a_day_by_the_registers_own_clock() {
    let text = with_cell("Start", "2026-01-04T22:00:00Z");
    for (zone, start) in [
        ("Europe/Helsinki", day(2026, 1, 5)),
        ("Europe/Stockholm", day(2026, 1, 4)),
    ] {
        let zone = Zone::read(zone).expect("a zone");
        let how = How {
            today: today(),
            zone,
            sheet: None,
        };
        let sheet = read_as(text.as_bytes(), how, &mut |_| {}).expect("a list");
        assert_eq!(drafts(&sheet)[0].start, start);
    }
}

#[test]
fn f15_pseudonyms_are_names() {
    let sheet = case("F15");
    assert_eq!(bad(&sheet), []);
    let names = drafts(&sheet);
    let names = names.iter().map(|draft| value(draft, "Namn"));
    let wanted = [
        "Person|001",
        "Deltagare|14",
        "Lena|Berg 2",
        "Bo|Ek \u{1f600}",
    ];
    assert_eq!(names.collect::<Vec<_>>(), wanted);
}

#[test]
fn f17_and_f18_the_forms_that_a_day_has() {
    for (name, people) in [("F17", 5), ("F18", 2)] {
        let sheet = case(name);
        assert_eq!(bad(&sheet), [], "{name}");
        let starts: Vec<NaiveDate> = drafts(&sheet).iter().map(|draft| draft.start).collect();
        assert_eq!(starts, vec![day(2026, 1, 5); people], "{name}");
    }
}

#[test]
fn f20_what_means_empty_is_empty_and_a_date_of_birth_is_told() {
    let sheet = case("F20");
    let fault = Reason::Personnummer(Fault::BirthDateOnly);
    assert_eq!(bad(&sheet), [(5, "Personnummer", fault)]);
    for draft in drafts(&sheet) {
        for heading in ["Slut", "Personnummer", "Telefon"] {
            assert_eq!(value(draft, heading), "none", "{heading}");
        }
    }
}

#[test]
fn f21_a_personnummer_that_a_spreadsheet_took_for_a_number() {
    let sheet = case("F21");
    let fault = |line, fault| (line, "Personnummer", Reason::Personnummer(fault));
    assert_eq!(
        bad(&sheet),
        [fault(2, Fault::ZeroLost), fault(3, Fault::Shortened)]
    );
    for (_, _, reason) in bad(&sheet) {
        let (sv, en) = (reason.text(Lang::Sv), reason.text(Lang::En));
        assert!(sv.contains("formatera") || sv.contains("Formatera"), "{sv}");
        assert!(
            en.to_lowercase().contains("format the column as text"),
            "{en}"
        );
        assert!(!sv.contains(|c: char| c.is_ascii_digit()), "{sv}");
    }
}

#[test]
fn f31_hours_in_the_form_of_a_clock() {
    let sheet = case("F31");
    let fault = Reason::Personnummer(Fault::ZeroLost);
    assert_eq!(bad(&sheet), [(3, "Personnummer", fault)]);
    assert_eq!(value(drafts(&sheet)[0], "Timmar/vecka"), "7:30 xxxxx..");
    let second = list(&with_cell("Timmar/vecka", "08:00:00 PM"));
    assert_eq!(value(drafts(&second)[0], "Timmar/vecka"), "4:00 xxxxx..");
}

#[test]
fn a_month_before_the_day_in_one_row_makes_the_others_unclear() {
    let of = |rows: &str| list(&format!("Namn;Grupp;Start;Slut\n{rows}"));
    let sheet = of("Bo Ek;inne;02/01/2026;\nIda Ek;ute;03/03/2026;\n");
    assert_eq!(bad(&sheet), []);
    assert_eq!(drafts(&sheet)[0].start, day(2026, 1, 2));
    let sheet = of(
        "Bo Ek;inne;02/01/2026;\nIda Ek;ute;03/03/2026;\nEva Ek;ute;1/13/2026;\nUno Ek;ute;13.1.2026;2/1/2026\n",
    );
    let month_first = || Reason::MonthFirst {
        day: day(2026, 1, 2),
        other: day(2026, 2, 1),
    };
    let no_such_month = Reason::Reading(ReadingError::NoSuchMonth { month: 13 });
    assert_eq!(
        bad(&sheet),
        [
            (2, "Start", month_first()),
            (4, "Start", no_such_month),
            (5, "Slut", month_first()),
        ]
    );
    assert_eq!(drafts(&sheet)[0].start, day(2026, 3, 3));
}

#[test]
fn a_yes_to_protection_is_clear_only_under_a_heading_that_names_the_level() {
    for (heading, cell, wanted) in [
        ("Sekretessmarkering", "ja", Some(Protection::Marked)),
        ("Sekretess", "x", Some(Protection::Marked)),
        ("Skyddad folkbokföring", "Ja", Some(Protection::Strong)),
        ("Skyddad folkbokföring", "nej", Some(Protection::None)),
        (
            "Skyddad folkbokföring",
            "sekretessmarkering",
            Some(Protection::Marked),
        ),
        ("Skydd", "ja", None),
        ("Skyddade personuppgifter", "1", None),
        ("Protected", "yes", None),
    ] {
        let sheet = list(&with_cell(heading, cell));
        let read = drafts(&sheet).first().map(|draft| draft.details.protection);
        assert_eq!(read, wanted, "{heading}: {cell}");
        if wanted.is_none() {
            assert_eq!(bad(&sheet), [(2, heading, Reason::WhichProtection)]);
        }
    }
}

#[test]
fn days_with_hours_of_their_own_agree_with_the_other_columns() {
    let of = |heading: &str, cells: &str| {
        list(&format!(
            "Namn;Grupp;Start;Timmar/dag;{heading}\nBo Ek;inne;2026-01-05;{cells}\n"
        ))
    };
    assert_eq!(bad(&of("Veckodagar", "\"mån-tor 8, fre 6\";mån-fre")), []);
    for (heading, cells, at) in [
        ("Veckodagar", "\"mån-tor 8, fre 6\";mån-tor", "Timmar/dag"),
        ("Timmar/vecka", "\"mån-tor 8, fre 6\";40", "Timmar/vecka"),
    ] {
        assert_eq!(
            bad(&of(heading, cells)),
            [(2, at, Reason::HoursDisagree)],
            "{cells}"
        );
    }
}

#[test]
fn the_note_and_the_name_keep_their_words() {
    let field = |field: Field| Field::name(field).sv;
    for (heading, cell) in [
        (field(Field::Note), "saknas"),
        (field(Field::Note), "tv"),
        (field(Field::Supervisor), "Nan"),
        (field(Field::Supervisor), "Null"),
    ] {
        let sheet = list(&with_cell(heading, cell));
        assert_eq!(value(drafts(&sheet)[0], heading), cell, "{heading}");
    }
}
