//! THE table of what people, programs and spreadsheets do to cells and rows: what each list says, and what is taken of it.

use tolv::domain::facts::participant::{Draft, Group};
use tolv::domain::reading::decimal_hours;
use tolv::import::read;
use tolv::text::Lang;

use crate::import::today;
use crate::import_cases::variant;

/// What is taken: `line Given|Family group start–end hours, …`, then `| line heading: reason`, passed over rows, and the
/// headings that were not read.
fn taken(text: &str) -> String {
    let sheet = match read(text.as_bytes(), today(), &mut |_| {}) {
        Ok(sheet) => sheet,
        Err(fault) => return format!("! {}", variant(&fault)),
    };
    let people = sheet.rows.iter();
    let people: Vec<String> = people.map(|(line, draft)| person(*line, draft)).collect();
    let mut parts = vec![people.join(", ")];
    let bad = sheet.bad.iter();
    parts.extend(bad.map(|c| format!("| {} {}: {}", c.line, c.column, variant(&c.reason))));
    let passed = sheet.passed_over.iter();
    parts.extend(passed.map(|(line, below)| format!("| {line} {below:?}")));
    if !sheet.unknown_headings.is_empty() {
        parts.push(format!("| not {}", sheet.unknown_headings.join(" ")));
    }
    parts.join(" ").trim().to_owned()
}

fn person(line: u64, draft: &Draft) -> String {
    let mut told = format!("{line} {}|{}", draft.details.given, draft.details.family);
    if draft.group == Some(Group::Outdoor) {
        told += " ute";
    }
    if draft.start.to_string() != START || draft.end.is_some() {
        told += &format!(" {}", draft.start);
    }
    if let Some(end) = draft.end {
        told += &format!("–{end}");
    }
    if let Some(week) = draft.schedule {
        let days = week.map(|minutes| decimal_hours(minutes, Lang::En));
        told += &format!(" [{}]", days.join(" "));
    }
    told
}

const START: &str = "2026-01-05";

