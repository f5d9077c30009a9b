//! Finding a person by telephone or case number.

use proptest::prelude::*;
use tolv::domain::facts::participant::{Participant, Protection};
use tolv::domain::search::{Entry, Finder, FoundBy, Number, before};

use crate::world::{decided, on, person};

fn with(id: u32, phone: &str, references: &[&str]) -> Participant {
    let mut person = person(id, &["2026-01-05.."]);
    phone.clone_into(&mut person.phone);
    for reference in references {
        let mut decision = decided(1, "2026-02-01", "2026-12-31");
        (*reference).clone_into(&mut decision.terms.reference);
        person.decisions.push(decision);
    }
    person
}

fn found(people: &[Participant], query: &str) -> Vec<u32> {
    let number = Number::read(query);
    let found = number.map(|number| number.find(people.iter(), on("2026-11-20")));
    let found = found.unwrap_or_default().into_iter();
    found.map(|(person, _)| person.id.0).collect()
}

#[test]
fn a_number_finds_in_whatever_form_it_is_typed() {
    let people = [
        with(1, "070-123 45 67", &["AF-2026-0012"]),
        with(2, "+46 8 123 456", &["Af-2025/0 900", "AF-2026-0013"]),
        with(3, "0731112233, 08-55 66 77 88", &[]),
        with(4, "070-999 45 67", &["AF-2026-0014"]),
        with(5, "+47 918 88 777", &["AF-2026-0015"]),
    ];
    for (query, ids) in [
        ("070-123 45 67", &[1][..]),
        ("0701234567", &[1]),
        ("+46701234567", &[1]),
        ("0046 70 123 45 67", &[1]),
        ("46701234567", &[1]),
        ("+46 (0)70-123 45 67", &[1]),
        ("070\u{2011}1234567", &[1]),
        ("23 45 67", &[1]),
        ("4567", &[1, 4]),
        ("070123", &[1]),
        ("07012", &[]),
        ("567", &[]),
        ("08123456", &[2]),
        ("0855667788", &[3]),
        ("004791888777", &[5]),
        ("AF-2026-0012", &[1]),
        ("af20260012", &[1]),
        ("af 2026 0012", &[1]),
        ("0012", &[1]),
        ("2025/0900", &[2]),
        // It would list who has lönebidrag.
        ("af-2026", &[]),
        ("2026", &[]),
        ("af-2025", &[2]),
        ("#4567", &[]),
        ("lena", &[]),
        ("afaf", &[]),
    ] {
        assert_eq!(found(&people, query), ids, "{query:?}");
    }
    assert!(Number::read("Lena Bergström").is_none());
    assert!(Number::read("12").is_none());
}

#[test]
fn nobody_protected_is_found_by_a_number() {
    let mut hidden = with(1, "070-123 45 67", &["AF-2026-0012"]);
    for protection in [Protection::Marked, Protection::Strong] {
        hidden.protection = protection;
        let people = [hidden.clone()];
        for query in ["0701234567", "4567", "AF-2026-0012", "0012"] {
            assert_eq!(found(&people, query), [0; 0], "{query:?}");
            let number = Number::read(query).expect("a number");
            assert!(number.only(people.iter()).is_none(), "{query:?}");
        }
    }
}

#[test]
fn only_a_whole_number_that_one_person_has_is_unambiguous() {
    let people = [
        with(1, "070-123 45 67", &["AF-2026-0012"]),
        with(2, "070-123 45 67", &["AF-2026-0013"]),
        with(3, "073-123 45 68", &[]),
    ];
    for (query, only) in [
        ("0701234567", None),
        ("+46 73 123 45 68", Some(3)),
        ("4568", None),
        ("AF20260012", Some(1)),
        ("0012", None),
    ] {
        let number = Number::read(query).expect("a number");
        let id = number.only(people.iter()).map(|person| person.id.0);
        assert_eq!(id, only, "{query:?}");
    }
}

#[test]
fn who_has_the_number_in_the_register_stands_before_who_is_reached_by_it() {
    let people = [with(4567, "", &[]), with(2, "070-123 45 67", &[])];
    let finder = Finder::new(people.iter().map(|person| Entry {
        id: person.id.0,
        name: "Lena Berg",
        other: "",
        past: false,
    }));
    let number = Number::read("4567").expect("a number");
    let number = number.find(people.iter(), on("2026-11-20"));
    let hits = before(number, finder.find("4567", 10), "4567");
    let told: Vec<_> = hits.iter().map(|hit| (hit.id, hit.by.clone())).collect();
    let phone = FoundBy::Phone("070-123 45 67".to_owned());
    assert_eq!(told, [(4567, None), (2, Some(phone))]);
}

/// The digits between the country's zero and the end, read slowly: by what the text begins with.
fn subscriber(text: &str) -> String {
    let mut bare: String = text.chars().filter(|c| !" -()".contains(*c)).collect();
    for country in ["+460", "+46", "0046", "0"] {
        if let Some(rest) = bare.strip_prefix(country) {
            bare = rest.to_owned();
            break;
        }
    }
    bare
}

fn spaced() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec!["0", "+46", "+46 (0)", "0046 ", "+46-"]);
    let gap = prop::sample::select(vec!["", " ", "-"]);
    (begin, "7[0-2]", gap.clone(), "[12]{3}", gap, "[12]{4}")
        .prop_map(|(begin, a, g, b, h, c)| format!("{begin}{a}{g}{b}{h}{c}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn phones_are_found_as_a_naive_search_finds_them(
        held in prop::collection::vec(spaced(), 1..6),
        typed in spaced(),
        last in 1usize..9,
    ) {
        let people: Vec<_> = (1..).zip(&held).map(|(id, phone)| with(id, phone, &[])).collect();
        let naive = |fits: &dyn Fn(&str) -> bool| -> Vec<u32> {
            (1..).zip(&held).filter(|(_, held)| fits(held)).map(|(id, _)| id).collect()
        };
        let whole = naive(&|held| subscriber(held) == subscriber(&typed));
        prop_assert_eq!(found(&people, &typed), whole);
        let all = subscriber(&typed);
        let end = &all[all.len() - last..];
        let by_end = naive(&|held| last >= 4 && subscriber(held).ends_with(end));
        prop_assert_eq!(found(&people, end), by_end);
    }

    #[test]
    fn cases_are_found_as_a_naive_search_finds_them(
        held in prop::collection::vec("[AaBb12]{2}[- /]?[12]{2}[- ]?[12]{2}", 1..9),
        typed in "[abAB1]{1,2}[- ]?[12]{1,3}[- ]?[12]{0,2}",
    ) {
        let people: Vec<_> = (1..).zip(&held).map(|(id, case)| with(id, "", &[case])).collect();
        let bare = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
        };
        let typed_bare = bare(&typed);
        let of = |fits: &dyn Fn(&str) -> bool| -> Vec<u32> {
            (1..).zip(&held).filter(|(_, held)| fits(&bare(held))).map(|(id, _)| id).collect()
        };
        let mut wanted = of(&|held| held == typed_bare);
        let part = of(&|held| held != typed_bare && held.contains(&typed_bare));
        if part.len() <= 3 {
            wanted.extend(part);
        }
        if typed_bare.len() < 4 {
            wanted.clear();
        }
        prop_assert_eq!(found(&people, &typed), wanted);
    }
}
