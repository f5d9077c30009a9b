//! What a decision is refused for and warned of, each rule on each side of its limit.

use tolv::domain::decide::decisions::{
    Warning, gap_after, making_room, outlasting, proposed, usual_last_day,
};
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::decide::{NAME_LIMIT, NOTE_LIMIT};
use tolv::domain::facts::decision::{DecisionId, Ending, Form, Terms};
use tolv::domain::facts::process::{Process, Step};
use tolv::domain::rules::Name;
use tolv::text::Lang;

use super::{
    SHIPPED, add, days, decided, end, end_on, lena, months, own, refused, replace, taken, terms,
    world,
};
use crate::world::{on, person};

use Form::{Development, Employment, Security};

#[test]
fn decisions_touch_but_do_not_overlap() {
    let first = terms(Development, "2026-03-01..2026-06-30");
    for (span, overlaps) in [
        ("2026-01-01..2026-02-28", false),
        ("2026-01-01..2026-03-01", true),
        ("2026-06-30..2026-08-31", true),
        ("2026-07-01..2026-08-31", false),
        ("2026-04-01..2026-04-30", true),
        ("2026-01-01..2026-12-31", true),
        ("2026-03-01..2026-06-30", true),
    ] {
        // Also in another form: there is one employment at a time.
        let other = terms(Employment, span);
        let mut world = world(std::slice::from_ref(&first));
        if overlaps {
            let refusal = refused(&mut world, &other);
            assert!(
                matches!(&refusal, Refusal::DecisionOverlaps { id: DecisionId(1), from, last, .. }
                    if (*from, *last) == days("2026-03-01..2026-06-30")),
                "{span}: {refusal:?}"
            );
            // What never held is in nobody's way.
            world.must("anna", &end(1, Ending::Withdrawn));
        }
        world.must("anna", &add(&other));
    }
}

#[test]
fn a_gap_is_told_and_touching_days_have_none() {
    for (from, gap) in [
        ("2026-07-01", None),
        ("2026-07-02", Some(1)),
        ("2026-08-01", Some(31)),
    ] {
        let mut world = world(&[terms(Development, "2026-03-01..2026-06-30")]);
        let next = terms(Development, &format!("{from}..2026-12-31"));
        let expected = gap.map(|days| Warning::Gap {
            days,
            after: on("2026-06-30"),
        });
        let warnings = taken(&mut world, &next);
        assert_eq!(
            warnings,
            expected.clone().into_iter().collect::<Vec<_>>(),
            "{from}"
        );
        // The same when the decisions are looked at afterwards, from the one before the gap.
        assert_eq!(gap_after(lena(&world), DecisionId(1)), expected);
        assert_eq!(gap_after(lena(&world), DecisionId(2)), None);
    }
}

#[test]
fn an_employment_does_not_start_before_its_decision() {
    let late = |span, day| decided(day, terms(Development, span));
    let first = "2026-07-01..2026-12-31";
    taken(&mut world(&[]), &late(first, "2026-07-01"));
    let refusal = refused(&mut world(&[]), &late(first, "2026-07-02"));
    assert_eq!(
        refusal,
        Refusal::StartsBeforeDecision {
            from: on("2026-07-01"),
            decided_on: on("2026-07-02")
        }
    );
    // One that goes on may be decided late, and that is told; not with a day between.
    let before = [terms(Development, "2026-01-01..2026-06-30")];
    assert_eq!(
        taken(&mut world(&before), &late(first, "2026-07-20")),
        [Warning::DecidedLate]
    );
    refused(
        &mut world(&before),
        &late("2026-07-02..2026-12-31", "2026-07-20"),
    );
}

/// A year of development support, which the tests below replace.
fn year() -> Terms {
    terms(Development, "2026-01-01..2026-12-31")
}

#[test]
fn a_decision_that_is_replaced_ends_the_day_before() {
    for (span, last, days) in [
        ("2026-07-01..2027-06-30", "2026-06-30", 181),
        // From its very last day it keeps all its other days.
        ("2026-12-31..2027-12-30", "2026-12-30", 364),
    ] {
        let mut world = world(&[year()]);
        world.must("anna", &replace(1, &terms(Development, span)));
        let old = &lena(&world).decisions[0];
        let cut = old.cut.as_ref().expect("it was cut");
        let found = (cut.last_day, cut.replaced_by);
        assert_eq!(found, (on(last), Some(DecisionId(2))), "{span}");
        assert_eq!(old.days(), days, "{span}");
    }
}

#[test]
fn what_is_left_of_a_replaced_decision_is_in_the_total() {
    let mut later = world(&[year()]);
    let longer = terms(Development, "2026-07-01..2027-06-30");
    later.must("anna", &replace(1, &longer));
    // What is left of the old one is in the total: six months and twelve.
    let next = |last: &str| terms(Development, &format!("2027-07-01..{last}"));
    refused(&mut later, &next("2028-01-01"));
    taken(&mut later, &next("2027-12-31"));
}

