//! Any bytes as a list, by the program itself: nothing of it is taken in, or all of it as one entry of the log.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tolv::domain::facts::change::What;
use tolv::domain::register::Register;
use tolv::store::Store;

use crate::any_bytes::{changed, changes, corpus};
use crate::cli::Home;
use crate::disk::assert_same;

fn opened(home: &Home) -> (Store, Register) {
    Store::open(&home.register()).expect("the register opens")
}

/// Takes in a list, and looks at what became of the register.
fn takes_in(home: &Home, bytes: &[u8], skip_bad: bool) {
    let (store, before) = opened(home);
    drop(store);
    let list = home.file("list", bytes);
    let all = ["import", &list, "--new-arena", "--skip-bad"];
    let run = home.run(&all[..if skip_bad { 4 } else { 3 }]);
    assert!(matches!(run.code, 0..=2), "{run:?}");
    assert!(!run.err.contains("panic"), "{run:?}");
    let (store, after) = opened(home);
    match after.seen - before.seen {
        0 => assert_same(&after, &before),
        1 => {
            let entry = store.commands_from(after.seen).expect("the log").remove(0);
            assert_eq!(entry.what, What::Import);
            let sheet = tolv::import::read(bytes, crate::import::today(), &mut |_| {});
            let sheet = sheet.expect("what is taken in can be read");
            assert!(skip_bad || sheet.bad.is_empty(), "{:?}", sheet.bad);
            for (_, draft) in sheet.rows.iter().filter(|_| !skip_bad) {
                let name = draft.details.given.as_str();
                let mut people = after.people.values();
                let is_there = people.any(|person| person.given == name);
                assert!(is_there || draft.details.personnummer.is_some(), "{name}");
            }
        }
        n => panic!("{n} entries"),
    }
}

#[test]
fn any_bytes_as_a_list_change_nothing_or_are_one_entry() {
    let corpus = corpus(&["tests/data/import"]);
    let home = Home::with_people();
    for bytes in &corpus {
        takes_in(&home, bytes, false);
    }
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(60)
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let damaged = (prop::sample::select(corpus), changes(), any::<bool>());
    let result = runner.run(&damaged, |(bytes, changes, skip_bad)| {
        takes_in(&home, &changed(bytes, changes), skip_bad);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    let any = prop::collection::vec(any::<u8>(), 0..300);
    let result = runner.run(&any, |bytes| {
        takes_in(&home, &bytes, true);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    crate::disk::assert_whole(&home.register());
}