/// Lists of one or more lines under headings; `NGS` in the place of name, group and start of *Bo Ek*.
fn holds(cases: &[(&str, &str, &str)]) {
    let wrong = cases.iter().filter_map(|(headings, rows, wanted)| {
        let text = format!("{headings}\n{rows}\n");
        let text = text.replace("NGS", "Bo Ek;inne;2026-01-05");
        let got = taken(&text);
        (got != *wanted).then(|| format!("{headings} / {rows}:\n  {got}\n  {wanted}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[rustfmt::skip]
fn a_column_for_each_weekday() {
    const DAYS: &str = "Namn;Grupp;Start;Mån;Tis;Ons;Tor;Fre";
    holds(&[
        (DAYS, "NGS;6;6;7,5;;4", "2 Bo|Ek [6 6 7.5 0 4 0 0]"),
        (DAYS, "NGS;8:00;8:00;7:30;-;0", "2 Bo|Ek [8 8 7.5 0 0 0 0]"),
        (DAYS, "NGS;8-12;8-12;9.00–13.00;ledig;", "2 Bo|Ek [4 4 4 0 0 0 0]"),
        (DAYS, "NGS;8-16;6;6;6;6", "| 2 Mån: ClockTimes"),
        (DAYS, "NGS;6;6;fm;6;6", "| 2 Ons: NotHours"),
        (DAYS, "NGS;16;6;6;6;6", "| 2 Mån: MoreThanWorked"),
        (DAYS, "NGS;0,25;6;6;6;6", "| 2 Mån: Reading"),
        // Hours in some rows and crosses in others, of which nobody knows how long they are but where a column tells it.
        (DAYS, "NGS;7,5;4;;;\nIda Ek;inne;2026-01-05;x;x;;;", "2 Bo|Ek [7.5 4 0 0 0 0 0] | 3 Mån: WeekdaysWithoutHours"),
        (DAYS, "NGS;x;x;;;\nIda Ek;inne;2026-01-05;7,5;x;;;", "| 2 Mån: WeekdaysWithoutHours | 3 Tis: NotHours"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons", "NGS;6;x;;1\nIda Ek;inne;2026-01-05;;6;1;4", "2 Bo|Ek [6 0 6 0 0 0 0], 3 Ida|Ek [6 1 4 0 0 0 0]"),
        (DAYS, "NGS;;;;;", "2 Bo|Ek | not Mån Tis Ons Tor Fre"),
        // Marks without any hours make no schedule; nor do the codes of a day's attendance.
        (DAYS, "NGS;x;x;;;x", "2 Bo|Ek | not Mån Tis Ons Tor Fre"),
        (DAYS, "NGS;n;s;n;v;o", "2 Bo|Ek | not Mån Tis Ons Tor Fre"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons;Tor;Fre", "NGS;6;x;;X;;x", "2 Bo|Ek [6 0 6 0 6 0 0]"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons;Tor;Fre", "NGS;6;1;0;1;0;1", "2 Bo|Ek [6 0 6 0 6 0 0]"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons;Tor;Fre", "NGS;6;TRUE;FALSE;SANT;FALSKT;true", "2 Bo|Ek [6 0 6 0 6 0 0]"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons;Tor;Fre", "NGS;;x;;;;x", "| 2 Mån: WeekdaysWithoutHours"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons;Tor;Fre", "NGS;6;x;s;;;x", "2 Bo|Ek [6 6 6 6 6 0 0] | not Mån Tis Ons Tor Fre"),
        // *To* is Thursday between the others, and an end elsewhere.
        ("Namn;Grupp;Start;Må;Ti;On;To;Fr;Tim/v", "NGS;ja;nej;ja;nej;nej;12", "2 Bo|Ek [6 0 6 0 0 0 0]"),
        ("Name;Group;From;To", "Bo Ek;inne;2026-01-05;2026-12-31", "2 Bo|Ek 2026-01-05–2026-12-31"),
        ("Name;Group;Start;Mon;Tue;Wed;Thu;Fri", "NGS;8:00;8:00;8:00;8:00;6:30", "2 Bo|Ek [8 8 8 8 6.5 0 0]"),
        ("Namn;Grupp;Start;M;T;O;T;F", "NGS;6;6;6;6;4", "2 Bo|Ek [6 6 6 6 4 0 0]"),
        ("Namn;Grupp;Start;Måndag (tim);Tisdag (tim);Onsdag (tim)", "NGS;6;6;4", "2 Bo|Ek [6 6 4 0 0 0 0]"),
        ("Namn;Grupp;Start;Schema;;\n;;;Mån;Tis;Ons", "NGS;6;6;4", "3 Bo|Ek [6 6 4 0 0 0 0]"),
        // What the days make has to agree with what stands beside them.
        ("Namn;Grupp;Start;Mån;Tis;Ons;Tim/vecka", "NGS;6;6;4;16", "2 Bo|Ek [6 6 4 0 0 0 0]"),
        ("Namn;Grupp;Start;Mån;Tis;Ons;Tim/vecka", "NGS;6;6;4;20", "| 2 Tim/vecka: HoursDisagree"),
        ("Namn;Grupp;Start;Mån;Tis;Ons;Dagar", "NGS;6;6;4;mån-ons", "2 Bo|Ek [6 6 4 0 0 0 0]"),
        ("Namn;Grupp;Start;Mån;Tis;Ons;Dagar", "NGS;6;6;;mån-ons", "| 2 Dagar: HoursDisagree"),
        // Two weeks, and the days of a calendar, are no schedule.
        ("Namn;Grupp;Start;Mån;Tis;Ons;Mån;Tis;Ons", "NGS;6;6;6;4;4;4", "2 Bo|Ek | not Mån Tis Ons Mån Tis Ons"),
        ("Namn;Grupp;Start;Mån 5/1;Tis 6/1;Ons 7/1", "NGS;6;6;6", "2 Bo|Ek | not Mån 5/1 Tis 6/1 Ons 7/1"),
    ]);
}

#[test]
#[rustfmt::skip]
fn a_name_is_one_persons_and_nothing_else() {
    const NAME: &str = "Namn;Grupp;Start";
    let cases: Vec<(&str, String, String)> = [
        ("Lena Berg och Bo Ek", "SeveralPeople"),
        ("Lena Berg & Bo Ek", "SeveralPeople"),
        ("Lena Berg/Bo Ek", "SeveralPeople"),
        ("\"Lena Berg\nBo Ek\"", "SeveralPeople"),
        ("Lena Berg, Bo Ek", "SeveralPeople"),
        ("Vakant", "NobodysName"),
        ("Skyddad identitet", "NameProtected"),
        ("SEKRETESS", "NameProtected"),
        ("Bo Ek 19850412", "NoteInName"),
        ("Ledig plats", "NobodysName"),
        ("Lena Berg - slutat", "NoteInName"),
        ("Lena Berg, tjänstledig", "NoteInName"),
        ("*Lena Berg", "SignInName"),
        ("Lena Berg ✓", "SignInName"),
        ("lena.berg@example.org", "SignInName"),
        ("=A2&B2", "Formula"),
        ("Lena Bergstr=C3=B6m", "LettersMangled"),
        ("Lena Bergstr%C3%B6m", "LettersMangled"),
        ("Lena Bergstr\\u00f6m", "LettersMangled"),
    ]
    .map(|(name, reason)| (NAME, format!("{name};inne;2026-01-05"), format!("| 2 Namn: {reason}")))
    .into();
    let borrowed: Vec<(&str, &str, &str)> = cases.iter().map(|(h, rows, wanted)| (*h, rows.as_str(), wanted.as_str())).collect();
    holds(&borrowed);
    holds(&[
        (NAME, "1. Lena Berg;inne;2026-01-05\n2) Bo Ek;inne;2026-01-05", "2 Lena|Berg, 3 Bo|Ek"),
        (NAME, "• Lena Berg;inne;2026-01-05", "2 Lena|Berg"),
        (NAME, "Person 001;inne;2026-01-05", "2 Person|001"),
        (NAME, "García López, Ana María;inne;2026-01-05\nBerg, Lena;inne;2026-01-05", "2 Ana María|García López, 3 Lena|Berg"),
        ("Efternamn, förnamn;Grupp;Start", "Berg, Lena;inne;2026-01-05", "2 Lena|Berg"),
        ("Efternamn Förnamn;Grupp;Start", "Berg Lena;inne;2026-01-05", "2 Lena|Berg"),
        ("Namn (efternamn förnamn);Grupp;Start", "Berg Lena;inne;2026-01-05", "2 Lena|Berg"),
        ("Efternamn Förnamn;Grupp;Start", "von Sydow Eva;inne;2026-01-05", "| 2 Efternamn Förnamn: WhichIsFamily"),
        ("Förnamn Efternamn;Grupp;Start", "Lena Berg;inne;2026-01-05", "2 Lena|Berg"),
        ("Klient;Grupp;Start", "Berg, Lena;inne;2026-01-05", "2 Lena|Berg"),
        ("Förnamn;Efternamn;Grupp;Start", "Lena;Berg - slutat;inne;2026-01-05", "| 2 Efternamn: NoteInName"),
    ]);
}

#[test]
#[rustfmt::skip]
fn cells_of_other_programs() {
    const END: &str = "Namn;Grupp;Start;Slut";
    const WEEK: &str = "Namn;Grupp;Start;Timmar/vecka";
    holds(&[
        (END, "NGS;99991231", "2 Bo|Ek"),
        (END, "NGS;31.12.9999", "2 Bo|Ek"),
        (END, "NGS;9999-12-31 00:00:00", "2 Bo|Ek"),
        (END, "NGS;00000000", "2 Bo|Ek"),
        (END, "NGS;t.o.m. 2026-12-31", "2 Bo|Ek 2026-01-05–2026-12-31"),
        (END, "NGS;T o m 2026-12-31", "2 Bo|Ek 2026-01-05–2026-12-31"),
        (END, "NGS;fr.o.m. 2026-12-31", "| 2 Slut: NotADate"),
        (END, "NGS;=EDATE(C2,12)", "| 2 Slut: Formula"),
        ("Namn;Grupp;Start", "Bo Ek;inne;fr.o.m. 2026-01-05", "2 Bo|Ek"),
        ("Namn;Grupp;Start", "Bo Ek;inne;fr o m 2026-01-05", "2 Bo|Ek"),
        ("Namn;Grupp;Start", "Bo Ek;inne;t.o.m. 2026-01-05", "| 2 Start: NotADate"),
        ("Namn;Grupp;Start", "Bo Ek;inne;fr o m 5/1", "| 2 Start: Reading"),
        // Per cent without its sign.
        (WEEK, "NGS;40", "2 Bo|Ek [8 8 8 8 8 0 0]"),
        (WEEK, "NGS;50", "| 2 Timmar/vecka: MoreThanWorked"),
        (WEEK, "NGS;100", "| 2 Timmar/vecka: MoreThanWorked"),
        ("Namn;Grupp;Start;Timmar/dag", "NGS;20", "| 2 Timmar/dag: MoreThanWorked"),
        ("Namn;Grupp;Start;Telefon", "NGS;=0701234567", "| 2 Telefon: Formula"),
        ("Namn;Grupp;Start;Telefon", "NGS;=\"0701234567\"", "2 Bo|Ek"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rows_that_are_nobody() {
    const WEEK: &str = "Namn;Grupp;Start;Timmar/vecka";
    holds(&[
        ("Nr;Namn;Grupp;Start", "1;NGS\n2;;;\n3;;;", "2 Bo|Ek | 3 Nothing | 4 Nothing | not Nr"),
        ("Namn;Grupp;Start", "NGS\nDelsumma inne;;1\nTotalsumma;;1\nSumma deltagare: 1;;", "2 Bo|Ek | 3 Foot | 4 Foot | 5 Foot"),
        ("Namn;Grupp;Start", "NGS\nTotalt 23 st;;\nAntal: 23", "2 Bo|Ek | 3 Foot | 4 Foot"),
        ("Namn;Grupp;Start", "NGS\n\u{1a}", "2 Bo|Ek"),
        ("Namn;Grupp;Start;Timmar", "NGS;6\nSumma;;;6", "2 Bo|Ek [6 6 6 6 6 0 0] | 3 Foot"),
        (WEEK, "NGS;37,5\n;;;112,5\n12;;;37,5", "2 Bo|Ek [7.5 7.5 7.5 7.5 7.5 0 0] | 4 Namn: NotAName | 4 Grupp: NoGroupOrArena | 4 Start: Missing | 3 Foot"),
        (WEEK, "NGS;37,5\n;;Summa:;112,5\nTotalt;12 st;;112,5\nAntal;1;1900-01-23;", "2 Bo|Ek [7.5 7.5 7.5 7.5 7.5 0 0] | 3 Foot | 4 Foot | 5 Foot"),
        (WEEK, "NGS;37,5\nDelsumma inne;inne;;37,5\nMedelvärde;;92054;37,5", "2 Bo|Ek [7.5 7.5 7.5 7.5 7.5 0 0] | 3 Foot | 4 Foot"),
        (WEEK, "Summa;inne;2026-01-05;37,5", "| 2 Namn: NobodysName"),
        (WEEK, "Summa Ek;inne;;37,5", "| 2 Start: Missing"),
        ("Namn;Grupp;Start;Personnummer", "NGS;\nTotal;inne;;850412-9803\nAntal;;;1", "2 Bo|Ek | 3 Namn: NobodysName | 3 Start: Missing | 4 Foot"),
        ("Namn;Grupp;Start;Tim/dag;Mån;Tis;Ons", "NGS;6;x;x;\nAntal;;;;1;1;0\nNamn;Grupp;Start;Tim/dag;Mån;Tis;Ons", "2 Bo|Ek [6 6 0 0 0 0 0] | 3 Foot | 4 Headings"),
        ("Namn;Grupp;Start", "Summa Ek;inne;2026-01-05", "2 Summa|Ek"),
        ("Namn;Grupp;Start", "NGS\nIda Ek;;", "2 Bo|Ek | 3 Grupp: NoGroupOrArena | 3 Start: Missing"),
    ]);
}

#[test]
#[rustfmt::skip]
fn people_under_the_name_of_their_group() {
    const BO: &str = "Bo Ek;2026-01-05";
    const IDA: &str = "Ida Ek;2026-01-05";
    let sections = format!("Innegruppen\n{BO}\nUTEGRUPPEN;\n{IDA}\nAntal: 2");
    let tables = format!("{BO}\n\nUte\nNamn;Start\n{IDA}");
    let before = format!("{BO}\nUtegruppen\n{IDA}");
    let more = "Utegruppen\nBo Ek;2026-01-05;x";
    holds(&[
        ("Namn;Start", &sections, "3 Bo|Ek, 5 Ida|Ek ute | 2 Group | 4 Group | 6 Foot"),
        ("Innegruppen;\nNamn;Start", &tables, "3 Bo|Ek, 7 Ida|Ek ute | 5 Group | 6 Headings"),
        ("Namn;Start", &before, "4 Ida|Ek ute | 2 Grupp: NoGroupOrArena | 3 Group"),
        ("Namn;Start", more, "| 3 Grupp: TooManyCells | 2 Group"),
        ("Namn;Start", BO, "! Missing"),
        ("Namn;Grupp;Start", "Utegruppen\nNGS", "3 Bo|Ek | 2 Group"),
    ]);
}