#[test]
fn a_decision_that_is_replaced_from_its_first_day_or_before_never_held() {
    for span in ["2026-01-01..2026-10-31", "2025-11-01..2026-10-31"] {
        let mut same = world(&[year()]);
        same.must("anna", &replace(1, &terms(Employment, span)));
        let old = lena(&same).decisions.iter().find(|d| d.id == DecisionId(1));
        let old = old.expect("it is kept");
        assert!(!old.is_real() && old.days() == 0);
        let from = terms(Employment, span).from.max(on("2026-01-01"));
        assert_eq!(
            old.cut.as_ref().map(|c| c.last_day),
            from.pred_opt(),
            "{span}"
        );
        let again = replace(1, &terms(Development, "2026-02-01..2026-03-01"));
        assert_eq!(
            same.refused("anna", &again),
            Refusal::DecisionWithdrawn { id: DecisionId(1) }
        );
    }
}

#[test]
fn a_decision_that_goes_on_from_what_is_left_of_another_may_be_late() {
    let late = decided("2026-07-15", terms(Development, "2026-07-01..2026-12-31"));
    world(&[year()]).must("anna", &replace(1, &late));
}

#[test]
fn a_decision_replaces_one_of_its_own_days_and_reaches_no_other() {
    let mut two = world(&[year(), terms(Development, "2027-01-01..2027-12-31")]);
    let after = terms(Development, "2027-01-01..2027-06-30");
    assert_eq!(
        two.refused("anna", &replace(1, &after)),
        Refusal::ReplacesNothing {
            id: DecisionId(1),
            last: on("2026-12-31")
        }
    );
    let into_the_next = terms(Development, "2026-07-01..2027-01-01");
    assert!(matches!(
        two.refused("anna", &replace(1, &into_the_next)),
        Refusal::DecisionOverlaps {
            id: DecisionId(2),
            ..
        }
    ));
    let nobodys = replace(7, &terms(Development, "2026-07-01..2026-12-31"));
    assert!(matches!(
        two.refused("anna", &nobodys),
        Refusal::NoSuchDecision {
            id: DecisionId(7),
            ..
        }
    ));
}

#[test]
fn a_decision_is_ended_withdrawn_and_reopened() {
    let year = || world(&[terms(Development, "2026-01-01..2026-12-31")]);
    for (day, within) in [
        ("2025-12-31", false),
        ("2026-01-01", true),
        ("2026-12-31", true),
        ("2027-01-01", false),
    ] {
        let mut world = year();
        if within {
            world.must("anna", &end_on(1, day));
            assert_eq!(lena(&world).decisions[0].last_day(), on(day));
        } else {
            let refusal = world.refused("anna", &end_on(1, day));
            assert!(
                matches!(refusal, Refusal::DecisionEndOutside { .. }),
                "{day}"
            );
        }
    }
    let mut world = year();
    assert_eq!(
        world.must("anna", &end(1, Ending::Reopened)),
        [],
        "it holds already"
    );
    world.must("anna", &end(1, Ending::Withdrawn));
    assert!(!lena(&world).decisions[0].is_real());
    // A number is never used again.
    world.must("anna", &add(&terms(Development, "2027-06-01..2027-12-31")));
    assert_eq!(lena(&world).decisions[1].id, DecisionId(2));
    world.must("anna", &end(1, Ending::Reopened));
    assert_eq!(lena(&world).decisions[0].cut, None);
    assert!(matches!(
        world.refused("anna", &end(3, Ending::Withdrawn)),
        Refusal::NoSuchDecision {
            id: DecisionId(3),
            ..
        }
    ));
}

#[test]
fn what_comes_to_hold_for_longer_may_not_meet_another() {
    let mut world = world(&[terms(Development, "2026-01-01..2026-12-31")]);
    world.must("anna", &end_on(1, "2026-06-30"));
    world.must("anna", &add(&terms(Employment, "2026-08-01..2026-12-31")));
    for longer in [end(1, Ending::Reopened), end_on(1, "2026-08-01")] {
        let refusal = world.refused("anna", &longer);
        assert!(matches!(
            refusal,
            Refusal::DecisionOverlaps {
                id: DecisionId(2),
                ..
            }
        ));
    }
    world.must("anna", &end_on(1, "2026-07-31"));
    // Shorter is never in the way.
    world.must("anna", &end_on(1, "2026-03-31"));
    // One that was replaced meets what replaced it.
    let mut replaced = super::world(&[terms(Development, "2026-01-01..2026-12-31")]);
    replaced.must(
        "anna",
        &replace(1, &terms(Development, "2026-07-01..2027-06-30")),
    );
    assert!(matches!(
        replaced.refused("anna", &end(1, Ending::Reopened)),
        Refusal::DecisionOverlaps {
            id: DecisionId(2),
            ..
        }
    ));
    replaced.must("anna", &end(2, Ending::Withdrawn));
    replaced.must("anna", &end(1, Ending::Reopened));
}

