//! Lists from spreadsheets: the same people in every form, every kind of fault, and no bytes that stop the program.

use chrono::NaiveDate;
use proptest::prelude::*;
use tolv::domain::facts::participant::{Draft, Group, Protection};
use tolv::domain::personnummer::{Fault, Personnummer};
use tolv::domain::plain::{NotPlain, What};
use tolv::import::{Encoding, Form, Reason, Sheet, Unreadable, read};
use tolv::text::Lang;

use crate::world::{named, placed, with};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

pub(crate) fn today() -> NaiveDate {
    day(2026, 11, 22)
}

pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/import/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a fixture")
}

fn list(bytes: &[u8]) -> Sheet {
    read(bytes, today(), &mut |_| {}).expect("a list")
}

fn refused(bytes: &[u8]) -> Unreadable {
    read(bytes, today(), &mut |_| {}).expect_err("no list")
}

fn draft(given: &str, family: &str, group: Group, arena: &str, start: NaiveDate) -> Draft {
    with(placed("", &start.to_string(), (group, arena)), |draft| {
        draft.details = named(given, family);
        draft.schedule = None;
        draft.is_new_arena = false;
    })
}

fn week(minutes: u16) -> Option<[u16; 7]> {
    Some([minutes, minutes, minutes, minutes, minutes, 0, 0])
}

/// The people of every fixture but the bad one.
fn people() -> Vec<Draft> {
    let number = |text: &str| Personnummer::read(text, today()).ok();
    vec![
        with(
            draft(
                "Lena",
                "Bergström",
                Group::Outdoor,
                "Parken",
                day(2025, 12, 29),
            ),
            |draft| {
                draft.details.personnummer = number("19850412-9803");
                draft.details.phone = "070-000 00 01".into();
                draft.details.supervisor = "Maj Ek".into();
                draft.details.measure = "Lönebidrag".into();
                draft.details.note = "Har egna arbetskläder".into();
                draft.schedule = week(360);
            },
        ),
        with(
            draft("Måns", "Dahl", Group::Outdoor, "Parken", day(2026, 3, 2)),
            |draft| {
                draft.details.personnummer = number("19910731-9817");
                draft.details.supervisor = "Maj Ek".into();
                draft.details.measure = "Lönebidrag".into();
                draft.schedule = week(450);
            },
        ),
        with(
            draft("Åsa", "Öberg", Group::Indoor, "Köket", day(2026, 1, 12)),
            |draft| {
                draft.details.personnummer = number("19790203-9820");
                draft.details.supervisor = "Per Al".into();
                draft.details.measure = "Praktik".into();
                draft.details.note = "Två rader i samma cell".into();
                draft.end = Some(day(2026, 12, 31));
                draft.schedule = Some([400, 0, 400, 0, 400, 0, 0]);
            },
        ),
        draft(
            "Nils",
            "von der Heide",
            Group::Outdoor,
            "Snickeriet",
            day(2026, 8, 17),
        ),
        with(
            draft("Sara", "Ek", Group::Indoor, "Verkstaden", day(2026, 2, 2)),
            |draft| {
                draft.details.personnummer = number("20000229-9832");
                draft.details.protection = Protection::Marked;
                draft.schedule = Some([0, 480, 0, 480, 0, 0, 0]);
            },
        ),
        with(
            draft(
                "Eva Maria",
                "Öhman",
                Group::Indoor,
                "Köket",
                day(2026, 9, 1),
            ),
            |draft| {
                draft.details.personnummer = number("19660675-9840");
                draft.details.supervisor = "Per Al".into();
                draft.details.note = "Kommer med buss; slutar 15".into();
                draft.schedule = week(300);
            },
        ),
        Draft {
            schedule: week(480),
            ..draft("", "Sukarno", Group::Indoor, "", day(2026, 11, 2))
        },
    ]
}

#[test]
fn the_same_people_in_every_form() {
    let files = [
        ("utf8-semicolon.csv", ';', Encoding::Utf8, 2),
        ("utf8-bom-comma.csv", ',', Encoding::Utf8, 2),
        ("windows-1252-tab.txt", '\t', Encoding::Windows1252, 2),
        ("utf16-tab.txt", '\t', Encoding::Utf16, 2),
        ("english.csv", ',', Encoding::Utf8, 2),
        ("two-name-columns.csv", ';', Encoding::Utf8, 3),
        ("excel-dates.csv", ';', Encoding::Utf8, 2),
    ];
    for (name, delimiter, encoding, first) in files {
        let sheet = list(&file(name));
        assert_eq!(sheet.bad, [], "{name}");
        let form = Form::Text {
            delimiter,
            encoding,
        };
        assert_eq!(sheet.form, form, "{name}");
        assert!(sheet.unknown_headings.is_empty(), "{name}");
        let (lines, drafts): (Vec<u64>, Vec<Draft>) = sheet.rows.into_iter().unzip();
        assert_eq!(drafts, people(), "{name}");
        // The third person's note takes two lines.
        let offsets = [0, 1, 2, 4, 5, 6, 7];
        assert_eq!(lines, offsets.map(|offset| first + offset), "{name}");
    }
}

