//! How forms look on every screen, and that nothing typed breaks them.

use super::*;

#[test]
fn the_cursor_stands_where_the_next_letter_goes() {
    let mut seat = desk(empty(Lang::Sv));
    seat.press("p").type_in("Åsa");
    let screen = seat.screen(100, 30);
    let row = screen
        .lines()
        .nth(usize::from(seat.cursor(100, 30).1))
        .expect("a row");
    let before: String = row.chars().take(seat.cursor(100, 30).0.into()).collect();
    assert!(before.ends_with("│ Åsa"), "{before:?}");
}

/// The label of the field in focus.
fn label_in_focus(screen: &str) -> String {
    let marked = screen.lines().rfind(|row| row.contains("▸ "));
    let after = marked.and_then(|row| row.split("▸ ").nth(1));
    let label = after.and_then(|row| row.split('│').next());
    label.unwrap_or_default().trim().to_owned()
}

#[test]
fn every_form_can_be_read_on_every_screen() {
    let openings: &[(&str, &str, &str)] = &[
        ("person", "p", ""),
        ("note", "e d Enter", ""),
        ("date", "g", "20/1"),
        ("settings", ", Tab Tab", ""),
        ("end", "Enter Enter e", ""),
        ("end-job", "Enter Enter e Tab Right Tab", "Bageriet"),
        ("move", "Enter Enter m", ""),
        ("absence", "Enter Enter f Tab", ""),
        ("decision", "Enter Enter d Enter a", ""),
        ("step", "Enter Enter s Left", ""),
        ("plan", "Enter Enter o", ""),
    ];
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, keys, typed) in openings {
            let mut seat = desk(small(lang));
            seat.press(keys).type_in(typed);
            for (columns, rows) in [(36, 10), (45, 20), (80, 24), (120, 36)] {
                let drawn = seat.screen(columns, rows);
                golden(&format!("forms/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
            // Each field in turn is seen with its whole label on the smallest screen.
            for _ in 0..16 {
                seat.press("Down");
                let drawn = seat.screen(36, 10);
                let label = label_in_focus(&drawn);
                assert!(
                    label.chars().count() >= 3 && !label.ends_with('…'),
                    "{label:?}\n{drawn}"
                );
            }
        }
    }
}

#[test]
fn ascii_screens_hold_no_other_signs_than_letters() {
    for keys in [
        "p",
        "e d Enter",
        ",",
        "Enter Enter d Enter a Down Down",
        "Enter Enter s",
        "Enter Enter o",
    ] {
        let world = World {
            ascii: true,
            ..small(Lang::Sv)
        };
        let mut seat = desk(world);
        seat.press(keys);
        let drawn = seat.screen(80, 24);
        let other = drawn.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
        assert_eq!(other, None, "{drawn}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_keys_taps_or_sizes_break_a_form(
        opening in prop::sample::select(vec![
            "p", "e", "e d", "g", ",", "Enter Enter c", "Enter Enter m", "Enter Enter e", "Enter Enter f", "Enter Enter d Enter a", "Enter Enter s", "Enter Enter o",
        ]),
        steps in prop::collection::vec(
            prop::sample::select(vec![
                "Tab", "Up", "Left", "Right", "Home", "End", "Backspace", "Delete", "Space", "Enter", "ctrl-w",
                "ctrl-k", "ctrl-y", "a", "å", "8", "-", ",", "½", "e\u{301}", "名",
            ]),
            1..60,
        ),
        taps in prop::collection::vec((0u16..130, 0u16..40), 0..8),
        (columns, rows) in (36u16..130, 10u16..40),
    ) {
        let mut seat = desk(small(Lang::Sv));
        seat.press(opening);
        for step in steps {
            match step.chars().count() {
                1 => seat.type_in(step),
                _ if step.starts_with('e') => seat.type_in(step),
                _ => seat.press(step),
            };
            seat.screen(columns, rows);
        }
        for (column, row) in taps {
            seat.desk.tap(column, row);
            seat.screen(columns, rows);
        }
    }
}