#[test]
fn what_comes_to_hold_for_no_longer_is_not_held_to_the_rules_anew() {
    let mut world = world(&[terms(Development, "2026-01-01..2026-12-31")]);
    let half_a_year = own(Name::DevelopmentLongestDecision, months(6), "2026-01-01");
    world.register.settings.rules.push(half_a_year);
    // Said of its last day it is only that nothing follows.
    for day in ["2026-12-31", "2026-11-30"] {
        world.must("anna", &end_on(1, day));
    }
    let refusal = world.refused("anna", &end_on(1, "2026-12-01"));
    assert!(
        matches!(refusal, Refusal::DecisionTooLong { .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_reopened_decision_is_held_to_the_total_again() {
    let mut world = world(&[
        terms(Development, "2025-01-01..2025-12-31"),
        terms(Development, "2026-01-01..2026-12-31"),
    ]);
    world.must("anna", &end(1, Ending::Withdrawn));
    world.must("anna", &add(&terms(Development, "2027-01-01..2027-12-31")));
    assert!(matches!(
        world.refused("anna", &end(1, Ending::Reopened)),
        Refusal::TotalTooLong { .. }
    ));
}

#[test]
fn what_is_unusual_is_warned_of() {
    let long = |warnings: &[Warning]| {
        (warnings.iter()).any(|warning| matches!(warning, Warning::LongFirst { .. }))
    };
    for form in [Employment, Security] {
        let year = taken(&mut world(&[]), &terms(form, "2026-01-01..2026-12-31"));
        assert!(!long(&year), "{form:?}");
        let over = taken(&mut world(&[]), &terms(form, "2026-01-01..2027-01-01"));
        assert!(long(&over), "{form:?}");
        // Not of the next one, and of the first in this form though there was another before.
        let mut second = world(&[terms(form, "2026-01-01..2026-12-31")]);
        assert!(!long(&taken(
            &mut second,
            &terms(form, "2027-01-01..2029-12-31")
        )));
        let mut other = world(&[terms(Development, "2026-01-01..2026-12-31")]);
        assert!(long(&taken(
            &mut other,
            &terms(form, "2027-01-01..2029-12-31")
        )));
    }

    let mut brief = world(&[]);
    *brief
        .register
        .people
        .get_mut(&lena(&brief).id.clone())
        .expect("Lena") = person(1, &["2026-01-05..2026-06-30"]);
    for (from, outside) in [
        ("2026-01-04", true),
        ("2026-01-05", false),
        ("2026-06-30", false),
        ("2026-07-01", true),
    ] {
        let terms = terms(Development, &format!("{from}..2026-12-31"));
        let warnings = taken(&mut brief.clone(), &terms);
        assert_eq!(warnings.contains(&Warning::OutsideStay), outside, "{from}");
    }

    let year = terms(Development, "2026-01-01..2026-12-31");
    for (done, warns) in [(None, true), (Some(on("2025-12-01")), false)] {
        let mut world = world(&[]);
        let mut person = lena(&world).clone();
        let investigation = Step {
            done,
            ..Step::default()
        };
        person.processes.push(Process {
            investigation,
            ..Process::default()
        });
        world.register.people.insert(person.id, person);
        let warnings = taken(&mut world, &year);
        assert_eq!(warnings.contains(&Warning::NotInvestigated), warns);
        // An extension needs no new one.
        let next = taken(&mut world, &terms(Development, "2027-01-01..2027-12-31"));
        assert_eq!(next, []);
    }
}

#[test]
fn every_warning_is_a_sentence_in_both_languages() {
    let rule = SHIPPED.in_force(Name::SecurityExtra, on("2026-01-01"));
    let rule = rule.expect("a rule").text();
    let (form, usual) = (Security, rule.clone());
    let gap = |days| Warning::Gap {
        days,
        after: on("2026-01-01"),
    };
    for warning in [
        gap(1),
        gap(2),
        Warning::LongFirst { form, usual },
        Warning::DecidedLate,
        Warning::SpecialReasons { rule },
        Warning::CeilingUnknown,
        Warning::OutsideStay,
        Warning::NotInvestigated,
        Warning::NoLevel,
    ] {
        let (sv, en) = (warning.text(Lang::Sv), warning.text(Lang::En));
        for text in [&sv, &en] {
            assert!(text.ends_with('.') && !text.contains('{'), "{text}");
        }
        assert_ne!(sv, en);
    }
}

#[test]
fn texts_are_trimmed_and_held_to_their_length() {
    let with = |reference: &str, contact: &str, note: &str| Terms {
        reference: reference.to_owned(),
        contact: contact.to_owned(),
        note: note.to_owned(),
        ..terms(Development, "2026-01-01..2026-12-31")
    };
    let mut tidied = world(&[]);
    taken(&mut tidied, &with(" AF 1 ", " Eva ", " ja "));
    let kept = &lena(&tidied).decisions[0].terms;
    assert_eq!(
        (&*kept.reference, &*kept.contact, &*kept.note),
        ("AF 1", "Eva", "ja")
    );
    for (limit, terms) in [
        (NAME_LIMIT, with(&"x".repeat(NAME_LIMIT + 1), "", "")),
        (NAME_LIMIT, with("", &"x".repeat(NAME_LIMIT + 1), "")),
        (NOTE_LIMIT, with("", "", &"x".repeat(NOTE_LIMIT + 1))),
    ] {
        assert_eq!(
            refused(&mut world(&[]), &terms),
            Refusal::TextTooLong { limit }
        );
    }
    assert_eq!(
        refused(&mut world(&[]), &with("a\u{1b}b", "", "")),
        Refusal::TextNotPlain
    );
}

#[test]
fn the_next_decision_is_proposed_from_the_latest() {
    let today = on("2026-11-20");
    let empty = world(&[]);
    let first = proposed(SHIPPED, lena(&empty), today);
    assert_eq!((first.from, first.until), days("2026-11-20..2027-11-19"));

    let before = Terms {
        working_time: 75,
        level: Some(40),
        reference: "AF-1".to_owned(),
        ..terms(Development, "2025-06-01..2026-05-31")
    };
    let world = world(&[before, terms(Development, "2026-06-01..2026-12-31")]);
    let next = proposed(SHIPPED, lena(&world), today);
    // Five of the 24 months are left.
    assert_eq!((next.from, next.until), days("2027-01-01..2027-05-31"));
    assert_eq!(
        (next.decided_on, next.reference.as_str(), next.level),
        (today, "", Some(60))
    );

    // The usual last day is a year, or less where less is left; and never before the first.
    for (form, from, last) in [
        (Development, "2027-01-01", "2027-05-31"),
        (Employment, "2027-01-01", "2027-12-31"),
        (Employment, "2028-02-29", "2029-02-27"),
    ] {
        let next = terms(form, &format!("{from}..{from}"));
        assert_eq!(
            usual_last_day(SHIPPED, lena(&world), &next),
            on(last),
            "{from}"
        );
    }
    let mut full = world.clone();
    taken(&mut full, &terms(Development, "2027-01-01..2027-05-31"));
    let none = proposed(SHIPPED, lena(&full), today);
    assert_eq!((none.from, none.until), days("2027-06-01..2027-06-01"));
    assert!(matches!(
        refused(&mut full, &none),
        Refusal::TotalTooLong { .. }
    ));
    // In the place of another its own days are free again.
    let room = making_room(lena(&full), DecisionId(3), on("2027-03-01")).expect("room");
    let instead = terms(Development, "2027-03-01..2027-03-01");
    assert_eq!(usual_last_day(SHIPPED, &room, &instead), on("2027-05-31"));
}

#[test]
fn a_decision_is_extended_until_it_ran_out_sixty_days_ago() {
    let world = world(&[terms(Development, "2026-01-01..2026-05-31")]);
    // The first day without support is 1 June, the sixtieth 30 July.
    for (today, from) in [
        ("2026-05-01", "2026-06-01"),
        ("2026-06-01", "2026-06-01"),
        ("2026-07-30", "2026-06-01"),
        ("2026-07-31", "2026-07-31"),
        ("2026-08-01", "2026-08-01"),
    ] {
        let next = proposed(SHIPPED, lena(&world), on(today));
        assert_eq!(next.from, on(from), "{today}");
    }
}

#[test]
fn support_that_goes_on_the_day_after_a_stay_is_told_when_it_ends() {
    for (spans, until) in [
        (&["2026-01-01..2026-06-30"][..], None),
        (&["2026-01-01..2026-07-01"], Some("2026-07-01")),
        (&["2026-07-01..2026-12-31"], Some("2026-12-31")),
        (&["2026-07-02..2026-12-31"], None),
        // To the end of what goes on without a break.
        (
            &["2026-01-01..2026-06-30", "2026-07-01..2026-07-01"],
            Some("2026-07-01"),
        ),
    ] {
        let decisions: Vec<Terms> = spans.iter().map(|span| terms(Development, span)).collect();
        let warning = outlasting(SHIPPED, lena(&world(&decisions)), on("2026-06-30"));
        let told = warning.map(|warning| match warning {
            Warning::RunsOn { until, .. } => until,
            other => panic!("{other:?}"),
        });
        assert_eq!(told, until.map(on), "{spans:?}");
    }
}