#[test]
fn every_fault_is_told_with_its_line_and_heading() {
    let not_plain = |what| Reason::NotPlain(NotPlain { what });
    let expected = [
        (3, "Namn", Reason::Missing),
        (4, "Namn", Reason::NotAName),
        (5, "Namn", not_plain(What::Escape)),
        (6, "Namn", not_plain(What::Direction)),
        (7, "Namn", not_plain(What::Invisible)),
        (8, "Namn", Reason::TooLong { limit: 200 }),
        (9, "Anteckning", Reason::TooLong { limit: 2000 }),
        (10, "Personnummer", Reason::Personnummer(Fault::CheckDigit)),
        (11, "Personnummer", Reason::Personnummer(Fault::Date)),
        (12, "Personnummer", Reason::Personnummer(Fault::Digits)),
        (13, "Personnummer", Reason::Personnummer(Fault::Form)),
        (14, "Grupp", Reason::NotAGroup),
        (15, "Grupp", Reason::NoGroupOrArena),
        (16, "Start", Reason::Missing),
        (17, "Start", Reason::NotADate),
        (18, "Start", Reason::StartTooEarly),
        (19, "Start", Reason::StartTooLate),
        (20, "Slut", Reason::EndBeforeStart),
        (21, "Namn", Reason::SameAs { line: 2 }),
        (22, "Skydd", Reason::NotAProtection),
        (23, "Timmar/vecka", Reason::NotHours),
        (24, "Timmar/vecka", Reason::OverAWeek),
        (25, "Timmar/vecka", Reason::OverADay),
        (26, "Veckodagar", Reason::NotWeekdays),
        (27, "Veckodagar", Reason::WeekdaysWithoutHours),
        (
            28,
            "Anteckning",
            Reason::TooManyCells {
                found: 14,
                headings: 13,
            },
        ),
        (29, "Namn", Reason::Missing),
        (29, "Start", Reason::NotADate),
        (29, "Telefon", not_plain(What::Direction)),
    ];
    let sheet = list(&file("bad.csv"));
    let told: Vec<_> = sheet
        .bad
        .iter()
        .map(|c| (c.line, c.column.as_str(), c.reason.clone()))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(sheet.rows.len(), 1);
    for complaint in &sheet.bad {
        let (sv, en) = (
            complaint.reason.text(Lang::Sv),
            complaint.reason.text(Lang::En),
        );
        assert!(
            sv.ends_with('.') && en.ends_with('.') && sv != en,
            "{complaint:?}"
        );
    }
}

/// What is told of a list with these lines: the good lines, and the line, heading and reason of each complaint.
type Told = (Vec<u64>, Vec<(u64, String, Reason)>);

fn told(text: &str) -> Told {
    let sheet = list(text.as_bytes());
    let bad = sheet.bad.into_iter().map(|c| (c.line, c.column, c.reason));
    (
        sheet.rows.iter().map(|(line, _)| *line).collect(),
        bad.collect(),
    )
}

#[test]
fn lines_are_counted_with_any_line_break_and_blank_lines_are_skipped() {
    for end in ["\n", "\r\n", "\r"] {
        let lines = [
            "",
            "Namn;Grupp;Start",
            "",
            ";;",
            "Bo Ek;inne;2026-01-02",
            "  ",
            "\"Åke",
            "Ek\";ute;2026-01-02",
            "",
            "Ida Ek;ute;nyss",
            "Eva Ek;ute",
        ];
        for last in ["", end] {
            let (good, bad) = told(&(lines.join(end) + last));
            assert_eq!(good, [5, 7], "{end:?}");
            let start = |line, reason| (line, "Start".to_owned(), reason);
            assert_eq!(
                bad,
                [start(10, Reason::NotADate), start(11, Reason::Missing)],
                "{end:?}"
            );
        }
    }
}

