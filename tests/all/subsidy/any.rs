//! What holds for any decisions: the clocks never turn back, a split and the order of recording change nothing, and a
//! plain count of days agrees.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tolv::domain::facts::decision::{Decision, DecisionId, Form, Terms};
use tolv::domain::facts::participant::Participant;
use tolv::domain::reckon::clocks::{decision_standing, total_standing};
use tolv::domain::reckon::employments::employments;
use tolv::domain::rules::{Name, Own};

use super::naive::{self, Months, changed, regulation};
use super::{SHIPPED, add, decision, lena, months, own, terms, world};
use crate::world::{on, person};

/// Decisions one after another, as AF may make them and as nobody should: each in days from the one before, mostly
/// without a day between, at times into it or with a gap; some too long, some decided after they began.
fn any_decisions() -> impl Strategy<Value = Vec<Terms>> {
    let form = prop_oneof![
        4 => Just(Form::Development),
        2 => Just(Form::Employment),
        1 => Just(Form::Security)
    ];
    let gap = prop_oneof![5 => Just(0_i64), 2 => 1..200_i64, 1 => -60..0_i64];
    let length =
        prop_oneof![2 => 0..120_u64, 3 => 300..368_u64, 1 => 360..366_u64, 1 => 1_400..1_480_u64];
    let decided = prop_oneof![4 => 0..60_i64, 1 => -20..0_i64];
    let one = (form, gap, length, decided);
    (0..3_000_u64, prop::collection::vec(one, 1..7)).prop_map(|(first, ones)| {
        let mut next = on("2018-01-01") + Days::new(first);
        let mut all = Vec::new();
        for (form, gap, length, decided) in ones {
            let from = next + chrono::TimeDelta::days(gap);
            let until = from + Days::new(length);
            all.push(Terms {
                decided_on: from - chrono::TimeDelta::days(decided),
                ..terms(form, &format!("{from}..{until}"))
            });
            next = until.succ_opt().expect("a day");
        }
        all
    })
}

/// The rules of `naive::changed` as the unit would set them, and that it sets them or not.
fn any_rules() -> impl Strategy<Value = (Vec<Own>, Months)> {
    let from = |name, value| own(name, value, "2022-01-01");
    let set = vec![
        from(Name::DevelopmentLongestDecision, months(6)),
        from(Name::DevelopmentLongestTotal, months(36)),
        from(Name::EmploymentLongestTotal, months(60)),
    ];
    prop_oneof![
        Just((Vec::new(), regulation as Months)),
        Just((set, changed as Months))
    ]
}

/// The person with those of the decisions that can be, and the days they cover.
fn with_those_that_can_be(decisions: &[Terms]) -> (Participant, naive::Days) {
    that_can_be(decisions, regulation)
}

fn that_can_be(decisions: &[Terms], months: Months) -> (Participant, naive::Days) {
    let (mut person, mut days) = (person(1, &["1995-01-02.."]), naive::Days::default());
    for terms in decisions {
        if days.take(terms, months) {
            let id = u16::try_from(person.decisions.len() + 1).expect("few");
            person.decisions.push(decision(id, terms.clone()));
        }
    }
    person.decisions.sort_by_key(|d| (d.terms.from, d.id));
    (person, days)
}

/// The days on which something may change, and those around them.
fn interesting_days(person: &Participant) -> Vec<NaiveDate> {
    let ends = (person.decisions.iter()).flat_map(|d| [d.terms.from, d.terms.until]);
    let around = ends.flat_map(|day| {
        [-91, -90, -31, -30, -1, 0, 1, 2, 180].map(|n| day + chrono::TimeDelta::days(n))
    });
    around.collect()
}

