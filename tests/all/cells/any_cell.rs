//! Any string in any cell: no panic, and what is taken in can be written in a list and read back the same.

use proptest::prelude::*;
use tolv::domain::calendar::WEEKDAYS;
use tolv::domain::facts::details::Field;
use tolv::domain::facts::participant::Draft;
use tolv::domain::reading::hours;
use tolv::text::Lang;

use super::{list, with_cell};

const HEADINGS: [&str; 13] = [
    "Namn",
    "Grupp",
    "Arena",
    "Start",
    "Slut",
    "Timmar/dag",
    "Timmar/vecka",
    "Veckodagar",
    "Personnummer",
    "Skydd",
    "Telefon",
    "Handledare",
    "Anteckning",
];

/// The list that a person would write of what was read.
fn written(draft: &Draft) -> String {
    let details = &draft.details;
    let week = draft.schedule.unwrap_or_default();
    let days = (0..7).filter(|day| week[*day] > 0);
    let days = days.map(|day| format!("{} {}", WEEKDAYS[day].short.sv, hours(week[day])));
    let days: Vec<String> = days.collect();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let cells = [
        quoted(&details.given),
        quoted(&details.family),
        draft.group.map_or("", |group| group.slug()).to_owned(),
        quoted(&draft.arena),
        draft.start.to_string(),
        draft.end.map(|end| end.to_string()).unwrap_or_default(),
        quoted(&days.join(", ")),
        details
            .personnummer
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        details.protection.slug().to_owned(),
        quoted(&details.phone),
        quoted(&details.supervisor),
        quoted(&details.measure),
        quoted(&details.note),
    ];
    format!(
        "Förnamn;Efternamn;Grupp;Arena;Start;Slut;Timmar/dag;Personnummer;Skydd;Telefon;Handledare;Insats;Anteckning\n{}\n",
        cells.join(";")
    )
}

/// Cells that mean something come deeper than arbitrary ones.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 ,.:/+\u{a0}–E-]{0,14}",
        "(mån|tis|to|fre|jan|maj|tim|h|%|ja|nej|inne|ute|saknas|nan|#|'|=|TF|x|-|, |[0-9]{1,9}|[ ,.:/+–-]){0,6}",
        "[a-zåäöA-ZÅÄÖ\u{301}\u{308}\u{2011} ,().\"'0-9-]{1,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn what_is_taken_is_written_and_read_back_the_same(heading in prop::sample::select(HEADINGS.to_vec()), cell in cell()) {
        let sheet = list(&with_cell(heading, &cell));
        prop_assert_eq!(sheet.rows.len() + usize::from(!sheet.bad.is_empty()), 1);
        for bad in &sheet.bad {
            prop_assert!(bad.reason.text(Lang::Sv).ends_with('.'));
        }
        if let Some((_, draft)) = sheet.rows.first() {
            let again = list(&written(draft));
            prop_assert!(again.bad.is_empty(), "{:?} {:?}", again.bad, written(draft));
            let again = &again.rows[0].1;
            let mut wanted = draft.clone();
            // No hours on any day are no schedule that hours and days can tell.
            wanted.schedule = wanted.schedule.filter(|week| week.iter().any(|minutes| *minutes > 0));
            prop_assert_eq!(again, &wanted, "{}", Field::Given.slug());
        }
    }
}
