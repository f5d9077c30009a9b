//! Whatever has more rows than the screen says how many are out of sight, above and below.

use tolv::domain::decide::command::Command;
use tolv::domain::facts::participant::{Draft, Group};
use tolv::text::Lang;

use crate::screen::{World, desk};
use crate::world::draft;

const SIZES: [(u16, u16); 5] = [(160, 36), (120, 36), (80, 24), (45, 20), (36, 10)];

/// So many people in each of two arenas of a group.
const EACH: usize = 24;

fn names() -> impl Iterator<Item = String> {
    (0..2 * EACH).map(|n| format!("Nr {n:02}"))
}

fn crowd(group: Group, ascii: bool) -> World {
    let people = names().enumerate().map(|(n, name)| Draft {
        group: Some(group),
        arena: ["Köket", "Parken"][n / EACH].to_owned(),
        ..draft(&name, "2026-09-01")
    });
    World {
        lang: Lang::En,
        ascii,
        before: people.map(|one| Command::Enrol(Box::new(one))).collect(),
        ..World::default()
    }
}

/// What stands behind the signs for above and below, together.
fn told(screen: &str, signs: [&str; 2]) -> usize {
    let words: Vec<&str> = screen.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| signs.contains(&pair[0]));
    pairs.filter_map(|pair| pair[1].parse::<usize>().ok()).sum()
}

#[test]
fn those_in_view_and_those_told_of_are_all() {
    for (group, opening) in [
        (Group::Indoor, "Home"),
        (Group::Indoor, "/ ctrl-u"),
        (Group::OtherUnit, "w"),
    ] {
        for (ascii, signs) in [(false, ["↑", "↓"]), (true, ["^", "v"])] {
            for (columns, rows) in SIZES {
                let mut seat = desk(crowd(group, ascii));
                seat.screen(columns, rows);
                for keys in [opening, "PageDown", "PageDown", "End"] {
                    let screen = seat.press(keys).screen(columns, rows);
                    let seen = names().filter(|name| screen.contains(name)).count();
                    assert_eq!(seen + told(&screen, signs), 2 * EACH, "{keys}: {screen}");
                }
            }
        }
    }
}
