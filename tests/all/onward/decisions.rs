//! The list of a person's decisions, and the forms that record, replace and end them.

use super::*;

#[test]
fn decisions_look_so() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in SIZES {
            let mut seat = with(eventful(), lang, false);
            seat.press("Enter Enter d");
            let drawn = seat.screen(columns, rows);
            golden(
                &format!("onward/decisions-{columns}x{rows}-{suffix}"),
                &drawn,
            );
            for (name, keys) in [
                ("extend", "Enter a Down Down"),
                ("end", "Enter u Right"),
                ("replace", "Enter r End"),
            ] {
                let mut seat = with(eventful(), lang, false);
                seat.press("Enter Enter d").press(keys);
                let drawn = seat.screen(columns, rows);
                golden(&format!("onward/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
        }
    }
    let mut seat = with(Vec::new(), Lang::Sv, false);
    seat.press("Enter Enter d Enter r");
    shows(
        &mut seat,
        "Inget beslut är registrerat. mellanslag a registrerar det första.",
    );
    shows(
        &mut seat,
        "Det finns inget beslut än. Med mellanslag a registreras ett.",
    );
}

#[test]
fn an_extension_has_everything_but_what_is_new_in_it() {
    let mut seat = with(
        vec![add(LENA, terms("2026-01-12", "2026-12-11"))],
        Lang::Sv,
        false,
    );
    seat.press("Enter Enter d Enter a");
    shows(&mut seat, "Första dag 2026-12-12 förlänger, utan avbrott");
    shows(&mut seat, "Sista dag 2027-12-11 högst till 2027-12-11");
    shows(&mut seat, "Förlänger anställningen som började 2026-01-12.");
    shows(
        &mut seat,
        "Stödtid i formen utveckling med detta: 23 av högst 24 mån.",
    );
    hides(&mut seat, "Via AMI");
    // An Enter too many extends nothing.
    seat.press("Enter");
    shows(&mut seat, "Inget är ändrat i formuläret");
    assert_eq!(her(&seat).decisions.len(), 1);
    seat.press("Up Up Up")
        .type_in("AF-2026-1101")
        .press("Enter");
    shows(
        &mut seat,
        "Beslut 2 för Lena Bergström är registrerat, till lör 11 dec 2027. Med mellanslag u kan det återtas.",
    );
    let extended = her(&seat).decisions.last().expect("two decisions");
    assert_eq!(
        extended.terms,
        Terms {
            decided_on: today(),
            reference: "AF-2026-1101".to_owned(),
            ..terms("2026-12-12", "2027-12-11")
        }
    );
    // The newest is the one chosen.
    assert!(row(&mut seat, "▸").contains("▸ 2   utveckling"));
}

#[test]
fn the_last_day_follows_form_and_first_day_until_it_is_touched() {
    let mut seat = with(Vec::new(), Lang::Sv, false);
    seat.press("Enter Enter d Enter a");
    shows(&mut seat, "Sista dag 2027-11-19");
    seat.press("Down");
    retype(&mut seat, "2027-01-15");
    shows(&mut seat, "Sista dag 2028-01-14 högst till 2028-01-14");
    // Half typed, the day is no fault and the rest waits.
    retype(&mut seat, "2027-0");
    hides(&mut seat, "!");
    retype(&mut seat, "2027-02-01");
    seat.press("Up Right");
    shows(&mut seat, "< anställning > LAS gäller");
    shows(&mut seat, "Sista dag 2028-01-31 högst till 2031-01-31");
    seat.press("Down Down");
    shows(
        &mut seat,
        "ett beslut: högst 48 mån (Förordning (2017:462) 31 §), till 2031-01-31; sammanlagt: högst 96 mån (Förordning (2017:462) 31 §), till 2035-01-31",
    );
    retype(&mut seat, "2028-06-30");
    seat.press("Up");
    retype(&mut seat, "2027-03-01");
    shows(&mut seat, "Sista dag 2028-06-30 högst till 2031-02-28");
    shows(
        &mut seat,
        "Ett första beslut (anställning) brukar vara högst 12 mån (Arbetsförmedlingens praxis).",
    );
    seat.press("Enter");
    shows(&mut seat, "! Nivån saknas");
    assert!(row(&mut seat, "▸").contains("▸ Nivå, %"));
    seat.type_in("60").press("Enter");
    let recorded = &her(&seat).decisions[0].terms;
    assert_eq!(
        (recorded.from, recorded.until),
        (day("2027-03-01"), day("2028-06-30"))
    );
    assert_eq!(recorded.form, Form::Employment);
}

#[test]
fn the_ceiling_follows_the_working_time_and_the_day_of_the_decision() {
    let mut seat = with(Vec::new(), Lang::Sv, false);
    seat.press("Enter Enter d Enter a");
    shows(&mut seat, "tak 20\u{a0}000".replace('\u{a0}', " ").as_str());
    seat.press("Down Down Down Down")
        .type_in("60")
        .press("Down");
    retype(&mut seat, "75 %");
    shows(&mut seat, "tak 15 000");
    seat.press("Down").type_in("15 001 kr").press("Enter");
    shows(
        &mut seat,
        "! Lönen är över taket: högst 15 000 kr/mån vid 75 % av heltid, där taket är 20 000 kr/mån (Förordning (2017:462) 21 §).",
    );
    assert!(row(&mut seat, "▸").contains("▸ Lön, kr/mån"));
    assert!(her(&seat).decisions.is_empty());
    retype(&mut seat, "15 000:-");
    seat.press("Enter");
    let recorded = &her(&seat).decisions[0].terms;
    assert_eq!(
        (recorded.working_time, recorded.wage_base),
        (75, Some(15_000))
    );
    // Before 2017-11 no ceiling is known, and that is said.
    let mut seat = with(Vec::new(), Lang::En, false);
    seat.press("Enter Enter d Enter a Down");
    retype(&mut seat, "2017-09-01");
    seat.press("Down Down");
    retype(&mut seat, "2017-08-01");
    shows(&mut seat, "the ceiling is not known");
}

/// Keys that lead to a field, and what is typed there.
type Typed<'a> = (&'a str, &'a str);

/// What cannot be is said while it is typed, and at its field when it is saved.
#[test]
fn each_refusal_lands_at_its_field() {
    let first = || vec![add(LENA, terms("2026-01-12", "2026-12-11"))];
    let cases: &[(&[Typed], &str, &str)] = &[
        (
            &[("Down", "2026-12-01")],
            "Första dag",
            "Lena Bergström har redan beslut 1, 2026-01-12 – 2026-12-11",
        ),
        (
            &[("Down Down", "2027-12-12")],
            "Sista dag",
            "Beslutet är för långt: ett beslut (utveckling) är högst 12 mån",
        ),
        (
            &[("Down Down", "2026-12-01")],
            "Sista dag",
            "Slutet 2026-12-01 är före starten 2026-12-12.",
        ),
        (
            &[("Down Down", "i fjol")],
            "Sista dag",
            "Det går inte att läsa som ett datum.",
        ),
        (
            &[("Down", "2027-01-15"), ("Down Down", "2027-02-01")],
            "Beslutat",
            "En anställning kan inte börja före beslutet: första dag 2027-01-15, beslutat 2027-02-01.",
        ),
        (
            &[("Down Down Down Down", "0")],
            "Nivå, %",
            "Skriv hela procent, 1–100: till exempel 75.",
        ),
        (
            &[("Down Down Down Down Down", "")],
            "Arbetstid, %",
            "Skriv hela procent, 1–100: till exempel 75.",
        ),
        (
            &[("Down Down Down Down Down Down", "många")],
            "Lön, kr/mån",
            "Skriv hela kronor i månaden",
        ),
        (
            &[("Down Down Down Down Down Down Down", "5 001")],
            "Extra, kr/mån",
            "Det extra stödet är för stort: utveckling har högst 5 000 kr/mån (Förordning (2017:462) 28 §).",
        ),
    ];
    for (typed, label, sentence) in cases {
        let mut seat = with(first(), Lang::Sv, false);
        seat.press("Enter Enter d Enter a");
        for (go, text) in *typed {
            seat.press(go);
            retype(&mut seat, text);
        }
        seat.press("Enter");
        shows(&mut seat, &format!("! {sentence}"));
        assert!(
            row(&mut seat, "▸").contains(&format!("▸ {label}")),
            "{sentence}"
        );
        assert_eq!(her(&seat).decisions.len(), 1, "{sentence}");
    }
}

#[test]
fn where_nothing_is_left_of_the_form_the_form_says_so() {
    let used = vec![
        add(LENA, terms("2024-12-16", "2025-12-15")),
        add(LENA, terms("2025-12-16", "2026-12-15")),
    ];
    let mut seat = with(used, Lang::Sv, false);
    seat.press("Enter Enter d Enter a");
    shows(&mut seat, "Sista dag inget kvar av stödtiden");
    seat.press("Enter");
    shows(
        &mut seat,
        "! Stödtiden tar slut: utveckling är högst 24 mån (Förordning (2017:462) 27 §) sammanlagt",
    );
    // Another form has time of its own.
    seat.press("Up Up Right");
    shows(&mut seat, "Sista dag 2027-12-15 högst till 2030-12-15");
    seat.press("Enter");
    assert_eq!(her(&seat).decisions.len(), 3);
}

#[test]
fn the_form_says_which_of_the_years_quota_it_would_be() {
    let mut changes = arenas();
    let mut commands = Vec::new();
    for n in 1..=4 {
        let other = person(n, "Ida", &format!("Falk {n}"), day("2026-01-05"));
        changes.push(enrolled(&other));
        commands.push(add(other.id, terms("2026-02-01", "2027-01-31")));
    }
    changes.push(enrolled(&person(9, "Adam", "Ek", day("2026-01-05"))));
    let mut seat = desk(World {
        today: today(),
        changes,
        before: commands,
        ..World::default()
    });
    seat.press("Enter Enter d Enter a");
    shows(&mut seat, "En ny anställning: nummer 5 av 4–6 år 2026.");
    seat.press("Down");
    retype(&mut seat, "2027-01-11");
    shows(&mut seat, "En ny anställning: nummer 1 av 4–6 år 2027.");
    // Not through AMI: outside the quota.
    seat.press("Up Up Up Up Up Left");
    shows(&mut seat, "Via AMI < nej > räknas inte");
    shows(&mut seat, "En ny anställning, utanför årets kvot.");
}

#[test]
fn a_replacement_cuts_the_old_one_and_a_mistake_is_mended_the_same_way() {
    let mut seat = with(
        vec![add(LENA, terms("2026-01-12", "2026-12-11"))],
        Lang::Sv,
        false,
    );
    seat.press("Enter Enter d Enter r");
    shows(&mut seat, "Beslut i stället för 1, Lena Bergström");
    shows(&mut seat, "Beslut 1 räknas inte längre.");
    // Saved as it stands, nothing has been replaced.
    seat.press("Enter");
    shows(&mut seat, "Inget är ändrat i formuläret");
    assert_eq!(her(&seat).decisions.len(), 1);
    assert_eq!(her(&seat).decisions[0].cut, None);
    seat.press("Down");
    retype(&mut seat, "2026-12-01");
    shows(
        &mut seat,
        "Beslut 1 slutar 2026-11-30. Förlänger anställningen som började 2026-01-12.",
    );
    seat.press("Down");
    retype(&mut seat, "2026-12-31");
    seat.press("Down Down");
    retype(&mut seat, "85");
    seat.press("Enter");
    let decisions = &her(&seat).decisions;
    assert_eq!(
        (decisions[0].last_day(), decisions[1].terms.level),
        (day("2026-11-30"), Some(85))
    );
    // Taken back, it gives way to what it replaced.
    seat.press("Enter u Right Right");
    shows(
        &mut seat,
        "Beslut 2 räknas inte, men står kvar i listan och kan gälla igen. Beslut 1, som det ersatte, gäller igen.",
    );
    seat.press("Enter");
    shows(
        &mut seat,
        "Beslut 2 för Lena Bergström är återtaget. Med mellanslag u kan det gälla igen.",
    );
    let decisions = &her(&seat).decisions;
    assert_eq!(decisions[0].cut, None);
    assert!(!decisions[1].is_real());
    // What does not hold is not replaced.
    seat.press("Enter r");
    shows(
        &mut seat,
        "Det beslutet gäller inte. Med mellanslag a registreras ett nytt.",
    );
}

#[test]
fn nothing_ends_by_an_enter_too_many_and_what_was_ended_can_hold_again() {
    let mut seat = with(
        vec![add(LENA, terms("2026-01-12", "2026-12-11"))],
        Lang::Sv,
        false,
    );
    seat.press("Enter Enter d Enter u Enter");
    shows(&mut seat, "! Välj vad som har hänt med beslutet.");
    assert_eq!(her(&seat).decisions[0].cut, None);
    seat.press("Right Down");
    retype(&mut seat, "2026-12-12");
    seat.press("Enter");
    shows(
        &mut seat,
        "! Beslut 1 gäller 2026-01-12 – 2026-12-11: sista dagen måste ligga däri.",
    );
    retype(&mut seat, "2026-11-30");
    shows(
        &mut seat,
        "Beslut 1 gäller till och med mån 30 nov 2026, och inget förlänger det.",
    );
    seat.press("Down")
        .type_in("Slutar på egen begäran")
        .press("Enter");
    shows(
        &mut seat,
        "Beslut 1 för Lena Bergström slutar mån 30 nov 2026. Med mellanslag u kan det gälla igen.",
    );
    shows(
        &mut seat,
        "avslutat 2026-11-30, beslutat till 2026-12-11: Slutar på egen begäran",
    );
    seat.press("Enter u Left");
    shows(&mut seat, "< gäller igen som beslutat >");
    seat.press("Enter");
    shows(
        &mut seat,
        "Beslut 1 för Lena Bergström gäller igen, till fre 11 dec 2026.",
    );
    assert_eq!(her(&seat).decisions[0].cut, None);
}

#[test]
fn a_protected_name_is_masked_and_the_log_tells_what_was_decided() {
    let mut hidden = lena();
    hidden.protection = Protection::Marked;
    let mut changes = arenas();
    changes.push(enrolled(&hidden));
    let mut seat = desk(World {
        today: today(),
        changes,
        ..World::default()
    });
    seat.press("Enter");
    for keys in ["Enter d", "Enter a"] {
        seat.press(keys);
        shows(&mut seat, "Skyddad #12");
        hides(&mut seat, "Lena");
    }
    seat.press("Enter").type_in("60").press("Enter");
    shows(&mut seat, "Beslut 1 för Skyddad #12 är registrerat");
    seat.press("l");
    shows(&mut seat, "beslut 1 utveckling 2026-11-20 – 2027-11-19");
    hides(&mut seat, "Lena");
}

#[test]
fn who_ends_a_stay_sees_that_a_decision_holds_on() {
    let mut seat = with(
        vec![add(LENA, terms("2026-01-12", "2026-12-11"))],
        Lang::Sv,
        false,
    );
    seat.press("Enter Enter e");
    let text = "AF:s beslut gäller till och med 2026-12-11. Upphör anställningen anmäls det till AF genast";
    shows(&mut seat, text);
}