#[test]
fn a_quotation_mark_never_swallows_people() {
    let open =
        "Namn,Grupp,Start,Anteckning\nBo Ek,inne,2026-01-02,\"glömd\nEva Ek,ute,2026-01-02,\n";
    let at_note = |line, reason| vec![(line, "Anteckning".to_owned(), reason)];
    assert_eq!(told(open), (vec![], at_note(2, Reason::OpenQuote)));
    let closed = format!("{open}Ida Ek,ute,2026-01-02,\"sen\"\nUno Ek,ute,2026-01-02,\n");
    let reason = Reason::RowsInQuotes { last: 4 };
    assert_eq!(told(&closed), (vec![5], at_note(2, reason)));
    let last = "Namn,Grupp,Start,Anteckning\nBo Ek,inne,2026-01-02,\"två\nrader\"";
    assert_eq!(told(last), (vec![2], vec![]));
}

#[test]
fn hours_in_every_way_of_telling_them() {
    let day_or_week = || Err(vec![Reason::DayOrWeek]);
    type Hours = Result<Option<[u16; 7]>, Vec<Reason>>;
    let cases: [(&str, &[(&str, Hours)]); 6] = [
        (
            "Timmar/dag;Dagar",
            &[
                ("6;", Ok(week(360))),
                ("6,5;mån-tor", Ok(Some([390, 390, 390, 390, 0, 0, 0]))),
                ("24;", Err(vec![Reason::MoreThanWorked])),
                ("12;", Ok(week(720))),
                ("24,5;", Err(vec![Reason::OverADay])),
                ("-1;", Err(vec![Reason::NotHours])),
                (";", Ok(None)),
            ],
        ),
        (
            "Hours per week;Days",
            &[
                ("37.5;", Ok(week(450))),
                ("37;", Ok(week(444))),
                ("20;mon wed fri", Ok(Some([400, 0, 400, 0, 400, 0, 0]))),
                ("168;1-7", Err(vec![Reason::MoreThanWorked])),
                ("48;1-7", Ok(Some([411; 7]))),
                ("168;", Err(vec![Reason::OverADay])),
            ],
        ),
        (
            "Timmar;Dagar",
            &[("6;", Ok(week(360))), ("12;", Ok(week(720)))],
        ),
        (
            "Hours;Days",
            &[
                ("40;", Ok(week(480))),
                ("20;mån tis", Ok(Some([600, 600, 0, 0, 0, 0, 0]))),
            ],
        ),
        (
            "Timmar;Dagar",
            &[
                ("30;", Ok(week(360))),
                ("20;", Ok(week(240))),
                ("10;", day_or_week()),
            ],
        ),
        (
            "Tim/v;Tim/dag",
            &[
                ("30;6", Ok(week(360))),
                ("37;7,4", Ok(week(444))),
                ("30;5", Err(vec![Reason::HoursDisagree])),
            ],
        ),
    ];
    for (headings, rows) in cases {
        let mut text = format!("Namn;Grupp;Start;{headings}\n");
        for (number, (cells, _)) in rows.iter().enumerate() {
            let name = char::from(b'A' + u8::try_from(number).expect("few rows"));
            text += &format!("{name} Ek;inne;2026-01-02;{cells}\n");
        }
        let sheet = list(text.as_bytes());
        for (line, (cells, wanted)) in (2..).zip(rows) {
            let good = sheet
                .rows
                .iter()
                .find(|(at, _)| *at == line)
                .map(|(_, d)| d.schedule);
            let bad = sheet
                .bad
                .iter()
                .filter(|c| c.line == line)
                .map(|c| c.reason.clone());
            let got = good.ok_or(bad.collect::<Vec<_>>());
            assert_eq!(&got, wanted, "{headings}: {cells}");
        }
    }
}

#[test]
fn the_same_person_twice() {
    let same =
        |line, column: &str, other| (line, column.to_owned(), Reason::SameAs { line: other });
    let text = "\
Namn;Pnr;Grupp;Start
Bo Ek;19121212-1212;inne;2026-01-02
Bosse Ek;121212+1212;ute;2026-01-02
Bo Ek;19121212-1212;inne;2026-06-01
Bo Ek;19850412-9803;inne;2026-01-02
BO EK;;inne;2026-01-02
Ida Ek;;ute;2026-01-02
Ida Ek;19910731-9817;ute;2026-01-02
Ida Ek;;ute;2026-01-03
";
    let bad = vec![same(3, "Pnr", 2), same(6, "Namn", 2), same(8, "Pnr", 7)];
    assert_eq!(told(text), (vec![2, 4, 5, 7, 9], bad));
}