// Each of these looks at hundreds of days.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_clocks_agree_with_a_plain_count_of_days(decisions in any_decisions()) {
        let (person, days) = with_those_that_can_be(&decisions);
        for today in interesting_days(&person) {
            let found = decision_standing(&person, SHIPPED, today);
            let unbroken = days.unbroken(today);
            // One that has run out is told of until another has been set to follow.
            let expected = unbroken.filter(|(_, last)| *last >= today || !days.follows(*last));
            prop_assert_eq!(found.as_ref().map(|f| (f.start, f.last_day)), expected, "{}", today);
            if let Some(found) = found {
                prop_assert_eq!(found.days_left, (found.last_day - today).num_days());
            }

            let found = total_standing(&person, SHIPPED, today);
            let form = days.latest_form(today);
            let months = form.and_then(|form| regulation(form, today).1);
            prop_assert_eq!(found.is_some(), months.is_some(), "{}", today);
            if let (Some(found), Some(form), Some(months)) = (found, form, months) {
                let first = days.first(form).expect("it has days");
                let most = (naive::months_later(first, months) - first).num_days();
                let used = days.used(form, today);
                prop_assert_eq!((found.form, found.start), (form, first));
                prop_assert_eq!((found.used, found.most, found.days_left), (used, most, most - used));
                prop_assert_eq!(found.decided, days.used(form, NaiveDate::MAX));
            }
        }
    }

    #[test]
    fn a_later_day_never_makes_a_clock_less_urgent(decisions in any_decisions()) {
        let (person, _) = with_those_that_can_be(&decisions);
        for employment in employments(&person) {
            let following = employments(&person).into_iter().find(|e| e.start > employment.last_day);
            let last = following.map_or(employment.last_day + Days::new(400), |next| next.start.pred_opt().expect("a day"));
            let through = employment.start.iter_days().take_while(|day| *day <= last);
            let clocks: Vec<_> = through.map(|day| {
                let decision = decision_standing(&person, SHIPPED, day);
                let total = total_standing(&person, SHIPPED, day);
                (decision, total)
            }).collect();
            for pair in clocks.windows(2) {
                if let (Some(before), Some(after)) = (&pair[0].0, &pair[1].0) {
                    prop_assert!(before.clock <= after.clock);
                    prop_assert_eq!(before.days_left - 1, after.days_left);
                }
                if let (Some(before), Some(after)) = (&pair[0].1, &pair[1].1)
                    && before.form == after.form
                {
                    prop_assert!(before.clock <= after.clock);
                    prop_assert!(before.days_left >= after.days_left);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn a_plain_count_of_days_takes_and_refuses_the_same(
        decisions in any_decisions(), (rules, months) in any_rules(),
    ) {
        let (mut world, mut days) = (world(&[]), naive::Days::default());
        world.register.settings.rules = rules;
        for terms in &decisions {
            let answer = world.ask("anna", &add(terms));
            prop_assert_eq!(answer.is_ok(), days.take(terms, months), "{:?}: {:?}", terms, answer);
        }
    }

    #[test]
    fn a_decision_split_in_two_adjoining_ones_is_the_same_time(
        decisions in any_decisions(), which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
    ) {
        let (whole, _) = with_those_that_can_be(&decisions);
        prop_assume!(!whole.decisions.is_empty());
        let chosen = which.index(whole.decisions.len());
        let terms = whole.decisions[chosen].terms.clone();
        let length = usize::try_from((terms.until - terms.from).num_days()).expect("in order");
        prop_assume!(length > 0);
        let from = terms.from + Days::new(at.index(length) as u64 + 1);
        let halves = [
            Terms { until: from.pred_opt().expect("a day"), ..terms.clone() },
            Terms { from, ..terms },
        ];
        let mut split = whole.clone();
        split.decisions.splice(chosen..=chosen, halves.map(|terms| decision(0, terms)));
        for (n, decision) in (1..).zip(&mut split.decisions) {
            decision.id = DecisionId(n);
        }
        // What could be in one can be in two.
        let mut world = world(&[]);
        for Decision { terms, .. } in &split.decisions {
            world.must("anna", &add(terms));
        }
        prop_assert_eq!(&lena(&world).decisions, &split.decisions);
        let spans = |person: &Participant| -> Vec<_> {
            employments(person).iter().map(|e| (e.start, e.last_day, e.via_ami())).collect()
        };
        prop_assert_eq!(spans(&whole), spans(&split));
        for today in interesting_days(&split) {
            prop_assert_eq!(total_standing(&whole, SHIPPED, today), total_standing(&split, SHIPPED, today));
            let clock = |person| {
                let standing = decision_standing(person, SHIPPED, today)?;
                Some((standing.start, standing.last_day, standing.days_left, standing.clock, standing.form))
            };
            prop_assert_eq!(clock(&whole), clock(&split));
        }
    }

    #[test]
    fn the_order_of_recording_does_not_matter(
        (decisions, shuffled) in any_decisions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        (rules, months) in any_rules(),
    ) {
        // One that was decided late can only be recorded after the one that it goes on from.
        let in_time = |terms: &&Terms| terms.decided_on <= terms.from;
        let (person, _) = that_can_be(&decisions, months);
        let good: Vec<&Terms> = person.decisions.iter().map(|d| &d.terms).filter(in_time).collect();
        let recorded = |terms: &[&Terms]| {
            let mut world = world(&[]);
            world.register.settings.rules.clone_from(&rules);
            for terms in terms {
                world.must("anna", &add(terms));
            }
            world
        };
        let one = recorded(&good);
        let of_good = shuffled.iter().filter(|terms| good.contains(terms));
        let other = recorded(&of_good.collect::<Vec<_>>());
        let kept = |person: &Participant| -> Vec<Terms> {
            person.decisions.iter().map(|d| d.terms.clone()).collect()
        };
        prop_assert_eq!(kept(lena(&one)), kept(lena(&other)));
        for today in interesting_days(lena(&one)) {
            let total = |person| total_standing(person, one.register.settings.rules(), today);
            prop_assert_eq!(total(lena(&one)), total(lena(&other)));
        }
    }
}
