//! What stands below every field that takes a free text.

use super::cases::cases;
use super::opened::Opened;
use super::*;

const SAID: &str = "inga diagnoser; personen kan få läsa det";
/// Where anything may be written.
const FREE: [&str; 4] = ["Anteckning", "Varför", "Vad är gjort", "Nästa steg"];

/// The label of the field in focus.
fn in_focus(screen: &str) -> Option<String> {
    let row = screen.lines().find_map(|row| row.split_once("▸ "))?.1;
    let label = row.split('│').next()?.trim();
    Some(label.to_owned())
}

#[test]
fn every_free_text_says_that_it_is_no_place_for_a_diagnosis() {
    let mut met = Vec::new();
    let add = (
        Vec::new(),
        Box::new(|_: &Register| Opening::AddPerson) as Box<dyn FnOnce(&Register) -> Opening>,
    );
    let forms = cases()
        .into_iter()
        .map(|case| (case.before, Box::new(case.opening) as _, case.typed));
    for (before, opening, typed) in forms.chain([(add.0, add.1, &[][..])]) {
        let mut form = Opened::new(&before, &[], opening);
        // What is asked for depends on what has been chosen.
        for (label, text) in typed.iter().filter(|(_, text)| text.starts_with('>')) {
            form.write(label, text);
        }
        for _ in 0..20 {
            let screen = form.screen();
            let Some(label) = in_focus(&screen) else {
                break;
            };
            // Why a day is closed is about nobody.
            let is_free = FREE.contains(&label.as_str()) && !screen.contains("Stängd dag");
            assert_eq!(form.words().contains(SAID), is_free, "{label}\n{screen}");
            if is_free {
                met.push(label);
            }
            form.act(Action::NextField);
        }
    }
    for label in FREE {
        assert!(met.iter().any(|met| met == label), "{label} in {met:?}");
    }
    assert!(met.len() >= 9, "{met:?}");
}