#[test]
fn headings_that_are_not_understood_are_told() {
    let sheet = list(
        "Nr;N A M N :;Skostorlek;arbets-plats;FRÅN\x1b[0m;;Start_datum;Veckodagar\n1;Bo Ek;43;Köket;x;y;2026-01-02;mån\n"
            .as_bytes(),
    );
    // "FRÅN" with an escape sequence is another word, and is not sent on as it is.
    let unknown = ["Nr", "Skostorlek", "FRÅN\u{fffd}[0m", "#6", "Veckodagar"];
    assert_eq!(sheet.unknown_headings, unknown);
    let (_, draft) = &sheet.rows[0];
    assert_eq!((draft.group, draft.arena.as_str()), (None, "Köket"));
}

#[test]
fn a_file_that_is_no_list_says_why() {
    let cases: [(&[u8], &str); 13] = [
        (b"", "tom"),
        (b"\xef\xbb\xbf\r\n \r\n", "tom"),
        (b"sep=;", "tom"),
        (b"PK\x03\x04 and so on", "Arbetsboken är skadad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excelarbetsbok"),
        (b"Namn\0;Start", "inte en textfil"),
        (b"\xff\xfeN\0a\0\0\xd8", "slutar mitt i ett tecken"),
        (b"\xef\xbb\xbfNamn;\xff", "skadad"),
        (
            "Åsa;Örjan\u{fffd}"
                .as_bytes()
                .split_last()
                .expect("bytes")
                .1,
            "slutar mitt i ett tecken",
        ),
        (
            "Namn;Grupp;Start;Deltagare".as_bytes(),
            "\"Namn\" och \"Deltagare\"",
        ),
        (
            "Namn;Grupp;Start;Efternamn".as_bytes(),
            "\"Namn\" och \"Efternamn\"",
        ),
        (
            "Förnamn;Yta\x1b;Slut".as_bytes(),
            "saknas: Efternamn, Startdatum, Grupp eller Arena",
        ),
        (
            "Bo Ek;19850412-9803;2026-01-02".as_bytes(),
            "Rubrikerna i filen är: Bo Ek, ********-****, 2026-01-02.",
        ),
    ];
    for (bytes, wanted) in cases {
        let fault = refused(bytes);
        let (sv, en) = (fault.text(Lang::Sv), fault.text(Lang::En));
        assert!(sv.contains(wanted), "{wanted}: {sv}");
        assert!(sv.contains("Ingenting är importerat") && en.contains("Nothing was imported"));
        assert!(!sv.contains(char::is_control));
    }
}

/// So many made-up people, one a line after the headings, with every hundredth start missing.
fn long_list(rows: usize) -> String {
    let mut text = String::from("Namn;Grupp;Arena;Start;Timmar/vecka;Veckodagar;Anteckning\r\n");
    for row in 0..rows {
        let group = if row % 2 == 0 { "inne" } else { "ute" };
        let start = day(2020, 1, 1) + chrono::Days::new((row % 2000) as u64);
        let start = if row % 100 == 99 {
            String::new()
        } else {
            start.to_string()
        };
        text += &format!(
            "Förnamn{row} Efternamn{};{group};Arena {};{start};37,5;mån-fre;\"Anteckning; nummer {row}\"\r\n",
            row % 97,
            row % 12
        );
    }
    text
}

#[test]
fn progress_rises_to_the_number_of_rows() {
    let mut told = Vec::new();
    let text = long_list(1_234);
    let sheet = read(text.as_bytes(), today(), &mut |rows| told.push(rows)).expect("a list");
    assert_eq!((sheet.rows.len(), sheet.bad.len()), (1_222, 12));
    assert_eq!(told, [250, 500, 750, 1_000, 1_234]);
}

proptest! {
    #[test]
    fn no_row_is_lost(faults in prop::collection::vec(prop::sample::select(vec!["2026-01-02", "", "nyss", "x;y"]), 0..30)) {
        let mut text = String::from("Namn;Grupp;Start\n");
        for (row, start) in faults.iter().enumerate() {
            text += &format!("Bo Ek{row};inne;{start}\n");
        }
        let (good, bad) = told(&text);
        let mut lines: Vec<u64> = good.into_iter().chain(bad.into_iter().map(|(line, _, _)| line)).collect();
        lines.sort_unstable();
        let all: Vec<u64> = (2..).take(faults.len()).collect();
        prop_assert_eq!(lines, all);
    }
}
